"""The year-end review: seven sections composed from the year, with candid prompts where facts are missing.

Nothing is claimed that nobody confirmed, nobody is named from attendance, and experts are named for the year
and never with a session (R-RPT, R-CH-12, AC-02).
"""

from collections.abc import Iterable

from convenor.rules.review.facts import (
    Confirmation,
    Prompt,
    ReviewEvent,
    ReviewExpert,
    ReviewFacts,
    ReviewMember,
    ReviewSession,
    Section,
    SectionKey,
)
from convenor.rules.review.public import public_lines, public_places
from convenor.rules.review.sections import (
    HELD_BACK,
    contact,
    developments,
    look_ahead,
    overview,
    participants,
    sessions,
    structure,
    told_events,
)
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said, together

__all__ = [
    "HELD_BACK",
    "Confirmation",
    "Prompt",
    "ReviewEvent",
    "ReviewExpert",
    "ReviewFacts",
    "ReviewMember",
    "ReviewSession",
    "Section",
    "SectionKey",
    "compose",
    "may_go_to_the_desk",
    "public_lines",
    "public_places",
    "told_events",
]

IN_ORDER = (overview, developments, structure, participants, sessions, look_ahead, contact)


def compose(facts: ReviewFacts) -> tuple[Section, ...]:
    """Compose the seven sections, in order; each may come with prompts."""
    return tuple(section(facts) for section in IN_ORDER)


def may_go_to_the_desk(composed: Iterable[Section]) -> Verdict:
    """Decide whether the review is ready for a second pair of eyes: its mandatory prompts are answered."""
    unanswered = [prompt.question for section in composed for prompt in section.prompts if prompt.mandatory]
    if unanswered:
        questions = together(unanswered)
        return no(said("The review is not finished. Please answer first: {questions}", questions=questions))
    return yes("Every mandatory question is answered.")
