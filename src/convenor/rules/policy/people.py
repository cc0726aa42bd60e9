"""Who sits for whom: cohorts, organisations, seats, and who works for the secretariat."""

from convenor.rules.grants import Capability
from convenor.rules.policy.members import MEMBERS, WHO_FILLS_SEATS
from convenor.rules.vocabulary import SECRETARIAT

PEOPLE = (
    Capability(
        name="cohort.read",
        what="Read a cohort's pages: its members, its years and their calendars.",
        roles=SECRETARIAT | MEMBERS,
        why="A cohort's pages are for its members and the secretariat.",
    ),
    Capability(
        name="cohort.change",
        what="Change a cohort's records: its members, seats, years and decisions.",
        roles=SECRETARIAT,
        why="The secretariat keeps the cohort's records; write to it if something is wrong.",
    ),
    Capability(
        name="year.answer",
        what="Say whether one's own organisation agrees to a proposed year.",
        roles=MEMBERS,
        why="Whether a member agrees to a year is said by its nominees.",
        own=True,
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
        roles=MEMBERS,
        why="This page is for the people whom an organisation nominated.",
        own=True,
    ),
    Capability(
        name="consent.give",
        what="Agree for one's own organisation to being named, and withdraw that.",
        roles=MEMBERS,
        why="What an organisation agrees to is said by its nominees; the secretariat records what came on paper.",
        own=True,
    ),
    Capability(
        name="own_people.read",
        what="See who sits for one's own organisation, and who was asked to.",
        roles=WHO_FILLS_SEATS,
        why="This page is for a member's nominees and its focal point.",
        own=True,
    ),
    Capability(
        name="seat.leave",
        what="Say that somebody has left the organisation and gives up the seat.",
        roles=SECRETARIAT | WHO_FILLS_SEATS,
        why="That somebody left is said by the person, the organisation's own people or the secretariat.",
        own=True,
    ),
    Capability(
        name="seat.propose",
        what="Ask somebody to take a seat of the organisation, and take the question back.",
        roles=SECRETARIAT | WHO_FILLS_SEATS,
        why="A member's seats are filled by its nominees, its focal point and the secretariat.",
        own=True,
    ),
    Capability(
        name="counsel.name",
        what="Name and remove an organisation's counsel.",
        roles=SECRETARIAT | MEMBERS,
        why="Counsel is named by the organisation's nominees or by the secretariat.",
        own=True,
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
)
