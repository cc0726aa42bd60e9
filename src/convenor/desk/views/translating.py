"""Beginning to translate what is published."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convenor.desk.actions import translating
from convenor.desk.forms import TranslateForm
from convenor.desk.models import Draft
from convenor.desk.translations import can_be_translated, languages_left
from convenor.desk.views.reach import at_the_desk, draft_or_404
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import attempt


@needs("draft.write")
def translate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose a language and begin to translate a published text."""
    draft = draft_or_404(request, key)
    languages = languages_left(draft)
    form = TranslateForm(request.POST or None, languages=languages)
    begun: list[Draft] = []
    if attempt(form, lambda: begun.append(translating.begin_translation(who(request), draft, **form.cleaned_data))):
        messages.success(request, _("The translation is begun with the words of the original. Write it over them."))
        return redirect("desk:write", begun[0].pk)
    return at_the_desk(
        request,
        "translate.html",
        title=_("Translate this text"),
        lead=draft.title,
        draft=draft,
        form=form,
        languages=languages,
        can_be_translated=can_be_translated(draft),
    )
