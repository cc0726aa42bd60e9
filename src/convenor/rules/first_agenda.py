"""The agenda that a session starts from, by a template; a person changes it as the session needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from convenor.rules.agenda import WITH_UPDATES
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import AgendaItemKind as Kind
from convenor.rules.vocabulary import SessionKind

SHORTEST = 15
_NO_THEME = "The topic of the session"


class Template(StrEnum):
    """What an agenda can start from."""

    REGULAR = "regular"
    LED = "led"
    PRIORITIES = "priorities"
    SPECIAL = "special"
    DIALOGUE = "dialogue"
    WORKING_GROUP = "working_group"
    EXECUTIVE_DIALOGUE = "executive_dialogue"
    WEBINAR = "webinar"


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstItem:
    """One item to start from; minutes are whole."""

    kind: Kind
    title: str
    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layout:
    """What stands before and after the themes, each with its share of the session in percent; themes take the rest."""

    themes: Kind = Kind.TOPIC
    before: tuple[tuple[Kind, str, int], ...] = ()
    after: tuple[tuple[Kind, str, int], ...] = ()


_UPDATES = "Brief updates: priorities and challenges"
_QUESTIONS = (Kind.QUESTIONS, "Questions and answers", 25)
# The statement comes before all of it and the close after it (R-AT-01). Sources: R-MTG-10 and A-39 for updates,
# R-MTG-19 for a member that leads, R-MTG-26 for priorities, R-MTG-06 for experts, R-MTG-27 for executives.
_LAYOUTS: dict[Template, _Layout] = {
    Template.REGULAR: _Layout(before=((Kind.UPDATES, _UPDATES, 33),)),
    Template.LED: _Layout(
        before=((Kind.UPDATES, _UPDATES, 25),), after=((Kind.QUESTIONS, "Questions to whoever led", 25),)
    ),
    Template.PRIORITIES: _Layout(
        before=((Kind.UPDATES, _UPDATES, 25), (Kind.BREAK_OUT, "Small groups: what matters most this year", 25)),
    ),
    Template.SPECIAL: _Layout(themes=Kind.EXPERT_BRIEFING, after=((Kind.QUESTIONS, "Questions to the experts", 25),)),
    Template.DIALOGUE: _Layout(after=(_QUESTIONS,)),
    Template.WORKING_GROUP: _Layout(
        before=((Kind.TOPIC, "Where the group stands", 15),),
        after=((Kind.TOPIC, "Who does what until the next meeting", 15),),
    ),
    Template.EXECUTIVE_DIALOGUE: _Layout(before=((Kind.TOPIC, "Opening words", 10),), after=(_QUESTIONS,)),
    Template.WEBINAR: _Layout(after=(_QUESTIONS,)),
}
USUAL: dict[SessionKind, Template] = {
    SessionKind.REGULAR: Template.REGULAR,
    SessionKind.SPECIAL: Template.SPECIAL,
    SessionKind.OUTREACH_DIALOGUE: Template.DIALOGUE,
    SessionKind.GATHERING: Template.DIALOGUE,
    SessionKind.EXECUTIVE_DIALOGUE: Template.EXECUTIVE_DIALOGUE,
    SessionKind.WEBINAR: Template.WEBINAR,
    SessionKind.WORKING_GROUP: Template.WORKING_GROUP,
}


def suits(template: Template, kind: SessionKind) -> Verdict:
    """Whether an agenda from this template could be sent for this kind of session: some kinds need their updates."""
    if kind not in WITH_UPDATES or any(what is Kind.UPDATES for what, *_ in _LAYOUTS[template].before):
        return yes()
    return no("A regular meeting has brief updates, and this template has none. Choose another one.")


def first_agenda(
    kind: SessionKind, length: int, themes: Sequence[str], template: Template | None = None
) -> tuple[FirstItem, ...]:
    """Lay out a session: the statement, what its template has, a share for each theme, a close.

    The minutes add up to `length`, which is at least `SHORTEST`; without a template the kind's usual one is taken.
    """
    layout = _LAYOUTS[template or USUAL[kind]]
    step = 5 if length >= 45 else 1
    edge = 5 if length >= 45 else 2
    before, after = (_timed(parts, length, step) for parts in (layout.before, layout.after))
    left = length - 2 * edge - sum(item.minutes for item in (*before, *after))
    return (
        FirstItem(kind=Kind.STATEMENT, title="Anti-trust statement", minutes=edge),
        *before,
        *_shared(left, tuple(themes) or (_NO_THEME,), layout.themes),
        *after,
        FirstItem(kind=Kind.CLOSE, title="Close: what we heard, what comes next", minutes=edge),
    )


def _timed(parts: Sequence[tuple[Kind, str, int]], length: int, step: int) -> list[FirstItem]:
    """The parts with their share of the session, in whole steps."""
    return [
        FirstItem(kind=what, title=title, minutes=max(step, round(length * share / 100 / step) * step))
        for what, title, share in parts
    ]


def _shared(minutes: int, themes: Sequence[str], kind: Kind) -> list[FirstItem]:
    """Share the minutes among as many themes as can have one each; the first take what does not divide."""
    heard = themes[:minutes]
    each, rest = divmod(minutes, len(heard))
    return [FirstItem(kind=kind, title=theme, minutes=each + (place < rest)) for place, theme in enumerate(heard)]
