"""What an expert reads before a session: who is there in general words, what is asked, and what holds."""

from dataclasses import dataclass

from convenor.kernel import clock
from convenor.people.consents import given_by
from convenor.people.models import NamingConsent
from convenor.people.queries import attributes_of, names_of
from convenor.room.cohorts.agreed import may_be_named
from convenor.room.cohorts.queries import member_names
from convenor.room.meetings.actions.stage import year_of
from convenor.room.meetings.models import ExpertRequest, Session
from convenor.room.meetings.notes import named_in
from convenor.room.meetings.seals import link_digest, said_by, seal_of, sessions_by_seal
from convenor.rules.audience import Traits, audience
from convenor.rules.consents import Purpose, may_agree_by_link
from convenor.rules.verdict import Verdict
from convenor.rules.vocabulary import AgendaItemKind, SessionState
from convenor.rules.wording import said

# The traits that an expert is told of, and how each line begins.
SPOKEN = {
    "region": said("Their head offices are in"),
    "sector": said("Their main business is"),
    "stack": said("In the technology stack they stand at"),
}
_WITH_TITLE = frozenset({AgendaItemKind.TOPIC, AgendaItemKind.EXPERT_BRIEFING})


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What a link leads to: a session with its request, until it begins, and the consent that was given by the link."""

    asked: ExpertRequest | None = None
    session: Session | None = None
    consent: NamingConsent | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """Whether an organisation is named: by this link, by another word of its own, and whether the link may agree."""

    organisation: str
    own: NamingConsent | None
    otherwise: bool
    may_agree: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedRow:
    """One expert who was asked, for the secretariat until the session begins."""

    address: str
    organisation: str
    accepted: bool
    left: bool


def of_link(token: str) -> Opened | None:
    """What an expert's link opens; None for one that is forged or has nothing left to open."""
    found = said_by(token)
    if found is None:
        return None
    key, nonce, about = found
    asked = ExpertRequest.objects.select_related("organisation").filter(pk=key, nonce=nonce).first()
    if asked is not None:
        session = sessions_by_seal().get(asked.about) if asked.about else None
    else:
        # The request is destroyed as the session begins; whoever comes late still finds the way in.
        session = sessions_by_seal(SessionState.OPEN).get(about)
    given = NamingConsent.objects.filter(purpose=Purpose.EXPERT, link=link_digest(nonce), withdrawn_on=None)
    consent = given.select_related("organisation").order_by("-pk").first()
    if session is None and consent is None:
        return None
    return Opened(asked=asked if session else None, session=session, consent=consent)


def naming_of(opened: Opened) -> Naming | None:
    """How it stands with being named, for a link whose organisation is on record; None without one."""
    if opened.asked is None or opened.asked.organisation_id is None or opened.session is None:
        return None
    slug, year = opened.asked.organisation_id, year_of(opened.session)
    return Naming(
        organisation=names_of([slug], opened.session.starts_at.date())[slug],
        own=opened.consent,
        otherwise=bool(may_be_named([slug], Purpose.EXPERT, year)) and opened.consent is None,
        may_agree=may_agree_by_link(given_by([slug]).get(slug, ()), Purpose.EXPERT, year=year.year),
    )


def audience_of(session: Session) -> tuple[str, ...]:
    """The members in general words; nothing where their list is not public."""
    if session.year is None or not session.year.cohort.members_public:
        return (said("Companies that are members. Who they are is not public."),)
    slugs = [slug for slug, _name in member_names(session.year.cohort, session.starts_at.date())]
    known = attributes_of(slugs)
    members = [
        Traits(values={key: frozenset(one.value for one in known.get(slug, ()) if one.key == key) for key in SPOKEN})
        for slug in slugs
    ]
    return audience(members, SPOKEN)


def agenda_of(session: Session) -> list[dict[str, object]]:
    """The items with their minutes; a title only where it is a topic and points to no member."""
    if session.year is None:
        return []
    cohort, day = session.year.cohort, session.starts_at.date()
    return [
        {
            "kind": item.kind,
            "minutes": item.minutes,
            "title": item.title if item.kind in _WITH_TITLE and not named_in(item.title, cohort, day) else "",
        }
        for item in session.items.all()
    ]


def asked_for(session: Session) -> list[AskedRow]:
    """Who was asked to brief a session that is still to come, by address."""
    rows = list(ExpertRequest.objects.filter(about=seal_of(session)).order_by("address"))
    names = names_of({row.organisation_id for row in rows if row.organisation_id}, clock.today())
    return [
        AskedRow(
            address=row.address,
            organisation=names.get(row.organisation_id or "", ""),
            accepted=row.accepted_on is not None,
            left=not row.text,
        )
        for row in rows
    ]
