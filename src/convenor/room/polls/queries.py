"""Reads of prompts: the answers by theme, how many are too few, and what members may see of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from convenor.kernel.actor import Actor
from convenor.room.cohorts.models import Cohort
from convenor.room.cohorts.queries import visible_to as cohorts_visible_to
from convenor.room.groups.models import YearEndUpdate
from convenor.room.polls.models import Answer, Commonality, Opinion, Prompt, Theme
from convenor.room.series.models import Webinar
from convenor.room.statistics.queries import ledger_of
from convenor.room.statistics.reach import Room, about, room_of
from convenor.rules import answers as rules
from convenor.rules.opinion import Safety
from convenor.rules.vocabulary import SessionState

# Where nobody has set the thresholds of a room, the usual ones hold.
USUAL_K = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRow:
    """One theme of a prompt as the secretariat sees it; `counted` counts once whoever wrote several parts."""

    theme: Theme
    answers: Sequence[Answer]
    counted: int
    enough: bool


def visible_to(actor: Actor) -> QuerySet[Prompt]:
    """Answers are sealed: the secretariat alone reads them."""
    return Prompt.objects.select_related("cohort", "series") if actor.in_secretariat else Prompt.objects.none()


def prompts_of(room: Room) -> QuerySet[Prompt]:
    """The prompts of a room, the last asked first, with how many answers each has."""
    return Prompt.objects.filter(**about(room)).annotate(answered=Count("answers"))


def fewest(room: Room) -> int:
    """How many have to say the same before anybody hears of it."""
    ledger = ledger_of(room)
    return ledger.k if ledger else USUAL_K


def safety_of(room: Room) -> Safety:
    """The thresholds of a room as the rules of opinion read them."""
    ledger = ledger_of(room)
    return Safety(k=ledger.k, organisations=ledger.k_organisations) if ledger else Safety()


def facts_of(prompt: Prompt) -> list[rules.Answer]:
    """The answers as the rules read them."""
    return [fact_of(answer) for answer in prompt.answers.all()]


def grouping_of(prompt: Prompt) -> rules.Grouping:
    """The themes of a prompt as the rules read them."""
    found = prompt.themes.prefetch_related("answers")
    return rules.Grouping(
        themes=tuple(
            rules.Theme(
                id=str(theme.number),
                label=theme.label,
                named=rules.Named(theme.named),
                answers=tuple(sorted(str(answer.pk) for answer in theme.answers.all())),
            )
            for theme in found
        )
    )


def fact_of(answer: Answer) -> rules.Answer:
    """One answer as the rules read it."""
    return rules.Answer(id=str(answer.pk), text=answer.text, unit=str(answer.unit) if answer.unit else None)


def themes_of(prompt: Prompt) -> list[ThemeRow]:
    """The themes of a prompt, the largest first."""
    least = fewest(room_of(prompt))
    found = prompt.themes.prefetch_related(Prefetch("answers", queryset=Answer.objects.order_by("pk")))
    rows = [_row(theme, list(theme.answers.all()), least) for theme in found]
    return sorted(rows, key=lambda row: (-row.counted, row.theme.number))


def _row(theme: Theme, answers: list[Answer], least: int) -> ThemeRow:
    counted = len({fact_of(answer).counts_as for answer in answers})
    return ThemeRow(theme=theme, answers=answers, counted=counted, enough=counted >= least)


def shown_of(prompt: Prompt) -> rules.Published:
    """What of a prompt's themes is one of enough."""
    return rules.published(grouping_of(prompt), facts_of(prompt), k=fewest(room_of(prompt)))


def shown_on(asked: Prompt | Opinion) -> date | None:
    """The day on which members were shown what they have in common on a question, if they were."""
    if asked.cohort is None:
        return None
    question = asked.wording if isinstance(asked, Prompt) else asked.question
    first = asked.cohort.commonalities.filter(question=question).first()
    return first.shared_on if first else None


def counts_once_each(prompt: Prompt) -> bool:
    """Whether every answer is somebody's whole answer, so that the themes can be counted."""
    return not prompt.answers.exclude(unit=None).exists()


def answered_by(prompt: Prompt) -> int:
    """How many answered, where the parts of one text count once."""
    return len({fact.counts_as for fact in facts_of(prompt)})


def coming_sessions(prompt: Prompt) -> list[Webinar]:
    """The sessions of the prompt's series that came after it was asked."""
    if prompt.series is None:
        return []
    later = prompt.series.webinars.filter(session__starts_at__date__gt=prompt.asked_on)
    found = later.exclude(session__state=SessionState.CANCELLED).select_related("session", "series")
    return list(found.prefetch_related("session__themes", "session__items").order_by("number"))


def updates_of(cohort: Cohort) -> dict[int, list[str]]:
    """The texts of the year-end updates of a cohort, by year, the last first; years without a text are left out."""
    rows = YearEndUpdate.objects.filter(year__cohort=cohort).exclude(text="").order_by("-year__year", "pk")
    found: dict[int, list[str]] = {}
    for year, text in rows.values_list("year__year", "text"):
        found.setdefault(year, []).append(text)
    return found


def opinions_visible_to(actor: Actor) -> QuerySet[Opinion]:
    """What was found in votes is the secretariat's own until it shows it."""
    return Opinion.objects.select_related("cohort") if actor.in_secretariat else Opinion.objects.none()


def commonalities_visible_to(actor: Actor, cohort: Cohort) -> QuerySet[Commonality]:
    """What is shown to the members of a cohort is seen by them and by the secretariat."""
    return Commonality.objects.filter(withdrawn_on=None, cohort=cohort, cohort__in=cohorts_visible_to(actor))
