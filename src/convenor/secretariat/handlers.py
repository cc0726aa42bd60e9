"""What follows from people coming and going: each mail goes to one person, and names nobody else."""

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from convenor.kernel.installation import installation
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
