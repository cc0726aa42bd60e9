"""How many answers are enough, of how many organisations, when nobody may know who gave which."""

from collections.abc import Sequence

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

# Two nominees sit for each member of a cohort.
USUAL_MOST_EACH = 2


def organisations_at_least(tagged: Sequence[int], untagged: int, most_each: int) -> int:
    """The organisations that surely stand behind so many answers.

    `tagged` says for each organisation whose people signed in how many answers came from it; `untagged` answers came
    from phones of which nothing is known but that no organisation has more than `most_each` people in the room.

    Why the bound holds. The T tagged organisations are T different ones. An untagged answer may be one more of theirs:
    a tagged organisation with t answers has at most `most_each` - t people left. Whatever cannot be theirs,
    R = untagged - sum(most_each - t), comes from others, at most `most_each` from each: ceil(R / most_each) more. No
    smaller number is possible, and that many suffice, so nothing better can be said. Where an organisation has more
    than `most_each` answers, the limit was not kept, and nothing is concluded from it: T stands alone, or the one
    that must be there where somebody answered.
    """
    known = len(tagged)
    if any(answers > most_each for answers in tagged):
        return known
    others = untagged - sum(most_each - answers for answers in tagged)
    return known + max(0, -(-others // most_each))


def smallest_safe(k: int, k_organisations: int, most_each: int) -> int:
    """From how many answers on a set of them is safe, whoever gave them.

    Nothing says which ballots belong together, so the worst is assumed: every organisation gave as many as it could.
    Of `most_each` * (c - 1) + 1 answers at least c organisations have one each, and of 2 * `most_each` none has more
    than half.
    """
    return max(k, most_each * (k_organisations - 1) + 1, 2 * most_each)


def may_reveal(answers: int, organisations: int, k: int, k_organisations: int) -> Verdict:
    """Whether a poll may be shown at all; the sentence is the same for whichever is missing."""
    if answers >= k and organisations >= k_organisations:
        return yes()
    return no(
        said(
            "Fewer than {k} people or {organisations} organisations answered, so nothing of it is shown to anybody. "
            "Ask again when more are here.",
            k=k,
            organisations=k_organisations,
        )
    )


def how_many(answers: int, k: int) -> str:
    """The count that a room may see while a poll is open."""
    return str(answers) if answers >= k else said("fewer than {k}", k=k)
