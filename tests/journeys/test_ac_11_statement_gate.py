"""AC-11, its gate: nothing is discussed before the statement, and only the secretariat records its reading."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from convenor.kernel import audit, clock
from convenor.room.meetings.models import Session, StatementReading
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_statement,
    make_year,
)

pytestmark = pytest.mark.django_db

THE_DAY_BEFORE = datetime(2023, 3, 13, 9, tzinfo=UTC)
START = datetime(2023, 3, 14, 15, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the clock show a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


def test_discussion_opens_only_once_an_officer_recorded_the_reading(at: Callable[[datetime], None]) -> None:
    make_installation()
    cohort = make_cohort()
    make_year(cohort, 2023)
    nominee = signed_in(make_nominee(make_member(cohort, make_organisation("ericsson"))))
    officer = signed_in(make_secretariat())
    make_statement("1.2")

    # The officer calls the session and sends its agenda the day before.
    at(THE_DAY_BEFORE)
    call = {"kind": "regular", "day": "2023-03-14", "clock": "15:00", "zone": "UTC", "minutes": "60"}
    call |= {"mode": "virtual", "themes": "Operationalising severity", "counts_toward_standing": "on"}
    officer.post(reverse("meetings:call", args=["cop", 2023]), call)
    session = Session.objects.get()
    here = reverse("meetings:session", args=[session.pk])
    sent = officer.post(reverse("meetings:send_agenda", args=[session.pk]), follow=True)
    assert "on its way to 1 person" in sent.content.decode()
    sending = session.sendings.get()
    assert sending.sent_at < session.starts_at

    # The session opens; the discussion does not.
    at(START)
    officer.post(reverse("meetings:open", args=[session.pk]))
    topic = session.items.get(title="Operationalising severity")
    begin = reverse("meetings:open_item", args=[session.pk, topic.pk])
    refused = officer.post(begin, follow=True)
    assert "The statement has not been read yet" in refused.content.decode()
    topic.refresh_from_db()
    assert topic.opened_at is None

    # A company's nominee tries to record the reading.
    read = reverse("meetings:read_statement", args=[session.pk])
    refused = nominee.post(read)
    assert refused.status_code == 403
    assert "Only the secretariat" in refused.content.decode()
    assert not StatementReading.objects.exists()

    # The officer records it a minute after the start, and the discussion opens.
    at(START + A_MINUTE)
    officer.post(read)
    reading = StatementReading.objects.get()
    assert (reading.statement_id, reading.reader_role, reading.read_at) == ("1.2", "officer", START + A_MINUTE)
    assert officer.post(begin).status_code == 302
    topic.refresh_from_db()
    assert topic.opened_at == START + A_MINUTE

    # The record says so, to the officer in full and to the nominee as far as it is everybody's.
    for client in (officer, nominee):
        words = re.sub(r"<[^>]+>", "", client.get(here).content.decode())
        assert "Version 1.2 was read on 14 March 2023, 15:01 (UTC)" in words
    assert "13 March 2023, 09:00" in re.sub(r"<[^>]+>", "", officer.get(here).content.decode())
    assert audit.verify() is None


def test_an_agenda_that_left_after_the_start_opens_nothing(at: Callable[[datetime], None]) -> None:
    make_installation()
    cohort = make_cohort()
    make_year(cohort, 2023)
    make_nominee(make_member(cohort, make_organisation("ericsson")))
    officer = signed_in(make_secretariat())
    at(THE_DAY_BEFORE)
    call = {"kind": "regular", "day": "2023-03-14", "clock": "15:00", "zone": "UTC", "minutes": "60", "mode": "virtual"}
    officer.post(reverse("meetings:call", args=["cop", 2023]), call)
    session = Session.objects.get()

    at(START + A_MINUTE)
    assert officer.post(reverse("meetings:send_agenda", args=[session.pk])).status_code == 409
    refused = officer.post(reverse("meetings:open", args=[session.pk]), follow=True)
    assert "agenda has not been sent" in refused.content.decode()
    session.refresh_from_db()
    assert (session.state, session.sendings.count()) == ("planned", 0)
