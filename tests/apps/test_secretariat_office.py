"""Who works for the secretariat: appointed with a mail, ended with a handover, helped when a phone is lost (AC-23)."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session as SignedIn
from django.core import mail
from django.test import Client

from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.installation import installation
from convenor.kernel.models import AuditEntry, Event
from convenor.people.models import Account, Appointment, ErasureRequest, Person
from convenor.rules.vocabulary import Role
from convenor.secretariat import handlers
from convenor.secretariat.appointing import Colleague, appoint, end_appointment, take_off_second_step
from making import (
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

NEW = Colleague(name="Officer, new", email="New@secretariat.example", role=Role.OFFICER, covers="B-Tech Africa")


def appointment_of(account: Account) -> Appointment:
    return Appointment.objects.get(person__account=account)


def person_of(account: Account) -> Person:
    return Person.objects.get(account=account)


def sent(name: str) -> str:
    event = Event.objects.get(name=name)
    handler = {
        "officer_appointed": handlers.mail_appointed,
        "work_handed_over": handlers.mail_handed_over,
        "second_step_taken_off": handlers.mail_taken_off,
        "work_ended": handlers.mail_ended,
        "office_told": handlers.mail_office,
    }[name]
    handler(**event.ids)
    (letter,) = [mail.outbox[-1]]
    assert len(letter.to) == 1
    return f"{letter.to[0]}\n{letter.body}"


def test_a_new_colleague_is_told_how_to_sign_in(officer: Actor) -> None:
    made = appoint(officer, NEW)
    assert actor_of(made.person.account).in_secretariat
    assert (made.since, made.covers) == (date(2023, 3, 6), "B-Tech Africa")
    told = sent("officer_appointed")
    assert told.startswith("new@secretariat.example")
    assert "/sign-in/" in told
    assert "second step" in told
    assert AuditEntry.objects.get().verb == "appointment.made"


def test_every_other_colleague_is_told_of_one_that_somebody_made(officer: Actor) -> None:
    others = {make_secretariat(name=f"Officer {number}").email for number in (2, 3)}
    ended = make_secretariat(name="Officer 4")
    Appointment.objects.filter(person__account=ended).update(until=clock.today())
    made = appoint(officer, NEW)
    take_off = make_secretariat(name="Officer 5")
    for event in Event.objects.filter(name="office_changed"):
        handlers.mail_colleague(**event.ids)
    assert {letter.to[0] for letter in mail.outbox} == others
    assert all("/office/" in letter.body and NEW.name not in letter.body for letter in mail.outbox)
    Event.objects.all().delete()
    Authenticator.objects.create(user=take_off, type=Authenticator.Type.TOTP, data={})
    take_off_second_step(officer, person_of(take_off))
    told = {event.ids["account"] for event in Event.objects.filter(name="office_changed")}
    known = {str(Account.objects.get(email=address).pk) for address in others}
    assert told == {*known, str(made.person.account_id)}


def test_without_a_second_step_a_new_colleague_reaches_nothing(officer: Actor) -> None:
    made = appoint(officer, NEW)
    held = actor_of(made.person.account, proved=False)
    assert not held.in_secretariat
    assert held.held_back


def test_whoever_sits_for_a_member_does_not_work_here(officer: Actor) -> None:
    nominee = make_nominee(make_member(make_cohort(), make_organisation("ericsson")))
    with pytest.raises(Declined, match="sits for a member"):
        appoint(officer, Colleague(name="Nominee 1, ericsson", email=nominee.email, role=Role.OFFICER))
    with pytest.raises(Declined, match="on record for"):
        appoint(officer, Colleague(name="Somebody else", email=nominee.email, role=Role.OFFICER))
    with pytest.raises(Declined, match="works here already"):
        appoint(
            officer, Colleague(name="Officer", email=Account.objects.get(pk=officer.account).email, role=Role.CHIEF)
        )
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("tie", ["counsel", "stand-in"])
def test_whoever_is_counsel_or_stands_in_does_not_work_here(officer: Actor, tie: str) -> None:
    membership, somebody = make_member(make_cohort(), make_organisation("ericsson")), make_person("Somebody")
    if tie == "counsel":
        membership.organisation.counsel.create(person=somebody, since=clock.today())
    else:
        session = make_session(make_year(membership.cohort), date(2023, 3, 14))
        session.delegations.create(person=somebody, organisation=membership.organisation)
    with pytest.raises(Declined, match="counsel or stand-in"):
        appoint(officer, Colleague(name=somebody.name, email=somebody.email, role=Role.OFFICER))


def test_whoever_left_and_asked_to_be_erased_can_be_appointed_and_stays(officer: Actor) -> None:
    left = make_person("Somebody who left")
    assert left.account is not None
    Account.objects.filter(pk=left.account.pk).update(is_active=False)
    ErasureRequest.objects.create(account=left.account, asked_on=clock.today(), due_on=clock.today())
    assert appoint(officer, Colleague(name=left.name, email=left.email, role=Role.OFFICER)).person == left
    assert not ErasureRequest.objects.exists()


def test_somebody_of_a_member_appoints_nobody() -> None:
    nominee = actor_of(make_nominee(make_member(make_cohort(), make_organisation("ericsson"))))
    with pytest.raises(Refused):
        appoint(nominee, NEW)
    with pytest.raises(Refused):
        take_off_second_step(nominee, person_of(make_secretariat()))


def test_only_roles_of_the_secretariat_are_given_here(officer: Actor) -> None:
    with pytest.raises(Declined):
        appoint(officer, Colleague(name="Somebody", email="s@people.example", role=Role.COUNSEL))


def test_the_last_of_the_secretariat_stays(officer: Actor) -> None:
    last = appointment_of(Account.objects.get(pk=officer.account))
    with pytest.raises(Declined, match="Appoint a successor first"):
        end_appointment(officer, last)
    switched_off = make_secretariat(name="Officer 2")
    switched_off.is_active = False
    switched_off.save()
    with pytest.raises(Declined, match="Appoint a successor first"):
        end_appointment(officer, last)
    assert Appointment.objects.filter(until=None).count() == 2
    appoint(officer, NEW)
    end_appointment(officer, last)
    assert not actor_of(Account.objects.get(pk=officer.account)).grants


def test_an_end_signs_out_and_hands_over(officer: Actor) -> None:
    leaving, staying = make_secretariat(name="Officer 2"), make_secretariat(name="Officer 3")
    Appointment.objects.filter(person__account=leaving).update(covers="Investor Track")
    Appointment.objects.filter(person__account=staying).update(covers="Gender")
    browser = Client()
    browser.force_login(leaving)
    assert browser.get("/monday/").status_code == 200
    end_appointment(officer, appointment_of(leaving), to=appointment_of(staying))
    assert browser.get("/monday/").status_code == 302
    assert not Account.objects.get(pk=leaving.pk).is_active
    assert appointment_of(staying).covers == "Gender, Investor Track"
    told = sent("work_handed_over")
    assert told.startswith(staying.email)
    assert f"/office/{appointment_of(leaving).pk}/" in told
    with pytest.raises(Declined, match="ended already"):
        end_appointment(officer, appointment_of(leaving))


@pytest.mark.parametrize("colleagues", [0, 2])
def test_whoever_is_ended_and_everybody_else_is_told_of_it(officer: Actor, colleagues: int) -> None:
    leaving = make_secretariat(name="Officer 2")
    others = {make_secretariat(name=f"Officer {number}").email for number in range(3, 3 + colleagues)}
    end_appointment(officer, appointment_of(leaving))
    told = sent("work_ended")
    assert told.startswith(leaving.email), "also with the account closed"
    assert "6 March 2023" in told
    assert "If you did not" in told
    mail.outbox.clear()
    for event in Event.objects.filter(name="office_changed"):
        handlers.mail_colleague(**event.ids)
    assert {letter.to[0] for letter in mail.outbox} == others
    assert "Officer" not in "".join(str(letter.body) for letter in mail.outbox)
    contact = sent("office_told")
    assert contact.startswith(installation().contact), "where no other colleague is left, somebody else hears of it"
    assert "/office/" in contact


def test_nobody_takes_over_from_themselves(officer: Actor) -> None:
    leaves = appointment_of(make_secretariat(name="Officer 2"))
    with pytest.raises(Declined, match="who stays"):
        end_appointment(officer, leaves, to=leaves)
    leaves.refresh_from_db()
    assert leaves.until is None


def test_whoever_works_here_no_more_is_not_told_who_does(officer: Actor) -> None:
    ended = make_secretariat(name="Officer 2")
    Appointment.objects.filter(person__account=ended).update(until=clock.today())
    handlers.mail_colleague(account=str(ended.pk))
    assert mail.outbox == []


def test_what_somebody_left_stays_on_a_page_of_its_own(officer: Actor, signed_in: Client) -> None:
    leaving = make_secretariat(name="Officer 3")
    draft = Draft.objects.create(
        kind="output_note", title="On remedy", begun_at=clock.now(), changed_at=clock.now(), body="Some."
    )
    draft.writers.create(account=leaving)
    where = f"/office/{appointment_of(leaving).pk}/"
    assert "On remedy" in signed_in.get(f"{where}end/").content.decode()
    response = signed_in.post(f"{where}end/", {"to": ""})
    assert response.status_code == 302
    page = signed_in.get(where).content.decode()
    assert "On remedy" in page
    assert f"/desk/{draft.pk}/" in page
    assert "Who worked here" in signed_in.get("/office/").content.decode()
    assert signed_in.get(f"{where}end/").status_code == 404


def with_a_step(account: Account) -> Account:
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={})
    return account


def test_a_colleague_takes_a_lost_second_step_off(officer: Actor) -> None:
    lost = with_a_step(make_secretariat(name="Officer 2"))
    browser = Client()
    browser.force_login(lost)
    assert SignedIn.objects.count() == 1
    take_off_second_step(officer, person_of(lost))
    assert not Authenticator.objects.filter(user=lost).exists()
    assert not SignedIn.objects.exists()
    assert Account.objects.get(pk=lost.pk).is_active
    told = sent("second_step_taken_off")
    assert told.startswith(lost.email)
    assert "If you did not ask for this" in told
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.account, entry.subject) == ("second_step.taken_off", officer.account, str(lost.pk))
    with pytest.raises(Declined, match="no second step"):
        take_off_second_step(officer, person_of(lost))


def test_of_counsel_and_nominees_too_and_colleagues_need_not_hear_of_it(officer: Actor, signed_in: Client) -> None:
    make_secretariat(name="Officer 3")
    membership = make_member(make_cohort(), make_organisation("ericsson"))
    lost = with_a_step(make_nominee(membership))
    address = f"/people/{person_of(lost).pk}/second-step/"
    people = signed_in.get(f"/cohorts/{membership.cohort_id}/members/ericsson/people/").content.decode()
    assert address in people
    signed_in.post(address)
    assert not Authenticator.objects.filter(user=lost).exists()
    assert [event.name for event in Event.objects.all()] == ["second_step_taken_off"]
    assert signed_in.get("/people/00000000-0000-4000-8000-00000000dead/second-step/").status_code == 404
    lost.is_active = False
    lost.save()
    with pytest.raises(Declined, match="no account that signs in"):
        take_off_second_step(officer, person_of(lost))


def test_nobody_takes_off_their_own_second_step(officer: Actor) -> None:
    own = with_a_step(Account.objects.get(pk=officer.account))
    with pytest.raises(Declined, match="A colleague has to"):
        take_off_second_step(officer, person_of(own))
    assert Authenticator.objects.filter(user=own).count() == 2


def test_the_page_lists_who_works_here_and_offers_what_can_be_done(signed_in: Client) -> None:
    colleague = with_a_step(make_secretariat(Role.CHIEF, name="Chief"))
    page = signed_in.get("/office/").content.decode()
    assert "Officer 2" in page
    assert "No second step yet" in page
    assert f"/people/{person_of(colleague).pk}/second-step/" in page
    assert page.count("second-step/") == 1
    body = {"name": "Officer, new", "email": "new@secretariat.example", "role": "officer", "covers": "x" * 200}
    assert signed_in.post("/office/appoint/", body).status_code == 302
    assert "x" * 200 in signed_in.get("/office/").content.decode()
    assert "works here already" in signed_in.post("/office/appoint/", body).content.decode()
