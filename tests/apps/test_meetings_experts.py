"""Experts of a session: asked for any of them, briefed by a link, named by consent, thanked once, and forgotten."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client
from invitation_scene import FIRST, NOW, SECOND, START, make_scene, work

from convenor.desk.actions.thanking import thank_experts, waiting_for
from convenor.desk.models import Draft
from convenor.kernel import clock, outbox
from convenor.kernel.actor import NOBODY, Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.links import sign
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.kernel.outbox import emit
from convenor.people.models import Account, NamingConsent, Organisation
from convenor.public.library import actions as library
from convenor.room.cohorts.actions import context
from convenor.room.cohorts.models import ExpertOrganisation
from convenor.room.meetings.actions import briefing
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.actions.briefing import MOST_QUESTIONS
from convenor.room.meetings.actions.calling import Call, cancel_session, change_session
from convenor.room.meetings.actions.experts import (
    MAILS,
    QUESTIONS_KEPT_FOR,
    REQUESTS_KEPT_FOR,
    forget_requests,
    request_expert,
)
from convenor.room.meetings.actions.running import close_session, open_session
from convenor.room.meetings.expert_briefs import audience_of, of_link
from convenor.room.meetings.models import ExpertRequest, ExpertThanks, QuestionAhead, Session, Theme
from convenor.room.meetings.seals import PURPOSE, link_digest, thanks_seal_of, token_of
from convenor.room.reviews.queries import review_facts
from convenor.rules.experts import MOST_AT_ONCE
from convenor.rules.review.sections import experts as experts_named
from convenor.rules.vocabulary import DraftState, SessionKind, SessionState
from making import make_organisation, make_person, make_secretariat, make_statement

pytestmark = pytest.mark.django_db
EXPERT = "expert@ihrb.example"


@pytest.fixture
def on_that_day() -> Iterator[None]:
    """The clock stands; pages are asked for on the same day."""
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def row(on_that_day: None) -> Session:
    found = make_scene()
    make_statement()
    make_organisation("ihrb", name="Institute for Human Rights and Business")
    return found


@pytest.fixture
def office(row: Session) -> Actor:
    return actor_of(make_secretariat())


@pytest.fixture
def asked(row: Session, office: Actor) -> ExpertRequest:
    """An expert who was asked and has the mail."""
    ihrb = make_organisation("ihrb-2", name="IHRB")
    request_expert(office, row, address=EXPERT, organisation=ihrb)
    work()
    return ExpertRequest.objects.get()


def link(asked: ExpertRequest) -> str:
    return f"/expert/{token_of(asked)}/"


def accept(asked: ExpertRequest, **more: str) -> None:
    seen = briefing.rules_seen(Session.objects.get())
    Client().post(link(asked), {"do": "accept", "seen": seen, **more})


def begin(office: Actor, row: Session) -> None:
    send_agenda(office, row)
    with clock.standing_at(START + timedelta(minutes=1)):
        open_session(office, row)


def end(office: Actor, row: Session) -> None:
    with clock.standing_at(START + timedelta(hours=1)):
        close_session(office, row, START.date() + timedelta(days=30))


def a_note(row: Session, *, state: str = DraftState.RELEASED) -> Draft:
    copy = library.Copy(
        kind="output_note",
        title="A note",
        body="Some ask early.",
        applies_to="any company",
        provenance="From a year.",
        caveats=(),
        sources=(),
    )
    shelved = library.shelve(copy)
    return Draft.objects.create(
        kind="output_note",
        state=state,
        title="A note",
        session=row,
        cohort=row.year.cohort if row.year else None,
        begun_at=NOW,
        changed_at=NOW,
        released_at=NOW,
        output=shelved.key,
    )


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_an_expert_of_any_session_is_asked_by_a_mail_that_names_no_member(row: Session, office: Actor) -> None:
    request_expert(office, row, address=f" {EXPERT.upper()} ")
    (letter,) = work()
    assert letter.to == [EXPERT]
    assert "ricsson" not in str(letter.body)
    found = re.search(r"(/expert/\S+/)", str(letter.body))
    assert found is not None
    assert Client().get(found[1]).status_code == 200
    assert ExpertRequest.objects.get().text == ""


def test_an_expert_speaks_for_no_organisation_of_before(row: Session, office: Actor) -> None:
    expert, today = make_person("Expert", account=False), NOW.date()
    before, now = (make_organisation(slug) for slug in ("before", "now"))
    expert.affiliations.create(organisation=before, until=today - timedelta(days=1))
    request_expert(office, row, address=expert.email)
    assert ExpertRequest.objects.get().organisation is None
    ExpertRequest.objects.all().delete()
    expert.affiliations.create(organisation=now, since=today)
    request_expert(office, row, address=expert.email)
    assert ExpertRequest.objects.get().organisation == now


def test_nothing_that_points_to_a_member_goes_to_an_expert(row: Session, office: Actor) -> None:
    Theme.objects.create(session=row, position=1, title="What Ericsson does about severity")
    with pytest.raises(Declined, match="points to a member"):
        request_expert(office, row, address=EXPERT)
    assert not ExpertRequest.objects.exists()
    assert not AuditEntry.objects.filter(verb="experts.asked").exists()


def test_an_expert_is_asked_once_and_by_the_secretariat_alone(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    with pytest.raises(Declined, match="already"):
        request_expert(office, row, address=EXPERT)
    with pytest.raises(Refused):
        request_expert(actor_of(Account.objects.get(email=FIRST)), row, address="other@expert.example")
    assert ExpertRequest.objects.count() == 1


def test_the_brief_tells_the_room_in_general_words(asked: ExpertRequest) -> None:
    page = text(Client().get(link(asked)))
    for words in ("Whom you speak to", "fewer than five", "What holds there", "Operationalising severity"):
        assert words in page
    for name in ("ricsson", "elefonica", "meet.example"):
        assert name not in page


def test_of_a_cohort_whose_members_are_secret_nothing_is_told(row: Session) -> None:
    assert row.year is not None
    row.year.cohort.members_public = False
    row.year.cohort.save()
    assert audience_of(Session.objects.get()) == ("Companies that are members. Who they are is not public.",)


def test_an_item_s_title_that_points_to_a_member_is_left_out(asked: ExpertRequest, row: Session) -> None:
    row.items.filter(kind="topic").update(title="Ericsson presents its grievance channel")
    page = text(Client().get(link(asked)))
    assert "ricsson" not in page
    assert "grievance" not in page


def test_opening_the_link_does_nothing_and_one_tap_accepts(asked: ExpertRequest, row: Session) -> None:
    Client().get(link(asked))
    assert ExpertRequest.objects.get().accepted_on is None
    accept(asked)
    kept = ExpertRequest.objects.get()
    assert (kept.accepted_on, kept.rules_version, kept.statement_version) == (NOW.date(), "1.0", "1.2")
    assert not kept.wants_to_hear
    assert "meet.example" in text(Client().get(link(asked)))


def test_rules_that_changed_are_not_accepted_unseen(asked: ExpertRequest) -> None:
    Client().post(link(asked), {"do": "accept", "seen": "0.9/1.2"})
    Client().post(link(asked), {"do": "accept"})
    assert ExpertRequest.objects.get().accepted_on is None


def test_a_forged_a_guessed_and_an_ended_link_look_the_same(asked: ExpertRequest, row: Session, office: Actor) -> None:
    live = link(asked)
    guessed = f"/expert/{sign(PURPOSE, str(asked.pk), 'x' * 43, '')}/"
    other = f"/expert/{sign('stand-in', str(asked.pk), asked.nonce, asked.about)}/"
    answers = [Client().get(address) for address in (guessed, other, "/expert/nonsense/")]
    begin(office, row)
    end(office, row)
    answers += [Client().get(live), Client().post(live, {"do": "hear"}), Client().post(live, {"do": "accept"})]
    assert {answer.status_code for answer in answers} == {404}
    assert {"The session is over or is off." in text(answer) for answer in answers} == {True}


def test_whoever_comes_late_accepts_again_and_finds_the_way_in(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    accept(asked)
    address = link(asked)
    begin(office, row)
    assert not ExpertRequest.objects.exists()
    before, lines = text(Client().get(address)), AuditEntry.objects.count()
    assert "The session has begun" in before
    assert "meet.example" not in before
    assert "meet.example" not in text(Client().post(address, {"do": "accept", "seen": "0.9/1.2"}, follow=True))
    for pressed in ("hear", "unhear", "name", "nonsense"):
        assert "meet.example" not in text(Client().post(address, {"do": pressed, "words": "1.0"}, follow=True))
    seen = briefing.rules_seen(Session.objects.get())
    late = Client().post(address, {"do": "accept", "seen": seen})
    assert late.status_code == 200
    assert "meet.example" in text(late)
    assert "ricsson" not in text(late)
    assert not ExpertRequest.objects.exists()
    assert not NamingConsent.objects.exists()
    assert AuditEntry.objects.count() == lines, "a line of this hour would say that an expert came"


def test_a_link_of_one_session_lets_into_no_other(asked: ExpertRequest, row: Session, office: Actor) -> None:
    other = Session.objects.create(
        year=row.year, kind="regular", starts_at=START, state=SessionState.OPEN, join_url="https://meet.example/other"
    )
    address, seen = link(asked), briefing.rules_seen(other)
    ExpertRequest.objects.all().delete()
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"do": "accept", "seen": seen}).status_code == 404


def test_an_organisation_is_named_for_the_year_by_consent_and_never_with_a_session(
    asked: ExpertRequest, row: Session
) -> None:
    assert row.year is not None
    assert experts_named(review_facts(row.year)) == ""
    Client().post(link(asked), {"do": "name", "words": "0.9"})
    assert not NamingConsent.objects.exists()
    Client().post(link(asked), {"do": "name", "words": "1.0"})
    consent = NamingConsent.objects.get()
    assert (consent.organisation_id, consent.year, consent.text_version, consent.given_on, consent.online) == (
        "ihrb-2",
        2023,
        "1.0",
        NOW.date(),
        True,
    )
    assert experts_named(review_facts(row.year)) == "Over the year, outside experts came from IHRB."
    assert not [field.name for field in NamingConsent._meta.fields if field.related_model is Session]
    assert str(row.pk) not in str(list(AuditEntry.objects.filter(verb__contains="naming").values()))


def test_the_same_link_withdraws_long_after_the_session(asked: ExpertRequest, row: Session, office: Actor) -> None:
    assert row.year is not None
    address = link(asked)
    Client().post(address, {"do": "name", "words": "1.0"})
    begin(office, row)
    assert 'value="unname"' in text(Client().get(address))
    end(office, row)
    page = text(Client().get(address))
    assert "IHRB" in page
    Client().post(address)
    assert ExpertOrganisation.objects.get().may_be_named, "opening it does nothing, and no button is none"
    Client().post(address, {"do": "unname"})
    kept = NamingConsent.objects.get()
    assert (kept.withdrawn_on, kept.withdrawn_by_link) == (NOW.date(), True)
    assert experts_named(review_facts(row.year)) == ""
    assert Client().get(address).status_code == Client().post(address, {"do": "unname"}).status_code == 404


def test_a_withdrawal_from_the_link_can_be_taken_back_there(asked: ExpertRequest, row: Session) -> None:
    for pressed in ("name", "unname", "unname", "name"):
        Client().post(link(asked), {"do": pressed, "words": "1.0"})
    assert [one.withdrawn_on for one in NamingConsent.objects.order_by("pk")] == [NOW.date(), None]
    assert ExpertOrganisation.objects.get().may_be_named


def another_expert(office: Actor, row: Session) -> ExpertRequest:
    request_expert(office, row, address="second@ihrb.example", organisation=Organisation.objects.get(pk="ihrb-2"))
    return ExpertRequest.objects.get(address="second@ihrb.example")


def test_whoever_withdraws_ends_the_own_word_alone(asked: ExpertRequest, row: Session, office: Actor) -> None:
    assert row.year is not None
    second = another_expert(office, row)
    for one in (asked, second):
        assert "Yes, for the year" in text(Client().get(link(one)))
        Client().post(link(one), {"do": "name", "words": "1.0"})
    assert NamingConsent.objects.filter(withdrawn_on=None).count() == 2
    said = text(Client().post(link(second), {"do": "unname"}, follow=True))
    assert "agreed in another way as well" in said
    assert NamingConsent.objects.get(withdrawn_on=None).link == link_digest(asked.nonce)
    assert "IHRB" in experts_named(review_facts(row.year))
    said = text(Client().post(link(asked), {"do": "unname"}, follow=True))
    assert "Nothing new names your organisation." in said
    assert experts_named(review_facts(row.year)) == ""


def test_a_link_withdraws_what_it_agreed_to_also_where_the_organisation_had_agreed_before(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    assert row.year is not None
    company = Organisation.objects.get(pk="ihrb-2")
    expert = context.add_expert_organisation(office, row.year, company, consent_text="paper 7")
    assert "agreed already, in another way" in text(Client().get(link(asked)))
    Client().post(link(asked), {"do": "unname"})
    assert not NamingConsent.objects.exclude(withdrawn_on=None).exists(), "it ends nobody else's word"
    address = link(asked)
    Client().post(address, {"do": "name", "words": "1.0"})
    begin(office, row)
    end(office, row)
    Client().post(address, {"do": "unname"})
    assert [one.text_version for one in NamingConsent.objects.filter(withdrawn_on=None)] == ["paper 7"]
    expert.refresh_from_db()
    assert expert.may_be_named
    assert Client().get(address).status_code == 404


def test_what_the_organisation_withdrew_no_link_gives_again_until_it_agrees_anew(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    assert row.year is not None
    second = another_expert(office, row)
    for one in (asked, second):
        Client().post(link(one), {"do": "name", "words": "1.0"})
    Client().post(link(second), {"do": "unname"})
    context.withdraw_naming(office, NamingConsent.objects.get(withdrawn_on=None))
    for one in (asked, second):
        page = text(Client().get(link(one)))
        assert "Your organisation withdrew this itself" in page
        assert 'value="name"' not in page
        assert 'value="unname"' not in page
        refused = text(Client().post(link(one), {"do": "name", "words": "1.0"}, follow=True))
        assert refused.count("Your organisation withdrew this itself") == 2, "on the page, and as the answer"
    assert not NamingConsent.objects.filter(withdrawn_on=None).exists()
    assert not ExpertOrganisation.objects.get().may_be_named
    assert experts_named(review_facts(row.year)) == ""
    context.let_expert_be_named(office, ExpertOrganisation.objects.get(), consent_text="paper 8")
    Client().post(link(asked), {"do": "name", "words": "1.0"})
    assert NamingConsent.objects.filter(withdrawn_on=None).count() == 2


def test_without_an_organisation_on_record_nothing_can_be_named(row: Session, office: Actor) -> None:
    request_expert(office, row, address=EXPERT)
    one = ExpertRequest.objects.get()
    assert "May " not in text(Client().get(link(one)))
    Client().post(link(one), {"do": "name", "words": "1.0"})
    assert not NamingConsent.objects.exists()


def test_once_the_session_begins_only_those_who_want_to_hear_are_kept_and_without_it(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    request_expert(office, row, address="quiet@expert.example")
    request_expert(office, row, address="silent@expert.example")
    accept(asked, hear="yes")
    accept(ExpertRequest.objects.get(address="quiet@expert.example"))
    begin(office, row)
    assert not ExpertRequest.objects.exists()
    kept = ExpertThanks.objects.get()
    assert (kept.address, (kept.forget_on + timedelta(days=1)).day) == (EXPERT, 1)
    assert kept.about != asked.about
    assert not [field for field in ExpertThanks._meta.fields if field.is_relation]


def test_whoever_did_not_accept_the_rules_is_not_kept(asked: ExpertRequest, row: Session, office: Actor) -> None:
    Client().post(link(asked), {"do": "hear"})
    begin(office, row)
    assert not ExpertThanks.objects.exists()


def test_whoever_changes_their_mind_is_not_kept(asked: ExpertRequest, row: Session, office: Actor) -> None:
    accept(asked, hear="yes")
    Client().post(link(asked), {"do": "unhear"})
    begin(office, row)
    assert not ExpertThanks.objects.exists()


def test_the_note_is_sent_once_as_thanks_and_the_address_is_destroyed(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    accept(asked, hear="yes")
    begin(office, row)
    work()
    note = a_note(row)
    assert waiting_for(note) == 1
    assert thank_experts(office, note) == 1
    (letter,) = work()
    assert letter.to == [EXPERT]
    assert "/notes/" in str(letter.body)
    assert "14 March" not in str(letter.body) + letter.subject
    assert not ExpertThanks.objects.exists()
    with pytest.raises(Declined, match="Nobody waits"):
        thank_experts(office, note)
    assert mail.outbox == [letter]


def test_what_is_not_published_or_of_another_session_thanks_nobody(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    accept(asked, hear="yes")
    begin(office, row)
    other = Session.objects.create(year=row.year, kind="regular", starts_at=NOW - timedelta(days=40))
    with pytest.raises(Declined, match="Nobody waits"):
        thank_experts(office, a_note(other))
    with pytest.raises(Declined, match="published"):
        thank_experts(office, a_note(row, state=DraftState.WITHDRAWN))
    with pytest.raises(Refused):
        thank_experts(actor_of(Account.objects.get(email=FIRST)), a_note(row))
    assert ExpertThanks.objects.count() == 1


def test_an_address_that_was_never_thanked_is_destroyed_in_time(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    accept(asked, hear="yes")
    begin(office, row)
    last = ExpertThanks.objects.get().forget_on
    forget_requests(last)
    assert ExpertThanks.objects.exists()
    forget_requests(last + timedelta(days=1))
    assert not ExpertThanks.objects.exists()


def test_a_request_waits_for_its_session_and_no_longer(asked: ExpertRequest, row: Session) -> None:
    ExpertRequest.objects.update(asked_on=NOW.date() - timedelta(days=60))
    forget_requests(NOW.date())
    assert ExpertRequest.objects.exists()
    with clock.standing_at(row.starts_at + timedelta(days=2)):
        forget_requests((row.starts_at + timedelta(days=2)).date())
    assert not ExpertRequest.objects.exists()


def test_a_session_that_is_off_ends_the_link_and_the_questions(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    briefing.send_question(actor_of(Account.objects.get(email=FIRST)), row, text="How early do you ask people at risk?")
    address = link(asked)
    cancel_session(office, row, "Nobody could come.")
    assert Client().get(address).status_code == 404
    assert not QuestionAhead.objects.exists()


def test_what_ended_while_the_page_was_open_is_not_accepted(asked: ExpertRequest, row: Session) -> None:
    ExpertRequest.objects.update(about="")
    with pytest.raises(Declined, match="has ended"):
        briefing.accept(asked, row, seen=briefing.rules_seen(row), wants_to_hear=True)
    assert ExpertRequest.objects.get().accepted_on is None


def test_a_question_reaches_the_expert_without_whose_it_is(asked: ExpertRequest, row: Session) -> None:
    client = Client()
    client.force_login(Account.objects.get(email=FIRST))
    before = AuditEntry.objects.count()
    client.post(f"/sessions/{row.pk}/questions/", {"text": "How early do you ask people at risk?"})
    assert "How early do you ask people at risk?" in text(Client().get(link(asked)))
    assert AuditEntry.objects.count() == before
    assert {field.name for field in QuestionAhead._meta.fields} == {"id", "session", "text"}


@pytest.mark.parametrize("words", ["", "What would you advise Ericsson?", "Which prices should we charge?"])
def test_a_question_that_points_to_somebody_or_is_out_of_scope_is_not_sent(row: Session, words: str) -> None:
    with pytest.raises(Declined):
        briefing.send_question(actor_of(Account.objects.get(email=FIRST)), row, text=words)
    assert not QuestionAhead.objects.exists()


def test_how_many_questions_came_is_told_to_no_member(asked: ExpertRequest, row: Session) -> None:
    """Whoever looks again and again would learn when each was sent."""
    client, pages = Client(), []
    client.force_login(Account.objects.get(email=FIRST))
    for _ in range(2):
        pages.append(re.sub(r'value="[^"]{40,}"', "", text(client.get(f"/sessions/{row.pk}/questions/"))))
        briefing.send_question(actor_of(Account.objects.get(email=SECOND)), row, text="How early do you ask people?")
    assert pages[0] == pages[1]


def test_one_expert_is_sent_so_many_questions_and_no_more(row: Session) -> None:
    nominee = actor_of(Account.objects.get(email=FIRST))
    QuestionAhead.objects.bulk_create(QuestionAhead(session=row, text="Why?") for _ in range(MOST_QUESTIONS - 1))
    briefing.send_question(nominee, row, text="How early do you ask people at risk?")
    with pytest.raises(Declined, match="enough questions"):
        briefing.send_question(nominee, row, text="And then?")
    assert QuestionAhead.objects.count() == MOST_QUESTIONS


def test_whoever_is_nobody_here_sends_no_question_and_only_an_officer_takes_one_out(
    row: Session, office: Actor
) -> None:
    with pytest.raises(Refused):
        briefing.send_question(NOBODY, row, text="How early do you ask people at risk?")
    nominee = actor_of(Account.objects.get(email=FIRST))
    briefing.send_question(nominee, row, text="How early do you ask people at risk?")
    question = QuestionAhead.objects.get()
    with pytest.raises(Refused):
        briefing.drop_question(nominee, question)
    assert QuestionAhead.objects.exists()
    briefing.drop_question(office, question)
    with pytest.raises(Declined, match="A colleague took this out"):
        briefing.drop_question(office, QuestionAhead(pk=question.pk))


def test_questions_that_nobody_closed_go_two_days_after_the_session_began(row: Session) -> None:
    row.questions_ahead.create(text="How early do you ask people at risk?")
    for late, left in ((QUESTIONS_KEPT_FOR, 1), (QUESTIONS_KEPT_FOR + timedelta(minutes=1), 0)):
        with clock.standing_at(START + late):
            forget_requests(clock.today())
        assert QuestionAhead.objects.count() == left


def test_experts_are_asked_for_a_cohort_s_session_that_is_planned_and_not_too_many(row: Session, office: Actor) -> None:
    anybodys = Session.objects.create(kind="open", starts_at=START)
    with pytest.raises(Declined, match="who speaks at an open one is public"):
        request_expert(office, anybodys, address=EXPERT)
    for number in range(MOST_AT_ONCE):
        request_expert(office, row, address=f"expert-{number}@outside.example")
    with pytest.raises(Declined, match="At most 20 experts"):
        request_expert(office, row, address=EXPERT)
    begin(office, row)
    with pytest.raises(Declined, match="open already"):
        request_expert(office, row, address=EXPERT)
    assert not ExpertRequest.objects.exists()


def test_a_link_ends_a_day_after_a_session_that_nobody_opened_or_closed(asked: ExpertRequest) -> None:
    token = token_of(asked)
    for state in (SessionState.PLANNED, SessionState.OPEN):
        Session.objects.update(state=state)
        if state == SessionState.OPEN:
            asked.delete()
        for later, works in ((timedelta(hours=23), True), (timedelta(days=1), False)):
            with clock.standing_at(START + later):
                assert (of_link(token) is not None) == works


def test_a_mail_that_is_delivered_twice_is_sent_once(asked: ExpertRequest) -> None:
    emit("expert_asked", request=str(asked.pk))
    assert work() == []


def test_only_a_topic_or_a_briefing_has_its_title_told(asked: ExpertRequest, row: Session) -> None:
    row.items.exclude(kind__in=["topic", "expert_briefing"]).update(title="Who could not come and why")
    assert "Who could not come" not in text(Client().get(link(asked)))


def test_questions_go_when_the_session_closes(row: Session, office: Actor) -> None:
    briefing.send_question(actor_of(Account.objects.get(email=FIRST)), row, text="How early do you ask people at risk?")
    begin(office, row)
    with pytest.raises(Declined):
        briefing.send_question(actor_of(Account.objects.get(email=FIRST)), row, text="One more?")
    with clock.standing_at(START + timedelta(hours=1)):
        close_session(office, row, START.date() + timedelta(days=30))
    assert not QuestionAhead.objects.exists()


def test_an_officer_takes_a_question_out_and_sees_who_accepted(
    asked: ExpertRequest, row: Session, client: Client
) -> None:
    briefing.send_question(actor_of(Account.objects.get(email=FIRST)), row, text="How early do you ask people at risk?")
    accept(asked)
    client.force_login(make_secretariat(name="Officer of experts"))
    page = text(client.get(f"/sessions/{row.pk}/experts/"))
    assert EXPERT in page
    assert "accepted the rules" in page
    client.post(f"/sessions/{row.pk}/questions/{QuestionAhead.objects.get().pk}/drop/")
    assert not QuestionAhead.objects.exists()
    client.force_login(Account.objects.get(email=FIRST))
    assert client.get(f"/sessions/{row.pk}/experts/").status_code == 403


def test_what_goes_to_experts_is_told_by_the_day_and_failures_stay_in_sight(
    asked: ExpertRequest, row: Session, office: Actor, client: Client
) -> None:
    send_agenda(office, row)
    change_session(office, row, Call(kind=SessionKind.REGULAR, starts_at=START + timedelta(hours=1)))
    told = Delivery.objects.get(event__name="expert_told")
    outbox.deliver.call(told.pk)
    told.refresh_from_db()
    moments = {told.changed_at, told.event.at}
    assert moments == {datetime.combine(NOW.date(), time.min, UTC)}
    assert Delivery.objects.filter(event__name="session_moved", changed_at=NOW).count() == 2
    client.force_login(make_secretariat(name="Officer of the outbox"))
    shown = text(client.get("/outbox/?state=sent"))
    assert shown.count("An expert</td>") == 1
    assert "00:00" not in shown
    Delivery.objects.filter(pk=told.pk).update(state=Delivery.State.FAILED, letter="", problem="ConnectionError")
    assert "An expert</td>" in text(client.get("/outbox/?state=given_up"))
    assert outbox.retry(Delivery.objects.get(pk=told.pk))
    assert Delivery.objects.get(pk=told.pk).changed_at == datetime.combine(NOW.date(), time.min, UTC)


def test_once_the_session_begins_no_mail_to_an_expert_is_on_record(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    emit("expert_asked", request=str(asked.pk))
    emit("expert_told", request="00000000-0000-4000-8000-000000000000")
    begin(office, row)
    (kept,) = Event.objects.filter(name__in=MAILS)
    assert kept.ids != {"request": str(asked.pk)}


def test_that_a_mail_went_to_an_expert_is_forgotten_with_its_request(asked: ExpertRequest) -> None:
    emit("expert_told", request="00000000-0000-4000-8000-000000000000")
    emit("expert_told", request=str(asked.pk))
    forget_requests(NOW.date() + REQUESTS_KEPT_FOR)
    assert Event.objects.filter(name="expert_told").count() == 2
    forget_requests(NOW.date() + REQUESTS_KEPT_FOR + timedelta(days=1))
    assert Event.objects.get(name="expert_told").ids == {"request": str(asked.pk)}


def thanks_on_their_way(asked: ExpertRequest, row: Session, office: Actor) -> tuple[Draft, Delivery]:
    accept(asked, hear="yes")
    begin(office, row)
    work()
    note = a_note(row)
    thank_experts(office, note)
    return note, Delivery.objects.get(event__name="expert_thanked")


def test_while_thanks_wait_no_row_ties_the_address_to_a_text_and_afterwards_there_is_none(
    asked: ExpertRequest, row: Session, office: Actor, client: Client
) -> None:
    note, delivery = thanks_on_their_way(asked, row, office)
    whom = ExpertThanks.objects.get()
    assert delivery.event.ids == {"thanks": str(whom.pk)}
    assert {thanks_seal_of(row), str(note.pk), note.pk.hex}.isdisjoint({whom.about})
    Delivery.objects.update(state=Delivery.State.FAILED, problem="ConnectionError", attempts=5)
    client.force_login(make_secretariat(name="Officer of thanks"))
    page = text(client.get("/outbox/?state=given_up"))
    assert "An expert</td>" in page
    assert EXPERT not in page
    assert note.title not in page
    assert str(note.pk) not in page
    assert outbox.retry(delivery)
    mail.outbox.clear()
    outbox.deliver.call(delivery.pk)
    assert [letter.to for letter in mail.outbox] == [[EXPERT]]
    assert not ExpertThanks.objects.exists()
    assert not Event.objects.filter(name="expert_thanked").exists()
    assert not Delivery.objects.filter(pk=delivery.pk).exists()


def test_thanks_for_a_note_that_was_withdrawn_meanwhile_wait_for_another(
    asked: ExpertRequest, row: Session, office: Actor
) -> None:
    note, delivery = thanks_on_their_way(asked, row, office)
    Draft.objects.update(state=DraftState.WITHDRAWN)
    mail.outbox.clear()
    outbox.deliver.call(delivery.pk)
    assert mail.outbox == []
    note.refresh_from_db()
    assert waiting_for(note) == 0
    assert waiting_for(a_note(row)) == 1


def test_thanks_that_fail_are_tried_again_and_sent_once(
    asked: ExpertRequest, row: Session, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, delivery = thanks_on_their_way(asked, row, office)

    def no_server(*_args: object, **_more: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as away:
        away.setattr("convenor.kernel.letters.post", no_server)
        outbox.deliver.call(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.problem) == (Delivery.State.WAITING, "ConnectionError")
    assert ExpertThanks.objects.count() == 1
    with pytest.raises(Declined, match="Nobody waits"):
        thank_experts(office, note)
    outbox.deliver.call(delivery.pk)
    assert not ExpertThanks.objects.exists()
