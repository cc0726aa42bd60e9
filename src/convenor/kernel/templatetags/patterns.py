"""The patterns of the pages: tags and filters that every template may use without loading them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, MultiWidget, RadioSelect
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy, ngettext, override

from convenor.kernel import language
from convenor.kernel.charts import charts_of, noise_in, withheld_from
from convenor.kernel.language import Choice, choices, is_translated, preferred
from convenor.kernel.words import ZONE_SENTENCES, word_for
from convenor.rules import wording
from convenor.rules.readings import is_of_the_web, is_own
from convenor.rules.vocabulary import DraftState, Level, RequirementStatus, SessionKind, Zone

register = template.Library()

SEAT_PITCH = 16
TAG_KINDS = frozenset({"plain", "good", "wait", "stop", "now"})

_STATUS_KINDS = {
    RequirementStatus.MET: "good",
    RequirementStatus.NOT_MET: "wait",
    RequirementStatus.NOT_DUE: "plain",
    RequirementStatus.NOT_SET: "plain",
}

# Kinds differ by shape, so that nobody has to see their colours apart.
_DOTS = {
    SessionKind.REGULAR: '<circle cx="8" cy="8" r="6"/>',
    SessionKind.SPECIAL: '<path d="M8 1l7 7-7 7-7-7z"/>',
    SessionKind.OUTREACH_DIALOGUE: '<circle class="hollow" cx="8" cy="8" r="5"/>',
    SessionKind.WORKING_GROUP: '<path d="M3 3h10v10H3z"/>',
    SessionKind.GATHERING: '<circle class="hollow" cx="8" cy="8" r="6.5"/><circle cx="8" cy="8" r="3"/>',
    SessionKind.EXECUTIVE_DIALOGUE: '<path d="M8 2l7 12H1z"/>',
    SessionKind.WEBINAR: '<path class="hollow" d="M3 3h10v10H3z"/>',
}

_Step = tuple[DraftState | None, Zone, str | Promise, str | Promise]

_WAY_OUT: tuple[_Step, ...] = (
    (None, Zone.ROOM, gettext_lazy("Sealed note"), gettext_lazy("In the room")),
    (DraftState.DRAFT, Zone.DESK, gettext_lazy("Draft"), gettext_lazy("At the desk")),
    (DraftState.SECOND_PAIR, Zone.DESK, gettext_lazy("Second pair of eyes"), gettext_lazy("At the desk")),
    (DraftState.OBJECTIONS, Zone.DESK, gettext_lazy("Objections"), gettext_lazy("From members")),
    (DraftState.RELEASED, Zone.PUBLIC, gettext_lazy("Published"), gettext_lazy("Anyone can read it")),
)
_WITHDRAWN: _Step = (
    DraftState.WITHDRAWN,
    Zone.DESK,
    gettext_lazy("Withdrawn"),
    gettext_lazy("No longer public"),
)


@register.simple_tag
def direction() -> str:
    """Say in which direction the reader's language runs: "ltr" or "rtl"."""
    return "rtl" if get_language_info(preferred())["bidi"] else "ltr"


@register.simple_tag
def untranslated() -> bool:
    """Tell whether the page is not in the language that the reader prefers."""
    return not is_translated()


@register.simple_tag
def in_english() -> SafeString:
    """Mark an element whose words are English on a page in another language (WCAG 3.1.2)."""
    spoken = get_language() or ""
    return mark_safe("" if spoken.startswith("en") else ' lang="en" dir="ltr"')


@register.simple_tag
def written_in(of_a_text: str) -> SafeString:
    """Mark an element that holds words of a text: in the language that it is translated into, or in English."""
    return format_html(' lang="{}" dir="auto"', of_a_text) if of_a_text else in_english()


@register.simple_tag
def link(title: str, address: str) -> SafeString | str:
    """Link a title to a page of this site in the reader's language, or to another site, which is not told of this one.

    Where an address is neither, the title alone stands.
    """
    if is_own(address):
        return format_html('<a href="{}{}">{}</a>', get_script_prefix(), address[1:], title)
    return format_html('<a href="{}" rel="noreferrer">{}</a>', address, title) if is_of_the_web(address) else title


@register.simple_tag
def languages() -> list[Choice]:
    """List the page in each of the six languages, in the order of the United Nations."""
    return choices()


