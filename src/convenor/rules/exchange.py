"""Asks and offers without whose they are, introductions that both sides want, and an organisation's own actions.

Sources: R-MTG-11 (asks and offers), R-PLP-17 (connections), R-ROL-19 (actions), R-MTG-17 (nothing that attributes).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PostingState
from convenor.rules.wording import Said, said, said_of, together

LONGEST = 400
MOST_OPEN = 10
MOST_LISTED = 200
# Of so much a day, words and names in them together, others read at once what is not in doubt; more would be guessing.
MOST_LOOKED_AT = 10
# As few other organisations as words without a name may come from: of fewer, everybody would guess whose they are.
FEWEST_OTHERS = 3
POSTED_FOR = kept_for(Record.POSTINGS)
INTRODUCED_FOR = kept_for(Record.INTRODUCTIONS)
PUT_BACK_WITHIN = kept_for(Record.ACTIONS)
# One answer for everything that cannot be answered, so that it tells neither whose it is nor what became of it.
NOT_OPEN = said("This is not open any more. Look at what is there now.")


class Mending(StrEnum):
    """What somebody has to change in words that cannot be read by others yet."""

    NAMES = "names"
    FITS_FEW = "fits_few"
    SCOPE = "scope"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A place in a posting that points to somebody or may be out of scope; what is `blocked` must be reworded."""

    text: str
    mending: Mending
    blocked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PostingFact:
    """A posting as the rules look at it; `until` is the first day without it."""

    organisation: str
    state: PostingState
    until: date


class Answer(StrEnum):
    """What became of an answer; one that is `void` was given to words that were changed since."""

    OPEN = "open"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    VOID = "void"
    MADE = "made"


@dataclass(frozen=True, kw_only=True, slots=True)
class IntroductionFact:
    """Somebody answered a posting: whether that person still sits there, and what the other side said."""

    posting: PostingFact
    answered_on: date
    answer: Answer = Answer.OPEN
    made_on: date | None = None
    still_sits: bool = True


def may_post(text: str, *, already_open: int, same: bool = False) -> Verdict:
    """Whether words can be kept as an ask or an offer: some, shortly, not the `same` twice, and not too many stand."""
    if not text.strip():
        return no("Write what you ask or offer, in a sentence or two.")
    if len(text) > LONGEST:
        return no(_too_long(text))
    if same:
        return no("Your organisation has this here already, in the same words. Look at what is there now.")
    if already_open >= MOST_OPEN:
        return no(
            said(
                "Your organisation has {most} asks and offers here. Take one back before you write another.",
                most=MOST_OPEN,
            )
        )
    return yes()


def _too_long(text: str) -> Said:
    return said_of(
        len(text),
        "It has {number} character; {most} are the most. Shorten it.",
        "It has {number} characters; {most} are the most. Shorten it.",
        most=LONGEST,
    )


def may_stand_unnamed(*, others: int) -> Verdict:
    """Whether asks, offers and answers without a name can be in a cohort, with so many other organisations there."""
    if others < FEWEST_OTHERS:
        return no(
            said(
                "Fewer than {fewest} other members have somebody here, so it would be guessed whose words stand here. "
                "Asks and offers open once more have joined; until then, speak to them in a session or ask the "
                "secretariat.",
                fewest=FEWEST_OTHERS,
            )
        )
    return yes()


def may_be_kept(doubts: Collection[Doubt]) -> Verdict:
    """Whether words may be read by others at all: what names somebody or fits too few is reworded first."""
    blocked = [doubt for doubt in doubts if doubt.blocked]
    return no(together(dict.fromkeys(in_words(doubt) for doubt in blocked))) if blocked else yes()


def first_state(doubts: Collection[Doubt], *, looked_at: int) -> PostingState:
    """What is in doubt waits for a person of the secretariat; everything else is read at once.

    `looked_at` are today's words of the organisation, with the names in them. Who guesses that somebody takes part and
    who guesses wrong both wait, and after many tries on a day everything does.
    """
    return PostingState.WAITING if doubts or looked_at > MOST_LOOKED_AT else PostingState.SHOWN


def points_to_somebody(doubts: Collection[Doubt]) -> bool:
    """Whether words may name or describe somebody, beside what may be out of scope."""
    return any(doubt.mending is not Mending.SCOPE for doubt in doubts)


