"""What is asked about working groups and the end of the year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.kernel.language import dated
from convenor.people.fields import DayField, organisation_choices, words_of
from convenor.room.cohorts.models import Membership
from convenor.room.groups import queries
from convenor.room.groups.models import WorkingGroup
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import Mode


class TopicForm(forms.Form):
    """A topic that a group could work on."""

    topic = forms.CharField(label=_("Topic"), max_length=120)


class SinceForm(forms.Form):
    """The day from which a group works."""

    since = DayField(label=_("First day"), initial=clock.today)


class OnForm(forms.Form):
    """The first day without a group."""

    on = DayField(label=_("First day without it"), initial=clock.today)


class SeatForm(forms.Form):
    """Which member sits in a group, from when."""

    since = DayField(label=_("From"), initial=clock.today)
    field_order = ("membership", "since")

    def __init__(self, *args: Any, group: WorkingGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {row.organisation_id: row for row in queries.could_sit(group, clock.today())}
        self.fields["membership"] = forms.ChoiceField(
            label=_("Member"), choices=organisation_choices(self.members, nothing=_("Choose one"))
        )
        self.order_fields(self.field_order)

    def clean_membership(self) -> Membership:
        return self.members[self.cleaned_data["membership"]]


class SessionForm(forms.Form):
    """Which session is this group's."""

    def __init__(self, *args: Any, group: WorkingGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(row.pk): row for row in queries.sessions_to_link(group)}
        days = [(key, dated(row.starts_at.date())) for key, row in self.sessions.items()]
        self.fields["session"] = forms.ChoiceField(label=_("Session"), choices=[("", _("Choose one")), *days])

    def clean_session(self) -> Session:
        return self.sessions[self.cleaned_data["session"]]


class UpdateForm(forms.Form):
    """A written update that arrived."""

    received_on = DayField(label=_("Received on"), initial=clock.today)
    text = forms.CharField(
        label=_("Its text"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It stays inside. What is published is written afresh at the desk, without the author."),
    )


class PresentationForm(forms.Form):
    """How a member presented at the gathering."""

    mode = forms.ChoiceField(
        label=_("How it presented"),
        choices=words_of("Mode", Mode.IN_PERSON, Mode.VIRTUAL),
        initial=Mode.IN_PERSON,
        widget=forms.RadioSelect,
    )
    exception_reason = forms.CharField(
        label=_("Why it presented from afar"),
        max_length=300,
        required=False,
        help_text=_("Only if it did: presenting from afar is an exception that the secretariat grants."),
    )
