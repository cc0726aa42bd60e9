"""AC-14: aggregate statistics of a synthetic session, from the list to the public page, and of the session after it."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from convenor.desk.models import Draft
from convenor.desk.wording import wording_of
from convenor.room.series.models import Series
from convenor.room.statistics.models import Table
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

SESSION = {"Kenya": 3, "Japan": 6, "Spain": 18, "Peru": 1, "Canada": 12}
MERGED = "Africa, Asia and Latin America"


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer")


def listed(countries: dict[str, int]) -> str:
    people = [(country, at) for country, number in countries.items() for at in range(number)]
    lines = [f"{country}-{at}@{country}-{at}.example,{country}" for country, at in people]
    return "\n".join(["Email,Country", *lines])


def counted(officer: Client, countries: dict[str, int], *, by: str = "region of: Country") -> tuple[Table, str]:
    """The list through both questions; the table, and the page that says what readers would see."""
    there = reverse("statistics:from_list", args=["series", "plp"])
    given = {"title": "Who registered for a session", "text": listed(countries)}
    assert "What do the columns say?" in words(officer.post(there, given))
    answer = officer.post(there, {**given, "person": "Email", "by": by})
    pk = UUID(answer.headers["Location"].strip("/").rpartition("/")[2])
    return Table.objects.get(pk=pk), words(officer.get(answer.headers["Location"]))


def published(officer: Client, chief: Client, table: Table) -> str:
    """The table through both pairs of eyes; the public page as anybody reads it."""
    officer.post(reverse("desk:begin_table", args=[table.pk]))
    draft = Draft.objects.get(table=table)
    digest = {"digest": wording_of(draft).digest}
    officer.post(reverse("desk:send", args=[draft.pk]), digest)
    chief.post(reverse("desk:decide", args=[draft.pk]), digest)
    officer.post(reverse("desk:release", args=[draft.pk]), digest)
    draft.refresh_from_db()
    assert draft.output, "it was released"
    page = words(officer.get(reverse("desk:draft", args=[draft.pk])))
    assert "See it as anybody does" in page
    return words(Client().get(reverse("portal:home"))) + words(Client().get(f"/notes/{_slug(draft)}/"))


def _slug(draft: Draft) -> str:
    from convenor.public.library.models import Output

    return Output.objects.get(key=draft.output).slug


def test_the_session_publishes_what_gives_nobody_away(officer: Client, sign_in: SignIn) -> None:
    table, page = counted(officer, SESSION)
    assert "Europe 18 of 40" in page
    assert "North America 12 of 40" in page
    assert f"{MERGED} 10 of 40" in page
    public = published(officer, sign_in("chief"), table)
    assert f"{MERGED} 10 of 40" in public
    assert "By region 40 in all" in public
    assert "too few to show" not in public, "nothing is blanked: the small ones stand together"


def test_three_and_one_are_nowhere(officer: Client) -> None:
    table, _ = counted(officer, SESSION)
    counts = [cell["count"] for cell in table.release["tables"][0]["cells"]]
    assert sorted(counts) == [10, 12, 18]


def test_the_next_session_does_not_show_the_step_of_one_african_firm(officer: Client, sign_in: SignIn) -> None:
    first, _ = counted(officer, SESSION)
    published(officer, sign_in("chief"), first)
    pages = {kenya: counted(officer, {**SESSION, "Kenya": kenya})[1] for kenya in (2, 4)}
    assert pages[2] == pages[4], "one more and one fewer look the same"
    assert "read together with the table published before it" in pages[4]
    assert "in all" not in pages[4]
    assert "of 40" not in pages[4]


def test_drilling_down_below_five_says_too_few_to_show(officer: Client) -> None:
    _, page = counted(officer, {"Kenya": 2, "Ghana": 1, "Chad": 1}, by="Country")
    assert "By Country: too few to show." in page


def test_a_table_is_found_from_the_series(officer: Client) -> None:
    series = Series.objects.get(slug="plp")
    assert (
        reverse("statistics:room", args=["series", series.pk])
        in officer.get(reverse("series:series", args=[series.pk])).content.decode()
    )
