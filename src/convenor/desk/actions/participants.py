"""The public list of who takes part in a cohort: two people agree that there is one, and consents decide who is on it.

From then on it follows the consents by itself, so that a withdrawal waits for nobody (docs/adr/0021).
"""

import hashlib
import json
import logging
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.desk import doors
from convenor.desk.actions.announcing import may_agree
from convenor.desk.models import ParticipantList
from convenor.kernel import audit, clock
from convenor.kernel.actor import NOBODY, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.outbox import emit
from convenor.people.queries import secretariat_accounts
from convenor.room.cohorts.agreed import participants_of
from convenor.room.cohorts.models import Cohort
from convenor.rules.verdict import Verdict, no, yes

log = logging.getLogger("convenor.participants")


def digest_of(cohort: Cohort) -> str:
    """What would be public of a cohort today, in a few signs."""
    told = [cohort.name, *participants_of(cohort, clock.today()).names]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@transaction.atomic
def ask_to_publish(actor: Actor, cohort: Cohort, *, digest: str) -> None:
    """Ask a second person to look at the list as it stands."""
    require(actor, "draft.write")
    row = _held(cohort)
    settle(_can_be_published(row, digest))
    settle(doors.may_list(row.cohort))
    if waits(row):
        raise Declined(no(_("This list waits for a second pair of eyes already.")))
    row.asked_by_id, row.asked_at, row.asked_name = actor.account, clock.now(), row.cohort.name
    row.save()
    audit.record(actor, "participants.asked", kind="cohort", subject=cohort.pk)
    for account in secretariat_accounts().exclude(pk=actor.account):
        emit("participants_wait", cohort=cohort.pk, account=str(account.pk))


@transaction.atomic
def publish(actor: Actor, cohort: Cohort, *, digest: str) -> None:
    """Agree as the second person to the list that one was shown; from then on it follows the consents."""
    require(actor, "draft.decide")
    row = _held(cohort)
    settle(_can_be_published(row, digest))
    if row.asked_at is None:
        raise Declined(no(_("Nobody asked for this list to be published. Ask first; a colleague then agrees.")))
    settle(doors.may_list(row.cohort))
    if not waits(row):
        raise Declined(no(_("The cohort has been renamed since somebody asked. Ask again; a colleague then agrees.")))
    settle(may_decide(actor, row))
    doors.list_participants(row.cohort)
    row.community, row.published_on = row.cohort.name, clock.today()
    _forget_the_ask(row)
    # Whoever withdrew while this was under way was followed by nothing: the list was not public yet.
    emit("participants_changed")
    audit.record(actor, "participants.published", kind="cohort", subject=cohort.pk)


@transaction.atomic
def take_down(actor: Actor, cohort: Cohort) -> None:
    """Take the whole list off the public site at once; the consents stay as they are."""
    require(actor, "output.withdraw")
    row = _held(cohort)
    if not row.community:
        raise Declined(no(_("No list of this cohort is public, so there is nothing to take down.")))
    _end(actor, row)


def may_decide(actor: Actor, row: ParticipantList) -> Verdict:
    """Whether this person is the second one; where there is no other, time has to pass instead."""
    return may_agree(actor, asked_by=str(row.asked_by_id), asked_at=row.asked_at)


def waits(row: ParticipantList) -> bool:
    """Whether somebody asked for this list under the name that the cohort has now."""
    return row.asked_at is not None and row.asked_name == row.cohort.name


@transaction.atomic
def bring_up_to_date(_today: date) -> None:
    """Let each public list name those whose consent holds today, and nobody else; safe to call again.

    One that fails keeps no other from following; it is tried again by itself, and an officer sees if that fails too.
    """
    for key in ParticipantList.objects.order_by("pk").values_list("pk", flat=True):
        try:
            follow(key)
        except Exception as error:  # a list may fail in any way; whoever withdrew elsewhere must not wait for it
            log.warning("the list of %s did not follow and is tried again", key, exc_info=error)
            emit("participants_outdated", cohort=key)


@transaction.atomic
def follow(cohort: str) -> None:
    """Let one list follow; safe to call again.

    A cohort that became confidential as a whole has no list any more, nor has one under a name that points to somebody
    since; none comes back by itself, and what was asked for a confidential one is asked anew.
    """
    rows = ParticipantList.objects.select_for_update(of=("self",)).select_related("cohort")
    row = rows.filter(pk=cohort).first()
    if row is None:
        return
    if row.asked_at is not None and not row.cohort.members_public:
        _forget_the_ask(row)
    if row.community and doors.may_stand(row.cohort, row.community).allowed:
        doors.relist(row.cohort, row.community)
    elif row.community:
        _end(NOBODY, row)


def _forget_the_ask(row: ParticipantList) -> None:
    row.asked_by, row.asked_at, row.asked_name = None, None, ""
    row.save()


def _end(actor: Actor, row: ParticipantList) -> None:
    doors.take_list_down(row.community)
    row.community, row.published_on = "", None
    row.save()
    audit.record(actor, "participants.taken_down", kind="cohort", subject=row.pk)


def _held(cohort: Cohort) -> ParticipantList:
    """The row with the cohort as it is now, both held until the transaction ends."""
    ParticipantList.objects.get_or_create(cohort_id=cohort.pk)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    return ParticipantList.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=cohort.pk)


def _can_be_published(row: ParticipantList, digest: str) -> Verdict:
    if row.community:
        return no(_("This list is public already, and follows the consents by itself."))
    if digest_of(row.cohort) != digest:
        return no(_("The list was changed since you opened this page. Look at it again, then decide."))
    if ParticipantList.objects.filter(community=row.cohort.name).exists():
        return no(_("Another cohort's list is public under the same name. Give this cohort a name of its own first."))
    return yes()
