"""The working groups of a year, one group, and the end of the year."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.asking import Back, NothingForm, ask, posted
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, show
from convenor.people.queries import names_of
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.cohorts.queries import naming_day
from convenor.room.cohorts.views.reach import WHOLE_COHORT, year_or_404
from convenor.room.groups import actions, queries
from convenor.room.groups.forms import (
    OnForm,
    PresentationForm,
    SeatForm,
    SessionForm,
    SinceForm,
    TopicForm,
    UpdateForm,
)
from convenor.room.groups.models import GroupSeat, WorkingGroup
from convenor.room.meetings.forms.calling import CallForm
from convenor.rules.programme_year import GroupQuarters
from convenor.rules.vocabulary import GroupState, SessionKind, Zone


@needs("group.read")
def index(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The year's topics and groups, and in which of them one's own organisation sits."""
    row, today = year_or_404(request, slug, year), clock.today()
    actor = who(request)
    found = list(queries.groups_of(row, today))
    quarters = queries.quarters(row, today) if actor.in_secretariat else {}
    return show(
        request,
        "groups/index.html",
        title=_("Working groups %(year)s") % {"year": row.year},
        zone=Zone.ROOM,
        seen_by=str(WHOLE_COHORT),
        lead=row.cohort.name,
        year=row,
        active=[_shown(group, quarters) for group in found if group.state == GroupState.ACTIVE],
        proposed=[group for group in found if group.state == GroupState.PROPOSED],
        closed=[group for group in found if group.state == GroupState.CLOSED],
        own=queries.own_groups(actor, row, today),
        in_secretariat=actor.in_secretariat,
    )


def _shown(group: WorkingGroup, quarters: dict[str, GroupQuarters]) -> dict[str, object]:
    return {"row": group, "quarters": quarters.get(str(group.pk))}


@needs("group.read")
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One group: its sessions, for the secretariat also who sits in it and which quarter is missing."""
    row, today = _group_or_404(request, pk), clock.today()
    actor = who(request)
    secretariat = actor.in_secretariat
    return show(
        request,
        "groups/group.html",
        title=row.topic,
        zone=Zone.ROOM,
        seen_by=str(WHOLE_COHORT),
        group=row,
        sessions=queries.sessions_of(row),
        seats=queries.seats_of(row, today) if secretariat else [],
        quarters=queries.quarters(row.year, today).get(str(row.pk)) if secretariat else None,
        own=row.pk in queries.own_groups(actor, row.year, today),
        to_link=queries.sessions_to_link(row).exists() if secretariat else False,
        in_secretariat=secretariat,
    )


@needs("group.change")
def propose(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Put another topic before the members."""
    row = year_or_404(request, slug, year)
    form = TopicForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.propose_topic(who(request), row, **form.cleaned_data),
        title=_("Propose a topic"),
        button=_("Put it on the list"),
        done=_("The topic is on the list."),
        lead=_("Topics are suggestions. A group is formed once members were asked what they prefer."),
        back=_back_to_groups(row),
    )


@needs("group.change")
def form_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Form a group on a proposed topic."""
    row = _group_or_404(request, pk)
    form = SinceForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.form_group(who(request), row, **form.cleaned_data),
        title=_("Form the group on %(topic)s") % {"topic": row.topic},
        button=_("Form the group"),
        done=_("The group is formed. Next: say which members sit in it."),
        consequences=(_("It meets at least once in each quarter from now on."),),
        back=_back_to_group(row),
    )


@needs("group.change")
def close_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a group, or drop a topic."""
    row = _group_or_404(request, pk)
    form = OnForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.close_group(who(request), row, **form.cleaned_data),
        title=_("Close %(topic)s?") % {"topic": row.topic},
        button=_("Close it"),
        done=_("It is closed; what it did stays on record."),
        consequences=(_("Members that sat in it until now have met their requirement for this year."),)
        if row.state == GroupState.ACTIVE
        else (_("The topic stays on the list, as closed."),),
        danger=True,
        back=_back_to_group(row),
    )


