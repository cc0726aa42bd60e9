"""The take-home pack: safe to forward, because what points to somebody else is not in it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from exchange_scene import TODAY, Stage, asked, browser, set_the_stage, words

from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.public.library import actions as library
from convenor.room.cohorts.models import ExpertOrganisation
from convenor.room.exchange import take_home
from convenor.room.exchange.actions import introductions, own_list
from convenor.room.exchange.actions.own_list import Meant
from convenor.room.exchange.checking import known_in
from convenor.room.exchange.take_home import Pack, Part, made_safe
from convenor.room.meetings.models import AgendaSending, BriefUpdate, Session
from convenor.room.meetings.queries import agenda_digest, agenda_said
from making import make_agenda, make_organisation, make_secretariat, make_session, make_year

pytestmark = pytest.mark.django_db
PACK = "/organisation/take-home/cop/telefonica/"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with clock.standing_at(TODAY):
        yield set_the_stage()


def held(stage: Stage, day: date, theme: str, *, sent: bool = True) -> Session:
    session = make_session(stage.cohort.years.get(), day)
    make_agenda(session)
    session.themes.create(position=1, title=theme)
    if sent:
        AgendaSending.objects.create(
            session=session,
            sent_at=session.starts_at - timedelta(days=3),
            recipients=2,
            digest=agenda_digest(session),
            said=agenda_said(session),
        )
    return session


def released(stage: Stage, title: str, body: str) -> str:
    copy = library.shelve(
        library.Copy(
            kind="output_note", title=title, body=body, applies_to="any company", provenance="", caveats=(), sources=()
        )
    )
    at = clock.now()
    Draft.objects.create(
        kind="output_note",
        state="released",
        title=title,
        body=body,
        cohort=stage.cohort,
        begun_at=at,
        changed_at=at,
        released_at=at,
        output=copy.key,
    )
    return copy.slug


def text_of(stage: Stage, **query: str) -> str:
    answer = browser(stage.asker).get(f"{PACK}take-home.txt", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_where_one_stands_what_the_sessions_were_about_and_what_is_public(stage: Stage) -> None:
    held(stage, date(2023, 2, 6), "Severity before likelihood")
    slug = released(stage, "Severity comes first", "Begin with severity.\n\nThen the rest.")
    text = text_of(stage)
    assert "Taken home from Community of Practice, for Telefónica" in text
    assert "made on 6 March 2023" in text
    assert "Regular meetings:" in text
    assert "Next: " in text
    assert "6 February 2023, " in text
    assert "Severity before likelihood; Operationalising severity" in text
    address = f"{settings.CONVENOR_SITE}/notes/{slug}/"
    assert f"Severity comes first (6 March 2023). Begin with severity. {address}" in text
    assert "Never say who said something" in text
    shown = words(browser(stage.asker).get(PACK))
    for line in text.splitlines():
        assert " ".join(line.removeprefix("- ").split()) in shown
    assert "left out" not in shown


def test_what_names_somebody_else_is_left_out_and_the_page_says_so(stage: Stage) -> None:
    held(stage, date(2023, 2, 6), "How Ericsson audits its suppliers")
    held(stage, date(2023, 2, 20), "Remedy")
    text = text_of(stage)
    assert "Ericsson" not in text
    assert "Remedy" in text
    assert "One line points to somebody else" in words(browser(stage.asker).get(PACK))


def test_what_describes_a_single_other_is_left_out_too(stage: Stage) -> None:
    held(stage, date(2023, 2, 6), "What the only Canadian company does")
    assert "Canadian" not in text_of(stage)


def test_ones_own_name_may_stand(stage: Stage) -> None:
    own_list.add_action(stage.actor(stage.asker), stage.ours.organisation, Meant(text="Telefónica maps its suppliers."))
    assert "Telefónica maps its suppliers." in text_of(stage, since="2023-01-01", until="2023-03-06", actions="on")


def test_own_actions_go_along_only_where_they_are_wanted(stage: Stage) -> None:
    own, theirs = stage.ours.organisation, stage.theirs.organisation
    own_list.add_action(stage.actor(stage.asker), own, Meant(text="Map suppliers.", principle=17))
    own_list.add_action(stage.actor(stage.asker), own, Meant(text="Ask Ericsson how."))
    own_list.add_action(stage.actor(stage.peer), theirs, Meant(text="Something of theirs."))
    assert "Map suppliers." not in text_of(stage)
    with_them = text_of(stage, since="2023-01-01", until="2023-03-06", actions="on")
    assert "Map suppliers.; Principle 17: due diligence as a whole" in with_them
    assert "Ericsson" not in with_them
    assert "theirs" not in with_them


def test_nothing_that_another_member_confided_is_in_it(stage: Stage) -> None:
    session = held(stage, date(2023, 2, 6), "Remedy")
    BriefUpdate.objects.create(session=session, organisation=stage.theirs.organisation, priority="A peer's priority.")
    row = asked(stage, "How do others train?")
    introductions.answer(stage.actor(stage.peer), row, words="A peer's words.")
    session.attendances.create(
        organisation=stage.theirs.organisation, capacity="nominee", origin="officer", recorded_at=clock.now()
    )
    text = text_of(stage, since="2023-01-01", until="2023-03-06", actions="on")
    for foreign in ("peer's", "Ericsson", "Nominee 1", "How do others train?"):
        assert foreign not in text


def test_only_what_was_sent_and_only_of_the_time_that_one_chose(stage: Stage) -> None:
    held(stage, date(2023, 1, 9), "Before")
    held(stage, date(2023, 2, 6), "Within")
    held(stage, date(2023, 2, 20), "Not sent", sent=False)
    off = held(stage, date(2023, 2, 13), "Called off")
    Session.objects.filter(pk=off.pk).update(state="cancelled")
    text = text_of(stage, since="2023-02-01", until="2023-02-28")
    assert "Within" in text
    for other in ("Before", "Not sent", "Called off"):
        assert other not in text


def test_a_time_that_runs_backwards_is_told(stage: Stage) -> None:
    query = {"since": "2023-03-01", "until": "2023-02-01"}
    page = browser(stage.asker).get(PACK, query)
    assert "Choose a last day after the first." in words(page)
    assert browser(stage.asker).get(f"{PACK}take-home.txt", query).status_code == 302
    assert browser(stage.asker).get(PACK, {"since": "nonsense"}).status_code == 200


def test_it_is_the_own_organisations_alone(stage: Stage) -> None:
    officer = browser(make_secretariat())
    for address in (PACK, f"{PACK}take-home.txt"):
        assert browser(stage.peer).get(address).status_code == 404
        assert officer.get(address).status_code == 403
    assert browser(stage.asker).get("/organisation/take-home/").headers["Location"] == PACK


def test_where_nobody_is_known_nothing_is_handed_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    held(stage, date(2023, 2, 6), "Remedy")
    monkeypatch.setattr(take_home, "known_in", lambda _cohort: None)
    assert "Remedy" not in text_of(stage)
    assert "This could not be checked" in words(browser(stage.asker).get(PACK))


def test_a_heading_that_points_to_somebody_empties_the_whole(stage: Stage) -> None:
    known = known_in(stage.cohort)
    assert known is not None
    pack = Pack(title="For Ericsson", what="", parts=(Part(heading="Lines", lines=("A line.",)),))
    safe = made_safe(pack, known, "telefonica")
    assert safe.unchecked
    assert safe.parts[0].lines == ()


@pytest.mark.parametrize("may_be_named", [False, True])
def test_an_expert_of_an_earlier_year_is_not_named_with_a_session_whatever_it_agreed_to(
    stage: Stage, may_be_named: bool
) -> None:
    """The consent is for the year as a whole; the check of today has to know the experts of the pack's years."""
    earlier = make_year(stage.cohort, 2022)
    expert = make_organisation("shift", name="Shift")
    ExpertOrganisation.objects.create(year=earlier, organisation=expert, may_be_named=may_be_named)
    session = make_session(earlier, date(2022, 11, 7))
    session.themes.create(position=1, title="Remedy with Shift")
    other = make_session(earlier, date(2022, 10, 3))
    other.themes.create(position=1, title="Severity before likelihood")
    Session.objects.update(from_source=True)
    text = text_of(stage, since="2022-01-01", until="2022-12-31")
    assert "Severity before likelihood" in text
    assert "Shift" not in text


