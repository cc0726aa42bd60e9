"""The letters to two who want to talk about the same: each to one mailbox, and a name only once both said yes."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, Text

_SAMPLES: dict[str, Text] = {
    "series": _("Peer Learning Platform"),
    "topic": _("Access to remedy"),
    "address": "https://convenor.example/registration/1/",
}

FOUND = Letter(
    key="peer_found",
    cause=_("Two people who registered for an open series look for somebody to talk to about the same topic."),
    to=_("Both, each alone"),
    subject=_("Somebody to talk to: {series}"),
    body=_("""Somebody else who registered for {series} also wants to talk about this:

{topic}

If both of you say yes on your page, the last day is {until}, each is mailed how the other wants to be introduced, and \
the other's mail address. Until then nobody is told who the other is, and a no is told to nobody.

{address}

If you do not answer, nothing happens, and we look for nobody for you any more.

{installation}"""),
    samples={**_SAMPLES, "until": _("13 October 2023")},
    required=("address", "topic", "until"),
)
INTRODUCED = Letter(
    key="peers_introduced",
    cause=_("Both of two people who registered for an open series said yes to being introduced."),
    to=_("Both, each alone"),
    subject=_("You are introduced: {series}"),
    body=_("""You and one other person both said yes to talking about this:

{topic}

How the other person wants to be introduced, and the address to write to:

{words}
{mailbox}

Either of you may write first. We check nobody who registers, so tell no more than you would tell a stranger. \
Competitors do not talk about prices, customers, bids or plans, here neither. Nobody else learns that you were \
introduced.

{address}

{installation}"""),
    samples={**_SAMPLES, "words": _("Human rights lead at a small company"), "mailbox": "somebody@freemail.example"},
    required=("topic", "words", "mailbox"),
)

LETTERS = (FOUND, INTRODUCED)