@register.simple_tag
def not_yet() -> str:
    """Say in the reader's own language that the page is in English."""
    with override(preferred()):
        return gettext("This page is in English; it has not been translated into your language yet.")


@register.filter
def word(value: str, kind: str) -> str:
    """Write a value of the vocabulary as people read it: `{{ session.kind|word:"SessionKind" }}`."""
    return word_for(kind, value) if value else ""


@register.filter
def told(text: str) -> str:
    """Tell what a rule said in the language of the page: `{{ verdict.reason|told }}`."""
    return language.told(text or "")


@register.filter(is_safe=True)
@stringfilter
def apart(text: str) -> str:
    """Keep a title that is wholly in Latin letters in its own order on a page that turns."""
    return language.apart(text)


@register.simple_tag
def comma() -> str:
    """Write what stands between two parts of a line, as in a list: an Arabic or a Chinese comma on such a page."""
    return gettext(", ")


@register.simple_tag
def semicolon() -> str:
    """Write what stands between two parts of a line that have commas of their own."""
    return gettext("; ")


@register.filter
def beside(parts: Iterable[str], between: str) -> str:
    """Write a list with what the language puts between its parts: `{{ names|beside:", " }}`."""
    return str(language.in_place(wording.beside(between, parts))) if parts else ""


@register.filter
def zone_sentence(zone: str) -> str:
    """Say what holds in a zone when the page does not say who sees it."""
    return str(ZONE_SENTENCES.get(str(zone), ""))


@register.filter
def status_kind(status: str) -> str:
    """Choose the tag for the status of a participation requirement."""
    return _STATUS_KINDS[RequirementStatus(status)]


@register.simple_tag
def tag(text: str, kind: str = "plain") -> SafeString:
    """Show a state as a word; `kind` is plain, good, wait, stop or now."""
    if kind not in TAG_KINDS:
        raise template.TemplateSyntaxError(f"A tag is one of {sorted(TAG_KINDS)}, not {kind!r}.")
    return format_html('<span class="tag {}">{}</span>', kind, text)


@register.simple_tag
def day(on: date | None) -> SafeString | str:
    """Write a date as people say it: 14 March 2022."""
    if on is None:
        return ""
    on = localtime(on).date() if isinstance(on, datetime) and is_aware(on) else on
    return format_html('<time datetime="{}">{}</time>', f"{on:%Y-%m-%d}", language.dated(on))


@register.simple_tag
def moment(at: datetime | None) -> SafeString | str:
    """Write a moment with its zone: 14 March 2022, 15:00 (UTC+1)."""
    if at is None:
        return ""
    at = localtime(at) if is_aware(at) else at
    return format_html(
        '<time datetime="{}">{} ({})</time>', at.isoformat(), language.dated(at, "j F Y, H:i"), _distance(at)
    )


def _distance(at: datetime) -> str:
    """The distance of a moment's zone from UTC, as people write it: UTC, UTC+1, UTC+5:30, UTC−3."""
    offset = at.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


@register.simple_tag
def kind_dot(kind: str, cancelled: object = False) -> SafeString:
    """Draw the sign of a kind of session; the word for it must stand beside it."""
    strike = '<path class="strike" d="M1 15L15 1"/>' if cancelled else ""
    return format_html(
        '<svg class="dot" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}{}</svg>',
        mark_safe(_DOTS[SessionKind(kind)]),
        mark_safe(strike),
    )


@register.filter
def kinds_in(months: Iterable[Mapping[str, Any]]) -> list[SessionKind]:
    """List the kinds of session that occur in a year's months, in the vocabulary's order."""
    present = {str(dot["kind"]) for month in months for dot in month.get("dots", ())}
    return [kind for kind in SessionKind if kind in present]


@register.simple_block_tag
def notice(content: str, kind: str = "plain", title: str = "") -> SafeString:
    """Set a sentence apart; `kind` is plain, good, warn or stop."""
    return render_to_string("patterns/notice.html", {"content": content, "kind": kind, "title": title})


@register.simple_block_tag
def finding(
    content: str,
    *,
    quote: str,
    why: str,
    level: str,
    fits: str = "",
    instead: str = "",
    instead_fits: str = "",
    anchor: str = "",
    language: str = "",
) -> SafeString:
    """Show one thing to settle at the desk; the block holds what one can do about it.

    `fits` says whom the words fit and is for officers only; a page for anybody else leaves it empty. `language` is
    that of a translation; the words of any other text are English.
    """
    return render_to_string(
        "patterns/finding.html",
        {
            "content": content,
            "quote": quote,
            "why": why,
            "level": Level(level),
            "fits": fits,
            "instead": instead,
            "instead_fits": instead_fits,
            "anchor": anchor,
            "language": language,
        },
    )


