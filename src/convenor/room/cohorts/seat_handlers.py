"""What follows for those whose seat passes on, is taken back or ends; each mail goes to one mailbox."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from convenor.kernel import clock, letters
from convenor.kernel.installation import installation
from convenor.kernel.letters import Letter, page
from convenor.people.erasing_letters import where_to_erase
from convenor.people.models import Person
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts.letters import (
    HANDOVER_BY_ANOTHER,
    HANDOVER_PROPOSED,
    MEMBERSHIP_OVER,
    SAID_TO_HAVE_LEFT,
    SEAT_KEPT,
    SEAT_PASSED_ON,
    SEAT_TAKEN_BACK,
)
from convenor.room.cohorts.models import Membership, Nomination, SeatHolding
from convenor.rules.nomination import begins_on
from convenor.rules.vocabulary import NominationState
from convenor.rules.wording import on_day


def mail_holder(*, nomination: str) -> None:
    """Tell whoever holds a seat that somebody was asked to take it over, while that is open."""
    asked = _open(nomination)
    if asked is None:
        return
    holder = asked.seat.holdings.filter(in_force(clock.today())).select_related("person__account").first()
    if holder is not None:
        _send(HANDOVER_PROPOSED, holder.person, _of_asked(asked))


def mail_secretariat(*, nomination: str) -> None:
    """Tell the secretariat that a colleague of its holder asked somebody to take over a seat, while that is open."""
    asked = _open(nomination)
    if asked is not None:
        letters.send(HANDOVER_BY_ANOTHER, to=installation().contact, values=_of_asked(asked))


def mail_passed_on(*, holding: str) -> None:
    """Tell whoever held a seat who takes it over, and when; nothing where that was taken back meanwhile."""
    row = _holding(holding)
    if row is None or row.until is None:
        return
    after = row.seat.holdings.filter(since=row.until).exclude(pk=row.pk).select_related("person").first()
    if after is not None:
        values = {**_of(row.seat.membership), "name": after.person.name, "since": on_day(after.since)}
        _send(SEAT_PASSED_ON, row.person, values)


def mail_kept(*, holding: str) -> None:
    """Tell whoever was to hand a seat over that it stays theirs."""
    row = _holding(holding)
    if row is not None:
        _send(SEAT_KEPT, row.person, _of(row.seat.membership))


def mail_taken_back(*, person: str, membership: str) -> None:
    """Tell somebody that the seat which they had accepted was taken back before its day."""
    whom = Person.objects.select_related("account").filter(pk=person).first()
    where = Membership.objects.select_related("cohort").filter(pk=membership).first()
    if whom is not None and where is not None:
        _send(SEAT_TAKEN_BACK, whom, _of(where))


def mail_said_to_have_left(*, person: str, organisation: str) -> None:
    """Tell somebody that others said they have left, so that whoever has not can say so."""
    whom = Person.objects.select_related("account").filter(pk=person).first()
    if whom is not None:
        _send(SAID_TO_HAVE_LEFT, whom, {"organisation": _name_of(organisation)})


def mail_membership_over(*, person: str, membership: str) -> None:
    """Tell somebody that the membership ends, and their place with it."""
    whom = Person.objects.select_related("account").filter(pk=person, account__isnull=False).first()
    where = Membership.objects.select_related("cohort").filter(pk=membership).exclude(until=None).first()
    if whom is None or whom.account is None or where is None or where.until is None:
        return
    meanwhile = _(
        "Until then you can sign in as always, and choose on your organisation's page where your own material goes."
    )
    values = {
        **_of(where),
        "until": on_day(where.until),
        "meanwhile": meanwhile if whom.account.is_active and where.until > clock.today() else "",
        "address": where_to_erase(whom.account),
    }
    _send(MEMBERSHIP_OVER, whom, values)


def _open(key: str) -> Nomination | None:
    rows = Nomination.objects.filter(pk=key, state=NominationState.PENDING)
    return rows.select_related("seat__membership__cohort").first()


def _holding(key: str) -> SeatHolding | None:
    return SeatHolding.objects.select_related("person__account", "seat__membership__cohort").filter(pk=key).first()


def _of(where: Membership) -> dict[str, str]:
    return {
        "organisation": _name_of(where.organisation_id),
        "cohort": where.cohort.name,
        "address": page("cohorts:people", where.cohort_id, where.organisation_id),
    }


def _of_asked(asked: Nomination) -> dict[str, str]:
    since = begins_on(today=clock.today(), wanted=asked.starts_on)
    return {**_of(asked.seat.membership), "name": asked.name, "since": on_day(since)}


def _send(letter: Letter, whom: Person, values: Mapping[str, str]) -> None:
    if _address_of(whom):
        letters.send(letter, to=_address_of(whom), values={name: values[name] for name in letter.samples})


def _address_of(person: Person) -> str:
    return person.account.email if person.account else person.email


def _name_of(organisation: str) -> str:
    return names_of([organisation], clock.today())[organisation]
