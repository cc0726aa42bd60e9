"""A sealed note."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.room.meetings.actions.remarks import LONGEST
from convenor.room.meetings.forms.inputs import choices
from convenor.room.meetings.models import AgendaItem
from convenor.rules.vocabulary import RemarkKind


class RemarkForm(forms.Form):
    """Something that was said."""

    text = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In a sentence or two, without who said it and without names."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("It is a"), widget=forms.RadioSelect)
    item = forms.ChoiceField(
        label=gettext_lazy("Said under"), required=False, widget=forms.Select(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {str(item.pk): item for item in items}
        kind, item = self.fields["kind"], self.fields["item"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(item, forms.ChoiceField)
        kind.choices = choices("RemarkKind", RemarkKind)
        item.choices = [("", _("No item in particular")), *((key, row.title) for key, row in self._items.items())]

    def chosen(self) -> tuple[AgendaItem | None, RemarkKind, str]:
        """The item, the kind and the text."""
        given = self.cleaned_data
        return self._items.get(given["item"]), RemarkKind(given["kind"]), given["text"]
