"""A released text in another language: begun, checked, agreed to and released like any other, and never half of it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from desk_scene import (
    AFTER,
    CLEAN,
    Scene,
    again,
    as_,
    digest,
    go_to,
    make_draft,
    make_released,
    page,
    refused,
    write,
)
from django.conf import settings
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override, trans_real

from convenor.desk import doors
from convenor.desk.actions import afterwards, deciding, translating, writing
from convenor.desk.actions.site_pages import put_in_place
from convenor.desk.actions.thanking import waiting_for
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.newsletters import takers_of
from convenor.desk.page import reading_page
from convenor.desk.queries import site_pages, summary_notes
from convenor.desk.translations import translations_of as translations_at_the_desk
from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry
from convenor.kernel.words import word_for
from convenor.public.library import indexing
from convenor.public.library import queries as library_queries
from convenor.public.library.actions import shelve
from convenor.public.library.models import Output, Searchable, Translation
from convenor.public.library.queries import translations_of
from convenor.public.library.translating import is_older
from convenor.room.cohorts.models import Programme
from convenor.room.series.actions import Plan, plan_series, plan_webinar
from convenor.rules import caveats
from convenor.rules.vocabulary import DraftKind, DraftState, PageSection
from journeys.world import copy_of_a_note

pytestmark = pytest.mark.django_db

FRENCH = "## Ce que nous avons entendu\n\nCertaines entreprises pèsent la gravité.\n\n## Que faire\n\nCommencez par là."
LATER = AFTER + timedelta(days=20)
UNTIL_LATER = LATER + timedelta(days=14)
MUCH_LATER = AFTER + timedelta(days=40)
SENTENCES = [caveats.NO_POSITION, *caveats.REPRESENTATIVENESS.values(), *caveats.SMALLER_COMPANIES.values()]


@contextmanager
def said_in(language: str, words: Mapping[str, str]) -> Iterator[None]:
    """Let a language say these sentences so, whatever its catalogue has of them."""
    catalogue = trans_real.translation(language)._catalog
    before = {one: catalogue.get(one) for one in words}
    for one, said in words.items():
        catalogue[one] = said
    try:
        yield
    finally:
        for one, was in before.items():
            catalogue[one] = was or one


@contextmanager
def said_in_french(sentence: str, said: str) -> Iterator[None]:
    with said_in("fr", {sentence: said}):
        yield


@pytest.fixture(autouse=True)
def caveats_in_french() -> Iterator[None]:
    with said_in("fr", {one: f"Phrase {number} sur ce texte." for number, one in enumerate(SENTENCES)}):
        yield


def begin(scene: Scene, draft: Draft, language: str = "fr") -> Draft:
    with clock.standing_at(LATER):
        return translating.begin_translation(scene.officer, draft, language=language)


def in_french(scene: Scene, draft: Draft, **words: str) -> Draft:
    said = {"title": "La gravité au travail", "body": FRENCH, "provenance": "Des sessions de 2023.", **words}
    return write(scene, draft, **said)


def carry_through(scene: Scene, draft: Draft) -> Output:
    """Send a translation, agree to it, and release it once the members' time has passed."""
    with clock.standing_at(LATER):
        deciding.send(scene.officer, draft, digest=digest(draft))
        deciding.approve(scene.chief, draft, digest=digest(draft), until=LATER + timedelta(days=14))
    with clock.standing_at(MUCH_LATER):
        return deciding.release(scene.officer, draft, digest=digest(draft))


def make_translated(scene: Scene) -> tuple[Draft, Draft, Output]:
    draft, output = make_released(scene)
    translation = in_french(scene, begin(scene, draft))
    carry_through(scene, translation)
    return draft, again(translation), output


def test_a_translation_goes_the_whole_way_and_stands_beside_its_output(scene: Scene) -> None:
    draft, translation, output = make_translated(scene)
    (copy,) = translations_of(output)
    assert (copy.language, copy.title, copy.body) == ("fr", "La gravité au travail", FRENCH)
    assert (copy.of, copy.published_on) == (output.updated_at, MUCH_LATER)
    assert (translation.state, translation.output, translation.translates) == (DraftState.RELEASED, copy.key, draft)
    output.refresh_from_db()
    assert output.title == "Severity at work"


# What readers get


def read(address: str, **headers: str) -> str:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def main_of(text: str) -> str:
    return text.split("<main", 1)[1].split("</main>", maxsplit=1)[0]


NOTE = "notes/severity-at-work/"


