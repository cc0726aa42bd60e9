"""The pages of sessions: as officer, nominee, nominee of another cohort, delegate and nobody."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.kernel import clock
from convenor.people.models import Account, Organisation
from convenor.room.meetings.actions.attendance import record_attendance
from convenor.room.meetings.actions.delegates import name_delegate
from convenor.room.meetings.actions.remarks import record_remark
from convenor.room.meetings.actions.running import close_session
from convenor.room.meetings.models import (
    AgendaItem,
    AgendaSending,
    Attendance,
    AttendanceReport,
    Delegation,
    Remark,
    ReportedAttendee,
    Session,
    Statement,
    StatementReading,
)
from convenor.room.meetings.urls import urlpatterns
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import Capacity, RemarkKind, SessionState
from making import (
    make_actor,
    make_agenda,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_statement,
    make_year,
)

pytestmark = pytest.mark.django_db

START = datetime(2023, 3, 14, 15, tzinfo=UTC)
EVERYTHING = (
    Session,
    AgendaItem,
    AgendaSending,
    Attendance,
    AttendanceReport,
    Delegation,
    Remark,
    ReportedAttendee,
    Statement,
    StatementReading,
)


@pytest.fixture(autouse=True)
def on_the_eve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(days=4))
    make_installation()


@pytest.fixture
def session() -> Session:
    cohort = make_cohort()
    for slug in ("apple", "ericsson"):
        make_nominee(make_member(cohort, make_organisation(slug, name=slug.title())))
    row = make_session(make_year(cohort), START.date())
    make_agenda(row)
    make_statement()
    Session.objects.update(join_url="https://meet.example/42")
    row.refresh_from_db()
    return row


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def officer() -> Client:
    return signed_in(make_secretariat())


@pytest.fixture
def nominee(session: Session) -> Client:
    return signed_in(Account.objects.get(email="nominee-1-ericsson@people.example"))


@pytest.fixture
def stranger() -> Client:
    return signed_in(make_nominee(make_member(make_cohort("other"), make_organisation("elsewhere"))))


@pytest.fixture
def delegate(session: Session) -> Client:
    name_delegate(
        make_actor(name="Officer 8"),
        session,
        Organisation.objects.get(pk="ericsson"),
        name="Delegate 1, Ericsson",
        email="delegate@ericsson.example",
        capacity=Capacity.DELEGATE,
    )
    return signed_in(Account.objects.get(email="delegate@ericsson.example"))


def held(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state=SessionState.CLOSED, closed_at=START)


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"meetings:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def snapshot() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in EVERYTHING]  # type: ignore[attr-defined]


def every_address(session: Session) -> Iterator[tuple[str, str]]:
    """Every address of the app, with something that exists behind it."""
    item = session.items.all()[2]
    remark = Remark.objects.create(session=session, kind=RemarkKind.QUESTION, text="Who decides?")
    report = AttendanceReport.objects.create(session=session, source="table", digest="0" * 64, read_at=START)
    ReportedAttendee.objects.create(report=report, position=1, name="Anna Beispiel")
    named = Delegation.objects.create(
        session=session, organisation_id="apple", person=Account.objects.get(email__startswith="nominee-1-apple").person
    )
    known = {
        "call": ["cop", 2023],
        "urgent": ["cop", 2023],
        "open_item": [session.pk, item.pk],
        "close_item": [session.pk, item.pk],
        "remark": [session.pk, remark.pk],
        "delete_remark": [session.pk, remark.pk],
        "withdraw_delegate": [session.pk, named.pk],
        "approve_statement": ["1.2"],
        "statements": [],
        "update_of": [session.pk, "ericsson"],
        "take_back_update": [session.pk, "ericsson"],
    }
    for pattern in urlpatterns:
        assert pattern.name is not None
        if pattern.name in OF_COUNSEL | OF_OTHERS:
            continue
        about_a_report = pattern.name in {"report", "confirm_sure", "settle_report", "discard_report"}
        args = known.get(pattern.name, [report.pk if about_a_report else session.pk])
        yield pattern.name, reverse(f"meetings:{pattern.name}", args=args)


OF_A_NOMINEE = {"session", "delegate", "update_of"}
# What a button leads to, or what leads on at once.
BUTTONS_OF_A_NOMINEE = {"withdraw_delegate": {405, 404}, "take_back_update": {405, 404}, "update": {302}}
BUTTONS_OF_A_NOMINEE |= {"here": {405, 302}}
# The journey of the pack (AC-11) tries them.
OF_COUNSEL = {"packs", "pack", "statement_versions"}
# A focal point's page, what is behind a link that was mailed, and the questions to experts have tests of their own.
OF_OTHERS = {"coming", "brief", "expert_brief", "questions", "drop_question"}


OF_THOSE_WHO_COME = {"rules", "here"}


def test_whoever_has_not_signed_in_is_asked_to_do_so_everywhere(session: Session) -> None:
    addresses = list(every_address(session))
    before = snapshot()
    for name, url in addresses:
        for answer in (Client().get(url), Client().post(url, {})):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith(reverse("sign_in")), name
    assert snapshot() == before


def test_a_nominee_reaches_the_session_and_the_delegates_and_nothing_else(session: Session, nominee: Client) -> None:
    addresses = list(every_address(session))
    before = snapshot()
    for name, url in addresses:
        statuses = {nominee.get(url).status_code, nominee.post(url, {}).status_code}
        if name in OF_A_NOMINEE:
            assert 200 in statuses, name
        elif name in BUTTONS_OF_A_NOMINEE:
            assert statuses == BUTTONS_OF_A_NOMINEE[name], name
        else:
            assert statuses == {403}, name
    assert snapshot() == before


def test_for_a_nominee_of_another_cohort_the_session_is_not_there(session: Session, stranger: Client) -> None:
    addresses = list(every_address(session))
    before = snapshot()
    for name, url in addresses:
        statuses = {stranger.get(url).status_code, stranger.post(url, {}).status_code}
        assert statuses <= {403, 404, 405}, name
        if name in OF_A_NOMINEE:
            assert statuses == {404}, name
    assert snapshot() == before


def test_an_officer_opens_every_page(session: Session, officer: Client) -> None:
    for name, url in list(every_address(session)):
        wanted = {403} if name in OF_THOSE_WHO_COME else {200, 405}
        assert officer.get(url).status_code in wanted, name


def test_a_nominee_sees_what_is_needed_to_take_part_and_nothing_of_attendance(
    session: Session, nominee: Client
) -> None:
    session.items.filter(position=3).update(lead="apple")
    Attendance.objects.create(
        session=session, organisation_id="apple", capacity="nominee", origin="synthetic", recorded_at=START
    )
    text = page(nominee, "session", session.pk)
    for words in (
        "Operationalising severity",
        "commercial matters",
        "https://meet.example/42",
        "There is no recording",
    ):
        assert words in text
    assert "Name a delegate or a guest" in text
    for words in ("Apple", "apple", "Attendance", "For the secretariat", "Sealed notes", "Steers", "Label by its date"):
        assert words not in text.replace("Attendance is synthetic", "")


def test_a_delegate_sees_the_session_and_names_nobody(session: Session, delegate: Client) -> None:
    Delegation.objects.update(rules_version=VERSION, statement_version="1.2", accepted_on=START)
    text = page(delegate, "session", session.pk)
    assert "Operationalising severity" in text
    assert "Delegate 1" not in text
    assert "Name a delegate" not in text
    assert delegate.get(reverse("meetings:delegate", args=[session.pk])).status_code == 403


def test_the_secretariat_sees_the_whole_record_and_the_next_step(session: Session, officer: Client) -> None:
    text = page(officer, "session", session.pk)
    for words in ("2023 Q1 Session 1", "Regular meeting", "Not sent.", "Not recorded yet.", "Send the agenda"):
        assert words in text
    assert len(re.findall(r'class="button"', text)) == 1


PREPARED = ("agenda", "send_agenda", "change", "cancel", "statements", "delegate", "update")
OF_THE_HOUR = ("open_item", "close_item", "read_statement", "steer", "remarks", "attendance", "record")


def links_of(text: str, session: Session) -> set[str]:
    """What of these a session's page leads to."""
    addresses = set(re.findall(r'(?:href|action|formaction)="([^"#?]+)', text))
    item = session.items.all()[1].pk
    known = {
        name: reverse(f"meetings:{name}", args=[session.pk])
        for name in (*PREPARED, *OF_THE_HOUR)
        if "_item" not in name and name != "statements"
    }
    known |= {name: reverse(f"meetings:{name}", args=[session.pk, item]) for name in ("open_item", "close_item")}
    known |= {"statements": reverse("meetings:statements"), "cockpit": reverse("cockpit:cockpit", args=[session.pk])}
    known |= {
        "floor": reverse("cockpit:floor", args=[session.pk]),
        "polls": reverse("polls:session", args=[session.pk]),
    }
    known |= {"breakouts": reverse("breakouts:plan", args=[session.pk])}
    return {name for name, address in known.items() if address in addresses}


