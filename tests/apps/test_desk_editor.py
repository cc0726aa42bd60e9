"""The editor: what the check finds stands beside the text while one writes, and what is typed is never lost."""

import re
from html import unescape

import pytest
from desk_scene import CLEAN, Scene, again, as_, digest, kept, make_draft, make_sent, page, write
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.desk.actions import deciding, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.views import writing as views
from convenor.desk.wording import Place, wording_of
from journeys.rights import writes

pytestmark = pytest.mark.django_db

NAMED = "Vodafone rates severity first."
OPERATOR = "The Spain-based company rates severity first."
DOUBTFUL = "Some companies explained how a business model shapes severity."


def typed(draft: Draft, **words: str) -> dict[str, str]:
    """What a browser sends of the editor's form."""
    wording = wording_of(draft)
    fields = {name: getattr(wording, name) for name in ("title", "body", "applies_to", "provenance")}
    return {**fields, "digest": wording.digest, "word_budget": "600", **words}


def asked(client: Client, draft: Draft, **words: str) -> HttpResponse:
    return client.post(reverse("desk:check", args=[draft.pk]), typed(draft, **words))


def beside(client: Client, draft: Draft, **words: str) -> str:
    response = asked(client, draft, **words)
    assert response.status_code == 200
    return unescape(response.content.decode())


def save(client: Client, draft: Draft, **words: str) -> HttpResponse:
    return client.post(reverse("desk:write", args=[draft.pk]), typed(draft, **words))


# While one writes


def test_the_words_as_typed_are_checked_and_nothing_of_them_is_kept(scene: Scene) -> None:
    draft = make_draft(scene)
    before, client = kept(draft), as_(scene.officer_account)
    with writes() as wrote:
        told = beside(client, draft, body=NAMED)
    assert 'data-summary="1 thing to settle"' in told
    assert "It fits: Vodafone." in told
    assert "<html" not in told
    assert wrote == []
    assert kept(draft) == before
    assert 'data-summary="Nothing to settle"' in beside(client, draft)


def test_what_is_not_typed_yet_is_no_fault(scene: Scene) -> None:
    draft = make_draft(scene)
    response = as_(scene.officer_account).post(reverse("desk:check", args=[draft.pk]))
    assert response.status_code == 200
    assert "Nothing to settle" in response.content.decode()


def test_only_who_may_write_is_answered(scene: Scene) -> None:
    draft = make_draft(scene)
    assert asked(as_(scene.nominee_account), draft, body=NAMED).status_code == 403
    assert asked(Client(), draft, body=NAMED).status_code == 302
    assert as_(scene.officer_account).get(reverse("desk:check", args=[draft.pk])).status_code == 405


