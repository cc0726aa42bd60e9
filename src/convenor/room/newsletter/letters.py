"""The letters to a mailbox that the newsletter was asked for: the question, or that it is subscribed already."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter

_TO = _("The address that was typed")

QUESTION = Letter(
    key="newsletter_question",
    cause=_("Somebody asks for the newsletter on the website."),
    to=_TO,
    subject=_("{installation}: do you want the newsletter?"),
    body=_("""Somebody, we think you, asked for the newsletter of {installation} at this address.

If you want it, open this link and press the button:
{address}

It stays open for seven days. If you did not ask, do nothing: nothing is sent to you, and this address is erased after \
these days.

{installation}"""),
    samples={"address": "https://convenor.example/newsletter/confirm/1/"},
)
SUBSCRIBED = Letter(
    key="newsletter_subscribed",
    cause=_("Somebody asks for the newsletter at an address that takes it already."),
    to=_TO,
    subject=_("{installation}: you take the newsletter already"),
    body=_("""Somebody, we think you, asked for the newsletter of {installation} at this address. It is subscribed \
already, so you need do nothing.

If you do not want it any more, open this link and press the button:
{address}

{installation}"""),
    samples={"address": "https://convenor.example/newsletter/end/1/"},
)

LETTERS = (QUESTION, SUBSCRIBED)
