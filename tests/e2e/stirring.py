"""Brings a demonstration into the states that it has not on its first Monday, so that every page can be walked to.

Run inside the product over a folder that nobody serves, as `serving.run_inside` does.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import django

django.setup()

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402

from convenor.desk.actions import afterwards, deciding, objecting, results, waiving, writing  # noqa: E402
from convenor.desk.checks import check_draft  # noqa: E402
from convenor.desk.models import Draft, Waiver  # noqa: E402
from convenor.desk.wording import wording_of  # noqa: E402
from convenor.kernel import clock  # noqa: E402
from convenor.kernel.actor import Actor, actor_of  # noqa: E402
from convenor.kernel.models import Delivery, Event  # noqa: E402
from convenor.people import own_address  # noqa: E402
from convenor.people.models import Account, Organisation, Person  # noqa: E402
from convenor.room.breakouts import actions as breakouts  # noqa: E402
from convenor.room.cohorts.actions import (  # noqa: E402
    advisors,
    consents,
    contacts,
    context,
    members,
    nominations,
    proposing,
)
from convenor.room.cohorts.actions.seats import Nominee  # noqa: E402
from convenor.room.cohorts.models import Cohort, Membership, ProgrammeYear  # noqa: E402
from convenor.room.exchange.actions import introductions, own_list, postings  # noqa: E402
from convenor.room.exchange.actions.own_list import Meant  # noqa: E402
from convenor.room.exchange.models import Posting  # noqa: E402
from convenor.room.groups.actions import unlink_session  # noqa: E402
from convenor.room.groups.models import GroupSession  # noqa: E402
from convenor.room.invitations.actions.sending import send_invitations  # noqa: E402
from convenor.room.invitations.models import Invitation  # noqa: E402
from convenor.room.meetings.actions import (  # noqa: E402
    agenda,
    briefing,
    calling,
    checking_in,
    delegates,
    experts,
    remarks,
    reports,
    running,
    updates,
)
from convenor.room.meetings.actions.calling import Call  # noqa: E402
from convenor.room.meetings.models import Session  # noqa: E402
from convenor.room.polls import asking  # noqa: E402
from convenor.room.polls.actions import commonalities, polls, prompts  # noqa: E402
from convenor.room.polls.holding import Cast, opened  # noqa: E402
from convenor.room.polls.models import Opinion, Poll  # noqa: E402
from convenor.room.reviews.actions import rewrite_section  # noqa: E402
from convenor.room.statistics import actions as statistics  # noqa: E402
from convenor.rules.ballots import Ballot, Question  # noqa: E402
from convenor.rules.consents import WORDS, Purpose  # noqa: E402
from convenor.rules.review import SectionKey  # noqa: E402
from convenor.rules.vocabulary import (  # noqa: E402
    Capacity,
    ContactKind,
    DraftKind,
    Mode,
    OrganisationKind,
    PollKind,
    PostingKind,
    RemarkKind,
    SessionKind,
)

TODAY = date(2023, 3, 6)
KNOWN, LIKE, STRANGER = (
    '"Nominee 1, Apple",nominee-1@apple.example',
    '"Nominee 2, Cisco",',
    "Somebody Else,else@elsewhere.example",
)


def acting(address: str) -> Actor:
    """Somebody who acts."""
    return actor_of(Account.objects.get(email=address))


OFFICER, CHIEF = acting("officer@secretariat.example"), acting("chief@secretariat.example")
NOMINEE = acting("nominee-1@telefonica.example")


def report(day: str, *lines: str) -> bytes:
    """What a meeting tool says of a day."""
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
    return "\n".join([head, *(f"{line},{day} 02:58:10 PM,{day} 03:59:00 PM,61,Yes" for line in lines), ""]).encode()


def session_of(day: date) -> Session:
    """The cohort's session of a day."""
    return Session.objects.get(year__cohort="cop-2", starts_at__date=day)


