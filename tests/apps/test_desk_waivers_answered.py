"""The named party's own word: who may answer, what a yes allows and what a no stops (AC-13)."""

from datetime import date

import pytest
from desk_scene import CLEAN, TODAY, Scene, again, as_, digest, make_draft, page, refused, write
from django.urls import reverse
from waiver_scene import (
    BODY,
    DESCRIBED,
    NAMED,
    agreed,
    ask,
    asked,
    asked_of_two,
    flag,
    in_view,
    not_released,
    released,
    send,
    stays,
)

from convenor.desk import queries
from convenor.desk.actions import waiving, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Waiver
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account
from convenor.room.cohorts.models import Membership
from convenor.rules.vocabulary import DraftState, Role, WaiverState
from making import make_member, make_nominee, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_operators")]


def test_with_the_party_s_word_the_sentence_is_published(scene: Scene) -> None:
    draft, waiver = agreed(scene)
    assert (waiver.state, str(waiver.answered_by_id)) == (WaiverState.AGREED, scene.nominee.account)
    entry = AuditEntry.objects.get(verb="waiver.agreed", subject=str(waiver.pk))
    assert entry.account == scene.nominee.account
    assert NAMED in released(scene, in_view(scene, draft)).body


def test_both_have_to_agree_where_it_fits_two(scene: Scene, telefonica: Account) -> None:
    draft, waivers = asked_of_two(scene)
    waiving.answer(scene.nominee, waivers["vodafone"], agrees=True)
    stays(scene, draft)
    waiving.answer(actor_of(telefonica), waivers["telefonica"], agrees=True)
    assert DESCRIBED in released(scene, in_view(scene, again(draft))).body


def test_of_all_members_every_one_has_to_agree(scene: Scene) -> None:
    for membership in Membership.objects.filter(cohort=scene.cohort).exclude(organisation__in=["vodafone", "ericsson"]):
        make_nominee(membership)
    draft = make_draft(scene, BODY.replace(NAMED, "All members weigh severity first."))
    *others, last = ask(scene, draft, "All members")
    assert len(others) == 12
    for waiver in others:
        waiving.answer(nominee_for(scene, waiver), waiver, agrees=True)
    stays(scene, draft)
    waiving.answer(nominee_for(scene, last), last, agrees=True)
    assert send(scene, draft).state == DraftState.SECOND_PAIR


def nominee_for(scene: Scene, waiver: Waiver) -> Actor:
    return actor_of(queries.nominees_of(scene.cohort, [waiver.organisation_id]).get())


@pytest.mark.parametrize("who", ["peer", "stranger", "officer", "chief"])
def test_nobody_answers_for_another(scene: Scene, who: str) -> None:
    draft, waiver = asked(scene)
    for agrees in (True, False):
        refused(draft, lambda agrees=agrees: waiving.answer(getattr(scene, who), waiver, agrees=agrees))
    assert not queries.waivers_visible_to(getattr(scene, who)).exists()


def test_who_works_for_the_secretariat_does_not_answer_even_with_a_seat(scene: Scene) -> None:
    draft, waiver = asked(scene)
    scene.nominee_account.person.appointments.create(role=Role.OFFICER, since=TODAY)
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=True))
    assert not queries.waivers_visible_to(scene.nominee).exists()


def test_a_seat_in_another_cohort_does_not_answer(scene: Scene) -> None:
    """The same company sits in both; its people there were not in the room."""
    draft, waiver = asked(scene)
    other = Membership.objects.exclude(cohort=scene.cohort).get().cohort
    elsewhere = make_nominee(make_member(other, waiver.organisation), 2)
    refused(draft, lambda: waiving.answer(actor_of(elsewhere), waiver, agrees=True))


