"""An organisation's own list of actions: its nominees', whoever they are; nobody else's."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from exchange_scene import TODAY, Stage, browser, set_the_stage, words

from convenor.kernel import clock
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.room.cohorts.models import Membership, SeatHolding
from convenor.room.exchange import queries
from convenor.room.exchange.actions import own_list
from convenor.room.exchange.actions.forgetting import forget_what_is_over
from convenor.room.exchange.actions.own_list import Meant
from convenor.room.exchange.models import Action
from convenor.rules.policy import CAPABILITIES
from convenor.rules.vocabulary import SECRETARIAT
from making import make_actor, make_installation, make_person, make_secretariat

pytestmark = pytest.mark.django_db
LIST = "/organisation/actions/"
TEXT = "Map our second-tier suppliers."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with clock.standing_at(TODAY):
        yield set_the_stage()


@pytest.fixture
def action(stage: Stage) -> Action:
    meant = Meant(text=TEXT, due=date(2023, 4, 1), principle=18)
    return own_list.add_action(stage.actor(stage.asker), stage.ours.organisation, meant)


def test_an_action_is_added_with_a_day_and_a_principle(stage: Stage) -> None:
    client = browser(stage.asker)
    assert "No actions yet" in words(client.get(LIST))
    added = client.post(
        f"{LIST}of/telefonica/new/", {"text": TEXT, "due": "2023-04-01", "principle": "18", "note": ""}, follow=True
    )
    shown = words(added)
    assert TEXT in shown
    assert "1 April 2023" in shown
    assert "Principle 18: finding out what the harm is" in shown
    assert "The secretariat cannot read it" in shown
    assert "the secretariat neither" in shown


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "x" * 401}, {"principle": "32"}, {"due": "1 April"}])
def test_what_does_not_hold_changes_nothing(stage: Stage, wrong: dict[str, str]) -> None:
    given = {"text": TEXT, "due": "", "principle": "", "note": "", **wrong}
    assert browser(stage.asker).post(f"{LIST}of/telefonica/new/", given).status_code == 200
    assert not Action.objects.exists()


def test_nobody_else_sees_it_the_secretariat_neither(stage: Stage, action: Action) -> None:
    assert TEXT in words(browser(stage.colleague).get(LIST))
    officer, peer = browser(make_secretariat()), browser(stage.peer)
    assert officer.get(LIST).status_code == 403
    assert TEXT not in words(peer.get(LIST))
    for address in (f"{LIST}{action.pk}/", f"{LIST}of/telefonica/new/", f"{LIST}of/telefonica/actions.txt"):
        assert officer.get(address).status_code == 403
        assert peer.get(address).status_code == 404
    for deed in ("done", "remove", "put-back"):
        assert officer.post(f"{LIST}{action.pk}/{deed}/").status_code == 403
        assert peer.post(f"{LIST}{action.pk}/{deed}/").status_code == 404
    action.refresh_from_db()
    assert (action.done_on, action.removed_on) == (None, None)


def test_the_policy_and_the_reads_leave_the_secretariat_out(stage: Stage, action: Action) -> None:
    assert not CAPABILITIES["own_actions.keep"].roles & SECRETARIAT
    officer = make_actor()
    assert not queries.own_actions(officer).exists()
    assert not queries.removed_actions(officer).exists()
    for act in (
        lambda: own_list.mark_done(officer, action),
        lambda: own_list.remove_action(officer, action),
        lambda: own_list.put_back(officer, action),
        lambda: own_list.change_action(officer, action, Meant(text="Something else.")),
        lambda: own_list.add_action(officer, stage.ours.organisation, Meant(text="Theirs.")),
        lambda: own_list.change_action(stage.actor(stage.peer), action, Meant(text="Something else.")),
    ):
        with pytest.raises(Refused):
            act()
    assert [row.text for row in Action.objects.all()] == [TEXT]


def test_an_officer_who_holds_a_seat_sees_that_organisations_alone(stage: Stage, action: Action) -> None:
    account = make_secretariat(name="Officer 3")
    aylo = Membership.objects.get(organisation="aylo")
    SeatHolding.objects.create(seat=aylo.seats.get(number=1), person=account.person, since=TODAY)
    client = browser(account)
    assert TEXT not in words(client.get(LIST))
    assert client.get(f"{LIST}{action.pk}/").status_code == 404


def test_the_trail_says_nothing_of_it(stage: Stage, action: Action) -> None:
    actor = stage.actor(stage.asker)
    own_list.change_action(actor, action, Meant(text="Otherwise."))
    own_list.mark_done(actor, action)
    own_list.remove_action(actor, action)
    assert not AuditEntry.objects.exists()
    assert not Event.objects.exists()


def test_done_and_removed_are_undone(stage: Stage, action: Action) -> None:
    client = browser(stage.asker)
    client.post(f"{LIST}{action.pk}/done/", {"done": "yes"})
    assert Action.objects.get().done_on == TODAY
    assert "Not done after all" in words(client.get(LIST))
    client.post(f"{LIST}{action.pk}/done/", {"done": "no"})
    assert Action.objects.get().done_on is None
    client.post(f"{LIST}{action.pk}/remove/")
    shown = words(client.get(LIST))
    assert "Removed in the last seven days" in shown
    assert client.get(f"{LIST}{action.pk}/").status_code == 404
    client.post(f"{LIST}{action.pk}/put-back/")
    assert Action.objects.get().removed_on is None
    assert client.get(f"{LIST}{action.pk}/").status_code == 200


def test_a_list_takes_two_hundred_and_says_so(stage: Stage, action: Action) -> None:
    rows = [Action(organisation=stage.ours.organisation, text=f"Number {number}.") for number in range(198)]
    Action.objects.bulk_create(rows)
    actor = stage.actor(stage.asker)
    last = own_list.add_action(actor, stage.ours.organisation, Meant(text="The last."))
    page = browser(stage.asker).post(f"{LIST}of/telefonica/new/", {"text": "One more."})
    assert "Your list has 200 actions" in words(page)
    own_list.remove_action(actor, action)
    own_list.add_action(actor, stage.ours.organisation, Meant(text="One more."))
    with pytest.raises(Declined, match="200"):
        own_list.put_back(actor, action)
    assert queries.own_actions(actor).count() == 200
    own_list.add_action(stage.actor(stage.peer), stage.theirs.organisation, Meant(text="Theirs."))
    own_list.remove_action(actor, last)
    own_list.put_back(actor, action)


def test_what_was_removed_is_destroyed_after_a_week(stage: Stage, action: Action) -> None:
    own_list.remove_action(stage.actor(stage.asker), action)
    for days, there in ((6, True), (7, False)):
        with clock.standing_at(TODAY + timedelta(days=days)):
            forget_what_is_over(clock.today())
            assert Action.objects.exists() is there


def test_a_day_late_put_back_is_declined(stage: Stage, action: Action) -> None:
    own_list.remove_action(stage.actor(stage.asker), action)
    with clock.standing_at(TODAY + timedelta(days=7)), pytest.raises(Declined):
        own_list.put_back(stage.actor(stage.asker), action)
    own_list.put_back(stage.actor(stage.asker), action)
    with pytest.raises(Declined):
        own_list.put_back(stage.actor(stage.asker), action)


def test_it_outlives_the_people_and_goes_with_the_organisation(stage: Stage, action: Action) -> None:
    SeatHolding.objects.filter(seat__membership=stage.ours).update(until=TODAY)
    with clock.standing_at(TODAY + timedelta(days=400)):
        forget_what_is_over(clock.today())
        assert Action.objects.exists()
    SeatHolding.objects.filter(seat__membership=stage.ours).delete()
    successor = stage.ours.seats.get(number=1)
    new = SeatHolding.objects.create(seat=successor, person=make_person("Nominee 3, telefonica"), since=TODAY)
    assert TEXT in words(browser(new.person.account).get(LIST))
    Membership.objects.filter(pk=stage.ours.pk).update(until=TODAY)
    with clock.standing_at(TODAY + timedelta(days=6)):
        forget_what_is_over(clock.today())
        assert Action.objects.exists()
    with clock.standing_at(TODAY + timedelta(days=7)):
        forget_what_is_over(clock.today())
        assert not Action.objects.exists()


def test_the_list_is_taken_along_as_plain_text(stage: Stage, action: Action) -> None:
    other = own_list.add_action(stage.actor(stage.peer), stage.theirs.organisation, Meant(text="Theirs."))
    answer = browser(stage.asker).get(f"{LIST}of/telefonica/actions.txt")
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"{TEXT}; by 1 April 2023; Principle 18" in text
    assert other.text not in text


def test_what_is_to_be_done_stands_before_what_is_done(stage: Stage, action: Action) -> None:
    actor, own = stage.actor(stage.asker), stage.ours.organisation
    without = own_list.add_action(actor, own, Meant(text="A day is not set."))
    sooner = own_list.add_action(actor, own, Meant(text="Sooner.", due=date(2023, 3, 10)))
    done = own_list.add_action(actor, own, Meant(text="Done.", due=date(2023, 3, 8)))
    own_list.mark_done(actor, done)
    shown = queries.in_their_order(queries.own_actions(actor))
    assert [row.pk for row in shown] == [sooner.pk, action.pk, without.pk, done.pk]


def test_today_is_not_late(stage: Stage) -> None:
    own_list.add_action(stage.actor(stage.asker), stage.ours.organisation, Meant(text="Today.", due=TODAY))
    assert "Its day has passed" not in words(browser(stage.asker).get(LIST))
    make_installation(demo=True, today=TODAY + timedelta(days=1))
    assert "Its day has passed" in words(browser(stage.asker).get(LIST))
