"""The agenda that a session starts from."""

import pytest

from convenor.rules.agenda import AgendaFacts, AgendaItemFact, look_over
from convenor.rules.first_agenda import SHORTEST, USUAL, Template, first_agenda, suits
from convenor.rules.vocabulary import AgendaItemKind, SessionKind


@pytest.mark.parametrize("kind", list(SessionKind))
@pytest.mark.parametrize("length", [SHORTEST, 44, 45, 60, 95, 480])
@pytest.mark.parametrize("themes", [(), ("One",), ("One", "Two", "Three")])
def test_the_first_agenda_of_every_kind_could_be_sent_as_it_is(
    kind: SessionKind, length: int, themes: tuple[str, ...]
) -> None:
    items = first_agenda(kind, length, themes)
    facts = tuple(
        AgendaItemFact(id=str(place), kind=item.kind, title=item.title, minutes=item.minutes)
        for place, item in enumerate(items)
    )
    assert look_over(AgendaFacts(kind=kind, length=length, items=facts)) == ()
    assert sum(item.minutes for item in items) == length


def test_an_hour_is_divided_in_steps_of_five_minutes() -> None:
    items = first_agenda(SessionKind.REGULAR, 60, ("Severity",))
    assert [item.minutes for item in items] == [5, 20, 30, 5]


def test_each_theme_has_its_own_item() -> None:
    items = first_agenda(SessionKind.REGULAR, 60, ("Stakeholder engagement", "Remedy"))
    assert [item.title for item in items if item.kind is AgendaItemKind.TOPIC] == ["Stakeholder engagement", "Remedy"]


def test_the_themes_of_a_special_session_are_briefings() -> None:
    items = first_agenda(SessionKind.SPECIAL, 60, ("Conflict settings",))
    assert [item.kind for item in items] == [
        AgendaItemKind.STATEMENT,
        AgendaItemKind.EXPERT_BRIEFING,
        AgendaItemKind.QUESTIONS,
        AgendaItemKind.CLOSE,
    ]


def test_of_more_themes_than_minutes_only_as_many_are_laid_out() -> None:
    items = first_agenda(SessionKind.REGULAR, SHORTEST, [f"Theme {number}" for number in range(40)])
    assert sum(item.minutes for item in items) == SHORTEST
    assert all(item.minutes > 0 for item in items)


@pytest.mark.parametrize("kind", list(SessionKind))
@pytest.mark.parametrize("template", list(Template))
@pytest.mark.parametrize("length", [SHORTEST, 31, 60, 240])
def test_every_template_that_suits_a_kind_fits_its_time_and_could_be_sent(
    kind: SessionKind, template: Template, length: int
) -> None:
    items = first_agenda(kind, length, ["One", "Two"], template)
    facts = tuple(
        AgendaItemFact(id=str(place), kind=item.kind, title=item.title, minutes=item.minutes)
        for place, item in enumerate(items)
    )
    assert sum(item.minutes for item in items) == length
    found = look_over(AgendaFacts(kind=kind, length=length, items=facts))
    assert suits(template, kind).allowed == (found == ())


def test_a_regular_meeting_does_not_start_without_updates() -> None:
    assert "brief updates" in suits(Template.WEBINAR, SessionKind.REGULAR).reason
    assert suits(Template.LED, SessionKind.REGULAR).allowed


@pytest.mark.parametrize("kind", list(SessionKind))
def test_the_usual_template_of_every_kind_suits_it(kind: SessionKind) -> None:
    assert suits(USUAL[kind], kind).allowed
    assert first_agenda(kind, 60, ["One"]) == first_agenda(kind, 60, ["One"], USUAL[kind])
