"""The ledger of a room's statistics: people are counted and forgotten, thresholds stay, tables come in a line."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.models import Attendance
from convenor.room.series.models import Series
from convenor.room.statistics import actions, queries
from convenor.room.statistics.forms import ColumnsForm
from convenor.room.statistics.models import Ledger, Table
from convenor.rules.participants import read_list, values_in
from convenor.rules.vocabulary import Capacity, Origin
from making import (
    make_actor,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

pytestmark = pytest.mark.django_db

# AC-14: the registrations of a synthetic session.
REGIONS = {"Africa": 3, "Asia": 6, "Europe": 18, "Latin America": 1, "North America": 12}
COUNTRIES = {"Africa": "Kenya", "Asia": "Japan", "Europe": "Spain", "Latin America": "Peru", "North America": "Canada"}
SECRET = "quetzal"


@pytest.fixture(autouse=True)
def on_the_day(today: date) -> Iterator[None]:
    make_installation(demo=True, today=today)
    with clock.standing_at(today):
        yield


@pytest.fixture
def officer() -> Actor:
    return make_actor()


@pytest.fixture
def series() -> Series:
    programme = Programme.objects.create(slug="b-tech", name="B-Tech")
    return Series.objects.create(slug="plp", programme=programme, name="Peer Learning Platform", year=2023)


@pytest.fixture
def ledger(officer: Actor, series: Series) -> Ledger:
    return actions.open_ledger(officer, series, k=5, k_organisations=3)


def people(**regions: int) -> list[dict[str, str]]:
    counts = {**REGIONS, **{name.replace("_", " "): number for name, number in regions.items()}}
    return [
        {"person": f"{region}-{at}", "organisation": f"{region}-{at}", "region": region}
        for region, number in counts.items()
        for at in range(number)
    ]


def as_a_list(name: str = SECRET) -> str:
    lines = [f"{name}-{at}@{name}-{at}.example,{COUNTRIES[row['region']]}" for at, row in enumerate(people())]
    return "\n".join(["Email,Country", *lines])


def made(officer: Actor, ledger: Ledger, **regions: int) -> Table:
    return actions.make_table(officer, ledger, people(**regions), by=["region"], title="Who registered")


def counts(table: Table) -> dict[str, int]:
    cells = table.release["tables"][0]["cells"]
    return {" + ".join(cell["where"]["region"]): cell.get("count") for cell in cells}


def test_small_regions_are_put_together_and_the_rest_is_exact(officer: Actor, ledger: Ledger) -> None:
    assert counts(made(officer, ledger)) == {"Europe": 18, "North America": 12, "Africa + Asia + Latin America": 10}


def test_a_later_table_does_not_show_the_step_of_one(officer: Actor, ledger: Ledger) -> None:
    actions.enter(made(officer, ledger))
    later = made(officer, ledger, Africa=4)
    assert later.after == 1
    assert all(cell.get("count") is None for cell in later.release["tables"][0]["cells"])
    assert later.release["tables"][0]["total"] is None


@pytest.mark.parametrize("heading", ["Region", "REGION", "re\u200bgion", "\uff52egion"])
def test_a_heading_in_other_letters_does_not_show_the_step_of_one(officer: Actor, ledger: Ledger, heading: str) -> None:
    actions.enter(made(officer, ledger))
    rows = [
        {"person": row["person"], "organisation": row["organisation"], heading: row["region"].upper()}
        for row in people(Africa=4)
    ]
    later = actions.make_table(officer, ledger, rows, by=[heading], title="Who registered")
    assert later.release["by"] == ["region"]
    cells = later.release["tables"][0]["cells"]
    assert cells
    assert all(cell.get("count") is None for cell in cells)


def test_a_table_made_before_another_was_published_cannot_be(officer: Actor, ledger: Ledger) -> None:
    first, second = made(officer, ledger), made(officer, ledger, Africa=4)
    actions.enter(first)
    with pytest.raises(Declined, match="Make it again"):
        actions.enter(second)
    assert [table.pk for table in queries.published(ledger)] == [first.pk]


def renamed(rows: list[dict[str, str]], **names: str) -> list[dict[str, str]]:
    return [{names.get(column, column): value for column, value in row.items()} for row in rows]


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_the_same_values_under_another_name_are_not_counted_anew(officer: Actor, ledger: Ledger) -> None:
    actions.enter(made(officer, ledger))
    rows = renamed(people(Africa=4), region="Where from")
    with pytest.raises(Declined, match="published before under “region”"):
        actions.make_table(officer, ledger, rows, by=["Where from"], title="Again")
    assert Table.objects.count() == 1


def test_the_same_question_is_counted_under_the_name_it_had(officer: Actor, ledger: Ledger) -> None:
    actions.enter(made(officer, ledger))
    rows, meant = renamed(people(Africa=4), region="Where from"), {"Where from": "region"}
    table = actions.make_table(officer, ledger, rows, by=["Where from"], title="Again", meant=meant)
    assert table.release["by"] == ["region"]
    assert table.release["tables"][0]["total"] is None
    assert table.told_apart == []
    assert "column.told_apart" not in verbs()


def test_that_it_is_another_question_is_kept_without_what_it_says(officer: Actor, ledger: Ledger) -> None:
    actions.enter(made(officer, ledger))
    rows, meant = renamed(people(Africa=4), region="Where from"), {"Where from": "Where from"}
    table = actions.make_table(officer, ledger, rows, by=["Where from"], title="Again", meant=meant)
    assert table.told_apart == [{"column": "Where from", "like": ["region"]}]
    assert verbs()[-2:] == ["table.made", "column.told_apart"]
    assert AuditEntry.objects.order_by("sequence").last().subject == str(table.pk)  # type: ignore[union-attr]


def test_a_heading_with_other_signs_and_spaces_is_the_same_column(officer: Actor, ledger: Ledger) -> None:
    actions.enter(made(officer, ledger))
    table = actions.make_table(officer, ledger, renamed(people(), region=" Re-gion?"), by=[" Re-gion?"], title="Again")
    assert table.release["by"] == ["region"]


def test_countries_are_not_counted_beside_their_regions(officer: Actor, ledger: Ledger) -> None:
    rows = [{**row, "Country": COUNTRIES[row["region"]]} for row in people()]
    with pytest.raises(Declined, match="Count by one of the two"):
        actions.make_table(officer, ledger, rows, by=["region", "Country"], title="Both")
    actions.enter(made(officer, ledger))
    with pytest.raises(Declined, match="subtract a table"):
        actions.make_table(officer, ledger, rows, by=["Country"], title="Countries", meant={"Country": "Country"})
    with pytest.raises(Declined, match="knows which country lies where"):
        alone = [{key: value for key, value in row.items() if key != "region"} for row in rows]
        actions.make_table(officer, ledger, alone, by=["Country"], title="Countries")


def test_the_same_table_made_twice_is_one(officer: Actor, ledger: Ledger) -> None:
    first, second = made(officer, ledger), made(officer, ledger)
    assert first == second
    assert verbs().count("table.made") == 1
    assert made(officer, ledger, Europe=19) != first
    other = actions.make_table(officer, ledger, people(), by=["region"], title="Who came")
    assert other != first


def test_what_was_published_stays_in_the_ledger(officer: Actor, ledger: Ledger) -> None:
    table = actions.enter(made(officer, ledger))
    with pytest.raises(Declined, match="stays in the ledger"):
        actions.discard_table(officer, table)
    with pytest.raises(Declined, match="stays in the ledger"):
        actions.enter(table)


def test_what_was_not_published_can_be_thrown_away(officer: Actor, ledger: Ledger) -> None:
    actions.discard_table(officer, made(officer, ledger))
    assert not Table.objects.exists()


def test_an_earlier_table_that_was_altered_stops_the_next(officer: Actor, ledger: Ledger) -> None:
    table = actions.enter(made(officer, ledger))
    table.release["tables"][0]["cells"][0]["count"] += 1
    table.save()
    with pytest.raises(Declined, match="altered"):
        made(officer, ledger)


def test_the_thresholds_of_a_room_are_set_once(officer: Actor, series: Series, ledger: Ledger) -> None:
    with pytest.raises(Declined, match="they stay"):
        actions.open_ledger(officer, series, k=3, k_organisations=3)
    assert queries.ledger_of(series) == ledger


@pytest.mark.parametrize(("k", "k_organisations"), [(2, 2), (5, 2), (3, 4)])
def test_thresholds_keep_the_floor(officer: Actor, series: Series, k: int, k_organisations: int) -> None:
    with pytest.raises(Declined, match="At least 3"):
        actions.open_ledger(officer, series, k=k, k_organisations=k_organisations)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ledger.objects.create(series=series, k=k, k_organisations=k_organisations, opened_at=clock.now())


def test_nobody_else_makes_tables(ledger: Ledger) -> None:
    nominee = actor_of(make_nominee(make_member(make_cohort(), make_organisation("orbit"))))
    with pytest.raises(Refused):
        made(nominee, ledger)
    assert not queries.visible_to(nominee).exists()


def uploaded(client: Client, series: Series, text: str) -> HttpResponse:
    given = {"title": "Who registered", "text": text, "person": "Email", "by": "region of: Country"}
    return client.post(reverse("statistics:from_list", args=["series", series.pk]), given)


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_secretariat(name="Officer 2"))
    return client


def test_a_list_becomes_a_table_and_nobody_in_it_is_kept(signed_in: Client, series: Series, ledger: Ledger) -> None:
    answer = uploaded(signed_in, series, as_a_list())
    table = Table.objects.get()
    assert answer.headers["Location"] == reverse("statistics:table", args=[table.pk])
    assert [sum(cell["count"] for cell in one["cells"]) for one in table.release["tables"]] == [40]
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            assert SECRET not in str(cursor.fetchall()), name


def test_the_list_travels_with_the_second_question(signed_in: Client, series: Series, ledger: Ledger) -> None:
    answer = signed_in.post(
        reverse("statistics:from_list", args=["series", series.pk]), {"title": "Who registered", "text": as_a_list()}
    )
    page = answer.content.decode()
    assert "40 lines were read." in page
    assert f"{SECRET}-0@{SECRET}-0.example" in page
    assert "Region of the world, from “Country”" in page
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Choose a file or paste the list."), ("Email,Country", "There is nobody in this list.")],
)
def test_a_list_that_cannot_be_read_says_why(
    signed_in: Client, series: Series, ledger: Ledger, text: str, said: str
) -> None:
    address = reverse("statistics:from_list", args=["series", series.pk])
    page = signed_in.post(address, {"title": "Who registered", "text": text}).content.decode()
    assert f'<a href="#id_text">Or paste it: {said}' in page


def test_a_file_that_cannot_be_read_is_told_at_the_file(signed_in: Client, series: Series, ledger: Ledger) -> None:
    address = reverse("statistics:from_list", args=["series", series.pk])
    given = {"title": "Who registered", "file": SimpleUploadedFile("list.csv", b"\xff")}
    assert '<a href="#id_file">The list as a file: This is not text' in signed_in.post(address, given).content.decode()


def test_what_says_who_somebody_is_is_not_offered_and_why(signed_in: Client, series: Series, ledger: Ledger) -> None:
    lines = [f"a{at}@b{at}.example,G{at},{row['region']},{at}" for at, row in enumerate(people())]
    text = "\n".join(["Email,Name,Region,<i>No</i>", *lines])
    address = reverse("statistics:from_list", args=["series", series.pk])
    page = signed_in.post(address, {"title": "Who registered", "text": text}).content.decode()
    assert re.findall(r'name="by" value="([^"]+)"', page) == ["region of: Region", "Region"]
    assert "Not offered: “Email”, “Name”, “&lt;i&gt;No&lt;/i&gt;”." in page
    given = {"title": "Who registered", "text": text, "person": "Email", "by": "Name"}
    assert "Choose one of those that are offered" in signed_in.post(address, given).content.decode()
    assert not Table.objects.exists()


def test_a_list_with_nothing_to_count_by_says_so(signed_in: Client, series: Series, ledger: Ledger) -> None:
    address = reverse("statistics:from_list", args=["series", series.pk])
    given = {"title": "Who registered", "text": "Email,Name\na@b.example,Guest 1\nc@d.example,Guest 2\n"}
    assert "Every column of this list says who somebody is." in signed_in.post(address, given).content.decode()


def test_somebody_without_an_address_is_asked_about(signed_in: Client, series: Series, ledger: Ledger) -> None:
    text = "Email,Country\na@b.example,Peru\nc@d.example,Chile\ne@f.example,Peru\n,Chile\n"
    answer = uploaded(signed_in, series, text)
    assert "Line 5 says nothing under “Email”" in answer.content.decode()


def test_the_page_asks_what_a_column_is_that_looks_like_a_published_one(
    signed_in: Client, officer: Actor, series: Series, ledger: Ledger
) -> None:
    actions.enter(made(officer, ledger))
    text = "\n".join(["Email,Where", *(f"a{at}@b{at}.example,{row['region']}" for at, row in enumerate(people()))])
    address = reverse("statistics:from_list", args=["series", series.pk])
    given = {"title": "Again", "text": text, "person": "Email", "by": "Where"}
    asked = signed_in.post(address, {"title": "Again", "text": text}).content.decode()
    refused = signed_in.post(address, given).content.decode()
    for page in (asked, refused):
        assert "What is “Where”, beside “region” that was published?" in page
        assert "The same question: count it as “region”" in page
        assert "Answer where you count by it." in page
    assert "If it is the same question asked of the same people" in refused
    fields = ColumnsForm(found=read_list(text), asked=queries.doubts_about(ledger, values_in(read_list(text)))).fields
    meant = {name: "region" for name in fields if name.startswith("meant_")}
    assert meant
    signed_in.post(address, {**given, **meant})
    assert queries.waiting(ledger).get().release["by"] == ["region"]
    signed_in.post(address, {**given, **dict.fromkeys(meant, "Where")})
    table = queries.waiting(ledger).get(title="Again", release__by=["Where"])
    page = signed_in.get(reverse("statistics:table", args=[table.pk])).content.decode()
    assert "“Where” has values that were published before under “region”" in page


def test_attendance_asks_what_its_columns_are_too(signed_in: Client, officer: Actor) -> None:
    cohort = make_cohort()
    session = make_session(make_year(cohort), date(2023, 1, 12))
    session.attendance_recorded_at = clock.now()
    session.save()
    for region, number in REGIONS.items():
        for at in range(number):
            organisation = make_organisation(f"{region.lower().replace(' ', '-')}-{at}", region=region)
            make_member(cohort, organisation)
            Attendance.objects.create(
                session=session,
                organisation=organisation,
                capacity=Capacity.NOMINEE,
                origin=Origin.OFFICER,
                recorded_at=clock.now(),
            )
    ledger = actions.open_ledger(officer, cohort, k=5, k_organisations=3)
    rows = renamed(people(), region="Where from")
    actions.enter(actions.make_table(officer, ledger, rows, by=["Where from"], title="Who registered"))
    address = reverse("statistics:from_attendance", args=[cohort.pk])
    given = {"of": str(session.pk), "by": "region"}
    refused = signed_in.post(address, given).content.decode()
    assert "published before under “Where from”" in refused
    assert signed_in.post(address, {**given, "meant_0": "Where from"}).status_code == 302
    assert queries.waiting(ledger).get().release["by"] == ["Where from"]


def test_attendance_counts_organisations_by_what_is_on_record(officer: Actor) -> None:
    cohort = make_cohort()
    year = make_year(cohort)
    session = make_session(year, date(2023, 1, 12))
    session.attendance_recorded_at = clock.now()
    session.save()
    for at in range(3):
        organisation = make_organisation(f"orbit-{at}", region="Europe")
        make_member(cohort, organisation)
        if at:
            Attendance.objects.create(
                session=session,
                organisation=organisation,
                capacity=Capacity.NOMINEE,
                origin=Origin.OFFICER,
                recorded_at=clock.now(),
            )
    assert list(queries.sessions_with_attendance(cohort)) == [session]
    assert [row.year for row in queries.years_with_attendance(cohort)] == [2023]
    assert queries.represented(session) == queries.represented(year) == ["orbit-1", "orbit-2"]
    rows = queries.rows_about(["orbit-1"], ["region", "size"])
    assert rows == [{"person": "orbit-1", "organisation": "orbit-1", "region": "Europe", "size": "not known"}]


def test_the_pages_show_the_thresholds_the_ledger_and_what_waits(
    signed_in: Client, officer: Actor, series: Series
) -> None:
    room = reverse("statistics:room", args=["series", series.pk])
    assert "No number about this room yet" in signed_in.get(room).content.decode()
    signed_in.post(reverse("statistics:open", args=["series", series.pk]), {"k": 5, "k_organisations": 3})
    ledger = Ledger.objects.get()
    assert "Nothing was published in numbers yet." in signed_in.get(room).content.decode()
    actions.enter(made(officer, ledger))
    made(officer, ledger, Asia=7)
    page = signed_in.get(room).content.decode()
    assert "18 of 40" in page
    assert "ready for the desk" in page


def test_a_table_says_what_a_reader_can_work_out(signed_in: Client, officer: Actor, ledger: Ledger) -> None:
    page = signed_in.get(reverse("statistics:table", args=[made(officer, ledger).pk])).content.decode()
    assert "Of no group of fewer than 5 people" in page
    assert "10 at most, perhaps none" in page
    assert "18, exactly" in page
    assert "Take it to the desk" in page


def test_the_page_says_when_a_table_tells_what_nobody_has(signed_in: Client, officer: Actor, ledger: Ledger) -> None:
    table = made(officer, ledger)
    address = reverse("statistics:table", args=[table.pk])
    assert "what is not named, nobody has" in signed_in.get(address).content.decode()
    rows = [{"person": str(at), "organisation": str(at), "answer": "yes" if at else "no"} for at in range(12)]
    of_most = actions.make_table(officer, ledger, rows, by=["answer"], title="Who agreed")
    address = reverse("statistics:table", args=[of_most.pk])
    assert "what is not named" not in signed_in.get(address).content.decode()


def test_the_thresholds_page_begins_with_what_they_are(signed_in: Client, series: Series) -> None:
    page = signed_in.get(reverse("statistics:open", args=["series", series.pk])).content.decode()
    assert re.search(r'<p class="lead">Two thresholds: a number is published only where', page)
