"""Who is asking: an account and the grants it holds now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from convenor.rules.policy import Grant, held_back
from convenor.rules.vocabulary import SECRETARIAT, Role

GrantSource = Callable[[Any], Iterable[Grant]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Somebody who asks: `account` is an opaque id, empty for a reader who has not signed in.

    `held_back` is what would be granted after a second step of signing in. `within` is the one session of the programme
    that a mailed link let somebody in for; it is empty for whoever signed in.
    """

    account: str = ""
    grants: tuple[Grant, ...] = field(default_factory=tuple)
    held_back: frozenset[Grant] = frozenset()
    within: str = ""

    @property
    def signed_in(self) -> bool:
        return bool(self.account)

    @property
    def role(self) -> Role:
        """The role that speaks first when several are held: the order is the vocabulary's."""
        held = {grant.role for grant in self.grants}
        return next((role for role in Role if role in held), Role.READER)

    @property
    def label(self) -> str:
        """The role as a word for the header."""
        return self.role.value.replace("_", " ").capitalize()

    @property
    def in_secretariat(self) -> bool:
        return any(grant.role in SECRETARIAT for grant in self.grants)

    def organisations(self, *roles: Role, cohort: str | None = None) -> frozenset[str]:
        """The organisations for which one of these roles is held, in a cohort or anywhere; with no role named, any.

        Somebody can sit for one organisation here and for another there, and a company can sit in both.
        """
        wanted = roles or tuple(Role)
        held = (grant for grant in self.grants if grant.role in wanted and cohort in {None, grant.cohort})
        return frozenset(grant.organisation for grant in held if grant.organisation)

    def cohorts(self, *roles: Role) -> frozenset[str]:
        """The cohorts in which one of these roles is held; with no role named, any."""
        wanted = roles or tuple(Role)
        return frozenset(grant.cohort for grant in self.grants if grant.cohort and grant.role in wanted)


NOBODY = Actor()
THE_SYSTEM = Actor(account="system", grants=(Grant(role=Role.OFFICER),))


def who(request: HttpRequest) -> Actor:
    """Who asks for a page, as the middleware found out."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def actor_of(account: Any, *, proved: bool = True) -> Actor:
    """The actor behind an account, with every grant that the wings know of.

    An account that is switched off holds nothing, so its sessions end with the next request (AC-19). Where a second
    step of signing in was not `proved`, what needs one is held back.
    """
    if not account.is_authenticated or not account.is_active:
        return NOBODY
    grants = tuple(grant for source in _sources() for grant in source(account))
    waits = frozenset() if proved else held_back(grants)
    return Actor(
        account=str(account.pk), grants=tuple(grant for grant in grants if grant not in waits), held_back=waits
    )


def led_by(link: Mapping[str, str], actor: Actor) -> Actor:
    """What is left of an actor in a browser that a mailed link let in: what the link was for, whatever comes later."""
    kept = (one for one in actor.grants if one.role == link["role"] and one.organisation == link["organisation"])
    return replace(actor, grants=tuple(kept), held_back=frozenset(), within=link["session"])


@cache
def _sources() -> tuple[GrantSource, ...]:
    return tuple(import_string(path) for path in settings.CONVENOR_GRANTS)
