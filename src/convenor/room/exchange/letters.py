"""The letters about asks and offers; none says what was asked, and one alone who somebody is."""

from django.utils.translation import gettext_lazy as _

from convenor.kernel.letters import Letter, News

_BOARD = "https://convenor.example/asks-and-offers/"
ANSWERS = News(key="answers", what=_("That somebody answered an ask or an offer"), capability="posting.write")

ANSWERED = Letter(
    key="posting_answered",
    cause=_("Somebody says that they could help with an ask, or would like to hear more of an offer."),
    to=_("The nominees of the organisation that asked or offered, each alone"),
    subject=_("Somebody answered {what} of your organisation"),
    body=_("""Somebody of another member answered {what} of your organisation.

You are told who once you agree, and so is the other side; nobody else ever is. If you say no, or nothing, the other \
side is not told.

{address}

{installation}"""),
    samples={"what": _("an ask"), "address": _BOARD},
    news=ANSWERS,
)
INTRODUCED = Letter(
    key="introduction_made",
    cause=_("Two people have both agreed to be introduced."),
    to=_("Each of the two, alone"),
    subject=_("You are introduced"),
    body=_("""You both agreed to be introduced. The other is:

{name}, {organisation}
{mail_address}

Write to each other as you like; nobody else was told. What it was about stands on this page for thirty days:

{address}

Keep to what is in scope: prices, customers, bids and plans stay outside.

{installation}"""),
    samples={
        "name": _("Somebody"),
        "organisation": _("An organisation"),
        "mail_address": "somebody@company.example",
        "address": f"{_BOARD}introductions/1/",
    },
    required=("name", "mail_address"),
)

LETTERS = (ANSWERED, INTRODUCED)
