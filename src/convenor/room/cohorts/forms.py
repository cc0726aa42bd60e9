"""What is asked about a cohort, its members and its years."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.kernel.language import told
from convenor.people.fields import DayField, organisation_choices, words_of
from convenor.people.models import Organisation
from convenor.room.cohorts.actions.cohorts import SetUp
from convenor.room.cohorts.models import Cohort, Decision, ProgrammeYear
from convenor.room.cohorts.queries import could_join
from convenor.rules.consents import Purpose
from convenor.rules.standing import REQUIREMENT_SETS

REASON_LENGTH = 250


def _words(**kwargs: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


@cache
def time_zones() -> list[str]:
    """The world's zones by the places that people know them by."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return sorted(zone for zone in available_timezones() if zone.startswith(areas))


class OrganisationForm(forms.Form):
    """A form that begins with an organisation out of those that are offered."""

    organisation = forms.ChoiceField(label=_("Organisation"))

    def offer(self, slugs: Any) -> None:
        """Say which organisations can be chosen."""
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Organisation"), choices=organisation_choices(slugs, nothing=_("Choose one"))
        )

    def clean_organisation(self) -> Organisation:
        return Organisation.objects.get(pk=self.cleaned_data["organisation"])


class CohortForm(forms.Form):
    """How a cohort is set up."""

    name = forms.CharField(label=_("Name"), max_length=120)
    cap = forms.IntegerField(
        label=_("Cap"), min_value=1, max_value=500, required=False, help_text=_("How many members it has at most.")
    )
    band_low = forms.IntegerField(label=_("Planned band, from"), min_value=1, max_value=500, required=False)
    band_high = forms.IntegerField(label=_("Planned band, to"), min_value=1, max_value=500, required=False)
    monthly = forms.BooleanField(
        label=_("It meets once a month"), required=False, help_text=_("Months without a regular meeting are named.")
    )
    members_public = forms.BooleanField(
        label=_("The list of members is public"),
        required=False,
        help_text=_("If it is not, no note may say that somebody took part."),
    )
    rule_basis = forms.ChoiceField(label=_("The Chatham House Rule is"), choices=words_of("Basis"))
    target_regions = _words(label=_("Regions to reach"), required=False, help_text=_("One a line."))
    target_sectors = _words(label=_("Sectors to reach"), required=False, help_text=_("One a line."))

    def set_up(self) -> SetUp:
        """What was asked for, as the action takes it."""
        given = self.cleaned_data
        lists = {key: _lines(given[key]) for key in ("target_regions", "target_sectors")}
        return SetUp(**{**given, **lists})


