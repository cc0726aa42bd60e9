"""The texts of the interface in six languages: collected from the source, merged into catalogues, compiled, compared.

    python -m tools.catalogues update     collect the texts anew; what is new stands there empty
    python -m tools.catalogues compile    make what gettext reads (.mo) of what people write (.po)
    python -m tools.catalogues check      what is missing, what lost a placeholder

Babel reads and writes the catalogues; no program of gettext's own is needed (docs/adr/0020-languages.md).
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/convenor"
LOCALE = SOURCE / "locale"
# As Django calls their folders; English is what the texts are written in.
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
_WORDS = ("_", "_lazy", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
# Which form of a text a number takes, where Babel's own rule is wrong: it takes 11 to 99 in Arabic for 100.
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5)"
}
# What the rules say is written without gettext, because rules know nothing; where it is shown, it is looked up.
_SAID = {"no", "yes", "said", "_"}
_SAID_OF = {"said_of", "counted"}
_SAID_BY_RULES = {
    "rules/wording.py": ("JOINTS", "BETWEEN"),
    "rules/ground_rules.py": ("SENTENCES",),
    "rules/policy": ("what", "why"),
    "rules/guiding_principles.py": ("GISTS", "Pillar"),
    "rules/attribution/index.py": ("Sort",),
    "rules/attribution/names.py": ("_EXACT", "_COMPOUND", "_TYPO"),
    "rules/attribution/findings.py": ("UNCHECKED",),
    "rules/attribution/roster.py": ("_A_LIST", "_ONE_OR_MORE"),
    "rules/fair_hours.py": ("_PLACES",),
    "rules/programme_year.py": ("KIND_NAMES",),
    "rules/retention": ("what", "since", "ends", "why"),
    "rules/consents.py": ("words",),
    "rules/standing/cop_2_0.py": ("RULES",),
    "rules/standing/ledger.py": ("Turnout",),
    "room/meetings/actions/stage.py": ("_WHY_NOT",),
    "rules/updates.py": ("Part",),
    "rules/caveats.py": ("NO_POSITION", "REPRESENTATIVENESS", "SMALLER_COMPANIES", "PEER_LEARNING"),
}
# What a demonstration is filled with is English; where somebody looks in is read like any other page.
_PAGES_OF_THE_DEMO = ("demo/days.py", "demo/roles.py", "demo/views.py", "demo/templates/")
_HOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\{.*?\}\}|\{\w+\}|</?\w+[^>]*>")
Text = str | tuple[str, str]


def collected() -> Catalog:
    """Every text of the interface, with the file that it stands in."""
    found = Catalog(project="Convenor", charset="utf-8")
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(SOURCE).as_posix()
        facts = "demo/" in place and not place.startswith(_PAGES_OF_THE_DEMO)
        if facts or "/migrations/" in place or place.startswith("locale/"):
            continue
        for text, context in _texts_in(path, place):
            found.add(text, locations=[(place, 1)], context=context)
    return found


def _texts_in(path: Path, place: str) -> Iterator[tuple[Text, str | None]]:
    if path.suffix == ".py":
        yield from _called(path.read_text(encoding="utf-8"))
        # A command's answers are English.
        yield from () if place.startswith("cli/") else _said(path, place)
    elif "/templates/" in place and path.suffix in {".html", ".txt", ".xml"}:
        yield from _called(_as_python(path.read_text(encoding="utf-8")))
    elif place == "public/portal/numbers.json":
        from convenor.public.portal import numbers

        yield from ((form, None) for form in numbers.forms())


def _as_python(template: str) -> str:
    """A template as its calls of gettext; Django makes them, a line each, and the rest of a line is a remark."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from django.utils.translation.template import templatize

    return "\n".join(f"{line.strip()} #" for line in templatize(template).split("\n"))


def _called(source: str) -> Iterator[tuple[Text, str | None]]:
    calls: Iterator[Any] = extract_python(io.BytesIO(source.encode()), dict.fromkeys(_WORDS), [], {"encoding": "utf-8"})
    for _line, name, given, _remarks in calls:
        parts = given if isinstance(given, tuple) else (given,)
        if name.startswith("pgettext"):
            yield parts[1], parts[0]
        elif name.startswith("ngettext") and parts[0]:
            yield (parts[0], parts[1]), None
        elif parts[0]:
            yield parts[0], None