def test_a_session_is_prepared_on_its_page_run_in_the_cockpit_and_read_there_afterwards(
    session: Session, officer: Client
) -> None:
    assert links_of(page(officer, "session", session.pk), session) == {*PREPARED, "polls", "breakouts", "cockpit"}
    Session.objects.update(state=SessionState.OPEN, opened_at=START)
    text = page(officer, "session", session.pk)
    assert links_of(text, session) == {"cockpit", "delegate"}
    assert len(re.findall(r'class="button"', text)) == 1
    Session.objects.update(state=SessionState.CLOSED, closed_at=START)
    after = links_of(page(officer, "session", session.pk), session)
    assert after == {"attendance", "remarks", "record", "polls", "statements"}


def test_what_is_to_be_prepared_says_how_far_it_is(session: Session, officer: Client) -> None:
    words = re.sub(r"<[^>]+>", " ", page(officer, "session", session.pk))
    for title, state in (
        ("Write the agenda", "Complete"),
        ("Send the agenda", "Not sent"),
        ("The time, the place and the link to join", "Given"),
        ("Brief updates", "0 of 2 sent ahead"),
        ("Polls", "None"),
        ("Breakouts", "None"),
    ):
        assert re.search(rf"{title}\s.*?\s{state}\s", words, re.DOTALL), (title, state)
    officer.post(reverse("meetings:send_agenda", args=[session.pk]))
    session.items.filter(position=2).update(title="Something else")
    assert "Changed since" in page(officer, "session", session.pk)


