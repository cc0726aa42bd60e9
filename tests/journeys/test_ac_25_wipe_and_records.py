"""AC-25: retention day arrives: raw notes go, the compliance record and outputs stay, and the log proves it."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils.html import strip_tags

from convenor.kernel import audit, clock
from convenor.kernel.daily import chores_of_the_day
from convenor.kernel.models import AuditEntry
from convenor.public.library.models import Output
from convenor.room.meetings.models import Attendance, Delegation, Remark, SealedRecord, Session
from convenor.rules.retention import PERIODS, Record
from journeys.conftest import SignIn
from journeys.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def with_notes() -> Session:
    """A session of the demonstration that closed and whose notes still lie there."""
    found = Session.objects.filter(remarks__isnull=False, burn_on__gt=TODAY).order_by("burn_on").first()
    assert found is not None
    return found


def page(sign_in: SignIn, who: str = "officer") -> str:
    response = sign_in(who).get("/retention/")
    assert response.status_code == 200
    return " ".join(unescape(strip_tags(response.content.decode().replace("<", " <"))).split())


def night_of(day: date) -> None:
    with clock.standing_at(day):
        chores_of_the_day()


def kept() -> tuple[int, list[str], list[str]]:
    """What has to stay: attendance by organisation, the sealed records, what was published."""
    records = SealedRecord.objects.order_by("digest").values_list("digest", flat=True)
    outputs = Output.objects.order_by("slug").values_list("slug", "body", named=False)
    return Attendance.objects.count(), list(records), [repr(row) for row in outputs]


def test_the_day_before_the_notes_are_there_and_the_page_says_when_they_go(sign_in: SignIn) -> None:
    session = with_notes()
    assert session.burn_on is not None
    number = session.remarks.count()
    night_of(session.burn_on - timedelta(days=1))
    assert session.remarks.count() == number
    assert f"{PERIODS[Record.RAW_NOTES].what} {session.burn_on:%-d %B %Y}" in page(sign_in)


def test_on_the_day_notes_go_and_record_and_outputs_stay_and_the_trail_proves_it(sign_in: SignIn) -> None:
    session = with_notes()
    assert session.burn_on is not None
    number, texts = session.remarks.count(), list(session.remarks.values_list("text", flat=True))
    attended, records, outputs = kept()
    assert attended
    assert records
    assert outputs

    night_of(session.burn_on)

    assert not Remark.objects.filter(session=session).exists()
    assert not Delegation.objects.filter(session=session).exists()
    attended_now, records_now, outputs_now = kept()
    assert (attended_now, outputs_now) == (attended, outputs)
    assert set(records) < set(records_now), "the versions before stay, and a new one says that the notes are gone"
    newest = session.records.order_by("-version").first()
    assert newest is not None
    assert newest.parts["notes"]["raw_notes_destroyed"] is not None

    line = AuditEntry.objects.get(verb="remarks.burnt", subject__startswith=str(session.pk))
    assert line.subject == f"{session.pk} notes: {number}"
    assert audit.verify() is None
    with clock.standing_at(session.burn_on):
        shown = page(sign_in)
    assert "The trail holds" in shown
    assert f"Destroyed the sealed notes on their day {session.burn_on:%-d %B %Y}" in shown
    assert not [text for text in texts if text in shown]


def test_a_second_night_changes_nothing(sign_in: SignIn) -> None:
    session = with_notes()
    assert session.burn_on is not None
    night_of(session.burn_on)
    before = kept(), AuditEntry.objects.count()
    night_of(session.burn_on)
    assert (kept(), AuditEntry.objects.count()) == before


def test_a_line_that_was_altered_afterwards_proves_nothing(sign_in: SignIn) -> None:
    session = with_notes()
    assert session.burn_on is not None
    night_of(session.burn_on)
    AuditEntry.objects.filter(verb="remarks.burnt").update(subject=f"{session.pk} notes: 0")
    assert audit.verify() is not None
    shown = page(sign_in)
    assert "The trail is broken" in shown
    assert "proves nothing until that is explained" in shown


def test_what_should_be_gone_is_called_late(sign_in: SignIn) -> None:
    session = with_notes()
    Session.objects.filter(pk=session.pk).update(burn_on=TODAY - timedelta(days=3))
    assert f"{PERIODS[Record.RAW_NOTES].what} late" in page(sign_in)


def test_the_page_has_every_period_and_is_the_secretariat_s(sign_in: SignIn) -> None:
    shown = page(sign_in)
    for period in PERIODS.values():
        assert " ".join(f"{period.what} {period.how_long} {period.why} {period.source}".split()) in shown
    assert sign_in("nominee").get("/retention/").status_code == 403
