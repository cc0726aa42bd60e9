"""A session's compliance record for the secretariat; an organisation's pack for its counsel and its nominees."""

import hashlib
import re
from datetime import datetime
from itertools import zip_longest
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.language import english
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.kernel.templatetags.patterns import moment
from convenor.kernel.words import word_for
from convenor.people.models import Organisation
from convenor.people.queries import names_of
from convenor.room.cohorts.models import ProgrammeYear
from convenor.room.cohorts.queries import naming_day
from convenor.room.meetings import packs as of_packs
from convenor.room.meetings.actions.sealing import make_pack
from convenor.room.meetings.models import SealedRecord, Statement
from convenor.room.meetings.queries import label_of, statement_in_force
from convenor.room.meetings.record import is_as_sealed, represented_in
from convenor.room.meetings.views.reach import place_of, session_or_404
from convenor.rules.compliance import in_lines
from convenor.rules.vocabulary import Role, Zone
from convenor.rules.wording import beside

# A moment as a record and its pack write it, for scripts.
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@needs("record.read")
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What can be proved of a session, for the secretariat, in the version that holds or in an earlier one."""
    row = session_or_404(request, pk)
    versions = list(row.records.order_by("-version"))
    asked = request.GET.get("version", "")
    chosen = next((one for one in versions if str(one.version) == asked), versions[0] if versions else None)
    holds = chosen is not None and is_as_sealed(chosen)
    return show(
        request,
        "meetings/record.html",
        title=_("Compliance record"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        record=chosen,
        versions=versions,
        holds=holds,
        lines=[_readable(line) for line in in_lines(chosen.parts)] if chosen and holds else (),
        represented=[one | {"presence": _in_words(one["presence"]).lower()} for one in represented_in(chosen, row)]
        if chosen and holds
        else (),
    )


@needs("pack.read")
def packs(request: HttpRequest) -> HttpResponse:
    """The years of which there is a pack for somebody's own organisation."""
    return show(
        request,
        "meetings/packs.html",
        title=_("Compliance packs"),
        zone=Zone.ROOM,
        seen_by=_seen_by(),
        offers=of_packs.offers_to(who(request)),
        may_name=sorted(_may_name(request)),
    )


@needs("pack.read")
def pack(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """What a pack proves, its head, and what is in it; the button downloads it."""
    programme_year = get_object_or_404(ProgrammeYear.objects.select_related("cohort"), cohort=slug, year=year)
    own = of_packs.organisation_in(who(request), programme_year, organisation).first()
    if own is None:
        raise Http404
    only = _only(request)
    records = of_packs.records_for(programme_year, own, only)
    if only and not records:
        raise Http404
    if request.method == "POST":
        return _download(request, programme_year, own, only)
    wrong = of_packs.altered(records)
    name = names_of([own.pk], naming_day(programme_year))[own.pk]
    return show(
        request,
        "meetings/pack.html",
        title=_("Compliance pack %(year)d") % {"year": year},
        zone=Zone.ROOM,
        seen_by=_seen_by(),
        lead=beside(", ", (name, programme_year.cohort.name)),
        year=programme_year,
        organisation=own,
        wrong=[one.session for one in wrong],
        packet=None if wrong else of_packs.pack_for(programme_year, own, only),
        only=records[0].session if only else None,
        records=[] if wrong else [_line(one, own) for one in records],
        verifier=hashlib.sha256(of_packs.verifier().encode()).hexdigest(),
    )


@needs("statement.read")
def statement_versions(request: HttpRequest) -> HttpResponse:
    """Every version of the statement, to be read; the one in force first."""
    return show(
        request,
        "meetings/statement_versions.html",
        title=_("The anti-trust statement"),
        zone=Zone.ROOM,
        seen_by=_("Seen by members, their counsel and the secretariat."),
        in_force=statement_in_force(clock.today()),
        versions=Statement.objects.order_by("-in_force_from", "-version"),
    )


def _readable(line: str) -> SafeString:
    """A line of a record with its moments as people write them."""
    # A record is a document, and English.
    with english():
        moments = [moment(datetime.fromisoformat(one)) for one in _WRITTEN.findall(line)]
    return format_html_join("", "{}{}", zip_longest(_WRITTEN.split(line), moments, fillvalue=""))


def _only(request: HttpRequest) -> UUID | None:
    """The one session that is asked for; what is no session's id is none that there is."""
    asked = request.GET.get("session", "")
    try:
        return UUID(asked) if asked else None
    except ValueError:
        raise Http404 from None


def _download(request: HttpRequest, year: ProgrammeYear, own: Organisation, only: UUID | None) -> HttpResponse:
    name = f"compliance-{own.pk}-{year.cohort_id}-{year.year}{f'-{only}' if only else ''}.zip"
    return HttpResponse(
        make_pack(who(request), year, own, only),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _line(sealed: SealedRecord, own: Organisation) -> dict[str, object]:
    parts = sealed.parts
    return {
        "session": sealed.session,
        "label": parts["session"]["label"],
        "sendings": [datetime.fromisoformat(one["sent_at"]) for one in parts["agenda"]["sendings"]],
        "statement": parts["statement"],
        "read_at": datetime.fromisoformat(parts["statement"]["read_at"]) if parts["statement"]["read"] else None,
        "steers": parts["conduct"]["steers_back_into_scope"],
        "presence": _in_words(sealed.presences[own.pk]["presence"]),
        "version": sealed.version,
    }


def _in_words(presence: str) -> str:
    """How the record says that an organisation was there, in the words of the page."""
    others = {"not present": _("not present"), "not recorded": _("not recorded")}
    return others.get(presence) or word_for("Capacity", presence)


def _may_name(request: HttpRequest) -> set[str]:
    """The organisations whose counsel a nominee may name."""
    return set(who(request).organisations(Role.NOMINEE))


def _seen_by() -> str:
    return _("Seen by your organisation's nominees and counsel, and the secretariat.")
