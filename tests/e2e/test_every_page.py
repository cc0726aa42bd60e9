"""Every page that anybody can reach by links: whole, readable, free of barriers, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.serving import House, copy, run_inside, serving
from e2e.walking import Walk, all_names, excess_width, faults_on, name_of, walk_from
from e2e.windows import PHONE, Windows

STIRRING = Path(__file__).with_name("stirring.py").read_text(encoding="utf-8")
ROLES = ("officer", "chief", "nominee", "counsel", "reader")
# What anybody may read says so by having no band at all.
PUBLIC = {
    "portal:home",
    "portal:output",
    "portal:search",
    "portal:newsletter",
    "portal:site_pages",
    "portal:site_page",
    "portal:webinars",
    "portal:series",
    "series:register",
    "newsletter:subscribe",
    "portal:participants",
    "portal:about",
    "portal:how_we_check",
    "portal:how_we_count",
    "portal:who_may_do_what",
    "cockpit:join",
    "sign_in",
    "look_in",
    "account_confirm_login_code",
}
# What nobody can be led to in this demonstration, and why.
NOT_OFFERED = {
    "account_inactive": "nobody's account is closed",
    "account_confirm_login_code": "it follows from asking for a code",
    "mfa_authenticate": "it follows from a code, for whoever has a second step",
    "mfa_edit_webauthn": "nobody here has a passkey: a story of its own adds one",
    "mfa_remove_webauthn": "as above",
    "mfa_list_webauthn": "it leads on to the account's page",
    "mfa_reauthenticate_webauthn": "only for whoever has a passkey",
    "own_stay": "only for whoever asked to be erased",
    "mfa_view_recovery_codes": "shown once, when a second step was added",
    "account_reauthenticate": "it leads on to the page that asks",
    "openid_connect_login": "no provider is configured",
    "openid_connect_callback": "as above",
    "socialaccount_login_cancelled": "as above",
    "desk:check": "asked by the editor while somebody writes",
    "desk:open": "only where the secretariat is one person",
    "groups:present": "only after the gathering",
    "invitations:end_address": "only where an address was made",
    "invitations:feed": "read by calendars, which were told where it is",
    "leaver": "taken along by whoever leaves",
    "invitations:looked_at": "only where a mail came that no program could settle",
    "cohorts:answer_nomination": "it stands in the mail to whoever is asked",
    "silence": "it stands in letters that one can do without",
    "silence_at_once": "pressed by mail programs, in the same letters",
    "secretariat:undo_wording": "only where an officer changed a letter's words",
    "meetings:expert_brief": "it stands in the mail to an expert",
    "confirm_address": "it stands in the mail to the new address",
    "cohorts:take_seat_back": "only until an accepted seat begins, and none waits to",
    "cohorts:propose": "only while no proposal is open, and one is",
    "cohorts:agree_to_be_named": "only where one has not agreed, and Telefónica has",
    "cohorts:accept_rules_again": "only where one accepted an older version of the ground rules",
    "desk:thank": "only where an expert wants to hear what came of a session",
    "meetings:brief": "it stands in the mail to whoever stands in",
    "meetings:rules": "only for whoever stands in, and nobody here does",
    "newsletter:asked": "it follows from asking for the newsletter",
    "newsletter:confirm": "it stands in the mail to whoever asked for the newsletter",
    "newsletter:end": "it stands in each mail of the newsletter",
    "newsletter:end_at_once": "pressed by mail programs, in the same mails",
    "newsletter_send_again": "only where an issue could not leave",
    "series:take_back_offer": "only where one offered to speak, and nobody here did",
    "series:choose_offer": "as above",
    "series:decline_offer": "as above",
    "series:without_speaker": "only where a session lost its speaker",
    "series:registered": "it follows from registering",
    "series:registration": "it stands in the mails to whoever registered",
    "desk:ask_series": "only while words of a series are not public, and these are",
    "desk:announce_series": "only while somebody asked a colleague to agree",
    "desk:publish_participants": "as above",
    "desk:take_participants_down": "only while a list of participants is public, and none is here",
    "portal:api_outputs": "read by programs, which the API's description tells of it",
    "portal:api_output": "as above",
    "portal:api_webinars": "as above",
    "portal:robots": "read by machines, which know where it is",
    "portal:sitemap": "as above",
    "portal:opensearch": "as above",
}
# The pages that have a script, and work without it.
WITH_A_SCRIPT = {
    "desk:write",
    "polls:poll",
    "cockpit:cockpit",
    "cockpit:floor",
    "cockpit:screen",
    "cockpit:joined",
    "sign_in",
    "mfa_add_webauthn",
}
Walker = Callable[[str], Walk]


@pytest.fixture(scope="module")
def still_house(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One demonstration for all readers here, in every state that its pages know; nobody changes anything in it."""
    folder = copy(prepared, tmp_path_factory.mktemp("still") / "demo")
    run_inside(folder, STIRRING)
    with serving(folder) as served:
        yield served


