"""The way out: two pairs of eyes on exactly one text, the members' time, and the release as a copy."""

from datetime import date, timedelta

import pytest
from desk_scene import (
    AFTER,
    CLEAN,
    TODAY,
    UNTIL,
    Scene,
    again,
    digest,
    make_draft,
    make_open,
    make_released,
    make_sent,
    refused,
    write,
)

from convenor.desk.actions import deciding, objecting, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.queries import caveats_of
from convenor.kernel import clock
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Appointment
from convenor.public.library.models import Output
from convenor.room.cohorts.models import Membership
from convenor.rules.vocabulary import DraftKind, DraftState
from making import make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def lone(scene: Scene) -> Scene:
    """The same stage with a single officer."""
    Appointment.objects.filter(person__account=scene.chief_account).delete()
    return scene


def names_of(event: str) -> list[dict[str, str]]:
    return [row.ids for row in Event.objects.filter(name=event)]


# Sending


def test_a_settled_draft_goes_to_a_second_pair_of_eyes(scene: Scene) -> None:
    draft = make_draft(scene)
    deciding.send(scene.officer, draft, digest=digest(draft))
    assert again(draft).state == DraftState.SECOND_PAIR
    assert names_of("draft_waits") == [{"draft": str(draft.pk), "account": scene.chief.account}]
    assert AuditEntry.objects.filter(verb="draft.sent", subject=str(draft.pk)).exists()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Vodafone rates severity first.", "points to somebody"),
        ("Their business model shapes severity.", "still to decide"),
        ("", "Give the draft a title and a text"),
        ("## What we heard\n\nSome heard.\n\n## What to do\n", "Nothing is written under “What to do”"),
    ],
)
def test_a_draft_with_something_open_stays(scene: Scene, body: str, reason: str) -> None:
    draft = make_draft(scene, body)
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), reason)


def test_a_draft_that_changed_meanwhile_is_not_sent(scene: Scene) -> None:
    draft = make_draft(scene)
    refused(draft, lambda: deciding.send(scene.officer, draft, digest="0" * 64), "changed since")


def test_members_do_not_send_or_decide(scene: Scene) -> None:
    draft = make_draft(scene)
    refused(draft, lambda: deciding.send(scene.nominee, draft, digest=digest(draft)))
    sent = make_sent(scene)
    refused(sent, lambda: deciding.approve(scene.nominee, sent, digest=digest(sent), until=UNTIL))
    refused(sent, lambda: deciding.send_back(scene.nominee, sent, note="No."))
    shown = make_open(scene)
    with clock.standing_at(AFTER):
        refused(shown, lambda: deciding.release(scene.nominee, shown, digest=digest(shown)))


# Two pairs of eyes


def test_the_second_person_agrees_to_exactly_this_text_and_the_members_are_asked(scene: Scene) -> None:
    draft = make_sent(scene)
    deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL)
    row = again(draft)
    assert (row.state, row.objections_until) == (DraftState.OBJECTIONS, UNTIL)
    approval = row.approvals.get()
    assert (str(approval.account_id), approval.digest) == (scene.chief.account, digest(draft))
    told = {ids["account"] for ids in names_of("objections_opened")}
    assert told == {scene.nominee.account, scene.peer.account}


def test_the_writer_is_not_the_second_pair_of_eyes(scene: Scene) -> None:
    draft = make_sent(scene)
    refused(draft, lambda: deciding.approve(scene.officer, draft, digest=digest(draft), until=UNTIL), "You wrote part")


def test_who_changed_a_word_is_a_writer_too(scene: Scene) -> None:
    draft = make_draft(scene)
    from convenor.desk.wording import Wording

    words = Wording(title=draft.title, body=CLEAN + " Then scale.", provenance=draft.provenance)
    writing.write(scene.chief, draft, words, digest=digest(draft), word_budget=600)
    deciding.send(scene.officer, again(draft), digest=digest(again(draft)))
    sent = again(draft)
    refused(sent, lambda: deciding.approve(scene.chief, sent, digest=digest(sent), until=UNTIL), "You wrote part")


def test_another_text_than_the_one_that_was_read_is_not_approved(scene: Scene) -> None:
    draft = make_sent(scene)
    refused(draft, lambda: deciding.approve(scene.chief, draft, digest="0" * 64, until=UNTIL), "changed since")


def test_a_draft_that_was_not_sent_is_not_approved(scene: Scene) -> None:
    draft = make_draft(scene)
    refused(draft, lambda: deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL), "does not wait")


@pytest.mark.parametrize("until", [None, TODAY, TODAY - timedelta(days=1)])
def test_members_get_a_day_that_lies_ahead(scene: Scene, until: date | None) -> None:
    draft = make_sent(scene)
    refused(draft, lambda: deciding.approve(scene.chief, draft, digest=digest(draft), until=until))


def test_what_joins_the_roster_meanwhile_is_found_before_approval(scene: Scene) -> None:
    draft = make_draft(scene, "Some companies weigh quetzalium first.\n")
    deciding.send(scene.officer, draft, digest=digest(draft))
    make_member(scene.cohort, make_organisation("quetzalium"))
    refused(
        draft,
        lambda: deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL),
        "points to somebody",
    )


