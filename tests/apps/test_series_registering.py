"""Registering for an open series on one page: for anybody, told to nobody, gone on its day (AC-15, R-PLP-01 to 07)."""

import html
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from icalendar import Calendar
from invitation_scene import parts_of, work
from pytest_django import Settings
from webinar_scene import (
    LAGOS,
    MARCH,
    NOW,
    SEPTEMBER,
    announced,
    ask_and_agree,
    confirmed,
    days,
    link_in,
    make_series,
    register,
    webinar,
    written,
)

from convenor.demo.days import go_on_to
from convenor.desk.actions import announcing
from convenor.desk.handlers import follow_plan
from convenor.kernel import clock, links
from convenor.kernel.gate import Declined
from convenor.kernel.language import speaking, told
from convenor.kernel.models import AuditEntry, Delivery, Event, Installation
from convenor.kernel.outbox import came_back, emit
from convenor.room.meetings.actions.calling import cancel_session
from convenor.room.meetings.models import Session
from convenor.room.series import actions, forgetting, registering
from convenor.room.series.handlers import mail_calendar, tell_registered
from convenor.room.series.letters import CONFIRM
from convenor.room.series.models import Choice, Registration, Series, Webinar
from convenor.room.series.registered import PURPOSE, rows_of, said_in
from convenor.room.series.registering import Entry
from convenor.room.statistics.actions import discard_table, enter
from convenor.room.statistics.counting import count_who_registered
from convenor.room.statistics.models import Table
from making import make_actor, make_installation, make_secretariat

pytestmark = pytest.mark.django_db

OTHER = "somebody.else@freemail.example"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    # How often a form was sent from one place is counted in memory.
    cache.clear()
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def series() -> Series:
    return announced(make_series())


