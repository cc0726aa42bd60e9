"""The named party's own word: everybody whom words point to, asked alone, about exactly these words (AC-13)."""

from collections.abc import Iterator
from datetime import date

import pytest
from desk_scene import (
    CLEAN,
    TODAY,
    UNTIL,
    Scene,
    again,
    as_,
    digest,
    make_draft,
    page,
    refused,
    write,
)
from django.urls import reverse
from waiver_scene import (
    BODY,
    DESCRIBED,
    NAMED,
    OF_TWO,
    OPERATOR,
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
    two_operators,
)

from convenor.desk import queries
from convenor.desk.actions import deciding, waiving, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft, Waiver
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account, OrganisationAttribute, OrganisationName
from convenor.room.cohorts.models import Membership
from convenor.rules.vocabulary import DraftState, Role, WaiverState
from making import make_member, make_nominee, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Iterator[Scene]:
    with clock.standing_at(TODAY):
        yield two_operators()


@pytest.fixture
def telefonica(scene: Scene) -> Account:
    return make_nominee(Membership.objects.get(cohort=scene.cohort, organisation="telefonica"))


# Asking


def test_the_party_is_asked_and_nobody_else(scene: Scene) -> None:
    draft, waiver = asked(scene)
    assert (waiver.organisation_id, waiver.state, waiver.text) == ("vodafone", WaiverState.WAITING, "Vodafone")
    told = [event.ids for event in Event.objects.filter(name="waiver_asked")]
    assert told == [{"waiver": str(waiver.pk), "account": scene.nominee.account}]
    assert AuditEntry.objects.get(verb="waiver.asked", subject=str(waiver.pk)).account == scene.officer.account
    stays(scene, draft)


def test_what_they_read_is_the_title_the_heading_and_the_paragraph_and_no_more(scene: Scene) -> None:
    _, waiver = asked(scene)
    assert waiver.excerpt == f"Severity at work\n\n## What we heard\n\n{NAMED}"


def test_a_description_that_fits_two_is_asked_of_both(scene: Scene, telefonica: Account) -> None:
    _, waivers = asked_of_two(scene)
    assert set(waivers) == {"telefonica", "vodafone"}


def test_where_one_of_them_has_nobody_to_answer_nobody_is_asked(scene: Scene) -> None:
    draft = make_draft(scene, OF_TWO)
    refused(draft, lambda: ask(scene, draft, "A European operator"), "not all of them have somebody")


def test_members_ask_nobody(scene: Scene) -> None:
    draft = make_draft(scene, BODY)
    matter = flag(draft)
    at = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    refused(draft, lambda: waiving.ask(scene.nominee, draft, **at))


def test_another_text_than_the_one_that_was_looked_at_is_not_asked_about(scene: Scene) -> None:
    draft = make_draft(scene, BODY)
    matter = flag(draft)
    at = {"digest": "0" * 64, "start": matter.start, "end": matter.end}
    refused(draft, lambda: waiving.ask(scene.officer, draft, **at), "changed since")


def test_nobody_is_asked_twice(scene: Scene) -> None:
    draft, _ = asked(scene)
    refused(draft, lambda: ask(scene, draft), "asked already")


def test_a_company_does_not_read_what_points_to_another(scene: Scene) -> None:
    draft = make_draft(scene, BODY.replace(NAMED, f"{NAMED} Ericsson does, too."))
    refused(draft, lambda: ask(scene, draft), "point to others, too")
    apart = write(scene, draft, body=BODY.replace(NAMED, f"{NAMED}\n\nEricsson does, too."))
    assert len(ask(scene, apart)) == 1


@pytest.mark.parametrize("where", ["title", "heading", "lead-in"])
def test_nor_in_the_words_that_say_how_it_is_meant(scene: Scene, where: str) -> None:
    draft = make_draft(scene, BODY)
    if where == "title":
        draft = write(scene, draft, title="What Ericsson heard")
    elif where == "heading":
        draft = write(scene, draft, body=BODY.replace("What we heard", "What Ericsson heard"))
    else:
        draft = write(scene, draft, body=BODY.replace(NAMED, f"Ericsson told us:\n\n- {NAMED}\n- Others do not."))
    refused(draft, lambda: ask(scene, draft), "point to others, too")


def test_the_message_names_nobody(scene: Scene) -> None:
    draft = make_draft(scene, BODY)
    refused(draft, lambda: ask(scene, draft, message="Ericsson agreed already."), "points to somebody: “Ericsson”")
    refused(draft, lambda: ask(scene, draft, message="x" * 501), "501 characters")


def test_what_names_no_member_cannot_be_asked_about(scene: Scene) -> None:
    draft = make_draft(scene, CLEAN + "\n\nTheir business model shapes it.")
    refused(draft, lambda: ask(scene, draft, "business model"), "no member")


def test_asking_takes_a_draft_back_to_be_written_on(scene: Scene) -> None:
    draft = in_view(scene, make_draft(scene))
    make_nominee(make_member(scene.cohort, make_organisation("likelihood", name="Severity")))
    ask(scene, draft, "severity")
    assert again(draft).state == DraftState.DRAFT


# Taking the question back


def test_a_question_is_taken_back_and_can_be_asked_again(scene: Scene) -> None:
    draft, waiver = asked(scene)
    waiving.take_back(scene.officer, draft, wording=waiver.wording)
    waiver.refresh_from_db()
    assert waiver.state == WaiverState.TAKEN_BACK
    refused(draft, lambda: waiving.take_back(scene.officer, draft, wording=waiver.wording), "nothing to take back")
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=True), "took its question back")
    text = page(as_(scene.nominee_account), reverse("desk:asked", args=[waiver.pk]))
    assert "The secretariat took its question back" in text
    assert len(ask(scene, draft)) == 1


