"""Answering an invitation from a link: whoever has it was sent it, as whoever has a code to sign in."""

from django.db import transaction
from django.db.models import QuerySet

from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.outbox import emit
from convenor.people.models import Account, Organisation
from convenor.room.invitations.models import Invitation, new_secret
from convenor.room.invitations.queries import is_invited, seats_of
from convenor.room.meetings.actions.delegates import name_delegate
from convenor.rules.invitations import Sends
from convenor.rules.replies import PartStat
from convenor.rules.verdict import no
from convenor.rules.vocabulary import Capacity

_NOT_ANY_MORE = (
    "This invitation was changed or taken back since you opened the page. Look into your mail for a new one."
)


def answer(invitation: Invitation, says: PartStat) -> None:
    """Note what the invited person says; a later word takes the place of an earlier one."""
    if says not in {PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE}:
        raise Declined(no("Say whether you come, do not come, or perhaps."))
    with transaction.atomic():
        _note(_held(invitation), says)


def send_somebody(invitation: Invitation, *, name: str, email: str) -> None:
    """Let somebody stand in, named by the nominee to whom the link was sent (R-ROL-02)."""
    with transaction.atomic():
        held = _held(invitation)
        seats, account = seats_of(held.person, held.session), held.person.account
        if len(seats) != 1 or account is None:
            raise Declined(no("Who stands in for you is named on the session's page, or by the secretariat."))
        organisation = Organisation.objects.get(pk=seats[0])
        who_asks = actor_of(account)
        name_delegate(who_asks, held.session, organisation, name=name, email=email, capacity=Capacity.DELEGATE)
        _note(held, PartStat.DELEGATED)
        # Invitations are passed on every day, and whoever has the link can press the button.
        emit("stand_in_named", session=str(held.session_id), person=str(held.person_id))


def renew_links(rows: QuerySet[Invitation], _account: Account, to: str) -> None:
    """End the links in what was mailed, and mail what is still to come once more; answers stand.

    From now on a calendar answers from the new address.
    """
    for held in rows:
        held.nonce, held.address = new_secret(), to if held.address else ""
        held.save(update_fields=["nonce", "address"])
        if held.sent == Sends.REQUEST:
            emit("invitation_asked_again", session=str(held.session_id), person=str(held.person_id))


def _held(invitation: Invitation) -> Invitation:
    """The invitation as it is now, held. Raises Declined where its links have ended meanwhile."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("session__year", "person__account")
    held = rows.filter(pk=invitation.pk, nonce=invitation.nonce, sent=Sends.REQUEST).first()
    if held is None or held.sequence != invitation.sequence or not is_invited(held.session, held.person):
        raise Declined(no(_NOT_ANY_MORE))
    return held


def _note(held: Invitation, says: PartStat) -> None:
    held.answer, held.answered_at, held.proposed = says, clock.now(), ""
    held.save(update_fields=["answer", "answered_at", "proposed"])
