"""A second look is at one text, at what was kept in it and at what was agreed to; by somebody who did none of it."""

import pytest
from desk_scene import AFTER, CLEAN, UNTIL, Scene, again, digest, make_draft, refused, write
from waiver_scene import BODY, NAMED, agreed, in_view, keep, not_released, released, send, stays

from convenor.desk.actions import afterwards, deciding
from convenor.desk.checks import check_draft
from convenor.desk.models import Waiver
from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.rules.vocabulary import DraftState
from making import make_member, make_organisation, make_secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_operators")]


def test_an_approval_is_void_once_something_was_kept_after_it(scene: Scene) -> None:
    draft = in_view(scene, make_draft(scene))
    draft.keepings.create(
        kind="direct", text="x", wording="0" * 64, reason="New.", account=scene.officer_account, kept_at=clock.now()
    )
    not_released(scene, draft, "wrote part")
    with clock.standing_at(AFTER):
        deciding.release(scene.chief, draft, digest=digest(draft))
    assert again(draft).approvals.count() == 2


def test_an_approval_is_void_once_an_agreement_came_after_it(scene: Scene) -> None:
    draft, waiver = agreed(scene)
    draft = in_view(scene, draft)
    Waiver.objects.filter(pk=waiver.pk).update(answered_by=scene.peer_account)
    not_released(scene, draft, "wrote part")


def test_what_was_agreed_to_stays_so_in_a_correction_of_other_words(scene: Scene) -> None:
    draft, _ = agreed(scene)
    draft = in_view(scene, draft)
    released(scene, draft)
    with clock.standing_at(AFTER):
        correction = afterwards.begin_correction(scene.officer, again(draft), line="A comma.")
        correction = write(scene, correction, body=BODY.replace("Some start small", "Some start early"))
        assert send(scene, correction).state == DraftState.SECOND_PAIR


def test_a_correction_of_the_very_sentence_is_asked_about_again(scene: Scene) -> None:
    draft, _ = agreed(scene)
    released(scene, in_view(scene, draft))
    with clock.standing_at(AFTER):
        correction = afterwards.begin_correction(scene.officer, again(draft), line="Likelihood came first.")
        stays(scene, write(scene, correction, body=BODY.replace("before", "after")))


def test_a_decision_to_keep_is_void_once_it_means_others(scene: Scene) -> None:
    draft = make_draft(scene, BODY.replace(NAMED, "Everyone agreed."))
    keep(scene, scene.officer, draft, "Everyone agreed")
    assert check_draft(draft).open == ()
    make_member(scene.cohort, make_organisation("newcomer", region="Asia"))
    assert [one.text for one in check_draft(draft).open] == ["Everyone agreed"]


def test_who_kept_words_is_not_the_second_pair_of_eyes(scene: Scene) -> None:
    third = actor_of(make_secretariat(name="Third"))
    draft = make_draft(scene, CLEAN + "\n\nTheir business model shapes it.")
    keep(scene, scene.chief, draft)
    draft = send(scene, again(draft))
    refused(
        draft, lambda: deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL), "You gave the reason"
    )
    deciding.approve(third, draft, digest=digest(draft), until=UNTIL)
    assert again(draft).state == DraftState.OBJECTIONS


def test_where_two_people_wrote_and_kept_the_members_time_stands_in(scene: Scene) -> None:
    draft = make_draft(scene, CLEAN + "\n\nTheir business model shapes it.")
    keep(scene, scene.chief, draft)
    draft = again(draft)
    deciding.open_to_members(scene.officer, draft, digest=digest(draft), until=UNTIL)
    shown = again(draft)
    with clock.standing_at(UNTIL):
        refused(shown, lambda: deciding.release(scene.chief, shown, digest=digest(shown)), "has to pass first")
    with clock.standing_at(AFTER):
        refused(shown, lambda: deciding.release(scene.officer, shown, digest=digest(shown)), "You wrote part")
        deciding.release(scene.chief, shown, digest=digest(shown))
    assert again(draft).state == DraftState.RELEASED