@register.inclusion_tag("patterns/steps.html")
def steps(state: str, until: date | None = None) -> dict[str, Any]:
    """Show how far a text is from the sealed note to publication; `until` is the last day for objections."""
    way = [*_WAY_OUT, _WITHDRAWN] if state == DraftState.WITHDRAWN else list(_WAY_OUT)
    here = [step_state for step_state, *_ in way].index(DraftState(state) if state else None)
    return {
        "steps": [
            {
                "label": label,
                "zone": zone,
                "place": "done" if index < here else "now" if index == here else "later",
                "note": _until(until) if step_state is DraftState.OBJECTIONS and until else note,
            }
            for index, (step_state, zone, label, note) in enumerate(way)
        ]
    }


def _until(day: date) -> str:
    return gettext("Until %(day)s") % {"day": language.dated(day)}


@register.inclusion_tag("patterns/statistics.html")
def statistics(release: Mapping[str, Any], title: str = "", rest: bool = True) -> dict[str, Any]:
    """Draw the tables of a release that passed the ledger, each as lines with bars or as a grid.

    `title` stands in the place of what they are counted by; without `rest` nothing is said of what is not told.
    """
    told = {"charts": charts_of(release), "withheld": withheld_from(release), "noise": noise_in(release)}
    return {**told, "title": title, "rest": rest}


@register.inclusion_tag("patterns/cap_line.html")
def cap_line(seated: int, cap: int, low: int = 0, high: int = 0, waiting: int = 0) -> dict[str, Any]:
    """Draw the seats of a cohort against its cap, with the planned band under them (R-CoP-01, R-CoP-02)."""
    sentences = [gettext("%(seated)d of %(cap)d seats are taken.") % {"seated": seated, "cap": cap}]
    if low and high:
        sentences.append(gettext("The planned band is %(low)d to %(high)d.") % {"low": low, "high": high})
    if waiting:
        sentences.append(
            ngettext("%(count)d company waits.", "%(count)d companies wait.", waiting) % {"count": waiting}
        )
    return {
        "seats": _seats(seated, cap),
        "width": cap * SEAT_PITCH,
        "band_x": (low - 1) * SEAT_PITCH + 2,
        "band_width": (high - low + 1) * SEAT_PITCH - 4 if low and high else 0,
        "sentence": " ".join(sentences),
    }


@register.inclusion_tag("patterns/seat_line.html")
def seat_line(taken: int, seats: int, sentence: str) -> dict[str, Any]:
    """Draw a few seats in a line, taken and open, with the sentence that says the same."""
    return {"seats": _seats(taken, seats), "width": seats * SEAT_PITCH + 2, "sentence": sentence}


def _seats(taken: int, total: int) -> list[dict[str, Any]]:
    return [{"x": number * SEAT_PITCH + 8, "state": "taken" if number < taken else "free"} for number in range(total)]


@register.filter
def labelled(row: Sequence[Any], heads: Sequence[str]) -> list[tuple[str, Any]]:
    """Pair the cells of a row with the heads of their columns."""
    return list(zip(heads, row, strict=True))


@register.filter
def error_target(field: BoundField) -> str:
    """The id of the input that a line of the error summary leads to."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | MultiWidget):
        return f"{field.auto_id}_0"
    return field.id_for_label


@register.filter
def error_lead(field: BoundField) -> str:
    """The label as the opening of an error's line: "Title:", but "Where does it take place?" as it stands."""
    label = str(field.label)
    return label if label.endswith(("?", "!", ".", ":", "؟", "？")) else f"{label}:"


@register.filter
def lost_from(form: Any) -> str:
    """What is said once of a form whose hidden fields are not as they were shown: nobody knows these by name."""
    hidden = form.hidden_fields() if form else ()
    if not any(field.errors for field in hidden):
        return ""
    return gettext("This cannot be done here. Load the page again to see how things stand.")


@register.filter
def says_optional(field: BoundField) -> bool:
    """Whether the label says "optional"; a form of filters, where all is optional, sets `marks_optional = False`."""
    return not field.field.required and bool(getattr(field.form, "marks_optional", True))
