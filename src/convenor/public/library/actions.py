"""What the desk does to the library: shelve a copy, correct it, withdraw it, announce a series, list participants.

Who may is decided at the desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from convenor.kernel import clock
from convenor.public.library import indexing
from convenor.public.library.models import LastChange, OpenSeries, OpenWebinar, Output, Participant, Translation
from convenor.public.library.reading import text_at
from convenor.rules.disclosure import Release
from convenor.rules.readings import is_of_the_web, is_own

LONGEST_SLUG = 100
A_TICK = timedelta(seconds=1)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
# What a calendar shows of a webinar, so that a change of it is news to a calendar.
_IN_A_CALENDAR = ("title", "starts_at", "minutes", "cancelled")
_WHERE_AND_WHEN = {"section", "rank", "updated_at"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A text as it leaves the desk, with nothing on it that leads back; `sources` are pairs of title and address.

    Raises ValueError for an address that is not one of the web, because readers will click on it.
    """

    kind: str
    title: str
    body: str
    applies_to: str
    provenance: str
    caveats: Sequence[str]
    sources: Sequence[tuple[str, str]]
    table: Release | None = None
    section: str = ""
    rank: int = 0

    def __post_init__(self) -> None:
        _of_the_web(self.sources)


@transaction.atomic
def shelve(copy: Copy) -> Output:
    """Put a copy on the shelf under an address and a key of its own."""
    output = Output.objects.create(
        slug=_free_slug(copy.title), kind=copy.kind, published_on=clock.today(), **_words_of(copy)
    )
    indexing.index_output(output)
    return output


@transaction.atomic
def correct(key: UUID, copy: Copy, *, line: str) -> Output:
    """Replace the text of an output at its address and say in a line what was changed (U10).

    What only moved to another place of the site says what it said, so its translations are no older than before.
    """
    output = Output.objects.select_for_update().get(key=key, withdrawn_on=None)
    columns = _words_of(copy)
    if all(getattr(output, column) == columns[column] for column in columns.keys() - _WHERE_AND_WHEN):
        columns["updated_at"] = output.updated_at
    for column, words in columns.items():
        setattr(output, column, words)
    output.save()
    output.corrections.create(made_on=clock.today(), text=line)
    indexing.index_output(output)
    _list_anew(output)
    return output


@transaction.atomic
def withdraw(key: UUID, *, because: str) -> Output:
    """Take the text away; its address stays and says when and why."""
    output = Output.objects.select_for_update().get(key=key, withdrawn_on=None)
    # The lines of corrections tell of the text, and translations say it, so they go with it.
    output.corrections.all().delete()
    output.translations.all().delete()
    gone = Copy(kind=output.kind, title="", body="", applies_to="", provenance="", caveats=(), sources=())
    for column, words in _words_of(gone).items():
        setattr(output, column, words)
    output.withdrawn_on, output.withdrawn_because = clock.today(), because
    output.save()
    indexing.index_output(output)
    _list_anew(output)
    return output


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationCopy:
    """An output's text in another language as it leaves the desk; `of` is the moment of the text that it says."""

    language: str
    title: str
    body: str
    applies_to: str
    provenance: str
    sources: Sequence[tuple[str, str]]
    of: datetime

    def __post_init__(self) -> None:
        _of_the_web(self.sources)


@transaction.atomic
def shelve_translation(key: UUID, copy: TranslationCopy, *, line: str = "") -> Translation:
    """Put a translation beside its output, or in the place of the one there; `line` says what was changed in that."""
    output = Output.objects.select_for_update().get(key=key, withdrawn_on=None)
    words: dict[str, object] = {name: getattr(copy, name) for name in copy.__slots__}
    words |= {"sources": _written(copy.sources), "updated_at": _moment()}
    before = output.translations.filter(language=copy.language).first()
    changes = [{"made_on": clock.today().isoformat(), "text": line}, *before.changes] if before and line else []
    translation, _new = output.translations.update_or_create(
        language=copy.language,
        defaults={**words, "changes": changes},
        create_defaults={**words, "published_on": clock.today()},
    )
    indexing.index_output(output)
    return translation


@transaction.atomic
def withdraw_translation(key: UUID) -> None:
    """Take a translation away; its output stays."""
    translation = Translation.objects.select_related("output").get(key=key)
    output = Output.objects.select_for_update().get(key=translation.output_id)
    translation.delete()
    _moment()
    indexing.index_output(output)


