"""The agenda's rows, which buttons move about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.room.meetings.actions.agenda import ItemDraft
from convenor.room.meetings.actions.calling import LONGEST
from convenor.room.meetings.forms.inputs import choices
from convenor.room.meetings.models import AgendaItem
from convenor.rules.vocabulary import AgendaItemKind

MOST_ITEMS = 30


class AgendaRow(forms.Form):
    """One item of an agenda."""

    item = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), initial=AgendaItemKind.TOPIC)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=LONGEST)
    lead = forms.ChoiceField(label=gettext_lazy("Led by"), required=False)
    pre_reading = forms.URLField(
        label=gettext_lazy("Link to read before"), required=False, max_length=200, assume_scheme="https"
    )
    under_the_rule = forms.BooleanField(
        label=gettext_lazy("Under the Chatham House Rule"), required=False, initial=True
    )

    def __init__(self, *args: Any, members: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, lead = self.fields["kind"], self.fields["lead"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(lead, forms.ChoiceField)
        kind.choices = choices("AgendaItemKind", AgendaItemKind)
        lead.choices = [("", _("The secretariat")), *members.items()]

    def draft(self) -> ItemDraft:
        """The item as somebody wants it."""
        given = self.cleaned_data
        return ItemDraft(
            id=given["item"],
            kind=AgendaItemKind(given["kind"]),
            title=given["title"],
            minutes=given["minutes"],
            lead=given["lead"] or None,
            pre_reading=given["pre_reading"],
            under_the_rule=given["under_the_rule"],
        )


AgendaRows: type[BaseFormSet[AgendaRow]] = formset_factory(
    AgendaRow, extra=0, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS
)


def agenda_rows(items: Iterable[AgendaItem]) -> list[dict[str, Any]]:
    """The rows that the agenda's form shows at first."""
    return [
        {
            "item": item.pk,
            "kind": item.kind,
            "title": item.title,
            "minutes": item.minutes,
            "lead": item.lead_id or "",
            "pre_reading": item.pre_reading,
            "under_the_rule": item.under_the_rule,
        }
        for item in items
    ]


def typed_rows(form: BaseFormSet[AgendaRow]) -> list[dict[str, Any]]:
    """The rows as they were typed, whether or not they hold, so that they can be moved about and shown again."""
    return [
        {name: row[name].data for name in ("item", "kind", "title", "minutes", "lead", "pre_reading", "under_the_rule")}
        for row in form
    ]


def rearranged(rows: Sequence[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """The rows after one of the buttons add, up-N, down-N or remove-N; an order that makes no sense changes nothing."""
    kept = list(rows)
    verb, _dash, number = order.partition("-")
    if verb == "add":
        return [*kept, {"minutes": 5, "under_the_rule": True}][:MOST_ITEMS]
    if not number.isascii() or not number.isdigit() or int(number) >= len(kept):
        return kept
    place = int(number)
    if verb == "remove":
        return kept[:place] + kept[place + 1 :]
    other = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= other < len(kept):
        kept[place], kept[other] = kept[other], kept[place]
    return kept
