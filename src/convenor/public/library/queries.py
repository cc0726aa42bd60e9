"""Reads of the library, all through the public connection, which can read nothing else."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, QuerySet, When

from convenor.kernel import clock
from convenor.public.library.models import (
    Correction,
    LastChange,
    OpenSeries,
    OpenWebinar,
    Output,
    Participant,
    Translation,
)
from convenor.rules.vocabulary import DraftKind, PageSection
from convenor.rules.wording import alphabetical


def released() -> QuerySet[Output]:
    """The outputs that anybody can read, newest first."""
    return Output.objects.using("public").filter(withdrawn_on=None)


def notes() -> QuerySet[Output]:
    """Of these, what was learned and told: all but the pages of the site."""
    return released().exclude(kind=DraftKind.PAGE)


def site_pages() -> QuerySet[Output]:
    """The pages of the site, in the order of their sections and in that of their ranks."""
    by_section = Case(*(When(section=one, then=at) for at, one in enumerate(PageSection)), default=len(PageSection))
    return released_of(DraftKind.PAGE).order_by(by_section, "rank", "title")


def page_to_start() -> Output | None:
    """The page of the site that whoever is new begins with: the first where to start."""
    return released_of(DraftKind.PAGE).filter(section=PageSection.START).order_by("rank", "title").first()


def released_of(kind: str) -> QuerySet[Output]:
    """Of these, the ones of a kind."""
    return released().filter(kind=kind)


def withdrawn() -> QuerySet[Output]:
    """The notes whose address remains, the last withdrawn first."""
    gone = Output.objects.using("public").exclude(withdrawn_on=None).exclude(kind=DraftKind.PAGE)
    return gone.order_by("-withdrawn_on", "slug")


def at_address(slug: str) -> Output | None:
    """The output at an address, withdrawn or not."""
    return Output.objects.using("public").filter(slug=slug).first()


def said_at(key: UUID) -> datetime | None:
    """When the text of an output that anybody can read was last changed, for the desk, which knows its key."""
    return released().filter(key=key).values_list("updated_at", flat=True).first()


def address_of(key: UUID) -> str | None:
    """The address of an output, for the desk, which knows its key."""
    return Output.objects.using("public").filter(key=key).values_list("slug", flat=True).first()


def released_with(keys: Iterable[UUID]) -> QuerySet[Output]:
    """Of these outputs, for the desk, those that anybody can read, newest first."""
    return released().filter(key__in=list(keys))


def corrections_of(output: Output) -> QuerySet[Correction]:
    """What was changed in an output since it was published, the last change first."""
    return Correction.objects.using("public").filter(output=output)


def translations_of(output: Output) -> QuerySet[Translation]:
    """The languages into which an output is translated, with the words."""
    return Translation.objects.using("public").filter(output=output)


def translated(outputs: Iterable[Output], language: str) -> dict[UUID, Translation]:
    """Those of these outputs' texts that are there in a language, by the key of the output."""
    keys = [output.key for output in outputs]
    rows = Translation.objects.using("public").filter(output__in=keys, language=language) if keys else ()
    return {row.output_id: row for row in rows}


def notes_translated(language: str) -> QuerySet[Translation]:
    """The translations of notes into a language, each with its output, the last changed first."""
    rows = all_translations().filter(language=language, output__withdrawn_on=None)
    return rows.exclude(output__kind=DraftKind.PAGE).order_by("-updated_at")


def translation_with(key: UUID) -> Translation | None:
    """The translation with a key, for the desk, which knows it."""
    return Translation.objects.using("public").select_related("output").filter(key=key).first()


def all_translations() -> QuerySet[Translation]:
    """Every translation, with its output."""
    return Translation.objects.using("public").select_related("output")


def announced() -> QuerySet[OpenSeries]:
    """The series that anybody may join, the latest year first."""
    return OpenSeries.objects.using("public").prefetch_related("webinars")


def announced_at(slug: str) -> OpenSeries | None:
    """The series at an address, with its webinars in their order."""
    return announced().filter(pk=slug).first()


def webinars_to_come() -> QuerySet[OpenWebinar]:
    """The webinars that have not begun and take place, the next first."""
    rows = OpenWebinar.objects.using("public").select_related("series").filter(starts_at__gt=clock.now())
    return rows.filter(cancelled=False).order_by("starts_at", "series", "number")


def is_to_come(webinar: OpenWebinar) -> bool:
    """Whether somebody can still register for a webinar."""
    return webinar.starts_at > clock.now() and not webinar.cancelled


def participants() -> dict[str, list[str]]:
    """The communities of which anybody is named, each with its names, both as people expect them to be sorted."""
    rows = Participant.objects.using("public").values_list("community", "name")
    found: dict[str, list[str]] = {}
    for community, name in sorted(rows, key=lambda row: (alphabetical(row[0]), row[0], alphabetical(row[1]))):
        found.setdefault(community, []).append(name)
    return found


def latest_change() -> datetime | None:
    """When anything in the library last changed."""
    return LastChange.objects.using("public").values_list("at", flat=True).first()
