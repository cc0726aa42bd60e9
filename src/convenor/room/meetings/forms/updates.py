"""A member's brief update: four short fields, and a reason where something may be out of scope."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from convenor.room.meetings.models import BriefUpdate
from convenor.rules.updates import LONGEST, Part, UpdateFacts


def _short(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, required=False, widget=area)


class UpdateForm(forms.Form):
    """What a member brings to the round of updates; at least one of the four."""

    marks_optional = False

    priority = _short(gettext_lazy("What matters most now"))
    challenge = _short(gettext_lazy("What is hard"))
    ask = _short(gettext_lazy("What you would like to hear from others"))
    offer = _short(gettext_lazy("What you can share"))
    scope_reason = _short(
        gettext_lazy("Why it belongs here"), gettext_lazy("In a sentence. The secretariat reads it beside your update.")
    )

    def facts(self) -> UpdateFacts:
        """What was typed, also where it does not hold yet."""
        given = {name: str(self[name].value() or "").strip() for name in self.fields}
        return UpdateFacts(**given)


def update_initial(update: BriefUpdate | None) -> dict[str, str]:
    """What the form shows of an update that was sent."""
    if update is None:
        return {}
    return {part: getattr(update, part) for part in Part} | {"scope_reason": update.scope_reason}