def test_a_company_that_left_the_cohort_answers_by_whoever_sits_for_it_now(scene: Scene) -> None:
    membership = Membership.objects.get(cohort=scene.cohort, organisation="vodafone")
    Membership.objects.filter(pk=membership.pk).update(until=date(2023, 3, 1))
    other = Membership.objects.exclude(cohort=scene.cohort).get().cohort
    successor = actor_of(make_nominee(make_member(other, membership.organisation), 2))
    draft, waiver = asked(scene)
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=True))
    waiving.answer(successor, waiver, agrees=True)
    assert send(scene, draft).state == DraftState.SECOND_PAIR


def test_a_no_holds_for_good_for_these_words(scene: Scene) -> None:
    draft, waiver = asked(scene)
    waiving.answer(scene.nominee, waiver, agrees=False)
    stays(scene, draft, "said no")
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=True), "for good")
    refused(draft, lambda: ask(scene, draft), "said no")
    # Not even by way of other words and back again.
    write(scene, draft, body=CLEAN)
    stays(scene, write(scene, again(draft), body=BODY), "said no")
    assert send(scene, write(scene, again(draft), body=CLEAN)).state == DraftState.SECOND_PAIR


def test_a_no_is_stronger_than_an_officer_s_reason(scene: Scene) -> None:
    for membership in Membership.objects.filter(cohort=scene.cohort).exclude(organisation__in=["vodafone", "ericsson"]):
        make_nominee(membership)
    draft = make_draft(scene, BODY.replace(NAMED, "Everyone agreed."))
    waiver = next(one for one in ask(scene, draft, "Everyone agreed") if one.organisation_id == "vodafone")
    matter = flag(draft, "Everyone agreed")
    at = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    writing.keep_finding(scene.officer, draft, reason="It was said of guests.", **at)
    assert check_draft(draft).open == ()
    waiving.answer(scene.nominee, waiver, agrees=False)
    stays(scene, again(draft), "said no")
    refused(draft, lambda: writing.keep_finding(scene.officer, draft, reason="All the same.", **at), "said no")


def test_an_agreement_is_taken_back_until_the_release(scene: Scene) -> None:
    draft, waiver = agreed(scene)
    draft = in_view(scene, draft)
    waiving.answer(scene.nominee, waiver, agrees=False)
    assert AuditEntry.objects.filter(verb="waiver.withdrawn", subject=str(waiver.pk)).exists()
    not_released(scene, again(draft), "said no")


def test_after_the_release_it_is_on_record(scene: Scene) -> None:
    draft, waiver = agreed(scene)
    draft = in_view(scene, draft)
    released(scene, draft)
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=False), "left the desk")
    text = page(as_(scene.nominee_account), reverse("desk:asked", args=[waiver.pk]))
    assert "They were published on" in text
    assert "Take it back" not in text


# People


def test_a_company_does_not_agree_to_the_name_of_one_of_its_people(scene: Scene) -> None:
    colleague = named_person(scene)
    draft = make_draft(scene, BODY.replace("Vodafone", "Ana Quiroga"))
    (waiver,) = ask(scene, draft, "Ana Quiroga")
    assert waiver.person == colleague.person
    assert not queries.waivers_visible_to(scene.nominee).exists()
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=True))
    stays(scene, draft)
    waiving.answer(actor_of(colleague), waiver, agrees=True)
    assert send(scene, draft).state == DraftState.SECOND_PAIR


def test_a_person_without_a_seat_cannot_be_asked(scene: Scene) -> None:
    colleague = named_person(scene)
    draft = make_draft(scene, BODY.replace("Vodafone", "Ana Quiroga"))
    colleague.person.holdings.update(until=date(2023, 3, 1))
    refused(draft, lambda: ask(scene, draft, "Ana Quiroga"), "not all of them have somebody")


def named_person(scene: Scene) -> Account:
    seat = Membership.objects.get(cohort=scene.cohort, organisation="vodafone").seats.get(number=2)
    person = make_person("Ana Quiroga")
    seat.holdings.create(person=person, since=date(2023, 1, 1))
    assert person.account is not None
    return person.account
