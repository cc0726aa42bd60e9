"""Asking and answering on the pages: nobody learns who else was asked, or what they said."""

import re

import pytest
from desk_scene import AFTER, Scene, as_, digest, go_to, kept, make_draft, page, write
from django.core.mail import EmailMessage
from django.urls import reverse
from waiver_scene import BODY, DESCRIBED, NAMED, OF_TWO, agreed, ask, asked, asked_of_two, flag, stays

from convenor.desk import handlers, queries
from convenor.desk.actions import waiving, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Waiver
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account
from convenor.rules.vocabulary import DraftKind, WaiverState
from journeys import marked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_operators")]


# Pages


def test_the_message_that_is_offered_is_english_whoever_asks(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    marked.speak(monkeypatch)
    draft = make_draft(scene, BODY)
    at = flag(draft)
    link = f"{reverse('desk:ask', args=[draft.pk])}?digest={digest(draft)}&start={at.start}&end={at.end}"
    assert "We would like to publish these words." in page(as_(scene.officer_account), f"/{marked.LANGUAGE}{link}")


def test_an_officer_asks_from_the_draft_and_sees_the_answer(scene: Scene) -> None:
    draft = make_draft(scene, BODY)
    officer, at = as_(scene.officer_account), flag(draft)
    link = f"{reverse('desk:ask', args=[draft.pk])}?digest={digest(draft)}&start={at.start}&end={at.end}"
    assert link in page(officer, reverse("desk:draft", args=[draft.pk]))
    text = page(officer, link)
    assert "One organisation is asked, and it has to agree: <strong>Vodafone</strong>" in text
    assert "We would like to publish these words." in text
    fields = {"digest": digest(draft), "start": at.start, "end": at.end, "message": "May we?"}
    response = officer.post(reverse("desk:ask", args=[draft.pk]), fields, follow=True)
    assert "Asked; 1 answer is still to come." in response.content.decode()
    waiver = Waiver.objects.get()
    as_(scene.nominee_account).post(reverse("desk:asked", args=[waiver.pk]), {"answer": "yes"})
    text = page(officer, reverse("desk:draft", args=[draft.pk]))
    assert "Nothing to settle" in text
    assert "The one organisation that it fits agreed. (Vodafone)" in text


def test_the_page_says_no_to_the_officer(scene: Scene) -> None:
    draft, waiver = asked(scene)
    waiving.answer(scene.nominee, waiver, agrees=False)
    text = page(as_(scene.officer_account), reverse("desk:draft", args=[draft.pk]))
    assert "Somebody whom it fits said no." in text
    assert "Said no" in text
    assert "Ask whom it is about" not in text


def test_an_officer_takes_a_question_back_on_the_page(scene: Scene) -> None:
    draft, waiver = asked(scene)
    officer = as_(scene.officer_account)
    assert "Take the question back" in page(officer, reverse("desk:draft", args=[draft.pk]))
    address = reverse("desk:take_back", args=[draft.pk])
    response = officer.post(address, {"wording": waiver.wording}, follow=True)
    assert "The question is taken back." in response.content.decode()
    assert officer.post(address, {"wording": waiver.wording}).status_code == 409


def test_why_nobody_can_be_asked_stands_on_the_page(scene: Scene) -> None:
    draft = make_draft(scene, OF_TWO)
    at = flag(draft, "A European operator")
    link = f"{reverse('desk:ask', args=[draft.pk])}?digest={digest(draft)}&start={at.start}&end={at.end}"
    text = page(as_(scene.officer_account), link)
    assert "not all of them have somebody here who can answer" in text
    assert "Ask them" not in text


def test_a_nominee_finds_the_question_on_the_first_page(scene: Scene) -> None:
    _, waiver = asked(scene)
    client = as_(scene.nominee_account)
    first = client.get("/start/", follow=True).content.decode()
    assert "A question waits for your organisation" in first
    listed = page(client, reverse("desk:in_view"))
    assert reverse("desk:asked", args=[waiver.pk]) in listed
    assert "Waits for you" in listed
    client.post(reverse("desk:asked", args=[waiver.pk]), {"answer": "yes"})
    assert "A question waits" not in client.get("/start/", follow=True).content.decode()


def test_what_a_nominee_reads_says_what_it_reveals_and_nothing_of_others(scene: Scene, telefonica: Account) -> None:
    _, waivers = asked_of_two(scene)
    text = page(as_(scene.nominee_account), reverse("desk:asked", args=[waivers["vodafone"].pk]))
    assert DESCRIBED in text
    assert "readers who know the members can think of yours" in text
    assert "May we?" in text
    for hidden in ("Telef", "telef", "2 of 13", "Some start small", "Officer", "Nominee 1", "27 Feb"):
        assert hidden not in text


def test_the_page_is_the_same_whatever_the_other_answers(scene: Scene, telefonica: Account) -> None:
    _, waivers = asked_of_two(scene)
    client, address = as_(scene.nominee_account), reverse("desk:asked", args=[waivers["vodafone"].pk])

    def seen() -> str:
        pages = [client.get(where).content.decode() for where in (address, reverse("desk:in_view"))]
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", "".join(pages))

    before = seen()
    waiving.answer(actor_of(telefonica), waivers["telefonica"], agrees=False)
    assert seen() == before


@pytest.mark.parametrize("who", ["peer", "stranger"])
def test_another_s_question_is_not_there(scene: Scene, who: str) -> None:
    draft, waiver = asked(scene)
    client = as_(getattr(scene, f"{who}_account"))
    before = kept(draft)

    def seen(key: object) -> list[object]:
        address = reverse("desk:asked", args=[key])
        answers = [client.get(address), client.post(address, {"answer": "yes"})]
        pages = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", one.content.decode()) for one in answers]
        return [*(one.status_code for one in answers), *pages]

    assert seen(waiver.pk) == seen(draft.pk)
    assert seen(waiver.pk)[:2] == [404, 404]
    assert kept(draft) == before
    assert "A question waits" not in page(client, reverse("standing:mine"))


def test_an_officer_has_no_page_to_answer_on(scene: Scene) -> None:
    draft, waiver = asked(scene)
    before = kept(draft)
    response = as_(scene.officer_account).post(reverse("desk:asked", args=[waiver.pk]), {"answer": "yes"})
    assert response.status_code == 403
    assert kept(draft) == before


def test_neither_button_is_neither_answer(scene: Scene) -> None:
    _, waiver = asked(scene)
    response = as_(scene.nominee_account).post(reverse("desk:asked", args=[waiver.pk]), {})
    assert "Press one of the buttons below." in response.content.decode()
    waiver.refresh_from_db()
    assert waiver.state == WaiverState.WAITING


def test_an_agreement_is_taken_back_on_the_page(scene: Scene) -> None:
    draft, waiver = agreed(scene)
    client, address = as_(scene.nominee_account), reverse("desk:asked", args=[waiver.pk])
    assert "Take it back" in page(client, address)
    client.post(address, {"answer": "no"})
    assert "holds for good" in page(client, address)
    stays(scene, draft, "said no")


def test_a_draft_that_is_given_up_asks_nobody_any_more(scene: Scene) -> None:
    draft, waiver = asked(scene)
    writing.drop(scene.officer, draft)
    assert "took its question back" in page(as_(scene.nominee_account), reverse("desk:asked", args=[waiver.pk]))
    assert queries.questions_waiting(scene.nominee) == 0


def test_the_editor_saves_and_then_asks(scene: Scene) -> None:
    draft = make_draft(scene, BODY)
    officer, at = as_(scene.officer_account), flag(draft)
    words = {"title": draft.title, "body": draft.body, "provenance": draft.provenance, "applies_to": ""}
    fields = {**words, "word_budget": "600", "digest": digest(draft), "then": f"ask-{at.start}-{at.end}"}
    response = officer.post(reverse("desk:write", args=[draft.pk]), fields)
    assert response["Location"].startswith(reverse("desk:ask", args=[draft.pk]))


# Elsewhere


def test_a_text_about_no_one_cohort_asks_the_seats_of_every_cohort(scene: Scene) -> None:
    draft = writing.begin(scene.officer, kind=DraftKind.GUIDANCE_NOTE, title="Severity at work")
    draft = write(scene, draft, body=BODY)
    (waiver,) = ask(scene, draft)
    waiving.answer(scene.nominee, waiver, agrees=True)
    assert check_draft(draft).open == ()


def test_next_the_desk_waits_for_the_answers(scene: Scene) -> None:
    asked(scene)
    assert "Wait for 1 answer, or say it otherwise" in page(as_(scene.officer_account), reverse("desk:index"))


def test_mails_lead_to_the_page_and_say_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[EmailMessage] = []
    monkeypatch.setattr(EmailMessage, "send", lambda mail, *_: sent.append(mail))
    _, waiver = asked(scene)
    for account in (scene.nominee, scene.peer, scene.stranger):
        handlers.mail_party(waiver=str(waiver.pk), account=account.account)
    waiving.answer(scene.nominee, waiver, agrees=True)
    handlers.mail_party(waiver=str(waiver.pk), account=scene.nominee.account)
    handlers.mail_waiver_answered(waiver=str(waiver.pk), account=scene.chief.account)
    handlers.mail_waiver_answered(waiver=str(waiver.pk), account=scene.peer.account)
    assert [mail.to for mail in sent] == [[scene.nominee_account.email], [scene.chief_account.email]]
    assert reverse("desk:asked", args=[waiver.pk]) in sent[0].body
    for mail in sent:
        for words in (NAMED, "Severity at work", "odafone", "agreed", "May we"):
            assert words not in mail.body + str(mail.subject)


def test_events_and_trail_hold_ids_alone(scene: Scene) -> None:
    agreed(scene)
    for event in Event.objects.filter(name__startswith="waiver"):
        assert set(event.ids) == {"waiver", "account"}
    for entry in AuditEntry.objects.filter(verb__startswith="waiver"):
        assert len(entry.subject) == 36


def test_refusals_are_of_the_person_and_not_of_the_state(scene: Scene) -> None:
    _, waiver = asked(scene)
    with pytest.raises(Refused, match="nominated answer for it"):
        waiving.answer(scene.peer, waiver, agrees=True)


def test_the_demo_day_does_not_matter(scene: Scene) -> None:
    _, waiver = asked(scene)
    go_to(AFTER)
    assert "May these words be published?" in page(as_(scene.nominee_account), reverse("desk:asked", args=[waiver.pk]))
