"""An issue goes the way of every text; with its release each subscriber is mailed it once, alone, as plain text."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from desk_scene import TODAY, Scene, again, as_, digest, make_released, page, refused, write
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from letter_scene import mail_server
from newsletter_scene import READER, ask, link_in, subscribed, work

from convenor.desk.actions import afterwards, deciding, writing
from convenor.desk.actions.newsletters import send_again
from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.kernel.gate import Refused
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.public.library.models import Output
from convenor.public.library.plain import as_plain_text
from convenor.room.newsletter import actions, queries
from convenor.room.newsletter.models import Subscription
from convenor.rules.vocabulary import DraftKind

pytestmark = pytest.mark.django_db

BODY = """## What was published

- A note on [severity](https://papers.example/severity?a=1&b=2)
- One on **remedy**

## What comes next

Begin with severity. Write to <mailto:secretariat@convenor.example>."""


@pytest.fixture(autouse=True)
def counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def make_issue(scene: Scene, title: str = "News of the spring", body: str = BODY) -> Draft:
    """An issue that a colleague has agreed to."""
    draft = writing.begin(scene.officer, kind=DraftKind.NEWSLETTER, title=title)
    draft = again(write(scene, draft, body=body, applies_to="any company"))
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, draft, digest=digest(draft))
    return again(draft)


def release(scene: Scene, draft: Draft) -> Output:
    return deciding.release(scene.officer, draft, digest=digest(draft))


def issues(mails: list[Any]) -> list[Any]:
    """Of these mails those of an issue; colleagues are told of the release as always."""
    return [one for one in mails if "List-Unsubscribe" in one.extra_headers and "/newsletter/" in one.body]


def waiting(name: str = "newsletter_due") -> list[Delivery]:
    return list(Delivery.objects.filter(event__name=name, state=Delivery.State.WAITING))


# Nothing goes past the desk.


def test_an_issue_goes_the_way_of_every_text(scene: Scene) -> None:
    subscribed()
    draft = writing.begin(scene.officer, kind=DraftKind.NEWSLETTER, title="News")
    draft = again(write(scene, draft, body=BODY))
    refused(draft, lambda: release(scene, draft))
    deciding.send(scene.officer, draft, digest=digest(draft))
    refused(again(draft), lambda: release(scene, draft), "You wrote part")
    assert not waiting()
    deciding.approve(scene.chief, again(draft), digest=digest(draft))
    release(scene, again(draft))
    assert len(waiting()) == 1


def test_an_issue_is_checked_against_everybody_and_about_no_one_cohort(scene: Scene) -> None:
    draft = writing.begin(scene.officer, kind=DraftKind.NEWSLETTER, title="News")
    draft = again(write(scene, draft, body="Zanbexi and Vodafone rate severity first."))
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), "point to somebody")
    before = Draft.objects.count()
    for where in ({"cohort": scene.cohort}, {"session": scene.session}):
        refused(
            draft, lambda where=where: writing.begin(scene.officer, kind=DraftKind.NEWSLETTER, title="T", **where), "no"
        )
    assert Draft.objects.count() == before


def test_a_nominee_can_neither_begin_one_nor_see_how_many_take_it(scene: Scene) -> None:
    draft = make_issue(scene)
    refused(draft, lambda: writing.begin(scene.nominee, kind=DraftKind.NEWSLETTER, title="T"))
    assert as_(scene.nominee_account).get("/newsletter/subscriptions/").status_code == 403
    assert Client().get("/newsletter/subscriptions/").status_code == 302


# To whom.


def test_each_subscriber_is_mailed_it_alone_and_once(scene: Scene) -> None:
    for name in ("one", "two", "three"):
        subscribed(f"{name}@company.example")
    release(scene, make_issue(scene))
    sent = issues(work())
    assert sorted(one.to for one in sent) == [[f"{name}@company.example"] for name in ("one", "three", "two")]
    for one in sent:
        written = one.message().as_string()
        assert one.cc == one.bcc == []
        others = {"one@company.example", "two@company.example", "three@company.example"} - set(one.to)
        assert not [each for each in others if each in written]
        assert written.count(one.to[0]) == 1, "the address stands in the To line and nowhere else"
    assert issues(work()) == []
    assert not waiting()


def test_the_officer_reads_to_how_many_it_goes_before_it_does(scene: Scene) -> None:
    subscribed()
    subscribed("second@company.example")
    issue = make_issue(scene)
    assert "mailed to 2 mailboxes" in page(as_(scene.officer_account), f"/desk/{issue.pk}/release/")
    other = writing.begin(scene.officer, kind=DraftKind.GUIDANCE_NOTE, title="Severity")
    assert "mailbox" not in page(as_(scene.officer_account), f"/desk/{other.pk}/release/")


def test_whoever_has_not_confirmed_gets_nothing(scene: Scene) -> None:
    ask()
    work()
    release(scene, make_issue(scene))
    assert not Event.objects.filter(name="newsletter_due").exists()
    assert issues(work()) == []
    Subscription.objects.update(confirmed=True)
    assert issues(work()) == [], "whoever confirms afterwards gets the next one"


def test_one_whose_confirmation_is_gone_by_then_gets_nothing(scene: Scene) -> None:
    subscribed()
    release(scene, make_issue(scene))
    Subscription.objects.update(confirmed=False)
    assert issues(work()) == []


def test_whoever_ends_it_before_the_mail_leaves_gets_nothing(scene: Scene) -> None:
    row = subscribed()
    release(scene, make_issue(scene))
    assert actions.end(queries.link_to_end(row))
    assert issues(work()) == []
    assert not waiting()


def test_an_event_of_somebody_who_is_gone_is_done_without_a_mail(scene: Scene) -> None:
    subscribed()
    release(scene, make_issue(scene))
    Subscription.objects.all().delete()
    assert issues(work()) == []
    assert Delivery.objects.get(event__name="newsletter_due").state == Delivery.State.DONE


def test_registering_for_something_else_is_no_subscription(scene: Scene) -> None:
    """Officers, nominees and whoever else is known here get nothing that they did not ask for."""
    release(scene, make_issue(scene))
    assert issues(work()) == []


# What it says.


def test_the_mail_is_the_released_text_in_plain_words_with_what_it_is_not(scene: Scene) -> None:
    subscribed()
    output = release(scene, make_issue(scene))
    (sent,) = issues(work())
    assert sent.subject == "B-Tech: News of the spring"
    assert (
        "What was published\n------------------\n\n- A note on severity (https://papers.example/severity?a=1&b=2)"
        in (sent.body)
    )
    assert "- One on remedy" in sent.body
    assert "#" not in sent.body
    assert "*" not in sent.body
    assert f"/notes/{output.slug}/" in sent.body
    assert all(caveat in sent.body for caveat in output.caveats)
    assert output.caveats
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_nothing_in_the_mail_tells_that_it_was_read(scene: Scene) -> None:
    subscribed()
    release(scene, make_issue(scene))
    (sent,) = issues(work())
    forms = [part.get_payload(decode=True).decode() for part in sent.message().walk() if not part.is_multipart()]
    assert len(forms) == 2
    for text in forms:
        assert not re.findall(r"<img|<script|<link|src=|url\(|@import|background", text)
    (page_form,) = [text for text in forms if "<html" in text]
    links = set(map(unescape, re.findall(r'href="([^"]+)"', page_form)))
    assert "https://papers.example/severity?a=1&b=2" in links, "a link leads where it says, and not through us"
    own = {link for link in links if not link.startswith("https://papers.example/")}
    assert {re.sub(r"[^/]{40,}", "TOKEN", link.split("/", 3)[3]) for link in own} == {
        "notes/news-of-the-spring/",
        "newsletter/end/TOKEN/",
    }
    headers = {name.lower() for name in sent.message()}
    assert not headers & {"disposition-notification-to", "return-receipt-to", "x-confirm-reading-to"}


@pytest.mark.parametrize("site", ["https://convenor.example", "http://localhost:8000"])
def test_one_click_is_offered_where_the_site_has_tls(scene: Scene, settings: Any, site: str) -> None:
    settings.CONVENOR_SITE = site
    subscribed()
    release(scene, make_issue(scene))
    (sent,) = issues(work())
    (address,) = re.findall(r"^<([^<>]*)>$", sent.extra_headers["List-Unsubscribe"])
    assert address.startswith(f"{site}/newsletter/end-at-once/")
    one_click = sent.extra_headers.get("List-Unsubscribe-Post")
    assert one_click == ("List-Unsubscribe=One-Click" if site.startswith("https") else None)
    strict = Client(enforce_csrf_checks=True)
    form = "application/x-www-form-urlencoded"
    done = strict.post(address.removeprefix(site), "List-Unsubscribe=One-Click", content_type=form)
    assert done.status_code == 200
    assert not Subscription.objects.exists()


def test_the_links_of_the_newsletter_lead_to_pages_in_its_reader_s_language(scene: Scene) -> None:
    subscribed()
    Subscription.objects.update(language="fr")
    release(scene, make_issue(scene))
    (letter,) = issues(work())
    ways = re.findall(r"https?://[^/\s>]+(/\S*newsletter/[^\s>]*)", f"{letter.body} {letter.extra_headers}")
    assert len(ways) == 1 + ("List-Unsubscribe" in letter.extra_headers)
    assert all(way.startswith("/fr/newsletter/") for way in ways)


def test_the_link_in_the_mail_ends_it_by_one_button(scene: Scene) -> None:
    subscribed()
    release(scene, make_issue(scene))
    (sent,) = issues(work())
    path = link_in(sent.body, "end")
    shown = Client().get(path).content.decode().partition("<main")[2].partition("</main>")[0]
    assert shown.count("<button") == shown.count("<form") == 1
    assert Subscription.objects.exists()
    assert Client().post(path).status_code == 200
    assert not Subscription.objects.exists()


def test_the_envelope_goes_to_that_mailbox_alone(scene: Scene, settings: Any) -> None:
    for name in ("one", "two"):
        subscribed(f"{name}@company.example")
    release(scene, make_issue(scene))
    Event.objects.exclude(name="newsletter_due").delete()
    with mail_server(settings) as server:
        work()
    assert sorted(one.to for one in server.taken) == [["one@company.example"], ["two@company.example"]]
    for one in server.taken:
        assert [one.letter["To"]] == one.to
        assert one.letter["Cc"] is None


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# One\n\nTwo\nlines", "One\n---\n\nTwo lines"),
        ("1. a\n2. b\n   - c", "1. a\n2. b\n   - c"),
        ("```\none\n  two\n```", "    one\n      two"),
        ("> said\n> so", "> said so"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("<mailto:a@b.example>", "mailto:a@b.example"),
        ("<a@b.example>", "a@b.example"),
        ("[bank](https://evil.example)", "bank (https://evil.example)"),
        ("[run](javascript:alert)", "[run](javascript:alert)"),
        ("![pixel](https://tracker.example/p.png)", "!pixel (https://tracker.example/p.png)"),
        ("<img src=x>", "<img src=x>"),
        ("`code` and *words*", "code and words"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("---", "* * *"),
        ("turned \u202eround", "turned round"),
        ("", ""),
    ],
)
def test_a_text_in_plain_words(markdown: str, plain: str) -> None:
    assert as_plain_text(markdown) == plain


# When something goes wrong, or is changed.


def test_a_mail_server_that_is_down_leaves_it_in_the_outbox_and_it_is_sent_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed()
    release(scene, make_issue(scene))
    tried = []

    def down(_self: EmailBackend, messages: list[Any]) -> int:
        tried.append(messages)
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", down)
        assert work() == []
    assert tried
    (row,) = waiting()
    assert row.problem == "ConnectionRefusedError"
    assert len(issues(work())) == 1
    assert issues(work()) == []


def test_what_was_given_up_is_sent_again_by_one_button_and_to_nobody_twice(
    scene: Scene,
) -> None:
    for name in ("one", "two", "three"):
        subscribed(f"{name}@company.example")
    release(scene, make_issue(scene))
    keys = list(Delivery.objects.filter(event__name="newsletter_due").values_list("pk", flat=True))
    assert len(issues(work())) == 3
    Delivery.objects.filter(pk__in=keys[:2]).update(state=Delivery.State.FAILED, letter="", attempts=5)
    client = as_(scene.officer_account)
    shown = page(client, "/newsletter/subscriptions/")
    assert "2 could not leave" in shown
    said = client.post("/newsletter/subscriptions/send-again/", follow=True)
    assert "On its way again" in said.content.decode()
    assert len(issues(work())) == 2
    again_ = client.post("/newsletter/subscriptions/send-again/", follow=True)
    assert "nothing to send again" in unescape(again_.content.decode())
    assert AuditEntry.objects.filter(verb="newsletter.sent_again").get().subject == "mails: 2"
    assert issues(work()) == []
    assert as_(scene.nominee_account).post("/newsletter/subscriptions/send-again/").status_code == 403
    with pytest.raises(Refused):
        send_again(scene.nominee)


def test_what_is_withdrawn_before_it_leaves_is_not_mailed(scene: Scene) -> None:
    subscribed()
    draft = make_issue(scene)
    release(scene, draft)
    afterwards.withdraw(scene.officer, again(draft), because="it was published in error")
    assert issues(work()) == []


def test_a_correction_is_on_the_site_and_not_in_the_mail(scene: Scene) -> None:
    subscribed()
    draft = make_issue(scene)
    output = release(scene, draft)
    assert len(issues(work())) == 1
    afterwards.begin_correction(scene.officer, again(draft), line="A date was wrong.")
    correction = again(Draft.objects.exclude(corrects=None).get())
    correction = again(write(scene, correction, body=BODY.replace("Begin", "Start")))
    deciding.send(scene.officer, correction, digest=digest(correction))
    deciding.approve(scene.chief, again(correction), digest=digest(correction))
    release(scene, again(correction))
    assert issues(work()) == []
    output.refresh_from_db()
    assert "Start with severity" in output.body


# The archive, and the secretariat's page.


def test_the_issues_stand_on_the_site_with_the_way_to_the_form(scene: Scene) -> None:
    nothing = page(Client(), "/newsletter/")
    assert "No issue yet" in nothing
    assert 'href="/newsletter/subscribe/"' in nothing
    draft = make_issue(scene)
    output = release(scene, draft)
    make_released(scene)
    listed = page(Client(), "/newsletter/")
    assert "Severity at work" in page(Client(), "/")
    assert "Severity at work" not in listed, "an archive of the newsletter alone"
    assert f'href="/notes/{output.slug}/"' in listed
    assert "News of the spring" in page(Client(), f"/notes/{output.slug}/")
    assert "/newsletter/" in page(Client(), "/")
    afterwards.withdraw(scene.officer, again(draft), because="it was published in error")
    assert "News of the spring" not in page(Client(), "/newsletter/")


def test_the_secretariat_sees_a_number_and_what_left(scene: Scene) -> None:
    client = as_(scene.officer_account)
    empty = page(client, "/newsletter/subscriptions/")
    assert "0 mailboxes take the newsletter." in empty
    assert "No issue yet" in empty
    subscribed()
    subscribed("second@company.example")
    ask("waits@company.example")
    output = release(scene, make_issue(scene))
    assert "2 wait" in page(client, "/newsletter/subscriptions/")
    work()
    shown = page(client, "/newsletter/subscriptions/")
    assert "2 mailboxes take the newsletter." in shown
    assert "2 mails were sent" in shown
    assert f'href="/notes/{output.slug}/"' in shown
    assert 'href="/desk/begin/?kind=newsletter"' in shown
    assert re.search(r'value="newsletter"[^>]*checked', page(client, "/desk/begin/?kind=newsletter"))
    assert "/newsletter/subscriptions/" in page(client, "/desk/")


def test_no_page_mail_to_others_log_or_row_has_a_subscriber_s_address(
    scene: Scene, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    marked = "canary-00001-qx@the-amber-anvil.example"
    row = subscribed(marked)
    release(scene, make_issue(scene))
    sent = work()
    for one in sent:
        assert (marked in one.message().as_string()) == (one.to == [marked])
    officer = as_(scene.officer_account)
    for path in (
        *("/newsletter/subscriptions/", "/outbox/", "/outbox/?state=sent", "/retention/", "/trail/", "/monday/"),
        *("/letters/", "/desk/", "/newsletter/", "/", "/feed.atom", "/feed.json"),
        *(f"/newsletter/end/{queries.link_to_end(row)}/", "/newsletter/subscribe/"),
    ):
        shown = officer.get(path)
        assert "amber-anvil" not in shown.content.decode(), path
    kept = [
        repr(vars(one)) for model in (Output, Event, Delivery, AuditEntry, Subscription) for one in model.objects.all()
    ]
    assert kept
    assert not [one for one in kept if "anvil" in one]
    said = capfd.readouterr()
    assert "anvil" not in said.out + said.err + caplog.text


def test_the_outbox_says_that_it_is_a_subscriber_and_not_who(scene: Scene) -> None:
    subscribed()
    release(scene, make_issue(scene))
    work()
    shown = page(as_(scene.officer_account), "/outbox/")
    assert "Issue of the newsletter, to a subscriber" in shown
    assert "A subscriber; who is told to nobody" in shown
    assert READER not in shown


def test_what_waits_to_be_confirmed_stands_with_its_day_among_what_goes(scene: Scene) -> None:
    ask()
    shown = page(as_(scene.officer_account), "/retention/")
    assert "That somebody asked for the newsletter: the address, sealed" in shown
    assert clock.today() == TODAY
    assert Subscription.objects.get().made_on + timedelta(days=7) == TODAY + timedelta(days=7)
    assert mail.outbox == []
