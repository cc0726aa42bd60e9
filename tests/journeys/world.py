"""A world in which everything exists twice: in a nominee's own cohort, and in another that is none of her business.

Built once a module on top of the demonstration; each test undoes what it did (`savepoint`).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from convenor.demo import load
from convenor.demo.reference import TODAY
from convenor.desk import doors
from convenor.desk.models import Announcement, Draft, Objection, Waiver
from convenor.kernel import clock, links
from convenor.kernel.models import Delivery, Event
from convenor.kernel.sealed import fingerprint, seal
from convenor.people.erasing import link_of_leaver
from convenor.people.models import (
    Account,
    AddressChange,
    Affiliation,
    NamingConsent,
    Organisation,
    OrganisationAttribute,
    OrganisationName,
    Person,
)
from convenor.people.own_address import link_to as link_to_address
from convenor.public.library import actions as library
from convenor.room.breakouts.models import Round
from convenor.room.cockpit.codes import code_of
from convenor.room.cohorts.models import (
    Advisor,
    ContextEvent,
    ContinuityKit,
    Decision,
    ExpertOrganisation,
    Membership,
    OrganisationCounsel,
    Programme,
    ProgrammeYear,
    Waiting,
    YearProposal,
)
from convenor.room.cohorts.seating import link_to
from convenor.room.exchange.models import Action, Introduction, Posting
from convenor.room.groups.models import GroupSeat, GroupSession, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.invitations.models import Feed, IncomingMail, digest_of, new_secret
from convenor.room.invitations.queries import link_token
from convenor.room.meetings.briefs import token_of
from convenor.room.meetings.models import (
    AgendaItem,
    AttendanceReport,
    BriefUpdate,
    Delegation,
    ExpertRequest,
    ExpertThanks,
    QuestionAhead,
    Remark,
    ReportedAttendee,
    Session,
    Theme,
)
from convenor.room.meetings.seals import seal_of
from convenor.room.meetings.seals import token_of as expert_token
from convenor.room.newsletter import actions as newsletter
from convenor.room.newsletter import queries as newsletters
from convenor.room.newsletter.models import Subscription
from convenor.room.polls.models import Commonality, Opinion, Poll, Prompt
from convenor.room.reviews.models import ReviewSection, YearEndReview
from convenor.room.series.models import Registration, Series, SpeakerOffer, Webinar
from convenor.room.series.queries import words_of
from convenor.room.series.registered import PURPOSE
from convenor.room.statistics.models import Ledger
from convenor.rules.disclosure import tabulate
from convenor.rules.exchange import Answer
from convenor.rules.ground_rules import VERSION
from convenor.rules.vocabulary import Capacity, Role
from making import (
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_year,
)

NOW = datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC).replace(hour=9)
SOON = NOW + timedelta(days=8)
OWN_COHORT, OTHER_COHORT = "cop-2", "another"
ONE_STEP = "officer without a second step"
OWN_COMPANY, OTHER_COMPANY = "telefonica", "elsewhere"
# A company of the own cohort whose business is not the nominee's either; it sits in the other cohort, too.
PEER = "ericsson"
# A company of the own cohort whose seats are empty; whoever sits for the peer in the other cohort sits for it here.
VACANT = "twitter"

Things = SimpleNamespace


@dataclass(frozen=True, kw_only=True)
class World:
    """Who there is, by what the tests call them, and what there is: one's own, a peer's, and in the other cohort."""

    own: Things
    peer: Things
    other: Things
    people: dict[str, Account] = field(default_factory=dict)

    def from_the_other_side(self) -> "World":
        """The same world as somebody of the other cohort sees it."""
        return World(own=self.other, peer=self.other, other=self.own, people=self.people)

    def browser(self, who: str, *, checks_forms: bool = False) -> Client:
        """A browser in which somebody has signed in; nobody has in that of `nobody`."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=checks_forms)
        if who == "nobody":
            return client
        account = self.people[who]
        switched_off = not account.is_active
        Account.objects.filter(pk=account.pk).update(is_active=True)
        account.is_active = True
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        if switched_off:
            # Signed in first and switched off afterwards: the browser still has its cookie.
            Account.objects.filter(pk=account.pk).update(is_active=False)
            account.is_active = False
        if who == ONE_STEP:
            session = client.session
            del session["account_authentication_methods"]
            session.save()
        return client


