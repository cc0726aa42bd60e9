"""What is published can be corrected, on the same way, and withdrawn, at once."""

from datetime import timedelta

import pytest
from desk_scene import AFTER, CLEAN, Scene, again, digest, make_draft, make_open, make_released, refused, write

from convenor.desk.actions import afterwards, deciding, writing
from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.kernel.models import AuditEntry
from convenor.public.library.models import Output
from convenor.rules.vocabulary import DraftState

pytestmark = pytest.mark.django_db

LATER = AFTER + timedelta(days=15)


def corrected(scene: Scene, correction: Draft) -> Output:
    deciding.send(scene.officer, correction, digest=digest(correction))
    deciding.approve(scene.chief, correction, digest=digest(correction), until=AFTER + timedelta(days=14))
    with clock.standing_at(LATER):
        return deciding.release(scene.officer, correction, digest=digest(correction))


def test_withdrawing_takes_the_text_and_leaves_the_reason(scene: Scene) -> None:
    draft, output = make_released(scene)
    with clock.standing_at(LATER):
        afterwards.withdraw(scene.chief, draft, because="It was less certain than it sounded.")
    output.refresh_from_db()
    assert (output.title, output.body, output.withdrawn_on) == ("", "", LATER)
    assert output.withdrawn_because == "It was less certain than it sounded."
    assert again(draft).state == DraftState.WITHDRAWN
    assert again(draft).body == CLEAN
    assert AuditEntry.objects.filter(verb="output.withdrawn", subject=str(draft.pk)).exists()
    refused(draft, lambda: afterwards.withdraw(scene.chief, draft, because="Again."), "nothing to withdraw")


@pytest.mark.parametrize("because", ["", "  ", "Vodafone asked for it."])
def test_the_reason_is_public_so_it_says_something_and_points_to_nobody(scene: Scene, because: str) -> None:
    draft, _ = make_released(scene)
    refused(draft, lambda: afterwards.withdraw(scene.chief, draft, because=because))


def test_members_withdraw_and_correct_nothing(scene: Scene) -> None:
    draft, _ = make_released(scene)
    refused(draft, lambda: afterwards.withdraw(scene.nominee, draft, because="No."))
    refused(draft, lambda: afterwards.begin_correction(scene.nominee, draft, line="A comma."))


def test_what_is_not_published_is_neither_withdrawn_nor_corrected(scene: Scene) -> None:
    for draft in (make_draft(scene), make_open(scene)):
        refused(draft, lambda draft=draft: afterwards.withdraw(scene.chief, draft, because="No."))
        refused(draft, lambda draft=draft: afterwards.begin_correction(scene.chief, draft, line="A comma."))


def test_a_published_text_is_not_written_on(scene: Scene) -> None:
    draft, _ = make_released(scene)
    refused(draft, lambda: write(scene, draft, body="Other words."), "Begin a correction")


def test_a_correction_goes_the_whole_way_and_says_what_changed(scene: Scene) -> None:
    draft, output = make_released(scene)
    with clock.standing_at(AFTER):
        correction = afterwards.begin_correction(scene.officer, draft, line="“Some” became “most”.")
        assert (correction.body, correction.corrects, correction.state) == (draft.body, draft, DraftState.DRAFT)
        correction = write(scene, correction, body=CLEAN.replace("Some", "Most"))
        assert Output.objects.get().body == CLEAN
        result = corrected(scene, correction)
    assert (result.key, result.slug) == (output.key, output.slug)
    assert result.body == CLEAN.replace("Some", "Most")
    assert [line.text for line in result.corrections.all()] == ["“Some” became “most”."]
    assert Output.objects.count() == 1
    assert (again(correction).state, again(correction).output) == (DraftState.RELEASED, None)


def test_the_next_correction_begins_from_the_last(scene: Scene) -> None:
    draft, _ = make_released(scene)
    with clock.standing_at(AFTER):
        first = afterwards.begin_correction(scene.officer, draft, line="“Some” became “most”.")
        first = write(scene, first, body=CLEAN.replace("Some", "Most"))
        corrected(scene, first)
    with clock.standing_at(LATER):
        second = afterwards.begin_correction(scene.officer, draft, line="A comma.")
    assert "Most companies" in second.body


def test_one_correction_is_written_at_a_time(scene: Scene) -> None:
    draft, _ = make_released(scene)
    first = afterwards.begin_correction(scene.officer, draft, line="A comma.")
    refused(draft, lambda: afterwards.begin_correction(scene.chief, draft, line="Another."), "already")
    writing.drop(scene.officer, first)
    afterwards.begin_correction(scene.chief, draft, line="Another.")


@pytest.mark.parametrize("line", ["", "Vodafone's name is taken out."])
def test_the_line_is_public_so_it_says_something_and_points_to_nobody(scene: Scene, line: str) -> None:
    draft, _ = make_released(scene)
    refused(draft, lambda: afterwards.begin_correction(scene.officer, draft, line=line))


def test_a_line_that_points_to_somebody_later_blocks_like_the_text(scene: Scene) -> None:
    draft, _ = make_released(scene)
    with clock.standing_at(AFTER):
        correction = afterwards.begin_correction(scene.officer, draft, line="A comma.")
        correction = write(scene, correction, correction="Vodafone is taken out.", body=CLEAN + " More.")
        refused(correction, lambda: deciding.send(scene.officer, correction, digest=digest(correction)), "points to")


def test_a_correction_of_what_was_withdrawn_is_not_released(scene: Scene) -> None:
    draft, _ = make_released(scene)
    with clock.standing_at(AFTER):
        correction = afterwards.begin_correction(scene.officer, draft, line="A comma.")
        correction = write(scene, correction, body=CLEAN + " More.")
        deciding.send(scene.officer, correction, digest=digest(correction))
        deciding.approve(scene.chief, correction, digest=digest(correction), until=AFTER + timedelta(days=14))
        afterwards.withdraw(scene.chief, draft, because="It was less certain than it sounded.")
    with clock.standing_at(LATER):
        refused(
            correction,
            lambda: deciding.release(scene.officer, correction, digest=digest(correction)),
            "nothing to correct any more",
        )