def page(series: Series, browser: Client | None = None) -> str:
    answer = (browser or Client()).get(reverse("series:register", args=[series.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def refused(series: Series, **more: object) -> str:
    """What the page says to something that it does not take; nothing is kept."""
    before = Registration.objects.count()
    answer = Client().post(reverse("series:register", args=[series.pk]), written(**more))  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.status_code
    assert Registration.objects.count() == before
    assert work() == []
    return answer.content.decode()


def test_three_requests_register_somebody_without_an_account(series: Series) -> None:
    browser = Client()
    assert "End use and regulation" in page(series, browser)
    sent = browser.post(reverse("series:register", args=[series.pk]), written())  # type: ignore[arg-type]
    assert sent.status_code == 302
    there = browser.get(sent["Location"])
    assert "a mail is on its way" in there.content.decode()
    assert LAGOS not in there.content.decode()
    row = Registration.objects.get()
    assert not row.confirmed
    assert sorted(row.choices.values_list("webinar__number", flat=True)) == [1, 2]


def test_whoever_is_signed_in_gets_the_page_that_everybody_gets(series: Series) -> None:
    officer = Client()
    officer.force_login(make_secretariat(name="Officer 7"))
    for name in ("series:register", "series:registered"):
        address = reverse(name, args=[series.pk])
        mine, anybodys = (
            re.sub(r'value="[^"]{36,}"', "", browser.get(address).content.decode()) for browser in (officer, Client())
        )
        assert mine == anybodys
        assert "Officer 7" not in mine
    assert "csrftoken" not in Client().get(reverse("series:registered", args=[series.pk])).cookies


def test_the_empty_form_is_kept_and_is_still_what_is_asked_of_this_reader_now(series: Series) -> None:
    here = reverse("series:register", args=[series.pk])
    english, french = (html.unescape(Client().get(f"{code}{here}").content.decode()) for code in ("", "/fr"))
    with override("fr"):
        clock_in_french = gettext("Your clock")
    assert ("Your clock" in english, clock_in_french in french) == (True, True)
    assert "Your clock" not in french
    assert LAGOS in refused(series, email=LAGOS, zone="")
    again = page(series)
    assert LAGOS not in again
    assert "Your clock" in again
    Installation.objects.update(today=(MARCH + days(1)).date())
    later = page(series)
    assert ('name="sessions" value="1"' in again, 'name="sessions" value="1"' in later) == (True, False)


def test_a_kept_page_has_a_token_and_a_name_of_each_reader_s_own(series: Series) -> None:
    here = reverse("series:register", args=[series.pk])
    own = [re.compile(rf'name="{name}" value="([^"]+)"') for name in ("csrfmiddlewaretoken", "slip")]
    browsers = [Client(enforce_csrf_checks=True) for _one in range(3)]
    pages = [browser.get(here).content.decode() for browser in browsers]
    values = [[found for one in own for found in one.findall(text)] for text in pages]
    assert [len(some) for some in values] == [2, 2, 2]
    assert len({value for some in values for value in some}) == 6
    assert not any("\0" in text for text in pages)
    for at, (browser, (token, slip)) in enumerate(zip(browsers, values, strict=True)):
        given = written(email=f"reader{at}@freemail.example", slip=slip) | {"csrfmiddlewaretoken": token}
        assert browser.post(here, given).status_code == 302  # type: ignore[arg-type]
    strange = written(email="another@freemail.example") | {"csrfmiddlewaretoken": values[0][0]}
    assert browsers[1].post(here, strange).status_code == 403  # type: ignore[arg-type]
    kept = list(caches["pages"]._cache.values())  # type: ignore[attr-defined]
    assert kept
    assert not any(value.encode() in text for text in kept for some in values for value in some)


def test_a_question_in_the_address_is_answered_and_not_kept(series: Series) -> None:
    before = len(caches["pages"]._cache)  # type: ignore[attr-defined]
    for number in range(5):
        assert Client().get(reverse("series:registered", args=[series.pk]), {"q": number}).status_code == 200
    assert len(caches["pages"]._cache) == before  # type: ignore[attr-defined]


def test_the_first_mail_asks_and_only_the_button_confirms(series: Series) -> None:
    (letter,) = register(series)
    assert letter.to == [LAGOS]
    link, browser = link_in(letter), Client()
    assert "Was it you?" in browser.get(link).content.decode()
    assert not Registration.objects.get().confirmed
    browser.post(link, {"confirm": "1"})
    assert Registration.objects.get().confirmed
    (calendar,) = work()
    assert calendar.to == [LAGOS]
    assert "Wednesday 15 March 2023, 16:00 (WAT), 15:00 UTC, subject to change" in str(calendar.body)
    (file,) = [part for part in parts_of(calendar) if part.get_content_type() == "text/calendar"]
    text = bytes(file.get_payload(decode=True)).decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20230315T150000Z" in text
    assert LAGOS not in text
    assert "13 October 2023" in str(calendar.body)


def test_confirming_twice_mails_once(series: Series) -> None:
    (letter,) = register(series)
    for _again in range(2):
        Client().post(link_in(letter), {"confirm": "1"})
    assert len(work()) == 1


def test_a_second_tap_or_a_lost_answer_leaves_one_registration_and_one_mail(series: Series) -> None:
    browser, slip = Client(), uuid4()
    for _again in range(3):
        browser.post(reverse("series:register", args=[series.pk]), written(slip))  # type: ignore[arg-type]
    assert Registration.objects.count() == 1
    assert Choice.objects.count() == 2
    assert len(work()) == 1


@pytest.mark.parametrize("slip", ["", "no slip", "x" * 36, "x" * 37, "\0"])
def test_a_form_that_lost_its_name_still_registers(series: Series, slip: str) -> None:
    answer = Client().post(reverse("series:register", args=[series.pk]), {**written(), "slip": slip})  # type: ignore[arg-type]
    assert answer.status_code == 302
    assert Registration.objects.count() == 1


def test_the_same_form_with_a_mended_address_registers_that_address(series: Series) -> None:
    slip = uuid4()
    for address in ("ada.of.lagos@freemial.example", LAGOS):
        Client().post(reverse("series:register", args=[series.pk]), written(slip, email=address))  # type: ignore[arg-type]
    assert {letter.to[0] for letter in work()} == {"ada.of.lagos@freemial.example", LAGOS}


def test_a_form_that_is_mended_and_sent_again_counts_as_it_was_mended(series: Series) -> None:
    slip, there = uuid4(), reverse("series:register", args=[series.pk])
    for sessions in (["1"], ["1", "2"], ["1", "2"]):
        assert Client().post(there, written(slip, sessions=sessions)).status_code == 302  # type: ignore[arg-type]
    assert list(Registration.objects.get().choices.values_list("webinar__number", flat=True)) == [1, 2]
    assert len(work()) == 2


def test_an_english_title_on_a_page_in_another_language_is_marked_as_english(series: Series) -> None:
    _row, link = confirmed(series)
    marked = re.compile(r'<(bdi|span) lang="en" dir="ltr">(?:2\. )?Access to remedy</\1>')
    for path in (reverse("series:register", args=[series.pk]), link):
        assert marked.search(Client().get(f"/ar{path}").content.decode()), path
        assert 'lang="en"' not in Client().get(f"/en{path}").content.decode().split("<main", 1)[1].split("</main>")[0]


def test_a_region_that_is_sent_often_is_kept_once(series: Series) -> None:
    register(series, user_regions=["Asia", "Africa"] * 1_000)
    assert sorted(Registration.objects.get().user_regions) == ["Africa", "Asia"]


def test_a_browser_can_fill_in_who_somebody_is(series: Series) -> None:
    text = page(series)
    fields = {name: re.search(rf'<input[^>]*name="{name}"[^>]*>', text) for name in ("email", "name", "organisation")}
    purposes = {name: re.findall(r'autocomplete="(\w+)"', found[0]) for name, found in fields.items() if found}
    assert purposes == {"email": ["email"], "name": ["name"], "organisation": ["organization"]}


def test_whoever_is_registered_already_is_answered_alike_and_changed_by_nobody(series: Series) -> None:
    row, _link = confirmed(series)
    there = reverse("series:register", args=[series.pk])
    known = Client().post(there, written(sessions=["1"], name="Somebody"))  # type: ignore[arg-type]
    unknown = Client().post(there, written(email=OTHER))  # type: ignore[arg-type]
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    row.refresh_from_db()
    assert row.choices.count() == 2
    said = said_in(row)
    assert said is not None
    assert said.name == ""
    told = {letter.to[0]: letter for letter in work()}
    assert "registered for Peer Learning Platform already" in str(told[LAGOS].body)


def test_what_was_not_confirmed_is_written_anew(series: Series) -> None:
    register(series)
    (letter,) = register(series, sessions=["2"], name="Ada")
    row = Registration.objects.get()
    assert list(row.choices.values_list("webinar__number", flat=True)) == [2]
    assert "confirm" in letter.subject


def test_one_mailbox_in_other_spellings_is_one_registration(series: Series) -> None:
    register(series)
    register(series, email=f" {LAGOS.upper()} ")
    assert Registration.objects.count() == 1


def test_a_mailbox_is_not_flooded(series: Series) -> None:
    sent = [letter for _again in range(10) for letter in register(series)]
    assert len(sent) == 3
    # The next day; a page goes by the day that the installation stands at.
    make_installation(demo=True, today=(NOW + days(1)).date())
    assert len(register(series)) == 1


def test_a_machine_is_stopped_and_told_why(series: Series) -> None:
    browser, there = Client(), reverse("series:register", args=[series.pk])
    answers = [browser.post(there, written(email=f"bot-{n}@freemail.example")) for n in range(40)]  # type: ignore[arg-type]
    assert Registration.objects.count() == 30
    assert "Try again in an hour" in answers[-1].content.decode()
    assert [answer.status_code for answer in answers] == [302] * 30 + [429] * 10


@pytest.mark.parametrize(
    "bad",
    [
        {"email": "no address"},
        {"email": "a@b.example, c@d.example"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"email": f"{'a' * 1_000_000}@freemail.example"},
        {"email": "ada\x00@freemail.example"},
        {"name": "x" * 1_000_000},
        {"name": "a\x00b"},
        {"sessions": []},
        {"sessions": ["3"]},
        {"sessions": ["1", "x"]},
        {"zone": ""},
        {"zone": "Mars/Olympus"},
        {"home_region": "Atlantis"},
        {"rules": ""},
    ],
    ids=lambda bad: next(f"{key} {str(value)[:12]!r}" for key, value in bad.items()),
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(series: Series, bad: dict[str, object]) -> None:
    given = {**written(), **bad}
    answer = Client().post(reverse("series:register", args=[series.pk]), given)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert 'class="errors"' in answer.content.decode() or "errorlist" in answer.content.decode()
    # What is shown again to be mended is no longer than it takes to see what is wrong.
    assert len(answer.content) < 40_000
    assert not Registration.objects.exists()
    assert work() == []


def test_hostile_words_are_only_words_on_the_own_page(series: Series) -> None:
    _row, link = confirmed(series, name='=HYPERLINK("x")', organisation="<b>Ünïcode</b> \u202egpj.exe")
    text = Client().get(link).content.decode()
    assert "&lt;b&gt;Ünïcode" in text
    assert "<b>Ünïcode" not in text
    assert "\u202e" not in text


def test_a_stolen_copy_of_the_rows_names_nobody(series: Series) -> None:
    confirmed(series, name="Ada of Lagos", organisation="A Small Firm")
    columns = [str(value) for row in Registration.objects.values_list() for value in row]
    for said in (LAGOS, "ada.of.lagos", "Ada of Lagos", "A Small Firm"):
        assert all(said not in column for column in columns), said


def test_nobody_else_reads_of_it_anywhere(series: Series, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    confirmed(series, name="Ada of Lagos", organisation="A Small Firm")
    (letter,) = register(series, email=OTHER)
    told = [str(letter.message()), Client().get(link_in(letter)).content.decode(), page(series)]
    told += [
        Client().get(reverse(f"portal:{name}", args=[series.pk])).content.decode() for name in ("series", "calendar")
    ]
    told += [str(entry.__dict__) for entry in AuditEntry.objects.all()]
    told += [str(event.ids) for event in Event.objects.all()]
    told += [record.getMessage() for record in caplog.records if record.name.startswith("convenor")]
    for said in (LAGOS, "Ada of Lagos", "A Small Firm"):
        assert all(said not in one for one in told), said


@pytest.mark.parametrize("spoil", [lambda link: link[:-4] + "AAA/", lambda _link: "/registration/x/"])
def test_a_forged_link_leads_nowhere(series: Series, spoil: Callable[[str], str]) -> None:
    (letter,) = register(series)
    answer = Client().post(spoil(link_in(letter)), {"confirm": "1"})
    assert answer.status_code == 404
    assert not Registration.objects.get().confirmed


def test_a_link_of_another_kind_leads_nowhere(series: Series) -> None:
    register(series)
    row = Registration.objects.get()
    for purpose, nonce in (("silence", row.nonce), (PURPOSE, "another")):
        token = links.sign(purpose, str(row.pk), nonce)
        assert Client().get(reverse("series:registration", args=[token])).status_code == 404


def test_other_sessions_are_chosen_by_the_same_link(series: Series) -> None:
    row, link = confirmed(series)
    given = {"sessions": ["2"], "zone": "Asia/Jakarta", "stage": "none"}
    assert Client().post(link, given).status_code == 302
    assert list(row.choices.values_list("webinar__number", flat=True)) == [2]
    (letter,) = work()
    assert "21:00 (WIB)" in str(letter.body)
    assert "End use" not in str(letter.body)
    bad = Client().post(link, {"sessions": [], "zone": "UTC"})
    assert "Choose at least one session" in bad.content.decode()
    with pytest.raises(Declined, match="at least one session"):
        registering.change(row, Entry(email=LAGOS, sessions=(), zone="UTC"))


def test_whoever_came_to_one_session_need_not_come_to_another(series: Series) -> None:
    row, link = confirmed(series)
    day = MARCH + days(1)
    Installation.objects.update(today=day.date())
    with clock.standing_at(day):
        assert Client().post(link, {"zone": "UTC"}).status_code == 302
        assert list(row.choices.values_list("webinar__number", flat=True)) == [1]
        (letter,) = work()
        (file,) = [part for part in parts_of(letter) if part.get_content_type() == "text/calendar"]
        off = [
            one
            for one in Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
            if one["STATUS"] == "CANCELLED"
        ]
        assert [str(one["SUMMARY"]) for one in off] == ["Access to remedy"]


def test_a_session_that_is_left_out_goes_out_of_the_calendar(series: Series) -> None:
    _row, link = confirmed(series)
    Client().post(link, {"sessions": ["2"], "zone": "UTC"})
    (letter,) = work()
    (file,) = [part for part in parts_of(letter) if part.get_content_type() == "text/calendar"]
    events = Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    told = {str(one["SUMMARY"]): str(one["STATUS"]) for one in events}
    assert told == {"Access to remedy": "TENTATIVE", "End use and regulation": "CANCELLED"}


def test_leaving_erases_at_once(series: Series) -> None:
    _row, link = confirmed(series)
    register(series, email=OTHER)
    Event.objects.create(name="registered", ids={"registration": str(_row.pk)}, at=NOW)
    answer = Client().post(link, {"leave": "1"})
    assert "erased, at once" in answer.content.decode()
    assert Registration.objects.count() == 1
    assert not Event.objects.filter(ids__registration=str(_row.pk)).exists()
    assert Client().get(link).status_code == 404
    actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(7))
    assert work() == []


def test_leaving_has_no_table_of_the_house_written_anew(
    series: Series, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]]
) -> None:
    """Anybody can register and leave again and again; each rewriting would hold everybody else up."""
    row, _link = confirmed(series)
    with django_capture_on_commit_callbacks() as asked:
        registering.leave(row)
    assert [getattr(one, "__name__", "") for one in asked] == (
        ["_empty_the_log"] if connection.vendor == "sqlite" else []
    )


def test_opening_a_link_never_acts(series: Series) -> None:
    _row, link = confirmed(series)
    Client().get(link + "?leave=1&confirm=1")
    assert Registration.objects.count() == 1


def test_mails_are_in_the_language_that_the_page_was_in(series: Series) -> None:
    Client().post("/fr" + reverse("series:register", args=[series.pk]), written())  # type: ignore[arg-type]
    (letter,) = work()
    with override("fr"):
        wanted = str(CONFIRM.subject).format(series="Peer Learning Platform")
    assert str(letter.subject).split() == wanted.split()
    assert 'lang="fr"' in str(letter.message())
    link = link_in(letter)
    assert link.startswith("/fr/registration/")
    Client().post(link, {"confirm": "1"})
    (calendar,) = work()
    assert "mercredi 15 mars 2023" in str(calendar.body).casefold()


# A date moves


def test_only_whoever_chose_a_session_hears_that_it_moves(series: Series) -> None:
    confirmed(series, sessions=["1"])
    confirmed(series, sessions=["2"], email=OTHER)
    register(series, email="not.confirmed@freemail.example")
    actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(7))
    (letter,) = work()
    assert letter.to == [LAGOS]
    assert "22 March 2023, 16:00 (WAT)" in str(letter.body)
    (file,) = [part for part in parts_of(letter) if part.get_content_type() == "text/calendar"]
    assert "SEQUENCE:1" in bytes(file.get_payload(decode=True)).decode()


def test_whoever_hears_of_a_move_hears_when_all_is_erased_now(series: Series) -> None:
    _row, link = confirmed(series, sessions=["2"])
    with clock.standing_at(NOW + days(1)):
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 2), starts_at=SEPTEMBER + days(30))
        (news,) = work()
    assert "Everything is erased on 12 November 2023" in str(news.body)
    assert "12 November 2023" in Client().get(link).content.decode()


