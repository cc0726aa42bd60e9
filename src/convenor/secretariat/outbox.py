"""What was sent, what came back, what waits, what was given up: for whom, and what to do next; never what it said."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convenor.kernel.letters import letters
from convenor.kernel.models import Delivery
from convenor.kernel.outbox import DELAYED, is_by_the_day
from convenor.people.models import Account, Appointment, Person
from convenor.room.cohorts.models import Contact, ContinuityKit, Nomination, OrganisationCounsel, SeatHolding

State = Delivery.State
_SENT = Q(state=State.DONE) & ~Q(letter="")
_NOTHING = Q(state=State.DONE, letter="")
# How many are introduced, and on which day, is told to nobody; what went wrong with their letters has to be seen.
_OF_TWO = Q(event__ids__has_key="introduction", state__in=(State.DONE, State.SILENCED))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """One state in which deliveries are looked at: its word in an address, its name, and what it is when empty."""

    key: str
    name: str | Promise
    condition: Q
    empty: str | Promise


SHELVES = (
    Shelf(
        key="came_back",
        name=gettext_lazy("Came back"),
        condition=Q(state=State.CAME_BACK),
        empty=gettext_lazy("No letter came back."),
    ),
    Shelf(
        key="given_up",
        name=gettext_lazy("Given up"),
        condition=Q(state=State.FAILED),
        empty=gettext_lazy("Nothing was given up."),
    ),
    Shelf(
        key="waits",
        name=gettext_lazy("Waits"),
        condition=Q(state=State.WAITING),
        empty=gettext_lazy("Nothing is waiting to leave."),
    ),
    Shelf(key="sent", name=gettext_lazy("Sent"), condition=_SENT, empty=gettext_lazy("Nothing was sent yet.")),
    Shelf(
        key="silenced",
        name=gettext_lazy("Not wanted"),
        condition=Q(state=State.SILENCED),
        empty=gettext_lazy("Nobody does without a letter that was due."),
    ),
    Shelf(
        key="nothing",
        name=gettext_lazy("Done without a letter"),
        condition=_NOTHING,
        empty=gettext_lazy("Nothing was done without a letter."),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One delivery as the page shows it; `day` stands for the hour where only the day is kept."""

    row: Delivery
    day: date | None
    shelf: Shelf
    whom: str
    then: str
    again: bool
    mend: str = ""


def counted() -> list[tuple[Shelf, int]]:
    """How many deliveries lie on each shelf, in one statement."""
    totals = Delivery.objects.exclude(_OF_TWO).aggregate(
        **{shelf.key: Count("pk", filter=shelf.condition) for shelf in SHELVES}
    )
    return [(shelf, totals[shelf.key]) for shelf in SHELVES]


def on_shelf(key: str) -> tuple[Shelf | None, QuerySet[Delivery]]:
    """The deliveries of one state, the latest first; without a state all but those that ended without a letter."""
    shelf = next((one for one in SHELVES if one.key == key), None)
    rows = Delivery.objects.exclude(_OF_TWO).select_related("event").order_by("-changed_at", "-pk")
    return shelf, rows.filter(shelf.condition) if shelf else rows.exclude(_NOTHING)


def in_lines(rows: Iterable[Delivery]) -> list[Line]:
    """These deliveries with whom they are for and what comes next; one statement for each kind of key."""
    found = list(rows)
    names, places = _names(found), _places(found)
    return [
        Line(
            row=row,
            day=row.changed_at.astimezone(UTC).date() if is_by_the_day(row.event.name) else None,
            shelf=_shelf_of(row),
            whom=_whom(row, names),
            then=_then(row),
            again=may_be_sent_again(row),
            mend=places.get(_key(row), "") if row.state in Delivery.NEEDS_A_PERSON else "",
        )
        for row in found
    ]


def may_be_sent_again(row: Delivery) -> bool:
    """Whether starting over can send anything: not what was forgotten once it had left."""
    letter = letters().get(row.letter)
    return row.state in Delivery.NEEDS_A_PERSON and not (letter is not None and letter.forgotten)


def _shelf_of(row: Delivery) -> Shelf:
    key = {State.CAME_BACK: "came_back", State.FAILED: "given_up", State.WAITING: "waits", State.SILENCED: "silenced"}
    wanted = key.get(State(row.state)) or ("sent" if row.letter else "nothing")
    return next(shelf for shelf in SHELVES if shelf.key == wanted)


def _then(row: Delivery) -> str:
    if row.state == State.CAME_BACK:
        return _came_back(row)
    if row.state == State.FAILED:
        return _given_up(row)
    if row.state == State.WAITING and row.attempts:
        return _("It failed, and is tried again by itself. You need do nothing.")
    if row.state == State.WAITING:
        return _("It leaves by itself. You need do nothing.")
    if row.state == State.SILENCED:
        return _("This person does without such letters. You need do nothing.")
    return _("The other side has not taken it yet and is still tried.") if row.problem == DELAYED else ""


