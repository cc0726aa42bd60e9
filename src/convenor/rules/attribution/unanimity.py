"""Unanimity: what is said of all or none of a public list is said of each one of them."""

import re
from collections.abc import Iterator

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.vocabulary import Level

_WHO = r"(?:(?:member|participating|participant) )?(?:members?|participants?|compan(?:y|ies)|firms?|organi[sz]ations?)"
_NUMBER = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty)"
_NOT_WEAKENED = r"(?<!\bnot )(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )"
_UNANIMOUS = re.compile(
    rf"{_NOT_WEAKENED}\b(?P<who>"
    rf"(?:all|none|each|every one)(?: of)?(?: the| our| its| these)?(?: {_NUMBER})? {_WHO}"
    rf"|(?:every|no|not one|not a single|not any) (?:single )?{_WHO}"
    rf"|(?:100|0|zero|one hundred) ?(?:%|per ?cent) of (?:the |our )?{_WHO}"
    rf"|{_WHO} (?:\w+ )?unanimously)"
    r"(?P<group> (?:in|of|on) the (?:community|group|cohort|room|platform|programme))?\b(?!:)",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"(?:,[^,.!?\n]{1,60},)? (?:\w+ly )?(?:should|must|ought|shall|may|might|can|needs? to|ha(?:ve|s) to|will|to)\b"
)
_PERHAPS = re.compile(
    r"\bunanim(?:ous|ously|ity)\b|\b(?:every(?:one|body)|nobody|no one|no-one)"
    r" (?:agreed|disagreed|said|reported|had|has|was|wanted|found|supported|objected|rejected)\b",
    re.IGNORECASE,
)


def unanimities(note: str, everyone: tuple[str, ...]) -> Iterator[Finding]:
    """Find statements about all or none of `everyone`, a list that the public knows."""
    for found in _UNANIMOUS.finditer(note):
        if _NORM.match(note, found.end()):
            continue
        yield Finding(
            start=found.start(),
            end=found.end(),
            text=found.group(),
            kind=Kind.UNANIMOUS,
            level=Level.BLOCKED,
            members=everyone,
            reason=f"says it of all or none of {len(everyone)} members whose list is public, so of each of them",
            suggestion=_weaker(found.group()),
            suggestion_size=len(everyone) if _weaker(found.group()) else None,
        )
    for found in _PERHAPS.finditer(note):
        yield Finding(
            start=found.start(),
            end=found.end(),
            text=found.group(),
            kind=Kind.UNANIMOUS,
            level=Level.REVIEW,
            members=everyone,
            reason="if this is said of the members, it is said of each of them; leave it out unless it is not",
        )


def _weaker(words: str) -> str | None:
    """Give a wording that stays true and names nobody; nothing where leaving out all or none turns the sense."""
    if re.match(r"all\b", words, re.IGNORECASE):
        return "Participants" if words[0].isupper() else "participants"
    return None
