"""AC-02: the year-end review of 2022, generated, edited and taken along."""

import io
import re
import zipfile

import pytest
from docx import Document
from pypdf import PdfReader

from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ADDRESS = "/cohorts/cop-1/2022/review/"
SECTIONS = [
    "Overview",
    "2022 Developments and Challenges",
    "Structure and Modalities",
    "Participants",
    "Sessions: Dates and Themes",
    "2023: A Look Ahead",
    "Contact",
]
MEMBERS = (
    "Apple Cisco Cloudflare Ericsson Google Hewlett_Packard_Enterprise Meta Microsoft Salesforce "
    "Telefónica Twitter Verizon Vodafone"
).split()
EXPERTS = [
    "Mazars",
    "Pluto & Associates",
    "International Committee of the Red Cross",
    "Global Network Initiative",
    "Institute for Human Rights and Business",
]


def markdown(sign_in: SignIn) -> str:
    return sign_in("officer").get(f"{ADDRESS}export.md").content.decode()


def section(text: str, heading: str) -> str:
    return text.split(f"## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def test_the_seven_sections_stand_in_their_order(sign_in: SignIn) -> None:
    assert re.findall(r"^## (.+)$", markdown(sign_in), re.MULTILINE) == SECTIONS


def test_thirteen_companies_from_apple_to_vodafone_and_the_addition(sign_in: SignIn) -> None:
    listed = re.findall(r"^- (.+)$", section(markdown(sign_in), "Participants"), re.MULTILINE)
    assert [name.split(" (")[0].replace(" ", "_") for name in listed] == MEMBERS
    assert [name for name in listed if "(" in name] == ["Telefónica (joined in 2022)"]


def test_experts_stand_for_the_year_and_never_with_a_session(sign_in: SignIn) -> None:
    text = markdown(sign_in)
    for expert in EXPERTS:
        assert expert in section(text, "Participants")
        assert expert not in section(text, "Sessions: Dates and Themes")


def test_guests_are_mentioned_for_17_may_alone(sign_in: SignIn) -> None:
    text = markdown(sign_in)
    assert [line for line in text.splitlines() if "uests" in line] == [
        "Guests were noted at the session of 17 May 2022: numerous guests from member companies."
    ]


def test_capacity_limits_are_said_candidly(sign_in: SignIn) -> None:
    assert "limited resources" in section(markdown(sign_in), "2022 Developments and Challenges")


def test_that_most_companies_met_their_commitment_waits_for_an_officer(sign_in: SignIn) -> None:
    assert "Most companies met" not in markdown(sign_in)
    officer = sign_in("officer")
    answers = {"held_back": "Little capacity.", "confirmed": ["most_met"]}
    assert officer.post(f"{ADDRESS}answers/", answers).status_code == 302
    assert "Most companies met their participation commitment." in markdown(sign_in)


def test_a_section_is_edited_and_can_be_generated_again(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    address = f"{ADDRESS}sections/overview/"
    assert officer.post(address, {"body": "In **our** words.\n\n- one"}).status_code == 302
    assert section(markdown(sign_in), "Overview").strip() == "In **our** words.\n\n- one"
    assert "In our words." in words(officer.get(ADDRESS))
    assert officer.post(f"{address}again/").status_code == 302
    assert "brought 13 companies together" in markdown(sign_in)


def test_what_an_officer_writes_cannot_become_a_script(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    body = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://elsewhere.example/p.png)"
    officer.post(f"{ADDRESS}sections/overview/", {"body": body})
    page = officer.get(ADDRESS).content.decode()
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


def test_the_word_file_reads_and_names_no_author(sign_in: SignIn) -> None:
    content = sign_in("officer").get(f"{ADDRESS}export.docx").content
    document = Document(io.BytesIO(content))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == SECTIONS
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    everything = b"".join(zipfile.ZipFile(io.BytesIO(content)).read(name) for name in _names(content))
    assert b"secretariat.example" not in everything
    assert b"python-docx" not in everything


def _names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_the_pdf_reads_and_names_no_author(sign_in: SignIn) -> None:
    content = sign_in("officer").get(f"{ADDRESS}export.pdf").content
    reader = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    for heading in SECTIONS:
        assert heading in text
    assert reader.metadata is not None
    assert not reader.metadata.author
    assert not reader.metadata.creation_date


def test_the_web_page_asks_for_nothing_else(sign_in: SignIn) -> None:
    page = sign_in("officer").get(f"{ADDRESS}export.html").content.decode()
    assert not re.findall(r"(?:src|<link|@import)[^>]*", page)


def test_no_part_of_the_document_says_when_it_was_made(sign_in: SignIn) -> None:
    parts = zipfile.ZipFile(io.BytesIO(sign_in("officer").get(f"{ADDRESS}export.docx").content)).infolist()
    assert {part.date_time for part in parts} == {(2000, 1, 1, 0, 0, 0)}


def test_two_exports_are_the_same_byte_for_byte(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    for ending in ("md", "html", "docx", "pdf"):
        first, second = (officer.get(f"{ADDRESS}export.{ending}").content for _ in range(2))
        assert first == second, ending


def test_a_nominee_has_no_way_to_the_review(sign_in: SignIn) -> None:
    nominee = sign_in("nominee")
    assert nominee.get(ADDRESS).status_code == 403
    assert nominee.post(f"{ADDRESS}sections/overview/", {"body": "Mine."}).status_code == 403
    assert "Mine." not in markdown(sign_in)


def test_a_year_or_a_kind_of_file_that_there_is_not_is_not_found(sign_in: SignIn) -> None:
    officer = sign_in("officer")
    assert officer.get("/cohorts/cop-1/1999/review/").status_code == 404
    assert officer.get(f"{ADDRESS}export.exe").status_code == 404
    assert officer.get(f"{ADDRESS}sections/nothing/").status_code == 404