def test_what_did_not_change_for_them_is_no_news(series: Series) -> None:
    confirmed(series)
    officer = make_actor(name="Officer 4")
    actions.change_webinar(officer, webinar(series, 1), title="Another title", subject_to_change=True)
    assert work() == []
    actions.move_webinar(officer, webinar(series, 1), starts_at=MARCH + days(7))
    actions.move_webinar(officer, webinar(series, 1), starts_at=MARCH)
    assert work() == []


def test_a_session_that_is_called_off_is_told(series: Series) -> None:
    confirmed(series)
    cancel_session(make_actor(name="Officer 4"), webinar(series, 1).session, "The speaker of Ericsson is ill")
    (letter,) = work()
    assert "does not take place" in str(letter.body)
    assert "Ericsson" not in str(letter.message())


def test_news_comes_once_however_often_the_event_does(series: Series) -> None:
    confirmed(series)
    actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(7))
    (event,) = Event.objects.filter(name="webinar_changed")
    again = dict(event.ids)
    assert len(work()) == 1
    Event.objects.create(name="webinar_changed", ids=again, at=NOW)
    assert work() == []


def test_whoever_registers_after_the_move_is_not_told_of_it(series: Series) -> None:
    actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(7))
    work()
    confirmed(series)
    Event.objects.create(name="webinar_redated", ids={"session": str(webinar(series, 1).session_id)}, at=NOW)
    assert work() == []


