"""Asking those whom a text points to whether exactly these words may be published, and their answers (AC-13)."""

from django.db import transaction

from convenor.desk.actions.stage import at_the_desk, held, held_at, reopen
from convenor.desk.checks import SCOPE, Checked, Matter, check_draft, check_line, excerpt_of, read_with
from convenor.desk.models import Draft, Waiver
from convenor.desk.queries import AT_THE_DESK, answerers, waivers_visible_to
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, Refused, require, settle
from convenor.kernel.outbox import emit
from convenor.people.queries import secretariat_accounts
from convenor.room.cohorts.models import SeatHolding
from convenor.rules.attribution import Kind
from convenor.rules.note import tidy
from convenor.rules.policy import CAPABILITIES
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import WaiverState
from convenor.rules.waiver import LONGEST_MESSAGE, AskingFacts, may_answer, may_ask
from convenor.rules.wording import said, said_of


def ask(actor: Actor, draft: Draft, *, digest: str, start: int, end: int, message: str = "") -> list[Waiver]:
    """Ask everybody whom a finding fits to agree to exactly these words; none of them learns of the others."""
    require(actor, "waiver.ask")
    with transaction.atomic():
        row = held_at(draft, digest)
        settle(at_the_desk(row))
        checked = check_draft(row)
        matter = checked.at(start, end)
        if matter is None:
            raise Declined(no("Nothing is to be settled at this place any more. Look at the text again."))
        there = who_could_answer(row, matter)
        settle(may_be_asked(matter, checked, there))
        line = " ".join(tidy(message).split())
        settle(_names_nobody(row, line))
        reopen(row)
        row.save()
        missing = sorted(set(matter.members) - {waiver.organisation_id for waiver in matter.waivers})
        words = {"excerpt": excerpt_of(checked.wording, matter), "message": line}
        return [_ask_one(actor, row, matter, there[one], **words) for one in missing]


def take_back(actor: Actor, draft: Draft, *, wording: str) -> None:
    """Take a question back that was not answered yet; whoever was asked sees that."""
    require(actor, "waiver.ask")
    with transaction.atomic():
        row = held(draft)
        waiting = list(row.waivers.filter(wording=wording, state=WaiverState.WAITING))
        if not waiting:
            raise Declined(no("Nobody has still to answer about these words, so there is nothing to take back."))
        for waiver in waiting:
            waiver.state = WaiverState.TAKEN_BACK
            waiver.save(update_fields=["state"])
            audit.record(actor, "waiver.taken_back", kind="waiver", subject=waiver.pk)


def answer(actor: Actor, waiver: Waiver, *, agrees: bool) -> None:
    """Answer for one's organisation whether these words may be published, or take its agreement back before they are.

    Raises Refused for everybody else: an officer, another organisation, and where a person is named, a colleague.
    """
    with transaction.atomic():
        draft = held(waiver.draft)
        row = draft.waivers.select_for_update().get(pk=waiver.pk)
        _require_party(actor, row)
        had_agreed = row.state == WaiverState.AGREED
        here = draft.state in AT_THE_DESK
        current = here and is_current(draft, row)
        settle(may_answer(WaiverState(row.state), agrees=agrees, current=current, at_the_desk=here))
        row.state = WaiverState.AGREED if agrees else WaiverState.REFUSED
        row.answered_by_id, row.answered_at = actor.account, clock.now()
        row.save(update_fields=["state", "answered_by", "answered_at"])
        _note(actor, row, had_agreed=had_agreed)
        for account in secretariat_accounts():
            emit("waiver_answered", waiver=str(row.pk), account=str(account.pk))


def who_could_answer(draft: Draft, matter: Matter) -> dict[str, list[SeatHolding]]:
    """Who could answer for each party of a finding; where a person is named, that person and nobody else.

    A company does not agree to what names one of its people. The person named answers for both: for herself, and as
    the one who holds the company's seat.
    """
    there = answerers(draft, matter.members)
    if matter.kind != Kind.PERSON:
        return there
    named = _bare(matter.text)
    meant = {slug: [one for one in held if _bare(one.person.name) == named] for slug, held in there.items()}
    sure = {slug: held for slug, held in meant.items() if len({one.person_id for one in held}) == 1}
    return sure if len(matter.members) == 1 else {}


