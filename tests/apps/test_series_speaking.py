"""Members' people offer to speak at open sessions: seen by the secretariat and themselves, and gone on its day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override
from invitation_scene import work
from webinar_scene import MARCH, NOW, announced, days, make_series, webinar

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.people.erasing import ask_to_be_erased, erase_who_asked
from convenor.people.models import Account
from convenor.room.cohorts.actions.parting import held_people, leaves
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.room.meetings.actions.calling import cancel_session
from convenor.room.meetings.models import Session
from convenor.room.series import actions, speaking
from convenor.room.series.models import Series, SpeakerOffer, Webinar
from convenor.room.series.offers import beside_sessions, lacking_speakers
from convenor.room.series.queries import words_of
from convenor.secretariat.queries import monday
from making import (
    make_actor,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
)

pytestmark = pytest.mark.django_db

WORDS = "How we asked the people whom our product reaches."


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def series() -> Series:
    return announced(make_series())


@pytest.fixture
def member() -> Membership:
    return make_member(make_cohort(), make_organisation("lagos-telecom", name="Lagos Telecom"))


@pytest.fixture
def nominee(member: Membership) -> Account:
    return make_nominee(member)


@pytest.fixture
def officer() -> Actor:
    return make_actor(name="Officer 8")


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def offered(nominee: Account, series: Series, number: int = 1, words: str = WORDS) -> SpeakerOffer:
    (organisation,) = actor_of(nominee).organisations()
    speaking.offer(actor_of(nominee), webinar(series, number), organisation=organisation, words=words)
    return SpeakerOffer.objects.get(webinar=webinar(series, number), person__account=nominee)


def chosen(nominee: Account, series: Series, officer: Actor, number: int = 1) -> SpeakerOffer:
    row = offered(nominee, series, number)
    speaking.choose(officer, row)
    work()
    return SpeakerOffer.objects.get(pk=row.pk)


def letters() -> list[mail.EmailMessage]:
    return work()


def lines() -> list[str]:
    _found, rows = monday(clock.today())
    return [row.title for row in rows if "speak" in row.title]


def test_a_nominee_offers_sees_it_and_takes_it_back(series: Series, nominee: Account) -> None:
    client = browser(nominee)
    assert reverse("series:speaking") in client.get(reverse("standing:mine")).content.decode()
    page = client.get(reverse("series:speaking")).content.decode()
    assert "End use and regulation" in page
    assert "15 March 2023" in page
    there = reverse("series:offer", args=[series.pk, 1])
    assert there in page
    with override("ru"):
        asked = client.get(f"/ru{there}").content.decode()
        assert f">{gettext('Offer to speak')}</button>" in asked, "a seat is offered in other words"
    assert client.post(there, {"words": WORDS}).status_code == 302
    row = SpeakerOffer.objects.get()
    assert (row.words, row.organisation_id, row.offered_on, row.state) == (
        WORDS,
        "lagos-telecom",
        NOW.date(),
        "waiting",
    )
    page = client.get(reverse("series:speaking")).content.decode()
    assert WORDS in page
    assert "waits for an answer" in page
    assert there not in page
    in_french = client.get(f"/fr{reverse('series:speaking')}").content.decode()
    assert "Retirer" in in_french
    assert "Reprendre" not in in_french, "which would be to go on with it"
    client.post(reverse("series:take_back_offer", args=[row.pk]))
    assert not SpeakerOffer.objects.exists()
    assert letters() == []


def test_only_what_is_announced_and_to_come_is_there(officer: Actor) -> None:
    planned = make_series()
    nominee = make_nominee(make_member(make_cohort(), make_organisation("lagos-telecom")))
    client = browser(nominee)
    assert "End use" not in client.get(reverse("series:speaking")).content.decode()
    assert client.get(reverse("series:offer", args=[planned.pk, 1])).status_code == 404
    with pytest.raises(Declined, match="not announced"):
        offered(nominee, planned)
    series = announced(planned)
    actions.change_webinar(officer, webinar(series, 1), title="Not agreed to yet", subject_to_change=True)
    assert "Not agreed" not in client.get(reverse("series:speaking")).content.decode()
    cancel_session(officer, webinar(series, 1).session, "It is off.")
    work()
    assert reverse("series:offer", args=[series.pk, 1]) not in client.get(reverse("series:speaking")).content.decode()
    with pytest.raises(Declined, match="does not take place"):
        offered(nominee, series)
    with clock.standing_at(MARCH + days(400)), pytest.raises(Declined, match="begun"):
        offered(nominee, series, 2)


def test_one_offers_once_a_session_in_a_few_words_that_belong(series: Series, nominee: Account) -> None:
    offered(nominee, series)
    with pytest.raises(Declined, match="already"):
        offered(nominee, series)
    with pytest.raises(Declined, match="300"):
        offered(nominee, series, 2, "x" * 301)
    there = reverse("series:offer", args=[series.pk, 2])
    doubted = {"words": "Our pricing strategy"}
    assert "Why it belongs here" in browser(nominee).post(there, doubted).content.decode()
    with pytest.raises(Declined):
        offered(nominee, series, 2, "Our pricing strategy")
    browser(nominee).post(there, {**doubted, "scope_reason": "Of remedy"})
    assert SpeakerOffer.objects.get(webinar__number=2).scope_reason == "Of remedy"


def test_nobody_offers_for_a_member_that_they_do_not_sit_for(series: Series, nominee: Account) -> None:
    make_member(make_cohort("other"), make_organisation("apple"))
    with pytest.raises(Refused):
        speaking.offer(actor_of(nominee), webinar(series, 1), organisation="apple", words=WORDS)
    assert browser(make_secretariat(name="Officer 9")).get(reverse("series:speaking")).status_code == 403


def test_whoever_sits_for_two_says_for_which(series: Series, member: Membership, nominee: Account) -> None:
    other = make_member(make_cohort("other"), make_organisation("apple"))
    SeatHolding.objects.create(seat=other.seats.first(), person=nominee.person, since=other.since)
    there = reverse("series:offer", args=[series.pk, 1])
    browser(nominee).post(there, {"words": WORDS, "organisation": "apple"})
    assert SpeakerOffer.objects.get().organisation_id == "apple"


def test_one_sees_no_offer_of_another_and_reaches_none(series: Series, nominee: Account, member: Membership) -> None:
    row = offered(nominee, series)
    peer = browser(make_nominee(member, 2))
    assert WORDS not in peer.get(reverse("series:speaking")).content.decode()
    assert peer.post(reverse("series:take_back_offer", args=[row.pk])).status_code == 404
    for name in ("choose_offer", "decline_offer"):
        assert browser(nominee).post(reverse(f"series:{name}", args=[series.pk, row.pk])).status_code == 403
    with pytest.raises(Declined):
        speaking.take_back(actor_of(Account.objects.get(person__name="Nominee 2, lagos-telecom")), row)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_the_officer_sees_offers_by_day_then_name_and_chooses(series: Series, nominee: Account, officer: Actor) -> None:
    late = make_nominee(make_member(make_cohort("other"), make_organisation("aa-early-name")))
    offered(nominee, series)
    with clock.standing_at(NOW + days(1)):
        offered(late, series)
    rows = beside_sessions(officer, series)[1]
    assert [row.offer.person_id for row in rows] == [nominee.person.pk, late.person.pk]
    client = browser(make_secretariat(name="Officer 9"))
    page = client.get(reverse("series:series", args=[series.pk])).content.decode()
    assert "2 offers to speak" in page
    assert page.index("Lagos Telecom") < page.index("Aa Early Name")
    assert "Choose this offer<" in page
    client.post(reverse("series:choose_offer", args=[series.pk, rows[0].offer.pk]))
    (letter,) = letters()
    assert letter.to == [nominee.email]
    assert "15 March 2023" in str(letter.body)
    assert "End use and regulation" in letter.subject
    entry = AuditEntry.objects.get(verb="speaker.chosen")
    assert entry.subject == str(webinar(series, 1).session_id)
    client.post(reverse("series:decline_offer", args=[series.pk, rows[1].offer.pk]))
    (letter,) = letters()
    assert letter.to == [late.email]
    assert letter.subject.startswith("Thank you")


def test_what_is_changed_before_the_letter_left_is_told_once(series: Series, nominee: Account, officer: Actor) -> None:
    row = offered(nominee, series)
    for act in (speaking.choose, speaking.decline, speaking.choose, speaking.choose):
        act(officer, SpeakerOffer.objects.get(pk=row.pk))
    (letter,) = letters()
    assert letter.subject.startswith("Please speak")
    speaking.decline(officer, row)
    (letter,) = letters()
    assert letter.subject.startswith("Thank you")
    speaking.choose(officer, row)
    assert len(letters()) == 1


def test_a_speaker_hears_when_the_session_moves_or_is_off_and_nobody_else_does(
    series: Series, nominee: Account, officer: Actor
) -> None:
    chosen(nominee, series, officer)
    offered(make_nominee(make_member(make_cohort("other"), make_organisation("apple"))), series)
    actions.change_webinar(officer, webinar(series, 1), title="Another title", subject_to_change=True)
    assert letters() == []
    actions.move_webinar(officer, webinar(series, 1), starts_at=MARCH + days(7))
    (letter,) = letters()
    assert letter.to == [nominee.email]
    assert "22 March 2023" in str(letter.body)
    actions.move_webinar(officer, webinar(series, 2), starts_at=MARCH + days(9))
    assert letters() == []
    cancel_session(officer, webinar(series, 1).session, "It is off.")
    (letter,) = letters()
    assert letter.subject.startswith("Called off")
    assert letters() == []


def test_a_session_that_moves_and_moves_back_is_no_news(series: Series, nominee: Account, officer: Actor) -> None:
    chosen(nominee, series, officer)
    for at in (MARCH + days(7), MARCH):
        actions.move_webinar(officer, webinar(series, 1), starts_at=at)
    assert letters() == []


def test_the_link_to_join_is_a_chosen_speakers_alone_and_when_it_is_time(
    series: Series, nominee: Account, member: Membership, officer: Actor
) -> None:
    Session.objects.filter(webinar__isnull=False).update(join_url="https://meet.example/1")
    chosen(nominee, series, officer)
    other = make_nominee(member, 2)
    offered(other, series)
    page = reverse("series:speaking")
    assert "meet.example" not in browser(nominee).get(page).content.decode()
    Session.objects.filter(webinar__number=1).update(starts_at=NOW.replace(hour=0) + timedelta(days=1))
    assert "meet.example" in browser(nominee).get(page).content.decode()
    assert "meet.example" not in browser(other).get(page).content.decode()
    cancel_session(officer, webinar(series, 1).session, "It is off.")
    assert "meet.example" not in browser(nominee).get(page).content.decode()


def test_who_leaves_is_shown_no_more_and_goes_that_night_and_monday_says_so(
    series: Series, nominee: Account, member: Membership, officer: Actor
) -> None:
    chosen(nominee, series, officer)
    offered(nominee, series, 2)
    assert lines() == ["Answer 1 offer to speak at Peer Learning Platform, session 2."]
    leaves(held_people([nominee.person.pk])[0], member.organisation)
    assert beside_sessions(officer, series) == {}
    lost = ["Find a speaker for Peer Learning Platform, session 1."]
    assert lines() == lost
    speaking.forget_offers(clock.today())
    assert not SpeakerOffer.objects.exists()
    assert not Event.objects.filter(name__startswith="speaker").exists()
    assert lines() == lost
    there = reverse("series:without_speaker", args=[series.pk, 1])
    client = browser(make_secretariat(name="Officer 9"))
    assert "Go on without" in client.get(reverse("series:series", args=[series.pk])).content.decode()
    client.post(there)
    assert lines() == []


def test_nobody_is_chosen_or_written_to_who_has_left(
    series: Series, nominee: Account, member: Membership, officer: Actor
) -> None:
    row = offered(nominee, series)
    other = chosen(make_nominee(member, 2), series, officer, 2)
    speaking.decline(officer, other)
    for person in SeatHolding.objects.values_list("person", flat=True):
        leaves(held_people([person])[0], member.organisation)
    assert [letter.subject for letter in letters() if "offer" in letter.subject] == []
    with pytest.raises(Declined, match="does not sit"):
        speaking.choose(officer, row)


def test_a_chosen_speaker_who_takes_it_back_leaves_a_gap_that_another_fills(
    series: Series, nominee: Account, member: Membership, officer: Actor
) -> None:
    row = chosen(nominee, series, officer)
    speaking.take_back(actor_of(nominee), row)
    assert Webinar.objects.get(number=1).speaker_lost_on == clock.today()
    with pytest.raises(Declined, match="taken back"):
        speaking.choose(officer, row)
    speaking.choose(officer, offered(make_nominee(member, 2), series))
    assert lacking_speakers() == []


def test_who_left_and_was_replaced_is_missed_no_more(
    series: Series, nominee: Account, member: Membership, officer: Actor
) -> None:
    chosen(nominee, series, officer)
    other = offered(make_nominee(member, 2), series)
    leaves(held_people([nominee.person.pk])[0], member.organisation)
    page = browser(make_secretariat(name="Officer 9")), reverse("series:series", args=[series.pk])
    assert "Go on without" in page[0].get(page[1]).content.decode()
    speaking.choose(officer, other)
    assert lines() == []
    assert "Go on without" not in page[0].get(page[1]).content.decode()
    speaking.forget_offers(clock.today())
    assert SpeakerOffer.objects.get() == other
    assert lines() == []
    assert webinar(series, 1).speaker_lost_on is None


def test_a_session_goes_on_without_who_left_today(
    series: Series, nominee: Account, member: Membership, officer: Actor
) -> None:
    chosen(nominee, series, officer)
    leaves(held_people([nominee.person.pk])[0], member.organisation)
    speaking.go_on_without(officer, webinar(series, 1))
    assert lines() == []
    entry = AuditEntry.objects.get(verb="speaker.done_without")
    assert (entry.subject, str(nominee.pk) in str(entry.__dict__)) == (str(webinar(series, 1).session_id), False)
    speaking.forget_offers(clock.today())
    assert lines() == []


@pytest.mark.parametrize("off", [True, False])
def test_that_a_speaker_was_lost_is_forgotten_with_the_session(
    series: Series, nominee: Account, officer: Actor, off: bool
) -> None:
    speaking.take_back(actor_of(nominee), chosen(nominee, series, officer))
    speaking.forget_offers(clock.today())
    assert webinar(series, 1).speaker_lost_on is not None
    if off:
        cancel_session(officer, webinar(series, 1).session, "It is off.")
    with clock.standing_at(NOW if off else MARCH):
        speaking.forget_offers(clock.today())
    assert webinar(series, 1).speaker_lost_on is None


def test_the_same_answer_again_changes_nothing(series: Series, nominee: Account, officer: Actor) -> None:
    row = chosen(nominee, series, officer)
    Webinar.objects.filter(number=1).update(speaker_lost_on=clock.today())
    before = AuditEntry.objects.count()
    speaking.choose(officer, row)
    assert (AuditEntry.objects.count(), webinar(series, 1).speaker_lost_on) == (before, clock.today())
    speaking.decline(officer, row)
    before = AuditEntry.objects.count()
    speaking.decline(officer, row)
    assert AuditEntry.objects.count() == before


def tables_in_order(asked: CaptureQueriesContext, *changes: str) -> list[str]:
    """Of these beginnings of statements, those that were asked for, in that order."""
    found = [change for query in asked for change in changes if query["sql"].startswith(change)]
    return list(dict.fromkeys(found))


def test_nobody_waits_for_one_who_waits_for_them(series: Series, nominee: Account, officer: Actor) -> None:
    """A session is held before the trail, as whoever changes one does; a delivery before its offer, as its mail is."""
    row = offered(nominee, series)
    session, trail = 'UPDATE "series_webinar"', 'INSERT INTO "kernel_auditentry"'
    with CaptureQueriesContext(connection) as asked:
        speaking.choose(officer, row)
    assert tables_in_order(asked, session, trail) == [session, trail]
    deliveries, offers = 'DELETE FROM "kernel_delivery"', 'SELECT "series_speakeroffer"."id"'
    with CaptureQueriesContext(connection) as asked:
        speaking.forget([row.pk])
    assert tables_in_order(asked, deliveries, offers) == [deliveries, offers]


def test_who_moved_to_another_member_sees_and_takes_back_what_they_offered_before(
    series: Series, nominee: Account, member: Membership
) -> None:
    row = offered(nominee, series)
    other = make_nominee(make_member(member.cohort, make_organisation("oslo-soft", name="Oslo Soft")))
    SeatHolding.objects.filter(person__account=nominee).update(until=clock.today())
    SeatHolding.objects.filter(person__account=other).update(person=nominee.person)
    page = browser(nominee).get(reverse("series:speaking")).content.decode()
    assert WORDS in page
    assert reverse("series:offer", args=[series.pk, 1]) not in page
    browser(nominee).post(reverse("series:take_back_offer", args=[row.pk]))
    assert not SpeakerOffer.objects.exists()


def test_erasure_takes_it_away(series: Series, nominee: Account, officer: Actor) -> None:
    chosen(nominee, series, officer)
    assert WORDS in browser(nominee).get(reverse("holdings")).content.decode()
    ask_to_be_erased(actor_of(nominee))
    with clock.standing_at(NOW + days(8)):
        erase_who_asked(clock.today())
    assert not SpeakerOffer.objects.exists()
    assert Webinar.objects.get(number=1).speaker_lost_on is not None


def test_it_is_gone_thirty_days_after_the_session_and_nothing_is_lost_then(
    series: Series, nominee: Account, officer: Actor
) -> None:
    chosen(nominee, series, officer)
    speaking.forget_offers((MARCH + days(29)).date())
    assert SpeakerOffer.objects.exists()
    with clock.standing_at(MARCH + days(30)):
        speaking.forget_offers(clock.today())
    assert not SpeakerOffer.objects.exists()
    assert Webinar.objects.get(number=1).speaker_lost_on is None


def test_nothing_of_it_is_public_or_in_the_trail(series: Series, nominee: Account, officer: Actor) -> None:
    trail = AuditEntry.objects.count()
    row = offered(nominee, series)
    assert AuditEntry.objects.count() == trail
    speaking.choose(officer, row)
    for name in ("portal:series", "portal:calendar", "series:register"):
        page = Client().get(reverse(name, args=[series.pk])).content.decode()
        assert all(word not in page for word in (WORDS, "Lagos Telecom", nominee.person.name))
    assert set(words_of(series)["webinars"]["1"]) == {"title", "themes", "parts", "readings"}
    said = [entry.subject for entry in AuditEntry.objects.all()]
    assert str(nominee.person.pk) not in said
    assert str(row.pk) not in said