@contextmanager
def built(unblock: Any) -> Iterator[World]:
    """The world in a transaction that is undone at the end; the tests' own transactions lie inside it."""
    with unblock, transaction.atomic():
        load.everything()
        with clock.standing_at(TODAY):
            with portal_reads_here():
                world = build()
            yield world
        transaction.set_rollback(True)


@contextmanager
def portal_reads_here() -> Iterator[None]:
    """Lend the portal the connection that sees what was not committed."""
    own = connections["public"]
    connections["public"] = connections["default"]
    yield
    connections["public"] = own


@contextmanager
def savepoint() -> Iterator[None]:
    """Undo what happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build() -> World:
    """Everything twice, and one of each role."""
    own_year = ProgrammeYear.objects.select_related("cohort").get(cohort=OWN_COHORT, year=TODAY.year)
    other_cohort = make_cohort(OTHER_COHORT)
    other_year = make_year(other_cohort, TODAY.year)
    elsewhere = make_member(other_cohort, make_organisation(OTHER_COMPANY, name="Elsewhere", region="Asia"))
    company = Membership.objects.select_related("organisation").get(cohort=OWN_COHORT, organisation=OWN_COMPANY)
    officer = Account.objects.get(email="officer@secretariat.example")
    chief = Account.objects.get(email="chief@secretariat.example")
    other_nominee = make_nominee(elsewhere)
    peer_elsewhere = make_nominee(make_member(other_cohort, Organisation.objects.get(pk=PEER)), 2)
    # Among fewer organisations nothing stands unnamed on a board.
    for word in ("third", "fourth"):
        make_nominee(make_member(other_cohort, make_organisation(f"{word}-elsewhere")))
    vacant = Membership.objects.get(cohort=OWN_COHORT, organisation=VACANT).seats.get(number=1)
    vacant.holdings.create(person=peer_elsewhere.person, since=TODAY)
    furnish = partial(_furnish, writer=officer, reader=chief)
    own, other = furnish(own_year, company, "own"), furnish(other_year, elsewhere, "other")
    peer = Things(**vars(own))
    peer.objection = _objects(PEER, own.draft, "The second point is about us.")
    peer.waiver = _asked(PEER, own.draft, officer)
    peer.delegation = _stands_in(own.session, Organisation.objects.get(pk=PEER), "Stand-in of a peer")
    peer.posting, peer.introduction, peer.own_answer = own.peer_posting, own.own_answer, own.introduction
    peer.action = _meant(Organisation.objects.get(pk=PEER), "a peer")
    _objects(PEER, other.draft, "Elsewhere it is about us as well.")
    library_note = library.shelve(copy_of_a_note("A note of another day"))
    gone = library.shelve(copy_of_a_note("A note that was withdrawn"))
    library.withdraw(gone.key, because="It was released by mistake.")
    own.output = peer.output = library_note.slug
    other.output = gone.slug
    site_page = library.shelve(copy_of_a_page("A page of the site"))
    gone_page = library.shelve(copy_of_a_page("A page that was withdrawn"))
    library.withdraw(gone_page.key, because="It was released by mistake.")
    own.site_page = peer.site_page = site_page.slug
    other.site_page = gone_page.slug
    delegate = own.delegation.person.account
    guest = _stands_in(own.session, company.organisation, "Guest of the own")
    Delegation.objects.filter(pk=guest.pk).update(capacity=Capacity.GUEST)
    with_nothing, left = make_person("Somebody without a role"), make_person("Somebody who left")
    load_left(left, officer)
    return World(
        own=own,
        peer=peer,
        other=other,
        people={
            "officer": officer,
            "chief": chief,
            "nominee": Account.objects.get(email=f"nominee-1@{OWN_COMPANY}.example"),
            "peer": Account.objects.get(email=f"nominee-1@{PEER}.example"),
            "two seats": peer_elsewhere,
            "other nominee": other_nominee,
            "delegate": delegate,
            "guest": guest.person.account,
            "donor relations": make_secretariat(Role.DONOR_RELATIONS),
            ONE_STEP: make_secretariat(name="Officer whose phone is lost"),
            "counsel": own.counsel.person.account,
            "focal point": own.focal_point,
            "no role": with_nothing.account,
            "switched off": left.account,
        },
    )


def load_left(person: Person, officer: Account) -> None:
    """Somebody who could do everything until the account was switched off."""
    appointment = officer.person.appointments.get()
    person.appointments.create(role=appointment.role, since=appointment.since)
    person.account.is_active = False
    person.account.save()


def copy_of_a_note(title: str) -> library.Copy:
    return library.Copy(
        kind="output_note",
        title=title,
        body="Some companies ask suppliers early.\n\nOthers begin with the gravest risk.",
        applies_to="any company",
        provenance="From sessions of the first half of the year.",
        caveats=("This is a record of what was shared, not guidance.",),
        sources=(("A public paper", "https://papers.example/one"),),
    )


def copy_of_a_page(title: str) -> library.Copy:
    return library.Copy(
        kind="page",
        section="project",
        rank=1,
        title=title,
        body="What the project is, and how to take part.",
        applies_to="",
        provenance="",
        caveats=(),
        sources=(),
    )


def _furnish(year: ProgrammeYear, company: Membership, word: str, *, writer: Account, reader: Account) -> Things:
    """One of everything that an address can lead to, in this year."""
    things = Things(year=year, cohort=year.cohort, organisation=company.organisation, membership=company, word=word)
    things.passkey = _passkey(word)
    things.address_link = link_to_address(
        AddressChange.objects.create(
            account=things.passkey.user, address=f"moves@{word}.example", asked_at=clock.now(), nonce="2" * 32
        )
    )
    _meetings(things)
    _cohort_records(things)
    _group(things)
    _series(things)
    _offered(things)
    _registration(things)
    _breakouts(things)
    _invitations(things)
    _exchange(things)
    _numbers(things)
    _desk(things, writer, reader)
    _review(things)
    _newsletter(things)
    event = Event.objects.create(name="agenda_sent", ids={"session": str(things.session.pk)}, at=NOW)
    things.delivery = Delivery.objects.create(
        event=event,
        handler="convenor.room.meetings.handlers.mail_agenda",
        state=Delivery.State.FAILED,
        attempts=5,
        problem="ConnectionError",
        changed_at=NOW,
    )
    return things


def _newsletter(things: Things) -> None:
    """One mailbox takes the newsletter, and one was asked whether it wants it."""
    asked, takes = (_asks(f"{name}@{things.word}.example") for name in ("asks", "takes"))
    Subscription.objects.filter(pk=takes.pk).update(confirmed=True)
    things.newsletter_question = newsletters.link_to_confirm(asked)
    things.newsletter_end = newsletters.link_to_end(takes)


def _asks(address: str) -> Subscription:
    newsletter.subscribe(address)
    return next(row for row in Subscription.objects.all() if newsletters.address_of(row) == address)


def _passkey(word: str) -> Authenticator:
    """A passkey of somebody who has no other part in this."""
    return Authenticator.objects.create(
        user=make_person(f"Owner of a passkey, {word}").account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": f"A laptop of {word}", "credential": {}},
    )


def _meetings(things: Things) -> None:
    session = Session.objects.create(year=things.year, kind="regular", starts_at=SOON, place=f"Room of {things.word}")
    Theme.objects.create(session=session, position=1, title=f"A theme of {things.word}")
    things.session, things.item, things.code = session, None, code_of(session)
    agenda = [
        ("statement", "Anti-trust statement", 5),
        ("updates", "Brief updates", 20),
        ("topic", f"A topic of {things.word}", 30),
        ("close", "Close", 5),
    ]
    for position, (kind, title, minutes) in enumerate(agenda, start=1):
        things.item = AgendaItem.objects.create(
            session=session,
            position=position,
            kind=kind,
            title=title,
            minutes=minutes,
            lead=things.organisation,
            scope_reason=f"Why it belongs to {things.word}.",
        )
    things.remark = Remark.objects.create(
        session=session, item=things.item, kind="challenge", text=f"Said in the room of {things.word}."
    )
    Session.objects.filter(pk=session.pk).update(purpose=f"What {things.word} meets for.")
    asked = ExpertRequest.objects.create(
        address=f"expert@{things.word}.example",
        subject="Brief us?",
        text=f"Asked of {things.word}.",
        asked_on=TODAY,
        about=seal_of(session),
        organisation=things.organisation,
    )
    things.expert_link = expert_token(asked)
    ExpertThanks.objects.create(address=f"thanked@{things.word}.example", about="0" * 64, forget_on=SOON.date())
    things.question = QuestionAhead.objects.create(session=session, text=f"Asked ahead in {things.word}?")
    things.delegation = _stands_in(session, things.organisation, f"Stand-in of {things.word}")
    things.brief = token_of(things.delegation)
    things.leaver = link_of_leaver(_somebody_who_left(things.word))
    things.way_out = links.sign("silence", str(things.delegation.person_id), "agendas")
    things.update = BriefUpdate.objects.create(
        session=session,
        organisation=things.organisation,
        priority=f"First in {things.word}.",
        challenge=f"Hard in {things.word}.",
        ask=f"Asked in {things.word}.",
        offer=f"Offered in {things.word}.",
        scope_reason=f"It belongs to {things.word}.",
    )
    things.report = AttendanceReport.objects.create(
        session=session,
        source="zoom-meeting",
        digest=f"{things.word:0>64}",
        read_at=NOW,
        left_out=[{"row": 3, "reason": "a telephone number without a name"}],
    )
    ReportedAttendee.objects.create(
        report=things.report, position=1, name=f"Guest of {things.word}", email=f"guest@{things.word}.example"
    )


def _stands_in(session: Session, organisation: Organisation, name: str) -> Delegation:
    """Somebody who stands in and has accepted the rules of the day, so that the session can be seen."""
    return Delegation.objects.create(
        session=session,
        organisation=organisation,
        person=make_person(name),
        rules_version=VERSION,
        statement_version="1.0",
        accepted_on=TODAY,
    )


def _cohort_records(things: Things) -> None:
    word = things.word
    things.expert, things.waiter = make_organisation(f"expert-{word}"), make_organisation(f"waiter-{word}")
    ExpertOrganisation.objects.create(year=things.year, organisation=things.expert)
    Advisor.objects.create(
        year=things.year, organisation=things.expert, field="academia", advises_on=f"Advises on {word}"
    )
    proposal = YearProposal.objects.create(
        year=things.year, number=1, proposed_on=TODAY, answer_by=SOON.date(), sessions=[]
    )
    proposal.answers.create(organisation=things.organisation, agrees=True)
    Waiting.objects.create(cohort=things.cohort, organisation=things.waiter, since=date(2023, 1, 9), note="Asked.")
    things.position = 90
    ContextEvent.objects.create(year=things.year, position=things.position, text=f"Around {word}.")
    Decision.objects.create(
        year=things.year, topic="other", text=f"Decided by {word}.", decided_on=TODAY, recorded_at=NOW
    )
    company = things.organisation
    things.name = OrganisationName.objects.create(organisation=company, kind="alias", text=f"Alias of {word}")
    things.attribute = OrganisationAttribute.objects.create(
        organisation=company, key="stack", value=f"stack of {word}", provenance="its own site"
    )
    things.consent = NamingConsent.objects.create(
        organisation=company, purpose="member_of_the_cohort", text_version="1", given_on=TODAY
    )
    things.counsel = OrganisationCounsel.objects.create(
        organisation=company, person=make_person(f"Counsel of {word}"), since=TODAY
    )
    _people_of(things)
    Affiliation.objects.create(
        person=Person.objects.filter(holdings__seat__membership=things.membership).first(),
        organisation=company,
        function="Human rights",
    )


def _people_of(things: Things) -> None:
    """Somebody is asked to take over a seat, somebody else said no to the other; and who there is besides."""
    word, seats = things.word, things.membership.seats
    things.nomination = seats.get(number=2).nominations.create(
        name=f"Asked for {word}",
        email=f"asked@{word}.example",
        function="Legal",
        starts_on=SOON.date(),
        asked_on=TODAY,
        nonce="0" * 32,
    )
    things.token = link_to(things.nomination)
    seats.get(number=1).nominations.create(
        name=f"Declined for {word}",
        email=f"declined@{word}.example",
        asked_on=TODAY,
        ended_on=TODAY,
        state="declined",
        word=f"Not now, {word}.",
        nonce="1" * 32,
    )
    colleague = make_person(f"Colleague of {word}")
    things.appointment = colleague.appointments.create(role="officer", covers=f"All about {word}", since=TODAY)
    focal = make_person(f"Focal point of {word}")
    things.contact = things.membership.contacts.create(person=focal, kind="focal_point", since=TODAY)
    things.focal_point = focal.account
    ContinuityKit.objects.create(person=focal, address=f"home@{word}.example")
    things.membership.contacts.create(
        name=f"Knows a topic of {word}",
        email=f"knows@{word}.example",
        function=f"Function in {word}",
        kind="topic",
        topic=f"Topic of {word}",
        since=TODAY,
    )


def _group(things: Things) -> None:
    group = WorkingGroup.objects.create(
        year=things.year, topic=f"Group of {things.word}", state="active", active_since=TODAY
    )
    things.group = group
    things.group_seat = GroupSeat.objects.create(group=group, membership=things.membership, since=TODAY)
    things.group_session = Session.objects.create(
        year=things.year, kind="working_group", starts_at=NOW - timedelta(days=4), state="closed"
    )
    GroupSession.objects.create(group=group, session=things.group_session)
    YearEndUpdate.objects.create(
        year=things.year, membership=things.membership, received_on=TODAY, text=f"The update of {things.word}."
    )
    gathering = Session.objects.filter(year=things.year, kind="gathering").first() or Session.objects.create(
        year=things.year, kind="gathering", starts_at=datetime(2023, 12, 5, 15, tzinfo=UTC)
    )
    Presentation.objects.create(
        session=gathering, membership=things.membership, mode="virtual", exception_reason=f"No visa for {things.word}."
    )


def _breakouts(things: Things) -> None:
    """A round that runs, in the session to come, and in its first breakout a place of the company."""
    things.round = Round.objects.create(session=things.session, minutes=15, state="running", began_at=NOW)
    things.breakout = things.round.breakouts.create(number=1, theme=f"Asked in small groups of {things.word}")
    things.place = things.breakout.places.create(organisation=things.organisation)


def _invitations(things: Things) -> None:
    """Somebody of the company is invited, whose calendar named who stands in; and has a calendar of one's own."""
    person = Person.objects.filter(holdings__seat__membership=things.membership).order_by("email").first()
    assert person is not None
    invitation = things.session.invitations.create(
        person=person,
        uid=f"{things.word}@convenor.example",
        address=person.email,
        sent="REQUEST",
        sent_at=NOW,
        answer="DELEGATED",
        proposed=f"proposed@{things.word}.example",
    )
    things.invitation_token = link_token(invitation)
    things.calendar = new_secret()
    Feed.objects.create(person=person, digest=digest_of(things.calendar), made_on=TODAY)
    IncomingMail.objects.create(
        digest=f"{things.word:0>64}", received_on=TODAY, outcome="needs_a_person", session=things.session
    )


