"""Conversations for the tests: files of votes, written out or made from a seed with a known truth."""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from convenor.rules.opinion import Votes, read_votes

HEADING = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
SIGN = {"+": 1, "-": -1, "o": 0}


def export(votes: Iterable[tuple[int, str, str, int]]) -> str:
    """The file of votes given as (timestamp, comment-id, voter-id, vote)."""
    text = io.StringIO()
    rows = [(moment, "a day", statement, person, vote) for moment, statement, person, vote in votes]
    csv.writer(text).writerows([HEADING, *rows])
    return text.getvalue()


def told(**statements: str) -> Votes:
    """A room's votes: a text for each statement with a sign for each person (+, -, o for a pass, . for no vote)."""
    cast = [
        (at, statement, f"p{at}", SIGN[sign])
        for statement, signs in statements.items()
        for at, sign in enumerate(signs)
        if sign != "."
    ]
    return read_votes(export(cast))


def camps(sizes: Sequence[int], *, statements: int, seed: int, loyal: float = 0.9) -> Votes:
    """Camps that differ on every other statement; each person votes with the camp this often, and passes else."""
    chance = np.random.default_rng(seed)
    lines = chance.choice([-1, 1], size=(len(sizes), statements))
    lines[:, ::2] = lines[0, ::2]
    lines[-1, 1::2] = -lines[0, 1::2]
    camp = chance.permutation(np.repeat(np.arange(len(sizes)), sizes))
    signs = np.where(chance.random((len(camp), statements)) < loyal, lines[camp], 0)
    cast = [
        (person * statements + at, f"s{at}", f"{camp[person]}-{person}", int(signs[person, at]))
        for person in range(len(camp))
        for at in range(statements)
    ]
    return read_votes(export(cast))