def test_a_member_takes_no_question_back(scene: Scene) -> None:
    draft, waiver = asked(scene)
    refused(draft, lambda: waiving.take_back(scene.nominee, draft, wording=waiver.wording))


# Answering


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


# What an agreement is bound to


@pytest.mark.parametrize(
    "words",
    [
        {"body": BODY.replace("before likelihood", "last")},
        {"body": BODY.replace("What we heard", "What went wrong")},
        {"body": BODY.replace(NAMED, f"Nobody does, but:\n\n- {NAMED}")},
        {"title": "Who breaks the law"},
    ],
    ids=["the sentence", "the heading over it", "a lead-in", "the title"],
)
def test_other_words_make_it_void(scene: Scene, words: dict[str, str]) -> None:
    draft, waiver = agreed(scene)
    changed = write(scene, draft, **words)
    waiver.refresh_from_db()
    assert waiver.state == WaiverState.VOID
    assert AuditEntry.objects.filter(verb="waiver.voided", subject=str(waiver.pk)).exists()
    stays(scene, changed)
    # Void stays void: who agreed was told so.
    stays(scene, write(scene, changed, body=BODY, title="Severity at work"))
    assert "The words were changed" in page(as_(scene.nominee_account), reverse("desk:asked", args=[waiver.pk]))


def test_other_words_elsewhere_leave_it(scene: Scene) -> None:
    draft, _ = agreed(scene)
    changed = write(scene, draft, body=BODY.replace("Some start small.", "Some start early."))
    assert send(scene, changed).state == DraftState.SECOND_PAIR


def test_the_same_name_in_another_sentence_is_asked_about_on_its_own(scene: Scene) -> None:
    draft, _ = agreed(scene)
    stays(scene, write(scene, draft, body=f"{BODY}\n\nVodafone was fined."), "1 place points")


def test_a_text_that_was_changed_past_the_desk_is_not_published(scene: Scene) -> None:
    draft, _ = agreed(scene)
    draft = in_view(scene, draft)
    Draft.objects.filter(pk=draft.pk).update(body=BODY.replace("before", "after"))
    draft.approvals.update(digest=digest(again(draft)))
    not_released(scene, again(draft), "changed since|points to somebody|wrote part")


def test_a_company_with_another_name_is_asked_again(scene: Scene) -> None:
    draft, waiver = agreed(scene)
    OrganisationName.objects.filter(organisation="vodafone", kind="name").update(until=TODAY)
    OrganisationName.objects.create(organisation_id="vodafone", kind="name", text="Voxon", since=TODAY)
    stays(scene, draft)
    refused(draft, lambda: waiving.answer(scene.nominee, waiver, agrees=False), "were changed")


def test_a_phrase_that_now_fits_others_is_asked_again(scene: Scene, telefonica: Account) -> None:
    draft, waivers = asked_of_two(scene)
    waiving.answer(scene.nominee, waivers["vodafone"], agrees=True)
    waiving.answer(actor_of(telefonica), waivers["telefonica"], agrees=True)
    draft = send(scene, draft)
    OrganisationAttribute.objects.create(organisation_id="ericsson", key="sector", value=OPERATOR)
    approve = lambda: deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL)  # noqa: E731
    refused(draft, approve, "points to somebody")
    assert set(flag(draft, "A European operator").members) == {"ericsson", "telefonica", "vodafone"}


def test_an_agreement_is_about_one_draft(scene: Scene) -> None:
    agreed(scene)
    stays(scene, make_draft(scene, BODY))


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


# The doors beside the words


@pytest.mark.parametrize(
    "said",
    [
        "Vodafone was fined.",
        "V&#111;dafone was fined.",
        'As [others](https://elsewhere.example/ "Vod&#97;f&#111;n&#101;") say.',
        "As [others](https://elsewhere.example/voda%66one-first) say.",
        "*[Voda](https://one.example/)*fone said so.",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_what_was_agreed_to_hides_nothing_that_was_not(scene: Scene, said: str, before: bool) -> None:
    draft, _ = agreed(scene)
    body = BODY.replace("Some start small.", said) if not before else f"{said}\n\n{BODY}"
    changed = write(scene, draft, body=body)
    assert [one.text for one in check_draft(changed).waived] == ["Vodafone"]
    stays(scene, changed, "to somebody")


def test_what_was_agreed_to_is_no_finding_where_a_browser_shows_it_again(scene: Scene) -> None:
    draft = make_draft(scene, BODY.replace("Some start small.", "Some start small &amp; early."))
    (waiver,) = ask(scene, draft)
    waiving.answer(scene.nominee, waiver, agrees=True)
    assert check_draft(draft).open == ()


def test_a_title_that_was_agreed_to_makes_its_address(scene: Scene) -> None:
    draft = make_draft(scene, title="How Vodafone weighs severity")
    (waiver,) = ask(scene, draft)
    waiving.answer(scene.nominee, waiver, agrees=True)
    assert released(scene, in_view(scene, again(draft))).slug == "how-vodafone-weighs-severity"


def test_a_source_is_not_titled_with_what_was_agreed_to_in_the_text(scene: Scene) -> None:
    draft = make_draft(scene, BODY.replace("Some start small.", "Some read [a report](https://one.example/r)."))
    draft.sources.create(organisation_id="ericsson", title="Vodafone was fined", url="https://one.example/r")
    (waiver,) = ask(scene, draft)
    waiving.answer(scene.nominee, waiver, agrees=True)
    assert [one.text for one in check_draft(draft).open if one.level == "blocked"] == ["Vodafone"]