def _exchange(things: Things) -> None:
    """What the company and a peer ask and offer, who answered whom, and what the company means to do."""
    sits = Person.objects.order_by("email")
    mine = sits.filter(holdings__seat__membership=things.membership).first()
    theirs = sits.filter(
        holdings__seat__membership__cohort=things.cohort, holdings__seat__membership__organisation=PEER
    ).first()
    peer = Organisation.objects.get(pk=PEER)
    things.posting = _posted(things, things.organisation, "Asked")
    things.peer_posting = _posted(things, peer, "Offered by a peer")
    things.introduction = _answered(things.posting, theirs, peer)
    things.own_answer = _answered(_posted(things, peer, "Asked by a peer"), mine, things.organisation)
    made = _answered(_posted(things, things.organisation, "Offered"), theirs, peer)
    Introduction.objects.filter(pk=made.pk).update(agreed_by=mine, made_on=TODAY, answer=Answer.MADE)
    things.made = made
    things.action = _meant(things.organisation, things.word)


def _posted(things: Things, organisation: Organisation, what: str) -> Posting:
    return Posting.objects.create(
        cohort=things.cohort,
        organisation=organisation,
        kind="ask",
        text=f"{what} in {things.word}?",
        state="shown",
        until=SOON.date(),
    )


def _answered(posting: Posting, person: Person, organisation: Organisation) -> Introduction:
    return Introduction.objects.create(
        posting=posting,
        answered_by=person,
        organisation=organisation,
        words=f"Words for {posting.text}",
        answered_on=TODAY,
    )