def test_a_note_of_ten_megabytes_is_refused_with_a_sentence_before_it_is_checked(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_draft(scene)
    monkeypatch.setattr(views, "check_draft", lambda *_asked: pytest.fail("it was checked"))
    response = asked(as_(scene.officer_account), draft, body="Vodafone " * 1_200_000)
    assert response.status_code == 413
    told = response.content.decode()
    assert "nothing you typed is lost" in told
    assert len(told) < 1_000


def test_a_place_is_counted_as_a_browser_counts(scene: Scene) -> None:
    draft = make_draft(scene)
    told = beside(as_(scene.officer_account), draft, body=f"😀\r\n\r\n{NAMED}")
    assert 'data-field="body" data-start="4" data-end="12"' in told
    assert Place(field="body", start=1, end=2).in_units_of("a😀b") == (1, 3)


def test_the_words_to_take_are_those_that_saving_would_put_there(scene: Scene) -> None:
    draft = make_draft(scene, OPERATOR)
    client = as_(scene.officer_account)
    matter = check_draft(draft).matters[0]
    words = re.findall(r'data-take="([^"]+)"', beside(client, draft))[0]
    writing.take_suggestion(scene.officer, draft, digest=digest(draft), start=matter.start, end=matter.end)
    assert again(draft).body == f"{words} rates severity first."
    assert words[0].isupper()


def test_what_is_found_in_another_line_leads_to_its_field(scene: Scene) -> None:
    draft = make_draft(scene)
    told = beside(as_(scene.officer_account), draft, applies_to="What Vodafone does")
    assert 'data-field="applies_to" data-start="5" data-end="13"' in told
    assert 'href="#id_applies_to"' in told


def test_a_colleague_who_saves_meanwhile_is_noticed(scene: Scene) -> None:
    draft = make_draft(scene)
    client, mine = as_(scene.officer_account), digest(draft)
    assert "A colleague saved" not in beside(client, draft, digest=mine)
    write(scene, draft, title="Theirs")
    assert "A colleague saved this draft meanwhile" in beside(client, draft, digest=mine)


def test_the_page_shows_the_same_before_anything_is_typed(scene: Scene) -> None:
    draft = make_draft(scene, NAMED)
    client = as_(scene.officer_account)
    fragment = re.sub(r"\s+", " ", beside(client, draft).strip())
    assert fragment in re.sub(r"\s+", " ", page(client, reverse("desk:write", args=[draft.pk])))


def test_sixty_findings_ask_no_more_of_the_database_than_one(scene: Scene) -> None:
    draft = make_draft(scene)
    client = as_(scene.officer_account)
    with CaptureQueriesContext(connection) as few:
        beside(client, draft, body=NAMED)
    with CaptureQueriesContext(connection) as many:
        assert "60 things to settle" in beside(client, draft, body=f"{NAMED}\n\n" * 60)
    assert len(many) == len(few)


# Saving, and what a button beside a finding asks for


def test_a_button_keeps_the_text_and_leads_to_the_source(scene: Scene) -> None:
    draft = make_draft(scene)
    offset = len(draft.title) + 2
    response = save(as_(scene.officer_account), draft, body=NAMED, then=f"cite-{offset}-{offset + 8}")
    assert again(draft).body == NAMED
    assert response["Location"].startswith(reverse("desk:cite", args=[draft.pk]))
    assert "Cite a public source" in page(as_(scene.officer_account), response["Location"])


def test_a_button_keeps_the_text_and_takes_the_suggestion_without_a_script(scene: Scene) -> None:
    draft = make_draft(scene)
    offset = len(draft.title) + 2
    found = re.search(r'value="(take-\d+-\d+)"', beside(as_(scene.officer_account), draft, body=OPERATOR))
    assert found is not None
    assert found[1].startswith(f"take-{offset}-")
    response = save(as_(scene.officer_account), draft, body=OPERATOR, then=found[1])
    assert response["Location"] == reverse("desk:write", args=[draft.pk])
    assert "Spain" not in again(draft).body


@pytest.mark.parametrize(
    "then", ["take-1-2", "cite-0-1", "keep-9999999-9999999", "burn-1-2", "take-1-2-3", "take--1-2"]
)
def test_a_button_for_a_place_that_is_gone_still_keeps_the_text(scene: Scene, then: str) -> None:
    draft = make_draft(scene)
    client = as_(scene.officer_account)
    response = save(client, draft, body="Many companies weigh severity.", then=then)
    assert again(draft).body == "Many companies weigh severity."
    assert response.status_code in {302, 409}
    if response.status_code == 302:
        assert client.get(response["Location"]).status_code in {200, 409}


# Two officers at once


def test_of_two_who_write_the_second_keeps_the_words_and_sees_the_other_s(scene: Scene) -> None:
    draft = make_draft(scene)
    mine = digest(draft)
    draft = write(scene, draft, body="What the colleague wrote.")
    before = kept(draft)
    response = save(as_(scene.chief_account), draft, body="What I wrote.", digest=mine)
    told = unescape(response.content.decode())
    assert kept(draft) == before
    assert "What I wrote.</textarea>" in told
    assert "What the colleague wrote.</div>" in told
    assert "changed since you opened" in told
    assert "data-unsaved" in told


def test_own_words_take_the_place_of_the_text_that_was_seen_and_of_no_other(scene: Scene) -> None:
    draft = make_draft(scene)
    mine = digest(draft)
    draft = write(scene, draft, body="What the colleague wrote.")
    seen = digest(draft)
    newer = write(scene, draft, body="What the colleague wrote later.")
    client = as_(scene.chief_account)
    save(client, draft, body="What I wrote.", digest=mine, instead=seen)
    assert again(draft).body == "What the colleague wrote later."
    save(client, draft, body="What I wrote.", digest=mine, instead=digest(newer))
    assert again(draft).body == "What I wrote."


def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form(scene: Scene) -> None:
    draft = make_draft(scene)
    before = kept(draft)
    response = save(as_(scene.officer_account), draft, body="Long. " * 20_000)
    told = response.content.decode()
    assert kept(draft) == before
    assert "Shorten this to 100000 characters" in told
    assert told.count("Long. ") >= 20_000
    # A browser would cut what is pasted at this number without a word.
    assert not re.search(r"<textarea[^>]*maxlength", told)


# What was decided to stay


def test_the_second_pair_of_eyes_reads_the_reason_and_the_role_of_who_gave_it(scene: Scene) -> None:
    draft = make_draft(scene, CLEAN.replace("Begin with severity.", DOUBTFUL))
    matter = check_draft(draft).matters[0]
    place = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    writing.keep_finding(scene.officer, draft, **place, reason="It is about rights.")
    deciding.send(scene.officer, draft, digest=digest(draft))
    told = page(as_(scene.chief_account), reverse("desk:decide", args=[draft.pk]))
    assert "business model" in told
    assert "Kept because: <bdi>It is about rights.</bdi> (Officer, " in told


def test_what_was_kept_comes_back_when_its_paragraph_is_written_anew(scene: Scene) -> None:
    draft = make_draft(scene, DOUBTFUL)
    client, matter = as_(scene.officer_account), check_draft(draft).matters[0]
    place = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    writing.keep_finding(scene.officer, draft, **place, reason="It is about rights.")
    assert "Nothing to settle" in beside(client, draft)
    assert "1 thing to settle" in beside(client, draft, body=DOUBTFUL.replace("Some", "Two"))


def test_more_words_kept_ask_no_more_of_the_database(scene: Scene) -> None:
    draft = make_draft(scene, DOUBTFUL)
    client, counts = as_(scene.officer_account), []
    for body in (DOUBTFUL, f"{DOUBTFUL}\n\nTheir business model shapes it.\n\nA business model again."):
        draft = write(scene, draft, body=body)
        for matter in check_draft(draft).open:
            place = {"digest": digest(draft), "start": matter.start, "end": matter.end}
            writing.keep_finding(scene.officer, draft, **place, reason="It is about rights.")
        with CaptureQueriesContext(connection) as queries:
            beside(client, draft)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_draft_on_its_way_says_what_a_change_means(scene: Scene) -> None:
    draft = make_sent(scene)
    assert "A change takes it back" in page(as_(scene.officer_account), reverse("desk:write", args=[draft.pk]))
