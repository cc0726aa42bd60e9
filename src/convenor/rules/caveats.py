"""What every output says about itself: whose view it is not, and whom it does not speak for.

The texts follow the roster of the day: while all members sit in the Global North the caveat says so, and
when one member elsewhere joins it changes without pointing to that member (R-PUB-09, R-PUB-10, AC-20).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# Regions as the roster writes them. Regions with both sides in them (East Asia, Oceania) are left out on
# purpose: from the region alone nothing follows.
GLOBAL_NORTH = frozenset({"europe", "north america", "northern america", "australia and new zealand"})
GLOBAL_SOUTH = frozenset(
    {
        "africa", "north africa", "northern africa", "west africa", "western africa", "east africa",
        "eastern africa", "central africa", "middle africa", "southern africa", "sub-saharan africa",
        "southeast asia", "south-east asia", "south-eastern asia", "south asia", "southern asia", "central asia",
        "latin america", "latin america and the caribbean", "central america", "south america", "caribbean",
        "middle east", "middle east and north africa", "pacific islands",
    }
)  # fmt: skip
SMALLER = frozenset({"micro", "small", "medium", "sme", "start-up", "startup", "start up"})
LARGE = frozenset({"large", "very large"})


class CaveatKey(StrEnum):
    """Stable names, so that a released output keeps its caveats apart from their wording."""

    NO_POSITION = "no_position"
    REPRESENTATIVENESS = "representativeness"
    SMALLER_COMPANIES = "smaller_companies"
    GENERAL_INFORMATION = "general_information"
    NO_CONSULTATION = "no_consultation"
    NO_COMPLIANCE_USE = "no_compliance_use"
    NO_ENDORSEMENT = "no_endorsement"


class Share(StrEnum):
    """How much of a roster something fits; never a number, because a number can point to one member."""

    ALL = "all"
    ALL_KNOWN = "all_known"
    MOST = "most"
    SOME = "some"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterMember:
    """What the caveats look at; a region or size nobody has entered is None."""

    region: str | None = None
    size: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Caveat:
    """One paragraph that an output carries."""

    key: CaveatKey
    text: str


NO_POSITION = (
    "This text describes what was learned together. It neither praises nor criticises any company, and should "
    "not be read as a view on what any one company does."
)

REPRESENTATIVENESS = {
    Share.ALL: (
        "The community is small, and every company in it has its headquarters in the Global North. What it has "
        "learned does not stand for the technology sector worldwide."
    ),
    Share.ALL_KNOWN: (
        "The community is small, and as far as is known its companies have their headquarters in the Global North. "
        "What it has learned does not stand for the technology sector worldwide."
    ),
    Share.MOST: (
        "The community is small, and most of its companies have their headquarters in the Global North. What it "
        "has learned does not stand for the technology sector worldwide."
    ),
    Share.SOME: (
        "The community is small, and not every part of the world has a company in it. What it has learned does "
        "not stand for the technology sector worldwide."
    ),
    Share.NOT_KNOWN: (
        "The community is small. What it has learned does not stand for the technology sector worldwide."
    ),
}

SMALLER_COMPANIES = {
    Share.ALL: (
        "No small or medium-sized company and no start-up belongs to the community. The difficulties that "
        "smaller and younger companies meet are not reflected here."
    ),
    Share.ALL_KNOWN: (
        "As far as is known, no small or medium-sized company and no start-up belongs to the community. The "
        "difficulties that smaller and younger companies meet are not reflected here."
    ),
    Share.MOST: (
        "Most companies in the community are large. The difficulties that smaller and younger companies meet are "
        "reflected only in part."
    ),
    Share.NOT_KNOWN: (
        "How large the companies in the community are has not been recorded. The difficulties that smaller and "
        "younger companies meet may not be reflected here."
    ),
}

PEER_LEARNING = {
    CaveatKey.GENERAL_INFORMATION: "The materials of this series are offered as general information and no more.",
    CaveatKey.NO_CONSULTATION: "They are not a consultation, and taking part in the series is not one either.",
    CaveatKey.NO_COMPLIANCE_USE: "They are not meant as evidence of compliance with any law or standard.",
    CaveatKey.NO_ENDORSEMENT: (
        "That a company takes part or presents something does not mean that UN Human Rights, its B-Tech Project or "
        "any programme related to it endorses the company or what it does."
    ),
}


def is_global_north(region: str | None) -> bool | None:
    """Tell whether a region lies in the Global North; None where the region does not say."""
    place = (region or "").strip().casefold()
    if place in GLOBAL_NORTH:
        return True
    return False if place in GLOBAL_SOUTH else None


def is_large(size: str | None) -> bool | None:
    """Tell whether a size class is a large company; None where it is not recorded."""
    size_class = (size or "").strip().casefold()
    if size_class in LARGE:
        return True
    return False if size_class in SMALLER else None


def share(answers: Sequence[bool | None]) -> Share:
    """Say in a word how many of a roster something fits; nothing is said while most answers are unknown."""
    if 2 * sum(answer is not None for answer in answers) <= len(answers):
        return Share.NOT_KNOWN
    if all(answers):
        return Share.ALL
    if False not in answers:
        return Share.ALL_KNOWN
    return Share.MOST if 2 * sum(answer is True for answer in answers) > len(answers) else Share.SOME


def series_caveats() -> tuple[Caveat, ...]:
    """Give the caveats of peer-learning materials (R-PUB-15 to R-PUB-18).

    The roster plays no part in them: who takes part in the series is not public (R-CH-06).
    """
    own = (Caveat(key=key, text=text) for key, text in PEER_LEARNING.items())
    return (Caveat(key=CaveatKey.NO_POSITION, text=NO_POSITION), *own)


def cohort_caveats(roster: Sequence[RosterMember]) -> tuple[Caveat, ...]:
    """Put together the caveats of a cohort's output from its roster, in the order in which they are printed."""
    caveats = [Caveat(key=CaveatKey.NO_POSITION, text=NO_POSITION)]
    north = share([is_global_north(member.region) for member in roster])
    caveats.append(Caveat(key=CaveatKey.REPRESENTATIVENESS, text=REPRESENTATIVENESS[north]))
    large = share([is_large(member.size) for member in roster])
    if large in SMALLER_COMPANIES:
        caveats.append(Caveat(key=CaveatKey.SMALLER_COMPANIES, text=SMALLER_COMPANIES[large]))
    return tuple(caveats)
