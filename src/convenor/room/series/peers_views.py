"""The part of one's own registration where one looks for somebody else who wants to talk about the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convenor.kernel import clock
from convenor.kernel.asking import posted_in_short, press
from convenor.kernel.sealed import unseal
from convenor.kernel.templatetags.patterns import in_english
from convenor.room.series import peers
from convenor.room.series.announced import PublicSeries
from convenor.room.series.models import PeerIntroduction, Registration
from convenor.room.series.registered import PURPOSE
from convenor.rules.peers import LONGEST_WORDS, MET_FOR, MOST_FOUND, answered_by, is_over
from convenor.rules.signs import in_one_line


class PeersForm(forms.Form):
    """What somebody wants to talk about, and what the other is told of them."""

    seeks = forms.MultipleChoiceField(
        label=_("What do you want to talk about?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three at most."),
        error_messages={"required": _("Choose what you want to talk about.")},
    )
    introduced_as = forms.CharField(
        label=_("How the other person should know you"),
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("A name, what you do, as little as you like. It goes to one person with your mail address."),
    )

    def __init__(self, *args: Any, topics: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seeks = self.fields["seeks"]
        assert isinstance(seeks, forms.MultipleChoiceField)
        seeks.choices = [(topic, format_html("<bdi{}>{}</bdi>", in_english(), topic)) for topic in topics]

    def clean_introduced_as(self) -> str:
        return in_one_line(self.cleaned_data["introduced_as"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """How it stands: at most one introduction, or a form to look for one; `until` is the last day of what is there."""

    form: PeersForm | None
    looking: bool
    introduction: PeerIntroduction | None
    agreed: bool
    until: date | None

    @property
    def asks(self) -> bool:
        """Whether an answer is waited for, so that it comes first on the page."""
        return self.introduction is not None and self.introduction.made_on is None and not self.agreed


def part_of(request: HttpRequest, row: Registration, series: PublicSeries | None) -> Part | None:
    """What of it stands on somebody's page; None where there is nothing to look for."""
    introduction = row.introduction
    if introduction is not None and introduction.made_on is None and is_over(introduction.proposed_on, clock.today()):
        introduction = None
    if introduction is None and (series is None or not series.topics):
        return None
    asks = introduction is None and row.found < MOST_FOUND
    return Part(
        form=_form(request, row, series.topics) if asks and series is not None else None,
        looking=bool(row.seeks),
        introduction=introduction,
        agreed=row.agreed,
        until=_until(introduction),
    )


def _until(introduction: PeerIntroduction | None) -> date | None:
    if introduction is None:
        return None
    if introduction.made_on is not None:
        return introduction.made_on + MET_FOR
    return answered_by(introduction.proposed_on)


def _form(request: HttpRequest, row: Registration, topics: Sequence[str]) -> PeersForm:
    words = unseal(PURPOSE, row.introduced_as) if row.introduced_as else ""
    given = posted_in_short(request, LONGEST_WORDS) if "seek" in request.POST else None
    return PeersForm(given, initial={"seeks": row.seeks, "introduced_as": words or ""}, topics=topics)


def look(row: Registration, form: PeersForm) -> None:
    """Look for somebody as the form says."""
    peers.seek(row, topics=form.cleaned_data["seeks"], words=form.cleaned_data["introduced_as"])


def pressed(request: HttpRequest, row: Registration, here: str) -> HttpResponse | None:
    """Do what a button of this part asks for; None where none was pressed."""
    if request.method == "POST" and "agree" in request.POST:
        return press(
            request,
            lambda: peers.agree(row, introduction=request.POST["agree"]),
            then=here,
            back=here,
            done=lambda both: (
                gettext("You both said yes. Each of you is mailed who the other is.")
                if both
                else gettext("You said yes. Once the other person does, each of you is mailed who the other is.")
            ),
        )
    if request.method == "POST" and "stop" in request.POST:
        done = gettext("Nobody is looked for any more, and nobody was told.")
        return press(request, lambda: peers.stop(row), then=here, back=here, done=done)
    return None
