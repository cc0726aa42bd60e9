"""The record of a session, its seal, and the pack that counsel checks without us."""

import ast
import hashlib
import json
import runpy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import convenor.rules
from convenor.rules import compliance
from convenor.rules.compliance import (
    ComplianceFacts,
    ItemFact,
    NotesFact,
    PackedSession,
    Packet,
    PresenceFact,
    ReadingFact,
    SendingFact,
    TrailLine,
    parts_of,
    presence_of,
    text_of_statement,
)
from convenor.rules.scope import StatementFacts
from convenor.rules.vocabulary import AgendaItemKind, Capacity, Mode, Role, SessionKind

VERIFIER = Path(convenor.rules.__file__).parents[1] / "room" / "meetings" / "offline" / "verify.py"
START = datetime(2023, 3, 14, 15, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
STATEMENT = StatementFacts(
    version="1.2",
    text="We speak about respect for human rights.",
    in_scope=("respect for human rights",),
    out_of_scope=("prices",),
    in_force_from=date(2020, 1, 1),
    approved_by_counsel=True,
)
ITEMS = (
    ItemFact(kind=AgendaItemKind.STATEMENT, title="Anti-trust statement", minutes=5),
    ItemFact(kind=AgendaItemKind.TOPIC, title="Operationalising severity", minutes=55, led_by="yonder"),
)
HELD = (
    replace(ITEMS[0], opened_at=START + A_MINUTE, closed_at=START + A_MINUTE),
    replace(ITEMS[1], opened_at=START + 2 * A_MINUTE, closed_at=START + 50 * A_MINUTE),
)
FACTS = ComplianceFacts(
    id="0b0e7f3c-0000-4000-8000-000000000001",
    label="Q1 2023, meeting 3 with Türk",
    kind=SessionKind.REGULAR,
    mode=Mode.VIRTUAL,
    cohort="Community of Practice",
    starts_at=START,
    minutes=60,
    opened_at=START,
    closed_at=START + 60 * A_MINUTE,
    sendings=(SendingFact(sent_at=START - timedelta(days=1), starts_at=START, minutes=60, items=ITEMS),),
    reading=ReadingFact(statement=STATEMENT, reader_role=Role.OFFICER, read_at=START + A_MINUTE),
    items=HELD,
    redirects=2,
    notes=NotesFact(destroy_on=date(2023, 6, 12)),
)
PRESENCES = {
    slug: presence_of(PresenceFact(organisation=slug, capacity=capacity, known=True), HELD)
    for slug, capacity in (("xenon", Capacity.NOMINEE), ("yonder", Capacity.DELEGATE), ("zephyr", None))
}
SECRET = "0123456789abcdef"


def packed(organisation: str = "xenon", facts: ComplianceFacts = FACTS) -> PackedSession:
    parts = parts_of(facts)
    digest = compliance.seal_of(parts, PRESENCES, SECRET)
    leaf, way = compliance.proof_for(organisation, PRESENCES, SECRET)
    fields: list[Any] = [57, "2023-03-14T16:00:00.000000+00:00", "an-officer", "officer", "record.sealed", "record"]
    fields += [digest, "a" * 64]
    trail = TrailLine(
        sequence=57,
        at=fields[1],
        account=fields[2],
        role=fields[3],
        verb=fields[4],
        kind=fields[5],
        subject=fields[6],
        previous=fields[7],
        digest=hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest(),
    )
    return PackedSession(
        day="14 March 2023", parts=parts, presence=leaf, way=way, version=1, digest=digest, trail=trail
    )


def pack(organisation: str = "xenon", *sessions: PackedSession) -> Packet:
    return compliance.pack_of(
        organisation=organisation,
        title="Community of Practice, 2023",
        sessions=sessions or (packed(organisation),),
        statements={"1.2": text_of_statement(STATEMENT)},
        verifier=VERIFIER.read_text(encoding="utf-8"),
    )


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(VERIFIER))


Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(script: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    def run(files: Mapping[str, bytes], *more: str) -> tuple[int, str]:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        status = script["main"]([str(tmp_path), *more])
        return status, capsys.readouterr().out

    return run


# The record.


def test_a_record_says_what_was_sent_read_and_run() -> None:
    parts = parts_of(FACTS)
    (sending,) = parts["agenda"]["sendings"]
    assert (sending["sent_at"], sending["before_the_start"]) == ("2023-03-13T15:00:00Z", True)
    assert [item["title"] for item in sending["items"]] == ["Anti-trust statement", "Operationalising severity"]
    statement = parts["statement"]
    assert (statement["version"], statement["read_by_role"], statement["read_at"]) == (
        "1.2",
        "officer",
        "2023-03-14T15:01:00Z",
    )
    assert statement["before_any_discussion"] is True
    assert statement["text_sha256"] == hashlib.sha256(text_of_statement(STATEMENT).encode()).hexdigest()
    assert parts["items"]["items"][1]["opened_at"] == "2023-03-14T15:02:00Z"
    assert parts["conduct"]["steers_back_into_scope"] == 2
    assert parts["conduct"]["recording"].startswith("nothing was recorded")


def test_a_record_names_no_organisation() -> None:
    assert "yonder" in compliance.canonical(PRESENCES)
    assert "yonder" not in compliance.canonical(parts_of(FACTS))


@pytest.mark.parametrize(
    ("sendings", "said"),
    [
        (FACTS.sendings, "yes"),
        ((replace(FACTS.sendings[0], items=(ITEMS[0],)),), "no, it was changed afterwards"),
        ((replace(FACTS.sendings[0], items=None),), "what was sent was not kept"),
        ((), "no agenda was sent"),
    ],
)
def test_a_record_says_whether_the_agenda_was_held_as_sent(sendings: tuple[SendingFact, ...], said: str) -> None:
    assert parts_of(replace(FACTS, sendings=sendings))["agenda"]["held_as_last_sent"] == said


def test_a_record_says_when_the_discussion_began_too_early() -> None:
    early = replace(HELD[1], opened_at=START)
    assert parts_of(replace(FACTS, items=(HELD[0], early)))["statement"]["before_any_discussion"] is False
    assert parts_of(replace(FACTS, reading=None))["statement"] == {"read": False}


def test_an_agenda_that_left_late_is_told() -> None:
    late = replace(FACTS.sendings[0], sent_at=START + A_MINUTE)
    assert parts_of(replace(FACTS, sendings=(late,)))["agenda"]["sendings"][0]["before_the_start"] is False


@pytest.mark.parametrize(
    ("capacity", "known", "said"),
    [
        (Capacity.DELEGATE, True, "delegate"),
        (None, True, "not present"),
        (None, False, "not recorded"),
        (Capacity.NOMINEE, False, "not recorded"),
    ],
)
def test_presence_that_nobody_settled_is_no_absence(capacity: Capacity | None, known: bool, said: str) -> None:
    assert presence_of(PresenceFact(organisation="x", capacity=capacity, known=known), HELD)["presence"] == said


# The seal.


def test_the_seal_is_the_same_for_everybody_and_changes_with_anything() -> None:
    seal = compliance.seal_of(parts_of(FACTS), PRESENCES, SECRET)
    assert packed("xenon").digest == packed("zephyr").digest == seal
    others = [
        compliance.seal_of(parts_of(replace(FACTS, redirects=3)), PRESENCES, SECRET),
        compliance.seal_of(parts_of(FACTS), {**PRESENCES, "zephyr": PRESENCES["xenon"]}, SECRET),
        compliance.seal_of(parts_of(FACTS), PRESENCES, SECRET + "0"),
    ]
    assert len({seal, *others}) == 4


def test_the_way_to_the_seal_is_as_long_whoever_else_there_is() -> None:
    alone = {"xenon": PRESENCES["xenon"]}
    crowd = {slug: {**PRESENCES["xenon"], "organisation": slug} for slug in (f"firm-{at}" for at in range(60))}
    assert {len(compliance.proof_for("xenon", each, SECRET)[1]) for each in (alone, PRESENCES, alone | crowd)} == {6}
    too_many = {f"firm-{at}": {"organisation": f"firm-{at}"} for at in range(100)}
    assert len(compliance.proof_for("firm-7", too_many, SECRET)[1]) == 7


def test_whoever_knows_one_part_cannot_try_out_what_the_others_are() -> None:
    leaf, way = compliance.proof_for("xenon", PRESENCES, SECRET)
    beside = {digest for _side, digest in way}
    for guess in (presence for slug, presence in PRESENCES.items() if slug != "xenon"):
        assert compliance.digest_of(guess) not in beside
        assert compliance.digest_of({**guess, "salt": leaf["salt"]}) not in beside
    assert len({compliance.proof_for(slug, PRESENCES, SECRET)[0]["salt"] for slug in PRESENCES}) == 3


# The pack.


def test_a_pack_holds(verify: Verify) -> None:
    made = pack()
    status, said = verify(made.files)
    assert (status, said.splitlines()[:2]) == (0, [f"holds: {made.entries} entries", f"head: {made.head}"])
    assert "in the trail as 57:" in said


def test_the_same_facts_give_the_same_bytes() -> None:
    assert pack() == pack()
    assert pack().head != pack("zephyr").head


def test_every_changed_byte_of_the_record_is_found_and_its_entry_named(script: dict[str, Any]) -> None:
    record = pack().files["record.json"]
    entries_of, broken = script["entries_of"], script["Broken"]
    assert len(entries_of(record)[0]) == record.count(b"\n")
    for place in range(len(record)):
        entry = record[:place].count(b"\n") + 1
        for mask in (0x01, 0x20, 0x80):
            altered = bytearray(record)
            altered[place] ^= mask
            with pytest.raises(broken, match=rf"^entry {entry} "):
                entries_of(bytes(altered))


@pytest.mark.parametrize("newline", [b"\n", b" ", b"\r"])
def test_a_byte_more_is_found_wherever_it_stands(script: dict[str, Any], newline: bytes) -> None:
    record = pack().files["record.json"]
    lines = record.splitlines(keepends=True)
    for number in range(len(lines)):
        altered = b"".join([*lines[:number], lines[number] + newline, *lines[number + 1 :]])
        with pytest.raises(script["Broken"], match=r"^entry \d+ ") as found:
            script["entries_of"](altered)
        assert int(str(found.value).split()[1]) in {number + 1, number + 2}


def test_an_entry_that_was_left_out_is_found(script: dict[str, Any]) -> None:
    lines = pack().files["record.json"].splitlines(keepends=True)
    for number in range(len(lines)):
        with pytest.raises(script["Broken"]):
            script["entries_of"](b"".join(lines[:number] + lines[number + 1 :]))


def test_every_changed_byte_of_the_other_files_is_found(script: dict[str, Any]) -> None:
    made = pack()
    entries, _head = script["entries_of"](made.files["record.json"])
    listed = entries[-1]["what"]
    assert set(listed) == set(made.files) - {"record.json"}
    for name in listed:
        for place in range(0, len(made.files[name]), 7):
            altered = bytearray(made.files[name])
            altered[place] ^= 0x01
            with pytest.raises(script["Broken"], match=f"the file {name} "):
                script["check_files"]({**made.files, name: bytes(altered)}, len(entries), listed, True)


def test_a_file_that_is_missing_is_named(verify: Verify) -> None:
    files = pack().files
    status, said = verify({name: content for name, content in files.items() if name != "README.txt"})
    assert status == 1
    assert "README.txt is missing" in said


def rechained(record: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The record as somebody would make it anew who changes something and hides it from the chain."""
    previous, lines = "0" * 64, []
    for number, entry in enumerate(json.loads(record), start=1):
        change(entry["content"])
        digest = compliance.digest_of([number, previous, entry["content"]])
        whole = {"number": number, "previous": previous, "content": entry["content"], "digest": digest}
        lines.append(compliance.canonical(whole))
        previous = digest
    return ("[" + ",\n".join(lines) + "]\n").encode()


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("statement", {"read_at": "2023-03-14T15:00:00Z"}),
        ("agenda", {"held_as_last_sent": "no, it was changed afterwards"}),
        ("items", {"items": []}),
        ("conduct", {"steers_back_into_scope": 0}),
        ("presence", {"presence": "not present"}),
        ("seal", {"digest": "f" * 64}),
    ],
)
def test_a_record_made_anew_does_not_lead_to_its_seal(part: str, change: dict[str, Any], verify: Verify) -> None:
    def altered(content: dict[str, Any]) -> None:
        if content["part"] == part:
            content["what"].update(change)

    files = pack().files
    assert verify(files)[0] == 0
    status, said = verify({**files, "record.json": rechained(files["record.json"], altered)})
    assert (status, said.split(":")[0]) == (1, "BROKEN")
    assert "not the one that was sealed" in said


def test_a_trail_entry_made_to_fit_shows_another_head(verify: Verify) -> None:
    files = pack().files

    def altered(content: dict[str, Any]) -> None:
        if content["part"] == "seal":
            content["what"]["trail"]["fields"][1] = "2023-03-13T16:00:00.000000+00:00"

    status, said = verify({**files, "record.json": rechained(files["record.json"], altered)})
    assert status == 1
    assert "the trail's entry is not" in said


def test_a_pack_made_anew_as_a_whole_is_found_by_its_head(verify: Verify) -> None:
    kept = pack().head
    forged = pack("xenon", packed(facts=replace(FACTS, redirects=0)))
    assert verify(forged.files)[0] == 0
    status, said = verify(forged.files, "--head", kept)
    assert status == 1
    assert "not the one that you kept" in said
    assert verify(pack().files, "--head", kept.upper())[0] == 0


def test_what_is_no_pack_is_said_to_be_none(script: dict[str, Any], tmp_path: Path) -> None:
    assert script["main"]([str(tmp_path)]) == 2
    assert script["main"]([str(tmp_path / "nowhere.zip")]) == 2
    (tmp_path / "pack.zip").write_bytes(b"not a pack")
    assert script["main"]([str(tmp_path / "pack.zip")]) == 2


def test_a_pack_of_a_year_without_sessions_holds(verify: Verify) -> None:
    empty = compliance.pack_of(organisation="xenon", title="2023", sessions=(), statements={}, verifier="")
    assert verify(empty.files)[0] == 0
    assert b"No session has been held" in empty.files["record.txt"]


def test_versions_that_look_alike_do_not_share_a_file() -> None:
    made = compliance.pack_of(
        organisation="x", title="2023", sessions=(), statements={"1/2": "one", "1-2": "two"}, verifier=""
    )
    assert sorted(content for name, content in made.files.items() if name.startswith("statement")) == [b"one", b"two"]


def test_the_pack_of_one_organisation_says_nothing_of_another() -> None:
    packs = {slug: b"".join(pack(slug).files.values()) for slug in PRESENCES}
    for own, content in packs.items():
        assert [slug for slug in PRESENCES if slug.encode() in content] == [own]


def test_the_script_is_short_stands_alone_and_runs_where_counsel_has_an_old_python() -> None:
    source = VERIFIER.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 120
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= {"__future__", "hashlib", "json", "struct", "sys", "zipfile", "pathlib", "typing"}
