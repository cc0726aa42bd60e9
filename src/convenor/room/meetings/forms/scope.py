"""Asking why words belong here that may be out of scope: the same way on every form (R-AT-05, A-38)."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _

from convenor.kernel.language import told
from convenor.rules.scope import in_words, look_at_all
from convenor.rules.wording import together

FIELD, LONGEST = "scope_reason", 300


def ask_why(form: forms.Form, texts: Iterable[str]) -> None:
    """Ask for a reason on a form whose texts may be out of scope; on any other nothing is asked.

    Call it at the end of `clean`, with the texts as they were typed: what was typed stays, and a person decides.
    """
    warnings = look_at_all(texts)
    if not warnings:
        return
    why = told(together(in_words(one) for one in warnings))
    form.fields[FIELD] = forms.CharField(label=_("Why it belongs here"), max_length=LONGEST, help_text=why)
    reason = str(form.data.get(FIELD, "")).strip()
    if not reason:
        form.add_error(FIELD, _("Say why it belongs here all the same, or change the words."))
    elif len(reason) > LONGEST:
        form.add_error(FIELD, _("Say it in %s characters at most.") % LONGEST)
    form.cleaned_data[FIELD] = reason


def reason_in(form: forms.Form) -> str:
    """The reason that was given; empty where none was asked."""
    return str(form.cleaned_data.get(FIELD, ""))