def _said(path: Path, place: str) -> Iterator[tuple[Text, str | None]]:
    """What is said without gettext: the reasons of verdicts, sentences made of parts, the policy, the caveats."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = next((names for start, names in _SAID_BY_RULES.items() if place.startswith(start)), ())
    held = {_named(node): node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            # A reason that is said in several places has a name.
            given = [(held.get(one.id) or one) if isinstance(one, ast.Name) else one for one in node.args]
            yield from _of_a_call(node.func.id, given)
        if isinstance(node, ast.keyword) and node.arg in names:
            yield from _constants(node.value)
    for node in tree.body:
        # A table by its name, or an enumeration whose values are words.
        lines = node.body if isinstance(node, ast.ClassDef) and node.name in names else [node]
        for one in lines:
            if isinstance(one, ast.Assign | ast.AnnAssign) and (one is not node or _named(one) in names):
                yield from _constants(one.value)


def _of_a_call(name: str, given: list[ast.expr]) -> Iterator[tuple[Text, str | None]]:
    if name in _SAID:
        yield from _constants(given[0])
    elif name in _SAID_OF:
        forms = [text for one in given[1:] for text, _context in _constants(one) if isinstance(text, str)]
        if name == "counted" and forms:
            one, many = forms[0], forms[1] if len(forms) > 1 else forms[0] + "s"
            forms = [f"{{number}} {one}", f"{{number}} {many}"]
        if len(forms) == 2:
            yield (forms[0], forms[1]), None


def _named(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _constants(node: ast.expr | None) -> Iterator[tuple[Text, str | None]]:
    parts = node.elts if isinstance(node, ast.Tuple) else node.values if isinstance(node, ast.Dict) else [node]
    for one in parts:
        if isinstance(one, ast.IfExp):
            yield from (*_constants(one.body), *_constants(one.orelse))
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
            yield one.value, None


def file_of(language: str) -> Path:
    """The catalogue that people write, of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """What is translated into a language."""
    path = file_of(language)
    if not path.exists():
        return _blank(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def _blank(language: str) -> Catalog:
    """An empty catalogue that counts as the language does."""
    made = Catalog(locale=language, charset="utf-8", project="Convenor", fuzzy=False)
    if language in _PLURALS:
        made.mime_headers = [("Plural-Forms", _PLURALS[language])]
    return made


def update() -> None:
    """Bring every catalogue up to date with the source; what is not said any more goes."""
    wanted = collected()
    for language in LANGUAGES:
        merged = _blank(language)
        kept = catalogue(language)
        for message in wanted:
            if message.id:
                before = kept.get(message.id, context=message.context)
                merged.add(
                    message.id,
                    before.string if before else None,
                    locations=message.locations,
                    context=message.context,
                    flags=message.flags - {"fuzzy"},
                )
        _write(merged, file_of(language))


def _write(made: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, made, width=0, sort_output=True, include_lineno=False, omit_header=False)
    # When it was written would make two people's catalogues differ for nothing.
    lines = [
        line for line in text.getvalue().split(b"\n") if not line.startswith((b'"POT-', b'"PO-Revision', b'"Gener'))
    ]
    path.write_bytes(b"\n".join(lines))


def compile_all() -> None:
    """Make the files that gettext reads, where they are older than what they are made from."""
    for language in LANGUAGES:
        path = file_of(language)
        made = path.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
            fresh = made.with_suffix(".new")
            with fresh.open("wb") as file:
                write_mo(file, catalogue(language))
            fresh.replace(made)


def missing(language: str) -> list[tuple[str, str]]:
    """The texts that have no translation, each with the file that it stands in."""
    kept = catalogue(language)
    found = []
    for message in collected():
        there = kept.get(message.id, context=message.context) if message.id else None
        if message.id and (there is None or not _is_whole(there)):
            found.append((str(message.locations[0][0]), _forms(message.id)[0]))
    return found


def _is_whole(message: Message) -> bool:
    return all(_forms(message.string))


def _forms(text: Any) -> tuple[str, ...]:
    """The forms of a plural, or a text as the one form that it has."""
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


def broken(language: str) -> list[str]:
    """Translations in which a placeholder or a tag is not the one of the text."""
    return [problem for message in catalogue(language) if message.id for problem in _problems(message)]


def _problems(message: Message) -> Iterator[str]:
    wanted = sorted(_HOLDERS.findall(_forms(message.id)[-1]))
    plural = len(_forms(message.id)) > 1
    for form in _forms(message.string):
        held = sorted(_HOLDERS.findall(form))
        # A form of a plural may say its number in a word.
        fine = held == wanted or (plural and set(held) <= set(wanted) and len(wanted) - len(held) <= 1)
        if form and not fine:
            yield f"{_forms(message.id)[0][:60]!r}: {held} for {wanted}"


def main(command: str) -> int:
    """Do what is asked for; 1 where something is missing or broken."""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        lines = [f"{name}: {place}: {text[:70]!r}" for name in LANGUAGES for place, text in missing(name)]
        lines += [f"{name}: {line}" for name in LANGUAGES for line in broken(name)]
        print(*lines, sep="\n")
        return int(bool(lines))
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
