"""What follows for whoever offered to speak: one letter to one person, made of how things stand when it leaves."""

from django.utils.translation import gettext as _

from convenor.kernel import clock, letters
from convenor.kernel.letters import Letter, page, when
from convenor.kernel.outbox import emit
from convenor.people.queries import zone_of
from convenor.room.series.models import SpeakerOffer
from convenor.room.series.offers import is_off, is_to_come, public_of, sitting
from convenor.room.series.speaking_letters import CHOSEN, DECLINED, MOVED, OFF
from convenor.rules.registration import Told, is_news
from convenor.rules.vocabulary import OfferState


def mail_answered(*, offer: str) -> None:
    """Tell somebody what became of an offer, unless they know it, or the session has begun or is off meanwhile."""
    row = _held(offer)
    if row is None or row.state in (OfferState.WAITING, row.told) or not is_to_come(row.webinar):
        return
    # Chosen and taken back before any letter left: whoever was told nothing yet is told how it ended.
    _send(CHOSEN if row.state == OfferState.CHOSEN else DECLINED, row)


def tell_speakers(*, session: str) -> None:
    """A session was moved, changed or called off: look at each speaker of it, and at nobody else."""
    chosen = SpeakerOffer.objects.filter(webinar__session__pk=session, told=OfferState.CHOSEN, state=OfferState.CHOSEN)
    for row in chosen.select_related("webinar__session"):
        if is_news(_told(row), _now(row), moment=clock.now()):
            emit("speaker_outdated", offer=str(row.pk))


def mail_news(*, offer: str) -> None:
    """Tell a speaker that the session was moved or called off since they were last told."""
    row = _held(offer)
    if row is None or row.state != OfferState.CHOSEN or row.told != OfferState.CHOSEN:
        return
    if is_news(_told(row), _now(row), moment=clock.now()):
        _send(OFF if is_off(row.webinar) else MOVED, row)


def _held(offer: str) -> SpeakerOffer | None:
    """The offer, held, if it is still there and whoever made it still sits for the member."""
    row = SpeakerOffer.objects.select_for_update().filter(pk=offer).first()
    if row is None or not sitting(SpeakerOffer.objects.filter(pk=row.pk)).exists():
        return None
    return row


def _send(letter: Letter, row: SpeakerOffer) -> None:
    person, session, public = row.person, row.webinar.session, public_of(row.webinar)
    if not person.email or (person.account is not None and not person.account.is_active):
        return
    pattern = "l j F Y, H:i T" if session.time_known else "l j F Y"
    values = {
        "title": public.title if public is not None else _("an open session"),
        "when": when(session.starts_at, zone_of(person), pattern),
        "address": page("series:speaking"),
    }
    letters.send(letter, to=person.email, values=values)
    row.told, row.told_starts_at, row.told_cancelled = row.state, session.starts_at, is_off(row.webinar)
    row.save(update_fields=["told", "told_starts_at", "told_cancelled"])


def _told(row: SpeakerOffer) -> Told:
    return Told(starts_at=row.told_starts_at or row.webinar.session.starts_at, cancelled=row.told_cancelled)


def _now(row: SpeakerOffer) -> Told:
    return Told(starts_at=row.webinar.session.starts_at, cancelled=is_off(row.webinar))
