"""Bytes to text: UTF-8, UTF-16 in either order, with a mark or without, and cp1252."""

import codecs
import re

from convenor.rules.attendance.report import Unreadable
from convenor.rules.wording import said

BROKEN_OFF = said("The text breaks off in the middle of a character; download the report again.")
NOT_TEXT = said("The file is not text; download the participants report as CSV.")

# Whatever a spreadsheet or a meeting tool writes, it writes none of these.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")


def decode(content: bytes) -> str:
    """Read the bytes as text. Raises Unreadable for text that is broken or is none."""
    text = _decode(content).replace("\ufeff", "").rstrip("\x1a")
    if CONTROL.search(text):
        raise Unreadable(NOT_TEXT)
    return text


def _decode(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig")
    if content.startswith(codecs.BOM_UTF16_LE):
        return _strictly(content[2:], "utf-16-le")
    if content.startswith(codecs.BOM_UTF16_BE):
        return _strictly(content[2:], "utf-16-be")
    if b"\x00" in content:
        return _strictly(content, _byte_order(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _was_meant_as_utf_8(content, error):
            raise _broken(error) from None
        return _strictly(content, "cp1252")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(error) from None


def _broken(error: UnicodeDecodeError) -> Unreadable:
    if error.reason in ("unexpected end of data", "truncated data"):
        return Unreadable(BROKEN_OFF)
    return Unreadable(
        said("Byte {place} is no text; download the report again, or save it as CSV in UTF-8.", place=error.start + 1)
    )


def _byte_order(content: bytes) -> str:
    """UTF-16 without a mark shows in its zero bytes: delimiters and digits put them all on one side."""
    after, before = content[1::2].count(0), content[::2].count(0)
    if after > 4 * before:
        return "utf-16-le"
    if before > 4 * after:
        return "utf-16-be"
    raise Unreadable(NOT_TEXT)


def _was_meant_as_utf_8(content: bytes, error: UnicodeDecodeError) -> bool:
    """Decide between broken UTF-8 and sound cp1252.

    Groups of high bytes that are sound UTF-8 hardly ever arise by chance, so one of them settles it. Without any, only
    the last character can be in doubt: half a character of UTF-8 may look like an accented letter of cp1252.
    """
    sound = broken = 0
    for group in BEYOND_ASCII.finditer(content):
        if group.end() == len(content) and error.reason == "unexpected end of data":
            continue
        try:
            group.group().decode("utf-8")
            sound += 1
        except UnicodeDecodeError:
            broken += 1
    if sound or broken:
        return sound >= broken
    return not _ends_like_a_word(content)


def _ends_like_a_word(content: bytes) -> bool:
    """Whether the last byte, read as cp1252, is a letter that a word may well end with (José, JOSÉ)."""
    before, last = content[-2:-1], content[-1:].decode("cp1252", "replace")
    if content[-1] in b"\xc2\xc3\xc4\xc5\xe2\xf0":  # how most accented letters, dashes and emoji begin in UTF-8
        return False
    return last.isalpha() and ((before.islower() and last.islower()) or (before.isupper() and last.isupper()))
