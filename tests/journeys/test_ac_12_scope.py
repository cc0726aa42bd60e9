"""AC-12: what may be out of scope is said with the reason, a person decides with a reason, and nothing is deleted.

The same four texts as items of an agenda, as brief updates, and as polls in a webinar.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.people.models import Account
from convenor.room.meetings.models import AgendaItem, BriefUpdate, Session
from convenor.room.polls.actions.polls import Wanted, out_of_scope, write_poll
from convenor.room.polls.models import Poll
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
