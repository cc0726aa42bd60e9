"""Reading a Word file: the text that it shows, and what its hidden parts would tell. Nothing is kept, written or run.

Needs no framework and no database, so that the command line reads the same way as the desk.
"""

from dataclasses import dataclass

from convenor.desk.word.hidden import Hidden, Part, hidden_parts
from convenor.desk.word.package import MOST_BYTES, Unreadable, open_package
from convenor.desk.word.text import Text, margins_of, text_of

__all__ = ["MOST_BYTES", "Hidden", "Part", "Text", "Unreadable", "WordFile", "read_word"]


@dataclass(frozen=True, kw_only=True, slots=True)
class WordFile:
    """What a Word file says: its text, what stands in its margins, and what is hidden in it."""

    text: Text
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    hidden: tuple[Hidden, ...]


def read_word(content: bytes) -> WordFile:
    """Read the bytes of a .docx. Raises Unreadable with one sentence that says what is wrong and how to mend it."""
    package = open_package(content)
    headers, footers = margins_of(package)
    return WordFile(text=text_of(package), headers=headers, footers=footers, hidden=tuple(hidden_parts(package)))