def test_a_time_that_is_not_fixed_is_not_made_up(series: Series) -> None:
    first = webinar(series, 1).session
    Session.objects.filter(pk=first.pk).update(time_known=False)
    Event.objects.create(name="webinar_changed", ids={"session": str(first.pk)}, at=NOW)
    work()
    assert "15 March 2023, 15:00" not in page(series)
    assert "15 March 2023" in page(series)
    (letter,) = register(series)
    link = link_in(letter)
    assert "15 March 2023, 15:00" not in Client().get(link).content.decode()
    assert "15 March 2023, 16:00" not in Client().get(link).content.decode()
    Client().post(link, {"confirm": "1"})
    (calendar,) = work()
    assert "Wednesday 15 March 2023, the time is not fixed yet" in str(calendar.body)
    (file,) = [part for part in parts_of(calendar) if part.get_content_type() == "text/calendar"]
    assert "DTSTART;VALUE=DATE:20230315" in bytes(file.get_payload(decode=True)).decode()


def test_a_day_without_a_time_is_the_same_day_where_the_sun_rises_first(series: Series) -> None:
    first = webinar(series, 1).session
    Session.objects.filter(pk=first.pk).update(time_known=False)
    emit("webinar_changed", session=str(first.pk))
    work()
    (letter,) = register(series, zone="Pacific/Auckland")
    before = Client().get(link_in(letter)).content.decode()
    Client().post(link_in(letter), {"confirm": "1"})
    (calendar,) = work()
    assert "15 March 2023" in str(calendar.body)
    for text in (before, Client().get(link_in(calendar)).content.decode()):
        assert ("15 March 2023" in text, "16 March 2023" in text) == (True, False)


