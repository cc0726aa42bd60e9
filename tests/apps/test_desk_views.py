"""The pages of the desk, as everybody who might try them."""

import logging
from html import unescape
from uuid import uuid4

import pytest
from desk_scene import (
    AFTER,
    CLEAN,
    SECRET,
    TODAY,
    UNTIL,
    Scene,
    again,
    as_,
    digest,
    go_to,
    kept,
    make_draft,
    make_open,
    make_released,
    make_sent,
    page,
    write,
)
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.desk.actions import objecting
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft, Objection
from convenor.desk.urls import urlpatterns
from convenor.kernel import clock
from convenor.room.series.models import Series
from convenor.rules.vocabulary import DraftState

pytestmark = pytest.mark.django_db

MEMBERS_PAGES = {"in_view", "look", "asked"}
OF_A_CLICK = {
    "begin_table",
    "take_result",
    "leave_out",
    "check",
    "take",
    "send",
    "cite",
    "keep",
    "ask",
    "take_back",
    "send_review",
    "thank",
    "ask_series",
    "announce_series",
    "take_series_down",
    "ask_participants",
    "publish_participants",
    "take_participants_down",
}
NAMED = "## What we heard\n\nVodafone rates severity first.\n"


# Who reaches what


def addresses(draft: Draft, objection: Objection) -> list[tuple[str, str]]:
    """Every address of the desk with its name."""
    chosen = {"key": draft.pk, "slug": draft.cohort_id, "year": TODAY.year, "pk": draft.pk}
    return [
        (
            str(pattern.name),
            reverse(
                f"desk:{pattern.name}",
                kwargs={
                    name: objection.pk if pattern.name == "answer" else chosen[name]
                    for name in pattern.pattern.converters
                },
            ),
        )
        for pattern in urlpatterns
    ]


def test_a_nominee_reaches_no_page_of_the_desk_by_any_method_and_the_refusal_is_logged(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    before, client = kept(draft), as_(scene.nominee_account)
    logging.getLogger("convenor").propagate = True
    for name, address in addresses(draft, objection):
        if name in MEMBERS_PAGES:
            continue
        for method in ("get", "post", "put", "patch", "delete", "head", "options"):
            caplog.clear()
            with caplog.at_level(logging.INFO, logger="convenor.gate"):
                response = getattr(client, method)(address)
            assert response.status_code == 403, (method, address)
            assert "refused: nominee may not" in caplog.text
            assert SECRET.encode() not in response.content
    logging.getLogger("convenor").propagate = False
    assert kept(draft) == before


def test_who_is_not_signed_in_is_asked_to_do_so(scene: Scene) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    before = kept(draft)
    for _name, address in addresses(draft, objection):
        for method in ("get", "post"):
            response = getattr(Client(), method)(address)
            assert response.status_code == 302
            assert response["Location"].startswith("/sign-in/")
    assert kept(draft) == before


def test_a_draft_of_another_cohort_is_not_there(scene: Scene) -> None:
    draft = make_open(scene)
    assert as_(scene.stranger_account).get(reverse("desk:look", args=[draft.pk])).status_code == 404
    assert "Severity at work" not in page(as_(scene.stranger_account), reverse("desk:in_view"))
    nothing = as_(scene.nominee_account).get(reverse("desk:look", args=[uuid4()]))
    assert nothing.status_code == 404


@pytest.mark.parametrize("make", [make_draft, make_sent, lambda scene: make_released(scene)[0]])
def test_a_nominee_does_not_see_a_draft_that_is_not_open(scene: Scene, make: object) -> None:
    draft = make(scene)  # type: ignore[operator]
    assert as_(scene.nominee_account).get(reverse("desk:look", args=[draft.pk])).status_code == 404


def test_an_officer_reaches_every_page(scene: Scene) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    client = as_(scene.officer_account)
    # A series at the address that the cohort's name makes.
    Series.objects.create(slug=draft.cohort_id, programme=draft.cohort.programme, name="A series", year=TODAY.year)
    for name, address in addresses(draft, objection):
        if name in MEMBERS_PAGES | OF_A_CLICK:
            continue
        text = page(client, address)
        assert "At the desk" in text
        assert "Seen by the secretariat." in text


@pytest.mark.parametrize("name", ["send", "take", "take_back"])
def test_who_comes_back_to_a_button_s_address_sees_the_draft(scene: Scene, name: str) -> None:
    """As somebody does who had to sign in again: the browser is led to the address, and not with the button."""
    draft, client = make_draft(scene), as_(scene.officer_account)
    before = kept(draft)
    response = client.get(reverse(f"desk:{name}", args=[draft.pk]))
    assert response["Location"] == reverse("desk:draft", args=[draft.pk])
    assert client.get(reverse(f"desk:{name}", args=[uuid4()])).status_code == 404
    assert kept(draft) == before


def test_a_draft_that_is_not_there_is_not_found(scene: Scene) -> None:
    client = as_(scene.officer_account)
    for name in ("draft", "write", "decide", "release", "answer"):
        assert client.get(reverse(f"desk:{name}", args=[uuid4()])).status_code == 404
    assert client.get("/desk/begin/?session=nonsense").status_code == 404
    assert client.get(f"/desk/begin/?session={uuid4()}").status_code == 404


# The desk


def test_an_empty_desk_says_what_will_be_here(scene: Scene) -> None:
    text = page(as_(scene.officer_account), "/desk/")
    assert "The desk is clear" in text
    assert "Begin a draft" in text


def test_the_desk_shows_each_draft_with_its_next_step_and_who_acts(scene: Scene) -> None:
    make_draft(scene, title="First")
    sent, shown = make_sent(scene), make_open(scene)
    objecting.raise_objection(scene.nominee, shown, organisation="vodafone", text="That is us.")
    Draft.objects.filter(pk=sent.pk).update(changed_at=f"{TODAY.replace(month=2)}T00:00Z")
    text = page(as_(scene.officer_account), "/desk/")
    assert "Settle what the check found, then send it to a second pair of eyes · whoever writes it" in text
    assert "Read it and decide · an officer who did not write it" in text
    assert "Answer 1 objection · an officer" in text
    assert "2 texts wait longer than they should." in text


def test_the_desk_asks_the_same_number_of_questions_for_ten_times_the_drafts(scene: Scene) -> None:
    client = as_(scene.officer_account)
    make_draft(scene)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client, "/desk/")
    rows = [
        Draft(
            kind="output_note",
            title=f"Draft {number}",
            cohort=scene.cohort,
            session=scene.session,
            begun_at=clock.now(),
            changed_at=clock.now(),
        )
        for number in range(10)
    ]
    Draft.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        page(client, "/desk/")
    assert len(many) == len(few)


