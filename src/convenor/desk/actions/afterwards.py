"""What can still be done with a text that is published: withdraw it, or begin a correction."""

from django.db import transaction

from convenor.desk import doors
from convenor.desk.actions.announcing import say_that_a_note_changed
from convenor.desk.actions.stage import go_on_to, held
from convenor.desk.actions.translating import end_translations, hold_translations
from convenor.desk.models import Draft
from convenor.desk.queries import latest_released
from convenor.desk.translations import original_moment
from convenor.desk.wording import wording_of
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require
from convenor.rules.verdict import no
from convenor.rules.vocabulary import DraftState, WaiverState

# What a correction takes over of an agreement to words that are public already.
_ANSWERED = ("kind", "text", "excerpt", "wording", "message", "state", "asked_at", "answered_at")


def withdraw(actor: Actor, draft: Draft, *, because: str = "") -> None:
    """Take a published text back with its translations: its page stays and says when and why, the text is gone.

    One person can do this at once, because a text that harms somebody cannot wait for a second; the reason is public,
    so it may not point to anybody either. A translation goes alone and without a reason: readers find the original.
    """
    require(actor, "output.withdraw")
    with transaction.atomic():
        row = held(draft)
        if row.output is None or row.state != DraftState.RELEASED:
            raise Declined(no("This draft is not published, so there is nothing to withdraw."))
        translations = hold_translations(row)
        doors.withdraw(row, because=because)
        go_on_to(row, DraftState.WITHDRAWN)
        row.save()
        audit.record(actor, "output.withdrawn", kind="draft", subject=row.pk)
        end_translations(actor, translations)
        say_that_a_note_changed(row)


def begin_correction(actor: Actor, draft: Draft, *, line: str) -> Draft:
    """Begin to correct a published text: a draft of its own, which goes the whole way again.

    `line` tells readers what was changed; the page shows it once the correction is released.
    """
    require(actor, "draft.write")
    with transaction.atomic():
        row = held(draft)
        if row.output is None or row.state != DraftState.RELEASED:
            raise Declined(no("Only a published text can be corrected."))
        if row.corrections.exclude(state__in=[DraftState.RELEASED, DraftState.WITHDRAWN]).exists():
            raise Declined(no("A correction is being written already. Change that one, or give it up first."))
        said = doors.public_line(row, line, wanted=doors.CORRECTED, final=False)
        correction = _copied(latest_released(row), root=row, line=said)
        correction.writers.create(account_id=actor.account)
        audit.record(actor, "correction.begun", kind="draft", subject=correction.pk)
    return correction


def _copied(text: Draft, *, root: Draft, line: str) -> Draft:
    """A draft with the words that readers see now, the sources, decisions and agreements that they lean on."""
    now, words = clock.now(), wording_of(text)
    correction = Draft.objects.create(
        kind=root.kind,
        section=text.section,
        rank=text.rank,
        title=words.title,
        body=words.body,
        applies_to=words.applies_to,
        provenance=words.provenance,
        correction=line,
        corrects=root,
        translates=root.translates,
        language=root.language,
        follows=original_moment(root.translates) if root.translates else None,
        cohort=root.cohort,
        series=root.series,
        session=root.session,
        word_budget=text.word_budget,
        begun_at=now,
        changed_at=now,
    )
    for source in text.sources.all():
        correction.sources.create(organisation_id=source.organisation_id, title=source.title, url=source.url)
    for kept in text.keepings.all():
        correction.keepings.create(
            kind=kept.kind,
            text=kept.text,
            wording=kept.wording,
            reason=kept.reason,
            account_id=kept.account_id,
            kept_at=kept.kept_at,
        )
    for agreed in text.waivers.filter(state=WaiverState.AGREED):
        correction.waivers.create(
            **{name: getattr(agreed, name) for name in _ANSWERED},
            organisation_id=agreed.organisation_id,
            person_id=agreed.person_id,
            asked_by_id=agreed.asked_by_id,
            answered_by_id=agreed.answered_by_id,
        )
    return correction
