"""Organisations: dated names, attributes with their source, groups of companies, consent to be named."""

from datetime import date

import pytest

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people import actions, queries
from convenor.people.models import NamingConsent, Organisation, OrganisationAttribute, OrganisationName
from convenor.rules.vocabulary import NameKind, OrganisationKind, Role
from making import make_actor, make_cohort, make_member, make_nominee, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

RENAMED_ON = date(2021, 10, 28)
EXPERT = NamingConsent.Purpose.EXPERT_FOR_THE_YEAR


@pytest.fixture
def nominee() -> Actor:
    membership = make_member(make_cohort(), make_organisation("telefonica"))
    return actor_of(make_nominee(membership))


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_an_organisation_is_registered_under_the_name_of_today(officer: Actor) -> None:
    row = actions.register_organisation(officer, name="Telefónica", kind=OrganisationKind.COMPANY)
    assert row.slug == "telefonica"
    assert queries.names_of(["telefonica"], clock.today()) == {"telefonica": "Telefónica"}
    assert verbs() == ["organisation.registered"]


@pytest.mark.parametrize("name", ["Telefónica", "TELEFÓNICA", "Telefonica"])
def test_nobody_is_registered_twice(officer: Actor, name: str) -> None:
    actions.register_organisation(officer, name="Telefónica", kind=OrganisationKind.COMPANY)
    with pytest.raises(Declined, match="on record already"):
        actions.register_organisation(officer, name=name, kind=OrganisationKind.COMPANY)
    assert Organisation.objects.count() == 1


def test_a_name_without_a_letter_that_an_address_can_have_is_declined(officer: Actor) -> None:
    with pytest.raises(Declined, match="Latin letters"):
        actions.register_organisation(officer, name="—", kind=OrganisationKind.COMPANY)
    assert not Organisation.objects.exists()


def test_a_new_name_begins_when_the_old_one_ends(officer: Actor) -> None:
    row = make_organisation("meta", name="Facebook")
    actions.rename_organisation(officer, row, name="Meta", on=RENAMED_ON)
    assert queries.names_of(["meta"], date(2021, 10, 27)) == {"meta": "Facebook"}
    assert queries.names_of(["meta"], RENAMED_ON) == {"meta": "Meta"}
    assert row.names.get(text="Facebook").until == row.names.get(text="Meta").since == RENAMED_ON


def test_aliases_outlive_a_new_name(officer: Actor) -> None:
    row = make_organisation("meta", name="Facebook")
    actions.add_name(officer, row, kind=NameKind.ALIAS, text="FB")
    actions.rename_organisation(officer, row, name="Meta", on=RENAMED_ON)
    assert set(row.names.values_list("text", flat=True)) == {"Facebook", "FB", "Meta"}


@pytest.mark.parametrize(("name", "on"), [("Facebook", RENAMED_ON), ("Meta Two", RENAMED_ON)])
def test_a_name_is_not_taken_twice_nor_in_the_past_of_another(officer: Actor, name: str, on: date) -> None:
    row = make_organisation("meta", name="Facebook")
    actions.rename_organisation(officer, row, name="Meta", on=RENAMED_ON)
    with pytest.raises(Declined):
        actions.rename_organisation(officer, row, name=name, on=on)
    assert row.names.count() == 2
    assert queries.names_of(["meta"], clock.today()) == {"meta": "Meta"}


def test_another_name_can_be_dropped_and_an_own_one_cannot(officer: Actor) -> None:
    row = make_organisation("meta", name="Meta")
    product = actions.add_name(officer, row, kind=NameKind.PRODUCT, text="WhatsApp")
    actions.drop_name(officer, product)
    own = row.names.get()
    with pytest.raises(Declined, match="stay on record"):
        actions.drop_name(officer, own)
    assert list(row.names.values_list("text", flat=True)) == ["Meta"]


def test_an_own_name_is_not_added_beside_the_present_one(officer: Actor) -> None:
    row = make_organisation("meta", name="Meta")
    with pytest.raises(Declined, match="Record a new name"):
        actions.add_name(officer, row, kind=NameKind.NAME, text="Meta Two")
    assert row.names.count() == 1


def test_an_attribute_says_where_it_is_known_from(officer: Actor) -> None:
    row = make_organisation("meta")
    kept = actions.describe_organisation(officer, row, key="region", value="Europe", provenance="public knowledge")
    assert kept.source == "public knowledge, unverified"
    checked = actions.describe_organisation(
        officer, row, key="region", value="Europe", provenance="annual report", verified=True
    )
    assert (checked.pk, checked.source) == (kept.pk, "annual report")


def test_of_a_region_there_is_one_and_of_the_stack_there_are_many(officer: Actor) -> None:
    row = make_organisation("meta")
    for key, value in [("region", "Europe"), ("region", "Africa"), ("stack", "cloud"), ("stack", "devices")]:
        actions.describe_organisation(officer, row, key=key, value=value, provenance="told by the company")
    assert set(row.attributes.values_list("key", "value")) == {
        ("region", "Africa"),
        ("stack", "cloud"),
        ("stack", "devices"),
    }


