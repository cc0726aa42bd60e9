"""A table with noise: whom it counts, and what is said of the numbers that were drawn.

The lines of the table are named before anybody looks, the people of an organisation beyond the most that count are left
out, and all that is done with the drawn numbers afterwards uses them alone. So the whole table is as private as the
noise. That there are enough people for one is taken as known: it is what the rule says of every table.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.disclosure.budget import within
from convenor.rules.disclosure.release import Cell, Noise, Release, Table
from convenor.rules.disclosure.rows import PERSON, DisclosureError, Thresholds, read_rows
from convenor.rules.participants import alike
from convenor.rules.wording import said

REST = "anything else"
LEAST_LINES, MOST_LINES, LONGEST_LINE = 2, 25, 80
UNIT = "organisation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is counted: a column by the values that were possible, whether or not anybody has them."""

    column: str
    values: tuple[str, ...]
    epsilon: float
    most: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How many people have each of the values, and anything else; this never leaves."""

    lines: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def people(self) -> int:
        """How many are counted."""
        return sum(self.counts)


def read_question(column: str, values: Sequence[str], *, epsilon: float, most: int) -> Question:
    """Check the values that a table shall have lines for; `DisclosureError` says what is wrong with them."""
    named = tuple(" ".join(value.split()) for value in values if value.strip())
    seen = [alike(value) for value in named]
    twice = next((value for at, value in enumerate(named) if seen[at] in seen[:at]), None)
    if twice is not None:
        raise DisclosureError(said("“{answer}” is there twice. Name each answer once.", answer=twice))
    if alike(REST) in seen:
        raise DisclosureError(said("“{answer}” is added by itself. Leave it out.", answer=REST))
    if not LEAST_LINES <= len(named) <= MOST_LINES:
        raise DisclosureError(
            said(
                "Name {least} to {most} answers that were possible; these are {count}.",
                least=LEAST_LINES,
                most=MOST_LINES,
                count=len(named),
            )
        )
    long = next((value for value in named if len(value) > LONGEST_LINE), None)
    if long is not None:
        raise DisclosureError(
            said("“{answer} …” has more than {most} signs. Say it shorter.", answer=long[:40], most=LONGEST_LINE)
        )
    return Question(column=column, values=named, epsilon=epsilon, most=most)


def count(rows: Sequence[Mapping[str, str]], question: Question) -> Counted:
    """Count the people by the values that were possible, with at most so many of each organisation."""
    read_rows(rows, [question.column], UNIT)
    spelt = {alike(value): value for value in question.values}
    found = Counter(spelt.get(alike(row[question.column]), REST) for row in _capped(rows, question.most))
    lines = (*question.values, REST)
    return Counted(lines=lines, counts=tuple(found[line] for line in lines))


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """To which step numbers are rounded, and how far off they then are, 95 times of 100."""

    step: int
    within: int

    def rounded(self, number: int) -> int:
        """The nearest number that is said."""
        return (number + self.step // 2) // self.step * self.step


def rounding(epsilon: float, most: int, lines: int = 1) -> Step:
    """How the numbers of a table are said, or the sum of so many of them."""
    off = within(epsilon, most, lines)
    step = 1 if off < 10 else 5 if off < 50 else 10
    return Step(step=step, within=-(-(off + step // 2) // step) * step)


def tell(
    question: Question,
    drawn: Sequence[int],
    *,
    limits: Thresholds,
    earlier: Sequence[Release] = (),
    room: str | None = None,
) -> Release:
    """The release of these drawn numbers: what each is about, never below nothing and never a handful.

    Raises DisclosureError where the column was counted exactly before.
    """
    told_one_way([question.column], earlier, noisy=True)
    lines = (*question.values, REST)
    each, in_all = rounding(question.epsilon, question.most), rounding(question.epsilon, question.most, len(lines))
    cells = tuple(
        _about(line, question.column, number, each, limits.k) for line, number in zip(lines, drawn, strict=True)
    )
    return Release(
        k=limits.k,
        k_organisations=limits.k_organisations,
        by=(question.column,),
        tables=(Table(by=(question.column,), total=None, cells=cells),),
        room=room,
        after=tuple(release.digest for release in earlier),
        noise=Noise(
            epsilon=question.epsilon,
            most=question.most,
            within=each.within,
            total=max(0, in_all.rounded(sum(drawn))),
            total_within=in_all.within,
        ),
    ).sealed()


def told_one_way(by: Sequence[str], earlier: Sequence[Release], *, noisy: bool) -> None:
    """Raise DisclosureError for a column that was published with noise and is counted exactly, or the other way.

    Neither would break the promise of the other; but two numbers for one thing contradict each other, and whoever holds
    both knows more than either page says.
    """
    other = {column for release in earlier if (release.noise is None) is noisy for column in release.by}
    both = next((column for column in by if column in other), None)
    if both is None:
        return
    raise DisclosureError(
        said(
            "“{column}” was published exactly about this room, and is not published with noise as well: two numbers "
            "for one thing would say more together than either says. Count by it as before, or by something else."
            if noisy
            else "“{column}” was published in “about” numbers about this room, and is not published exactly as well: "
            "two numbers for one thing would say more together than either says. Count by it as before, or by "
            "something else.",
            column=both,
        )
    )


def _capped(rows: Sequence[Mapping[str, str]], most: int) -> Iterator[Mapping[str, str]]:
    """At most so many people of each organisation; which ones depends on nobody else and on no answer."""
    taken: Counter[str] = Counter()
    for row in sorted(rows, key=_shuffled):
        taken[row[UNIT]] += 1
        if taken[row[UNIT]] <= most:
            yield row


def _shuffled(row: Mapping[str, str]) -> str:
    return hashlib.sha256(row[PERSON].encode("utf-8", "surrogatepass")).hexdigest()


def _about(line: str, column: str, number: int, how: Step, k: int) -> Cell:
    about = how.rounded(number)
    if about < k:
        # A handful is never said, even where it may be chance alone.
        return Cell(where={column: (line,)}, least=0, most=k - 1 + how.within, words="few or none")
    least = max(0, about - how.within)
    return Cell(where={column: (line,)}, least=least, most=about + how.within, words=f"about {about}")
