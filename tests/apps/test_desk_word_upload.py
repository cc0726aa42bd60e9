"""Beginning a draft from a Word file: the text comes in; what is hidden is shown once and kept nowhere."""

import logging
from html import unescape

import pytest
from desk_scene import Scene, as_, page
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from test_desk_word import BAD
from word_files import by_an_editor, paragraph, run, telling, word

from convenor.desk import forms
from convenor.desk.models import Draft
from convenor.desk.spoken import HIDDEN_WORDS
from convenor.desk.word import MOST_BYTES, Part, read_word
from journeys.rights import digest_of_tables, writes

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/begin/word/"


def sent(client: Client, content: bytes, name: str = "note.docx") -> HttpResponse:
    return client.post(ADDRESS, {"document": SimpleUploadedFile(name, content)})


def test_the_text_of_a_word_file_becomes_a_draft(scene: Scene) -> None:
    client = as_(scene.officer_account)
    assert ADDRESS in page(client, "/desk/begin/")
    told = unescape(sent(client, by_an_editor()).content.decode())
    assert 'value="Weighing severity first"' in told
    assert "## What we heard\n\nSome companies weigh severity" in told
    assert not Draft.objects.exists(), "nothing is kept before somebody begins the draft"
    body = read_word(by_an_editor()).text.body
    fields = {"kind": "output_note", "title": "Weighing", "cohort": scene.cohort.pk, "body": body}
    response = client.post(reverse("desk:begin"), fields)
    draft = Draft.objects.get()
    assert response["Location"] == reverse("desk:write", args=[draft.pk])
    assert (draft.title, draft.body, draft.cohort) == ("Weighing", body, scene.cohort)


def test_every_hidden_part_is_shown_and_kept_and_logged_nowhere(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    client, before = as_(scene.officer_account), digest_of_tables()
    with caplog.at_level(logging.DEBUG), writes() as wrote:
        response = sent(client, telling())
    told = unescape(response.content.decode())
    hidden = read_word(telling()).hidden
    assert len(hidden) == 20
    assert f"{len(hidden)} things the file would have told" in told
    for one in hidden:
        assert str(HIDDEN_WORDS[one.part]) in told
        assert one.text in told
        assert one.by in told
        assert one.text not in caplog.text or one.text.isdigit()
    assert wrote == []
    assert digest_of_tables() == before
    assert "no-store" in response["Cache-Control"]
    # The draft is begun from the shown text alone.
    assert "Zinnia" not in told.partition("<textarea")[2].partition("</textarea>")[0]


def test_every_kind_of_hidden_part_has_its_word() -> None:
    assert set(HIDDEN_WORDS) == set(Part)


def test_a_file_that_hides_nothing_says_so(scene: Scene) -> None:
    assert b"The file hides nothing" in sent(as_(scene.officer_account), word(paragraph(run("Words.")))).content


@pytest.mark.parametrize(("content", "why"), BAD, ids=[f"{number}" for number, _ in enumerate(BAD)])
def test_a_bad_file_gets_one_sentence_and_changes_nothing(scene: Scene, content: bytes, why: str) -> None:
    client, before = as_(scene.officer_account), digest_of_tables()
    response = sent(client, content)
    assert response.status_code == 200
    assert f"The file cannot be used: {why}." in unescape(response.content.decode())
    assert digest_of_tables() == before


def test_without_a_file_the_page_asks_for_one(scene: Scene) -> None:
    response = as_(scene.officer_account).post(ADDRESS, {})
    assert 'role="alert"' in response.content.decode()


def test_a_text_that_a_draft_cannot_hold_is_refused(scene: Scene) -> None:
    content = word("".join(paragraph(run("Many words. " * 100)) for _ in range(100)))
    told = unescape(sent(as_(scene.officer_account), content).content.decode())
    assert "a draft holds 100000. Make two files of it." in told


def test_what_is_missing_is_asked_for_and_the_text_stays(scene: Scene) -> None:
    fields = {"kind": "output_note", "title": "", "body": "Some companies weigh severity."}
    response = as_(scene.officer_account).post(reverse("desk:begin"), fields)
    assert "Some companies weigh severity.</textarea>" in response.content.decode()
    assert not Draft.objects.exists()


def test_a_member_uploads_nothing(scene: Scene) -> None:
    assert sent(as_(scene.nominee_account), by_an_editor()).status_code == 403
    assert sent(Client(), by_an_editor()).status_code == 302


def test_a_word_file_is_never_written_to_a_disk(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    read = forms.WordForm.clean_document

    def watched(form: forms.WordForm) -> object:
        seen.append(type(form.cleaned_data["document"]))
        return read(form)

    monkeypatch.setattr(forms.WordForm, "clean_document", watched)
    sent(as_(scene.officer_account), b"PK" + b"\0" * (MOST_BYTES - 2))
    assert seen == [InMemoryUploadedFile]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE > MOST_BYTES
