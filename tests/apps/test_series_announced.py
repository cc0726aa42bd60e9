"""A series is announced by two people; its dates follow the plan, its words do not (AC-16, R-PLP-07, R-PLP-08)."""

import json
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from invitation_scene import calendar_in, work
from webinar_scene import MARCH, NOW, announced, ask_and_agree, days, link_in, make_series, register, webinar

from convenor.desk import doors
from convenor.desk.actions import announcing
from convenor.kernel import clock
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.people.queries import secretariat_accounts
from convenor.public.library import queries
from convenor.public.library.actions import Copy, shelve
from convenor.public.library.models import OpenSeries
from convenor.room.meetings.actions.calling import cancel_session
from convenor.room.series import actions
from convenor.room.series.models import Series
from convenor.room.series.queries import words_of
from convenor.room.statistics.models import Ledger
from making import make_actor, make_cohort, make_member, make_nominee, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def planned() -> Series:
    return make_series()


@pytest.fixture
def public(planned: Series) -> Series:
    return announced(planned)


def page(name: str, *args: object) -> str:
    return Client().get(reverse(name, args=args)).content.decode()


def digest(series: Series) -> str:
    return announcing.digest_of(words_of(Series.objects.get(pk=series.pk)))


def test_nothing_of_a_planned_series_is_public(planned: Series) -> None:
    assert Client().get(reverse("portal:series", args=[planned.pk])).status_code == 404
    assert Client().get(reverse("portal:calendar", args=[planned.pk])).status_code == 404
    assert Client().get(reverse("series:register", args=[planned.pk])).status_code == 404
    assert planned.name not in page("portal:webinars")


def test_two_people_make_it_public_and_freeze_the_thresholds(public: Series) -> None:
    text = page("portal:series", public.pk)
    assert "End use and regulation" in text
    assert "15 March 2023, 15:00" in text
    assert "subject to change" in text
    for there in ("Lagos 16:00", "Nairobi 18:00", "Delhi 20:30", "Jakarta 22:00", "São Paulo 12:00"):
        # A city and its time are never broken over two lines.
        assert there.replace(" ", "\N{NO-BREAK SPACE}") in text
    assert reverse("series:register", args=[public.pk]) in text
    ledger = Ledger.objects.get(series=public)
    assert (ledger.k, ledger.k_organisations) == (5, 3)


def test_one_person_alone_announces_nothing(planned: Series) -> None:
    one, _other = make_actor(name="Officer 2"), make_secretariat(name="Officer 3")
    with pytest.raises(Declined, match="Nobody asked"):
        announcing.announce(one, planned, digest=digest(planned))
    announcing.ask_to_announce(one, planned, digest=digest(planned))
    with pytest.raises(Declined, match="somebody else"):
        announcing.announce(one, planned, digest=digest(planned))
    assert not OpenSeries.objects.exists()


def test_an_only_officer_looks_twice() -> None:
    series = make_series()
    only = actor_of(secretariat_accounts().get())
    announcing.ask_to_announce(only, series, digest=digest(series))
    with pytest.raises(Declined, match="two days"):
        announcing.announce(only, series, digest=digest(series))
    with clock.standing_at(NOW + days(2)):
        announcing.announce(only, series, digest=digest(series))
    assert OpenSeries.objects.count() == 1


def test_what_was_changed_since_somebody_looked_is_not_announced(planned: Series) -> None:
    asks, agrees = make_actor(name="Officer 2"), make_actor(name="Officer 3")
    seen = digest(planned)
    announcing.ask_to_announce(asks, planned, digest=seen)
    actions.change_webinar(agrees, webinar(planned, 1), title="Another title", subject_to_change=True)
    with pytest.raises(Declined, match="changed since"):
        announcing.announce(agrees, planned, digest=seen)
    with pytest.raises(Declined, match="Nobody asked"):
        announcing.announce(agrees, planned, digest=digest(planned))


def test_a_member_neither_asks_nor_agrees_nor_takes_down(public: Series) -> None:
    nominee = actor_of(make_nominee(make_member(make_cohort(), make_organisation("ericsson"))))
    for act in (
        lambda: announcing.ask_to_announce(nominee, public, digest=digest(public)),
        lambda: announcing.announce(nominee, public, digest=digest(public)),
        lambda: announcing.take_down(nominee, public),
    ):
        with pytest.raises(Refused):
            act()
    assert OpenSeries.objects.count() == 1


