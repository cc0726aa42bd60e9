"""What to read before an open session, and where somebody begins who is new (R-PLP-19, R-PLP-20, R-PLP-21)."""

import json
import re
from collections.abc import Iterator, Sequence

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from webinar_scene import NOW, announced, ask_and_agree, confirmed, days, make_series, webinar

from convenor.desk import doors
from convenor.desk.actions import announcing
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.public.library import actions as library
from convenor.public.library.models import Output
from convenor.room.series import readings
from convenor.room.series.models import Series
from convenor.room.series.queries import words_of
from making import (
    make_actor,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
)

pytestmark = pytest.mark.django_db
PAPER = ("A paper on end use", "https://docs.example/end-use")
TO_READ = "To read before, if you like"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def series() -> Series:
    return announced(make_series())


@pytest.fixture
def officer() -> Actor:
    return make_actor(name="Officer 4")


@pytest.fixture
def browser() -> Client:
    found = Client()
    found.force_login(make_secretariat(name="Officer 5"))
    return found


def released(title: str, *, kind: str = "page", section: str = "focus_area", rank: int = 1) -> Output:
    place = {"section": section, "rank": rank} if kind == "page" else {}
    words = {"body": "Words.", "applies_to": "", "provenance": "", "caveats": (), "sources": ()}
    return library.shelve(library.Copy(kind=kind, title=title, **words, **place))  # type: ignore[arg-type]


def keep(officer: Actor, series: Series, *rows: tuple[str, str], number: int = 1, why: str = "") -> None:
    row = webinar(series, number)
    readings.keep_readings(officer, row, rows, mark=readings.mark_of(row), scope_reason=why)


def agreed(series: Series) -> None:
    ask_and_agree(series, make_actor(name="Officer 6"), make_actor(name="Officer 7"))


def page(name: str, *args: object, language: str = "") -> str:
    return Client().get(language + reverse(name, args=args)).content.decode()


def written(series: Series, rows: Sequence[tuple[str, str]], *, why: str = "") -> dict[str, str]:
    typed = {f"title_{at}": title for at, (title, _address) in enumerate(rows)}
    typed |= {f"address_{at}": address for at, (_title, address) in enumerate(rows)}
    return {"mark": readings.mark_of(webinar(series, 1)), "scope_reason": why, **typed}


def test_what_to_read_is_public_once_two_people_agreed(series: Series, officer: Actor) -> None:
    keep(officer, series, PAPER, ("The project", "/pages/"))
    assert PAPER[1] not in page("portal:series", series.pk)
    agreed(series)
    text = page("portal:series", series.pk)
    assert text.count(TO_READ) == 1
    assert '<a href="https://docs.example/end-use" rel="noreferrer">A paper on end use</a>' in text
    assert '<a href="/pages/">The project</a>' in text
    assert text.index("A paper on end use") < text.index('<a href="/pages/">The project') < text.index("2. Access to")
    assert PAPER[0] not in page("portal:webinars")


def test_where_there_is_nothing_to_read_nothing_is_said(series: Series) -> None:
    text = page("portal:series", series.pk)
    assert "To read" not in text
    assert "workFeatured" not in text
    assert "New to this?" not in text


def test_a_page_of_ours_is_read_in_the_language_of_its_reader(series: Series, officer: Actor) -> None:
    keep(officer, series, PAPER, ("The project", f"{settings.CONVENOR_SITE}/fr/pages/"))
    agreed(series)
    text = page("portal:series", series.pk, language="/es")
    assert '<ul lang="en" dir="ltr"><li><a href="https://docs.example/end-use"' in text
    assert '<a href="/es/pages/">The project</a>' in text


def test_after_the_session_it_is_no_longer_called_before(series: Series, officer: Actor) -> None:
    keep(officer, series, PAPER)
    agreed(series)
    make_installation(demo=True, today=(NOW + days(60)).date())
    text = page("portal:series", series.pk)
    assert PAPER[1] in text
    assert TO_READ not in text


