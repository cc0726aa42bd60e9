"""Presence: where taking part is itself confidential, saying that a member took part is a breach."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.text import Reading
from convenor.rules.vocabulary import Level

_TOOK_PART = re.compile(
    r"\b(?:took part|takes? part|taken part|taking part|attend(?:s|ed|ing|ees?|ance)?"
    r"|participa(?:te|tes|ted|ting|tion|nts?)|joined|joining|registered|registrations?|signed up|enrolled"
    r"|(?:was|were|is|are|been|being) (?:also )?present|in the (?:room|cohort|platform|programme)"
    r"|on the (?:call|platform|roster)|dialled in|showed up|came to|members? of|represented|invited|welcomed)\b",
    re.IGNORECASE,
)
_NAMING = frozenset({Kind.DIRECT, Kind.PERSON, Kind.CONTACT})


def presences(findings: Iterable[Finding], reading: Reading) -> Iterator[Finding]:
    """Turn a mention into a presence where its sentence says that somebody took part."""
    says: dict[tuple[int, int], bool] = {}
    for finding in findings:
        place = reading.sentence(finding.start)
        if place not in says:
            says[place] = bool(_TOOK_PART.search(reading.note, *place))
        if finding.kind in _NAMING and finding.members and says[place]:
            reason = f"{finding.reason}; taking part is confidential, and this says that they took part"
            yield replace(finding, kind=Kind.PRESENCE, level=Level.BLOCKED, reason=reason)
        else:
            yield finding
