"""What is said of a member's standing: always with the rule, the reason and the evidence."""

from dataclasses import dataclass
from enum import StrEnum

from convenor.rules.vocabulary import RequirementStatus, StandingVerdict
from convenor.rules.wording import said, said_of


class RequirementId(StrEnum):
    """The four minimums; nothing else decides standing (R-STD-10)."""

    REGULAR_MEETINGS = "regular_meetings"
    SPECIAL_MEETINGS = "special_meetings"
    WORKING_GROUP = "working_group"
    YEAR_END_PRESENTATION = "year_end_presentation"


class AskId(StrEnum):
    """What a company is asked for, and what never lowers its standing (A-12, A-13)."""

    LEAD_A_MEETING = "lead_a_meeting"
    EXECUTIVE_PRESENCE = "executive_presence"


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirementFinding:
    """One requirement: its status, the rule in words, why, and the dates it rests on."""

    id: RequirementId
    status: RequirementStatus
    rule: str
    because: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A private encouragement; `sessions` are the ids of those that still want somebody to lead them."""

    id: AskId
    answered: bool
    text: str
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberStanding:
    """Where one member stands; `synthetic` says that some attendance behind it is made up for a demo."""

    id: str
    standing: StandingVerdict
    because: str
    requirements: tuple[RequirementFinding, ...]
    asks: tuple[Ask, ...]
    synthetic: bool = False


def overall(requirements: tuple[RequirementFinding, ...]) -> StandingVerdict:
    """Draw the four findings together; a requirement that is not set lowers nothing (A-10, A-11)."""
    statuses = {finding.status for finding in requirements}
    if RequirementStatus.NOT_MET in statuses:
        return StandingVerdict.NEEDS_CONVERSATION
    if statuses <= {RequirementStatus.NOT_SET}:
        return StandingVerdict.NOT_SET
    return StandingVerdict.GOOD_STANDING


def in_a_sentence(requirements: tuple[RequirementFinding, ...]) -> str:
    """Say the standing before any badge does."""
    match overall(requirements):
        case StandingVerdict.NOT_SET:
            return said("No participation requirements apply to this year, so nobody's standing is judged.")
        case StandingVerdict.GOOD_STANDING:
            return said("In good standing: every requirement that is due is met.")
        case StandingVerdict.NEEDS_CONVERSATION:
            unmet = sum(finding.status is RequirementStatus.NOT_MET for finding in requirements)
            return said_of(
                unmet,
                "Needs a conversation: {number} of {of} requirements is not met. The secretariat talks with the "
                "company first; nothing follows by itself.",
                "Needs a conversation: {number} of {of} requirements are not met. The secretariat talks with the "
                "company first; nothing follows by itself.",
                of=len(requirements),
            )