def test_programs_and_searchers_find_it(series: Series, officer: Actor) -> None:
    keep(officer, series, PAPER, ("The project", "/pages/"))
    agreed(series)
    told = [
        {"title": PAPER[0], "url": PAPER[1]},
        {"title": "The project", "url": f"{settings.CONVENOR_SITE}/pages/"},
    ]
    (found,) = json.loads(page("portal:api_webinars"))["items"]
    assert [one["readings"] for one in found["webinars"]] == [told, []]
    schemas = json.loads(page("portal:api"))["components"]["schemas"]
    webinars = schemas["Series"]["properties"]["items"]["items"]["properties"]["webinars"]
    assert set(webinars["items"]["properties"]) == set(found["webinars"][0])
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', page("portal:series", series.pk))
    assert said is not None
    events = json.loads(said[1])["subEvent"]
    assert events[0]["workFeatured"] == [
        {"@type": "CreativeWork", "name": one["title"], "url": one["url"]} for one in told
    ]
    assert "workFeatured" not in events[1]
    assert "End use and regulation" in Client().get(reverse("portal:search"), {"q": "paper"}).content.decode()


def test_what_is_kept_later_waits_and_a_date_that_moves_takes_nothing_along(series: Series, officer: Actor) -> None:
    keep(officer, series, PAPER)
    agreed(series)
    keep(officer, series, ("Another paper", "https://docs.example/other"))
    announcing.follow_plan(series, str(webinar(series, 1).session_id))
    text = page("portal:series", series.pk)
    assert PAPER[1] in text
    assert "Another paper" not in text


def test_the_desk_shows_what_would_be_public_with_its_address(series: Series, officer: Actor, browser: Client) -> None:
    keep(officer, series, PAPER)
    text = browser.get(reverse("desk:series", args=[series.pk])).content.decode()
    assert '<a href="https://docs.example/end-use" rel="noreferrer">A paper on end use</a>' in text
    assert "<bdi>https://docs.example/end-use</bdi>" in text
    assert "Ask a colleague to agree" in text


def test_a_host_is_read_at_the_door_in_the_letters_that_it_stands_for(series: Series, officer: Actor) -> None:
    make_member(make_cohort(), make_organisation("ericsson"))
    keep(officer, series, ("A paper", "https://xn--ricsson-6gg.example/"))
    with pytest.raises(Declined, match="tell who takes part"):
        doors.announce(series, words_of(series))


def test_only_the_secretariat_lists_readings(series: Series) -> None:
    account = make_nominee(make_member(make_cohort(), make_organisation("ericsson")))
    with pytest.raises(Refused):
        keep(actor_of(account), series, PAPER)
    with pytest.raises(Refused):
        readings.add_reading(actor_of(account), webinar(series, 1), "/pages/")
    member = Client()
    member.force_login(account)
    for browser in (member, Client()):
        assert browser.get(reverse("series:readings", args=[series.pk, 1])).status_code in {302, 403}
    assert webinar(series, 1).readings == []


@pytest.mark.parametrize(
    "row",
    [
        ("How Ericsson does it", "https://docs.example/"),
        ("A paper", "https://www.ericsson.com/paper"),
        ("A paper", "https://docs.example/%65%72%69%63%73%73%6f%6e/paper"),
        ("A paper", "/search/?q=of+Ericsson"),
    ],
)
def test_a_member_in_a_title_or_an_address_is_stopped(series: Series, officer: Actor, row: tuple[str, str]) -> None:
    make_member(make_cohort(), make_organisation("ericsson"))
    with pytest.raises(Declined, match=r"(?i)ericsson"):
        keep(officer, series, row)
    assert webinar(series, 1).readings == []
    # Also where it came into the plan by another way, or was kept before somebody became a member.
    there = webinar(series, 1)
    there.readings = [{"title": row[0], "url": row[1], "scope_reason": ""}]
    there.save()
    with pytest.raises(Declined, match=r"(?i)ericsson"):
        doors.announce(series, words_of(series))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "https://www.ohchr.org@elsewhere.example/",
        "/registration/a-secret-link/",
        "/series/peer-learning-platform/",
        "/desk/",
        "/webinars/peer-learning-platform/register/",
        "/nothing/here/",
        f"{settings.CONVENOR_SITE}/registration/a-secret-link/",
        f"{settings.CONVENOR_SITE}/fr/registration/a-secret-link/",
        f"{settings.CONVENOR_SITE}//elsewhere.example/",
        f"{settings.CONVENOR_SITE}:443/registration/a-secret-link/",
        f"{settings.CONVENOR_SITE}./registration/a-secret-link/",
        "http://testserver/registration/a-secret-link/",
        "/notes/nothing-released/",
        "/pages/nothing-released/",
        "/webinars/nothing-announced/",
        "/api/outputs/nothing-released.json",
        "",
    ],
)
def test_an_address_leads_to_the_web_or_to_a_public_page(series: Series, officer: Actor, address: str) -> None:
    with pytest.raises(Declined, match="address"):
        keep(officer, series, ("A paper", address))
    assert webinar(series, 1).readings == []