def test_a_nominee_is_led_to_the_floor_while_the_session_is_open(session: Session, nominee: Client) -> None:
    assert links_of(page(nominee, "session", session.pk), session) == {"floor", "delegate"}
    Session.objects.update(state=SessionState.OPEN, opened_at=START)
    text = page(nominee, "session", session.pk)
    assert "Go to the floor" in text
    assert len(re.findall(r'class="button"', text)) == 1


def test_a_slip_in_a_printed_label_is_kept_and_explained(session: Session, officer: Client, nominee: Client) -> None:
    Session.objects.update(label_printed="COP Q2 Session 2", from_source=True, state=SessionState.CLOSED)
    text = page(officer, "session", session.pk)
    assert "COP Q2 Session 2" in text
    assert "2023 Q1 Session 1" in text
    assert "The printed label does not fit" in text
    assert "Not in the source." in text
    assert "Not in the source" not in page(nominee, "session", session.pk)


def test_a_session_of_the_source_without_a_time_shows_its_day_only(session: Session, officer: Client) -> None:
    AgendaItem.objects.all().delete()
    Session.objects.update(time_known=False, from_source=True, state=SessionState.CLOSED)
    text = page(officer, "session", session.pk)
    assert "14 March 2023" in text
    assert "15:00" not in text


def test_a_session_open_to_anybody_has_a_page_without_attendance(officer: Client, nominee: Client) -> None:
    webinar = Session.objects.create(kind="webinar", starts_at=START, state=SessionState.CLOSED, label_printed="No 1")
    assert "Kept nowhere" in page(officer, "session", webinar.pk)
    assert "kept nowhere" in page(officer, "attendance", webinar.pk)
    assert nominee.get(reverse("meetings:session", args=[webinar.pk])).status_code == 404


def test_a_title_that_may_be_out_of_scope_is_kept_with_a_warning_for_the_secretariat(
    session: Session, officer: Client, nominee: Client
) -> None:
    session.items.filter(position=3).update(title="Cloud credit pricing for Q3")
    assert "Perhaps out of scope" in page(officer, "session", session.pk)
    assert "Perhaps out of scope" in page(officer, "agenda", session.pk)
    assert "Perhaps out of scope" not in page(nominee, "session", session.pk)


