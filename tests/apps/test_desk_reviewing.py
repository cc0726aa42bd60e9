"""The year-end review goes through the desk: its list of members is public, anything else is a finding."""

import pytest
from desk_scene import AFTER, UNTIL, Scene, again, as_, digest, page, write

from convenor.desk.actions import deciding, reviewing, writing
from convenor.desk.checks import Matter, check_draft
from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.public.library.models import Output
from convenor.room.cohorts.models import Cohort, ContextEvent, ExpertOrganisation, ProgrammeYear
from convenor.room.reviews.actions import answer_review, rewrite_section
from convenor.room.reviews.exports import FORMATS, export_review
from convenor.rules.review import SectionKey
from convenor.rules.vocabulary import DraftKind, DraftState, Level
from making import make_organisation

pytestmark = pytest.mark.django_db

LETTER = "https://letter.example/2022"
ADDRESS = "/desk/cohorts/cop/2023/review/"


@pytest.fixture
def year(scene: Scene) -> ProgrammeYear:
    row = ProgrammeYear.objects.get(cohort=scene.cohort)
    answer_review(
        scene.officer,
        row,
        confirmed=[],
        held_back="A small team, as before.",
        value="A place to learn.",
        plans="Meetings go on.",
    )
    return row


def matters(draft: Draft) -> list[Matter]:
    return list(check_draft(again(draft)).matters)


def blocked(draft: Draft) -> list[str]:
    return [matter.text for matter in matters(draft) if matter.level is Level.BLOCKED]


def test_a_review_goes_to_the_desk_with_its_list_and_nothing_to_settle(scene: Scene, year: ProgrammeYear) -> None:
    draft = reviewing.send_review(scene.officer, year)
    assert (draft.kind, draft.state, draft.cohort) == (DraftKind.YEAR_END_REVIEW, DraftState.DRAFT, scene.cohort)
    assert "## Participants\n\n- Apple\n- Cisco\n" in draft.body
    assert matters(draft) == []
    assert AuditEntry.objects.filter(verb="review.sent", subject=str(draft.pk)).exists()


def test_it_is_released_by_two_like_every_text(scene: Scene, year: ProgrammeYear) -> None:
    draft = reviewing.send_review(scene.officer, year)
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, again(draft), digest=digest(draft), until=UNTIL)
    with clock.standing_at(AFTER):
        output = deciding.release(scene.officer, again(draft), digest=digest(draft))
    assert "- Vodafone" in output.body
    assert output.kind == DraftKind.YEAR_END_REVIEW
    with pytest.raises(Declined, match="begin a correction"):
        reviewing.send_review(scene.officer, year)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- Cisco\n", "- Cisco, which disagreed\n"),
        ("## Participants\n\n", "## Participants\n\nThese rate severity first:\n\n"),
        ("## Participants", "## Who spoke"),
        ("A place to learn.", "Cisco said that it was a place to learn."),
        ("A small team", "Cisco left us with a small team"),
    ],
)
def test_whatever_says_more_than_the_list_is_a_finding(
    scene: Scene, year: ProgrammeYear, before: str, after: str
) -> None:
    draft = reviewing.send_review(scene.officer, year)
    assert before in draft.body
    write(scene, draft, body=draft.body.replace(before, after, 1))
    assert "Cisco" in blocked(draft)


def test_a_secret_list_is_not_told(scene: Scene, year: ProgrammeYear) -> None:
    Cohort.objects.filter(pk=scene.cohort.pk).update(members_public=False)
    draft = reviewing.send_review(scene.officer, ProgrammeYear.objects.get(pk=year.pk))
    assert "Cisco" in blocked(draft)


def test_an_event_with_a_public_source_arrives_cited_and_waits_for_a_second_person(
    scene: Scene, year: ProgrammeYear
) -> None:
    event = {"year": year, "public_fact": True, "source_title": "A public letter", "source_url": LETTER}
    ContextEvent.objects.create(text="Twitter laid off its human rights team", position=1, **event)
    draft = reviewing.send_review(scene.officer, year)
    assert list(draft.sources.values_list("organisation", "title", "url")) == [("twitter", "A public letter", LETTER)]
    assert blocked(draft) == []
    named = [matter for matter in matters(draft) if matter.text == "Twitter"]
    assert [matter.level for matter in named] == [Level.REVIEW]
    assert "A public letter" in named[0].why


