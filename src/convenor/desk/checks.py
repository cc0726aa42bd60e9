"""What has to be settled before a draft may leave; found anew each time it is shown or decided on, never stored."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from convenor.desk import queries
from convenor.desk.lines import Line, lines_beside
from convenor.desk.models import Draft, Keeping, Waiver
from convenor.desk.wording import BETWEEN, Place, Wording, wording_of
from convenor.kernel.installation import installation
from convenor.room.reviews.queries import public_places_in
from convenor.rules import scope
from convenor.rules.attribution import Finding, Kind, PublicSource, Roster, RosterError, Verdict, check, parse_roster
from convenor.rules.note import empty_sections
from convenor.rules.release import SettlingFacts
from convenor.rules.vocabulary import DraftKind, Level, WaiverState
from convenor.rules.waiver import can_be_waived, is_waived
from convenor.rules.wording import as_a_sentence, said

SCOPE = "scope"
# The states of a waiver that say something of the words as they stand.
IN_FORCE = (WaiverState.WAITING, WaiverState.AGREED, WaiverState.REFUSED)
_NOBODY = said("No company sits in the cohort yet, so there is nobody to check it against; add its members first")


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """One thing to settle: a place in the text, why it matters, whom it fits, and what to say instead.

    `fits` names members and is for officers only. `wording` is the digest that a decision to keep it is bound to,
    `agreed_on` the one that the parties' waivers are, and `waivers` are the rows that are bound to it.
    """

    start: int
    end: int
    text: str
    kind: str
    level: Level
    why: str
    members: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()
    suggestion: str | None = None
    suggestion_size: int | None = None
    place: Place | None
    wording: str
    kept: Keeping | None = None
    agreed_on: str = ""
    waivers: tuple[Waiver, ...] = ()

    @property
    def anchor(self) -> str:
        """The name of its place on a page: the mark in the text carries `at-…`, what is said of it carries this."""
        return f"settle-{self.start}-{self.end}"

    @property
    def waived(self) -> bool:
        """Whether everybody whom it fits has agreed that exactly these words are published."""
        return is_waived(self.members, [row.organisation_id for row in self.waivers if row.state == WaiverState.AGREED])

    @property
    def refused(self) -> bool:
        """Whether somebody whom it fits said no to these words; that holds for good, whatever an officer decides."""
        return any(row.state == WaiverState.REFUSED for row in self.waivers)

    @property
    def settled(self) -> bool:
        """Whether its parties agreed, or a person decided to keep it; what blocks cannot be decided away."""
        return not self.refused and (self.waived or (self.level is Level.REVIEW and self.kept is not None))

    @property
    def waits(self) -> int:
        """How many of its parties were asked and have not answered yet."""
        return sum(row.state == WaiverState.WAITING for row in self.waivers)

    @property
    def can_be_asked_about(self) -> bool:
        """Whether it points to members who could agree to these words, and not all of them were asked."""
        askable = self.place is not None and can_be_waived(self.kind, self.members)
        return askable and not self.settled and not self.refused and len(self.waivers) < len(self.members)

    @property
    def can_be_cited(self) -> bool:
        """Whether a public source could make it sayable: it names one organisation (R-CH-10)."""
        named = self.kind in {"direct", "contact"} and bool(self.members)
        return self.level is Level.BLOCKED and named and self.place is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A wording with everything to settle in it; `trouble` says why it could not be checked, if it could not."""

    wording: Wording
    matters: tuple[Matter, ...] = ()
    unchecked: tuple[str, ...] = ()
    k: int = 0
    size: int = 0
    trouble: str = ""

    @property
    def trouble_in_full(self) -> str:
        """Why it could not be checked, as a sentence that ends."""
        return said("{clause}.", clause=self.trouble) if self.trouble else ""

    @property
    def open(self) -> tuple[Matter, ...]:
        return tuple(matter for matter in self.matters if not matter.settled)

    @property
    def kept(self) -> tuple[Matter, ...]:
        """What stays because a person gave a reason."""
        return tuple(matter for matter in self.matters if matter.settled and not matter.waived)

    @property
    def waived(self) -> tuple[Matter, ...]:
        """What stays because everybody whom it fits agreed."""
        return tuple(matter for matter in self.matters if matter.settled and matter.waived)

    @property
    def blocked(self) -> int:
        return sum(matter.level is Level.BLOCKED or matter.refused for matter in self.open)

    @property
    def undecided(self) -> int:
        return len(self.open) - self.blocked

    def at(self, start: int, end: int) -> Matter | None:
        """What is to settle at exactly this place."""
        return next((matter for matter in self.matters if (matter.start, matter.end) == (start, end)), None)

    def facts(self) -> SettlingFacts:
        """The check in numbers, for the rule that decides whether the text may leave."""
        return SettlingFacts(
            has_title=bool(self.wording.title.strip()),
            has_text=bool(self.wording.body.strip()),
            empty_sections=empty_sections(self.wording.body),
            blocked=self.blocked,
            undecided=self.undecided,
            refused=sum(matter.refused for matter in self.open),
        )


