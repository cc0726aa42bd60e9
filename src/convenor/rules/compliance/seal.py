"""The seal of a record: one digest over the session and, for each organisation, over that organisation's own part.

The organisations' parts are the leaves of a tree of hashes. Each leaf has a salt of its own, and empty places are
filled up, so that whoever is shown one leaf and the way from it to the root learns neither who else there is, nor how
many, nor whether they came. The root is the same for everybody: counsel of two organisations can compare it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

# At least this many leaves; a cohort has twenty members.
PLACES = 64


def canonical(value: object) -> str:
    """Write a value in the one way that its digest is taken of: keys in order, no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(value: object) -> str:
    """SHA-256 of a value in its canonical spelling."""
    return digest_of_text(canonical(value))


def digest_of_text(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(parts: Mapping[str, Any], presences: Mapping[str, Mapping[str, Any]], secret: str) -> str:
    """The digest that goes into the trail. `presences` is by organisation, `secret` is drawn once for each seal."""
    (root,) = _levels(presences, secret)[-1]
    return digest_of({"session": digest_of(parts), "organisations": root})


def proof_for(
    organisation: str, presences: Mapping[str, Mapping[str, Any]], secret: str
) -> tuple[dict[str, Any], list[list[str]]]:
    """One organisation's leaf and the way from it to the root: at each step the other side's digest, and which side."""
    leaf = _leaf(organisation, presences[organisation], secret)
    levels = _levels(presences, secret)
    at, way = levels[0].index(digest_of(leaf)), []
    for level in levels[:-1]:
        way.append(["left" if at % 2 else "right", level[at ^ 1]])
        at //= 2
    return leaf, way


def _leaf(organisation: str, presence: Mapping[str, Any], secret: str) -> dict[str, Any]:
    return {**presence, "salt": digest_of(["salt", secret, organisation])}


def _levels(presences: Mapping[str, Mapping[str, Any]], secret: str) -> list[list[str]]:
    """The tree from its leaves to its root; the leaves in the order of their digests, which is any."""
    leaves = [digest_of(_leaf(organisation, presence, secret)) for organisation, presence in presences.items()]
    places = PLACES
    while places < len(leaves):
        places *= 2
    leaves += [digest_of(["empty", secret, number]) for number in range(places - len(leaves))]
    levels = [sorted(leaves)]
    while len(levels[-1]) > 1:
        levels.append(_above(levels[-1]))
    return levels


def _above(level: Sequence[str]) -> list[str]:
    return [digest_of([left, right]) for left, right in zip(level[::2], level[1::2], strict=True)]
