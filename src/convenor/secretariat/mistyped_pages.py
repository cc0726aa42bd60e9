"""The page on which a mistyped address is put right, and where the outbox and a member's people lead to it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted
from convenor.kernel.gate import needs
from convenor.people.models import Person
from convenor.secretariat import mistyped
from convenor.secretariat.forms import AddressForm


@needs(mistyped.CAPABILITY)
def put_right(request: HttpRequest, person: UUID) -> HttpResponse:
    """Put a mistyped address right."""
    row = get_object_or_404(Person.objects.select_related("account"), pk=person, erased_on=None)
    form = AddressForm(posted(request), initial={"address": row.account.email if row.account else row.email})
    return ask(
        request,
        form,
        lambda: mistyped.put_right(who(request), row, **form.cleaned_data),
        title=_("The mail address of %(name)s") % {"name": row.name},
        button=_("Put it right"),
        done=_("Put right. Both mailboxes are told, and what is still to come is sent to the right one."),
        consequences=(
            _("Only for somebody who was never here. Whoever has signed in changes the address on their own page."),
            _("Links that went to the other address open nothing any more, and it gets one letter that says so."),
        ),
        back=Back(reverse("secretariat:outbox"), _("Outbox")),
    )
