"""What the wiring calls when something happened elsewhere."""

from uuid import UUID

from convenor.room.breakouts.actions import end_breakouts_of


def end_breakouts(session: str) -> None:
    """A session is over, and so are its breakouts; who sat with whom is forgotten at once."""
    end_breakouts_of(UUID(session))
