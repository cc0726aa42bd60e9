"""Writing at the desk, and settling what the check found."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from desk_scene import CLEAN, SECRET, TODAY, Scene, again, digest, make_draft, make_open, refused, write

from convenor.desk.actions import deciding, writing
from convenor.desk.checks import Matter, check_draft
from convenor.desk.models import Draft
from convenor.desk.wording import Wording, wording_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.models import Remark, Session
from convenor.room.series.models import Series, Webinar
from convenor.rules.vocabulary import DraftKind, DraftState, Level, SessionKind
from making import make_session, make_year

pytestmark = pytest.mark.django_db

NAMED = "## What we heard\n\nVodafone rates severity first. Others look at scale.\n"
DOUBTFUL = "Some companies explained how a business model shapes severity.\n"


def found(draft: Draft, text: str) -> Matter:
    return next(matter for matter in check_draft(draft).matters if matter.text == text)


def place(draft: Draft, text: str) -> dict[str, object]:
    matter = found(draft, text)
    return {"digest": digest(draft), "start": matter.start, "end": matter.end}


# Beginning


def test_a_draft_begins_with_copies_of_the_chosen_notes(scene: Scene) -> None:
    draft = writing.begin(
        scene.officer, kind=DraftKind.OUTPUT_NOTE, title=" Severity ", session=scene.session, remarks=[scene.remark.pk]
    )
    assert draft.title == "Severity"
    assert draft.body.startswith(f"## What we heard\n\n- {SECRET}\n")
    assert "## What to do" in draft.body
    assert (draft.cohort, draft.word_budget, draft.state) == (scene.cohort, 600, "draft")
    assert [str(writer.account_id) for writer in draft.writers.all()] == [scene.officer.account]
    assert Remark.objects.get().text == SECRET
    assert AuditEntry.objects.filter(verb="draft.begun", subject=str(draft.pk)).exists()


def test_a_draft_begins_from_nothing(scene: Scene) -> None:
    draft = writing.begin(scene.officer, kind=DraftKind.CASE_STUDY, title="A case", cohort=scene.cohort)
    assert draft.body == "## What happened\n\n\n## What was done\n\n## What can be learned\n"
    assert (draft.session, draft.cohort, draft.provenance) == (None, scene.cohort, "")


def test_the_provenance_of_a_draft_names_no_day(scene: Scene) -> None:
    for month in (4, 5):
        make_session(scene.session.year, TODAY.replace(month=month))
    draft = make_draft(scene)
    assert draft.provenance == "From the community's sessions of the first half of 2023."


def test_a_draft_from_a_webinar_belongs_to_its_series(scene: Scene) -> None:
    webinar = Session.objects.create(kind=SessionKind.WEBINAR, starts_at=scene.session.starts_at)
    series = Series.objects.create(slug="plp", programme=scene.cohort.programme, name="Peer learning", year=2023)
    Webinar.objects.create(series=series, session=webinar, number=1, title="Remedy")
    draft = writing.begin(scene.officer, kind=DraftKind.SUMMARY_NOTE, title="Remedy", session=webinar)
    assert (draft.series, draft.cohort) == (series, None)
    assert draft.provenance == "From the peer-learning series of 2023."


def test_notes_of_another_session_are_not_copied(scene: Scene) -> None:
    other = make_session(make_year(scene.cohort, 2024), TODAY)
    with pytest.raises(Declined, match="another session"):
        writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title="T", session=other, remarks=[scene.remark.pk])
    with pytest.raises(Declined):
        writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title="T", remarks=[scene.remark.pk])
    with pytest.raises(Declined):
        writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title="T", session=scene.session, remarks=[uuid4()])
    assert not Draft.objects.exists()


def test_members_do_not_write(scene: Scene) -> None:
    with pytest.raises(Refused):
        writing.begin(scene.nominee, kind=DraftKind.OUTPUT_NOTE, title="T", cohort=scene.cohort)
    assert not Draft.objects.exists()
    draft = make_draft(scene)
    words = Wording(title="T")
    refused(draft, lambda: writing.write(scene.nominee, draft, words, digest=digest(draft), word_budget=600))
    refused(draft, lambda: writing.drop(scene.nominee, draft))


# Saving


def test_what_is_saved_is_kept_and_its_writer_noted(scene: Scene) -> None:
    draft = make_draft(scene)
    words = Wording(title="New\x0b title", body="One\r\ntwo.", applies_to="networks", provenance="From our work.")
    writing.write(scene.chief, draft, words, digest=digest(draft), word_budget=300)
    row = again(draft)
    assert (row.title, row.body, row.applies_to, row.word_budget) == ("New title", "One\ntwo.", "networks", 300)
    assert {str(writer.account_id) for writer in row.writers.all()} == {scene.officer.account, scene.chief.account}


def test_saving_the_same_words_makes_nobody_a_writer(scene: Scene) -> None:
    draft = make_draft(scene)
    writing.write(scene.chief, draft, wording_of(draft), digest=digest(draft), word_budget=500)
    row = again(draft)
    assert [str(writer.account_id) for writer in row.writers.all()] == [scene.officer.account]
    assert (row.word_budget, row.changed_at) == (500, draft.changed_at)


def test_nobody_writes_over_somebody_else_s_work(scene: Scene) -> None:
    draft = make_draft(scene)
    stale = digest(draft)
    write(scene, draft, title="Changed meanwhile")
    refused(
        draft,
        lambda: writing.write(scene.chief, draft, Wording(title="T"), digest=stale, word_budget=600),
        "changed since you opened",
    )


@pytest.mark.parametrize("words", ["the session of 27 February 2023", "On 2023-02-27 we met."])
def test_a_provenance_that_names_a_day_is_declined(scene: Scene, words: str) -> None:
    draft = make_draft(scene)
    refused(draft, lambda: write(scene, draft, provenance=words), "points to one session")


def test_a_change_after_approval_voids_it_and_takes_the_draft_back(scene: Scene) -> None:
    draft = make_open(scene)
    write(scene, draft, body=CLEAN + " Scale comes next.")
    row = again(draft)
    assert (row.state, row.objections_until, row.approvals.count()) == (DraftState.DRAFT, None, 0)


# Settling


def test_a_name_is_found_and_says_whom_it_fits(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    matter = found(draft, "Vodafone")
    assert (matter.level, matter.fits, matter.can_be_cited) == (Level.BLOCKED, ("Vodafone",), True)
    assert check_draft(draft).blocked == 1


def test_a_name_in_any_line_that_is_published_is_found(scene: Scene) -> None:
    draft = make_draft(scene, CLEAN)
    for field in ("title", "applies_to", "provenance"):
        row = write(scene, draft, **{field: "As Vodafone says"})
        assert found(row, "Vodafone").level is Level.BLOCKED
        draft = write(scene, row, **{field: "As some say"})
        assert check_draft(draft).blocked == 0


def test_a_description_that_fits_one_member_is_found(scene: Scene) -> None:
    draft = make_draft(scene, "The Spain-based company rates severity first.\n")
    matter = check_draft(draft).matters[0]
    assert (matter.kind, matter.level, matter.members) == ("description", Level.BLOCKED, ("telefonica",))


def test_a_suggestion_is_taken_in_one_click(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(scene, NAMED)
    suggest(monkeypatch, "one company")
    writing.take_suggestion(scene.chief, draft, **place(draft, "Vodafone"))
    row = again(draft)
    assert "\n\nOne company rates severity first. Others" in row.body
    assert str(scene.chief.account) in {str(writer.account_id) for writer in row.writers.all()}


def suggest(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Let the check suggest these words for every finding."""
    from dataclasses import replace

    from convenor.desk import checks

    real = checks.found_in

    def suggesting(*args: object, **kwargs: object) -> object:
        verdict = real(*args, **kwargs)  # type: ignore[arg-type]
        with_words = (replace(finding, suggestion=words, suggestion_size=13) for finding in verdict.findings)
        return replace(verdict, findings=tuple(with_words))

    monkeypatch.setattr(checks, "found_in", suggesting)


