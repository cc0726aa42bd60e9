"""Where experts want to hear what came of a session; found by a seal, and leading to none."""

from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.models import ExpertThanks, Session
from convenor.room.meetings.seals import thanks_seal_of


def thanks_for(session: Session) -> list[ExpertThanks]:
    """Those who wait to hear of this session."""
    return list(ExpertThanks.objects.filter(about=thanks_seal_of(session)))


def taken(key: str) -> ExpertThanks | None:
    """One of them, held for the letter that ends it."""
    return ExpertThanks.objects.select_for_update().filter(pk=key).first()


def forget(row: ExpertThanks) -> None:
    """Destroy the address; part of sending the letter there."""
    row.delete()
    forget_on_disk()
