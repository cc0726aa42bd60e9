"""The brief of somebody who stands in: a link in the mail that opens one page, and one button that lets them in.

The link is worth as much as the mail that it came in, like a mailed code. It leads to one session, ends with it, and
lets in nobody who holds anything else here: they sign in as they always do.
"""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.links import read, sign
from convenor.kernel.outbox import emit
from convenor.people.models import Account
from convenor.room.cohorts.actions.letting_in import moves_unseen
from convenor.room.meetings.models import Delegation
from convenor.room.meetings.queries import of_a_member, rights_last
from convenor.rules.verdict import no
from convenor.rules.vocabulary import Role, SessionState

PURPOSE = "stand-in"
_TO_COME = (SessionState.PLANNED, SessionState.OPEN)
_ONLY_STAND_INS = frozenset({Role.DELEGATE, Role.GUEST})


def token_of(delegation: Delegation) -> str:
    """What the link of this stand-in ends with."""
    return sign(PURPOSE, str(delegation.pk), str(delegation.person_id))


def of_token(token: str) -> Delegation | None:
    """Whose link this is; None for one that is forged, was withdrawn, of a session that is over, or of no member."""
    parts = read(PURPOSE, token)
    if parts is None or len(parts) != 2:
        return None
    held = Delegation.objects.select_related("session__year__cohort", "person__account", "organisation")
    delegation = held.filter(of_a_member(), pk=parts[0], person__pk=parts[1], session__state__in=_TO_COME).first()
    account = delegation.account if delegation else None
    return delegation if account is not None and account.is_active else None


def _has_second_step(delegation: Delegation) -> bool:
    return bool(Authenticator.objects.filter(user=delegation.account).exists())


def lets_in(delegation: Delegation) -> Actor:
    """Who is let in by the link. Raises Declined for more than a stand-in, and for whoever has a second step."""
    actor = actor_of(delegation.account)
    if {grant.role for grant in actor.grants} - _ONLY_STAND_INS or _has_second_step(delegation):
        raise Declined(no("You have an account here that can do more. Sign in as always, then accept the rules."))
    return actor


def what_it_is_for(delegation: Delegation) -> dict[str, str]:
    """What a browser that the link lets in may do, whatever else the person becomes: it may be somebody else's."""
    return {
        "role": delegation.capacity,
        "organisation": delegation.organisation_id,
        "session": str(delegation.session_id),
    }


def renew_links(rows: QuerySet[Delegation], account: Account, to: str) -> None:
    """End the links of stand-ins whose address moves; a link leads to its row, so a new row ends it and gets another.

    Also of a session that has begun, because what a stand-in may do lasts until the day after.
    """
    for named in rows.filter(rights_last(), session__state__in=_TO_COME).exclude(person=None):
        named.delete()
        named.save(force_insert=True)
        emit("delegate_named", session=str(named.session_id), person=str(named.person_id))
    moves_unseen(rows, account, to)
