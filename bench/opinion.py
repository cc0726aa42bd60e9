"""Common ground and opinion groups in rooms drawn from invented conversations, of which the truth is known.

Every conversation is made from a seed: some are full of common ground, some have little, some are divided into camps.
Rooms of a few people are drawn from it, and what is said of the room is held against the whole conversation; a ranking
by plain shares, as other software does it, and red-dwarf, which does what Polis does, are judged on the same rooms.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bench.baselines import Ask, BaselineError, baseline, version_of
from bench.table import Measure, milliseconds, tell
from convenor.rules.opinion import Safety, Votes, opinion_of, read_votes
from convenor.rules.opinion.common_ground import SHARED, shared_and_dividing
from convenor.rules.opinion.stability import likeness
from convenor.rules.opinion.votes import NOT_CAST

Ranking: TypeAlias = Callable[[Votes], list[str]]
Grouping: TypeAlias = Callable[[Votes], Mapping[str, int] | None]

PEOPLE, STATEMENTS, CONVERSATIONS = 400, 60, 24
ROOMS = 6
FIRST = 5
RUNS = 5
CHANGED = 0.03


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Everybody's votes, with what is true of them: how many agree with each statement, and who is in which camp."""

    votes: Votes
    camps: NDArray[np.int64]

    @property
    def shared(self) -> set[str]:
        """The statements that are common ground: three in five of all who voted agree."""
        shares = self.votes.agree.sum(axis=0) / np.maximum(self.votes.cast.sum(axis=0), 1)
        return {statement for statement, share in zip(self.votes.statements, shares, strict=True) if share >= SHARED}

    def room(self, people: NDArray[np.int64]) -> Votes:
        """What some of the people have voted."""
        signs = self.votes.signs[people]
        asked = np.flatnonzero((signs != NOT_CAST).any(axis=0))
        return Votes(
            people=tuple(self.votes.people[at] for at in people),
            statements=tuple(self.votes.statements[at] for at in asked),
            signs=signs[:, asked],
        )


