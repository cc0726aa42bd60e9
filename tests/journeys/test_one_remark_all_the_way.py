"""One remark, from the room to the public site and back: typed, written, checked, decided, objected to, published."""

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from convenor.desk.models import Draft, Objection
from convenor.kernel import audit
from convenor.kernel.models import AuditEntry, Installation
from convenor.people.models import Account
from convenor.room.meetings.models import Remark, Session
from convenor.rules.vocabulary import Role, SessionState
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

TODAY = date(2023, 3, 6)
LAST_DAY = date(2023, 3, 20)
DAY_AFTER = date(2023, 3, 21)
SAID = "Vodafone rates severity before likelihood."
WRITTEN = (
    "## What we heard\n\nSome companies rate severity before likelihood.\n\n"
    "## What to do\n\nBegin with those who are affected.\n"
)
FROM = "From the community's sessions of the first half of 2023."
MEMBERS = ["apple", "cisco", "ericsson", "google", "microsoft", "salesforce", "telefonica", "verizon", "vodafone"]


class Visitor:
    """Somebody at a browser."""

    def __init__(self, account: Account | None = None) -> None:
        self.client = Client()
        if account is not None:
            self.client.force_login(account)

    def reads(self, address: str, status: int = 200) -> str:
        response = self.client.get(address, follow=True)
        assert response.status_code == status, (address, response.status_code)
        return words(response)

    def fills_in(self, address: str, **fields: object) -> str:
        """Send a form as the page offers it, with the hidden fields it holds, and read what comes next."""
        page = self.client.get(address).content.decode()
        return self.sends(address, {**hidden(page), **fields})

    def presses(self, page_address: str, address: str) -> str:
        """Press a button of a page."""
        page = self.client.get(page_address).content.decode()
        form = next(part for part in page.split("<form")[1:] if f'action="{address}"' in part)
        return self.sends(address, hidden(form.split("</form>")[0]))

    def sends(self, address: str, fields: dict[str, object]) -> str:
        return words(self.client.post(address, fields, follow=True))


def hidden(page: str) -> dict[str, object]:
    """The hidden fields of a page."""
    inputs = re.findall(r'<input type="hidden"[^>]*>', page)
    found = {re.search(r'name="([^"]+)"', each): re.search(r'value="([^"]*)"', each) for each in inputs}
    return {name[1]: unescape(value[1]) for name, value in found.items() if name and value}


def words(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def it_is(day: date) -> None:
    Installation.objects.update(today=day)


def test_one_remark_all_the_way() -> None:
    make_installation(demo=True, today=TODAY)
    cohort = make_cohort()
    rows = {slug: make_member(cohort, make_organisation(slug, region="Europe", size="large")) for slug in MEMBERS}
    session = make_session(make_year(cohort), date(2023, 2, 27))
    Session.objects.update(state=SessionState.CLOSED)
    officer, chief = Visitor(make_secretariat()), Visitor(make_secretariat(Role.CHIEF))
    nominee, peer = Visitor(make_nominee(rows["ericsson"])), Visitor(make_nominee(rows["vodafone"]))
    anybody = Visitor()

    # The officer seals a note; nobody else can read it.
    notes = reverse("meetings:remarks", args=[session.pk])
    officer.sends(notes, {"kind": "practice", "text": SAID, "item": ""})
    remark = Remark.objects.get()
    assert remark.text == SAID
    assert SAID not in peer.reads(notes, status=403)

    # A draft begins with a copy of it, and the check finds the name.
    begin = f"{reverse('desk:begin')}?session={session.pk}"
    assert SAID in officer.reads(begin)
    officer.sends(begin, {"kind": "output_note", "title": "Severity first", "remarks": [str(remark.pk)]})
    draft = Draft.objects.get()
    desk, write = reverse("desk:draft", args=[draft.pk]), reverse("desk:write", args=[draft.pk])
    page = officer.reads(desk)
    assert '<mark class="blocked"' in page
    assert "1 blocks release" in page
    send = reverse("desk:send", args=[draft.pk])
    assert "Nothing is written under" in officer.presses(desk, send)
    assert Draft.objects.get().state == "draft"

    # In other words it is clear, and goes to a second pair of eyes.
    page = officer.fills_in(
        write, title="Severity first", body=WRITTEN, applies_to="", provenance=FROM, word_budget=600
    )
    assert "The check found nothing that points to somebody." in page
    assert "Sent." in officer.presses(desk, send)
    decide = reverse("desk:decide", args=[draft.pk])
    assert "You wrote part of this draft" in officer.reads(decide)

    # The chief agrees to exactly this text; the members may object for two weeks.
    assert "Some companies rate severity before likelihood." in chief.reads(decide)
    assert "You agreed to this text." in chief.fills_in(decide, until=str(LAST_DAY))
    assert anybody.client.get("/notes/severity-first/").status_code == 404
    assert "Severity first" not in anybody.reads("/")

    # A nominee objects; another member learns nothing of it.
    look = reverse("desk:look", args=[draft.pk])
    assert "Some companies rate severity" in nominee.reads(look)
    assert "Your objection is kept." in nominee.fills_in(look, text="The echidna sentence is ours.")
    assert "echidna" not in peer.reads(look)

    # It holds the release even after the last day, until an officer answers.
    it_is(DAY_AFTER)
    release = reverse("desk:release", args=[draft.pk])
    assert "1 objection waits for an answer" in officer.reads(release)
    objection = Objection.objects.get()
    officer.fills_in(reverse("desk:answer", args=[objection.pk]), answer="It fits all nine, so it stays.")
    assert "It fits all nine, so it stays." in nominee.reads(reverse("desk:in_view"))

    # Published: a copy with its caveats, and not a word of the room.
    assert "Published. Anybody can read it now." in officer.fills_in(release)
    page = anybody.reads("/notes/severity-first/")
    for expected in ("Some companies rate severity before likelihood.", "Global North", FROM):
        assert expected in page
    for secret in (SAID, "odafone", "echidna", "Officer", "Chief", "27 February", str(draft.pk), str(session.pk)):
        assert secret not in page
    entry = next(
        ElementTree.fromstring(anybody.client.get("/feed.atom").content).iter("{http://www.w3.org/2005/Atom}entry")
    )
    assert "Some companies rate severity" in "".join(entry.itertext())
    assert "Severity first" in anybody.reads("/")

    # Withdrawn: the page stays and says why; the text is gone.
    withdraw = reverse("desk:withdraw", args=[draft.pk])
    assert "points to somebody" in officer.fills_in(withdraw, because="Vodafone asked for it.")
    officer.fills_in(withdraw, because="It sounded more certain than it was.")
    page = anybody.reads("/notes/severity-first/", status=410)
    assert "It sounded more certain than it was." in page
    assert "Some companies" not in page
    assert b"Some companies" not in anybody.client.get("/feed.atom").content

    # The trail tells the whole way, in ids alone, and holds.
    verbs = list(AuditEntry.objects.filter(subject=str(draft.pk)).order_by("sequence").values_list("verb", flat=True))
    assert verbs == [
        "draft.begun",
        "draft.sent",
        "draft.approved",
        "objections.opened",
        "output.released",
        "output.withdrawn",
    ]
    assert audit.verify() is None
