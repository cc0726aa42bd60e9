"""The secretariat's own overview: what is due, what was done, what is kept, what was sent."""

from convenor.rules.grants import Capability
from convenor.rules.vocabulary import SECRETARIAT

KEEPING = (
    Capability(
        name="monday.read",
        what="See the list of what is due.",
        roles=SECRETARIAT,
        why="The list of what is due is the secretariat's own.",
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
        what="Send a mail again that failed to leave or came back.",
        roles=SECRETARIAT,
        why="What failed to leave is the secretariat's to send again.",
    ),
    Capability(
        name="letter.read",
        what="See every letter that can be sent, with a preview.",
        roles=SECRETARIAT,
        why="What the programme writes to people is the secretariat's to know.",
    ),
    Capability(
        name="letter.change",
        what="Give a letter other words, and take them back.",
        roles=SECRETARIAT,
        why="Letters speak for the secretariat, so it chooses their words.",
    ),
)
