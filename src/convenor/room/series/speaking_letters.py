"""The letters to whoever offered to speak at an open session, each to that person alone."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, Text

_TO = _("Whoever offered to speak, alone")
_SAMPLES: dict[str, Text] = {
    "title": _("Access to remedy"),
    "when": _("Wednesday 13 September 2023, 16:00 CEST"),
    "address": "https://convenor.example/speaking/",
}

CHOSEN = Letter(
    key="speaker_chosen",
    cause=_("The secretariat chooses somebody who offered to speak at an open session."),
    to=_TO,
    subject=_("Please speak: {title}"),
    body=_("""You offered to speak at an open session, and we would like that very much:

{title}
{when}

The link to join stands on this page from a day and a half before. You are told if the date changes, and you can take \
your offer back there at any time:

{address}

Who speaks is announced nowhere; whoever comes keeps to the Chatham House Rule.

{installation}"""),
    samples=_SAMPLES,
    required=("when", "address"),
)
DECLINED = Letter(
    key="speaker_declined",
    cause=_("The secretariat declines an offer to speak at an open session, or does without a speaker after all."),
    to=_TO,
    subject=_("Thank you for your offer: {title}"),
    body=_("""Thank you for offering to speak:

{title}
{when}

This session goes on without it; it has nothing to do with you or your organisation, and nobody else learns of it. \
Other sessions to come stand here:

{address}

{installation}"""),
    samples=_SAMPLES,
    required=("when",),
)
MOVED = Letter(
    key="speaker_moved",
    cause=_("An open session is moved at which somebody is to speak."),
    to=_("Whoever was chosen to speak, alone"),
    subject=_("Moved: {title}"),
    body=_("""The session at which you speak has another date:

{title}
{when}

If that does not suit you, take your offer back on this page, and we look for somebody else:

{address}

{installation}"""),
    samples=_SAMPLES,
    required=("when", "address"),
)
OFF = Letter(
    key="speaker_session_off",
    cause=_("An open session is called off at which somebody was to speak."),
    to=_("Whoever was chosen to speak, alone"),
    subject=_("Called off: {title}"),
    body=_("""The session at which you were to speak does not take place:

{title}
{when}

You need do nothing. Other sessions to come stand here:

{address}

{installation}"""),
    samples=_SAMPLES,
    required=("when",),
)

LETTERS = (CHOSEN, DECLINED, MOVED, OFF)
