"""Who may do what, with the reason: one table, asked by every view and every action.

`may` answers "may this person?"; which rows somebody sees is answered by `visible_to` in each app's queries.
Sources: roles and their limits in R-ROL and the role table; R-AT-08, R-ROL-12, R-PUB-01, R-PUB-04, R-MTG-17.
"""

from collections.abc import Iterable

from convenor.rules.grants import Capability, Grant
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import SECRETARIAT, Role

__all__ = ["CAPABILITIES", "SECOND_STEP", "Capability", "Grant", "held_back", "may"]

# Whoever holds one of these reaches what others confided, so a mailed code alone is not enough to act as one.
SECOND_STEP = SECRETARIAT | {Role.DONOR_RELATIONS, Role.COUNSEL}
_MEMBERS = frozenset({Role.NOMINEE})
# Who keeps a member's people in order; a focal point does nothing else.
_WHO_FILLS_SEATS = frozenset({Role.NOMINEE, Role.FOCAL_POINT})
_GUESTS_OF_A_SESSION = frozenset({Role.DELEGATE, Role.GUEST})

_TABLE = (
    Capability(
        name="monday.read",
        what="See the list of what is due.",
        roles=SECRETARIAT,
        why="The list of what is due is the secretariat's own.",
    ),
    Capability(
        name="cohort.read",
        what="Read a cohort's pages: its members, its years and their calendars.",
        roles=SECRETARIAT | _MEMBERS,
        why="A cohort's pages are for its members and the secretariat.",
    ),
    Capability(
        name="cohort.change",
        what="Change a cohort's records: its members, seats, years and decisions.",
        roles=SECRETARIAT,
        why="The secretariat keeps the cohort's records; write to it if something is wrong.",
    ),
    Capability(
        name="organisation.read",
        what="Read what is kept about any organisation.",
        roles=SECRETARIAT,
        why="What is kept about an organisation is shown to the secretariat and to the organisation itself.",
    ),
    Capability(
        name="organisation.change",
        what="Change what is kept about an organisation: its names, where it is, what it agreed to.",
        roles=SECRETARIAT,
        why="The secretariat keeps organisations' records; write to it if something is wrong.",
    ),
    Capability(
        name="own_organisation.read",
        what="Read what is kept about one's own organisation, and its standing.",
        roles=_MEMBERS,
        why="This page is for the people whom an organisation nominated.",
        own=True,
    ),
    Capability(
        name="own_people.read",
        what="See who sits for one's own organisation, and who was asked to.",
        roles=_WHO_FILLS_SEATS,
        why="This page is for a member's nominees and its focal point.",
        own=True,
    ),
    Capability(
        name="seat.leave",
        what="Say that somebody has left the organisation and gives up the seat.",
        roles=SECRETARIAT | _WHO_FILLS_SEATS,
        why="That somebody left is said by the person, the organisation's own people or the secretariat.",
        own=True,
    ),
    Capability(
        name="seat.propose",
        what="Ask somebody to take a seat of the organisation, and take the question back.",
        roles=SECRETARIAT | _WHO_FILLS_SEATS,
        why="A member's seats are filled by its nominees, its focal point and the secretariat.",
        own=True,
    ),
    Capability(
        name="session.read",
        what="Read a session's page: its time, its agenda and how to join.",
        roles=SECRETARIAT | _MEMBERS | _GUESTS_OF_A_SESSION,
        why="A session's page is for those who are invited to it.",
    ),
    Capability(
        name="floor.read",
        what="Follow a running session on its floor.",
        roles=_MEMBERS | _GUESTS_OF_A_SESSION,
        why="A session's floor is for those who take part in it; without an account one joins with its code.",
    ),
    Capability(
        name="session.change",
        what="Call, move and cancel sessions, and send their agendas.",
        roles=SECRETARIAT,
        why="The secretariat calls sessions and sends their agendas.",
    ),
    Capability(
        name="session.run",
        what="Open and close a session, and record that the statement was read.",
        roles=SECRETARIAT,
        why="Only the secretariat opens a session and records that the statement was read.",
    ),
    Capability(
        name="invitation.send",
        what="Invite to a session, and see who answered what until it closes.",
        roles=SECRETARIAT,
        why="The secretariat invites, and sees what was answered; each person sees the own answer.",
    ),
    Capability(
        name="own_calendar.read",
        what="Have a calendar of the sessions to which one is invited.",
        roles=_MEMBERS | _GUESTS_OF_A_SESSION,
        why="A calendar is for those who are invited to sessions.",
    ),
    Capability(
        name="statement.change",
        what="Add a new version of the anti-trust statement.",
        roles=SECRETARIAT,
        why="The secretariat keeps the versions of the statement; each session's page shows the one in force.",
    ),
    Capability(
        name="delegate.name",
        what="Name somebody who stands in for a nominee, or comes along as a guest.",
        roles=SECRETARIAT | _WHO_FILLS_SEATS,
        why="A delegate is named by the organisation's nominees, its focal point or the secretariat.",
    ),
    Capability(
        name="rules.accept",
        what="Accept the ground rules before a session.",
        roles=_GUESTS_OF_A_SESSION,
        why="The ground rules are accepted by those who stand in or come along; members accepted them with their seat.",
    ),
    Capability(
        name="update.send",
        what="Send a brief update for the round, and change it until the session ends.",
        roles=SECRETARIAT | _MEMBERS | {Role.DELEGATE},
        why="A brief update is sent by the organisation's nominees or their delegate, or typed by the secretariat.",
    ),
    Capability(
        name="attendance.check_in",
        what="Check in at a session; only the organisation is noted.",
        roles=_MEMBERS | _GUESTS_OF_A_SESSION,
        why="Somebody checks in for the own organisation; the secretariat records attendance.",
        own=True,
    ),
    Capability(
        name="attendance.record",
        what="Record which organisations were represented at a session.",
        roles=SECRETARIAT,
        why="Attendance is recorded by the secretariat and shown to nobody else.",
    ),
    Capability(
        name="record.read",
        what="Read a session's compliance record.",
        roles=SECRETARIAT,
        why="A session's whole record is the secretariat's; each organisation has a pack with its own part.",
    ),
    Capability(
        name="pack.read",
        what="Take away an organisation's compliance pack.",
        roles=SECRETARIAT | _MEMBERS | {Role.COUNSEL},
        why="A compliance pack is for the organisation's own counsel and nominees, and the secretariat.",
        own=True,
    ),
    Capability(
        name="statement.read",
        what="Read every version of the anti-trust statement.",
        roles=SECRETARIAT | _MEMBERS | {Role.COUNSEL},
        why="The versions of the statement are read by members, their counsel and the secretariat.",
    ),
    Capability(
        name="counsel.read",
        what="See the page where counsel finds its organisation's packs.",
        roles=frozenset({Role.COUNSEL}),
        why="This page is for an organisation's counsel.",
    ),
    Capability(
        name="counsel.name",
        what="Name and remove an organisation's counsel.",
        roles=SECRETARIAT | _MEMBERS,
        why="Counsel is named by the organisation's nominees or by the secretariat.",
        own=True,
    ),
    Capability(
        name="remark.read",
        what="Read the sealed notes of a session until they are destroyed; they say nobody's name.",
        roles=SECRETARIAT,
        why="Notes of a session are sealed: the secretariat alone reads them.",
    ),
    Capability(
        name="remark.record",
        what="Take notes in a session, without who said what.",
        roles=SECRETARIAT,
        why="Notes of a session are taken by the secretariat alone.",
    ),
    Capability(
        name="breakout.note",
        what="Send what a breakout brings back.",
        roles=SECRETARIAT | _MEMBERS | _GUESTS_OF_A_SESSION,
        why="The note of a breakout is sent by somebody who sits in it.",
    ),
    Capability(
        name="group.read",
        what="Read a working group's page.",
        roles=SECRETARIAT | _MEMBERS,
        why="Working groups are for the cohort's members and the secretariat.",
    ),
    Capability(
        name="group.change",
        what="Set up working groups and change their records.",
        roles=SECRETARIAT,
        why="The secretariat keeps the working groups' records.",
    ),
    Capability(
        name="series.read",
        what="Read how a public series is planned.",
        roles=SECRETARIAT,
        why="The series is planned by the secretariat; what is public of it stands on the public site.",
    ),
    Capability(
        name="series.change",
        what="Plan a public series.",
        roles=SECRETARIAT,
        why="The series is planned by the secretariat.",
    ),
    Capability(
        name="statistics.read",
        what="Look at the tables about the room before they are released.",
        roles=SECRETARIAT,
        why="Statistics are the secretariat's own until the desk releases them.",
    ),
    Capability(
        name="statistics.change",
        what="Make tables about the room.",
        roles=SECRETARIAT,
        why="The secretariat makes the tables; what may be in them is decided by the rules.",
    ),
    Capability(
        name="poll.read",
        what="Read the answers to a question; nobody's name is with them.",
        roles=SECRETARIAT,
        why="Answers are sealed: the secretariat alone reads them.",
    ),
    Capability(
        name="poll.change",
        what="Ask the room a question, group the answers and show what several say.",
        roles=SECRETARIAT,
        why="The secretariat groups the answers and decides what members are shown.",
    ),
    Capability(
        name="commonality.read",
        what="Read what several members face, as it was shown to them.",
        roles=SECRETARIAT | _MEMBERS,
        why="What several members face is for the cohort's members and the secretariat.",
    ),
    Capability(
        name="standing.read",
        what="See the standing of every member.",
        roles=SECRETARIAT,
        why="Standing is shown to the secretariat, and to each organisation its own.",
    ),
    Capability(
        name="review.read",
        what="Read the year-end review while it is written.",
        roles=SECRETARIAT,
        why="The year-end review is written by the secretariat.",
    ),
    Capability(
        name="review.change",
        what="Write the year-end review.",
        roles=SECRETARIAT,
        why="The year-end review is written by the secretariat.",
    ),
    Capability(
        name="desk.read",
        what="See what waits at the desk before it is published.",
        roles=SECRETARIAT,
        why="The desk is where the secretariat decides what may leave the room.",
    ),
    Capability(
        name="draft.write",
        what="Write a note that is meant to be published.",
        roles=SECRETARIAT,
        why="Only the secretariat writes and publishes notes, so that nobody else has to answer for them.",
    ),
    Capability(
        name="draft.decide",
        what="Decide whether a note is published; never alone on one's own words.",
        roles=SECRETARIAT,
        why="Only the secretariat decides what is published.",
    ),
    Capability(
        name="draft.object",
        what="Object to a note before it is published; nobody else sees who did.",
        roles=_MEMBERS,
        why="Objections are for the members of the cohort whose note this is.",
    ),
    Capability(
        name="waiver.ask",
        what="Ask a member whether words that point to it may be published.",
        roles=SECRETARIAT,
        why="Only the secretariat asks a member to agree to words that point to it.",
    ),
    Capability(
        name="waiver.answer",
        what="Answer for one's own organisation whether such words may be published.",
        roles=_MEMBERS,
        why="Only the people whom an organisation nominated answer for it.",
        own=True,
    ),
    Capability(
        name="output.withdraw",
        what="Withdraw what was published, with a reason.",
        roles=SECRETARIAT,
        why="Only the secretariat withdraws what it published.",
    ),
    Capability(
        name="office.read",
        what="See who works for the secretariat, in which role, and what they cover.",
        roles=SECRETARIAT,
        why="Who works for the secretariat is its own business.",
    ),
    Capability(
        name="office.change",
        what="Appoint somebody to the secretariat, and end an appointment.",
        roles=SECRETARIAT,
        why="The secretariat appoints its own people.",
    ),
    Capability(
        name="audit.read",
        what="Read the trail: who did what to which thing, and when; never what it said.",
        roles=SECRETARIAT,
        why="The trail is kept by the secretariat.",
    ),
    Capability(
        name="retention.read",
        what="See which kinds of records are destroyed when, what comes next, and that it happened.",
        roles=SECRETARIAT,
        why="What was kept and destroyed is the secretariat's to answer for; each person sees the own part.",
    ),
    Capability(
        name="outbox.read",
        what="See which mails were sent and which wait, never what they say.",
        roles=SECRETARIAT,
        why="What was sent, and what still waits, is the secretariat's to see.",
    ),
    Capability(
        name="outbox.retry",
        what="Send a mail again that failed to leave.",
        roles=SECRETARIAT,
        why="What failed to leave is the secretariat's to send again.",
    ),
)

CAPABILITIES: dict[str, Capability] = {capability.name: capability for capability in _TABLE}


def may(
    grants: Iterable[Grant],
    capability: str,
    *,
    organisation: str | None = None,
    cohort: str | None = None,
) -> Verdict:
    """Whether somebody with these grants may do this, and the reason if not.

    With an `organisation` or a `cohort` a member's grant counts only there; the secretariat's counts everywhere.
    Raises KeyError for a capability that the table does not know: a mistake of ours, never of a user.
    """
    entry = CAPABILITIES[capability]
    if any(_reaches(grant, entry, organisation, cohort) for grant in grants):
        return yes()
    return no(entry.why)


def held_back(grants: Iterable[Grant]) -> frozenset[Grant]:
    """The grants that count only after a second step of signing in: a passkey, or a code of an app."""
    return frozenset(grant for grant in grants if grant.role in SECOND_STEP)


def _reaches(grant: Grant, entry: Capability, organisation: str | None, cohort: str | None) -> bool:
    if grant.role not in entry.roles:
        return False
    if grant.role in SECRETARIAT:
        return True
    if organisation is not None and grant.organisation != organisation:
        return False
    return cohort is None or grant.cohort is None or grant.cohort == cohort
