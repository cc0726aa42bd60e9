"""What the own organisation agreed to, in which words and when; agreeing, and withdrawing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import press
from convenor.kernel.gate import Declined, needs
from convenor.kernel.pages import show
from convenor.people.holding import agreed_by
from convenor.people.models import Account, NamingConsent, Organisation
from convenor.people.queries import visible_to
from convenor.room.cohorts.actions import consents as actions
from convenor.room.cohorts.agreed import consents_of
from convenor.room.cohorts.forms import AgreeForm
from convenor.rules.consents import Purpose
from convenor.rules.ground_rules import SENTENCES, VERSION
from convenor.rules.verdict import no
from convenor.rules.vocabulary import Role, Zone


@needs("own_organisation.read")
def ours(request: HttpRequest) -> HttpResponse:
    """Every consent of the own organisations, and the ground rules that the reader accepted."""
    actor = who(request)
    account = Account.objects.get(pk=actor.account)
    return show(
        request,
        "cohorts/consents.html",
        title=_("What we agreed to"),
        zone=Zone.ROOM,
        seen_by=_(
            "Seen by your organisation's nominees and the secretariat; what you accepted yourself, by you alone."
        ),
        organisations=consents_of(actor.organisations(Role.NOMINEE)),
        agreed=agreed_by(account),
        rules=SENTENCES,
        rules_version=VERSION,
        asks_rules=_has_older_rules(account),
    )


def _has_older_rules(account: Account) -> bool:
    person = getattr(account, "person", None)
    if person is None:
        return False
    return bool(person.holdings.filter(until=None).exclude(rules_version=VERSION).exists())


@needs("consent.give")
@require_POST
def agree(request: HttpRequest, organisation: str) -> HttpResponse:
    """Agree to the words on the page."""
    row, here = _own_or_404(request, organisation), reverse("cohorts:consents")
    done = _("Agreed, in the words above, as of today. You can withdraw it here at any time.")
    return press(request, lambda: _agree(request, row), then=here, back=here, done=done)


def _agree(request: HttpRequest, row: Organisation) -> None:
    form = AgreeForm(request.POST)
    if not form.is_valid():
        raise Declined(no(_("Say what your organisation agrees to.")))
    given = form.cleaned_data
    actions.agree(who(request), row, Purpose(given["purpose"]), seen=given["seen"], year=given["year"])


@needs("consent.give")
@require_POST
def withdraw(request: HttpRequest, organisation: str, pk: int) -> HttpResponse:
    """Withdraw with effect at once."""
    row, here = _own_or_404(request, organisation), reverse("cohorts:consents")
    given = get_object_or_404(NamingConsent.objects.select_related("organisation"), organisation=row, pk=pk)
    done = _(
        "Withdrawn, as of now, and no link of an expert of yours agrees in your place. That it was given stays on "
        "record; nothing new names you."
    )
    return press(request, lambda: actions.withdraw(who(request), given), then=here, back=here, done=done)


@needs("consent.give")
@require_POST
def accept_rules(request: HttpRequest) -> HttpResponse:
    """Accept the ground rules of today with one's seat."""
    here = reverse("cohorts:consents")
    seen = request.POST.get("seen", "")
    return press(
        request,
        lambda: actions.accept_rules_again(who(request), seen=seen),
        then=here,
        back=here,
        done=_("Accepted, in the version of today."),
    )


def _own_or_404(request: HttpRequest, organisation: str) -> Organisation:
    actor = who(request)
    if organisation not in actor.organisations(Role.NOMINEE):
        raise Http404
    return get_object_or_404(visible_to(actor), pk=organisation)