def _named(series: Series, column: str) -> None:
    row = webinar(series, 1)
    if column == "name":
        Series.objects.filter(pk=series.pk).update(name="Learning with Ericsson")
    elif column == "title":
        row.title = "How Ericsson does it"
        row.save()
    elif column == "themes":
        row.session.themes.create(position=9, title="Ericsson and 5G")
    else:
        row.session.items.create(position=9, kind="topic", title="Ericsson speaks", minutes=5)


@pytest.mark.parametrize("column", ["name", "title", "themes", "parts"])
def test_a_member_that_is_named_is_stopped_at_the_door(planned: Series, column: str) -> None:
    make_member(make_cohort(), make_organisation("ericsson"))
    _named(planned, column)
    with pytest.raises(Declined, match="Ericsson"):
        ask_and_agree(planned, make_actor(name="Officer 2"), make_actor(name="Officer 3"))
    with pytest.raises(Declined, match="Ericsson"):
        doors.announce(planned, words_of(Series.objects.get(pk=planned.pk)))
    assert not OpenSeries.objects.exists()


def test_an_address_that_names_a_member_is_stopped_at_the_door() -> None:
    series = make_series()
    named = Series.objects.create(slug="with-ericsson", programme=series.programme, name="Learning", year=2023)
    make_member(make_cohort(), make_organisation("ericsson"))
    with pytest.raises(Declined, match="ericsson"):
        doors.announce(named, words_of(named))


def test_a_moved_date_is_public_at_once_and_new_words_are_not(public: Series) -> None:
    officer = make_actor(name="Officer 4")
    actions.change_webinar(officer, webinar(public, 1), title="A new title", subject_to_change=True)
    actions.move_webinar(officer, webinar(public, 1), starts_at=MARCH + days(7))
    work()
    text = page("portal:series", public.pk)
    assert "22 March 2023, 15:00" in text
    assert "15 March 2023" not in text
    assert "End use and regulation" in text
    assert "A new title" not in text


def test_a_session_that_was_planned_since_is_not_public(public: Series) -> None:
    officer = make_actor(name="Officer 4")
    actions.plan_webinar(officer, public, actions.Plan(title="One more", starts_at=MARCH + days(30)))
    actions.move_webinar(officer, webinar(public, 1), starts_at=MARCH + days(7))
    work()
    assert "One more" not in page("portal:series", public.pk)
    assert "One more" not in page("series:register", public.pk)


def test_a_session_that_is_called_off_says_so_and_cannot_be_chosen(public: Series) -> None:
    before = sequences(public)
    cancel_session(make_actor(name="Officer 4"), webinar(public, 1).session, "The room is taken")
    work()
    assert "cancelled" in page("portal:series", public.pk)
    assert "The room is taken" not in page("portal:series", public.pk)
    assert 'value="1"' not in page("series:register", public.pk)
    assert sequences(public)[0] > before[0]
    assert sequences(public)[1] == before[1]


def sequences(series: Series) -> list[int]:
    found = queries.announced_at(series.pk)
    assert found is not None
    return [one.sequence for one in found.webinars.all()]


def test_a_calendar_goes_on_counting_over_a_series_that_was_taken_down(public: Series) -> None:
    before = sequences(public)
    announcing.take_down(make_actor(name="Officer 4"), public)
    with clock.standing_at(NOW + days(1)):
        ask_and_agree(public, make_actor(name="Officer 5"), make_actor(name="Officer 6"))
    assert all(now > then for now, then in zip(sequences(public), before, strict=True))


@pytest.mark.parametrize("address", ["/webinars/", "/sitemap.xml", "/search/?q=platform"])
def test_whoever_kept_a_page_hears_that_a_series_was_taken_down(public: Series, address: str) -> None:
    copy = Copy(kind="output_note", title="Later", body="One.", applies_to="", provenance="", caveats=(), sources=())
    with clock.standing_at(NOW + days(1)):
        shelve(copy)
    kept = Client().get(address)
    assert public.pk in kept.content.decode()
    announcing.take_down(make_actor(name="Officer 4"), public)
    again = Client().get(address, headers={"if-none-match": kept["ETag"]})
    assert again.status_code == 200
    assert public.pk not in again.content.decode()


def test_taken_down_nothing_is_public(public: Series) -> None:
    announcing.take_down(make_actor(name="Officer 4"), public)
    assert Client().get(reverse("portal:series", args=[public.pk])).status_code == 404
    assert not OpenSeries.objects.exists()
    with pytest.raises(Declined, match="nothing to take down"):
        announcing.take_down(make_actor(name="Officer 5"), public)


