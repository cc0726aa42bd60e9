"""The letters about seats and the year; each goes to one person, and names nobody else."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, News, Text

# The first letter offers to do without the one that follows; whoever was nominated may have no account.
NOMINATION_REMINDERS = News(
    key="nomination_reminders", what=_("Reminders that a seat was offered"), capability="own_calendar.read"
)
_TO_NOMINATED = _("The person who was nominated")
_SIGN_IN: dict[str, Text] = {
    "organisation": _("An organisation"),
    "mail_address": "somebody@company.example",
    "address": "https://convenor.example/sign-in/",
}
_SEAT: dict[str, Text] = {
    "organisation": _("An organisation"),
    "cohort": _("The cohort"),
    "until": _("14 March 2026"),
    "address": "https://convenor.example/nominations/1/",
}

NOMINATION = Letter(
    key="nomination",
    cause=_("A member or the secretariat nominates somebody for a seat."),
    to=_TO_NOMINATED,
    subject=_("{organisation} would like you to sit for it"),
    body=_("""{organisation} nominates you for one of its two seats in {cohort}.

The page behind this link says what the seat asks for: what is expected in a year, how much time it takes, and the \
ground rules. You accept or decline there; opening the page does nothing yet.

{address}

The link is yours alone; please do not pass it on. It stays open until {until}.
If you do not know what this is about, you need not do anything.

{installation}"""),
    samples=_SEAT,
    announces=NOMINATION_REMINDERS,
)
REMINDER = Letter(
    key="nomination_reminder",
    cause=_("A week has passed since somebody was nominated, and there is no answer."),
    to=_TO_NOMINATED,
    subject=_("A reminder: {organisation} would like you to sit for it"),
    body=_("""A week ago {organisation} nominated you for one of its two seats in {cohort}, and there is no answer \
yet. A no is welcome too: the seat can then be offered to somebody else.

{address}

The link is yours alone; please do not pass it on. It stays open until {until}. You are not reminded again.

{installation}"""),
    samples=_SEAT,
    news=NOMINATION_REMINDERS,
)
SEATED = Letter(
    key="seated",
    cause=_("Somebody takes a seat."),
    to=_("The new nominee"),
    subject=_("Your seat, and how to sign in"),
    body=_("""You hold a seat of {organisation}.

It begins on {since}.

Sign in with {mail_address}; a code is sent to that address each time. There is no password. Once you are in, you can \
add a passkey, which is quicker.
{address}

Your organisation's page there says what is next.

{installation}"""),
    samples={**_SIGN_IN, "since": _("14 March 2026")},
    required=("mail_address", "address"),
)
FOCAL_POINT = Letter(
    key="focal_point",
    cause=_("Somebody is named as the focal point of a member."),
    to=_("The focal point"),
    subject=_("You are the focal point of {organisation}"),
    body=_("""You keep the people of {organisation} in order: you nominate for its two seats, and you name delegates \
for its sessions. What is said in the sessions is not for you; you see none of it.

Sign in with {mail_address}; a code is sent to that address each time. There is no password.
{address}

{installation}"""),
    samples=_SIGN_IN,
    required=("mail_address", "address"),
)
YEAR_PROPOSED = Letter(
    key="year_proposed",
    cause=_("The secretariat proposes a year's calendar to a cohort."),
    to=_("Each nominee of the cohort, alone"),
    subject=_("The year {year} is proposed: do you agree?"),
    body=_("""The calendar of {cohort} for {year} is proposed to its members.

The year stands on one page, in your own time. Say there until {until} whether your organisation agrees, or would \
change something; the group then decides.
{address}

What your organisation says is counted; nobody is shown who said what.

{installation}"""),
    samples={
        "cohort": _("The cohort"),
        "year": "2026",
        "until": _("14 March 2026"),
        "address": "https://convenor.example/cohorts/1/2026/",
    },
    required=("address", "until"),
)

LETTERS = (NOMINATION, REMINDER, SEATED, FOCAL_POINT, YEAR_PROPOSED)
