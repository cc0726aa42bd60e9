"""The thirty-one UN Guiding Principles on Business and Human Rights: number, pillar, and what each is about."""

from enum import StrEnum

from convenor.rules.wording import said


class Pillar(StrEnum):
    """The three parts of the Guiding Principles."""

    PROTECT = "The State's duty to protect"
    RESPECT = "The company's responsibility to respect"
    REMEDY = "Access to remedy"


# In a few words of our own, so that a number is found again; the text itself is the United Nations'.
GISTS: tuple[str, ...] = (
    "protecting against abuse by others",
    "what a State expects of its companies",
    "laws and policies that ask for respect",
    "companies that a State owns or supports",
    "services that a State buys in",
    "companies that a State does business with",
    "areas of conflict",
    "parts of a State that act as one",
    "room for policy in treaties on investment",
    "international institutions",
    "respecting human rights",
    "which rights are meant",
    "own harm, and harm that one is linked to",
    "every company, whatever its size",
    "a policy, due diligence and remedy",
    "saying so in a policy",
    "due diligence as a whole",
    "finding out what the harm is",
    "acting on what was found",
    "tracking whether it works",
    "telling how it is dealt with",
    "making good what one caused",
    "the law, and where laws conflict",
    "the gravest harm first",
    "what States do so that there is remedy",
    "courts",
    "ways besides courts",
    "ways that no State runs",
    "a company's own way to complain",
    "ways that industries run together",
    "what makes such a way work",
)
FIRST, LAST = 1, len(GISTS)


def pillar_of(number: int) -> Pillar:
    """The part that a principle belongs to."""
    if number <= 10:
        return Pillar.PROTECT
    return Pillar.RESPECT if number <= 24 else Pillar.REMEDY


def in_words(number: int) -> str:
    """A principle by its number and what it is about."""
    return said("Principle {number}: {gist}", number=number, gist=said(GISTS[number - 1]))