def test_a_reader_of_the_french_address_reads_french_alone_and_which_day_it_follows(scene: Scene) -> None:
    make_translated(scene)
    answer = Client().get(f"/fr/{NOTE}")
    text = unescape(answer.content.decode())
    assert answer["Content-Language"] == "fr"
    assert '<html lang="fr" dir="ltr">' in text
    assert "<h1>La gravité au travail</h1>" in text
    assert "<p>Certaines entreprises pèsent la gravité.</p>" in text
    assert '<time datetime="2023-03-21">21 mars 2023</time>' in text
    assert "Phrase 0 sur ce texte." in text
    with override("fr"):
        assert gettext("What this is, and what it is not") in text
    for english in ("Severity", "Some companies", "It neither praises", "Global North", "This page is in English"):
        assert english not in text
    assert f'<a href="/en/{NOTE}" lang="en" hreflang="en" dir="ltr">English</a>' in text
    assert 'content="noindex' not in text


def test_an_older_translation_says_so_and_leads_to_the_text_that_holds(scene: Scene) -> None:
    draft, _translation, output = make_translated(scene)
    older = "Cette phrase dit que la traduction est plus ancienne."
    with said_in_french("This translation is older than the text", older):
        assert older not in read(f"/fr/{NOTE}")
        correct_original(scene, draft)
        text = read(f"/fr/{NOTE}")
    assert older in text
    assert "<h1>La gravité au travail</h1>" in text
    output.refresh_from_db()
    assert translations_of(output).get().of < output.updated_at


def correct_original(scene: Scene, draft: Draft, line: str = "A sentence was added.") -> None:
    with clock.standing_at(MUCH_LATER):
        correction = afterwards.begin_correction(scene.officer, draft, line=line)
        correction = write(scene, correction, body=f"{CLEAN}\n\nAsk again each year.")
        deciding.send(scene.officer, correction, digest=digest(correction))
        deciding.approve(scene.chief, correction, digest=digest(correction), until=MUCH_LATER + timedelta(days=14))
    with clock.standing_at(MUCH_LATER + timedelta(days=15)):
        deciding.release(scene.officer, correction, digest=digest(correction))


def test_a_corrected_translation_follows_the_text_of_its_day_again_and_says_what_was_changed(scene: Scene) -> None:
    draft, translation, output = make_translated(scene)
    correct_original(scene, draft)
    day = MUCH_LATER + timedelta(days=16)
    with clock.standing_at(day):
        correction = afterwards.begin_correction(scene.officer, translation, line="Une phrase a été ajoutée.")
        assert (correction.language, correction.translates) == ("fr", draft)
        correction = write(scene, correction, body=f"{FRENCH}\n\nDemandez chaque année.")
        deciding.send(scene.officer, correction, digest=digest(correction))
        deciding.approve(scene.chief, correction, digest=digest(correction), until=day + timedelta(days=14))
    with clock.standing_at(day + timedelta(days=15)):
        deciding.release(scene.officer, correction, digest=digest(correction))
    output.refresh_from_db()
    copy = translations_of(output).get()
    assert copy.of == output.updated_at
    text = read(f"/fr/{NOTE}")
    assert "Demandez chaque année." in text
    assert "Une phrase a été ajoutée." in text
    assert "A sentence was added." not in text


def test_where_there_is_no_translation_the_address_says_so_in_that_language_alone(scene: Scene) -> None:
    make_translated(scene)
    answer = Client().get(f"/es/{NOTE}")
    text = unescape(answer.content.decode())
    assert (answer.status_code, answer["Content-Language"]) == (200, "es")
    assert '<meta name="robots" content="noindex">' in text
    assert main_of(text).count("<a ") == 2
    assert f'<a href="/en/{NOTE}" lang="en" hreflang="en" dir="ltr">English</a>' in main_of(text)
    assert "Severity" not in text
    assert "gravité" not in text


@pytest.mark.parametrize("path", ["", "fr/", "es/", "en/"])
def test_search_engines_are_told_of_the_languages_in_which_the_text_is_there(scene: Scene, path: str) -> None:
    make_translated(scene)
    told = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', read(f"/{path}{NOTE}"))
    site = settings.CONVENOR_SITE
    english = f"{site}/{NOTE}"
    assert told == [("en", english), ("x-default", english), ("fr", f"{site}/fr/{NOTE}")]


def test_an_address_without_a_language_is_read_in_the_reader_s_own_or_in_english(scene: Scene) -> None:
    make_translated(scene)
    assert "La gravité au travail" in read(f"/{NOTE}", **{"accept-language": "fr"})
    for preferred in ("es", "en", ""):
        assert "<h1>Severity at work</h1>" in read(f"/{NOTE}", **{"accept-language": preferred})
    english = read(f"/en/{NOTE}", **{"accept-language": "fr"})
    assert "<h1>Severity at work</h1>" in english
    assert f'<a href="/fr/{NOTE}" lang="fr" hreflang="fr">Français</a>' in main_of(english)


