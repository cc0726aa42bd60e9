"""Asking for the newsletter, confirming it, ending it: nobody else learns of it, and no link acts by being opened."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language
from newsletter_scene import FORM, READER, ask, link_in, subscribed, token_of, work

from convenor.kernel import clock, links
from convenor.kernel.daily import chores_of_the_day
from convenor.kernel.models import Delivery, Event, Installation
from convenor.room.newsletter import actions, handlers, queries
from convenor.room.newsletter.models import Subscription
from convenor.wiring import FORGETS
from making import make_installation, make_secretariat

TODAY = date(2023, 3, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    cache.clear()
    make_installation(demo=True, today=TODAY)
    with clock.standing_at(TODAY):
        yield
    cache.clear()


def go_to(day: date) -> None:
    Installation.objects.update(today=day)


def words(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


# Asking.


def test_whoever_asks_is_mailed_a_link_and_whoever_presses_the_button_takes_it() -> None:
    assert ask()["Location"] == "/newsletter/subscribe/asked/"
    (row,) = Subscription.objects.all()
    assert not row.confirmed
    (sent,) = work()
    assert sent.to == [READER]
    assert sent.cc == sent.bcc == []
    link = link_in(sent.body, "confirm")
    assert "Do you want the newsletter?" in words(Client().get(link))
    assert "The next issue comes to your mailbox." in words(Client().post(link))
    row.refresh_from_db()
    assert row.confirmed


def test_opening_a_link_never_acts() -> None:
    ask()
    confirm = link_in(work()[0].body, "confirm")
    for method in ("get", "head"):
        assert getattr(Client(), method)(confirm).status_code == 200
    assert not Subscription.objects.get().confirmed
    Client().post(confirm)
    end = queries.link_to_end(Subscription.objects.get())
    for path in (f"/newsletter/end/{end}/", f"/newsletter/end-at-once/{end}/"):
        for method in ("get", "head"):
            assert getattr(Client(), method)(path).status_code in {200, 302}
    assert Subscription.objects.get().confirmed


def test_the_address_is_sealed_and_nothing_else_is_kept() -> None:
    ask("Reader@Company.example")
    (row,) = Subscription.objects.values()
    assert set(row) == {
        *("id", "mailbox", "sealed", "language", "nonce", "confirmed"),
        *("made_on", "mailed_on", "mails"),
    }
    assert "reader" not in repr(row).lower()
    assert queries.address_of(Subscription.objects.get()) == READER
    assert Event.objects.get().at.hour == 0, "the day is kept, and no hour"
    work()
    assert not Event.objects.exists(), "of the question nothing stays"


def test_another_key_opens_nothing(settings: Any) -> None:
    ask()
    settings.SECRET_KEY = "another"
    assert work() == []
    assert queries.address_of(Subscription.objects.get()) is None


# Nobody learns who takes it.


def answer_for(email: str) -> tuple[object, ...]:
    """All that somebody at the form can see."""
    browser = Client()
    posted = browser.post(FORM, {"email": email})
    then = browser.get(posted["Location"])
    pages = [re.sub(r'value="[^"]{60,}"', "", response.content.decode()) for response in (posted, then)]
    heads = [
        {name: value for name, value in response.headers.items() if name != "Set-Cookie"} for response in (posted, then)
    ]
    return posted.status_code, pages, heads, sorted(browser.cookies)


def test_an_address_that_is_new_waits_or_takes_it_gets_the_same_answer() -> None:
    subscribed("taken@company.example")
    new = answer_for("waits@company.example")
    assert answer_for("waits@company.example") == new
    assert answer_for("taken@company.example") == new
    for _ in range(5):
        assert answer_for("waits@company.example") == new


def test_asking_costs_the_same_statements_for_an_address_that_waits_and_one_that_takes_it() -> None:
    subscribed("taken@company.example")
    ask("waits@company.example")
    counts = set()
    for email in ("waits@company.example", "taken@company.example"):
        with CaptureQueriesContext(connection) as asked:
            ask(email)
        counts.add(len(asked))
    assert len(counts) == 1


def test_whoever_takes_it_already_is_told_so_in_the_mail_alone() -> None:
    row = subscribed()
    assert ask()["Location"] == "/newsletter/subscribe/asked/"
    (sent,) = work()
    assert sent.to == [READER]
    assert "subscribed already" in sent.body
    assert token_of(link_in(sent.body, "end"))
    row.refresh_from_db()
    assert row.confirmed


def test_a_mailbox_gets_three_such_mails_a_day_at_most() -> None:
    for _ in range(5):
        ask()
    assert len(work()) == 3
    assert Subscription.objects.count() == 1
    go_to(TODAY + timedelta(days=1))
    ask()
    assert len(work()) == 1


def test_one_mailbox_in_several_spellings_is_one() -> None:
    for spelling in (READER, " READER@company.example ", "reader@ｃompany.example"):
        ask(spelling)
    assert Subscription.objects.count() == 1


# What is no address.

NO_ADDRESSES = {
    "nothing": "",
    "words": "somebody",
    "a null": "reader\0@company.example",
    "a line break": "reader@company.example\nBcc: other@company.example",
    "a return": "reader@company.example\r\nSubject: x",
    "two addresses": "reader@company.example,other@company.example",
    "a look-alike": "re\u0430der@company.example",
    "a hidden sign": "rea\u200bder@company.example",
    "a sign that turns round": "reader\u202e@company.example",
    "a domain with a gap": "reader@company..example",
    "a long label": f"reader@{'a' * 70}.example",
    "a megabyte": "a" * 1_000_000 + "@company.example",
    "a half of a sign": "reader\ud800@company.example".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "a name and an address": "Reader <reader@company.example>",
    "of the server itself": "postmaster@localhost",
}


@pytest.mark.parametrize("typed", NO_ADDRESSES.values(), ids=NO_ADDRESSES)
def test_what_is_no_address_is_refused_with_words(typed: str) -> None:
    response = ask(typed)
    assert response.status_code == 200
    said = words(response)
    assert "Please mend this first." in said
    assert len(response.content) < 30_000, "what was typed is not sent back whole"
    assert not Subscription.objects.exists()
    assert not Event.objects.exists()


def test_a_form_without_its_field_or_with_others_says_what_is_missing() -> None:
    assert "Fill this in." in words(Client().post(FORM, {"other": "x"}))
    assert Client().post(FORM, b"\xff\xfe", content_type="application/octet-stream").status_code == 200
    assert not Subscription.objects.exists()


def test_a_form_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, {"email": READER}).status_code == 403
    page = strict.get(FORM).content.decode()
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert strict.post(FORM, {"email": READER, "csrfmiddlewaretoken": token}).status_code == 302


def test_a_machine_is_stopped_and_told_why() -> None:
    answers = [ask(f"reader-{number}@company.example") for number in range(40)]
    stopped = [answer for answer in answers if answer.status_code == 429]
    assert stopped
    assert "sent too often" in words(stopped[-1])
    assert Subscription.objects.count() == len(answers) - len(stopped)


# The page.


def test_the_form_looks_public_says_what_is_kept_and_is_the_same_for_everybody() -> None:
    browser = Client()
    browser.force_login(make_secretariat())
    mine, anybodys = browser.get(FORM), Client().get(FORM)
    said = words(anybodys)
    assert "not even the secretariat" in said
    assert "erased at once" in said
    assert "<script" not in anybodys.content.decode()
    assert len(anybodys.content) <= 30_000
    hide = lambda page: re.sub(r'value="[^"]{60,}"', "", page.content.decode())  # noqa: E731
    assert hide(mine) == hide(anybodys)
    assert 'class="zone' not in anybodys.content.decode()


def test_nothing_on_these_pages_comes_from_elsewhere_or_may_be_kept() -> None:
    row = subscribed()
    ask("other@company.example")
    confirm = link_in(work()[0].body, "confirm")
    for path in (FORM, "/newsletter/subscribe/asked/", confirm, f"/newsletter/end/{queries.link_to_end(row)}/"):
        response = Client().get(path)
        page = response.content.decode()
        loaded = re.findall(r'(?:src|<link[^>]*href|action)="([^"]+)"', page)
        assert [each for each in loaded if not each.removeprefix(settings.CONVENOR_SITE).startswith("/")] == []
        assert response["Cache-Control"] == "private, no-store"
        assert "company.example" not in page, "an address is shown to nobody, not even its own"


def test_the_language_of_the_page_is_kept_so_that_the_mails_are_in_it() -> None:
    answer = Client().post(f"/fr{FORM}", {"email": READER})
    assert answer["Location"] == "/fr/newsletter/subscribe/asked/"
    assert Subscription.objects.get().language == "fr"
    assert 'lang="ar" dir="rtl"' in Client().get(f"/ar{FORM}").content.decode()
    spoken = []

    def noted(*_args: Any, **_more: Any) -> None:
        spoken.append(get_language())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers.letters, "send", noted)
        work()
    assert spoken == ["fr"]


# Links that lead nowhere.


def nowhere(path: str) -> str:
    shown = []
    for method in ("get", "post"):
        response = getattr(Client(), method)(path)
        assert response.status_code == 404
        shown.append(words(response))
    assert shown[0] == shown[1]
    assert "This link has ended" in shown[0]
    # The ribbon above says the day of the demonstration.
    return shown[0].partition("In the room")[2]


def test_forged_used_and_old_links_look_the_same() -> None:
    ask()
    confirm = link_in(work()[0].body, "confirm")
    forged = nowhere("/newsletter/confirm/no-such-link/")
    go_to(TODAY + timedelta(days=8))
    assert nowhere(confirm) == forged
    go_to(TODAY)
    Client().post(confirm)
    assert nowhere(confirm) == forged
    row = Subscription.objects.get()
    for purpose in ("newsletter-confirm", "newsletter-end", "silence"):
        other = links.sign(purpose, str(row.pk), "not-the-nonce")
        assert nowhere(f"/newsletter/confirm/{other}/") == forged
    assert Subscription.objects.get().confirmed


def test_a_link_holds_the_word_of_its_row_and_is_dead_once_either_has_changed() -> None:
    ask()
    row = Subscription.objects.get()
    link = f"/newsletter/confirm/{queries.link_to_confirm(row)}/"
    nowhere(f"/newsletter/confirm/{links.sign('newsletter-confirm', str(row.pk), 'another-word')}/")
    Subscription.objects.update(confirmed=True)
    nowhere(link)
    Subscription.objects.update(confirmed=False)
    assert Client().post(link).status_code == 200
    Subscription.objects.update(confirmed=False)
    nowhere(link)


def test_a_link_to_confirm_ends_nothing_and_the_other_way_round() -> None:
    ask()
    row = Subscription.objects.get()
    nowhere(f"/newsletter/end/{queries.link_to_confirm(row)}/")
    nowhere(f"/newsletter/confirm/{queries.link_to_end(row)}/")
    assert not Subscription.objects.get().confirmed


# Ending it.


def test_ending_it_erases_the_row_and_every_sign_of_it_at_once() -> None:
    row = subscribed()
    ask()
    Event.objects.create(name="newsletter_due", ids={"subscription": str(row.pk), "output": "x"}, at=clock.now())
    path = f"/newsletter/end/{queries.link_to_end(row)}/"
    said = words(Client().post(path))
    assert "Your address is erased." in said
    assert "ask for the newsletter again" in said
    assert not Subscription.objects.exists()
    assert not Event.objects.exists()
    assert work() == [], "what had not left yet never does"
    assert "If you pressed the button before" in nowhere(path)


def test_whoever_ended_it_can_come_back_and_old_links_stay_dead() -> None:
    row = subscribed()
    old = queries.link_to_end(row)
    Client().post(f"/newsletter/end/{old}/")
    cache.clear()
    again = subscribed()
    assert again.pk != row.pk
    nowhere(f"/newsletter/end/{old}/")
    assert Subscription.objects.get() == again


def test_a_mail_program_s_button_ends_it_at_once_without_a_session() -> None:
    row = subscribed()
    strict, path = Client(enforce_csrf_checks=True), f"/newsletter/end-at-once/{queries.link_to_end(row)}/"
    form = "application/x-www-form-urlencoded"
    assert strict.post(path, "", content_type=form).status_code == 403
    assert Subscription.objects.exists()
    done = strict.post(path, "List-Unsubscribe=One-Click", content_type=form)
    assert (done.status_code, done.content) == (200, b"Ended.")
    assert not Subscription.objects.exists()
    # Its answer may have been lost; of what never was, nothing is said to have ended.
    assert strict.post(path, "List-Unsubscribe=One-Click", content_type=form).status_code == 200
    forged = path.replace("at-once/", "at-once/x")
    assert strict.post(forged, "List-Unsubscribe=One-Click", content_type=form).status_code == 404
    assert not done.cookies


def test_the_page_s_button_needs_the_token_of_its_form() -> None:
    row = subscribed()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/newsletter/end/{queries.link_to_end(row)}/").status_code == 403
    assert Subscription.objects.exists()


# By itself.


def test_what_nobody_confirms_is_erased_after_seven_days() -> None:
    subscribed("stays@company.example")
    ask()
    for days, left in ((6, 2), (7, 1)):
        actions.forget_what_is_over(TODAY + timedelta(days=days))
        assert Subscription.objects.count() == left
    assert Subscription.objects.get().confirmed
    assert not Event.objects.filter(name="newsletter_asked").exists()


def test_the_round_of_the_day_does_it() -> None:
    ask()
    with clock.standing_at(TODAY + timedelta(days=7)):
        chores_of_the_day()
    assert not Subscription.objects.exists()


def test_asking_again_begins_the_days_anew_while_it_waits() -> None:
    ask()
    go_to(TODAY + timedelta(days=6))
    ask()
    actions.forget_what_is_over(TODAY + timedelta(days=7))
    assert Subscription.objects.count() == 1


def test_a_mailbox_that_is_closed_is_taken_off_the_same_night() -> None:
    row, stays = subscribed("closed@company.example"), subscribed("stays@company.example")
    row = next(one for one in Subscription.objects.all() if queries.address_of(one) == "closed@company.example")
    event = Event.objects.create(
        name="newsletter_due", ids={"subscription": str(row.pk), "output": "x"}, at=clock.now()
    )
    Delivery.objects.create(event=event, handler="h", state=Delivery.State.CAME_BACK, changed_at=clock.now())
    actions.forget_what_is_over(TODAY)
    assert [queries.address_of(one) for one in Subscription.objects.all()] == ["stays@company.example"]
    assert not Event.objects.filter(pk=event.pk).exists()
    assert stays


def test_its_table_is_written_anew_after_it_forgot() -> None:
    assert Subscription._meta.db_table in FORGETS


def test_no_account_and_no_line_in_the_trail_comes_of_it() -> None:
    from convenor.kernel.models import AuditEntry
    from convenor.people.models import Account, Person

    row = subscribed()
    Client().post(f"/newsletter/end/{queries.link_to_end(row)}/")
    assert not AuditEntry.objects.exists()
    assert not Account.objects.exists()
    assert not Person.objects.exists()
    call_command("check")
