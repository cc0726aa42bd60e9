"""The public pages of the demonstration, from the files in `texts`, each by the way that every text goes."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from convenor.demo.people import Secretariat
from convenor.demo.reference import in_the_morning
from convenor.desk.actions import deciding, writing
from convenor.desk.actions.stage import seen_in
from convenor.desk.checks import Matter, check_draft
from convenor.desk.models import Draft
from convenor.desk.wording import Wording, wording_of
from convenor.kernel import clock
from convenor.rules.vocabulary import DraftKind, PageSection

# After the year's sessions of February, before the notes of March; what is loaded happened in the order of loading.
RELEASED_ON = date(2023, 3, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A public document that says what a page says of one organisation."""

    organisation: str
    title: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One file: its header lines, and the Markdown below them."""

    title: str
    section: PageSection
    rank: int
    applies_to: str
    provenance: str
    body: str
    sources: tuple[Source, ...]
    kept: dict[str, str]


def load(secretariat: Secretariat) -> None:
    """Every page, written by the officer, looked at by the chief, and released."""
    with clock.standing_at(in_the_morning(RELEASED_ON)):
        for page in pages():
            _release(secretariat, page)


def pages() -> list[Page]:
    """What the files say, in the order in which the site shows it."""
    found = files("convenor.demo").joinpath("texts").iterdir()
    texts = [_parsed(file.read_text(encoding="utf-8")) for file in found if file.name.endswith(".md")]
    order = list(PageSection)
    return sorted(texts, key=lambda page: (order.index(page.section), page.rank))


def _release(secretariat: Secretariat, page: Page) -> None:
    officer, chief = secretariat.officer, secretariat.chief
    draft = writing.begin(officer, kind=DraftKind.PAGE, title=page.title, section=page.section, rank=page.rank)
    words = Wording(title=page.title, body=page.body, applies_to=page.applies_to, provenance=page.provenance)
    draft = writing.write(officer, draft, words, digest=wording_of(draft).digest, word_budget=draft.word_budget)
    for source in page.sources:
        draft = _cite(secretariat, draft, source)
    if page.kept:
        _keep(secretariat, draft, page.kept)
    digest = seen_in(draft)
    deciding.send(officer, draft, digest=digest)
    deciding.approve(chief, draft, digest=digest)
    deciding.release(officer, draft, digest=digest)


def _cite(secretariat: Secretariat, draft: Draft, source: Source) -> Draft:
    named = _named(draft, source)
    return writing.cite_source(
        secretariat.officer,
        draft,
        digest=wording_of(draft).digest,
        start=named.start,
        end=named.end,
        organisation=source.organisation,
        title=source.title,
        url=source.url,
    )


def _keep(secretariat: Secretariat, draft: Draft, reasons: dict[str, str]) -> None:
    """Let words stay wherever the page says them, for the reason that its file gives."""
    digest = wording_of(draft).digest
    for one in check_draft(draft).open:
        if one.text in reasons:
            writing.keep_finding(
                secretariat.officer, draft, digest=digest, start=one.start, end=one.end, reason=reasons[one.text]
            )


def _named(draft: Draft, source: Source) -> Matter:
    """Where the page names the organisation of a source. Raises StopIteration if it does not."""
    matters = check_draft(draft).open
    return next(one for one in matters if one.can_be_cited and source.organisation in one.members)


def _parsed(text: str) -> Page:
    head, _, body = text.partition("\n\n")
    lines = [line.split(": ", 1) for line in head.splitlines()]
    said = dict(lines)
    return Page(
        title=said["title"],
        section=PageSection(said["section"]),
        rank=int(said["rank"]),
        applies_to=said["applies_to"],
        provenance=said["provenance"],
        body=body.strip(),
        sources=tuple(_source(words) for name, words in lines if name == "source"),
        kept=dict(_reason(words) for name, words in lines if name == "keep"),
    )


def _source(line: str) -> Source:
    organisation, title, url = line.split(" | ")
    return Source(organisation=organisation, title=title, url=url)


def _reason(line: str) -> tuple[str, str]:
    words, reason = line.split(" | ")
    return words, reason
