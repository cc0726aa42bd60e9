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
from convenor.rules.first_agenda import USUAL, Template, suits
from convenor.rules.vocabulary import AgendaItemKind, SessionKind

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
    scope_reason = forms.CharField(
        label=gettext_lazy("Why it belongs here"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("In a sentence. The secretariat keeps it beside the item; members do not see it."),
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
            scope_reason=given["scope_reason"],
        )


# What each template is called, and what it is for.
TEMPLATES: dict[Template, Any] = {
    Template.REGULAR: gettext_lazy("Regular meeting: brief updates, then the themes"),
    Template.LED: gettext_lazy("A member leads: brief updates, its practice in detail, questions to it"),
    Template.PRIORITIES: gettext_lazy("Priorities: brief updates, small groups, what we have in common"),
    Template.SPECIAL: gettext_lazy("Special session: experts brief, then questions to them"),
    Template.DIALOGUE: gettext_lazy("Dialogue: the themes, then questions and answers"),
    Template.WORKING_GROUP: gettext_lazy("Working group: where it stands, the topic, who does what"),
    Template.EXECUTIVE_DIALOGUE: gettext_lazy("Executive dialogue: opening words, the conversation, questions"),
    Template.WEBINAR: gettext_lazy("Webinar: its parts, then questions and answers"),
}


def template_choices(kind: SessionKind | None = None) -> list[tuple[str, Any]]:
    """The templates from which an agenda of this kind can start, or all of them."""
    return [(key, words) for key, words in TEMPLATES.items() if kind is None or suits(key, kind).allowed]


class TemplateForm(forms.Form):
    """What an agenda starts from."""

    template = forms.ChoiceField(label=gettext_lazy("Template"), widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: SessionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template = self.fields["template"]
        assert isinstance(template, forms.ChoiceField)
        template.choices = template_choices(kind)
        template.initial = USUAL[kind]


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
            "scope_reason": item.scope_reason,
        }
        for item in items
    ]


def typed_rows(form: BaseFormSet[AgendaRow]) -> list[dict[str, Any]]:
    """The rows as they were typed, whether or not they hold, so that they can be moved about and shown again."""
    return [{name: row[name].data for name in AgendaRow.base_fields} for row in form]


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
