"""The letters about seats and the year; each goes to one person, and names nobody of another organisation."""

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
COUNSEL = Letter(
    key="counsel",
    cause=_("Somebody is named as counsel of an organisation."),
    to=_("Counsel"),
    subject=_("You are counsel of {organisation}"),
    body=_("""{organisation} named you as its counsel. You can download its compliance packs, which say how its people \
kept to the rules, and read every version of the anti-trust statement. What was said in the sessions is not for you.

Sign in with {mail_address}; a code is sent to that address each time. There is no password. The first time you are \
asked for a second step, a passkey or the codes of an app, because packs are confidential.
{address}

{installation}"""),
    samples=_SIGN_IN,
    required=("mail_address", "address"),
)
_PASSING_ON: dict[str, Text] = {
    "organisation": _("An organisation"),
    "cohort": _("The cohort"),
    "name": _("Somebody who was asked"),
    "since": _("14 March 2026"),
    "address": "https://convenor.example/cohorts/1/members/2/people/",
}
HANDOVER_PROPOSED = Letter(
    key="handover_proposed",
    cause=_("Somebody is asked to take over a seat that is held."),
    to=_("Whoever holds the seat"),
    subject=_("{name} was asked to take over your seat of {organisation}"),
    body=_("""{name} was asked to take over your seat of {organisation} in {cohort} from {since}. The seat is yours \
until then, and stays yours if the answer is no. You are told once the answer is yes.

If that is wrong, take the question back on your organisation's page, or tell {contact}.
{address}

{installation}"""),
    samples=_PASSING_ON,
)
HANDOVER_BY_ANOTHER = Letter(
    key="handover_by_another",
    cause=_("A colleague of whoever holds a seat asks somebody to take it over."),
    to=_("The secretariat's mailbox"),
    subject=_("{organisation}: a seat is to be handed over, proposed by a colleague of its holder"),
    body=_("""{organisation} asked {name} to take over a seat in {cohort} from {since}. Not its holder asked, but \
somebody else who keeps the people of {organisation} in order.

Nothing needs doing if that is as it should be; the holder was told too. If you doubt it, ask the holder, and take the \
question back on this page.
{address}

{installation}"""),
    samples=_PASSING_ON,
)
SEAT_PASSED_ON = Letter(
    key="seat_passed_on",
    cause=_("Somebody who was asked to take over a seat accepts."),
    to=_("Whoever held the seat until then"),
    subject=_("{name} takes over your seat of {organisation}"),
    body=_("""{name} accepted, and holds your seat of {organisation} in {cohort} from {since}. What the seat lets you \
do ends on that day. What you said stays without your name, as it always was.

If that is wrong, tell {contact} at once; until {since} it can be taken back on your organisation's page.
{address}

{installation}"""),
    samples=_PASSING_ON,
)
SEAT_KEPT = Letter(
    key="seat_kept",
    cause=_("A handover that was agreed is taken back before its day."),
    to=_("Whoever holds the seat"),
    subject=_("You keep your seat of {organisation}"),
    body=_("""The handover of your seat of {organisation} in {cohort} was taken back: nobody takes it over, and it \
stays yours. You need do nothing.

Your organisation's page shows it. If that is wrong, tell {contact}.
{address}

{installation}"""),
    samples={name: _PASSING_ON[name] for name in ("organisation", "cohort", "address")},
)
SEAT_TAKEN_BACK = Letter(
    key="seat_taken_back",
    cause=_("A seat that somebody accepted is taken back before it begins."),
    to=_("Whoever had accepted it"),
    subject=_("The seat of {organisation} is not yours after all"),
    body=_("""You accepted a seat of {organisation} in {cohort}. It was taken back before it began, and you need do \
nothing: what was opened for you here is closed again.

If you do not know why, ask {organisation}, or {contact}.

{installation}"""),
    samples={name: _PASSING_ON[name] for name in ("organisation", "cohort")},
    required=("organisation",),
)
SAID_TO_HAVE_LEFT = Letter(
    key="said_to_have_left",
    cause=_("A colleague or the secretariat says that somebody has left a member."),
    to=_("Whoever is said to have left"),
    subject=_("Your access for {organisation} has ended"),
    body=_("""We were told that you have left {organisation}, so what you could do here for it has ended, and links in \
our mails to you are dead. What you said stays without your name, as it always was.

If that is wrong, tell {contact}: your organisation or the secretariat can ask you again.

{installation}"""),
    samples={"organisation": _PASSING_ON["organisation"]},
    required=("organisation",),
)
MEMBERSHIP_OVER = Letter(
    key="membership_over",
    cause=_("A membership is ended, now or on a later day."),
    to=_("Each of its nominees and its focal point, alone"),
    subject=_("The membership of {organisation} ends on {until}"),
    body=_("""The membership of {organisation} in {cohort} ends on {until}, and your place with it. What you \
said stays without your name, as it always was.

{meanwhile}

What is held about you, and how to have it erased:
{address}

If this is news to you, ask {organisation}, or {contact}.

{installation}"""),
    samples={
        "organisation": _PASSING_ON["organisation"],
        "cohort": _PASSING_ON["cohort"],
        "until": _("14 March 2026"),
        "meanwhile": _("Until then you can sign in as always."),
        "address": "https://convenor.example/account/holdings/",
    },
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

LETTERS = (
    NOMINATION,
    REMINDER,
    SEATED,
    FOCAL_POINT,
    COUNSEL,
    HANDOVER_PROPOSED,
    HANDOVER_BY_ANOTHER,
    SEAT_PASSED_ON,
    SEAT_KEPT,
    SEAT_TAKEN_BACK,
    SAID_TO_HAVE_LEFT,
    MEMBERSHIP_OVER,
    YEAR_PROPOSED,
)
