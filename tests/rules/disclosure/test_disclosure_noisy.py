"""A table with noise: who is counted in it, what it says of what was drawn, and that a column is told one way."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenor.rules.disclosure import DisclosureError, Release, Thresholds, release_from_json, tabulate
from convenor.rules.disclosure.noisy import REST, Question, count, read_question, tell
from convenor.rules.disclosure.reader import learned_from

SEED = 20230308
LIMITS = Thresholds(k=5, k_organisations=3)
REGIONS = ("Africa", "Asia", "Europe")


def question(epsilon: float = 1.0, most: int = 1) -> Question:
    return read_question("region", REGIONS, epsilon=epsilon, most=most)


def row(person: str, organisation: str, region: str) -> dict[str, str]:
    return {"person": person, "organisation": organisation, "region": region}


def singles(**regions: int) -> list[dict[str, str]]:
    return [row(f"{name} {at}", f"{name} {at}", name) for name, number in regions.items() for at in range(number)]


def told(drawn: Sequence[int], asked: Question | None = None, earlier: Sequence[Release] = ()) -> Release:
    return tell(asked or question(), drawn, limits=LIMITS, earlier=earlier, room="a room")


def cells(release: Release) -> Iterator[tuple[str, str, int, int]]:
    return ((cell.where["region"][0], cell.words, cell.least, cell.most) for cell in release.tables[0].cells)


def test_every_line_is_named_before_anybody_looks() -> None:
    found = count(singles(europe=60, Asia=3, Peru=2), question())
    assert found.lines == (*REGIONS, REST)
    assert found.counts == (0, 3, 60, 2)
    assert found.people == 65


PEOPLE = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([*REGIONS, "elsewhere"])), min_size=1, max_size=40)


@given(people=PEOPLE, most=st.integers(1, 5), gone=st.sampled_from("abcd"))
def test_without_an_organisation_the_counts_change_by_no_more_than_is_counted_of_it(
    people: list[tuple[str, str]], most: int, gone: str
) -> None:
    asked = question(most=most)
    rows = [row(str(at), organisation, region) for at, (organisation, region) in enumerate(people)]
    rest = [one for one in rows if one["organisation"] != gone]
    before, after = count(rows, asked).counts, count(rest, asked).counts if rest else (0,) * 4
    steps = [one - other for one, other in zip(before, after, strict=True)]
    assert min(steps) >= 0, "the others are counted as if it had not been there"
    assert sum(steps) == min(most, sum(organisation == gone for organisation, _ in people))


def test_who_of_an_organisation_counts_hangs_on_no_answer_and_on_no_order() -> None:
    answers = [f"answer {at}" for at in range(9)]
    asked = read_question("region", answers, epsilon=1.0, most=4)
    chosen = set()
    for shift in range(9):
        staff = [row(f"p{at}", "large", answers[(at + shift) % 9]) for at in range(9)]
        found = count(staff[::-1] if shift % 2 else staff, asked).counts
        chosen.add(frozenset(at for at in range(9) if found[(at + shift) % 9]))
    assert [len(one) for one in chosen] == [4]


def test_numbers_are_about_and_say_how_far_off_they_may_be() -> None:
    release = told([18, 40, 61, 12])
    assert list(cells(release)) == [
        ("Africa", "about 18", 15, 21),
        ("Asia", "about 40", 37, 43),
        ("Europe", "about 61", 58, 64),
        (REST, "about 12", 9, 15),
    ]
    assert release.noise is not None
    assert (release.noise.within, release.noise.total, release.noise.total_within) == (3, 131, 5)
    assert release.tables[0].total is None


def test_nothing_is_negative_and_no_handful_is_said() -> None:
    release = told([-7, 4, 5, 0])
    assert list(cells(release)) == [
        ("Africa", "few or none", 0, 7),
        ("Asia", "few or none", 0, 7),
        ("Europe", "about 5", 2, 8),
        (REST, "few or none", 0, 7),
    ]
    below = told([-7, -9, 0, 0])
    assert below.noise is not None
    assert below.noise.total == 0


@pytest.mark.parametrize(("epsilon", "most", "said"), [(0.5, 1, (18, 6)), (0.5, 3, (20, 20)), (0.25, 2, (20, 30))])
def test_what_is_far_off_is_rounded_and_that_is_said_too(epsilon: float, most: int, said: tuple[int, int]) -> None:
    release = told([18, 40, 61, 52], question(epsilon, most))
    assert release.noise is not None
    assert (release.tables[0].cells[0].words, release.noise.within) == (f"about {said[0]}", said[1])


@pytest.mark.parametrize("most", [1, 2, 3, 5])
@pytest.mark.parametrize("epsilon", [0.25, 0.5, 1.0])
def test_the_true_number_is_where_it_is_said_to_be_in_19_of_20_cases(epsilon: float, most: int) -> None:
    chance = np.random.default_rng([SEED, int(100 * epsilon), most])
    truth, asked = np.array([2, 30, 80, 41]), question(epsilon, most)
    stop = 1 - np.exp(-epsilon / most)
    found, in_all, draws = np.zeros(4), 0, 1500
    for _ in range(draws):
        release = told([int(number) for number in truth + chance.geometric(stop, 4) - chance.geometric(stop, 4)], asked)
        found += [
            cell.least <= number <= cell.most for cell, number in zip(release.tables[0].cells, truth, strict=True)
        ]
        assert release.noise is not None
        in_all += abs(release.noise.total - truth.sum()) <= release.noise.total_within
    assert min(found) / draws >= 0.94
    assert in_all / draws >= 0.94


def test_a_release_with_noise_is_kept_and_read_as_it_was_told() -> None:
    release = told([18, 40, 61, 12])
    assert release_from_json(release.as_json()) == release
    altered = {**release.as_json(), "noise": {**release.as_json()["noise"], "within": 0}}  # type: ignore[dict-item]
    with pytest.raises(DisclosureError, match="altered"):
        release_from_json(altered)


@pytest.mark.parametrize(
    "noise", [7, {}, {"epsilon": "1"}, {"epsilon": 0, "most": 1, "within": 1, "total": 1, "total_within": 1}]
)
def test_noise_of_another_shape_is_not_read(noise: object) -> None:
    plain = {**told([18, 40, 61, 12]).as_json(), "noise": noise}
    del plain["digest"]
    with pytest.raises(DisclosureError, match="noise"):
        release_from_json(plain)


def test_a_reader_knows_nothing_for_certain_from_noise() -> None:
    assert learned_from(told([18, 40, 61, 12])) == ()


def test_a_column_told_with_noise_is_not_counted_exactly() -> None:
    noisy = told([18, 40, 61, 12]).as_json()
    with pytest.raises(DisclosureError, match="“region” was published in “about” numbers"):
        tabulate(singles(Africa=20, Asia=20, Europe=20), ["region"], [noisy], 5, 3, room="a room")


def test_a_column_counted_exactly_is_not_told_with_noise() -> None:
    exact = release_from_json(tabulate(singles(Africa=20, Asia=20, Europe=20), ["region"], room="a room"))
    with pytest.raises(DisclosureError, match="“region” was published exactly"):
        told([18, 40, 61, 12], earlier=[exact])


def test_other_columns_are_counted_as_if_the_noise_were_not_there() -> None:
    rows = [{**one, "sector": "chips" if at % 2 else "cloud"} for at, one in enumerate(singles(Asia=30, Europe=30))]
    noisy = told([0, 30, 30, 0]).as_json()
    alone, beside = (tabulate(rows, ["sector"], after, 5, 3, room="a room") for after in ([], [noisy]))
    assert alone["tables"] == beside["tables"]
    assert beside["after"] == [noisy["digest"]]


def test_the_same_column_may_be_told_with_noise_again() -> None:
    first = told([18, 40, 61, 12])
    assert told([19, 40, 61, 12], earlier=[first]).after == (first.digest,)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (["Asia"], "these are 1"),
        ([f"answer {at}" for at in range(26)], "these are 26"),
        (["Asia", " asia "], "twice"),
        (["Asia", "Anything  else"], "added by itself"),
        (["Asia", "x" * 81], "more than 80 signs"),
    ],
)
def test_answers_that_cannot_be_lines_are_refused(values: list[str], why: str) -> None:
    with pytest.raises(DisclosureError, match=why):
        read_question("region", values, epsilon=1.0, most=1)


def test_somebody_who_is_there_twice_is_not_counted() -> None:
    with pytest.raises(DisclosureError, match="in row 1 already"):
        count([row("a", "a", "Asia"), row("a", "b", "Asia")], question())
