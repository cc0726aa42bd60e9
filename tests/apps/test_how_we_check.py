"""The page for counsel: its figures are the benchmark's, its benchmark is the one in the repository."""

import json
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from bench.attribution_check import GOALS, Count, figures, judge, rows
from bench.labelled import KNOWN, UNSEEN, counted, documents, fits, words
from convenor.public.portal import figures as shown
from making import make_secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]

# Counted of what was found, so that finding more changes of how many.
OF_ITS_OWN = {"surface", "restores", "true"}
SETS = {"unseen": UNSEEN, "known": KNOWN}
SHIPPED = json.loads(shown.SHIPPED.read_text(encoding="utf-8"))


class Cells(HTMLParser):
    """The cells of a page's tables, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """A row begins, or a cell of one."""
        if tag == "tr":
            self.rows.append([])
        self._in_cell = tag in {"td", "th"}
        if self._in_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        self._in_cell = self._in_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        """The words of a cell."""
        if self._in_cell:
            self.rows[-1][-1] += data


def page() -> str:
    response = Client().get("/how-we-check/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_exactly_the_figures_of_the_file() -> None:
    cells = Cells()
    cells.feed(page())
    for column, which in enumerate(SETS, start=1):
        told = [f"{one['hits']} of {one['of']}" for one in SHIPPED[which]["figures"].values()]
        assert [row[column] for row in cells.rows[1:]] == told
    for name in {name for which in SETS for name in SHIPPED[which]["surfaces"]}:
        both = [SHIPPED[which]["surfaces"][name] for which in SETS if name in SHIPPED[which]["surfaces"]]
        hits, of = (sum(one[key] for one in both) for key in ("hits", "of"))
        assert f"<dt>{name.replace('_', ' ')}</dt><dd>{hits} of {of}</dd>" in page()


def test_another_file_makes_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = SHIPPED["unseen"]
    other = {**SHIPPED, "unseen": {**unseen, "figures": {**unseen["figures"], "trap": {"hits": 1234, "of": 4321}}}}
    monkeypatch.setattr(shown, "measured", lambda: other)
    assert "1,234 of 4,321" in page()


def test_the_page_says_when_on_what_and_that_it_is_no_promise() -> None:
    text = unescape(re.sub(r"<[^>]+>", "", page()))
    day = date.fromisoformat(SHIPPED["measured_on"])
    assert f"{day.day} {day:%B %Y}" in text
    assert f"{sum(SHIPPED['unseen']['cases'].values())} labelled cases that its rules had not met" in text
    assert f"{sum(SHIPPED['known']['cases'].values())} cases where the rules were mended" in text
    assert "What it cannot do" in text
    assert "and not as a promise" in text


def test_about_and_the_desk_lead_to_the_page() -> None:
    assert 'href="/how-we-check/"' in Client().get("/about/").content.decode()
    officer = Client()
    officer.force_login(make_secretariat())
    assert 'href="/how-we-check/"' in officer.get("/desk/").content.decode()


def test_the_page_tells_of_every_figure_that_is_measured() -> None:
    assert list(SHIPPED["unseen"]["figures"]) == list(SHIPPED["known"]["figures"]) == list(GOALS)
    assert len(shown.figures()) == len(GOALS)


@pytest.mark.parametrize("which", SETS)
def test_the_figures_are_of_the_cases_in_the_repository(which: str) -> None:
    """Add a case, and `make bench` has to be run before this passes again."""
    assert SHIPPED[which]["cases"] == counted(SETS[which])
    assert SHIPPED[which]["rosters"] == len(list((SETS[which] / "rosters").glob("*.json")))


@pytest.mark.parametrize("which", SETS)
def test_the_check_does_not_do_worse_than_the_page_says(which: str) -> None:
    """Rules have changed: if for the better, run `make bench`; if for the worse, mend them."""
    judged = [row for document in documents(SETS[which]) for row in judge(document)]
    today = figures(judged, words(SETS[which]))
    for key, said in SHIPPED[which]["figures"].items():
        less_is_better = key in {"trap", "harmless"}
        better, worse = (said["hits"], today[key].hits) if less_is_better else (today[key].hits, said["hits"])
        assert key in OF_ITS_OWN or better >= worse, key


def test_the_benchmarks_say_the_same() -> None:
    told = (Path(__file__).resolve().parents[2] / "docs/benchmarks.md").read_text(encoding="utf-8")
    for row in rows(SHIPPED)[: len(GOALS)]:
        assert f"| {row.what} | {row.measured} | {row.goal} |" in told


# The scorer can tell right from wrong.

ROSTER = {
    "visibility": "public",
    "public_sources": [{"url": "https://vellum.example/a", "title": "A report on severity", "members": ["vellum"]}],
    "k": 3,
    "members": [
        {
            "id": "vellum",
            "name": "Vellum Telecom",
            "attributes": {"country": "Spain", "sector": ["telecommunications"]},
        },
        {"id": "kestrel", "name": "Kestrel Cloud", "attributes": {"country": "France", "sector": ["cloud"]}},
        {"id": "osprey", "name": "Osprey Games", "attributes": {"country": "Spain", "sector": ["gaming"]}},
    ],
}


def scored(tmp_path: Path, *cases: dict[str, object]) -> dict[str, Count]:
    for folder in ("rosters", "cases"):
        (tmp_path / folder).mkdir()
    (tmp_path / "rosters/three.json").write_text(json.dumps(ROSTER))
    rows = [{"id": case["class"], "roster": "three", "paragraphs": [case], "class": case["class"]} for case in cases]
    (tmp_path / "cases/all.json").write_text(json.dumps({"documents": rows}))
    return figures([row for document in documents(tmp_path) for row in judge(document)], {})


def test_a_mention_that_is_missed_and_one_that_is_found_count_as_such(tmp_path: Path) -> None:
    text = "Vellum Telecom and a stranger spoke."
    found = {"class": "direct", "surface": "exact", "want": "blocked", "text": text, "spans": [[0, 14]]}
    missed = {**found, "surface": "other", "spans": [[19, 29]]}
    counts = scored(tmp_path, {**found, "members": ["vellum"]}, {**missed, "members": ["osprey"]})
    assert counts["direct"] == Count(hits=1, of=2)
    assert counts["surface"] == Count(hits=0, of=1)


def test_a_harmless_text_that_is_flagged_and_a_trap_that_is_blocked_count(tmp_path: Path) -> None:
    wrong = "Vellum Telecom disagreed."
    counts = scored(
        tmp_path,
        {"class": "harmless", "want": "clear", "text": wrong},
        {"class": "harmless", "want": "clear", "text": "Severity comes first."},
        {"class": "trap", "want": "notblocked", "text": wrong},
    )
    assert counts["harmless"] == Count(hits=1, of=2)
    assert counts["trap"] == Count(hits=1, of=1)


def test_a_description_counts_as_exact_only_with_the_set_that_follows_from_the_roster(tmp_path: Path) -> None:
    case = {"class": "description", "want": "flagged", "text": "A Spanish company spoke.", "spans": [[0, 17]]}
    counts = scored(tmp_path, {**case, "fits": {"country": "Spain"}}, {**case, "fits": {"country": "France"}})
    assert counts["description"] == Count(hits=2, of=2)
    assert counts["exact"] == Count(hits=1, of=2)


def test_a_label_that_does_not_follow_from_the_roster_is_refused(tmp_path: Path) -> None:
    case = {"id": "one", "class": "description", "want": "flagged", "text": "A Spanish company.", "spans": [[0, 17]]}
    with pytest.raises(ValueError, match="one: its members are not"):
        scored(tmp_path, {**case, "fits": {"country": "Spain"}, "members": ["kestrel"]})


def test_a_public_source_has_to_be_named(tmp_path: Path) -> None:
    case = {
        "class": "public",
        "want": "review",
        "text": "Vellum Telecom (https://vellum.example/a).",
        "spans": [[0, 14]],
    }
    counts = scored(tmp_path, {**case, "source": ["a report on pigeons"]}, {**case, "source": ["report on severity"]})
    assert counts["public"] == Count(hits=1, of=2)


def test_constraints_mean_what_they_say() -> None:
    vellum = {"id": "vellum", "attributes": {"country": "Spain"}, "events": [{"date": "2022", "text": "joined"}]}
    assert fits(vellum, {"any": [{"country": "France"}, {"id": "vellum"}]})
    assert fits(vellum, {"all": [{"country": ["Spain", "France"]}, {"event": "2022 joined"}]})
    assert not fits(vellum, {"not": {"country": "spain"}})
    assert not fits(vellum, {"sector": "cloud"})


def test_the_page_says_that_whom_words_point_to_may_agree_to_them() -> None:
    told = page()
    assert "Only if all of them agree do exactly these words stay." in told
    assert "unless a public document says it or everybody whom it points to has agreed" in told


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert Count(hits=1999, of=2000).share == "99.9 % (1999 of 2000)"
    assert Count(hits=1, of=2000).share == "0.1 % (1 of 2000)"
    assert Count(hits=8, of=8).share == "100 % (8 of 8)"
    assert Count(hits=0, of=0).share == "no case"
