"""An organisation on a list of a year, of its experts or its advisors: shown, let be named, taken off."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.people.queries import names_of
from convenor.room.cohorts.forms import NamingForm
from convenor.room.cohorts.models import Advisor, ExpertOrganisation, ProgrammeYear
from convenor.room.cohorts.queries import naming_day
from convenor.rules.wording import alphabetical

OnAList = Advisor | ExpertOrganisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One organisation as the page shows it, and whether it may be named today."""

    row: OnAList
    name: str
    named: bool


def lines(rows: Iterable[OnAList], year: ProgrammeYear, *, named: Collection[str]) -> list[Line]:
    """The organisations by name; `named` are those that may be named."""
    found = list(rows)
    names = names_of((row.organisation_id for row in found), naming_day(year))
    return sorted(
        (Line(row=row, name=names[row.organisation_id], named=row.organisation_id in named) for row in found),
        key=lambda line: alphabetical(line.name),
    )


def ask_to_name(request: HttpRequest, row: OnAList, act: Callable[[str], object], *, back: Back) -> HttpResponse:
    """Ask for the text by which an organisation agreed on paper to be named; `act` takes its version."""
    form = NamingForm(posted(request))
    return ask(
        request,
        form,
        lambda: act(form.cleaned_data["consent_text"]),
        title=_("%(name)s agreed to be named") % {"name": _name(row)},
        button=_("Record the agreement"),
        done=_("It may be named, for the year."),
        back=back,
    )


def ask_to_take_off(request: HttpRequest, row: OnAList, act: Callable[[], object], *, back: Back) -> HttpResponse:
    """Ask whether an organisation is taken off the list."""
    return ask(
        request,
        NothingForm(posted(request)),
        act,
        title=_("Take %(name)s off the list?") % {"name": _name(row)},
        button=_("Take it off the list"),
        done=_("It is off the year's list."),
        danger=True,
        back=back,
    )


def _name(row: OnAList) -> str:
    return names_of([row.organisation_id], naming_day(row.year))[row.organisation_id]