def test_a_page_of_a_session_takes_as_many_statements_with_ten_times_the_items(
    session: Session, officer: Client
) -> None:
    url = reverse("meetings:session", args=[session.pk])
    session.items.filter(position=3).update(lead="apple")
    officer.get(url)
    with CaptureQueriesContext(connection) as few:
        officer.get(url)
    for number in range(40):
        AgendaItem.objects.create(
            session=session, position=10 + number, kind="topic", title=f"Item {number}", minutes=1, lead_id="apple"
        )
    for number in range(20):
        make_member(make_cohort(f"c{number}"), make_organisation(f"m{number}"))
    with CaptureQueriesContext(connection) as many:
        officer.get(url)
    assert len(many) == len(few)


CALL = {
    "kind": "regular",
    "day": "2023-05-03",
    "clock": "15:00",
    "zone": "Europe/Zurich",
    "minutes": "60",
    "mode": "virtual",
    "themes": "Remedy\n\nEnd use",
    "join_url": "",
    "place": "",
    "counts_toward_standing": "on",
}


def test_a_session_is_called_in_the_zone_that_was_chosen(session: Session, officer: Client) -> None:
    answer = officer.post(reverse("meetings:call", args=["cop", 2023]), CALL)
    called = Session.objects.latest("starts_at")
    assert answer["Location"] == reverse("meetings:agenda", args=[called.pk])
    assert called.starts_at == datetime(2023, 5, 3, 13, tzinfo=UTC)
    assert [theme.title for theme in called.themes.all()] == ["Remedy", "End use"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"day": "2023-03-26", "clock": "02:30"}, "clocks change that night"),
        ({"day": "2023-10-29", "clock": "02:30"}, "clocks change that night"),
        ({"day": "03/04/2023"}, "Write the date as year, month, day"),
        ({"day": "2025-03-04"}, "outside the programme year"),
        ({"minutes": "5"}, "Write 15 or more."),
        ({"zone": "Mars/Olympus"}, "Choose one of those that are offered"),
    ],
)
def test_a_call_that_cannot_be_comes_back_with_the_reason(
    session: Session, officer: Client, change: dict[str, str], words: str
) -> None:
    answer = officer.post(reverse("meetings:call", args=["cop", 2023]), CALL | change)
    assert words in answer.content.decode()
    assert Session.objects.count() == 1


def test_a_year_that_is_not_there_has_no_call_page(session: Session, officer: Client) -> None:
    assert officer.get(reverse("meetings:call", args=["cop", 1999])).status_code == 404


def typed(session: Session) -> dict[str, str]:
    rows = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "4"}
    for place, item in enumerate(session.items.all()):
        row = {"item": item.pk, "kind": item.kind, "title": item.title, "minutes": item.minutes, "under_the_rule": "on"}
        rows |= {f"form-{place}-{name}": str(value) for name, value in row.items()}
    return rows


def titles(text: str) -> list[str]:
    """The titles that the rows of the form show, in their order."""
    inputs = re.findall(r'<input[^>]*name="form-\d+-title"[^>]*>', text)
    return [found[1] for found in (re.search(r'value="([^"]*)"', one) for one in inputs) if found]


def test_rows_are_moved_added_and_removed_without_script_and_kept_by_one_button(
    session: Session, officer: Client
) -> None:
    url, rows = reverse("meetings:agenda", args=[session.pk]), typed(session)
    before = snapshot()
    up = officer.post(url, rows | {"order": "up-2"}).content.decode()
    assert titles(up) == ["Anti-trust statement", "Operationalising severity", "Brief updates", "Close"]
    removed = officer.post(url, rows | {"order": "remove-1"}).content.decode()
    assert titles(removed) == ["Anti-trust statement", "Operationalising severity", "Close"]
    added = officer.post(url, rows | {"order": "add"}).content.decode()
    assert 'name="form-4-title"' in added
    nonsense = officer.post(url, rows | {"order": "up-99"}).content.decode()
    assert titles(nonsense)[0] == "Anti-trust statement"
    assert snapshot() == before
    kept = officer.post(url, rows | {"form-2-title": "Severity in practice"})
    assert kept["Location"] == reverse("meetings:session", args=[session.pk])
    assert session.items.get(position=3).title == "Severity in practice"


