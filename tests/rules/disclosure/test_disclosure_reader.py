"""What a reader knows of each value: a count where it stands alone, and perhaps nobody where it stands with others."""

from convenor.rules.disclosure import release_from_json, tabulate
from convenor.rules.disclosure.reader import learned_from, names_everybody

REGIONS = {"Africa": 3, "Asia": 6, "Europe": 18, "Latin America": 1, "North America": 12}
ROWS = [
    {"person": f"{region}{at}", "organisation": f"{region}{at}", "region": region}
    for region, number in REGIONS.items()
    for at in range(number)
]


def test_a_value_put_together_with_others_may_be_nobodys() -> None:
    release = release_from_json(tabulate(ROWS, ["region"]))
    known = {one.value: (one.least, one.most) for one in learned_from(release)}
    assert known == {
        "Africa": (0, 10),
        "Asia": (0, 10),
        "Latin America": (0, 10),
        "Europe": (18, 18),
        "North America": (12, 12),
    }


def test_what_is_said_of_a_value_is_true_of_the_people() -> None:
    first = tabulate(ROWS, ["region"])
    for release in (first, tabulate(ROWS[1:], ["region"], [first])):
        counts = REGIONS if release is first else {**REGIONS, "Africa": 2}
        for one in learned_from(release_from_json(release)):
            assert one.least <= counts[one.value] <= one.most


def test_what_is_not_named_is_nobodys_where_the_counts_come_to_everybody() -> None:
    first = tabulate(ROWS, ["region"])
    assert names_everybody(release_from_json(first))
    later = release_from_json(tabulate(ROWS[1:], ["region"], [first]))
    assert later.tables
    assert not names_everybody(later)
    most = [{"person": str(at), "organisation": str(at), "answer": "yes" if at else "no"} for at in range(12)]
    of_most = release_from_json(tabulate(most, ["answer"]))
    assert of_most.tables
    assert not names_everybody(of_most)


def test_only_a_value_of_enough_people_is_known_exactly() -> None:
    release = release_from_json(tabulate(ROWS, ["region"]))
    assert {one.value for one in learned_from(release) if one.is_exact} == {"Europe", "North America"}
