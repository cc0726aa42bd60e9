"""The hour and what is kept of it: calling, inviting, coming, running, the record."""

from convenor.rules.grants import Capability
from convenor.rules.policy.members import GUESTS_OF_A_SESSION, MEMBERS, WHO_FILLS_SEATS
from convenor.rules.vocabulary import SECRETARIAT, Role

SESSIONS = (
    Capability(
        name="session.read",
        what="Read a session's page: its time, its agenda and how to join.",
        roles=SECRETARIAT | MEMBERS | GUESTS_OF_A_SESSION,
        why="A session's page is for those who are invited to it.",
    ),
    Capability(
        name="floor.read",
        what="Follow a running session on its floor.",
        roles=MEMBERS | GUESTS_OF_A_SESSION,
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
        roles=MEMBERS | GUESTS_OF_A_SESSION,
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
        roles=SECRETARIAT | WHO_FILLS_SEATS,
        why="A delegate is named by the organisation's nominees, its focal point or the secretariat.",
    ),
    Capability(
        name="question.send",
        what="Send a question to the expert of a session ahead, without a name.",
        roles=MEMBERS | GUESTS_OF_A_SESSION,
        why="Questions to an expert are sent by those who take part.",
    ),
    Capability(
        name="rules.accept",
        what="Accept the ground rules before a session.",
        roles=GUESTS_OF_A_SESSION,
        why="The ground rules are accepted by those who stand in or come along; members accepted them with their seat.",
    ),
    Capability(
        name="update.send",
        what="Send a brief update for the round, and change it until the session ends.",
        roles=SECRETARIAT | MEMBERS | {Role.DELEGATE},
        why="A brief update is sent by the organisation's nominees or their delegate, or typed by the secretariat.",
    ),
    Capability(
        name="attendance.check_in",
        what="Check in at a session; only the organisation is noted.",
        roles=MEMBERS | GUESTS_OF_A_SESSION,
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
        roles=SECRETARIAT | MEMBERS | {Role.COUNSEL},
        why="A compliance pack is for the organisation's own counsel and nominees, and the secretariat.",
        own=True,
    ),
    Capability(
        name="statement.read",
        what="Read every version of the anti-trust statement.",
        roles=SECRETARIAT | MEMBERS | {Role.COUNSEL},
        why="The versions of the statement are read by members, their counsel and the secretariat.",
    ),
    Capability(
        name="counsel.read",
        what="See the page where counsel finds its organisation's packs.",
        roles=frozenset({Role.COUNSEL}),
        why="This page is for an organisation's counsel.",
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
        roles=SECRETARIAT | MEMBERS | GUESTS_OF_A_SESSION,
        why="The note of a breakout is sent by somebody who sits in it.",
    ),
)