def test_what_was_mailed_is_what_was_told_also_where_the_plan_went_on_meanwhile(series: Series) -> None:
    confirmed(series)
    officer, row = make_actor(name="Officer 4"), webinar(series, 1)
    actions.move_webinar(officer, row, starts_at=MARCH + days(1))
    follow_plan(session=str(row.session_id))
    tell_registered(session=str(row.session_id))
    # The mail is on its way, and the session moves once more.
    actions.move_webinar(officer, webinar(series, 1), starts_at=MARCH + days(5))
    Event.objects.filter(name__in=["webinar_changed", "webinar_redated"]).delete()
    (letter,) = work()
    assert "16 March 2023" in str(letter.body)
    emit("webinar_changed", session=str(row.session_id))
    (letter,) = work()
    assert "20 March 2023" in str(letter.body)


def test_a_move_between_confirming_and_its_mail_is_told(series: Series) -> None:
    (letter,) = register(series)
    Client().post(link_in(letter), {"confirm": "1"})
    actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(5))
    mail_calendar(registration=str(Registration.objects.get().pk))
    Event.objects.filter(name="registration_confirmed").delete()
    (news,) = work()
    assert "20 March 2023" in str(news.body)


# Somebody else has a hand in it


def test_nobody_confirms_what_they_did_not_read(series: Series) -> None:
    (first,) = register(series, name="Ada")
    (second,) = register(series, sessions=["2"], organisation="Rival plc", zone="Asia/Tokyo")
    assert Client().post(link_in(first), {"confirm": "1"}).status_code == 404
    assert not Registration.objects.get().confirmed
    shown = Client().get(link_in(second)).content.decode()
    assert "Rival plc" in shown
    assert "Asia/Tokyo" in shown
    assert "End use" not in shown


