"""What is asked before people are counted."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.kernel.language import told
from convenor.room.cohorts.models import Cohort, ProgrammeYear
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of
from convenor.room.statistics import noise, queries
from convenor.room.statistics.models import FLOOR, USUAL_BUDGET, Ledger
from convenor.room.statistics.titles import IN_A_SESSION, in_a_year
from convenor.rules.disclosure.budget import MOST_OF_ONE, STRENGTHS
from convenor.rules.disclosure.columns import Doubt, Kinship
from convenor.rules.disclosure.noisy import LONGEST_LINE, MOST_LINES, REST, rounding
from convenor.rules.participants import REGIONS_OF_THE_WORLD, Choice, ListError, ParticipantList, read_list

MOST_BYTES = 1_000_000
MOST_COLUMNS = 2
REGION_OF = "region of: "


class ThresholdsForm(forms.Form):
    """The thresholds of a room, asked once; what they are for tables with noise, where these can be made."""

    marks_optional = False

    k = forms.IntegerField(
        label=_("Fewest people that a number may stand for"),
        min_value=FLOOR,
        max_value=50,
        initial=5,
        help_text=_("Five is usual. Three says more of a small room and protects less."),
    )
    k_organisations = forms.IntegerField(
        label=_("Fewest organisations that a number may stand for"),
        min_value=FLOOR,
        max_value=50,
        initial=FLOOR,
        help_text=_("Two people of one company are one company to whoever reads the number."),
    )
    budget = forms.TypedChoiceField(
        label=_("What tables with “about” numbers may cost in all"),
        choices=[
            (0.0, _("Nothing: numbers are counted exactly or not at all")),
            (1.0, _("1: two tables that are somewhat off, and no more")),
            (2.0, _("2: four of these, or two that are nearer")),
            (4.0, _("4: eight of these; protects least")),
        ],
        coerce=float,
        initial=USUAL_BUDGET,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Chance is added to each number of such a table. Each costs a little, and it adds up for good."),
    )
    most_of_one = forms.IntegerField(
        label=_("How many people of one organisation these tables count"),
        min_value=1,
        max_value=MOST_OF_ONE,
        initial=1,
        required=False,
        help_text=_("One is usual. With three, the numbers are three times as far off."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not noise.is_there():
            del self.fields["budget"], self.fields["most_of_one"]

    def clean_budget(self) -> float:
        chosen: float | str = self.cleaned_data["budget"]
        return USUAL_BUDGET if isinstance(chosen, str) else chosen

    def clean_most_of_one(self) -> int:
        return self.cleaned_data["most_of_one"] or 1


class ListForm(forms.Form):
    """A list of people, as a file or pasted."""

    title = forms.CharField(
        label=_("What is counted"),
        max_length=200,
        help_text=_("Anybody may read it, such as “Who registered for the session on remedy”."),
    )
    file = forms.FileField(
        label=_("The list as a file"), required=False, help_text=_("CSV, as a meeting or poll tool exports it.")
    )
    text = forms.CharField(
        label=_("Or paste it"),
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("The first line names the columns. It is counted and forgotten: no line of it is kept here."),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            try:
                given["text"] = self._whole(given.get("file"), given.get("text", ""))
                given["found"] = self._read(given["text"])
            except forms.ValidationError as error:
                self.add_error("file" if given.get("file") else "text", error)
        return given

    def _whole(self, file: "UploadedFile[bytes] | None", pasted: str) -> str:
        if file is None:
            return pasted
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("The file is larger than 1 MB. Leave out the columns that are not counted.")
            )
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(gettext("This is not text in UTF-8. Save the list as CSV (UTF-8).")) from error

    def _read(self, text: str) -> ParticipantList:
        if not text.strip():
            raise forms.ValidationError(gettext("Choose a file or paste the list."))
        try:
            found = read_list(text)
        except ListError as error:
            raise forms.ValidationError(told(error.args[0])) from error
        if not (found.countable or found.countries):
            raise forms.ValidationError(
                gettext("Every column of this list says who somebody is. Add one to count by, such as the region.")
            )
        return found


def ask_what_is_meant(form: forms.Form, asked: Iterable[Doubt]) -> None:
    """Add a question about every column that looks like a published one; it matters where that column is counted."""
    for at, doubt in enumerate(asked):
        is_same = doubt.kinship is Kinship.SAME_VALUES
        same = [(name, gettext("The same question: count it as “%s”") % name) for name in doubt.like if is_same]
        about = {"column": doubt.column, "like": " / ".join(doubt.like)}
        form.fields[f"meant_{at}"] = forms.ChoiceField(
            label=gettext("What is “%(column)s”, beside “%(like)s” that was published?") % about,
            help_text=(
                gettext(
                    "Answer where you count by it. The values were published before: the same question under two "
                    "names would be counted twice."
                )
                if is_same
                else gettext(
                    "Answer where you count by it. Whoever knows which country lies where could subtract one table "
                    "from the other."
                )
            ),
            choices=[*same, (doubt.column, gettext("It is about something else"))],
            widget=forms.RadioSelect,
            required=False,
        )


def meant_by(form: forms.Form, asked: Iterable[Doubt]) -> dict[str, str]:
    """What was said of these columns: the published one that each is, or its own name where it is something else."""
    meant = ((doubt.column, form.cleaned_data[f"meant_{at}"]) for at, doubt in enumerate(asked))
    return {column: name for column, name in meant if name}


class ColumnsForm(forms.Form):
    """Which column says what; the list travels with the question, because it is not kept."""

    title = forms.CharField(widget=forms.HiddenInput, max_length=200)
    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES)
    person = forms.ChoiceField(
        label=_("Which column tells people apart?"), help_text=_("The address is best. Who is there twice counts once.")
    )
    organisation = forms.ChoiceField(
        label=_("Which column names the organisation?"),
        required=False,
        help_text=_(
            "Without one, the part of the address after the @ is taken, unless anybody can have such an address."
        ),
    )
    by = forms.MultipleChoiceField(
        label=_("Count by"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One or two; two are also crossed. A table of many small groups says little."),
    )

    def __init__(self, *args: Any, found: ParticipantList, asked: Sequence[Doubt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.asked = found, asked
        columns = [(column, column) for column in found.columns]
        derived = [
            (f"{REGION_OF}{column}", gettext("Region of the world, from “%s”") % column) for column in found.countries
        ]
        self.fields["person"].choices = columns  # type: ignore[attr-defined]
        self.fields["person"].initial = next(iter(found.addresses), None)
        self.fields["organisation"].choices = [("", gettext("None")), *columns]  # type: ignore[attr-defined]
        countable = [(column, column) for column in found.countable]
        self.fields["by"].choices = [*derived, *countable]  # type: ignore[attr-defined]
        self.fields["by"].help_text = format_html("{} {}", self.fields["by"].help_text, _not_offered(found.naming))
        ask_what_is_meant(self, asked)

    def clean_by(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["by"]
        if len(chosen) > MOST_COLUMNS:
            raise forms.ValidationError(gettext("Count by one column or by two; more make groups too small to show."))
        return chosen

    def choice(self) -> Choice:
        """The columns as the rules read them."""
        chosen: list[str] = self.cleaned_data["by"]
        return Choice(
            person=self.cleaned_data["person"],
            organisation=self.cleaned_data["organisation"] or None,
            by=tuple(one.removeprefix(REGION_OF) for one in chosen),
            regions=frozenset(one.removeprefix(REGION_OF) for one in chosen if one.startswith(REGION_OF)),
        )


def _not_offered(columns: Sequence[str]) -> str:
    if not columns:
        return ""
    named = gettext(", ").join(f"“{column}”" for column in columns)
    sentence = gettext("Not offered: {}. Nearly everybody has another value there, so it would say who was counted.")
    return format_html(sentence, named)


class AboutForm(forms.Form):
    """The columns of a list for a table with noise, which answers were possible, and how much noise."""

    title = forms.CharField(widget=forms.HiddenInput, max_length=200)
    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES)
    person = forms.ChoiceField(label=_("Which column tells people apart?"))
    organisation = forms.ChoiceField(
        label=_("Which column names the organisation?"),
        required=False,
        help_text=_("Without one, the part of the address after the @ is taken. An organisation is what is protected."),
    )
    by = forms.ChoiceField(label=_("Count by"), widget=forms.RadioSelect)
    values = forms.CharField(
        label=_("Which answers were possible?"),
        required=False,
        max_length=MOST_LINES * (LONGEST_LINE + 2),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One a line, also those that nobody gave: an answer that is a line because somebody gave it would tell "
            "that. All others are counted together. For regions of the world it is not needed."
        ),
    )
    epsilon = forms.TypedChoiceField(label=_("How much noise?"), coerce=float, widget=forms.RadioSelect)
    marks_optional = False

    def __init__(
        self, *args: Any, found: ParticipantList, asked: Sequence[Doubt], ledger: Ledger, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.asked = found, asked
        columns = [(column, column) for column in found.columns]
        regions = [(f"{REGION_OF}{one}", gettext("Region of the world, from “%s”") % one) for one in found.countries]
        self.fields["person"].choices = columns  # type: ignore[attr-defined]
        self.fields["person"].initial = next(iter(found.addresses), None)
        self.fields["organisation"].choices = [("", gettext("None")), *columns]  # type: ignore[attr-defined]
        countable = [(column, column) for column in found.countable]
        self.fields["by"].choices = [*regions, *countable]  # type: ignore[attr-defined]
        self.fields["by"].help_text = _not_offered(found.naming)
        self.fields["epsilon"].choices = [  # type: ignore[attr-defined]
            (cost, _off(cost, ledger)) for cost in STRENGTHS if cost <= queries.budget_of(ledger).left
        ]
        ask_what_is_meant(self, asked)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("by") and not given["by"].startswith(REGION_OF) and not given.get("values", "").strip():
            self.add_error("values", gettext("Name the answers that were possible, one a line."))
        return given

    def choice(self) -> Choice:
        """The columns as the rules read them."""
        column = self.cleaned_data["by"].removeprefix(REGION_OF)
        return Choice(
            person=self.cleaned_data["person"],
            organisation=self.cleaned_data["organisation"] or None,
            by=(column,),
            regions=frozenset([column]) if self.cleaned_data["by"].startswith(REGION_OF) else frozenset(),
        )

    def lines(self) -> list[str]:
        """The answers that were possible."""
        if self.cleaned_data["by"].startswith(REGION_OF):
            return list(REGIONS_OF_THE_WORLD)
        return [line for line in self.cleaned_data["values"].splitlines() if line.strip() and line.strip() != REST]


def _off(cost: float, ledger: Ledger) -> str:
    off = rounding(cost, ledger.most_of_one).within
    return gettext("Off by at most %(off)d, 19 times of 20; costs %(cost)s") % {"off": off, "cost": f"{cost:g}"}


class AttendanceForm(forms.Form):
    """Which session or year, and by what."""

    of = forms.ChoiceField(label=_("Who was represented"))
    by = forms.MultipleChoiceField(
        label=_("Count by"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(key.value, key.label) for key in queries.COLUMNS],
        help_text=_("What is on record of the organisations: public knowledge, with its source on their pages."),
    )

    def __init__(self, *args: Any, cohort: Cohort, asked: Sequence[Doubt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.years = {f"year-{year.year}": year for year in queries.years_with_attendance(cohort)}
        self.sessions = {str(session.pk): session for session in queries.sessions_with_attendance(cohort)}
        years = [(key, gettext("At least once in %s") % year.year) for key, year in self.years.items()]
        sessions = [(key, told(label_of(session).full)) for key, session in self.sessions.items()]
        self.fields["of"].choices = [*years, *sessions]  # type: ignore[attr-defined]
        ask_what_is_meant(self, asked)

    def clean_by(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["by"]
        if len(chosen) > MOST_COLUMNS:
            raise forms.ValidationError(gettext("Count by one or by two; more make groups too small to show."))
        return chosen

    def subject(self) -> Session | ProgrammeYear:
        """The session or the year that was chosen."""
        key = self.cleaned_data["of"]
        return self.years.get(key) or self.sessions[key]

    def title(self) -> str:
        """What the table will be called: a year, never a session's day, which would point to one session."""
        if self.cleaned_data["of"] in self.years:
            return in_a_year(self.years[self.cleaned_data["of"]].year)
        return IN_A_SESSION