def check_draft(draft: Draft, wording: Wording | None = None) -> Checked:
    """Check a draft as it stands, or as it would stand with another wording."""
    words = wording or wording_of(draft)
    facts = queries.roster_of(draft)
    if not facts["members"]:
        return Checked(wording=words, trouble=_NOBODY)
    try:
        roster = _with_sources(parse_roster(facts), draft)
    except RosterError as error:
        return Checked(wording=words, trouble=error.args[0])
    names = {member.id: member.name for member in roster.members}
    present = [slug for slug in queries.present_at(draft) if slug in names]
    verdict = found_in(words.whole, roster, tuple(present), tuple(queries.released_texts(draft)))
    told = _without_public_facts(verdict.findings, draft, words)
    room = len(present) or len(names)
    matters = _with_waivers([_of_a_finding(finding, words, names, room) for finding in told], draft, words, names)
    lifted = {(matter.start, matter.end, matter.kind) for matter in matters if matter.waived}
    open_there = [finding for finding in told if (finding.start, finding.end, finding.kind) not in lifted]
    beside = _beside(verdict.findings, open_there, draft, words, roster=roster, present=present or None)
    matters += [_of_a_line(line, finding, at, names, room) for line, finding, at in beside]
    matters += [_of_a_warning(warning, words) for warning in scope.look_at(words.whole)]
    kept = {keeping.wording: keeping for keeping in draft.keepings.select_related("account__person")}
    settled = (replace(matter, kept=kept.get(matter.wording)) for matter in matters)
    return Checked(
        wording=words,
        matters=tuple(sorted(settled, key=lambda matter: (matter.start, matter.end))),
        unchecked=tuple(verdict.unchecked),
        k=verdict.k,
        size=len(names),
    )


@lru_cache(maxsize=32)
def found_in(text: str, roster: Roster, present: tuple[str, ...], earlier: tuple[str, ...] = ()) -> Verdict:
    """A text against a roster. Each step of its way asks this of the same words, and nothing else is in the answer."""
    return check(text, roster, present=present or None, earlier=earlier)


def check_line(draft: Draft, text: str) -> Checked:
    """Check another public line about a draft, such as why it is withdrawn."""
    return check_draft(draft, Wording(title="", correction=text))


def excerpt_of(words: Wording, matter: Matter) -> str:
    """What the parties of a finding read and answer for; the whole text where several places tell it together."""
    return BETWEEN.join(words.whole[start:end].strip() for start, end in read_with(words, matter))


def read_with(words: Wording, matter: Matter) -> tuple[tuple[int, int], ...]:
    """The places of the whole that the parties of a finding read, the words themselves among them."""
    if matter.kind == Kind.COMBINATION:
        return ((0, len(words.whole)),)
    return words.around(matter.start, matter.end)


def _with_waivers(matters: list[Matter], draft: Draft, words: Wording, names: Mapping[str, str]) -> list[Matter]:
    """The same with what each one's parties would agree on, and what they answered."""
    answered: dict[str, list[Waiver]] = defaultdict(list)
    for row in draft.waivers.filter(state__in=IN_FORCE):
        answered[row.wording].append(row)

    def with_them(matter: Matter) -> Matter:
        if matter.place is None or not can_be_waived(matter.kind, matter.members):
            return matter
        called = [f"{member} {names[member]}" for member in sorted(matter.members)]
        digest = _digest(matter.kind, matter.text, excerpt_of(words, matter), *called)
        return replace(matter, agreed_on=digest, waivers=tuple(answered.get(digest, ())))

    return [with_them(matter) for matter in matters]


