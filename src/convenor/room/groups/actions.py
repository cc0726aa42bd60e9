"""What can be done with working groups: topics, seats, sessions, and what members bring to the end of the year."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.people.queries import in_force
from convenor.room.cohorts.models import Membership, ProgrammeYear
from convenor.room.groups.models import GroupSeat, GroupSession, Presentation, WorkingGroup, YearEndUpdate
from convenor.room.groups.queries import could_sit, gathering_of, sessions_to_link
from convenor.room.meetings.actions.calling import Call, call_session
from convenor.room.meetings.models import Session
from convenor.rules.lifecycle import may_follow
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import GroupState, Mode, SessionKind, SessionState

CAPABILITY = "group.change"


@transaction.atomic
def propose_topic(actor: Actor, year: ProgrammeYear, *, topic: str) -> WorkingGroup:
    """Put a topic before the members; a group is formed only once they were asked (R-WG-05, A-43)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    taken = year.groups.filter(topic__iexact=topic.strip()).exists()
    settle(no(_("This topic is on the year's list already.")) if taken else yes())
    group = WorkingGroup.objects.create(year=year, topic=topic.strip())
    audit.record(actor, "topic.proposed", kind="working_group", subject=group.pk)
    return group


@transaction.atomic
def form_group(actor: Actor, group: WorkingGroup, *, since: date) -> None:
    """Form a group on a proposed topic; from that day it meets at least once a quarter (R-WG-03)."""
    require(actor, CAPABILITY, cohort=group.year.cohort_id)
    row = _before(group, GroupState.ACTIVE)
    settle(_in_the_year(row.year, since))
    row.state, row.active_since = GroupState.ACTIVE, since
    row.save(update_fields=["state", "active_since"])
    audit.record(actor, "group.formed", kind="working_group", subject=row.pk)


@transaction.atomic
def close_group(actor: Actor, group: WorkingGroup, *, on: date) -> None:
    """Close a group, or drop a proposed topic; a seat kept until then still counts for the year (R-STD-05)."""
    require(actor, CAPABILITY, cohort=group.year.cohort_id)
    row = _before(group, GroupState.CLOSED)
    settle(_in_the_year(row.year, on))
    began = row.active_since
    settle(no(_("It cannot close before it was formed.")) if began and on < began else yes())
    row.state, row.closed_on = GroupState.CLOSED, on
    row.save(update_fields=["state", "closed_on"])
    audit.record(actor, "group.closed", kind="working_group", subject=row.pk)


@transaction.atomic
def take_seat(actor: Actor, group: WorkingGroup, membership: Membership, *, since: date) -> GroupSeat:
    """Let a member sit in a group; it may sit in several (R-WG-07)."""
    require(actor, CAPABILITY, cohort=group.year.cohort_id)
    row = WorkingGroup.objects.select_for_update(of=("self",)).select_related("year__cohort").get(pk=group.pk)
    settle(yes() if row.state == GroupState.ACTIVE else no(_("The group is not formed yet, or is closed.")))
    settle(_in_the_year(row.year, since))
    may_sit = could_sit(row, clock.today()).filter(pk=membership.pk).exists()
    settle(yes() if may_sit else no(_("It is no member of this cohort today, or sits in this group already.")))
    seat = GroupSeat.objects.create(group=row, membership=membership, since=since)
    audit.record(actor, "group_seat.taken", kind="working_group", subject=row.pk)
    return seat


@transaction.atomic
def leave_seat(actor: Actor, seat: GroupSeat) -> None:
    """Let a member leave a group as of today."""
    require(actor, CAPABILITY, cohort=seat.group.year.cohort_id)
    left = GroupSeat.objects.filter(in_force(clock.today()), pk=seat.pk).update(until=clock.today())
    settle(yes() if left else no(_("It has left this group before.")))
    audit.record(actor, "group_seat.left", kind="working_group", subject=seat.group_id)


@transaction.atomic
def call_group_session(actor: Actor, group: WorkingGroup, call: Call) -> Session:
    """Call a session of a group that is at work (R-WG-03)."""
    require(actor, CAPABILITY, cohort=group.year.cohort_id)
    row = WorkingGroup.objects.select_for_update(of=("self",)).select_related("year__cohort").get(pk=group.pk)
    settle(yes() if row.state == GroupState.ACTIVE else no(_("The group is not formed yet, or is closed.")))
    same = Session.objects.filter(group_session__group=row, starts_at=call.starts_at)
    settle(_is_another(same.exclude(state=SessionState.CANCELLED).exists()))
    session = call_session(actor, row.year, replace(call, kind=SessionKind.WORKING_GROUP))
    GroupSession.objects.create(group=row, session=session)
    return session


