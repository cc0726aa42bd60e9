"""Asks and offers: the words for everybody, whose they are for their own and the secretariat."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from exchange_scene import ASK, BOARD, MEMBERS, TODAY, Stage, asked, browser, set_the_stage, words

from convenor.kernel import clock
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.language import told
from convenor.kernel.models import AuditEntry
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.room.exchange import queries
from convenor.room.exchange.actions import deciding, postings
from convenor.room.exchange.actions.forgetting import forget_what_is_over
from convenor.room.exchange.models import Posting
from convenor.room.meetings.models import BriefUpdate
from convenor.rules.exchange import Doubt, Mending, in_words
from convenor.rules.vocabulary import PostingKind, PostingState
from making import make_actor, make_cohort, make_installation, make_member, make_nominee, make_secretariat, make_session

pytestmark = pytest.mark.django_db
IN_DOUBT = "How do others talk about prices?"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with clock.standing_at(TODAY):
        yield set_the_stage()


def test_the_others_read_the_words_and_not_whose_they_are(stage: Stage) -> None:
    row = asked(stage)
    page = words(browser(stage.peer).get(BOARD))
    assert ASK in page
    raw = browser(stage.peer).get(BOARD).content.decode()
    assert "telefonica" not in raw.lower()
    assert "Telefónica" not in raw
    assert str(row.until) not in raw
    assert "Nominee 1, telefonica" not in raw


def test_the_own_organisation_sees_its_own_as_its_own(stage: Stage) -> None:
    asked(stage)
    for account in (stage.asker, stage.colleague):
        page = words(browser(account).get(BOARD))
        assert "Of Telefónica" in page
        assert page.count(ASK[:30]) >= 1
        assert "Change or take back" in page
        assert "I could help" not in page


def test_who_wrote_it_and_when_is_kept_nowhere(stage: Stage) -> None:
    before = AuditEntry.objects.count()
    asked(stage)
    assert AuditEntry.objects.count() == before
    columns = {column.name for column in Posting._meta.get_fields()}
    assert not columns & {"person", "account", "author", "written_on", "created_at"}


def test_the_order_is_that_of_ids_drawn_by_lot(stage: Stage) -> None:
    rows = [asked(stage, f"How do others do number {number}?") for number in range(6)]
    shown = [row.pk for row in queries.postings_of_others(stage.actor(stage.peer))]
    assert shown == sorted(row.pk for row in rows)
    assert all(row.pk.version == 4 for row in rows)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Telefónica would like to know how others audit.", "“Telefónica” names somebody"),
        ("Write to nominee-1@telefonica.com", "names somebody or leads to somebody"),
        ("Telefónica and Ericsson would like to know how others audit.", "“Telefónica” names somebody"),
        ("  ", "Please check"),
        ("x" * 401, "Please check"),
    ],
)
def test_what_names_oneself_is_said_otherwise_first(stage: Stage, text: str, why: str) -> None:
    name = stage.theirs.organisation.names.get()
    assert name.text == "Ericsson"
    stage.ours.organisation.names.create(kind="domain", text="telefonica.com")
    address = f"{BOARD}in/cop/telefonica/new/"
    page = browser(stage.asker).post(address, {"kind": "ask", "text": text})
    assert page.status_code == 200
    assert why in words(page)
    assert "“Ericsson”" not in words(page)
    assert not Posting.objects.exists()


def test_what_a_member_reads_of_a_refusal_names_nobody_whom_it_did_not_name(stage: Stage) -> None:
    with pytest.raises(Declined) as refused:
        asked(stage, "We at Telefónica are the only Spanish operator here: how do others do remedy?")
    for name, _country, _sector in [one for slug, one in MEMBERS.items() if slug != "telefonica"]:
        assert name not in refused.value.verdict.reason


def test_what_may_be_out_of_scope_waits_for_the_secretariat(stage: Stage) -> None:
    page = browser(stage.asker).post(f"{BOARD}in/cop/telefonica/new/", {"kind": "offer", "text": IN_DOUBT}, follow=True)
    assert "the secretariat looks at it first" in words(page)
    row = Posting.objects.get()
    assert row.state == PostingState.WAITING
    assert IN_DOUBT not in words(browser(stage.peer).get(BOARD))
    officer = browser(make_secretariat())
    listed = words(officer.get(f"{BOARD}to-decide/"))
    assert "To look at first" in listed
    assert "Telefónica" in listed
    shown = words(officer.get(f"{BOARD}to-decide/{row.pk}/"))
    assert "“prices” may touch on what is out of scope." in shown
    officer.post(f"{BOARD}to-decide/{row.pk}/let-through/", {"seen": IN_DOUBT})
    assert IN_DOUBT in words(browser(stage.peer).get(BOARD))


def test_what_is_in_doubt_is_told_and_what_is_returned_is_kept_for_readers_of_any_language(stage: Stage) -> None:
    row = asked(stage, "What would Nokia do?")
    officer = browser(make_secretariat())
    address = f"/fr{BOARD}to-decide/{row.pk}/"
    doubt = in_words(Doubt(text="Nokia", mending=Mending.UNSURE, blocked=False))
    with override("fr"):
        assert told(doubt) != doubt
        assert " ".join(told(doubt).split()) in words(officer.get(address))
    reason = officer.get(f"{address}return/").context["form"].initial["because"]
    assert reason.startswith("Something in it may name"), "it is kept, so it is English"
    officer.post(f"{address}return/", {"seen": row.text, "because": reason})
    with override("fr"):
        assert told(reason) != reason
        assert " ".join(told(reason).split()) in words(browser(stage.asker).get(f"/fr{BOARD}postings/{row.pk}/"))
    assert reason in words(browser(stage.asker).get(f"{BOARD}postings/{row.pk}/"))


def test_words_that_changed_meanwhile_are_not_let_through(stage: Stage) -> None:
    row = asked(stage, IN_DOUBT)
    postings.reword(stage.actor(stage.asker), row, PostingKind.ASK, "How do others talk about discounts?")
    with pytest.raises(Declined, match="reworded before you"):
        deciding.let_through(make_actor(), row, seen=IN_DOUBT)
    assert Posting.objects.get().state == PostingState.WAITING


def test_words_that_changed_meanwhile_are_not_returned(stage: Stage) -> None:
    row = asked(stage, IN_DOUBT)
    page = browser(make_secretariat()).get(f"{BOARD}to-decide/{row.pk}/return/").content.decode()
    assert f'name="seen" value="{IN_DOUBT}"' in page
    postings.reword(stage.actor(stage.asker), row, PostingKind.ASK, ASK)
    with pytest.raises(Declined, match="reworded before you"):
        deciding.send_back(make_actor(name="Two"), row, seen=IN_DOUBT, because="Leave out what is commercial.")
    row.refresh_from_db()
    assert (row.state, row.returned_because) == (PostingState.SHOWN, "")
    assert not AuditEntry.objects.filter(verb="posting.returned").exists()


def test_what_is_returned_is_reworded_and_read_then(stage: Stage) -> None:
    row = asked(stage, IN_DOUBT)
    officer = browser(make_secretariat())
    officer.post(f"{BOARD}to-decide/{row.pk}/return/", {"seen": IN_DOUBT, "because": "Leave out what is commercial."})
    own = words(browser(stage.colleague).get(BOARD))
    assert "Leave out what is commercial." in own
    browser(stage.colleague).post(f"{BOARD}postings/{row.pk}/", {"kind": "ask", "text": ASK})
    row.refresh_from_db()
    assert (row.state, row.returned_because, row.text) == (PostingState.SHOWN, "", ASK)
    assert ASK in words(browser(stage.peer).get(BOARD))


def test_other_words_are_checked_as_if_they_were_new(stage: Stage) -> None:
    row = asked(stage)
    page = browser(stage.asker).post(
        f"{BOARD}postings/{row.pk}/", {"kind": "ask", "text": "What do we at Telefónica do?"}
    )
    assert "names somebody" in words(page)
    row.refresh_from_db()
    assert row.text == ASK
    browser(stage.asker).post(f"{BOARD}postings/{row.pk}/", {"kind": "ask", "text": IN_DOUBT})
    assert IN_DOUBT not in words(browser(stage.peer).get(BOARD))


def test_it_is_taken_back_at_once_and_nothing_stays_after_the_night(stage: Stage) -> None:
    row = asked(stage)
    answer = browser(stage.colleague).post(f"{BOARD}postings/{row.pk}/take-back/", follow=True)
    assert "tonight it is destroyed" in words(answer)
    assert [row.text for row in Posting.objects.all()] == [""]
    for account in (stage.peer, stage.asker):
        assert ASK not in words(browser(account).get(BOARD))
    forget_what_is_over(TODAY)
    assert not Posting.objects.exists()


def test_it_ends_after_ninety_days(stage: Stage) -> None:
    asked(stage)
    for days, there in ((89, True), (90, False)):
        make_installation(demo=True, today=TODAY + timedelta(days=days))
        with clock.standing_at(TODAY + timedelta(days=days)):
            assert (ASK in words(browser(stage.peer).get(BOARD))) is there
            forget_what_is_over(clock.today())
            assert Posting.objects.exists() is there


def test_nobody_changes_what_is_anothers(stage: Stage) -> None:
    row = asked(stage)
    peer = browser(stage.peer)
    for address in (f"{BOARD}postings/{row.pk}/", f"{BOARD}postings/{row.pk}/take-back/"):
        assert peer.post(address, {"kind": "ask", "text": "Other words."}).status_code == 404
    assert peer.get(f"{BOARD}in/cop/telefonica/new/").status_code == 404
    with pytest.raises(Refused):
        postings.take_back(stage.actor(stage.peer), row)
    with pytest.raises(Refused):
        postings.post(stage.actor(stage.peer), stage.ours, PostingKind.ASK, "In their name?")
    row.refresh_from_db()
    assert row.text == ASK


def test_another_cohort_reads_nothing_of_it(stage: Stage) -> None:
    asked(stage)
    elsewhere = make_cohort("elsewhere")
    far = make_nominee(make_member(elsewhere, stage.theirs.organisation), 2)
    assert ASK not in words(browser(far).get(BOARD))


def test_an_organisation_puts_ten_at_most(stage: Stage) -> None:
    for number in range(10):
        asked(stage, f"How do others do number {number}?")
    with pytest.raises(Declined, match="Take one back"):
        asked(stage, "And this?")
    assert Posting.objects.count() == 10


def test_the_words_of_a_brief_update_are_carried_over(stage: Stage) -> None:
    session = make_session(stage.cohort.years.get(), TODAY + timedelta(days=3))
    card = BriefUpdate.objects.create(session=session, organisation=stage.ours.organisation, ask=ASK)
    address = f"{BOARD}in/cop/telefonica/new/?kind=ask&card={card.pk}"
    assert ASK in words(browser(stage.asker).get(address))
    assert f"{BOARD}in/cop/telefonica/new/?kind=ask&amp;card={card.pk}" in (
        browser(stage.asker).get(f"/sessions/{session.pk}/updates/telefonica/").content.decode()
    )
    theirs = f"{BOARD}in/cop/ericsson/new/?kind=ask&card={card.pk}"
    assert ASK not in words(browser(stage.peer).get(theirs))
    assert browser(stage.asker).get(f"{BOARD}in/cop/telefonica/new/?kind=ask&card=nonsense").status_code == 200


def leave(*accounts: object) -> None:
    SeatHolding.objects.filter(person__account__in=accounts).update(until=TODAY)


def test_what_has_no_nominee_is_given_to_another_member_or_closed(stage: Stage) -> None:
    row, other = asked(stage), asked(stage, "How do others train sales teams?")
    officer = browser(make_secretariat())
    assert officer.post(f"{BOARD}to-decide/{row.pk}/give-on/", {"organisation": "ericsson"}).status_code == 200
    row.refresh_from_db()
    assert row.organisation_id == "telefonica"
    leave(stage.asker, stage.colleague)
    assert "No active nominee" in words(officer.get(f"{BOARD}to-decide/"))
    waits = words(officer.get("/organisations/telefonica/waits/"))
    assert ASK in waits
    officer.post(f"{BOARD}to-decide/{row.pk}/give-on/", {"organisation": "ericsson"})
    row.refresh_from_db()
    assert row.organisation_id == "ericsson"
    assert "Of Ericsson" in words(browser(stage.peer).get(BOARD))
    officer.post(f"{BOARD}to-decide/{other.pk}/close/")
    assert set(queries.open_postings().values_list("pk", flat=True)) == {row.pk}
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"posting.given_on", "posting.closed"} <= verbs


def test_it_is_given_to_nobody_who_cannot_answer_for_it(stage: Stage) -> None:
    row = asked(stage)
    leave(stage.asker, stage.colleague)
    with pytest.raises(Declined, match="another member"):
        deciding.give_on(make_actor(), row, Membership.objects.get(organisation="aylo").organisation)
    row.refresh_from_db()
    assert row.organisation_id == "telefonica"


def test_the_page_takes_as_many_statements_for_many_rows_as_for_few(stage: Stage) -> None:
    asked(stage)
    client = browser(stage.peer)
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for number in range(9):
        asked(stage, f"How do others do number {number}?")
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) == len(few)


def test_the_secretariat_decides_and_does_not_write(stage: Stage) -> None:
    officer = browser(make_secretariat())
    assert officer.get(BOARD).status_code == 403
    assert officer.get(f"{BOARD}in/cop/telefonica/new/").status_code == 403
    assert browser(stage.asker).get(f"{BOARD}to-decide/").status_code == 403
