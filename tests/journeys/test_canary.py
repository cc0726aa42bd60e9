"""The canary: every confidential text is a mark; nothing public, no mail and no log line may hold one.

The same marks are seen by those with the right, so that the test can fail.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils.text import slugify
from django_tasks_db.models import DBTaskResult

from convenor.desk import doors
from convenor.desk import queries as desk
from convenor.desk.actions import writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft, Objection, Waiver
from convenor.kernel import outbox
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.installation import installation
from convenor.kernel.log import WithoutContents
from convenor.kernel.models import AuditEntry, Delivery, Event
from convenor.people import holding
from convenor.people.holding import kinds, rows_of
from convenor.people.models import Account, Person
from convenor.public.library.models import Output
from convenor.public.portal import pages as portal
from convenor.room.cohorts.models import (
    Cohort,
    ContinuityKit,
    Membership,
    Nomination,
    OrganisationCounsel,
    Programme,
    SeatHolding,
)
from convenor.room.exchange import queries as exchange
from convenor.room.exchange.models import Action, Introduction
from convenor.room.meetings.models import ExpertRequest, Remark, Session
from convenor.room.meetings.views import remarks
from convenor.room.reviews.actions import rewrite_section
from convenor.room.reviews.exports import FORMATS, ExportRefused, export_review
from convenor.room.series import actions as series
from convenor.room.series.models import Registration, Webinar
from convenor.room.series.registered import said_in
from convenor.room.statistics import actions as statistics
from convenor.room.statistics.models import Ledger
from convenor.rules.review import SectionKey
from convenor.rules.vocabulary import SessionState
from convenor.wiring import LEAVES_NOTHING, WIRING
from journeys import canary, happenings, overhearing, rights, world
from journeys.canary import Mark, Marks
from journeys.overhearing import Heard
from journeys.world import OTHER_COHORT, OTHER_COMPANY, OWN_COHORT, OWN_COMPANY, PEER, VACANT, World, savepoint

pytestmark = pytest.mark.django_db

Seats = list[tuple[str, str]]
FEEDS = (
    "/feed.atom",
    "/feed.json",
    "/fr/feed.atom",
    "/ar/feed.json",
    "/sitemap.xml",
    "/opensearch.xml",
    "/calendar.ics",
    "/api/outputs.json",
    "/api/webinars.json",
    "/api/openapi.json",
)
# Questions to the public search: words of the released text, a beginning, a slip, and what marks begin with.
SEARCHES = tuple(f"/search/?q={words}" for words in ("companies", "s", "likelyhood", "canary", "the"))

# Kept, and shown on no page; each is a decision.
SHOWN_NOWHERE = {
    "desk.Waiver.excerpt": "a copy of what a party reads; the officer sees the words where they stand in the text",
    "desk.Keeping.text": "a copy of what was kept; the page shows the words where they stand in the text",
    "meetings.ExpertThanks.address": "kept for the one mail that says what was published",
    "people.AddressChange.address": "shown to whoever asked for it, and to nobody else",
    "people.AddressChange.former": "kept for the one mail that tells it that the account has moved",
    "cohorts.Nomination.moved_to": "where whoever is asked is reached; pages show the address that was written",
    "cohorts.Contact.moved_to": "as above",
    "cohorts.OrganisationCounsel.moved_to": "as above",
    "meetings.Delegation.moved_to": "as above",
    "meetings.Delegation.email": "where nobody was let in; pages show the name that was written",
    "meetings.ExpertRequest.subject": "a mail on its way, destroyed once it has left",
    "meetings.ExpertRequest.text": "a mail on its way, destroyed once it has left",
    "meetings.AgendaSending.said": "kept for the record of a session, which is shown as it was sealed",
    "meetings.SealedRecord.parts": "shown as long as it is as it was sealed; a mark breaks the seal",
    "meetings.SealedRecord.presences": "shown as long as it is as it was sealed; a mark breaks the seal",
    "invitations.Invitation.address": "where it was sent, which an answer is compared with",
    "invitations.Invitation.proposed": "put to the nominee alone, in a mail and behind the link in it",
    "cohorts.Workstream.name": "for the programme's own order; no page is about workstreams yet",
    "cohorts.ContinuityKit.address": "chosen by somebody for the day of leaving, and shown to nobody else",
    "groups.YearEndUpdate.text": "that it came in is shown, what it says is not",
    "polls.Ballot.choices": "counted; nobody is shown a ballot",
    "statistics.Table.told_apart": "shown column by column; a mark takes the place of the columns",
    "people.Affiliation.function": "kept from the roster",
    "exchange.Action.text": "an organisation's own; the secretariat cannot read it",
    "newsletter.Subscription.sealed": "sealed, and opened for the mails that go there alone",
    "series.Registration.sealed": "shown to whoever registered, by the link that was mailed, and to nobody else",
    "series.Registration.wishes": "counted; whoever chose them sees them on their own page alone",
    "series.Registration.seeks": "seen by whoever chose them, on their own page alone",
    "series.Registration.introduced_as": "from one of two to the other, once both have agreed",
    "exchange.Introduction.words": "from one of two to the other, once both have agreed",
}


@dataclass(frozen=True, kw_only=True)
class House:
    """A busy week among marks."""

    world: World
    marks: Marks
    released: Output
    mails: list[EmailMessage]
    logged: str


Watcher = Callable[[str], list[tuple[str, Mark]]]


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with world.built(django_db_blocker.unblock()) as found:
        happenings.in_the_room(found)
        happenings.at_the_door(found)
        happenings.among_members(found)
        marks = Marks()
        canary.plant(marks)
        found.own.remark.refresh_from_db()
        with overhearing.log_lines() as lines:
            released, mails = happenings.at_the_desk(found, marks)
        yield House(world=found, marks=marks, released=released, mails=mails, logged=lines.getvalue())


def leaks(house: House, heard: list[Heard]) -> list[str]:
    """Where a mark was heard, and which."""
    return [f"{where}: {mark}" for where, said in heard for mark in house.marks.found_in(said)]


# Every confidential text is a mark.


def test_every_confidential_column_holds_a_mark(house: House) -> None:
    """A new column or an empty table is named here: plant it, or say in EXEMPT why it is not confidential."""
    assert sorted(set(canary.confidential()) - house.marks.places()) == []
    assert len(house.marks.by_number) >= 1000


def test_every_row_of_every_confidential_table_holds_its_mark(house: House) -> None:
    unmarked = []
    for model in canary.own_models():
        for name, column in canary.text_columns(model):
            if name not in canary.EXEMPT:
                values = model._base_manager.values_list(column.name, flat=True)
                unmarked += [name for value in values if value is not None and not house.marks.found_in(str(value))]
    # What the week wrote clean because it is meant to be read by anybody, or what says who somebody new is.
    assert set(unmarked) <= {
        "desk.Draft.title",
        "desk.Draft.body",
        "desk.Draft.applies_to",
        "desk.Draft.provenance",
        "desk.Draft.correction",
        "kernel.Delivery.problem",
        # Emptied once the mail has left.
        "meetings.ExpertRequest.subject",
        "meetings.ExpertRequest.text",
        # Emptied where a session moves: who was to stand in at another time is no answer any more.
        "invitations.Invitation.proposed",
    }


def test_every_exemption_is_of_a_column_that_there_is() -> None:
    there = {name for model in canary.own_models() for name, _ in canary.text_columns(model)}
    assert set(canary.EXEMPT) - there == set()


# Nothing public holds one.


def public(house: House) -> list[Heard]:
    """All that somebody who has not signed in can hear, by every way of asking."""
    client = house.world.browser("nobody")
    addresses = [address for route in rights.routes() for address in route.addresses(house.world).values()]
    addresses = [address for address in addresses if not address.startswith(LINKS_OF_ONES_OWN)]
    heard = list(overhearing.crawl(client, ["/", *FEEDS, *SEARCHES, *addresses]))
    asked = {where.removeprefix("GET ") for where, said in heard if said.startswith(("200", "410"))}
    asked |= {"/no-such-page/", "/notes/no-such-note/", "/desk/", "/static/convenor/no-such.css"}
    for address in sorted(asked):
        with savepoint():
            heard += overhearing.other_ways(client, address)
    return heard


def test_nobody_hears_a_mark_on_the_public_site(house: House) -> None:
    heard = public(house)
    pages = [where for where, said in heard if said.startswith("200") and where.startswith("GET")]
    wanted = [f"/notes/{house.released.slug}/", "/how-we-check/", *FEEDS, *SEARCHES]
    assert {f"GET {address}" for address in wanted} <= set(pages)
    assert any(said.startswith("410") for _, said in heard)
    assert any(said.startswith("304") for _, said in heard)
    assert any("/static/convenor/convenor.css" in where for where in pages)
    assert leaks(house, heard) == []


def test_nobody_gets_a_cookie_from_reading(house: House) -> None:
    client = house.world.browser("nobody")
    for address in ("/", "/about/", "/how-we-check/", *FEEDS, "/robots.txt", f"/notes/{house.released.slug}/"):
        client.get(address)
    assert not client.cookies


def test_pages_of_errors_hold_no_mark(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    remark = Remark.objects.first()
    assert remark is not None

    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError(f"while it held {remark.text}")

    nobody, officer = house.world.browser("nobody"), house.world.browser("officer")
    heard = [("host", overhearing.everything_of(nobody.get("/", headers={"host": "elsewhere.example"})))]
    strict = house.world.browser("officer", checks_forms=True)
    heard.append(("form", overhearing.everything_of(strict.post(f"/sessions/{remark.session_id}/notes/", {}))))
    monkeypatch.setattr(portal, "page", fails)
    monkeypatch.setattr(remarks, "noted", fails)
    with overhearing.log_lines() as lines:
        heard.append(("public", overhearing.everything_of(nobody.get("/about/"))))
        heard.append(("officer", overhearing.everything_of(officer.get(f"/sessions/{remark.session_id}/notes/"))))
    assert [said[:3] for _, said in heard] == ["400", "403", "500", "500"]
    assert lines.getvalue().count("RuntimeError at ") >= 2
    assert leaks(house, [*heard, ("the log", lines.getvalue())]) == []


def test_signing_in_says_nothing_of_anybody(house: House) -> None:
    account = house.world.people["nominee"]
    account.refresh_from_db()
    client, heard = house.world.browser("nobody"), []
    with savepoint():
        mail.outbox.clear()
        for address, body in (
            ("/sign-in/", {"email": account.email}),
            ("/sign-in/code/", {"code": "WRONG1"}),
            ("/sign-in/code/", {"code": "WRONG2"}),
        ):
            heard.append((address, overhearing.everything_of(client.post(address, body, follow=True))))
        (sent,) = mail.outbox
    assert sent.to == [account.email]
    assert leaks(house, heard) == []
    assert house.marks.found_in(sent.body + sent.subject) == []


def test_the_library_holds_no_mark(house: House) -> None:
    rows = [
        (f"{model._meta.label} {row.pk}", repr(list(vars(row).values())))
        for model in apps.get_app_config("library").get_models()
        for row in model._base_manager.all()
    ]
    assert len(rows) >= 3
    assert leaks(house, rows) == []


def test_what_left_the_desk_is_the_copy_and_nothing_else(house: House) -> None:
    assert house.released.body == happenings.CLEAN
    assert house.released.title == happenings.WORDS["title"]
    (heard,) = [said for where, said in public(house) if where == f"GET /notes/{house.released.slug}/"]
    assert "Their business model shapes it." in heard


# Every door to the public stops a mark that is somebody's name, and what was refused is nowhere afterwards.


def _published(house: House, name: str) -> None:
    draft = Draft.objects.get(output=house.released.pk)
    Draft.objects.filter(pk=draft.pk).update(body=f"{draft.body}\n\nWe heard it from {name}.", output=None)
    doors.shelve(Draft.objects.get(pk=draft.pk))


def _agreed_to_by_others(house: House, name: str) -> None:
    """Others agreed to these words, and whom they name to other words."""
    draft = Draft.objects.get(output=house.released.pk)
    body = f"{draft.body}\n\nWe heard it from {name}."
    Draft.objects.filter(pk=draft.pk).update(body=body, output=None)
    changed = Draft.objects.get(pk=draft.pk)
    matter = next(one for one in check_draft(changed).open if one.members)
    agreed = Waiver.objects.filter(state="agreed").values().get()
    for number, (company, wording) in enumerate([(OTHER_COMPANY, matter.agreed_on), (matter.members[0], "3" * 64)]):
        key = UUID(int=number)
        Waiver.objects.create(
            **{**agreed, "id": key, "draft_id": draft.pk, "organisation_id": company, "wording": wording}
        )
    doors.shelve(changed)


def _withdrawn(house: House, name: str) -> None:
    doors.withdraw(Draft.objects.get(output=house.released.pk), because=f"{name} asked for it.")


def _corrected(house: House, name: str) -> None:
    draft = Draft.objects.get(output=house.released.pk)
    doors.public_line(draft, f"{name} is not meant.", wanted=doors.CORRECTED, final=False)


def _announced(house: House, name: str) -> None:
    officer = actor_of(house.world.people["officer"])
    series.plan_series(officer, Programme.objects.earliest("pk"), name=f"With {name}"[:120], year=2024)


def _retitled(house: House, name: str) -> None:
    officer = actor_of(house.world.people["officer"])
    webinar = Webinar.objects.earliest("pk")
    series.change_webinar(officer, webinar, title=f"With {name}"[:200], subject_to_change=True)


def _taken_along(house: House, name: str) -> None:
    officer, year = actor_of(house.world.people["officer"]), house.world.own.year
    rewrite_section(officer, year, SectionKey.OVERVIEW, f"Our thanks go to {name}.")
    for ending in FORMATS:
        export_review(year, ending)


def _counted(house: House, name: str) -> None:
    """What a table is counted by says a name."""
    officer = actor_of(house.world.people["officer"])
    ledger = Ledger.objects.get(cohort=OWN_COHORT)
    rows = [{"person": str(at), "organisation": str(at), "came": (name, "Others")[at % 2]} for at in range(40)]
    table = statistics.make_table(officer, ledger, rows, by=["came"], title="Who came")
    doors.shelve(writing.begin_statistics(officer, table))


def _listed(house: House, name: str) -> None:
    """A community whose participants are listed carries a name."""
    cohort = Cohort.objects.get(pk=OWN_COHORT)
    cohort.name = f"Friends of {name}"[:120]
    doors.list_participants(cohort)


DOORS = {
    "the name of a community": _listed,
    "what a table is counted by": _counted,
    "a text that is published": _published,
    "a text that others agreed to": _agreed_to_by_others,
    "why a text is withdrawn": _withdrawn,
    "what was corrected": _corrected,
    "the name of a series": _announced,
    "the title of an open session": _retitled,
    "a file of the review": _taken_along,
}


def seated(house: House) -> str:
    """The name of somebody who sits in the own cohort; it is a mark."""
    holding = SeatHolding.objects.filter(seat__membership__cohort=OWN_COHORT).select_related("person").earliest("pk")
    assert house.marks.found_in(holding.person.name)
    return holding.person.name


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_a_name_through(house: House, door: str) -> None:
    name = seated(house)
    with savepoint(), overhearing.log_lines() as lines:
        with pytest.raises((Declined, ExportRefused)):
            DOORS[door](house, name)
        heard = list(overhearing.crawl(house.world.browser("nobody"), ["/", *FEEDS]))
        assert leaks(house, [*heard, ("the log", lines.getvalue())]) == []


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"a text that is published", "a text that others agreed to"}))
def test_the_same_door_lets_other_words_through(house: House, door: str) -> None:
    with savepoint():
        DOORS[door](house, "everything that helps")


# Machinery that outlives what it tells of.


def test_the_trail_the_events_and_the_queue_hold_no_mark(house: House) -> None:
    rows = [
        (f"{model.__name__} {row.pk}", repr({**vars(row), "problem": ""}))
        for model in (AuditEntry, Event, DBTaskResult)
        for row in model._base_manager.all()
    ]
    rows += [(f"Delivery {row.pk}", row.handler + row.state) for row in Delivery.objects.all()]
    assert len(rows) > 200
    assert leaks(house, rows) == []


def test_no_log_line_of_the_week_holds_a_mark(house: House) -> None:
    assert leaks(house, [("the log", house.logged)]) == []


def test_no_log_line_of_reading_everything_holds_a_mark(house: House) -> None:
    with overhearing.log_lines() as lines:
        for who in ("nobody", "officer", "nominee", "no role"):
            client = house.world.browser(who)
            for route in rights.routes():
                for address in route.addresses(house.world).values():
                    with savepoint():
                        client.get(address)
    assert "may not" in lines.getvalue()
    assert leaks(house, [("the log", lines.getvalue())]) == []


def test_a_delivery_that_fails_tells_its_kind_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_ids: str) -> None:
        raise ConnectionError(Remark.objects.earliest("pk").text)

    monkeypatch.setattr(outbox, "import_string", lambda _path: fails)
    with overhearing.log_lines() as lines:
        event = outbox.emit("agenda_sent", session="s", person="p", sending="1")
        world.work()
    kept = [repr(vars(row)) for row in DBTaskResult.objects.order_by("-enqueued_at")[:3]]
    kept += event.deliveries.values_list("problem", flat=True)
    assert "ConnectionError" in lines.getvalue()
    assert "ConnectionError" in kept
    assert leaks(house, [("log", lines.getvalue()), *(("row", row) for row in kept)]) == []


# What stands behind a link that one person was mailed: who asks, and nothing of anybody.

NOMINATIONS, BRIEFS, EXPERTS = "/nominations/", "/stand-in/", "/expert/"
REGISTRATIONS = "/registration/"
LINKS_OF_ONES_OWN = (NOMINATIONS, BRIEFS, EXPERTS, REGISTRATIONS)


def test_the_page_behind_a_nominations_link_says_who_asks_and_no_more(house: House) -> None:
    asked, client = house.world.own, house.world.browser("nobody")
    for method in (client.get, client.head, client.options):
        said = overhearing.everything_of(method(f"{NOMINATIONS}{asked.token}/"))
        marks = house.marks.found_in(said)
        assert {mark.place for mark in marks} <= {"people.OrganisationName.text", "cohorts.Cohort.name"}
        assert all(is_theirs(mark, OWN_COHORT, OWN_COMPANY) for mark in marks)
    names = {getattr(mark.row, "organisation_id", OWN_COMPANY) for mark in marks}
    assert names <= {OWN_COMPANY}
    nonsense = overhearing.everything_of(client.get(f"{NOMINATIONS}nonsense/"))
    assert house.marks.found_in(nonsense) == []


def test_the_page_behind_a_stand_ins_link_says_which_session_and_the_statement(house: House) -> None:
    client = house.world.browser("nobody")
    with savepoint():
        # The session is over by now, and the link with it.
        Session.objects.filter(pk=house.world.own.session.pk).update(state=SessionState.PLANNED)
        said = overhearing.everything_of(client.get(f"{BRIEFS}{house.world.own.brief}/"))
    marks = house.marks.found_in(said)
    assert {mark.place for mark in marks} <= {"meetings.Session.label_printed", *OF_THE_HOUSE}
    assert all(is_theirs(mark, OWN_COHORT, OWN_COMPANY) for mark in marks)
    assert "You stand in" in said
    assert house.marks.found_in(overhearing.everything_of(client.get(f"{BRIEFS}nonsense/"))) == []


def test_the_page_behind_an_expert_s_link_says_what_is_asked_and_names_no_member_but_the_own(house: House) -> None:
    client = house.world.browser("nobody")
    said = overhearing.everything_of(client.get(f"{EXPERTS}{house.world.other.expert_link}/"))
    marks = house.marks.found_in(said)
    assert "Whom you speak to" in said
    own = {"people.OrganisationName.text", "people.OrganisationAttribute.value"}
    of_the_session = {
        "meetings.Session.label_printed",
        "meetings.Session.purpose",
        "meetings.QuestionAhead.text",
        "meetings.AgendaItem.title",
    }
    assert {mark.place for mark in marks} <= own | of_the_session | OF_THE_HOUSE
    assert {mark.row.organisation_id for mark in marks if mark.place in own} <= {OTHER_COMPANY}
    assert house.marks.found_in(overhearing.everything_of(client.get(f"{EXPERTS}nonsense/"))) == []


# Mails.

# What an agenda and its changes may carry to those who are invited, besides the recipient's own address.
IN_MAILS = {
    "meetings.AgendaItem.title",
    "meetings.AgendaItem.pre_reading",
    "meetings.Theme.title",
    "meetings.Session.place",
    "meetings.Session.join_url",
    "meetings.Session.cancelled_because",
    "meetings.Session.purpose",
    # Whom one's own calendar named to stand in.
    "invitations.Invitation.proposed",
}


def wrong_mails(house: House, mails: list[EmailMessage]) -> list[str]:
    """What a mail says to whom it should not."""
    found = []
    for sent in mails:
        (address,) = sent.to
        found_there = house.marks.found_in(address)
        own = {mark.number for mark in found_there}
        asked = [mark.row for mark in found_there if isinstance(mark.row, ExpertRequest)]
        said = house.marks.found_in(f"{sent.message().as_string()}\n{sent.subject}\n{sent.body}")
        found += [
            f"{sent.subject} to {address}: {mark}"
            for mark in said
            if mark.number not in own
            and mark.row not in asked
            and not _of_their_member(address, mark)
            and not _of_a_handover(address, mark)
            and not (sent.subject == INTRODUCED and _of_the_other(address, mark))
            and not (sent.subject.startswith(f"{INTRODUCED}: ") and _of_the_peer(address, mark))
            and not any(isinstance(one.row, ContinuityKit) and is_of_a_kit(mark) for one in found_there)
            and (mark.place not in IN_MAILS or not _invited(address, mark))
        ]
        found += [f"{sent.subject}: {copies}" for copies in (sent.cc, sent.bcc) if copies]
    return found


INTRODUCED = "You are introduced"


def _of_the_other(address: str, mark: Mark) -> bool:
    """Whether a mail says to one of two who both agreed who the other is: name, address and organisation, no more."""
    for row in Introduction.objects.exclude(made_on=None).select_related("answered_by", "agreed_by", "posting"):
        sides = ((row.answered_by, row.organisation_id), (row.agreed_by, row.posting.organisation_id))
        for (told, _), (other, organisation) in (sides, sides[::-1]):
            if told is None or other is None or told.email != address:
                continue
            named = mark.place == "people.OrganisationName.text" and mark.row.organisation_id == organisation
            if named or (mark.place in {"people.Person.name", "people.Person.email"} and mark.row == other):
                return True
    return False


def _of_the_peer(address: str, mark: Mark) -> bool:
    """Whether a mail says to one of two who registered, and both agreed, how the other wants to be introduced."""
    if mark.place != "series.Registration.introduced_as":
        return False
    others = Registration.objects.filter(introduction=mark.row.introduction_id).exclude(pk=mark.row.pk)
    addresses = [said.email for said in map(said_in, others.exclude(introduction__made_on=None)) if said is not None]
    return address in addresses


def _of_their_member(address: str, mark: Mark) -> bool:
    """Whether a mail says to somebody of a member, or who is asked to sit for it, which member and cohort that is."""
    row: Any = mark.row
    sits = Q(seats__holdings__person__account__email=address) | Q(contacts__person__account__email=address)
    asked = Q(seats__nominations__email=address) | Q(seats__nominations__moved_to=address)
    places = Membership.objects.filter(sits | asked)
    if mark.place == "people.OrganisationName.text":
        counsel = OrganisationCounsel.objects.filter(person__account__email=address, organisation=row.organisation_id)
        return places.filter(organisation=row.organisation_id).exists() or counsel.exists()
    return mark.place == "cohorts.Cohort.name" and places.filter(cohort=row.pk).exists()


def _of_a_handover(address: str, mark: Mark) -> bool:
    """Whether a mail says who takes a seat over: to whoever holds it or held it, and to the secretariat's mailbox."""
    office, row = address == installation().contact, mark.row
    held = SeatHolding.objects.filter(person__account__email=address).values("seat")
    if isinstance(row, Nomination):
        return mark.place == "cohorts.Nomination.name" and (office or row.seat_id in {one["seat"] for one in held})
    if isinstance(row, Person):
        return mark.place == "people.Person.name" and row.holdings.filter(seat__in=held).exists()
    return office and mark.place in {"people.OrganisationName.text", "cohorts.Cohort.name"}


