"""What leaves the room: the desk, objections, waivers, withdrawal."""

from convenor.rules.grants import Capability
from convenor.rules.policy.members import MEMBERS
from convenor.rules.vocabulary import SECRETARIAT

PUBLISHING = (
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
        roles=MEMBERS,
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
        roles=MEMBERS,
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
        name="newsletter.read",
        what="See how many take the newsletter and what was sent; never who.",
        roles=SECRETARIAT,
        why="How many take the newsletter is the secretariat's to know; who does is told to nobody.",
    ),
)
