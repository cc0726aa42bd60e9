"""Which planned session of a series an answer belongs to: a suggestion for a person, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from convenor.rules.answers.english import ENGLISH
from convenor.rules.answers.facts import Answer
from convenor.rules.answers.lexicon import Lexicon, lexicon_of
from convenor.rules.answers.likeness import likeness
from convenor.rules.answers.reading import Reading, read
from convenor.rules.wording import said

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
    asked = read(answer.text, field)
    offered = [read("; ".join((session.title, *session.topics)), field) for session in sessions]
    fits = [float(fit) for fit in likeness([asked, *offered], neighbours=0)[0, 1:]]
    best = max(range(len(fits)), key=lambda at: (fits[at], -at))
    if fits[best] < FITS_WELL:
        return None
    return Suggestion(session_id=sessions[best].id, reason=_in_common(asked, offered[best]))


def _in_common(asked: Reading, offered: Reading) -> str:
    shared = {topic.label: -strength for topic, strength in asked.topics.items() if topic in offered.topics}
    if shared:
        return said("Both are about: {topic}.", topic=min(shared, key=lambda label: (shared[label], label)))
    told = {word for word, bare in zip(asked.written, asked.stems, strict=True) if bare in offered.stems}
    return said("Both say: {words}.", words=tuple(sorted(told))) if told else said("Both are worded alike.")
