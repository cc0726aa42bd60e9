"""Which planned session of a series an answer belongs to: a suggestion for a person, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from convenor.rules.answers.english import ENGLISH
from convenor.rules.answers.facts import Answer
from convenor.rules.answers.lexicon import Lexicon, lexicon_of
from convenor.rules.answers.likeness import likeness, telling_words
from convenor.rules.answers.words import stem

# Below this an answer and a session share a word or a side remark, not their subject.
FITS_WELL = 0.33


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedSession:
    """A session to come: its title and the topics it was announced with."""

    id: str
    title: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """The session that an answer fits best, and what the two have in common."""

    session_id: str
    reason: str


def suggest_session(
    answer: Answer, sessions: Sequence[PlannedSession], *, lexicon: Lexicon | None = None
) -> Suggestion | None:
    """Suggest the session that an answer asks for, or None where nothing fits well (AC-17).

    Of two that fit equally well the first is suggested.
    """
    if not sessions:
        return None
    field = lexicon or lexicon_of(ENGLISH)
    texts = ["; ".join((session.title, *session.topics)) for session in sessions]
    fits = [float(fit) for fit in likeness([answer.text, *texts], field, neighbours=0)[0, 1:]]
    best = max(range(len(fits)), key=lambda at: (fits[at], -at))
    if fits[best] < FITS_WELL:
        return None
    return Suggestion(session_id=sessions[best].id, reason=_in_common(answer.text, texts[best], field))


def _in_common(one: str, other: str, lexicon: Lexicon) -> str:
    there = lexicon.topics_in(other)
    shared = {topic.label: -strength for topic, strength in lexicon.topics_in(one).items() if topic in there}
    if shared:
        return f"Both are about: {min(shared, key=lambda label: (shared[label], label))}."
    stems = {stem(word) for word in telling_words(other)}
    return f"Both say: {', '.join(sorted({word for word in telling_words(one) if stem(word) in stems}))}."