def test_lists_show_the_translated_title_where_there_is_one_and_the_english_one_marked(scene: Scene) -> None:
    make_translated(scene)
    french, spanish = main_of(read("/fr/")), main_of(read("/es/"))
    assert f'<a href="/fr/{NOTE}">La gravité au travail</a>' in french
    assert "<p>Certaines entreprises pèsent la gravité.</p>" in french
    assert f'<a href="/es/{NOTE}" lang="en" dir="ltr">Severity at work</a>' in spanish


def test_words_of_a_translation_are_found_and_lead_to_it(scene: Scene) -> None:
    _draft, translation, _output = make_translated(scene)
    assert f'<a href="/fr/{NOTE}" lang="fr" hreflang="fr">' in read("/search/?q=entreprises")
    assert f'<a href="/fr/{NOTE}">' in read("/fr/search/?q=entreprises")
    assert f'<a href="/fr/{NOTE}" lang="en-gb">' in read("/fr/search/?q=likelihood")
    with clock.standing_at(MUCH_LATER):
        afterwards.withdraw(scene.officer, translation)
    assert "/notes/" not in main_of(read("/search/?q=entreprises"))
    assert f'href="/{NOTE}"' in main_of(read("/search/?q=likelihood"))


def test_the_index_made_anew_has_translations_too(scene: Scene) -> None:
    make_translated(scene)
    before = list(Searchable.objects.order_by("language").values_list("slug", "language", "title_words"))
    indexing.rebuild()
    assert list(Searchable.objects.order_by("language").values_list("slug", "language", "title_words")) == before
    assert len(before) == 2


def test_programs_hear_of_a_translation_and_whether_it_is_current(scene: Scene) -> None:
    draft, _translation, _output = make_translated(scene)
    address = f"{settings.CONVENOR_SITE}/fr/{NOTE}"
    said = {"language": "fr", "url": address, "title": "La gravité au travail", "current": True}
    assert Client().get("/api/outputs/severity-at-work.json").json()["translations"] == [said]
    correct_original(scene, draft)
    told = Client().get("/api/outputs/severity-at-work.json").json()
    assert (told["translations"][0]["current"], told["title"]) == (False, "Severity at work")
    assert f"<loc>{address}</loc>" in Client().get("/sitemap.xml").content.decode()


# Never half of it


def test_a_page_that_cannot_say_all_of_what_it_is_in_the_language_is_not_shown_in_it(scene: Scene) -> None:
    _draft, _translation, output = make_translated(scene)
    Output.objects.filter(pk=output.pk).update(caveats=["A sentence of former days that nobody translated."])
    text = read(f"/fr/{NOTE}")
    assert "gravité" not in text
    assert "former days" not in text
    assert f'<a href="/en/{NOTE}" lang="en" hreflang="en" dir="ltr">English</a>' in text
    assert 'lang="en" dir="ltr">Severity at work</a>' in read("/fr/")
    assert 'hreflang="fr"' not in read(f"/en/{NOTE}").split("<body", 1)[0]


def test_a_translation_that_cannot_be_whole_is_told_of_nowhere_until_it_can(scene: Scene) -> None:
    make_translated(scene)
    addresses = ("/sitemap.xml", "/search/?q=entreprises", "/fr/search/?q=entreprises", "/api/outputs.json")
    addresses += ("/api/outputs/severity-at-work.json", "/feed.atom", "/fr/feed.atom", "/fr/feed.json")

    def told_of() -> list[str]:
        caches["pages"].clear()
        return [address for address in addresses if f"/fr/{NOTE}" in read(address).split("<body", 1)[-1]]

    there = told_of()
    assert {"/sitemap.xml", "/search/?q=entreprises", "/fr/search/?q=entreprises"} < set(there)
    with said_in("fr", {one: one for one in SENTENCES}):
        assert told_of() == []
        assert 'hreflang="fr"' not in read(f"/en/{NOTE}").split("<body", 1)[0]
        assert f"/{NOTE}" in read("/fr/search/?q=likelihood")
    assert told_of() == there


def test_what_the_page_would_say_in_english_keeps_a_translation_at_the_desk(scene: Scene) -> None:
    draft, _output = make_released(scene)
    spanish = write(scene, begin(scene, draft, "ar"), title="العنوان", body="نص.", provenance="من الجلسات.")
    with said_in("ar", {one: one for one in SENTENCES}):
        refused(spanish, lambda: deciding.send(scene.officer, spanish, digest=digest(spanish)), "half English")


