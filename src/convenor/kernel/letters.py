"""The one road by which a person is sent a letter: its words, its form, and what is noted of it.

Each app names its letters in a tuple, and `convenor.wiring.LETTERS` names the tuples. A handler composes the values in
the person's time zone and calls `send`; a delivery sends at most one letter (docs/adr/0014).
"""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from convenor.kernel import links, models, outbox
from convenor.kernel.hypertext import as_page
from convenor.kernel.installation import installation
from convenor.kernel.language import dated, spoken_in
from convenor.rules import letters as rules
from convenor.rules.letters import Names, Wording

Text = str | Promise
SILENCE = "silence"
# What every letter may say without being given it.
_ALWAYS = ("installation", "contact")
_PART = r"[^\s@<>\"(),;:\\\[\]\x00-\x20\x7f]+"
_ONE_ADDRESS = re.compile(rf"(?:{_PART}|\"[^\"\\\x00-\x1f\x7f]+\")@{_PART}")
log = logging.getLogger("convenor.letters")


class NotOneAddress(ValueError):  # noqa: N818 - said in the outbox, where somebody mends the address
    """What a letter should go to is not the address of one mailbox."""


class SecondLetter(RuntimeError):  # noqa: N818 - a mistake of ours
    """A delivery would send another letter: its second try could then send the first one again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A kind of reminders or news that somebody can do without; offered to whoever has the capability."""

    key: str
    what: Text
    capability: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter that the product can send: when, to whom, in which words, and with which values.

    `samples` name every value with something to show in a preview. The values in `blocks` may have several lines, and
    an officer's wording must keep those in `required`. A letter of some `news` is not sent to who silenced it;
    `announces` is news that may follow this letter and can be silenced by it. What is `forgotten` once it has left
    cannot be sent again.
    """

    key: str
    cause: Text
    to: Text
    subject: Text
    body: Text
    samples: Mapping[str, Text]
    required: tuple[str, ...] = ("address",)
    blocks: tuple[str, ...] = ()
    news: News | None = None
    announces: News | None = None
    forgotten: bool = False

    @property
    def names(self) -> Names:
        """Which names its wording may use."""
        return Names(known=(*self.samples, *_ALWAYS), required=self.required, blocks=self.blocks)

    @property
    def own_wording(self) -> Wording:
        """The product's own words."""
        return Wording(subject=str(self.subject), body=str(self.body).strip())


class Words(NamedTuple):
    """A letter with its values, as it is read."""

    subject: str
    body: str


class Beside(NamedTuple):
    """What goes along: a calendar object as another form of the letter, or a file."""

    content: str
    content_type: str
    name: str = ""


@cache
def letters() -> dict[str, Letter]:
    """Every letter that the product can send, by its key, in the order of the wiring."""
    paths: tuple[str, ...] = import_string(settings.CONVENOR_LETTERS)
    return {letter.key: letter for path in paths for letter in import_string(path)}


def kinds_of_news() -> dict[str, News]:
    """Every kind of letters that somebody can do without, by its key."""
    found = (news for letter in letters().values() for news in (letter.news, letter.announces) if news)
    return {news.key: news for news in found}


def wording_of(letter: Letter) -> Wording:
    """The words in force: an officer's where they still fit the letter, else the product's own.

    An officer writes in the language of the house; a letter in another one is in the product's own words.
    """
    in_house = get_language() in {None, settings.LANGUAGE_CODE}
    kept = models.Wording.objects.filter(pk=letter.key).first() if in_house else None
    if kept is None:
        return letter.own_wording
    wording = Wording(subject=kept.subject, body=kept.body)
    if rules.may_be_kept(wording, letter.names).allowed:
        return wording
    log.warning("the wording kept for %s does not fit it any more; the product's own is used", letter.key)
    return letter.own_wording


def compose(letter: Letter, values: Mapping[str, str], wording: Wording | None = None) -> Words:
    """A letter's words with these values. Raises KeyError for a value that is not given."""
    here, chosen = installation(), wording or wording_of(letter)
    known = {"installation": here.name, "contact": here.contact, **values}
    return Words(rules.subject_of(chosen, known), rules.body_of(chosen, known, letter.names))


