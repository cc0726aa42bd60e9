"""The agenda that a session of each kind starts from; a person changes it as the session needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from convenor.rules.vocabulary import AgendaItemKind as Kind
from convenor.rules.vocabulary import SessionKind

SHORTEST = 15

# What follows the statement, with its share of the session in percent; themes share what is left (R-MTG-10, A-39).
_AROUND_THE_THEMES: dict[SessionKind, tuple[tuple[Kind, str, int], ...]] = {
    SessionKind.REGULAR: ((Kind.UPDATES, "Brief updates: priorities and challenges", 33),),
    SessionKind.SPECIAL: ((Kind.QUESTIONS, "Questions to the experts", 25),),
    SessionKind.OUTREACH_DIALOGUE: ((Kind.QUESTIONS, "Questions and answers", 25),),
    SessionKind.GATHERING: ((Kind.QUESTIONS, "Questions and answers", 25),),
    SessionKind.EXECUTIVE_DIALOGUE: ((Kind.QUESTIONS, "Questions and answers", 25),),
    SessionKind.WEBINAR: ((Kind.QUESTIONS, "Questions and answers", 25),),
    SessionKind.WORKING_GROUP: (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstItem:
    """One item to start from; minutes are whole."""

    kind: Kind
    title: str
    minutes: int


def first_agenda(kind: SessionKind, length: int, themes: Sequence[str]) -> tuple[FirstItem, ...]:
    """Lay out a session: the statement, what this kind always has, a share for each theme, a close.

    The minutes add up to `length`, which is at least `SHORTEST`.
    """
    step = 5 if length >= 45 else 1
    edge = 5 if length >= 45 else 2
    around = [
        FirstItem(kind=what, title=title, minutes=round(length * percent / 100 / step) * step)
        for what, title, percent in _AROUND_THE_THEMES[kind]
    ]
    left = length - 2 * edge - sum(item.minutes for item in around)
    theme_kind = Kind.EXPERT_BRIEFING if kind is SessionKind.SPECIAL else Kind.TOPIC
    middle = _shared(left, tuple(themes) or ("The topic of the session",), theme_kind)
    before = [item for item in around if item.kind is Kind.UPDATES]
    after = [item for item in around if item.kind is not Kind.UPDATES]
    return (
        FirstItem(kind=Kind.STATEMENT, title="Anti-trust statement", minutes=edge),
        *before,
        *middle,
        *after,
        FirstItem(kind=Kind.CLOSE, title="Close: what we heard, what comes next", minutes=edge),
    )


def _shared(minutes: int, themes: Sequence[str], kind: Kind) -> list[FirstItem]:
    """Share the minutes among as many themes as can have one each; the first take what does not divide."""
    heard = themes[:minutes]
    each, rest = divmod(minutes, len(heard))
    return [FirstItem(kind=kind, title=theme, minutes=each + (place < rest)) for place, theme in enumerate(heard)]