@pytest.mark.parametrize(
    ("field", "why"), [("body", "The text is still the English one"), ("provenance", "where it comes from is still")]
)
def test_words_that_nobody_translated_keep_it_at_the_desk(scene: Scene, field: str, why: str) -> None:
    draft, _output = make_released(scene)
    translation = in_french(scene, begin(scene, draft), **{field: getattr(draft, field)})
    refused(translation, lambda: deciding.send(scene.officer, translation, digest=digest(translation)), why)


# Withdrawing


def test_withdrawing_the_text_takes_its_translations_and_ends_those_that_are_written(scene: Scene) -> None:
    draft, translation, output = make_translated(scene)
    spanish = begin(scene, draft, "es")
    with clock.standing_at(MUCH_LATER):
        afterwards.withdraw(scene.chief, draft, because="It was published in error.")
    assert not Translation.objects.exists()
    assert {again(one).state for one in (draft, translation, spanish)} == {DraftState.WITHDRAWN}
    assert Client().get(f"/fr/{NOTE}").status_code == 410
    assert not Searchable.objects.filter(slug=output.slug).exists()
    with clock.standing_at(MUCH_LATER):
        refused(draft, lambda: translating.begin_translation(scene.officer, draft, language="ru"), "Only a published")


def test_a_translation_does_not_outlive_what_it_says_even_if_it_was_missed(scene: Scene) -> None:
    draft, _output = make_released(scene)
    translation = in_french(scene, begin(scene, draft))
    with clock.standing_at(LATER):
        deciding.send(scene.officer, translation, digest=digest(translation))
        deciding.approve(scene.chief, translation, digest=digest(translation), until=LATER + timedelta(days=14))
        Draft.objects.filter(pk=draft.pk).update(state=DraftState.WITHDRAWN)
    with clock.standing_at(MUCH_LATER):
        row = again(translation)
        refused(row, lambda: deciding.release(scene.officer, row, digest=digest(row)), "nothing to translate")


def test_a_translation_is_withdrawn_alone_and_may_be_begun_anew(scene: Scene) -> None:
    draft, translation, output = make_translated(scene)
    with clock.standing_at(MUCH_LATER):
        afterwards.withdraw(scene.officer, translation)
    assert not translations_of(output).exists()
    assert (again(translation).state, again(draft).state) == (DraftState.WITHDRAWN, DraftState.RELEASED)
    assert "<h1>Severity at work</h1>" in read(f"/en/{NOTE}")
    assert 'content="noindex"' in read(f"/fr/{NOTE}")
    assert begin(scene, draft).language == "fr"


# At the desk


def test_it_begins_with_the_words_that_anybody_reads_and_their_sources(scene: Scene) -> None:
    draft, output = make_released(scene)
    draft.sources.create(organisation_id="ericsson", title="A report", url="https://report.example/")
    translation = begin(scene, draft)
    assert (translation.title, translation.body) == (draft.title, draft.body)
    assert (translation.follows, translation.cohort, translation.session) == (
        output.updated_at,
        draft.cohort,
        draft.session,
    )
    assert [source.url for source in translation.sources.all()] == ["https://report.example/"]
    assert not translation.keepings.exists()
    assert AuditEntry.objects.filter(verb="translation.begun", subject=str(translation.pk)).exists()


@pytest.mark.parametrize("language", ["fr", "en-gb", "de", ""])
def test_a_language_is_begun_once_and_is_one_of_ours(scene: Scene, language: str) -> None:
    draft, _output = make_released(scene)
    begin(scene, draft)
    refused(draft, lambda: begin(scene, draft, language), "already, or it is none of ours")


def test_the_database_holds_one_translation_a_language_too(scene: Scene) -> None:
    draft, _output = make_released(scene)
    begin(scene, draft)
    spanish = begin(scene, draft, "es")
    with pytest.raises(IntegrityError, match=r"one_translation_a_language|UNIQUE"), transaction.atomic():
        Draft.objects.filter(pk=spanish.pk).update(language="fr")


def test_members_translate_nothing(scene: Scene) -> None:
    draft, _output = make_released(scene)
    refused(draft, lambda: translating.begin_translation(scene.nominee, draft, language="fr"))


def test_what_is_not_published_or_no_text_of_its_own_is_not_translated(scene: Scene) -> None:
    written = make_draft(scene)
    refused(written, lambda: begin(scene, written), "Only a published text")
    _draft, translation, _output = make_translated(scene)
    refused(translation, lambda: begin(scene, translation, "es"), "no text of its own")


