"""Showing the members of a cohort what they have in common, once a question, and taking it back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.cohorts.models import Cohort
from convenor.room.polls import queries
from convenor.room.polls.models import Commonality, Opinion, Prompt
from convenor.rules.verdict import Verdict, no, yes


@transaction.atomic
def share_themes(actor: Actor, prompt: Prompt) -> int:
    """Show the members of a cohort the themes that enough of them wrote of; returns how many those are.

    Nothing is said of the others, and "most" stands for all of them, too.
    """
    require(actor, "poll.change")
    if prompt.cohort is None:
        raise Declined(no(_("Who takes part in a series is secret, so there are no members to show this to.")))
    answered = queries.answered_by(prompt)
    enough = queries.shown_of(prompt).themes
    settle(
        yes()
        if enough
        else no(_("No theme is one of enough members yet, so there is nothing to show. Put alike answers together."))
    )
    shown = [(theme.label, _share(theme.count, answered)) for theme in enough]
    _show(actor, prompt.cohort, prompt.wording, Commonality.Origin.THEME, shown)
    return len(shown)


def _share(counted: int, answered: int) -> Commonality.Share:
    return Commonality.Share.MOST if 2 * counted > answered else Commonality.Share.SEVERAL


@transaction.atomic
def share_opinion(actor: Actor, found: Opinion) -> int:
    """Show the members of a cohort the statements that they share; returns how many."""
    require(actor, "poll.change")
    settle(
        yes()
        if found.shared
        else no(_("No statement is surely shared, so there is nothing to show. Wait until more have voted."))
    )
    shown = [(one["text"], Commonality.Share.MOST) for one in found.shared]
    _show(actor, found.cohort, found.question, Commonality.Origin.STATEMENT, shown)
    return len(shown)


def _show(
    actor: Actor,
    cohort: Cohort,
    question: str,
    origin: Commonality.Origin,
    shown: Sequence[tuple[str, Commonality.Share]],
) -> None:
    """Show what members have in common, once a question.

    Shown again with one answer more or elsewhere, a theme that appears would point to whoever wrote it.
    """
    settle(_not_shown_before(cohort, question))
    Commonality.objects.bulk_create(
        Commonality(
            cohort=cohort, origin=origin, question=question, text=text, share=share, rank=rank, shared_on=clock.today()
        )
        for rank, (text, share) in enumerate(shown, start=1)
    )
    audit.record(actor, "commonalities.shared", kind="cohort", subject=cohort.pk)


def _not_shown_before(cohort: Cohort, question: str) -> Verdict:
    if not Cohort.objects.select_for_update().get(pk=cohort.pk).commonalities.filter(question=question).exists():
        return yes()
    return no(
        _(
            "What members have in common on this question was shown already. Shown again after a change, it could "
            "point to whoever made the difference; ask a new question instead."
        )
    )


@transaction.atomic
def withdraw_commonalities(actor: Actor, cohort: Cohort, question: str) -> None:
    """Take what is shown of a question back; it cannot be shown a second time."""
    require(actor, "poll.change")
    cohort.commonalities.filter(question=question, withdrawn_on=None).update(withdrawn_on=clock.today())
    audit.record(actor, "commonalities.withdrawn", kind="cohort", subject=cohort.pk)
