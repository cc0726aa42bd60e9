"""The language of a letter's wording: plain text with named values, and nothing else that it could ask for.

A wording is a subject line and a body, written by us or by an officer. `{address}` stands for a value; a name is
letters and underscores, so there is no attribute, no index and no format in it. What is put in is never read again,
so a title that looks like a name stays a title. A line of which every value is empty is left out, and so is such a
paragraph.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import listed, said

LONGEST_SUBJECT = 200
LONGEST_BODY = 8_000
_NAME = re.compile(r"\{([a-z][a-z_]*)\}")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
# What a reader does not see and a machine obeys: controls, and marks that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The words of a letter before its values are put in."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Which values a letter has. Those in `blocks` may have several lines; those in `required` the body must hold."""

    known: Collection[str]
    required: Collection[str] = ()
    blocks: Collection[str] = ()


def may_be_kept(wording: Wording, names: Names) -> Verdict:
    """Whether this wording can be sent; asked when it is kept, so that no letter fails on its way."""
    if not wording.subject.strip() or not wording.body.strip():
        return no("A letter needs a subject and a text. Fill in both.")
    if len(wording.subject) > LONGEST_SUBJECT or len(wording.body) > LONGEST_BODY:
        return no(
            said(
                "A subject has at most {subject} characters, a text {text}. Shorten it.",
                subject=LONGEST_SUBJECT,
                text=LONGEST_BODY,
            )
        )
    if len(wording.subject.splitlines()) > 1:
        return no("A subject is one line. Take the line break out.")
    return _names_fit(wording, names)


def _names_fit(wording: Wording, names: Names) -> Verdict:
    used = set(_NAME.findall(wording.subject + wording.body))
    known = listed([f"{{{name}}}" for name in sorted(names.known)])
    if unknown := sorted(used - set(names.known)):
        return no(
            said(
                "This letter has no {name}. It has {known}; write one of these, or take it out.",
                name=f"{{{unknown[0]}}}",
                known=known,
            )
        )
    if {"{", "}"} & set(_NAME.sub("", wording.subject + wording.body)):
        return no(
            said(
                "A brace stands only around a name, and nothing else in it: {known}. Take the other braces out.",
                known=known,
            )
        )
    if missing := [name for name in names.required if name not in _NAME.findall(wording.body)]:
        return no(
            said(
                "The text has to hold {name}: without it nobody can go on from this letter. Put it in.",
                name=f"{{{missing[0]}}}",
            )
        )
    return yes()


def subject_of(wording: Wording, values: Mapping[str, str]) -> str:
    """The subject with its values, on one line whatever they hold. Raises KeyError for a value that is not given."""
    return on_one_line(_filled(wording.subject, values, blocks=()))


def body_of(wording: Wording, values: Mapping[str, str], names: Names) -> str:
    """The text with its values. Raises KeyError for a value that is not given."""
    told = (_paragraph(paragraph, values, names.blocks) for paragraph in _PARAGRAPHS.split(in_lines(wording.body)))
    return "\n\n".join(paragraph for paragraph in told if paragraph) + "\n"


def _paragraph(paragraph: str, values: Mapping[str, str], blocks: Collection[str]) -> str:
    if _says_nothing(paragraph, values):
        return ""
    lines = (line for line in paragraph.splitlines() if not _says_nothing(line, values))
    return "\n".join(_filled(line, values, blocks) for line in lines)


def _says_nothing(text: str, values: Mapping[str, str]) -> bool:
    used = _NAME.findall(text)
    return bool(used) and not any(values[name].strip() for name in used)


def _filled(text: str, values: Mapping[str, str], blocks: Collection[str]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return in_lines(values[name]) if name in blocks else on_one_line(values[name])

    return _NAME.sub(value, text)


def on_one_line(text: str) -> str:
    """A text without line breaks and without marks that nobody sees."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def in_lines(text: str) -> str:
    """A text with plain line breaks, no spaces at its ends and no marks that nobody sees."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