def is_of_a_kit(mark: Mark) -> bool:
    """Whether somebody who left the own company may take it along: what it is called, and where it sat."""
    mine = {"people.OrganisationName.text", "cohorts.Cohort.name"}
    return mark.place in mine and is_theirs(mark, OWN_COHORT, OWN_COMPANY)


def _invited(address: str, mark: Mark) -> bool:
    """Whether the address belongs to somebody of the cohort whose session this is, or who stands in at it."""
    session = mark.row if isinstance(mark.row, Session) else mark.row.session  # type: ignore[attr-defined]
    persons = Person.objects.filter(Q(email=address) | Q(account__email=address))
    seated = persons.filter(holdings__seat__membership__cohort=session.year.cohort_id)
    return seated.exists() or persons.filter(delegations__session=session).exists()


def test_every_kind_of_mail_was_sent(house: House) -> None:
    done = set(Delivery.objects.filter(state=Delivery.State.DONE).values_list("event__name", flat=True))
    assert done | set(LEAVES_NOTHING) == set(WIRING)
    assert not done & set(LEAVES_NOTHING)
    assert len(house.mails) > 100
    assert not Delivery.objects.filter(state=Delivery.State.WAITING).exists()


def test_a_mail_goes_to_one_person_and_says_nothing_of_others_or_of_the_room(house: House) -> None:
    assert wrong_mails(house, house.mails) == []


