"""An issue of the newsletter on its way: to each subscriber alone, as plain text, and only while it is published.

The room knows who takes it and not what was released; the library knows what was released and nobody. They meet here,
in one mail.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from convenor.desk.models import Draft
from convenor.kernel import letters
from convenor.kernel.letters import Letter, page
from convenor.kernel.models import Delivery, Event
from convenor.public.library.plain import as_plain_text
from convenor.public.library.queries import released_with
from convenor.room.newsletter.actions import DUE
from convenor.room.newsletter.models import Subscription
from convenor.room.newsletter.queries import address_of, confirmed, link_to_end
from convenor.rules.vocabulary import DraftKind, DraftState

ISSUE = Letter(
    key="newsletter_issue",
    cause=_("An issue of the newsletter is published."),
    to=_("Each subscriber, alone"),
    subject=_("{installation}: {title}"),
    body=_("""{text}

What this is, and what it is not:
{caveats}

On the web, with every correction since:
{address}

You get this because you asked for it. You can end it by one button on this page; your address is then erased:
{end}

{installation}"""),
    samples={
        "title": _("What was published, and what comes next"),
        "text": _("The text of the issue."),
        "caveats": _("It speaks for nobody who took part."),
        "address": "https://convenor.example/notes/1/",
        "end": "https://convenor.example/newsletter/end/1/",
    },
    required=("text", "address", "end"),
    blocks=("text", "caveats"),
)
LETTERS = (ISSUE,)


def takers_of(draft: Draft) -> QuerySet[Subscription]:
    """To whom a draft is mailed when it is released: an issue to all who take it, any other to nobody."""
    is_an_issue = draft.kind == DraftKind.NEWSLETTER and draft.corrects is None and draft.translates is None
    return confirmed() if is_an_issue else Subscription.objects.none()


def mail_issue(*, subscription: str, output: str) -> None:
    """Mail an issue to one subscriber; not to who ended it meanwhile, and not what was withdrawn meanwhile."""
    row = confirmed().filter(pk=subscription).first()
    issue = released_with([UUID(output)]).first()
    to = address_of(row) if row is not None else None
    if row is None or issue is None or to is None:
        return
    token = link_to_end(row)
    values = {
        "title": issue.title,
        "text": as_plain_text(issue.body),
        "caveats": "\n".join(issue.caveats),
        # Where the issue is not translated, its address in a language would say so instead of showing it.
        "address": page("portal:output", issue.slug),
    }
    with translation.override(row.language):
        values["end"] = page("newsletter:end", token)
        letters.send(ISSUE, to=to, values=values, ended_at=page("newsletter:end_at_once", token))


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """An issue as the secretariat sees it: when and where it was published, and how many mails of it left or did not.

    One that was withdrawn has no `slug`. The numbers are of the outbox, so they go when its lines do.
    """

    title: str
    on: date | None
    slug: str | None
    sent: int
    waits: int
    given_up: int
    came_back: int


def issues() -> list[Issue]:
    """The issues that were published, newest first."""
    drafts = Draft.objects.filter(kind=DraftKind.NEWSLETTER, corrects=None, translates=None)
    published = list(
        drafts.filter(state__in=(DraftState.RELEASED, DraftState.WITHDRAWN)).order_by("-released_at", "pk")
    )
    keys = [draft.output for draft in published if draft.output]
    slugs = dict(released_with(keys).values_list("key", "slug"))
    numbers = _numbers()
    return [_issue(draft, slugs.get(draft.output) if draft.output else None, numbers) for draft in published]


def _issue(draft: Draft, slug: str | None, numbers: dict[tuple[str, str], int]) -> Issue:
    def of(state: Delivery.State) -> int:
        return numbers.get((str(draft.output), state), 0)

    return Issue(
        title=draft.title,
        on=draft.released_at.date() if draft.released_at else None,
        slug=slug,
        sent=of(Delivery.State.DONE),
        waits=of(Delivery.State.WAITING),
        given_up=of(Delivery.State.FAILED),
        came_back=of(Delivery.State.CAME_BACK),
    )


def _numbers() -> dict[tuple[str, str], int]:
    """How many deliveries of each issue are in each state; what was done without a letter is not counted as sent."""
    without = Q(deliveries__state=Delivery.State.DONE, deliveries__letter="")
    rows = Event.objects.filter(name=DUE).annotate(issue=KT("ids__output"))
    counted = rows.values_list("issue", "deliveries__state").annotate(number=Count("deliveries", filter=~without))
    return {(issue, state): number for issue, state, number in counted.order_by()}