def test_the_second_person_sends_it_back_with_a_note(scene: Scene) -> None:
    draft = make_sent(scene)
    deciding.send_back(scene.chief, draft, note="Say what to do.")
    row = again(draft)
    assert (row.state, row.sendings_back.get().note) == (DraftState.DRAFT, "Say what to do.")
    refused(row, lambda: deciding.send_back(scene.chief, row, note="Again."), "not on its way")


def test_sending_back_needs_a_note(scene: Scene) -> None:
    draft = make_sent(scene)
    refused(draft, lambda: deciding.send_back(scene.chief, draft, note=" "), "Say what is missing")


def test_sending_back_from_the_members_voids_the_approval(scene: Scene) -> None:
    draft = make_open(scene)
    deciding.send_back(scene.officer, draft, note="A member is right.")
    row = again(draft)
    assert (row.state, row.objections_until, row.approvals.count()) == (DraftState.DRAFT, None, 0)


# One officer alone


def test_a_lone_officer_cannot_approve_and_opens_the_members_time_instead(lone: Scene) -> None:
    draft = make_draft(lone)
    deciding.open_to_members(lone.officer, draft, digest=digest(draft), until=UNTIL)
    row = again(draft)
    assert (row.state, row.approvals.count()) == (DraftState.OBJECTIONS, 0)
    refused(row, lambda: deciding.release(lone.officer, row, digest=digest(row)), "time to object has to pass")
    with clock.standing_at(AFTER):
        deciding.release(lone.officer, row, digest=digest(row))
    assert again(draft).state == DraftState.RELEASED
    assert str(again(draft).approvals.get().account_id) == lone.officer.account


def test_a_lone_officer_is_told_why_approving_does_not_work(lone: Scene) -> None:
    draft = make_sent(lone)
    refused(draft, lambda: deciding.approve(lone.officer, draft, digest=digest(draft), until=UNTIL), "only officer")
    deciding.open_to_members(lone.officer, draft, digest=digest(draft), until=UNTIL)
    assert again(draft).state == DraftState.OBJECTIONS


def test_a_lone_officer_gives_members_a_week(lone: Scene) -> None:
    draft = make_draft(lone)
    soon = TODAY + timedelta(days=6)
    refused(
        draft,
        lambda: deciding.open_to_members(lone.officer, draft, digest=digest(draft), until=soon),
        "a week at least",
    )


def test_where_somebody_else_could_look_nobody_goes_around_them(scene: Scene) -> None:
    draft = make_draft(scene)
    refused(
        draft,
        lambda: deciding.open_to_members(scene.officer, draft, digest=digest(draft), until=UNTIL),
        "Somebody else of the secretariat",
    )


def test_a_lone_officer_s_text_is_checked_as_well(lone: Scene) -> None:
    draft = make_draft(lone, "Vodafone rates severity first.")
    refused(draft, lambda: deciding.open_to_members(lone.officer, draft, digest=digest(draft), until=UNTIL))


def test_a_second_officer_who_comes_during_the_window_has_to_look(lone: Scene) -> None:
    from convenor.kernel.actor import actor_of
    from making import make_secretariat

    draft = make_draft(lone)
    deciding.open_to_members(lone.officer, draft, digest=digest(draft), until=UNTIL)
    second = actor_of(make_secretariat(name="Second"))
    with clock.standing_at(AFTER):
        refused(draft, lambda: deciding.release(lone.officer, draft, digest=digest(draft)), "somebody else")
        deciding.release(second, draft, digest=digest(draft))
    assert again(draft).state == DraftState.RELEASED


# Release


def test_a_release_is_a_copy_with_caveats_and_nothing_that_leads_back(scene: Scene) -> None:
    draft, output = make_released(scene)
    assert (draft.state, draft.output) == (DraftState.RELEASED, output.key)
    assert (output.title, output.body, output.provenance) == (draft.title, draft.body, draft.provenance)
    assert any("Global North" in caveat for caveat in output.caveats)
    assert output.published_on == AFTER
    kept = " ".join(str(getattr(output, field.name)) for field in Output._meta.fields)
    for secret in (
        draft.pk,
        draft.pk.hex,
        scene.session.pk,
        scene.officer.account,
        scene.chief.account,
        scene.cohort.slug,
    ):
        assert str(secret) not in kept
    assert AuditEntry.objects.filter(verb="output.released", subject=str(draft.pk)).exists()
    told = {ids["account"] for ids in names_of("output_released")}
    assert told == {actor.account for actor in (scene.officer, scene.chief, scene.nominee, scene.peer)}


def test_the_caveats_follow_the_roster_of_the_day(scene: Scene) -> None:
    draft = make_open(scene)
    make_member(scene.cohort, make_organisation("savannah", region="Africa", size="small"))
    with clock.standing_at(AFTER):
        output = deciding.release(scene.officer, draft, digest=digest(draft))
    assert not any("every company in it" in caveat for caveat in output.caveats)
    assert not any("savannah" in caveat.lower() or "Africa" in caveat for caveat in output.caveats)


