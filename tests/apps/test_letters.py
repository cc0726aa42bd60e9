"""Every letter takes one road: its words, its form on the wire, one mailbox, and one name however often it is tried."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils.translation import override
from letter_scene import Taken, mail_server

from convenor.kernel import letters, links, outbox
from convenor.kernel.hypertext import as_page
from convenor.kernel.letters import Beside, Letter, News, NotOneAddress, SecondLetter
from convenor.kernel.models import Delivery, Silence, Wording
from convenor.rules.letters import may_be_kept
from making import make_installation

pytestmark = pytest.mark.django_db

TO = "nominee-1@ericsson.example"
NEWS = News(key="agendas", what="Agendas of sessions", capability="own_calendar.read")
SAMPLES = {"session": "Q1 Session 1", "reason": "Why", "address": "https://convenor.example/1/"}
LETTER = Letter(
    key="a_letter",
    cause="Something happens.",
    to="Somebody",
    subject="About {session}",
    body="{session}\n\nWhy:\n{reason}\n\nRead it here: {address}.\n\n{installation}",
    samples=SAMPLES,
    blocks=("reason",),
)
ITS_NEWS = Letter(
    key="some_news", cause="x", to="x", subject="News", body="{address}", samples={"address": "x"}, news=NEWS
)
VALUES = {"session": "Q1 Session 1", "reason": "", "address": "https://convenor.example/sessions/1/"}
# What would do something if anybody read it as more than words.
HOSTILE = (
    "{session.__class__}",
    "{0}",
    "{address!r}",
    "{{ settings.SECRET_KEY }}",
    "{% include 'base.html' %}",
    "{address} {",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "Hello\r\nBcc: everybody@elsewhere.example\r\n\r\nand more",
    "\u202eelpmaxe.koob\u202c",
    "=?utf-8?q?Bcc=3A_everybody=40elsewhere=2Eexample?=",
)


def send_one(**ids: str) -> None:
    letters.send(LETTER, to=ids.get("to", TO), values=VALUES, whom=ids.get("whom", ""))


def send_two(**_ids: str) -> None:
    letters.send(LETTER, to=TO, values=VALUES)
    letters.send(LETTER, to="another@people.example", values=VALUES)


def send_news(*, whom: str) -> None:
    letters.send(ITS_NEWS, to=TO, values=VALUES, whom=whom)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    make_installation()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CONVENOR_SITE = "https://convenor.example"
    table = {name: (f"{__name__}.send_{name}",) for name in ("one", "two", "news")}
    monkeypatch.setattr(outbox, "wiring", lambda: table)


def carry_out(name: str, **ids: str) -> Delivery:
    outbox.emit(name, **ids)
    delivery = Delivery.objects.get()
    outbox.deliver.call(delivery.pk)
    delivery.refresh_from_db()
    return delivery


class Fetched(HTMLParser):
    """Whatever a mail program would fetch, run or send for showing a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"img", "script", "link", "iframe", "object", "form", "base", "video", "style", "svg"}:
            self.fetched.append(tag)
        self.fetched += [name for name in given if name in {"src", "background", "srcset"} or name.startswith("on")]
        self.fetched += ["url()"] * given.get("style", "").count("url(")
        if tag == "a":
            self.links.append(given["href"])


def test_on_the_wire_it_is_text_first_for_one_person_and_fetches_nothing(settings: Any) -> None:
    calendar = Beside("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=REQUEST")
    with mail_server(settings) as server:
        letters.send(LETTER, to=TO, values={**VALUES, "reason": "Two speakers\nare ill."}, beside=[calendar])
    (taken,) = server.taken
    letter = taken.letter
    assert taken.to == [TO]
    assert (letter["To"], letter["Cc"], letter["Bcc"]) == (TO, None, None)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "secretariat@convenor.example"
    assert re.fullmatch(r"<[0-9a-f]{32}@convenor\.example>", letter["Message-ID"])
    assert letter["List-Unsubscribe"] is None, "what one cannot do without offers no way out"
    assert letter.get_content_type() == "multipart/alternative"
    parts = list(letter.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "text/calendar"]
    text, page = texts_of(taken)
    assert text.startswith("Q1 Session 1\n\nWhy:\nTwo speakers\nare ill.\n\nRead it here: https://convenor.example/")
    fetched = Fetched(page)
    assert fetched.fetched == []
    assert fetched.links == ["https://convenor.example/sessions/1/"], "the full stop is none of the address"
    assert page.count('dir="auto"') == 4


