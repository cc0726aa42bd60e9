"""What is asked of whoever registers: an address, sessions, a clock, and nothing that has to be answered besides."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.kernel.templatetags.patterns import in_english
from convenor.room.series.announced import PublicWebinar
from convenor.room.series.models import Registration
from convenor.room.series.registering import Entry
from convenor.rules.demand import may_wish
from convenor.rules.registration import Region, Sector, Stage

# Of a mail address; everything else that is written here is shorter.
LONGEST = 254
_RATHER_NOT = ("", _("Rather not say"))
REGIONS: tuple[tuple[str, Any], ...] = (
    (Region.AFRICA, _("Africa")),
    (Region.ASIA, _("Asia")),
    (Region.EUROPE, _("Europe")),
    (Region.LATIN_AMERICA, _("Latin America and the Caribbean")),
    (Region.NORTH_AMERICA, _("North America")),
    (Region.OCEANIA, _("Oceania")),
)
SECTORS: tuple[tuple[str, Any], ...] = (
    (Sector.SOFTWARE, _("Software and services")),
    (Sector.PLATFORMS, _("Platforms and social media")),
    (Sector.NETWORKS, _("Networks and telecommunications")),
    (Sector.EQUIPMENT, _("Equipment and devices")),
    (Sector.FINANCE, _("Investment and finance")),
    (Sector.INTEREST, _("Something else, with an interest in technology")),
)
STAGES: tuple[tuple[str, Any], ...] = (
    (Stage.NONE, _("No human rights policy yet")),
    (Stage.POLICY, _("A policy, and first steps")),
    (Stage.BEGUN, _("Human rights due diligence has begun")),
    (Stage.ESTABLISHED, _("Human rights due diligence is established")),
)
# One place for each clock that many people live by, from west to east: a list of all zones would weigh more than the
# rest of the page.
ZONES = (
    "Pacific/Honolulu America/Anchorage America/Los_Angeles America/Denver America/Mexico_City America/Chicago "
    "America/Bogota America/Lima America/New_York America/Toronto America/Caracas America/Santiago America/Sao_Paulo "
    "America/Buenos_Aires Atlantic/Cape_Verde Africa/Accra Africa/Dakar Europe/London Europe/Lisbon Africa/Casablanca "
    "Africa/Algiers Africa/Lagos Africa/Kinshasa Africa/Tunis Europe/Paris Europe/Berlin Europe/Madrid Europe/Zurich "
    "Africa/Cairo Africa/Johannesburg Europe/Athens Europe/Kyiv Asia/Beirut Asia/Jerusalem Africa/Nairobi "
    "Africa/Addis_Ababa Europe/Istanbul Europe/Moscow Asia/Riyadh Asia/Baghdad Asia/Tehran Asia/Dubai Asia/Kabul "
    "Asia/Karachi Asia/Tashkent Asia/Kolkata Asia/Colombo Asia/Kathmandu Asia/Dhaka Asia/Almaty Asia/Yangon "
    "Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Shanghai Asia/Hong_Kong Asia/Singapore Asia/Manila "
    "Australia/Perth Asia/Seoul Asia/Tokyo Australia/Brisbane Australia/Sydney Pacific/Auckland Pacific/Fiji"
).split()


class DescriptionForm(forms.Form):
    """The sessions that somebody comes to, and what they say of themselves."""

    sessions = forms.MultipleChoiceField(
        label=_("Sessions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one session.")},
    )
    zone = forms.ChoiceField(
        label=_("Your clock"),
        choices=[
            ("", _("Choose the nearest place")),
            ("UTC", "UTC"),
            *((zone, zone.replace("_", " ")) for zone in ZONES),
        ],
        help_text=_("Times in mails to you are by this clock."),
        error_messages={"required": _("Choose the place whose clock is yours.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        help_text=_("Stands on your own page and nowhere else."),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
        help_text=_("Only so that many people of one organisation count as one. It is published nowhere."),
    )
    home_region = forms.ChoiceField(
        label=_("Where your organisation, or you, are at home"), choices=(_RATHER_NOT, *REGIONS), required=False
    )
    user_regions = forms.MultipleChoiceField(
        label=_("Where those live who use what you make"),
        choices=REGIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sector = forms.ChoiceField(label=_("What you do"), choices=(_RATHER_NOT, *SECTORS), required=False)
    stage = forms.ChoiceField(
        label=_("How far you are"),
        choices=(_RATHER_NOT, *STAGES),
        required=False,
        help_text=_("Any stage is welcome, also none."),
    )
    wishes = forms.MultipleChoiceField(
        label=_("What should a coming session be about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Three at most. Of each the secretariat is told how many ask for it, and nothing of few."),
    )

    def __init__(
        self,
        *args: Any,
        webinars: Iterable[tuple[PublicWebinar, str]],
        topics: Sequence[str] = (),
        keeps_others: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        wishes = self.fields["wishes"]
        assert isinstance(wishes, forms.MultipleChoiceField)
        wishes.choices = [(topic, format_html("<bdi{}>{}</bdi>", in_english(), topic)) for topic in topics]
        if not topics:
            del self.fields["wishes"]
        sessions = self.fields["sessions"]
        assert isinstance(sessions, forms.MultipleChoiceField)
        sessions.required = not keeps_others
        sessions.choices = [(str(row.number), label) for row, label in webinars]

    def clean_wishes(self) -> list[str]:
        wishes: list[str] = self.cleaned_data["wishes"]
        verdict = may_wish(wishes)
        if not verdict.allowed:
            raise forms.ValidationError(gettext(verdict.reason))
        return wishes

    def entry(self, email: str) -> Entry:
        """What was written, as the action takes it."""
        given = self.cleaned_data
        return Entry(
            email=email,
            sessions=tuple(int(number) for number in given["sessions"]),
            zone=given["zone"],
            name=given["name"],
            organisation=given["organisation"],
            home_region=given["home_region"],
            # Each once, however often it was sent.
            user_regions=tuple(dict.fromkeys(given["user_regions"])),
            sector=given["sector"],
            stage=given["stage"],
            wishes=tuple(given.get("wishes", ())),
        )


def told_in(row: Registration) -> list[tuple[str, list[str]]]:
    """What somebody answered that is kept unsealed, each below what was asked; also topics of before."""
    asked = DescriptionForm.base_fields
    answers: tuple[tuple[str, tuple[tuple[str, Any], ...], Sequence[str]], ...] = (
        ("home_region", REGIONS, [row.home_region]),
        ("user_regions", REGIONS, row.user_regions),
        ("sector", SECTORS, [row.sector]),
        ("stage", STAGES, [row.stage]),
        ("wishes", (), row.wishes),
    )
    told = [(name, [str(dict(names).get(one, one)) for one in given if one]) for name, names, given in answers]
    return [(str(asked[name].label), given) for name, given in told if given]


class RegisterForm(DescriptionForm):
    """The one page of registering."""

    field_order = ("sessions", "email", "zone")

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("Any address. One mail asks you to confirm; then you get the calendar file."),
    )
    rules = forms.BooleanField(
        label=_("I keep to these rules"),
        error_messages={"required": _("Nobody takes part without these rules. Tick the box if you keep to them.")},
    )
    # Names this form, so that a second tap or an answer that was lost registers nobody twice.
    # Whatever it is, nobody could mend it.
    slip = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slip"].initial = uuid4

    def slip_given(self, entry: Entry) -> UUID:
        """The name of the form that was sent; one that was lost on the way is a form of its own.

        So is one that says something else than before: whoever went back and mended it means what it says now.
        """
        try:
            return uuid5(UUID(self.cleaned_data["slip"]), repr(entry))
        except ValueError:
            return uuid4()
