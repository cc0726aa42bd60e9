"""An urgent session before it is called: what would go out, on one screen."""

import hashlib
from dataclasses import dataclass
from datetime import UTC

from convenor.kernel import clock
from convenor.kernel.language import english
from convenor.kernel.letters import compose, when
from convenor.people.models import Affiliation
from convenor.people.queries import names_of
from convenor.room.cohorts.models import Cohort, ExpertOrganisation, ProgrammeYear
from convenor.room.meetings.actions.urgent import Urgent, does_count
from convenor.room.meetings.letters import EXPERT
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import nominees_at
from convenor.rules.first_agenda import FirstItem, first_agenda
from convenor.rules.scope import ScopeWarning
from convenor.rules.urgent import UrgentFacts, warnings_of
from convenor.rules.verdict import Verdict
from convenor.rules.vocabulary import SessionKind
from convenor.rules.wording import counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What would go out; `digest` names it, so that nothing leaves that nobody looked at."""

    items: tuple[FirstItem, ...]
    invited: int
    subject: str
    letter: str
    experts: tuple[str, ...]
    counts: Verdict
    warnings: tuple[ScopeWarning, ...]
    digest: str


def with_letter(facts: UrgentFacts, *, source_title: str, minutes: int, join_url: str) -> Urgent:
    """What is asked for, with the letter to experts: a public fact, a time and themes; no member, no list of others."""
    # Experts get it as it is shown, so it is English whoever calls.
    with english():
        values = {
            "happened": facts.happened,
            "source_title": source_title,
            "source_address": facts.source_url,
            "day": when(facts.starts_at, UTC, "j F Y"),
            "hour": when(facts.starts_at, UTC, "l j F Y, H:i"),
            "minutes": counted(minutes, "minute"),
            "themes": "\n".join(f"- {theme}" for theme in facts.themes),
            "purpose": facts.purpose,
        }
        subject, letter = compose(EXPERT, values)
    return Urgent(
        facts=facts, source_title=source_title, minutes=minutes, join_url=join_url, subject=subject, letter=letter
    )


def preview_of(year: ProgrammeYear, urgent: Urgent) -> Preview:
    """What would go out if it were sent now."""
    invited = nominees_at(Session(year=year), clock.today()).exclude(email="").exclude(account__is_active=False)
    return Preview(
        items=first_agenda(SessionKind.SPECIAL, urgent.minutes, urgent.facts.themes),
        invited=invited.count(),
        subject=urgent.subject,
        letter=urgent.letter,
        experts=urgent.facts.experts,
        counts=does_count(year),
        warnings=warnings_of(urgent.facts),
        digest=hashlib.sha256(repr(urgent).encode()).hexdigest(),
    )


def expert_contacts(cohort: Cohort) -> list[tuple[str, str]]:
    """Addresses of people at organisations whose experts were with this cohort in any year, with the organisation."""
    listed = ExpertOrganisation.objects.filter(year__cohort=cohort).values("organisation")
    rows = Affiliation.objects.filter(organisation__in=listed, until=None).exclude(person__email="")
    pairs = sorted(set(rows.values_list("organisation_id", "person__email")))
    names = names_of({slug for slug, _ in pairs}, clock.today())
    return [(address, f"{names[slug]}: {address}") for slug, address in pairs]
