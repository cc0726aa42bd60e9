"""The end of somebody's access: every browser is signed out, and an account that is left without a role is closed."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from convenor.kernel.actor import actor_of
from convenor.kernel.live.changes import somebody_left
from convenor.people.models import Account
from convenor.people.signed_in import SessionStore


def sign_out_everywhere(account: Account, *, but: str = "") -> None:
    """Delete every session of an account; what a browser still holds opens nothing (AC-19).

    `but` is the key of the one session that stays, of whoever asks for it.
    """
    store = SessionStore()
    mine = [
        row.pk
        for row in Session.objects.all().iterator()
        if row.pk != but and store.decode(row.session_data).get(SESSION_KEY) == str(account.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
    somebody_left()


def close_without_a_role(account: Account) -> bool:
    """Switch an account off that holds no role any more, and say whether it was."""
    if actor_of(account).grants:
        return False
    account.is_active = False
    account.save(update_fields=["is_active"])
    return True