def test_nothing_is_kept_without_a_source(officer: Actor) -> None:
    row = make_organisation("meta")
    with pytest.raises(Declined, match="known from"):
        actions.describe_organisation(officer, row, key="region", value="Europe", provenance=" ")
    assert not OrganisationAttribute.objects.exists()


def test_an_attribute_can_be_taken_out(officer: Actor) -> None:
    row = make_organisation("meta", region="Europe")
    actions.forget_attribute(officer, row.attributes.get())
    assert not OrganisationAttribute.objects.exists()


def test_a_withdrawn_consent_stays_on_record(officer: Actor, today: date) -> None:
    row = make_organisation("gni")
    consent = actions.record_naming_consent(officer, row, purpose=EXPERT, text_version="1.0", given_on=today)
    assert queries.consent_in_force(row, EXPERT) == consent
    actions.withdraw_naming_consent(officer, consent)
    assert queries.consent_in_force(row, EXPERT) is None
    assert NamingConsent.objects.get().withdrawn_on == today
    with pytest.raises(Declined, match="withdrawn before"):
        actions.withdraw_naming_consent(officer, consent)


def test_a_consent_is_given_once_and_not_in_the_future(officer: Actor, today: date) -> None:
    row = make_organisation("gni")
    with pytest.raises(Declined, match="not come yet"):
        actions.record_naming_consent(officer, row, purpose=EXPERT, text_version="1.0", given_on=date(2030, 1, 1))
    actions.record_naming_consent(officer, row, purpose=EXPERT, text_version="1.0", given_on=today)
    with pytest.raises(Declined, match="already"):
        actions.record_naming_consent(officer, row, purpose=EXPERT, text_version="1.0", given_on=today)
    assert NamingConsent.objects.count() == 1


def test_a_company_belongs_to_a_group_but_never_to_itself(officer: Actor) -> None:
    parent, child = make_organisation("parent"), make_organisation("child")
    actions.link_to_parent(officer, child, parent=parent)
    assert list(parent.subsidiaries.all()) == [child]
    for under in (child, parent):
        with pytest.raises(Declined, match="cannot belong to itself"):
            actions.link_to_parent(officer, parent, parent=under)
    parent.refresh_from_db()
    assert parent.parent is None


def test_a_ring_that_two_made_at_once_is_told_and_not_followed_for_ever(officer: Actor) -> None:
    one, other, third = (make_organisation(slug) for slug in ("one", "other", "third"))
    Organisation.objects.filter(pk="one").update(parent=other)
    Organisation.objects.filter(pk="other").update(parent=one)
    with pytest.raises(Declined, match="cannot belong to itself"):
        actions.link_to_parent(officer, third, parent=Organisation.objects.get(pk="one"))


def test_a_link_can_be_taken_back(officer: Actor) -> None:
    parent, child = make_organisation("parent"), make_organisation("child")
    actions.link_to_parent(officer, child, parent=parent)
    actions.link_to_parent(officer, child, parent=None)
    assert not parent.subsidiaries.exists()


def test_a_nominee_changes_nothing(nominee: Actor, today: date) -> None:
    row = make_organisation("meta", region="Europe")
    consent = NamingConsent.objects.create(organisation=row, purpose=EXPERT, text_version="1", given_on=today)
    before = (Organisation.objects.count(), OrganisationName.objects.count())
    attempts = [
        lambda: actions.register_organisation(nominee, name="New", kind=OrganisationKind.COMPANY),
        lambda: actions.rename_organisation(nominee, row, name="New", on=today),
        lambda: actions.add_name(nominee, row, kind=NameKind.ALIAS, text="M"),
        lambda: actions.drop_name(nominee, row.names.get()),
        lambda: actions.describe_organisation(nominee, row, key="size", value="large", provenance="known"),
        lambda: actions.forget_attribute(nominee, row.attributes.get()),
        lambda: actions.record_naming_consent(nominee, row, purpose=EXPERT, text_version="1", given_on=today),
        lambda: actions.withdraw_naming_consent(nominee, consent),
        lambda: actions.link_to_parent(nominee, row, parent=None),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert (Organisation.objects.count(), OrganisationName.objects.count()) == before
    assert OrganisationAttribute.objects.count() == 1
    assert NamingConsent.objects.get().withdrawn_on is None
    assert not AuditEntry.objects.exists()


def test_a_nominee_may_read_the_own_organisation_alone(nominee: Actor, officer: Actor) -> None:
    make_organisation("meta")
    assert [row.pk for row in queries.visible_to(nominee)] == ["telefonica"]
    assert {row.pk for row in queries.visible_to(officer)} == {"meta", "telefonica"}
    assert not queries.visible_to(Actor()).exists()


def test_names_are_sorted_as_people_expect(officer: Actor) -> None:
    for slug, name in [("zeta", "Zeta"), ("eta", "Étoile"), ("alpha", "alpha")]:
        make_organisation(slug, name=name)
    assert [name for _slug, name in queries.in_order(["zeta", "eta", "alpha"], clock.today())] == [
        "alpha",
        "Étoile",
        "Zeta",
    ]


def test_a_chief_may_do_what_an_officer_may() -> None:
    chief = make_actor(Role.CHIEF)
    assert actions.register_organisation(chief, name="New", kind=OrganisationKind.COMPANY).pk == "new"
