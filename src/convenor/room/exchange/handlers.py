"""Letters of asks and offers: each goes to one person; who the other is stands only in the two of an introduction."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import override

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import Person
from convenor.people.queries import in_force, names_of, zone_of
from convenor.room.cohorts.models import SeatHolding
from convenor.room.exchange.actions.introductions import TO_ASKER
from convenor.room.exchange.models import Introduction
from convenor.room.exchange.queries import introduction_fact, with_facts
from convenor.rules.exchange import both_agreed, is_pending


def mail_answered(*, introduction: str, seat: str) -> None:
    """Tell whoever holds this seat that somebody answered; nothing of who, and nothing of what."""
    row = _row(introduction)
    held = SeatHolding.objects.filter(in_force(clock.today()), seat__pk=seat).select_related("person__account").first()
    if row is None or held is None or not is_pending(introduction_fact(row), clock.today()):
        return
    if held.person_id == row.answered_by_id:
        return
    words = {"kind": row.posting.kind, "address": f"{settings.CONVENOR_SITE}{reverse('exchange:index')}"}
    _mail(held.person, "exchange/mail/answered", words)


def mail_introduced(*, introduction: str, to: str) -> None:
    """Tell one of the two who the other is, as both have agreed."""
    row = _row(introduction)
    if row is None or row.agreed_by is None or not both_agreed(introduction_fact(row), clock.today()):
        return
    asker, answerer = (row.agreed_by, row.posting.organisation_id), (row.answered_by, row.organisation_id)
    (told, _own), (other, slug) = (asker, answerer) if to == TO_ASKER else (answerer, asker)
    words = {
        "name": other.name,
        "mail_address": other.email,
        "organisation": names_of([slug], clock.today())[slug],
        "address": f"{settings.CONVENOR_SITE}{reverse('exchange:introduction', args=[row.pk])}",
    }
    _mail(told, "exchange/mail/introduced", words)


def _row(key: str) -> Introduction | None:
    rows = Introduction.objects.select_related("answered_by__account", "agreed_by__account")
    return with_facts(rows).filter(pk=key).first()


def _mail(to: Person, template: str, words: dict[str, Any]) -> None:
    if not to.email or (to.account is not None and not to.account.is_active):
        return
    here = installation()
    with override(zone_of(to)):
        subject = " ".join(render_to_string(f"{template}_subject.txt", words).split())
        body = render_to_string(f"{template}.txt", {**words, "installation": here})
    EmailMessage(subject=subject, body=body, to=[to.email], reply_to=[here.contact]).send()
