"""Who takes part is public by consent alone: whoever agreed is named as it is called today, and gone once it withdraws.

That there is a list two people agree to; who is on it nobody at the desk decides (docs/adr/0021).
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils.http import http_date
from invitation_scene import work

from convenor.desk import doors
from convenor.desk.actions import participants
from convenor.desk.models import ParticipantList
from convenor.desk.queries import lists_waiting
from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.daily import chores_of_the_day
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.people.actions import record_naming_consent, rename_organisation, withdraw_naming_consent
from convenor.people.models import NamingConsent, Organisation, OrganisationName, Person
from convenor.people.queries import secretariat_accounts
from convenor.public.library import queries
from convenor.public.library.actions import Copy, list_participants, shelve
from convenor.public.library.models import Participant
from convenor.room.cohorts import held_back
from convenor.room.cohorts.actions import consents, members
from convenor.room.cohorts.actions.cohorts import SetUp, change_cohort
from convenor.room.cohorts.agreed import participants_of
from convenor.room.cohorts.models import Cohort, Membership
from convenor.rules.attribution import RosterError
from convenor.rules.consents import WORDS, Asked, Purpose
from convenor.rules.vocabulary import NameKind
from making import (
    make_actor,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_year,
)

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 6)
MEMBER = NamingConsent.Purpose.MEMBER_OF_THE_COHORT
AGREED, SILENT = ("ericsson", "apple", "energie"), ("vodafone", "nokia")
IN_ORDER = ["Apple", "Énergie", "Ericsson"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def cohort() -> Cohort:
    """Five sit, three of them agreed on paper."""
    make_installation(demo=True, today=TODAY)
    row = make_cohort()
    make_year(row)
    officer = make_actor(name="Officer 1")
    for slug in (*AGREED, *SILENT):
        organisation = make_organisation(slug, name={"energie": "Énergie"}.get(slug, ""))
        make_member(row, organisation)
        if slug in AGREED:
            agree_on_paper(officer, organisation)
    Event.objects.all().delete()
    return row


@pytest.fixture
def public(cohort: Cohort) -> Cohort:
    ask_and_agree(cohort)
    return cohort


def agree_on_paper(officer: Actor, organisation: Organisation, **more: int) -> NamingConsent:
    return record_naming_consent(
        officer, organisation, purpose=MEMBER, text_version="1.0", given_on=clock.today(), **more
    )


def ask_and_agree(cohort: Cohort) -> None:
    digest = participants.digest_of(cohort)
    participants.ask_to_publish(an_officer(), cohort, digest=digest)
    participants.publish(an_officer(), cohort, digest=digest)
    work()


def an_officer() -> Actor:
    """Somebody of the secretariat who did nothing yet."""
    return make_actor(name=f"Officer {Person.objects.count() + 20}")


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(pk=slug)


def consent_of(slug: str) -> NamingConsent:
    return NamingConsent.objects.get(organisation=slug, purpose=MEMBER, withdrawn_on=None)


def named() -> list[str]:
    """Who is named on the public page; whoever is not in the library is not on the page either."""
    text = Client().get("/participants/").content.decode()
    found = queries.participants().get("Community of Practice", [])
    for row in OrganisationName.objects.all():
        assert (row.text in text) == (row.text in found), row.text
    return found


# Who is named


def test_without_a_list_the_page_names_nobody_and_says_so(cohort: Cohort) -> None:
    text = Client().get("/participants/").content.decode()
    assert "Nobody is named at the moment" in text
    assert named() == []


def test_who_agreed_is_named_and_nobody_else(public: Cohort) -> None:
    assert named() == IN_ORDER
    text = Client().get("/participants/").content.decode()
    assert "Community of Practice" in text
    assert "The list is not complete" in text
    assert "Nominee" not in text


def test_no_other_public_page_names_them(public: Cohort) -> None:
    for address in ("/", "/search/?q=ericsson", "/sitemap.xml", "/api/outputs.json", "/feed.atom"):
        assert "Ericsson" not in Client().get(address).content.decode(), address


def test_nothing_in_the_library_leads_back_or_tells_who_came_last(public: Cohort) -> None:
    columns = {field.name for field in Participant._meta.get_fields()}
    assert columns == {"id", "community", "name"}
    make_member(public, make_organisation("bykle"))
    agree_on_paper(make_actor(name="Officer 4"), organisation("bykle"))
    work()
    rows = Participant.objects.order_by("pk").values_list("name", flat=True)
    assert list(rows) == ["Apple", "Bykle", "Énergie", "Ericsson"]


def test_whoever_was_only_named_for_a_year_as_an_expert_is_not_on_the_list(public: Cohort) -> None:
    officer, nokia = make_actor(name="Officer 4"), organisation("nokia")
    for purpose in set(NamingConsent.Purpose) - {MEMBER}:
        record_naming_consent(officer, nokia, purpose=purpose, text_version="1.0", given_on=TODAY, year=2023)
    work()
    chores_of_the_day()
    assert named() == IN_ORDER


def test_a_consent_for_another_year_counts_in_that_year_alone(public: Cohort) -> None:
    officer = make_actor(name="Officer 4")
    agree_on_paper(officer, organisation("nokia"), year=2022)
    agree_on_paper(officer, organisation("vodafone"), year=2023)
    work()
    assert named() == ["Apple", "Énergie", "Ericsson", "Vodafone"]


def test_the_door_asks_the_consents_and_nobody_else(public: Cohort) -> None:
    """Whatever the room believes of an organisation: without a consent that holds it does not pass."""
    NamingConsent.objects.filter(organisation="apple").update(withdrawn_on=TODAY)
    doors.relist(public, "Community of Practice")
    assert named() == ["Énergie", "Ericsson"]


def test_whoever_has_no_name_today_is_not_named_by_its_address(public: Cohort) -> None:
    OrganisationName.objects.filter(organisation="energie").update(since=TODAY + timedelta(days=9))
    participants.bring_up_to_date(TODAY)
    assert queries.participants() == {"Community of Practice": ["Apple", "Ericsson"]}


# The list follows


def withdrawn_by_a_nominee() -> None:
    nominee = make_nominee(Membership.objects.get(organisation="apple"))
    consents.withdraw(actor_of(nominee), consent_of("apple"))


def withdrawn_on_paper() -> None:
    withdraw_naming_consent(make_actor(name="Officer 4"), consent_of("apple"))


def left() -> None:
    membership = Membership.objects.get(organisation="apple")
    members.end_membership(make_actor(name="Officer 4"), membership, until=TODAY, reason="They asked to leave.")


@pytest.mark.parametrize("goes", [withdrawn_by_a_nominee, withdrawn_on_paper, left])
def test_whoever_withdraws_or_leaves_is_gone_without_a_person_pressing_anything(
    public: Cohort, goes: Callable[[], None]
) -> None:
    goes()
    work()
    assert named() == ["Énergie", "Ericsson"]
    assert "Apple" not in Client().get("/participants/").content.decode()


@pytest.mark.parametrize("code", ["", "/ar"])
def test_whoever_kept_the_page_is_not_told_that_it_is_still_right(public: Cohort, code: str) -> None:
    copy = Copy(kind="output_note", title="Later", body="One.", applies_to="", provenance="", caveats=(), sources=())
    with clock.standing_at(TODAY + timedelta(days=1)):
        shelve(copy)
    kept = Client().get(f"{code}/participants/")
    assert "Apple" in kept.content.decode()
    known = {"if-none-match": kept["ETag"]}
    since = {"if-modified-since": http_date(clock.now().timestamp())}
    assert Client().get(f"{code}/participants/", headers=known).status_code == 304
    withdrawn_on_paper()
    work()
    for asked in (known, since):
        again = Client().get(f"{code}/participants/", headers=asked)
        assert again.status_code == 200
        assert "Apple" not in again.content.decode()


def test_no_public_address_tells_the_second_at_which_a_name_was_taken_off(
    public: Cohort, settings: LazySettings
) -> None:
    with clock.standing_at(TODAY + timedelta(days=1)):
        withdrawn_on_paper()
        work()
        changed = queries.latest_change()
    assert changed
    told = [f"{changed:%Y-%m-%dT}", f"{changed:%d %b %Y}"]
    for address in ("/", "/participants/", "/feed.atom", "/feed.json", "/sitemap.xml", "/api/outputs.json"):
        response = Client().get(address)
        said = f"{dict(response.headers)} {response.content.decode()}"
        assert not [one for one in told if one in said], address
        # Nor does the mark to whoever tries all seconds without the key of the installation.
        settings.SECRET_KEY = f"not the one of {address}"
        assert Client().get(address)["ETag"] != response["ETag"]


def test_a_round_that_changes_nothing_leaves_what_others_kept_right(public: Cohort) -> None:
    before = queries.latest_change()
    participants.bring_up_to_date(TODAY)
    assert queries.latest_change() == before


def test_whoever_agrees_online_is_added_and_comes_back_after_withdrawing(public: Cohort) -> None:
    nominee = actor_of(make_nominee(Membership.objects.get(organisation="nokia")))
    for _time in range(2):
        row = consents.agree(nominee, organisation("nokia"), Purpose.MEMBER, seen="1.0", year=None)
        work()
        assert named() == ["Apple", "Énergie", "Ericsson", "Nokia"]
        consents.withdraw(nominee, row)
        work()
        assert named() == IN_ORDER


def test_whoever_withdraws_while_the_list_is_published_is_not_left_on_it(cohort: Cohort) -> None:
    digest = participants.digest_of(cohort)
    participants.ask_to_publish(make_actor(name="Officer 2"), cohort, digest=digest)
    work()
    participants.publish(make_actor(name="Officer 3"), cohort, digest=digest)
    # As another transaction would leave it, whose own event came before the list was public.
    NamingConsent.objects.filter(organisation="apple").update(withdrawn_on=TODAY)
    work()
    assert named() == ["Énergie", "Ericsson"]


def test_what_the_outbox_keeps_says_nothing_of_whose_consent_it_was(public: Cohort) -> None:
    withdrawn_on_paper()
    assert [event.ids for event in Event.objects.filter(name="participants_changed")] == [{}]


def test_once_everybody_withdrew_the_page_names_nobody_and_the_list_comes_back(public: Cohort) -> None:
    officer = make_actor(name="Officer 4")
    for slug in AGREED:
        withdraw_naming_consent(officer, consent_of(slug))
    work()
    assert named() == []
    assert "Nobody is named at the moment" in Client().get("/participants/").content.decode()
    agree_on_paper(officer, organisation("nokia"))
    work()
    assert named() == ["Nokia"]


def test_an_organisation_is_named_as_it_is_called_today(public: Cohort) -> None:
    officer = make_actor(name="Officer 4")
    rename_organisation(officer, organisation("apple"), name="Zapple", on=TODAY)
    rename_organisation(officer, organisation("energie"), name="Later Named", on=TODAY + timedelta(days=3))
    work()
    assert queries.participants()["Community of Practice"] == ["Énergie", "Ericsson", "Zapple"]
    with clock.standing_at(TODAY + timedelta(days=3)):
        chores_of_the_day()
    assert queries.participants()["Community of Practice"] == ["Ericsson", "Later Named", "Zapple"]


def test_whoever_leaves_later_is_gone_that_night(public: Cohort) -> None:
    until = TODAY + timedelta(days=5)
    membership = Membership.objects.get(organisation="apple")
    members.end_membership(make_actor(name="Officer 4"), membership, until=until, reason="They asked to leave.")
    work()
    assert named() == IN_ORDER
    with clock.standing_at(until):
        chores_of_the_day()
    assert named() == ["Énergie", "Ericsson"]


def test_other_words_of_consent_are_asked_again_and_paper_holds(
    public: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    nominee = actor_of(make_nominee(Membership.objects.get(organisation="nokia")))
    consents.agree(nominee, organisation("nokia"), Purpose.MEMBER, seen="1.0", year=None)
    work()
    assert "Nokia" in named()
    monkeypatch.setitem(WORDS, Purpose.MEMBER, Asked(version="2.0", words="Other words.", for_a_year=False))
    chores_of_the_day()
    assert named() == IN_ORDER


def test_other_words_count_in_a_cohort_whose_years_are_over_too(
    public: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    NamingConsent.objects.filter(organisation="apple").update(online=True)
    monkeypatch.setitem(WORDS, Purpose.MEMBER, Asked(version="2.0", words="Other words.", for_a_year=False))
    with clock.standing_at(date(2026, 1, 5)):
        chores_of_the_day()
    assert named() == ["Énergie", "Ericsson"]


def test_a_cohort_that_becomes_confidential_has_no_list_any_more(public: Cohort) -> None:
    officer = make_actor(name="Officer 4")
    change_cohort(officer, public, SetUp(name=public.name, cap=20, members_public=False))
    work()
    assert named() == []
    change_cohort(officer, public, SetUp(name=public.name, cap=20, members_public=True))
    work()
    chores_of_the_day()
    assert named() == []
    assert AuditEntry.objects.filter(verb="participants.taken_down", account="").count() == 1


def test_even_a_careless_door_says_nothing_of_a_confidential_cohort(public: Cohort) -> None:
    Cohort.objects.filter(pk=public.pk).update(members_public=False)
    public.refresh_from_db()
    doors.relist(public, "Community of Practice")
    assert named() == []


def test_a_list_stands_under_the_name_that_was_agreed_to(public: Cohort) -> None:
    change_cohort(make_actor(name="Officer 4"), public, SetUp(name="Group of Ericsson", cap=20))
    chores_of_the_day()
    assert list(queries.participants()) == ["Community of Practice"]


# A withdrawal stands


def paper(given_on: date, **more: int) -> NamingConsent:
    return record_naming_consent(
        an_officer(),
        organisation("apple"),
        purpose=MEMBER,
        text_version="1.0",
        given_on=given_on,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("more", [{}, {"year": 2023}])
def test_a_paper_from_before_a_withdrawal_does_not_undo_it(public: Cohort, more: dict[str, int]) -> None:
    withdrawn_by_a_nominee()
    with pytest.raises(Declined, match="withdrew this on 6 March 2023"):
        paper(TODAY - timedelta(days=1), **more)
    work()
    assert named() == ["Énergie", "Ericsson"]
    paper(TODAY, **more)
    work()
    assert named() == IN_ORDER


def test_a_paper_for_a_year_does_not_undo_what_was_withdrawn_for_another(public: Cohort) -> None:
    officer, nokia = an_officer(), organisation("nokia")
    withdraw_naming_consent(officer, agree_on_paper(officer, nokia, year=2022))
    with pytest.raises(Declined, match="withdrew"):
        record_naming_consent(
            officer, nokia, purpose=MEMBER, text_version="1.0", given_on=TODAY - timedelta(days=1), year=2023
        )


def test_one_withdrawal_ends_what_was_agreed_to_for_any_year(public: Cohort) -> None:
    officer, nokia = an_officer(), organisation("nokia")
    agree_on_paper(officer, nokia, year=2024)
    row = agree_on_paper(officer, nokia, year=2023)
    work()
    assert "Nokia" in named()
    withdraw_naming_consent(officer, row)
    work()
    assert named() == IN_ORDER
    assert not NamingConsent.objects.filter(organisation="nokia", withdrawn_on=None).exists()


# A name is words, too


def renamed(slug: str, name: str) -> None:
    rename_organisation(an_officer(), organisation(slug), name=name, on=TODAY)
    work()


def listed() -> list[str]:
    return queries.participants().get("Community of Practice", [])


@pytest.mark.parametrize("name", ["Vodafone", "VODAFONE", "Apple of Vodafone"])
def test_a_name_that_is_also_anothers_is_held_back(public: Cohort, name: str) -> None:
    renamed("apple", name)
    assert listed() == ["Énergie", "Ericsson"]
    found = participants_of(public, TODAY)
    assert (found.unnamed, found.silent, found.held_back) == (3, 2, 1)


@pytest.mark.parametrize("kind", [NameKind.NAME, NameKind.ALIAS])
def test_also_of_one_that_sits_nowhere_and_was_called_so_once(public: Cohort, kind: NameKind) -> None:
    elsewhere = make_organisation("elsewhere")
    elsewhere.names.create(kind=kind, text="Orchard", until=TODAY - timedelta(days=100))
    renamed("apple", "ORCHARD")
    assert listed() == ["Énergie", "Ericsson"]


def test_also_of_somebody_in_a_cohort_that_is_confidential(public: Cohort) -> None:
    hidden = make_cohort("hidden")
    Cohort.objects.filter(pk=hidden.pk).update(members_public=False)
    make_member(hidden, make_organisation("zeta"))
    renamed("apple", "Apple with Zeta")
    assert listed() == ["Énergie", "Ericsson"]


def test_a_name_that_names_a_person_is_held_back_also_one_of_its_own(public: Cohort) -> None:
    nominee = make_nominee(Membership.objects.get(organisation="apple"))
    Person.objects.filter(account=nominee).update(name="Ottoline Quist")
    renamed("apple", "Ottoline Quist and Partners")
    assert listed() == ["Énergie", "Ericsson"]


def test_a_name_is_held_back_of_a_person_where_everybody_agreed(cohort: Cohort) -> None:
    Membership.objects.exclude(organisation="apple").delete()
    nominee = make_nominee(Membership.objects.get(organisation="apple"))
    Person.objects.filter(account=nominee).update(name="Ottoline Quist")
    assert participants_of(cohort, TODAY).names == ("Apple",)
    OrganisationName.objects.filter(organisation="apple").update(text="Ottoline Quist and Partners")
    assert participants_of(cohort, TODAY).names == ()
    with pytest.raises(Declined, match="Each name that was agreed to"):
        participants.ask_to_publish(an_officer(), cohort, digest=participants.digest_of(cohort))


def test_two_who_agreed_may_share_a_name_until_one_withdraws(public: Cohort) -> None:
    for slug in ("apple", "ericsson"):
        renamed(slug, "Merged")
    assert listed() == ["Énergie", "Merged"]
    withdrawn_on_paper()
    work()
    assert listed() == ["Énergie"]


def test_where_nothing_can_be_checked_nobody_is_named(public: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(_facts: object) -> None:
        raise RosterError("members")

    monkeypatch.setattr(held_back, "parse_roster", cannot)
    assert participants_of(public, TODAY).names == ()


def test_the_desk_says_how_many_are_held_back_and_why(cohort: Cohort) -> None:
    browser = Client()
    browser.force_login(make_secretariat(name="Officer 2"))
    assert "held back" not in browser.get(at_the_desk(cohort)).content.decode()
    renamed("apple", "Vodafone")
    page = browser.get(at_the_desk(cohort)).content.decode()
    assert "1 organisation agreed and is held back" in page
    assert "2 organisations sit here and have not agreed" in page


def test_names_that_sort_alike_have_one_order(public: Cohort) -> None:
    for slug, name in (("o1", "Acme"), ("o2", "ACME"), ("o3", "Acmé"), ("o4", "acme")):
        row = make_organisation(slug, name=name)
        make_member(public, row)
        agree_on_paper(an_officer(), row)
    assert participants_of(public, TODAY).names[:4] == ("ACME", "Acme", "Acmé", "acme")


# What keeps a list from following


def test_a_list_that_fails_keeps_no_other_from_following(public: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_cohort("second")
    Cohort.objects.filter(pk=other.pk).update(name="Second")
    other.refresh_from_db()
    make_member(other, make_organisation("bykle"))
    row = agree_on_paper(an_officer(), organisation("bykle"))
    ask_and_agree(other)
    assert queries.participants()["Second"] == ["Bykle"]
    real = doors.relist

    def broken(cohort: Cohort, community: str) -> None:
        if cohort.pk == public.pk:
            list_participants(community, ["Half done"])
            raise RuntimeError
        real(cohort, community)

    monkeypatch.setattr(doors, "relist", broken)
    withdraw_naming_consent(an_officer(), row)
    withdrawn_on_paper()
    participants.bring_up_to_date(TODAY)
    assert queries.participants() == {"Community of Practice": IN_ORDER}
    monkeypatch.undo()
    assert Event.objects.filter(name="participants_outdated", ids={"cohort": public.pk}).exists()
    Event.objects.filter(name="participants_changed").delete()
    work()
    assert queries.participants() == {"Community of Practice": ["Énergie", "Ericsson"]}


def test_a_community_whose_name_points_to_somebody_since_has_no_list_any_more(cohort: Cohort) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(name="Circle of Bykle")
    cohort.refresh_from_db()
    ask_and_agree(cohort)
    assert list(queries.participants()) == ["Circle of Bykle"]
    make_member(cohort, make_organisation("bykle"))
    chores_of_the_day()
    assert queries.participants() == {}
    assert AuditEntry.objects.filter(verb="participants.taken_down", account="").count() == 1


# Two people


def test_the_second_person_agrees_to_the_name_that_was_asked_for(cohort: Cohort) -> None:
    asks, agrees = make_actor(name="Officer 2"), make_actor(name="Officer 3")
    participants.ask_to_publish(asks, cohort, digest=participants.digest_of(cohort))
    assert [row.pk for row in lists_waiting()] == [cohort.pk]
    change_cohort(agrees, cohort, SetUp(name="The Laggards", cap=20))
    cohort.refresh_from_db()
    assert lists_waiting() == []
    digest = participants.digest_of(cohort)
    with pytest.raises(Declined, match="renamed since"):
        participants.publish(agrees, cohort, digest=digest)
    browser = Client()
    browser.force_login(make_secretariat(name="Officer 4"))
    assert "Ask a colleague to agree" in browser.get(at_the_desk(cohort)).content.decode()
    participants.ask_to_publish(agrees, cohort, digest=digest)
    participants.publish(asks, cohort, digest=digest)
    assert list(queries.participants()) == ["The Laggards"]


def test_what_was_asked_before_a_cohort_was_confidential_is_asked_anew(cohort: Cohort) -> None:
    officer = make_actor(name="Officer 2")
    participants.ask_to_publish(officer, cohort, digest=participants.digest_of(cohort))
    change_cohort(officer, cohort, SetUp(name=cohort.name, cap=20, members_public=False))
    work()
    change_cohort(officer, cohort, SetUp(name=cohort.name, cap=20, members_public=True))
    with pytest.raises(Declined, match="Nobody asked"):
        participants.publish(make_actor(name="Officer 3"), cohort, digest=participants.digest_of(cohort))


def test_one_person_alone_publishes_nothing(cohort: Cohort) -> None:
    one, _other = make_actor(name="Officer 2"), make_secretariat(name="Officer 3")
    digest = participants.digest_of(cohort)
    with pytest.raises(Declined, match="Nobody asked"):
        participants.publish(one, cohort, digest=digest)
    participants.ask_to_publish(one, cohort, digest=digest)
    with pytest.raises(Declined, match="already"):
        participants.ask_to_publish(one, cohort, digest=digest)
    with pytest.raises(Declined, match="somebody else"):
        participants.publish(one, cohort, digest=digest)
    assert named() == []


def test_an_only_officer_looks_twice(cohort: Cohort) -> None:
    only, digest = actor_of(secretariat_accounts().get()), participants.digest_of(cohort)
    participants.ask_to_publish(only, cohort, digest=digest)
    with pytest.raises(Declined, match="two days; then you may make it public"):
        participants.publish(only, cohort, digest=digest)
    with clock.standing_at(TODAY + timedelta(days=2)):
        participants.publish(only, cohort, digest=digest)
    assert named() == IN_ORDER


def test_what_changed_since_somebody_looked_is_not_agreed_to(cohort: Cohort) -> None:
    asks, agrees = make_actor(name="Officer 2"), make_actor(name="Officer 3")
    seen = participants.digest_of(cohort)
    participants.ask_to_publish(asks, cohort, digest=seen)
    withdrawn_on_paper()
    with pytest.raises(Declined, match="changed since"):
        participants.publish(agrees, cohort, digest=seen)
    participants.publish(agrees, cohort, digest=participants.digest_of(cohort))
    assert named() == ["Énergie", "Ericsson"]


def nobody_agreed(cohort: Cohort) -> None:
    NamingConsent.objects.update(withdrawn_on=TODAY)


def confidential(cohort: Cohort) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(members_public=False)


def a_name_that_names(cohort: Cohort) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(name="Friends of Vodafone")


def a_name_of_another(cohort: Cohort) -> None:
    ParticipantList.objects.create(cohort=make_cohort("other"), community=cohort.name, published_on=TODAY)


@pytest.mark.parametrize(
    ("makes", "said"),
    [
        (nobody_agreed, "nothing to publish"),
        (confidential, "confidential as a whole"),
        (a_name_that_names, "Vodafone"),
        (a_name_of_another, "under the same name"),
    ],
)
def test_what_cannot_be_published_says_why_and_leaves_all_as_it_was(
    cohort: Cohort, makes: Callable[[Cohort], None], said: str
) -> None:
    asks, agrees = make_actor(name="Officer 2"), make_actor(name="Officer 3")
    participants.ask_to_publish(asks, cohort, digest=participants.digest_of(cohort))
    makes(cohort)
    cohort.refresh_from_db()
    for act, actor in ((participants.publish, agrees), (participants.ask_to_publish, asks)):
        with pytest.raises(Declined, match=said):
            act(actor, cohort, digest=participants.digest_of(cohort))
    assert not Participant.objects.exists()
    assert ParticipantList.objects.get(pk=cohort.pk).community == ""


def test_taken_down_nobody_is_named_and_it_takes_two_again(public: Cohort) -> None:
    one = make_actor(name="Officer 4")
    participants.take_down(one, public)
    assert named() == []
    agree_on_paper(one, organisation("nokia"))
    work()
    chores_of_the_day()
    assert named() == []
    with pytest.raises(Declined, match="nothing to take down"):
        participants.take_down(one, public)
    with pytest.raises(Declined, match="Nobody asked"):
        participants.publish(one, public, digest=participants.digest_of(public))


def test_two_communities_stand_apart(public: Cohort) -> None:
    list_participants("Another community", ["Apple", "Somebody"])
    participants.take_down(make_actor(name="Officer 4"), public)
    assert queries.participants() == {"Another community": ["Apple", "Somebody"]}


# The pages of the desk


def at_the_desk(cohort: Cohort, address: str = "participants") -> str:
    return reverse(f"desk:{address}", args=[cohort.pk])


def test_the_desk_shows_what_would_be_public_and_how_many_are_not_named(cohort: Cohort) -> None:
    first, second = Client(), Client()
    first.force_login(make_secretariat(name="Officer 2"))
    second.force_login(make_secretariat(name="Officer 3"))
    page = first.get(at_the_desk(cohort)).content.decode()
    assert all(name in page for name in IN_ORDER)
    assert "Vodafone" not in page
    assert "2 organisations sit here and have not agreed" in page
    assert at_the_desk(cohort) in first.get(reverse("cohorts:members", args=[cohort.pk])).content.decode()
    digest = {"digest": participants.digest_of(cohort)}
    first.post(at_the_desk(cohort, "ask_participants"), digest)
    assert "Publish the list" not in first.get(at_the_desk(cohort)).content.decode()
    assert "you asked for it" in first.get(at_the_desk(cohort)).content.decode().lower()
    assert at_the_desk(cohort) in second.get(reverse("desk:index")).content.decode()
    assert "Publish the list" in second.get(at_the_desk(cohort)).content.decode()
    (letter,) = [mail for mail in work() if mail.to == ["officer-3@people.example"]]
    assert at_the_desk(cohort) in str(letter.body)
    assert "Ericsson" not in str(letter.body)
    second.post(at_the_desk(cohort, "publish_participants"), digest)
    assert named() == IN_ORDER
    assert "This list is public" in second.get(at_the_desk(cohort)).content.decode()
    second.post(at_the_desk(cohort, "take_participants_down"))
    assert named() == []


def test_whoever_sits_there_neither_looks_nor_asks_nor_agrees_nor_takes_down(public: Cohort) -> None:
    account = make_nominee(Membership.objects.get(organisation="ericsson"))
    nominee, digest = actor_of(account), participants.digest_of(public)
    for act in (
        lambda: participants.ask_to_publish(nominee, public, digest=digest),
        lambda: participants.publish(nominee, public, digest=digest),
        lambda: participants.take_down(nominee, public),
    ):
        with pytest.raises(Refused):
            act()
    client = Client()
    client.force_login(account)
    assert client.get(at_the_desk(public)).status_code == 403
    for address in ("ask_participants", "publish_participants", "take_participants_down"):
        assert client.post(at_the_desk(public, address), {"digest": digest}).status_code == 403
    assert named() == IN_ORDER


def test_a_cohort_that_is_not_there_has_no_page(signed_in: Client, cohort: Cohort) -> None:
    assert signed_in.get("/desk/participants/nowhere/").status_code == 404


def test_the_page_asks_little(public: Cohort, django_assert_max_num_queries: Callable[..., Any]) -> None:
    with django_assert_max_num_queries(6):
        assert Client().get("/participants/").status_code == 200


def test_who_sits_and_did_not_agree_is_counted(cohort: Cohort) -> None:
    found = participants_of(cohort, TODAY)
    assert (list(found.names), found.unnamed) == (IN_ORDER, 2)