def test_an_agenda_too_long_comes_back_as_it_was_typed_with_the_minutes(session: Session, officer: Client) -> None:
    rows = typed(session) | {"form-2-minutes": "45", "form-2-title": "A long one"}
    answer = officer.post(reverse("meetings:agenda", args=[session.pk]), rows)
    text = answer.content.decode()
    assert "15 more than the 60" in text
    assert "A long one" in titles(text)
    assert session.items.get(position=3).minutes == 30


def test_a_row_that_is_wrong_is_named_in_the_summary(session: Session, officer: Client) -> None:
    answer = officer.post(reverse("meetings:agenda", args=[session.pk]), typed(session) | {"form-1-minutes": "many"})
    text = answer.content.decode()
    assert "2. Minutes: Write a whole number, such as 5." in text
    assert 'href="#id_form-1-minutes"' in text


def test_sending_asks_once_more_and_says_to_how_many(session: Session, officer: Client) -> None:
    assert "2 people: the nominees" in page(officer, "send_agenda", session.pk)
    answer = officer.post(reverse("meetings:send_agenda", args=[session.pk]), follow=True)
    assert "on its way to 2 people" in answer.content.decode()
    assert AgendaSending.objects.get().recipients == 2


def test_sending_too_late_says_why(session: Session, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: START)
    answer = officer.post(reverse("meetings:send_agenda", args=[session.pk]))
    assert answer.status_code == 409
    assert "before the start" in answer.content.decode()
    assert not AgendaSending.objects.exists()


def test_a_nominee_names_a_delegate_for_the_own_organisation_only(session: Session, nominee: Client) -> None:
    url = reverse("meetings:delegate", args=[session.pk])
    sent = {"organisation": "apple", "capacity": "delegate", "name": "D", "email": "d@apple.example"}
    assert nominee.post(url, sent).status_code == 200
    assert not Delegation.objects.exists()
    nominee.post(url, sent | {"organisation": "ericsson", "email": "d@ericsson.example"})
    assert Delegation.objects.get().organisation_id == "ericsson"
    assert "D (delegate)" in page(nominee, "session", session.pk)


def test_notes_are_sealed_listed_under_their_item_and_advised_on(
    session: Session, officer: Client, nominee: Client
) -> None:
    Session.objects.update(state=SessionState.OPEN)
    url, item = reverse("meetings:remarks", args=[session.pk]), session.items.all()[2]
    officer.post(url, {"text": "Ericsson weighs severity first.", "kind": "practice", "item": str(item.pk)})
    officer.post(url, {"text": "Pricing came up.", "kind": "question", "item": ""})
    text = page(officer, "remarks", session.pk)
    assert "It points to somebody" in text
    assert "Perhaps out of scope" in text
    assert "2 notes" in text
    assert "Ericsson weighs" not in page(nominee, "session", session.pk)
    assert nominee.get(url).status_code == 403


def test_notes_of_one_session_are_not_reached_through_another(session: Session, officer: Client) -> None:
    assert session.year is not None
    Session.objects.update(state=SessionState.OPEN)
    session.refresh_from_db()
    remark = record_remark(make_actor(name="Officer 7"), session, None, RemarkKind.QUESTION, "Who decides?")
    other = make_session(session.year, date(2023, 4, 4))
    assert officer.get(reverse("meetings:remark", args=[other.pk, remark.pk])).status_code == 404
    assert officer.post(reverse("meetings:delete_remark", args=[other.pk, remark.pk])).status_code == 404
    assert Remark.objects.exists()


