"""Planning an open series and its sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.outbox import emit
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.actions.calling import LONGEST, Call, change_session
from convenor.room.meetings.models import AgendaItem, Session, Theme
from convenor.room.series.announced import may_be_announced
from convenor.room.series.models import Series, Webinar
from convenor.room.series.queries import mark_of, next_number
from convenor.rules.demand import may_be_topics
from convenor.rules.first_agenda import SHORTEST, first_agenda
from convenor.rules.scope import belongs, look_at, look_at_all
from convenor.rules.signs import in_one_line
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Mode, SessionKind

CAPABILITY = "series.change"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a session of a series is planned with; `starts_at` is aware, `parts` are the parts of its agenda.

    `scope_reason` says why words that may be out of scope belong here (A-38).
    """

    title: str
    starts_at: datetime
    minutes: int = 60
    themes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    scope_reason: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that others read."""
        return (self.title, *self.themes, *self.parts)


@transaction.atomic
def plan_series(
    actor: Actor, programme: Programme, *, name: str, year: int, note_due_days: int = 14, scope_reason: str = ""
) -> Series:
    """Begin a series that anybody may join, any or all of its sessions (R-PLP-05)."""
    require(actor, CAPABILITY)
    slug = slugify(name)[:50].strip("-")
    settle(may_be_announced(name, slug))
    settle(belongs((name,), scope_reason))
    settle(_is_free(slug))
    series = Series.objects.create(
        slug=slug,
        programme=programme,
        name=name,
        year=year,
        note_due_days=note_due_days,
        scope_reason=scope_reason.strip(),
    )
    audit.record(actor, "series.planned", kind="series", subject=series.pk)
    return series


@transaction.atomic
def plan_webinar(actor: Actor, series: Series, plan: Plan) -> Webinar:
    """Add a session to a series, with an agenda to start from; its date is subject to change (R-PLP-08)."""
    require(actor, CAPABILITY)
    settle(_fits(plan))
    settle(may_be_announced(*plan.words))
    settle(belongs(plan.words, plan.scope_reason))
    row = Series.objects.select_for_update().get(pk=series.pk)
    session = Session.objects.create(
        kind=SessionKind.WEBINAR,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        mode=Mode.VIRTUAL,
        counts_toward_standing=False,
    )
    Theme.objects.bulk_create(
        Theme(session=session, position=place, title=title) for place, title in enumerate(plan.themes, start=1)
    )
    agenda = first_agenda(SessionKind.WEBINAR, plan.minutes, plan.parts or plan.themes or (plan.title,))
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session,
            position=place,
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            scope_reason=plan.scope_reason.strip() if look_at(item.title) else "",
        )
        for place, item in enumerate(agenda, start=1)
    )
    webinar = Webinar.objects.create(
        series=row,
        session=session,
        number=next_number(row),
        title=plan.title,
        scope_reason=plan.scope_reason.strip(),
    )
    audit.record(actor, "webinar.planned", kind="session", subject=session.pk)
    return webinar


@transaction.atomic
def move_webinar(actor: Actor, webinar: Webinar, *, starts_at: datetime) -> None:
    """Give a session of a series another date; only one that has not begun can move (AC-16)."""
    require(actor, CAPABILITY)
    session = Session.objects.select_for_update().get(pk=webinar.session_id)
    settle(_is_still_to_come(session, starts_at))
    change_session(
        actor,
        session,
        Call(
            kind=SessionKind.WEBINAR,
            starts_at=starts_at,
            minutes=session.minutes,
            mode=Mode(session.mode),
            themes=tuple(session.themes.values_list("title", flat=True)),
            place=session.place,
            join_url=session.join_url,
            counts_toward_standing=False,
        ),
    )


@transaction.atomic
def change_webinar(
    actor: Actor, webinar: Webinar, *, title: str, subject_to_change: bool, scope_reason: str = ""
) -> None:
    """Give a session another title, or say that its date is settled; a reason that was given before holds on."""
    require(actor, CAPABILITY)
    settle(may_be_announced(title))
    reason = scope_reason.strip() or (webinar.scope_reason if title == webinar.title else "")
    settle(belongs((title,) if title != webinar.title else (), reason))
    webinar.title, webinar.subject_to_change, webinar.scope_reason = title, subject_to_change, reason
    webinar.save(update_fields=["title", "subject_to_change", "scope_reason"])
    emit("webinar_changed", session=str(webinar.session_id))
    audit.record(actor, "webinar.changed", kind="session", subject=webinar.session_id)


@transaction.atomic
def set_topics(actor: Actor, series: Series, *, topics: Sequence[str], mark: str, scope_reason: str = "") -> None:
    """Write what whoever registers can choose from; asked of them once the words are announced (R-PLP-08).

    `mark` is that of the topics as somebody saw them.
    """
    require(actor, CAPABILITY)
    row = Series.objects.select_for_update().get(pk=series.pk)
    settle(is_as_seen(row.topics, mark))
    topics = [in_one_line(topic) for topic in topics]
    settle(may_be_topics(topics))
    settle(may_be_announced(*topics))
    settle(belongs([topic for topic in topics if topic not in row.topics], scope_reason))
    row.topics = topics
    row.topics_reason = scope_reason.strip() or (row.topics_reason if look_at_all(topics) else "")
    row.save(update_fields=["topics", "topics_reason"])
    audit.record(actor, "series.topics_set", kind="series", subject=series.pk)


def is_as_seen(rows: Sequence[object], mark: str) -> Verdict:
    """Whether a list is still the one that somebody saw and now writes over."""
    if mark_of(rows) == mark:
        return yes()
    return no(_("Somebody changed this list since you opened the page. Look at it again, then change it."))


def _is_free(slug: str) -> Verdict:
    if not slug:
        return no(_("This name has no letter or digit to make an address from. Write it in Latin letters."))
    if Series.objects.filter(pk=slug).exists():
        return no(_("There is a series of this name already. Add the year to the name, or another word."))
    return yes()


def _is_still_to_come(session: Session, starts_at: datetime) -> Verdict:
    """Who registered is counted once the time of a session has come; its date is not moved to where that is at once."""
    now = clock.now()
    if starts_at > now or session.starts_at <= now:
        return yes()
    return no(_("This time has passed, and the session has not begun. Choose a time that is still to come."))


def _fits(plan: Plan) -> Verdict:
    if not SHORTEST <= plan.minutes <= LONGEST:
        return no(_("A session takes %(least)s to %(most)s minutes.") % {"least": SHORTEST, "most": LONGEST})
    return yes()