@pytest.fixture
def house(still_house: House) -> House:
    """The house that the windows look at."""
    return still_house


@pytest.fixture(scope="module")
def walks(browser: Browser, still_house: House) -> Walker:
    """`walks("officer")`: everything that this role finds by following links; walked once."""
    found: dict[str, Walk] = {}

    def walked(role: str) -> Walk:
        if role not in found:
            with Windows(browser, still_house.address) as windows:
                found[role] = walk_from(windows.look_in(role))
        return found[role]

    return walked


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_somewhere(walks: Walker, role: str) -> None:
    faults = walks(role).faults
    assert not faults, "\n".join(faults)


def test_every_address_of_the_product_is_offered_somewhere(walks: Walker) -> None:
    offered = set().union(*(walks(role).offered for role in ROLES))
    assert set(all_names().values()) - offered == set(NOT_OFFERED)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_has_a_title_and_one_heading(walks: Walker, role: str) -> None:
    faults = []
    for path, reading in walks(role).pages.items():
        heading, title = reading.words["h1"].strip(), reading.words["title"].strip()
        if reading.tags["h1"] != 1 or not heading:
            faults.append(f"{path} has {reading.tags['h1']} first headings: {heading!r}")
        if not title.partition(" · ")[0].strip():
            faults.append(f"{path} is titled {title!r}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_is_not_public_says_who_sees_it(walks: Walker, role: str) -> None:
    faults = []
    for path, reading in walks(role).pages.items():
        band = any(tag == "div" and "zone" in classes.split() for tag, classes in reading.parts)
        if band == (name_of(path) in PUBLIC):
            faults.append(f"{path} has {'a' if band else 'no'} band")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_page_has_a_script_and_none_carries_a_style(walks: Walker, role: str) -> None:
    pages = walks(role).pages.items()
    scripts = {(name_of(path), reading.tags["script"]) for path, reading in pages if reading.tags["script"]}
    assert scripts <= {(name, 1) for name in WITH_A_SCRIPT}
    assert [path for path, reading in pages if reading.inline_styles] == []


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_barriers_or_scrolls_sideways(walks: Walker, windows: Windows, role: str) -> None:
    page = windows.look_in(role)
    faults = []
    for path in chosen(walks, role):
        page.goto(path)
        faults += faults_on(page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_stands_from_right_to_left(walks: Walker, windows: Windows, role: str) -> None:
    phone = windows.look_in(role, viewport=PHONE, locale="ar")
    faults = []
    for path in chosen(walks, role):
        phone.goto(path)
        if phone.locator("html").get_attribute("dir") != "rtl":
            faults.append(f"{path} does not turn")
        faults += faults_on(phone)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_every_page_of_an_officer_fits_a_phone_in_the_longest_languages(
    walks: Walker, windows: Windows, language: str
) -> None:
    phone = windows.look_in("officer", viewport=PHONE, locale=language)
    faults = []
    for path in chosen(walks, "officer"):
        phone.goto(path)
        if (excess := excess_width(phone)) > 0:
            faults.append(f"{path}: {excess} pixels too wide")
    assert not faults, "\n".join(faults)


def chosen(walks: Walker, role: str) -> list[str]:
    """Few of each make; of the chief's pages only those that the officer did not find."""
    few = walks(role).few_of_each()
    if role != "chief":
        return few
    return [path for path in few if name_of(path) not in walks("officer").names]
