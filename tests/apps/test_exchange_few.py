"""Where few sit nothing stands without a name."""

from collections.abc import Iterator

import pytest
from exchange_scene import ASK, BOARD, TODAY, Stage, asked, browser, letters, set_the_stage, words

from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.room.cohorts.models import SeatHolding
from convenor.room.exchange import queries
from convenor.room.exchange.actions import deciding, introductions, postings
from convenor.room.exchange.models import Introduction, Posting
from convenor.rules.vocabulary import PostingKind, PostingState
from making import make_actor

pytestmark = pytest.mark.django_db
IN_DOUBT = "How do others talk about prices?"
NEW = f"{BOARD}in/cop/telefonica/new/"
CLOSED = "Fewer than 3 other members"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with clock.standing_at(TODAY):
        yield set_the_stage()


def leaves(slug: str) -> None:
    SeatHolding.objects.filter(seat__membership__organisation=slug).update(until=TODAY)


def test_with_three_others_it_is_open_and_with_two_it_says_why_not(stage: Stage) -> None:
    client = browser(stage.asker)
    assert client.post(NEW, {"kind": "ask", "text": ASK}).status_code == 302
    assert CLOSED not in words(client.get(BOARD))
    leaves("sap")
    page = client.get(BOARD)
    assert CLOSED in words(page)
    assert "speak to them in a session" in words(page)
    assert NEW not in page.content.decode()
    assert ASK in words(page), "the own ones stay in sight, to be taken back"
    assert CLOSED in words(client.post(NEW, {"kind": "ask", "text": "How do others train?"}))
    assert Posting.objects.count() == 1


def test_whoever_cannot_sign_in_is_nobody_behind_whom_others_are_hidden(stage: Stage) -> None:
    seat = SeatHolding.objects.get(seat__membership__organisation="sap")
    assert queries.others_in("cop", {"telefonica"}) == 3
    assert seat.person.account is not None
    seat.person.account.is_active = False
    seat.person.account.save()
    assert queries.others_in("cop", {"telefonica"}) == 2


def test_what_stood_there_before_is_read_and_answered_by_nobody_while_so_few_sit(stage: Stage) -> None:
    row, waiting = asked(stage), asked(stage, IN_DOUBT)
    answered = introductions.answer(stage.actor(stage.peer), row)
    other = asked(stage, "How do others train?")
    leaves("sap")
    peer = browser(stage.peer)
    assert "How do others train?" not in words(peer.get(BOARD))
    assert peer.get(f"{BOARD}answers/{other.pk}/").status_code == 404
    assert "Somebody answered" not in words(browser(stage.asker).get(BOARD))
    assert letters("posting_answered") == []
    acts = (
        lambda: introductions.answer(stage.actor(stage.peer), other),
        lambda: introductions.agree(stage.actor(stage.asker), answered),
        lambda: deciding.let_through(make_actor(), waiting, seen=IN_DOUBT),
        lambda: postings.reword(stage.actor(stage.asker), other, PostingKind.ASK, "Who trains?"),
    )
    for act in acts:
        with pytest.raises(Declined, match=CLOSED):
            act()
    assert Introduction.objects.get().made_on is None
    assert Posting.objects.get(pk=waiting.pk).state == PostingState.WAITING
    introductions.take_back_answer(stage.actor(stage.peer), answered)
    postings.take_back(stage.actor(stage.asker), row)


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2060"])
def test_signs_that_nobody_sees_hide_no_name_and_stay_in_no_words(stage: Stage, hidden: str) -> None:
    page = browser(stage.asker).post(NEW, {"kind": "ask", "text": f"What would Telefó{hidden}nica do?"})
    assert "names somebody" in words(page)
    browser(stage.asker).post(NEW, {"kind": "ask", "text": f"How do others{hidden} train?\r\nOften?"})
    assert Posting.objects.get().text == "How do others train? Often?"
    browser(stage.peer).post(f"{BOARD}answers/{Posting.objects.get().pk}/", {"words": f"Gla{hidden}dly."})
    assert Introduction.objects.get().words == "Gladly."
