"""What nobody sees in a line that somebody typed does not stay in it, whichever form asked for the line."""

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from invitation_scene import FIRST, NOW, invitation_of, make_scene, work

from convenor.kernel import clock
from convenor.kernel.pages import NOTHING_SEEN, attempt
from convenor.people.models import Appointment
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.invitations.queries import link_token
from convenor.room.meetings.models import AgendaItem, Delegation
from making import make_actor, make_secretariat

HIDDEN = "\u202aA\u200b \u202eColl\u00adeague\u2069\u200f\ufeff"


class Asked(forms.Form):
    name = forms.CharField()
    email = forms.EmailField(required=False)
    text = forms.CharField(widget=forms.Textarea, required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(required=False)


def asked(**typed: str) -> Asked:
    form = Asked(typed)
    attempt(form, lambda: None)
    return form


def test_a_line_holds_what_is_seen_and_a_text_or_a_digest_stays_as_it_is() -> None:
    form = asked(name=HIDDEN, email="a@x.example", text=HIDDEN, kept=HIDDEN, number="7")
    assert form.cleaned_data["name"] == "A Colleague"
    assert (form.cleaned_data["text"], form.cleaned_data["kept"], form.cleaned_data["number"]) == (HIDDEN, HIDDEN, 7)


def test_a_mail_address_hides_nothing() -> None:
    assert asked(name="A", email="a@x\u202e.example").cleaned_data.get("email", "") in {"", "a@x.example"}


@pytest.mark.parametrize("name", ["\u200d", "\u202e\u202c", "\u200f\ufeff"])
def test_where_nothing_is_seen_it_is_said_and_nothing_is_done(name: str) -> None:
    form, done = Asked({"name": name}), []
    assert not attempt(form, lambda: done.append(1))
    assert (done, form.errors["name"]) == ([], [NOTHING_SEEN])


@pytest.mark.django_db
def test_who_stands_in_is_called_as_everybody_reads_it(client: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    with clock.standing_at(NOW):
        send_invitations(make_actor(), make_scene())
        work()
        address = reverse("invitations:answer", args=[link_token(invitation_of(FIRST))])
        client.post(address, {"name": HIDDEN, "email": "colleague@people.example"})
    assert Delegation.objects.get().person.name == "A Colleague"


@pytest.mark.django_db
def test_an_agenda_says_what_everybody_reads(client: Client) -> None:
    session = make_scene()
    client.force_login(make_secretariat())
    items = list(session.items.all())
    rows = {"form-TOTAL_FORMS": str(len(items)), "form-INITIAL_FORMS": str(len(items))}
    for place, item in enumerate(items):
        title = HIDDEN if place == 1 else item.title
        row = {"item": item.pk, "kind": item.kind, "title": title, "minutes": item.minutes, "under_the_rule": "on"}
        rows |= {f"form-{place}-{name}": str(value) for name, value in row.items()}
    client.post(reverse("meetings:agenda", args=[session.pk]), rows)
    assert list(AgendaItem.objects.filter(session=session).values_list("title", flat=True))[1] == "A Colleague"


@pytest.mark.django_db
def test_a_colleague_is_called_as_everybody_reads_it(client: Client) -> None:
    client.force_login(make_secretariat())
    body = {"name": HIDDEN, "email": "new@secretariat.example", "role": "officer", "covers": HIDDEN}
    client.post(reverse("secretariat:appoint"), body)
    made = Appointment.objects.get(person__email="new@secretariat.example")
    assert (made.person.name, made.covers) == ("A Colleague", "A Colleague")
