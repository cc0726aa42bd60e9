"""Mail that comes in by IMAP, from a real server: each taken in once, none lost, and the mailbox left as it was."""

import imaplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest
from commands import convenor
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from invitation_scene import FIRST, NOW, SECOND, invitation_of, make_scene, reply_to, work

from convenor.config import MailboxAddress, WrongConfig, read_config, read_mailbox
from convenor.kernel import clock
from convenor.people.models import Account
from convenor.room.invitations.actions import fetching
from convenor.room.invitations.actions.fetching import fetch, look_into_the_mailbox
from convenor.room.invitations.actions.incoming import take_in
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.mailbox import MailboxTrouble, NotHandedOut, OpenMailbox, opened
from convenor.room.invitations.models import IncomingMail, Invitation, MailboxPlace
from convenor.room.invitations.queries import mailbox_unread
from making import make_actor
from tools.dovecot import PASSWORD, Dovecot, throw_away_dovecot

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with throw_away_dovecot() as running:
        yield running


@pytest.fixture
def at(dovecot: Dovecot, request: pytest.FixtureRequest) -> MailboxAddress:
    """A mailbox of the test's own: the server makes one for each name."""
    user = "".join(filter(str.isalnum, request.node.name)).lower()
    return MailboxAddress(
        host="127.0.0.1", port=dovecot.port, user=user, password=PASSWORD, mailbox="INBOX", encrypted=False
    )


@pytest.fixture(autouse=True)
def a_week_before(settings: object) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with clock.standing_at(NOW + timedelta(hours=3)):
        yield


@pytest.fixture
def held() -> Invitation:
    send_invitations(make_actor(), make_scene())
    work()
    return invitation_of(FIRST)


@contextmanager
def signed_in(at: MailboxAddress) -> Iterator[imaplib.IMAP4]:
    """The mailbox as somebody else's mail program has it open."""
    connection = imaplib.IMAP4(at.host, at.port, timeout=20)
    connection.authenticate("PLAIN", lambda _challenge: f"\0{at.user}\0{at.password}".encode())
    connection.select(at.mailbox)
    yield connection
    connection.logout()


def put(at: MailboxAddress, *mails: bytes, days_ago: int = 0) -> None:
    """Mails arrive; a server says when, and here it is the day on which the tests' clock stands."""
    came = imaplib.Time2Internaldate((NOW - timedelta(days=days_ago)).astimezone(UTC))
    with signed_in(at) as connection:
        for content in mails:
            assert connection.append(at.mailbox, "", came, content)[0] == "OK"


def flags(at: MailboxAddress) -> list[bytes]:
    with signed_in(at) as connection:
        found = connection.fetch("1:*", "(FLAGS)")[1]
        return [line for line in found if isinstance(line, bytes)]


def named(content: bytes, name: str) -> bytes:
    return f"Message-ID: <{name}@x.example>\r\n".encode() + content


def letter(name: str, text: str = "Hello.") -> bytes:
    return named(f"From: somebody@x.example\r\nSubject: x\r\n\r\n{text}\r\n".encode(), name)


def place() -> MailboxPlace:
    return MailboxPlace.objects.get()


# What comes in


def test_an_answer_in_the_mailbox_moves_the_invitation_and_marks_nothing(at: MailboxAddress, held: Invitation) -> None:
    put(at, reply_to(held, "DECLINED"))
    before = flags(at)
    assert fetch(at) == {Outcome.MOVED: 1}
    assert invitation_of(FIRST).answer == "DECLINED"
    assert flags(at) == before
    assert b"\\Seen" not in before[0]


