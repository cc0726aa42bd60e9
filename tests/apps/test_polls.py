"""Answers are kept word for word without anybody's name; members see what enough of them have in common."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.room.cohorts.models import Cohort, Membership, Programme
from convenor.room.groups.models import YearEndUpdate
from convenor.room.polls import queries
from convenor.room.polls.actions import commonalities, opinions, prompts
from convenor.room.polls.actions.prompts import Asked, Changes
from convenor.room.polls.burning import burn_answers
from convenor.room.polls.forms.opinions import MOST_BYTES
from convenor.room.polls.models import Answer, Commonality, Opinion, Prompt
from convenor.room.polls.suggestions import suggested
from convenor.room.series.actions import Plan, plan_webinar
from convenor.room.series.models import Series
from convenor.room.statistics.actions import enter, open_ledger
from making import (
    make_actor,
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_year,
)

pytestmark = pytest.mark.django_db

REMEDY = [
    "How to set up a grievance mechanism for users",
    "Remedy for people who were harmed by our product",
    "We struggle with access to remedy",
    "Grievance mechanisms that work across countries",
    "What good remedy looks like for users",
]
OTHERS = ["Lunch", "The weather in spring", "Parking at the office", "A longer holiday"]
ALONE = "Our supplier of screws in one harbour town"
ON = date(2023, 2, 8)


@pytest.fixture(autouse=True)
def on_the_day(today: date) -> Iterator[None]:
    make_installation(demo=True, today=today)
    with clock.standing_at(today):
        yield


@pytest.fixture
def officer() -> Actor:
    return make_actor()


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


@pytest.fixture
def members(cohort: Cohort) -> list[Membership]:
    return [make_member(cohort, make_organisation(f"orbit-{at}")) for at in range(7)]


@pytest.fixture
def prompt(officer: Actor, cohort: Cohort) -> Prompt:
    asked = Asked(wording="What is hard this year?", on=ON)
    return prompts.load_answers(officer, cohort, asked, [*REMEDY, *OTHERS, ALONE])


def together(officer: Actor, prompt: Prompt, label: str = "Access to remedy") -> None:
    """Put what is about remedy into one theme, whatever was offered."""
    texts = {answer.text: str(answer.pk) for answer in prompt.answers.all()}
    grouping = queries.grouping_of(prompt)
    target = grouping.theme_of(texts[REMEDY[0]])
    alone = grouping.theme_of(texts[ALONE])
    places = {texts[text]: target.id for text in REMEDY[1:]}
    apart = [texts[ALONE]] if alone.id == target.id else []
    prompts.regroup(officer, prompt, Changes(labels={target.id: label}, places=places, apart=apart))


def labels(prompt: Prompt) -> dict[str, int]:
    return {row.theme.label: row.counted for row in queries.themes_of(prompt)}


def test_every_answer_goes_in_and_comes_out_word_for_word(prompt: Prompt) -> None:
    assert sorted(prompt.answers.values_list("text", flat=True)) == sorted([*REMEDY, *OTHERS, ALONE])
    assert all(answer.theme is not None for answer in prompt.answers.select_related("theme"))


def test_nothing_says_who_answered_when_or_in_which_order(prompt: Prompt) -> None:
    assert {field.name for field in Answer._meta.get_fields()} == {"id", "prompt", "theme", "text", "unit"}
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


def test_themes_become_a_table_that_passes_the_ledger(officer: Actor, prompt: Prompt, cohort: Cohort) -> None:
    with pytest.raises(Declined, match="how few are too few"):
        prompts.count_themes(officer, prompt)
    open_ledger(officer, cohort, k=5, k_organisations=3)
    table = prompts.count_themes(officer, prompt)
    assert table.title == prompt.wording
    assert ALONE not in str(table.release)


def crowded(officer: Actor, room: Cohort, wording: str = "What is hard?") -> Prompt:
    """A prompt of which two themes are of enough, one of four and three of one answer each."""
    sizes = {"Remedy": 9, "Conflict": 8, "Children": 4, "Screws": 1, "Harbours": 1, "Lunch": 1}
    texts = [f"{label} {at}" for label, size in sizes.items() for at in range(size)]
    prompt = prompts.load_answers(officer, room, Asked(wording=wording, on=ON), texts)
    prompt.themes.all().delete()
    for number, label in enumerate(sizes, 1):
        theme = prompt.themes.create(number=number, label=label, named="by_person")
        prompt.answers.filter(text__startswith=label).update(theme=theme)
    return prompt


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
    other = prompts.count_themes(officer, crowded(officer, cohort, "What would help?"))
    assert all("count" in cell for cell in other.release["tables"][0]["cells"])
    first.answers.filter(text="Remedy 0").update(theme=first.themes.get(label="Conflict"))
    for again in (first, crowded(officer, cohort, "what is  HARD?")):
        tables = prompts.count_themes(officer, again).release["tables"]
        assert all("count" not in cell for table in tables for cell in table["cells"])


def test_votes_are_read_in_memory_and_never_written_to_a_disk() -> None:
    assert sum(MOST_BYTES.values()) < settings.FILE_UPLOAD_MAX_MEMORY_SIZE


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


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_secretariat(name="Officer 2"))
    return client


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


def votes() -> str:
    """Twenty people of ten organisations: nearly all agree with statement 1, and statement 2 divides them."""
    lines = ["timestamp,datetime,comment-id,voter-id,vote"]
    for voter in range(20):
        said = {1: 1 if voter else -1, 2: 1 if voter % 2 else -1, 3: 0}
        lines += [f"{voter * 10 + at},then,{at},{voter},{vote}" for at, vote in said.items()]
    return "\n".join(lines)


STATEMENTS = "comment-id,comment-body\n1,Remedy is hard to design\n2,One rule for all is best\n3,Spring is late"


def test_votes_become_statements_that_members_share_and_are_forgotten(
    officer: Actor, cohort: Cohort, signed_in: Client
) -> None:
    files = {"votes": ContentFile(votes(), "votes.csv"), "comments": ContentFile(STATEMENTS, "comments.csv")}
    signed_in.post(reverse("polls:vote", args=[cohort.pk]), {"question": "What is hard?", **files})
    found = Opinion.objects.get()
    assert [one["text"] for one in found.shared] == ["Remedy is hard to design"]
    assert found.divisive == ["One rule for all is best"]
    commonalities.share_opinion(officer, found)
    assert [one.text for one in cohort.commonalities.all()] == ["Remedy is hard to design"]
    opinions.forget_opinion(officer, found)
    assert not Opinion.objects.exists()


def test_votes_for_a_statement_that_is_not_there_say_where(officer: Actor, cohort: Cohort) -> None:
    conversation = opinions.Conversation(question="Why?", votes=votes(), comments="comment-id\n1\n2\n")
    with pytest.raises(Declined, match="row"):
        opinions.find_opinion(officer, cohort, conversation)