def sample_of(letter: Letter, wording: Wording | None = None) -> Words:
    """A letter as somebody would get it, with values that are nobody's."""
    words = compose(letter, {name: str(value) for name, value in letter.samples.items()}, wording)
    news = letter.news or letter.announces
    return Words(words.subject, words.body + _way_out(news, f"{settings.CONVENOR_SITE}/…")) if news else words


def send(
    letter: Letter,
    *,
    to: str,
    values: Mapping[str, str],
    whom: str = "",
    beside: Iterable[Beside] = (),
    ended_at: str = "",
) -> None:
    """Send this letter to one mailbox, unless `whom` does without its kind, and note it on the delivery.

    `ended_at` is where a mail program ends what the letter is an issue of, for somebody without an account. Raises
    NotOneAddress, KeyError for a value that is not given, SecondLetter, and what a mail server may raise.
    """
    post(letter, compose(letter, values), to=to, whom=whom, beside=beside, ended_at=ended_at)


def post(
    letter: Letter, words: Words, *, to: str, whom: str = "", beside: Iterable[Beside] = (), ended_at: str = ""
) -> None:
    """Send a letter whose words were composed before; as `send`."""
    delivery = outbox.carried()
    if delivery is not None and delivery.letter:
        raise SecondLetter(letter.key)
    silenced = letter.news is not None and is_silenced(whom, letter.news)
    if not silenced:
        written(letter, words, to=to, whom=whom, beside=beside, ended_at=ended_at).send()
    if delivery is not None:
        delivery.letter = letter.key
        if silenced:
            delivery.state = models.Delivery.State.SILENCED


def written(
    letter: Letter, words: Words, *, to: str, whom: str = "", beside: Iterable[Beside] = (), ended_at: str = ""
) -> EmailMultiAlternatives:
    """The letter as it goes over the wire: plain text first, then the same as a simple page, then what goes along."""
    if not _ONE_ADDRESS.fullmatch(to):
        raise NotOneAddress
    delivery, news, body = outbox.carried(), letter.news or letter.announces, words.body
    name = (delivery.message_id if delivery else "") or outbox.new_message_id()
    headers = {"Message-ID": f"<{name}>", "Auto-Submitted": "auto-generated"}
    if news is not None and whom:
        token = links.sign(SILENCE, whom, news.key)
        body += _way_out(news, _address(settings.CONVENOR_SILENCE_URL, token))
        headers |= _for_machines(_address(settings.CONVENOR_SILENCE_AT_ONCE_URL, token))
    elif ended_at:
        headers |= _for_machines(ended_at)
    mail = EmailMultiAlternatives(
        subject=rules.on_one_line(words.subject),
        body=body,
        to=[to],
        reply_to=[installation().contact],
        headers=headers,
    )
    mail.attach_alternative(as_page(str(mail.subject), body, get_language() or settings.LANGUAGE_CODE), "text/html")
    for one in beside:
        if one.name:
            mail.attach(one.name, one.content, one.content_type)
        else:
            mail.attach_alternative(one.content, one.content_type)
    return mail


def is_silenced(whom: str, news: News) -> bool:
    """Whether somebody does without this kind of letters."""
    return bool(whom) and models.Silence.objects.filter(whom=whom, kind=news.key).exists()


def when(at: datetime, zone: tzinfo, pattern: str = "l j F Y, H:i T") -> str:
    """A moment as somebody in this zone reads it."""
    return dated(at.astimezone(zone), pattern)


def page(name: str, *args: object) -> str:
    """The whole address of one of our pages, for a letter."""
    return _address(name, *args)


def _address(name: str, *args: object) -> str:
    """In the language in which the letter is written."""
    path = spoken_in(get_language() or settings.LANGUAGE_CODE, reverse(name, args=args))
    return f"{settings.CONVENOR_SITE}{path}"


def _way_out(news: News, address: str) -> str:
    offer = _("You can do without letters of this kind (%(what)s). This page switches them off, and on again:")
    return f"\n{offer % {'what': str(news.what)[:1].lower() + str(news.what)[1:]}}\n{address}\n"


def _for_machines(address: str) -> dict[str, str]:
    """What mail programs make a button of (RFC 2369); where the site has TLS, one that acts at once (RFC 8058)."""
    told = {"List-Unsubscribe": f"<{address}>"}
    if address.startswith("https://"):
        told["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return told