@pytest.mark.parametrize("words", [{"title": "Ce que dit Vodafone"}, {"body": f"{FRENCH}\n\nVodafone le dit."}])
def test_a_name_is_found_in_any_language(scene: Scene, words: dict[str, str]) -> None:
    draft, _output = make_released(scene)
    translation = in_french(scene, begin(scene, draft), **words)
    refused(translation, lambda: deciding.send(scene.officer, translation, digest=digest(translation)), "points to")
    with pytest.raises(Declined, match="points to"):
        doors.shelve_translation(translation)


@pytest.mark.parametrize("field", ["title", "body", "applies_to", "provenance", "correction"])
def test_a_translation_that_names_a_member_does_not_pass_the_door(scene: Scene, field: str) -> None:
    draft, _output = make_released(scene)
    translation = in_french(scene, begin(scene, draft))
    Draft.objects.filter(pk=translation.pk).update(**{field: "Vodafone le dit."})
    with pytest.raises(Declined, match="points to somebody"):
        doors.shelve_translation(again(translation))
    assert not Translation.objects.exists()


def test_an_original_corrected_meanwhile_makes_the_translation_older_from_its_first_day(scene: Scene) -> None:
    draft, output = make_released(scene)
    translation = in_french(scene, begin(scene, draft))
    correct_original(scene, draft)
    page = as_(scene.officer_account).get(f"/desk/{translation.pk}/").content.decode()
    assert "The original was changed since" in page
    day = MUCH_LATER + timedelta(days=20)
    with clock.standing_at(day):
        deciding.send(scene.officer, translation, digest=digest(translation))
        deciding.approve(scene.chief, translation, digest=digest(translation), until=day + timedelta(days=14))
    with clock.standing_at(day + timedelta(days=15)):
        deciding.release(scene.officer, translation, digest=digest(translation))
    output.refresh_from_db()
    assert is_older(translations_of(output).get(), output)


def test_a_translated_issue_is_mailed_to_nobody_and_a_note_of_a_session_is_still_its_own(scene: Scene) -> None:
    draft, _output = make_released(scene)
    translation = begin(scene, draft)
    Draft.objects.filter(pk=translation.pk).update(kind=DraftKind.NEWSLETTER)
    with patch("convenor.desk.newsletters.confirmed", side_effect=AssertionError):
        assert not takers_of(again(translation)).exists()
    assert waiting_for(again(translation)) == 0


def test_the_pages_of_the_desk_lead_all_the_way(scene: Scene) -> None:
    draft, _output = make_released(scene)
    go_to(LATER)
    officer, chief = as_(scene.officer_account), as_(scene.chief_account)
    assert f"/desk/{draft.pk}/translate/" in page(officer, f"/desk/{draft.pk}/")
    assert "Français" in page(officer, f"/desk/{draft.pk}/translate/")
    answer = officer.post(f"/desk/{draft.pk}/translate/", {"language": "fr"})
    translation = Draft.objects.get(language="fr")
    assert answer["Location"] == f"/desk/{translation.pk}/write/"
    assert "The original as anybody reads it" in page(officer, answer["Location"])
    in_french(scene, translation)
    shown = page(officer, f"/desk/{translation.pk}/")
    assert "in English alone, so here people have to see it" in shown
    assert '<h1 lang="fr" dir="auto">' in shown, "what is read out in French is marked as French"
    officer.post(f"/desk/{translation.pk}/send/", {"digest": digest(again(translation))})
    decided = page(chief, f"/desk/{translation.pk}/decide/")
    assert "Does it say the same as the original" in decided
    assert "Phrase 0 sur ce texte." in decided
    assert "français" not in page(officer, f"/desk/{draft.pk}/translate/").split("<form", 1)[-1]
    chief.post(f"/desk/{translation.pk}/decide/", {"digest": digest(again(translation)), "until": f"{UNTIL_LATER}"})
    assert "This translates a published text" in page(as_(scene.nominee_account), f"/desk/in-view/{translation.pk}/")
    go_to(MUCH_LATER)
    officer.post(f"/desk/{translation.pk}/release/", {"digest": digest(again(translation))})
    assert f'href="/fr/{NOTE}" hreflang="fr"' in page(officer, f"/desk/{translation.pk}/")
    assert "French (Français)" in page(officer, f"/desk/{draft.pk}/")
    assert "Its translations go with it." in page(officer, f"/desk/{draft.pk}/withdraw/")
    assert "somebody can begin a new one" in page(officer, f"/desk/{translation.pk}/withdraw/")
    officer.post(f"/desk/{translation.pk}/withdraw/")
    assert "its address leads to the original" in page(officer, f"/desk/{translation.pk}/")
    assert not Translation.objects.exists()


