"""AC-10, the reading half: two companies of which the same is known get the same, whatever either of them gives.

That the programme's code has no way to the funding tables is a law of the house: tests/architecture/test_walls.py.
"""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils.module_loading import import_string

from convenor.demo.reference import TODAY
from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.models import Event
from convenor.people.models import Account
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.models import Session
from convenor.wiring import WIRING
from journeys.conftest import SignIn
from journeys.overhearing import crawl
from making import make_member, make_nominee, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TWINS = ("twin-a", "twin-b")
OWN_NAME = re.compile(r"twin-[ab]|Twin [AB] Company", re.IGNORECASE)
# The token of a form, a slip, a listening address, a way out of a letter, the moment at which a sign-in ends: different
# each time or for each account, and telling nothing.
MADE_ANEW = re.compile(
    r'name="(?:csrfmiddlewaretoken|slip)" value="[^"]*"|data-live="[^"]*"|nonce[-=]\S+|(?:Set-Cookie|Expires): .*'
    r"|(?<=/mail/)[^/\s]+|(?<=\d)T\d\d:\d\d:\d\d[.\d]*\+00:00"
)
NUMBER = re.compile(r"/\d+/|(?<=/leave)/[0-9a-f-]{36}/|(?<=/people)/[0-9a-f-]{36}/")
# Where a secret is made for whoever looks, anew each time.
WITH_A_SECRET = {"GET /account/app/", "GET /account/passkeys/add/"}
# What the secretariat looks at of a member.
THE_SECRETARIATS = (
    "/organisations/{}/",
    "/cohorts/cop-2/2023/standing/{}/",
    "/cohorts/cop-2/members/{}/people/",
    "/cohorts/cop-2/members/{}/seats/1/nominate/",
)
# The head of a pack is a digest of what is in it, the own name too.
HEAD = re.compile(r"<code>[0-9a-f]{64}</code>")


@pytest.fixture
def twins(demo: None) -> dict[str, Account]:
    """Each twin's nominee; all that is known of either is the same."""
    cohort, since = Cohort.objects.get(pk="cop-2"), date(2023, 1, 1)
    facts = {"country": "Kenya", "region": "Africa", "sector": "cloud", "size": "small"}
    companies = [make_organisation(slug, name=f"Twin {slug[-1].upper()} Company", **facts) for slug in TWINS]
    return {company.pk: make_nominee(make_member(cohort, company, since=since)) for company in companies}


def without_the_name(text: str) -> str:
    return HEAD.sub("…", NUMBER.sub("/…/", OWN_NAME.sub("…", MADE_ANEW.sub("…", text))))


def everything_said_to(browser: Client, *begin: str) -> dict[str, str]:
    return {
        without_the_name(asked): without_the_name(said)
        for asked, said in crawl(browser, begin)
        if asked not in WITH_A_SECRET
    }


def test_two_nominees_find_the_same_pages_and_every_page_says_the_same(
    twins: dict[str, Account], sign_in: SignIn
) -> None:
    one, other = (everything_said_to(sign_in(account.email), "/start/", "/organisation/") for account in twins.values())
    assert len(one) > 20
    assert one == other


@pytest.mark.parametrize("role", ["officer", "chief"])
def test_the_secretariat_finds_the_same_of_both(role: str, twins: dict[str, Account], sign_in: SignIn) -> None:
    browser = sign_in(role)
    for page in THE_SECRETARIATS:
        one, other = (browser.get(page.format(slug)) for slug in twins)
        assert one.status_code == other.status_code == 200, page
        assert without_the_name(one.content.decode()) == without_the_name(other.content.decode()), page


def test_both_get_the_same_mail(twins: dict[str, Account], settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    session = Session.objects.get(year__cohort="cop-2", starts_at__date=date(2023, 3, 14))
    officer = actor_of(Account.objects.get(email="officer@secretariat.example"))
    earlier = list(Event.objects.values_list("pk", flat=True))
    with clock.standing_at(TODAY):
        send_agenda(officer, session)
        for event in Event.objects.exclude(pk__in=earlier):
            for handler in WIRING[event.name]:
                import_string(handler)(**event.ids)
    one, other = (mail_to(account.email) for account in twins.values())
    assert one == other != []


def mail_to(address: str) -> list[str]:
    sent = [message for message in mail.outbox if address in message.recipients()]
    return [without_the_name(f"{message.subject}\n{message.body}") for message in sent]