def test_a_subscriber_s_address_stands_in_the_to_line_of_the_own_mails_and_nowhere_else(house: House) -> None:
    def is_theirs_alone(sent: EmailMessage) -> bool:
        return any(mark.place == "newsletter.Subscription.sealed" for mark in house.marks.found_in(sent.to[0]))

    theirs = [sent for sent in house.mails if is_theirs_alone(sent)]
    said = {sent.subject.partition(": ")[2] for sent in theirs}
    assert said == {"you take the newsletter already", "News of the spring"}
    for sent in theirs:
        assert {mark.place for mark in house.marks.found_in(sent.message().as_string())} == {
            "newsletter.Subscription.sealed"
        }
        assert not house.marks.found_in(f"{sent.subject} {sent.body}")
    to_another = EmailMessage(subject="Hello", body=theirs[0].to[0], to=house.mails[0].to)
    assert wrong_mails(house, [to_another]), "a mail to somebody else that says it would be seen"


def test_two_who_registered_are_told_of_each_other_once_both_agreed_and_nobody_else_is(house: House) -> None:
    told = [
        (sent, mark)
        for sent in house.mails
        for mark in house.marks.found_in(sent.body)
        if mark.place == "series.Registration.introduced_as"
    ]
    own = {"registered@own.example", "peer@own.example"}
    assert {sent.to[0] for sent, _mark in told} == own
    assert all(_of_the_peer(sent.to[0], mark) for sent, mark in told)
    (sent, _mark) = told[0]
    to_another = EmailMessage(subject=sent.subject, body=sent.body, to=["registered@other.example"])
    assert wrong_mails(house, [to_another]), "a mail to somebody else that says it would be seen"


