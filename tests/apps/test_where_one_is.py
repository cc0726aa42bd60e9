"""Pages about a room mark the place in the header that the room is found at, whatever their address."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from poll_scene import load_ten

from convenor.kernel.actor import Actor
from convenor.room.cohorts.models import Programme
from convenor.room.meetings.models import Session
from convenor.room.polls.actions.polls import Wanted, write_poll
from convenor.room.polls.models import Opinion
from convenor.room.series.models import Series
from convenor.room.statistics.actions import make_table, open_ledger
from convenor.room.statistics.reach import Room, address_of
from convenor.rules.ballots import Question
from convenor.rules.vocabulary import PollKind, SessionState
from making import make_cohort, make_session, make_statement, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]
CURRENT = re.compile(r'<a href="([^"]+)" aria-current="page">')


def room_of_kind(kind: str) -> Room:
    if kind == "cohorts":
        return make_cohort()
    programme = Programme.objects.create(slug="learning", name="Learning")
    return Series.objects.create(slug="plp", programme=programme, name="Peer Learning Platform", year=2023)


def marked(answer: Any) -> list[str]:
    return CURRENT.findall(answer.content.decode())


@pytest.mark.parametrize(("kind", "place"), [("cohorts", "/cohorts/"), ("series", "/series/")])
def test_statistics_and_polls_are_in_the_place_of_their_room(
    signed_in: Client, officer: Actor, kind: str, place: str
) -> None:
    room = room_of_kind(kind)
    of_the_room = address_of(room)
    pages = [reverse(f"statistics:{name}", args=of_the_room) for name in ("open", "about")]
    ledger = open_ledger(officer, room, k=5, k_organisations=3)
    rows = [{"person": str(at), "organisation": str(at), "region": "Asia"} for at in range(20)]
    table = make_table(officer, ledger, rows, by=["region"], title="Who registered")
    prompt = load_ten(officer, room)
    pages += [reverse(f"statistics:{name}", args=of_the_room) for name in ("room", "from_list")]
    pages += [reverse(f"statistics:{name}", args=[table.pk]) for name in ("table", "discard")]
    pages += [reverse(f"polls:{name}", args=of_the_room) for name in ("room", "load")]
    pages += [reverse(f"polls:{name}", args=[prompt.pk]) for name in ("prompt", "group_again", "forget")]
    if kind == "cohorts":
        opinion = Opinion.objects.create(cohort=room, question="What helps?", found_on=prompt.asked_on)
        pages += [reverse(f"polls:{name}", args=[opinion.pk]) for name in ("opinion", "forget_opinion")]
        pages += [reverse(name, args=[room.pk]) for name in ("polls:vote", "polls:gather", "polls:commonalities")]
        pages.append(reverse("statistics:from_attendance", args=[room.pk]))
    assert {page: marked(signed_in.get(page)) for page in pages} == {page: [place] for page in pages}


def test_a_series_has_polls_and_only_a_cohort_has_updates(signed_in: Client, officer: Actor) -> None:
    for kind, called in (("cohorts", "Polls and updates"), ("series", "Polls")):
        room = room_of_kind(kind)
        page = signed_in.get(reverse("polls:room", args=address_of(room))).content.decode()
        assert re.search(r"<h1>(.*?)</h1>", page)[1] == called  # type: ignore[index]
        prompt = load_ten(officer, room)
        assert f">{called}</a>" in signed_in.get(reverse("polls:prompt", args=[prompt.pk])).content.decode()


@pytest.mark.parametrize(("kind", "place"), [("cohorts", "/cohorts/"), ("series", "/series/")])
def test_the_pages_of_a_session_are_in_the_place_of_its_room(
    signed_in: Client, officer: Actor, kind: str, place: str
) -> None:
    make_statement()
    if kind == "cohorts":
        session = make_session(make_year(make_cohort()), date(2023, 3, 14))
    else:
        session = Session.objects.create(kind="webinar", starts_at=datetime(2023, 3, 14, 15, tzinfo=UTC))
    poll = write_poll(officer, session, Wanted(question=Question(kind=PollKind.TEXT, wording="What helps?")))
    named = (
        *("meetings:session", "meetings:agenda", "meetings:template", "meetings:send_agenda", "meetings:change"),
        *("meetings:cancel", "meetings:attendance", "meetings:remarks", "meetings:record", "breakouts:plan"),
        *("cockpit:cockpit", "cockpit:close", "polls:session", "polls:write"),
    )
    pages = [reverse(name, args=[session.pk]) for name in named]
    of_the_poll = ("poll", "change", "throw_away", "destroy", "again", "said")
    pages += [reverse(f"polls:{name}", args=[poll.pk]) for name in of_the_poll]
    assert {page: marked(signed_in.get(page)) for page in pages} == {page: [place] for page in pages}


def test_in_the_hour_the_way_back_leads_to_the_cockpit(signed_in: Client) -> None:
    session = make_session(make_year(make_cohort()), date(2023, 3, 14))
    pages = [reverse(f"meetings:{name}", args=[session.pk]) for name in ("remarks", "attendance")]
    pages.append(reverse("polls:session", args=[session.pk]))
    for state, there in ((SessionState.PLANNED, "meetings:session"), (SessionState.OPEN, "cockpit:cockpit")):
        Session.objects.update(state=state)
        back = {
            re.search(r'class="back">\s*<a href="([^"]+)"', signed_in.get(page).content.decode())[1] for page in pages
        }  # type: ignore[index]
        assert back == {reverse(there, args=[session.pk])}