def test_a_page_that_was_open_while_somebody_left_says_so(series: Series) -> None:
    row, _link = confirmed(series)
    registering.leave(row)
    assert not registering.confirm(row)
    entry = Entry(email=LAGOS, sessions=(1,), zone="UTC")
    with pytest.raises(Declined, match="erased meanwhile"):
        registering.change(row, entry)


def test_at_its_limit_a_mailbox_answers_alike_and_costs_alike(
    series: Series, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    confirmed(series)
    register(series, email=OTHER)
    for _again in range(5):
        register(series)
        register(series, email=OTHER)
    for address in (LAGOS, OTHER):
        entry = Entry(email=address, sessions=(1,), zone="UTC")
        with django_assert_num_queries(6):
            registering.register(series.pk, entry, slip=uuid4())


def test_seven_days_begin_anew_with_a_new_form(series: Series) -> None:
    register(series)
    make_installation(demo=True, today=(NOW + days(6)).date())
    with clock.standing_at(NOW + days(6)):
        register(series)
    forgetting.forget_registrations((NOW + days(7)).date())
    assert Registration.objects.count() == 1


# The link to join, and the end


def test_the_link_to_join_comes_a_day_before_to_whoever_confirmed(series: Series) -> None:
    _row, link = confirmed(series)
    confirmed(series, email=OTHER, sessions=["2"])
    session = webinar(series, 1).session
    session.join_url = "https://meet.example/77"
    session.save()
    assert "meet.example" not in Client().get(link).content.decode()
    evening = MARCH - days(1)
    with clock.standing_at(evening):
        forgetting.remind(evening.date())
        forgetting.remind(evening.date())
        (letter,) = work()
    assert letter.to == [LAGOS]
    assert "https://meet.example/77" in str(letter.body)


def test_the_link_to_join_comes_again_where_the_session_moves_after_it(series: Series) -> None:
    confirmed(series, sessions=["1"])
    with clock.standing_at(MARCH - days(1)):
        forgetting.remind(clock.today())
        assert len(work()) == 1
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(14))
        assert len(work()) == 1
    with clock.standing_at(MARCH + days(13)):
        forgetting.remind(clock.today())
        forgetting.remind(clock.today())
        (letter,) = work()
    assert "29 March 2023" in str(letter.body)


def test_whoever_confirms_late_gets_the_link_at_once(series: Series) -> None:
    (letter,) = register(series, sessions=["1"])
    row = Registration.objects.get()
    with clock.standing_at(MARCH - timedelta(hours=7)):
        registering.confirm(row)
        subjects = [mailed.subject for mailed in work()]
    assert len(subjects) == 2
    assert letter.subject not in subjects


def test_a_registration_is_erased_on_the_day_that_was_said(series: Series) -> None:
    confirmed(series, sessions=["1"])
    confirmed(series, email=OTHER, sessions=["1", "2"])
    last = MARCH.date() + days(30)
    forgetting.forget_registrations(last - days(1))
    assert Registration.objects.count() == 2
    forgetting.forget_registrations(last)
    assert Registration.objects.count() == 1
    forgetting.forget_registrations(SEPTEMBER.date() + days(30))
    assert not Registration.objects.exists()
    entry = AuditEntry.objects.filter(verb="registrations.erased").earliest("sequence")
    assert entry.subject == "registrations: 1"


def test_one_that_nobody_confirmed_goes_after_a_week(series: Series) -> None:
    register(series)
    forgetting.forget_registrations(date(2023, 2, 26))
    assert Registration.objects.count() == 1
    forgetting.forget_registrations(date(2023, 2, 27))
    assert not Registration.objects.exists()


# The made-up session of AC-14: forty people, of whom three regions have too few.
REGIONS = {"Africa": 3, "Asia": 6, "Europe": 18, "Latin America": 1, "North America": 12}


