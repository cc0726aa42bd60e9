"""Doing without a kind of reminders or news: said by the person, signed in or by a link from such a letter.

Whoever has the link was sent the letter, or was passed it on; what can be done with it harms nobody, is shown to the
person and can be undone, so a link is enough.
"""

from django.db import transaction

from convenor.kernel import audit, links
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, settle
from convenor.kernel.letters import SILENCE, News, kinds_of_news
from convenor.kernel.models import Silence
from convenor.people.models import Person
from convenor.rules.policy import may
from convenor.rules.verdict import no, yes

_UNKNOWN = "There is no such kind of letters. Load the page again."


def link_says(token: str) -> tuple[str, News] | None:
    """For whom and for which letters a link was made; None for a link that was not made here, or for none any more."""
    said = links.read(SILENCE, token)
    news = kinds_of_news().get(said[1]) if said is not None and len(said) == 2 else None
    return (said[0], news) if said is not None and news is not None else None


def kinds_for(actor: Actor, person: Person) -> list[tuple[News, bool]]:
    """The kinds that somebody can be sent, and those that they did without before; each with whether it is off."""
    off = set(Silence.objects.filter(whom=str(person.pk)).values_list("kind", flat=True))
    offered = kinds_of_news().values()
    return [
        (news, news.key in off) for news in offered if news.key in off or may(actor.grants, news.capability).allowed
    ]


def own_person(actor: Actor) -> Person | None:
    """Who the actor is."""
    return Person.objects.filter(account__pk=actor.account).first()


def switch(actor: Actor, kind: str, *, off: bool) -> None:
    """Switch a kind of letters to oneself off or on."""
    person, news = own_person(actor), kinds_of_news().get(kind)
    settle(yes() if news is not None else no(_UNKNOWN))
    if person is None:
        raise Declined(no("Nobody entered you as a person yet, so no such letters are sent to you."))
    with transaction.atomic():
        switch_by_link(str(person.pk), kind, off=off)
        audit.record(actor, "mail.silenced" if off else "mail.asked_for", kind="account", subject=actor.account)


def switch_by_link(whom: str, kind: str, *, off: bool) -> None:
    """Switch a kind of letters off or on for whom a signed link names; safe to call again."""
    if off:
        Silence.objects.get_or_create(whom=whom, kind=kind)
    else:
        Silence.objects.filter(whom=whom, kind=kind).delete()
