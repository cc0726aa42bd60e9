"""A letter about a proposed year: to one nominee, and it names nobody."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import override

from convenor.kernel import clock
from convenor.kernel.installation import installation
from convenor.people.models import Person
from convenor.people.queries import in_force, zone_of
from convenor.room.cohorts.models import SeatHolding, YearProposal
from convenor.room.cohorts.queries import members_of
from convenor.rules.wording import on_day


def mail_proposed(*, proposal: str, person: str) -> None:
    """Tell one nominee that a year is proposed, unless that has ended or the seat is another's by now."""
    row = YearProposal.objects.select_related("year__cohort").filter(pk=proposal, ended_on=None).first()
    if row is None:
        return
    today = clock.today()
    seated = SeatHolding.objects.filter(in_force(today), seat__membership__in=members_of(row.year.cohort, today))
    whom = Person.objects.select_related("account").filter(pk=person, holdings__in=seated).first()
    if whom is None or whom.account is None or not whom.account.is_active:
        return
    here = installation()
    words = {
        "installation": here,
        "year": row.year,
        "until": on_day(row.answer_by),
        "address": f"{settings.CONVENOR_SITE}{reverse('invitations:year', args=[row.year.cohort_id, row.year.year])}",
    }
    with override(zone_of(whom)):
        subject = " ".join(render_to_string("cohorts/mail/year_proposed_subject.txt", words).split())
        body = render_to_string("cohorts/mail/year_proposed.txt", words)
    EmailMessage(subject=subject, body=body, to=[whom.account.email], reply_to=[here.contact]).send()
