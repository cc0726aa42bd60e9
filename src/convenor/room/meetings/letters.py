"""The letters about a session: each to one person, in that person's time; none says who else comes."""

from datetime import UTC, tzinfo

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, News, Text, when
from convenor.kernel.words import WORDS
from convenor.room.meetings.models import Session
from convenor.room.meetings.queries import label_of
from convenor.rules.wording import counted

AGENDAS = News(key="agendas", what=_("Agendas of sessions"), capability="own_calendar.read")
INVITED = _("Each person invited to the session, alone")

_SESSION: dict[str, Text] = {
    "label": _("Year 2026, quarter 1, session 1"),
    "short": _("Q1 Session 1"),
    "day": _("14 March 2026"),
    "when": _("Saturday 14 March 2026, 16:00 (CET), 15:00 UTC"),
    "form": _("60 minutes, Online"),
    "join": "https://meet.example/1",
    "address": "https://convenor.example/sessions/1/",
}
_RULES: dict[str, Text] = {"rules": _("The rules, in three lines")}
_AGENDA: dict[str, Text] = {
    "purpose": _("What the session is for"),
    "agenda": _("1. Statement (5 minutes)\n2. Updates (20 minutes)"),
    "rules_first": _("The agenda stands on the session's page once the ground rules are accepted."),
    "update_address": "https://convenor.example/sessions/1/update/",
}

_WHERE = "{label}\n{when}\n{form}\nJoin: {join}"
_AGENDA_BODY = (
    _WHERE
    + """

{purpose}

{rules_first}

Agenda:
{agenda}

{rules}

Your brief update can be sent ahead, in two minutes:
{update_address}

If you cannot come, name a delegate on the session's page. A delegate counts for your organisation.
{address}

{installation}"""
)

AGENDA = Letter(
    key="agenda",
    cause=_("An officer sends the agenda."),
    to=INVITED,
    subject=_("Agenda: {short}, {day}"),
    body=_AGENDA_BODY,
    samples={**_SESSION, **_RULES, **_AGENDA},
    blocks=("purpose", "agenda", "rules"),
    news=AGENDAS,
)
AGENDA_AGAIN = Letter(
    key="agenda_again",
    cause=_("An officer sends the agenda once more, as a new version."),
    to=INVITED,
    subject=_("New version of the agenda: {short}, {day}"),
    body="This agenda replaces the one you have.\n\n" + _AGENDA_BODY,
    samples={**_SESSION, **_RULES, **_AGENDA},
    blocks=("purpose", "agenda", "rules"),
    news=AGENDAS,
)
MOVED = Letter(
    key="session_moved",
    cause=_("A session gets another time, and somebody invited holds no invitation in the calendar."),
    to=INVITED,
    subject=_("New time: {short}, {hour}"),
    body=_("""This session has a new time. The old one no longer holds.

{label}
{when}
{form}
Join: {join}

If you cannot come then, name a delegate on the session's page. A delegate counts for your organisation.
{address}

{installation}"""),
    samples={**_SESSION, "hour": _("14 March 2026, 16:00 CET")},
)
CANCELLED = Letter(
    key="session_cancelled",
    cause=_("A session is cancelled, and somebody invited holds no invitation in the calendar."),
    to=INVITED,
    subject=_("Cancelled: the session of {day}"),
    body=_("""The session of {hour} does not take place.

Why: {reason}

You need to do nothing. It counts for nobody and against nobody.

{installation}"""),
    samples={**_SESSION, "hour": _("Saturday 14 March 2026, 16:00 CET"), "reason": _("What the officer wrote")},
    required=("reason",),
    blocks=("reason",),
)
_STANDS_IN_BODY = """{label}
{when}
{form}
Join: {join}

{rules}

A minute's reading, then one tap lets you in; there is nothing to sign up for. This link is yours alone, so do not \
pass it on. It ends with the session.
{brief}

Later, or on another device, sign in with this mail address. Your access ends a day after the session.
{address}

{installation}"""
_STANDS_IN: dict[str, Text] = {**_SESSION, **_RULES, "brief": "https://convenor.example/stand-in/1/"}
DELEGATE = Letter(
    key="delegate",
    cause=_("Somebody is named to stand in at a session."),
    to=_("Whoever stands in"),
    subject=_("You stand in: {short}, {day}"),
    body="You stand in for your organisation at this session. Your being there counts for it.\n\n" + _STANDS_IN_BODY,
    samples=_STANDS_IN,
    required=("brief", "rules"),
    blocks=("rules",),
)
GUEST = Letter(
    key="guest",
    cause=_("An organisation brings somebody along as its guest."),
    to=_("The guest"),
    subject=_("You are a guest: {short}, {day}"),
    body="Your organisation brings you as its guest to this session.\n\n" + _STANDS_IN_BODY,
    samples=_STANDS_IN,
    required=("brief", "rules"),
    blocks=("rules",),
)
_EXPERT: dict[str, Text] = {"day": _("14 March 2026"), "hour": _("Saturday 14 March 2026, 15:00")}
EXPERT = Letter(
    key="expert",
    cause=_("An officer calls an urgent session and asks experts to brief it."),
    to=_("Each expert who is asked, alone"),
    subject=_("{installation}: would you brief us on {day}?"),
    body=_("""{installation} holds an urgent session with companies on what happened, and asks whether one of you \
could brief it.

What happened
{happened}
{source_title}
{source_address}

When
{hour} UTC, {minutes}, by video call

What about
{themes}

What it is for
{purpose}

What holds there
- The Chatham House Rule: use what you hear; never say who said it or who was there.
- We do not say who takes part, and nobody learns from us that you were asked.
- There is no recording. If you come, you are named only if you agree, and for the year, never for a session.

Please answer this mail, also if you cannot: then we ask somebody else.

{installation}"""),
    samples={
        **_EXPERT,
        "happened": _("What happened, as reported"),
        "source_title": _("The report's title"),
        "source_address": "https://news.example/report",
        "minutes": _("60 minutes"),
        "themes": _("- One theme\n- Another theme"),
        "purpose": _("What the session is for"),
    },
    required=("happened", "source_address", "hour"),
    blocks=("happened", "themes", "purpose"),
    forgotten=True,
)
EXPERT_BRIEF = Letter(
    key="expert_brief",
    cause=_("An officer asks an expert to brief a session that is planned."),
    to=_("The expert who is asked, alone"),
    subject=_("{installation}: would you brief us on {day}?"),
    body=_("""{installation} asks whether you could brief a session with companies.

When
{hour} UTC, {minutes}

What about
{themes}

{purpose}

What holds there
- The Chatham House Rule: use what you hear; never say who said it or who was there.
- We do not say who takes part, and nobody learns from us that you were asked.
- There is no recording. Your organisation is named only if you agree, and for the year, never for a session.

Please answer this mail, also if you cannot: then we ask somebody else.

{installation}"""),
    samples={
        **_EXPERT,
        "minutes": _("60 minutes"),
        "themes": _("- One theme\n- Another theme"),
        "purpose": _("What the session is for"),
    },
    required=("hour",),
    blocks=("themes", "purpose"),
    forgotten=True,
)
EXPERT_MOVED = Letter(
    key="expert_moved",
    cause=_("A session that experts were asked to brief gets another time."),
    to=_("Each expert who was asked, alone"),
    subject=_("{installation}: the session is now on {day}"),
    body=_("""The session that we asked you to brief has another time: {hour} UTC.

Please answer this mail, also if you cannot: then we ask somebody else.

{installation}"""),
    samples=_EXPERT,
    required=("hour",),
)
EXPERT_OFF = Letter(
    key="expert_off",
    cause=_("A session that experts were asked to brief is cancelled."),
    to=_("Each expert who was asked, alone"),
    subject=_("{installation}: the session of {day} does not take place"),
    body=_("""We asked whether you could brief our session of {hour} UTC. It does not take place.

You need to do nothing, and need not answer. If you had kept the time free: thank you.

Nobody learns from us that you were asked. With this mail we have forgotten it, too.

{installation}"""),
    samples=_EXPERT,
    required=("hour",),
)

