"""An organisation's own list of actions; the trail says nothing of it, because the secretariat reads the trail."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.people.models import Organisation
from convenor.room.exchange.models import Action
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.rules import exchange as rules
from convenor.rules.verdict import no, yes

CAPABILITY = "own_actions.keep"
_GONE = "Somebody of your organisation changed or removed this before you. Look at what is there now."


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """An action as somebody writes it; `principle` is the number of a Guiding Principle, `note` a released note's."""

    text: str
    due: date | None = None
    principle: int | None = None
    note: str = ""


def add_action(actor: Actor, organisation: Organisation, meant: Meant) -> Action:
    """Put an action on the own organisation's list."""
    require(actor, CAPABILITY, organisation=organisation.pk)
    settle(rules.may_keep_action(meant.text))
    columns = {"text": meant.text.strip(), "due": meant.due, "principle": meant.principle, "note": meant.note}
    with transaction.atomic():
        listed = _listed(organisation)
        same = listed.filter(**columns, done_on=None).exists()
        settle(rules.may_list_action(listed=listed.count(), same=same))
        return Action.objects.create(organisation=organisation, **columns)


def change_action(actor: Actor, action: Action, meant: Meant) -> None:
    """Say it otherwise."""
    require(actor, CAPABILITY, organisation=action.organisation_id)
    settle(rules.may_keep_action(meant.text))
    with transaction.atomic():
        row = _held(action)
        row.text, row.due, row.principle, row.note = meant.text.strip(), meant.due, meant.principle, meant.note
        row.save(update_fields=["text", "due", "principle", "note"])
        forget_on_disk()


def mark_done(actor: Actor, action: Action, *, done: bool = True) -> None:
    """Say that it is done, or that it is not."""
    require(actor, CAPABILITY, organisation=action.organisation_id)
    with transaction.atomic():
        row = _held(action)
        row.done_on = clock.today() if done else None
        row.save(update_fields=["done_on"])


def remove_action(actor: Actor, action: Action) -> None:
    """Take it off the list; for a week it can be put back, then it is destroyed."""
    require(actor, CAPABILITY, organisation=action.organisation_id)
    with transaction.atomic():
        row = _held(action)
        row.removed_on = clock.today()
        row.save(update_fields=["removed_on"])


def put_back(actor: Actor, action: Action) -> None:
    """Put back what was removed."""
    require(actor, CAPABILITY, organisation=action.organisation_id)
    with transaction.atomic():
        listed = _listed(action.organisation)
        row = Action.objects.select_for_update().filter(pk=action.pk).first()
        removed_on = row.removed_on if row is not None else None
        there = removed_on is not None and rules.can_be_put_back(removed_on=removed_on, today=clock.today())
        settle(yes() if there else no(_GONE))
        settle(rules.may_list_action(listed=listed.count()))
        Action.objects.filter(pk=action.pk).update(removed_on=None)


def _listed(organisation: Organisation) -> QuerySet[Action]:
    """What is on an organisation's list, which is held: two people at once do not pass the most together."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    return Action.objects.filter(organisation=organisation, removed_on=None)


def _held(action: Action) -> Action:
    row = Action.objects.select_for_update().filter(pk=action.pk, removed_on=None).first()
    if row is None:
        raise Declined(no(_GONE))
    return row
