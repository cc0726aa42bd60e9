"""What organisations and people agreed to: in which words, since when, withdrawn at once; and the year's advisors."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry
from convenor.people.models import Account, NamingConsent, Organisation
from convenor.room.cohorts.actions import advisors, consents, context
from convenor.room.cohorts.agreed import may_be_named
from convenor.room.cohorts.models import Advisor, ExpertOrganisation, ProgrammeYear, SeatHolding
from convenor.room.reviews.queries import review_facts
from convenor.rules import consents as rules
from convenor.rules.consents import WORDS, Purpose
from convenor.rules.ground_rules import VERSION
from convenor.rules.review.sections import experts, participants
from making import make_cohort, make_member, make_nominee, make_organisation, make_secretariat, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]
EXPERT, MEMBER, ADVISOR = Purpose.EXPERT, Purpose.MEMBER, Purpose.ADVISOR


@pytest.fixture
def year() -> ProgrammeYear:
    """A year with two members, of which one is on the list of experts, too."""
    cohort = make_cohort()
    row = make_year(cohort)
    for slug in ("ericsson", "telefonica"):
        make_nominee(make_member(cohort, make_organisation(slug)))
    ExpertOrganisation.objects.create(year=row, organisation_id="ericsson")
    return row


@pytest.fixture
def nominee(year: ProgrammeYear) -> Actor:
    return actor_of(Account.objects.get(email="nominee-1-ericsson@people.example"))


@pytest.fixture
def company(year: ProgrammeYear) -> Organisation:
    return Organisation.objects.get(pk="ericsson")


def browser(address: str = "nominee-1-ericsson@people.example") -> Client:
    client = Client()
    client.force_login(Account.objects.get(email=address))
    return client


def page(client: Client) -> str:
    answer = client.get("/our-consents/")
    assert answer.status_code == 200
    return answer.content.decode()


def other_words(monkeypatch: pytest.MonkeyPatch, purpose: Purpose) -> None:
    changed = rules.Asked(version="2.0", words="Other words.", for_a_year=WORDS[purpose].for_a_year)
    monkeypatch.setitem(rules.WORDS, purpose, changed)


def test_a_nominee_agrees_in_the_words_of_today_and_the_year_names_the_organisation(
    year: ProgrammeYear, today: date
) -> None:
    client = browser()
    shown = page(client)
    assert WORDS[EXPERT].words in shown.replace("&#x27;", "'")
    client.post("/our-consents/ericsson/agree/", {"purpose": EXPERT, "seen": "1.0", "year": "2023"})
    kept = NamingConsent.objects.get()
    assert (kept.text_version, kept.given_on, kept.year, kept.online) == ("1.0", today, 2023, True)
    assert ExpertOrganisation.objects.get().may_be_named
    assert "outside experts came from Ericsson" in experts(review_facts(year))
    assert "agreed" in page(client)


def test_withdrawing_takes_effect_at_once_and_stays_on_record(
    year: ProgrammeYear, nominee: Actor, company: Organisation, today: date
) -> None:
    consent = consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    client = browser()
    client.post(f"/our-consents/ericsson/{consent.pk}/withdraw/")
    consent.refresh_from_db()
    assert consent.withdrawn_on == today
    assert not ExpertOrganisation.objects.get().may_be_named
    assert experts(review_facts(year)) == ""
    assert list(AuditEntry.objects.values_list("verb", flat=True))[-1] == "naming.withdrawn"
    with pytest.raises(Declined, match="withdrawn before"):
        consents.withdraw(nominee, consent)
    consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    assert NamingConsent.objects.count() == 2


def test_other_words_ask_again_and_the_old_consent_names_nobody_meanwhile(
    year: ProgrammeYear, nominee: Actor, company: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    other_words(monkeypatch, EXPERT)
    assert "asked again: the words have changed" in page(browser())
    assert experts(review_facts(year)) == ""
    with pytest.raises(Declined, match="words have changed"):
        consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    consents.agree(nominee, company, EXPERT, seen="2.0", year=2023)
    assert "Ericsson" in experts(review_facts(year))


def test_what_was_agreed_for_a_year_that_is_over_holds_in_its_own_words(
    year: ProgrammeYear, nominee: Actor, company: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    other_words(monkeypatch, EXPERT)
    with clock.standing_at(year.ends + timedelta(days=1)):
        assert "Ericsson" in experts(review_facts(year))


def test_a_consent_for_one_year_is_none_for_the_next(
    year: ProgrammeYear, nominee: Actor, company: Organisation
) -> None:
    later = make_year(year.cohort, 2024)
    ExpertOrganisation.objects.create(year=later, organisation=company)
    consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    assert [row.may_be_named for row in ExpertOrganisation.objects.order_by("year__year")] == [True, False]
    assert may_be_named(["ericsson"], EXPERT, later) == frozenset()


def test_nobody_agrees_or_withdraws_for_another_organisation(
    year: ProgrammeYear, nominee: Actor, company: Organisation
) -> None:
    consent = consents.agree(nominee, company, MEMBER, seen="1.0", year=None)
    other = browser("nominee-1-telefonica@people.example")
    assert other.post(f"/our-consents/ericsson/{consent.pk}/withdraw/").status_code == 404
    assert other.post(f"/our-consents/telefonica/{consent.pk}/withdraw/").status_code == 404
    assert other.post("/our-consents/ericsson/agree/", {"purpose": MEMBER, "seen": "1.0"}).status_code == 404
    with pytest.raises(Refused):
        consents.withdraw(actor_of(Account.objects.get(email="nominee-1-telefonica@people.example")), consent)
    assert "Ericsson" not in page(other)
    assert NamingConsent.objects.get().withdrawn_on is None


@pytest.mark.parametrize(("purpose", "when"), [(ADVISOR, 2023), (EXPERT, 2022), (EXPERT, None), (MEMBER, 2023)])
def test_only_what_is_asked_can_be_agreed_to(
    year: ProgrammeYear, nominee: Actor, company: Organisation, purpose: Purpose, when: int | None
) -> None:
    with pytest.raises(Declined):
        consents.agree(nominee, company, purpose, seen="1.0", year=when)
    assert not NamingConsent.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"purpose": "everything", "seen": "1.0"}, {"purpose": "member_of_the_cohort"}])
def test_a_form_that_is_not_whole_changes_nothing(year: ProgrammeYear, sent: dict[str, str]) -> None:
    answer = browser().post("/our-consents/ericsson/agree/", sent, follow=True)
    assert "Say what your organisation agrees to." in answer.content.decode()
    assert not NamingConsent.objects.exists()


def test_a_company_that_withdrew_is_left_out_of_the_list_and_the_draft_says_so(
    year: ProgrammeYear, nominee: Actor, company: Organisation
) -> None:
    assert "Ericsson" in participants(review_facts(year)).body_markdown
    consents.withdraw(nominee, consents.agree(nominee, company, MEMBER, seen="1.0", year=None))
    section = participants(review_facts(year))
    assert "Ericsson" not in section.body_markdown
    assert "Telefonica" in section.body_markdown
    assert [prompt.key for prompt in section.prompts].count("unlisted") == 1


def test_newer_ground_rules_are_asked_once_with_the_seat(year: ProgrammeYear, nominee: Actor, today: date) -> None:
    SeatHolding.objects.filter(person__account__pk=nominee.account).update(
        rules_version="0.9", rules_accepted_on=date(2022, 1, 1)
    )
    client = browser()
    assert "I accept these rules" in page(client)
    with pytest.raises(Declined, match="changed since"):
        consents.accept_rules_again(nominee, seen="0.9")
    client.post("/our-consents/rules/", {"seen": VERSION})
    held = SeatHolding.objects.get(person__account__pk=nominee.account)
    assert (held.rules_version, held.rules_accepted_on) == (VERSION, today)
    assert AuditEntry.objects.filter(verb="rules.accepted", subject__endswith=f"0.9 > {VERSION}").exists()
    assert "I accept these rules" not in page(client)
    with pytest.raises(Declined, match="once is enough"):
        consents.accept_rules_again(nominee, seen=VERSION)
    assert SeatHolding.objects.exclude(rules_version=VERSION).count() == 1


def test_an_officer_withdraws_for_one_year_and_the_other_stays(
    year: ProgrammeYear, officer: Actor, company: Organisation
) -> None:
    later = ExpertOrganisation.objects.create(year=make_year(year.cohort, 2024), organisation=company)
    first = ExpertOrganisation.objects.get(year=year)
    context.let_expert_be_named(officer, first, consent_text="paper 7")
    context.let_expert_be_named(officer, later, consent_text="paper 7")
    assert NamingConsent.objects.count() == 2
    context.withdraw_naming(officer, NamingConsent.objects.get(year=2023))
    assert [row.may_be_named for row in ExpertOrganisation.objects.order_by("year__year")] == [False, True]


def test_advisors_stand_on_a_list_with_their_balance_and_open_nothing(
    year: ProgrammeYear, officer: Actor, client: Client
) -> None:
    for slug, field in (("ngo-1", "civil_society"), ("ngo-2", "civil_society"), ("college", "academia")):
        advisors.add_advisor(officer, year, make_organisation(slug), field=field, advises_on="remedy")
    with pytest.raises(Declined, match="already"):
        advisors.add_advisor(officer, year, Organisation.objects.get(pk="college"), field="business")
    client.force_login(make_secretariat(name="Officer of advisors"))
    shown = " ".join(client.get("/cohorts/cop/2023/advisors/").content.decode().split())
    for words in ("<dt>Civil society</dt><dd>2</dd>", "<dt>Academia</dt><dd>1</dd>", "<dt>Business</dt><dd>0 "):
        assert words in shown
    assert Advisor.objects.count() == 3


def test_an_advisor_is_named_by_consent_alone_and_no_more_once_it_is_withdrawn(
    year: ProgrammeYear, officer: Actor, nominee: Actor, company: Organisation
) -> None:
    advisor = advisors.add_advisor(officer, year, company, field="business")
    assert may_be_named(["ericsson"], ADVISOR, year) == frozenset()
    consent = advisors.let_advisor_be_named(officer, advisor, consent_text="paper 1")
    assert may_be_named(["ericsson"], ADVISOR, year) == {"ericsson"}
    consents.withdraw(nominee, consent)
    assert may_be_named(["ericsson"], ADVISOR, year) == frozenset()


def test_a_nominee_keeps_no_list_of_advisors(year: ProgrammeYear, nominee: Actor, company: Organisation) -> None:
    with pytest.raises(Refused):
        advisors.add_advisor(nominee, year, company, field="business")
    assert browser().get("/cohorts/cop/2023/advisors/").status_code == 403
    assert not Advisor.objects.exists()


def test_a_nominee_changes_no_list_of_a_year_and_nobody_agrees_for_others(
    year: ProgrammeYear, officer: Actor, nominee: Actor, company: Organisation
) -> None:
    advisor, expert = advisors.add_advisor(officer, year, company, field="business"), ExpertOrganisation.objects.get()
    other = actor_of(Account.objects.get(email="nominee-1-telefonica@people.example"))
    refused: list[Callable[[], object]] = [
        lambda: advisors.let_advisor_be_named(nominee, advisor, consent_text="paper 1"),
        lambda: advisors.drop_advisor(nominee, advisor),
        lambda: context.add_expert_organisation(nominee, year, Organisation.objects.get(pk="telefonica")),
        lambda: context.let_expert_be_named(nominee, expert, consent_text="paper 1"),
        lambda: context.drop_expert_organisation(nominee, expert),
        lambda: consents.agree(other, company, MEMBER, seen="1.0", year=None),
    ]
    for act in refused:
        with pytest.raises(Refused):
            act()
    assert (Advisor.objects.count(), ExpertOrganisation.objects.count()) == (1, 1)
    assert not NamingConsent.objects.exists()
    consent = advisors.let_advisor_be_named(officer, advisor, consent_text="paper 1")
    with pytest.raises(Refused):
        context.withdraw_naming(nominee, consent)
    assert NamingConsent.objects.get().withdrawn_on is None


def test_a_nominee_names_nobody_on_the_list_either_where_the_consent_is_on_record(
    year: ProgrammeYear, nominee: Actor, company: Organisation
) -> None:
    consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
    ExpertOrganisation.objects.update(may_be_named=False)
    with pytest.raises(Refused):
        context.let_expert_be_named(nominee, ExpertOrganisation.objects.get(), consent_text="1.0")
    assert not ExpertOrganisation.objects.get().may_be_named


def test_the_list_of_experts_says_who_may_be_named_as_the_consent_stands_today(
    year: ProgrammeYear, nominee: Actor, company: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(make_secretariat(name="Officer of experts"))
    shown = []
    for step in ("never", "agreed", "other words"):
        if step == "agreed":
            consents.agree(nominee, company, EXPERT, seen="1.0", year=2023)
        if step == "other words":
            other_words(monkeypatch, EXPERT)
        shown.append("not to be named" in client.get("/cohorts/cop/2023/context/").content.decode())
    assert shown == [True, False, True]