def _meant(organisation: Organisation, word: str) -> Action:
    return Action.objects.create(organisation=organisation, text=f"What {word} means to do.")


def _polls(things: Things) -> None:
    """What the room was asked: words of which it sees some, and two polls whose result it does not see yet."""
    word = things.word
    kinds: dict[str, dict[str, Any]] = {
        "cloud": {"revealed": True, "held_back": [{"word": f"Held back in {word}", "share": "several"}]},
        "one": {"options": [f"Yes in {word}", f"No in {word}"], "scope_reason": f"It belongs to {word}."},
        "scale": {"ends": [f"Low in {word}", f"High in {word}"]},
    }
    for position, (kind, given) in enumerate(kinds.items(), 1):
        poll = Poll.objects.create(
            session=things.session,
            position=position,
            kind=kind,
            wording=f"Polled in {word}",
            state="closed",
            k=5,
            k_organisations=3,
            answered=13,
            organisations=7,
            result={"answers": 13, "words": [{"word": word, "share": "most"}], "in_words": f"Most in {word}"},
            **given,
        )
        poll.ballots.create(choices=[f"Chosen in {word}"])
        if kind == "cloud":
            things.poll = poll


def _numbers(things: Things) -> None:
    """A table that waits for the desk, answers by theme, and what votes have in common."""
    ledger = Ledger.objects.create(cohort=things.cohort, k=5, k_organisations=3, opened_at=NOW)
    release = tabulate(_counted(), ["region"], room=str(ledger.pk))
    things.table = ledger.tables.create(title=f"Who came to {things.word}", release=release, after=0, made_at=NOW)
    asked = f"What is hard in {things.word}?"
    things.prompt = Prompt.objects.create(cohort=things.cohort, wording=asked, asked_on=TODAY, burn_on=SOON.date())
    theme = things.prompt.themes.create(number=1, label=f"Remedy in {things.word}", named="by_topic")
    things.prompt.answers.create(theme=theme, text=f"An answer of {things.word}.")
    _polls(things)
    things.opinion = Opinion.objects.create(
        cohort=things.cohort,
        question=f"Votes of {things.word}",
        shared=[{"text": f"Shared by {things.word}", "agree": "most"}],
        divisive=[f"Divides {things.word}"],
        found_on=TODAY,
    )
    Commonality.objects.create(
        cohort=things.cohort,
        origin="theme",
        question=f"Asked of {things.word}",
        text=f"Faced by several of {things.word}",
        share="several",
        rank=1,
        shared_on=TODAY,
    )


