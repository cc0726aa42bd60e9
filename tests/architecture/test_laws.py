"""The laws of the house, read from the code; each law is shown a breach once, so that it can fail."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from architecture.reading import SOURCE, Module, calls, imported, modules
from convenor.rules import vocabulary
from convenor.wiring import WIRING

LINES_A_FILE = 400
STATEMENTS_A_FUNCTION = 40

WRITES = frozenset(
    [
        "save",
        "create",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
        "delete",
        "update",
        "emit",
        "atomic",
        "record",
    ]
)
FORBIDDEN_NAMES = frozenset(
    [
        "util",
        "utils",
        "helper",
        "helpers",
        "manager",
        "service",
        "services",
        "common",
        "base",
        "process",
        "handle",
        "data",
        "info",
    ]
)
CLOCKS = frozenset({"now", "today", "utcnow", "localdate"})
PURE = frozenset(
    [
        "__future__",
        "abc",
        "array",
        "ast",
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "html",
        "io",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "struct",
        "csv",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "zoneinfo",
        "zlib",
        "email",
        "email.message",
        "email.policy",
        "urllib.parse",
        "codecs",
        "statistics",
        "calendar",
        "contextlib",
        "binascii",
        "rapidfuzz",
        "numpy",
        "scipy",
        "markdown_it",
        "convenor.rules",
    ]
)


def module(text: str, name: str = "views.py") -> Module:
    return Module(path=Path(name), text=text)


def breaches(law: object, found: Iterable[Module]) -> list[str]:
    return [line for one in found for line in law(one)]  # type: ignore[operator]


# Views do not write.


def writing_views(one: Module) -> Iterator[str]:
    if one.path.name not in {"views.py", "forms.py"} and "views" not in one.path.parts:
        return
    for name, call in calls(one.tree):
        if name in WRITES and not _is_a_dictionary(call):
            yield f"{one.place}:{call.lineno} calls {name}(); move it to an action"


def _is_a_dictionary(call: ast.Call) -> bool:
    """`context.update(...)` and the like write nothing that stays."""
    return (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name | ast.Dict)
        and (call.func.attr == "update")
    )


def test_views_do_not_write() -> None:
    assert breaches(writing_views, modules()) == []


def test_a_view_that_writes_would_be_seen() -> None:
    planted = module("def close(request):\n    session.save()\n")
    assert list(writing_views(planted)) == ["views.py:2 calls save(); move it to an action"]


# Rules know nothing.


def impure_rules(one: Module) -> Iterator[str]:
    if "rules" not in one.path.parts:
        return
    for name, line in imported(one.tree):
        if not any(name == pure or name.startswith(f"{pure}.") for pure in PURE):
            yield f"{one.place}:{line} imports {name}; rules are pure"
    for name, call in calls(one.tree):
        if name == "open" or (name in CLOCKS and isinstance(call.func, ast.Attribute)):
            yield f"{one.place}:{call.lineno} calls {name}(); files and clocks are given to rules, not taken"


def test_rules_know_nothing() -> None:
    assert breaches(impure_rules, modules()) == []


@pytest.mark.parametrize("text", ["import django\n", "import random\n", "open('x')\n", "date.today()\n"])
def test_an_impure_rule_would_be_seen(text: str) -> None:
    assert list(impure_rules(module(text, "rules/scope.py")))


# The clock is asked in one place.


def own_clocks(one: Module) -> Iterator[str]:
    if (
        one.place in {"kernel/clock.py", "kernel/daily.py", "kernel/often.py", "kernel/outbox.py"}
        or "rules" in one.path.parts
    ):
        return
    for name, call in calls(one.tree):
        function = call.func
        if (
            name in CLOCKS
            and isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Name)
            and function.value.id in {"datetime", "date", "timezone"}
        ):
            yield f"{one.place}:{call.lineno} has a clock of its own; ask kernel.clock"


def test_the_clock_is_asked_in_one_place() -> None:
    assert breaches(own_clocks, modules()) == []


def test_a_clock_of_its_own_would_be_seen() -> None:
    assert list(own_clocks(module("timezone.now()\n", "actions.py")))


# Events and wiring agree.


def events(one: Module) -> Iterator[str]:
    for name, call in calls(one.tree):
        if name == "emit" and call.args and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def test_every_event_is_wired_and_every_wire_has_an_event() -> None:
    assert {event for one in modules() for event in events(one)} == set(WIRING)


def test_every_handler_that_the_wiring_names_exists() -> None:
    for handlers in WIRING.values():
        assert all(callable(import_string(handler)) for handler in handlers)


# No signals, no back doors around the import contracts.


def back_doors(one: Module) -> Iterator[str]:
    for name, call in calls(one.tree):
        if name in {"get_model", "raw", "receiver"}:
            yield f"{one.place}:{call.lineno} calls {name}(); no contract would see it"
    for name, line in imported(one.tree):
        if name.startswith("django.db.models.signals") or name == "django.dispatch":
            yield f"{one.place}:{line} imports {name}; consequences are called or wired"


def test_there_are_no_signals_and_no_back_doors() -> None:
    assert breaches(back_doors, modules()) == []


@pytest.mark.parametrize("text", ["apps.get_model('room', 'Remark')\n", "from django.dispatch import receiver\n"])
def test_a_back_door_would_be_seen(text: str) -> None:
    assert list(back_doors(module(text)))


# Noise is drawn in one place, from one library: what others make of chance would leak through rounding, or be paid for
# nowhere.

NOISE = "room/statistics/noise.py"


def noise_elsewhere(one: Module) -> Iterator[str]:
    for name, line in imported(one.tree):
        if name.partition(".")[0] == "opendp" and one.place != NOISE:
            yield f"{one.place}:{line} imports {name}; noise is drawn in {NOISE}"


def test_noise_is_drawn_in_one_place() -> None:
    assert breaches(noise_elsewhere, modules()) == []
    (there,) = (one for one in modules() if one.place == NOISE)
    assert "opendp.measurements" in {name for name, _ in imported(there.tree)}


def test_noise_of_its_own_would_be_seen() -> None:
    assert list(noise_elsewhere(module("from opendp.measurements import make_laplace\n")))


# The tail is governed.


def long_files(one: Module) -> Iterator[str]:
    length = one.text.count("\n")
    if length > LINES_A_FILE:
        yield f"{one.place} has {length} lines; what is the second thing in it?"
    for node in ast.walk(one.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            statements = sum(isinstance(inner, ast.stmt) for inner in ast.walk(node)) - 1
            if statements > STATEMENTS_A_FUNCTION:
                yield f"{one.place}:{node.lineno} {node.name} has {statements} statements; what does it decide?"


def test_the_tail_is_governed() -> None:
    assert breaches(long_files, modules()) == []


def test_a_long_function_and_a_long_file_would_be_seen() -> None:
    body = "".join(f"    a{number} = {number}\n" for number in range(STATEMENTS_A_FUNCTION + 1))
    assert len(list(long_files(module(f"def one():\n{body}")))) == 1
    assert len(list(long_files(module("\n" * (LINES_A_FILE + 1))))) == 1


# Names.


def vague_names(one: Module) -> Iterator[str]:
    # Django looks for a database backend under this name and no other.
    backends = {"public/sqlite_wall/base.py", "kernel/sqlite_turns/base.py"}
    if one.path.stem in FORBIDDEN_NAMES and one.place not in backends:
        yield f"{one.place} is called {one.path.stem}; say what is in it"
    for node in ast.walk(one.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            words = set(re.findall(r"[A-Z]?[a-z]+", node.name)) if isinstance(node, ast.ClassDef) else {node.name}
            for word in {word.lower() for word in words} & FORBIDDEN_NAMES:
                yield f"{one.place}:{node.lineno} {node.name} uses the word {word}; say which"


def test_names_say_what_they_name() -> None:
    assert breaches(vague_names, modules()) == []


def test_a_vague_name_would_be_seen() -> None:
    assert list(vague_names(module("class DraftManager:\n    pass\n")))
    assert list(vague_names(module("", "utils.py")))


def own_parents(one: Module) -> Iterator[str]:
    for node in ast.walk(one.tree):
        if isinstance(node, ast.ClassDef) and len(node.bases) > 2:
            yield f"{one.place}:{node.lineno} {node.name} has {len(node.bases)} parents"


def test_no_class_has_three_parents() -> None:
    assert breaches(own_parents, modules()) == []


# The vocabulary and its page agree.


def words_of(text: str) -> set[str]:
    """The values in the first column of the vocabulary's tables: `| \\`value\\` | … |`."""
    return set(re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE))


def test_the_vocabulary_and_its_page_agree() -> None:
    enums = [entry for entry in vars(vocabulary).values() if isinstance(entry, type) and hasattr(entry, "__members__")]
    written = words_of((SOURCE.parents[1] / "docs" / "vocabulary.md").read_text(encoding="utf-8"))
    spoken = {f"{enum.__name__}.{member.value}" for enum in enums for member in enum if len(enum)}
    assert written == spoken
