"""Who works for the secretariat: appointing, ending with a handover, and a lost second step (AC-23, R-CAP-02)."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.people.addresses import an_address
from convenor.people.models import Appointment, Person
from convenor.people.queries import in_force
from convenor.people.signed_out import close_without_a_role, sign_out_everywhere
from convenor.room.cohorts.actions.letting_in import known_at, may_sign_in
from convenor.room.cohorts.ties import ties_elsewhere
from convenor.rules.nomination import as_written
from convenor.rules.ties import Tie
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import SECRETARIAT, Role

CAPABILITY = "office.change"
LONGEST_COVERS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """Whom the secretariat appoints, as what, and what they look after."""

    name: str
    email: str
    role: Role
    covers: str = ""


def appoint(actor: Actor, colleague: Colleague) -> Appointment:
    """Let somebody work for the secretariat from today; a mail says how to sign in."""
    require(actor, CAPABILITY)
    name, address = as_written(colleague.name), an_address(colleague.email)
    settle(yes() if name and colleague.role in SECRETARIAT else no(_("Say who it is, and in which role.")))
    with transaction.atomic():
        known = known_at(address)
        settle(_may_work_here(known, name))
        person = known or Person.objects.create(name=name, email=address)
        may_sign_in(person, address)
        made = person.appointments.create(
            role=colleague.role, covers=as_written(colleague.covers)[:LONGEST_COVERS], since=clock.today()
        )
        emit("officer_appointed", appointment=str(made.pk))
        _tell_colleagues(actor, made.person)
        audit.record(actor, "appointment.made", kind="account", subject=person.account_id)
    return made


def end_appointment(actor: Actor, appointment: Appointment, *, to: Appointment | None = None) -> None:
    """End somebody's work here at once and tell everybody; a colleague takes over what they did. The last one stays."""
    require(actor, CAPABILITY)
    with transaction.atomic():
        rows = _in_office().select_for_update(of=("self",)).select_related("person__account")
        in_office = {row.pk: row for row in rows}
        row = in_office.get(appointment.pk)
        settle(no(_("This appointment has ended already.")) if row is None else yes())
        assert row is not None
        settle(_somebody_stays(row, list(in_office.values())))
        settle(no(_("Choose a colleague who stays.")) if to and (to.pk not in in_office or to.pk == row.pk) else yes())
        row.until = clock.today()
        row.save(update_fields=["until"])
        if to is not None:
            _take_over(row, in_office[to.pk])
        if row.person.account is not None:
            sign_out_everywhere(row.person.account)
            close_without_a_role(row.person.account)
        emit("work_ended", appointment=str(row.pk))
        _tell_colleagues(actor, row.person)
        # Somebody outside hears of it, too: whoever ends the last colleague has nobody left beside them.
        emit("office_told")
        audit.record(actor, "appointment.ended", kind="account", subject=row.person.account_id)


def take_off_second_step(actor: Actor, person: Person) -> None:
    """Take somebody's second step off where a phone is lost, never one's own; they add another when they sign in.

    Of colleagues, counsel and whoever else added one: nobody else could let them in again.
    """
    require(actor, CAPABILITY)
    account = person.account
    settle(yes() if account is not None and account.is_active else no(_("There is no account that signs in.")))
    assert account is not None
    own = str(account.pk) == actor.account
    settle(no(_("A colleague has to do this for you; that is what it is for.")) if own else yes())
    with transaction.atomic():
        gone, _kinds = Authenticator.objects.filter(user=account).delete()
        settle(yes() if gone else no(_("There is no second step now: a mailed code signs this person in.")))
        sign_out_everywhere(account)
        emit("second_step_taken_off", account=str(account.pk))
        if _in_office().filter(person=person).exists():
            _tell_colleagues(actor, person)
        audit.record(actor, "second_step.taken_off", kind="account", subject=account.pk)


def _in_office() -> QuerySet[Appointment]:
    return Appointment.objects.filter(in_force(clock.today()), role__in=SECRETARIAT).order_by("pk")


def _tell_colleagues(actor: Actor, of: Person) -> None:
    """Tell everybody else here: a second pair of eyes that one person made, or sent away, would be none."""
    others = _in_office().filter(person__account__isnull=False).exclude(person=of)
    others = others.exclude(person__account__pk=actor.account)
    for account in sorted({str(key) for key in others.values_list("person__account", flat=True)}):
        emit("office_changed", account=account)


def _somebody_stays(leaving: Appointment, in_office: list[Appointment]) -> Verdict:
    """Whether somebody is left who can sign in; the product would be locked for good."""
    others = (row for row in in_office if row.person_id != leaving.person_id)
    if any(row.person.account is not None and row.person.account.is_active for row in others):
        return yes()
    return no(_("This is the last person of the secretariat. Appoint a successor first."))


def _take_over(leaving: Appointment, to: Appointment) -> None:
    if leaving.covers and leaving.covers not in to.covers:
        to.covers = ", ".join(filter(None, [to.covers, leaving.covers]))[:LONGEST_COVERS]
        to.save(update_fields=["covers"])
    emit("work_handed_over", appointment=str(leaving.pk), to=str(to.pk))


def _may_work_here(known: Person | None, name: str) -> Verdict:
    today = clock.today()
    if known is None:
        return yes()
    if known.name.casefold() != name.casefold():
        return no(
            _("This address is on record for “%(name)s”. If that is the same person, write the name like that.")
            % {"name": known.name}
        )
    if known.appointments.filter(in_force(today), role__in=SECRETARIAT).exists():
        return no(_("This person works here already."))
    # Appointing is the office's own word, so what was asked for on leaving is taken back with it.
    if ties_elsewhere(known, None) - {Tie.OFFICE, Tie.ERASURE}:
        return no(
            _("This person sits for a member, or is its focal point, counsel or stand-in. That has to end first.")
        )
    return yes()
