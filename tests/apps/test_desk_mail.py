"""Mails from the desk: one person each, to the right page, and not a word of the text."""

from uuid import uuid4

import pytest
from desk_scene import AFTER, CLEAN, Scene, again, digest, make_open, make_released, make_sent, write
from django.conf import settings
from django.core.mail import EmailMessage

from convenor.desk import handlers
from convenor.desk.actions import afterwards, deciding, objecting
from convenor.kernel import clock
from convenor.kernel.models import Delivery, Event
from convenor.kernel.outbox import deliver
from convenor.people.models import Account

pytestmark = pytest.mark.django_db

SENTENCES = [line for line in CLEAN.splitlines() if line]


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    sent: list[EmailMessage] = []
    monkeypatch.setattr(EmailMessage, "send", lambda mail, *_: sent.append(mail))
    return sent


def carry_out(event: str) -> None:
    """Do what the worker does with these events."""
    for delivery in Delivery.objects.filter(event__name=event):
        deliver.func(delivery.pk)
        delivery.refresh_from_db()
        assert delivery.state == Delivery.State.DONE, delivery.problem


def looked_over(mail: EmailMessage, to: Account, path: str) -> None:
    assert mail.to == [to.email]
    assert not mail.cc
    assert not mail.bcc
    assert f"{settings.CONVENOR_SITE}{path}" in mail.body
    assert mail.reply_to == ["secretariat@convenor.example"]
    assert "\n" not in mail.subject
    assert mail.subject.startswith("B-Tech: ")
    for words in (*SENTENCES, "Severity at work", "odafone", "That is us", "It fits"):
        assert words not in mail.body + mail.subject


def test_colleagues_hear_of_a_draft_that_waits(scene: Scene, mails: list[EmailMessage]) -> None:
    draft = make_sent(scene)
    carry_out("draft_waits")
    assert len(mails) == 1
    looked_over(mails[0], scene.chief_account, f"/desk/{draft.pk}/decide/")


def test_members_hear_of_a_text_one_by_one(scene: Scene, mails: list[EmailMessage]) -> None:
    draft = make_open(scene)
    carry_out("objections_opened")
    told = {mail.to[0]: mail for mail in mails}
    assert set(told) == {scene.nominee_account.email, scene.peer_account.email}
    looked_over(told[scene.nominee_account.email], scene.nominee_account, f"/desk/in-view/{draft.pk}/")
    assert "20 March 2023" in told[scene.nominee_account.email].subject


def test_officers_hear_of_an_objection_and_not_whose_it_is(scene: Scene, mails: list[EmailMessage]) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    carry_out("objection_raised")
    told = {mail.to[0]: mail for mail in mails}
    assert set(told) == {scene.officer_account.email, scene.chief_account.email}
    looked_over(told[scene.officer_account.email], scene.officer_account, f"/desk/objections/{objection.pk}/")


def test_who_objected_hears_of_the_answer(scene: Scene, mails: list[EmailMessage]) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    objecting.answer_objection(scene.officer, objection, answer="It fits seven.")
    carry_out("objection_answered")
    assert len(mails) == 1
    looked_over(mails[0], scene.nominee_account, "/desk/in-view/")


def test_everybody_concerned_hears_of_a_release(scene: Scene, mails: list[EmailMessage]) -> None:
    _, output = make_released(scene)
    carry_out("output_released")
    told = {mail.to[0]: mail for mail in mails}
    expected = [scene.officer_account, scene.chief_account, scene.nominee_account, scene.peer_account]
    assert set(told) == {account.email for account in expected}
    looked_over(told[scene.peer_account.email], scene.peer_account, f"/notes/{output.slug}/")


def test_a_mail_that_is_not_meant_for_somebody_any_more_is_not_sent(scene: Scene, mails: list[EmailMessage]) -> None:
    draft = make_open(scene)
    deciding.send_back(scene.officer, draft, note="Wait.")
    carry_out("draft_waits")
    carry_out("objections_opened")
    assert mails == []


def test_who_left_meanwhile_gets_no_mail(scene: Scene, mails: list[EmailMessage]) -> None:
    make_open(scene)
    Account.objects.filter(pk=scene.nominee_account.pk).update(is_active=False)
    carry_out("objections_opened")
    assert [mail.to for mail in mails] == [[scene.peer_account.email]]


def test_an_account_that_was_never_meant_gets_no_mail(scene: Scene, mails: list[EmailMessage]) -> None:
    draft = make_open(scene)
    objection = objecting.raise_objection(scene.nominee, draft, organisation="vodafone", text="That is us.")
    for account in (str(uuid4()), scene.stranger.account):
        handlers.mail_second_pair(draft=str(draft.pk), account=account)
        handlers.mail_members(draft=str(draft.pk), account=account)
        handlers.mail_officers(objection=str(objection.pk), account=account)
        handlers.mail_answer(objection=str(objection.pk), account=account)
        handlers.mail_released(draft=str(draft.pk), account=account)
    assert mails == []


def test_a_correction_says_that_it_is_one(scene: Scene, mails: list[EmailMessage]) -> None:
    draft, _ = make_released(scene)
    with clock.standing_at(AFTER):
        correction = afterwards.begin_correction(scene.officer, draft, line="A comma.")
        correction = write(scene, correction, body=CLEAN + " More.")
        deciding.send(scene.officer, correction, digest=digest(correction))
        deciding.approve(scene.chief, correction, digest=digest(correction), until=AFTER.replace(day=31))
    with clock.standing_at(AFTER.replace(month=4)):
        deciding.release(scene.officer, again(correction), digest=digest(correction))
    handlers.mail_released(draft=str(correction.pk), account=scene.peer.account)
    assert "a published text was corrected" in mails[0].subject
    looked_over(mails[0], scene.peer_account, "/notes/severity-at-work/")


def test_events_hold_ids_and_never_text(scene: Scene) -> None:
    draft, _ = make_released(scene)
    with clock.standing_at(AFTER):
        afterwards.withdraw(scene.chief, draft, because="It was less certain than it sounded.")
    for event in Event.objects.all():
        assert set(event.ids) <= {"draft", "account", "objection"}
        assert all(len(value) == 36 for value in event.ids.values())
