"""What people fill in at the desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.desk.word import MOST_BYTES, Unreadable, WordFile, read_word
from convenor.desk.wording import FIELDS, Wording
from convenor.kernel import clock
from convenor.kernel.language import told
from convenor.kernel.words import word_for
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import Remark
from convenor.rules.release import DEFAULT_WINDOW
from convenor.rules.vocabulary import DraftKind, PageSection
from convenor.rules.waiver import LONGEST_MESSAGE

LONGEST_BODY = 100_000
# It is kept and read by others, so it is English whoever asks.
USUAL_MESSAGE = "We would like to publish these words. They point to you, so we ask you first."


def _kinds() -> list[tuple[str, str]]:
    """The kinds that somebody can begin here; a year-end review begins from its year, a page from the pages."""
    elsewhere = {DraftKind.YEAR_END_REVIEW, DraftKind.STATISTICS, DraftKind.PAGE}
    begun = (kind for kind in DraftKind if kind not in elsewhere)
    return [(kind.value, word_for("DraftKind", kind)) for kind in begun]


class RemarksField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Sealed notes to tick, each shown with its words."""

    def label_from_instance(self, remark: Remark) -> str:
        return f"{word_for('RemarkKind', remark.kind)}: {remark.text}"


class BeginForm(forms.Form):
    """A new draft. Remarks are offered where it begins from a session."""

    kind = forms.ChoiceField(label=_("What will it be?"), choices=_kinds, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Say what was learned. The title becomes the page's address.")
    )
    cohort = forms.ModelChoiceField(
        label=_("Which community is it about?"),
        queryset=Cohort.objects.none(),
        required=False,
        empty_label=_("None in particular: check it against all"),
        help_text=_("The text is checked against its members, and they may object."),
    )
    remarks = RemarksField(
        label=_("Notes to begin from"),
        queryset=Remark.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Copies go into the draft as a list for you to rewrite. The sealed notes stay as they are."),
    )

    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 14, "class": "read", "dir": "auto"}),
        help_text=_("As the file shows it. You go on writing in the next step."),
    )

    def __init__(
        self, *args: Any, cohorts: Iterable[Cohort], remarks: Any = None, with_text: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not with_text:
            del self.fields["body"]
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
        if remarks is None:
            del self.fields["remarks"]
            return
        del self.fields["cohort"]
        self.fields["remarks"].queryset = remarks  # type: ignore[attr-defined]
        if not remarks:
            del self.fields["remarks"]


class PlaceOnSiteForm(forms.Form):
    """Where on the site a page stands."""

    section = forms.ChoiceField(
        label=_("Section"), choices=lambda: [(one.value, word_for("PageSection", one)) for one in PageSection]
    )
    rank = forms.IntegerField(
        label=_("Place in its section"),
        min_value=1,
        max_value=999,
        initial=10,
        help_text=_("A lower number stands higher. Pages with the same number stand by their titles."),
    )


class BeginPageForm(PlaceOnSiteForm):
    """A new page of the site."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The title becomes the page's address."))
    field_order = ("title",)


class WordForm(forms.Form):
    """A Word file to begin from. What it says is read here and kept nowhere."""

    document = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of 10 MB at most. Its text becomes the draft; the file itself is not kept."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,
    )

    def clean_document(self) -> WordFile:
        """What the file says. Raises ValidationError with one sentence for a file that cannot be used."""
        document = self.cleaned_data["document"]
        try:
            read = read_word(document.read(MOST_BYTES + 1))
        except Unreadable as error:
            raise forms.ValidationError(
                gettext("The file cannot be used: %(reason)s."), params={"reason": told(error.args[0])}
            ) from None
        if len(read.text.body) > LONGEST_BODY:
            raise forms.ValidationError(
                gettext("The text has %(signs)d characters, and a draft holds %(most)d. Make two files of it."),
                params={"signs": len(read.text.body), "most": LONGEST_BODY},
            )
        return read


class WriteForm(forms.Form):
    """The words of a draft. `digest` says which text the writer began from."""

    digest = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18, "class": "read", "spellcheck": "true", "dir": "auto"}),
        help_text=_("Markdown: ## for a heading, - for a point, **strong**, [words](address)."),
    )
    correction = forms.CharField(
        label=_("What readers will see was corrected"),
        max_length=300,
        help_text=_("One sentence. It stands under the note, with the date."),
    )
    applies_to = forms.CharField(
        label=_("Applies to"),
        max_length=200,
        required=False,
        help_text=_("Kinds of technology or company it is useful for, never names."),
    )
    provenance = forms.CharField(
        label=_("Where this comes from"),
        max_length=300,
        required=False,
        help_text=_("In general words, never the day of a session."),
    )
    word_budget = forms.IntegerField(
        label=_("Words at most"), min_value=50, max_value=30_000, help_text=_("A reminder; nothing is cut.")
    )

    def __init__(self, *args: Any, correcting: bool, placed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if placed:
            self.fields |= PlaceOnSiteForm().fields
        # A browser would cut a pasted text at the limit without a word; we say that it is too long.
        self.fields["body"].widget.attrs.pop("maxlength", None)
        if not correcting:
            del self.fields["correction"]

    def typed(self) -> Wording:
        """The words as they stand in the browser, whether or not they could be saved."""
        return Wording(**{field: self._typed(field) for field in FIELDS})

    def _typed(self, field: str) -> str:
        return str(self.data.get(field, "")).replace("\r\n", "\n") if field in self.fields else ""


class PlaceForm(forms.Form):
    """A click on a finding: where it is, in which text."""

    digest = forms.CharField(widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class KeepForm(PlaceForm):
    """Why words stay that a person has to decide on."""

    reason = forms.CharField(
        label=_("Why may these words stay?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second pair of eyes reads this. It is not published."),
    )


class AskForm(PlaceForm):
    """What those whom the words point to are told when they are asked to agree."""

    message = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("They read it beside the words, after signing in. Name nobody: each of them reads the same."),
    )

    @staticmethod
    def usual() -> dict[str, Any]:
        """The message that is offered."""
        return {"message": USUAL_MESSAGE}


class CiteForm(PlaceForm):
    """A public document that says of an organisation what the draft says."""

    organisation = forms.ChoiceField(label=_("Which organisation does it name?"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title of the document"), max_length=200, help_text=_("It is published with the note.")
    )
    url = forms.URLField(
        label=_("Its address"), max_length=400, assume_scheme="https", help_text=_("Where anybody can read it.")
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        choice.choices = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            choice.initial, choice.widget = organisations[0][0], forms.HiddenInput()


class DigestForm(forms.Form):
    """A decision on exactly the text that was looked at."""

    digest = forms.CharField(widget=forms.HiddenInput)


class WindowForm(DigestForm):
    """Until when members may object."""

    until = forms.DateField(
        label=_("Last day on which members may object"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Two weeks unless you choose otherwise. It can be published the day after."),
    )

    @staticmethod
    def usual() -> dict[str, Any]:
        """The window that is offered: two weeks from today."""
        return {"until": clock.today() + DEFAULT_WINDOW}


class NoteForm(forms.Form):
    """What is missing, for the writer."""

    note = forms.CharField(
        label=_("What is missing?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The writer sees this with the draft."),
    )


class ObjectionForm(forms.Form):
    """What is wrong, and for which organisation somebody speaks."""

    organisation = forms.ChoiceField(label=_("For which organisation?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say which words, and why: they point to somebody, or they are not so."),
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        choice.choices = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            choice.initial, choice.widget = organisations[0][0], forms.HiddenInput()


class WaiverForm(forms.Form):
    """May these words be published? Two buttons, and nothing to fill in."""

    answer = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The button that was pressed."""
        if self.cleaned_data.get("answer") not in {"yes", "no"}:
            raise forms.ValidationError(gettext("Neither answer arrived. Press one of the buttons below."))
        return self.cleaned_data

    def agrees(self) -> bool:
        """Whether the organisation agrees."""
        return bool(self.cleaned_data["answer"] == "yes")

    def said(self) -> str:
        """What is told once the answer is kept."""
        if self.agrees():
            return gettext("Thank you. You can take this back here until the text is published.")
        return gettext("Noted. These words are not published, and nobody outside the secretariat learns who said so.")


class AnswerForm(forms.Form):
    """What was done about an objection."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Read by the organisation that objected, and by nobody else outside the secretariat."),
    )


class ReasonForm(forms.Form):
    """Why a text is withdrawn, in words that anybody may read."""

    because = forms.CharField(
        label=_("Withdrawn because …"),
        max_length=300,
        help_text=_("Anybody will read this at the note's address. It may not point to anybody either."),
    )


class TranslateForm(forms.Form):
    """Into which language a text is translated."""

    language = forms.ChoiceField(label=_("Into which language?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """What is corrected, in words that anybody may read."""

    line = forms.CharField(
        label=_("What readers will see was corrected"),
        max_length=300,
        help_text=_("One sentence, such as: “Several companies” became “some companies” in the second paragraph."),
    )

    def __init__(self, *args: Any, translated: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if translated:
            self.fields["line"].help_text = gettext("One sentence, in the language of the translation.")
