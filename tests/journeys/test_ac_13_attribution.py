"""AC-13: the attribution check, word for word, and the desk that holds a text until every flag is settled."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from convenor.desk.checks import Checked, Matter, check_draft
from convenor.desk.models import Draft
from convenor.kernel.models import AuditEntry
from convenor.room.meetings.models import Session
from convenor.rules.vocabulary import Level
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

LINK = "https://www.ericsson.com/en/rights-5g"
STAFF = "Oyelaran Whitlock-Sørby"
BODY = (
    "## What we heard\n\n"
    "Vodafone's lead opened, and FB followed. Then the Spain-based operator spoke, and a European operator, and two US "
    "social media firms. Network operators and equipment vendors agreed with most members. "
    f"{STAFF} took notes.\n\n"
    "Ericsson's 5G assessment is public.\n\n"
    "## What to do\n\nBegin with those who are affected.\n"
)


class Desk:
    """An officer at the desk with one draft."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        session = Session.objects.get(starts_at__date="2022-03-14")
        begin = f"{reverse('desk:begin')}?session={session.pk}"
        browser.post(begin, {"kind": "output_note", "title": "Severity first"})
        self.key = Draft.objects.latest("begun_at").pk

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(pk=self.key)

    @property
    def checked(self) -> Checked:
        return check_draft(self.draft)

    def flags(self) -> list[tuple[str, str, Level, int]]:
        """What is open on the text, in its order."""
        return [(one.text, one.kind, one.level, len(one.members)) for one in self.checked.open]

    def flag(self, text: str) -> Matter:
        return next(one for one in self.checked.open if one.text == text)

    def does(self, step: str, **fields: object) -> str:
        digest = self.checked.wording.digest
        there = reverse(f"desk:{step}", args=[self.key])
        return words(self.browser.post(there, {"digest": digest, **fields}, follow=True))

    def writes(self, body: str) -> None:
        wording = self.checked.wording
        fields = {"title": wording.title, "body": body, "applies_to": "", "provenance": wording.provenance}
        self.does("write", **fields, word_budget="600")

    def settles(self, step: str, text: str, **fields: object) -> str:
        flag = self.flag(text)
        return self.does(step, start=flag.start, end=flag.end, **fields)

    def cannot_send(self) -> bool:
        self.does("send")
        return self.draft.state == "draft"


@pytest.fixture
def desk(sign_in: SignIn) -> Desk:
    desk = Desk(sign_in("officer"))
    desk.writes(BODY)
    return desk


def test_the_draft_is_flagged_as_the_acceptance_says(desk: Desk) -> None:
    assert desk.flags() == [
        ("Vodafone's", "direct", Level.BLOCKED, 1),
        ("FB", "direct", Level.BLOCKED, 1),
        ("the Spain-based operator", "description", Level.BLOCKED, 1),
        ("a European operator", "description", Level.BLOCKED, 2),
        ("two US social media firms", "description", Level.BLOCKED, 2),
        (STAFF, "person", Level.REVIEW, 0),
        ("Ericsson's", "direct", Level.BLOCKED, 1),
    ]
    marked = re.findall(r"<mark[^>]*>([^<]+)</mark>", desk.browser.get(f"/desk/{desk.key}/").content.decode())
    for passed in ("etwork operators and equipment vendors", "most members"):
        assert passed in BODY
        assert not any(passed in mark for mark in marked)


def test_the_example_of_ericsson_passes_only_with_a_link_to_a_public_source(desk: Desk) -> None:
    assert desk.flag("Ericsson's").level is Level.BLOCKED
    desk.settles("cite", "Ericsson's", organisation="ericsson", title="5G assessment", url=LINK)
    assert LINK in desk.draft.body
    assert "Ericsson's" not in [text for text, *_ in desk.flags()]
    assert [one.text for one in desk.checked.kept if one.kind == "direct"] == ["Ericsson's"]
    desk.writes(desk.draft.body.replace(f" ([5G assessment](<{LINK}>))", ""))
    assert desk.flag("Ericsson's").level is Level.BLOCKED