# Pages of the site


def test_a_page_of_the_site_is_translated_like_a_note(scene: Scene) -> None:
    make_translated_page(scene)
    text = read("/fr/pages/the-project/")
    assert "<h1>Le projet</h1>" in text
    assert "Phrase 0" not in text
    assert '<a href="/fr/pages/the-project/">Le projet</a>' in read("/fr/pages/")
    assert 'content="noindex"' in read("/es/pages/the-project/")
    assert "<h1>The project</h1>" in read("/en/pages/the-project/")
    assert Client().get("/fr/notes/the-project/")["Location"] == "/fr/pages/the-project/"
    assert [len(rows) for _section, rows in site_pages()] == [1]


@pytest.mark.parametrize(("words", "older"), [({}, False), ({"body": "What we do, alone."}, True)])
def test_a_page_that_moved_leaves_its_translations_as_they_are_and_other_words_make_them_older(
    scene: Scene, words: dict[str, str], older: bool
) -> None:
    draft = make_translated_page(scene)
    before = read("/pages/")
    with clock.standing_at(MUCH_LATER):
        change = afterwards.begin_correction(scene.officer, draft, line="It stands elsewhere.")
        change = write(scene, change, **words) if words else change
        put_in_place(scene.officer, change, section=PageSection.THEME, rank=3)
        agree(scene, again(change))
    output = Output.objects.get(key=draft.output)
    assert (output.section, output.rank) == ("theme", 3)
    assert read("/pages/") != before
    assert "It stands elsewhere." in read("/en/pages/the-project/")
    assert is_older(translations_of(output).get(), output) is older
    (row,) = translations_at_the_desk(draft)
    assert row["older"] is older


def make_translated_page(scene: Scene) -> Draft:
    output = make_page(scene)
    with clock.standing_at(LATER):
        draft = Draft.objects.get(output=output.key)
        translation = translating.begin_translation(scene.officer, draft, language="fr")
        agree(scene, write(scene, translation, title="Le projet", body="Ce que nous faisons ensemble."))
    return again(draft)


def agree(scene: Scene, draft: Draft) -> None:
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, draft, digest=digest(draft))
    deciding.release(scene.officer, draft, digest=digest(draft))


def make_page(scene: Scene) -> Output:
    draft = writing.begin(
        scene.officer,
        kind=DraftKind.PAGE,
        title="The project",
        text="What we do together.",
        section=PageSection.PROJECT,
        rank=1,
    )
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, draft, digest=digest(draft))
    return deciding.release(scene.officer, draft, digest=digest(draft))


@pytest.mark.parametrize("address", ["/fr/", f"/fr/{NOTE}", f"/es/{NOTE}", f"/en/{NOTE}", "/fr/pages/", "/sitemap.xml"])
def test_a_public_page_asks_at_most_six_questions_with_translations_too(scene: Scene, address: str) -> None:
    make_translated(scene)
    make_page(scene)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code == 200
    assert len(asked) <= 6


def test_programs_hear_at_once_that_a_translation_came_and_that_it_went(scene: Scene) -> None:
    draft, output = make_released(scene)
    api = f"/api/outputs/{output.slug}.json"
    assert Client().get(api).json()["translations"] == []
    translation = in_french(scene, begin(scene, draft))
    carry_through(scene, translation)
    there = Client().get(api)
    assert [one["title"] for one in there.json()["translations"]] == ["La gravité au travail"]
    afterwards.withdraw(scene.officer, again(translation), because="")
    assert Client().get(api, headers={"If-None-Match": there["ETag"]}).status_code == 200
    assert Client().get(api).json()["translations"] == []


def test_a_text_that_is_corrected_while_its_page_is_made_is_not_kept_as_the_new_one(scene: Scene) -> None:
    draft, output = make_released(scene)
    asked = library_queries.latest_change

    def meanwhile() -> object:
        moment = asked()
        if not output.corrections.exists():
            correct_original(scene, draft)
        return moment

    with patch.object(library_queries, "latest_change", meanwhile):
        Client().get(f"/{NOTE}")
    assert "A sentence was added." in read(f"/{NOTE}")


@pytest.mark.parametrize(
    "said",
    ["De la session du 27 février 2023.", "С встречи 27 февраля.", "من جلسة ٢٧ فبراير.", "来自2月27日的会议。"],
    ids=["fr", "ru", "ar", "zh"],
)
def test_where_it_comes_from_names_no_day_in_any_language(scene: Scene, said: str) -> None:
    draft, _output = make_released(scene)
    translation = begin(scene, draft)
    refused(translation, lambda: in_french(scene, translation, provenance=said), "points to one session")


