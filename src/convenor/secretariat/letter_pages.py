"""Every letter that the product can send: what causes it, what it looks like, and its words, which are English."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, posted, press
from convenor.kernel.gate import needs
from convenor.kernel.language import english
from convenor.kernel.letters import Letter, sample_of, wording_of
from convenor.kernel.letters import letters as every_letter
from convenor.kernel.models import Wording
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.rules import letters as rules
from convenor.rules.vocabulary import Zone
from convenor.secretariat import actions
from convenor.secretariat.forms import WordingForm


@needs("letter.read")
def letters(request: HttpRequest) -> HttpResponse:
    """All of them, with what causes each and to whom it goes."""
    changed = dict(Wording.objects.values_list("letter", "changed_on"))
    return show(
        request,
        "secretariat/letters.html",
        title=_("Letters"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=_to_outbox(),
        lines=[(one, _plain_subject(one), changed.get(one.key)) for one in every_letter().values()],
    )


@needs("letter.read")
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter as somebody gets it, with values that are nobody's."""
    found = _letter_or_404(key)
    kept = Wording.objects.filter(pk=key).first()
    with english():
        words, now = sample_of(found), wording_of(found)
    return show(
        request,
        "secretariat/letter.html",
        title=_plain_subject(found),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=_to_letters(),
        letter=found,
        words=words,
        kept=kept,
        fits=kept is None or _of(kept) == now,
    )


@needs("letter.change")
def wording(request: HttpRequest, key: str) -> HttpResponse:
    """Change a letter's words: look at them first, then keep them."""
    found = _letter_or_404(key)
    with english():
        now = wording_of(found)
    form = WordingForm(posted(request), initial={"subject": now.subject, "body": now.body}, letter=found)
    looks = "look" in request.POST
    if not looks and attempt(form, lambda: actions.word_letter(who(request), found, form.wording)):
        return redirect("secretariat:letter", key)
    return show(
        request,
        "secretariat/wording.html",
        title=_("The words of a letter"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        back=Back(reverse("secretariat:letter", args=[key]), _plain_subject(found)),
        letter=found,
        form=form,
        words=_looked_at(form, found) if looks else None,
        names=_names(found),
    )


@needs("letter.change")
@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Give a letter the product's own words back."""
    found, back = _letter_or_404(key), reverse("secretariat:letter", args=[key])
    done = _("The letter has its first words again.")
    return press(request, lambda: actions.take_back_wording(who(request), found), then=back, back=back, done=done)


def _letter_or_404(key: str) -> Letter:
    found = every_letter().get(key)
    if found is None:
        raise Http404
    return found


def _plain_subject(letter: Letter) -> str:
    with english():
        return sample_of(letter, letter.own_wording).subject


def _looked_at(form: forms.Form, letter: Letter) -> object:
    if not isinstance(form, WordingForm) or not form.is_valid():
        return None
    with english():
        return sample_of(letter, form.wording)


def _names(letter: Letter) -> list[tuple[str, str, bool]]:
    """What can stand between braces, what would come in its place, and whether it has to stay."""
    names = letter.names
    always = {"installation": _("The name of this installation"), "contact": _("The secretariat's address")}
    samples = {**{name: str(value) for name, value in letter.samples.items()}, **always}
    return [(f"{{{name}}}", samples[name], name in names.required) for name in samples]


def _of(kept: Wording) -> rules.Wording:
    return rules.Wording(subject=kept.subject, body=kept.body)


def _to_outbox() -> Back:
    return Back(reverse("secretariat:outbox"), _("Outbox"))


def _to_letters() -> Back:
    return Back(reverse("secretariat:letters"), _("Letters"))
