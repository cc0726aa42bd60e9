"""Wider wordings for one phrase of a combination: true ones that leave at least k members."""

from convenor.rules.attribution.descriptions import Room
from convenor.rules.attribution.geography import REGION_ADJECTIVES
from convenor.rules.attribution.lexicon import Topic
from convenor.rules.attribution.traits import Trait

_PLAIN = frozenset("company firm member participant business speaker representative nominee delegate".split())


def wider(trait: Trait, others: int, room: Room, note: str) -> tuple[str, int] | None:
    """Word a trait so that it and everything else said of the subject fits k members, with how many it then fits.

    `others` are the members that the rest fits. A place is widened to a region; a noun phrase may lose its
    attribute; for other predicates there is no wider wording.
    """
    return _wider_place(trait, others, room, note) or _plain(trait, others, room, note)


def _wider_place(trait: Trait, others: int, room: Room, note: str) -> tuple[str, int] | None:
    if len(trait.terms) != 1 or trait.terms[0].topic is not Topic.PLACE or (trait.phrase and trait.phrase.event):
        return None
    best: tuple[int, str] | None = None
    for key in ("country", "region"):
        for value in dict.fromkeys(value for member in room.roster.members for value in member.values(key)):
            bits = sum(1 << at for at, one in enumerate(room.roster.members) if value in one.values(key))
            size = room.smaller(bits & others).bit_count() if bits & others else 0
            wide = trait.bits & ~bits == 0 and bits != trait.bits and size >= room.k
            written = REGION_ADJECTIVES.get(value) if trait.phrase else value
            if wide and written and (best is None or size < best[0]):
                best = size, written
    if not best:
        return None
    size, written = best
    if not trait.phrase:
        return f"{trait.lead}{written}", size
    return _noun_phrase(trait, note, written), size


def _plain(trait: Trait, others: int, room: Room, note: str) -> tuple[str, int] | None:
    size = room.smaller(others).bit_count()
    if not trait.phrase or size < room.k:
        return None
    return _noun_phrase(trait, note, ""), size


def _noun_phrase(trait: Trait, note: str, attribute: str) -> str:
    """Write a noun phrase with at most one attribute, in the number and with the noun of the trait's."""
    plural = bool(trait.phrase and trait.phrase.plural)
    words = note[trait.start : trait.end].split()
    nouns = (word.lower().strip(",.;").removesuffix("s") for word in words)
    noun = next((word for word in nouns if word in _PLAIN), "company")
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    text = " ".join(part for part in (attribute, many if plural else noun) if part)
    definite = words[0].lower() in {"the", "this", "that", "these", "those"}
    if definite:
        text = f"{words[0].lower()} {text}"
    elif not plural:
        text = f"{'an' if text[0] in 'aeioAEIO' else 'a'} {text}"
    return text[0].upper() + text[1:] if trait.phrase and trait.phrase.opens else text
