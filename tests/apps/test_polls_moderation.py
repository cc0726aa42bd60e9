"""Open words: what points to somebody waits for a person, and what is shown is shown as it was written."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking_scene import DAY, answer, asked, make_hour, over
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.room.cohorts.models import Membership
from convenor.room.meetings.models import Session
from convenor.room.polls.actions import polls, showing
from convenor.room.polls.models import Answer, Poll
from convenor.room.polls.views import texts as texts_views
from convenor.rules.vocabulary import PollKind
from making import make_nominee

pytestmark = pytest.mark.django_db

CLEAN = [f"Remedy for users in case {at}" for at in range(5)]
POINTING = "Vodafone's lead on remedy"
SPACED = "Two lines,\n  the second   with spaces."
CLOUD = [["trust", "vodafone"]] * 6 + [["trust", "remedy"]] * 6 + [["courage"]]


@pytest.fixture
def session(settings: Settings, tmp_path: Path) -> Iterator[Session]:
    settings.CONVENOR_BALLOTS = tmp_path
    with clock.standing_at(DAY):
        yield make_hour(tmp_path)


@pytest.fixture
def texts(officer: Actor, session: Session) -> Poll:
    return over(officer, session, PollKind.TEXT, [[text] for text in [*CLEAN, POINTING, SPACED]])


@pytest.fixture
def cloud(officer: Actor, session: Session) -> Poll:
    return over(officer, session, PollKind.CLOUD, CLOUD)


def room_reads(poll: Poll) -> str:
    return render_to_string("polls/_result.html", {"poll": Poll.objects.get(pk=poll.pk)})


def key_of(poll: Poll, text: str) -> str:
    return next(one.key for one in showing.written_in(poll) if one.text == text)


def keys_of(poll: Poll) -> list[str]:
    return [one.key for one in showing.written_in(poll)]


def test_the_room_reads_no_text_before_somebody_decided(officer: Actor, texts: Poll) -> None:
    polls.reveal_poll(officer, texts)
    page = room_reads(texts)
    assert [text for text in [*CLEAN, POINTING] if text in page] == []
    assert "The answers are with the secretariat" in page


def test_what_points_to_somebody_is_marked_and_the_rest_is_clean(texts: Poll) -> None:
    said = {one.text: one for one in showing.looked_over(texts, showing.written_in(texts))}
    assert {text for text, one in said.items() if not one.is_clean} == {POINTING}
    assert said[POINTING].why == ("“Vodafone”, the name of Vodafone",)
    assert [one.text for one in said[POINTING].marked if one.level == "blocked"] == ["Vodafone's"]


def test_all_that_is_clean_is_shown_at_once_and_nothing_else(officer: Actor, texts: Poll) -> None:
    assert showing.show_clean(officer, texts, keys_of(texts)) == 6
    page = room_reads(texts)
    assert all(text in page for text in [*CLEAN, SPACED])
    assert "Vodafone" not in page
    assert showing.undecided(texts) == 1


def test_one_text_is_shown_word_for_word_and_hidden_again(officer: Actor, texts: Poll) -> None:
    showing.show_said(officer, texts, [key_of(texts, POINTING)], shown=True)
    assert "Vodafone&#x27;s lead on remedy" in room_reads(texts)
    showing.show_said(officer, texts, [key_of(texts, POINTING)], shown=False)
    assert "lead on remedy" not in room_reads(texts)
    assert set(Answer.objects.values_list("text", flat=True)) == {*CLEAN, POINTING, SPACED}


def test_a_word_that_names_a_member_is_held_back_whatever_its_letters(officer: Actor, cloud: Poll) -> None:
    assert [one["word"] for one in cloud.held_back] == ["vodafone"]
    assert [one["word"] for one in cloud.result["words"]] == ["remedy", "trust"]
    assert "vodafone" not in str(cloud.result)
    polls.reveal_poll(officer, cloud)
    page = room_reads(cloud)
    assert "trust" in page
    assert "vodafone" not in page.casefold()


def test_a_name_that_is_a_word_in_small_letters_is_held_back(officer: Actor, session: Session) -> None:
    poll = over(officer, session, PollKind.CLOUD, [["apple", "trust"]] * 12)
    assert [one["word"] for one in poll.held_back] == ["apple"]


def test_a_word_of_few_is_listed_for_nobody(officer: Actor, cloud: Poll, signed_in: Client) -> None:
    page = signed_in.get(reverse("polls:said", args=[cloud.pk])).content.decode()
    assert "vodafone" in page
    assert "courage" not in page
    assert "courage" not in room_reads(cloud)


def test_a_word_is_shown_and_hidden_with_its_sentence(officer: Actor, cloud: Poll) -> None:
    showing.show_said(officer, cloud, ["vodafone"], shown=True)
    cloud.refresh_from_db()
    assert cloud.held_back == []
    assert "“vodafone”" in cloud.result["in_words"]
    showing.show_said(officer, cloud, ["vodafone", "trust"], shown=False)
    cloud.refresh_from_db()
    assert {one["word"] for one in cloud.held_back} == {"trust", "vodafone"}
    assert cloud.result["in_words"] == "On the question “One word?”: Several wrote “remedy”."
    assert {one["share"] for one in cloud.held_back} == {"most", "several"}


def test_where_nobody_is_known_every_word_waits(officer: Actor, session: Session) -> None:
    poll = asked(officer, session, PollKind.CLOUD)
    answer(poll, CLOUD)
    Membership.objects.all().delete()
    polls.close_poll(officer, poll)
    poll.refresh_from_db()
    assert poll.result["words"] == []
    assert len(poll.held_back) == 3
    assert showing.show_clean(officer, poll, keys_of(poll)) == 0


def test_nobody_but_the_secretariat_decides(officer: Actor, texts: Poll) -> None:
    nominee = actor_of(make_nominee(Membership.objects.get(organisation="vodafone")))
    with pytest.raises(Refused):
        showing.show_clean(nominee, texts, keys_of(texts))
    with pytest.raises(Refused):
        showing.show_said(nominee, texts, [], shown=True)
    assert not Answer.objects.filter(shown=True).exists()


def test_there_is_nothing_to_decide_while_a_poll_is_open_or_where_nobody_wrote(
    officer: Actor, session: Session
) -> None:
    with pytest.raises(Declined, match="End the poll first"):
        showing.show_clean(officer, asked(officer, session, PollKind.TEXT), [])
    with pytest.raises(Declined, match="nobody wrote words of their own"):
        showing.show_clean(officer, Poll.objects.create(session=session, position=9, kind="one", wording="?"), [])


def test_a_text_of_another_poll_cannot_be_shown_here(officer: Actor, session: Session, texts: Poll) -> None:
    other = over(officer, session, PollKind.TEXT, [["Of the other poll"]] * 6)
    with pytest.raises(Declined, match="not there any more"):
        showing.show_said(officer, texts, keys_of(other)[:1], shown=True)
    assert not Answer.objects.filter(shown=True).exists()


def test_the_page_marks_what_was_found_and_its_buttons_decide(signed_in: Client, texts: Poll) -> None:
    address, decide = reverse("polls:said", args=[texts.pk]), reverse("polls:decide", args=[texts.pk])
    page = signed_in.get(address).content.decode()
    assert '<mark class="blocked">Vodafone&#x27;s</mark>' in page
    assert "The room reads 0 of 7." in page
    assert "Show 6 in which nothing was found" in page
    assert "The room reads 6 of 7." in signed_in.post(decide, {"clean": keys_of(texts)}, follow=True).content.decode()
    hidden = {"hide": key_of(texts, CLEAN[0])}
    assert "The room reads 5 of 7." in signed_in.post(decide, hidden, follow=True).content.decode()
    shown = {"show": key_of(texts, POINTING)}
    assert "The room reads 6 of 7." in signed_in.post(decide, shown, follow=True).content.decode()
    assert "not there any more" in signed_in.post(decide, {"show": "nothing"}, follow=True).content.decode()


def test_many_texts_are_read_a_page_at_a_time_and_a_page_is_shown_at_once(
    officer: Actor, session: Session, signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts_views, "A_PAGE", 4)
    poll = over(officer, session, PollKind.TEXT, [[text] for text in [*CLEAN, POINTING, SPACED]])
    address, decide = reverse("polls:said", args=[poll.pk]), reverse("polls:decide", args=[poll.pk])
    page = signed_in.get(f"{address}?page=2").content.decode()
    assert "The room reads 0 of 7." in page
    assert "Page 2 of 2" in page
    assert [text for text in [*CLEAN, POINTING, SPACED] if escape(text) in page] != []
    hidden = re.findall(r'name="clean" value="([^"]+)"', page)
    assert f"Show {len(hidden)} of this page in which nothing was found" in page
    assert len(hidden) <= 3
    back = signed_in.post(decide, {"clean": hidden, "next": f"{address}?page=2"})
    assert back["Location"] == f"{address}?page=2"
    assert Answer.objects.filter(shown=True).count() == len(hidden)


def test_what_points_to_somebody_is_not_shown_as_clean_whatever_is_sent(officer: Actor, texts: Poll) -> None:
    assert showing.show_clean(officer, texts, [key_of(texts, POINTING)]) == 0
