"""Members see what enough of them have in common, and nothing of the others."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from poll_scene import ON, REMEDY, load_ten, seven_members, together

from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined
from convenor.room.cohorts.models import Cohort, Membership
from convenor.room.polls import queries
from convenor.room.polls.actions import commonalities, prompts
from convenor.room.polls.actions.prompts import Changes
from convenor.room.polls.models import Commonality, Prompt
from making import make_cohort, make_nominee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_a_demo")]


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


@pytest.fixture
def members(cohort: Cohort) -> list[Membership]:
    return seven_members(cohort)


@pytest.fixture
def prompt(officer: Actor, cohort: Cohort) -> Prompt:
    return load_ten(officer, cohort)


def test_members_see_what_enough_of_them_have_in_common_and_nothing_of_the_others(
    officer: Actor, prompt: Prompt, cohort: Cohort
) -> None:
    together(officer, prompt)
    assert commonalities.share_themes(officer, prompt) == 1
    assert [(one.text, one.share) for one in cohort.commonalities.all()] == [("Access to remedy", "several")]


def test_a_theme_of_a_few_is_shown_to_nobody(officer: Actor, prompt: Prompt) -> None:
    answer = prompt.answers.filter(text__in=REMEDY).first()
    together(officer, prompt)
    prompts.regroup(officer, prompt, Changes(labels={}, places={}, apart=[str(answer.pk)]))
    with pytest.raises(Declined, match="nothing to show"):
        commonalities.share_themes(officer, prompt)
    assert not Commonality.objects.exists()


def test_a_question_is_shown_once_so_that_no_difference_points_to_anybody(
    officer: Actor, prompt: Prompt, cohort: Cohort
) -> None:
    together(officer, prompt)
    commonalities.share_themes(officer, prompt)
    assert queries.shown_on(prompt) == clock.today()
    with pytest.raises(Declined, match="shown already"):
        commonalities.share_themes(officer, prompt)
    commonalities.withdraw_commonalities(officer, cohort, prompt.wording)
    assert not queries.commonalities_visible_to(officer, cohort).exists()
    with pytest.raises(Declined, match="shown already"):
        commonalities.share_themes(officer, prompt)


def test_taking_back_is_asked_first_because_it_cannot_be_undone(
    signed_in: Client, officer: Actor, cohort: Cohort
) -> None:
    for question in ("What is hard? & why?", "What helps?"):
        Commonality.objects.create(
            cohort=cohort, origin="theme", question=question, text="Remedy", share="most", rank=1, shared_on=ON
        )
    page = reverse("polls:commonalities", args=[cohort.pk])
    (_, address) = re.findall(r'href="([^"]*withdraw/[^"]*)"', signed_in.get(page).content.decode())
    asked = signed_in.get(address).content.decode()
    assert "It cannot be undone" in asked
    assert "What is hard? &amp; why?" in asked
    assert Commonality.objects.filter(withdrawn_on=None).count() == 2
    assert signed_in.post(address).headers["Location"] == page
    assert Commonality.objects.get(withdrawn_on=None).question == "What helps?"
    assert signed_in.get(address).headers["Location"] == page


def test_members_read_commonalities_and_no_answers(
    client: Client, officer: Actor, prompt: Prompt, cohort: Cohort, members: list[Membership]
) -> None:
    client.force_login(make_nominee(members[0]))
    page = reverse("polls:commonalities", args=[cohort.pk])
    assert "Nothing in common is shown yet" in client.get(page).content.decode()
    Commonality.objects.create(
        cohort=cohort, origin="theme", question="What is hard?", text="Remedy", share="most", rank=1, shared_on=ON
    )
    shown = client.get(page).content.decode()
    assert "Remedy" in shown
    assert "most of us" in shown
    assert "Take it back" not in shown
    assert client.get(reverse("polls:prompt", args=[prompt.pk])).status_code == 403