def test_attendance_is_recorded_by_hand_for_every_member(
    session: Session, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(session)
    url = reverse("meetings:attendance", args=[session.pk])
    missing = officer.post(url, {"apple": "nominee"})
    assert "Choose one." in missing.content.decode()
    assert not Attendance.objects.exists()
    officer.post(url, {"apple": "nominee", "ericsson": "nobody"})
    assert [(row.organisation_id, row.capacity) for row in Attendance.objects.all()] == [("apple", "nominee")]
    assert "1 of 2 members were represented." in page(officer, "session", session.pk)


def upload(client: Client, session: Session, content: bytes, name: str = "report.csv") -> str:
    url = reverse("meetings:import_report", args=[session.pk])
    answer = client.post(url, {"report": SimpleUploadedFile(name, content)}, follow=True)
    return answer.content.decode()


REPORT = b"Name,Email\nNominee 1,nominee-1-ericsson@people.example\n=cmd|' /C calc'!A0,\nNominee 1 apple,\n"


def test_a_report_goes_through_the_queue_to_attendance_and_is_forgotten(session: Session, officer: Client) -> None:
    held(session)
    text = upload(officer, session, REPORT)
    assert "3 people wait for you" in text
    assert "=cmd|&#x27; /C calc&#x27;!A0" in text
    report = AttendanceReport.objects.get()
    officer.post(reverse("meetings:confirm_sure", args=[report.pk]))
    assert ReportedAttendee.objects.filter(outcome="waiting").count() == 2
    officer.post(reverse("meetings:report", args=[report.pk]), {"who-2": "not_ours", "who-3": "guest:apple"})
    assert "Everybody is decided" in page(officer, "report", report.pk)
    officer.post(reverse("meetings:settle_report", args=[report.pk]))
    assert {(row.organisation_id, row.capacity) for row in Attendance.objects.all()} == {
        ("ericsson", "nominee"),
        ("apple", "guest"),
    }
    assert "Nominee 1" not in page(officer, "report", report.pk)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Excel workbook"),
        (b"Name,Join time\nA,03/04/2022 15:00\n", "can be read as"),
        (b"Name,Join time\nA,2023-04-05 15:00\n", "5 April 2023"),
        (b"Name\n" + b"A\n" * 200_000, "200001 lines"),
    ],
    ids=["empty", "xlsx", "two dates", "another session", "200000 rows"],
)
def test_a_report_that_cannot_be_used_comes_back_with_one_sentence(
    session: Session, officer: Client, content: bytes, words: str
) -> None:
    held(session)
    text = upload(officer, session, content)
    assert words in text
    assert "error-summary" in text
    assert "--session-date" not in text
    assert not AttendanceReport.objects.exists()


def test_no_file_at_all_is_asked_for(session: Session, officer: Client) -> None:
    held(session)
    answer = officer.post(reverse("meetings:import_report", args=[session.pk]))
    assert answer.status_code == 200
    assert not AttendanceReport.objects.exists()


def test_attendance_that_was_made_up_says_so(session: Session, officer: Client) -> None:
    held(session)
    Attendance.objects.create(
        session=session, organisation_id="apple", capacity="nominee", origin="synthetic", recorded_at=START
    )
    for name in ("session", "attendance"):
        assert "made up to show how the product works" in page(officer, name, session.pk)


def test_a_session_is_cancelled_with_a_reason_that_members_read(
    session: Session, officer: Client, nominee: Client
) -> None:
    officer.post(reverse("meetings:cancel", args=[session.pk]), {"because": "The speaker is ill."})
    text = page(nominee, "session", session.pk)
    assert "The speaker is ill." in text
    assert "https://meet.example/42" not in text


def test_the_next_step_follows_the_session_from_call_to_close(
    session: Session, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step() -> str:
        found = re.search(r'<(?:button|a) class="button"[^>]*>([^<]*)<', page(officer, "session", session.pk))
        return found[1] if found else ""

    def press(name: str, **sent: str) -> None:
        officer.post(reverse(f"meetings:{name}", args=[session.pk]), sent)

    assert step() == "Send the agenda"
    press("send_agenda")
    assert step() == ""
    session.items.filter(position=4).update(minutes=4)
    assert step() == "Send the new version"
    press("send_agenda")
    monkeypatch.setattr(clock, "now", lambda: START)
    assert step() == "Open the session"
    press("open")
    assert step() == "Go to the cockpit"
    close_session(make_actor(name="Officer 4"), session, date(2023, 6, 12))
    assert step() == "Record attendance"
    session.refresh_from_db()
    record_attendance(make_actor(name="Officer 5"), session, {"apple": Capacity.NOMINEE, "ericsson": None})
    assert step() == "Take notes"
    record_remark(make_actor(name="Officer 6"), session, None, RemarkKind.QUESTION, "Who decides?")
    assert step() == ""
