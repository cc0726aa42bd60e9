"""The pack that an organisation's counsel takes away: records in a chain of entries, and what is needed to check them.

Every line of `record.json` is one entry; its digest covers its content and the digest before it, so that a changed byte
is found and its entry named. The last entry holds the digests of all other files. The same facts give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convenor.rules.compliance.record import Parts
from convenor.rules.compliance.seal import canonical, digest_of, digest_of_text
from convenor.rules.compliance.words import README, in_words

GENESIS = "0" * 64
RECORD, VERIFIER = "record.json", "verify.py"
_ABOUT = {
    "session": "the session",
    "agenda": "the agenda as sent",
    "statement": "the statement",
    "items": "the items' times",
    "conduct": "steers and recording",
    "notes": "the raw notes",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class TrailLine:
    """The trail's entry that vouches for a seal, with all that its digest is taken of."""

    sequence: int
    at: str
    account: str
    role: str
    verb: str
    kind: str
    subject: str
    previous: str
    digest: str

    def written(self) -> dict[str, Any]:
        fields = [self.sequence, self.at, self.account, self.role, self.verb, self.kind, self.subject, self.previous]
        return {"fields": fields, "digest": self.digest}


@dataclass(frozen=True, kw_only=True, slots=True)
class PackedSession:
    """A sealed record with one organisation's own part, and the way that leads from it to the seal."""

    day: str
    parts: Parts
    presence: Mapping[str, Any]
    way: Sequence[Sequence[str]]
    version: int
    digest: str
    trail: TrailLine


@dataclass(frozen=True, kw_only=True, slots=True)
class Packet:
    """The files of a pack by name, and the head: the digest of its last entry, which covers all of them."""

    files: dict[str, bytes]
    head: str
    entries: int


def pack_of(
    *, organisation: str, title: str, sessions: Sequence[PackedSession], statements: Mapping[str, str], verifier: str
) -> Packet:
    """Make a pack; `statements` are the texts that were read, by version, `verifier` is the script that checks it."""
    texts = {
        "README.txt": README,
        "record.txt": in_words(title, sessions),
        VERIFIER: verifier,
        **{_file_of(version, text): text for version, text in statements.items()},
    }
    lines, head = _chained(_contents(organisation, title, sessions, texts))
    record = "[" + ",\n".join(lines) + "]\n"
    files = {name: text.encode() for name, text in sorted({**texts, RECORD: record}.items())}
    return Packet(files=files, head=head, entries=len(lines))


def _contents(
    organisation: str, title: str, sessions: Sequence[PackedSession], texts: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    yield _content("what this is", "pack", "", {"organisation": organisation, "of": title, "sessions": len(sessions)})
    for one in sessions:
        key = one.parts["session"]["id"]
        for part, what in one.parts.items():
            yield _content(f"{one.day}: {_ABOUT[part]}", part, key, what)
        yield _content(f"{one.day}: your organisation's own part", "presence", key, dict(one.presence))
        sealed = {"version": one.version, "digest": one.digest, "way": one.way, "trail": one.trail.written()}
        yield _content(f"{one.day}: the seal", "seal", key, sealed)
    yield _content("the other files", "files", "", {name: digest_of_text(text) for name, text in texts.items()})


def _content(about: str, part: str, session: str, what: dict[str, Any]) -> dict[str, Any]:
    return {"about": about, "part": part, "session": session, "what": what}


def _chained(contents: Iterable[dict[str, Any]]) -> tuple[list[str], str]:
    lines, previous = [], GENESIS
    for number, content in enumerate(contents, start=1):
        digest = digest_of([number, previous, content])
        lines.append(canonical({"number": number, "previous": previous, "content": content, "digest": digest}))
        previous = digest
    return lines, previous


def _file_of(version: str, text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9.]", "-", version)
    return f"statement-{plain}.txt" if plain == version else f"statement-{plain}-{digest_of_text(text)[:8]}.txt"
