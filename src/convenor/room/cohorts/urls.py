"""Where cohorts, their members and years, and the organisations are found."""

from django.urls import path

from convenor.room.cohorts.views import (
    answering,
    cohorts,
    context,
    counsel,
    leaving,
    members,
    organisations,
    people,
    proposing,
    years,
)

app_name = "cohorts"

_COHORT = "cohorts/<slug:slug>/"
_MEMBER = _COHORT + "members/<slug:organisation>/"
_YEAR = _COHORT + "<int:year>/"
_ORGANISATION = "organisations/<slug:slug>/"

urlpatterns = [
    path("cohorts/", cohorts.index, name="index"),
    path("start-a-cohort/", cohorts.start, name="start"),
    path(_COHORT, cohorts.cohort, name="cohort"),
    path(_COHORT + "change/", cohorts.change, name="change"),
    path(_COHORT + "gaps/", cohorts.gaps, name="gaps"),
    path(_COHORT + "open-a-year/", years.open_year, name="open_year"),
    path(_COHORT + "members/", members.members, name="members"),
    path(_COHORT + "add-a-member/", members.add_member, name="add_member"),
    path(_COHORT + "waiting/", members.wait, name="wait"),
    path(_COHORT + "waiting/<slug:organisation>/offer/", members.offer_seat, name="offer_seat"),
    path(_COHORT + "waiting/<slug:organisation>/leave/", members.leave_waiting_list, name="leave_waiting_list"),
    path(_MEMBER + "end/", members.end_membership, name="end_membership"),
    path(_MEMBER + "seats/<int:number>/fill/", members.fill_seat, name="fill_seat"),
    path(_MEMBER + "seats/<int:number>/empty/", members.empty_seat, name="empty_seat"),
    path("our-people/", people.ours, name="ours"),
    path(_MEMBER + "people/", people.people, name="people"),
    path(_MEMBER + "seats/<int:number>/nominate/", people.nominate, name="nominate"),
    path(_MEMBER + "nominations/<uuid:nomination>/withdraw/", people.withdraw, name="withdraw_nomination"),
    path(_MEMBER + "contacts/add/", people.add_contact, name="add_contact"),
    path(_MEMBER + "contacts/<int:contact>/end/", people.end_contact, name="end_contact"),
    path(_MEMBER + "leave/<uuid:person>/", leaving.leave, name="leave"),
    path("when-i-leave/", leaving.kit, name="kit"),
    path("nominations/<str:token>/", answering.answer, name="answer_nomination"),
    path(_YEAR, years.year, name="year"),
    path(_YEAR + "focus/", years.focus, name="focus"),
    path(_YEAR + "updates-due/", years.update_due, name="update_due"),
    path(_YEAR + "calendar/", years.agree_calendar, name="agree_calendar"),
    path(_YEAR + "propose/", proposing.propose, name="propose"),
    path(_YEAR + "proposal/answer/", proposing.answer, name="answer_proposal"),
    path(_YEAR + "proposal/take-back/", proposing.take_back, name="take_proposal_back"),
    path(_YEAR + "decisions/", years.decisions, name="decisions"),
    path(_YEAR + "decisions/special-meetings/", years.decide_special_meetings, name="decide_special_meetings"),
    path(_YEAR + "decisions/other/", years.decide_other, name="decide_other"),
    path(_YEAR + "context/", context.context, name="context"),
    path(_YEAR + "context/note/", context.note_event, name="note_event"),
    path(_YEAR + "context/<int:position>/", context.change_event, name="change_event"),
    path(_YEAR + "context/<int:position>/drop/", context.drop_event, name="drop_event"),
    path(_YEAR + "experts/add/", context.add_expert, name="add_expert"),
    path(_YEAR + "experts/<slug:organisation>/name/", context.let_expert_be_named, name="let_expert_be_named"),
    path(_YEAR + "experts/<slug:organisation>/drop/", context.drop_expert, name="drop_expert"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("register-an-organisation/", organisations.register, name="register"),
    path(_ORGANISATION, organisations.organisation, name="organisation"),
    path(_ORGANISATION + "rename/", organisations.rename, name="rename"),
    path(_ORGANISATION + "names/", organisations.add_name, name="add_name"),
    path(_ORGANISATION + "names/<int:pk>/drop/", organisations.drop_name, name="drop_name"),
    path(_ORGANISATION + "attributes/", organisations.describe, name="describe"),
    path(_ORGANISATION + "attributes/<int:pk>/drop/", organisations.forget, name="forget"),
    path(_ORGANISATION + "consents/", organisations.consent, name="consent"),
    path(_ORGANISATION + "consents/<int:pk>/withdraw/", organisations.withdraw_consent, name="withdraw_consent"),
    path(_ORGANISATION + "group/", organisations.link, name="link"),
    path(_ORGANISATION + "counsel/", counsel.counsel, name="counsel"),
    path(_ORGANISATION + "counsel/<int:pk>/end/", counsel.end, name="end_counsel"),
]
