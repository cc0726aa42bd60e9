"""What to read before an open session: titles, with addresses that lead where they say (R-PLP-19).

An address is one of the web, or the path of a page of this site, which is then the same in every language.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from convenor.rules.searching import folded
from convenor.rules.verdict import Verdict, no, yes

MOST = 8
LONGEST_TITLE, LONGEST_ADDRESS = 200, 500
MOST_THAT_FIT = 5

# No sign that a browser drops or turns round, because it would lead elsewhere than it reads.
_UNSEEN = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_SIGN = rf"[^\s\\<>\"'`\x00-\x20\x7f-\x9f{_UNSEEN}]"
_OF_THE_WEB = re.compile(rf"https?://(?![./:])(?:(?![@/?#]){_SIGN})+(?:[/?#]{_SIGN}*)?")
_OWN = re.compile(rf"/(?!/){_SIGN}*")
# Words that join others and say nothing of what a text is about.
_JOINING = frozenset(
    "a an and as at by can do for from how in into is it its of on or the to what who why with".split()
)


def is_of_the_web(address: str) -> bool:
    """Whether an address leads to another site, and shows to which."""
    return _OF_THE_WEB.fullmatch(address) is not None


def is_own(address: str) -> bool:
    """Whether an address is a path of this site."""
    return _OWN.fullmatch(address) is not None


def may_be_read(title: str, address: str) -> Verdict:
    """Whether a title and an address can stand as a link on a public page."""
    if not title.strip():
        return no("Nothing says what is behind this address. Give it a title.")
    if len(title) > LONGEST_TITLE or len(address) > LONGEST_ADDRESS:
        return no("This title or this address is too long for a list. Shorten it.")
    if not is_own(address) and not is_of_the_web(address):
        return no(
            "This is no address that a reader can follow. Write one that begins with https://, or for a page of this "
            "site with a single stroke, such as /pages/."
        )
    return yes()


def may_be_listed(readings: Sequence[tuple[str, str]]) -> Verdict:
    """Whether pairs of title and address can stand below a session together."""
    if len(readings) > MOST:
        return no("These are more than eight, which nobody reads before a session. Take some away.")
    addresses = [address for _title, address in readings]
    if len(set(addresses)) < len(addresses):
        return no("One address stands here twice. Take one of them away.")
    verdicts = (may_be_read(title, address) for title, address in readings)
    return next((verdict for verdict in verdicts if not verdict.allowed), yes())


def that_fit(about: Iterable[str], titles: Sequence[str]) -> list[int]:
    """The places of titles that share words with what a session is about, the best first; at most five.

    A word that stands in many titles says less than one that stands in few.
    """
    wanted = _words(*about)
    words = [_words(title) for title in titles]
    often = Counter(word for some in words for word in some)
    worth = {at: sum(1 / often[word] for word in some & wanted) for at, some in enumerate(words) if some & wanted}
    return sorted(worth, key=lambda at: (-worth[at], at))[:MOST_THAT_FIT]


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in folded(text).split()} - _JOINING
