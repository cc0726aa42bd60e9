"""The year-end review: what it is gathered from, and what its files may hold."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import get_language

from convenor.kernel import language
from convenor.kernel.actor import Actor
from convenor.room.cohorts.models import ProgrammeYear, SeatHolding
from convenor.room.meetings.models import Session
from convenor.room.reviews.actions import answer_review, rewrite_section
from convenor.room.reviews.exports import FORMATS, ExportRefused, export_review
from convenor.room.reviews.exports.scan import refuse_traces
from convenor.room.reviews.queries import review_facts
from convenor.rules.review import SectionKey
from convenor.rules.vocabulary import SessionState
from making import (
    make_actor,
    make_cohort,
    make_member,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]


# What it counts


def test_only_sessions_up_to_today_that_were_not_cancelled_are_counted() -> None:
    year = make_year(make_cohort())
    held, today, coming = (make_session(year, date(2023, month, 6)) for month in (2, 3, 4))
    cancelled = make_session(year, date(2023, 1, 9))
    Session.objects.filter(pk=cancelled.pk).update(state=SessionState.CANCELLED)
    facts = review_facts(year)
    assert [session.on for session in facts.sessions] == [held.starts_at.date(), today.starts_at.date()]
    assert facts.coming == (coming.starts_at.date(),)


def test_the_year_before_counts_what_took_place_too() -> None:
    cohort = make_cohort()
    before, year = make_year(cohort, 2022), make_year(cohort, 2023)
    make_session(before, date(2022, 5, 3))
    assert review_facts(year).sessions_before == 1


# What its files may hold

BY_SOMEBODY = "<cp:lastModifiedBy>Somebody</cp:lastModifiedBy>"


@pytest.fixture
def year() -> ProgrammeYear:
    row = make_year(make_cohort())
    membership = make_member(row.cohort, make_organisation("vellum", name="Vellum Telecom"))
    seat = membership.seats.get(number=1)
    SeatHolding.objects.create(seat=seat, person=make_person("Quetzal Marblewood"), since=membership.since)
    return row


@pytest.fixture
def actor() -> Actor:
    return make_actor()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_names_nobody_who_sits_in_the_cohort(year: ProgrammeYear, actor: Actor, ending: str) -> None:
    assert export_review(year, ending)
    answer_review(actor, year, confirmed=[], held_back="Quetzal Marblewood left us.", value="", plans="")
    with pytest.raises(ExportRefused, match="its text names a person, “Quetzal Marblewood”"):
        export_review(year, ending)


def test_a_name_in_pieces_or_in_signs_is_found_too(year: ProgrammeYear, actor: Actor) -> None:
    for said in ("Quetzal Mar**ble**wood", "QUETZAL&nbsp;MARBLEWOOD", "quetzal.marblewood"):
        answer_review(actor, year, confirmed=[], held_back="", value="", plans="")
        rewrite_section(actor, year, SectionKey.OVERVIEW, f"Thanks to {said} for all.")
        for ending in ("docx", "html"):
            with pytest.raises(ExportRefused):
                export_review(year, ending)


def test_the_officer_is_told_and_gets_no_file(year: ProgrammeYear, actor: Actor) -> None:
    answer_review(actor, year, confirmed=[], held_back="Quetzal Marblewood left us.", value="", plans="")
    officer = Client()
    officer.force_login(make_secretariat(name="Officer of the day"))
    address = f"/cohorts/{year.cohort_id}/{year.year}/review/"
    response = officer.get(f"{address}export.docx", follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert "The file was not made" in response.content.decode()


def test_no_file_is_said_in_the_language_of_the_reader(
    year: ProgrammeYear, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_review(actor, year, confirmed=[], held_back="Quetzal Marblewood left us.", value="", plans="")
    form = "The file was not made: {where} names a person, “{person}”. "
    form += "Take the name out of the review, then take the file again."
    said = {form: "« {person} » dans {where}", "its text": "son texte"}
    monkeypatch.setattr(language, "gettext", lambda text: said.get(text, text) if get_language() == "fr" else text)
    officer = Client()
    officer.force_login(make_secretariat(name="Officer of the day"))
    response = officer.get(f"/fr/cohorts/{year.cohort_id}/{year.year}/review/export.docx", follow=True)
    assert response.redirect_chain == [(f"/fr/cohorts/{year.cohort_id}/{year.year}/review/", 302)]
    assert "« Quetzal Marblewood » dans son texte" in response.content.decode()


def with_part(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()).encode() if part == name else text)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        (
            "docProps/core.xml",
            "</cp:coreProperties>",
            "<cp:lastModifiedBy>Somebody</cp:lastModifiedBy></cp:coreProperties>",
        ),
        ("docProps/app.xml", "</Properties>", "<Company>Somebody</Company></Properties>"),
        ("word/document.xml", "<w:p>", '<w:ins w:author="Somebody"/><w:p>'),
    ],
)
def test_whoever_wrote_a_word_file_would_be_seen(year: ProgrammeYear, part: str, before: str, after: str) -> None:
    content = export_review(year, "docx")
    assert before in zipfile.ZipFile(io.BytesIO(content)).read(part).decode()
    with pytest.raises(ExportRefused, match="says who wrote it, “Somebody”"):
        refuse_traces(with_part(content, part, lambda text: text.replace(before, after, 1)), None)


def test_whoever_wrote_a_page_or_a_pdf_would_be_seen(year: ProgrammeYear) -> None:
    from weasyprint import HTML

    page = export_review(year, "html").decode().replace("<title>", '<meta name="author" content="Somebody"><title>')
    printed = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    for content in (page.encode(), printed):
        with pytest.raises(ExportRefused, match="says who wrote it"):
            refuse_traces(content, None)