def test_what_was_read_is_not_read_again(at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    put(at, reply_to(held, "DECLINED"))
    fetch(at)
    monkeypatch.setattr(fetching, "take_in", refuse)
    assert fetch(at) == {}
    assert place().failing_since is None


def refuse(content: bytes) -> Outcome:
    raise AssertionError(content)


def test_a_mail_that_somebody_has_read_is_taken_in_all_the_same(at: MailboxAddress, held: Invitation) -> None:
    put(at, reply_to(held, "DECLINED"))
    with signed_in(at) as connection:
        connection.store("1", "+FLAGS", "\\Seen")
    assert fetch(at) == {Outcome.MOVED: 1}


def test_an_answer_that_came_by_both_ways_counts_once(at: MailboxAddress, held: Invitation) -> None:
    by_pipe = named(reply_to(held, "DECLINED", at="20230307T160000Z"), "one")
    take_in(by_pipe)
    take_in(named(reply_to(held, "ACCEPTED", at="20230307T160000Z"), "two"))
    put(at, by_pipe)
    fetch(at)
    assert invitation_of(FIRST).answer == "ACCEPTED"
    assert IncomingMail.objects.count() == 2


def test_a_new_mailbox_is_read_a_month_back_and_no_further(at: MailboxAddress, held: Invitation) -> None:
    put(at, named(reply_to(held, "DECLINED"), "old"), days_ago=32)
    put(at, letter("newer"), days_ago=29)
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1}
    assert invitation_of(FIRST).answer == "NEEDS-ACTION"


def test_so_many_mails_a_round_and_the_rest_in_the_next(at: MailboxAddress) -> None:
    put(at, *(letter(str(number)) for number in range(5)))
    assert [fetch(at, most=2).total() for _ in range(4)] == [2, 2, 1, 0]
    assert IncomingMail.objects.count() == 5


def test_a_mailbox_whose_numbers_began_anew_is_read_anew_and_nothing_counts_twice(
    at: MailboxAddress, held: Invitation
) -> None:
    put(at, named(reply_to(held, "DECLINED", at="20230307T160000Z"), "one"))
    fetch(at)
    MailboxPlace.objects.update(validity=1, last=99)
    put(at, named(reply_to(held, "ACCEPTED", at="20230307T160000Z"), "two"))
    fetch(at)
    assert (invitation_of(FIRST).answer, place().last, IncomingMail.objects.count()) == ("ACCEPTED", 2, 2)


def test_another_mailbox_begins_at_its_own_beginning(at: MailboxAddress, held: Invitation) -> None:
    put(at, letter("one"), letter("two"), letter("three"))
    fetch(at)
    other = replace(at, user=f"{at.user}2")
    put(other, reply_to(held, "DECLINED"))
    assert fetch(other) == {Outcome.MOVED: 1}
    assert place().last == 1


# What must not keep the others


def test_a_mail_that_is_too_large_is_never_fetched_and_needs_a_person(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    whole = OpenMailbox.content
    monkeypatch.setattr(
        OpenMailbox, "content", lambda self, number, most: asked.append(number) or whole(self, number, most)
    )
    put(at, letter("large", "x" * 1_000_001), reply_to(held, "DECLINED"))
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}
    assert asked == [2]
    assert take_in(letter("large")) == Outcome.NEEDS_A_PERSON
    assert IncomingMail.objects.count() == 2


@pytest.mark.parametrize(
    "content", [b"\0\0", b"no mail at all\r\n", b"Subject: nobody\r\n\r\nx", b"From: \xff\xfe\r\n\r\n"]
)
def test_what_is_no_mail_is_left_to_a_person(at: MailboxAddress, held: Invitation, content: bytes) -> None:
    put(at, content, reply_to(held, "DECLINED"))
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}


def test_a_mail_on_which_we_fail_ourselves_is_left_to_a_person_and_told_without_its_words(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(content: bytes) -> Outcome:
        if b"stumble" in content:
            raise RuntimeError("stumble")
        return take_in(content)

    monkeypatch.setattr(fetching, "take_in", stumble)
    put(at, letter("one", "stumble"), reply_to(held, "DECLINED"))
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("a mail could not be taken in [RuntimeError at ")
    assert "stumble" not in line


def test_while_the_database_is_busy_a_mail_waits(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, reply_to(held, "DECLINED"))
    with monkeypatch.context() as meanwhile, pytest.raises(OperationalError):
        meanwhile.setattr(fetching, "take_in", busy)
        fetch(at)
    assert not IncomingMail.objects.exists()
    assert fetch(at) == {Outcome.MOVED: 1}


def busy(content: bytes) -> Outcome:
    raise OperationalError("database is locked")


def test_a_mail_that_the_server_does_not_hand_out_is_left_to_a_person(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, letter("one"), reply_to(held, "DECLINED"))
    monkeypatch.setattr(OpenMailbox, "size", failing_at_the_first(NotHandedOut()))
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}