def test_the_agenda_is_in_the_mails_so_that_this_could_fail(house: House) -> None:
    said = {mark.place for sent in house.mails for mark in house.marks.found_in(sent.body)}
    assert {"meetings.AgendaItem.title", "meetings.Session.cancelled_because"} <= said


# The positive control: those with the right see the marks.


OF_ONESELF = "/account/holdings/"


def seen_by(house: House, who: str) -> list[tuple[str, Mark]]:
    """Every mark that somebody finds on any page, with the page.

    But for the address by which one signs in oneself, and for what one reads of oneself, which has a test of its own.
    """
    client, own, seen = house.world.browser(who), house.world.people.get(who), []
    addresses = [address for route in rights.routes() for address in route.addresses(house.world).values()]
    addresses = [address for address in addresses if not address.startswith(LINKS_OF_ONES_OWN)]
    for where, said in overhearing.crawl(client, ["/start/", *addresses]):
        if OF_ONESELF not in where:
            seen += [(where, mark) for mark in house.marks.found_in(said) if mark.row != own]
    return seen


def seen_at(house: House, who: str, name: str) -> list[tuple[str, Mark]]:
    """Every mark that somebody finds at the addresses of one page."""
    client = house.world.browser(who)
    (route,) = [route for route in rights.routes() if route.name == name]
    addresses = list(route.addresses(house.world).values())
    said = [(address, overhearing.everything_of(client.get(address))) for address in addresses]
    return [(address, mark) for address, text in said for mark in house.marks.found_in(text)]


