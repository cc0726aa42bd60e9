"""Loading answers, grouping them into themes, counting the themes, destroying the answers."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.polls import queries
from convenor.room.polls.models import Answer, Prompt
from convenor.room.statistics.actions import make_table
from convenor.room.statistics.models import Table
from convenor.room.statistics.queries import ledger_of
from convenor.room.statistics.reach import Room, about, room_of
from convenor.rules import answers as rules
from convenor.rules.ballots.columns import answers_to
from convenor.rules.retention import Record, kept_for
from convenor.rules.scope import belongs
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

ANSWERS_KEPT_FOR = kept_for(Record.ANSWERS)
LONGEST_LABEL = 80
LONGEST_OFFER = 60
MOST_ANSWERS = 1000
# In the ledger, so never in the language of whoever counts.
OTHERS = "other answers"
# Kept, so English whoever gathers.
GATHERED = "What members wrote at the end of {year}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a room was asked, in one wording or two, and when; `scope_reason` says why it belongs here (A-38)."""

    wording: str
    shown_as: str = ""
    on: date
    scope_reason: str = ""


@transaction.atomic
def load_answers(actor: Actor, room: Room, asked: Asked, texts: Sequence[str]) -> Prompt:
    """Keep the answers to a question word for word, without who, when or in which order, and offer themes (AC-17).

    Where the question or an answer may be out of scope, somebody says why it belongs here; nothing is left out.
    """
    settle(belongs((asked.wording, asked.shown_as, *texts), asked.scope_reason))
    return keep_answers(actor, room, asked, texts)


@transaction.atomic
def keep_answers(actor: Actor, room: Room, asked: Asked, texts: Sequence[str]) -> Prompt:
    """Keep what a room answered to a poll: as `load_answers`, but for what people wrote nobody has to give a reason."""
    require(actor, "poll.change")
    return _load(actor, room, asked, [(text, None) for text in texts])


@transaction.atomic
def gather_updates(actor: Actor, cohort: Cohort, year: int) -> Prompt:
    """Copy the year-end updates of a year, in paragraphs and without their authors, and offer themes (R-MTG-12)."""
    require(actor, "poll.change")
    updates = queries.updates_of(cohort).get(year, [])
    parts = [(part, key) for text, key in ((text, uuid.uuid4()) for text in updates) for part in _paragraphs(text)]
    asked = Asked(wording=said(GATHERED, year=year), on=clock.today())
    return _load(actor, cohort, asked, parts)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _load(actor: Actor, room: Room, asked: Asked, parts: Sequence[tuple[str, UUID | None]]) -> Prompt:
    settle(_can_be_loaded(parts))
    prompt = Prompt.objects.create(
        **about(room),
        wording=asked.wording,
        shown_as=asked.shown_as,
        asked_on=asked.on,
        scope_reason=asked.scope_reason.strip(),
        burn_on=clock.today() + ANSWERS_KEPT_FOR,
    )
    rows = [Answer(prompt=prompt, text=text, unit=unit) for text, unit in parts]
    # Rows lie on disk in the order in which they were written: that of their keys, which were drawn by lot.
    Answer.objects.bulk_create(sorted(rows, key=lambda row: row.pk))
    _group(prompt)
    audit.record(actor, "answers.loaded", kind="prompt", subject=prompt.pk)
    return prompt


def _can_be_loaded(parts: Sequence[tuple[str, UUID | None]]) -> Verdict:
    if not parts:
        return no(_("There is no answer yet. Give one a line."))
    if len(parts) > MOST_ANSWERS:
        return no(_("More than %s answers cannot be grouped at once. Load them in parts.") % MOST_ANSWERS)
    return yes()


@transaction.atomic
def group_again(actor: Actor, prompt: Prompt) -> None:
    """Throw the themes away, with what was changed in them, and offer new ones."""
    require(actor, "poll.change")
    row = _held(prompt)
    _group(row)
    audit.record(actor, "answers.grouped", kind="prompt", subject=row.pk)


