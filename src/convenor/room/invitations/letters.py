"""The letters that go with a calendar object, in the invited person's time; they name nobody else."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, Text, page, when
from convenor.people.queries import zone_of
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import link_token, seats_of
from convenor.room.meetings.letters import told_of
from convenor.room.meetings.models import Delegation
from convenor.room.meetings.queries import asked_of
from convenor.rules.invitations import Sends
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import SessionState

_INVITED = _("Each person invited, alone, with an event for the calendar")
_ANSWER = "https://convenor.example/answer/1/"
_SAMPLES: dict[str, Text] = {
    "label": _("Year 2026, quarter 1, session 1"),
    "short": _("Q1 Session 1"),
    "day": _("14 March 2026"),
    "hour": _("14 March 2026, 16:00 CET"),
    "when": _("Saturday 14 March 2026, 16:00 (CET), 15:00 UTC"),
    "form": _("60 minutes, Online"),
    "join": "https://meet.example/1",
    "accept": f"{_ANSWER}?say=accepted",
    "decline": f"{_ANSWER}?say=declined",
    "perhaps": f"{_ANSWER}?say=tentative",
    "stand_in": f"{_ANSWER}?say=delegated",
    "address": "https://convenor.example/sessions/1/",
}
_REQUEST_BODY = """{label}
{when}
{form}
Join: {join}

Please answer in your calendar, or open one of these and press its button:

I come:
{accept}

I do not come:
{decline}

Perhaps:
{perhaps}

Somebody stands in for me:
{stand_in}

Your answer is seen by you and the secretariat, and destroyed when the session closes. Keep these addresses to \
yourself: whoever has them answers for you.

The session's page:
{address}

{installation}"""
_NEEDED = ("accept", "decline", "when")

INVITATION = Letter(
    key="invitation",
    cause=_("An officer sends the invitations, or somebody is seated or named later."),
    to=_INVITED,
    subject=_("Invitation: {short}, {hour}"),
    body="You are invited to this session. Your calendar can take it from this mail.\n\n" + _REQUEST_BODY,
    samples=_SAMPLES,
    required=_NEEDED,
)
CHANGED = Letter(
    key="invitation_changed",
    cause=_("The time, the length, the place or the link of a session changes."),
    to=_INVITED,
    subject=_("Please answer again: {short}, {hour}"),
    body=(
        "This session changed: its time, its length, where it takes place or how one joins. What you had no longer "
        "holds, nor does your answer.\n\n" + _REQUEST_BODY
    ),
    samples=_SAMPLES,
    required=_NEEDED,
)
AS_IT_STANDS = Letter(
    key="invitation_as_it_stands",
    cause=_("An officer sends the invitations again and only words changed, or a calendar asks for its own again."),
    to=_INVITED,
    subject=_("For your calendar: {short}, {hour}"),
    body="This is how the session stands now. Your answer still holds.\n\n" + _REQUEST_BODY,
    samples=_SAMPLES,
    required=_NEEDED,
)
CALLED_OFF = Letter(
    key="invitation_called_off",
    cause=_("A session to which somebody holds an invitation is cancelled."),
    to=_INVITED,
    subject=_("Cancelled: the session of {day}"),
    body=_("""The session of {when} does not take place.

Why: {reason}

You need to do nothing; your calendar can take it out by this mail. It counts for nobody and against nobody.

{installation}"""),
    samples={**_SAMPLES, "reason": _("What the officer wrote")},
    required=("when", "reason"),
    blocks=("reason",),
)
TAKEN_BACK = Letter(
    key="invitation_taken_back",
    cause=_("Somebody who holds an invitation has no seat and stands in for nobody any more."),
    to=_("That person, with an event for the calendar"),
    subject=_("Taken back: the invitation for {day}"),
    body=_("""You are not invited to the session of {when} any more, because you do not hold a seat or stand in \
for it now.

You need to do nothing; your calendar can take it out by this mail. If this is a mistake, answer this mail.

{installation}"""),
    samples=_SAMPLES,
    required=("when",),
)
PROPOSAL = Letter(
    key="stand_in_proposed",
    cause=_("A nominee's calendar says that somebody else comes."),
    to=_("The nominee"),
    subject=_("Please confirm who stands in: {short}, {day}"),
    body=_("""Your calendar says that somebody stands in for you: {proposed}

{label}
{hour}

A mail can be forged, so nobody is named by one. If this is right, open this address, write the name and press the \
button; if not, ignore it:
{stand_in}

{installation}"""),
    samples={**_SAMPLES, "proposed": "colleague@company.example"},
    required=("proposed", "stand_in"),
)

STOOD_IN_FOR = Letter(
    key="stand_in_named",
    cause=_("Somebody is named to stand in by the link of an invitation."),
    to=_("The nominee whose invitation it is"),
    subject=_("Somebody stands in for you: {short}, {day}"),
    body=_("""By the link in your invitation somebody was named to stand in for you:

{label}
{hour}

If it was you, do nothing. If it was not, somebody else has your invitation: take it back on the session's page.
{address}

{installation}"""),
    samples=_SAMPLES,
)

LETTERS = (INVITATION, CHANGED, AS_IT_STANDS, CALLED_OFF, TAKEN_BACK, PROPOSAL, STOOD_IN_FOR)


class Told(NamedTuple):
    """Which letter goes with a calendar object, and its values."""

    letter: Letter
    values: dict[str, str]


def told_with(held: Invitation, *, first: bool) -> Told:
    """What is said besides the calendar object that was last sent."""
    return Told(_letter_for(held, first=first), _values(held))


def proposal_to(held: Invitation) -> Told:
    """What a nominee is asked whose calendar named somebody to stand in."""
    return Told(PROPOSAL, {**_values(held), "proposed": held.proposed})


def stood_in_for(held: Invitation) -> Told:
    """What a nominee is told by whose link somebody was named."""
    return Told(STOOD_IN_FOR, _values(held))


def _letter_for(held: Invitation, *, first: bool) -> Letter:
    if held.sent != Sends.REQUEST:
        return CALLED_OFF if held.session.state == SessionState.CANCELLED else TAKEN_BACK
    if first:
        return INVITATION
    return CHANGED if held.answer == PartStat.NEEDS_ACTION else AS_IT_STANDS


def _values(held: Invitation) -> dict[str, str]:
    session, zone = held.session, zone_of(held.person)
    named = Delegation.objects.filter(session=session, person=held.person).select_related("session").first()
    rules_first = named is not None and asked_of(named) is not None
    ways = dict(ways_to_answer(held))
    told = told_of(session, zone, join=not rules_first)
    if held.sent != Sends.REQUEST:
        told["when"] = when(session.starts_at, zone, "l j F Y, H:i T")
    return {
        **told,
        "hour": when(session.starts_at, zone, "j F Y, H:i T"),
        "reason": session.cancelled_because,
        "accept": ways[PartStat.ACCEPTED],
        "decline": ways[PartStat.DECLINED],
        "perhaps": ways[PartStat.TENTATIVE],
        "stand_in": ways.get(PartStat.DELEGATED, ""),
        "address": page("meetings:session", session.pk),
    }


def ways_to_answer(held: Invitation) -> list[tuple[PartStat, str]]:
    """The answers that this person can give, each with its address; whoever stands in cannot send somebody else."""
    address = page("invitations:answer", link_token(held))
    answers = [PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE]
    if seats_of(held.person, held.session):
        answers.append(PartStat.DELEGATED)
    return [(answer, f"{address}?say={answer.lower()}") for answer in answers]
