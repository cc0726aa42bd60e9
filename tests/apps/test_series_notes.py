"""An announced session that was held leads to its summary note (R-PUB-05); nothing leads to one of a cohort (A-19)."""

import json
from collections.abc import Iterator

import pytest
from desk_scene import go_to
from django.test import Client
from django.urls import reverse
from invitation_scene import work
from webinar_scene import MARCH, NOW, announced, days, make_series, webinar

from convenor.desk.actions import afterwards, announcing, deciding, writing
from convenor.desk.models import Draft
from convenor.desk.queries import summary_notes
from convenor.desk.wording import wording_of
from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.models import Event
from convenor.public.library.models import OpenWebinar, Output
from convenor.room.meetings.actions.calling import cancel_session
from convenor.room.meetings.models import Session
from convenor.room.series import actions
from convenor.room.series.models import Series
from convenor.rules.vocabulary import DraftKind, DraftState
from making import make_actor, make_cohort, make_installation, make_member, make_organisation, make_session, make_year

pytestmark = pytest.mark.django_db

LATER = MARCH + days(3)
BODY = "## What was discussed\n\nSeverity comes before likelihood."


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def series() -> Series:
    return announced(make_series())


@pytest.fixture
def officer() -> Actor:
    return make_actor(name="Officer 4")


@pytest.fixture
def chief() -> Actor:
    return make_actor(name="Officer 5")


def released(
    officer: Actor, chief: Actor, session: Session, kind: DraftKind = DraftKind.SUMMARY_NOTE
) -> tuple[Draft, Output]:
    """A note about a session that went the whole way; it is three days after the first session."""
    make_installation(demo=True, today=LATER.date())
    make_member(make_cohort("elsewhere"), make_organisation("outsider", name="Zanbexi", region="Africa", size="small"))
    with clock.standing_at(LATER):
        draft = writing.begin(officer, kind=kind, title="Severity in end use", session=session, text=BODY)
        deciding.send(officer, draft, digest=wording_of(draft).digest)
        deciding.approve(chief, draft, digest=wording_of(draft).digest)
        output = deciding.release(chief, draft, digest=wording_of(draft).digest)
        work()
    return Draft.objects.get(pk=draft.pk), output


def shown(series: Series) -> list[str]:
    """The slugs that the library holds beside the sessions of a series."""
    return list(OpenWebinar.objects.filter(series=series.pk).values_list("note", flat=True))


def read(series: Series) -> str:
    with clock.standing_at(LATER):
        return Client().get(reverse("portal:series", args=[series.pk])).content.decode()


def test_a_session_leads_to_its_note_from_when_it_is_released_until_it_is_withdrawn(
    series: Series, officer: Actor, chief: Actor
) -> None:
    draft, output = released(officer, chief, webinar(series, 1).session)
    assert shown(series) == [output.slug, ""]
    assert read(series).count(f'href="/notes/{output.slug}/"') == 1
    (told,) = json.loads(Client().get("/api/webinars.json").content)["items"]
    assert [str(one["note"]).endswith(f"/notes/{output.slug}/") for one in told["webinars"]] == [True, False]
    assert told["webinars"][1]["note"] is None
    with clock.standing_at(LATER):
        afterwards.withdraw(chief, draft, because="It was published in error")
        work()
    assert shown(series) == ["", ""]
    assert "/notes/" not in read(series)


def test_what_was_released_before_is_there_once_the_series_is_announced(officer: Actor, chief: Actor) -> None:
    planned = make_series()
    _draft, output = released(officer, chief, webinar(planned, 1).session)
    assert shown(announced(planned)) == [output.slug, ""]


def test_only_a_summary_note_is_led_to(series: Series, officer: Actor, chief: Actor) -> None:
    released(officer, chief, webinar(series, 1).session, DraftKind.OUTPUT_NOTE)
    with clock.standing_at(LATER):
        follow(series)
    assert shown(series) == ["", ""]


def test_what_is_still_to_come_or_was_called_off_leads_nowhere(series: Series, officer: Actor, chief: Actor) -> None:
    _draft, output = released(officer, chief, webinar(series, 1).session)
    with clock.standing_at(LATER):
        actions.move_webinar(officer, webinar(series, 1), starts_at=LATER + days(9))
        work()
    assert output.slug not in read(series)
    go_to((LATER + days(10)).date())
    assert output.slug in read(series)
    cancel_session(officer, webinar(series, 1).session, "Nobody could join")
    work()
    assert output.slug not in read(series)


def test_nothing_public_leads_to_a_note_about_a_cohort_s_session(series: Series, officer: Actor, chief: Actor) -> None:
    cohort = make_cohort()
    session = make_session(make_year(cohort), MARCH.date())
    note = Output.objects.create(
        slug="a-note", kind="summary_note", title="A", body="B", published_on=LATER.date(), updated_at=LATER
    )
    kept = {"kind": DraftKind.SUMMARY_NOTE, "title": "A", "state": DraftState.RELEASED, "output": note.key}
    draft = Draft.objects.create(
        **kept, session=session, cohort=cohort, begun_at=LATER, changed_at=LATER, released_at=LATER
    )
    Event.objects.all().delete()
    announcing.say_that_a_note_changed(draft)
    assert not Event.objects.exists()
    follow(series)
    assert shown(series) == ["", ""]
    # Not even where a row of the desk says by mistake that it belongs to the series.
    Draft.objects.filter(pk=draft.pk).update(series=series)
    follow(series)
    assert shown(series) == ["", ""]
    assert summary_notes(series) == {}
    Draft.objects.filter(pk=draft.pk).update(cohort=None)
    follow(series)
    assert shown(series) == ["", ""]
    assert summary_notes(series) == {}


def follow(series: Series) -> None:
    announcing.follow_plan(series, str(webinar(series, 1).session_id))
    work()
