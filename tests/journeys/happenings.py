"""A busy week: every kind of mail is caused, and one text goes all the way out, among rooms full of marks."""

import json
from datetime import timedelta

from django.core import mail
from django.core.mail import EmailMessage
from django.db.models import EmailField

from convenor.desk.actions import afterwards, deciding, objecting, waiving, writing
from convenor.desk.actions.stage import seen_in
from convenor.desk.checks import check_draft
from convenor.desk.models import Announcement, Draft, Keeping, Objection, ParticipantList, SendingBack, Waiver
from convenor.desk.wording import Wording, wording_of
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.outbox import emit
from convenor.kernel.sealed import fingerprint, seal
from convenor.people.models import AddressChange, ErasureRequest, OrganisationName
from convenor.public.library.models import Output
from convenor.room.cohorts.models import ContinuityKit
from convenor.room.meetings.actions import agenda, calling, delegates
from convenor.room.meetings.actions.calling import Call
from convenor.room.meetings.models import ExpertRequest, ExpertThanks, Remark, Session
from convenor.room.meetings.seals import note_seal_of
from convenor.room.newsletter import actions as newsletter
from convenor.room.newsletter.models import Subscription
from convenor.room.series.models import PeerIntroduction, Registration, SpeakerOffer
from convenor.room.series.registered import PURPOSE
from convenor.rules.vocabulary import Capacity, DraftKind, PageSection, Role, SessionKind
from journeys.canary import Marks, plant, spelled
from journeys.world import OWN_COMPANY, SOON, TODAY, World, portal_reads_here, work
from making import make_person

LAST_DAY = TODAY + timedelta(days=14)
CLEAN = "Some companies weigh severity before likelihood.\n\nTheir business model shapes it.\n\nBegin with severity."
WORDS = {
    "title": "Severity comes first",
    "applies_to": "any company",
    "provenance": "From the community's sessions of the first half of 2023.",
}


def in_the_room(world: World) -> None:
    """Agendas leave, sessions are moved and called off, somebody stands in; nothing is delivered yet."""
    officer, nominee = actor_of(world.people["officer"]), actor_of(world.people["nominee"])
    agenda.send_agenda(officer, world.own.session)
    delegates.name_delegate(
        nominee,
        world.own.session,
        world.own.organisation,
        name="A colleague who stands in",
        email="colleague@telefonica.example",
        capacity=Capacity.GUEST,
    )
    asked = ExpertRequest.objects.create(
        address="expert@asked.example", subject="A briefing", text="Would you brief a session?", asked_on=TODAY
    )
    emit("expert_asked", request=str(asked.pk))
    told = ExpertRequest.objects.create(
        address="other@asked.example", subject="It is off", text="It does not take place.", asked_on=TODAY
    )
    emit("expert_told", request=str(told.pk))
    invited = world.own.session.invitations.earliest("pk")
    for event in ("invitation_asked_again", "stand_in_proposed", "stand_in_named", "delegate_withdrawn"):
        emit(event, session=str(world.own.session.pk), person=str(invited.person_id))
    off = Session.objects.create(
        year=world.own.year, kind=SessionKind.REGULAR, starts_at=SOON + timedelta(days=2), place="Room 4"
    )
    for item in world.own.session.items.all():
        off.items.create(position=item.position, kind=item.kind, title=item.title, minutes=item.minutes)
    agenda.send_agenda(officer, off)
    calling.cancel_session(officer, off, "Too few can come.")
    calling.change_session(
        officer,
        world.own.session,
        Call(kind=SessionKind.REGULAR, starts_at=SOON + timedelta(hours=3), place="Another room", themes=("A theme",)),
    )