def test_a_question_that_came_back_for_good_waits_for_nobody(series: Series) -> None:
    confirmed(series)
    registering.register(series.pk, Entry(email=OTHER, sessions=(1,), zone="UTC"), slip=uuid4())
    for delivery in Delivery.objects.filter(event__name="registered"):
        came_back(delivery.message_id, for_good=True)
    forgetting.forget_registrations(NOW.date())
    assert [row.confirmed for row in Registration.objects.all()] == [True]
    assert not Delivery.objects.filter(state=Delivery.State.CAME_BACK, event__name="registered").exists()


def people(series: Series) -> None:
    regions = [region for region, number in REGIONS.items() for _one in range(number)]
    for one, region in enumerate(regions):
        entry = Entry(email=f"p{one}@firm-{one}.example", sessions=(1,), zone="UTC", home_region=region)
        registering.register(series.pk, entry, slip=uuid4())
    for row in Registration.objects.all():
        registering.confirm(row)


def test_what_a_day_of_the_demonstration_counts_is_called_in_english_whoever_goes_on(series: Series) -> None:
    people(series)
    with speaking("ar", "ar"):
        go_on_to((MARCH + days(1)).date())
    table = Table.objects.get()
    assert table.title == "Who registered: session 1"
    with override("fr"):
        assert told(table.called) == gettext("Who registered: session {number}").format(number=1)
        assert told(table.called) != table.title


def test_the_number_stays_and_the_table_waits_when_the_people_go(series: Series) -> None:
    people(series)
    register(series, email=OTHER)
    with clock.standing_at(MARCH + days(1)):
        count_who_registered(clock.today())
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 40
    assert webinar(series, 2).registered is None
    table = Table.objects.get()
    assert table.position is None
    assert "firm-" not in str(table.release)
    (told,) = [one for one in table.release["tables"] if one["by"] == ["region"]]
    assert {tuple(cell["where"]["region"]): cell["count"] for cell in told["cells"]} == {
        ("Europe",): 18,
        ("North America",): 12,
        ("Africa", "Asia", "Latin America"): 10,
    }
    forgetting.forget_registrations(SEPTEMBER.date() + days(31))
    assert not Registration.objects.exists()
    assert webinar(series, 1).registered == 40