def test_a_mail_at_which_the_connection_always_breaks_is_left_to_a_person_in_the_end(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, letter("one"), reply_to(held, "DECLINED"))
    monkeypatch.setattr(OpenMailbox, "size", failing_at_the_first(MailboxTrouble("the connection broke")))
    for _ in range(fetching.BREAKS):
        with pytest.raises(MailboxTrouble):
            fetch(at)
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}


def test_a_server_that_is_away_in_between_does_not_hide_the_mail_at_which_it_breaks(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, letter("one"), reply_to(held, "DECLINED"))
    monkeypatch.setattr(OpenMailbox, "size", failing_at_the_first(MailboxTrouble("the connection broke")))
    whole = fetching.opened
    for number in range(2 * fetching.BREAKS):
        monkeypatch.setattr(fetching, "opened", away if number % 2 else whole)
        with pytest.raises(MailboxTrouble):
            fetch(at)
    assert (place().failures, place().breaks) == (2 * fetching.BREAKS, fetching.BREAKS)
    monkeypatch.setattr(fetching, "opened", whole)
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}


def away(_at: MailboxAddress) -> NoReturn:
    raise MailboxTrouble("the mail server cannot be reached")


def test_a_mail_between_quotes_is_left_to_a_person(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, letter("one"), reply_to(held, "DECLINED"))
    whole = OpenMailbox._asked

    def asked(self: OpenMailbox, number: int, what: str) -> list[object]:
        quoted = number == 1 and "BODY" in what
        return [b'1 (UID 1 BODY[]<0> "Subject: one")'] if quoted else whole(self, number, what)

    monkeypatch.setattr(OpenMailbox, "_asked", asked)
    assert fetch(at) == {Outcome.NEEDS_A_PERSON: 1, Outcome.MOVED: 1}


def failing_at_the_first(trouble: Exception) -> Callable[[OpenMailbox, int], int | None]:
    whole = OpenMailbox.size

    def size(self: OpenMailbox, number: int) -> int | None:
        if number == 1:
            raise trouble
        return whole(self, number)

    return size


def test_a_mail_that_is_gone_meanwhile_is_nothing(
    at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, letter("one"), reply_to(held, "DECLINED"))
    monkeypatch.setattr(OpenMailbox, "since", lambda *_: [1, 2, 3])
    with signed_in(at) as connection:
        connection.store("1", "+FLAGS", "\\Deleted")
        connection.expunge()
    assert fetch(at) == {Outcome.MOVED: 1}
    assert place().last == 3


# Connections that break


@contextmanager
def cut_after(port: int, answers: int) -> Iterator[int]:
    """A way to the server that breaks once the server has said something so many times."""
    listening = socket.create_server(("127.0.0.1", 0))

    def lead() -> None:
        with suppress(OSError), listening.accept()[0] as ours, socket.create_connection(("127.0.0.1", port)) as theirs:
            asking = threading.Thread(target=passed_on, args=(ours, theirs, -1), daemon=True)
            asking.start()
            passed_on(theirs, ours, answers)
            # Whoever waits to read on either side hears the end.
            for one in (ours, theirs):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            asking.join()

    leading = threading.Thread(target=lead, daemon=True)
    leading.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        listening.close()
        leading.join()


