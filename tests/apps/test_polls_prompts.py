"""Answers are kept word for word without anybody's name, in themes that a person may change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from poll_scene import ALONE, ON, OTHERS, REMEDY, crowded, labels, load_ten, seven_members, together

from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.room.cohorts.models import Cohort, Membership, Programme
from convenor.room.groups.models import YearEndUpdate
from convenor.room.polls import queries
from convenor.room.polls.actions import commonalities, prompts
from convenor.room.polls.actions.prompts import Asked, Changes
from convenor.room.polls.burning import burn_answers
from convenor.room.polls.models import Answer, Prompt
from convenor.room.polls.suggestions import suggested
from convenor.room.series.actions import Plan, plan_webinar
from convenor.room.series.models import Series
from convenor.room.statistics.actions import enter, open_ledger
from making import make_cohort, make_nominee, make_year

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


def test_every_answer_goes_in_and_comes_out_word_for_word(prompt: Prompt) -> None:
    assert sorted(prompt.answers.values_list("text", flat=True)) == sorted([*REMEDY, *OTHERS, ALONE])
    assert all(answer.theme is not None for answer in prompt.answers.select_related("theme"))


def test_nothing_says_who_answered_when_or_in_which_order(prompt: Prompt) -> None:
    assert {field.name for field in Answer._meta.get_fields()} == {"id", "prompt", "theme", "text", "unit", "shown"}
    kept = list(Answer.objects.all())
    assert [answer.pk for answer in kept] == sorted(answer.pk for answer in kept)


def test_the_screens_wording_is_kept_beside_the_question(officer: Actor, cohort: Cohort) -> None:
    asked = Asked(wording="Why did you join?", shown_as="Why have you joined today?", on=ON)
    row = prompts.load_answers(officer, cohort, asked, REMEDY)
    assert (row.wording, row.shown_as, row.asked_on) == ("Why did you join?", "Why have you joined today?", ON)


def test_an_empty_load_is_declined(officer: Actor, cohort: Cohort) -> None:
    with pytest.raises(Declined, match="There is no answer yet"):
        prompts.load_answers(officer, cohort, Asked(wording="Why?", on=ON), [])
    assert not Prompt.objects.exists()


def test_a_person_may_change_every_theme(officer: Actor, prompt: Prompt) -> None:
    together(officer, prompt)
    assert labels(prompt)["Access to remedy"] == 5
    answer = prompt.answers.get(text=REMEDY[0])
    prompts.regroup(officer, prompt, Changes(labels={}, places={}, apart=[str(answer.pk)]))
    assert labels(prompt)["Access to remedy"] == 4
    assert labels(prompt)["How to set up a"] == 1


def test_two_themes_of_one_label_become_one(officer: Actor, prompt: Prompt) -> None:
    together(officer, prompt)
    grouping = queries.grouping_of(prompt)
    prompts.regroup(officer, prompt, Changes(labels={theme.id: "All" for theme in grouping.themes}, places={}))
    assert labels(prompt) == {"All": 10}


def test_themes_can_be_offered_anew(officer: Actor, prompt: Prompt) -> None:
    offered = labels(prompt)
    prompts.regroup(
        officer, prompt, Changes(labels={one.id: "All" for one in queries.grouping_of(prompt).themes}, places={})
    )
    prompts.group_again(officer, prompt)
    assert labels(prompt) == offered


def test_the_parts_of_one_update_count_once(officer: Actor, cohort: Cohort, members: list[Membership]) -> None:
    year = make_year(cohort, 2022)
    for membership in members[:4]:
        text = "Remedy for users is hard.\n\nAccess to remedy is hard.\n\nGrievance mechanisms and remedy are hard."
        YearEndUpdate.objects.create(year=year, membership=membership, received_on=ON, text=text)
    prompt = prompts.gather_updates(officer, cohort, 2022)
    assert prompt.answers.count() == 12
    assert queries.answered_by(prompt) == 4
    assert max(labels(prompt).values()) <= 4
    with pytest.raises(Declined, match="nothing to show"):
        commonalities.share_themes(officer, prompt)
    with pytest.raises(Declined, match="cannot be counted as people"):
        open_ledger(officer, cohort, k=5, k_organisations=3)
        prompts.count_themes(officer, prompt)


def test_themes_become_a_table_that_passes_the_ledger(officer: Actor, prompt: Prompt, cohort: Cohort) -> None:
    with pytest.raises(Declined, match="how few are too few"):
        prompts.count_themes(officer, prompt)
    open_ledger(officer, cohort, k=5, k_organisations=3)
    table = prompts.count_themes(officer, prompt)
    assert table.title == prompt.wording
    assert ALONE not in str(table.release)


def test_a_count_that_is_declined_says_why_beside_its_button(signed_in: Client, prompt: Prompt) -> None:
    answer = signed_in.post(reverse("polls:count", args=[prompt.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("polls:prompt", args=[prompt.pk]), 302)]
    assert "Decide first how few are too few" in answer.content.decode()


def test_the_label_of_a_few_is_not_in_a_table_even_beside_others(officer: Actor, cohort: Cohort) -> None:
    open_ledger(officer, cohort, k=5, k_organisations=3)
    table = prompts.count_themes(officer, crowded(officer, cohort))
    (cells,) = [one["cells"] for one in table.release["tables"]]
    told = {value: cell["count"] for cell in cells for values in cell["where"].values() for value in values}
    assert told == {"Remedy": 9, "Conflict": 8, "other answers": 7}


def test_labels_made_of_words_of_a_few_are_not_in_a_table(officer: Actor, cohort: Cohort) -> None:
    open_ledger(officer, cohort, k=5, k_organisations=3)
    prompt = crowded(officer, cohort)
    prompt.themes.filter(label="Remedy").update(label="Quetzal", named="by_words")
    assert "Quetzal" not in str(prompts.count_themes(officer, prompt).release)


def test_a_second_question_is_counted_and_the_first_one_again_is_not_exact(officer: Actor, cohort: Cohort) -> None:
    open_ledger(officer, cohort, k=5, k_organisations=3)
    first = crowded(officer, cohort)
    enter(prompts.count_themes(officer, first))
    second = crowded(officer, cohort, "What would help?")
    with pytest.raises(Declined, match="published before"):
        prompts.count_themes(officer, second)
    other = prompts.count_themes(officer, second, is_another=True)
    assert all("count" in cell for cell in other.release["tables"][0]["cells"])
    first.answers.filter(text="Remedy 0").update(theme=first.themes.get(label="Conflict"))
    for again in (first, crowded(officer, cohort, "what is  HARD?")):
        tables = prompts.count_themes(officer, again).release["tables"]
        assert all("count" not in cell for table in tables for cell in table["cells"])


def test_an_answer_is_offered_the_session_that_takes_it_up(officer: Actor) -> None:
    programme = Programme.objects.create(slug="b-tech-2", name="B-Tech")
    series = Series.objects.create(slug="plp", programme=programme, name="Peer Learning Platform", year=2023)
    for month, title in [(5, "Respecting rights in artificial intelligence"), (9, "Access to remedy")]:
        plan_webinar(officer, series, Plan(title=title, starts_at=datetime(2023, month, 13, 14, tzinfo=UTC)))
    prompt = prompts.load_answers(
        officer, series, Asked(wording="Why?", on=ON), ["What remedy means for users", "Lunch"]
    )
    assert [one.webinar.title for one in suggested(prompt)] == ["Access to remedy"]


def test_only_the_secretariat_reads_answers(prompt: Prompt, members: list[Membership]) -> None:
    nominee = actor_of(make_nominee(members[0]))
    assert not queries.visible_to(nominee).exists()
    with pytest.raises(Refused):
        commonalities.share_themes(nominee, prompt)


def test_answers_are_pasted_and_grouped_and_changed_on_a_page(signed_in: Client, cohort: Cohort) -> None:
    given = {"wording": "What is hard?", "on": "2023-02-08", "answers": "\n".join([*REMEDY, "", ALONE])}
    answer = signed_in.post(reverse("polls:load", args=["cohorts", cohort.pk]), given, follow=True)
    prompt = Prompt.objects.get()
    page = answer.content.decode()
    assert all(text in page for text in REMEDY)
    assert "too few to show" in page
    row = prompt.answers.get(text=REMEDY[0])
    themes = {f"label-{theme.number}": theme.label for theme in prompt.themes.all()}
    places = {f"place-{one.pk}": str(one.theme.number) for one in prompt.answers.select_related("theme") if one.theme}
    changed = {**themes, **places, f"place-{row.pk}": "new"}
    assert signed_in.post(reverse("polls:prompt", args=[prompt.pk]), changed).status_code == 302
    assert "How to set up a" in labels(prompt)


def test_an_officer_sees_what_members_would_see_before_they_do(
    officer: Actor, signed_in: Client, prompt: Prompt
) -> None:
    page = reverse("polls:prompt", args=[prompt.pk])
    together(officer, prompt)
    assert "Members would see" in signed_in.get(page).content.decode()
    commonalities.share_themes(officer, prompt)
    assert "See what they see" in signed_in.get(page).content.decode()


def test_answers_are_destroyed_on_their_day_and_what_was_made_of_them_stays(
    officer: Actor, signed_in: Client, prompt: Prompt, cohort: Cohort
) -> None:
    together(officer, prompt)
    commonalities.share_themes(officer, prompt)
    assert burn_answers(prompt.burn_on - timedelta(days=1)) == 0
    assert burn_answers(prompt.burn_on) == 10
    assert burn_answers(prompt.burn_on) == 0
    assert not Answer.objects.exists()
    assert cohort.commonalities.exists()
    assert "The answers were destroyed on" in signed_in.get(reverse("polls:prompt", args=[prompt.pk])).content.decode()


def test_forgetting_destroys_the_answers(officer: Actor, prompt: Prompt) -> None:
    prompts.forget_prompt(officer, prompt)
    assert not Answer.objects.exists()
