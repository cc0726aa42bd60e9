"""The canary: unique words are planted in every confidential place; none may come out, though all are at the desk."""

from html import unescape

import pytest
from desk_scene import AFTER, CLEAN, Scene, again, digest, make_draft
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from convenor.desk.actions import afterwards, deciding, objecting, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.kernel.models import AuditEntry, Delivery, Event, Installation
from convenor.kernel.outbox import deliver
from convenor.people.models import Person
from convenor.public.library.models import Correction, Output, Searchable, Word
from convenor.room.meetings.models import Remark

pytestmark = pytest.mark.django_db

# One word for each place where something confidential is kept.
IN_THE_REMARK = "wombatremark"
IN_A_DRAFT = "numbatdraft"
IN_ITS_TITLE = "quokkatitle"
IN_THE_REASON = "bilbyreason"
IN_THE_NOTE_BACK = "dunnartnote"
IN_THE_OBJECTION = "potorooobjection"
IN_THE_ANSWER = "bettonganswer"
THE_WRITER = "Numbawriter Example"
THE_READER = "Pademelonreader Example"
# Who wrote is shown nowhere: the desk tells the role of whoever kept words, and no more.
SHOWN_NOWHERE = {THE_WRITER}
CANARIES = [
    IN_THE_REMARK,
    IN_A_DRAFT,
    IN_ITS_TITLE,
    IN_THE_REASON,
    IN_THE_NOTE_BACK,
    IN_THE_OBJECTION,
    IN_THE_ANSWER,
    THE_WRITER,
    THE_READER,
]


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    sent: list[EmailMessage] = []
    monkeypatch.setattr(EmailMessage, "send", lambda mail, *_: sent.append(mail))
    return sent


@pytest.fixture
def released(scene: Scene) -> Output:
    """One text all the way out, beside another that stays, with a canary in every place on the way."""
    Person.objects.filter(account=scene.officer_account).update(name=THE_WRITER)
    Person.objects.filter(account=scene.chief_account).update(name=THE_READER)
    Remark.objects.filter(pk=scene.remark.pk).update(text=f"Something about {IN_THE_REMARK}.")
    make_draft(scene, f"Some companies look at {IN_A_DRAFT}.", title=f"On {IN_ITS_TITLE}")
    draft = make_draft(scene, CLEAN + "\n\nTheir business model shapes it.")
    matter = check_draft(draft).matters[0]
    place = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    writing.keep_finding(scene.officer, draft, **place, reason=f"Because of {IN_THE_REASON}.")
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.send_back(scene.chief, draft, note=f"Think of {IN_THE_NOTE_BACK}.")
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, draft, digest=digest(draft), until=AFTER)
    objection = objecting.raise_objection(
        scene.nominee, draft, organisation="vodafone", text=f"It says {IN_THE_OBJECTION}."
    )
    objecting.answer_objection(scene.officer, objection, answer=f"No: {IN_THE_ANSWER}.")
    with clock.standing_at(AFTER.replace(day=22)):
        output = deciding.release(scene.officer, draft, digest=digest(draft))
        afterwards.begin_correction(scene.officer, draft, line=f"A line on {IN_A_DRAFT}.")
    return output


def what_is_public(output: Output) -> str:
    """Everything that anybody could read: every page, the feed, the library's rows."""
    addresses = [
        "/",
        "/?page=2",
        "/about/",
        "/how-we-check/",
        "/feed.atom",
        "/robots.txt",
        f"/notes/{output.slug}/",
        "/notes/no/",
        *(f"/search/?q={words}" for words in ("companies", "s", "likelyhood", "nothing-like-it")),
    ]
    pages = [unescape(Client().get(address).content.decode()) for address in addresses]
    rows = [str(row) for model in (Output, Correction, Searchable, Word) for row in model.objects.values()]
    return "\n".join([*pages, *rows]).lower()


def what_travels(mails: list[EmailMessage]) -> str:
    """Everything that leaves by itself or is kept for long: mails, events, the trail."""
    for delivery in Delivery.objects.all():
        deliver.func(delivery.pk)
    sent = [f"{mail.subject} {mail.body}" for mail in mails]
    rows = [str(row) for model in (Event, AuditEntry) for row in model.objects.values()]
    return "\n".join([*sent, *rows]).lower()


def test_no_canary_comes_out(scene: Scene, released: Output) -> None:
    public = what_is_public(released)
    assert "some companies weigh severity before likelihood." in public
    assert [canary for canary in CANARIES if canary.lower() in public] == []


def test_no_canary_travels(scene: Scene, released: Output, mails: list[EmailMessage]) -> None:
    travelling = what_travels(mails)
    assert len(mails) >= 4
    assert [canary for canary in CANARIES if canary.lower() in travelling] == []


def test_every_canary_is_alive_at_the_desk(scene: Scene, released: Output) -> None:
    Installation.objects.update(today=AFTER)
    client = Client()
    client.force_login(scene.chief_account)
    own = Client()
    own.force_login(scene.nominee_account)
    pages = []
    for draft in Draft.objects.all():
        for name in ("draft", "write", "decide"):
            pages.append(client.get(reverse(f"desk:{name}", args=[draft.pk])).content.decode())
    # The note with which a draft was sent back shows while it is being written on.
    first = Draft.objects.get(corrects=None, state="released")
    Draft.objects.filter(pk=first.pk).update(state="draft")
    pages.append(client.get(reverse("desk:draft", args=[first.pk])).content.decode())
    seen = "\n".join(pages)
    assert {canary for canary in CANARIES if canary not in seen} == SHOWN_NOWHERE


def test_before_its_release_nothing_of_a_text_is_public(scene: Scene) -> None:
    draft = make_draft(scene, CLEAN, title="Severity at work")
    for step in range(3):
        addresses = ("/", "/feed.atom", "/about/", "/search/?q=companies")
        text = "\n".join(Client().get(address).content.decode() for address in addresses)
        assert "weigh severity" not in text
        assert "Severity at work" not in text
        assert Client().get("/notes/severity-at-work/").status_code == 404
        if step == 0:
            deciding.send(scene.officer, draft, digest=digest(draft))
        elif step == 1:
            deciding.approve(scene.chief, draft, digest=digest(draft), until=AFTER)
    assert again(draft).state == "objections"


def test_after_a_withdrawal_nothing_of_the_text_is_public(scene: Scene, released: Output) -> None:
    draft = Draft.objects.get(output=released.key)
    afterwards.withdraw(scene.chief, draft, because="It was less certain than it sounded.")
    public = what_is_public(released)
    assert "weigh severity" not in public
    assert "it was less certain than it sounded." in public