def test_the_sources_of_a_translation_are_its_own_and_the_second_reader_sees_them(scene: Scene) -> None:
    draft, output = make_released(scene)
    translation = in_french(scene, begin(scene, draft), body=f"{FRENCH} [Rapport](https://papers.example/rapport)")
    translation.sources.create(organisation_id="vodafone", title="Rapport annuel", url="https://papers.example/rapport")
    with clock.standing_at(LATER):
        assert [one.title for one in reading_page(again(translation))["sources"]] == ["Rapport annuel"]
        kept = check_draft(again(translation)).open
    for one in kept:
        with clock.standing_at(LATER):
            where = {"digest": digest(again(translation)), "start": one.start, "end": one.end}
            writing.keep_finding(scene.officer, again(translation), reason="A public document.", **where)
    carry_through(scene, again(translation))
    (copy,) = translations_of(output)
    assert copy.sources == [{"title": "Rapport annuel", "url": "https://papers.example/rapport"}]
    assert "Rapport annuel" in read(f"/fr/{NOTE}")
    assert "Rapport annuel" not in read(f"/en/{NOTE}")


def test_what_the_original_says_of_its_use_is_not_left_out(scene: Scene) -> None:
    draft, _output = make_released(scene)
    correction = afterwards.begin_correction(scene.officer, draft, line="Whom it is for.")
    with clock.standing_at(AFTER):
        written = write(scene, correction, applies_to="Anybody who builds products")
        deciding.send(scene.officer, written, digest=digest(written))
        deciding.approve(scene.chief, written, digest=digest(written), until=AFTER + timedelta(days=14))
    with clock.standing_at(AFTER + timedelta(days=16)):
        deciding.release(scene.officer, again(written), digest=digest(written))
    translation = in_french(scene, begin(scene, draft), applies_to="")
    with clock.standing_at(LATER):
        refused(translation, lambda: deciding.send(scene.officer, translation, digest=digest(translation)), "missing")


def test_a_translation_of_a_webinar_s_note_is_not_taken_for_the_note(scene: Scene) -> None:
    draft, output = make_released(scene)
    translation = in_french(scene, begin(scene, draft))
    carry_through(scene, translation)
    series = plan_series(scene.officer, Programme.objects.get(), name="Peer Learning Platform", year=2023)
    plan_webinar(scene.officer, series, Plan(title="Remedy", starts_at=clock.now() + timedelta(days=9), parts=()))
    session = series.webinars.get(number=1).session
    both = Draft.objects.filter(pk__in=[draft.pk, translation.pk])
    both.update(kind=DraftKind.SUMMARY_NOTE, cohort=None, series=series, session=session)
    assert summary_notes(series) == {session.pk: output.key}


# Feeds


ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(address: str, **headers: str) -> ElementTree.Element:
    response = Client().get(address, headers=headers)
    root = ElementTree.fromstring(response.content)
    assert root.get(LANG) == response["Content-Language"]
    return root


def told_in(root: ElementTree.Element) -> list[tuple[str | None, ...]]:
    """Of each entry its language, its title, where it leads and in which language that is said to be."""
    links = [(entry, entry.find(f"{ATOM}link")) for entry in root.iter(f"{ATOM}entry")]
    return [
        (entry.get(LANG), entry.findtext(f"{ATOM}title"), link.get("href"), link.get("hreflang"))
        for entry, link in links
        if link is not None
    ]


