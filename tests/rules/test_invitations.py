"""What a calendar is sent next, and which answers count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.invitations import Effect, Invited, MailedAnswer, Next, Sends, Sent, Wanted, effect_of, next_for

NOON = datetime(2023, 3, 6, 12, tzinfo=UTC)
WANTED = Wanted(matter="15:00", words="Session 1")
SENT = Sent(sends=Sends.REQUEST, sequence=3, matter="15:00", words="Session 1")
ANSWER = MailedAnswer(attendee="one@x.example", sender_is_attendee=True, sequence=3, said_at=NOON)
INVITED = Invited(address="One@x.example", sequence=3, answered_at=NOON - timedelta(hours=1))


def test_the_first_letter_is_an_invitation() -> None:
    assert next_for(WANTED, None) == Next(sends=Sends.REQUEST, sequence=0, new=True)


def test_what_a_calendar_holds_is_not_sent_again() -> None:
    assert next_for(WANTED, SENT, words_too=True) is None


def test_a_new_time_asks_again_and_a_typo_does_not() -> None:
    assert next_for(replace(WANTED, matter="16:00"), SENT) == Next(sends=Sends.REQUEST, sequence=4, new=True)
    typo = replace(WANTED, words="Session One")
    assert next_for(typo, SENT) is None
    assert next_for(typo, SENT, words_too=True) == Next(sends=Sends.REQUEST, sequence=3, new=False)


def test_only_what_was_sent_is_taken_back_and_only_once() -> None:
    assert next_for(None, None) is None
    assert next_for(None, SENT) == Next(sends=Sends.CANCEL, sequence=4, new=True)
    assert next_for(None, replace(SENT, sends=Sends.CANCEL)) is None


def test_who_is_invited_again_is_asked_again() -> None:
    assert next_for(WANTED, replace(SENT, sends=Sends.CANCEL)) == Next(sends=Sends.REQUEST, sequence=4, new=True)


WISHES = st.none() | st.builds(Wanted, matter=st.sampled_from("ab"), words=st.sampled_from("xyz"))


@given(st.lists(st.tuples(WISHES, st.booleans()), max_size=12))
def test_whatever_happens_a_calendar_ends_where_it_should(wishes: list[tuple[Wanted | None, bool]]) -> None:
    sent: Sent | None = None
    for wanted, words_too in wishes:
        letter, before = next_for(wanted, sent, words_too=words_too), sent
        if letter is not None:
            matter, words = (wanted.matter, wanted.words) if wanted else ("", "")
            sent = Sent(sends=letter.sends, sequence=letter.sequence, matter=matter, words=words)
            # The first is an invitation, a cancellation follows an invitation, and no sequence is ever lower.
            assert before or letter.sends is Sends.REQUEST
            assert letter.sends is Sends.REQUEST or before.sends is Sends.REQUEST
            assert letter.sequence - (before.sequence if before else -1) == int(letter.new)
        holds = sent is not None and sent.sends is Sends.REQUEST
        assert holds == (wanted is not None)
        assert not holds or sent.matter == wanted.matter
        assert not (holds and words_too) or sent.words == wanted.words
        # Said again, nothing is sent.
        assert next_for(wanted, sent, words_too=words_too) is None


def test_the_invited_persons_own_answer_counts() -> None:
    assert effect_of(ANSWER, INVITED) is Effect.MOVES
    assert effect_of(ANSWER, replace(INVITED, answered_at=None)) is Effect.MOVES
    assert effect_of(ANSWER, replace(INVITED, answered_at=NOON)) is Effect.MOVES


@pytest.mark.parametrize(
    "other",
    [{"attendee": "two@x.example"}, {"sender_is_attendee": False}, {"sequence": 4}, {"one_of_a_series": True}],
)
def test_what_may_be_somebody_elses_answer_needs_a_person(other: dict[str, object]) -> None:
    assert effect_of(replace(ANSWER, **other), INVITED) is Effect.NEEDS_A_PERSON  # type: ignore[arg-type]


def test_an_answer_to_what_was_sent_before_or_said_before_is_older() -> None:
    assert effect_of(replace(ANSWER, sequence=2), INVITED) is Effect.OLDER
    assert effect_of(ANSWER, replace(INVITED, answered_at=NOON + timedelta(seconds=1))) is Effect.OLDER
