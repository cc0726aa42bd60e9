"""Reads of a proposed year: what a member may answer, and how many did, in numbers alone."""

from dataclasses import dataclass

from django.db.models import Count

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.queries import in_order
from convenor.room.cohorts.calendar import from_kept, year_sessions
from convenor.room.cohorts.models import ProgrammeYear, YearProposal
from convenor.room.cohorts.queries import members_of
from convenor.rules.agreed_year import changes_since, counted_words
from convenor.rules.vocabulary import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnWord:
    """One organisation of the reader's, and what was said for it: None while nothing was."""

    slug: str
    name: str
    agrees: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalShown:
    """A proposal that waits for its decision, as one person sees it."""

    proposal: YearProposal
    outdated: bool
    counted: str
    own: tuple[OwnWord, ...]


def proposals_visible_to(actor: Actor, year: ProgrammeYear) -> YearProposal | None:
    """The proposal of a year that waits for a decision, for whoever may see the year."""
    if not actor.in_secretariat and year.cohort_id not in actor.cohorts(Role.NOMINEE):
        return None
    return year.proposals.select_related("year__cohort").filter(ended_on=None).first()


def proposal_shown(actor: Actor, year: ProgrammeYear) -> ProposalShown | None:
    """What waits for the cohort's word; the secretariat reads numbers, a member the own organisation's word."""
    proposal = proposals_visible_to(actor, year)
    if proposal is None:
        return None
    return ProposalShown(
        proposal=proposal,
        outdated=bool(changes_since(from_kept(proposal.sessions), year_sessions(year))),
        counted=_counted(proposal, year) if actor.in_secretariat else "",
        own=_own_words(actor, proposal, year),
    )


def _counted(proposal: YearProposal, year: ProgrammeYear) -> str:
    members = members_of(year.cohort, clock.today())
    of_today = proposal.answers.filter(organisation__in=members.values("organisation"))
    return counted_words(dict(of_today.values_list("agrees").annotate(number=Count("pk"))), members.count())


def _own_words(actor: Actor, proposal: YearProposal, year: ProgrammeYear) -> tuple[OwnWord, ...]:
    companies = actor.organisations(Role.NOMINEE, cohort=year.cohort_id)
    said = dict(proposal.answers.filter(organisation__in=companies).values_list("organisation_id", "agrees"))
    return tuple(
        OwnWord(slug=slug, name=name, agrees=said.get(slug)) for slug, name in in_order(companies, clock.today())
    )