def _counted() -> list[dict[str, str]]:
    return [
        {"person": str(at), "organisation": str(at), "region": ("Europe", "Asia", "Africa")[at % 3]} for at in range(40)
    ]


def _series(things: Things) -> None:
    if things.word == "own":
        things.series = Series.objects.get()
        things.number = 2
        return
    things.series = Series.objects.create(
        slug="another-series", programme=Programme.objects.get(), name="Another series", year=2023
    )
    things.number = 7
    session = Session.objects.create(kind="webinar", starts_at=SOON)
    Webinar.objects.create(series=things.series, session=session, number=7, title="A webinar of another series")
    doors.announce(things.series, words_of(things.series))
    Announcement.objects.create(series=things.series, agreed=words_of(things.series), agreed_at=NOW)


def _offered(things: Things) -> None:
    """Somebody of the company offered to speak at the session that the addresses lead to."""
    person = Person.objects.filter(holdings__seat__membership=things.membership).order_by("email").first()
    assert person is not None
    things.offer = SpeakerOffer.objects.create(
        webinar=things.series.webinars.get(number=things.number),
        person=person,
        organisation=things.organisation,
        words=f"What {things.word} would tell.",
        offered_on=TODAY,
    )


def _registration(things: Things) -> None:
    """Two registered for the session that the addresses lead to."""
    things.peer = _registered(things, f"peer@{things.word}.example")
    row = _registered(things, f"registered@{things.word}.example")
    things.registration, things.registration_token = row, links.sign(PURPOSE, str(row.pk), row.nonce)