def may_be_asked(matter: Matter, checked: Checked, there: dict[str, list[SeatHolding]]) -> Verdict:
    """Whether the parties of a finding may be asked, with the reason if not."""
    asked = frozenset(waiver.organisation_id for waiver in matter.waivers if waiver.state != WaiverState.REFUSED)
    facts = AskingFacts(
        kind=matter.kind,
        parties=frozenset(matter.members) if matter.place else frozenset(),
        asked=asked,
        reachable=frozenset(there),
        settled=matter.settled,
        refused=matter.refused,
        others_told=any(_tells_of_others(other, matter, checked) for other in checked.open),
    )
    return may_ask(facts)


def is_current(draft: Draft, waiver: Waiver) -> bool:
    """Whether the words, and everybody whom they mean, are still those that a party was asked about."""
    return any(matter.agreed_on == waiver.wording for matter in check_draft(draft).matters)


def _tells_of_others(other: Matter, matter: Matter, checked: Checked) -> bool:
    """Whether something that is still open in the words to be read points to anybody but those who read them."""
    if other is matter or other.kind == SCOPE:
        return False
    read = any(other.start < end and other.end > start for start, end in read_with(checked.wording, matter))
    return read and not set(matter.members) <= set(other.members)


def _ask_one(actor: Actor, draft: Draft, matter: Matter, there: list[SeatHolding], **words: str) -> Waiver:
    waiver = draft.waivers.create(
        organisation_id=there[0].seat.membership.organisation_id,
        person=there[0].person if matter.kind == Kind.PERSON else None,
        kind=matter.kind,
        text=matter.text[:300],
        wording=matter.agreed_on,
        **words,
        asked_by_id=actor.account,
        asked_at=clock.now(),
    )
    audit.record(actor, "waiver.asked", kind="waiver", subject=waiver.pk)
    for account in sorted({str(holding.person.account_id) for holding in there}):
        emit("waiver_asked", waiver=str(waiver.pk), account=account)
    return waiver


def _note(actor: Actor, waiver: Waiver, *, had_agreed: bool) -> None:
    if waiver.state == WaiverState.AGREED:
        audit.record(actor, "waiver.agreed", kind="waiver", subject=waiver.pk)
    elif had_agreed:
        audit.record(actor, "waiver.withdrawn", kind="waiver", subject=waiver.pk)
    else:
        audit.record(actor, "waiver.refused", kind="waiver", subject=waiver.pk)


def _require_party(actor: Actor, waiver: Waiver) -> None:
    require(actor, "waiver.answer", organisation=waiver.organisation_id)
    if not waivers_visible_to(actor).filter(pk=waiver.pk).exists():
        raise Refused(no(CAPABILITIES["waiver.answer"].why))


def _names_nobody(draft: Draft, message: str) -> Verdict:
    """Whether a message to those who are asked tells none of them of another."""
    if len(message) > LONGEST_MESSAGE:
        return no(
            said_of(
                len(message),
                "This has {number} character; {most} are the most. Say it in fewer words.",
                "This has {number} characters; {most} are the most. Say it in fewer words.",
                most=LONGEST_MESSAGE,
            )
        )
    found = [matter for matter in check_line(draft, message).matters if matter.kind != SCOPE] if message else []
    if not found:
        return yes()
    return no(
        said(
            "Everybody who is asked reads the same message, and it points to somebody: “{words}”. Leave that out; each "
            "of them sees the words anyway.",
            words=found[0].text,
        )
    )


def _bare(name: str) -> str:
    """A name without its possessive and without how it is spaced and written large."""
    plain = " ".join(name.replace("’", "'").split()).casefold()
    return plain.removesuffix("'s").removesuffix("'")
