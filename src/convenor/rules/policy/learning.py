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
        name="speaking.offer",
        what="Offer to speak at an open session, and take the offer back; only the secretariat learns of it.",
        roles=MEMBERS,
        why="Offers to speak are made by the people whom an organisation nominated.",
        own=True,
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
    Capability(
        name="posting.read",
        what="Read what members ask and offer, without whose it is.",
        roles=MEMBERS,
        why="Asks and offers are read by the cohort's members; the secretariat has a page of its own.",
    ),
    Capability(
        name="posting.write",
        what="Ask or offer something for one's own organisation, change it and take it back.",
        roles=MEMBERS,
        why="Asks and offers are written by the people whom an organisation nominated.",
        own=True,
    ),
    Capability(
        name="posting.answer",
        what="Answer another member's ask or offer; who did is not told until both agree.",
        roles=MEMBERS,
        why="Asks and offers are answered by the cohort's members.",
    ),
    Capability(
        name="posting.decide",
        what="Let an ask or an offer be read, return it, give it on or close it.",
        roles=SECRETARIAT,
        why="Only the secretariat decides on words that may point to somebody.",
    ),
    Capability(
        name="introduction.settle",
        what="Agree to an introduction, decline it or take it back, for oneself.",
        roles=MEMBERS,
        why="Whether two people are introduced is up to the two, and to nobody else.",
        own=True,
    ),
    Capability(
        name="own_actions.keep",
        what="Keep one's own organisation's private list of actions; the secretariat cannot.",
        roles=MEMBERS,
        why="A list of actions is seen by the nominees of its organisation and by nobody else.",
        own=True,
    ),
    Capability(
        name="take_home.read",
        what="Take home one page that is safe to forward within one's own organisation.",
        roles=MEMBERS,
        why="A take-home pack is for the people whom an organisation nominated.",
        own=True,
    ),
)
