"""What of a poll may be shown to the room that answered, so that it speaks for nobody in it.

Counts come from `rules.disclosure`, which has been attacked for it: few people are merged or left out, and where
everybody said the same it reads "most", exactly as where just over half did. The room's own list is known to all of
it, so "everybody" would name each one. Nothing says which organisation a ballot came from; so a set counts as safe
only from the size on at which it must be, whoever gave what (`smallest_safe`).

Each poll stands alone: columns of two polls are never crossed, because no two ballots are known to be one person's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from convenor.rules.ballots.counting import Tally, tally, votes_of
from convenor.rules.ballots.question import Question
from convenor.rules.ballots.reading import Ballot
from convenor.rules.ballots.thresholds import smallest_safe
from convenor.rules.disclosure import Cell, Rows, Table, Thresholds, publish
from convenor.rules.disclosure.attacker import INSIDERS
from convenor.rules.opinion import Safety, opinion_of
from convenor.rules.vocabulary import PollKind
from convenor.rules.wording import said

# One wording for every refusal: a second one would say which of them it was.
WITHHELD = "What was answered cannot be shown without pointing to somebody."
ANSWER = "answer"
MOST, SEVERAL = said("most"), said("several")
_CHOSEN, _LEFT = "chosen", "left"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The thresholds of a poll, as they were frozen when it was opened."""

    k: int
    k_organisations: int
    most_each: int

    @property
    def safe(self) -> int:
        """From how many ballots on a set of them is safe."""
        return smallest_safe(self.k, self.k_organisations, self.most_each)

    @property
    def thresholds(self) -> Thresholds:
        """The same for the rules of tables, in which every ballot stands for an organisation of its own."""
        return Thresholds(k=self.safe, k_organisations=self.k_organisations)


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Labels that are counted as one: at least and at most so many, in words that hold for all between."""

    labels: tuple[str, ...]
    least: int
    most: int
    words: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is a count."""
        return self.least == self.most


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """All that may be shown of a poll.

    `shares` in the order of the question; of several choices they may overlap. `order` is that of a ranking, the best
    first, what is equal together. `words` are those of a cloud with "most" or "several". `shared` are statements; so
    are those that are `divisive`, which the officer alone sees and the room never does: in a small one it is known who
    is on which side. What is in none of them is not shown, and why is never said.
    """

    answers: int
    shares: tuple[Share, ...] = ()
    middle: str | None = None
    order: tuple[tuple[str, ...], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    divisive: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show to the room but how many answered.

        What divides is not: else a room that is shown nothing could tell that opinions differ.
        """
        return bool(self.shares or self.order or self.words or self.shared)

    def as_json(self) -> dict[str, object]:
        """The object that is kept; `tables` are in the shape of a release, so that charts can be drawn of it."""
        cells = [
            {"where": {ANSWER: list(share.labels)}}
            | (
                {"count": share.least}
                if share.is_exact
                else {"least": share.least, "most": share.most, "words": share.words}
            )
            for share in self.shares
        ]
        return {
            "answers": self.answers,
            "tables": [{"by": [ANSWER], "total": self.answers, "cells": cells}] if cells else [],
            "middle": self.middle,
            "order": [list(same) for same in self.order],
            "words": [{"word": word, "share": share} for word, share in self.words],
            "shared": [{"text": text, "agree": agree} for text, agree in self.shared],
            "divisive": list(self.divisive),
            "withheld": "" if self.says_something else WITHHELD,
        }


def shown_in(kept: Mapping[str, Any]) -> Shown:
    """What `as_json` kept."""
    cells = [cell for table in kept.get("tables", ()) for cell in table["cells"]]
    return Shown(
        answers=kept.get("answers", 0),
        shares=tuple(
            Share(
                labels=tuple(cell["where"][ANSWER]),
                least=cell["count"] if "count" in cell else cell["least"],
                most=cell["count"] if "count" in cell else cell["most"],
                words=cell.get("words", ""),
            )
            for cell in cells
        ),
        middle=kept.get("middle"),
        order=tuple(tuple(same) for same in kept.get("order", ())),
        words=tuple((one["word"], one["share"]) for one in kept.get("words", ())),
        shared=tuple((one["text"], one["agree"]) for one in kept.get("shared", ())),
        divisive=tuple(kept.get("divisive", ())),
    )


def shown(question: Question, ballots: Sequence[Ballot], limits: Limits) -> Shown:
    """What may be shown of these ballots; call it only where `may_reveal` allows it."""
    counted = tally(question, ballots)
    return _SHOWING[question.kind](question, ballots, counted, limits)


def _one(question: Question, ballots: Sequence[Ballot], counted: Tally, limits: Limits) -> Shown:
    return Shown(answers=len(ballots), shares=_shares(question.labels, counted.counts, limits))


def _shares(labels: Sequence[str], counts: Sequence[int], limits: Limits) -> tuple[Share, ...]:
    """One column of answers, of which everybody has one value."""
    values = [f"{place:02d}" for place, count in enumerate(counts) for _ in range(count)]
    nobody = tuple(f"{place:02d}" for place, count in enumerate(counts) if not count)
    found = []
    cells = _cells(values, limits)
    shared = _where_nobody_is_named(cells, len(values))
    for cell in cells:
        own = cell.where[ANSWER]
        places = sorted(int(value) for value in ((*own, *nobody) if cell is shared else own))
        named = tuple(labels[place] for place in places)
        found.append((places, Share(labels=named, least=cell.least, most=cell.most, words=cell.words)))
    return tuple(share for _, share in sorted(found, key=lambda pair: pair[0]))


def _where_nobody_is_named(cells: Sequence[Cell], size: int) -> Cell | None:
    """The cell that also names what nobody chose: what is merged, else the smallest where all are counted.

    Else a label that is merged would be a label that somebody has; and where the counts come to everybody, a label
    left out would be one that nobody has, which says of each person in the room what was not chosen.
    """
    merged = next((cell for cell in cells if len(cell.where[ANSWER]) > 1), None)
    if merged is None and sum(cell.least for cell in cells) == size:
        return min(cells, key=lambda cell: (cell.least, cell.where[ANSWER]), default=None)
    return merged


def _cells(values: Sequence[str], limits: Limits) -> Sequence[Cell]:
    everybody = tuple(str(number) for number in range(len(values)))
    rows = Rows(organisations=everybody, columns={ANSWER: tuple(values)})
    tables: Sequence[Table] = publish(rows, [ANSWER], (), limits.thresholds).tables if values else ()
    return tables[0].cells if tables else ()


def _several(question: Question, ballots: Sequence[Ballot], counted: Tally, limits: Limits) -> Shown:
    """Each option is a column of its own: chosen, or left."""
    size = len(ballots)
    found: dict[int, Share] = {}
    for place, count in enumerate(counted.counts):
        for cell in _cells([_CHOSEN] * count + [_LEFT] * (size - count), limits):
            if cell.where[ANSWER] == (_CHOSEN,):
                label = (question.labels[place],)
                found[place] = Share(labels=label, least=cell.least, most=cell.most, words=cell.words)
    kept = _without_what_tells_of_others(found, counted.counts, size, question.most, limits.safe)
    return Shown(answers=size, shares=tuple(kept[place] for place in sorted(kept)))


def _without_what_tells_of_others(
    found: Mapping[int, Share], counts: Sequence[int], size: int, most: int, safe: int
) -> dict[int, Share]:
    """Leave out shares, the smallest first, until they bound none of those that are not shown.

    Everybody chose between one and `most`, so all options together have between `size` and `size * most` choices, and
    what some have says something about the rest. Two people who tell each other their ballots know a little more.
    """
    kept = dict(found)
    while kept and len(kept) < len(counts):
        hidden = [count for place, count in enumerate(counts) if place not in kept]
        least = size - sum(share.most for share in kept.values()) - (len(hidden) - 1) * size + INSIDERS * most
        highest = size * most - sum(share.least for share in kept.values()) - INSIDERS * most
        if all(_could_be_any(count, least, highest, size, safe) for count in hidden):
            break
        del kept[min(kept, key=lambda place: (kept[place].least, kept[place].most, place))]
    return kept


def _could_be_any(count: int, least: int, highest: int, size: int, safe: int) -> bool:
    """Whether these bounds leave few who chose it as good as none and as good as enough; and so of few who did not."""
    few_chose = count >= safe or (least <= 0 and highest >= safe)
    few_left = size - count >= safe or (highest >= size and least <= size - safe)
    return few_chose and few_left


def _ranking(question: Question, ballots: Sequence[Ballot], counted: Tally, limits: Limits) -> Shown:
    """Who got the first places, as counts; the whole order without any number, for points are sums of few."""
    told = _one(question, ballots, counted, limits)
    if len(ballots) <= 2 * limits.safe:
        return told
    ranked = sorted(zip(counted.points, question.labels, strict=True), key=lambda pair: -pair[0])
    order = tuple(tuple(label for _, label in same) for _, same in groupby(ranked, key=lambda pair: pair[0]))
    return replace(told, order=order)


def _scale(question: Question, ballots: Sequence[Ballot], counted: Tally, limits: Limits) -> Shown:
    """Counts of steps, and the middle where these say it already."""
    told = _one(question, ballots, counted, limits)
    half = len(ballots) / 2
    alone = next((share for share in told.shares if len(share.labels) == 1 and share.least > half), None)
    every = sum(share.least for share in told.shares if share.is_exact and len(share.labels) == 1) == len(ballots)
    if alone:
        return replace(told, middle=alone.labels[0])
    return replace(told, middle=str(counted.middle)) if every and counted.middle is not None else told


def _text(_question: Question, ballots: Sequence[Ballot], _counted: Tally, _limits: Limits) -> Shown:
    """Texts are never shown by themselves: a style is a fingerprint. Their themes are, where enough wrote of them."""
    return Shown(answers=len(ballots))


def _cloud(_question: Question, ballots: Sequence[Ballot], counted: Tally, limits: Limits) -> Shown:
    """Words that enough wrote, by the alphabet; "most" from just over half to everybody."""
    size = len(ballots)
    if size <= 2 * limits.safe:
        return Shown(answers=size)
    enough = [(word, MOST if 2 * count > size else SEVERAL) for word, count in counted.words if count >= limits.safe]
    return Shown(answers=size, words=tuple(sorted(enough)))


def _statements(question: Question, ballots: Sequence[Ballot], _counted: Tally, limits: Limits) -> Shown:
    safety = Safety(k=limits.safe, organisations=limits.k_organisations)
    found, _private = opinion_of(votes_of(question, ballots), safety=safety)
    return Shown(
        answers=len(ballots),
        shared=tuple((question.options[int(one.statement)], one.agree) for one in found.shared),
        divisive=tuple(question.options[int(one)] for one in found.divisive),
    )


_SHOWING = {
    PollKind.ONE: _one,
    PollKind.SEVERAL: _several,
    PollKind.RANKING: _ranking,
    PollKind.SCALE: _scale,
    PollKind.TEXT: _text,
    PollKind.CLOUD: _cloud,
    PollKind.STATEMENTS: _statements,
}