@dataclass(frozen=True, kw_only=True, slots=True)
class WebinarCopy:
    """One webinar as it is announced; `starts_at` is aware, `minutes` whole, `note` the key of its summary note.

    `readings` are pairs of title and address. Raises ValueError for an address that is neither one of the web nor a
    path of this site.
    """

    number: int
    title: str
    themes: Sequence[str]
    parts: Sequence[str]
    starts_at: datetime
    time_known: bool
    minutes: int
    subject_to_change: bool
    cancelled: bool
    note: UUID | None = None
    readings: Sequence[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        if not all(is_own(address) or is_of_the_web(address) for _title, address in self.readings):
            raise ValueError("a reading is an address of the web, or a path of this site")


@transaction.atomic
def announce(
    slug: str, *, name: str, year: int, webinars: Sequence[WebinarCopy], topics: Sequence[str] = ()
) -> OpenSeries:
    """Put a series on the shelf, or in the place of what was announced of it; what is not named any more goes."""
    defaults = {"name": name, "year": year, "topics": list(topics), "updated_at": _moment()}
    series, _new = OpenSeries.objects.update_or_create(
        slug=slug, defaults=defaults, create_defaults={**defaults, "announced_on": clock.today()}
    )
    before = {row.number: row for row in series.webinars.all()}
    told = Output.objects.filter(key__in=[copy.note for copy in webinars if copy.note], withdrawn_on=None)
    notes = dict(told.values_list("key", "slug"))
    for copy in webinars:
        _keep(series, before.pop(copy.number, None), copy, notes.get(copy.note, "") if copy.note else "")
    series.webinars.filter(number__in=before).delete()
    indexing.index_series(series)
    return series


def _keep(series: OpenSeries, before: OpenWebinar | None, copy: WebinarCopy, note: str) -> None:
    columns = {name: getattr(copy, name) for name in copy.__slots__}
    columns |= {"themes": list(copy.themes), "parts": list(copy.parts), "note": note}
    columns["readings"] = _as_called(_written(copy.readings))
    row = before or OpenWebinar(series=series)
    if before is None or any(getattr(before, name) != columns[name] for name in _IN_A_CALENDAR):
        # By the clock, so that it also grows over a series that was taken down and announced again.
        row.sequence = max(row.sequence + 1, int((series.updated_at - _BEGINNING).total_seconds()) // 60)
    for name, kept in columns.items():
        setattr(row, name, kept)
    row.save()


def _list_anew(output: Output) -> None:
    """List a text before open sessions as it is called now, or not at all once it was withdrawn."""
    changed = {}
    for webinar in OpenWebinar.objects.exclude(readings=[]).select_related("series"):
        readings = _as_called(webinar.readings)
        if readings != webinar.readings:
            webinar.readings = readings
            webinar.save(update_fields=["readings"])
            changed[webinar.series_id] = webinar.series
    for series in changed.values():
        series.updated_at = output.updated_at
        series.save(update_fields=["updated_at"])
        indexing.index_series(series)


def _as_called(readings: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Readings, each text of ours under the title that it has now; one that was withdrawn has none, so it goes."""
    slugs = [text_at(one["url"]) for one in readings]
    titles = dict(Output.objects.filter(slug__in=slugs).values_list("slug", "title"))
    called = [{**one, "title": titles.get(slug, one["title"])} for slug, one in zip(slugs, readings, strict=True)]
    return [one for one in called if one["title"]]


@transaction.atomic
def take_down(slug: str) -> None:
    """Take a series off the shelf; nothing of it stays."""
    _moment()
    OpenSeries.objects.filter(pk=slug).delete()
    indexing.forget_series(slug)


@transaction.atomic
def list_participants(community: str, names: Sequence[str]) -> None:
    """Let exactly these names stand for a community; where they do, nothing changes.

    All are laid anew, so that the order of the rows is the given one, and none tells who came last.
    """
    before = Participant.objects.filter(community=community)
    if list(before.order_by("pk").values_list("name", flat=True)) == list(names):
        return
    _moment()
    before.delete()
    Participant.objects.bulk_create(Participant(community=community, name=name) for name in names)


def address_from(title: str) -> str:
    """The address that a title makes, of its words alone; a number is added where it is taken."""
    return slugify(title)[:LONGEST_SLUG].strip("-") or "note"


def _words_of(copy: Copy) -> dict[str, object]:
    return {
        "title": copy.title,
        "body": copy.body,
        "applies_to": copy.applies_to,
        "provenance": copy.provenance,
        "caveats": list(copy.caveats),
        "table": copy.table.as_json() if copy.table else None,
        "section": copy.section,
        "rank": copy.rank,
        "sources": _written(copy.sources),
        "updated_at": _moment(),
    }


def _of_the_web(sources: Sequence[tuple[str, str]]) -> None:
    for _title, address in sources:
        if not address.startswith(("https://", "http://")):
            raise ValueError("a source is an address of the web")


def _written(sources: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"title": title, "url": url} for title, url in sources]


def _moment() -> datetime:
    """The present, but always after the last change: a demo's clock may be set back, and copies elsewhere go by it."""
    last = LastChange.objects.select_for_update().first()
    moment = max(clock.now(), last.at + A_TICK) if last else clock.now()
    LastChange.objects.update_or_create(pk=1, defaults={"at": moment})
    return moment


def _free_slug(title: str) -> str:
    wanted = address_from(title)
    taken = set(Output.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbers = (number for number in range(2, len(taken) + 3) if f"{wanted}-{number}" not in taken)
    return wanted if wanted not in taken else f"{wanted}-{next(numbers)}"