def test_experts_are_told_for_the_year_if_they_agreed(scene: Scene, year: ProgrammeYear) -> None:
    for name, agreed in (("open-institute", True), ("quiet-institute", False)):
        expert = ExpertOrganisation.objects.create(year=year, organisation=make_organisation(name))
        if agreed:
            ExpertOrganisation.objects.filter(pk=expert.pk).update(may_be_named=True)
    draft = reviewing.send_review(scene.officer, year)
    assert "outside experts came from Open Institute." in draft.body
    assert blocked(draft) == []
    write(scene, draft, body=draft.body.replace("from Open Institute", "from Open Institute and Quiet Institute"))
    assert "Quiet Institute" in blocked(draft)


def test_the_secretariats_own_address_is_no_finding(scene: Scene, year: ProgrammeYear) -> None:
    draft = reviewing.send_review(scene.officer, year)
    assert "secretariat@convenor.example" in draft.body
    write(scene, draft, body=draft.body.replace("secretariat@convenor.example", "somebody@convenor.example"))
    assert [matter.kind for matter in matters(draft)] == ["contact"]


def test_a_review_with_open_questions_stays_in_the_room(scene: Scene, year: ProgrammeYear) -> None:
    answer_review(scene.officer, year, confirmed=[], held_back="", value="", plans="")
    with pytest.raises(Declined, match="What held us back this year"):
        reviewing.send_review(scene.officer, year)
    assert not Draft.objects.exists()


def test_a_review_lies_on_the_desk_once(scene: Scene, year: ProgrammeYear) -> None:
    draft = reviewing.send_review(scene.officer, year)
    with pytest.raises(Declined, match="at the desk already"):
        reviewing.send_review(scene.chief, year)
    assert Draft.objects.count() == 1
    writing.drop(scene.officer, draft)
    assert reviewing.send_review(scene.chief, year).pk != draft.pk


def test_only_the_secretariat_sends_it(scene: Scene, year: ProgrammeYear) -> None:
    with pytest.raises(Refused):
        reviewing.send_review(scene.nominee, year)
    assert as_(scene.nominee_account).post(ADDRESS).status_code == 403
    assert not Draft.objects.exists()


def test_the_officer_sends_it_from_the_review(scene: Scene, year: ProgrammeYear) -> None:
    officer = as_(scene.officer_account)
    assert ADDRESS in page(officer, f"/cohorts/cop/{year.year}/review/")
    assert "every member may object" in page(officer, ADDRESS)
    assert officer.post(ADDRESS).status_code == 302
    assert Draft.objects.get().title == f"Community of Practice: {year.year} Year-End Review"
    assert "at the desk already" in officer.post(ADDRESS).content.decode()


def test_a_review_is_never_begun_from_nothing(scene: Scene) -> None:
    assert DraftKind.YEAR_END_REVIEW not in page(as_(scene.officer_account), "/desk/begin/")
    with pytest.raises(Declined, match="begins from its year"):
        writing.begin(scene.officer, kind=DraftKind.YEAR_END_REVIEW, title="Review", cohort=scene.cohort)


def test_what_is_changed_in_the_room_afterwards_does_not_change_the_desk(scene: Scene, year: ProgrammeYear) -> None:
    draft = reviewing.send_review(scene.officer, year)
    rewrite_section(scene.officer, year, SectionKey.OVERVIEW, "Cisco said so.")
    assert "Cisco said so." not in again(draft).body


def test_a_file_from_the_room_says_on_its_first_line_that_it_is_not_for_publication(
    scene: Scene, year: ProgrammeYear
) -> None:
    reviewing.send_review(scene.officer, year)
    assert export_review(year, "md").startswith(b"Draft for the room, not for publication.")
    html = export_review(year, "html").decode()
    assert html.index("not for publication") < html.index("<h1>")
    assert set(FORMATS) == {"docx", "pdf", "html", "md"}
    assert not Output.objects.exists()
