"""One's own calendar: what stands in it, who reads it, and what is left of its address."""

import logging
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from invitation_scene import FIRST, NOW, SECOND, invitation_of, make_scene, work

from convenor.kernel import clock
from convenor.kernel.links import sign
from convenor.kernel.log import WithoutContents
from convenor.people.models import Account
from convenor.room.cohorts.models import SeatHolding
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.models import Feed, Invitation
from convenor.room.invitations.queries import link_token
from convenor.room.meetings.models import Session
from making import make_actor, make_session

pytestmark = pytest.mark.django_db
MINE = reverse("invitations:mine")


@pytest.fixture
def session(settings: object) -> Iterator[Session]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with clock.standing_at(NOW):
        row = make_scene()
        send_invitations(make_actor(), row)
        work()
        make_session(row.year, START_OF_ANOTHER)  # type: ignore[arg-type]
        yield row


START_OF_ANOTHER = NOW.date().replace(month=5)


@pytest.fixture
def first(session: Session, client: Client) -> Client:
    client.force_login(Account.objects.get(email=FIRST))
    return client


def address(client: Client) -> str:
    """The path of a new address, from the one page that shows it."""
    page = client.post(reverse("invitations:make_address")).content.decode()
    return page.partition("<code>")[2].partition("</code>")[0].removeprefix(settings.CONVENOR_SITE)


def test_a_calendar_holds_ones_own_invitations_and_nobody(first: Client, session: Session) -> None:
    answer = Client().get(address(first))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["METHOD"]) == "PUBLISH"
    (event,) = calendar.walk("VEVENT")
    assert str(event["UID"]) == invitation_of(FIRST).uid
    assert event["DTSTART"].dt == session.starts_at
    for nobody in (b"ATTENDEE", b"ORGANIZER", b"meet.example", b"@people", b"telefonica"):
        assert nobody not in answer.content.lower().replace(b"organizer", b"ORGANIZER")


def test_what_was_taken_back_is_out_of_it(first: Client) -> None:
    there = address(first)
    Invitation.objects.filter(person__email=FIRST).update(sent="CANCEL")
    assert b"VEVENT" not in Client().get(there).content


def test_nothing_keeps_a_copy_on_the_way_and_an_unchanged_one_is_not_sent(first: Client) -> None:
    there = address(first)
    answer = Client().get(there)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    again = Client().get(there, headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Session.objects.update(minutes=90)
    assert Client().get(there, headers={"if-none-match": answer.headers["ETag"]}).status_code == 200


def test_a_new_address_ends_the_old_one_and_so_does_its_end(first: Client) -> None:
    old, new = address(first), address(first)
    assert old != new
    assert Client().get(new).status_code == 200
    first.post(reverse("invitations:end_address"))
    answers = {
        (Client().get(one).status_code, Client().get(one).content) for one in (old, new, "/calendar/guessed.ics")
    }
    assert answers == {(404, b"")}


def test_who_leaves_a_seat_has_an_empty_calendar_and_a_dead_link_at_once(first: Client) -> None:
    there, link = address(first), f"/answer/{link_token(invitation_of(FIRST))}/"
    assert Client().get(link).status_code == 200
    SeatHolding.objects.filter(person__email=FIRST).update(until=NOW.date())
    assert b"VEVENT" not in Client().get(there).content
    assert Client().get(link).status_code == 404


def test_who_is_switched_off_has_an_empty_calendar(first: Client) -> None:
    there = address(first)
    Account.objects.filter(email=FIRST).update(is_active=False)
    assert b"VEVENT" not in Client().get(there).content


def test_an_address_is_in_no_log(first: Client, caplog: pytest.LogCaptureFixture) -> None:
    there, django = address(first), logging.getLogger("django")
    django.addHandler(caplog.handler)
    with caplog.at_level(logging.DEBUG, "django"):
        Client().get(there)
        Client().post(there)
        Client().get(there.replace(".ics", "x.ics"))
        Client().get("/nowhere/")
    django.removeHandler(caplog.handler)
    assert any("/nowhere/" in record.getMessage() for record in caplog.records)
    secret = there.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) == 43
    assert not [record for record in caplog.records if secret[:10] in record.getMessage()]


