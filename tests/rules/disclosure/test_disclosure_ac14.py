"""AC-14, word for word, and what must hold of the sessions after it."""

from disclosure_rooms import people

from convenor.rules.disclosure import tabulate

SESSION = {"Africa": 3, "Asia": 6, "Europe": 18, "Latin America": 1, "North America": 12}


def cells(release: dict[str, object]) -> dict[tuple[str, ...], tuple[int, int]]:
    tables = release["tables"]
    assert isinstance(tables, list)
    return {
        tuple(cell["where"]["region"]): (cell.get("count", cell.get("least")), cell.get("count", cell.get("most")))
        for table in tables
        for cell in table["cells"]
    }


def totals(release: dict[str, object]) -> list[int | None]:
    tables = release["tables"]
    assert isinstance(tables, list)
    return [table["total"] for table in tables]


def test_small_regions_are_merged_and_the_total_is_said() -> None:
    release = tabulate(people("region", SESSION), ["region"])
    assert cells(release) == {
        ("Europe",): (18, 18),
        ("North America",): (12, 12),
        ("Africa", "Asia", "Latin America"): (10, 10),
    }
    assert totals(release) == [40]
    assert release["withheld"] == []


def test_the_next_session_does_not_reveal_the_african_firm_that_came() -> None:
    first = tabulate(people("region", SESSION), ["region"])
    later = {many: tabulate(people("region", {**SESSION, "Africa": many}), ["region"], [first]) for many in (2, 3, 4)}
    assert all(cells(release)[("Africa", "Asia", "Latin America")] == (10 - 5, 10 + 5) for release in later.values())
    elsewhere = tabulate(people("region", {**SESSION, "Europe": 19}), ["region"], [first])
    assert cells(elsewhere) == cells(later[4])


def test_a_drill_down_into_a_few_is_too_few_to_show() -> None:
    release = tabulate(people("country", {"Kenya": 2, "Nigeria": 1}), ["country"])
    assert release["tables"] == []
    assert release["withheld"] == [{"by": ["country"], "reason": "too few to show", "open": True}]
