"""Announcing an open series: the words that two people agreed to are public, and the dates follow the plan.

A date points to nobody, so a session that moves is right on the public site at once; a word of it that changes waits
for a second person again (docs/adr/0017).
"""

import hashlib
import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.desk import doors
from convenor.desk.models import Announcement, Draft
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.queries import secretariat_accounts
from convenor.room.series.models import Series
from convenor.room.series.queries import SeriesWords, words_of
from convenor.room.statistics.actions import open_ledger
from convenor.room.statistics.queries import ledger_of
from convenor.rules.second_pair import ReleaseFacts, second_pair_of_eyes
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftKind

# Where nobody else is there to look, a series waits so long, so that one looks at it twice.
ALONE_AFTER = timedelta(days=2)
# Frozen when people can begin to register: five people and three organisations behind each number.
K, K_ORGANISATIONS = 5, 3


def digest_of(words: SeriesWords) -> str:
    """What somebody agreed to, in a few signs."""
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def ask_to_announce(actor: Actor, series: Series, *, digest: str) -> None:
    """Ask a second person to look at the words of a series, as they stand."""
    require(actor, "draft.write")
    row = _held(series)
    words = words_of(row.series)
    settle(_still(words, digest))
    settle(doors.may_be_public(row.series, words))
    if row.agreed == words:
        raise Declined(no(_("These words are public already, so nobody has to look at them.")))
    if row.asked == digest:
        raise Declined(no(_("These words wait for a second pair of eyes already.")))
    row.asked, row.asked_by_id, row.asked_at = digest, actor.account, clock.now()
    row.save()
    audit.record(actor, "announcement.asked", kind="series", subject=series.pk)
    for account in secretariat_accounts().exclude(pk=actor.account):
        emit("announcement_waits", series=series.pk, account=str(account.pk))


@transaction.atomic
def announce(actor: Actor, series: Series, *, digest: str) -> None:
    """Agree to exactly these words as the second person, and make them public; people can register from then on."""
    require(actor, "draft.decide")
    row = _held(series)
    words = words_of(row.series)
    settle(_still(words, digest))
    if row.asked != digest:
        raise Declined(no(_("Nobody asked for these words to be announced. Ask first; a colleague then agrees.")))
    settle(may_decide(actor, row))
    doors.announce(row.series, words)
    row.agreed, row.agreed_at = words, clock.now()
    row.asked, row.asked_by, row.asked_at = "", None, None
    row.save()
    if ledger_of(series) is None:
        open_ledger(actor, series, k=K, k_organisations=K_ORGANISATIONS)
    for session in series.webinars.values_list("session", flat=True):
        emit("webinar_redated", session=str(session))
    audit.record(actor, "series.announced", kind="series", subject=series.pk)


@transaction.atomic
def take_down(actor: Actor, series: Series) -> None:
    """Take what was announced of a series off the public site at once; the plan and who registered stay."""
    require(actor, "output.withdraw")
    row = _held(series)
    if row.agreed is None:
        raise Declined(no(_("Nothing of this series is public, so there is nothing to take down.")))
    doors.take_down(series)
    row.agreed, row.agreed_at = None, None
    row.asked, row.asked_by, row.asked_at = "", None, None
    row.save()
    audit.record(actor, "series.taken_down", kind="series", subject=series.pk)


def may_decide(actor: Actor, row: Announcement) -> Verdict:
    """Whether this person is the second one; where there is no other, time has to pass instead."""
    return may_agree(actor, asked_by=str(row.asked_by_id), asked_at=row.asked_at)


def may_agree(actor: Actor, *, asked_by: str, asked_at: datetime | None) -> Verdict:
    """Whether this person is the second one for what somebody asked for at a moment, which is aware."""
    waited = asked_at is not None and asked_at + ALONE_AFTER <= clock.now()
    officers = secretariat_accounts().count()
    if officers <= 1 and not waited:
        return no(_("You are the only officer. Look at it once more in two days; then you may make it public alone."))
    facts = ReleaseFacts(writers=frozenset({asked_by}), decider=actor.account, officers=officers, window_passed=waited)
    if second_pair_of_eyes(facts).allowed:
        return yes()
    return no(_("You asked for it, so somebody else of the secretariat has to agree."))


@transaction.atomic
def follow_plan(series: Series, session: str) -> None:
    """Bring the dates of what is public up to date with the plan, then have whoever registered told."""
    row = Announcement.objects.select_for_update().filter(pk=series.pk).exclude(agreed=None).first()
    if row is not None and row.agreed is not None:
        doors.redate(series, row.agreed)
        emit("webinar_redated", session=session)


def say_that_a_note_changed(draft: Draft) -> None:
    """Have the way to the summary note of an open session follow what was released or withdrawn; of no other text."""
    if draft.kind == DraftKind.SUMMARY_NOTE and draft.series is not None and draft.session is not None:
        emit("webinar_changed", session=str(draft.session.pk))


def _held(series: Series) -> Announcement:
    """The row with the series as it is now, both held until the transaction ends."""
    Announcement.objects.get_or_create(series_id=series.pk)
    Series.objects.select_for_update().get(pk=series.pk)
    return Announcement.objects.select_for_update(of=("self",)).select_related("series").get(pk=series.pk)


def _still(words: SeriesWords, digest: str) -> Verdict:
    if digest_of(words) == digest:
        return yes()
    return no(_("The series was changed since you opened this page. Look at it again, then decide."))
