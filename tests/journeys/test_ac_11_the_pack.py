"""AC-11, its pack, and AC-25: counsel takes away what can be proved, checks it offline, and learns of nobody else."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from convenor.kernel import audit, clock
from convenor.kernel.actor import actor_of
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account
from convenor.room.cohorts.actions.counsel import name_counsel
from convenor.room.meetings.actions.attendance import record_attendance
from convenor.room.meetings.actions.remarks import burn_remarks, record_remark
from convenor.room.meetings.actions.sealing import seal_what_is_not
from convenor.room.meetings.models import AgendaSending, SealedRecord, Session
from convenor.rules.vocabulary import Capacity, RemarkKind
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_person,
    make_secretariat,
    make_statement,
    make_year,
)

pytestmark = pytest.mark.django_db

THE_DAY_BEFORE = datetime(2023, 3, 13, 9, tzinfo=UTC)
START = datetime(2023, 3, 14, 15, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
BURN_ON = date(2023, 6, 12)
OWN, OTHER = "ericsson", "yonder"
PACK = "/packs/cop/2023/ericsson/"
At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Let the clock show a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


@pytest.fixture
def officer() -> Account:
    make_installation()
    return make_secretariat()


@pytest.fixture
def held(officer: Account, at: At) -> Session:
    """A session called, sent, run and closed on screen; the other organisation is planted wherever there is a place."""
    cohort = make_cohort()
    make_year(cohort, 2023)
    for slug in (OWN, OTHER):
        make_nominee(make_member(cohort, make_organisation(slug, name=slug.title())))
    make_statement("1.2")
    client = signed_in(officer)
    at(THE_DAY_BEFORE)
    call = {"kind": "regular", "day": "2023-03-14", "clock": "15:00", "zone": "UTC", "minutes": "60"}
    call |= {"mode": "hybrid", "themes": "Operationalising severity", "counts_toward_standing": "on"}
    call |= {"place": "The house of Yonder", "join_url": "https://yonder.example/room"}
    client.post(reverse("meetings:call", args=["cop", 2023]), call)
    session = Session.objects.get()
    Session.objects.filter(pk=session.pk).update(guests_noted="From Yonder", label_printed="At Yonder")
    topic = session.items.get(title="Operationalising severity")
    session.items.filter(pk=topic.pk).update(lead=OTHER)
    client.post(reverse("meetings:send_agenda", args=[session.pk]))
    at(START)
    client.post(reverse("meetings:open", args=[session.pk]))
    at(START + A_MINUTE)
    client.post(reverse("meetings:read_statement", args=[session.pk]))
    client.post(reverse("meetings:open_item", args=[session.pk, topic.pk]))
    client.post(reverse("meetings:steer", args=[session.pk]))
    actor, session = actor_of(officer), Session.objects.get()
    record_remark(actor, session, topic, RemarkKind.CHALLENGE, "Yonder said that it is hard.")
    record_attendance(actor, session, {OWN: Capacity.NOMINEE, OTHER: Capacity.DELEGATE})
    at(START + 60 * A_MINUTE)
    client.post(reverse("cockpit:close", args=[session.pk]), {"burn_on": BURN_ON.isoformat()})
    return Session.objects.get()


@pytest.fixture
def counsel(held: Session, officer: Account) -> Client:
    membership = held.year.cohort.memberships.get(organisation=OWN)  # type: ignore[union-attr]
    name_counsel(actor_of(officer), membership.organisation, name="Counsel 1, Ericsson", email="counsel@law.example")
    return signed_in(Account.objects.get(email="counsel@law.example"))


def taken(client: Client, address: str = PACK) -> bytes:
    answer = client.post(address)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/zip"
    return bytes(answer.content)


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def checked(*arguments: str | Path, folder: Path) -> tuple[int, str]:
    """What counsel's own Python says, away from the product."""
    command = [sys.executable, "-I", "-S", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_counsel_takes_the_pack_and_checks_it_offline(counsel: Client, tmp_path: Path) -> None:
    page = counsel.get(PACK).content.decode()
    content = taken(counsel)
    folder = unpacked(content, tmp_path)
    status, said = checked("verify.py", folder=folder)
    assert (status, said.split(":")[0]) == (0, "holds"), said
    head = said.split("head: ")[1].split()[0]
    assert head in page
    (tmp_path / "pack.zip").write_bytes(content)
    assert checked("verify.py", "pack.zip", "--head", head, folder=folder)[0] == 0
    assert taken(counsel) == content

    # The trail vouches for the seal, and knows that a pack with this head was taken.
    number, digest = said.split("in the trail as ")[1].split()[0].split(":")
    assert audit.verify(head=audit.Head(sequence=int(number), digest=digest)) is None
    assert AuditEntry.objects.filter(verb="pack.made", subject=head).exists()

    words = (folder / "record.txt").read_text(encoding="utf-8")
    for line in (
        "Agenda sent 2023-03-13T09:00:00Z, before the start",
        "Held as last sent: yes",
        "Statement 1.2 read 2023-03-14T15:01:00Z by the role officer",
        "Operationalising severity",
        "2023-03-14T15:01:00Z to 2023-03-14T16:00:00Z",
        "Steers back into scope: 1",
        "Your organisation: nominee",
        "to be destroyed on 2023-06-12",
    ):
        assert line in words
    assert "We speak about respect" in (folder / "statement-1.2.txt").read_text(encoding="utf-8")


def test_one_altered_byte_names_the_broken_entry(counsel: Client, tmp_path: Path) -> None:
    folder = unpacked(taken(counsel), tmp_path)
    record = (folder / "record.json").read_bytes()
    for number, line in enumerate(record.splitlines(keepends=True), start=1):
        place = record.index(line) + len(line) // 2
        altered = record[:place] + bytes([record[place] ^ 1]) + record[place + 1 :]
        (folder / "record.json").write_bytes(altered)
        status, said = checked("verify.py", folder=folder)
        assert status == 1
        assert f"entry {number} " in said


def test_a_byte_altered_inside_the_zip_names_the_broken_entry(counsel: Client, tmp_path: Path) -> None:
    content = taken(counsel)
    unpacked(content, tmp_path)
    assert content.count(b'"steers_back_into_scope":1') == 1
    altered = content.replace(b'"steers_back_into_scope":1', b'"steers_back_into_scope":0')
    number = content[content.index(b"[{") : content.index(b'"steers_back_into_scope":1')].count(b"\n") + 1
    (tmp_path / "pack.zip").write_bytes(altered)
    status, said = checked("verify.py", "pack.zip", folder=tmp_path)
    assert (status, f"entry {number} " in said) == (1, True)


def test_the_pack_of_one_says_nothing_of_another(counsel: Client, tmp_path: Path) -> None:
    def said(content: bytes) -> str:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return content.decode("latin-1").casefold() + b"".join(map(archive.read, archive.namelist())).decode()

    pack = said(taken(counsel))
    assert OTHER not in pack.casefold()
    assert OWN in pack
    nominee = signed_in(Account.objects.get(email="nominee-1-yonder@people.example"))
    theirs = said(taken(nominee, f"/packs/cop/2023/{OTHER}/"))
    assert OTHER in theirs
    assert '"led_items":[]' in pack
    assert '"led_items":[]' not in theirs
    assert OWN not in theirs.casefold()
    # Both lead to one seal, which the two can compare.
    assert SealedRecord.objects.latest("version").digest in pack
    assert SealedRecord.objects.latest("version").digest in theirs


def test_counsel_sees_packs_and_nothing_else(counsel: Client, held: Session) -> None:
    assert counsel.get("/start/").headers["Location"] == "/packs/"
    assert "Ericsson" in counsel.get("/packs/").content.decode()
    assert "Yonder" not in counsel.get("/packs/").content.decode()
    assert "We speak about respect" in counsel.get("/packs/statements/").content.decode()
    for address in (f"/sessions/{held.pk}/", f"/sessions/{held.pk}/record/", "/cohorts/", "/organisation/"):
        assert counsel.get(address).status_code == 403
    theirs, missing = counsel.get("/packs/cop/2023/yonder/"), counsel.get("/packs/cop/2023/nobody/")
    assert (theirs.status_code, missing.status_code) == (404, 404)
    assert counsel.post("/packs/cop/2023/yonder/").status_code == 404


def test_on_a_page_moments_are_written_as_people_write_them(counsel: Client, held: Session, officer: Account) -> None:
    for page in (counsel.get(PACK), signed_in(officer).get(f"/sessions/{held.pk}/record/")):
        said = re.sub(r"<[^>]+>", "", page.content.decode())
        assert "13 March 2023, 09:00 (UTC)" in said
        assert "14 March 2023, 15:01 (UTC)" in said
        assert "2023-03-1" not in said


def test_a_correction_seals_anew_and_leaves_the_version_before(held: Session, officer: Account) -> None:
    first = held.records.get()
    actor = actor_of(officer)
    record_attendance(actor, held, {OWN: Capacity.NOMINEE, OTHER: Capacity.DELEGATE})
    assert held.records.count() == 1
    record_attendance(actor, held, {OWN: None})
    assert [one.version for one in held.records.all()] == [1, 2]
    assert held.records.get(version=1).presences == first.presences
    page = signed_in(officer).get(f"/sessions/{held.pk}/record/").content.decode()
    assert "Ericsson: not present" in page
    earlier = signed_in(officer).get(f"/sessions/{held.pk}/record/?version=1").content.decode()
    assert "Ericsson: nominee" in earlier
    assert first.digest in page


def test_the_record_outlives_the_notes_and_says_that_they_are_gone(held: Session, counsel: Client, at: At) -> None:
    at(datetime(2023, 6, 12, 6, tzinfo=UTC))
    assert burn_remarks(BURN_ON) == 1
    assert held.records.latest("version").parts["notes"]["raw_notes_destroyed"] == 1
    assert (burn_remarks(BURN_ON), seal_what_is_not(BURN_ON)) == (0, 0)
    assert held.records.count() == 2
    with zipfile.ZipFile(io.BytesIO(taken(counsel))) as archive:
        assert b"1 note destroyed; the day was 2023-06-12" in archive.read("record.txt")


def test_a_session_without_notes_says_that_none_were_left(held: Session, at: At) -> None:
    held.remarks.all().delete()
    at(datetime(2023, 6, 13, 6, tzinfo=UTC))
    assert seal_what_is_not(date(2023, 6, 13)) == 1
    assert held.records.latest("version").parts["notes"]["raw_notes_destroyed"] == 0


def test_a_session_closed_before_there_were_records_is_sealed_the_next_day(held: Session, at: At) -> None:
    held.records.all().delete()
    AgendaSending.objects.update(said=None)
    at(START + timedelta(days=1))
    assert (seal_what_is_not(date(2023, 3, 15)), seal_what_is_not(date(2023, 3, 15))) == (1, 0)
    assert held.records.get().parts["agenda"]["held_as_last_sent"] == "yes"
    # A digest alone proves the same, and no more: once the agenda differs, what was sent is not known.
    held.items.update(minutes=1)
    held.records.all().delete()
    seal_what_is_not(date(2023, 3, 15))
    assert held.records.get().parts["agenda"]["held_as_last_sent"] == "what was sent was not kept"


def test_a_record_altered_in_the_database_goes_into_no_pack(counsel: Client, held: Session, officer: Account) -> None:
    taken(counsel)
    parts = held.records.get().parts
    held.records.update(parts={**parts, "conduct": {**parts["conduct"], "steers_back_into_scope": 0}})
    assert "No pack can be made" in counsel.get(PACK).content.decode()
    assert counsel.post(PACK).status_code == 409
    assert "This is not what was sealed" in signed_in(officer).get(f"/sessions/{held.pk}/record/").content.decode()


# One session only.


def test_counsel_takes_one_session_only_and_checks_it_offline(counsel: Client, held: Session, tmp_path: Path) -> None:
    alone = f"{PACK}?session={held.pk}"
    assert f'href="?session={held.pk}"' in counsel.get(PACK).content.decode()
    page = counsel.get(alone).content.decode()
    assert "This pack holds one session only:" in page
    content = taken(counsel, alone)
    status, said = checked("verify.py", folder=unpacked(content, tmp_path))
    assert (status, said.split(":")[0]) == (0, "holds"), said
    assert said.split("head: ")[1].split()[0] in page
    assert "only the session of 14 March 2023" in (tmp_path / "record.txt").read_text()
    # It is another pack than that of the year, and altering one byte names the entry.
    assert content != taken(counsel)
    record = tmp_path / "record.json"
    record.write_text(record.read_text().replace('"steers_back_into_scope":1', '"steers_back_into_scope":0'))
    status, said = checked("verify.py", folder=tmp_path)
    assert status != 0
    assert "how it was run" in said or "entry" in said


def test_a_session_of_others_is_in_no_pack(counsel: Client, held: Session) -> None:
    for asked in ("00000000-0000-4000-8000-00000000dead", "nonsense"):
        assert counsel.get(f"{PACK}?session={asked}").status_code == 404
        assert counsel.post(f"{PACK}?session={asked}").status_code == 404
    assert not AuditEntry.objects.filter(verb="pack.made").exists()


def test_nominees_read_the_versions_of_the_statement_and_stand_ins_do_not(held: Session) -> None:
    nominee = signed_in(Account.objects.get(email="nominee-1-ericsson@people.example"))
    there = reverse("meetings:statement_versions")
    assert f'href="{there}"' in nominee.get("/packs/").content.decode()
    page = nominee.get(there).content.decode()
    assert "Version 1.2" in page
    assert "leave commercial matters outside" in page
    assert signed_in(make_person("Nobody Much").account).get(there).status_code == 403
