"""What the page of a draft shows: its text with the places marked, what to settle, and what may be done next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.desk import queries
from convenor.desk.actions.stage import alone, may_decide, seen_in
from convenor.desk.actions.thanking import waiting_for
from convenor.desk.beside import kept
from convenor.desk.checks import Checked, check_draft
from convenor.desk.marking import blocks_of
from convenor.desk.models import Draft
from convenor.desk.translations import (
    can_be_translated,
    is_older,
    languages_left,
    name_of,
    original_moment,
    original_words,
    said_about_itself,
    translations_of,
)
from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.language import spoken_in
from convenor.people.queries import names_of
from convenor.public.library.reading import as_html
from convenor.rules.note import words_in
from convenor.rules.release import DEFAULT_WINDOW, may_leave, may_publish, next_step
from convenor.rules.vocabulary import DraftState


def draft_page(actor: Actor, draft: Draft) -> dict[str, Any]:
    """Everything that the page of a draft shows to the secretariat; `draft` comes from `queries.with_facts`."""
    checked = check_draft(draft)
    by_oneself, address = alone(actor, draft, checked), queries.public_address(draft)
    return {
        "draft": draft,
        "checked": checked,
        "kept": list(kept(checked)),
        "digest": seen_in(draft),
        "heading": blocks_of(checked, "title"),
        "blocks": blocks_of(checked, "body"),
        "lines": _other_lines(checked),
        "unchecked": checked.unchecked,
        "words": words_in(draft.body),
        "about": about(draft),
        "alone": by_oneself,
        "settleable": draft.state in queries.AT_THE_DESK,
        "usual_until": clock.today() + DEFAULT_WINDOW,
        "step": next_step(queries.facts_of(draft, alone=by_oneself), clock.today()),
        "may_decide": may_decide(actor, draft, checked),
        "may_leave": may_leave(checked.facts()),
        "may_publish": may_publish(queries.facts_of(draft, alone=by_oneself), clock.today()),
        "objections": objections(draft),
        "questions": questions(draft),
        "sent_back": draft.sendings_back.first() if draft.state == DraftState.DRAFT else None,
        "address": address,
        "public_page": public_page(draft, address),
        "translation": translation(draft),
        "translations": translations_of(draft),
        "may_translate": can_be_translated(draft).allowed and bool(languages_left(draft)),
        "thanks_wait": waiting_for(draft),
        "sources": draft.sources.all(),
        "corrections": draft.corrections.order_by("-begun_at"),
    }


def reading_page(draft: Draft) -> dict[str, Any]:
    """A draft as readers would see it: rendered, with the caveats of today; no name of anybody at the desk."""
    return {
        "draft": draft,
        "text": as_html(draft.body),
        "caveats": said_about_itself(draft) if draft.language else queries.caveats_of(draft, clock.today()),
        "translation": translation(draft),
        "original_page": public_page(draft.translates, queries.public_address(draft)) if draft.translates else "",
        "sources": [source for source in draft.sources.all() if source.url in draft.body],
        "about": about(draft),
    }


def public_page(draft: Draft, slug: str | None) -> str:
    """Where anybody reads a released draft, in its own language."""
    return spoken_in(draft.language, reverse("portal:output", args=[slug])) if slug else ""


def translation(draft: Draft) -> dict[str, Any] | None:
    """What a page says of a translation: into what, of what, and whether that was changed meanwhile."""
    if draft.translates is None:
        return None
    return {
        "language": name_of(draft.language),
        "original": draft.translates,
        "words": original_words(draft),
        "older": is_older(draft, original_moment(draft.translates)),
    }


def about(draft: Draft) -> str:
    """What a draft is about, for the secretariat and the members."""
    if draft.cohort is not None:
        return draft.cohort.name
    return draft.series.name if draft.series is not None else ""


def objections(draft: Draft) -> list[dict[str, Any]]:
    """The objections to a draft with the names of the organisations, for the secretariat alone."""
    rows = list(draft.objections.all())
    names = names_of((row.organisation_id for row in rows), clock.today())
    return [{"row": row, "name": names[row.organisation_id]} for row in rows]


def questions(draft: Draft) -> list[dict[str, Any]]:
    """Who was asked to agree to which words, with the answers, for the secretariat alone."""
    rows = list(draft.waivers.all())
    names = names_of((row.organisation_id for row in rows), clock.today())
    return [{"row": row, "name": names[row.organisation_id]} for row in rows]


def _other_lines(checked: Checked) -> list[dict[str, Any]]:
    """The lines that are published beside the text, with their places marked; those that say something."""
    labels = {
        "correction": _("What readers will see was corrected"),
        "applies_to": _("Applies to"),
        "provenance": _("Where this comes from"),
    }
    return [
        {"label": label, "blocks": blocks_of(checked, field)}
        for field, label in labels.items()
        if getattr(checked.wording, field)
    ]
