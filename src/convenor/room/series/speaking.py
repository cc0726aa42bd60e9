"""Offering to speak at an open session, choosing among offers, and forgetting them; none of it is ever public.

Of what a nominee does here nothing stands in the trail: an entry would outlive the offer.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.models import Event
from convenor.kernel.outbox import emit
from convenor.room.meetings.actions.forgetting import forget_tonight
from convenor.room.series.models import SpeakerOffer, Webinar
from convenor.room.series.offers import (
    forgotten_after,
    gone_speakers,
    is_off,
    is_to_come,
    own_offers,
    person_of,
    public_of,
    sitting,
    to_come,
)
from convenor.rules.retention import Record, kept_for
from convenor.rules.scope import belongs
from convenor.rules.speaking import may_answer, may_offer, may_say
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import OfferState

OFFER, DECIDE = "speaking.offer", "series.change"
EVENTS = ("speaker_answered", "speaker_outdated")
_GONE = no("This offer was taken back, or whoever made it has left. Nothing was changed.")


def offer(actor: Actor, webinar: Webinar, *, organisation: str, words: str, scope_reason: str = "") -> None:
    """Offer to speak at an announced session, for a member that one sits for."""
    require(actor, OFFER, organisation=organisation)
    person, public, said = person_of(actor), public_of(webinar), " ".join(words.split())
    if person is None or public is None:
        raise Declined(no("This session is not announced now. Look at those that are."))
    settle(may_say(said))
    settle(belongs((said,), scope_reason))
    begins, off, now = public.starts_at, public.cancelled, clock.now()
    offered = webinar.offers.filter(person=person).exists()
    settle(may_offer(starts_at=begins, cancelled=off, offered=offered, now=now))
    try:
        with transaction.atomic():
            SpeakerOffer.objects.create(
                webinar=webinar,
                person=person,
                organisation_id=organisation,
                words=said,
                scope_reason=scope_reason.strip(),
                offered_on=clock.today(),
            )
    except IntegrityError:
        # The other half of a double tap was faster.
        settle(may_offer(starts_at=begins, cancelled=off, offered=True, now=now))


@transaction.atomic
def take_back(actor: Actor, row: SpeakerOffer) -> None:
    """Take one's own offer back: it is gone at once, and the secretariat finds that a chosen speaker is missing."""
    require(actor, OFFER)
    settle(yes() if own_offers(actor).filter(pk=row.pk).exists() else _GONE)
    forget([row.pk])


@transaction.atomic
def choose(actor: Actor, row: SpeakerOffer) -> None:
    """Have somebody speak who offered to; they are told by a letter."""
    if _answer(actor, row, OfferState.CHOSEN):
        # Before the trail, which is held until the end: whoever changes a session holds that one first.
        Webinar.objects.filter(pk=row.webinar_id).update(speaker_lost_on=None)
        # Which session it is for, and never who: the entry outlives the offer.
        audit.record(actor, "speaker.chosen", kind="session", subject=row.webinar.session_id)


@transaction.atomic
def decline(actor: Actor, row: SpeakerOffer) -> None:
    """Decline an offer with thanks, also one that was chosen before; they are told by a letter."""
    if _answer(actor, row, OfferState.DECLINED):
        audit.record(actor, "speaker.declined", kind="session", subject=row.webinar.session_id)


@transaction.atomic
def go_on_without(actor: Actor, webinar: Webinar) -> None:
    """Let a session do without the speaker whom it lost, so that nothing is due any more."""
    require(actor, DECIDE)
    forget(gone_speakers(webinar).values_list("pk", flat=True))
    Webinar.objects.filter(pk=webinar.pk).update(speaker_lost_on=None)
    audit.record(actor, "speaker.done_without", kind="session", subject=webinar.session_id)


def _answer(actor: Actor, row: SpeakerOffer, state: OfferState) -> bool:
    """Answer an offer; False where that was its answer already."""
    require(actor, DECIDE)
    held = SpeakerOffer.objects.select_for_update(of=("self",)).select_related("webinar__session")
    now = held.filter(pk=row.pk).first()
    if now is None:
        raise Declined(_GONE)
    session, sits = now.webinar.session, sitting(SpeakerOffer.objects.filter(pk=now.pk)).exists()
    settle(may_answer(starts_at=session.starts_at, cancelled=is_off(now.webinar), sits=sits, now=clock.now()))
    if now.state == state:
        return False
    now.state = state
    now.save(update_fields=["state"])
    emit("speaker_answered", offer=str(now.pk))
    return True


def forget_offers(today: date) -> None:
    """Destroy the offers whose day has come, and those of whoever left the member. Safe to call again.

    That a session lost its speaker is forgotten once it has begun or is off.
    """
    with transaction.atomic():
        forget(forgotten_after(today - kept_for(Record.SPEAKER_OFFERS)))
        Webinar.objects.exclude(speaker_lost_on=None).exclude(to_come()).update(speaker_lost_on=None)


def forget(keys: Iterable[UUID]) -> None:
    """Destroy these offers and the events about them; a session to come that loses its speaker is noted."""
    those = list(keys)
    # Before the offers are held: whoever mails an answer holds its delivery first.
    Event.objects.filter(name__in=EVENTS, ids__offer__in=[str(key) for key in those]).delete()
    rows = SpeakerOffer.objects.select_for_update(of=("self",)).select_related("webinar__session")
    gone = list(rows.filter(pk__in=those).order_by("pk"))
    lost = {row.webinar_id for row in gone if row.state == OfferState.CHOSEN and is_to_come(row.webinar)}
    SpeakerOffer.objects.filter(pk__in=[row.pk for row in gone]).delete()
    speaks = sitting(SpeakerOffer.objects.filter(webinar__in=lost, state=OfferState.CHOSEN))
    Webinar.objects.filter(pk__in=lost).exclude(offers__in=speaks).update(speaker_lost_on=clock.today())
    if gone:
        forget_tonight()