def test_of_too_few_the_number_alone_stays(series: Series) -> None:
    confirmed(series)
    with clock.standing_at(MARCH + days(1)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 1
    assert all(not cell for table in Table.objects.all() for one in table.release["tables"] for cell in one["cells"])


def test_who_registered_for_what_was_called_off_is_not_counted(series: Series) -> None:
    confirmed(series)
    cancel_session(make_actor(name="Officer 4"), webinar(series, 1).session, "The room is taken")
    with clock.standing_at(MARCH + days(1)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered is None


def counted(series: Series) -> None:
    """Forty people registered for the first session, and its day has come."""
    people(series)
    with clock.standing_at(MARCH + days(1)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 40
    assert Table.objects.get().webinar == webinar(series, 1)


def test_a_session_that_is_moved_after_its_time_is_counted_when_it_is_held(series: Series) -> None:
    counted(series)
    with clock.standing_at(MARCH + days(1)):
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(30))
        work()
        assert webinar(series, 1).registered is None
        assert not Table.objects.exists()
        registering.leave(Registration.objects.latest("pk"))
    with clock.standing_at(MARCH + days(31)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 39


def joined_from(series: Series, region: str) -> None:
    entry = Entry(email="late@firm-late.example", sessions=(1,), zone="UTC", home_region=region)
    registering.register(series.pk, entry, slip=uuid4())
    registering.confirm(Registration.objects.get(confirmed=False))


@pytest.mark.parametrize("published", [False, True])
def test_no_second_table_of_a_session_tells_who_joined_meanwhile(series: Series, published: bool) -> None:
    counted(series)
    with clock.standing_at(MARCH + days(1)):
        if published:
            enter(Table.objects.get())
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(30))
        work()
        joined_from(series, "Europe")
    with clock.standing_at(MARCH + days(31)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 41
    assert [table.position for table in Table.objects.all()] == ([1] if published else [])


def test_a_table_that_an_officer_threw_away_is_not_made_again(series: Series) -> None:
    counted(series)
    officer = make_actor(name="Officer 4")
    discard_table(officer, Table.objects.get())
    with clock.standing_at(MARCH + days(1)):
        actions.move_webinar(officer, webinar(series, 1), starts_at=MARCH + days(30))
        work()
    with clock.standing_at(MARCH + days(31)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 40
    assert not Table.objects.exists()


def test_a_table_from_before_that_was_noted_counts_as_made(series: Series) -> None:
    counted(series)
    Webinar.objects.update(tabled=False)
    with clock.standing_at(MARCH + days(1)):
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(30))
        work()
    assert webinar(series, 1).tabled


def test_a_session_that_has_not_begun_is_not_moved_into_the_past(series: Series) -> None:
    officer, past = make_actor(name="Officer 4"), NOW - timedelta(hours=1)
    with pytest.raises(Declined, match="has passed"):
        actions.move_webinar(officer, webinar(series, 1), starts_at=past)
    assert webinar(series, 1).session.starts_at == MARCH
    actions.move_webinar(officer, webinar(series, 1), starts_at=NOW + timedelta(hours=1))
    with clock.standing_at(NOW + days(1)):
        actions.move_webinar(officer, webinar(series, 1), starts_at=past)
    assert webinar(series, 1).session.starts_at == past


def test_what_is_called_off_after_its_time_was_not_held(series: Series) -> None:
    counted(series)
    with clock.standing_at(MARCH + days(1)):
        cancel_session(make_actor(name="Officer 4"), webinar(series, 1).session, "Nobody could join")
        work()
    assert webinar(series, 1).registered is None
    assert not Table.objects.exists()


def test_a_date_that_is_put_right_afterwards_leaves_what_was_counted(series: Series) -> None:
    counted(series)
    with clock.standing_at(MARCH + days(2)):
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(1))
        work()
    assert webinar(series, 1).registered == 40
    assert Table.objects.exists()


def test_a_table_that_was_published_stays_when_the_session_is_moved(series: Series) -> None:
    counted(series)
    with clock.standing_at(MARCH + days(1)):
        enter(Table.objects.get())
        actions.move_webinar(make_actor(name="Officer 4"), webinar(series, 1), starts_at=MARCH + days(30))
        work()
    assert webinar(series, 1).registered is None
    assert Table.objects.get().position == 1


def test_without_the_key_nobody_is_counted_as_an_organisation(series: Series, settings: Settings) -> None:
    people(series)
    settings.SECRET_KEY = "another"
    with clock.standing_at(MARCH + days(1)):
        count_who_registered(clock.today())
    assert webinar(series, 1).registered == 40
    assert not Table.objects.exists()


def test_many_of_one_organisation_count_as_one(series: Series) -> None:
    confirmed(series, email="a@big.example")
    confirmed(series, email="b@big.example")
    confirmed(series, email="c@gmail.com")
    confirmed(series, email="d@gmail.com")
    confirmed(series, email="e@gmail.com", organisation="  Big  Firm ")
    confirmed(series, email="f@gmail.com", organisation="big firm")
    # Two spellings of one employer, held together by its domain.
    confirmed(series, email="g@big.example", organisation="Big Firm")
    rows = rows_of(webinar(series, 1))
    assert rows is not None
    assert len({row["organisation"] for row in rows}) == 3


def test_no_file_is_promised_of_a_series_that_was_taken_down(series: Series) -> None:
    (letter,) = register(series)
    announcing.take_down(make_actor(name="Officer 4"), series)
    answer = Client().post(link_in(letter), {"confirm": "1"}, follow=True)
    text = answer.content.decode()
    assert ("on its way" in text, "not announced at the moment" in text, len(work())) == (False, True, 0)
    assert Registration.objects.get().confirmed


def test_whoever_confirmed_meanwhile_is_mailed_the_file_once_the_series_is_announced_again(series: Series) -> None:
    (letter,) = register(series)
    announcing.take_down(make_actor(name="Officer 4"), series)
    Client().post(link_in(letter), {"confirm": "1"})
    assert work() == []
    ask_and_agree(series, make_actor(name="Officer 5"), make_actor(name="Officer 6"))
    (news,) = [one for one in work() if LAGOS in one.to]
    (file,) = [part for part in parts_of(news) if part.get_content_type() == "text/calendar"]
    titles = [str(one["SUMMARY"]) for one in Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")]
    assert titles == ["End use and regulation", "Access to remedy"]


def test_a_series_that_was_taken_down_registers_nobody_and_keeps_who_is(series: Series) -> None:
    _row, link = confirmed(series)
    announcing.take_down(make_actor(name="Officer 4"), series)
    assert Client().get(reverse("series:register", args=[series.pk])).status_code == 404
    assert "not announced at the moment" in Client().get(link).content.decode()
    actions.move_webinar(make_actor(name="Officer 5"), webinar(series, 1), starts_at=MARCH + days(7))
    assert work() == []


def test_a_mail_server_that_is_down_loses_no_registration(series: Series, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> int:
        raise OSError("no mail server")

    browser, there = Client(), reverse("series:register", args=[series.pk])
    monkeypatch.setattr(mail.EmailMessage, "send", down)
    assert browser.post(there, written()).status_code == 302  # type: ignore[arg-type]
    with pytest.raises(OSError, match="no mail"):
        work()
    monkeypatch.undo()
    assert Registration.objects.count() == 1
    assert len(work()) == 1