@needs("group.change")
def take_seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a member sit in a group."""
    row = _group_or_404(request, pk)
    form = SeatForm(posted(request), group=row)
    return ask(
        request,
        form,
        lambda: actions.take_seat(who(request), row, **form.cleaned_data),
        title=_("Who sits in %(topic)s") % {"topic": row.topic},
        button=_("Let it sit in this group"),
        done=_("It sits in the group."),
        lead=_("A member may sit in several groups; one is enough for its requirement."),
        back=_back_to_group(row),
    )


@needs("group.change")
def leave_seat(request: HttpRequest, pk: UUID, seat: int) -> HttpResponse:
    """Let a member leave a group."""
    row = _group_or_404(request, pk)
    held = get_object_or_404(GroupSeat.objects.select_related("group__year", "membership"), group=row, pk=seat)
    slug = held.membership.organisation_id
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.leave_seat(who(request), held),
        title=_("%(name)s leaves this group?") % {"name": names_of([slug], clock.today())[slug]},
        button=_("Let it leave, as of today"),
        done=_("It has left the group."),
        danger=True,
        back=_back_to_group(row),
    )


@needs("group.change")
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a session of a group."""
    row = _group_or_404(request, pk)
    kind = SessionKind.WORKING_GROUP
    form = CallForm(posted(request), kind=kind, initial={"kind": kind, "themes": row.topic})
    return ask(
        request,
        form,
        lambda: actions.call_group_session(who(request), row, form.call()),
        title=_("Call a session of %(topic)s") % {"topic": row.topic},
        button=_("Call the session"),
        done=_("The session is called, with an agenda to start from. People hear of it when you send the agenda."),
        back=_back_to_group(row),
    )


@needs("group.change")
def link_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a working-group session is this group's."""
    row = _group_or_404(request, pk)
    form = SessionForm(posted(request), group=row)
    return ask(
        request,
        form,
        lambda: actions.link_session(who(request), row, **form.cleaned_data),
        title=_("A session of %(topic)s") % {"topic": row.topic},
        button=_("It is this group's"),
        done=_("The session is this group's."),
        lead=_("Working-group sessions of this year that belong to no group yet. Call a new one in the year."),
        back=_back_to_group(row),
    )


@needs("group.change")
def unlink_session(request: HttpRequest, pk: UUID, session: UUID) -> HttpResponse:
    """Take back that a session is this group's."""
    row = _group_or_404(request, pk)
    found = get_object_or_404(row.group_sessions.select_related("session"), session=session).session
    return ask(
        request,
        NothingForm(posted(request)),
        lambda: actions.unlink_session(who(request), row, found),
        title=_("Not a session of this group?"),
        button=_("Take it off this group"),
        done=_("The session belongs to no group now."),
        back=_back_to_group(row),
    )


@needs("group.change")
def year_end(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Who sent a written update and who presented, for the secretariat."""
    row = year_or_404(request, slug, year)
    gathering = queries.gathering_of(row)
    return show(
        request,
        "groups/year_end.html",
        title=_("The end of %(year)s") % {"year": row.year},
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        lead=_("What each member found in its working groups: a written update, and a presentation at the gathering."),
        year=row,
        rows=queries.year_end(row, clock.today()),
        gathering=gathering,
        presented=gathering is not None and gathering.starts_at.date() <= clock.today(),
    )


@needs("group.change")
def receive_update(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """Record that a member's update arrived."""
    row = year_or_404(request, slug, year)
    membership = _membership_or_404(row, organisation)
    form = UpdateForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.receive_update(who(request), row, membership, **form.cleaned_data),
        title=_("The update of %(name)s") % {"name": names_of([organisation], naming_day(row))[organisation]},
        button=_("Record the update"),
        done=_("The update is on record."),
        back=_back_to_year_end(row),
    )


@needs("group.change")
def present(request: HttpRequest, slug: str, year: int, organisation: str) -> HttpResponse:
    """Record that a member presented at the gathering."""
    row = year_or_404(request, slug, year)
    membership = _membership_or_404(row, organisation)
    gathering = queries.gathering_of(row)
    if gathering is None:
        raise Http404
    form = PresentationForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.record_presentation(who(request), gathering, membership, **form.cleaned_data),
        title=_("The presentation of %(name)s") % {"name": names_of([organisation], naming_day(row))[organisation]},
        button=_("Record the presentation"),
        done=_("The presentation is on record."),
        back=_back_to_year_end(row),
    )


def _group_or_404(request: HttpRequest, pk: UUID) -> WorkingGroup:
    return get_object_or_404(queries.visible_to(who(request)), pk=pk)


def _membership_or_404(year: ProgrammeYear, organisation: str) -> Membership:
    rows = {row.membership.organisation_id: row.membership for row in queries.year_end(year, clock.today())}
    if organisation not in rows:
        raise Http404
    return rows[organisation]


def _back_to_groups(year: ProgrammeYear) -> Back:
    return Back(reverse("groups:index", args=[year.cohort_id, year.year]), _("Working groups"))


def _back_to_group(group: WorkingGroup) -> Back:
    return Back(reverse("groups:group", args=[group.pk]), group.topic)


def _back_to_year_end(year: ProgrammeYear) -> Back:
    return Back(reverse("groups:year_end", args=[year.cohort_id, year.year]), _("The end of the year"))
