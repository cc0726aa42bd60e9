"""The public API: what the pages say, for programs, and described as OpenAPI says it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from test_portal_machines import DAY, HOSTILE, SITE, make_copy
from webinar_scene import NOW, announced, make_series

from convenor.kernel import clock
from convenor.public.library.actions import correct, shelve, withdraw
from convenor.public.portal.api import A_PAGE
from making import make_installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings: LazySettings) -> Iterator[None]:
    settings.CONVENOR_SITE = SITE
    make_installation(demo=True, today=DAY)
    with clock.standing_at(DAY):
        yield


def asked(address: str, status: int = 200) -> dict[str, Any]:
    answer = Client().get(address)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert b"<" not in answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_the_outputs_are_listed_newest_first_and_found_whole() -> None:
    first = shelve(make_copy("First"))
    with clock.standing_at(NOW.replace(year=2024)):
        shelve(make_copy("Second"))
        correct(first.key, make_copy("First, corrected"), line="A word was wrong.")
    found = asked("/api/outputs.json")
    assert [item["title"] for item in found["items"]] == ["Second", "First, corrected"]
    assert found["next"] is None
    whole = asked(found["items"][1]["api"].removeprefix(SITE))
    assert "<em>severity</em>" in whole["content_html"]
    assert whole["caveats"] == ["It takes no position & names nobody."]
    assert [one["text"] for one in whole["corrections"]] == ["A word was wrong."]
    assert whole["url"] == f"{SITE}/notes/first/"


def test_many_outputs_come_in_portions() -> None:
    for number in range(A_PAGE + 1):
        shelve(make_copy(f"Note {number}"))
    first = asked("/api/outputs.json")
    assert len(first["items"]) == A_PAGE
    second = asked(first["next"].removeprefix(SITE))
    assert (len(second["items"]), second["next"]) == (1, None)
    assert {item["id"] for item in first["items"]}.isdisjoint(item["id"] for item in second["items"])


def test_of_a_withdrawn_output_the_day_and_the_reason_are_told() -> None:
    output = shelve(make_copy())
    withdraw(output.key, because="it was published in error")
    gone = asked(f"/api/outputs/{output.slug}.json", 410)
    assert gone["because"] == "it was published in error"
    assert "severity" not in json.dumps(gone)
    assert asked("/api/outputs.json")["items"] == []
    assert Client().get("/api/outputs/nothing.json").status_code == 404


def test_the_announced_webinars_are_told_and_nobody_who_comes() -> None:
    with clock.standing_at(NOW):
        announced(make_series())
        found = asked("/api/webinars.json")
    (series,) = found["items"]
    assert series["url"] == f"{SITE}/webinars/peer-learning-platform/"
    assert [one["starts_at"] for one in series["webinars"]] == [
        "2023-03-15T15:00:00+00:00",
        "2023-09-13T14:00:00+00:00",
    ]
    assert set(series["webinars"][0]) == {
        "number",
        "title",
        "themes",
        "parts",
        "readings",
        "day",
        "starts_at",
        "minutes",
        "subject_to_change",
        "cancelled",
        "note",
    }


def test_what_is_said_of_the_api_is_what_it_does() -> None:
    output = shelve(make_copy(HOSTILE))
    with clock.standing_at(NOW):
        announced(make_series())
        told = asked("/api/openapi.json")
        answers = {
            "/api/outputs.json": asked("/api/outputs.json"),
            "/api/outputs/{slug}.json": asked(f"/api/outputs/{output.slug}.json"),
            "/api/webinars.json": asked("/api/webinars.json"),
        }
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == set(answers)
    for path, answer in answers.items():
        content = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = told["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        assert fits(answer, schema), path


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value has exactly the properties that are described, of the kinds that are described."""
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if value is None:
        return "null" in kinds
    if "properties" in schema:
        each = schema["properties"]
        return set(value) == set(each) and all(fits(value[name], each[name]) for name in each)
    if "items" in schema:
        return bool(value or "items" in schema) and all(fits(one, schema["items"]) for one in value)
    python = {"string": str, "integer": int, "boolean": bool, "object": dict}
    return any(isinstance(value, python[kind]) for kind in kinds if kind in python)


def test_whoever_knows_the_answer_is_told_that_nothing_changed() -> None:
    shelve(make_copy())
    known = Client().get("/api/outputs.json")["ETag"]
    assert Client().get("/api/outputs.json", headers={"if-none-match": known}).status_code == 304
    shelve(make_copy("Another"))
    assert Client().get("/api/outputs.json", headers={"if-none-match": known}).status_code == 200