def test_what_would_be_fetched_would_be_seen() -> None:
    assert Fetched('<img src="https://elsewhere.example/1.gif"><p style="background: url(x)" onclick="x">').fetched
    assert as_page("<b>", "<img src=x>", "en").count("<img") == 0


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_value_holds_stays_words_in_every_part(hostile: str, settings: Any) -> None:
    with mail_server(settings) as server:
        letters.send(LETTER, to=TO, values={**VALUES, "session": hostile, "reason": hostile})
    (taken,) = server.taken
    assert taken.to == [TO]
    assert smuggled(taken) == []
    text, page = texts_of(taken)
    shown = " ".join(hostile.replace("\u202e", " ").replace("\u202c", " ").split())
    assert text.startswith(f"{shown}\n\nWhy:\n")
    assert Fetched(page).fetched == []
    assert Fetched(page).links == ["https://convenor.example/sessions/1/"]


def texts_of(taken: Taken) -> tuple[str, str]:
    """The plain text and the page, as they are read."""
    text, page = list(taken.letter.iter_parts())[:2]
    return text.get_content().replace("\r\n", "\n"), page.get_content().replace("\r\n", "\n")


def smuggled(taken: Taken) -> list[str]:
    """Headers that no letter of ours has, and other addresses in those that it has."""
    ours = {"content-type", "mime-version", "subject", "from", "to", "reply-to", "date", "message-id", "auto-submitted"}
    lines = taken.content.partition(b"\r\n\r\n")[0].decode().splitlines()
    named = [line.partition(":")[0].lower() for line in lines if not line.startswith((" ", "\t"))]
    return [name for name in named if name not in ours] + (["to"] if taken.letter["To"] != TO else [])


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@x.example, b@x.example",
        "a@x.example\nBcc: b@x.example",
        "a@x.example\r\n",
        "A <a@x.example>",
        "a@x.example;b@x.example",
        "a b@x.example",
    ],
)
def test_what_is_not_one_mailbox_is_written_to_by_nobody(to: str) -> None:
    with pytest.raises(NotOneAddress):
        letters.send(LETTER, to=to, values=VALUES)
    assert mail.outbox == []
    delivery = carry_out("one", to=to)
    assert (delivery.state, delivery.problem, delivery.letter) == (Delivery.State.WAITING, "NotOneAddress", "")


def test_a_delivery_notes_which_letter_left_under_its_own_name() -> None:
    delivery = carry_out("one")
    assert (delivery.state, delivery.letter) == (Delivery.State.DONE, "a_letter")
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{delivery.message_id}>"


def test_a_worker_that_dies_after_sending_sends_the_same_letter_once_more_by_the_same_name(settings: Any) -> None:
    """The mail server has it and nobody noted it: what SMTP cannot prevent, a mailbox can see."""
    outbox.emit("one")
    delivery = Delivery.objects.get()
    with mail_server(settings) as server:
        with patch.object(outbox, "_note", side_effect=SystemExit), pytest.raises(SystemExit):
            outbox.deliver.call(delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts, len(server.taken)) == (Delivery.State.WAITING, 1, 1)
        outbox.deliver.call(delivery.pk)
        outbox.deliver.call(delivery.pk)
    assert {taken.letter["Message-ID"] for taken in server.taken} == {f"<{delivery.message_id}>"}
    assert len(server.taken) == 2
    assert outbox.came_back(server.taken[0].letter["Message-ID"], for_good=True)


def test_a_delivery_sends_one_letter_at_most() -> None:
    delivery = carry_out("two")
    assert (delivery.problem, delivery.letter) == ("SecondLetter", "")
    assert [sent.to for sent in mail.outbox] == [[TO]], "and a second try would send the first one by the same name"
    assert SecondLetter("x")


# An officer's wording


def test_an_officers_wording_is_sent_in_place_of_ours() -> None:
    Wording.objects.create(letter="a_letter", subject="{session}!", body="Come.\n\n{address}", changed_on="2023-03-01")
    letters.send(LETTER, to=TO, values=VALUES)
    assert mail.outbox[0].subject == "Q1 Session 1!"
    assert mail.outbox[0].body == "Come.\n\nhttps://convenor.example/sessions/1/\n"


def test_an_officers_wording_is_for_letters_in_the_language_it_was_written_in() -> None:
    Wording.objects.create(letter=LETTER.key, subject="Ours", body="Ours: {address}", changed_on="2023-03-06")
    assert letters.compose(LETTER, VALUES).subject == "Ours"
    with override("fr"):
        assert letters.compose(LETTER, VALUES).subject == "About Q1 Session 1"


