"""An expert organisation's name in every place where it could stand: with the organisation's consent, and without.

It stands in one place alone, the year-end review of the year that it agreed to, and from there in what is published.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client

from convenor.desk.actions import deciding
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.kernel import clock, outbox
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.models import Delivery
from convenor.people.models import Account, NamingConsent
from convenor.room.cohorts.actions import context
from convenor.room.cohorts.models import Cohort, ExpertOrganisation, ProgrammeYear
from convenor.room.exchange.checking import known_in
from convenor.room.invitations.actions.feeds import make_address
from convenor.room.invitations.actions.sending import send_invitations
from convenor.room.meetings.actions import briefing
from convenor.room.meetings.actions.agenda import send_agenda
from convenor.room.meetings.actions.experts import request_expert
from convenor.room.meetings.models import ExpertRequest, Session
from convenor.room.meetings.seals import token_of
from convenor.room.reviews.actions import rewrite_section
from convenor.room.reviews.exports import ExportRefused, export_review
from convenor.rules.attribution import check
from convenor.rules.review import SectionKey
from journeys import overhearing
from making import (
    make_agenda,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_statement,
    make_year,
)

pytestmark = pytest.mark.django_db
NAME, EARLIER = "Quartzite Observatory", "Basalt Watch"
NOW = datetime(2023, 3, 7, 15, tzinfo=UTC)
CONSENTS = ["never", "agreed", "withdrawn"]


@pytest.fixture(autouse=True)
def on_that_day() -> Iterator[None]:
    make_installation(demo=True, today=NOW.date())
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def office() -> Actor:
    return actor_of(make_secretariat())


@pytest.fixture
def cohort(office: Actor) -> Cohort:
    """A cohort in its second year, with members, a session to come, and an expert organisation in both years."""
    found = make_cohort()
    for slug in ("ericsson", "telefonica", "vodafone"):
        make_nominee(make_member(found, make_organisation(slug)))
    expert = make_organisation("quartzite", name=NAME)
    expert.names.create(kind="alias", text=EARLIER)
    make_statement()
    for number in (2022, 2023):
        ExpertOrganisation.objects.create(year=make_year(found, number), organisation=expert)
    session = make_session(found.years.get(year=2023), date(2023, 3, 14))
    make_agenda(session)
    send_agenda(office, session)
    send_invitations(office, session)
    request_expert(office, session, address="expert@outside.example", organisation=expert)
    work()
    return found


def stand(consent: str, office: Actor, year: ProgrammeYear) -> None:
    """Let the consent for this year stand so."""
    if consent != "never":
        context.let_expert_be_named(office, year.experts.get(), consent_text="paper 7")
    if consent == "withdrawn":
        context.withdraw_naming(office, NamingConsent.objects.get(year=year.year))


def work() -> None:
    for delivery in Delivery.objects.filter(state=Delivery.State.WAITING):
        outbox.deliver.call(delivery.pk)


def browser(address: str = "") -> Client:
    client = Client()
    if address:
        client.force_login(Account.objects.get(email=address))
    return client


def names_in(said: str) -> list[str]:
    return [name for name in (NAME, EARLIER, "quartzite") if name.casefold() in said.casefold()]


def walked(client: Client, *begin: str) -> dict[str, str]:
    return dict(overhearing.crawl(client, begin or ("/",)))


@pytest.mark.parametrize("consent", CONSENTS)
def test_no_page_file_calendar_or_mail_of_others_names_an_expert(consent: str, office: Actor, cohort: Cohort) -> None:
    for year in cohort.years.all():
        stand(consent, office, year)
    asked, session = ExpertRequest.objects.get(), Session.objects.get()
    other = make_organisation("feldspar", name="Feldspar")
    request_expert(office, session, address="other@outside.example", organisation=other)
    work()
    another = ExpertRequest.objects.exclude(pk=asked.pk).get()
    nominee, nobody = browser("nominee-1-ericsson@people.example"), browser()
    calendar = make_address(actor_of(Account.objects.get(email="nominee-1-ericsson@people.example")))
    pages = walked(nominee, "/", f"/calendar/{calendar}.ics", "/account/holdings/what-we-hold.json")
    pages |= walked(nobody) | walked(nobody, f"/expert/{token_of(another)}/")
    years = ("/cohorts/cop/2022/", "/cohorts/cop/2023/on-one-page/")
    for address in (*years, f"/sessions/{session.pk}/", "/feed.atom", "/expert/", "/take-home.txt"):
        assert any(address in page for page in pages), address
    assert "BEGIN:VEVENT" in pages[f"GET /calendar/{calendar}.ics"]
    assert {page: names_in(said) for page, said in pages.items() if names_in(said)} == {}
    mails = [str(one.message()) for one in mail.outbox if one.to != [asked.address]]
    assert len(mails) >= 7, "agendas, invitations and a request to another expert"
    assert [found for said in mails if (found := names_in(said))] == []


@pytest.mark.parametrize("consent", CONSENTS)
def test_the_review_and_its_files_name_it_by_consent_for_that_year_alone(
    consent: str, office: Actor, cohort: Cohort
) -> None:
    years = {row.year: row for row in cohort.years.all()}
    stand(consent, office, years[2022])
    for year, row in years.items():
        files = [export_review(row, ending).decode() for ending in ("md", "html")]
        named = {NAME in said for said in files}
        assert named == {consent == "agreed" and year == 2022}


def test_a_review_that_an_officer_wrote_is_no_file_while_it_names_who_did_not_agree(
    office: Actor, cohort: Cohort
) -> None:
    year = cohort.years.get(year=2022)
    for written in (f"With thanks to {NAME}.", f"With thanks to {EARLIER.upper()}."):
        rewrite_section(office, year, SectionKey.PARTICIPANTS, written)
        for ending in ("md", "html", "docx"):
            with pytest.raises(ExportRefused, match="did not agree"):
                export_review(year, ending)
    stand("agreed", office, year)
    assert EARLIER.upper() in export_review(year, "md").decode()


@pytest.mark.parametrize("consent", CONSENTS)
@pytest.mark.parametrize("name", [NAME, EARLIER])
@pytest.mark.parametrize("listed_in", [2022, 2023])
def test_a_note_that_names_it_does_not_leave_the_desk_whatever_was_agreed(
    listed_in: int, name: str, consent: str, office: Actor, cohort: Cohort
) -> None:
    ExpertOrganisation.objects.exclude(year__year=listed_in).delete()
    stand(consent, office, cohort.years.get(year=listed_in))
    draft = Draft.objects.create(
        kind="output_note",
        title="A note",
        body=f"One way is what {name} told us.",
        cohort=cohort,
        begun_at=NOW,
        changed_at=NOW,
    )
    assert check_draft(draft).blocked
    with pytest.raises(Declined):
        deciding.send(office, draft, digest=check_draft(draft).wording.digest)


@pytest.mark.parametrize("name", [NAME, EARLIER])
def test_what_is_taken_home_does_not_name_an_expert_of_an_earlier_year(name: str, cohort: Cohort) -> None:
    cohort.years.get(year=2023).experts.all().delete()
    known = known_in(cohort)
    assert known is not None
    assert check(f"We heard it from {name}.", known).findings


def test_a_question_tells_nobody_who_is_on_the_list_of_experts(cohort: Cohort) -> None:
    """A refusal that named one would answer whoever tries names out; to the expert it is no secret."""
    nominee, session = actor_of(Account.objects.get(email="nominee-1-ericsson@people.example")), Session.objects.get()
    briefing.send_question(nominee, session, text=f"What would {NAME} do about severity?")
    with pytest.raises(Declined, match="points to a member"):
        briefing.send_question(nominee, session, text="What would Telefonica do about severity?")


def test_an_expert_is_told_of_no_other_expert(office: Actor, cohort: Cohort) -> None:
    asked, session = ExpertRequest.objects.get(), Session.objects.get()
    session.items.filter(kind="topic").update(title=f"What {EARLIER} found in mines")
    page = browser().get(f"/expert/{token_of(asked)}/").content.decode()
    assert EARLIER not in page
    assert "mines" not in page
    session.themes.create(position=9, title=f"{NAME} briefs us")
    with pytest.raises(Declined, match="or to an expert"):
        request_expert(office, session, address="third@outside.example")


def test_the_wall_would_be_seen_through(cohort: Cohort) -> None:
    """What the secretariat reads holds the name, so that the walk could have found it."""
    officer = browser(make_secretariat(name="Officer who reads").email)
    assert names_in(officer.get("/cohorts/cop/2022/context/").content.decode()) == [NAME, "quartzite"]