def _beside(
    said: Sequence[Finding],
    open_there: Sequence[Finding],
    draft: Draft,
    words: Wording,
    *,
    roster: Roster,
    present: Sequence[str] | None,
) -> Iterator[tuple[Line, Finding, int]]:
    """What the lines beside the words say that the words do not, each with a place of its own after the whole.

    Where something in the words may stay, a line that shows these words once more may say it as often as they do.
    """
    waits_there = {_key(finding) for finding in open_there}
    told_there = {(finding.kind, finding.members) for finding in said}
    begins = len(words.whole)
    for line in lines_beside(draft, words):
        begins += len(BETWEEN)
        may_stay = Counter(_key(finding) for finding in said if _field(words, finding) == line.shows)
        for finding in found_in(line.text, roster, tuple(present or ())).findings:
            same = _key(finding) in waits_there or may_stay[_key(finding)] > 0
            may_stay[_key(finding)] -= 1
            # A source beside a name is told by its address, which the words alone leave out.
            sourced = bool(line.edges) and line.names.issuperset(finding.members)
            same = same or (sourced and (finding.kind, finding.members) in told_there)
            if not same and not line.may_say(finding):
                yield line, finding, begins
        begins += len(line.text)


def _key(finding: Finding) -> tuple[Kind, tuple[str, ...], str]:
    return finding.kind, finding.members, finding.level


def _field(words: Wording, finding: Finding) -> str:
    place = words.place(finding.start, finding.end)
    return place.field if place else "everywhere"


def _without_public_facts(found: Sequence[Finding], draft: Draft, words: Wording) -> list[Finding]:
    """The findings but those that say what is published anyway.

    That is the secretariat's own address, which stands on every public page; whom a text is for, where all are meant;
    and a review's list of members, which says no more than the published list does.
    """
    own = installation().contact
    meant = (words.offset("applies_to"), words.offset("applies_to") + len(words.applies_to))
    listed: list[tuple[int, int]] = []
    if draft.kind == DraftKind.YEAR_END_REVIEW and draft.cohort is not None:
        begins = words.offset("body")
        listed = [(begins + start, begins + end) for start, end in public_places_in(draft.cohort, words.body)]
    return [
        one
        for one in found
        if one.text != own
        and not (one.kind is Kind.UNANIMOUS and (one.start, one.end) == meant)
        and not any(start <= one.start and one.end <= end for start, end in listed)
    ]


def _with_sources(roster: Roster, draft: Draft) -> Roster:
    ids = {member.id for member in roster.members}
    cited = tuple(
        PublicSource(url=source.url, title=source.title, members=(source.organisation_id,))
        for source in draft.sources.all()
        if source.organisation_id in ids
    )
    return replace(roster, public_sources=(*roster.public_sources, *cited))


def _of_a_finding(finding: Finding, words: Wording, names: Mapping[str, str], room: int) -> Matter:
    place = words.place(finding.start, finding.end)
    return Matter(
        **_where(finding, words),
        kind=str(finding.kind),
        level=Level(finding.level),
        why=as_a_sentence(finding.reason),
        members=finding.members,
        fits=tuple(names[member] for member in finding.members) if finding.size < room else (),
        suggestion=finding.suggestion if place else None,
        suggestion_size=finding.suggestion_size,
        wording=_digest(
            str(finding.kind), finding.text, words.paragraph(finding.start, finding.end), *sorted(finding.members)
        ),
    )


def _of_a_line(line: Line, finding: Finding, begins: int, names: Mapping[str, str], room: int) -> Matter:
    return Matter(
        start=begins + finding.start,
        end=begins + finding.end,
        text=finding.text,
        kind=str(finding.kind),
        level=Level(finding.level),
        why=said("{where}: {sentence}", where=line.where, sentence=as_a_sentence(finding.reason)),
        members=finding.members,
        fits=tuple(names[member] for member in finding.members) if finding.size < room else (),
        place=None,
        wording=_digest(str(finding.kind), finding.text, line.text, *sorted(finding.members)),
    )


def _of_a_warning(warning: scope.ScopeWarning, words: Wording) -> Matter:
    return Matter(
        **_where(warning, words),
        kind=SCOPE,
        level=Level.REVIEW,
        why=warning.reason,
        wording=_digest(SCOPE, warning.text, words.paragraph(warning.start, warning.end)),
    )


def _where(found: Finding | scope.ScopeWarning, words: Wording) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "place": words.place(found.start, found.end),
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
