"""Looking for one other who registered, saying yes to an introduction, and what becomes of it overnight.

Nothing of it stands in the trail, and nobody but the two ever learns of it; the secretariat has a number.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.gate import Declined, settle
from convenor.kernel.models import Event
from convenor.kernel.outbox import emit
from convenor.kernel.sealed import seal
from convenor.room.series.announced import announced_at
from convenor.room.series.models import PeerIntroduction, Registration, Series
from convenor.room.series.registered import PURPOSE, registrants
from convenor.rules.peers import ANSWER_WITHIN, MET_FOR, Pair, Seeker, is_over, may_seek, paired
from convenor.rules.registration import organisations_of
from convenor.rules.signs import in_one_line
from convenor.rules.verdict import Verdict, no

MAILS = ("peer_found", "peers_introduced")
# What a row looks like that looks for nobody.
_NOBODY: dict[str, Any] = {"seeks": [], "introduced_as": "", "introduction": None, "agreed": False}


@transaction.atomic
def seek(registration: Registration, *, topics: Iterable[str], words: str) -> None:
    """Look for one other who chose one of these topics, to be introduced in these words, which are sealed."""
    series, chosen, said = announced_at(registration.series_id), set(topics), in_one_line(words)
    _end_if_late(registration)
    row = _held(registration)
    if series is None or not row.confirmed:
        raise Declined(no(_("This series is not announced now, so nobody is looked for. Your registration stays.")))
    _nobody_found(row)
    known = [topic for topic in series.topics if topic in chosen]
    settle(may_seek(known, said, found=row.found))
    row.seeks, row.introduced_as = known, seal(PURPOSE, said)
    row.save(update_fields=["seeks", "introduced_as"])


@transaction.atomic
def agree(registration: Registration, *, introduction: str) -> bool:
    """Say yes to the introduction that was seen; True once both did, and then each is mailed who the other is.

    Safe to call again.
    """
    seen = registration.introduction_id if str(registration.introduction_id) == introduction else None
    held, row = _introduction_held(seen), _held(registration)
    if held is None or row.introduction_id != held.pk or _is_past(held):
        raise Declined(_nobody_any_more())
    if held.made_on is not None:
        return True
    Registration.objects.filter(pk=row.pk).update(agreed=True)
    sides = list(held.sides.all())
    if len(sides) < 2 or not all(side.agreed for side in sides):
        return False
    held.made_on = clock.today()
    held.save(update_fields=["made_on"])
    held.sides.update(seeks=[], found=F("found") + 1)
    Series.objects.filter(pk=row.series_id).update(introduced=F("introduced") + 1)
    for side in sides:
        emit("peers_introduced", registration=str(side.pk))
    return True


@transaction.atomic
def stop(registration: Registration) -> None:
    """Look for nobody any more; whoever was found is looked for again, and learns no reason. Safe to call again.

    Raises Declined where both said yes before, or somebody was found at this moment.
    """
    _end_if_late(registration)
    ended = open_of([registration.pk])
    end(ended)
    row = _held(registration)
    _nobody_found(row)
    Registration.objects.filter(pk=row.pk).update(**_NOBODY, found=row.found + len(ended))


def open_of(registrations: Iterable[UUID]) -> list[UUID]:
    """What was proposed to these and not made yet, held until the transaction ends."""
    return _held_open(PeerIntroduction.objects.filter(sides__in=list(registrations)))


def end(introductions: list[UUID]) -> None:
    """End these, which are held, so that others are found for whoever is left."""
    _sides(introductions).update(introduction=None, agreed=False)
    PeerIntroduction.objects.filter(pk__in=introductions).delete()


def _held_open(introductions: QuerySet[PeerIntroduction]) -> list[UUID]:
    # Everywhere these are held first, then what is mailed, then registrations: else two wait for each other.
    keys = list(introductions.filter(made_on=None).values_list("pk", flat=True))
    rows = PeerIntroduction.objects.select_for_update().filter(pk__in=keys, made_on=None).order_by("pk")
    return [row.pk for row in rows]


def _sides(introductions: list[UUID]) -> QuerySet[Registration]:
    """Who may be introduced; what is still to be mailed to them of it is forgotten, being over.

    Two mails side by side tell who was found for whom as well as the rows do.
    """
    sides = Registration.objects.filter(introduction__in=introductions)
    keys = [str(key) for key in sides.values_list("pk", flat=True)]
    Event.objects.filter(name__in=MAILS, ids__registration__in=keys).delete()
    return sides


def look_after_peers(today: date) -> None:
    """End what nobody answered in time and what was made long ago, then find whoever can talk. Safe to call again."""
    with transaction.atomic():
        _end_what_is_over(today)
    for slug in Registration.objects.exclude(seeks=[]).values_list("series", flat=True).distinct():
        _propose_in(slug)


def _end_what_is_over(today: date) -> None:
    _end_late(PeerIntroduction.objects.all(), today)
    end(_held_open(PeerIntroduction.objects.annotate(left=Count("sides")).filter(left__lt=2)))
    long_ago = PeerIntroduction.objects.select_for_update().filter(made_on__lte=today - MET_FOR).order_by("pk")
    keys = [row.pk for row in long_ago]
    # Somebody who was introduced and looks once more has other words by then.
    _sides(keys).update(**_NOBODY)
    PeerIntroduction.objects.filter(pk__in=keys).delete()


def _end_late(introductions: QuerySet[PeerIntroduction], today: date) -> None:
    late = _held_open(introductions.filter(proposed_on__lt=today - ANSWER_WITHIN))
    silent = list(Registration.objects.filter(introduction__in=late, agreed=False).values_list("pk", flat=True))
    end(late)
    # Whoever did not answer is not asked again and again.
    Registration.objects.filter(pk__in=silent).update(**_NOBODY, found=F("found") + 1)


def _end_if_late(registration: Registration) -> None:
    """Between the last day and that night's round the page shows nobody any more, so nobody stands in the way."""
    _end_late(PeerIntroduction.objects.filter(sides=registration), clock.today())