def under_way() -> None:
    """A session that waits to be opened, one that waits for the statement, one in the middle, one that is cancelled."""
    year = ProgrammeYear.objects.get(cohort="cop-2", year=2023)
    begins = datetime(2023, 3, 6, 0, 5, tzinfo=UTC)
    call = Call(kind=SessionKind.SPECIAL, starts_at=begins, minutes=60, mode=Mode.VIRTUAL, themes=("Remedy",))
    with clock.standing_at(date(2023, 3, 5)):
        agenda.send_agenda(OFFICER, calling.call_session(OFFICER, year, call))
    unread, in_the_middle = session_of(date(2023, 4, 11)), session_of(date(2023, 3, 14))
    delegates.name_delegate(
        NOMINEE,
        in_the_middle,
        Organisation.objects.get(pk="telefonica"),
        name="Delegate One",
        email="delegate-one@telefonica.example",
        capacity=Capacity.DELEGATE,
    )
    for session in (unread, in_the_middle):
        agenda.send_agenda(OFFICER, session)
        with clock.standing_at(session.starts_at):
            running.open_session(OFFICER, session)
    running.record_reading(OFFICER, in_the_middle)
    running.open_item(OFFICER, in_the_middle.items.all()[1])
    remarks.record_remark(OFFICER, in_the_middle, None, RemarkKind.QUESTION, "What did Vodafone charge its customers?")
    updates.mark_spoken(OFFICER, in_the_middle.updates.get(organisation="cisco"))
    checking_in.check_in_member(OFFICER, in_the_middle, "cisco")
    polls.open_poll(OFFICER, in_the_middle.polls.all()[0])
    here = dict.fromkeys(("ericsson", "apple", "telefonica", "vodafone", "cisco", "google"), 1)
    breakouts.begin_round(OFFICER, breakouts.plan_breakouts(OFFICER, in_the_middle, here, ["Ask early", "Ask all"], 15))
    breakouts.plan_breakouts(OFFICER, unread, here, ["What is grave", "What is likely"], 15)
    calling.cancel_session(OFFICER, session_of(date(2023, 6, 13)), "Half of the members cannot come.")


def afterwards_in_the_room() -> None:
    """Two reports that wait, a session that no group claims, experts, somebody on the waiting list, an own text."""
    year = ProgrammeYear.objects.get(cohort="cop-2", year=2023)
    february, january = session_of(date(2023, 2, 14)), session_of(date(2023, 1, 10))
    reports.import_report(OFFICER, february, report("02/14/2023", KNOWN, LIKE, STRANGER), "report.csv")
    reports.confirm_sure(OFFICER, reports.import_report(OFFICER, january, report("01/10/2023", KNOWN), "report.csv"))
    context.add_expert_organisation(OFFICER, year, Organisation.objects.get(pk="gni"))
    met = GroupSession.objects.select_related("group", "session").first()
    assert met is not None
    unlink_session(OFFICER, met.group, met.session)
    asked = Organisation.objects.exclude(memberships__isnull=False).filter(kind=OrganisationKind.COMPANY).first()
    assert asked is not None
    members.put_on_waiting_list(OFFICER, Cohort.objects.get(pk="cop-2"), asked, note="Asked by mail.")
    rewrite_section(OFFICER, year, SectionKey.OVERVIEW, "The year in our own words.")
    given_up = Event.objects.create(name="agenda_sent", ids={}, at=clock.now())
    Delivery.objects.create(event=given_up, state="failed", attempts=5, problem="TimeoutError", changed_at=clock.now())


def draft(title: str, body: str) -> Draft:
    """A draft of the second cohort."""
    begun = writing.begin(OFFICER, kind=DraftKind.GUIDANCE_NOTE, title=title, cohort=Cohort.objects.get(pk="cop-2"))
    wording = wording_of(begun)
    said = type(wording)(title=title, body=body, applies_to="", provenance="From the community's sessions.")
    return writing.write(OFFICER, begun, said, digest=wording.digest, word_budget=600)


