"""Introductions: one yes tells nobody anything; two tell the two, and nobody else ever."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from exchange_scene import ASK, BOARD, TODAY, Stage, asked, browser, letters, set_the_stage, words

from convenor.kernel import clock
from convenor.kernel.actor import NOBODY
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.people import erasing
from convenor.people.models import Account, Person
from convenor.room.cohorts.models import SeatHolding
from convenor.room.exchange.actions import deciding, introductions, own_list, postings
from convenor.room.exchange.actions.forgetting import EVENTS, forget_what_is_over
from convenor.room.exchange.actions.own_list import Meant
from convenor.room.exchange.handlers import mail_introduced
from convenor.room.exchange.models import Introduction, IntroductionCount, Posting
from convenor.rules.exchange import NOT_OPEN, Answer
from convenor.rules.retention import Record
from convenor.rules.vocabulary import PostingKind, PostingState
from convenor.secretariat.retention import HELD
from convenor.wiring import FORGETS
from making import make_actor, make_installation, make_member, make_nominee, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db
HINT = "We could show you our checklist."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with clock.standing_at(TODAY):
        yield set_the_stage()


@pytest.fixture
def answered(stage: Stage) -> Introduction:
    return introductions.answer(stage.actor(stage.peer), asked(stage), words=HINT)


def name(account: Account) -> str:
    return account.person.name


def telling(stage: Stage) -> tuple[str, ...]:
    """What would tell the asking side who answered."""
    return (name(stage.peer), stage.peer.email, "Ericsson", "ericsson", HINT)


def test_answering_tells_the_other_side_that_somebody_did_and_not_who(stage: Stage) -> None:
    row = asked(stage)
    peer = browser(stage.peer)
    page = peer.get(f"{BOARD}answers/{row.pk}/")
    assert "The other side is told that somebody answered, and not who." in words(page)
    assert "telefonica" not in page.content.decode().lower()
    done = peer.post(f"{BOARD}answers/{row.pk}/", {"words": HINT}, follow=True)
    assert "until then nobody learns who you are" in words(done)
    made = Introduction.objects.get()
    sent = letters("posting_answered")
    assert sorted(letter.to[0] for letter in sent) == sorted([stage.asker.email, stage.colleague.email])
    pages = [browser(stage.asker).get(address) for address in (BOARD, f"{BOARD}introductions/{made.pk}/")]
    told = [letter.subject + letter.body for letter in sent] + [page.content.decode() for page in pages]
    for text in told:
        assert not [one for one in telling(stage) if one in text]
    assert all(ASK not in letter.body for letter in sent)
    assert "Somebody answered" in words(pages[1])


def test_nobody_else_learns_that_anybody_answered(stage: Stage, answered: Introduction) -> None:
    another = make_nominee(stage.theirs, 2)
    for account in (another, make_secretariat()):
        client = browser(account)
        for address in (BOARD, f"{BOARD}to-decide/", f"{BOARD}to-decide/{answered.posting_id}/", "/trail/", "/outbox/"):
            text = client.get(address).content.decode()
            assert name(stage.peer) not in text
            assert HINT not in text
            assert "You answered" not in text
        assert client.get(f"{BOARD}introductions/{answered.pk}/").status_code in {403, 404}


def test_the_trail_and_the_events_say_nothing_of_who(stage: Stage) -> None:
    before = AuditEntry.objects.count()
    made = introductions.answer(stage.actor(stage.peer), asked(stage), words=HINT)
    introductions.agree(stage.actor(stage.asker), made)
    assert AuditEntry.objects.count() == before
    for event in Event.objects.all():
        assert set(event.ids) <= {"introduction", "seat", "to"}
        assert str(Person.objects.get(account=stage.peer).pk) not in str(event.ids)


def test_after_one_yes_no_letter_tells_a_name(stage: Stage, answered: Introduction) -> None:
    assert not Event.objects.filter(name="introduction_made").exists()
    mail.outbox.clear()
    for to in ("asker", "answerer"):
        mail_introduced(introduction=str(answered.pk), to=to)
    assert mail.outbox == []
    for account, status in ((stage.peer, 404), (make_nominee(stage.theirs, 2), 404), (stage.asker, 200)):
        page = browser(account).get(f"{BOARD}introductions/{answered.pk}/")
        assert page.status_code == status
        assert not [one for one in (*telling(stage), name(stage.asker)) if one in page.content.decode()]


def test_once_both_agree_each_is_told_the_other_in_one_letter(stage: Stage, answered: Introduction) -> None:
    asker = browser(stage.asker)
    page = asker.post(f"{BOARD}introductions/{answered.pk}/agree/", follow=True)
    shown = words(page)
    assert name(stage.peer) in shown
    assert stage.peer.email in shown
    assert HINT in shown
    sent = {letter.to[0]: letter for letter in letters("introduction_made")}
    assert set(sent) == {stage.asker.email, stage.peer.email}
    assert name(stage.peer) in sent[stage.asker.email].body
    assert name(stage.asker) in sent[stage.peer.email].body
    assert name(stage.colleague) not in sent[stage.peer.email].body
    for letter in sent.values():
        assert (letter.cc, letter.bcc) == ([], [])
        assert ASK not in letter.body
        assert HINT not in letter.body
    theirs = words(browser(stage.peer).get(f"{BOARD}introductions/{answered.pk}/"))
    assert name(stage.asker) in theirs
    assert "Telefónica" in theirs
    for account in (stage.colleague, make_nominee(stage.theirs, 2)):
        assert browser(account).get(f"{BOARD}introductions/{answered.pk}/").status_code == 404
    officer = browser(make_secretariat())
    assert officer.get(f"{BOARD}introductions/{answered.pk}/").status_code == 403
    for address in ("/outbox/", "/trail/", "/monday/", f"{BOARD}to-decide/"):
        seen = officer.get(address).content.decode()
        assert not [one for one in (name(stage.peer), name(stage.asker), stage.peer.email, HINT) if one in seen]


def test_a_no_is_never_told(stage: Stage, answered: Introduction) -> None:
    before = words(browser(stage.peer).get(BOARD))
    sent = Event.objects.count()
    browser(stage.colleague).post(f"{BOARD}introductions/{answered.pk}/decline/")
    assert Introduction.objects.get().answer == Answer.DECLINED
    assert words(browser(stage.peer).get(BOARD)) == before
    assert Event.objects.count() == sent
    assert letters("posting_answered") == []
    late = browser(stage.asker).post(f"{BOARD}introductions/{answered.pk}/agree/", follow=True)
    assert NOT_OPEN in words(late)
    with pytest.raises(Declined, match="not open any more"):
        introductions.agree(stage.actor(stage.asker), answered)


@pytest.mark.parametrize("declined", [False, True])
def test_an_answer_is_taken_back_before_both_agreed(stage: Stage, answered: Introduction, declined: bool) -> None:
    if declined:
        introductions.decline(stage.actor(stage.asker), answered)
    done = browser(stage.peer).post(f"{BOARD}own-answers/{answered.pk}/take-back/", follow=True)
    assert "Your words are destroyed" in words(done)
    assert [(row.answer, row.words) for row in Introduction.objects.all()] == [(Answer.TAKEN_BACK, "")]
    assert not Event.objects.filter(name="posting_answered").exists()
    assert "Somebody answered" not in words(browser(stage.asker).get(BOARD))
    with pytest.raises(Declined):
        introductions.agree(stage.actor(stage.asker), answered)


def test_an_answer_that_was_taken_back_stays_so_and_nobody_is_written_to_again(
    stage: Stage, answered: Introduction
) -> None:
    introductions.take_back_answer(stage.actor(stage.peer), answered)
    for _press in range(3):
        page = browser(stage.peer).post(f"{BOARD}answers/{answered.posting_id}/", {"words": HINT}, follow=True)
        assert "You answered this already." in words(page)
        assert "You answered, and took it back." in words(page)
        with pytest.raises(Declined):
            introductions.answer(stage.actor(stage.peer), Posting.objects.get())
    assert Introduction.objects.count() == 1
    assert letters("posting_answered") == []


@pytest.mark.parametrize("declined", [False, True])
def test_other_words_void_what_was_answered_and_tell_so_whatever_the_other_side_said(
    stage: Stage, answered: Introduction, declined: bool
) -> None:
    if declined:
        introductions.decline(stage.actor(stage.asker), answered)
    posting = Posting.objects.get()
    assert "their answers count no more" in words(browser(stage.asker).get(f"{BOARD}postings/{posting.pk}/"))
    postings.reword(stage.actor(stage.asker), posting, PostingKind.ASK, "How do others train auditors?")
    assert [(row.answer, row.words) for row in Introduction.objects.all()] == [(Answer.VOID, "")]
    assert letters("posting_answered") == []
    with pytest.raises(Declined):
        introductions.agree(stage.actor(stage.asker), answered)
    page = words(browser(stage.peer).get(BOARD))
    assert "so your answer counts no more" in page
    assert "I could help" in page
    again = introductions.answer(stage.actor(stage.peer), posting, words=HINT)
    assert [row.pk for row in Introduction.objects.all()] == [again.pk]
    assert len(letters("posting_answered")) == 2


def test_the_same_words_void_nothing(stage: Stage, answered: Introduction) -> None:
    postings.reword(stage.actor(stage.asker), Posting.objects.get(), PostingKind.ASK, f" {ASK} ")
    assert Introduction.objects.get().answer == Answer.OPEN
    postings.reword(stage.actor(stage.asker), Posting.objects.get(), PostingKind.OFFER, ASK)
    assert Introduction.objects.get().answer == Answer.VOID


def test_nothing_is_taken_back_once_both_have_agreed(stage: Stage, answered: Introduction) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    assert NOT_OPEN in words(browser(stage.peer).post(f"{BOARD}own-answers/{answered.pk}/take-back/", follow=True))
    assert "You answered, and are introduced." in words(browser(stage.peer).get(BOARD))
    with pytest.raises(Declined) as refused:
        introductions.take_back_answer(stage.actor(stage.peer), answered)
    assert refused.value.verdict.reason == NOT_OPEN
    with pytest.raises(Declined):
        introductions.decline(stage.actor(stage.asker), answered)
    assert Introduction.objects.get().made_on == TODAY


def refusals(stage: Stage, row: Posting) -> dict[str, str]:
    """What each way of answering what cannot be answered is told."""
    ours, peer = stage.actor(stage.asker), stage.actor(stage.peer)
    found = {}
    waiting = asked(stage, "How do others talk about prices?")
    introductions.answer(peer, row)
    for why, actor, posting in (("own", ours, row), ("twice", peer, row), ("in doubt", peer, waiting)):
        with pytest.raises(Declined) as refused:
            introductions.answer(actor, posting)
        found[why] = refused.value.verdict.reason
    gone = asked(stage, "How do others do this?")
    postings.take_back(ours, gone)
    gone.pk = row.pk.__class__(int=1)
    with pytest.raises(Declined) as refused:
        introductions.answer(peer, gone)
    found["gone"] = refused.value.verdict.reason
    with clock.standing_at(row.until), pytest.raises(Declined) as refused:
        introductions.answer(stage.actor(stage.peer), row)
    found["over"] = refused.value.verdict.reason
    return found


def test_own_over_gone_and_answered_get_one_same_answer(stage: Stage) -> None:
    found = refusals(stage, asked(stage))
    assert set(found) == {"own", "twice", "in doubt", "gone", "over"}
    assert set(found.values()) == {NOT_OPEN}
    assert Introduction.objects.count() == 1


def test_pages_of_what_cannot_be_answered_look_like_none(stage: Stage) -> None:
    row, waiting = asked(stage), asked(stage, "How do others talk about prices?")
    missing = browser(stage.asker).get(f"{BOARD}answers/00000000-0000-4000-8000-00000000dead/")
    assert missing.status_code == 404
    for account, posting in ((stage.asker, row), (stage.peer, waiting)):
        assert browser(account).get(f"{BOARD}answers/{posting.pk}/").status_code == 404


def test_nobody_agrees_for_another_member_or_with_themselves(stage: Stage, answered: Introduction) -> None:
    for actor in (stage.actor(stage.peer), make_actor(), NOBODY):
        with pytest.raises(Refused):
            introductions.agree(actor, answered)
        with pytest.raises(Refused):
            introductions.decline(actor, answered)
    with pytest.raises((Refused, Declined)):
        introductions.take_back_answer(stage.actor(stage.asker), answered)
    # Somebody who answered takes a seat of the asking side afterwards.
    SeatHolding.objects.filter(person__account=stage.colleague).delete()
    seat = stage.ours.seats.get(number=2)
    SeatHolding.objects.create(seat=seat, person=Person.objects.get(account=stage.peer), since=TODAY)
    with pytest.raises(Declined):
        introductions.agree(stage.actor(stage.peer), answered)
    assert Introduction.objects.get().made_on is None


def test_whoever_has_left_is_not_introduced(stage: Stage, answered: Introduction) -> None:
    SeatHolding.objects.filter(person__account=stage.peer).update(until=TODAY)
    assert "Somebody answered" not in words(browser(stage.asker).get(BOARD))
    assert letters("posting_answered") == []
    with pytest.raises(Declined):
        introductions.agree(stage.actor(stage.asker), answered)


def test_words_to_go_along_keep_to_the_scope(stage: Stage) -> None:
    row = asked(stage)
    page = browser(stage.peer).post(f"{BOARD}answers/{row.pk}/", {"words": "Let us compare discounts."})
    assert "out of scope" in words(page)
    assert not Introduction.objects.exists()


def test_nothing_is_left_after_thirty_days_but_the_number(stage: Stage, answered: Introduction) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    declined = introductions.answer(stage.actor(make_nominee(stage.theirs, 2)), Posting.objects.get())
    introductions.decline(stage.actor(stage.asker), declined)
    for days, left in ((29, 2), (30, 0)):
        make_installation(demo=True, today=TODAY + timedelta(days=days))
        with clock.standing_at(TODAY + timedelta(days=days)):
            forget_what_is_over(clock.today())
            assert Introduction.objects.count() == left
            assert Event.objects.filter(name__in=("posting_answered", "introduction_made")).exists() == bool(left)
            page = browser(stage.asker).get(f"{BOARD}introductions/{answered.pk}/")
            assert page.status_code == (200 if left else 404)
    assert [(count.cohort_id, count.number) for count in IntroductionCount.objects.all()] == [("cop", 1)]
    assert "One introduction so far" in words(browser(make_secretariat()).get(f"{BOARD}to-decide/"))


def over_on(stage: Stage, day: date) -> bool:
    """Whether nothing is left of any introduction after the night to this day."""
    with clock.standing_at(day):
        forget_what_is_over(day)
        return not (Introduction.objects.exists() or Event.objects.exists() or Posting.objects.exists())


def test_a_posting_that_is_taken_back_takes_what_waits_along(stage: Stage, answered: Introduction) -> None:
    postings.take_back(stage.actor(stage.colleague), answered.posting)
    assert letters("posting_answered") == []
    assert not words(browser(stage.peer).get(BOARD)).count(ASK)
    assert over_on(stage, TODAY)
    assert not IntroductionCount.objects.exists()


@pytest.mark.parametrize("ends", ["taken back", "closed", "ninety days", "reworded", "given on"])
def test_an_introduction_that_was_made_outlives_its_posting_until_both_were_told(
    stage: Stage, answered: Introduction, ends: str
) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    row = Posting.objects.get()
    if ends == "taken back":
        postings.take_back(stage.actor(stage.colleague), row)
    elif ends == "closed":
        deciding.close(make_actor(), row)
    elif ends == "ninety days":
        Posting.objects.update(until=TODAY)
    elif ends == "reworded":
        postings.reword(stage.actor(stage.asker), row, PostingKind.ASK, "How do others talk about prices?")
    else:
        SeatHolding.objects.filter(person__account__in=[stage.asker, stage.colleague]).update(until=TODAY)
        third = make_member(stage.ours.cohort, make_organisation("cisco"))
        make_nominee(third)
        deciding.give_on(make_actor(), row, third.organisation)
    forget_what_is_over(TODAY)
    told = letters("introduction_made")
    assert sorted(letter.to[0] for letter in told) == sorted([stage.asker.email, stage.peer.email])
    page = words(browser(stage.peer).get(f"{BOARD}introductions/{answered.pk}/"))
    for said in (ASK, name(stage.asker), "Telefónica"):
        assert said in page
    board = browser(make_nominee(stage.theirs, 2)).get(BOARD).content.decode()
    assert (ASK in board) is (ends == "given on")
    if ends in {"taken back", "closed", "ninety days"}:
        assert not over_on(stage, TODAY + timedelta(days=29))
        assert over_on(stage, TODAY + timedelta(days=30))
        assert IntroductionCount.objects.get().number == 1


def test_what_we_keep_does_not_say_when_two_were_introduced(stage: Stage, answered: Introduction) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    row = Posting.objects.get()
    assert list(HELD[Record.POSTINGS]()) == [row.until]
    postings.take_back(stage.actor(stage.asker), row)
    assert list(HELD[Record.POSTINGS]()) == []


def test_the_outbox_says_of_introductions_what_went_wrong_and_nothing_else(
    stage: Stage, answered: Introduction
) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    officer, state = browser(make_secretariat()), Delivery.State
    empty = {key: words(officer.get(f"/outbox/?state={key}")) for key in ("", "sent", "silenced", "nothing")}
    assert not Event.objects.exclude(at__hour=0, at__minute=0).exists(), "no hour is kept that says who met whom"
    for done in (
        {"state": state.DONE, "letter": "introduction_made"},
        {"state": state.SILENCED},
        {"state": state.DONE},
    ):
        Delivery.objects.update(**{"letter": "", **done})
        for key in empty:
            shown = words(officer.get(f"/outbox/?state={key}"))
            assert "ask or an offer" not in shown
            assert "one of the two" not in shown
            assert "(4)" not in shown
    Delivery.objects.update(state=state.CAME_BACK, letter="introduction_made")
    shown = words(officer.get("/outbox/"))
    assert shown.count("Who the other of two is, to one of the two") >= 2
    assert "who is not said here" in shown
    assert "00:00" not in shown
    assert not [one for one in telling(stage) if one in shown]


def test_whoever_is_erased_leaves_no_event_and_the_number_counts(stage: Stage, answered: Introduction) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    with clock.standing_at(TODAY):
        erasing.ask_to_be_erased(stage.actor(stage.peer))
    with clock.standing_at(TODAY + timedelta(days=7)):
        assert erasing.erase_who_asked(clock.today()) == 1
    assert not Introduction.objects.exists()
    assert not Event.objects.filter(name__in=EVENTS).exists()
    assert IntroductionCount.objects.get().number == 1


def test_whatever_is_destroyed_or_emptied_lies_in_a_table_that_is_written_anew(
    stage: Stage, answered: Introduction
) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    action = own_list.add_action(stage.actor(stage.asker), stage.ours.organisation, Meant(text="Map suppliers."))
    own_list.remove_action(stage.actor(stage.asker), action)
    second = asked(stage, "How do others train?")
    introductions.take_back_answer(
        stage.actor(stage.peer), introductions.answer(stage.actor(stage.peer), second, words=HINT)
    )
    with CaptureQueriesContext(connection) as done:
        postings.take_back(stage.actor(stage.asker), second)
        forget_what_is_over(TODAY + timedelta(days=90))
    deleted = {match for query in done for match in re.findall(r'DELETE FROM "(\w+)"', query["sql"])}
    assert {
        "exchange_posting",
        "exchange_introduction",
        "exchange_action",
        "kernel_event",
        "kernel_delivery",
    } <= deleted
    assert deleted <= set(FORGETS)


def test_a_posting_that_is_given_on_takes_no_answer_of_its_new_owner_along(
    stage: Stage, answered: Introduction
) -> None:
    SeatHolding.objects.filter(person__account__in=[stage.asker, stage.colleague]).update(until=TODAY)
    deciding.give_on(make_actor(), answered.posting, stage.theirs.organisation)
    assert not Introduction.objects.exists()
    assert Posting.objects.get().organisation_id == "ericsson"


def test_whoever_was_introduced_is_not_told_to_whom_a_posting_is_given_on(stage: Stage, answered: Introduction) -> None:
    introductions.agree(stage.actor(stage.asker), answered)
    Posting.objects.update(returned_because="Your plant gives you away.")
    SeatHolding.objects.filter(person__account__in=[stage.asker, stage.colleague]).update(until=TODAY)
    third = make_member(stage.ours.cohort, make_organisation("cisco"))
    make_nominee(third)
    deciding.give_on(make_actor(), answered.posting, third.organisation)
    row = Posting.objects.get(pk=answered.posting_id)
    assert (row.organisation_id, row.returned_because) == ("cisco", "")
    page = browser(stage.peer).get(f"{BOARD}introductions/{answered.pk}/").content.decode()
    assert "Cisco" not in page
    assert "Telefónica" in page


def test_words_that_are_being_changed_are_not_read_by_who_answered_the_others(
    stage: Stage, answered: Introduction
) -> None:
    assert ASK in words(browser(stage.peer).get(BOARD))
    Posting.objects.update(state=PostingState.WAITING, text="Words that nobody checked.")
    page = words(browser(stage.peer).get(BOARD))
    assert "Its words are being changed." in page
    assert "Words that nobody checked" not in browser(stage.peer).get(BOARD).content.decode()


def test_an_offer_is_answered_by_who_would_like_to_hear_more(stage: Stage) -> None:
    row = asked(stage, "We can share a template for talking with suppliers.", PostingKind.OFFER)
    page = words(browser(stage.peer).get(f"{BOARD}answers/{row.pk}/"))
    assert "I would like to hear more" in page
    introductions.answer(stage.actor(stage.peer), row)
    assert {letter.subject for letter in letters("posting_answered")} == {
        "Somebody answered an offer of your organisation"
    }


def test_what_waits_is_said_on_the_page_where_one_starts(stage: Stage, answered: Introduction) -> None:
    shown = browser(stage.asker).get("/organisation/").content.decode()
    assert f'<a href="{BOARD}">' in shown
    assert "A question waits for your organisation" in shown
    assert "A question waits for your organisation" not in browser(stage.peer).get("/organisation/").content.decode()
