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

_EXEMPT = frozenset({Kind.DIRECT, Kind.CONTACT})


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
    """Give the part of a web address that says which document it is."""
    scheme_free = re.sub(r"^https?://(?:www\.)?|^www\.", "", url.strip(), flags=re.IGNORECASE)
    host, slash, path = scheme_free.partition("#")[0].partition("/")
    return host.lower() + slash + path.rstrip("/")


def excused(findings: Iterable[Finding], found: tuple[Citation, ...], reading: Reading) -> Iterator[Finding]:
    """Turn a mention beside the right link, in the same sentence, into one for a second person to confirm."""
    cited: dict[tuple[int, int], list[PublicSource]] = defaultdict(list)
    for citation in found:
        cited[reading.sentence(citation.link.start)].append(citation.source)
    for finding in findings:
        source = _source_for(finding, cited.get(reading.sentence(finding.start), ()))
        if source is None:
            yield finding
        else:
            yield replace(finding, level=Level.REVIEW, reason=_reason(finding, source), suggestion=None)


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
            reason=f"links to the public source {_title(citation.source)}; a second person confirms it",
        )


def _source_for(finding: Finding, sources: Iterable[PublicSource]) -> PublicSource | None:
    if finding.kind not in _EXEMPT or not finding.members:
        return None
    return next((source for source in sources if set(finding.members) <= set(source.members)), None)


def _reason(finding: Finding, source: PublicSource) -> str:
    return f"{finding.reason}; public source beside it: {_title(source)}; a second person confirms that it says this"


def _title(source: PublicSource) -> str:
    return f"{source.title} ({source.url})" if source.title else source.url