@pytest.mark.parametrize(
    "hostile", ["{gone} {address}", "{address.__class__}", "{{ settings.SECRET_KEY }}", "{address"]
)
def test_a_kept_wording_that_does_not_fit_keeps_no_letter_from_leaving(
    hostile: str, caplog: pytest.LogCaptureFixture
) -> None:
    Wording.objects.create(letter="a_letter", subject="x", body=hostile, changed_on="2023-03-01")
    letters.send(LETTER, to=TO, values=VALUES)
    assert mail.outbox[0].subject == "About Q1 Session 1"
    assert hostile not in mail.outbox[0].body


# Every letter that there is


def test_every_letter_fits_its_own_rules_and_can_be_shown() -> None:
    every = letters.letters()
    assert len(every) > 30
    for letter in every.values():
        assert may_be_kept(letter.own_wording, letter.names).allowed, letter.key
        words = letters.sample_of(letter)
        assert "{" not in words.subject + words.body, letter.key
        assert len(letter.key) <= Delivery._meta.get_field("letter").max_length  # type: ignore[operator]
        assert str(letter.cause).endswith("."), letter.key


def test_no_two_letters_have_one_name(settings: Any) -> None:
    from django.utils.module_loading import import_string

    paths = import_string(settings.CONVENOR_LETTERS)
    keys = [letter.key for path in paths for letter in import_string(path)]
    assert len(keys) == len(set(keys)) == len(letters.letters())


def test_no_letter_is_written_anywhere_else() -> None:
    from pathlib import Path

    import convenor

    source = Path(convenor.__file__).parent
    asks = re.compile(r"django\.core\.mail|smtplib")
    found = [str(path.relative_to(source)) for path in source.rglob("*.py") if asks.search(path.read_text("utf-8"))]
    assert sorted(found) == ["kernel/letters.py", "settings.py"]


# What can be done without


def test_news_says_how_to_do_without_it_to_people_and_to_machines() -> None:
    letters.send(ITS_NEWS, to=TO, values=VALUES, whom="a-person")
    (sent,) = mail.outbox
    ours = re.findall(r"https://convenor\.example/mail/\S+", sent.body)
    (for_machines,) = re.findall(r"<(.*)>", sent.extra_headers["List-Unsubscribe"])
    assert for_machines == f"{ours[0]}at-once/"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = ours[0].rstrip("/").rpartition("/")[2]
    assert links.read(letters.SILENCE, token) == ("a-person", "agendas")
    assert sent.body.endswith(f"{ours[0]}\n"), "it is the last thing that it says"


def test_one_press_is_not_promised_where_the_way_there_is_not_encrypted(settings: Any) -> None:
    settings.CONVENOR_SITE = "http://127.0.0.1:8000"
    letters.send(ITS_NEWS, to=TO, values=VALUES, whom="a-person")
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert "List-Unsubscribe-Post" not in mail.outbox[0].extra_headers


def test_silenced_news_is_noted_and_not_sent() -> None:
    Silence.objects.create(whom="a-person", kind="agendas")
    delivery = carry_out("news", whom="a-person")
    assert (delivery.state, delivery.letter) == (Delivery.State.SILENCED, "some_news")
    assert mail.outbox == []


@pytest.mark.parametrize(("whom", "kind"), [("another", "agendas"), ("a-person", "published")])
def test_anothers_silence_and_another_kinds_keep_nothing_back(whom: str, kind: str) -> None:
    Silence.objects.create(whom=whom, kind=kind)
    assert carry_out("news", whom="a-person").state == Delivery.State.DONE
    assert len(mail.outbox) == 1


def test_what_nobody_can_do_without_is_sent_whatever_was_silenced() -> None:
    for kind in letters.kinds_of_news():
        Silence.objects.create(whom="a-person", kind=kind)
    assert carry_out("one", whom="a-person").state == Delivery.State.DONE
    assert len(mail.outbox) == 1


def test_a_letter_that_only_announces_news_is_sent_whatever_was_silenced() -> None:
    Silence.objects.create(whom="a-person", kind="agendas")
    letters.send(replace(ITS_NEWS, news=None, announces=NEWS), to=TO, values=VALUES, whom="a-person")
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers


NECESSARY = {
    "sign_in_code",
    "invitation",
    "invitation_changed",
    "invitation_called_off",
    "invitation_taken_back",
    "session_moved",
    "session_cancelled",
    "delegate",
    "guest",
    "nomination",
    "seated",
    "waiver_asked",
    "objection_answered",
    "second_step_taken_off",
}


def test_what_somebody_must_hear_of_cannot_be_silenced() -> None:
    every = letters.letters()
    assert [key for key in sorted(NECESSARY) if every[key].news] == []
    silenceable = {key for key, letter in every.items() if letter.news}
    assert {"agenda", "nomination_reminder", "text_in_view", "published", "second_pair"} <= silenceable
