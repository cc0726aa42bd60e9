"""AC-12: what may be out of scope is said with the reason, a person decides with a reason, and nothing is deleted.

The same four texts as items of an agenda, as brief updates, as polls in a webinar, and wherever else somebody types
or loads what a room talks about: answers, statements that were voted on, themes of breakouts, titles of open sessions.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.people.models import Account
from convenor.room.breakouts.models import Round
from convenor.room.meetings.models import AgendaItem, BriefUpdate, Session
from convenor.room.polls.actions.polls import Wanted, out_of_scope, write_poll
from convenor.room.polls.models import Opinion, Poll, Prompt
from convenor.room.series.models import Series, Webinar
from convenor.rules.ballots import Question
from convenor.rules.scope import ScopeLevel, look_at
from convenor.rules.vocabulary import PollKind
from making import (
    make_actor,
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


@dataclass(frozen=True)
class Page:
    """A form that somebody fills in, and what is kept of it."""

    address: str
    given: dict[str, Any]
    kept: type[Model]

    @property
    def rows(self) -> QuerySet[Any]:
        """What is kept, without the series in which sessions are planned."""
        found = self.kept._default_manager.all()
        return found.exclude(pk="plp") if self.kept is Series else found


THE_DAY_BEFORE = datetime(2023, 3, 13, 9, tzinfo=UTC)
START = datetime(2023, 3, 14, 15, tzinfo=UTC)
PRICING = "Cloud credit pricing for Q3"
BID = "Joint bid for a ministry contract"
MODELS = "Human rights risks of advertising-funded business models"
CONFLICT = "HRDD in conflict settings"
WARNED, ADVISED = "Perhaps out of scope:", "A second thought:"
DOUBTED = ((PRICING, WARNED), (BID, WARNED), (MODELS, ADVISED))
REASON = "It is about the people whom this puts at risk."


@pytest.fixture(autouse=True)
def the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: THE_DAY_BEFORE)
    make_installation()


@pytest.fixture
def session() -> Session:
    cohort = make_cohort()
    for slug in ("apple", "cisco", "ericsson", "google"):
        make_nominee(make_member(cohort, make_organisation(slug)))
    row = make_session(make_year(cohort), START.date())
    make_agenda(row)
    make_statement()
    return row


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


@pytest.fixture
def officer() -> Client:
    return signed_in(make_secretariat())


def rows(session: Session, title: str, reason: str = "") -> dict[str, str]:
    """The agenda's form with another topic, as the browser sends it."""
    items = list(session.items.all())
    found = {"form-TOTAL_FORMS": str(len(items)), "form-INITIAL_FORMS": "0"}
    for place, item in enumerate(items):
        topic = item.kind == "topic"
        found |= {
            f"form-{place}-item": str(item.pk),
            f"form-{place}-kind": item.kind,
            f"form-{place}-title": title if topic else item.title,
            f"form-{place}-minutes": str(item.minutes),
            f"form-{place}-under_the_rule": "on",
            f"form-{place}-scope_reason": reason if topic else "",
        }
    return found


def test_the_four_texts_are_told_apart() -> None:
    levels = {text: {warning.level for warning in look_at(text)} for text in (PRICING, BID, MODELS, CONFLICT)}
    assert levels == {
        PRICING: {ScopeLevel.WARNING},
        BID: {ScopeLevel.WARNING},
        MODELS: {ScopeLevel.ADVISORY},
        CONFLICT: set(),
    }


# As items of an agenda.


@pytest.mark.parametrize(("text", "said"), DOUBTED)
def test_an_item_is_questioned_and_an_officer_decides_with_a_reason(
    session: Session, officer: Client, text: str, said: str
) -> None:
    here = reverse("meetings:agenda", args=[session.pk])
    answer = officer.post(here, rows(session, text)).content.decode()
    assert said in answer
    assert escape(look_at(text)[0].reason) in answer
    assert f'value="{text}"' in answer, "what was typed is still there"
    assert not AgendaItem.objects.filter(title=text).exists()

    assert officer.post(here, rows(session, text, REASON)).status_code == 302
    assert AgendaItem.objects.get(title=text).scope_reason == REASON
    sent = officer.post(reverse("meetings:send_agenda", args=[session.pk]), follow=True).content.decode()
    assert "on its way to 4 people" in sent
    assert REASON in sent
    assert said in sent, "a reason does not make the look at the scope go away"
    nominee = signed_in(nominee_of("ericsson"))
    page = nominee.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert text in page
    assert REASON not in page


