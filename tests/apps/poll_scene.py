"""What the tests of polls start from: ten answers, of which five are about remedy."""

from datetime import date

from convenor.kernel.actor import Actor
from convenor.room.cohorts.models import Cohort, Membership
from convenor.room.polls import queries
from convenor.room.polls.actions import prompts
from convenor.room.polls.actions.prompts import Asked, Changes
from convenor.room.polls.models import Prompt
from convenor.room.statistics.reach import Room
from making import make_member, make_organisation

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


def load_ten(officer: Actor, room: Room) -> Prompt:
    asked = Asked(wording="What is hard this year?", on=ON)
    return prompts.load_answers(officer, room, asked, [*REMEDY, *OTHERS, ALONE])


def seven_members(cohort: Cohort) -> list[Membership]:
    return [make_member(cohort, make_organisation(f"orbit-{at}")) for at in range(7)]


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
