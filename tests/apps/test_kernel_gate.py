"""One gate for views and actions; a refusal says why and changes nothing."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from convenor.kernel.actor import NOBODY, Actor, actor_of
from convenor.kernel.gate import Declined, Refused, needs, require, settle
from convenor.rules.policy import CAPABILITIES, Grant
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import Role
from making import make_cohort, make_member, make_nominee, make_organisation, make_secretariat

NOMINEE = Actor(account="n", grants=(Grant(role=Role.NOMINEE, organisation="telefonica", cohort="cop"),))
OFFICER = Actor(account="o", grants=(Grant(role=Role.OFFICER),))


def test_an_officer_passes_everywhere() -> None:
    require(OFFICER, "session.run")
    require(OFFICER, "cohort.read", cohort="another")


def test_a_nominee_passes_for_the_own_organisation_and_cohort_only() -> None:
    require(NOMINEE, "own_organisation.read", organisation="telefonica")
    require(NOMINEE, "cohort.read", cohort="cop")
    with pytest.raises(Refused):
        require(NOMINEE, "own_organisation.read", organisation="vodafone")
    with pytest.raises(Refused):
        require(NOMINEE, "cohort.read", cohort="another")


def test_a_refusal_carries_the_reason_of_the_policy() -> None:
    with pytest.raises(Refused, match="Only the secretariat opens a session"):
        require(NOMINEE, "session.run")


def test_a_rule_that_says_no_declines_with_its_reason() -> None:
    settle(yes())
    with pytest.raises(Declined, match="first"):
        settle(no("Read the statement first."))


@needs("session.run")
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def request_as(actor: Actor) -> HttpRequest:
    request = RequestFactory().get("/sessions/1/?a=b")
    request.actor = actor  # type: ignore[attr-defined]
    return request


def test_a_view_asks_a_stranger_to_sign_in_and_to_come_back() -> None:
    response = guarded(request_as(NOBODY))
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/sessions/1/%3Fa%3Db"


def test_a_view_refuses_the_wrong_role_and_lets_the_right_one_in() -> None:
    with pytest.raises(Refused):
        guarded(request_as(NOMINEE))
    assert guarded(request_as(OFFICER)).status_code == 200


def test_each_capability_says_in_a_sentence_why_others_may_not() -> None:
    for capability in CAPABILITIES.values():
        assert capability.roles
        assert capability.why.endswith(".")


@pytest.mark.django_db
def test_an_account_that_is_switched_off_holds_nothing_at_the_next_request() -> None:
    account = make_secretariat()
    assert actor_of(account).in_secretariat
    account.is_active = False
    assert actor_of(account) == NOBODY


@pytest.mark.django_db
def test_a_nominees_grant_ends_with_the_seat(today: object) -> None:
    membership = make_member(make_cohort(), make_organisation("telefonica"))
    account = make_nominee(membership)
    assert actor_of(account).organisations(Role.NOMINEE) == {"telefonica"}
    membership.seats.get(number=1).holdings.update(until="2021-01-01")
    assert not actor_of(account).grants


@pytest.mark.django_db
def test_switching_an_account_off_ends_its_session_with_the_next_request(client: Client) -> None:
    account = make_secretariat()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    account.is_active = False
    account.save()
    assert client.get("/monday/").status_code == 302