def _group(prompt: Prompt) -> None:
    try:
        _keep(prompt, rules.themes(queries.facts_of(prompt)))
    except rules.AnswersError as error:
        raise Declined(no(error.args[0])) from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What an officer changes in the themes: labels by theme, the theme of an answer, answers with one of their own.

    Two themes that are given one label become one.
    """

    labels: Mapping[str, str]
    places: Mapping[str, str]
    apart: Sequence[str] = ()


@transaction.atomic
def regroup(actor: Actor, prompt: Prompt, changes: Changes) -> None:
    """Put answers into other themes and give themes other labels (AC-17)."""
    require(actor, "poll.change")
    row = _held(prompt)
    try:
        _keep(row, _changed(queries.grouping_of(row), changes, dict(row.answers.values_list("pk", "text"))))
    except rules.AnswersError as error:
        raise Declined(no(error.args[0])) from error
    audit.record(actor, "answers.regrouped", kind="prompt", subject=row.pk)


def _changed(grouping: rules.Grouping, changes: Changes, texts: Mapping[UUID, str]) -> rules.Grouping:
    for answer, theme in changes.places.items():
        grouping = rules.move(grouping, answer, to=theme)
    for answer in changes.apart:
        source = grouping.theme_of(answer)
        if len(source.answers) > 1:
            grouping = rules.split(grouping, source.id, [answer], label=_free_label(grouping, texts[UUID(answer)]))
    for theme_id, label in changes.labels.items():
        left = {theme.id: theme.label for theme in grouping.themes}
        same = next((other for other, known in left.items() if other != theme_id and known == label), None)
        if same is not None and theme_id in left:
            grouping = rules.merge(grouping, [same, theme_id], label=label)
        elif left.get(theme_id, label) != label:
            grouping = rules.rename(grouping, theme_id, label)
    return grouping


def _free_label(grouping: rules.Grouping, text: str) -> str:
    """The first words of an answer, as a label to begin with."""
    wanted, taken = " ".join(text.split()[:5])[:LONGEST_OFFER], {theme.label for theme in grouping.themes}
    return next(label for label in (wanted, *(f"{wanted} ({at})" for at in range(2, 9999))) if label not in taken)


def _keep(prompt: Prompt, grouping: rules.Grouping) -> None:
    """Put a grouping in the place of the themes that there are."""
    prompt.themes.all().delete()
    for theme in grouping.themes:
        row = prompt.themes.create(number=int(theme.id), label=theme.label, named=theme.named)
        prompt.answers.filter(pk__in=theme.answers).update(theme=row)


def count_themes(actor: Actor, prompt: Prompt, *, is_another: bool = False) -> Table:
    """Make a table of the themes, checked like every number about the room.

    Where the same themes were published of a question in other words, `is_another` says that it is another question.
    A theme of a few is among the others, and its label, which may be made of one answer's words, is not told (AC-17).
    """
    ledger = ledger_of(room_of(prompt))
    if ledger is None:
        raise Declined(no(_("Decide first how few are too few, under the statistics of the room.")))
    if not queries.counts_once_each(prompt):
        raise Declined(no(_("Some wrote more than one of these texts, so they cannot be counted as people.")))
    named, column = {theme.label for theme in queries.shown_of(prompt).themes}, _column_of(prompt)
    rows = [
        {
            "person": str(answer.pk),
            "organisation": str(answer.pk),
            column: answer.theme.label if answer.theme and answer.theme.label in named else OTHERS,
        }
        for answer in prompt.answers.select_related("theme")
    ]
    meant = {column: column} if is_another else None
    return make_table(actor, ledger, rows, by=[column], title=prompt.wording[:200], meant=meant)


def _column_of(prompt: Prompt) -> str:
    """Each question is a column of its own, so that a later one is not read as the same answers once more.

    It is the wording: the answers to the same one, loaded or grouped again, are checked against the first table.
    """
    return str(answers_to(" ".join(prompt.wording.split())))


@transaction.atomic
def forget_prompt(actor: Actor, prompt: Prompt) -> None:
    """Destroy a prompt with its answers."""
    require(actor, "poll.change")
    row = _held(prompt)
    audit.record(actor, "prompt.forgotten", kind="prompt", subject=row.pk)
    row.delete()
    forget_on_disk()


def _held(prompt: Prompt) -> Prompt:
    return Prompt.objects.select_for_update().get(pk=prompt.pk)
