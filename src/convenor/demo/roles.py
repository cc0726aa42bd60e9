"""The roles that somebody may look in as; they exist only in a demo's database."""

from dataclasses import dataclass

from convenor.rules.wording import said


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoRole:
    """A role, what to try in it, and the address of its account."""

    key: str
    label: str
    email: str
    try_this: str


ROLES = (
    DemoRole(
        key="officer",
        label=said("Secretariat officer"),
        email="officer@secretariat.example",
        try_this=said("Start on Monday: see what is due, run a session, take a remark to a draft note."),
    ),
    DemoRole(
        key="chief",
        label=said("Secretariat chief"),
        email="chief@secretariat.example",
        try_this=said("Be the second pair of eyes on a draft, and read the year-end review."),
    ),
    DemoRole(
        key="nominee",
        label=said("Nominee of a member company"),
        email="nominee-1@telefonica.example",
        try_this=said("See where your own company stands and look at a note before it is published."),
    ),
    DemoRole(
        key="counsel",
        label=said("Counsel of a member company"),
        email="counsel@telefonica.example",
        try_this=said("Download the year's compliance pack and check it on your own computer."),
    ),
    DemoRole(
        key="reader",
        label=said("Public reader"),
        email="",
        try_this=said("Read what was released; nothing else is to be seen."),
    ),
)
