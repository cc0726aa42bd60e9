"""The two lists beside the votes: the statements, and the organisation that each voter speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from convenor.rules.opinion.table import OpinionError, present, rows_of, shown
from convenor.rules.opinion.votes import Votes
from convenor.rules.wording import said


@dataclass(frozen=True, kw_only=True, slots=True)
class Statements:
    """Which statements there are, with their words; `left_out` were taken out, or only describe whoever votes."""

    texts: Mapping[str, str]
    left_out: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """The ids that a vote may be for."""
        return frozenset(self.texts)


def read_statements(text: str) -> Statements:
    """Read a Polis export of comments: `moderated` -1 takes one out, `is-meta` marks one that describes people.

    Raises `OpinionError` with the row at fault.
    """
    texts, left_out = {}, set()
    for row in rows_of(text, ("comment-id",), ("moderated", "is-meta", "comment-body")):
        statement, moderated, meta, body = row.cells
        texts[present(row, statement, "comment-id")] = " ".join(body.split())
        if moderated == "-1" or meta.casefold() in ("true", "t", "1"):
            left_out.add(statement)
    return Statements(texts=texts, left_out=frozenset(left_out))


def read_members(text: str) -> dict[str, str]:
    """Read which organisation each voter speaks for. Raises `OpinionError`, also for a voter who is listed twice."""
    members: dict[str, str] = {}
    for row in rows_of(text, ("voter-id", "organisation")):
        person, organisation = (
            present(row, cell, column) for cell, column in zip(row.cells, ("voter-id", "organisation"), strict=True)
        )
        if person in members:
            raise row.error("voter-id", person, said("is listed twice; keep one row for each voter"))
        members[person] = organisation
    return members


def organisations_of(votes: Votes, members: Mapping[str, str] | None) -> tuple[str, ...]:
    """The organisation of each person; where no members are given, each person is an organisation of one.

    Raises `OpinionError` for a person who has voted and is not among the members.
    """
    if members is None:
        return votes.people
    for person in votes.people:
        if person not in members:
            raise OpinionError(
                said("voter-id {voter} has voted and is not listed; add a row for it", voter=shown(person))
            )
    return tuple(members[person] for person in votes.people)