def test_a_calendar_has_each_session_and_nobody(public: Series) -> None:
    made = Client().get(reverse("portal:calendar", args=[public.pk]))
    calendar = Calendar.from_ical(made.content)
    events = list(calendar.walk("VEVENT"))
    assert [event["SUMMARY"] for event in events] == ["End use and regulation", "Access to remedy"]
    assert {str(event["STATUS"]) for event in events} == {"TENTATIVE"}
    assert b"ATTENDEE" not in made.content
    assert b"ORGANIZER" not in made.content


def test_one_calendar_follows_all_series(public: Series) -> None:
    officer = make_actor(name="Officer 4")
    other = actions.plan_series(officer, public.programme, name="Second Series", year=2023)
    actions.plan_webinar(officer, other, actions.Plan(title="Far away", starts_at=MARCH + days(9)))
    cancel_session(officer, webinar(public, 2).session, "The room is taken")
    ask_and_agree(other, officer, make_actor(name="Officer 5"))
    work()

    def events(name: str, *args: object) -> dict[str, bytes]:
        found = Calendar.from_ical(Client().get(reverse(name, args=args)).content).walk("VEVENT")
        return {str(one["UID"]): one.to_ical() for one in found}

    of_all = events("portal:calendar_of_all")
    assert of_all == {**events("portal:calendar", public.pk), **events("portal:calendar", other.pk)}
    assert len(of_all) == 3
    assert of_all[f"{public.pk}-2@localhost"].count(b"STATUS:CANCELLED") == 1
    assert f'href="{settings.CONVENOR_SITE}{reverse("portal:calendar_of_all")}"' in page("portal:webinars")
    doors.take_down(other)
    assert len(events("portal:calendar_of_all")) == 2


def test_the_mailed_calendar_has_the_events_of_the_public_one(public: Series) -> None:
    """Whoever follows the one and was mailed the other sees each session once."""
    (asked,) = register(public)
    Client().post(link_in(asked), {"confirm": "1"})
    (letter,) = work()
    mailed = calendar_in(letter)
    kept = Client().get(reverse("portal:calendar", args=[public.pk])).content
    both = [one.walk("VEVENT") for one in (mailed, Calendar.from_ical(kept))]
    mails, sites = ([{key: one[key].to_ical() for key in one if key != "DTSTAMP"} for one in found] for found in both)
    assert mails == sites


def test_search_engines_read_the_events_and_no_participant(public: Series) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page("portal:series", public.pk))
    assert found is not None
    told = json.loads(found.group(1))
    assert told["@type"] == "EventSeries"
    assert [event["startDate"] for event in told["subEvent"]] == [
        "2023-03-15T15:00:00+00:00",
        "2023-09-13T14:00:00+00:00",
    ]
    assert {"attendee", "performer", "maximumAttendeeCapacity"}.isdisjoint(told["subEvent"][0])


def test_the_page_is_known_until_something_changes(public: Series) -> None:
    address = reverse("portal:series", args=[public.pk])
    known = Client().get(address)["ETag"]
    assert Client().get(address, headers={"if-none-match": known}).status_code == 304
    actions.move_webinar(make_actor(name="Officer 4"), webinar(public, 1), starts_at=MARCH + days(7))
    work()
    assert Client().get(address, headers={"if-none-match": known}).status_code == 200


def test_the_desk_shows_what_would_be_public_and_whose_turn_it_is(planned: Series) -> None:
    browsers = []
    for number in (2, 3):
        browser = Client()
        browser.force_login(make_secretariat(name=f"Officer {number}"), backend=settings.AUTHENTICATION_BACKENDS[0])
        browsers.append(browser)
    asks, agrees = browsers
    here = reverse("desk:series", args=[planned.pk])
    assert "Ask a colleague to agree" in asks.get(here).content.decode()
    asks.post(reverse("desk:ask_series", args=[planned.pk]), {"digest": digest(planned)})
    assert "somebody else of the secretariat" in asks.get(here).content.decode()
    assert here in agrees.get(reverse("desk:index")).content.decode()
    assert "Agree, and announce it" in agrees.get(here).content.decode()
    agrees.post(reverse("desk:announce_series", args=[planned.pk]), {"digest": digest(planned)})
    assert "These words are public" in agrees.get(here).content.decode()
    assert here not in agrees.get(reverse("desk:index")).content.decode()
    (letter,) = [one for one in work() if "a series waits for you" in one.subject] or [None]
    assert letter is None, "whoever agreed already is not asked any more"