def at_the_desk() -> None:
    """Drafts at every step: one to decide on, one to publish, one with an objection, one with a doubt, a correction."""
    waiting = draft("Asking early", "Many members ask affected people before a design is final.")
    deciding.send(OFFICER, waiting, digest=wording_of(waiting).digest)
    with clock.standing_at(date(2023, 2, 15)):
        ready = draft("Rating harm", "Many members rate how grave a harm is before how likely it is.")
        digest = wording_of(ready).digest
        deciding.send(OFFICER, ready, digest=digest)
        deciding.approve(CHIEF, ready, digest=digest, until=date(2023, 3, 1))
    in_view = Draft.objects.get(title="What the community wants to learn this year")
    objecting.raise_objection(NOMINEE, in_view, organisation="telefonica", text="The third point fits us alone.")
    draft("Between likely and grave", "Many members rate harm first. Write to desk@elsewhere.example for the template.")
    afterwards.begin_correction(
        OFFICER, Draft.objects.get(state="released", kind="output_note"), line="“Many” became “some”."
    )


def asked(title: str) -> tuple[Draft, Waiver]:
    """A draft that names Telefónica, and the question whether it may."""
    named = draft(title, "Telefónica asks its suppliers before a design is final.")
    (matter,) = (one for one in check_draft(named).open if one.can_be_asked_about)
    place = {"digest": wording_of(named).digest, "start": matter.start, "end": matter.end}
    (waiver,) = waiving.ask(OFFICER, named, message="May we publish this sentence?", **place)
    return named, waiver


def waived() -> None:
    """Questions in every state: one that waits, one agreed to, one refused, one that the text left behind."""
    asked("What waits for a word")
    for title, agrees in (("What may be said", True), ("What may not be said", False)):
        waiving.answer(NOMINEE, asked(title)[1], agrees=agrees)
    left, _ = asked("What is said otherwise")
    words = replace(wording_of(left), body="Several members ask early.")
    writing.write(OFFICER, left, words, digest=wording_of(left).digest, word_budget=600)


def in_common() -> None:
    """Answers that enough members gave alike, what members are shown, votes, and a table that waits."""
    cohort = Cohort.objects.get(pk="cop-2")
    statistics.open_ledger(OFFICER, cohort, k=5, k_organisations=3)
    remedy = [
        f"Access to remedy for users, and grievance mechanisms: {word}" for word in "one two three four five".split()
    ]
    others = ["Lunch", "The weather in spring", "Parking at the office", "A longer holiday", "Better chairs"]
    prompt = prompts.load_answers(OFFICER, cohort, prompts.Asked(wording="What is hard?", on=TODAY), [*remedy, *others])
    commonalities.share_themes(OFFICER, prompt)
    prompts.load_answers(OFFICER, cohort, prompts.Asked(wording="What would help?", on=TODAY), [*remedy, *others])
    prompts.count_themes(OFFICER, prompt)
    Opinion.objects.create(
        cohort=cohort,
        question="What helps?",
        shared=[{"text": "Asking early helps", "agree": "most"}],
        divisive=["One rule for all helps"],
        found_on=TODAY,
    )
    year = ProgrammeYear.objects.get(cohort="cop-2", year=2023)
    (member, *_) = cohort.memberships.all()
    year.updates.create(membership=member, received_on=TODAY, text="Remedy is hard.\n\nAsking early helps.")


def answered_polls() -> None:
    """A poll too few answered, one whose result is in the note, words of which one is held back, one that is open."""
    session = session_of(date(2023, 3, 14))
    first, second = session.polls.all()[:2]
    polls.close_poll(OFFICER, first)
    what = Question(kind=PollKind.ONE, wording="What comes first?", options=("Remedy", "Due diligence"))
    results.take_result(OFFICER, over(session, what, [[0]] * 9 + [[1]] * 4))
    over(session, Question(kind=PollKind.CLOUD, wording="One word?", most=2), [["trust", "vodafone"]] * 12)
    polls.write_poll(OFFICER, session, polls.Wanted(question=replace(what, wording="And after?", options=("A", "B"))))
    polls.open_poll(OFFICER, second)


def over(session: Session, question: Question, choices: Sequence[list[int] | list[str]]) -> Poll:
    """A poll that was asked, answered, ended and shown."""
    poll = polls.write_poll(OFFICER, session, polls.Wanted(question=question))
    polls.open_poll(OFFICER, poll)
    book = asking.book_of(session)
    with opened(asking.folder(), poll.pk) as place:
        for at, one in enumerate(choices):
            slip = book.read(book.for_account(at, f"organisation-{at // 2}"))
            assert slip is not None
            place.put([Cast(slip, Ballot(tuple(one)).as_json())])
    polls.reveal_poll(OFFICER, poll)
    poll.refresh_from_db()
    return poll


