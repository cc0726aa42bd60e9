"""Everybody whom words point to is asked alone, about exactly these words (AC-13)."""

import pytest
from desk_scene import CLEAN, Scene, again, as_, digest, make_draft, page, refused, write
from django.urls import reverse
from waiver_scene import BODY, NAMED, OF_TWO, ask, asked, asked_of_two, flag, in_view, stays

from convenor.desk.actions import waiving
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account
from convenor.rules.vocabulary import DraftState, WaiverState
from making import make_member, make_nominee, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_operators")]


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