def nominee_of(slug: str) -> Account:
    return Account.objects.get(email=f"nominee-1-{slug}@people.example")


def test_an_item_in_scope_is_not_questioned(session: Session, officer: Client) -> None:
    here = reverse("meetings:agenda", args=[session.pk])
    assert officer.post(here, rows(session, CONFLICT)).status_code == 302
    page = officer.get(here).content.decode()
    assert CONFLICT in page
    assert WARNED not in page
    assert ADVISED not in page


# As brief updates.


@pytest.mark.parametrize(("text", "said"), DOUBTED)
def test_an_update_is_questioned_and_the_member_decides_with_a_reason(session: Session, text: str, said: str) -> None:
    nominee = signed_in(nominee_of("ericsson"))
    here = reverse("meetings:update_of", args=[session.pk, "ericsson"])
    answer = nominee.post(here, {"challenge": text, "offer": "A list of questions."}).content.decode()
    assert said in answer
    assert escape(look_at(text)[0].reason) in answer
    assert f">\n{text}</textarea>" in answer, "what was typed is still there"
    assert "A list of questions." in answer
    assert not BriefUpdate.objects.exists()
    nominee.post(here, {"challenge": text, "offer": "A list of questions.", "scope_reason": REASON})
    kept = BriefUpdate.objects.get()
    assert (kept.challenge, kept.scope_reason) == (text, REASON)


def test_an_update_in_scope_is_not_questioned(session: Session) -> None:
    nominee = signed_in(nominee_of("ericsson"))
    nominee.post(reverse("meetings:update_of", args=[session.pk, "ericsson"]), {"challenge": CONFLICT})
    assert BriefUpdate.objects.get().challenge == CONFLICT


# As polls of a webinar (PLP).


def webinar() -> Session:
    return Session.objects.create(kind="webinar", starts_at=START, label_printed="Session 2")


def asking(text: str, scope_reason: str = "") -> Wanted:
    question = Question(kind=PollKind.ONE, wording=text, options=("Yes", "No"))
    return Wanted(question=question, scope_reason=scope_reason)


def offering(text: str, scope_reason: str = "") -> Wanted:
    question = Question(kind=PollKind.ONE, wording="What shall we speak about?", options=(text, "Remedy"))
    return Wanted(question=question, scope_reason=scope_reason)


@pytest.mark.parametrize("text", [text for text, _ in DOUBTED])
@pytest.mark.parametrize("poll", [asking, offering])
def test_a_poll_of_a_webinar_is_questioned_and_an_officer_decides_with_a_reason(
    text: str, poll: Callable[..., Wanted]
) -> None:
    actor, session = make_actor(), webinar()
    with pytest.raises(Declined, match=re.escape(look_at(text)[0].text)):
        write_poll(actor, session, poll(text))
    assert not Poll.objects.exists()
    assert write_poll(actor, session, poll(text, REASON)).scope_reason == REASON


@pytest.mark.parametrize("poll", [asking, offering])
def test_a_poll_in_scope_is_not_questioned(poll: Callable[..., Wanted]) -> None:
    wanted = poll(CONFLICT)
    assert out_of_scope(wanted.question) == ()
    assert write_poll(make_actor(), webinar(), wanted).scope_reason == ""


# In answers and statements that are loaded, as themes of breakouts, as titles of open sessions.


def files(statement: str) -> dict[str, ContentFile[str]]:
    comments = f"comment-id,comment-body\n1,{statement}\n2,Spring is late"
    votes = "timestamp,datetime,comment-id,voter-id,vote\n1,then,1,1,1\n2,then,2,1,-1"
    return {"votes": ContentFile(votes, "votes.csv"), "comments": ContentFile(comments, "comments.csv")}


def answers(_session: Session, text: str) -> Page:
    given = {"wording": "What is hard?", "on": "2023-03-13", "answers": f"Remedy\n{text}"}
    return Page(reverse("polls:load", args=["cohorts", "cop"]), given, Prompt)


def a_question(_session: Session, text: str) -> Page:
    given = {"wording": text, "on": "2023-03-13", "answers": "Remedy\nDiligence"}
    return Page(reverse("polls:load", args=["cohorts", "cop"]), given, Prompt)