@pytest.fixture(scope="module")
def sees(house: House) -> Watcher:
    """`sees("officer")`: what this person finds on all pages, where no fault was planted; looked for once."""
    return cache(partial(seen_by, house))


def read_of_oneself(house: House, who: str) -> list[Mark]:
    """Every mark in what somebody reads of themselves."""
    client = house.world.browser(who)
    pages = [client.get(OF_ONESELF + page) for page in ("", "correct/", "erase/")]
    files = [client.get(f"{OF_ONESELF}what-we-hold.{kind}") for kind in ("json", "txt")]
    said = [page.content.decode() for page in pages] + [file.getvalue().decode() for file in files]
    return [mark for text in said for mark in house.marks.found_in(text)]


def strangers(house: House, who: str) -> list[Mark]:
    """Of these, what is in no row that leads to this person; a seat is told with the cohort that it is in."""
    account = Account.objects.get(pk=house.world.people[who].pk)
    own = [row for kind in kinds() for row in rows_of(kind, account)]
    found = read_of_oneself(house, who)
    return [mark for mark in found if mark.row not in own and mark.place != "cohorts.Cohort.name"]


WHO_READS = ["officer", "nominee", "peer", "other nominee", "delegate", "counsel", "no role"]


@pytest.mark.parametrize("who", WHO_READS)
def test_what_one_reads_of_oneself_is_of_ones_own_rows_alone(house: House, who: str) -> None:
    assert {mark.place for mark in read_of_oneself(house, who)} >= {"people.Account.email"}
    assert strangers(house, who) == []


