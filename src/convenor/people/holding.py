"""What is held about somebody: found by the columns that lead to a person, so that nothing is listed by hand.

Each app names its kinds in `holdings.KINDS`, and `wiring.HOLDINGS` names the apps. A column that leads to a person and
is in none of them fails a test (tests/architecture/test_holdings.py).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Field, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from convenor.kernel.language import dated
from convenor.kernel.words import word_for
from convenor.people.models import Account, Person
from convenor.rules.retention import PERIODS, Period, Record

Text = str | Promise


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """What becomes of a kind of rows when the person is erased, in words and as an act; without one they stay."""

    words: Text
    act: Callable[[QuerySet[Any], date], object] | None = None


def _end(rows: QuerySet[Any], today: date) -> None:
    rows.filter(since__gt=today).delete()
    rows.filter(Q(until=None) | Q(until__gt=today)).update(until=today)


GOES = Erasure(words=_("Goes."), act=lambda rows, _today: rows.delete())
ENDS = Erasure(words=_("Ends, and stays without your name."), act=_end)
EMPTIED_LAST = Erasure(words=_("Stays as an empty row, without name and address, so that what counts still counts."))
STAYS = Erasure(words=_("Stays, with a key that leads to nobody any more."))


Follow = Callable[[QuerySet[Any], Account, str], object]


def goes_along(column: str) -> Follow:
    """What is found by the account's address alone is found by its next one; nothing is left behind."""
    return lambda rows, account, to: rows.filter(**{f"{column}__iexact": account.email}).update(**{column: to})


def emptied(**values: object) -> Erasure:
    """The rows stay, with these values in place of what was about the person."""
    return Erasure(words=_("Stays, without you."), act=lambda rows, _today: rows.update(**values))


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of row about a person.

    `fields` are the columns by which the rows are found; `besides` are columns of the same rows that are about a
    person, too. `follows` says what becomes of the rows when the person's address moves: they take the new one along,
    or a link that was mailed to the one before ends and another is mailed. `shown` are the words and the paths of what
    is told of each row ("state|DraftState" where it is a word of the vocabulary), and `agreed` is the path to the day
    on which something was accepted in it.
    """

    what: Text
    record: Record
    seen_by: Text
    erasure: Erasure
    model: type[Model]
    fields: tuple[str, ...]
    besides: tuple[str, ...] = ()
    follows: Follow | None = None
    shown: tuple[tuple[Text, str], ...] = ()
    agreed: tuple[tuple[Text, str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are told, as "app.Model.column"."""
        return tuple(_label(self.model, column) for column in (*self.fields, *self.besides))

    @property
    def period(self) -> Period:
        """How long it is kept, and why."""
        return PERIODS[self.record]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What is told of one row: a word and a value each, as a page writes it and, in `facts`, as a program reads it."""

    lines: tuple[tuple[Text, str], ...]
    facts: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """The rows of one kind about one person."""

    kind: Kind
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """What somebody accepted: which text, in which version, on which day."""

    what: Text
    version: str
    on: date


def kinds() -> tuple[Kind, ...]:
    """Every kind that any app names."""
    paths: tuple[str, ...] = import_string(settings.CONVENOR_HOLDINGS)
    return tuple(kind for path in paths for kind in import_string(path))


def held_about(account: Account) -> list[Held]:
    """Everything that the tables hold about this account and its person; kinds without a row are left out."""
    found = (Held(kind=kind, rows=tuple(_rows(kind, account))) for kind in kinds())
    return [held for held in found if held.rows]


def agreed_by(account: Account) -> list[Agreed]:
    """What was accepted in these rows, newest first."""
    found = [one for kind in kinds() if kind.agreed for row in rows_of(kind, account) for one in _agreed(kind, row)]
    return sorted(found, key=lambda one: (one.on, str(one.what)), reverse=True)


def rows_of(kind: Kind, account: Account) -> QuerySet[Any]:
    """The rows of a kind that lead to this account or to its person."""
    person = Person.objects.filter(account=account).first()
    conditions = Q(pk__in=())
    for column in kind.fields:
        conditions |= _leads_to(kind.model._meta.get_field(column), account, person)
    return kind.model._base_manager.filter(conditions).order_by("pk")


def follow(account: Account, to: str) -> None:
    """Let the rows about somebody follow their address, before the account has the new one."""
    for kind in kinds():
        if kind.follows is not None:
            kind.follows(rows_of(kind, account), account, to)


def _leads_to(field: Any, account: Account, person: Person | None) -> Q:
    if field.related_model is Account:
        return Q(**{field.name: account})
    if field.related_model is Person:
        return Q(**{field.name: person}) if person else Q(pk__in=())
    if field.name == "account":
        return Q(account=str(account.pk))
    if field.name == "whom":
        return Q(whom=str(person.pk)) if person else Q(pk__in=())
    if field.name == "email" and hasattr(field.model, "moved_to"):
        # What others wrote of somebody keeps the address that they wrote; another may have that mailbox since.
        return Q(moved_to__iexact=account.email) | Q(moved_to="", email__iexact=account.email)
    return Q(**{f"{field.name}__iexact": account.email})


def _rows(kind: Kind, account: Account) -> Iterator[Row]:
    for row in rows_of(kind, account):
        found = [(word, _reached(row, path)) for word, path in kind.shown]
        told = [(word, value) for word, value in found if _in_words(value)]
        yield Row(
            lines=tuple((word, _in_words(value)) for word, value in told),
            facts=tuple((word, _as_fact(value)) for word, value in told),
        )


def _agreed(kind: Kind, row: Model) -> Iterator[Agreed]:
    for what, version, day in kind.agreed:
        said, on = _reached(row, version), _reached(row, day)
        if said and on:
            yield Agreed(what=what, version=str(said), on=on)


def _reached(row: object, path: str) -> Any:
    path, _bar, kind = path.partition("|")
    value: Any = row
    for step in path.split("."):
        value = getattr(value, step, None)
    return word_for(kind, value) if kind and value else value


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        return f"{dated(value, 'j F Y, H:i')} UTC"
    if isinstance(value, date):
        return dated(value)
    if value is True:
        return str(_("yes"))
    return "" if value is None or value is False else str(value)


def _as_fact(value: object) -> str:
    """Days and moments as ISO 8601 writes them, which every program reads; everything else as on the page."""
    return value.isoformat() if isinstance(value, date) else _in_words(value)


def leading_to_somebody(models: Iterable[type[Model]]) -> Iterator[str]:
    """Every column that leads to an account or a person, or holds an address, as "app.Model.column"."""
    for model in models:
        for field in model._meta.concrete_fields:
            if _is_about_somebody(field):
                yield _label(model, field.name)


def _label(model: type[Model], column: str) -> str:
    return f"{model._meta.app_label}.{model.__name__}.{column}"


def _is_about_somebody(field: "Field[Any, Any]") -> bool:
    if field.related_model in {Account, Person}:
        return not field.primary_key
    return field.get_internal_type() == "CharField" and (
        type(field).__name__ == "EmailField" or field.name in {"email", "account", "address", "whom"}
    )
