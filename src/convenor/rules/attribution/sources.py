"""Public documents: what one of them says of a member may be said beside a link to it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from convenor.rules.attribution.contacts import Link
from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.roster import PublicSource, Roster
from convenor.rules.attribution.text import Reading
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

_EXEMPT = frozenset({Kind.DIRECT, Kind.CONTACT})
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?([^/?#]*)([^?#]*)\??([^#]*)", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|msclkid|igshid|mc_[ce]id|mkt_tok|yclid|_ga|cmpid|ref|ref_src)(?:=.*)?", re.IGNORECASE
)
_ESCAPE = re.compile("%([2-7][0-9A-Fa-f])")
# A reference or a footnote: what stands behind it counts where it is called.
_DEFINITION = re.compile(r"[^\S\n]{0,3}\[(\^?[^\[\]\n]{1,60})\]:")
_CALL = re.compile(r"\[(\^?[^\[\]\n]{1,200})\](?:\[([^\[\]\n]{0,60})\])?(?!:)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A listed source with the place of its link in the note."""

    link: Link
    source: PublicSource


def citations(roster: Roster, links: Iterable[Link]) -> tuple[Citation, ...]:
    """Give the links that are exactly the address of a listed source."""
    listed: dict[str, list[PublicSource]] = defaultdict(list)
    for source in roster.public_sources:
        listed[_address(source.url)].append(source)
    return tuple(Citation(link=link, source=source) for link in links for source in listed.get(_address(link.url), ()))


def _address(url: str) -> str:
    """Give the part of a web address that says which document it is, however it was passed on."""
    found = _ADDRESS.match(url.strip())
    host, path, query = found.groups() if found else (url, "", "")
    kept = "&".join(part for part in query.split("&") if part and not _TRACKING.fullmatch(part))
    plain = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), path).rstrip("/")
    return re.sub(r":(?:80|443)$", "", host.lower()) + plain + (f"?{kept}" if kept else "")


def excused(findings: Iterable[Finding], found: tuple[Citation, ...], reading: Reading) -> Iterator[Finding]:
    """Turn a mention beside the right link, in the same sentence, into one for a second person to confirm."""
    cited: dict[tuple[int, int], list[PublicSource]] = defaultdict(list)
    for place, listed in _standing(found, reading):
        cited[reading.sentence(place)].append(listed)
    for finding in findings:
        beside = cited.get(reading.sentence(finding.start), ()) if finding.kind in _EXEMPT and finding.members else ()
        source = next((one for one in beside if set(finding.members) <= set(one.members)), None)
        if source is None:
            yield finding
        else:
            yield replace(finding, level=Level.REVIEW, reason=_reason(finding, source), suggestion=None)


def _standing(found: tuple[Citation, ...], reading: Reading) -> Iterator[tuple[int, PublicSource]]:
    """Give every place where a source is cited: at its link, or where its reference or footnote is called."""
    calls: dict[str, list[int]] | None = None
    for citation in found:
        yield citation.link.start, citation.source
        line = reading.note.rfind("\n", 0, citation.link.start) + 1
        defined = _DEFINITION.match(reading.note, line, citation.link.start)
        if defined:
            calls = _calls(reading.note) if calls is None else calls
            for place in calls.get(defined[1].casefold(), ()):
                yield place, citation.source


def _calls(note: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for call in _CALL.finditer(note):
        places[(call[2] or call[1]).casefold()].append(call.start())
    return places


def cited_links(found: tuple[Citation, ...], reading: Reading) -> Iterator[Finding]:
    """List every link to a public document, because it leads to the members it is about."""
    for citation in found:
        start, end = citation.link.start, citation.link.end
        yield Finding(
            start=start,
            end=end,
            text=reading.note[start:end],
            kind=Kind.CONTACT,
            level=Level.REVIEW,
            members=citation.source.members,
            reason=said(
                "links to the public source {source}; a second person confirms it", source=_title(citation.source)
            ),
        )


def _reason(finding: Finding, source: PublicSource) -> str:
    return said(
        "{clause}; public source beside it: {source}; a second person confirms that it says this",
        clause=finding.reason,
        source=_title(source),
    )


def _title(source: PublicSource) -> str:
    return f"{source.title} ({source.url})" if source.title else source.url
