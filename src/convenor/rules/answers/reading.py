"""An answer as it is read, once: its words and the topics it touches."""

from dataclasses import dataclass

from convenor.rules.answers.lexicon import Lexicon, Topic
from convenor.rules.answers.words import IDLE, fold, stem, written_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The words that may say what an answer is about, as written and folded to their stems, and its topics."""

    written: tuple[str, ...]
    stems: tuple[str, ...]
    topics: dict[Topic, float]


def read(text: str, lexicon: Lexicon) -> Reading:
    """Read an answer."""
    all_words = written_words(text)
    folded = [fold(word) for word in all_words]
    telling = [
        (word, stem(bare))
        for word, bare in zip(all_words, folded, strict=True)
        if bare not in IDLE and not bare.isdigit() and len(bare) > 1
    ]
    return Reading(
        written=tuple(word for word, _ in telling),
        stems=tuple(bare for _, bare in telling),
        topics=lexicon.topics_in(folded),
    )