def test_a_row_of_somebody_else_would_be_seen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "rows_of", lambda kind, _account: kind.model._base_manager.all())
    assert [mark for mark in strangers(house, "nominee") if mark.place == "people.Person.name"]


def test_the_officer_sees_every_kind_of_mark(house: House, sees: Watcher) -> None:
    places = {mark.place for _, mark in sees("officer")}
    assert house.marks.places() - places == set(SHOWN_NOWHERE)


# What members see, and of whom: of their own cohort, or of their own company in it alone.
OF_THE_COHORT = {
    "cohorts.Cohort.name": "pk",
    "cohorts.Cohort.announced": "pk",
    "cohorts.ProgrammeYear.focus": "cohort_id",
    "cohorts.Decision.text": "year.cohort_id",
    "meetings.Session.label_printed": "year.cohort_id",
    "meetings.Session.place": "year.cohort_id",
    "meetings.Session.join_url": "year.cohort_id",
    "meetings.Session.cancelled_because": "year.cohort_id",
    "meetings.Session.purpose": "year.cohort_id",
    "meetings.Theme.title": "session.year.cohort_id",
    "meetings.AgendaSending.said": "session.year.cohort_id",
    "exchange.Posting.text": "cohort_id",
    "meetings.AgendaItem.title": "session.year.cohort_id",
    "meetings.AgendaItem.pre_reading": "session.year.cohort_id",
    "groups.WorkingGroup.topic": "year.cohort_id",
    "polls.Commonality.question": "cohort_id",
    "polls.Commonality.text": "cohort_id",
    "desk.Draft.title": "cohort_id",
    "desk.Draft.body": "cohort_id",
    "desk.Draft.applies_to": "cohort_id",
    "desk.Draft.provenance": "cohort_id",
    "desk.Draft.correction": "cohort_id",
}
OF_THE_COMPANY = {
    "meetings.BriefUpdate.priority": ("session.year.cohort_id", "organisation_id"),
    "meetings.BriefUpdate.challenge": ("session.year.cohort_id", "organisation_id"),
    "meetings.BriefUpdate.ask": ("session.year.cohort_id", "organisation_id"),
    "meetings.BriefUpdate.offer": ("session.year.cohort_id", "organisation_id"),
    "meetings.BriefUpdate.scope_reason": ("session.year.cohort_id", "organisation_id"),
    "desk.Objection.text": ("draft.cohort_id", "organisation_id"),
    "desk.Objection.answer": ("draft.cohort_id", "organisation_id"),
    "desk.Waiver.text": ("draft.cohort_id", "organisation_id"),
    "desk.Waiver.excerpt": ("draft.cohort_id", "organisation_id"),
    "desk.Waiver.message": ("draft.cohort_id", "organisation_id"),
    "cohorts.Nomination.name": ("seat.membership.cohort_id", "seat.membership.organisation_id"),
    "cohorts.Nomination.email": ("seat.membership.cohort_id", "seat.membership.organisation_id"),
    "cohorts.Nomination.function": ("seat.membership.cohort_id", "seat.membership.organisation_id"),
    "cohorts.Nomination.word": ("seat.membership.cohort_id", "seat.membership.organisation_id"),
    "cohorts.Contact.topic": ("membership.cohort_id", "membership.organisation_id"),
    "cohorts.Contact.name": ("membership.cohort_id", "membership.organisation_id"),
    "cohorts.Contact.email": ("membership.cohort_id", "membership.organisation_id"),
    "cohorts.Contact.function": ("membership.cohort_id", "membership.organisation_id"),
    "exchange.Posting.returned_because": ("cohort_id", "organisation_id"),
    "meetings.Delegation.name": ("session.year.cohort_id", "organisation_id"),
}
# What members see of their own organisation, in whichever cohort it sits.
OF_THE_ORGANISATION = {
    "exchange.Action.text",
    "series.SpeakerOffer.words",
    "people.NamingConsent.text_version",
    "cohorts.OrganisationCounsel.name",
    "cohorts.OrganisationCounsel.email",
}
# What somebody sees whose company has a row there: how the rows are reached, and from them the cohort.
OF_A_SESSION = {
    "people.Person.name": ("delegations", "session__year__cohort"),
    "breakouts.Breakout.theme": ("places", "breakout__round__session__year__cohort"),
}
OF_THE_HOUSE = {"meetings.Statement.text", "meetings.Statement.in_scope", "meetings.Statement.out_of_scope"}


