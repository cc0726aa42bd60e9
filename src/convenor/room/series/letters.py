"""The letters to whoever registered for an open series: each to one mailbox, in that person's own time."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, Text

_TO = _("Whoever registered, alone")
_LINK = "https://convenor.example/registration/1/"
_SAMPLES: dict[str, Text] = {"series": _("Peer Learning Platform"), "address": _LINK}
_SESSIONS = _("1. Access to remedy\n   Wednesday 13 September 2023, 16:00 (WAT), 15:00 UTC, subject to change")
_ERASED = _("13 October 2023")

CONFIRM = Letter(
    key="registration_to_confirm",
    cause=_("Somebody registers for an open series."),
    to=_TO,
    subject=_("Please confirm: {series}"),
    body=_("""Somebody, probably you, registered this address for {series}.

Please confirm with the button on this page; your calendar file follows then:

{address}

If it was not you, do nothing: it is erased after seven days, and you get no more mail.

{installation}"""),
    samples=_SAMPLES,
)
LINK = Letter(
    key="registration_link",
    cause=_("Somebody registers with an address that is registered already."),
    to=_TO,
    subject=_("Your registration: {series}"),
    body=_("""You are registered for {series} already, so nothing was changed.

On this page you see your sessions, choose others, or leave:

{address}

If you did not ask for this, you need do nothing.

{installation}"""),
    samples=_SAMPLES,
)
CALENDAR = Letter(
    key="registration_calendar",
    cause=_("A registration is confirmed or changed."),
    to=_TO,
    subject=_("You are registered: {series}"),
    body=_("""You are registered for {series}. Your sessions, by the clock of {zone}:

{sessions}

A calendar file is attached. Dates may change; you are told if one of yours does. The link to join is on this page \
from the day before, and comes by mail:

{address}

The same page lets you choose other sessions, or leave. Nobody else sees that you registered. Everything is erased on \
{erased_on}, or at once when you leave.

{installation}"""),
    samples={**_SAMPLES, "zone": "Africa/Lagos", "sessions": _SESSIONS, "erased_on": _ERASED},
    required=("address", "sessions", "erased_on"),
    blocks=("sessions",),
)
NEWS = Letter(
    key="registration_news",
    cause=_("A session of an open series is moved or called off."),
    to=_("Whoever registered for that session, each alone"),
    subject=_("A change: {series}"),
    body=_("""Something changed in {series}. By the clock of {zone}:

{sessions}

A new calendar file is attached; it replaces the one before. To choose other sessions or leave:

{address}

Everything is erased on {erased_on}, or at once when you leave.

{installation}"""),
    samples={**_SAMPLES, "zone": "Africa/Lagos", "sessions": _SESSIONS, "erased_on": _ERASED},
    required=("address", "sessions"),
    blocks=("sessions",),
)
REMINDER = Letter(
    key="registration_reminder",
    cause=_("A session of an open series begins within a day and a half."),
    to=_("Whoever registered for that session, each alone"),
    subject=_("Soon: {title}"),
    body=_("""{title}
{when}

{join}

Whoever comes keeps to the Chatham House Rule: use what you hear, and never say who said it or who was there.

To choose other sessions or leave:

{address}

{installation}"""),
    samples={
        "title": _("Access to remedy"),
        "when": _("Wednesday 13 September 2023, 16:00 (WAT), 15:00 UTC"),
        "join": "https://meet.example/1",
        "address": _LINK,
    },
    required=("address", "when", "join"),
)

LETTERS = (CONFIRM, LINK, CALENDAR, NEWS, REMINDER)