def _is_another(exists: bool) -> Verdict:
    """Pressed twice, a session is not called twice."""
    return no(_("This group meets at that very time already. Choose another time.")) if exists else yes()


@transaction.atomic
def link_session(actor: Actor, group: WorkingGroup, session: Session) -> GroupSession:
    """Say that a working-group session of the year is this group's."""
    require(actor, CAPABILITY, cohort=group.year.cohort_id)
    free = sessions_to_link(group).filter(pk=session.pk).exists()
    settle(yes() if free else no(_("This session is another group's, or no working-group session of this year.")))
    link = GroupSession.objects.create(group=group, session=session)
    audit.record(actor, "group.session_linked", kind="working_group", subject=group.pk)
    return link


@transaction.atomic
def unlink_session(actor: Actor, group: WorkingGroup, session: Session) -> None:
    """Take back that a session is this group's."""
    require(actor, CAPABILITY, cohort=group.year.cohort_id)
    gone, _kinds = GroupSession.objects.filter(group=group, session=session).delete()
    settle(yes() if gone else no(_("This session is not this group's.")))
    audit.record(actor, "group.session_unlinked", kind="working_group", subject=group.pk)


@transaction.atomic
def receive_update(
    actor: Actor, year: ProgrammeYear, membership: Membership, *, received_on: date, text: str = ""
) -> YearEndUpdate:
    """Record that a member's written year-end update arrived; its text stays inside (R-WG-06, A-18)."""
    require(actor, CAPABILITY, cohort=year.cohort_id)
    settle(_sat_in(year, membership))
    settle(_has_come(received_on))
    there = YearEndUpdate.objects.filter(year=year, membership=membership).exists()
    settle(no(_("Its update of this year is on record already.")) if there else yes())
    update = YearEndUpdate.objects.create(year=year, membership=membership, received_on=received_on, text=text)
    audit.record(actor, "update.received", kind="membership", subject=membership.pk)
    return update


@transaction.atomic
def record_presentation(
    actor: Actor,
    gathering: Session,
    membership: Membership,
    *,
    mode: Mode = Mode.IN_PERSON,
    exception_reason: str = "",
) -> Presentation:
    """Record that a member presented at the gathering; from afar only as an exception with its reason (A-17)."""
    year = gathering.year
    require(actor, CAPABILITY, cohort=year.cohort_id if year else None)
    settle(_is_the_gathering(gathering))
    assert year is not None
    settle(_sat_in(year, membership))
    settle(_may_be_remote(mode, exception_reason))
    there = gathering.presentations.filter(membership=membership).exists()
    settle(no(_("Its presentation is on record already.")) if there else yes())
    reason = "" if mode == Mode.IN_PERSON else exception_reason.strip()
    presentation = Presentation.objects.create(
        session=gathering, membership=membership, mode=mode, exception_reason=reason
    )
    audit.record(actor, "presentation.recorded", kind="membership", subject=membership.pk)
    return presentation


def _before(group: WorkingGroup, then: GroupState) -> WorkingGroup:
    """The group as it is now, held. Raises Declined with the reason where this state may not follow."""
    row = WorkingGroup.objects.select_for_update(of=("self",)).select_related("year__cohort").get(pk=group.pk)
    settle(may_follow(GroupState(row.state), then))
    return row


def _in_the_year(year: ProgrammeYear, day: date) -> Verdict:
    if year.starts <= day <= year.ends:
        return yes()
    return no(_("This day lies outside the programme year of the group."))


def _has_come(day: date) -> Verdict:
    return yes() if day <= clock.today() else no(_("This day has not come yet."))


def _sat_in(year: ProgrammeYear, membership: Membership) -> Verdict:
    there = membership.since <= year.ends and (membership.until is None or membership.until > year.starts)
    if membership.cohort_id == year.cohort_id and there:
        return yes()
    return no(_("It was no member of this cohort in this year."))


def _is_the_gathering(session: Session) -> Verdict:
    found = gathering_of(session.year) if session.year else None
    if found is None or found.pk != session.pk:
        return no(_("Presentations are given at the annual gathering; this session is another kind."))
    return _has_come(session.starts_at.date())


def _may_be_remote(mode: Mode, reason: str) -> Verdict:
    if mode == Mode.IN_PERSON or reason.strip():
        return yes()
    return no(_("Presenting from afar is an exception. Say why it was granted."))
