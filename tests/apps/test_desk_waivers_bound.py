"""What a party agreed to are exactly these words, and nothing beside them (AC-13)."""

import pytest
from desk_scene import TODAY, UNTIL, Scene, again, as_, digest, make_draft, page, refused, write
from django.urls import reverse
from waiver_scene import (
    BODY,
    NAMED,
    OPERATOR,
    agreed,
    ask,
    asked_of_two,
    flag,
    in_view,
    not_released,
    released,
    send,
    stays,
)

from convenor.desk.actions import deciding, waiving
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.kernel.actor import actor_of
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account, OrganisationAttribute, OrganisationName
from convenor.rules.vocabulary import DraftState, WaiverState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_operators")]


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