LETTERS = (AGENDA, AGENDA_AGAIN, MOVED, CANCELLED, DELEGATE, GUEST, EXPERT, EXPERT_BRIEF, EXPERT_MOVED, EXPERT_OFF)


def told_of(session: Session, zone: tzinfo, *, join: bool = True) -> dict[str, str]:
    """What every letter says of a session, in somebody's time; the link to join only where it may be had already."""
    label = label_of(session)
    mode = str(WORDS["Mode"][session.mode])
    form = [counted(session.minutes, _now("minute")), mode, *([session.place] if session.place else [])]
    return {
        "label": label.full,
        "short": label.short,
        "day": when(session.starts_at, zone, "j F Y"),
        "when": in_both_times(session, zone),
        "form": ", ".join(form),
        "join": session.join_url if join else "",
    }


def in_both_times(session: Session, zone: tzinfo) -> str:
    """The session's time where somebody is, and the world's where that is another."""
    here = when(session.starts_at, zone, "l j F Y, H:i (T)")
    elsewhere = when(session.starts_at, zone, "O") != "+0000"
    return f"{here}, {when(session.starts_at, UTC, 'H:i')} UTC" if elsewhere else here


def three_rules() -> str:
    """What holds in every session."""
    rules = (
        _now("Use what you hear; never say who said it or who was there."),
        _now(
            "We speak about respect for human rights. Prices, customers, bids and plans stay outside; the statement is "
            "read first."
        ),
        _now("There is no recording. Please make none."),
    )
    return "\n".join([_now("The rules, in three lines"), *(f"- {rule}" for rule in rules)])


def agenda_of(session: Session) -> str:
    """The items in their order, each with its minutes and what is to be read before."""
    lines: list[str] = []
    for number, item in enumerate(session.items.all(), start=1):
        lines.append(f"{number}. {item.title} ({counted(item.minutes, _now('minute'))})")
        if item.pre_reading:
            lines.append(f"   {_now('To read before:')} {item.pre_reading}")
    return "\n".join(lines)
