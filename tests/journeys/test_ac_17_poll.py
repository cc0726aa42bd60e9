"""AC-17: the replay of an opening poll: ten answers in, ten out, in themes that an officer changes."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from convenor.room.polls.models import Answer, Prompt
from journeys.conftest import SignIn
from journeys.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

WORDING = "Why did you join today, and what are you seeking?"
SHOWN_AS = "Why have you joined? What are you hoping to learn?"
TEN = [
    "To build my network and to learn from the experience of others",
    "How to bring human rights principles into tech policies and work streams.",
    "Practical approaches to human rights due diligence downstream, and emerging risks.",
    "Hear from peers on how they are dealing with human rights challenges.",
    "To learn about B-Tech's priorities for the year",
    "What remedy means in the digital space, and remediation that looks ahead...",
    "How to align open source in the social sector with projects of UN agencies.",
    "Be informed and help shape corporate policy for AI systems development.",
    "Hope to network and learn from peers and SMEs",
    "Where do we start with a corporate human rights policy? How is it kept in the product cycle?",
]
# By the number of an answer, as the acceptance names them.
THEMES = [{1, 4, 9}, {2, 10}, {3}, {6}, {8}, {5}, {7}]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    return sign_in("officer")


@pytest.fixture
def prompt(officer: Client) -> Prompt:
    given = {"wording": WORDING, "shown_as": SHOWN_AS, "on": "2023-02-08", "answers": "\n".join(TEN)}
    answer = officer.post(reverse("polls:load", args=["series", "plp"]), given)
    assert answer.status_code == 302
    return Prompt.objects.get(wording=WORDING)


def themes(prompt: Prompt) -> list[set[int]]:
    found = [{TEN.index(answer.text) + 1 for answer in theme.answers.all()} for theme in prompt.themes.all()]
    return sorted(found, key=lambda theme: (-len(theme), min(theme)))


def test_ten_go_in_and_ten_come_out_word_for_word(officer: Client, prompt: Prompt) -> None:
    assert sorted(prompt.answers.values_list("text", flat=True)) == sorted(TEN)
    page = words(officer.get(reverse("polls:prompt", args=[prompt.pk])))
    assert all(text in page for text in TEN)
    assert WORDING in page
    assert SHOWN_AS in page


def test_storage_has_no_place_for_an_author(prompt: Prompt) -> None:
    columns = {
        column.name for column in connection.introspection.get_table_description(connection.cursor(), "polls_answer")
    }
    assert columns == {"id", "prompt_id", "theme_id", "text", "unit", "shown"}
    assert set(Answer.objects.filter(prompt=prompt).values_list("unit", flat=True)) == {None}


def test_the_grouping_that_is_offered_is_the_one_that_a_person_would_make(prompt: Prompt) -> None:
    assert themes(prompt) == sorted(THEMES, key=lambda theme: (-len(theme), min(theme)))


def test_it_can_be_changed(officer: Client, prompt: Prompt) -> None:
    remedy = prompt.answers.get(text=TEN[5])
    target = prompt.answers.get(text=TEN[2]).theme
    assert remedy.theme is not None
    assert target is not None
    labels = {f"label-{theme.number}": theme.label for theme in prompt.themes.all()}
    places = {f"place-{one.pk}": str(one.theme.number) for one in prompt.answers.all() if one.theme}
    changed = {
        **labels,
        **places,
        f"place-{remedy.pk}": str(target.number),
        f"label-{target.number}": "Harm and repair",
    }
    officer.post(reverse("polls:prompt", args=[prompt.pk]), changed)
    assert {3, 6} in themes(prompt)
    assert prompt.themes.filter(label="Harm and repair").exists()


def test_sessions_to_come_are_suggested_for_two_of_them(officer: Client, prompt: Prompt) -> None:
    page = words(officer.get(reverse("polls:prompt", args=[prompt.pk])))
    suggested = page.partition("Sessions that take this up")[2].partition("Themes")[0]
    assert "15 March 2023" in suggested.partition(TEN[2])[2][:120]
    assert "13 September 2023" in suggested.partition(TEN[5])[2][:120]
    assert sum(text in suggested for text in TEN) == 2


def test_a_theme_of_one_is_not_in_a_public_statistic(officer: Client, prompt: Prompt) -> None:
    answer = officer.post(reverse("polls:count", args=[prompt.pk]), follow=True)
    shown = words(answer).partition("What a reader can work out")[0]
    assert "too few to show" in shown
    alone = [theme.label for theme in prompt.themes.all() if theme.answers.count() == 1]
    assert len(alone) == 5
    assert not [label for label in alone if label in shown]
