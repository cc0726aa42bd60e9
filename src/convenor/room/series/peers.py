"""Looking for one other who registered, saying yes to an introduction, and what becomes of it overnight.

Nothing of it stands in the trail, and nobody but the two ever learns of it; the secretariat has a number.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.gate import Declined, settle
from convenor.kernel.outbox import emit
from convenor.kernel.sealed import seal
from convenor.room.series.announced import announced_at
from convenor.room.series.models import PeerIntroduction, Registration, Series
from convenor.room.series.registered import PURPOSE, registrants
from convenor.rules.peers import ANSWER_WITHIN, MET_FOR, Pair, Seeker, is_over, may_seek, paired
from convenor.rules.registration import organisations_of
from convenor.rules.signs import in_one_line
from convenor.rules.verdict import Verdict, no

# What a row looks like that looks for nobody.
_NOBODY: dict[str, Any] = {"seeks": [], "introduced_as": "", "introduction": None, "agreed": False}


@transaction.atomic
def seek(registration: Registration, *, topics: Iterable[str], words: str) -> None:
    """Look for one other who chose one of these topics, to be introduced in these words, which are sealed."""
    series, chosen, said = announced_at(registration.series_id), set(topics), in_one_line(words)
    row = _held(registration)
    if series is None or not row.confirmed:
        raise Declined(no(_("This series is not announced now, so nobody is looked for. Your registration stays.")))
    if row.introduction_id is not None:
        raise Declined(no(_("Somebody was found meanwhile. Look at what is there now.")))
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
    """Look for nobody any more; whoever was found is looked for again, and learns no reason. Safe to call again."""
    ended = end_of([registration.pk])
    row = _held(registration)
    Registration.objects.filter(pk=row.pk, introduction=None).update(**_NOBODY, found=row.found + ended)


def end_of(registrations: Iterable[UUID]) -> int:
    """End what was proposed to these and not made yet, so that others are found; how many that were."""
    open_ones = PeerIntroduction.objects.filter(sides__in=list(registrations), made_on=None)
    return _end(open_ones.values_list("pk", flat=True))


def _end(introductions: Iterable[UUID]) -> int:
    # Held before the registrations are, as where somebody agrees.
    found = PeerIntroduction.objects.select_for_update().filter(pk__in=list(introductions), made_on=None).order_by("pk")
    keys = [row.pk for row in found]
    Registration.objects.filter(introduction__in=keys).update(introduction=None, agreed=False)
    PeerIntroduction.objects.filter(pk__in=keys).delete()
    return len(keys)


def look_after_peers(today: date) -> None:
    """End what nobody answered in time and what was made long ago, then find whoever can talk. Safe to call again."""
    with transaction.atomic():
        _end_what_is_over(today)
    for slug in Registration.objects.exclude(seeks=[]).values_list("series", flat=True).distinct():
        _propose_in(slug)


def _end_what_is_over(today: date) -> None:
    late = PeerIntroduction.objects.filter(made_on=None, proposed_on__lt=today - ANSWER_WITHIN)
    silent = Registration.objects.filter(introduction__in=late, agreed=False)
    silent_keys = list(silent.values_list("pk", flat=True))
    alone = PeerIntroduction.objects.annotate(left=Count("sides")).filter(left__lt=2, made_on=None)
    _end([*late.values_list("pk", flat=True), *alone.values_list("pk", flat=True)])
    # Whoever did not answer is not asked again and again.
    Registration.objects.filter(pk__in=silent_keys).update(**_NOBODY, found=F("found") + 1)
    long_ago = PeerIntroduction.objects.filter(made_on__lte=today - MET_FOR)
    # Somebody who was introduced and looks once more has other words by then.
    Registration.objects.filter(introduction__in=long_ago).update(**_NOBODY)
    long_ago.delete()


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
