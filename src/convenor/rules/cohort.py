"""The seats of a cohort: the cap, the waiting list, the two nominees, and who is still missing.

Diversity is reported and never an admission score (R-CoP-12); the order of the waiting list is the order
of asking.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import MembershipState
from convenor.rules.wording import Said, alphabetical, listed, said, said_of, together

NOMINEE_SEATS = 2

WAITING_CRITERIA = (
    said("Whoever asked first is offered a seat first."),
    said("Companies that asked on the same day come in alphabetical order."),
    said("Size, region, sector and contributions play no part in the order."),
    said("The secretariat decides on each offer, and the decision is recorded with its reason."),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatCount:
    """How full a cohort is; `sentence` says it for people."""

    taken: int
    cap: int
    free: int
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingFact:
    """A company that asked for a seat."""

    organisation: str
    name: str
    asked_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingPlace:
    """A place on the waiting list, with the reason for it."""

    position: int
    organisation: str
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NomineeSeatFact:
    """One nominee seat of a company that somebody holds; `until` is the first day without."""

    organisation: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatReminder:
    """A company with a vacant nominee seat: a reminder, never a sanction (A-14)."""

    organisation: str
    filled: int
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sourced:
    """A value with where it is known from, such as "public knowledge, unverified"."""

    value: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberAttributes:
    """What the gap view looks at; an attribute nobody has entered is None."""

    organisation: str
    region: Sourced | None = None
    primary_sector: Sourced | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """The regions and sectors that the cohort wants to reach (R-CoP-09, R-CoP-11)."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GapCount:
    """How many members have a value; `target` when the cohort wants to reach it."""

    value: str
    count: int
    target: bool

    @property
    def missing(self) -> bool:
        """Tell whether it is wanted and nobody has it."""
        return self.target and self.count == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Gaps:
    """Where the cohort has nobody yet; `sources` are where the attributes are known from."""

    regions: tuple[GapCount, ...]
    sectors: tuple[GapCount, ...]
    unknown: tuple[str, ...]
    sources: tuple[str, ...]
    sentence: str


def membership_state(since: date, until: date | None, on: date) -> MembershipState:
    """Tell whether a membership is coming, current or ended on a date; `until` is the first day without it."""
    if on < since:
        return MembershipState.COMING
    if until is not None and on >= until:
        return MembershipState.ENDED
    return MembershipState.CURRENT


def seat_count(*, cap: int, taken: int, band: tuple[int, int] | None = None) -> SeatCount:
    """Count the seats: 13 of 20 taken, 7 free, and the planned band beside it (A-02, AC-08)."""
    free = max(cap - taken, 0)
    planned = said("The planned band is {low} to {high}.", low=band[0], high=band[1]) if band else ""
    return SeatCount(taken=taken, cap=cap, free=free, sentence=together([_taken(taken, cap, free), planned]))


def _taken(taken: int, cap: int, free: int) -> Said:
    if not free:
        return said("{taken} of {cap} seats are taken; none is free.", taken=taken, cap=cap)
    return said_of(
        free,
        "{taken} of {cap} seats are taken; {number} is free.",
        "{taken} of {cap} seats are taken; {number} are free.",
        taken=taken,
        cap=cap,
    )


def may_join(*, cap: int, taken: int) -> Verdict:
    """Decide whether one more company may join; a full cohort offers the waiting list (R-CoP-01)."""
    if taken < cap:
        return yes(
            said_of(cap - taken, "{number} seat of {cap} is free.", "{number} seats of {cap} are free.", cap=cap)
        )
    return no(
        said(
            "All {cap} seats are taken, so no further company can join now. "
            "You can put the company on the waiting list; it is offered a seat when its turn comes.",
            cap=cap,
        )
    )


def waiting_order(entries: Iterable[WaitingFact]) -> tuple[WaitingPlace, ...]:
    """Put the waiting list in order, each place with its reason (`WAITING_CRITERIA` in words)."""
    in_order = sorted(entries, key=lambda entry: (entry.asked_on, alphabetical(entry.name), entry.organisation))
    same_day = Counter(entry.asked_on for entry in in_order)
    return tuple(
        WaitingPlace(
            position=position,
            organisation=entry.organisation,
            because=said(
                "Asked on {day}, the same day as another; alphabetical order."
                if same_day[entry.asked_on] > 1
                else "Asked on {day}.",
                day=entry.asked_on,
            ),
        )
        for position, entry in enumerate(in_order, start=1)
    )


def seat_reminders(
    organisations: Sequence[str], seats: Iterable[NomineeSeatFact], on: date
) -> tuple[SeatReminder, ...]:
    """List the companies with a vacant nominee seat on a date, in the order given (A-14)."""
    filled = Counter(
        seat.organisation for seat in seats if membership_state(seat.since, seat.until, on) is MembershipState.CURRENT
    )
    return tuple(
        SeatReminder(organisation=organisation, filled=filled[organisation], sentence=_vacancy(filled[organisation]))
        for organisation in organisations
        if filled[organisation] < NOMINEE_SEATS
    )


def _vacancy(filled: int) -> str:
    if filled == 0:
        return said("No active nominee. The company stays in the cohort; please ask it to name two people.")
    return said("One of two nominee seats is vacant. Please ask the company to name a second person.")


def gaps(members: Sequence[MemberAttributes], targets: Targets) -> Gaps:
    """Count regions and primary sectors, and name the wanted ones that nobody has (AC-20).

    Counts are sorted by size, then alphabetically; wanted values that nobody has come with a count of 0.
    """
    regions = _counts([member.region for member in members], targets.regions)
    sectors = _counts([member.primary_sector for member in members], targets.sectors)
    known = [a for member in members for a in (member.region, member.primary_sector) if a]
    unknown = tuple(member.organisation for member in members if not (member.region and member.primary_sector))
    return Gaps(
        regions=regions,
        sectors=sectors,
        unknown=unknown,
        sources=tuple(sorted({attribute.source for attribute in known})),
        sentence=_gaps_in_words(regions, sectors),
    )


def _counts(attributes: Iterable[Sourced | None], wanted: Sequence[str]) -> tuple[GapCount, ...]:
    count = Counter(attribute.value for attribute in attributes if attribute)
    values = sorted({*count, *wanted}, key=lambda value: (-count[value], alphabetical(value)))
    return tuple(GapCount(value=value, count=count[value], target=value in wanted) for value in values)


def _gaps_in_words(regions: Sequence[GapCount], sectors: Sequence[GapCount]) -> str:
    nowhere = listed([count.value for count in regions if count.missing], "or")
    in_no = listed([count.value for count in sectors if count.missing], "or")
    found = [said("nobody from {regions}", regions=nowhere)] if nowhere else []
    found += [said("nobody whose main sector is {sectors}", sectors=in_no)] if in_no else []
    if not found:
        return said("Every region and sector that the cohort wants to reach has at least one member.")
    return said("The cohort has {found}.", found=listed(found))