def as_given(cohort: Cohort) -> dict[str, Any]:
    """A cohort's set-up as the form shows it."""
    given = {name: getattr(cohort, name) for name in CohortForm.base_fields}
    lists = {key: "\n".join(given[key]) for key in ("target_regions", "target_sectors")}
    return {**given, **lists}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class JoinForm(OrganisationForm):
    """Who joins, from when, and why it comes before those who wait."""

    since = DayField(label=_("First day as a member"), initial=clock.today)
    reason = _words(
        label=_("Why it comes before those who wait"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Only where others wait. It is kept as a decision."),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(could_join(cohort, clock.today()).values_list("pk", flat=True))
        if not cohort.waiting.filter(left_on=None).exists():
            del self.fields["reason"]


class WaitForm(OrganisationForm):
    """Who asks for a seat."""

    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("It plays no part in the order."),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(could_join(cohort, clock.today()).values_list("pk", flat=True))


class SeatOfferForm(forms.Form):
    """When somebody who waits joins, and why if it is out of turn."""

    since = DayField(label=_("First day as a member"), initial=clock.today)
    reason = _words(
        label=_("Why now"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Needed only if others asked earlier. It is kept with the decision."),
    )


class LeaveForm(forms.Form):
    """The first day without a member, and why."""

    until = DayField(label=_("First day without it"), initial=clock.today)
    reason = _words(label=_("Why"), max_length=REASON_LENGTH, help_text=_("Kept with the decision."))


class NomineeForm(forms.Form):
    """Whom a member nominates."""

    name = forms.CharField(label=_("Person’s name"), max_length=200)
    email = forms.EmailField(
        max_length=254, label=_("Mail address"), help_text=_("The address to sign in with; a code is sent to it.")
    )
    function = forms.CharField(
        label=_("Function"), max_length=120, required=False, help_text=_("Such as legal, policy, trust and safety.")
    )


class NominationForm(NomineeForm):
    """Whom a member asks to take a seat; the answer comes from that person alone."""

    email = forms.EmailField(
        max_length=254,
        label=_("Mail address"),
        help_text=_("One mail goes there, with a link that only this person can answer."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: [("UTC", _("Not known")), *((zone, zone.replace("_", " ")) for zone in time_zones())],
        help_text=_("So that mails say the hour as it is there."),
    )
    starts_on = DayField(
        label=_("First day"),
        required=False,
        help_text=_("Leave it empty to begin on the day of the answer."),
    )

    def hand_over(self) -> None:
        """Ask for the day on which whoever holds the seat hands it over."""
        day = self.fields["starts_on"]
        day.required, day.help_text = True, _("Until then whoever holds the seat today keeps it.")

    def clean_time_zone(self) -> str:
        return self.cleaned_data["time_zone"] or "UTC"


class AnswerForm(forms.Form):
    """The answer of somebody who was asked; the button says which."""

    word = forms.CharField(
        label=_("A word, if you like"),
        max_length=300,
        required=False,
        help_text=_("Read by those who asked you and by the secretariat."),
    )


class ContactForm(forms.Form):
    """Somebody of a member besides its nominees."""

    kind = forms.ChoiceField(label=_("What for"), choices=words_of("ContactKind"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Person’s name"), max_length=200)
    email = forms.EmailField(max_length=254, label=_("Mail address"))
    function = forms.CharField(label=_("Function"), max_length=120, required=False)
    topic = forms.CharField(
        label=_("Topic"),
        max_length=120,
        required=False,
        help_text=_("Where somebody knows one, such as supply chains."),
    )


class KitForm(forms.Form):
    """Where somebody's own material goes on the day of leaving."""

    address = forms.EmailField(
        max_length=254,
        label=_("Mail address"),
        required=False,
        help_text=_("Best one that is not your company's: that may be closed by then. Leave it empty for nothing."),
    )


class CounselForm(forms.Form):
    """Who looks after an organisation's packs."""

    name = forms.CharField(label=_("Person’s name"), max_length=200)
    email = forms.EmailField(
        max_length=254, label=_("Mail address"), help_text=_("The address to sign in with; a code is sent to it.")
    )


def _requirements() -> list[tuple[str, str]]:
    return [(version, told(found.title)) for version, found in REQUIREMENT_SETS.items()]


class OpenYearForm(forms.Form):
    """Twelve months to come."""

    starts = DayField(label=_("First day"), help_text=_("The first of a month; the year runs for twelve."))
    requirements = forms.ChoiceField(
        label=_("Participation requirements"),
        choices=lambda: [("", _("None: nobody's standing is judged")), *_requirements()],
        required=False,
    )
    focus = forms.CharField(label=_("Focus"), max_length=300, required=False)


class FocusForm(forms.Form):
    """What the year is about."""

    focus = forms.CharField(label=_("Focus"), max_length=300, required=False)


class UpdateDueForm(forms.Form):
    """The day by which the written year-end updates are asked for."""

    day = DayField(label=_("Updates are due on"), required=False, help_text=_("Leave it empty to take it back."))


class DecisionForm(forms.Form):
    """What was decided, and when."""

    text = _words(label=_("What the group decided"), max_length=500)
    decided_on = DayField(label=_("Day of the decision"))


class AgreementForm(DecisionForm):
    """That the group agreed its calendar; `seen` is the proposal that somebody had before their eyes, if any."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ProposalForm(forms.Form):
    """Until when the members answer."""

    answer_by = DayField(label=_("Members answer until"))


class YearAnswerForm(forms.Form):
    """What a member says to a proposed year; the button that is pressed says it."""

    organisation = forms.SlugField()
    says = forms.ChoiceField(choices=[("agree", _("We agree")), ("change", _("We would change something"))])


class SpecialMeetingsForm(DecisionForm):
    """How many special meetings to attend, and whether delegates count: both are always said (A-11)."""

    field_order = ("number", "delegates_count", "text", "decided_on")

    number = forms.IntegerField(label=_("How many special meetings each member attends"), min_value=0, max_value=24)
    delegates_count = forms.TypedChoiceField(
        label=_("Does a delegate count?"),
        choices=[("yes", _("Yes, a delegate counts as much as a nominee")), ("no", _("No, a nominee has to come"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
        error_messages={"required": _("Say whether delegates count: without it the number cannot be applied.")},
    )
    text = _words(label=_("In the group's words"), max_length=500, required=False)


class OtherDecisionForm(DecisionForm):
    """A decision on the gathering, or on anything else."""

    field_order = ("topic", "text", "decided_on")

    TOPICS = (Decision.Topic.GATHERING, Decision.Topic.OTHER)

    topic = forms.ChoiceField(label=_("What it is about"), choices=[(topic.value, topic.label) for topic in TOPICS])


class ContextForm(forms.Form):
    """Something that happened around the cohort."""

    text = _words(label=_("What happened"), max_length=2000)
    public_fact = forms.BooleanField(
        label=_("This is a public fact"),
        required=False,
        help_text=_("Only a public fact with a source can be told in the year-end review."),
    )
    source_title = forms.CharField(label=_("Title of the source"), max_length=200, required=False)
    source_url = forms.URLField(label=_("Address of the source"), max_length=200, required=False, assume_scheme="https")


def _not_on(listed: Any) -> Any:
    """The organisations that are not on this list yet."""
    return Organisation.objects.exclude(pk__in=listed.values("organisation")).values_list("pk", flat=True)


class ExpertForm(OrganisationForm):
    """An organisation whose experts were with the cohort in this year."""

    consent_text = forms.CharField(
        label=_("Version of the text by which it agreed to be named"),
        max_length=20,
        required=False,
        help_text=_("Leave it empty if it did not agree, or not yet: then only the secretariat knows of it."),
    )

    def __init__(self, *args: Any, year: ProgrammeYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(_not_on(year.experts))


class NamingForm(forms.Form):
    """The text by which an expert organisation agreed to be named."""

    consent_text = forms.CharField(label=_("Version of the text by which it agreed"), max_length=20)


class AgreeForm(forms.Form):
    """What an organisation agrees to, in the words that were shown."""

    purpose = forms.ChoiceField(choices=[(purpose.value, purpose.value) for purpose in Purpose])
    seen = forms.CharField(max_length=20)
    year = forms.IntegerField(required=False)


class AdvisorForm(OrganisationForm):
    """An organisation that advises in this year."""

    field = forms.ChoiceField(
        label=_("Where it comes from"), choices=words_of("AdvisorField"), widget=forms.RadioSelect
    )
    advises_on = forms.CharField(label=_("What it advises on"), max_length=200, required=False)

    def __init__(self, *args: Any, year: ProgrammeYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(_not_on(year.advisors))
