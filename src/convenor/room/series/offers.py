"""Reads of offers to speak: one's own, those beside a session for the secretariat, and sessions that lost a speaker.

Nobody else sees one: there is no read of another nominee's offer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import Person
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts.models import SeatHolding
from convenor.room.series.announced import PublicSeries, PublicWebinar, announced_at
from convenor.room.series.models import Series, SpeakerOffer, Webinar
from convenor.rules.registration import can_be_joined
from convenor.rules.speaking import OfferFact, in_order
from convenor.rules.vocabulary import OfferState, SessionState


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferRow:
    """An offer as the secretariat's page shows it; `can_be_answered` while the session is to come."""

    offer: SpeakerOffer
    organisation: str
    can_be_answered: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """A session to come at which somebody could speak, as it was announced."""

    slug: str
    series: str
    webinar: PublicWebinar
    offered: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnOffer:
    """One's own offer, with what is public of its session, if anything is, and the link to join when it is time."""

    offer: SpeakerOffer
    public: PublicWebinar | None
    join: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Speakers:
    """What a session to come lacks: offers without an answer, and somebody who was to speak and does not any more."""

    webinar: Webinar
    waiting: int
    lost: bool


def person_of(actor: Actor) -> Person | None:
    """The person behind an account."""
    return Person.objects.filter(account__pk=actor.account).first() if actor.account else None


def sitting(offers: QuerySet[SpeakerOffer]) -> QuerySet[SpeakerOffer]:
    """The offers of those who still sit for the member for which they offered; whoever left is not asked to speak."""
    today = clock.today()
    seats = SeatHolding.objects.filter(
        in_force(today),
        in_force(today, "seat__membership__"),
        person=OuterRef("person"),
        seat__membership__organisation=OuterRef("organisation"),
    )
    return offers.filter(Exists(seats))


def own_offers(actor: Actor) -> QuerySet[SpeakerOffer]:
    """One's own offers, also those for a member that one left, which are there until the night."""
    mine = SpeakerOffer.objects.filter(person__account__pk=actor.account) if actor.account else None
    return mine.select_related("webinar__session") if mine is not None else SpeakerOffer.objects.none()


def offers_to(actor: Actor) -> QuerySet[SpeakerOffer]:
    """Every offer that still holds, for the secretariat; for everybody else none."""
    rows = SpeakerOffer.objects.all() if actor.in_secretariat else SpeakerOffer.objects.none()
    return sitting(rows).select_related("webinar__session", "webinar__series", "person")


def beside_sessions(actor: Actor, series: Series) -> dict[int, list[OfferRow]]:
    """The offers of a series by the number of their session, by day and then by name (AC-10)."""
    rows = {str(row.pk): row for row in offers_to(actor).filter(webinar__series=series)}
    facts = [OfferFact(key=key, on=row.offered_on, name=row.person.name) for key, row in rows.items()]
    names = names_of({row.organisation_id for row in rows.values()}, clock.today())
    found: dict[int, list[OfferRow]] = {}
    for fact in in_order(facts):
        row = rows[fact.key]
        line = OfferRow(offer=row, organisation=names[row.organisation_id], can_be_answered=is_to_come(row.webinar))
        found.setdefault(row.webinar.number, []).append(line)
    return found


def to_come() -> Q:
    """The sessions that have not begun and take place."""
    return Q(session__starts_at__gt=clock.now()) & ~Q(session__state=SessionState.CANCELLED)


def is_to_come(webinar: Webinar) -> bool:
    """Whether a session has not begun and takes place."""
    return webinar.session.starts_at > clock.now() and not is_off(webinar)


def is_off(webinar: Webinar) -> bool:
    """Whether a session was called off."""
    return bool(webinar.session.state == SessionState.CANCELLED)


def chances_of(actor: Actor) -> list[Chance]:
    """The announced sessions to come, in the order of their time; nothing that is not public is among them."""
    mine = {(row.webinar.series_id, row.webinar.number) for row in own_offers(actor)}
    return sorted(
        (
            Chance(slug=series.slug, series=series.name, webinar=one, offered=(series.slug, one.number) in mine)
            for series in _announced()
            for one in series.webinars
            if one.starts_at > clock.now() and not one.cancelled
        ),
        key=lambda chance: (chance.webinar.starts_at, chance.slug, chance.webinar.number),
    )


def own_rows(actor: Actor) -> list[OwnOffer]:
    """One's own offers, the next session first."""
    mine = own_offers(actor)
    sits = set(sitting(mine).values_list("pk", flat=True))
    rows = mine.order_by("webinar__session__starts_at", "pk")
    return [
        OwnOffer(offer=row, public=public_of(row.webinar), join=_join(row) if row.pk in sits else "") for row in rows
    ]


def public_of(webinar: Webinar) -> PublicWebinar | None:
    """What is public of a session, if anything is; its planned words are not for whoever offers to speak."""
    series = announced_at(webinar.series_id)
    return next((one for one in series.webinars if one.number == webinar.number), None) if series else None


def gone_speakers(webinar: Webinar) -> QuerySet[SpeakerOffer]:
    """The chosen offers of those who left the member for which they offered, until the night forgets them."""
    stays = sitting(SpeakerOffer.objects.filter(webinar=webinar))
    return SpeakerOffer.objects.filter(webinar=webinar, state=OfferState.CHOSEN).exclude(pk__in=stays.values("pk"))


def lacking_speakers() -> list[Speakers]:
    """The sessions to come whose speakers need the secretariat; where another one speaks, nobody is missing."""
    there = set(sitting(SpeakerOffer.objects.all()).values_list("pk", flat=True))
    waiting = Count("offers", filter=Q(offers__state=OfferState.WAITING, offers__in=there))
    gone = Count("offers", filter=Q(offers__state=OfferState.CHOSEN) & ~Q(offers__in=there))
    speak = Count("offers", filter=Q(offers__state=OfferState.CHOSEN, offers__in=there))
    rows = Webinar.objects.filter(to_come()).annotate(waiting=waiting, gone=gone, speak=speak)
    found = [
        Speakers(webinar=row, waiting=row.waiting, lost=not row.speak and bool(row.speaker_lost_on or row.gone))
        for row in rows.select_related("session", "series").order_by("series", "number")
    ]
    return [one for one in found if one.waiting or one.lost]


def forgotten_after(day: date) -> Iterable[UUID]:
    """The offers whose session lies so far back that they go, and those of whoever left the member."""
    over = SpeakerOffer.objects.filter(webinar__session__starts_at__date__lte=day)
    stays = sitting(SpeakerOffer.objects.all())
    return [
        *over.values_list("pk", flat=True),
        *SpeakerOffer.objects.exclude(pk__in=stays.values("pk")).values_list("pk", flat=True),
    ]


def _announced() -> list[PublicSeries]:
    slugs = Series.objects.filter(webinars__session__starts_at__gt=clock.now()).order_by("pk").distinct()
    found = (announced_at(slug) for slug in slugs.values_list("pk", flat=True))
    return [series for series in found if series is not None]


def _join(row: SpeakerOffer) -> str:
    session = row.webinar.session
    chosen = row.state == OfferState.CHOSEN
    near = can_be_joined(session.starts_at, clock.now(), cancelled=is_off(row.webinar))
    return str(session.join_url) if chosen and near else ""