def test_nothing_leaves_before_every_flag_is_resolved(desk: Desk, sign_in: SignIn) -> None:
    assert "6 block release 1 to decide on" in words(desk.browser.get(f"/desk/{desk.key}/"))
    assert desk.cannot_send()

    # What blocks is said otherwise; nobody can decide it away.
    desk.settles("keep", "FB", reason="They do not mind.")
    assert desk.flag("FB").level is Level.BLOCKED
    for text in ("the Spain-based operator", "a European operator", "two US social media firms"):
        desk.settles("take", text)
        assert text not in desk.draft.body
        assert desk.cannot_send()
    desk.settles("cite", "Ericsson's", organisation="ericsson", title="5G assessment", url=LINK)
    assert desk.cannot_send()
    for name, instead in (("Vodafone's lead", "One participant"), ("FB", "another")):
        assert desk.cannot_send()
        desk.writes(desk.draft.body.replace(name, instead))

    # The person named waives it, and the trail keeps that.
    assert desk.cannot_send()
    desk.settles("keep", STAFF, reason="She asked to be named.")
    assert desk.draft.keepings.get(kind="person").reason == "She asked to be named."

    # Settled, it goes to a second pair of eyes, and to nobody else.
    assert desk.flags() == []
    assert not desk.cannot_send()
    address = f"/notes/{desk.draft.title.lower().replace(' ', '-')}/"
    assert Client().get(address).status_code == 404
    assert "She asked to be named." in words(sign_in("chief").get(f"/desk/{desk.key}/decide/"))


def test_what_only_a_person_can_judge_waits_for_the_person(desk: Desk) -> None:
    desk.writes(BODY.split("Vodafone's", maxsplit=1)[0] + "Everyone agreed.\n\n## What to do\n\nBegin.\n")
    assert desk.flags() == [("Everyone agreed", "unanimous", Level.REVIEW, 13)]
    assert desk.cannot_send()
    desk.settles("keep", "Everyone agreed", reason="It was said of the civil society guests.")
    assert desk.flags() == []
    assert not desk.cannot_send()


def test_a_flag_is_waived_by_the_named_party_and_by_nobody_else(desk: Desk, sign_in: SignIn) -> None:
    sentence = "Telefónica asks its suppliers early."
    desk.writes(f"## What we heard\n\n{sentence}\n\n## What to do\n\nBegin with those who are affected.\n")
    assert desk.flags() == [("Telefónica", "direct", Level.BLOCKED, 1)]
    assert desk.cannot_send()

    # The officer cannot decide it, and asks whom it is about.
    desk.settles("keep", "Telefónica", reason="They do not mind.")
    assert desk.cannot_send()
    assert "Asked. They hear of it by mail" in desk.settles("ask", "Telefónica", message="May we publish this?")
    assert desk.cannot_send()

    # The officer cannot answer, and to another company there is no question.
    address = reverse("desk:asked", args=[desk.draft.waivers.get().pk])
    assert desk.browser.post(address, {"answer": "yes"}).status_code == 403
    assert sign_in("nominee-1@ericsson.example").post(address, {"answer": "yes"}).status_code == 404
    assert desk.cannot_send()

    # The named party reads exactly the sentence, agrees, and the trail keeps who and when.
    party = sign_in("nominee")
    assert "A question waits for your organisation's answer" in words(party.get("/start/", follow=True))
    assert sentence in words(party.get(address))
    assert "Thank you." in words(party.post(address, {"answer": "yes"}, follow=True))
    entry = AuditEntry.objects.get(verb="waiver.agreed")
    assert (entry.role, entry.subject) == ("nominee", str(desk.draft.waivers.get().pk))
    assert desk.flags() == []

    # It was said of these words alone.
    said = desk.draft.body
    desk.writes(said.replace("early", "late"))
    assert desk.cannot_send()
    desk.writes(said)
    assert desk.cannot_send()
    desk.settles("ask", "Telefónica", message="May we publish this, as before?")
    again = reverse("desk:asked", args=[desk.draft.waivers.get(state="waiting").pk])
    party.post(again, {"answer": "yes"})
    assert not desk.cannot_send()
    assert "The one organisation that it fits agreed." in words(sign_in("chief").get(f"/desk/{desk.key}/decide/"))


def test_where_words_fit_two_each_of_them_has_to_waive_it(desk: Desk, sign_in: SignIn) -> None:
    desk.writes("## What we heard\n\nA European operator asks early.\n\n## What to do\n\nBegin.\n")
    assert desk.flags() == [("A European operator", "description", Level.BLOCKED, 2)]
    desk.settles("ask", "A European operator", message="")
    for waiver in desk.draft.waivers.all():
        assert desk.cannot_send()
        party = sign_in(f"nominee-1@{waiver.organisation_id}.example")
        party.post(reverse("desk:asked", args=[waiver.pk]), {"answer": "yes"})
    assert not desk.cannot_send()
