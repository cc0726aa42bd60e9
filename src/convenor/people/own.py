"""What somebody reads of what is held about them, takes along, puts right and has erased."""

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted, press
from convenor.kernel.gate import own_account
from convenor.kernel.language import in_english
from convenor.kernel.pages import show
from convenor.people import erasing
from convenor.people.forms import OwnForm
from convenor.people.holding import Held, agreed_by, held_about
from convenor.people.models import Account, ErasureRequest, Person
from convenor.people.queries import in_force
from convenor.rules.policy import may
from convenor.rules.vocabulary import Zone
from convenor.rules.wording import on_day

# So many rows of a kind stand on the page; the file has all of them.
ROWS_SHOWN = 10
NOT_HELD = (
    _("What you said in a session. Notes have no speaker, no author and no time."),
    _("How you voted or what you answered in a poll. Answers have nobody's name or key."),
    _("Which sessions you came to. Attendance is kept for your organisation, not for you."),
    _("When you signed in, from where, or what you looked at."),
    _("Any recording, photograph or transcript."),
)
# What an erasure leaves, besides rows that lead to the person.
THE_REST = (
    _("Your name stays sealed for a year, so that no text can give it away; only the check of texts opens it."),
    _("Compliance records, attendance and what was published stay: they name organisations, never you."),
    _("Backups are made by whoever runs this installation, and end by themselves."),
)


@own_account
@require_safe
def holdings(request: HttpRequest) -> HttpResponse:
    """Everything that is held about the reader, with why, until when and who sees it."""
    account = _account(request)
    return show(
        request,
        "people/holdings.html",
        title=gettext("What we hold about you"),
        zone=Zone.ROOM,
        seen_by=gettext("Seen by you alone."),
        held=[(one, one.rows[:ROWS_SHOWN], max(0, len(one.rows) - ROWS_SHOWN)) for one in held_about(account)],
        agreed=agreed_by(account),
        not_held=NOT_HELD,
        may_consent=may(who(request).grants, "consent.give").allowed,
        erasure=ErasureRequest.objects.filter(account=account).first(),
    )


@own_account
def correction(request: HttpRequest) -> HttpResponse:
    """Put right one's own name, time zone and function."""
    account = _account(request)
    person = Person.objects.filter(account=account).first()
    here = person.affiliations.filter(in_force(clock.today())).first() if person else None
    known = {"name": person.name, "time_zone": person.time_zone} if person else {}
    form = OwnForm(posted(request), initial={**known, "function": here.function if here else ""})
    return ask(
        request,
        form,
        lambda: erasing.correct(who(request), **form.cleaned_data),
        title=gettext("Put right what we hold about you"),
        button=gettext("Keep this"),
        done=gettext("Corrected."),
        back=_back(),
        lead=gettext("Your address is what you sign in with: it has a page of its own, on your account."),
        seen_by=gettext("Seen by you alone."),
    )


@own_account
def erasure(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and ask for it."""
    form = NothingForm(posted(request))
    return ask(
        request,
        form,
        lambda: erasing.ask_to_be_erased(who(request)),
        title=gettext("Have yourself erased"),
        button=gettext("Erase me in a week"),
        done=gettext("It is done in a week. Until then you can take it back on this page."),
        back=_back(),
        lead=gettext("After a week you cannot sign in any more, and your seat is vacant. It cannot be undone then."),
        consequences=what_becomes_of(_account(request)),
        danger=True,
        seen_by=gettext("Seen by you alone."),
    )


@own_account
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Take the question back."""
    address = reverse("holdings")
    done = gettext("You stay. Nothing was erased.")
    return press(request, lambda: erasing.take_back_erasure(who(request)), then=address, back=address, done=done)


@own_account
@require_safe
@in_english
def as_json(request: HttpRequest) -> HttpResponseBase:
    """The same as one file that a program can read; made at once and kept nowhere."""
    return _file(_json_of(_account(request)), kind="application/json", name="what-we-hold.json")


@own_account
@require_safe
@in_english
def as_text(request: HttpRequest) -> HttpResponseBase:
    """The same as one file for people."""
    return _file(_text_of(_account(request)), kind="text/plain; charset=utf-8", name="what-we-hold.txt")


def what_becomes_of(account: Account) -> tuple[str, ...]:
    """What an erasure does to each kind of rows, and what it leaves."""
    each = [{"what": one.kind.what, "becomes": one.kind.erasure.words} for one in held_about(account)]
    return (*(gettext("%(what)s: %(becomes)s") % one for one in each), *map(str, THE_REST))


def _back() -> Back:
    return Back(reverse("holdings"), gettext("What we hold about you"))


def _account(request: HttpRequest) -> Account:
    return Account.objects.get(pk=who(request).account)


def _file(parts: Iterator[str], *, kind: str, name: str) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    # The parts are made before they leave: afterwards the connection to the tables may be somebody else's.
    return StreamingHttpResponse(list(parts), content_type=kind, headers=headers)


def _json_of(account: Account) -> Iterator[str]:
    yield '{"made_on": ' + json.dumps(clock.today().isoformat()) + ', "held": [\n'
    for number, one in enumerate(held_about(account)):
        yield (",\n" if number else "") + json.dumps(_as_pairs(one), ensure_ascii=False, indent=1)
    agreed = [{"what": str(one.what), "version": one.version, "on": one.on.isoformat()} for one in agreed_by(account)]
    yield '\n], "agreed": ' + json.dumps(agreed, ensure_ascii=False, indent=1)
    yield ', "not_held": ' + json.dumps([str(words) for words in NOT_HELD], ensure_ascii=False, indent=1) + "}\n"


def _as_pairs(one: Held) -> dict[str, object]:
    return {
        "what": str(one.kind.what),
        "why": one.kind.period.why,
        "how_long": one.kind.period.how_long,
        "seen_by": str(one.kind.seen_by),
        "rows": [{str(word): value for word, value in row.facts} for row in one.rows],
    }


def _text_of(account: Account) -> Iterator[str]:
    yield f"What is held about you, {on_day(clock.today())}\n"
    for one in held_about(account):
        period = one.kind.period
        yield f"\n{one.kind.what}\n  Why: {period.why}\n  How long: {period.how_long}\n  Seen by: {one.kind.seen_by}\n"
        for row in one.rows:
            yield "  - " + "; ".join(f"{word}: {value}" for word, value in row.lines) + "\n"
    yield "\nWhat you agreed to\n"
    for agreed in agreed_by(account):
        yield f"  - {agreed.what}, version {agreed.version}, on {on_day(agreed.on)}\n"
    yield "\nWhat is not held\n"
    for words in NOT_HELD:
        yield f"  - {words}\n"
