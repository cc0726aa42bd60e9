"""Every address declares the capability that it needs; one that does not fails the build."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from convenor.kernel.gate import OPEN, OWN_ACCOUNT
from convenor.rules.policy import CAPABILITIES

# What may be seen without signing in, by name: a new name here is a decision, not an accident.
OPEN_TO_ALL = {
    "start",
    "look_in",
    "sign_in",
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_confirm_login_code",
    "account_logout",
    "account_inactive",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "leaver",
    "silence",
    "silence_at_once",
    "cohorts:answer_nomination",
    "meetings:brief",
    "meetings:expert_brief",
    "cockpit:join",
    "invitations:answer",
    "invitations:feed",
    "cockpit:joined",
    "portal:home",
    "portal:output",
    "portal:search",
    "portal:feed",
    "portal:feed_in_json",
    "portal:sitemap",
    "portal:participants",
    "portal:opensearch",
    "portal:about",
    "portal:how_we_check",
    "portal:how_we_count",
    "portal:who_may_do_what",
    "portal:robots",
    "portal:site_pages",
    "portal:site_page",
    "portal:webinars",
    "portal:series",
    "portal:calendar",
    "portal:calendar_of_all",
    "portal:api",
    "portal:api_outputs",
    "portal:api_output",
    "portal:api_webinars",
    "series:register",
    "series:registered",
    "series:registration",
    "portal:newsletter",
    "newsletter:subscribe",
    "newsletter:asked",
    "newsletter:confirm",
    "newsletter:end",
    "newsletter:end_at_once",
}


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, object]]:
    """Every address of the product: its full name and its view."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from addresses(entry, space + inner)
        elif isinstance(entry, URLPattern):
            yield space + (entry.name or repr(entry.pattern)), entry.callback


def undeclared(found: Iterator[tuple[str, object]]) -> list[str]:
    return [name for name, view in found if getattr(view, "capability", None) not in {OPEN, OWN_ACCOUNT, *CAPABILITIES}]


def test_every_address_declares_its_capability() -> None:
    assert undeclared(addresses(get_resolver())) == []


def test_an_address_without_a_declaration_would_be_seen() -> None:
    assert undeclared(iter([("new", print)])) == ["new"]


def test_what_is_open_to_all_is_a_decision() -> None:
    found = {name for name, view in addresses(get_resolver()) if getattr(view, "capability", None) == OPEN}
    assert found == OPEN_TO_ALL


def test_every_capability_is_asked_for_somewhere() -> None:
    from architecture.reading import modules

    text = "\n".join(one.text for one in modules() if "policy" not in one.path.parts)
    assert [name for name in CAPABILITIES if f'"{name}"' not in text] == []