def people_of_a_member() -> None:
    """Telefónica has somebody for a topic, and asks who takes over its second seat."""
    member = Membership.objects.get(cohort="cop-2", organisation="telefonica")
    topic = contacts.Named(
        name="Contact One", email="contact-one@telefonica.example", kind=ContactKind.TOPIC, topic="Supply chains"
    )
    contacts.name_contact(NOMINEE, member, topic)
    successor = Nominee(name="Successor One", email="successor-one@telefonica.example")
    nominations.nominate(NOMINEE, member.seats.get(number=2), successor, starts_on=date(2023, 4, 3))


def asks_and_offers() -> None:
    """What is read, waits, was returned, answered, agreed to, and has nobody any more; a list of own actions."""
    peer = acting("nominee-1@ericsson.example")
    ours, theirs, left = (
        Membership.objects.get(cohort="cop-2", organisation=slug) for slug in ("telefonica", "ericsson", "twitter")
    )
    ask, offer = PostingKind.ASK, PostingKind.OFFER
    own = postings.post(NOMINEE, ours, ask, "How do others begin with suppliers of suppliers?")
    met = postings.post(NOMINEE, ours, offer, "We can show how we explain severity to engineers.")
    postings.post(NOMINEE, ours, ask, "How do others talk about prices with suppliers?")
    answered = postings.post(peer, theirs, ask, "Who has trained a board on remedy?")
    postings.post(peer, theirs, offer, "We can share questions for a first assessment.")
    Posting.objects.create(
        cohort=left.cohort,
        organisation=left.organisation,
        kind=ask,
        text="Who trains moderators?",
        state="shown",
        until=date(2023, 5, 1),
    )
    introductions.answer(peer, own, words="We did this last year.")
    introductions.answer(NOMINEE, answered)
    introductions.agree(NOMINEE, introductions.answer(peer, met))
    company = Organisation.objects.get(pk="telefonica")
    own_list.add_action(NOMINEE, company, Meant(text="Map suppliers of suppliers.", due=date(2023, 3, 1), principle=18))
    done, removed = (own_list.add_action(NOMINEE, company, Meant(text=text)) for text in ("Tell the board.", "Rest."))
    own_list.mark_done(NOMINEE, done)
    own_list.remove_action(NOMINEE, removed)


def a_year_proposed() -> None:
    """A year that members answer to, an advisor, an expert and a question to them, an invitation, a consent."""
    year = ProgrammeYear.objects.get(cohort="cop-2", year=2023)
    company, to_come = Organisation.objects.get(pk="telefonica"), session_of(date(2023, 5, 9))
    proposing.propose_year(OFFICER, year, answer_by=date(2023, 3, 20))
    advisors.add_advisor(OFFICER, year, Organisation.objects.get(pk="ihrb"), field="civil_society")
    consents.agree(NOMINEE, company, Purpose.MEMBER, seen=WORDS[Purpose.MEMBER].version, year=None)
    experts.request_expert(OFFICER, to_come, address="expert@outside.example")
    briefing.send_question(NOMINEE, to_come, text="What do people who were harmed ask for first?")
    send_invitations(OFFICER, to_come)
    mine = Person.objects.get(account__pk=NOMINEE.account)
    Invitation.objects.filter(session=to_come, person=mine).update(sent="REQUEST", address=mine.email)
    own_address.ask_for_address(NOMINEE, address="nominee-1@new.example")


def a_second_step() -> None:
    """The officer's account has an app's codes, and codes for the day on which no app is at hand."""
    account = Account.objects.get(email="officer@secretariat.example")
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)


with clock.standing_at(TODAY):
    a_second_step()
    people_of_a_member()
    asks_and_offers()
    a_year_proposed()
    under_way()
    in_common()
    answered_polls()
    afterwards_in_the_room()
    at_the_desk()
    waived()