def at_the_door(world: World) -> None:
    """Somebody is asked to take a seat, is reminded, keeps a member's people, leaves; colleagues come and go."""
    own, other = world.own, world.other
    proposal = own.year.proposals.get()
    emit("year_proposed", proposal=str(proposal.pk), person=str(world.people["nominee"].person.pk))
    emit("address_asked", change=str(own.passkey.user.address_change.pk))
    thanks = ExpertThanks.objects.get(address=f"thanked@{own.word}.example")
    ExpertThanks.objects.filter(pk=thanks.pk).update(about=note_seal_of(own.draft.pk))
    emit("expert_thanked", thanks=str(thanks.pk))
    for event in ("nomination_made", "nomination_unanswered"):
        emit(event, nomination=str(own.nomination.pk))
    for event in ("handover_proposed", "handover_by_another"):
        emit(event, nomination=str(own.nomination.pk))
    seat = own.membership.seats.get(number=1)
    holder = seat.holdings.get()
    before = make_person("Somebody who sat before")
    passed_on = seat.holdings.create(person=before, since=holder.since - timedelta(days=90), until=holder.since)
    emit("seat_passed_on", holding=str(passed_on.pk))
    emit("seat_kept", holding=str(holder.pk))
    emit("seat_taken_back", person=str(before.pk), membership=str(own.membership.pk))
    emit("said_to_have_left", person=str(before.pk), organisation=own.organisation.pk)
    emit("counsel_named", counsel=str(own.counsel.pk))
    emit("focal_point_named", contact=str(own.contact.pk))
    kit = ContinuityKit.objects.get(person__account=own.focal_point)
    ContinuityKit.objects.filter(pk=kit.pk).update(organisation=own.organisation, left_on=TODAY)
    emit("somebody_left", kit=str(kit.pk))
    emit("officer_appointed", appointment=str(own.appointment.pk))
    emit("work_handed_over", appointment=str(own.appointment.pk), to=str(other.appointment.pk))
    emit("second_step_taken_off", account=str(own.appointment.person.account_id))
    emit("office_changed", account=str(own.appointment.person.account_id))
    emit("office_told")
    gone = make_person("Somebody who worked here").appointments.create(role=Role.OFFICER, since=TODAY, until=TODAY)
    emit("work_ended", appointment=str(gone.pk))
    erasure = ErasureRequest.objects.create(account=world.people["no role"], asked_on=TODAY, due_on=LAST_DAY)
    emit("erasure_asked", erasure=str(erasure.pk))
    emit("membership_over", person=str(before.pk), membership=str(own.membership.pk))
    for to_the_old, to_the_new, who in (
        ("address_changed", "address_moved_for", "guest"),
        ("address_was_wrong", "address_put_right", "delegate"),
    ):
        account = world.people[who]
        moved = AddressChange.objects.create(
            account=account, address=account.email, former=f"before@{who}.example", asked_at=clock.now()
        )
        emit(to_the_old, change=str(moved.pk))
        emit(to_the_new, account=str(account.pk))


def among_registrants(world: World, marks: Marks) -> None:
    """Somebody whose name is a mark registers, confirms, comes soon; sessions move; a colleague is asked to agree."""
    own = world.own
    mark = marks.new("series.Registration.sealed", own.registration)
    said = {"email": "registered@own.example", "name": mark.phrase, "organisation": f"{mark.code} Ltd"}
    Registration.objects.filter(pk=own.registration.pk).update(sealed=seal(PURPOSE, json.dumps(said)))
    for event in ("registered", "registered_again", "registration_confirmed", "registration_changed"):
        emit(event, registration=str(own.registration.pk))
    _two_are_introduced(world, marks)
    session = own.series.webinars.get(number=own.number).session
    emit("webinar_near", registration=str(own.registration.pk), session=str(session.pk))
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at + timedelta(days=1))
    emit("webinar_changed", session=str(session.pk))
    emit("webinar_redated", session=str(session.pk))
    emit("registration_outdated", registration=str(own.registration.pk))
    SpeakerOffer.objects.filter(pk=own.offer.pk).update(state="chosen")
    emit("speaker_answered", offer=str(own.offer.pk))
    SpeakerOffer.objects.filter(pk=world.other.offer.pk).update(
        state="chosen", told="chosen", told_starts_at=session.starts_at
    )
    emit("speaker_outdated", offer=str(world.other.offer.pk))
    officer, chief = world.people["officer"], world.people["chief"]
    asked = {"asked": "0" * 64, "asked_by": officer, "asked_at": clock.now()}
    Announcement.objects.filter(series=own.series).update(**asked)
    emit("announcement_waits", series=own.series.pk, account=str(chief.pk))
    ParticipantList.objects.create(cohort=own.cohort, asked_by=officer, asked_at=clock.now())
    emit("participants_wait", cohort=own.cohort.pk, account=str(chief.pk))
    emit("participants_changed")
    emit("participants_outdated", cohort=own.cohort.pk)


def _two_are_introduced(world: World, marks: Marks) -> None:
    """Two who registered are found for each other; of another two both said yes, so each is told who the other is."""
    today = clock.today()
    for things, made_on, event in ((world.other, None, "peer_found"), (world.own, today, "peers_introduced")):
        introduction = PeerIntroduction.objects.create(topic="Regulation", proposed_on=today, made_on=made_on)
        for row in (things.registration, things.peer):
            mark = marks.new("series.Registration.introduced_as", row)
            words = {"introduced_as": seal(PURPOSE, mark.phrase), "introduction": introduction}
            Registration.objects.filter(pk=row.pk).update(**words)
            row.introduction = introduction
            emit(event, registration=str(row.pk))


def among_members(world: World) -> None:
    """Somebody answers an ask, and two who both agreed are told of each other."""
    own = world.own
    for seat in own.membership.seats.all():
        emit("posting_answered", introduction=str(own.introduction.pk), seat=str(seat.pk))
    for to in ("asker", "answerer"):
        emit("introduction_made", introduction=str(own.made.pk), to=to)


def at_the_desk(world: World, marks: Marks) -> tuple[Output, list[EmailMessage]]:
    """Let the week go on at the desk; gives the copy that left, and all mails of the week."""
    mail.outbox.clear()
    with portal_reads_here():
        output = _all_the_way(world, marks)
    return output, list(mail.outbox)


