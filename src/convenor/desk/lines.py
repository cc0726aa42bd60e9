"""What becomes public beside the words of a draft, or made from them: each is a line that the check reads, too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from convenor.desk import queries
from convenor.desk.models import CitedSource, Draft
from convenor.desk.wording import Wording
from convenor.kernel import clock
from convenor.public.library.actions import address_from
from convenor.public.library.reading import as_readers_get_it, decoded, words_across_links
from convenor.rules.attribution import Finding, Kind
from convenor.rules.vocabulary import Level
from convenor.rules.wording import said

# What a browser shows otherwise than it is written: entities, escapes, and signs of addresses.
_OTHERWISE = re.compile(r"&#?\w+;|\\[^\w\s]|%[0-9A-Fa-f]{2}|xn--", re.IGNORECASE)

# A caveat tells of the roster in one of the few sentences of `rules.caveats`: in shares, never in numbers or names.
SAID_OF_THE_ROSTER = frozenset({Kind.UNANIMOUS, Kind.DESCRIPTION, Kind.COMBINATION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A public line that is no field of the draft; `where` says which, for whoever has to change it.

    `names` are the members that a cited document is about, so that its title may name them; `facts` are the kinds of
    finding that only say what such a line is there to say. Where a line has `edges`, only what lies across one of them
    is new. `shows` is the field of the draft that the line is made from, if it says that once more.
    """

    where: str
    text: str
    names: frozenset[str] = frozenset()
    facts: frozenset[Kind] = frozenset()
    edges: tuple[int, ...] = ()
    shows: str = ""

    def may_say(self, finding: Finding) -> bool:
        """Whether what the check found is a public fact in this line."""
        cited = finding.level is Level.REVIEW and bool(finding.members) and self.names.issuperset(finding.members)
        told = bool(self.edges) and not any(finding.start < edge < finding.end for edge in self.edges)
        return cited or told or finding.kind in self.facts


def lines_beside(draft: Draft, words: Wording) -> Iterator[Line]:
    """The address, the sources and the caveats that the copy will carry, and the text as a reader gets it."""
    if draft.corrects is None and draft.translates is None:
        where = said("In the address of the page, which is made from the title")
        yield Line(where=where, text=address_from(words.title), shows="title")
    for source in sources_in(draft, words):
        names = frozenset([source.organisation_id])
        told = f"{source.title} ({decoded(source.url)})"
        yield Line(where=said("In the list of public sources"), text=told, names=names)
    for caveat in queries.caveats_of(draft, clock.today()):
        yield Line(where=said("In what the page says about itself"), text=caveat, facts=SAID_OF_THE_ROSTER)
    if draft.shown_table is not None:
        yield Line(where=said("In the names of the table"), text=names_in(draft.shown_table.release))
    if _OTHERWISE.search(words.body):
        yield Line(where=said("As a browser shows the text"), text=as_readers_get_it(words.body), shows="body")
    shown, edges = words_across_links(words.body)
    if edges:
        names = frozenset(source.organisation_id for source in sources_in(draft, words))
        where = said("As a reader sees the words of the links")
        yield Line(where=where, text=shown, names=names, edges=edges)


def names_in(release: Mapping[str, Any]) -> str:
    """The columns and values of a table, a line each; its numbers were checked when it was made."""
    columns = [column for table in release["tables"] for column in table["by"]]
    cells = (cell for table in release["tables"] for cell in table["cells"])
    values = [value for cell in cells for some in cell["where"].values() for value in some]
    return ".\n\n".join(dict.fromkeys([*columns, *values]))


def sources_in(draft: Draft, words: Wording) -> list[CitedSource]:
    """The public documents that a wording still links to; the others are not told of."""
    return [source for source in draft.sources.all() if source.url in words.body]
