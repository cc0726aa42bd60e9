"""A button that is pressed twice ends on a page that says so; what is another's looks like what is not there."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from exchange_scene import BOARD, TODAY, Stage, asked, browser, set_the_stage, words

from convenor.kernel import clock
from convenor.room.exchange.actions import introductions, own_list
from convenor.room.exchange.actions.own_list import Meant
from convenor.room.exchange.models import Action, Introduction, Posting
from convenor.rules.exchange import NOT_OPEN
from making import make_secretariat

pytestmark = pytest.mark.django_db
ACTIONS = "/organisation/actions/"
IN_DOUBT = "How do others talk about prices?"
MISSING = "00000000-0000-4000-8000-00000000dead"


@dataclass(frozen=True)
class Buttons:
    """Who presses, who must not, and what there is to press on."""

    asker: Client
    peer: Client
    officer: Client
    keys: dict[str, str]

    def address(self, button: str, key: str = "") -> str:
        where = ADDRESSES[button]
        return where.replace("KEY", key or self.keys[where.split("/")[-4]])


@pytest.fixture
def buttons() -> Iterator[Buttons]:
    with clock.standing_at(TODAY):
        stage: Stage = set_the_stage()
        waiting, row = asked(stage, IN_DOUBT), asked(stage)
        answer = introductions.answer(stage.actor(stage.peer), row)
        action = own_list.add_action(stage.actor(stage.asker), stage.ours.organisation, Meant(text="Map suppliers."))
        keys = {
            "postings": str(row.pk),
            "introductions": str(answer.pk),
            "own-answers": str(answer.pk),
            "to-decide": str(waiting.pk),
            "actions": str(action.pk),
        }
        yield Buttons(
            asker=browser(stage.asker), peer=browser(stage.peer), officer=browser(make_secretariat()), keys=keys
        )


ADDRESSES = {
    "take an ask back": f"{BOARD}postings/KEY/take-back/",
    "agree": f"{BOARD}introductions/KEY/agree/",
    "decline": f"{BOARD}introductions/KEY/decline/",
    "take an answer back": f"{BOARD}own-answers/KEY/take-back/",
    "let through": f"{BOARD}to-decide/KEY/let-through/",
    "return": f"{BOARD}to-decide/KEY/return/",
    "close": f"{BOARD}to-decide/KEY/close/",
    "done": f"{ACTIONS}KEY/done/",
    "remove": f"{ACTIONS}KEY/remove/",
    "put back": f"{ACTIONS}KEY/put-back/",
}
SAID = {
    "take an ask back": NOT_OPEN,
    "agree": "You agreed already.",
    "decline": NOT_OPEN,
    "take an answer back": NOT_OPEN,
    "let through": "it was decided or reworded before you",
    "return": "It was returned or reworded before you",
    "close": NOT_OPEN,
    "done": "Done.",
    "remove": "changed or removed this before you",
    "put back": "changed or removed this before you",
}
SENT = {"seen": IN_DOUBT, "because": "Say it more generally.", "done": "yes"}


def of(buttons: Buttons, button: str) -> tuple[Client, Client]:
    """Who may press it, and who may not."""
    if button in {"let through", "return", "close"}:
        return buttons.officer, buttons.asker
    return (buttons.peer, buttons.asker) if button == "take an answer back" else (buttons.asker, buttons.peer)


@pytest.mark.parametrize("button", ADDRESSES)
def test_the_second_press_ends_on_a_page_that_says_what_is_so(buttons: Buttons, button: str) -> None:
    presses, _ = of(buttons, button)
    first = presses.post(buttons.address(button), SENT, follow=True)
    assert first.status_code == 200
    second = presses.post(buttons.address(button), SENT, follow=True)
    assert second.status_code == 200
    assert SAID[button] in words(second)


@pytest.mark.parametrize("button", [name for name in ADDRESSES if name not in {"let through", "return", "close"}])
def test_what_is_anothers_looks_like_what_is_not_there_also_when_it_is_gone(buttons: Buttons, button: str) -> None:
    presses, other = of(buttons, button)
    for _time in range(2):
        seen = [other.post(buttons.address(button, key), SENT) for key in ("", MISSING)]
        assert [answer.status_code for answer in seen] == [404, 404]
        assert words(seen[0]) == words(seen[1])
        presses.post(buttons.address(button), SENT)


@pytest.mark.parametrize("button", ["take an ask back", "close"])
def test_whoever_comes_after_somebody_took_it_back_reads_so(buttons: Buttons, button: str) -> None:
    """A colleague's, the other side's, the secretariat's page may still show what has ended meanwhile."""
    Posting.objects.exclude(pk=buttons.keys["postings"]).delete()
    buttons.keys["to-decide"] = buttons.keys["postings"]
    of(buttons, button)[0].post(buttons.address(button), SENT)
    for late in ("take an ask back", "decline", "take an answer back", "let through", "close"):
        page = of(buttons, late)[0].post(buttons.address(late), SENT, follow=True)
        assert page.status_code == 200
        assert NOT_OPEN in words(page), late
    form = buttons.asker.post(f"{BOARD}postings/{buttons.keys['postings']}/", {"kind": "ask", "text": "Other words?"})
    assert NOT_OPEN in words(form)
    assert not Introduction.objects.filter(made_on__isnull=False).exists()


def test_what_ended_before_today_is_not_there_for_anybody(buttons: Buttons) -> None:
    """One that was taken back stays for who was introduced by it; that it does would tell that somebody was."""
    buttons.asker.post(buttons.address("agree"))
    Posting.objects.filter(pk=buttons.keys["postings"]).update(until=TODAY.replace(day=1))
    buttons.keys["to-decide"] = buttons.keys["postings"]
    for button in ("take an ask back", "close", "return", "let through"):
        assert of(buttons, button)[0].post(buttons.address(button), SENT).status_code == 404


def test_what_ended_today_does_not_say_by_its_words_that_somebody_was_introduced(buttons: Buttons) -> None:
    buttons.asker.post(buttons.address("agree"))
    buttons.asker.post(buttons.address("take an ask back"))
    buttons.keys["to-decide"] = buttons.keys["postings"]
    assert Posting.objects.get(pk=buttons.keys["postings"]).text
    page = buttons.officer.post(buttons.address("close"))
    assert "supplier audit" not in page.content.decode()


def test_the_same_ask_and_the_same_action_are_kept_once(buttons: Buttons) -> None:
    for _press in range(2):
        asked_for = buttons.asker.post(f"{BOARD}in/cop/telefonica/new/", {"kind": "ask", "text": "Who trains?"})
        meant = {"text": "Train.", "due": "", "principle": "", "note": ""}
        added = buttons.asker.post(f"{ACTIONS}of/telefonica/new/", meant)
    assert "in the same words" in words(asked_for)
    assert "on your list already" in words(added)
    assert Posting.objects.filter(text="Who trains?").count() == 1
    assert Action.objects.filter(text="Train.").count() == 1
