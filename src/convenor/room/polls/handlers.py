"""What the wiring calls when something happened elsewhere."""

from uuid import UUID

from convenor.room.polls.actions.polls import clear_away, close_polls_of


def close_polls(session: str) -> None:
    """A session is over, so nothing is asked in it any more."""
    close_polls_of(UUID(session))
    clear_away()
