"""Beginning to translate a published text, and what becomes of its translations when it is withdrawn."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from convenor.desk.actions.stage import go_on_to, held
from convenor.desk.models import Draft
from convenor.desk.queries import AT_THE_DESK, latest_released
from convenor.desk.translations import can_be_translated, languages_left, original_moment
from convenor.desk.wording import wording_of
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.rules.verdict import no
from convenor.rules.vocabulary import DraftState, WaiverState

# Another language needs more words for the same; nobody should be told that a faithful translation is too long.
LONGER = 1.3
MOST_WORDS = 30_000


def begin_translation(actor: Actor, draft: Draft, *, language: str) -> Draft:
    """Begin to translate a published text: a draft with its words to write over, which goes the whole way.

    What was kept or agreed to in the original does not come along: in another language these are other words.
    """
    require(actor, "draft.write")
    with transaction.atomic():
        row = held(draft)
        settle(can_be_translated(row))
        if language not in dict(languages_left(row)):
            raise Declined(no(_("There is a translation into this language already, or it is none of ours.")))
        # Asked before the text is read: a correction between the two makes the translation older, never newer.
        moment = original_moment(row)
        if moment is None:
            raise Declined(no(_("This text is not public any more, so there is nothing to translate.")))
        translation = _begun_from(latest_released(row), root=row, language=language)
        translation.follows = moment
        translation.save()
        _take_over(latest_released(row), translation)
        translation.writers.create(account_id=actor.account)
        audit.record(actor, "translation.begun", kind="draft", subject=translation.pk)
    return translation


def _begun_from(text: Draft, *, root: Draft, language: str) -> Draft:
    words, now = wording_of(text), clock.now()
    return Draft(
        kind=root.kind,
        section=root.section,
        rank=root.rank,
        title=words.title,
        body=words.body,
        applies_to=words.applies_to,
        provenance=words.provenance,
        translates=root,
        language=language,
        cohort=root.cohort,
        series=root.series,
        session=root.session,
        word_budget=min(round(text.word_budget * LONGER), MOST_WORDS),
        begun_at=now,
        changed_at=now,
    )


def _take_over(text: Draft, translation: Draft) -> None:
    for source in text.sources.all():
        translation.sources.create(organisation_id=source.organisation_id, title=source.title, url=source.url)


def hold_translations(draft: Draft) -> list[Draft]:
    """The translations that end with a text, held; held before the library is touched, as their release does it."""
    rows = Draft.objects.select_for_update(of=("self",)).filter(translates=draft)
    ending = rows.filter(Q(corrects=None) | Q(state__in=AT_THE_DESK)).exclude(state=DraftState.WITHDRAWN)
    return list(ending.order_by("pk"))


def end_translations(actor: Actor, translations: list[Draft]) -> None:
    """Let translations go with the text that they say: the public ones went with it, the others are given up."""
    for row in translations:
        verb = "output.withdrawn" if row.state == DraftState.RELEASED else "draft.dropped"
        go_on_to(row, DraftState.WITHDRAWN)
        row.objections_until = None
        row.save()
        row.waivers.filter(state=WaiverState.WAITING).update(state=WaiverState.TAKEN_BACK)
        audit.record(actor, verb, kind="draft", subject=row.pk)
