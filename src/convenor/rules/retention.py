"""How long each kind of record is kept, from which moment, and why: one table, read by every chore and every page.

Sources: A-19 and AC-25 (raw notes go, the record and what was published stay), R-MTG-17, R-ROL-02, R-CH-12, A-37.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from convenor.rules.wording import counted


class Record(StrEnum):
    """A kind of record that has a period of its own."""

    RAW_NOTES = "raw_notes"
    ANSWERS = "answers"
    BALLOTS = "ballots"
    CARDS = "cards"
    REPORTS = "reports"
    STAND_INS = "stand_ins"
    INVITATIONS = "invitations"
    REGISTRATIONS = "registrations"
    SUBSCRIPTIONS = "subscriptions"
    INCOMING_MAIL = "incoming_mail"
    NOMINATIONS = "nominations"
    CONTACTS = "contacts"
    YEAR_ANSWERS = "year_answers"
    EXPERT_REQUESTS = "expert_requests"
    EXPERT_THANKS = "expert_thanks"
    QUESTIONS_AHEAD = "questions_ahead"
    BREAKOUT_PLACES = "breakout_places"
    KITS = "kits"
    POSTINGS = "postings"
    INTRODUCTIONS = "introductions"
    ACTIONS = "actions"
    SIGN_INS = "sign_ins"
    FORMER_NAMES = "former_names"
    ERASURES = "erasures"
    ADDRESS_CHANGES = "address_changes"
    ACCOUNTS = "accounts"
    PEOPLE = "people"
    SEATS = "seats"
    DESK_WORK = "desk_work"
    OUTBOX = "outbox"
    SILENCES = "silences"
    TRAIL = "trail"
    ATTENDANCE = "attendance"
    COMPLIANCE = "compliance"
    OUTPUTS = "outputs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """How long one kind is kept.

    `days` count from the moment that `since` names; without any it is kept until `ends` says. `most` is the longest
    that an officer may choose. What `stays` is kept for good.
    """

    record: Record
    what: str
    since: str = ""
    days: timedelta | None = None
    most: timedelta | None = None
    ends: str = ""
    stays: bool = False
    why: str
    source: str

    @property
    def how_long(self) -> str:
        """The period in words."""
        if self.stays:
            return f"For good. {self.ends}".strip()
        if self.days is None:
            return self.ends
        words = f"{counted(self.days.days, 'day')} after {self.since}"
        if self.most is not None:
            words += f"; an officer can choose another day, at most {counted(self.most.days, 'day')} after"
        return f"{words}. {self.ends}".strip() if self.ends else f"{words}."

    def due(self, since: date) -> date | None:
        """The day on which what began then is due to go; None where no period runs."""
        return None if self.days is None or self.stays else since + self.days


_TABLE = (
    Period(
        record=Record.RAW_NOTES,
        what="Raw notes of a session",
        since="the session closed",
        days=timedelta(days=90),
        most=timedelta(days=365),
        why="They are taken so that something can be learned and written; after that they are only a risk.",
        source="A-19, AC-25",
    ),
    Period(
        record=Record.ANSWERS,
        what="Answers to a question, word for word, with their themes",
        since="the question was asked",
        days=timedelta(days=90),
        ends="Those of a poll in a session go with its notes.",
        why="What was made of them is kept; the words themselves are not needed any more.",
        source="A-19, R-PLP-28",
    ),
    Period(
        record=Record.BALLOTS,
        what="Ballots of a poll",
        ends="On the day of the session's raw notes.",
        why="What the room was shown is kept; single answers are not needed any more.",
        source="A-19",
    ),
    Period(
        record=Record.CARDS,
        what="Brief updates, with whom they are from",
        since="the session began",
        days=timedelta(days=90),
        ends="As a rule as soon as the session closes: then only the words stay, as raw notes.",
        why="Whom they are from is needed to call on somebody, and for nothing else.",
        source="R-MTG-10, R-MTG-17",
    ),
    Period(
        record=Record.REPORTS,
        what="Names and addresses in a meeting tool's report",
        ends="As soon as an officer has settled it; at the latest on the day of the session's raw notes.",
        why="They are matched with organisations; who came in person is not kept.",
        source="R-MTG-17, AC-25",
    ),
    Period(
        record=Record.STAND_INS,
        what="Who was named to stand in or to come along",
        ends="On the day of the session's raw notes. The rights that go with it end a day after the session.",
        why="It says who was asked to be in a room.",
        source="R-ROL-02",
    ),
    Period(
        record=Record.INVITATIONS,
        what="Invitations and what was answered",
        since="the session began",
        days=timedelta(days=2),
        ends="As a rule as soon as the session closes.",
        why="An answer helps to prepare the session; afterwards it would tell who came.",
        source="R-MTG-17",
    ),
    Period(
        record=Record.REGISTRATIONS,
        what="That somebody registered for sessions of an open series, and what they wrote of themselves",
        since="the last session that was chosen",
        days=timedelta(days=30),
        ends="At once when the person leaves; after seven days where it was never confirmed.",
        why="To send the calendar file, the link to join and news of a changed date. Numbers without people stay.",
        source="R-PLP-01, A-23",
    ),
    Period(
        record=Record.SUBSCRIPTIONS,
        what="That somebody asked for the newsletter: the address, sealed",
        since="it was asked for, where it was not confirmed",
        days=timedelta(days=7),
        ends="A confirmed one is kept until it is ended by the link in each issue, or the mailbox is closed.",
        why="To mail the newsletter, and for nothing else. Nobody is shown who takes it.",
        source="R-COM-04",
    ),
    Period(
        record=Record.INCOMING_MAIL,
        what="That a mail came in, as a digest, and what became of it",
        since="it came",
        days=timedelta(days=30),
        why="So that a mail that comes twice counts once.",
        source="R-MTG-17",
    ),
    Period(
        record=Record.NOMINATIONS,
        what="That somebody was asked to take a seat, and the answer",
        since="it was answered, taken back or lapsed",
        days=timedelta(days=30),
        why="So that the member sees what became of it.",
        source="R-ROL-01",
    ),
    Period(
        record=Record.CONTACTS,
        what="Whom a member named to ask first, to ask about a topic, or as its focal point",
        since="the member ended it, or left",
        days=timedelta(days=90),
        ends="As soon as the person asks the secretariat for it, or has it erased.",
        why="As long as raw notes are kept as a rule, no text may give the name away.",
        source="R-ROL-15, AC-13",
    ),
    Period(
        record=Record.YEAR_ANSWERS,
        what="What an organisation says to a proposed year",
        ends="As soon as the group has decided, or the proposal is taken back; at the latest when the year is over.",
        why="It is counted for the group's decision; who answered, and when, is not kept.",
        source="R-MTG-08",
    ),
    Period(
        record=Record.EXPERT_REQUESTS,
        what="Whom a session asked to brief it, and whether they accepted the rules",
        since="the last mail to them",
        days=timedelta(days=14),
        ends="As a rule as soon as the session begins or is off; until then it waits. The mail's words go at once.",
        why="Whoever was asked has to hear of a change. Experts are never tied to a session.",
        source="R-CH-12, A-37",
    ),
    Period(
        record=Record.EXPERT_THANKS,
        what="The address of an expert who wants to hear what came of a session",
        since="the session",
        days=timedelta(days=180),
        ends="As a rule as soon as the published note was sent there; else to the end of that month.",
        why="So that whoever gave an hour learns what came of it. The expert chose it; the row names no session.",
        source="R-ROL-06, R-CH-12",
    ),
    Period(
        record=Record.QUESTIONS_AHEAD,
        what="Questions to the expert of a session, without whose they are",
        since="the session began",
        days=timedelta(days=2),
        ends="As a rule as soon as the session closes or is off.",
        why="The expert prepares with them; afterwards nobody needs them.",
        source="R-MTG-17",
    ),
    Period(
        record=Record.BREAKOUT_PLACES,
        what="Which organisations sit in which breakout",
        ends="As soon as everybody is called back; at the latest when the session closes.",
        why="It is needed for half an hour, and would tell who heard what.",
        source="R-MTG-17",
    ),
    Period(
        record=Record.KITS,
        what="Where somebody wants their own material sent on leaving",
        ends="As soon as that mail has left.",
        why="The address is the person's own choice and serves this one mail.",
        source="AC-19",
    ),
    Period(
        record=Record.POSTINGS,
        what="Asks and offers, with whose they are",
        since="they were written",
        days=timedelta(days=90),
        ends="When the organisation takes one back nobody reads it any more, and it goes the same night; its words "
        "stay with whoever was introduced by it, as long as that.",
        why="Whose they are is needed so that somebody can answer; other members read the words alone.",
        source="R-MTG-11, R-PLP-17",
    ),
    Period(
        record=Record.INTRODUCTIONS,
        what="Who answered an ask or an offer, and who agreed to be introduced",
        since="it was answered, or both agreed",
        days=timedelta(days=30),
        ends="Then only the number of introductions stays.",
        why="It takes two to agree, and a while to find each other.",
        source="R-PLP-17, R-MTG-17",
    ),
    Period(
        record=Record.ACTIONS,
        what="An organisation's own list of actions, once one is removed or the organisation has left",
        since="that",
        days=timedelta(days=7),
        ends="Until then it is the organisation's, whoever sits for it.",
        why="So that a slip can be undone. The secretariat cannot read it.",
        source="R-ROL-19",
    ),
    Period(
        record=Record.SIGN_INS,
        what="That somebody is signed in",
        ends="After twelve hours at the latest, or on signing out. When it began is not kept.",
        why="So that one need not sign in on every page.",
        source="R-MTG-17",
    ),
    Period(
        record=Record.FORMER_NAMES,
        what="The name of somebody who was erased or took another name, sealed",
        since="that",
        days=timedelta(days=365),
        why="As long as a raw note of that time can exist, no text may give the name away. Only the check opens it.",
        source="R-CH, AC-13",
    ),
    Period(
        record=Record.ERASURES,
        what="That somebody asked to be erased",
        since="it was asked",
        days=timedelta(days=7),
        ends="Then it is done, unless it was taken back.",
        why="So that a slip can be undone.",
        source="AC-25",
    ),
    Period(
        record=Record.ADDRESS_CHANGES,
        what="That somebody asked for another mail address",
        since="it was asked",
        days=timedelta(days=1),
        ends="As a rule as soon as it is confirmed or taken back.",
        why="So that the new mailbox can confirm it.",
        source="AC-25",
    ),
    Period(
        record=Record.ACCOUNTS,
        what="An account: its address and its second steps",
        ends="Until the person has it erased. Without a role it opens nothing.",
        why="To sign in, and to be written to.",
        source="AC-19",
    ),
    Period(
        record=Record.PEOPLE,
        what="A person's name, address, time zone, organisation and function",
        ends="Until the person has it erased.",
        why="The check before a text is published has to know the names of those who spoke for a member.",
        source="R-CH, AC-13",
    ),
    Period(
        record=Record.SEATS,
        what="Who held which seat or office from when to when, and the rules accepted with it",
        ends="Until the person has it erased; that the seat was held stays, without the name.",
        why="Handover, and the names that a text may not give away.",
        source="R-ROL-01, R-ROL-22, AC-23",
    ),
    Period(
        record=Record.DESK_WORK,
        what="Which account wrote, kept, approved or answered for a text at the desk",
        ends="As long as the draft; it is never published.",
        why="Nobody decides alone on words of their own, and that has to be provable.",
        source="R-PUB-01",
    ),
    Period(
        record=Record.OUTBOX,
        what="That a mail was due and left; keys only, no words and no addresses",
        since="it was due",
        days=timedelta(days=90),
        ends="Of a session, as soon as it closes; of mails to experts the day, at most 14 days; of thanks, nothing.",
        why="What failed can be sent again, and nothing is sent twice.",
        source="R-AT-08",
    ),
    Period(
        record=Record.SILENCES,
        what="Which reminders and news somebody does without",
        ends="Until that is switched on again, or the person has it erased; of a nomination, as long as that.",
        why="So that they are not sent.",
        source="R-GEN-01",
    ),
    Period(
        record=Record.TRAIL,
        what="The trail: in which role which account did what to which thing, when",
        stays=True,
        why="It proves that the rules were kept. It holds keys, never a name and never what was said.",
        source="R-AT-08, AC-11",
    ),
    Period(
        record=Record.ATTENDANCE,
        what="Which organisations were represented at a session",
        stays=True,
        why="Standing is computed from it. Which person came is not kept.",
        source="AC-04, A-21",
    ),
    Period(
        record=Record.COMPLIANCE,
        what="Sealed compliance records and the versions of the statement",
        stays=True,
        why="Counsel has to be able to show how competitors met.",
        source="AC-11, AC-25",
    ),
    Period(
        record=Record.OUTPUTS,
        what="What was published",
        stays=True,
        ends="A withdrawn output keeps its address and the reason, nothing else.",
        why="It is public and names nobody.",
        source="AC-25",
    ),
)

PERIODS: dict[Record, Period] = {period.record: period for period in _TABLE}


def kept_for(record: Record) -> timedelta:
    """How long this kind is kept. Raises LookupError where no number of days is set: a mistake of ours."""
    days = PERIODS[record].days
    if days is None:
        raise LookupError(f"{record} is not kept for a number of days.")
    return days


def kept_at_most(record: Record) -> timedelta:
    """The longest that somebody may choose for this kind. Raises LookupError where there is no choice."""
    most = PERIODS[record].most
    if most is None:
        raise LookupError(f"{record} has no longest period.")
    return most
