"""What follows when somebody asks for the newsletter: one mail to that mailbox, which alone learns how it stands."""

from django.utils import translation

from convenor.kernel import letters
from convenor.kernel.letters import page
from convenor.room.newsletter.letters import QUESTION, SUBSCRIBED
from convenor.room.newsletter.models import Subscription
from convenor.room.newsletter.queries import address_of, link_to_confirm, link_to_end


def mail_question(*, subscription: str) -> None:
    """Ask a mailbox whether it wants the newsletter, or tell it that it takes it already."""
    row = Subscription.objects.filter(pk=subscription).first()
    to = address_of(row) if row is not None else None
    if row is None or to is None:
        return
    with translation.override(row.language):
        if row.confirmed:
            letters.send(SUBSCRIBED, to=to, values={"address": page("newsletter:end", link_to_end(row))})
        else:
            letters.send(QUESTION, to=to, values={"address": page("newsletter:confirm", link_to_confirm(row))})
