"""Participation requirements: facts in, explained standing out (R-STD, A-08 to A-15).

Requirement sets are versioned: a year is judged by the set that was in force for it, or by none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from convenor.rules.standing import cop_2_0
from convenor.rules.standing.facts import (
    ExecutiveFact,
    GroupFact,
    GroupSeatFact,
    LeadFact,
    MemberFact,
    PresenceFact,
    PresentationFact,
    SessionFact,
    SpecialMeetingsDecision,
    StandingFacts,
    UpdateFact,
    YearFact,
)
from convenor.rules.standing.findings import (
    Ask,
    AskId,
    MemberStanding,
    RequirementFinding,
    RequirementId,
    in_a_sentence,
    overall,
)
from convenor.rules.standing.ledger import Ledger
from convenor.rules.vocabulary import RequirementStatus, SessionKind
from convenor.rules.wording import said

__all__ = [
    "REQUIREMENT_SETS",
    "Ask",
    "AskId",
    "ExecutiveFact",
    "GroupFact",
    "GroupSeatFact",
    "LeadFact",
    "MemberFact",
    "MemberStanding",
    "PresenceFact",
    "PresentationFact",
    "RequirementFinding",
    "RequirementId",
    "RequirementSet",
    "SessionFact",
    "SpecialMeetingsDecision",
    "StandingFacts",
    "UpdateFact",
    "YearFact",
    "assess",
    "requirement_set",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirementSet:
    """One version of the requirements, and the first day of the years that it judges."""

    version: str
    title: str
    in_force_from: date
    rules: dict[RequirementId, str]
    judges: tuple[Callable[[MemberFact, Ledger], RequirementFinding], ...]
    asks: tuple[Callable[[MemberFact, Ledger], Ask], ...]


# The update that describes CoP 2.0 carries no date; 2022 and earlier are not judged by it.
COP_2_0 = RequirementSet(
    version="cop-2.0",
    title=said("CoP 2.0 minimum participation requirements"),
    in_force_from=date(2023, 1, 1),
    rules=cop_2_0.RULES,
    judges=cop_2_0.JUDGES,
    asks=cop_2_0.ASKS,
)

REQUIREMENT_SETS: dict[str, RequirementSet] = {COP_2_0.version: COP_2_0}


def requirement_set(version: str, year: YearFact) -> RequirementSet | None:
    """Find the set that judges a year, or None when no set of that name was in force."""
    found = REQUIREMENT_SETS.get(version)
    return found if found and found.in_force_from <= year.starts else None


def assess(facts: StandingFacts) -> tuple[MemberStanding, ...]:
    """Judge every member of the year, in the order given; those who were not members in it are left out."""
    ledger = Ledger(facts)
    rules = requirement_set(facts.version, facts.year)
    return tuple(
        _unjudged(member, facts) if rules is None else _judged(member, ledger, rules)
        for member in facts.members
        if member.since <= ledger.judged_on and (member.until is None or member.until > facts.year.starts)
    )


def _judged(member: MemberFact, ledger: Ledger, rules: RequirementSet) -> MemberStanding:
    requirements = tuple(judge(member, ledger) for judge in rules.judges)
    attendances = (
        *ledger.past(member, SessionKind.REGULAR),
        *ledger.past(member, SessionKind.SPECIAL),
    )
    return MemberStanding(
        id=member.id,
        standing=overall(requirements),
        because=in_a_sentence(requirements),
        requirements=requirements,
        asks=tuple(ask(member, ledger) for ask in rules.asks),
        synthetic=any(attendance.synthetic for attendance in attendances),
    )


def _unjudged(member: MemberFact, facts: StandingFacts) -> MemberStanding:
    because = said("The year {year} is not judged by participation requirements.", year=facts.year.year)
    requirements = tuple(
        RequirementFinding(id=requirement, status=RequirementStatus.NOT_SET, rule="", because=because)
        for requirement in RequirementId
    )
    return MemberStanding(
        id=member.id,
        standing=overall(requirements),
        because=in_a_sentence(requirements),
        requirements=requirements,
        asks=(),
    )
