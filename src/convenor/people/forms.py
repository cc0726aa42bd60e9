"""What is asked about an organisation."""

from typing import Any
from zoneinfo import available_timezones

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from convenor.people.fields import DayField, organisation_choices, words_of
from convenor.people.models import NamingConsent, Organisation, OrganisationAttribute
from convenor.rules.vocabulary import NameKind

NAME_LENGTH = 200
ZONES = tuple((zone, zone) for zone in sorted(available_timezones()))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, which alone signs in; a plain security key can be a second step after a mailed code."""

    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("Such as the device that it is kept on.")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("Leave this ticked unless it is a plain security key without a PIN."),
    )


class OwnForm(forms.Form):
    """What somebody puts right about themselves."""

    name = forms.CharField(label=_("Your name"), max_length=NAME_LENGTH, help_text=_("As others should read it."))
    time_zone = forms.ChoiceField(label=_("Your time zone"), choices=ZONES)
    function = forms.CharField(label=_("Your function"), max_length=120, required=False)


class AddressForm(forms.Form):
    """Another address for oneself."""

    address = forms.EmailField(
        max_length=254, label=_("New mail address"), help_text=_("A link goes there; you confirm with it.")
    )


class RegisterForm(forms.Form):
    """A new organisation."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH, help_text=_("As it writes itself today."))
    kind = forms.ChoiceField(label=_("What it is"), choices=words_of("OrganisationKind"))


class RenameForm(forms.Form):
    """The day on which a name ends and another begins."""

    name = forms.CharField(label=_("New name"), max_length=NAME_LENGTH)
    on = DayField(label=_("First day under the new name"))


class NameForm(forms.Form):
    """Another name by which people know it."""

    KINDS = (NameKind.ALIAS, NameKind.PRODUCT, NameKind.DOMAIN, NameKind.HANDLE)

    kind = forms.ChoiceField(label=_("What kind of name"), choices=words_of("NameKind", *KINDS))
    text = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("Notes are checked for it, so that nobody is named by a product, an address or an old spelling."),
    )


class AttributeForm(forms.Form):
    """Something that is known of it, and from where."""

    key = forms.ChoiceField(label=_("What is known"), choices=OrganisationAttribute.Key.choices)
    value = forms.CharField(label=_("Value"), max_length=120)
    provenance = forms.CharField(
        label=_("Where this is known from"),
        max_length=120,
        help_text=_("Such as: told by the company, its annual report of 2022, public knowledge."),
    )
    verified = forms.BooleanField(label=_("Somebody checked this against its source"), required=False)


class ConsentForm(forms.Form):
    """An agreement to be named."""

    purpose = forms.ChoiceField(label=_("It agreed to be"), choices=NamingConsent.Purpose.choices)
    text_version = forms.CharField(
        label=_("Version of the text it agreed to"), max_length=20, help_text=_("Such as 1.0, as printed on the form.")
    )
    given_on = DayField(label=_("Day of the agreement"))


class ParentForm(forms.Form):
    """The organisation that it belongs to, if it belongs to one."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=organisation.pk).values_list("pk", flat=True)
        self.fields["parent"] = forms.ChoiceField(
            label=_("Belongs to"),
            help_text=_("Companies of one group count as one where the programme counts companies."),
            choices=organisation_choices(others, nothing=_("Nobody: it stands alone")),
            initial=organisation.parent_id or "",
            required=False,
        )

    def clean_parent(self) -> Organisation | None:
        slug = self.cleaned_data["parent"]
        return Organisation.objects.get(pk=slug) if slug else None