def _came_back(row: Delivery) -> str:
    if "subscription" in row.event.ids:
        return _("This mailbox is taken off the list tonight, and its address erased. You need do nothing.")
    if "registration" in row.event.ids:
        return _(
            "Whoever registered cannot be reached. It is erased on its day, tonight if never confirmed. Do nothing."
        )
    if may_be_sent_again(row):
        return _("Nobody has read it. Check the address and put it right where the person is kept; then send it again.")
    return _("Nobody has read it, and it was forgotten when it left. Check the address and write to them yourself.")


def _given_up(row: Delivery) -> str:
    if row.problem == "NotOneAddress":
        return _("No mail can go to this address. Put it right where the person is kept; then try again.")
    said = _("Tried %(tries)d times (%(problem)s). Ask whoever runs the mail server what is wrong; then try it again.")
    return said % {"tries": row.attempts, "problem": row.problem}


# For whom an event is, by the name of its key; the first that an event has counts.
_Named = Callable[[set[str]], dict[str, str]]


def _people(keys: set[str]) -> dict[str, str]:
    return {str(row.pk): row.name for row in Person.objects.filter(pk__in=keys)}


def _accounts(keys: set[str]) -> dict[str, str]:
    rows = Account.objects.filter(pk__in=keys).select_related("person")
    return {str(row.pk): row.person.name if hasattr(row, "person") else row.email for row in rows}


def _nominated(keys: set[str]) -> dict[str, str]:
    return {str(row.pk): row.name for row in Nomination.objects.filter(pk__in=keys)}


def _holding(model: type[Model]) -> _Named:
    def named(keys: set[str]) -> dict[str, str]:
        rows = model._default_manager.filter(pk__in=keys).values_list("pk", "person__name")
        return {str(key): name for key, name in rows}

    return named


def _experts(keys: set[str]) -> dict[str, str]:
    # Nobody learns from us who was asked; the secretariat knows whom it asked.
    return dict.fromkeys(keys, _("An expert"))


def _subscribers(keys: set[str]) -> dict[str, str]:
    return dict.fromkeys(keys, _("A subscriber; who is told to nobody"))


def _registrants(keys: set[str]) -> dict[str, str]:
    return dict.fromkeys(keys, _("Somebody who registered; who is told to nobody"))


_BY_KEY: dict[str, _Named] = {
    "person": _people,
    "account": _accounts,
    "nomination": _nominated,
    "holding": _holding(SeatHolding),
    "contact": _holding(Contact),
    "counsel": _holding(OrganisationCounsel),
    "appointment": _holding(Appointment),
    "kit": _holding(ContinuityKit),
    "request": _experts,
    "thanks": _experts,
    "subscription": _subscribers,
    "registration": _registrants,
}


# Whose address an officer can put right; that of a nomination by taking it back and asking anew.
_HAVE_A_PERSON: dict[str, type[Model]] = {
    "account": Account,
    "holding": SeatHolding,
    "contact": Contact,
    "counsel": OrganisationCounsel,
    "appointment": Appointment,
}


def _key(row: Delivery) -> tuple[str, str]:
    if row.event.name == "work_handed_over":
        return "appointment", row.event.ids["to"]
    return next(((name, row.event.ids[name]) for name in _BY_KEY if name in row.event.ids), ("", ""))


def _names(rows: list[Delivery]) -> dict[tuple[str, str], str]:
    keys: dict[str, set[str]] = defaultdict(set)
    for name, key in map(_key, rows):
        if name:
            keys[name].add(key)
    return {(name, key): text for name in keys for key, text in _BY_KEY[name](keys[name]).items()}


def _places(rows: list[Delivery]) -> dict[tuple[str, str], str]:
    """Where the address of whoever a letter did not reach is put right, by the same keys as the names."""
    wanted = [row for row in rows if row.state in Delivery.NEEDS_A_PERSON and "introduction" not in row.event.ids]
    keys: dict[str, set[str]] = defaultdict(set)
    for name, key in map(_key, wanted):
        keys[name].add(key)
    found: dict[tuple[str, str], str] = {}
    for name, model in _HAVE_A_PERSON.items():
        if name in keys:
            people = model._default_manager.filter(pk__in=keys[name]).exclude(person=None).values_list("pk", "person")
            found |= {(name, str(pk)): reverse("secretariat:put_right", args=[person]) for pk, person in people}
    found |= {("person", key): reverse("secretariat:put_right", args=[key]) for key in keys["person"]}
    asked = Nomination.objects.filter(pk__in=keys["nomination"]).select_related("seat__membership")
    for one in asked if keys["nomination"] else ():
        where = one.seat.membership
        found["nomination", str(one.pk)] = reverse("cohorts:people", args=[where.cohort_id, where.organisation_id])
    return found


def _whom(row: Delivery, names: dict[tuple[str, str], str]) -> str:
    name, key = _key(row)
    if "introduction" in row.event.ids:
        # Who asks, offers or answers is theirs to tell.
        return _("A nominee; who is not said here")
    if not name:
        return _("Nobody: it is done here")
    return names.get((name, key), _("Somebody who is no longer kept"))