def test_an_expert_of_an_earlier_year_that_is_a_member_now_may_name_itself(stage: Stage) -> None:
    earlier = make_year(stage.cohort, 2022)
    ExpertOrganisation.objects.create(year=earlier, organisation=stage.ours.organisation)
    own_list.add_action(stage.actor(stage.asker), stage.ours.organisation, Meant(text="Telefónica maps its suppliers."))
    assert "Telefónica maps its suppliers." in text_of(stage, since="2023-01-01", until="2023-03-06", actions="on")


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e"])
def test_signs_that_nobody_sees_hide_no_name_in_what_is_taken_home(stage: Stage, hidden: str) -> None:
    for text in (f"Ask Eri{hidden}csson how.", f"Map{hidden} suppliers."):
        browser(stage.asker).post("/organisation/actions/of/telefonica/new/", {"text": text})
    pack = text_of(stage, since="2023-01-01", until="2023-03-06", actions="on")
    assert "Map suppliers." in pack
    assert "csson" not in pack


def test_a_withdrawn_note_is_not_in_it(stage: Stage) -> None:
    released(stage, "Severity comes first", "Begin with severity.")
    (draft,) = Draft.objects.all()
    assert draft.output is not None
    assert "Severity comes first" in text_of(stage)
    library.withdraw(draft.output, because="It was a slip.")
    assert "Severity comes first" not in text_of(stage)
