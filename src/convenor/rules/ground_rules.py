"""The ground rules that a delegate or a guest accepts before a session: the Rule in six sentences (R-ROL-04)."""

VERSION = "1.0"

SENTENCES: tuple[str, ...] = (
    "You may use what you hear, at work and in public.",
    "Never say who said something, for whom somebody works, or who was there.",
    "A detail that would let somebody guess who it was stays in the room, too.",
    "Nothing is recorded: no sound, no picture, no transcript, and no assistant that listens along.",
    "We speak about respect for human rights; prices, customers, bids and plans stay outside.",
    "What you learned about others here goes on only as the secretariat's published note says it.",
)


def still_holds(*, rules: str, statement: str, statement_now: str) -> bool:
    """Whether what somebody accepted is what holds now: a new version of either asks again."""
    return rules == VERSION and statement == statement_now