def reached(row: Any, path: str) -> Any:
    for step in path.split("."):
        row = getattr(row, step)
    return row


def is_theirs(mark: Mark, cohort: str, company: str) -> bool:
    """Whether somebody who sits in this cohort, for this company, may see the mark."""
    row: Any = mark.row
    if mark.place == "people.OrganisationName.text":
        return Membership.objects.filter(cohort=cohort, organisation=row.organisation_id).exists()
    if mark.place in {"people.Person.name", "people.Person.email"} and row.counsel_for.exists():
        return bool(row.counsel_for.filter(organisation=company).exists())
    if mark.place in OF_A_SESSION:
        rows, of_cohort = OF_A_SESSION[mark.place]
        there = getattr(row, rows).filter(**{of_cohort: cohort, "organisation": company})
        return bool(there.exists()) or (isinstance(row, Person) and _knows(row, cohort, company))
    if mark.place in OF_THE_COMPANY:
        return tuple(reached(row, path) for path in OF_THE_COMPANY[mark.place]) == (cohort, company)
    if mark.place in OF_THE_COHORT:
        return bool(reached(row, OF_THE_COHORT[mark.place]) == cohort)
    own_address = mark.place == "people.Person.email" and _knows(row, cohort, company)
    return own_address or mark.place in OF_THE_HOUSE or _of_an_exchange(mark, cohort, company)


def _of_an_exchange(mark: Mark, cohort: str, company: str) -> bool:
    """Whether it is an own action or consent, or what two who both agreed are told of each other."""
    row: Any = mark.row
    if mark.place in OF_THE_ORGANISATION:
        return bool(row.organisation_id == company)
    if mark.place == "exchange.Introduction.words":
        return row.made_on is not None and (row.posting.cohort_id, row.posting.organisation_id) == (cohort, company)
    return False


def _knows(person: Person, cohort: str, company: str) -> bool:
    """Whether this company's people know who it is: one of their own, or somebody introduced to one of them."""
    if _of_the_people(person, cohort, company):
        return True
    made = Introduction.objects.filter(posting__cohort=cohort).exclude(made_on=None)
    asked = Q(answered_by=person, posting__organisation=company)
    return made.filter(asked | Q(agreed_by=person, organisation=company)).exists()


def _of_the_people(person: Person, cohort: str, company: str) -> bool:
    """Whether somebody sits for this company in this cohort, or is its contact there: its own people see that."""
    sits = person.holdings.filter(seat__membership__cohort=cohort, seat__membership__organisation=company)
    return (
        sits.exists() or person.contact_for.filter(membership__cohort=cohort, membership__organisation=company).exists()
    )


def overseen(seen: list[tuple[str, Mark]], seats: Seats) -> list[str]:
    """What somebody who holds these seats sees and should not."""
    return [f"{where}: {mark}" for where, mark in seen if not any(is_theirs(mark, *seat) for seat in seats)]


NOMINEES: dict[str, Seats] = {
    "nominee": [(OWN_COHORT, OWN_COMPANY)],
    "peer": [(OWN_COHORT, PEER)],
    "two seats": [(OTHER_COHORT, PEER), (OWN_COHORT, VACANT)],
    "other nominee": [(OTHER_COHORT, OTHER_COMPANY)],
}


@pytest.mark.parametrize("who", NOMINEES)
def test_a_nominee_sees_the_own_cohorts_marks_alone(sees: Watcher, who: str) -> None:
    seen = sees(who)
    assert overseen(seen, NOMINEES[who]) == []
    places = {mark.place for _, mark in seen}
    assert {"meetings.AgendaItem.title", "desk.Draft.body", "desk.Objection.text"} <= places


