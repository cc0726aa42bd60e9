"""The trail names the place where it was tampered with, and holds no content."""

import pytest
from django.db import IntegrityError, connection, transaction

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.models import AuditEntry
from convenor.rules.policy import Grant
from convenor.rules.vocabulary import Role

pytestmark = pytest.mark.django_db

OFFICER = Actor(account="a-1", grants=(Grant(role=Role.OFFICER),))


def write(count: int) -> None:
    for number in range(count):
        audit.record(OFFICER, "statement.read", kind="session", subject=f"s-{number}")


def alter(sequence: int, **columns: str) -> None:
    AuditEntry.objects.filter(sequence=sequence).update(**columns)


def test_a_chain_that_nobody_touched_holds() -> None:
    write(5)
    assert audit.verify() is None


def test_an_empty_trail_holds() -> None:
    assert audit.verify() is None


@pytest.mark.parametrize(
    "columns",
    [{"subject": "s-2x"}, {"verb": "other"}, {"account": "b"}, {"role": "chief"}, {"subject_kind": "draft"}],
)
def test_altering_an_entry_names_it(columns: dict[str, str]) -> None:
    write(5)
    alter(3, **columns)
    broken = audit.verify()
    assert broken is not None
    assert broken.sequence == 3


def test_removing_an_entry_names_the_gap() -> None:
    write(5)
    AuditEntry.objects.filter(sequence=2).delete()
    broken = audit.verify()
    assert broken is not None
    assert (broken.sequence, broken.reason) == (2, "entry 2 is missing")


def test_an_entry_forged_with_its_own_digest_breaks_the_next_one() -> None:
    write(5)
    entry = AuditEntry.objects.get(sequence=3)
    entry.subject = "forged"
    entry.digest = audit.digest_of(entry)
    entry.save()
    broken = audit.verify()
    assert broken is not None
    assert broken.sequence == 4


def test_cutting_the_end_off_shows_against_a_head_kept_elsewhere() -> None:
    write(5)
    head = audit.head()
    AuditEntry.objects.filter(sequence=5).delete()
    assert audit.verify() is None
    broken = audit.verify(head=head)
    assert broken is not None
    assert broken.sequence == 5


def test_an_entry_belongs_to_the_transaction_that_it_reports() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write(1)
        raise IntegrityError
    assert not AuditEntry.objects.exists()


def test_the_trail_has_no_place_for_content() -> None:
    columns = {
        column.name
        for column in connection.introspection.get_table_description(connection.cursor(), "kernel_auditentry")
    }
    assert columns == {"sequence", "at", "account", "role", "verb", "subject_kind", "subject", "previous", "digest"}
    widest = max(field.max_length or 0 for field in AuditEntry._meta.fields)
    assert widest <= 64
