"""Checks a compliance pack offline: python3 verify.py [pack.zip or folder] [--head HEX]. Python 3.9, no dependencies.

Prints "holds" or names the first broken entry. Exit status: 0 holds, 1 broken, 2 cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

PARTS = ("session", "agenda", "statement", "items", "conduct", "notes")


class Broken(Exception):  # noqa: N818
    """What is wrong, in words."""


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def digest_of(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def files_of(place: Path) -> dict[str, bytes]:
    """Every file of a folder or a ZIP; a ZIP's as they lie there, also where its own checksums are wrong."""
    if place.is_dir():
        return {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    raw, found = place.read_bytes(), {}
    with zipfile.ZipFile(place) as archive:
        for entry in archive.infolist():
            if entry.compress_type or entry.filename in found:
                raise Broken("the ZIP is not as it was made; unpack it and check the folder")
            begin = entry.header_offset + 30
            begin += sum(struct.unpack("<HH", raw[begin - 4 : begin]))
            found[entry.filename] = raw[begin : begin + entry.file_size]
    return found


def entries_of(record: bytes) -> tuple[list[dict[str, Any]], str]:
    """Walk the chain; a line must be, byte for byte, what its own content and the digest before it make it."""
    previous, entries, lines = "0" * 64, [], record.split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            content = json.loads(line.decode("utf-8").strip("[],"))["content"]
            whole = {"number": number, "previous": previous, "content": content}
            whole["digest"] = digest_of([number, previous, content])
            last = content["part"] == "files"
            expected = (b"[" if number == 1 else b"") + canonical(whole) + (b"]" if last else b",")
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Broken(f"entry {number} is missing or was altered: it cannot be read") from None
        if line != expected or (last and lines[number:] != [b""]):
            raise Broken(f"entry {number} was altered, or does not follow the one before it")
        entries.append(content)
        previous = str(whole["digest"])
        if last:
            return entries, previous
    raise Broken("the end is missing")


def check_files(files: dict[str, bytes], number: int, listed: dict[str, str], strict: bool) -> None:
    for name, digest in listed.items():
        if hashlib.sha256(files.get(name, b"")).hexdigest() != digest:
            raise Broken(f"the file {name} is missing or was altered (entry {number} holds its digest)")
    for name in sorted(set(files) - set(listed) - {"record.json"}) if strict else ():
        raise Broken(f"the file {name} does not belong in the pack (entry {number} lists those that do)")


def check_seal(number: int, entry: dict[str, Any], own: dict[str, Any], texts: list[str]) -> str:
    """A record leads to its seal, and the seal to the trail's entry; gives the head of the trail that vouches."""
    at, seal, trail = digest_of(own["presence"]), entry["what"], entry["what"]["trail"]
    for side, other in seal["way"]:
        at = digest_of([other, at] if side == "left" else [at, other])
    digest = digest_of({"session": digest_of({part: own[part] for part in PARTS}), "organisations": at})
    if digest != seal["digest"] or trail["fields"][4::2] != ["record.sealed", digest]:
        raise Broken(f"entry {number}: the record is not the one that was sealed")
    if hashlib.sha256(json.dumps(trail["fields"], ensure_ascii=False).encode("utf-8")).hexdigest() != trail["digest"]:
        raise Broken(f"entry {number}: the trail's entry is not the one that it claims to be")
    if own["statement"]["read"] and own["statement"]["text_sha256"] not in texts:
        raise Broken(f"entry {number}: the statement that was read is not in the pack")
    return f"{trail['fields'][0]}:{trail['digest']}  {entry['about']}"


def check(place: Path, kept: str) -> list[str]:
    files = files_of(place)
    entries, head = entries_of(files["record.json"])
    listed, heads = entries[-1]["what"], []
    check_files(files, len(entries), listed, strict=not place.is_dir())
    for number, entry in enumerate(entries, start=1):
        if entry["part"] == "seal":
            own = {one["part"]: one["what"] for one in entries if one["session"] == entry["session"]}
            heads.append(check_seal(number, entry, own, list(listed.values())))
    if kept and kept.lower() != head:
        raise Broken(f"its head is {head}, not the one that you kept")
    return [f"holds: {len(entries)} entries", f"head: {head}", *(f"in the trail as {one}" for one in heads)]


def main(given: list[str]) -> int:
    kept = given.pop(given.index("--head") + 1) if "--head" in given[:-1] else ""
    places: list[str | Path] = [word for word in given if word != "--head"] or [Path(__file__).resolve().parent]
    try:
        print("\n".join(check(Path(places[0]), kept)))
        return 0
    except Broken as broken:
        print(f"BROKEN: {broken}.")
        return 1
    except (OSError, KeyError, ValueError, TypeError, IndexError, struct.error, zipfile.BadZipFile) as problem:
        print(f"This is not a pack that can be read: {problem}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
