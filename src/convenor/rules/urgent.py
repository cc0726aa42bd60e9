"""An urgent special session: what it wants before it is called, and whether it counts (R-MTG-21, A-38, AC-21)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from convenor.rules.scope import ScopeWarning, in_words, look_at
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said, said_of

WITHIN = timedelta(days=14)
MOST_EXPERTS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class UrgentFacts:
    """What an urgent session is called with.

    `happened` is a public fact and `source_url` where it stands; `purpose` says what the session is for, in words that
    are in scope; `scope_reason` says why what the look at the scope found belongs here.
    """

    happened: str
    source_url: str
    starts_at: datetime
    themes: tuple[str, ...]
    purpose: str
    scope_reason: str = ""
    experts: tuple[str, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """Everything that others read."""
        return (self.happened, *self.themes, self.purpose)


def warnings_of(facts: UrgentFacts) -> tuple[ScopeWarning, ...]:
    """What may be out of scope in what others read."""
    return tuple(warning for text in facts.texts() for warning in look_at(text))


def may_call(facts: UrgentFacts, *, now: datetime, named: tuple[str, ...]) -> Verdict:
    """Whether it can be called: soon, about a public fact, and without a name of a member in what experts read.

    `named` are the names of members and of people that stand in its texts.
    """
    missing = (
        (
            not facts.happened.strip() or not facts.source_url.strip(),
            said("Say what happened and where it was published: only a public fact goes to members and experts."),
        ),
        (
            not facts.themes or not facts.purpose.strip(),
            said("Name at least one theme, and say what the session is for."),
        ),
        (facts.starts_at <= now, said("The start has passed. Choose a time to come.")),
        (
            facts.starts_at > now + WITHIN,
            said(
                "An urgent session begins within {days} days. For a later one call a special session.", days=WITHIN.days
            ),
        ),
        (
            bool(named),
            said(
                "“{name}” points to a member of the cohort, and experts read this, too. Say it without the name.",
                name=named[0] if named else "",
            ),
        ),
        (
            len(facts.experts) > MOST_EXPERTS,
            said("At most {most} experts are asked at once. Choose those who matter most.", most=MOST_EXPERTS),
        ),
    )
    for is_so, sentence in missing:
        if is_so:
            return no(sentence)
    warnings = warnings_of(facts)
    if warnings and not facts.scope_reason.strip():
        return no(in_words(warnings[0]))
    return yes()


def counts(agreed: int | None) -> Verdict:
    """Whether it counts as one of the special meetings that the group agreed to attend (R-MTG-07, R-STD-04).

    `agreed` is their number, or None where the group has not decided.
    """
    if agreed is None:
        return no("The group has not decided how many special meetings to attend, so this one counts for nobody.")
    if agreed == 0:
        return no("The group agreed on no special meetings for this year, so this one counts for nobody.")
    return yes(
        said_of(
            agreed,
            "It counts: the group agreed to attend {number} special meeting this year.",
            "It counts: the group agreed to attend {number} special meetings this year.",
        )
    )