def test_a_suggestion_within_a_sentence_has_no_capital(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(scene, "We heard Vodafone say so.\n")
    suggest(monkeypatch, "one company")
    writing.take_suggestion(scene.officer, draft, **place(draft, "Vodafone"))
    assert again(draft).body == "We heard one company say so."


def test_a_stale_click_changes_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(scene, NAMED)
    suggest(monkeypatch, "one company")
    stale = place(draft, "Vodafone")
    draft = write(scene, draft, body="Before it. " + NAMED)
    refused(draft, lambda: writing.take_suggestion(scene.officer, draft, **stale), "changed since")
    refused(draft, lambda: writing.keep_finding(scene.officer, draft, **stale, reason="x"), "changed since")
    source = {"organisation": "vodafone", "title": "T", "url": "https://report.example/"}
    refused(draft, lambda: writing.cite_source(scene.officer, draft, **stale, **source), "changed since")


def test_a_click_beside_every_finding_changes_nothing(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    beside = {**place(draft, "Vodafone"), "start": 0}
    refused(draft, lambda: writing.take_suggestion(scene.officer, draft, **beside), "Nothing is to be settled")


def test_where_there_is_no_suggestion_none_is_taken(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    refused(draft, lambda: writing.take_suggestion(scene.officer, draft, **place(draft, "Vodafone")), "no suggestion")


def test_what_blocks_cannot_be_kept(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    refused(
        draft,
        lambda: writing.keep_finding(scene.officer, draft, **place(draft, "Vodafone"), reason="I want to"),
        "nobody can decide that away",
    )


def test_what_needs_a_person_is_kept_with_a_reason(scene: Scene) -> None:
    draft = make_draft(scene, DOUBTFUL)
    assert check_draft(draft).undecided == 1
    writing.keep_finding(scene.officer, draft, **place(draft, "business model"), reason="It is about rights.")
    row = again(draft)
    assert check_draft(row).undecided == 0
    assert [matter.kept.reason for matter in check_draft(row).kept if matter.kept] == ["It is about rights."]
    keeping = row.keepings.get()
    assert AuditEntry.objects.filter(verb="finding.kept", subject=str(keeping.pk)).exists()


def test_keeping_needs_a_reason(scene: Scene) -> None:
    draft = make_draft(scene, DOUBTFUL)
    refused(
        draft,
        lambda: writing.keep_finding(scene.officer, draft, **place(draft, "business model"), reason="  "),
        "Give the reason",
    )


def test_a_decision_holds_for_its_paragraph_alone(scene: Scene) -> None:
    draft = make_draft(scene, DOUBTFUL)
    writing.keep_finding(scene.officer, draft, **place(draft, "business model"), reason="It is about rights.")
    draft = write(scene, again(draft), body=f"{DOUBTFUL}\nAnother paragraph on the business model.")
    assert [matter.settled for matter in check_draft(draft).matters] == [True, False]
    draft = write(scene, draft, body="One business model fixes prices.")
    assert not any(matter.settled for matter in check_draft(draft).matters)


def test_keeping_something_in_a_draft_on_its_way_takes_it_back(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_open(scene)
    row = again(draft)
    Draft.objects.filter(pk=draft.pk).update(body=DOUBTFUL)
    row = again(draft)
    writing.keep_finding(scene.officer, row, **place(row, "business model"), reason="It is about rights.")
    assert again(draft).state == DraftState.DRAFT
    assert not again(draft).approvals.exists()


def test_a_public_source_makes_a_name_sayable_and_is_kept_for_the_second_pair(scene: Scene) -> None:
    draft = make_draft(scene, NAMED + "\n## What to do\n\nBegin.")
    writing.cite_source(
        scene.officer,
        draft,
        **place(draft, "Vodafone"),
        organisation="vodafone",
        title="Annual report [2022]",
        url="https://report.example/2022",
    )
    row = again(draft)
    assert "first ([Annual report (2022)](<https://report.example/2022>)). Others" in row.body
    assert (row.sources.get().organisation_id, row.sources.get().title) == ("vodafone", "Annual report [2022]")
    checked = check_draft(row)
    assert (checked.blocked, checked.undecided) == (0, 0)
    assert all(matter.kept and matter.kept.reason.startswith("Public source") for matter in checked.kept)
    assert AuditEntry.objects.filter(verb="source.cited").exists()


def test_another_mention_without_the_source_is_still_blocked(scene: Scene) -> None:
    draft = make_draft(scene, NAMED + "\nLater Vodafone changed its mind.\n")
    writing.cite_source(
        scene.officer,
        draft,
        **place(draft, "Vodafone"),
        organisation="vodafone",
        title="Annual report",
        url="https://report.example/2022",
    )
    assert check_draft(again(draft)).blocked == 1


def test_a_source_for_another_organisation_does_not_help(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    refused(
        draft,
        lambda: writing.cite_source(
            scene.officer,
            draft,
            **place(draft, "Vodafone"),
            organisation="ericsson",
            title="Annual report",
            url="https://report.example/2022",
        ),
        "one organisation is named",
    )


# Giving up


@pytest.mark.parametrize("make", [make_draft, make_open])
def test_a_draft_that_was_not_released_can_be_given_up(scene: Scene, make: Callable[[Scene], Draft]) -> None:
    draft = make(scene)
    writing.drop(scene.officer, draft)
    assert again(draft).state == DraftState.WITHDRAWN
    refused(draft, lambda: writing.drop(scene.officer, draft), "final")
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), "final")
    refused(draft, lambda: write(scene, again(draft), body="More."), "final")