def _propose_in(slug: str) -> None:
    series = announced_at(slug)
    if series is None:
        return
    rows = Registration.objects.filter(series=slug, confirmed=True, introduction=None).exclude(seeks=[])
    for pair in paired(_seekers(rows.order_by("pk"), series.topics)):
        with transaction.atomic():
            _propose(pair)


def _seekers(rows: Iterable[Registration], topics: Iterable[str]) -> list[Seeker]:
    """Those who look for somebody, as they are now; whoever cannot be read with this key is left out."""
    found = {str(row.pk): row for row in rows}
    people = registrants(found.values())
    organisations = organisations_of(people)
    return [
        Seeker(
            person=one.person,
            organisation=organisations[one.person],
            topics=tuple(topic for topic in topics if topic in found[one.person].seeks),
        )
        for one in people
    ]


def _propose(pair: Pair) -> None:
    """Ask both, unless one of them left, stopped or changed their topics meanwhile."""
    rows = Registration.objects.select_for_update().filter(pk__in=[pair.one, pair.other], introduction=None)
    both = [row for row in rows.order_by("pk") if pair.topic in row.seeks]
    if len(both) < 2:
        return
    introduction = PeerIntroduction.objects.create(topic=pair.topic, proposed_on=clock.today())
    for row in both:
        row.introduction, row.agreed = introduction, False
        row.save(update_fields=["introduction", "agreed"])
        emit("peer_found", registration=str(row.pk))


def _nobody_found(row: Registration) -> None:
    if row.introduction_id is not None:
        raise Declined(no(_("Somebody was found meanwhile. Look at what is there now.")))


def _held(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update().filter(pk=registration.pk, nonce=registration.nonce)
    row = rows.first()
    if row is None:
        raise Declined(no(_("This registration was erased meanwhile, so nothing was changed. You can register again.")))
    return row


def _introduction_held(introduction: UUID | None) -> PeerIntroduction | None:
    return PeerIntroduction.objects.select_for_update().filter(pk=introduction).first() if introduction else None


def _is_past(row: PeerIntroduction) -> bool:
    return row.made_on is None and is_over(row.proposed_on, clock.today())


def _nobody_any_more() -> Verdict:
    # One answer for every reason, so that nobody learns what the other did.
    return no(
        _("This introduction is not open any more. If you still look for somebody, you are mailed once there is.")
    )
