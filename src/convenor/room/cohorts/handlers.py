"""What follows from seats outside their transaction: each mail goes to one person, and names nobody else."""

from datetime import date

from convenor.kernel import clock, letters
from convenor.kernel.letters import Letter, page
from convenor.people.models import Person
from convenor.people.queries import names_of
from convenor.room.cohorts.letters import COUNSEL, FOCAL_POINT, NOMINATION, REMINDER, SEATED
from convenor.room.cohorts.models import Contact, Nomination, OrganisationCounsel, SeatHolding
from convenor.room.cohorts.seating import link_to
from convenor.rules.nomination import LAPSES_AFTER
from convenor.rules.vocabulary import NominationState
from convenor.rules.wording import on_day


def mail_nomination(*, nomination: str) -> None:
    """Ask one person to take a seat, unless that was taken back or answered meanwhile."""
    _ask(nomination, NOMINATION)


def mail_reminder(*, nomination: str) -> None:
    """Ask once more, a week later, on the same terms."""
    _ask(nomination, REMINDER)


def mail_seated(*, holding: str) -> None:
    """Tell a new nominee how to sign in."""
    row = SeatHolding.objects.select_related("person__account", "seat__membership").filter(pk=holding).first()
    if row is None or _is_over(row.until):
        return
    where = row.seat.membership
    values = {
        "organisation": names_of([where.organisation_id], clock.today())[where.organisation_id],
        "address": page("sign_in"),
        "mail_address": _signs_in_with(row.person),
        "since": on_day(row.since) if row.since > clock.today() else "",
    }
    letters.send(SEATED, to=values["mail_address"], values=values)


def mail_focal_point(*, contact: str) -> None:
    """Tell a new focal point what that is, and how to sign in."""
    row = Contact.objects.select_related("person__account", "membership").filter(pk=contact).first()
    if row is not None and row.person is not None and not _is_over(row.until):
        _let_in(FOCAL_POINT, row.person, row.membership.organisation_id)


def mail_counsel(*, counsel: str) -> None:
    """Tell new counsel what that is, how to sign in, and that a second step is asked for."""
    row = OrganisationCounsel.objects.select_related("person__account").filter(pk=counsel).first()
    if row is not None and row.person is not None and not _is_over(row.until):
        _let_in(COUNSEL, row.person, row.organisation_id)


def _is_over(until: date | None) -> bool:
    return until is not None and until <= clock.today()


def _let_in(letter: Letter, person: Person, organisation: str) -> None:
    values = {
        "organisation": names_of([organisation], clock.today())[organisation],
        "address": page("sign_in"),
        "mail_address": _signs_in_with(person),
    }
    letters.send(letter, to=values["mail_address"], values=values)


def _signs_in_with(person: Person) -> str:
    """The address that codes are sent to; how to sign in is said there and nowhere else."""
    return person.account.email if person.account else person.email


def _ask(key: str, letter: Letter) -> None:
    asked = Nomination.objects.filter(pk=key, state=NominationState.PENDING).select_related("seat__membership").first()
    if asked is None:
        return
    where = asked.seat.membership
    values = {
        "organisation": names_of([where.organisation_id], clock.today())[where.organisation_id],
        "cohort": where.cohort.name,
        "address": page("cohorts:answer_nomination", link_to(asked)),
        "until": on_day(asked.asked_on + LAPSES_AFTER),
    }
    letters.send(letter, to=asked.mailbox, whom=str(asked.pk), values=values)
