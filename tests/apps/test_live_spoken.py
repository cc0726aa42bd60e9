"""Whoever follows a page is sent it in the language in which it was opened, with links that lead on in it."""

import asyncio
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext
from live_scene import Reader

from convenor import wiring
from convenor.kernel.language import reading
from convenor.kernel.live import tokens
from convenor.kernel.live.hub import Hub
from convenor.kernel.live.snapshots import framed, made
from convenor.kernel.live.spoken import as_spoken, topic_of
from making import make_installation

TOPIC = "floor:1"
HERE = f"{__name__}.snapshot"


def snapshot(identity: str) -> str:
    return f"<a href='{reverse('portal:about')}'>{gettext('The session has not begun yet.')}</a>"


@pytest.mark.parametrize(
    ("language", "in_address", "spoken"),
    [
        ("en-gb", False, TOPIC),
        ("en-gb", True, "floor:1/en"),
        ("fr", False, "floor:1/-fr"),
        ("zh-hans", True, "floor:1/zh"),
    ],
)
def test_a_page_listens_in_its_language(language: str, in_address: bool, spoken: str) -> None:
    with reading(language, in_address=in_address):
        assert as_spoken(TOPIC) == spoken
        leave = tokens.leave_in(tokens.listening_address(TOPIC).partition("?")[2])
    assert leave is not None
    assert (leave.topic, topic_of(spoken)) == (spoken, TOPIC)


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_is_made_in_the_language_that_is_listened_in(monkeypatch: pytest.MonkeyPatch) -> None:
    make_installation()
    monkeypatch.setitem(wiring.LIVE, "trial", HERE)
    english, french, unnamed = (asyncio.run(made(f"trial:7{suffix}")) for suffix in ("", "/fr", "/-fr"))
    assert english == framed("<a href='/about/'>The session has not begun yet.</a>")
    assert b"href='/fr/about/'" in french
    assert b"begun" not in french
    assert unnamed == french.replace(b"/fr/", b"/"), "whose browser prefers it, links as the page did at first"
    assert asyncio.run(made("trial:7")) == english, "nothing of another language stays behind"


def test_a_change_reaches_who_listens_in_whichever_language() -> None:
    async def story() -> None:
        shown = b"first"

        async def make(topic: str) -> bytes:
            return shown + topic.encode()

        hub, readers = (
            Hub(make=make),
            {topic: Reader() for topic in (TOPIC, f"{TOPIC}/-fr", f"{TOPIC}/ar", "floor:2/fr")},
        )
        with (
            hub.listener(TOPIC, readers[TOPIC].send, 3_600),
            hub.listener(f"{TOPIC}/-fr", readers[f"{TOPIC}/-fr"].send, 3_600),
            hub.listener(f"{TOPIC}/ar", readers[f"{TOPIC}/ar"].send, 3_600),
            hub.listener("floor:2/fr", readers["floor:2/fr"].send, 3_600),
        ):
            for topic, reader in readers.items():
                await reader.until(b"first" + topic.encode())
            shown = b"second"
            hub.refresh(TOPIC)
            for topic in (TOPIC, f"{TOPIC}/-fr", f"{TOPIC}/ar"):
                await readers[topic].until(b"second" + topic.encode())
        assert readers["floor:2/fr"].bodies == [b"firstfloor:2/fr"]

    asyncio.run(story())


def test_who_changes_the_language_has_followed_the_session_all_the_same() -> None:
    with reading("fr"):
        address = tokens.listening_address(TOPIC)
    assert tokens.could_follow(address, TOPIC, timedelta(0))
    assert not tokens.could_follow(address, "floor:2", timedelta(0))