def conversations() -> Iterator[Conversation]:
    """From much common ground to little, with one camp, two or three, and most votes missing.

    Shares are scattered as in published conversations: in one of four they lie close together.
    """
    for number in range(CONVERSATIONS):
        chance = np.random.default_rng([7, number])
        count = 1 + number % 3
        middle, strength = (0.45, 0.55, 0.65)[number // 3 % 3], (2, 3, 4, 12)[number // 3 % 4]
        leaning = chance.beta(middle * strength, (1 - middle) * strength, size=STATEMENTS)
        apart = chance.random(STATEMENTS) < 0.4
        camps = chance.choice(
            count, size=PEOPLE, p=(1.0,) if count == 1 else (0.5,) * 2 if count == 2 else (0.4, 0.3, 0.3)
        )
        of_camp = np.where(apart & (count > 1), chance.beta(0.5, 0.5, size=(count, STATEMENTS)), leaning)
        draw, passing = chance.random((PEOPLE, STATEMENTS)), chance.random((PEOPLE, STATEMENTS)) < 0.3
        signs = np.where(draw < of_camp[camps], 1, np.where(passing, 0, -1)).astype(np.int8)
        # Whoever comes late or tires votes on less; nobody on fewer than a dozen.
        willing = chance.uniform(0.2, 0.9, size=(PEOPLE, 1))
        signs[chance.random(signs.shape) > willing] = NOT_CAST
        names = (tuple(f"{letter}{at}" for at in range(size)) for letter, size in (("p", PEOPLE), ("s", STATEMENTS)))
        people, statements = names
        yield Conversation(votes=Votes(people=people, statements=statements, signs=signs), camps=camps)


def ours(votes: Votes) -> list[str]:
    """The common ground that may be published."""
    return [one.statement for one in shared_and_dividing(votes, votes.people, Safety())[0]]


def by_plain_shares(votes: Votes) -> list[str]:
    """Ranked by the share of those who agree, each side with one vote more; that is how it is usually done."""
    score = (votes.agree.sum(axis=0) + 1) / (votes.cast.sum(axis=0) + 2)
    return [votes.statements[at] for at in np.argsort(-score, kind="stable")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Precision:
    """Of the first five in each room, how many were given and how many of these are true."""

    right: int
    given: int
    wanted: int

    def __str__(self) -> str:
        return f"{100 * self.right / max(self.given, 1):.1f} % ({self.right} of {self.given})"


def precision(all_of_them: list[Conversation], size: int, ranking: Ranking) -> Precision:
    """Judge a ranking in rooms of one size. Every ranking sees the same rooms."""
    right = given = wanted = 0
    for number, conversation in enumerate(all_of_them):
        chance = np.random.default_rng([11, number, size])
        for _ in range(ROOMS):
            listed = ranking(conversation.room(chance.choice(PEOPLE, size, replace=False)))[:FIRST]
            right += len(conversation.shared.intersection(listed))
            given += len(listed)
            wanted += min(FIRST, len(conversation.shared))
    return Precision(right=right, given=given, wanted=wanted)


def rooms_row(all_of_them: list[Conversation], size: int, goal: str) -> Measure:
    """Common ground in rooms of one size, beside the usual ranking."""
    own, usual = (precision(all_of_them, size, ranking) for ranking in (ours, by_plain_shares))
    return Measure(
        what=f"{size} people: the first five are shared by the whole conversation",
        measured=str(own),
        goal=goal,
        note=f"{100 * own.given / own.wanted:.0f} % of the places that could be filled are; by plain shares {usual}",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Rooms in which groups were shown, of how many; the smallest group of each, how like the whole, how the camps."""

    shown: int
    of: int
    smallest: list[int]
    like_the_whole: list[float]
    like_the_camps: list[float]


def grouped(votes: Votes) -> Mapping[str, int] | None:
    """Who is in which group, where groups may be shown."""
    opinion, group_of = opinion_of(votes)
    return None if opinion.groups is None else group_of


def shown_groups(all_of_them: list[Conversation], size: int, grouping: Grouping) -> Shown:
    """Look for groups in one room of each conversation. Every grouping sees the same rooms."""
    smallest, like_the_whole, like_the_camps = [], [], []
    for number, conversation in enumerate(all_of_them):
        people = np.random.default_rng([13, number, size]).choice(PEOPLE, size, replace=False)
        group_of = grouping(conversation.room(people))
        if group_of is None:
            continue
        smallest.append(min(Counter(group_of.values()).values()))
        inside = [at for at in people if conversation.votes.people[at] in group_of]
        found = _numbers(conversation, inside, group_of)
        like_the_camps.append(likeness(conversation.camps[inside], found))
        if of_the_whole := grouping(conversation.votes):
            like_the_whole.append(likeness(_numbers(conversation, inside, of_the_whole), found))
    return Shown(
        shown=len(smallest),
        of=len(all_of_them),
        smallest=smallest,
        like_the_whole=like_the_whole,
        like_the_camps=like_the_camps,
    )


def _numbers(conversation: Conversation, people: list[int], group_of: Mapping[str, int]) -> NDArray[np.intp]:
    return np.array([group_of.get(conversation.votes.people[at], 0) for at in people])


def group_rows(all_of_them: list[Conversation]) -> Iterator[Measure]:
    """Groups where there are camps, and where there are none."""
    small = [shown_groups(all_of_them, size, grouped) for size in (13, 26)]
    yield Measure(
        what="13 and 26 people: groups withheld",
        measured=f"{100 - 100 * sum(one.shown for one in small) / sum(one.of for one in small):.0f} %",
        goal="at least 90 %",
    )
    yield from camp_rows(all_of_them, grouped)


def camp_rows(all_of_them: list[Conversation], grouping: Grouping) -> Iterator[Measure]:
    """Groups of 200 people, where there are camps and where there are none."""
    divided = shown_groups([one for one in all_of_them if one.camps.max() > 0], 200, grouping)
    yield Measure(
        what="200 people of two or three camps: groups as in the whole conversation, where shown",
        measured=_mean(divided.like_the_whole),
        goal="at least 0.80",
        note=f"adjusted Rand index; shown in {divided.shown} of {divided.of}; with the camps "
        f"{_mean(divided.like_the_camps)}",
    )
    undivided = shown_groups([one for one in all_of_them if one.camps.max() == 0], 200, grouping)
    yield Measure(
        what="200 people of one camp: groups shown all the same",
        measured=f"{undivided.shown} of {undivided.of}",
        goal="0",
    )


def _mean(values: list[float]) -> str:
    return f"{statistics.mean(values):.2f} (least {min(values):.2f})" if values else "none"


def export(votes: Votes, *, changed: float = 0.0) -> Iterator[str]:
    """The lines of the file that Polis would write of these votes, with a share of people who had voted otherwise."""
    yield "timestamp,datetime,comment-id,voter-id,vote\n"
    people, statements = np.nonzero(votes.cast)
    otherwise = np.random.default_rng(19).random(len(people)) < changed
    for at, (person, statement) in enumerate(zip(people, statements, strict=True)):
        moment = 1_600_000_000_000 + 1000 * at
        # Polis numbers people and statements.
        ids = f"{votes.statements[statement][1:]},{votes.people[person][1:]}"
        sign = votes.signs[person, statement]
        if otherwise[at]:
            yield f"{moment},a day,{ids},{(sign + 2) % 3 - 1}\n"
        yield f"{moment + 500},a day,{ids},{sign}\n"


def speed_rows(small: Votes, large: Votes) -> Iterator[Measure]:
    """The whole command, from the file to the result."""
    for votes, runs in ((small, RUNS), (large, 1)):
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".csv") as file:
            file.writelines(export(votes))
            file.flush()
            command = [sys.executable, "-m", "convenor", "common-ground", file.name]
            yield Measure(
                what=f"the command, {len(votes.people):,} people: processor time",
                measured=milliseconds([processor_time(command) for _ in range(runs)]),
                note=f"{votes.cast.sum():,} votes in a file of {file.tell() / 1e6:.2f} MB",
            )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Measure(what="the same, at its peak: memory", measured=f"{peak:.0f} MB")


def processor_time(command: list[str]) -> float:
    """What one run of a command takes of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def crowd() -> Votes:
    """As large a conversation as is published: 5,000 people, 600 statements, a quarter of a million votes."""
    chance = np.random.default_rng(17)
    camps, leaning = chance.integers(0, 3, 5000), chance.beta(2, 2, size=(3, 600))
    signs = np.where(chance.random((5000, 600)) < leaning[camps], 1, -1).astype(np.int8)
    signs[chance.random(signs.shape) > 0.083] = NOT_CAST
    return Votes(
        people=tuple(f"p{at}" for at in range(5000)), statements=tuple(f"s{at}" for at in range(600)), signs=signs
    )


def raw_row(all_of_them: list[Conversation]) -> Measure:
    """Exports as Polis writes them: whoever has voted anew is in them twice."""
    right = sum(_read_right(one.votes, "".join(export(one.votes, changed=CHANGED))) for one in all_of_them)
    return Measure(
        what="exports in which people have changed their votes: read, and the later vote counts",
        measured=f"{right} of {len(all_of_them)}",
        goal="all",
        note=f"made in the shape that Polis writes; {100 * CHANGED:.0f} % of the votes were other ones before",
    )


def _read_right(votes: Votes, text: str) -> bool:
    read = read_votes(text)
    rows = [int(person) for person in read.people]
    columns = [int(statement) for statement in read.statements]
    return bool((votes.signs[np.ix_(rows, columns)] == read.signs).all() and read.cast.sum() == votes.cast.sum())


def red_dwarf_rows(all_of_them: list[Conversation]) -> Iterator[Measure]:
    """The same rooms by red-dwarf."""
    by = f"by red-dwarf {version_of('red-dwarf')}"
    try:
        with baseline("with_red_dwarf") as ask:
            for row in asked_of_red_dwarf(ask, all_of_them):
                yield Measure(what=f"{by}: {row.what}", measured=row.measured, note=row.note)
    except BaselineError as why:
        yield Measure(what=by, measured="not measured", note=str(why))


def asked_of_red_dwarf(ask: Ask, all_of_them: list[Conversation]) -> Iterator[Measure]:
    """Its common ground, its groups, and whether it reads an export."""
    opinion = opinion_by_red_dwarf(ask)

    def ranking(chosen: str) -> Ranking:
        return lambda votes: [f"s{one}" for one in opinion(votes)[chosen]]

    for size in (13, 26):
        aware, selected = (precision(all_of_them, size, ranking(chosen)) for chosen in ("group_aware", "consensus"))
        yield Measure(
            what=f"{size} people: the first five by group-aware consensus are shared by the whole conversation",
            measured=str(aware),
            note=f"the same rooms; red-dwarf counts as Polis does; of those that it selects as consensus {selected}",
        )

    def grouping(votes: Votes) -> Mapping[str, int]:
        return {f"p{person}": group for person, group in opinion(votes)["groups"].items()}

    small = [shown_groups(all_of_them, size, grouping) for size in (13, 26)]
    smallest = [least for one in small for least in one.smallest]
    rooms, k = sum(one.of for one in small), Safety().k
    yield Measure(
        what=f"13 and 26 people: a group of fewer than {k} shown",
        measured=f"{sum(least < k for least in smallest)} of {rooms} rooms",
        note=f"any groups in {len(smallest)}; a group of one person alone in {smallest.count(1)}",
    )
    yield from camp_rows(all_of_them, grouping)
    read = [ask({"export": "".join(export(one.votes, changed=CHANGED))}) for one in all_of_them]
    reasons = sorted({one["by_itself"] for one in read} - {""})
    yield Measure(
        what="exports in which people have changed their votes: read from a file",
        measured=f"{sum(not one['by_itself'] for one in read)} of {len(read)}",
        note=f"{'; '.join(reasons)}; after its own filter of repeated votes, which it applies only to what it "
        f"downloads, {sum(not one['filtered'] for one in read)}",
    )


def opinion_by_red_dwarf(ask: Ask) -> Callable[[Votes], dict[str, Any]]:
    """All that it makes of the votes of a room, each room asked for once."""
    known: dict[tuple[tuple[str, ...], bytes], dict[str, Any]] = {}

    def opinion(votes: Votes) -> dict[str, Any]:
        room = (votes.people, votes.signs.tobytes())
        if room not in known:
            cast = [
                [
                    int(votes.people[person][1:]),
                    int(votes.statements[statement][1:]),
                    int(votes.signs[person, statement]),
                ]
                for person, statement in zip(*np.nonzero(votes.cast), strict=True)
            ]
            known[room] = ask({"votes": cast})
        return known[room]

    return opinion


def measure() -> list[Measure]:
    """Common ground in three sizes of rooms, groups, exports and speed; then the same by red-dwarf."""
    all_of_them = list(conversations())
    goals = {13: "at least 97 %", 26: "at least 99 %", 50: ""}
    rows = [rooms_row(all_of_them, size, goal) for size, goal in goals.items()]
    # Before red-dwarf: the memory is that of the largest process so far.
    speed = list(speed_rows(all_of_them[1].room(np.arange(26)), crowd()))
    return [*rows, *group_rows(all_of_them), raw_row(all_of_them), *speed, *red_dwarf_rows(all_of_them)]


if __name__ == "__main__":
    tell(measure)