def passed_on(source: socket.socket, target: socket.socket, times: int) -> None:
    with suppress(OSError):
        while times and (said := source.recv(65_536)):
            target.sendall(said if times != 1 else said[: len(said) // 2])
            times -= 1


@pytest.mark.parametrize("answers", range(1, 12))
def test_a_connection_that_breaks_loses_nothing_and_counts_nothing_twice(
    at: MailboxAddress, held: Invitation, answers: int
) -> None:
    other = invitation_of(SECOND)
    put(at, named(reply_to(held, "DECLINED"), "one"), letter("two"), named(reply_to(other, "TENTATIVE"), "three"))
    with cut_after(at.port, answers) as port:
        # As the same mailbox, so that what was kept of it stands.
        broken = replace(at, port=port)
        with pytest.raises(MailboxTrouble):
            fetch(broken)
    taken = IncomingMail.objects.count()
    assert (place().failures, place().last) == (1, taken)
    place_kept = place()
    place_kept.mailbox = fetching.digest_of(at)
    place_kept.save()
    assert fetch(at).total() == 3 - taken
    assert [invitation_of(one).answer for one in (FIRST, SECOND)] == ["DECLINED", "TENTATIVE"]
    assert (place().failing_since, place().failures, place().problem) == (None, 0, "")


def test_a_server_that_is_not_there_is_kept_and_told(at: MailboxAddress) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = replace(at, port=int(taken.getsockname()[1]))
    with pytest.raises(MailboxTrouble, match="cannot be reached"):
        fetch(nobody)
    assert (place().failing_since, place().failures) == (clock.now(), 1)


def test_a_wrong_password_or_mailbox_is_told_without_naming_either(at: MailboxAddress) -> None:
    with pytest.raises(MailboxTrouble, match="does not let us in") as told:
        fetch(replace(at, password="guessed"))
    assert "guessed" not in str(told.value)
    with pytest.raises(MailboxTrouble, match="does not open this mailbox"):
        fetch(replace(at, mailbox='no"such\\box'))


# Encrypted


def test_an_encrypted_mailbox_is_read_where_somebody_vouches_for_the_server(
    dovecot: Dovecot, at: MailboxAddress, held: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at, reply_to(held, "DECLINED"))
    safe = replace(at, host="localhost", port=dovecot.encrypted_port, encrypted=True)
    with pytest.raises(MailboxTrouble, match="vouches"):
        fetch(safe)
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    with pytest.raises(MailboxTrouble, match="vouches"):
        fetch(replace(safe, host="127.0.0.1"))
    assert not IncomingMail.objects.exists()
    assert fetch(safe) == {Outcome.MOVED: 1}


# By itself, and by hand


def configured(settings: object, at: MailboxAddress, *, demo: bool = False) -> None:
    settings.CONFIG = SimpleNamespace(mailbox=at, demo=demo)  # type: ignore[attr-defined]


def test_the_worker_looks_by_itself_and_waits_longer_while_the_mailbox_fails(
    at: MailboxAddress, settings: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    began, looked = clock.now(), []

    def trouble(where: MailboxAddress) -> None:
        looked.append(int((clock.now() - began).total_seconds() // 60))
        raise MailboxTrouble("the mail server cannot be reached")

    configured(settings, at)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(fetching, "opened", trouble)
        for minutes in range(0, 180, 5):
            with clock.standing_at(began + timedelta(minutes=minutes)):
                look_into_the_mailbox()
    assert looked == [0, 5, 15, 45, 105, 165]
    assert place().failing_since == began
    assert {record.getMessage() for record in caplog.records} == {
        "the mail server cannot be reached; it is tried again"
    }
    with clock.standing_at(began + timedelta(hours=4)):
        look_into_the_mailbox()
    assert (place().failing_since, place().read_at) == (None, began + timedelta(hours=4))


def test_the_secretariat_sees_that_the_mailbox_cannot_be_read(
    at: MailboxAddress, held: Invitation, client: Client
) -> None:
    began = clock.now()
    with pytest.raises(MailboxTrouble):
        fetch(replace(at, password="guessed"))
    for minutes, told in ((29, False), (30, True)):
        with clock.standing_at(began + timedelta(minutes=minutes)):
            assert bool(mailbox_unread()) == told
    client.force_login(Account.objects.get(email="officer@people.example"))
    for since, told in ((began - timedelta(days=2), True), (began + timedelta(days=2), False)):
        MailboxPlace.objects.update(failing_since=since)
        for address in (reverse("invitations:session", args=[held.session_id]), reverse("secretariat:outbox")):
            page = client.get(address).content.decode()
            assert ("The mailbox cannot be read" in page) == told
            assert ("does not let us in" in page) == told
        assert ("look at the mailbox" in client.get(reverse("secretariat:monday")).content.decode()) == told


def test_without_a_mailbox_and_in_a_demonstration_nobody_looks(
    at: MailboxAddress, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "opened", refuse)
    configured(settings, at, demo=True)
    look_into_the_mailbox()
    settings.CONFIG = SimpleNamespace(mailbox=None, demo=False)  # type: ignore[attr-defined]
    look_into_the_mailbox()
    assert not MailboxPlace.objects.exists()


def test_by_hand_it_is_one_round_with_a_status(at: MailboxAddress, demo: Path) -> None:
    address = f"imap://{at.user}:{PASSWORD.replace('@', '%40').replace('/', '%2F')}@127.0.0.1:{at.port}/INBOX"
    assert convenor("fetch-mail", "--data", demo, CONVENOR_IMAP_URL=address).status == 0
    with signed_in(at) as connection:
        connection.append("INBOX", "", imaplib.Time2Internaldate(0), letter("one"))
        connection.append("INBOX", "", None, letter("two"))  # type: ignore[arg-type]
    answer = convenor("fetch-mail", "--data", demo, CONVENOR_IMAP_URL=address)
    assert (answer.status, answer.complaint) == (1, "")
    assert answer.said == "New mails: 1; answers noted: 0; for a person: 1.\n"
    wrong = convenor("fetch-mail", "--data", demo, CONVENOR_IMAP_URL=address.replace("%40", "x"))
    assert (wrong.status, wrong.said) == (75, "")
    assert "does not let us in; check the user and the password; try again later" in wrong.sentence


def test_by_hand_without_a_mailbox_it_is_said_how_to_name_one(demo: Path) -> None:
    answer = convenor("fetch-mail", "--data", demo)
    assert (answer.status, answer.said) == (2, "")
    assert "set CONVENOR_IMAP_URL" in answer.sentence
    answer = convenor("fetch-mail", "--data", demo, CONVENOR_IMAP_URL="imap://me:my-secret@mail.example/")
    assert answer.status == 2
    assert "imaps://" in answer.sentence
    assert "my-secret" not in answer.sentence


# How it is named


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        (
            "imaps://a%40x.example:p%3Aq%2F%25@mail.example",
            ("mail.example", 993, "a@x.example", "p:q/%", "INBOX", True),
        ),
        ("imaps://a:b@mail.example:1993/Answers%20here/", ("mail.example", 1993, "a", "b", "Answers here", True)),
        ("imaps://a@x.example:b@mail.example/In/Box", ("mail.example", 993, "a@x.example", "b", "In/Box", True)),
        ("imap://a:b@localhost/", ("localhost", 143, "a", "b", "INBOX", False)),
        ("imap://a:b@[::1]:1143", ("::1", 1143, "a", "b", "INBOX", False)),
    ],
)
def test_a_mailbox_is_named_by_an_address(url: str, meant: tuple[object, ...]) -> None:
    found = read_config({"CONVENOR_IMAP_URL": url, "CONVENOR_SECRET_KEY": "x"}).mailbox
    assert found is not None
    assert (found.host, found.port, found.user, found.password, found.mailbox, found.encrypted) == meant
    assert "password" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "imap://a:secret@mail.example/",
        "imap://a:secret@127.0.0.1.mail.example/",
        "pop3s://a:secret@mail.example/",
        "https://a:secret@mail.example/",
        "imaps://mail.example/",
        "imaps://a@mail.example/",
        "imaps://:secret@mail.example/",
        "imaps://a:secret@/INBOX",
        "imaps://a:secret@mail.example:x/",
        "imaps://a:secret@mail.example:99999/",
        "imaps://a:secret@[mail.example/",
        "imaps://a:secret@mail.example/?x",
        "imaps://a:secret#@mail.example/",
        "imaps://a:secret%0D%0AA@mail.example/",
        "imaps://a%00:secret@mail.example/",
        "imaps://a:secret@mail.example/In%0D%0ABox",
        "imaps://a:secret@mail.example/B%C3%BCro",
        "secret",
    ],
)
def test_an_address_that_names_none_is_refused_without_saying_the_password(url: str) -> None:
    with pytest.raises(WrongConfig) as told:
        read_mailbox(url)
    assert "secret" not in str(told.value)


def test_no_address_is_no_mailbox() -> None:
    assert read_mailbox("") is None


def test_an_open_mailbox_names_what_came_after_alone(at: MailboxAddress) -> None:
    put(at, letter("one"), letter("two"))
    with opened(at) as mailbox:
        assert [mailbox.after(last) for last in (0, 1, 2, 9)] == [[1, 2], [2], [], []]
