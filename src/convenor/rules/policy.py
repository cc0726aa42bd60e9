"""Who may do what, with the reason: one table, asked by every view and every action.

`may` answers "may this person?"; which rows somebody sees is answered by `visible_to` in each app's queries.
Sources: roles and their limits in R-ROL and the role table; R-AT-08, R-ROL-12, R-PUB-01, R-PUB-04, R-MTG-17.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import SECRETARIAT, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """One role that somebody holds now: where, and for which organisation."""

    role: Role
    organisation: str | None = None
    cohort: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Capability:
    """One thing that a person can do, the roles that may do it, and why nobody else may.

    `own` says that the role alone is not enough: the thing must belong to the person's own organisation.
    """

    name: str
    roles: frozenset[Role]
    why: str
    own: bool = False


# Whoever holds one of these reaches what others confided, so a mailed code alone is not enough to act as one.
SECOND_STEP = SECRETARIAT | {Role.DONOR_RELATIONS, Role.COUNSEL}
_MEMBERS = frozenset({Role.NOMINEE})
# Who keeps a member's people in order; a focal point does nothing else.
_WHO_FILLS_SEATS = frozenset({Role.NOMINEE, Role.FOCAL_POINT})
_GUESTS_OF_A_SESSION = frozenset({Role.DELEGATE, Role.GUEST})

_TABLE = (
    Capability(
        name="monday.read",
        roles=SECRETARIAT,
        why="The list of what is due is the secretariat's own.",
    ),
    Capability(
        name="cohort.read",
        roles=SECRETARIAT | _MEMBERS,
        why="A cohort's pages are for its members and the secretariat.",
    ),
    Capability(
        name="cohort.change",
        roles=SECRETARIAT,
        why="The secretariat keeps the cohort's records; write to it if something is wrong.",
    ),
    Capability(
        name="organisation.read",
        roles=SECRETARIAT,
        why="What is kept about an organisation is shown to the secretariat and to the organisation itself.",
    ),
    Capability(
        name="organisation.change",
        roles=SECRETARIAT,
        why="The secretariat keeps organisations' records; write to it if something is wrong.",
    ),
    Capability(
        name="own_organisation.read",
        roles=_MEMBERS,
        why="This page is for the people whom an organisation nominated.",
        own=True,
    ),
    Capability(
        name="own_people.read",
        roles=_WHO_FILLS_SEATS,
        why="This page is for a member's nominees and its focal point.",
        own=True,
    ),
    Capability(
        name="seat.leave",
        roles=SECRETARIAT | _WHO_FILLS_SEATS,
        why="That somebody left is said by the person, the organisation's own people or the secretariat.",
        own=True,
    ),
    Capability(
        name="seat.propose",
        roles=SECRETARIAT | _WHO_FILLS_SEATS,
        why="A member's seats are filled by its nominees, its focal point and the secretariat.",
        own=True,
    ),
    Capability(
        name="session.read",
        roles=SECRETARIAT | _MEMBERS | _GUESTS_OF_A_SESSION,
        why="A session's page is for those who are invited to it.",
    ),
    Capability(
        name="floor.read",
        roles=_MEMBERS | _GUESTS_OF_A_SESSION,
        why="A session's floor is for those who take part in it; without an account one joins with its code.",
    ),
    Capability(
        name="session.change",
        roles=SECRETARIAT,
        why="The secretariat calls sessions and sends their agendas.",
    ),
    Capability(
        name="session.run",
        roles=SECRETARIAT,
        why="Only the secretariat opens a session and records that the statement was read.",
    ),
    Capability(
        name="invitation.send",
        roles=SECRETARIAT,
        why="The secretariat invites, and sees what was answered; each person sees the own answer.",
    ),
    Capability(
        name="own_calendar.read",
        roles=_MEMBERS | _GUESTS_OF_A_SESSION,
        why="A calendar is for those who are invited to sessions.",
    ),
    Capability(
        name="statement.change",
        roles=SECRETARIAT,
        why="The secretariat keeps the versions of the statement; each session's page shows the one in force.",
    ),
    Capability(
        name="delegate.name",
        roles=SECRETARIAT | _WHO_FILLS_SEATS,
        why="A delegate is named by the organisation's nominees, its focal point or the secretariat.",
    ),
    Capability(
        name="rules.accept",
        roles=_GUESTS_OF_A_SESSION,
        why="The ground rules are accepted by those who stand in or come along; members accepted them with their seat.",
    ),
    Capability(
        name="update.send",
        roles=SECRETARIAT | _MEMBERS | {Role.DELEGATE},
        why="A brief update is sent by the organisation's nominees or their delegate, or typed by the secretariat.",
    ),
    Capability(
        name="attendance.check_in",
        roles=_MEMBERS | _GUESTS_OF_A_SESSION,
        why="Somebody checks in for the own organisation; the secretariat records attendance.",
        own=True,
    ),
    Capability(
        name="attendance.record",
        roles=SECRETARIAT,
        why="Attendance is recorded by the secretariat and shown to nobody else.",
    ),
    Capability(
        name="record.read",
        roles=SECRETARIAT,
        why="A session's whole record is the secretariat's; each organisation has a pack with its own part.",
    ),
    Capability(
        name="pack.read",
        roles=SECRETARIAT | _MEMBERS | {Role.COUNSEL},
        why="A compliance pack is for the organisation's own counsel and nominees, and the secretariat.",
        own=True,
    ),
    Capability(
        name="statement.read",
        roles=SECRETARIAT | _MEMBERS | {Role.COUNSEL},
        why="The versions of the statement are read by members, their counsel and the secretariat.",
    ),
    Capability(
        name="counsel.read",
        roles=frozenset({Role.COUNSEL}),
        why="This page is for an organisation's counsel.",
    ),
    Capability(
        name="counsel.name",
        roles=SECRETARIAT | _MEMBERS,
        why="Counsel is named by the organisation's nominees or by the secretariat.",
        own=True,
    ),
    Capability(
        name="remark.read",
        roles=SECRETARIAT,
        why="Notes of a session are sealed: the secretariat alone reads them.",
    ),
    Capability(
        name="remark.record",
        roles=SECRETARIAT,
        why="Notes of a session are taken by the secretariat alone.",
    ),
    Capability(
        name="breakout.note",
        roles=SECRETARIAT | _MEMBERS | _GUESTS_OF_A_SESSION,
        why="The note of a breakout is sent by somebody who sits in it.",
    ),
    Capability(
        name="group.read",
        roles=SECRETARIAT | _MEMBERS,
        why="Working groups are for the cohort's members and the secretariat.",
    ),
    Capability(
        name="group.change",
        roles=SECRETARIAT,
        why="The secretariat keeps the working groups' records.",
    ),
    Capability(
        name="series.read",
        roles=SECRETARIAT,
        why="The series is planned by the secretariat; what is public of it stands on the public site.",
    ),
    Capability(
        name="series.change",
        roles=SECRETARIAT,
        why="The series is planned by the secretariat.",
    ),
    Capability(
        name="statistics.read",
        roles=SECRETARIAT,
        why="Statistics are the secretariat's own until the desk releases them.",
    ),
    Capability(
        name="statistics.change",
        roles=SECRETARIAT,
        why="The secretariat makes the tables; what may be in them is decided by the rules.",
    ),
    Capability(
        name="poll.read",
        roles=SECRETARIAT,
        why="Answers are sealed: the secretariat alone reads them.",
    ),
    Capability(
        name="poll.change",
        roles=SECRETARIAT,
        why="The secretariat groups the answers and decides what members are shown.",
    ),
    Capability(
        name="commonality.read",
        roles=SECRETARIAT | _MEMBERS,
        why="What several members face is for the cohort's members and the secretariat.",
    ),
    Capability(
        name="standing.read",
        roles=SECRETARIAT,
        why="Standing is shown to the secretariat, and to each organisation its own.",
    ),
    Capability(
        name="review.read",
        roles=SECRETARIAT,
        why="The year-end review is written by the secretariat.",
    ),
    Capability(
        name="review.change",
        roles=SECRETARIAT,
        why="The year-end review is written by the secretariat.",
    ),
    Capability(
        name="desk.read",
        roles=SECRETARIAT,
        why="The desk is where the secretariat decides what may leave the room.",
    ),
    Capability(
        name="draft.write",
        roles=SECRETARIAT,
        why="Only the secretariat writes and publishes notes, so that nobody else has to answer for them.",
    ),
    Capability(
        name="draft.decide",
        roles=SECRETARIAT,
        why="Only the secretariat decides what is published.",
    ),
    Capability(
        name="draft.object",
        roles=_MEMBERS,
        why="Objections are for the members of the cohort whose note this is.",
    ),
    Capability(
        name="waiver.ask",
        roles=SECRETARIAT,
        why="Only the secretariat asks a member to agree to words that point to it.",
    ),
    Capability(
        name="waiver.answer",
        roles=_MEMBERS,
        why="Only the people whom an organisation nominated answer for it.",
        own=True,
    ),
    Capability(
        name="output.withdraw",
        roles=SECRETARIAT,
        why="Only the secretariat withdraws what it published.",
    ),
    Capability(
        name="office.read",
        roles=SECRETARIAT,
        why="Who works for the secretariat is its own business.",
    ),
    Capability(
        name="office.change",
        roles=SECRETARIAT,
        why="The secretariat appoints its own people.",
    ),
    Capability(
        name="audit.read",
        roles=SECRETARIAT,
        why="The trail is kept by the secretariat.",
    ),
    Capability(
        name="outbox.read",
        roles=SECRETARIAT,
        why="What was sent, and what still waits, is the secretariat's to see.",
    ),
    Capability(
        name="outbox.retry",
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


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseFacts:
    """What counts when a draft asks to leave the desk.

    `writers` are the accounts that wrote any part of it, `keepers` those that gave a reason why words in it may stay;
    `officers` is how many people of the secretariat there are, `free` how many of them did neither.
    """

    writers: frozenset[str]
    keepers: frozenset[str] = frozenset()
    decider: str
    officers: int
    free: int = 0
    window_passed: bool


def second_pair_of_eyes(facts: ReleaseFacts) -> Verdict:
    """Whether this person may decide on a release: four eyes, or one pair and a window that has passed (R-PUB-01).

    Whoever gave the reason why words may stay judged the text as its writer did, so that person does not count as a
    second pair of eyes either. Where nobody else can look, because the secretariat is a single person or everybody
    else wrote or kept some of it, the members' objection window stands in and must have passed.
    """
    if facts.decider in facts.writers:
        if facts.officers > 1:
            return no("You wrote part of this draft, so somebody else of the secretariat has to decide on it.")
        return _after_the_window(facts, "You are the only officer")
    if facts.decider in facts.keepers:
        if facts.free:
            return no("You gave the reason why words in it may stay, so somebody else has to decide on it.")
        return _after_the_window(facts, "Everybody of the secretariat wrote or kept some of it")
    return yes()


def window_stands_in(facts: ReleaseFacts) -> bool:
    """Whether nobody is left who could look first, and somebody can decide once the members' time has passed."""
    if facts.officers <= 1:
        return facts.decider in facts.writers | facts.keepers
    return not facts.free and bool(facts.keepers - facts.writers)


def _after_the_window(facts: ReleaseFacts, because: str) -> Verdict:
    if facts.window_passed:
        return yes()
    return no(f"{because}, so the members' time to object has to pass first; then you may decide alone.")