def test_a_feed_is_in_the_language_of_its_address_and_marks_what_is_english(scene: Scene) -> None:
    _draft, _translation, output = make_translated(scene)
    other = shelve(copy_of_a_note("Another note"))
    root = atom("/fr/feed.atom")
    site = settings.CONVENOR_SITE
    assert (root.get(LANG), root.findtext(f"{ATOM}id")) == ("fr", f"{site}/fr/feed.atom")
    assert sorted(told_in(root), key=str) == [
        ("en-gb", "Another note", f"{site}/notes/{other.slug}/", "en-gb"),
        ("fr", "La gravité au travail", f"{site}/fr/{NOTE}", "fr"),
    ]
    ids = {entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")}
    assert ids == {f"urn:uuid:{key}" for key in (output.key, other.key)}
    for category in root.iter(f"{ATOM}category"):
        with override("fr"):
            assert (category.get("label"), category.get(LANG)) == (str(word_for("DraftKind", "output_note")), "fr")
    content = {entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}content") or "" for entry in root if len(entry)}
    french, english = content["La gravité au travail"], content["Another note"]
    assert french.startswith('<div lang="fr" dir="ltr">')
    for said in ("Phrase 0 sur ce texte.", "Commencez par là.", "Des sessions de 2023.", f'href="{site}/en/{NOTE}"'):
        assert said in french
    assert not [sentence for sentence in SENTENCES if sentence in french]
    assert english.startswith('<div lang="en-gb" dir="ltr">')


def test_the_json_feed_says_the_same(scene: Scene) -> None:
    make_translated(scene)
    shelve(copy_of_a_note("Another note"))
    found, site = Client().get("/fr/feed.json").json(), settings.CONVENOR_SITE
    assert (found["language"], found["feed_url"], found["home_page_url"]) == (
        "fr",
        f"{site}/fr/feed.json",
        f"{site}/fr/",
    )
    told = {(item["language"], item["title"], item["url"].removeprefix(site)) for item in found["items"]}
    assert told == {("en-gb", "Another note", "/notes/another-note/"), ("fr", "La gravité au travail", f"/fr/{NOTE}")}


def test_a_feed_without_a_language_is_english_whatever_the_browser_prefers(scene: Scene) -> None:
    make_translated(scene)
    for headers in (dict[str, str](), {"Accept-Language": "fr"}):
        root = atom("/feed.atom", **headers)
        assert (root.get(LANG), [told[1] for told in told_in(root)]) == ("en-gb", ["Severity at work"])
    assert told_in(atom("/ar/feed.atom"))[0][:2] == ("en-gb", "Severity at work")
    assert atom("/ar/feed.atom").get(LANG) == "ar"


def test_what_was_translated_late_is_news_in_its_language_and_what_is_older_says_so(scene: Scene) -> None:
    draft, output = make_released(scene)
    with clock.standing_at(LATER):
        for number in range(25):
            shelve(copy_of_a_note(f"Note {number}"))
    carry_through(scene, in_french(scene, begin(scene, draft)))
    first = told_in(atom("/fr/feed.atom"))
    assert (len(first), first[0][:2]) == (20, ("fr", "La gravité au travail"))
    for address in ("/es/feed.atom", "/feed.atom"):
        assert "severity-at-work" not in page(Client(), address)
    older = "It follows the text of %(day)s, which was changed since. What holds now stands here:"
    with said_in_french(older, "Plus ancienne."):
        assert "Plus ancienne." not in page(Client(), "/fr/feed.atom")
        correct_original(scene, draft)
        assert "Plus ancienne." in page(Client(), "/fr/feed.atom")
    with clock.standing_at(MUCH_LATER + timedelta(days=20)):
        afterwards.withdraw(scene.officer, again(draft), because="It was published in error.")
    root = atom("/fr/feed.atom")
    assert "gravité" not in page(Client(), "/fr/feed.atom")
    gone = "{http://purl.org/atompub/tombstones/1.0}"
    (tombstone,) = root.iter(f"{gone}deleted-entry")
    assert tombstone.get("ref") == f"urn:uuid:{output.key}"
    assert [comment.get(LANG) for comment in tombstone] == ["en-gb"]


@pytest.mark.parametrize(("code", "language"), [("/fr", "fr"), ("/ar", "ar"), ("/en", "en-gb"), ("", "en-gb")])
def test_the_head_of_a_page_leads_to_the_feed_in_its_language(scene: Scene, code: str, language: str) -> None:
    make_translated(scene)
    for address in ("/", "/how-we-count/", f"/{NOTE}"):
        head = Client().get(f"{code}{address}").content.decode().split("<body", 1)[0]
        links = re.findall(r'type="application/atom\+xml" hreflang="([^"]+)" title="[^"]*" href="([^"]+)"', head)
        assert links == [(language, f"{code}/feed.atom")]
        assert atom(links[0][1]).get(LANG) == language
    with_preference = Client().get("/", headers={"Accept-Language": "fr"}).content.decode()
    assert 'hreflang="fr" title="B-Tech" href="/fr/feed.atom"' in with_preference


def test_feeds_ask_at_most_six_questions_in_any_language(scene: Scene) -> None:
    make_translated(scene)
    for address in ("/feed.atom", "/fr/feed.atom", "/fr/feed.json"):
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        assert len(asked) <= 6


def test_each_language_of_a_feed_has_its_own_mark(scene: Scene) -> None:
    make_translated(scene)
    known = Client().get("/fr/feed.atom")["ETag"]
    assert Client().get("/fr/feed.atom", headers={"If-None-Match": known}).status_code == 304
    for address in ("/feed.atom", "/es/feed.atom", "/fr/feed.json"):
        assert Client().get(address, headers={"If-None-Match": known}).status_code == 200
