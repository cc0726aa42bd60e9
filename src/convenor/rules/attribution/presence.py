"""Presence: where taking part is itself confidential, saying that a member took part is a breach."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.text import Reading
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

# Where people meet; to be there, or to sit or join there, is to take part, whatever a document says besides.
_MEETING = (
    r"(?:room|cohort|platform|programme|program|call|roster|table|chat|line|breakout|session|meeting|workshop|group|list"
    r"|series|community|panel|podium|webinar|roundtable|exchange|forum|circle|seminar|training)"
)
_TOOK_PART = re.compile(
    r"\b(?:took part|those present|takes? part|taken part|taking part|attend(?:s|ed|ing|ees?|ance)?|apologies"
    r"|participa(?:te|tes|ted|ting|tion|nts?)|joined|joining|registered|registrations?|signed (?:up|in|on)|enrolled"
    r"|(?:was|were|is|are|been|being) (?:also |both |not )?(?:present|absent|there|here|with us)"
    rf"|(?:in|on|around|round|at|from|of|into|to|with) (?:the|this|our|that) (?:\w+ )?{_MEETING}|in attendance|on board"
    rf"|joins? (?:us|(?:the|this|our|that|in the|in on the) (?:\w+ )?{_MEETING})"
    r"|s[ai]t(?:s|ting)? (?:in|with us|next to)\b"
    r"|(?:took|had|given) the floor|raised (?:its|their|a|his|her) hands?|stayed (?:until|to the|on)|among us|one of us"
    r"|had to leave|made it (?:to|in time)|belong(?:s|ed)? to (?:the|this|our)"
    r"|(?:dialled|dialed|logged|called|tuned|zoomed|phoned|beamed) in|showed up|turned up|came (?:to|along|late|back)"
    r"|arrived|members? of|represented|representatives?|nominees?|delegat(?:es?|ions?)|invited|welcomed?|guests?"
    r"|dropped out|withdr[ae]w|applied (?:to|for)|has applied|(?:could|did|would) not (?:come|make it|be there)"
    r"|left (?:early|before|after|the (?:room|call|session|meeting))|missed the|present:|with us)(?!\w)"
    r"|\b(?:present|attendees|participants|attending|in the room|on the call)\s?:",
    re.IGNORECASE,
)
# What is done where people meet, if no document says it.
_IN_A_ROOM = re.compile(
    r"\b(?:asked|told|spoke|speakers?|raised|commented|replied|wondered|moderated|chaired|facilitated|hosted|voted"
    r"|presented|thanked|thanks to|apologised|apologized|sat|sent (?:two|three|a|its|their|some)|heard from|talk"
    r"|slides?|deck|screen|mentioned|remarked|suggested|proposed|showed|shared|volunteered|seat|floor|in the room"
    r"|question)\b",
    re.IGNORECASE,
)
# Around a name that could be a word, only these say that somebody is meant.
_DIRECTLY = re.compile(
    r",?\s+(?:also |both |, [^,.]{1,60}, )?(?:took part|attend(?:s|ed)|participat(?:es?|ed)|joined|registered|enrolled"
    r"|signed up|dialled in|was (?:present|absent|represented|there|invited|on))\b",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:was|were|by|welcomed|invited|present:|attendees:|participants:)\s+\Z", re.IGNORECASE)
_LINKED = re.compile(r"https?:|www\.|\]\(", re.IGNORECASE)
_NAMING = frozenset({Kind.DIRECT, Kind.PERSON, Kind.CONTACT})


def presences(findings: Iterable[Finding], reading: Reading) -> Iterator[Finding]:
    """Turn a mention into a presence where its sentence says that somebody took part."""
    says: dict[tuple[int, int], bool] = {}
    for finding in findings:
        place = reading.sentence(finding.start)
        if place not in says:
            says[place] = _says_so(reading.note, *place)
        if finding.kind in _NAMING and finding.members and says[place]:
            reason = said(
                "{clause}; taking part is confidential, and this says that they took part", clause=finding.reason
            )
            level = Level.BLOCKED if _is_meant(finding, reading.note) else finding.level
            yield replace(finding, kind=Kind.PRESENCE, level=level, reason=reason)
        else:
            yield finding


def _says_so(note: str, start: int, end: int) -> bool:
    if _TOOK_PART.search(note, start, end):
        return True
    return bool(_IN_A_ROOM.search(note, start, end)) and not _LINKED.search(note, start, end)


def _is_meant(finding: Finding, note: str) -> bool:
    before = note[max(0, finding.start - 40) : finding.start]
    return bool(_DIRECTLY.match(note, finding.end) or (_AMONG.search(before) and finding.text[0].isupper()))