def statements(_session: Session, text: str) -> Page:
    return Page(reverse("polls:vote", args=["cop"]), {"question": "What is hard?", **files(text)}, Opinion)


def what_is_voted_on(_session: Session, text: str) -> Page:
    return Page(reverse("polls:vote", args=["cop"]), {"question": text, **files("Remedy is hard")}, Opinion)


def themes(session: Session, text: str) -> Page:
    here = {f"of-{slug}": "2" for slug in ("apple", "cisco", "ericsson", "google")}
    given = {"themes": f"Remedy\n{text}", "minutes": "10", **here}
    return Page(reverse("breakouts:plan", args=[session.pk]), given, Round)


def a_title(session: Session, text: str, **more: str) -> Page:
    assert session.year is not None
    series(session)
    given = {"title": text, "day": "2023-04-12", "at": "14:00", "minutes": "60", **more}
    return Page(reverse("series:plan_webinar", args=["plp"]), given, Webinar)


def a_theme_of_one(session: Session, text: str) -> Page:
    return a_title(session, "What we learned", themes=text)


def a_part_of_one(session: Session, text: str) -> Page:
    return a_title(session, "What we learned", parts=f"Welcome\n{text}")


def a_series(session: Session, text: str) -> Page:
    assert session.year is not None
    given = {"name": text, "year": "2023", "note_due_days": "14", "programme": session.year.cohort.programme_id}
    return Page(reverse("series:plan"), given, Series)


EVERYWHERE = [
    answers, a_question, statements, what_is_voted_on, themes, a_title, a_theme_of_one, a_part_of_one, a_series
]  # fmt: skip


def series(session: Session) -> Series:
    assert session.year is not None
    programme = session.year.cohort.programme
    return Series.objects.get_or_create(slug="plp", programme=programme, name="Peer learning", year=2023)[0]


@pytest.mark.parametrize("text", [text for text, _ in DOUBTED])
@pytest.mark.parametrize("place", EVERYWHERE)
def test_what_is_loaded_or_planned_is_questioned_and_an_officer_decides_with_a_reason(
    session: Session, officer: Client, place: Callable[[Session, str], Page], text: str
) -> None:
    page = place(session, text)
    answer = officer.post(page.address, page.given)
    assert answer.status_code == 200
    assert escape(look_at(text)[0].reason) in answer.content.decode()
    assert "Why it belongs here" in answer.content.decode()
    assert not page.rows.exists(), "nothing is kept without a reason"
    page = place(session, text)
    assert officer.post(page.address, {**page.given, "scope_reason": REASON}).status_code == 302
    assert page.rows.get().scope_reason == REASON


@pytest.mark.parametrize("place", EVERYWHERE)
def test_what_is_loaded_or_planned_in_scope_is_not_questioned(
    session: Session, officer: Client, place: Callable[[Session, str], Page]
) -> None:
    page = place(session, CONFLICT)
    assert officer.post(page.address, page.given).status_code == 302
    assert page.rows.get().scope_reason == ""


@pytest.mark.parametrize("place", EVERYWHERE)
def test_the_actions_ask_for_the_reason_themselves(
    session: Session, place: Callable[[Session, str], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that asks for none is no way around it."""
    for forms in ("polls.forms.prompts", "polls.forms.opinions", "breakouts.forms", "series.forms"):
        monkeypatch.setattr(f"convenor.room.{forms}.ask_why", lambda *_: None)
    page = place(session, PRICING)
    answer = signed_in(make_secretariat()).post(page.address, page.given)
    assert escape(look_at(PRICING)[0].reason) in answer.content.decode()
    assert not page.rows.exists()


def test_a_webinar_with_a_reason_has_an_agenda_that_can_be_fixed(session: Session, officer: Client) -> None:
    page = a_title(session, MODELS)
    officer.post(page.address, {**page.given, "scope_reason": REASON})
    row = Webinar.objects.get().session
    officer.post(reverse("meetings:send_agenda", args=[row.pk]))
    assert row.sendings.count() == 1
    change = reverse("series:change", args=["plp", 1])
    officer.post(change, {"title": MODELS})
    assert not Webinar.objects.get().subject_to_change, "a title that stays needs no second reason"
    answer = officer.post(change, {"title": BID}).content.decode()
    assert escape(look_at(BID)[0].reason) in answer
    assert Webinar.objects.get().title == MODELS
