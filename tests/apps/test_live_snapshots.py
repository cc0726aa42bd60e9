"""What listeners are sent: a fragment as server-sent events carry it, made by the function that the wiring names."""

import asyncio
from datetime import date

import pytest

from convenor import wiring
from convenor.kernel import clock
from convenor.kernel.live.snapshots import Last, framed, is_last, made
from making import make_installation

HERE = f"{__name__}.snapshot"


def snapshot(identity: str) -> str:
    return f"<p>{identity}</p>\n<p>{clock.today()}</p>"


@pytest.mark.parametrize(
    ("fragment", "event"),
    [
        ("<p>One</p>", b"data: <p>One</p>\n\n"),
        ("<p>One</p>\n<p>Two</p>", b"data: <p>One</p>\ndata: <p>Two</p>\n\n"),
        ("One\r\nTwo\rThree\n", b"data: One\ndata: Two\ndata: Three\ndata: \n\n"),
        ("\n\nevent: beat", b"data: \ndata: \ndata: event: beat\n\n"),
        ("", b"data: \n\n"),
        ("Größe م", "data: Größe م\n\n".encode()),
    ],
    ids=["one line", "two lines", "each end of a line", "no other event", "nothing", "any script"],
)
def test_no_fragment_ends_an_event_or_begins_another(fragment: str, event: bytes) -> None:
    assert framed(fragment) == event


def test_the_last_fragment_says_so_and_no_text_can() -> None:
    last = framed(Last("It is over."))
    assert last == b"data: It is over.\n\nevent: last\ndata:\n\n"
    assert is_last(last)
    assert not any(is_last(framed(text)) for text in ("It is over.", "event: last\ndata:\n\n", last.decode()))


@pytest.mark.django_db(transaction=True)
def test_the_wiring_says_who_makes_it_and_it_is_made_on_the_installations_day(
    monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    make_installation(demo=True, today=today)
    monkeypatch.setitem(wiring.LIVE, "trial", HERE)
    assert asyncio.run(made("trial:7")) == framed(f"<p>7</p>\n<p>{today}</p>")


@pytest.mark.django_db(transaction=True)
def test_a_kind_that_the_wiring_does_not_know_has_no_snapshot() -> None:
    with pytest.raises(KeyError):
        asyncio.run(made("nothing:7"))
