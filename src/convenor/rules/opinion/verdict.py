"""What may be said in public of how a room has voted."""

from collections.abc import Mapping
from dataclasses import dataclass

from convenor.rules.opinion.common_ground import Agreed, shared_and_dividing
from convenor.rules.opinion.grouping import Group, grouping_of, no_groups
from convenor.rules.opinion.lists import organisations_of
from convenor.rules.opinion.safety import Safety
from convenor.rules.opinion.votes import Votes
from convenor.rules.wording import said, said_again

NOTHING_SURE = said("on no statement are there votes enough to be sure that it is widely shared, or that it divides")
TOO_FEW = "only {people} took part; from {room} people on, nothing said here gives one of them away"


def why_withheld(kept: str) -> str:
    """What `statements_withheld` said, of the text that was kept of it."""
    return said_again(kept, NOTHING_SURE, TOO_FEW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """Everything that may be published of a conversation, with the reasons for what is withheld."""

    participants: int
    statements: int
    k: int
    shared: tuple[Agreed, ...]
    divisive: tuple[str, ...]
    statements_withheld: str | None
    groups: tuple[Group, ...] | None
    groups_withheld: str | None

    @property
    def says_something(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.shared or self.divisive or self.groups)


def opinion_of(
    votes: Votes, *, members: Mapping[str, str] | None = None, safety: Safety | None = None, seed: int = 0
) -> tuple[Opinion, Mapping[str, int]]:
    """What may be published of these votes; and, never to be published, the number of the group of each voter-id.

    `members` give each voter's organisation; without them each voter is an organisation of one. Raises `OpinionError`
    for a voter who is not among them. The same votes and the same seed give the same result.

    It is meant to be published once, when the voting is closed: from two results a day apart, one could look for the
    one who has voted between them.
    """
    safe = safety or Safety()
    organisations = organisations_of(votes, members)
    people = len(votes.people)
    shared: tuple[Agreed, ...] = ()
    divisive: tuple[str, ...] = ()
    withheld: str | None = None
    if people < safe.room:
        withheld = said(TOO_FEW, people=people, room=safe.room)
        grouping = no_groups(withheld)
    else:
        shared, divisive = shared_and_dividing(votes, organisations, safe)
        withheld = None if shared or divisive else NOTHING_SURE
        grouping = grouping_of(votes, organisations, safe, seed)
    opinion = Opinion(
        participants=people,
        statements=len(votes.statements),
        k=safe.k,
        shared=shared,
        divisive=divisive,
        statements_withheld=withheld,
        groups=grouping.groups,
        groups_withheld=grouping.withheld,
    )
    return opinion, grouping.group_of
