"""Tables with noise: spent for good once drawn, drawn once, never more than the budget, and told one way."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.room.cohorts.models import Programme
from convenor.room.series.models import Series
from convenor.room.statistics import actions, noise, queries
from convenor.room.statistics.models import Ledger, Table
from convenor.rules.disclosure import release_from_json
from convenor.rules.disclosure.budget import BUDGETS, MOST_OF_ONE, STRENGTHS
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

REGIONS = {"Africa": 9, "Asia": 14, "Europe": 31, "North America": 12}
COUNTRIES = {"Africa": "Kenya", "Asia": "Japan", "Europe": "Spain", "North America": "Canada"}
POSSIBLE = [*REGIONS, "Oceania"]
SECRET = "hoopoe"


class Drawn:
    """Noise as the tests want it; `times` says how often it was drawn."""

    def __init__(self, *steps: int) -> None:
        self.steps, self.times = steps, 0

    def __call__(self, counts: Sequence[int], **_strength: float) -> list[int]:
        self.times += 1
        return [number + step for number, step in zip(counts, [*self.steps, *[0] * len(counts)], strict=False)]


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
    return actions.open_ledger(officer, series, k=5, k_organisations=3, budget=1.0)


def people(**regions: int) -> list[dict[str, str]]:
    return [
        {"person": f"{SECRET} {region} {at}", "organisation": f"{region} {at}", "region": region}
        for region, number in {**REGIONS, **regions}.items()
        for at in range(number)
    ]


def drawn(
    officer: Actor,
    ledger: Ledger,
    rows: list[dict[str, str]] | None = None,
    *,
    epsilon: float = 0.5,
    title: str = "Who registered",
    draw: Callable[..., list[int]] | None = None,
) -> Table:
    return actions.draw_table(
        officer,
        ledger,
        people() if rows is None else rows,
        column="region",
        values=POSSIBLE,
        epsilon=epsilon,
        title=title,
        draw=draw or Drawn(),
    )


def spent(ledger: Ledger) -> float:
    return Ledger.objects.get(pk=ledger.pk).spent


def told(table: Table) -> dict[str, str]:
    return {cell["where"]["region"][0]: cell["words"] for cell in table.release["tables"][0]["cells"]}


def test_numbers_are_about_and_kept_with_what_they_cost(officer: Actor, ledger: Ledger) -> None:
    table = drawn(officer, ledger, draw=Drawn(2, -1, 0, 3, -4))
    assert told(table) == {
        "Africa": "about 11",
        "Asia": "about 13",
        "Europe": "about 31",
        "North America": "about 15",
        "Oceania": "few or none",
        "anything else": "few or none",
    }
    assert table.release["noise"] == {"epsilon": 0.5, "most": 1, "within": 6, "total": 65, "total_within": 20}
    assert release_from_json(table.release).digest == table.release["digest"]
    assert spent(ledger) == 0.5
    assert AuditEntry.objects.order_by("sequence").last().verb == "table.drawn"  # type: ignore[union-attr]


def test_the_same_table_of_the_same_people_is_drawn_once(officer: Actor, ledger: Ledger) -> None:
    draw = Drawn(1)
    first = drawn(officer, ledger, draw=draw)
    again = drawn(officer, ledger, people()[::-1], title="Who registered in spring", draw=draw)
    assert (again.pk, again.release, draw.times, spent(ledger)) == (first.pk, first.release, 1, 0.5)
    assert again.title == "Who registered in spring"
    other = drawn(officer, ledger, people(Africa=10), draw=draw)
    assert (other.pk != first.pk, draw.times, spent(ledger)) == (True, 2, 1.0)


def test_what_was_drawn_is_spent_also_when_it_is_thrown_away(officer: Actor, ledger: Ledger) -> None:
    actions.discard_table(officer, drawn(officer, ledger, epsilon=1.0))
    assert not Table.objects.exists()
    assert spent(ledger) == 1.0
    with pytest.raises(Declined, match="0 is left of the 1"):
        drawn(officer, ledger, epsilon=0.25)
    assert not Table.objects.exists()


def test_two_at_once_do_not_spend_more_than_there_is(officer: Actor, ledger: Ledger) -> None:
    seen, seen_by_another = Ledger.objects.get(), Ledger.objects.get()
    drawn(officer, seen, epsilon=1.0)
    draw = Drawn()
    with pytest.raises(Declined, match="Nothing is ever given back"):
        drawn(officer, seen_by_another, people(Africa=10), epsilon=1.0, draw=draw)
    assert (draw.times, spent(ledger), Table.objects.count()) == (0, 1.0, 1)


def test_the_ledger_is_held_while_it_is_spent_from(officer: Actor, ledger: Ledger) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        drawn(officer, ledger)
    first = next(query["sql"] for query in asked.captured_queries if "statistics_ledger" in query["sql"])
    assert "FOR UPDATE" in first or not connection.features.has_select_for_update


def test_the_database_itself_keeps_the_budget_and_one_draw(officer: Actor, ledger: Ledger) -> None:
    for over in ({"spent": 1.25}, {"spent": -0.25}, {"most_of_one": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ledger.objects.update(**over)
    table = drawn(officer, ledger)
    table.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Table(ledger=ledger, title="x", release={}, after=0, made_at=clock.now(), drawn_of=table.drawn_of).save()


def test_noise_that_fails_costs_nothing(officer: Actor, ledger: Ledger) -> None:
    def broken(_counts: Sequence[int], **_strength: float) -> list[int]:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        drawn(officer, ledger, draw=broken)
    assert spent(ledger) == 0
    assert not Table.objects.exists()


def test_fewer_than_fifty_people_are_not_drawn_for(officer: Actor, ledger: Ledger) -> None:
    draw = Drawn()
    with pytest.raises(Declined, match="49 people are counted here"):
        drawn(officer, ledger, people()[:49], draw=draw)
    staff = [{**row, "organisation": "one"} for row in people()]
    with pytest.raises(Declined, match="1 person is counted here, with at most 1 of each organisation"):
        drawn(officer, ledger, staff, draw=draw)
    assert (draw.times, spent(ledger)) == (0, 0)


def test_the_most_of_one_organisation_is_that_of_the_ledger(officer: Actor, series: Series) -> None:
    ledger = actions.open_ledger(officer, series, k=5, k_organisations=3, budget=1.0, most_of_one=3)
    rows = [{**row, "organisation": f"{at // 4}"} for at, row in enumerate(people())]
    table = drawn(officer, ledger, rows, epsilon=1.0)
    # Of 66 people 16 organisations have four and one has two.
    assert table.release["noise"]["most"] == 3
    assert abs(table.release["noise"]["total"] - 50) <= 5


def test_the_budget_is_frozen_with_the_ledger(officer: Actor, series: Series) -> None:
    with pytest.raises(Declined, match="0, 1, 2 or 4"):
        actions.open_ledger(officer, series, k=5, k_organisations=3, budget=3.0)
    with pytest.raises(Declined, match="at most 5 people"):
        actions.open_ledger(officer, series, k=5, k_organisations=3, most_of_one=6)
    none = actions.open_ledger(officer, series, k=5, k_organisations=3, budget=0.0)
    with pytest.raises(Declined, match="without a budget"):
        drawn(officer, none)


def test_without_the_extra_it_is_said_what_to_install(
    officer: Actor, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noise, "is_there", lambda: False)
    with pytest.raises(Declined, match=r"install convenor\[noise\]"):
        actions.draw_table(
            officer, ledger, people(), column="region", values=POSSIBLE, epsilon=0.5, title="Who registered"
        )
    assert spent(ledger) == 0


def test_a_column_is_told_one_way(officer: Actor, ledger: Ledger) -> None:
    noisy = drawn(officer, ledger)
    exact = actions.make_table(officer, ledger, people(), by=["region"], title="Who registered, exactly")
    actions.enter(exact)
    assert not queries.is_up_to_date(noisy)
    with pytest.raises(Declined, match="published exactly since it was drawn"):
        actions.enter(noisy)
    with pytest.raises(Declined, match="was published exactly"):
        drawn(officer, ledger, people(Africa=10))
    assert [table.pk for table in queries.published(ledger)] == [exact.pk]


def test_a_column_told_with_noise_is_not_counted_exactly_under_any_name(officer: Actor, ledger: Ledger) -> None:
    actions.enter(drawn(officer, ledger))
    with pytest.raises(Declined, match="“region” was published in “about” numbers"):
        actions.make_table(officer, ledger, people(), by=["region"], title="Exactly")
    renamed = [{("Where from" if key == "region" else key): value for key, value in row.items()} for row in people()]
    with pytest.raises(Declined, match="published before under “region”"):
        actions.make_table(officer, ledger, renamed, by=["Where from"], title="Exactly")
    with pytest.raises(Declined, match="“region” was published in “about” numbers"):
        actions.make_table(officer, ledger, renamed, by=["Where from"], title="Exactly", meant={"Where from": "region"})


def test_a_table_with_noise_outlives_what_is_published_of_other_columns(officer: Actor, ledger: Ledger) -> None:
    noisy = drawn(officer, ledger)
    rows = [{**row, "sector": ("chips", "cloud")[at % 2]} for at, row in enumerate(people())]
    exact = [{key: value for key, value in row.items() if key != "region"} for row in rows]
    waiting = actions.make_table(officer, ledger, exact, by=["sector"], title="Sectors")
    actions.enter(actions.make_table(officer, ledger, exact[:60], by=["sector"], title="Sectors before"))
    assert actions.enter(noisy).position == 2
    with pytest.raises(Declined, match="Make it again"):
        actions.enter(waiting)
    again = actions.make_table(officer, ledger, exact, by=["sector"], title="Sectors")
    assert len(again.release["after"]) == 2
    assert actions.enter(again).position == 3


def test_nothing_of_what_was_counted_is_kept_with_a_published_table(officer: Actor, ledger: Ledger) -> None:
    table = drawn(officer, ledger)
    assert len(table.drawn_of) == 64
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            assert SECRET not in str(cursor.fetchall()), name
    assert actions.enter(table).drawn_of == ""
    assert Table.objects.get().drawn_of == ""


def test_the_digest_of_what_was_drawn_needs_the_key(officer: Actor, ledger: Ledger, settings: object) -> None:
    first = drawn(officer, ledger)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert drawn(officer, ledger).drawn_of != first.drawn_of


def test_nobody_else_draws(ledger: Ledger) -> None:
    nominee = actor_of(make_nominee(make_member(make_cohort(), make_organisation("orbit"))))
    with pytest.raises(Refused):
        drawn(nominee, ledger)
    assert spent(ledger) == 0


@pytest.mark.parametrize("most", range(1, MOST_OF_ONE + 1))
@pytest.mark.parametrize("epsilon", STRENGTHS)
def test_the_mechanism_costs_no_more_than_is_charged(epsilon: float, most: int) -> None:
    numbers = noise.draw([0, 50, 1000], epsilon=epsilon, most=most)
    assert [type(number) for number in numbers] == [int] * 3


def test_a_mechanism_that_would_cost_more_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dear:
        def map(self, most: int) -> float:
            return most / 1.9

    monkeypatch.setattr("opendp.measurements.make_laplace", lambda *_space, **_scale: Dear())
    with pytest.raises(ArithmeticError, match="cost more"):
        noise.draw([1, 2], epsilon=0.5, most=1)


# Pages


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_secretariat(name="Officer 2"))
    return client


def as_a_list(rows: Sequence[dict[str, str]]) -> str:
    lines = [f"{SECRET}-{at}@{SECRET}-{at}.example,{COUNTRIES[row['region']]}" for at, row in enumerate(rows)]
    return "\n".join(["Email,Country", *lines])


def asked(client: Client, text: str, **more: object) -> HttpResponse:
    return client.post(
        reverse("statistics:about", args=["series", "plp"]), {"title": "Who registered", "text": text, **more}
    )


def test_a_list_becomes_about_numbers_in_two_questions(signed_in: Client, ledger: Ledger) -> None:
    text = as_a_list(people())
    page = asked(signed_in, text).content.decode()
    assert "Off by at most 6, 19 times of 20; costs 0.5" in page
    assert "costs 2" not in page, "more than is left is not offered"
    answer = asked(signed_in, text, person="Email", by="region of: Country", epsilon="0.5")
    table = Table.objects.get()
    assert answer.headers["Location"] == reverse("statistics:table", args=[table.pk])
    seen = signed_in.get(answer.headers["Location"]).content.decode()
    assert "In 19 of 20 cases a number is off by no more than 6 and the total by no more than 20" in seen
    assert "at most 1.6 times as likely" in seen
    assert "All else" not in seen
    gone = signed_in.get(reverse("statistics:discard", args=[table.pk])).content.decode()
    assert "What its noise cost stays spent" in gone
    room = signed_in.get(reverse("statistics:room", args=["series", "plp"])).content.decode()
    assert "may cost this room 1 in all; 0.5 is left" in room
    assert "ready for the desk" in room


def test_answers_that_were_possible_are_named_by_hand(signed_in: Client, ledger: Ledger) -> None:
    text = as_a_list(people())
    wanted = {"person": "Email", "by": "Country", "epsilon": "0.5"}
    assert "Name the answers that were possible" in asked(signed_in, text, **wanted).content.decode()
    assert not Table.objects.exists()
    asked(signed_in, text, **wanted, values="Kenya\r\nSpain\r\n\r\nChad\r\n")
    lines = [cell["where"]["Country"][0] for cell in Table.objects.get().release["tables"][0]["cells"]]
    assert lines == ["Kenya", "Spain", "Chad", "anything else"]


def test_a_short_list_is_refused_at_once(signed_in: Client, ledger: Ledger) -> None:
    page = asked(signed_in, as_a_list(people()[:13])).content.decode()
    assert "13 people are counted here" in page
    assert "What is counted" in page


@pytest.mark.parametrize("why", ["missing", "spent", "none"])
def test_where_it_cannot_be_the_page_says_why(
    signed_in: Client, ledger: Ledger, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "missing":
        monkeypatch.setattr(noise, "is_there", lambda: False)
    Ledger.objects.update(**{"missing": {}, "spent": {"spent": 1.0}, "none": {"budget": 0.0}}[why])
    said = {"missing": "install convenor[noise]", "spent": "0 is left of the 1", "none": "without a budget"}[why]
    for page in (signed_in.get(reverse("statistics:about", args=["series", "plp"])), asked(signed_in, "a,b")):
        assert said in page.content.decode()
        assert "<textarea" not in page.content.decode()
    room = signed_in.get(reverse("statistics:room", args=["series", "plp"])).content.decode()
    assert (reverse("statistics:about", args=["series", "plp"]) in room) is (why == "spent")


def test_the_thresholds_ask_for_a_budget_where_it_can_be_spent(
    signed_in: Client, series: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("statistics:open", args=["series", "plp"])
    assert "may cost in all" in signed_in.get(address).content.decode()
    signed_in.post(address, {"k": "5", "k_organisations": "3", "budget": "4.0", "most_of_one": "2"})
    ledger = Ledger.objects.get()
    assert (ledger.budget, ledger.most_of_one, ledger.budget in BUDGETS) == (4.0, 2, True)
    ledger.delete()
    signed_in.post(address, {"k": "5", "k_organisations": "3", "budget": "0.0"})
    assert Ledger.objects.get().budget == 0
    Ledger.objects.all().delete()
    monkeypatch.setattr(noise, "is_there", lambda: False)
    assert "may cost in all" not in signed_in.get(address).content.decode()
    signed_in.post(address, {"k": "5", "k_organisations": "3"})
    assert (Ledger.objects.get().budget, Ledger.objects.get().most_of_one) == (2.0, 1)