# Writing


def test_a_draft_begins_from_a_session_with_the_sealed_notes_beside(scene: Scene) -> None:
    client = as_(scene.officer_account)
    address = f"/desk/begin/?session={scene.session.pk}"
    assert SECRET in page(client, address)
    answer = client.post(address, {"kind": "output_note", "title": "Severity", "remarks": [str(scene.remark.pk)]})
    draft = Draft.objects.get()
    assert answer["Location"] == reverse("desk:write", args=[draft.pk])
    text = page(client, answer["Location"])
    assert text.count(SECRET) >= 2
    assert "Seen by the secretariat only. They stay in the room." in text


def test_beginning_without_a_title_says_what_is_missing(scene: Scene) -> None:
    response = as_(scene.officer_account).post("/desk/begin/", {"kind": "output_note", "title": " "})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Draft.objects.exists()


def test_what_is_to_settle_stands_beside_the_text(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    text = page(as_(scene.officer_account), reverse("desk:draft", args=[draft.pk]))
    assert '<mark class="blocked"' in text
    assert "1 thing to settle" in text
    assert "1 blocks release" in text
    assert "It fits: Vodafone." in text
    assert "What the check does not decide" in text
    assert "Members may then object until" in text
    assert "of 600 words" in text


def test_the_word_budget_is_a_reminder(scene: Scene) -> None:
    draft = make_draft(scene, "word " * 601)
    text = page(as_(scene.officer_account), reverse("desk:draft", args=[draft.pk]))
    assert "The text has 601 words; 600 were meant." in text


def test_a_text_is_written_and_checked_again(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    client = as_(scene.officer_account)
    fields = {
        "digest": digest(draft),
        "title": "New",
        "body": CLEAN,
        "applies_to": "",
        "provenance": "",
        "word_budget": 500,
    }
    response = client.post(reverse("desk:write", args=[draft.pk]), fields, follow=True)
    assert "The check found nothing that points to somebody." in response.content.decode()
    assert again(draft).title == "New"
    late = client.post(reverse("desk:write", args=[draft.pk]), {**fields, "title": "Late"})
    assert "changed since you opened this page" in late.content.decode()
    assert "Late" in late.content.decode()
    assert again(draft).title == "New"


def test_a_source_is_cited_from_the_page(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    client, matter = as_(scene.officer_account), check_draft(draft).matters[0]
    query = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    address = reverse("desk:cite", args=[draft.pk])
    assert "Vodafone rates severity first." in unescape(client.get(address, query).content.decode())
    fields = {**query, "organisation": "vodafone", "title": "Report", "url": "https://report.example/"}
    client.post(address, fields)
    assert again(draft).sources.get().url == "https://report.example/"
    wrong = client.post(address, {**fields, "url": "javascript:alert(1)"})
    assert wrong.status_code == 409
    assert again(draft).sources.count() == 1


def test_words_are_kept_from_the_page(scene: Scene) -> None:
    draft = make_draft(scene, "Their business model shapes severity.")
    client, matter = as_(scene.officer_account), check_draft(draft).matters[0]
    query = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    address = reverse("desk:keep", args=[draft.pk])
    assert client.get(address, query).status_code == 200
    client.post(address, {**query, "reason": "It is about rights."})
    assert again(draft).keepings.get().reason == "It is about rights."
    assert "It is about rights." in page(client, reverse("desk:draft", args=[draft.pk]))


def test_a_stale_click_shows_that_the_text_was_changed(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    client, matter = as_(scene.officer_account), check_draft(draft).matters[0]
    stale = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    draft = write(scene, draft, body="Before. " + NAMED)
    before = kept(draft)
    for name in ("take", "cite", "keep"):
        response = client.post(reverse(f"desk:{name}", args=[draft.pk]), {**stale, "reason": "x"})
        assert response.status_code == 409
        assert "text was changed since" in response.content.decode()
    assert client.get(reverse("desk:keep", args=[draft.pk]), stale).status_code == 409
    assert client.get(reverse("desk:keep", args=[draft.pk])).status_code == 404
    assert kept(draft) == before


# Deciding


def test_a_button_that_does_not_work_now_says_why(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    before = kept(draft)
    response = as_(scene.officer_account).post(reverse("desk:send", args=[draft.pk]), {"digest": digest(draft)})
    assert response.status_code == 409
    assert "1 place points to somebody" in response.content.decode()
    assert kept(draft) == before


def test_the_writer_sees_who_has_to_decide(scene: Scene) -> None:
    draft = make_sent(scene)
    text = page(as_(scene.officer_account), reverse("desk:draft", args=[draft.pk]))
    assert "You wrote part of this draft" in text
    text = page(as_(scene.chief_account), reverse("desk:draft", args=[draft.pk]))
    assert "Read it and decide" in text


def test_the_chief_decides_with_the_text_as_the_public_would_read_it(scene: Scene) -> None:
    draft = make_sent(scene)
    client, address = as_(scene.chief_account), reverse("desk:decide", args=[draft.pk])
    text = page(client, address)
    assert "Some companies weigh severity before likelihood." in text
    assert "Global North" in text
    assert f'value="{UNTIL}"' in text
    client.post(address, {"digest": digest(draft), "until": str(UNTIL)})
    assert again(draft).state == DraftState.OBJECTIONS


def test_a_date_that_is_none_is_declined_on_the_form(scene: Scene) -> None:
    draft = make_sent(scene)
    before, address = kept(draft), reverse("desk:decide", args=[draft.pk])
    for until in ("soon", "", str(TODAY), "2023-02-30"):
        response = as_(scene.chief_account).post(address, {"digest": digest(draft), "until": until})
        assert response.status_code == 200
        assert 'role="alert"' in response.content.decode()
    assert kept(draft) == before


def test_the_second_person_s_note_stands_with_the_draft(scene: Scene) -> None:
    draft = make_sent(scene)
    as_(scene.chief_account).post(reverse("desk:send_back", args=[draft.pk]), {"note": "Say what to do."})
    assert "Say what to do." in page(as_(scene.officer_account), reverse("desk:draft", args=[draft.pk]))


# Release and after


def test_publishing_withdrawing_and_correcting_from_the_page(scene: Scene) -> None:
    draft = make_open(scene)
    go_to(AFTER)
    client = as_(scene.officer_account)
    assert "Publish it now" in page(client, reverse("desk:release", args=[draft.pk]))
    response = client.post(reverse("desk:release", args=[draft.pk]), {"digest": digest(draft)}, follow=True)
    assert "See it as anybody does" in response.content.decode()
    client.post(reverse("desk:correct", args=[draft.pk]), {"line": "A comma."})
    correction = Draft.objects.get(corrects=draft)
    assert "A comma." in page(client, reverse("desk:write", args=[correction.pk]))
    assert "a correction" in page(client, "/desk/")
    client.post(reverse("desk:withdraw", args=[draft.pk]), {"because": "It was less certain than it sounded."})
    assert again(draft).state == DraftState.WITHDRAWN
    assert "Withdrawn; its page says why." in page(client, reverse("desk:draft", args=[draft.pk]))


def test_a_draft_is_given_up_from_the_page(scene: Scene) -> None:
    draft = make_draft(scene)
    client, address = as_(scene.officer_account), reverse("desk:drop", args=[draft.pk])
    page(client, address)
    client.post(address)
    assert "Given up; it was never published." in page(client, reverse("desk:draft", args=[draft.pk]))


def test_a_lone_officer_is_led_to_the_members(scene: Scene) -> None:
    from convenor.people.models import Appointment

    Appointment.objects.filter(person__account=scene.chief_account).delete()
    draft = make_draft(scene)
    client = as_(scene.officer_account)
    assert "Open the members' time to object" in page(client, reverse("desk:draft", args=[draft.pk]))
    address = reverse("desk:open", args=[draft.pk])
    page(client, address)
    client.post(address, {"digest": digest(draft), "until": str(UNTIL)})
    assert again(draft).state == DraftState.OBJECTIONS