def in_words(doubt: Doubt) -> Said:
    """Say what is doubted and what to do, without naming anybody whom the writer did not name."""
    match doubt.mending:
        case Mending.NAMES:
            return said("“{words}” names somebody or leads to somebody. Say it without.", words=doubt.text)
        case Mending.FITS_FEW:
            return said(
                "“{words}” fits too few members, so the others would guess who it is. Say it more generally.",
                words=doubt.text,
            )
        case Mending.SCOPE:
            return said("“{words}” may touch on what is out of scope.", words=doubt.text)
        case Mending.UNSURE:
            return said("“{words}” may point to somebody.", words=doubt.text)


def is_open(posting: PostingFact, today: date) -> bool:
    """Whether the other members read it today."""
    return posting.state is PostingState.SHOWN and today < posting.until


def may_answer(posting: PostingFact, *, own: Collection[str], answered: bool, today: date) -> Verdict:
    """Whether somebody who sits for these organisations may answer; never one's own, and each person once.

    Each answer is a letter to the other side, so one that was taken back counts, and one that became void does not.
    """
    if not is_open(posting, today) or posting.organisation in own or answered:
        return no(NOT_OPEN)
    return yes()


def ends_on(introduction: IntroductionFact) -> date:
    """The first day on which nothing of it is left but the number."""
    return (introduction.made_on or introduction.answered_on) + INTRODUCED_FOR


def is_pending(introduction: IntroductionFact, today: date) -> bool:
    """Whether both can still say yes or no; whoever does not sit there any more cannot be introduced."""
    return (
        introduction.answer is Answer.OPEN
        and introduction.still_sits
        and is_open(introduction.posting, today)
        and today < ends_on(introduction)
    )


def may_settle(introduction: IntroductionFact, today: date) -> Verdict:
    """Whether the asking side may agree or decline, or the answering side take it back."""
    return yes() if is_pending(introduction, today) else no(NOT_OPEN)


def both_agreed(introduction: IntroductionFact, today: date) -> bool:
    """Whether the two may be told of each other: one answered, the other agreed, and it is not long ago."""
    return introduction.answer is Answer.MADE and introduction.made_on is not None and today < ends_on(introduction)


def seen_as_waiting(introduction: IntroductionFact, today: date) -> bool:
    """Whether the one who answered reads that it waits: also after the other side declined, so that nobody learns."""
    return introduction.answer in {Answer.OPEN, Answer.DECLINED} and is_there(introduction, today)


def told_of(introduction: IntroductionFact, today: date) -> Answer:
    """What whoever answered is told became of it."""
    return Answer.OPEN if seen_as_waiting(introduction, today) else introduction.answer


def is_there(introduction: IntroductionFact, today: date) -> bool:
    """Whether the one who answered still reads what became of it, while it is kept and its posting stands."""
    return today < min(ends_on(introduction), introduction.posting.until)


def may_give_on(*, nominees: int, takes: int, same: bool) -> Verdict:
    """Whether the secretariat may give a posting to another member: its own has nobody, the other has (AC-19)."""
    if nominees:
        return no("Its organisation has a nominee, who can take it back or leave it. Ask that person.")
    if same or not takes:
        return no("Choose another member that has a nominee, and ask that person first.")
    return yes()


def may_list_action(*, listed: int, same: bool = False) -> Verdict:
    """Whether a list takes one action more: not one that stands there the `same`, and not without end."""
    if same:
        return no("This is on your list already. Look at what is there now.")
    if listed >= MOST_LISTED:
        return no(
            said(
                "Your list has {most} actions, and more it does not take. Remove what is done, then add this.",
                most=MOST_LISTED,
            )
        )
    return yes()


def may_keep_action(text: str) -> Verdict:
    """Whether an action can be kept."""
    if not text.strip():
        return no("Say in a sentence what you want to do.")
    if len(text) > LONGEST:
        return no(_too_long(text))
    return yes()


def can_be_put_back(*, removed_on: date, today: date) -> bool:
    """Whether what was removed from a list of actions is still there to be put back."""
    return today < removed_on + PUT_BACK_WITHIN
