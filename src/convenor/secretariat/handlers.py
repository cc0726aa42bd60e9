"""What follows from people coming and going: each mail goes to one person, and names nobody else."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import Account, Appointment
from convenor.people.queries import in_force
from convenor.room.cohorts.models import ContinuityKit
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.secretariat.kit import covering_words, own_material


def mail_kit(*, kit: str) -> None:
    """Send somebody who left their own material, once, and forget the address with it (AC-19)."""
    rows = ContinuityKit.objects.select_for_update(of=("self",)).select_related("person__account", "organisation")
    row = rows.filter(pk=kit).first()
    if row is None or row.organisation is None or row.left_on is None:
        return
    written = own_material(row.person, row.organisation, row.left_on)
    mail = EmailMessage(
        subject=_("Your own material"),
        body=f"{covering_words(row.organisation, row.left_on)}\n\n{written}",
        to=[row.address],
        reply_to=[installation().contact],
    )
    mail.attach("own-material.txt", written, "text/plain")
    mail.send()
    row.delete()
    forget_on_disk()


def mail_appointed(*, appointment: str) -> None:
    """Tell a new colleague how to sign in, and that a second step is asked for."""
    row = _in_office(appointment)
    if row is not None and row.person.account is not None:
        _mail(row.person.account, "appointed", reverse("sign_in"))


def mail_handed_over(*, appointment: str, to: str) -> None:
    """Tell a colleague where the list stands of what somebody left to them."""
    row = _in_office(to)
    if row is not None and row.person.account is not None:
        _mail(row.person.account, "handed_over", reverse("secretariat:handover", args=[appointment]))


def mail_taken_off(*, account: str) -> None:
    """Tell somebody that their second step was taken off, so that they notice if they did not ask for it."""
    row = Account.objects.filter(pk=account, is_active=True).first()
    if row is not None:
        _mail(row, "taken_off", reverse("sign_in"))


def _in_office(key: str) -> Appointment | None:
    rows = Appointment.objects.filter(in_force(clock.today()), pk=key, person__account__is_active=True)
    return rows.select_related("person__account").first()


def _mail(account: Account, name: str, path: str) -> None:
    here = installation()
    words: dict[str, Any] = {
        "installation": here,
        "address": f"{settings.CONVENOR_SITE}{path}",
        "mail_address": account.email,
    }
    subject = " ".join(render_to_string(f"secretariat/mail/{name}_subject.txt", words).split())
    body = render_to_string(f"secretariat/mail/{name}.txt", words)
    EmailMessage(subject=subject, body=body, to=[account.email], reply_to=[here.contact]).send()
