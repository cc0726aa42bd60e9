"""Members object for their organisation; nobody else learns of it."""

import pytest
from desk_scene import AFTER, UNTIL, Scene, again, make_draft, make_open, make_sent, refused

from convenor.desk import queries
from convenor.desk.actions import objecting
from convenor.kernel import clock
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account

pytestmark = pytest.mark.django_db


def test_a_nominee_objects_for_the_organisation_and_officers_hear_of_it(scene: Scene) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text=" That is us. ")
    assert (objection.organisation_id, objection.text, objection.answered_at) == ("vodafone", "That is us.", None)
    told = {event.ids["account"] for event in Event.objects.filter(name="objection_raised")}
    assert told == {scene.officer.account, scene.chief.account}
    assert all("That" not in str(event.ids) for event in Event.objects.all())
    assert AuditEntry.objects.filter(verb="objection.raised", subject=str(objection.pk)).exists()


def test_the_same_objection_waits_once(scene: Scene) -> None:
    draft = make_open(scene)

    def object_to_it() -> None:
        objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")

    object_to_it()
    refused(draft, object_to_it, "said this already")
    objecting.answer_objection(scene.officer, draft.objections.get(), answer="Nine members do this.")
    object_to_it()
    assert draft.objections.count() == 2, "after an answer it may be said again"


def test_the_last_day_counts_and_the_day_after_does_not(scene: Scene) -> None:
    draft = make_open(scene)
    with clock.standing_at(UNTIL):
        objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    with clock.standing_at(AFTER):
        refused(
            draft,
            lambda: objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="Again."),
            "ended on 20 March 2023",
        )


def test_nobody_objects_to_what_is_not_open(scene: Scene) -> None:
    for draft in (make_draft(scene), make_sent(scene)):
        refused(
            draft,
            lambda draft=draft: objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="No."),
            "not open",
        )


@pytest.mark.parametrize("who", ["stranger", "officer", "peer"])
def test_nobody_objects_for_an_organisation_that_is_not_theirs(scene: Scene, who: str) -> None:
    draft = make_open(scene)
    actor = getattr(scene, who)
    if who == "officer":
        refused(draft, lambda: objecting.raise_objection(actor, draft, organisation="vodafone", text="No."))
        return
    refused(draft, lambda: objecting.raise_objection(actor, draft, organisation="vodafone", text="No."))
    refused(draft, lambda: objecting.raise_objection(actor, draft, organisation="outsider", text="No."))


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001])
def test_an_objection_says_something_and_not_too_much(scene: Scene, text: str) -> None:
    draft = make_open(scene)
    refused(draft, lambda: objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text=text))


def test_an_answer_is_given_once_and_the_organisation_hears_of_it(scene: Scene) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    refused(draft, lambda: objecting.answer_objection(scene.nominee, objection, answer="I answer myself."))
    refused(draft, lambda: objecting.answer_objection(scene.officer, objection, answer=" "), "Nothing is written")
    objecting.answer_objection(scene.officer, objection, answer="It fits seven.")
    told = [event.ids["account"] for event in Event.objects.filter(name="objection_answered")]
    assert told == [scene.nominee.account]
    refused(draft, lambda: objecting.answer_objection(scene.officer, objection, answer="Other."), "answered already")


def test_members_see_the_drafts_of_their_cohort_while_these_are_open(scene: Scene) -> None:
    make_draft(scene)
    make_sent(scene)
    shown = make_open(scene)
    assert list(queries.visible_to(scene.nominee)) == [shown]
    assert list(queries.visible_to(scene.stranger)) == []
    assert queries.visible_to(scene.officer).count() == 3


def test_members_see_their_own_organisation_s_objections_alone(scene: Scene) -> None:
    draft = make_open(scene)
    own = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    assert list(queries.objections_visible_to(scene.nominee)) == [own]
    assert list(queries.objections_visible_to(scene.peer)) == []
    assert list(queries.objections_visible_to(scene.officer)) == [own]


def test_a_nominee_who_left_sees_and_does_nothing(scene: Scene) -> None:
    draft = make_open(scene)
    Account.objects.filter(pk=scene.nominee_account.pk).update(is_active=False)
    scene.nominee_account.refresh_from_db()
    refused(draft, lambda: objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="No."))
    assert list(queries.visible_to(scene.nominee)) == []
    assert scene.nominee_account not in queries.nominees_of(scene.cohort)
    assert again(draft).objections.count() == 0
