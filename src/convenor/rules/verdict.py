"""A verdict: may this happen, and why (not)."""

from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether something is allowed, with the reason in a sentence for people."""

    allowed: bool
    reason: str

    def __bool__(self) -> NoReturn:
        """Refuse to be used as a truth value: a verdict with `allowed=False` must never pass an `if`."""
        raise TypeError("A verdict is not a truth value; ask for its `.allowed`.")


def yes(reason: str = "") -> Verdict:
    """Allow it; a reason may be given."""
    return Verdict(allowed=True, reason=reason)


def no(reason: str) -> Verdict:
    """Refuse it; a reason must be given, because nobody is refused without one."""
    if not reason.strip():
        raise ValueError("A refusal needs a reason.")
    return Verdict(allowed=False, reason=reason)
