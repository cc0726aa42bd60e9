"""Writing plain text into Markdown so that it reads as it was meant."""

import re
from collections.abc import Iterable, Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


def plain(text: str) -> str:
    """Write a text on one line, so that none of its marks is taken for formatting."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def link(title: str, address: str) -> str:
    """Write a link; the address must have passed `is_address`."""
    return f"[{plain(title)}](<{address}>)"


def is_address(text: str) -> bool:
    """Tell whether a text is a web address that a reader can follow."""
    return ADDRESS.fullmatch(text.strip()) is not None


def bullets(lines: Iterable[str]) -> str:
    """Write a list with one line for each entry."""
    return "\n".join(f"- {line}" for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; cells must be Markdown on one line."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def paragraphs(parts: Iterable[str]) -> str:
    """Put paragraphs together, leaving out the empty ones."""
    return "\n\n".join(part for part in parts if part)
