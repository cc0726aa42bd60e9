"""The year-end review: read, answered, put into one's own words, and taken along as a file that names nobody."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import LookIn
from e2e.doing import follow, heading, press, stands_well, told

HELD_BACK = "Two colleagues left in the autumn, and notes waited."
REVIEW = "/cohorts/cop-1/2022/review/"


def test_the_review_is_answered_and_rewritten(look_in_as: LookIn) -> None:
    page = look_in_as("officer")
    page.goto("/cohorts/cop-1/2022/")
    follow(page, "Year-end review")
    expect(heading(page)).to_have_text("Year-end review 2022")
    expect(page.locator("section[aria-labelledby] h2")).to_have_count(7)
    claim = "Most companies met what they had committed to."
    assert claim not in page.get_by_role("main").inner_text()

    # A claim stands in it once somebody vouches for it.
    follow(page, "Answer and vouch")
    stands_well(page)
    page.get_by_label("What held us back this year?").fill(HELD_BACK)
    page.get_by_label(claim).check()
    press(page, "Put it in the review")
    told(page, "Your answers are in the review.")
    told(page, HELD_BACK)
    told(page, "Most companies")

    # One's own words stay until one drops them.
    follow(page, "Edit Overview")
    page.get_by_label("Text").fill("The year in our own words.")
    press(page, "Keep this text")
    told(page, "The year in our own words.")
    stands_well(page)
    follow(page, "Edit Overview")
    press(page, "Drop my text and generate it again")
    expect(page.get_by_role("main")).not_to_contain_text("The year in our own words.")


@pytest.mark.parametrize("kind", ["Word", "PDF", "Web page", "Markdown"])
def test_the_review_is_taken_along(look_in_as: LookIn, tmp_path: Path, kind: str) -> None:
    page = look_in_as("chief")
    page.goto(REVIEW)
    words, authors = READERS[kind](download(page, kind, tmp_path))
    for expected in ("Year-end review", "Participants", "Ericsson"):
        assert re.search(expected, words, re.IGNORECASE), f"{expected} is not in the file:\n{words[:2000]}"
    assert authors == ""
    assert "@secretariat" not in words


def download(page: Page, kind: str, folder: Path) -> bytes:
    """Follow a link to a file and read it."""
    with page.expect_download() as started:
        page.get_by_role("link", name=kind, exact=True).click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file.read_bytes()


def in_docx(content: bytes) -> tuple[str, str]:
    """The words of a document and whom it names as its authors."""
    read = docx.Document(BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    properties = read.core_properties
    return "\n".join(
        [*(line.text for line in read.paragraphs), *cells]
    ), properties.author + properties.last_modified_by


def in_pdf(content: bytes) -> tuple[str, str]:
    """The same of a PDF."""
    read = pypdf.PdfReader(BytesIO(content))
    return "\n".join(page.extract_text() for page in read.pages), (read.metadata and read.metadata.author) or ""


def in_text(content: bytes) -> tuple[str, str]:
    """The same of a text, which has no place for an author but its own words."""
    words = content.decode("utf-8")
    return words, "".join(re.findall(r'name="author"|^author:', words, re.IGNORECASE | re.MULTILINE))


READERS = {"Word": in_docx, "PDF": in_pdf, "Web page": in_text, "Markdown": in_text}
