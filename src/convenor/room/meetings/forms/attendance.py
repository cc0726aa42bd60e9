"""Who was represented: by hand, and by a meeting tool's report."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.room.meetings.forms.inputs import choices
from convenor.room.meetings.queries import CREDITING
from convenor.rules.vocabulary import Capacity

LARGEST_REPORT = 10_000_000
NOBODY = "nobody"


class AttendanceForm(forms.Form):
    """By whom each member was represented."""

    def __init__(
        self, *args: Any, members: Mapping[str, str], recorded: Mapping[str, Capacity] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        options = [("", _("Choose")), *choices("Capacity", CREDITING), (NOBODY, _("Nobody"))]
        for slug, name in members.items():
            initial = None if recorded is None else str(recorded.get(slug, NOBODY))
            self.fields[slug] = forms.ChoiceField(label=name, choices=options, initial=initial)

    def represented(self) -> dict[str, Capacity | None]:
        """The answer for each member."""
        return {slug: None if answer == NOBODY else Capacity(answer) for slug, answer in self.cleaned_data.items()}


class ReportForm(forms.Form):
    """A meeting tool's participants report."""

    report = forms.FileField(
        label=gettext_lazy("Attendance report from Zoom, Teams or Meet"),
        help_text=gettext_lazy("The file as the tool gives it, usually .csv. Telephone numbers are never kept."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        allow_empty_file=True,
    )

    def clean_report(self) -> Any:
        report = self.cleaned_data["report"]
        if report.size > LARGEST_REPORT:
            raise forms.ValidationError(
                _("The file has more than 10 MB; a participants report is far smaller. Check that it is one.")
            )
        return report
