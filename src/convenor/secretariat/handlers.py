"""What follows from people coming and going: each mail goes to one person, and names nobody else."""

from convenor.kernel import clock, letters
from convenor.kernel.installation import installation
from convenor.kernel.letters import Beside, Letter, page
from convenor.people.erasing_letters import where_to_erase
from convenor.people.models import Account, Appointment
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts.models import ContinuityKit
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.rules.wording import on_day
from convenor.secretariat.kit import own_material
from convenor.secretariat.letters import APPOINTED, ENDED, HANDED_OVER, KIT, OFFICE_CHANGED, TAKEN_OFF


def mail_kit(*, kit: str) -> None:
    """Send somebody who left their own material, once, and forget the address with it (AC-19)."""
    rows = ContinuityKit.objects.select_for_update(of=("self",)).select_related("person__account", "organisation")
    row = rows.filter(pk=kit).first()
    if row is None or row.organisation is None or row.left_on is None:
        return
    written = own_material(row.person, row.organisation, row.left_on)
    name = names_of([row.organisation.pk], row.left_on)[row.organisation.pk]
    account = row.person.account
    values = {
        "organisation": name,
        "day": on_day(row.left_on),
        "material": written,
        "erasing": where_to_erase(account) if account else "",
    }
    letters.send(KIT, to=row.address, values=values, beside=[Beside(written, "text/plain", "own-material.txt")])
    row.delete()
    forget_on_disk()


def mail_appointed(*, appointment: str) -> None:
    """Tell a new colleague how to sign in, and that a second step is asked for."""
    row = _in_office(appointment)
    if row is not None and row.person.account is not None:
        _send(APPOINTED, row.person.account, page("sign_in"))


def mail_handed_over(*, appointment: str, to: str) -> None:
    """Tell a colleague where the list stands of what somebody left to them."""
    row = _in_office(to)
    if row is not None and row.person.account is not None:
        _send(HANDED_OVER, row.person.account, page("secretariat:handover", appointment))


def mail_colleague(*, account: str) -> None:
    """Tell a colleague that somebody came, went, or lost a second step, so that they notice what nobody expected."""
    rows = Appointment.objects.filter(in_force(clock.today()), person__account__pk=account)
    row = Account.objects.filter(pk=account, is_active=True).first()
    if row is not None and rows.exists():
        letters.send(OFFICE_CHANGED, to=row.email, values={"address": page("secretariat:office")})


def mail_office() -> None:
    """Tell the contact address that somebody's work here ended: it may be read by somebody who is no colleague."""
    letters.send(OFFICE_CHANGED, to=installation().contact, values={"address": page("secretariat:office")})


def mail_ended(*, appointment: str) -> None:
    """Tell somebody that their work here has ended; also where the account is closed with it."""
    row = Appointment.objects.filter(pk=appointment, until__isnull=False).select_related("person__account").first()
    if row is not None and row.until is not None and row.person.account is not None:
        letters.send(ENDED, to=row.person.account.email, values={"day": on_day(row.until)})


def mail_taken_off(*, account: str) -> None:
    """Tell somebody that their second step was taken off, so that they notice if they did not ask for it."""
    row = Account.objects.filter(pk=account, is_active=True).first()
    if row is not None:
        _send(TAKEN_OFF, row, page("sign_in"))


def _in_office(key: str) -> Appointment | None:
    rows = Appointment.objects.filter(in_force(clock.today()), pk=key, person__account__is_active=True)
    return rows.select_related("person__account").first()


def _send(letter: Letter, account: Account, address: str) -> None:
    letters.send(letter, to=account.email, values={"address": address, "mail_address": account.email})
