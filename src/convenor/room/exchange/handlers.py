"""Letters of asks and offers: each goes to one person; who the other is stands only in the two of an introduction."""

from django.utils.translation import gettext as _

from convenor.kernel import clock, letters
from convenor.kernel.letters import page
from convenor.people.models import Person
from convenor.people.queries import in_force, names_of
from convenor.room.cohorts.models import SeatHolding
from convenor.room.exchange.actions.introductions import TO_ASKER
from convenor.room.exchange.letters import ANSWERED, INTRODUCED
from convenor.room.exchange.models import Introduction
from convenor.room.exchange.queries import introduction_fact, others_in, with_facts
from convenor.rules.exchange import both_agreed, is_pending, may_stand_unnamed
from convenor.rules.vocabulary import PostingKind


def mail_answered(*, introduction: str, seat: str) -> None:
    """Tell whoever holds this seat that somebody answered; nothing of who, and nothing of what."""
    row = _row(introduction)
    held = SeatHolding.objects.filter(in_force(clock.today()), seat__pk=seat).select_related("person__account").first()
    if row is None or held is None or not is_pending(introduction_fact(row), clock.today()):
        return
    if held.person_id == row.answered_by_id:
        return
    posting = row.posting
    if not may_stand_unnamed(others=others_in(posting.cohort_id, {posting.organisation_id})).allowed:
        return
    what = _("an ask") if posting.kind == PostingKind.ASK else _("an offer")
    if _can_be_written_to(held.person):
        values = {"what": what, "address": page("exchange:index")}
        letters.send(ANSWERED, to=held.person.email, values=values, whom=str(held.person_id))


def mail_introduced(*, introduction: str, to: str) -> None:
    """Tell one of the two who the other is, as both have agreed."""
    row = _row(introduction)
    if row is None or row.agreed_by is None or not both_agreed(introduction_fact(row), clock.today()):
        return
    asker, answerer = (row.agreed_by, row.posting.organisation_id), (row.answered_by, row.organisation_id)
    (told, _own), (other, slug) = (asker, answerer) if to == TO_ASKER else (answerer, asker)
    if _can_be_written_to(told):
        values = {
            "name": other.name,
            "mail_address": other.email,
            "organisation": names_of([slug], clock.today())[slug],
            "address": page("exchange:introduction", row.pk),
        }
        letters.send(INTRODUCED, to=told.email, values=values)


def _row(key: str) -> Introduction | None:
    rows = Introduction.objects.select_related("answered_by__account", "agreed_by__account")
    return with_facts(rows).filter(pk=key).first()


def _can_be_written_to(person: Person) -> bool:
    return bool(person.email) and (person.account is None or person.account.is_active)