def test_members_have_the_whole_of_their_last_day(scene: Scene) -> None:
    draft = make_open(scene)
    for day in (TODAY, UNTIL):
        with clock.standing_at(day):
            refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)), "may object until")


def test_a_text_that_changed_after_approval_is_not_released(scene: Scene) -> None:
    draft = make_open(scene)
    Draft.objects.filter(pk=draft.pk).update(body="Other words.")
    with clock.standing_at(AFTER):
        refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)), "changed since")
        changed = again(draft)
        refused(changed, lambda: deciding.release(scene.officer, changed, digest=digest(changed)), "You wrote part")


def test_an_objection_holds_the_release_until_it_is_answered(scene: Scene) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    with clock.standing_at(AFTER):
        refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)), "1 objection waits")
        objecting.answer_objection(scene.officer, objection, answer="It fits seven members.")
        deciding.release(scene.officer, draft, digest=digest(draft))
    assert again(draft).state == DraftState.RELEASED


def test_what_joins_the_roster_meanwhile_is_found_before_release(scene: Scene) -> None:
    draft = make_open(scene)
    make_member(scene.cohort, make_organisation("likelihood", name="Severity"))
    with clock.standing_at(AFTER):
        refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)))


def test_neither_a_draft_nor_one_that_waits_is_released(scene: Scene) -> None:
    for draft in (make_draft(scene), make_sent(scene)):
        with clock.standing_at(AFTER):
            refused(draft, lambda draft=draft: deciding.release(scene.chief, draft, digest=digest(draft)))


def test_a_draft_is_released_once(scene: Scene) -> None:
    draft, _ = make_released(scene)
    with clock.standing_at(AFTER):
        refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)))


def test_only_sources_that_the_text_still_cites_are_published(scene: Scene) -> None:
    draft = make_draft(scene, CLEAN + " See [a report](https://one.example/r).")
    for url in ("https://one.example/r", "https://two.example/r"):
        draft.sources.create(organisation_id="vodafone", title=url, url=url)
    from convenor.desk.checks import check_draft

    for matter in check_draft(draft).open:
        at = {"start": matter.start, "end": matter.end, "digest": digest(draft)}
        writing.keep_finding(scene.officer, draft, **at, reason="It is public.")
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL)
    with clock.standing_at(AFTER):
        output = deciding.release(scene.officer, draft, digest=digest(draft))
    assert output.sources == [{"title": "https://one.example/r", "url": "https://one.example/r"}]


def test_a_text_about_no_one_cohort_is_released_when_two_agreed(scene: Scene) -> None:
    draft = writing.begin(scene.officer, kind=DraftKind.GUIDANCE_NOTE, title="Severity")
    write(scene, draft, body=CLEAN)
    draft = again(draft)
    deciding.send(scene.officer, draft, digest=digest(draft))
    refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)), "You wrote part")
    deciding.approve(scene.chief, draft, digest=digest(draft))
    output = deciding.release(scene.officer, draft, digest=digest(draft))
    assert output.title == "Severity"
    assert not names_of("objections_opened")


def test_a_text_about_no_one_cohort_is_checked_against_all_of_them(scene: Scene) -> None:
    draft = writing.begin(scene.officer, kind=DraftKind.GUIDANCE_NOTE, title="Severity")
    write(scene, draft, body="Zanbexi rates severity first.")
    draft = again(draft)
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), "points to somebody")


def test_a_company_that_has_left_is_still_named(scene: Scene) -> None:
    Membership.objects.filter(organisation="vodafone").update(until=TODAY)
    with clock.standing_at(AFTER):
        draft = writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title="T", cohort=scene.cohort)
        write(scene, draft, body="Vodafone rates severity first. A European company does too.")
        draft = again(draft)
        refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), "point to somebody")
        found = {matter.text: matter for matter in check_draft(draft).matters}
    assert found["Vodafone"].members == ("vodafone",)
    assert "of 12 members" in found["A European company"].why, "who has left hides nobody"


def test_the_text_of_a_cohort_that_has_run_its_course_is_checked_and_keeps_its_caveats(scene: Scene) -> None:
    Membership.objects.filter(cohort=scene.cohort).update(until=TODAY)
    with clock.standing_at(AFTER):
        draft = writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title="T", cohort=scene.cohort)
        write(scene, draft, body=f"{CLEAN} Vodafone began.")
        checked = check_draft(again(draft))
        caveats = caveats_of(again(draft), AFTER)
    assert [matter.text for matter in checked.matters] == ["Vodafone"]
    assert not checked.trouble
    assert any("Global North" in caveat for caveat in caveats)


def test_where_nobody_sits_nothing_can_be_checked_and_nothing_goes_on(scene: Scene) -> None:
    from making import make_cohort

    draft = writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title="T", cohort=make_cohort("empty"))
    write(scene, draft, body=CLEAN)
    draft = again(draft)
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), "cannot be checked")
