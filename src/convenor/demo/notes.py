"""The desk as the demonstration finds it."""

from convenor.demo.people import Secretariat


def load(secretariat: Secretariat) -> None:
    """Filled below."""
