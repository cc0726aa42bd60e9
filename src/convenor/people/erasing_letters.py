"""The letter about an erasure: to whom it is about, a week before it is done, because nothing brings back what went."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel import letters
from convenor.kernel.letters import Letter, page
from convenor.people.erasing import link_of_leaver
from convenor.people.models import Account, ErasureRequest
from convenor.rules.wording import on_day

ASKED = Letter(
    key="erasure_asked",
    cause=_("Somebody asks to be erased."),
    to=_("Whom it is about"),
    subject=_("You are erased on {day}"),
    body=_("""It was asked that everything here about you is erased. That is done on {day}, and cannot be undone \
then. Afterwards no letter reaches you, because your address is gone, too.

If it was you, do nothing. If it was not, or you think otherwise, take it back until then:
{address}

{installation}"""),
    samples={"day": _("14 March 2026"), "address": "https://convenor.example/account/holdings/"},
    required=("day", "address"),
)
LETTERS = (ASKED,)


def mail_asked(*, erasure: str) -> None:
    """Tell somebody that their erasure was asked for, unless it was taken back meanwhile."""
    row = ErasureRequest.objects.select_related("account").filter(pk=erasure).first()
    if row is not None:
        values = {"day": on_day(row.due_on), "address": where_to_erase(row.account)}
        letters.send(ASKED, to=row.account.email, values=values)


def where_to_erase(account: Account) -> str:
    """Where somebody asks for the own erasure: signed in while the account stays, and by a link of their own after."""
    return page("holdings") if account.is_active else page("leaver", link_of_leaver(account))