def test_where_a_page_is_public_it_can_be_listed(series: Series, officer: Actor) -> None:
    page_of_ours, note = released("Access"), released("Lessons", kind="output_note")
    addresses = (f"/pages/{page_of_ours.slug}/", f"/notes/{note.slug}/", f"/webinars/{series.pk}/", "/feed.atom")
    keep(officer, series, *((f"No. {at}", address) for at, address in enumerate(addresses)))
    assert [address for _title, address in readings.listed(webinar(series, 1))] == list(addresses)


@pytest.mark.parametrize("address", [f"{settings.CONVENOR_SITE}:443/registration/a-secret-link/", "/pages/gone/"])
def test_the_door_asks_again_where_an_address_leads(series: Series, address: str) -> None:
    there = webinar(series, 1)
    there.readings = [{"title": "A paper", "url": address, "scope_reason": ""}]
    there.save()
    with pytest.raises(Declined, match=r"“A paper”, which is listed .* leads to no public page"):
        doors.announce(series, words_of(series))


def test_the_library_takes_no_other_address() -> None:
    told = {"number": 1, "title": "T", "themes": (), "parts": (), "starts_at": NOW, "time_known": True, "minutes": 60}
    for address in ("javascript:alert(1)", "//elsewhere.example/", "mailto:a@b.example"):
        with pytest.raises(ValueError, match="a path of this site"):
            library.WebinarCopy(**told, subject_to_change=True, cancelled=False, readings=[("T", address)])  # type: ignore[arg-type]
    library.WebinarCopy(**told, subject_to_change=True, cancelled=False, readings=[("T", "/pages/")])  # type: ignore[arg-type]


def test_a_title_that_may_be_out_of_scope_needs_a_reason_once(series: Series, officer: Actor) -> None:
    doubted = ("Business models", "/pages/")
    with pytest.raises(Declined, match="Business models"):
        keep(officer, series, doubted)
    keep(officer, series, doubted, PAPER, why="About risks to people.")
    kept = webinar(series, 1).readings
    assert [one["scope_reason"] for one in kept] == ["About risks to people.", ""]
    # It was asked when the title was given, and is never announced.
    keep(officer, series, PAPER, doubted)
    assert [one["scope_reason"] for one in webinar(series, 1).readings] == ["", "About risks to people."]
    assert "About risks" not in json.dumps(words_of(Series.objects.get(pk=series.pk)))


def test_two_officers_do_not_undo_each_other(series: Series, officer: Actor) -> None:
    seen = webinar(series, 1)
    keep(officer, series, PAPER)
    with pytest.raises(Declined, match="changed this list"):
        readings.keep_readings(officer, seen, [], mark=readings.mark_of(seen))
    assert len(webinar(series, 1).readings) == 1


def test_the_page_takes_rows_in_their_order_and_drops_empty_ones(series: Series, browser: Client) -> None:
    here = reverse("series:readings", args=[series.pk, 1])
    assert here in browser.get(reverse("series:series", args=[series.pk])).content.decode()
    assert browser.get(here).content.decode().count('name="title_') == 3
    rows = [PAPER, ("", ""), (" Our\u200b  pages ", f" {settings.CONVENOR_SITE}/pages/ ")]
    answer = browser.post(here, written(series, rows), follow=True)
    assert "The list is kept" in answer.content.decode()
    assert readings.listed(webinar(series, 1)) == [PAPER, ("Our pages", "/pages/")]
    text = browser.get(here).content.decode()
    assert text.count('name="title_') == 5
    assert 'value="/pages/"' in text


def test_the_page_says_beside_the_row_what_is_wrong(series: Series, browser: Client) -> None:
    here = reverse("series:readings", args=[series.pk, 1])
    rows = [PAPER, ("", "https://docs.example/2"), ("Three", "docs.example")]
    text = browser.post(here, written(series, rows)).content.decode()
    assert "Give it a title" in text
    assert "no address that a reader can follow" in text
    assert 'value="https://docs.example/2"' in text
    assert webinar(series, 1).readings == []
    text = browser.post(here, written(series, [("Business models", "/pages/")])).content.decode()
    assert "Why it belongs here" in text
    browser.post(here, written(series, [("Business models", "/pages/")], why="About risks to people."))
    assert webinar(series, 1).readings[0]["scope_reason"] == "About risks to people."


