"""How fast the attribution check is, against a made-up roster of forty members with three hundred names."""

import math
import time
from collections.abc import Iterable
from itertools import product

from bench.labelled import BETWEEN
from convenor.rules.attribution import Roster, check, parse_roster

MEMBERS, ALIASES, LONG_NOTE, SIX_PAGES = 40, 300, 120_000, 18_000
RUNS = 3


def crowd() -> Roster:
    """A made-up roster of forty members with three hundred names between them."""
    heads = ("bra", "cor", "del", "fen", "gal", "hol", "jun", "kor", "lim", "mor")
    tails = ("vadex", "tilon", "mirak", "sopen")
    names = [f"{head}{tail}".capitalize() for head, tail in product(heads, tails)][:MEMBERS]
    more = ALIASES - MEMBERS
    aliases: dict[str, list[str]] = {name: [] for name in names}
    for number in range(more):
        name = names[number % MEMBERS]
        aliases[name].append(f"{name}{('pay', 'cloud', 'net', 'mobile', 'lab', 'works', 'play')[number // MEMBERS]}")
    regions = ("Europe", "Africa", "Southeast Asia", "Latin America")
    sectors = ("telecommunications", "gaming", "cloud", "social media", "network equipment")
    members = [
        {
            "id": name.lower(),
            "name": name,
            "aliases": aliases[name],
            "attributes": {"region": [regions[at % 4]], "sector": [sectors[at % 5]], "size": "large"},
        }
        for at, name in enumerate(names)
    ]
    return parse_roster({"visibility": "public", "k": 5, "members": members})


def long_text(texts: Iterable[str], roster: Roster, characters: int) -> str:
    """Harmless paragraphs with a member named in every twentieth, until there are this many characters."""
    parts, harmless, total = list[str](), list(texts), 0
    while total < characters:
        at = len(parts)
        text = f"{at + 1}. {harmless[at * 7 % len(harmless)]}"
        if at % 20 == 19:
            text += f" {roster.members[at % len(roster.members)].name} disagreed."
        parts.append(text)
        total += len(text) + len(BETWEEN)
    return BETWEEN.join(parts)


def speed(texts: list[str]) -> dict[str, int]:
    """The best of several runs: characters a second on a long note, milliseconds for one of six pages.

    In processor time, so that what else the machine does that day does not count.
    """
    roster = crowd()
    long, six = (long_text(texts, roster, size) for size in (LONG_NOTE, SIX_PAGES))
    return {
        "members": len(roster.members),
        "names": sum(1 + len(member.aliases) for member in roster.members),
        "characters_a_second": int(len(long) / _best(long, roster)),
        "six_pages_milliseconds": math.ceil(1000 * _best(six, roster)),
    }


def _best(note: str, roster: Roster) -> float:
    seconds = []
    for _run in range(RUNS):
        began = time.process_time()
        check(note, roster)
        seconds.append(time.process_time() - began)
    return min(seconds)
