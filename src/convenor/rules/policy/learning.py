"""What comes of the hours: groups, the series, questions, numbers, standing, the review."""

from convenor.rules.grants import Capability
from convenor.rules.policy.members import MEMBERS
from convenor.rules.vocabulary import SECRETARIAT

LEARNING = (
    Capability(
        name="group.read",
        what="Read a working group's page.",
        roles=SECRETARIAT | MEMBERS,
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
        roles=SECRETARIAT | MEMBERS,
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
)