@pytest.mark.parametrize("kind", ["calendar", "answer", "signed"])
def test_a_line_of_a_log_is_without_secrets(kind: str) -> None:
    path = {
        "calendar": "/calendar/a-secret.ics",
        "answer": "/answer/a-secret/?say=accepted",
        "signed": f"/anything/{sign('any', 'a-secret')}/",
    }[kind]
    record = logging.LogRecord("django.request", logging.WARNING, "x", 1, "Not Found: %s", (path,), None)
    assert WithoutContents().filter(record)
    assert "secret" not in record.getMessage()
    assert path.split("/")[2][:8] not in record.getMessage()
    assert record.getMessage().startswith("Not Found: /")


def test_my_calendar_is_mine(first: Client, session: Session) -> None:
    page = first.get(MINE).content.decode()
    assert reverse("meetings:session", args=[session.pk]) in page
    assert "Make a secret address" in page
    assert first.get(reverse("invitations:make_address")).status_code == 405
    there = address(first)
    page = first.get(MINE).content.decode()
    assert there not in page
    assert "It cannot be shown again" in page
    other = Client()
    other.force_login(Account.objects.get(email=SECOND))
    assert there not in other.get(MINE).content.decode()
    other.post(reverse("invitations:end_address"))
    assert Feed.objects.count() == 1


def test_whoever_reads_the_database_cannot_read_the_calendar(first: Client) -> None:
    there = address(first)
    kept = {str(value) for value in Feed.objects.values().get().values()}
    assert there.removeprefix("/calendar/").removesuffix(".ics") not in kept
    for word in kept:
        assert Client().get(f"/calendar/{word}.ics").status_code == 404
    assert Client().get(there).status_code == 200


def test_an_address_that_was_made_before_goes_on(first: Client) -> None:
    there = address(first)
    secret = there.removeprefix("/calendar/").removesuffix(".ics")
    migration = import_module("convenor.room.invitations.migrations.0003_feed_digest")
    feed = SimpleNamespace(secret=secret, digest="", saved=[])
    feed.save = lambda **how: feed.saved.append(how["update_fields"])
    rows = SimpleNamespace(objects=SimpleNamespace(all=lambda: [feed]))
    migration.keep_digests(SimpleNamespace(get_model=lambda *_: rows), None)
    assert (feed.digest, feed.saved) == (Feed.objects.get().digest, [["digest"]])


def test_an_answer_can_be_given_from_there(first: Client) -> None:
    page = first.get(MINE).content.decode()
    link = next(part for part in page.split('"') if part.startswith("/answer/"))
    first.post(link, {"says": "ACCEPTED"})
    assert invitation_of(FIRST).answer == "ACCEPTED"
    assert "I come" in first.get(MINE).content.decode()


def test_a_calendar_with_nothing_in_it_says_so(first: Client) -> None:
    Invitation.objects.all().delete()
    assert "No invitation to a session to come" in first.get(MINE).content.decode()


def test_an_officer_sends_from_the_sessions_page(session: Session) -> None:
    officer = Client()
    officer.force_login(Account.objects.get(email="officer@people.example"))
    there = reverse("invitations:session", args=[session.pk])
    assert there in officer.get(reverse("meetings:session", args=[session.pk])).content.decode()
    Invitation.objects.all().delete()
    assert "Nobody is invited yet" in officer.get(there).content.decode()
    assert "2 people are invited" in officer.post(there, follow=True).content.decode()
    Session.objects.filter(pk=session.pk).update(state="cancelled")
    assert "still to come" in officer.post(there, follow=True).content.decode()