def _registered(things: Things, email: str) -> Registration:
    said = {"email": email, "name": f"Registered of {things.word}", "organisation": ""}
    row = Registration.objects.create(
        series=things.series,
        mailbox=fingerprint(PURPOSE, said["email"]),
        sealed=seal(PURPOSE, json.dumps(said)),
        slip=uuid4(),
        confirmed=True,
        language="en-gb",
        rules="1.0",
        made_on=TODAY,
        mailed_on=TODAY,
    )
    webinar = things.series.webinars.get(number=things.number)
    row.choices.create(webinar=webinar, told_starts_at=webinar.session.starts_at)
    return row


def _desk(things: Things, writer: Account, reader: Account) -> None:
    draft = Draft.objects.create(
        kind="output_note",
        state="objections",
        title=f"A text open to objections in {things.word}",
        # All kinds of thing to settle: a name to cite a source for, a description to replace, words to decide on.
        body=f"{things.organisation.names.filter(kind='name').first().text} asked its suppliers early.\n\n"
        "One Spanish telecom operator followed.\n\nWe spoke about prices.",
        applies_to="any company",
        provenance="From the first half of the year.",
        cohort=things.cohort,
        session=things.session,
        begun_at=NOW,
        changed_at=NOW,
        objections_until=TODAY + timedelta(days=10),
    )
    draft.writers.create(account=writer)
    draft.approvals.create(account=reader, digest="0" * 64, approved_at=NOW)
    draft.keepings.create(
        kind="description", text="a phrase", wording="1" * 64, reason="It fits many.", account=writer, kept_at=NOW
    )
    draft.sources.create(organisation=things.organisation, title="A public report", url="https://papers.example/two")
    draft.sendings_back.create(account=reader, note="Say what was learned.", sent_at=NOW)
    things.draft = draft
    things.objection = _objects(things.organisation.pk, draft, f"The third line points to us in {things.word}.")
    things.waiver = _asked(things.organisation.pk, draft, writer)


