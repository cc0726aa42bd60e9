"""What is typed in the cockpit: a note, and what is decided when a session closes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.kernel.words import WORDS
from convenor.room.meetings.actions.remarks import LONGEST
from convenor.room.meetings.actions.updates import key_of
from convenor.room.meetings.forms.inputs import choices, day_field
from convenor.room.meetings.models import BriefUpdate
from convenor.rules.updates import AS_A_REMARK, Part
from convenor.rules.vocabulary import RemarkKind


class NoteForm(forms.Form):
    """Something that was said just now."""

    text = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In a sentence or two, without who said it and without names."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("It is a"), initial=RemarkKind.CHALLENGE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices("RemarkKind", RemarkKind)


class CloseForm(forms.Form):
    """When the raw notes of a session are destroyed, and which texts of the updates do not become notes at all."""

    burn_on = day_field(
        gettext_lazy("Destroy the raw notes on"),
        help_text=gettext_lazy("What was learned has to be at the desk by then. Nothing brings the notes back."),
    )
    left_out = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these texts are not kept"),
        help_text=gettext_lazy("The others become sealed notes. Whom each was from is forgotten either way."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, updates: Sequence[BriefUpdate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._texts = {key_of(one, part): _text(one, part) for one in updates for part in Part if getattr(one, part)}
        left_out = self.fields["left_out"]
        assert isinstance(left_out, forms.ChoiceField)
        # By what they say: not even their order says which of them stood on one card.
        left_out.choices = [(key, text) for text, key in sorted((text, key) for key, text in self._texts.items())]
        if not self._texts:
            del self.fields["left_out"]

    def kept(self) -> list[str] | None:
        """The keys of the texts that stay; None where all do, also those that come in meanwhile."""
        left_out = self.cleaned_data.get("left_out")
        return [key for key in self._texts if key not in left_out] if left_out else None


def _text(update: BriefUpdate, part: Part) -> str:
    return _("%(part)s: %(text)s") % {"part": WORDS["RemarkKind"][AS_A_REMARK[part]], "text": getattr(update, part)}
