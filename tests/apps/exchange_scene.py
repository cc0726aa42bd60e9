"""Two members of a cohort with their nominees, and what the tests of asks, offers and actions begin from."""

import html
import re
from dataclasses import dataclass
from datetime import date

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.models import Delivery
from convenor.people.models import Account
from convenor.room.cohorts.models import Cohort, Membership
from convenor.room.exchange import handlers
from convenor.room.exchange.actions import postings
from convenor.room.exchange.models import Posting
from convenor.rules.vocabulary import PostingKind
from making import make_cohort, make_installation, make_member, make_nominee, make_organisation, make_year

TODAY = date(2023, 3, 6)
ASK = "How do others run a supplier audit?"
BOARD = "/asks-and-offers/"
# Enough of each kind that a harmless description fits many.
MEMBERS = {
    "telefonica": ("Telefónica", "Spain", "telecommunications"),
    "ericsson": ("Ericsson", "Sweden", "telecommunications"),
    "orange": ("Orange", "France", "telecommunications"),
    "sap": ("SAP", "Germany", "software"),
    "spotify": ("Spotify", "Sweden", "media"),
    "aylo": ("Aylo", "Canada", "media"),
}


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The cohort with its members, and who sits for whom."""

    cohort: Cohort
    ours: Membership
    theirs: Membership
    asker: Account
    colleague: Account
    peer: Account

    def actor(self, account: Account) -> Actor:
        return actor_of(Account.objects.get(pk=account.pk))


def set_the_stage() -> Stage:
    make_installation(demo=True, today=TODAY)
    cohort = make_cohort()
    make_year(cohort)
    sits = {
        slug: make_member(
            cohort, make_organisation(slug, name=name, country=country, region="Europe", sector=sector, size="large")
        )
        for slug, (name, country, sector) in MEMBERS.items()
    }
    ours, theirs = sits["telefonica"], sits["ericsson"]
    for slug in ("orange", "sap"):
        make_nominee(sits[slug], 1)
    return Stage(
        cohort=cohort,
        ours=ours,
        theirs=theirs,
        asker=make_nominee(ours, 1),
        colleague=make_nominee(ours, 2),
        peer=make_nominee(theirs, 1),
    )


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def asked(stage: Stage, text: str = ASK, kind: PostingKind = PostingKind.ASK) -> Posting:
    return postings.post(stage.actor(stage.asker), stage.ours, kind, text)


def letters(event: str) -> list[EmailMessage]:
    """Carry out what was emitted under this name, each delivery once."""
    mail.outbox.clear()
    for delivery in Delivery.objects.filter(event__name=event).order_by("pk").select_related("event"):
        getattr(handlers, delivery.handler.rpartition(".")[2])(**delivery.event.ids)
    return list(mail.outbox)


def words(response: object) -> str:
    """What a page says, without its markup."""
    content = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content)).split())