def _objects(organisation: str, draft: Draft, text: str) -> Objection:
    return Objection.objects.create(draft=draft, organisation_id=organisation, text=text, raised_at=NOW)


def _asked(organisation: str, draft: Draft, officer: Account) -> Waiver:
    return Waiver.objects.create(
        draft=draft,
        organisation_id=organisation,
        kind="direct",
        text="a name",
        excerpt=f"A name in a sentence of {draft.title}.",
        wording="2" * 64,
        message="May we publish this?",
        asked_by=officer,
        asked_at=NOW,
    )


def _review(things: Things) -> None:
    review = YearEndReview.objects.create(
        year=things.year, changed_at=NOW, held_back="Few hands.", value="Much.", plans="One plan."
    )
    ReviewSection.objects.create(review=review, key="overview", body=f"An overview of {things.word}.", edited_at=NOW)


def work() -> None:
    """Let the worker carry out all that is due or will be, inside the test's own transaction."""
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        DBTaskResult.objects.filter(status="READY").update(run_after=datetime(2020, 1, 1, tzinfo=UTC))
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)


def _somebody_who_left(word: str) -> Account:
    account = Account.objects.create_user(f"leaver@{word}.example")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    Person.objects.create(name=f"Somebody who left {word}", email=account.email, account=account)
    return account
