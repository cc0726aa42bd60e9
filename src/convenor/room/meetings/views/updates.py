"""A member's brief update, sent ahead or changed until the session ends; and all of them, for the secretariat."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import onward, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings import sheet
from convenor.room.meetings.actions.stage import in_one_of
from convenor.room.meetings.actions.updates import UNTIL_THE_END, keep_update, seen_of, take_back_update
from convenor.room.meetings.forms.updates import UpdateForm, update_initial
from convenor.room.meetings.models import BriefUpdate, Session
from convenor.room.meetings.queries import label_of, rules_to_accept
from convenor.room.meetings.taking_part import speaks_for
from convenor.room.meetings.views.reach import place_of, session_or_404, sits_for
from convenor.rules.scope import ScopeWarning
from convenor.rules.updates import Part, UpdateFacts, warnings_of
from convenor.rules.vocabulary import Zone


@needs("update.send")
def update(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the own organisation's update; for the secretariat, and whoever sits for several, a list to choose from."""
    actor, row = who(request), session_or_404(request, pk)
    own = speaks_for(actor, row)
    if not own:
        raise Http404
    if len(own) == 1:
        return redirect("meetings:update_of", pk, own[0])
    names = sheet.member_names(row)
    cards = {card.organisation_id: card for card in row.updates.filter(organisation__in=own)}
    return show(
        request,
        "meetings/updates.html",
        title=_("Brief updates"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY if actor.in_secretariat else _seen_by(),
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        cards=[_card(slug, name, cards.get(slug)) for slug, name in names.items() if slug in own],
    )


@needs("update.send")
def update_of(request: HttpRequest, pk: UUID, organisation: str) -> HttpResponse:
    """Write, change or look at one organisation's update."""
    actor, row = who(request), session_or_404(request, pk)
    if rules_to_accept(actor, row):
        return redirect("meetings:rules", pk)
    _own_or_404(request, row, organisation)
    card = row.updates.filter(organisation=organisation).first()
    form = UpdateForm(posted(request), initial=update_initial(card))
    back = onward(request, reverse("meetings:session", args=[pk]))
    seen = request.POST.get("seen", seen_of(card))
    if attempt(form, lambda: keep_update(actor, row, organisation, form.facts(), seen=seen)):
        messages.success(request, _("The update is kept. You can change it or take it back until the session ends."))
        return redirect(back)
    found = warnings_of(form.facts())
    return show(
        request,
        "meetings/update.html",
        title=_("Brief update"),
        zone=Zone.ROOM,
        seen_by=_seen_by(),
        lead=label_of(row).full,
        session=row,
        within=place_of(row),
        organisation=organisation,
        name=sheet.member_names(row)[organisation],
        form=form,
        parts=[_part(form, part, found.get(part, ())) for part in Part],
        warned=bool(found),
        card=card,
        carries=_carries(request, row, organisation, card),
        # After a refusal it is what stands now: whoever keeps the page again has been told, and decides.
        seen=seen_of(card) if form.non_field_errors() else seen,
        next=back,
        may_keep=in_one_of(row, *UNTIL_THE_END),
    )


@needs("update.send")
@require_POST
def take_back(request: HttpRequest, pk: UUID, organisation: str) -> HttpResponse:
    """Take an update back; nothing of it stays."""
    row = session_or_404(request, pk)
    _own_or_404(request, row, organisation)
    card = get_object_or_404(row.updates, organisation=organisation)
    there = reverse("meetings:update_of", args=[pk, organisation])
    back = onward(request, reverse("meetings:session", args=[pk]))
    done = _("Taken back. Nothing of it is kept.")
    return press(request, lambda: take_back_update(who(request), card), then=back, back=there, done=done)


def _carries(request: HttpRequest, row: Session, organisation: str, card: BriefUpdate | None) -> list[str]:
    """Which words of a card its nominee can put among the asks and offers, too."""
    if card is None or organisation not in sits_for(who(request), row):
        return []
    return [part for part in (Part.ASK, Part.OFFER) if getattr(card, part)]


def _own_or_404(request: HttpRequest, row: Session, organisation: str) -> None:
    if organisation not in speaks_for(who(request), row):
        raise Http404


def _part(form: UpdateForm, part: Part, warnings: tuple[ScopeWarning, ...]) -> dict[str, object]:
    return {"field": form[part], "warnings": warnings}


def _card(slug: str, name: str, card: BriefUpdate | None) -> dict[str, object]:
    said = UpdateFacts(**{part: getattr(card, part) for part in Part}) if card else UpdateFacts()
    warnings = [warning for found in warnings_of(said).values() for warning in found]
    return {"slug": slug, "name": name, "card": card, "warnings": warnings}


def _seen_by() -> str:
    return _("Seen by your organisation's nominees and whoever stands in for them, and the secretariat.")
