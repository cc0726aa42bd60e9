"""The end of somebody's access: every browser is signed out, and an account that is left without a role is closed."""

import json

from django.contrib.sessions.models import Session

from convenor.kernel.actor import actor_of
from convenor.kernel.live.changes import somebody_left
from convenor.people.models import Account
from convenor.people.signed_in import SessionStore


def sign_out_everywhere(account: Account, *, but: str = "") -> None:
    """Delete every session of an account; what a browser still holds opens nothing (AC-19).

    One that waits for its code is among them. `but` is the key of the one session that stays, of whoever asks for it.
    """
    rows = Session.objects.all().iterator()
    Session.objects.filter(pk__in=[row.pk for row in rows if row.pk != but and _is_of(row, account)]).delete()
    somebody_left()


def _is_of(row: Session, account: Account) -> bool:
    # Wherever the key stands: the sign-in package keeps who is signing in in a place of its own.
    return str(account.pk) in json.dumps(SessionStore().decode(row.session_data), default=str)


def close_without_a_role(account: Account) -> bool:
    """Switch an account off that holds no role any more, and say whether it was."""
    if actor_of(account).grants:
        return False
    account.is_active = False
    account.save(update_fields=["is_active"])
    return True