def test_eight_rows_are_the_most(series: Series, officer: Actor, browser: Client) -> None:
    eight = [(f"Paper {number}", f"https://docs.example/{number}") for number in range(8)]
    keep(officer, series, *eight)
    text = browser.get(reverse("series:readings", args=[series.pk, 1])).content.decode()
    assert text.count('name="title_') == 8
    with pytest.raises(Declined, match="more than eight"):
        keep(officer, series, *eight, PAPER)


def test_texts_of_ours_that_fit_are_added_by_a_button(series: Series, browser: Client) -> None:
    for title, kind in (("Access to remedy", "page"), ("Reflections on remedy", "output_note"), ("Funding", "page")):
        released(title, kind=kind)
    here = reverse("series:readings", args=[series.pk, 2])
    text = browser.get(here).content.decode()
    assert text.index('value="/pages/access-to-remedy/"') < text.index('value="/notes/reflections-on-remedy/"')
    assert "Funding" not in text
    answer = browser.post(here, {"add": "/pages/access-to-remedy/"}, follow=True).content.decode()
    assert "Added below the others" in answer
    assert 'name="add" value="/pages/access-to-remedy/"' not in answer
    assert readings.listed(webinar(series, 2)) == [("Access to remedy", "/pages/access-to-remedy/")]
    for address in ("/pages/access-to-remedy/", "/pages/funding/", "javascript:alert(1)"):
        again = browser.post(here, {"add": address}, follow=True).content.decode()
        assert "does not fit any more" in again
    assert len(webinar(series, 2).readings) == 1


def test_a_withdrawn_text_is_not_offered(series: Series, browser: Client) -> None:
    output = released("Access to remedy")
    library.withdraw(output.key, because="it was published in error")
    assert (
        "/pages/access-to-remedy/" not in browser.get(reverse("series:readings", args=[series.pk, 2])).content.decode()
    )


def test_a_text_that_is_corrected_or_withdrawn_is_so_wherever_it_is_listed(series: Series, officer: Actor) -> None:
    text, note = released("Access to what"), released("Lessons of somebody", kind="output_note")
    keep(officer, series, PAPER, (text.title, f"/pages/{text.slug}/"), ("How", f"/notes/{note.slug}/?from=here#how"))
    agreed(series)
    words = {"body": "Words.", "applies_to": "", "provenance": "", "caveats": (), "sources": ()}
    library.correct(text.key, library.Copy(kind="page", title="Access to remedy", **words), line="The title.")  # type: ignore[arg-type]
    library.withdraw(note.key, because="it was published in error")
    for _before_and_after_a_date_moves in range(2):
        public = page("portal:series", series.pk)
        assert "Access to remedy</a>" in public
        assert "Access to what" not in public
        assert f"/notes/{note.slug}/" not in public
        assert PAPER[1] in public
        found = Client().get(reverse("portal:search"), {"q": "lessons somebody"}).content.decode()
        assert reverse("portal:series", args=[series.pk]) not in found.split("<main")[1]
        announcing.follow_plan(series, str(webinar(series, 1).session_id))


def where_to_start(series: Series, link: str, language: str = "") -> list[str]:
    """The four pages that lead whoever is new to where they begin."""
    addresses = [reverse("portal:webinars"), reverse("portal:series", args=[series.pk])]
    addresses += [reverse("series:registered", args=[series.pk]), link]
    return [Client().get(language + address).content.decode() for address in addresses]


def test_whoever_is_new_is_led_to_the_first_page_of_where_to_start(series: Series) -> None:
    _registration, link = confirmed(series)
    assert not any("New to this?" in text for text in where_to_start(series, link))
    released("A first policy", section="start", rank=2)
    first = released("How far you are", section="start", rank=1)
    released("Something else", section="project", rank=0)
    for text in where_to_start(series, link):
        assert '<a href="/pages/how-far-you-are/">Where to start</a>' in text
        assert "a-first-policy" not in text
    for text in where_to_start(series, link, "/fr"):
        assert '<a href="/fr/pages/how-far-you-are/">' in text
    assert page("portal:site_pages").index("how-far-you-are") < page("portal:site_pages").index("something-else")
    library.withdraw(first.key, because="it was published in error")
    for text in where_to_start(series, link):
        assert "/pages/a-first-policy/" in text
