"""The officer's pages of polls: written, asked, ended, shown, and what is said where something cannot be."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from asking_scene import DAY, OPTIONS, QUESTIONS, answer, asked, make_hour, over, written
from django.db import connections
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.live.snapshots import Last
from convenor.room.cohorts.models import Programme, ProgrammeYear
from convenor.room.meetings.models import Session, StatementReading
from convenor.room.polls import asking, following
from convenor.room.polls.actions import polls
from convenor.room.polls.models import Poll
from convenor.room.series.models import Series, Webinar
from convenor.rules.ballots import BallotError, read_ballot
from convenor.rules.vocabulary import PollKind, PollState, SessionKind, SessionState
from making import make_cohort, make_member, make_nominee, make_organisation, make_session, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings: Settings, tmp_path: Path) -> Iterator[Session]:
    settings.CONVENOR_BALLOTS = tmp_path
    with clock.standing_at(DAY):
        yield make_hour(tmp_path)


def words(response: HttpResponse) -> str:
    text = re.sub(r"<[^>]+>", " ", unescape(response.content.decode()))
    return " ".join(text.split())


def running(year: ProgrammeYear) -> Session:
    """Another session of a year, as far as one in which polls are asked."""
    row = make_session(year, DAY.replace(month=5))
    Session.objects.filter(pk=row.pk).update(state=SessionState.OPEN, opened_at=row.starts_at)
    first = StatementReading.objects.earliest("read_at")
    StatementReading.objects.create(
        session=row, statement=first.statement, reader_role="officer", read_at=row.starts_at
    )
    row.refresh_from_db()
    return row


def make_open_series(slug: str) -> Series:
    return Series.objects.create(slug=slug, name=slug, year=2023, programme=Programme.objects.first())


def open_to_all(session: Session, series: Series) -> Session:
    """The session as one of an open series."""
    Session.objects.filter(pk=session.pk).update(year=None, kind=SessionKind.WEBINAR)
    number = series.webinars.count() + 1
    Webinar.objects.create(series=series, session=session, number=number, title="Remedy")
    return Session.objects.get(pk=session.pk)


def look(client: Client, name: str, pk: object) -> str:
    response = client.get(reverse(f"polls:{name}", args=[pk]))
    assert response.status_code == 200
    return words(response)


def press(client: Client, name: str, poll: Poll, **given: object) -> str:
    return words(client.post(reverse(f"polls:{name}", args=[poll.pk]), given, follow=True))


def test_the_list_says_how_far_each_poll_is(signed_in: Client, officer: Actor, session: Session) -> None:
    assert "Nothing is asked in this session yet" in look(signed_in, "session", session.pk)
    over(officer, session, PollKind.ONE, [[0]] * 3)
    polls.reveal_poll(officer, over(officer, session, PollKind.SCALE, [[2]] * 9))
    asked(officer, session, PollKind.CLOUD)
    written(officer, session, PollKind.STATEMENTS)
    page = look(signed_in, "session", session.pk)
    told = [
        "What comes first? One choice Too few answered",
        "How ready? Scale · 9 answered Shown to the room",
        "One word? Word cloud · fewer than 5 answered Being asked",
        "Where do you stand? Statements to agree with Not asked yet",
    ]
    assert [one for one in told if one not in page] == []


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("one", {"options": "Remedy\n\n Due  diligence "}),
        ("several", {"options": "Remedy\nDue diligence"}),
        ("ranking", {"options": "Remedy\nDue diligence", "most": "2"}),
        ("scale", {"steps": "5", "low": "Not at all", "high": "Very"}),
        ("text", {}),
        ("cloud", {"most": "2"}),
        ("statements", {"options": "We know our risks.\nOur users can complain."}),
    ],
)
def test_each_kind_is_written_and_comes_back_to_be_changed(
    signed_in: Client, session: Session, kind: str, given: dict[str, str]
) -> None:
    address = reverse("polls:write", args=[session.pk]) + f"?kind={kind}"
    assert signed_in.get(address).status_code == 200
    answer = signed_in.post(address, {"wording": "What about it?", "most_each": "2", **given})
    poll = Poll.objects.get()
    assert answer["location"] == reverse("polls:poll", args=[poll.pk])
    assert (poll.kind, poll.state) == (kind, PollState.DRAFT)
    if kind in {"one", "several", "ranking"}:
        assert poll.options == ["Remedy", "Due diligence"]
    if kind != "one":
        assert poll.most == (2 if kind in {"several", "ranking", "cloud"} else 1)
    change = reverse("polls:change", args=[poll.pk])
    assert "What about it?" in signed_in.get(change).content.decode()
    signed_in.post(change, {"wording": "What else?", "most_each": "3", **given})
    poll.refresh_from_db()
    assert (poll.wording, poll.most_each) == ("What else?", 3)


@pytest.mark.parametrize("like", ["check-in", "agree", "one-word", "next", "open"])
def test_a_starter_can_be_kept_as_it_stands(signed_in: Client, session: Session, like: str) -> None:
    address = reverse("polls:write", args=[session.pk])
    assert f"?like={like}" in signed_in.get(address).content.decode()
    form = signed_in.get(f"{address}?like={like}").context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert signed_in.post(f"{address}?like={like}", given).status_code == 302
    assert Poll.objects.get().wording == given["wording"]


def test_what_looks_out_of_scope_wants_a_reason_and_loses_nothing(signed_in: Client, session: Session) -> None:
    address = reverse("polls:write", args=[session.pk]) + "?kind=one"
    assert 'name="scope_reason"' not in signed_in.get(address).content.decode()
    given = {
        "wording": "What about cloud credit pricing for Q3?",
        "options": "Good\nBad",
        "most_each": "2",
    }
    refusal = signed_in.post(address, given)
    page = words(refusal)
    assert not Poll.objects.exists()
    assert 'name="scope_reason"' in refusal.content.decode()
    assert "which is out of scope" in page
    assert "Say why it is asked all the same" in page
    assert "cloud credit pricing for Q3?" in refusal.content.decode()
    signed_in.post(address, {**given, "scope_reason": "Only whether it was announced in public."})
    poll = Poll.objects.get()
    assert poll.scope_reason == "Only whether it was announced in public."
    assert "Only whether it was announced" in look(signed_in, "poll", poll.pk)


@pytest.mark.parametrize(
    ("wording", "wants_a_reason"),
    [
        ("What about cloud credit pricing for Q3?", True),
        ("Shall we make a joint bid for a ministry contract?", True),
        ("What are the human rights risks of advertising-funded business models?", True),
        ("Where does HRDD in conflict settings begin?", False),
    ],
)
def test_the_scope_of_a_poll_is_looked_at_as_that_of_an_agenda(
    signed_in: Client, session: Session, wording: str, wants_a_reason: bool
) -> None:
    address = reverse("polls:write", args=[session.pk]) + "?kind=text"
    answer = signed_in.post(address, {"wording": wording, "most_each": "2"})
    assert ('name="scope_reason"' in answer.content.decode()) == wants_a_reason
    assert Poll.objects.exists() != wants_a_reason


def test_an_option_may_look_out_of_scope_too(signed_in: Client, session: Session) -> None:
    address = reverse("polls:write", args=[session.pk]) + "?kind=several"
    given = {"wording": "What next?", "options": "Remedy\nA joint bid for a ministry contract", "most_each": "2"}
    assert "joint bid" in words(signed_in.post(address, given)).casefold()
    assert not Poll.objects.exists()


def test_a_poll_is_asked_ended_and_shown_by_buttons(signed_in: Client, officer: Actor, session: Session) -> None:
    poll = written(officer, session)
    assert "Ask it now" in look(signed_in, "poll", poll.pk)
    assert "Fewer than 5 answered so far." in press(signed_in, "open", poll)
    # A language that says the number last has no capital there.
    spanish = signed_in.get(f"/es{reverse('polls:poll', args=[poll.pk])}").content.decode()
    assert "Hasta ahora respondieron menos de 5." in spanish
    answer(poll, [[0]] * 8 + [[1]] * 5)
    assert "13 answered so far." in look(signed_in, "poll", poll.pk)
    page = press(signed_in, "close", poll)
    assert "What the room would see" in page
    assert "What comes first? Most chose “Remedy”. What was answered 13 in all" in page
    page = press(signed_in, "reveal", poll)
    assert "What the room sees" in page
    assert "Shown to the room" in page


def test_where_too_few_answered_the_page_says_that_nothing_was_kept(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    poll = over(officer, session, PollKind.ONE, [[0]] * 4)
    page = look(signed_in, "poll", poll.pk)
    assert "Too few to show" in page
    assert "Fewer than 5 people or 3 organisations answered" in page
    assert "Show the result" not in page
    assert "Fewer than 5 people" in press(signed_in, "reveal", poll)


def test_a_second_open_poll_is_refused_where_the_button_stands(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    asked(officer, session)
    second = written(officer, session, PollKind.SCALE)
    assert "is being asked already" in press(signed_in, "open", second)
    cockpit = reverse("meetings:session", args=[session.pk])
    answer = signed_in.post(reverse("polls:open", args=[second.pk]), {"next": cockpit})
    assert answer["location"] == cockpit


@pytest.mark.parametrize("kind", list(PollKind))
def test_a_preview_sends_nothing_and_shows_everything(
    signed_in: Client, officer: Actor, session: Session, kind: PollKind
) -> None:
    poll = written(officer, session, kind)
    page = signed_in.get(reverse("polls:poll", args=[poll.pk])).content.decode()
    assert '<fieldset disabled><legend class="unseen" dir="auto">' in page
    assert 'id="answer"' not in page
    assert [option for option in poll.options if option not in page] == []


@pytest.mark.parametrize("kind", list(PollKind))
def test_the_fields_of_a_question_are_those_that_its_ballot_is_read_from(
    officer: Actor, session: Session, kind: PollKind
) -> None:
    """Fill in what the page offers, first of each, and the rules count it."""
    poll = written(officer, session, kind)
    page = render_to_string("polls/_question.html", {"poll": poll})
    assert "disabled" not in page
    controls = re.findall(r"<(?:input|select|textarea|button)\b[^>]*>", page)
    assert all('form="answer"' in control for control in controls)
    assert sum(f'formaction="/ballots/{poll.pk}/"' in control for control in controls) in (1, len(OPTIONS))
    fields: dict[str, list[str]] = {}
    for control in controls:
        name, value = re.search(r'name="([^"]+)"', control), re.search(r'value="([^"]*)"', control)
        if name and name[1] not in fields:
            fields[name[1]] = [value[1] if value else "1" if control.startswith("<select") else "remedy"]
    if kind is PollKind.RANKING:
        fields = {"place-0": ["2"], "place-1": ["1"], "place-2": [""]}
        assert all(f'name="{name}"' in page for name in fields)
    ballot = read_ballot(poll.question, fields)
    assert ballot.choices
    assert ballot.choices[0] in (0, 1, "remedy")
    with pytest.raises(BallotError):
        read_ballot(poll.question, {})


def test_a_poll_is_asked_again_in_another_session_of_the_room(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    assert session.year is not None
    later = make_session(session.year, DAY.replace(month=5))
    gone = make_session(session.year, DAY.replace(month=4))
    Session.objects.filter(pk=gone.pk).update(state=SessionState.CANCELLED)
    elsewhere = make_session(make_year(make_cohort("another")), DAY.replace(month=6))
    poll = over(officer, session, PollKind.RANKING, [[0, 1]] * 9)
    page = signed_in.get(reverse("polls:again", args=[poll.pk])).content.decode()
    assert str(later.pk) in page
    assert str(gone.pk) not in page
    assert str(elsewhere.pk) not in page
    signed_in.post(reverse("polls:again", args=[poll.pk]), {"session": str(later.pk)})
    copy = later.polls.get()
    assert (copy.question, copy.state, copy.result, copy.answered) == (poll.question, PollState.DRAFT, None, None)


def test_a_self_check_that_was_asked_again_stands_beside_what_the_first_room_was_shown(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    """R-PLP-16: before and after, and nobody is followed from one to the other."""
    assert session.year is not None
    assert "A self-check, before and after" in look(signed_in, "write", session.pk)
    plp, other = (make_open_series(name) for name in ("plp", "other"))
    first, second, elsewhere = (
        open_to_all(session, plp),
        *(open_to_all(running(session.year), at) for at in (plp, other)),
    )
    before = over(officer, first, PollKind.SCALE, [[1]] * 14)
    strange = over(officer, elsewhere, PollKind.SCALE, [[5]] * 14)
    another = over(officer, second, PollKind.ONE, [[0]] * 14)
    again = over(officer, second, PollKind.SCALE, [[5]] * 14)
    for shown in (strange, another, again):
        polls.reveal_poll(officer, shown)
    heading = "Asked in other sessions, too"
    assert heading not in look(signed_in, "poll", again.pk), "what was not shown to its room is not compared"
    polls.reveal_poll(officer, before)
    page = look(signed_in, "poll", again.pk)
    told = page[page.index(heading) :]
    assert "plp, session 1, 2023 14 March 2023 Most chose, on a scale from 1 (Not at all) to 5 (Very), “1”." in told
    assert "14 in all" not in told, "two exact numbers beside each other would say who came between"
    assert heading not in look(signed_in, "poll", another.pk)


def test_what_a_room_did_not_read_in_words_stands_beside_nothing(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    assert session.year is not None
    plp = make_open_series("plp")
    rooms = (open_to_all(session, plp), open_to_all(running(session.year), plp))
    found = [over(officer, one, PollKind.TEXT, [["It is hard"]] * 14) for one in rooms]
    for poll in found:
        polls.reveal_poll(officer, poll)
    assert "Asked in other sessions" not in look(signed_in, "poll", found[1].pk)


def test_in_a_cohort_where_the_same_people_come_nothing_is_compared(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    assert session.year is not None
    found = [over(officer, one, PollKind.SCALE, [[1]] * 14) for one in (session, running(session.year))]
    for poll in found:
        polls.reveal_poll(officer, poll)
    assert "Asked in other sessions" not in look(signed_in, "poll", found[1].pk)


def test_a_draft_is_thrown_away_and_a_poll_that_is_over_destroyed(
    signed_in: Client, officer: Actor, session: Session
) -> None:
    draft = written(officer, session)
    assert "Throw this poll away?" in look(signed_in, "throw_away", draft.pk)
    assert "The poll is gone." in press(signed_in, "throw_away", draft)
    poll = asked(officer, session)
    assert "This poll is being answered" in press(signed_in, "destroy", poll)
    polls.close_poll(officer, poll)
    assert "The poll is destroyed" in press(signed_in, "destroy", poll)
    assert not Poll.objects.exists()


@pytest.mark.parametrize("name", ["session", "write", "poll", "change", "again", "throw_away", "destroy", "said"])
def test_no_member_sees_a_page_of_the_polls(client: Client, officer: Actor, session: Session, name: str) -> None:
    poll = written(officer, session)
    assert session.year is not None
    client.force_login(make_nominee(make_member(session.year.cohort, make_organisation("nokia"))))
    pk = session.pk if name in {"session", "write"} else poll.pk
    assert client.get(reverse(f"polls:{name}", args=[pk])).status_code == 403


@pytest.mark.parametrize("name", ["open", "close", "reveal", "decide"])
def test_buttons_are_not_addresses_to_look_at(signed_in: Client, officer: Actor, session: Session, name: str) -> None:
    assert signed_in.get(reverse(f"polls:{name}", args=[written(officer, session).pk])).status_code == 405


def test_a_result_says_its_words_first_then_a_table_with_bars(officer: Actor, session: Session) -> None:
    poll = over(officer, session, PollKind.ONE, [[0]] * 8 + [[1]] * 5)
    page = render_to_string("polls/_result.html", {"poll": poll})
    assert page.index("Most chose") < page.index('<table class="bars"') < page.index("<svg")
    assert "most (7 to 13)" in page
    assert QUESTIONS[PollKind.ONE].wording in page


def test_a_result_of_too_few_says_so_and_nothing_else(officer: Actor, session: Session) -> None:
    poll = over(officer, session, PollKind.ONE, [[0]] * 3)
    page = render_to_string("polls/_result.html", {"poll": poll})
    assert "Too few to show" in page
    assert "Remedy" not in page


@pytest.mark.parametrize("shared", [1, -1])
def test_the_room_reads_common_ground_and_the_officer_also_what_divides(
    signed_in: Client, officer: Actor, session: Session, shared: int
) -> None:
    """As with votes that come from a file: in a small room one knows who is on which side."""
    choices = [[1, 1 if at % 2 else -1, shared if at % 4 else -shared] for at in range(28)]
    poll = over(officer, session, PollKind.STATEMENTS, choices)
    polls.reveal_poll(officer, poll)
    poll.refresh_from_db()
    page = look(signed_in, "poll", poll.pk)
    assert "What divides Many agree and many do not. The room is not shown this" in page
    room = render_to_string("polls/_result.html", {"poll": poll})
    assert OPTIONS[0] in room
    for said in (OPTIONS[1], "differ", "divide"):
        assert said not in room
    assert OPTIONS[1] not in poll.said


@pytest.mark.parametrize("kind", list(PollKind))
def test_what_follows_a_poll_is_what_its_page_showed_and_has_nobody_s_token(
    signed_in: Client, officer: Actor, session: Session, kind: PollKind
) -> None:
    poll = written(officer, session, kind)
    for step in (None, polls.open_poll, polls.close_poll):
        if step:
            step(officer, poll)
        sent = following.snapshot(str(poll.pk))
        page = signed_in.get(reverse("polls:poll", args=[poll.pk])).content.decode()
        assert re.search(r'<div data-live="/live/[^"]+">(.*)', page, re.DOTALL)[1].startswith(sent)  # type: ignore[index]
        assert "csrf" not in sent


def test_whoever_looks_at_a_poll_hears_of_its_end_and_of_answers(
    officer: Actor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(asking, "changed", heard.append)
    monkeypatch.setattr(asking, "connection", connections["default"])
    monkeypatch.setattr(connections["default"], "close", lambda: None)
    poll = asked(officer, session, PollKind.ONE)
    assert f"poll:{poll.pk}" in heard
    for step in (lambda: asking.tell_of_the_count(session.pk), lambda: polls.close_poll(officer, poll)):
        heard.clear()
        step()
        assert f"poll:{poll.pk}" in heard
        assert f"cockpit:{session.pk}" in heard


def test_a_poll_that_was_destroyed_says_so_where_it_was_followed(officer: Actor, session: Session) -> None:
    poll = over(officer, session, PollKind.ONE, [[0]] * 9)
    key = str(poll.pk)
    polls.forget_poll(officer, poll)
    assert "This poll is gone." in following.snapshot(key)
    assert isinstance(following.snapshot(key), Last)
