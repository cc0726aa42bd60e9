"""Where experts want to hear what came of a session; found by a seal, and leading to none."""

from collections.abc import Iterable
from uuid import UUID

from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.models import ExpertThanks, Session
from convenor.room.meetings.seals import note_seal_of, thanks_seal_of


def how_many_wait(session: Session) -> int:
    """How many wait to hear of this session; never who."""
    return ExpertThanks.objects.filter(about=thanks_seal_of(session)).count()


def set_out(session: Session, draft: UUID) -> list[str]:
    """Bind each of them to this note, by its seal, until the letter has left; the keys of their rows."""
    rows = list(ExpertThanks.objects.select_for_update().filter(about=thanks_seal_of(session)))
    ExpertThanks.objects.filter(pk__in=[row.pk for row in rows]).update(about=note_seal_of(draft))
    return [str(row.pk) for row in rows]


def taken(key: str) -> ExpertThanks | None:
    """One of them, held for the letter that ends it."""
    return ExpertThanks.objects.select_for_update().filter(pk=key).first()


def bound_to(row: ExpertThanks, drafts: Iterable[UUID]) -> UUID | None:
    """Which of these notes an address is bound to."""
    return next((draft for draft in drafts if note_seal_of(draft) == row.about), None)


def wait_again(row: ExpertThanks, session: Session) -> None:
    """Let an address wait for another note of the session."""
    row.about = thanks_seal_of(session)
    row.save(update_fields=["about"])


def forget(row: ExpertThanks) -> None:
    """Destroy the address; part of sending the letter there."""
    row.delete()
    forget_on_disk()
