"""The named party's own word: who has to agree that a text which points to somebody is published as it stands (AC-13).

A waiver is one organisation's. It lifts a finding only together with the waivers of everybody else whom the finding
fits, so that nobody is identified by what somebody else agreed to.
"""

from collections.abc import Collection
from dataclasses import dataclass

from convenor.rules.attribution import Kind
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import WaiverState
from convenor.rules.wording import said

# What a member can see in such a place once it is published; said alike however many others it fits.
REVEALS: dict[str, str] = {
    Kind.DIRECT: said("It names your company, so readers learn that this is said of it."),
    Kind.PERSON: said("It names you, so readers learn that this is said of you and of your company."),
    Kind.DESCRIPTION: said("It describes so few companies that readers who know the members can think of yours."),
    Kind.COMBINATION: said(
        "What it says in several places narrows it down together, so that readers can think of yours."
    ),
    Kind.UNANIMOUS: said("It says this of all or of none, so readers learn it of your company as of each."),
    Kind.PRESENCE: said("It says that your company took part, which is confidential until you agree."),
}
LONGEST_MESSAGE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class AskingFacts:
    """What counts when a finding's parties are to be asked.

    `parties` are the organisations that it fits; `asked` those that were asked and did not say no, `reachable` those
    with somebody who can answer; `others_told` says that the words they would read point to somebody else, too.
    """

    kind: str
    parties: frozenset[str]
    asked: frozenset[str]
    reachable: frozenset[str]
    settled: bool
    refused: bool
    others_told: bool


def can_be_waived(kind: str, parties: Collection[str]) -> bool:
    """Whether a finding of this kind points to parties whose word could lift it."""
    return kind in REVEALS and bool(parties)


def is_waived(parties: Collection[str], agreed: Collection[str]) -> bool:
    """Whether everybody whom a finding fits has agreed: of two both, of an intersection each, of all every one."""
    return bool(parties) and set(parties) <= set(agreed)


def may_ask(facts: AskingFacts) -> Verdict:
    """Whether the parties of a finding may be asked to agree to exactly these words."""
    if not can_be_waived(facts.kind, facts.parties):
        return no("These words point to no member that could agree to them. Say them otherwise.")
    if facts.refused:
        return no("Somebody whom these words point to said no to them, and that holds for good. Say them otherwise.")
    if facts.settled:
        return no("These words are settled already, so there is nothing to ask.")
    return _may_reach_all(facts)


def _may_reach_all(facts: AskingFacts) -> Verdict:
    if facts.parties <= facts.asked:
        return no("Everybody whom these words point to was asked already. Wait for the answers.")
    if not facts.parties <= facts.asked | facts.reachable:
        return no(
            "Everybody whom these words point to has to agree, and not all of them have somebody here who can answer. "
            "Say the words otherwise."
        )
    if facts.others_told:
        return no(
            "Whoever is asked reads the words around these, and they point to others, too. Settle those first, or put "
            "these words into a paragraph of their own."
        )
    return yes()


def may_answer(state: WaiverState, *, agrees: bool, current: bool, at_the_desk: bool) -> Verdict:
    """Whether a party may still answer, or take its agreement back: until the text is published, and a no once."""
    if state is WaiverState.REFUSED:
        return no("Your company said no, and that holds for good. Nothing more is to be done.")
    if state is WaiverState.TAKEN_BACK:
        return no("The secretariat took its question back, so there is nothing to answer.")
    if not at_the_desk:
        return no("The text has left the desk, so this cannot be answered any more. Write to the secretariat.")
    if state is WaiverState.VOID or not current:
        return no("The words were changed since you were asked. If the new ones are about you, you are asked again.")
    if state is WaiverState.AGREED and agrees:
        return no("Your company agreed to this already. You can still take that back.")
    return yes()
