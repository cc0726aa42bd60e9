"""A letter about a proposed year: to one nominee, and it names nobody."""

from convenor.kernel import clock, letters
from convenor.kernel.letters import page
from convenor.people.models import Person
from convenor.people.queries import in_force
from convenor.room.cohorts.letters import YEAR_PROPOSED
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
    values = {
        "cohort": row.year.cohort.name,
        "year": str(row.year.year),
        "until": on_day(row.answer_by),
        "address": page("invitations:year", row.year.cohort_id, row.year.year),
    }
    letters.send(YEAR_PROPOSED, to=whom.account.email, values=values)