def _all_the_way(world: World, marks: Marks) -> Output:
    """One text, begun from a marked remark, is written clean and goes all the way out; another is sent back.

    The mails of the whole week are carried out on the way.
    """
    officer, chief = actor_of(world.people["officer"]), actor_of(world.people["chief"])
    nominee = actor_of(world.people["nominee"])
    among_registrants(world, marks)
    _subscribed(marks)
    work()
    draft = _written(officer, world.own.session, world.own.remark)
    _kept(officer, draft)
    _sent_back(officer, chief, world)
    waiver = _asked(officer, world)
    # An approval is of the reasons, too, so these are marks before it.
    plant(marks, only=[SendingBack, Keeping, Waiver])
    deciding.send(officer, draft, digest=wording_of(draft).digest)
    work()
    waiving.answer(nominee, waiver, agrees=True)
    deciding.approve(chief, draft, digest=wording_of(draft).digest, until=LAST_DAY)
    work()
    objection = objecting.raise_objection(nominee, draft, organisation=OWN_COMPANY, text="The second line is about us.")
    plant(marks, only=[Objection])
    work()
    objecting.answer_objection(officer, objection, answer="It fits most of the members.")
    plant(marks, only=[Objection])
    work()
    with clock.standing_at(LAST_DAY + timedelta(days=1)):
        output = deciding.release(officer, draft, digest=wording_of(draft).digest)
        work()
        _issue(officer, chief)
        _site_page(officer, chief)
        work()
        afterwards.begin_correction(officer, draft, line="“Some companies” was “several companies” before.")
    return output


def _subscribed(marks: Marks) -> None:
    """A mailbox that is a mark takes the newsletter."""
    row = Subscription.objects.filter(confirmed=True).earliest("pk")
    mark = marks.new("newsletter.Subscription.sealed", row)
    address = spelled(mark, EmailField())
    row.mailbox, row.sealed = fingerprint("newsletter", address), seal("newsletter", address)
    row.save()
    newsletter.subscribe(address)


def _issue(officer: Actor, chief: Actor) -> Output:
    """An issue of the newsletter goes out, to whoever takes it."""
    draft = writing.begin(officer, kind=DraftKind.NEWSLETTER, title="News of the spring")
    wording = Wording(title="News of the spring", body="Begin with severity.", applies_to="any company")
    draft = writing.write(officer, draft, wording, digest=wording_of(draft).digest, word_budget=600)
    _kept(officer, draft)
    deciding.send(officer, draft, digest=wording_of(draft).digest)
    deciding.approve(chief, draft, digest=wording_of(draft).digest)
    return deciding.release(officer, draft, digest=wording_of(draft).digest)


def _site_page(officer: Actor, chief: Actor) -> Output:
    """A page of the site is published."""
    draft = writing.begin(
        officer, kind=DraftKind.PAGE, title="What this project is", section=PageSection.PROJECT, rank=1
    )
    wording = Wording(title="What this project is", body="It begins with severity.", applies_to="any company")
    draft = writing.write(officer, draft, wording, digest=wording_of(draft).digest, word_budget=600)
    _kept(officer, draft)
    deciding.send(officer, draft, digest=seen_in(draft))
    deciding.approve(chief, draft, digest=seen_in(draft))
    return deciding.release(officer, draft, digest=seen_in(draft))


def _written(officer: Actor, session: Session, remark: Remark) -> Draft:
    Session.objects.filter(pk=session.pk).update(state="closed")
    session.refresh_from_db()
    draft = writing.begin(
        officer, kind=DraftKind.OUTPUT_NOTE, title=WORDS["title"], session=session, remarks=[remark.pk]
    )
    wording = Wording(body=CLEAN, **WORDS)
    return writing.write(officer, draft, wording, digest=wording_of(draft).digest, word_budget=600)


def _kept(officer: Actor, draft: Draft) -> None:
    for matter in check_draft(draft).open:
        writing.keep_finding(
            officer,
            draft,
            digest=wording_of(draft).digest,
            start=matter.start,
            end=matter.end,
            reason="It fits most of the members.",
        )


def _asked(officer: Actor, world: World) -> Waiver:
    """The nominee's company is asked about a sentence that names it."""
    draft = _written(officer, world.own.session, world.own.remark)
    name = OrganisationName.objects.filter(organisation=OWN_COMPANY, kind="name").earliest("pk").text
    named = Wording(body=f"{name} weighs severity first.\n\nBegin with severity.", **WORDS)
    draft = writing.write(officer, draft, named, digest=wording_of(draft).digest, word_budget=600)
    matter = next(one for one in check_draft(draft).open if one.can_be_asked_about)
    at = {"digest": wording_of(draft).digest, "start": matter.start, "end": matter.end}
    (waiver,) = waiving.ask(officer, draft, message="May we publish this?", **at)
    return waiver


def _sent_back(officer: Actor, chief: Actor, world: World) -> None:
    draft = _written(officer, world.own.session, world.own.remark)
    _kept(officer, draft)
    deciding.send(officer, draft, digest=wording_of(draft).digest)
    deciding.send_back(chief, draft, note="Say what was learned.")