def test_members_see_what_others_ask_their_own_actions_and_whom_they_are_introduced_to(
    house: House, sees: Watcher
) -> None:
    seen = {mark.place: mark.row for _, mark in sees("nominee")}
    assert seen["exchange.Action.text"] == house.world.own.action
    assert seen["exchange.Introduction.words"] == house.world.own.made
    assert "exchange.Posting.text" in seen
    officer = {mark.place for _, mark in sees("officer")}
    assert not officer & {"exchange.Action.text", "exchange.Introduction.words"}
    assert "exchange.Posting.text" in officer


def test_actions_seen_by_another_member_or_by_the_secretariat_would_be_seen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "own_actions", lambda _actor: Action.objects.all())
    found = overseen(seen_at(house, "nominee", "exchange:action"), NOMINEES["nominee"])
    assert [line for line in found if "exchange.Action.text" in line]


def test_an_introduction_told_after_one_yes_would_be_seen(house: House) -> None:
    """Whom the nominee would be told of, if one yes were enough: nobody else of that company is anything to her."""
    waits, officer = house.world.own.introduction, house.world.people["officer"].person
    Introduction.objects.filter(pk=waits.pk).update(answered_by=officer)
    sent = EmailMessage(subject=INTRODUCED, body=Person.objects.get(pk=officer.pk).name, to=house.mails[0].to)
    assert wrong_mails(house, [sent])


@pytest.mark.parametrize("who", ["nominee", "peer", "other nominee"])
def test_a_nominee_sees_the_own_company_s_questions(sees: Watcher, who: str) -> None:
    assert {"desk.Waiver.text", "desk.Waiver.excerpt", "desk.Waiver.message"} <= {mark.place for _, mark in sees(who)}


def test_a_delegate_sees_the_one_session_alone(house: House, sees: Watcher) -> None:
    seen = sees("delegate")
    rows = [mark.row for _, mark in seen]
    sessions = {row.pk if isinstance(row, Session) else getattr(row, "session_id", None) for row in rows}
    assert sessions - {None} == {house.world.own.session.pk}
    rest = {mark.place for _, mark in seen if not mark.place.startswith("meetings.")}
    assert rest <= {"cohorts.Cohort.name", "people.OrganisationName.text", "breakouts.Breakout.theme"}


def test_counsel_sees_the_own_company_the_cohorts_name_and_the_statement_alone(sees: Watcher) -> None:
    seen = sees("counsel")
    # The company sat in both cohorts, and counsel is the company's in all of its years.
    assert overseen(seen, [(OWN_COHORT, OWN_COMPANY), ("cop-1", OWN_COMPANY)]) == []
    places = {mark.place for _, mark in seen}
    assert places == {"cohorts.Cohort.name", "people.OrganisationName.text", *OF_THE_HOUSE}
    names = {mark.row.organisation_id for _, mark in seen if mark.place == "people.OrganisationName.text"}
    assert names == {OWN_COMPANY}


@pytest.mark.parametrize("who", ["nobody", "no role", "switched off"])
def test_whoever_has_no_role_sees_no_mark(sees: Watcher, who: str) -> None:
    assert [f"{where}: {mark}" for where, mark in sees(who)] == []


# Leaks that would be seen.


WAYS = [
    str,
    str.upper,
    slugify,
    lambda text: text.replace(" ", " <b>"),
    lambda text: text[:9],
    lambda text: " ".join(text.split()[2:5]),
]


@pytest.mark.parametrize("written", WAYS)
def test_a_leak_into_the_library_would_be_seen(house: House, written: Callable[[str], str]) -> None:
    remark = Remark.objects.filter(text__contains="canary").earliest("pk")
    Output.objects.filter(pk=house.released.pk).update(body=f"Somebody said: {written(remark.text)}")
    assert leaks(house, list(overhearing.crawl(house.world.browser("nobody"), ["/"])))


def test_a_phrase_without_its_code_would_be_seen(house: House) -> None:
    remark = Remark.objects.filter(text__contains="canary").earliest("pk")
    (mark,) = house.marks.found_in(remark.text)
    Output.objects.filter(pk=house.released.pk).update(title=f"How {mark.phrase.title()}")
    assert leaks(house, list(overhearing.crawl(house.world.browser("nobody"), ["/feed.atom"])))


def test_a_log_that_kept_what_failed_would_be_seen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError(Remark.objects.earliest("pk").text)

    monkeypatch.setattr(portal, "page", fails)
    monkeypatch.setattr(WithoutContents, "filter", lambda _self, _record: True)
    with overhearing.log_lines() as lines:
        house.world.browser("nobody").get("/about/")
    assert leaks(house, [("the log", lines.getvalue())])


def test_a_mail_that_says_too_much_would_be_seen(house: House) -> None:
    objection, other = Objection.objects.earliest("pk"), Person.objects.latest("pk")
    to = house.mails[0].to
    for said in (objection.text, other.name, other.email):
        assert wrong_mails(house, [EmailMessage(subject="Hello", body=said, to=to)])
    assert wrong_mails(house, [EmailMessage(subject="Hello", body="", to=to, bcc=["archive@people.example"])])


def test_a_column_that_nobody_thought_of_would_be_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(canary.EXEMPT, "people.Person.time_zone")
    assert set(canary.confidential()) - house.marks.places() == {"people.Person.time_zone"}


def test_an_objection_seen_by_another_member_would_be_seen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "objections_visible_to", lambda _actor: Objection.objects.all())
    found = overseen(seen_at(house, "nominee", "desk:in_view"), NOMINEES["nominee"])
    assert [line for line in found if "desk.Objection.text" in line]
