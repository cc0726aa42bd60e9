"""What stand-ins accept before a session, and the statement for whoever comes after it was read."""

from django.db import transaction
from django.db.models import F

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.room.meetings.actions.stage import locked, tell
from convenor.room.meetings.models import Delegation, Session
from convenor.room.meetings.queries import rules_to_accept
from convenor.rules.ground_rules import VERSION
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import SessionState

_CHANGED_SINCE = "The rules were changed since you opened this page. Read them again, then accept them."


def accept_rules(actor: Actor, session: Session, *, seen: str) -> None:
    """A delegate or a guest accepts the ground rules and the statement in the versions that were shown (R-ROL-04).

    `seen` names both versions; somebody who looked at older ones is asked again.
    """
    require(actor, "rules.accept")
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED, SessionState.OPEN)
        asked = rules_to_accept(actor, row)
        if asked is None:
            return
        settle(yes() if seen == asked.seen else no(_CHANGED_SINCE))
        Delegation.objects.filter(pk=asked.delegation.pk).update(
            rules_version=VERSION, statement_version=asked.statement_version, accepted_on=clock.today()
        )


def count_late_reading(session: Session) -> None:
    """Somebody read the statement on a screen after it was read aloud; that is counted, and who is not kept.

    Whoever may see the floor may say so, with an account or with the session's code, so this asks nobody's grants.
    """
    with transaction.atomic():
        row = locked(session, SessionState.OPEN)
        settle(yes() if hasattr(row, "reading") else no("The statement has not been read yet."))
        Session.objects.filter(pk=row.pk).update(shown_later=F("shown_later") + 1)
        tell(row)
