"""The letters about people who come and go; each goes to one person, and names nobody else."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, Text

_SIGN_IN: dict[str, Text] = {
    "mail_address": "colleague@convenor.example",
    "address": "https://convenor.example/sign-in/",
}

KIT = Letter(
    key="own_material",
    cause=_("Somebody who chose an address for their own material leaves a member."),
    to=_("That address, once; it is forgotten afterwards"),
    subject=_("Your own material"),
    body=_("""You left {organisation}'s work with us on {day}, and chose this address before. Here is your own \
material, in this mail and as a file. Nothing of what others said is in it. It is sent once; we have not kept the \
address.

If you want what is still held about you erased, this page does it. If you sign in here no more, it works for \
ninety days and without signing in:
{erasing}

{installation}

{material}"""),
    samples={
        "organisation": _("An organisation"),
        "day": _("14 March 2026"),
        "material": _("Where the organisation stands\n\nSessions to come"),
        "erasing": "https://convenor.example/erase-me/…/",
    },
    required=("material", "erasing"),
    blocks=("material",),
    forgotten=True,
)
APPOINTED = Letter(
    key="appointed",
    cause=_("Somebody begins to work for the secretariat."),
    to=_("The new colleague"),
    subject=_("You work for the secretariat now: how to sign in"),
    body=_("""Sign in with {mail_address}; a code is sent to that address. There is no password.
{address}

Your role reaches what others confided, so a second step is asked for: a passkey, or an app's codes. The first page \
after signing in leads you to it; it takes a minute.

Then begin with Monday: it says what is due.

{installation}"""),
    samples=_SIGN_IN,
    required=("mail_address", "address"),
)
HANDED_OVER = Letter(
    key="handed_over",
    cause=_("Somebody's work for the secretariat ends, and another takes it over."),
    to=_("Whoever takes it over"),
    subject=_("A colleague’s work is yours now: the list"),
    body=_("""A colleague has left, and what they looked after is yours. The list of what is due and what they were \
writing stands here:
{address}

{installation}"""),
    samples=_SIGN_IN,
)
TAKEN_OFF = Letter(
    key="second_step_taken_off",
    cause=_("A colleague's second step of signing in is taken off."),
    to=_("That colleague"),
    subject=_("Your second step of signing in was taken off"),
    body=_("""A colleague took off your passkeys and codes because you said that you lost them, and you were signed \
out everywhere. Sign in and add another second step; until then your role waits.
{address}

If you did not ask for this, tell your colleagues at once, by telephone: somebody may be trying to become you.

{installation}"""),
    samples=_SIGN_IN,
)

OFFICE_CHANGED = Letter(
    key="office_changed",
    cause=_("Somebody is appointed, a colleague's second step is taken off, or a colleague's work ends."),
    to=_("Every other colleague; where work ends, the contact address as well"),
    subject=_("Who can decide here, or how, has changed"),
    body=_("""A colleague appointed somebody, took somebody's second step off, or ended somebody's work for the \
secretariat. Two people decide here so that nobody does alone; that holds as long as you know both.

Look who it was, and if you did not expect it, ask by telephone:
{address}

{installation}"""),
    samples={"address": "https://convenor.example/office/"},
)
ENDED = Letter(
    key="work_ended",
    cause=_("Somebody's work for the secretariat ends."),
    to=_("Whoever it is about"),
    subject=_("Your work for the secretariat here has ended"),
    body=_("""Your work for the secretariat here ended on {day}. You were signed out everywhere, and what \
was open to you in that role is closed.

If you expected it, you need do nothing. If you did not, tell the secretariat's other people at once, by telephone, or \
write to {contact}: somebody may be trying to decide here alone.

{installation}"""),
    samples={"day": _("14 March 2026")},
    required=("day",),
)

LETTERS = (KIT, APPOINTED, HANDED_OVER, TAKEN_OFF, OFFICE_CHANGED, ENDED)
