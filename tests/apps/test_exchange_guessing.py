"""Whoever tries names out in asks and offers learns of none whether it takes part: a hit and a miss look alike."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from exchange_scene import ASK, BOARD, MEMBERS, TODAY, Stage, asked, browser, set_the_stage, words

from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.room.cohorts.models import Cohort, ExpertOrganisation, SeatHolding
from convenor.room.exchange.actions import deciding, postings
from convenor.room.exchange.actions.forgetting import forget_what_is_over
from convenor.room.exchange.models import Posting, WordsLookedAt
from convenor.rules.vocabulary import PostingKind, PostingState
from making import make_actor, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db
NEW = f"{BOARD}in/cop/telefonica/new/"
OTHERS = [name for slug, (name, _country, _sector) in MEMBERS.items() if slug != "telefonica"]
STRANGERS = ["Nokia", "Vodafone", "Shell", "Vestas", "Umicore", "Target", "Zalando"]
NOMINEE, NOBODY = "Karin Lindqvist", "Karin Svensson"
EXPERT, NO_EXPERT = "Institute for Quartz Rights", "Institute for Basalt Rights"


@pytest.fixture(params=["public", "secret"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with clock.standing_at(TODAY):
        found = set_the_stage()
        Cohort.objects.update(members_public=request.param == "public")
        seat = SeatHolding.objects.get(seat__membership__organisation="ericsson")
        seat.person.name = NOMINEE
        seat.person.save()
        expert = make_organisation("quartz", name=EXPERT)
        ExpertOrganisation.objects.create(year=found.cohort.years.get(), organisation=expert)
        yield found


def tried(stage: Stage, text: str) -> tuple[int, str, str]:
    """What a writer is told of these words, here and on the page to change them, and how they stand."""
    Posting.objects.all().delete()
    WordsLookedAt.objects.all().delete()
    page = browser(stage.asker).post(NEW, {"kind": "ask", "text": text}, follow=True)
    row = Posting.objects.get()
    told = words(page).replace(text, "").replace(text[:39], "")
    change = words(browser(stage.asker).get(f"{BOARD}postings/{row.pk}/")).replace(text, "")
    return page.status_code, told + change, row.state


def test_of_twelve_names_none_is_told_apart(stage: Stage) -> None:
    """All at once: neither the names that are members nor how many."""
    told = {tried(stage, f"What would {', '.join(names)} do?") for names in (OTHERS + STRANGERS, STRANGERS)}
    assert len(told) == 1
    assert PostingState.WAITING in told.pop()


@pytest.mark.parametrize(
    "text", ["What would {} do?", "how does {} audit?", "{} told us how to audit.", "Has anybody asked {}, and how?"]
)
def test_one_that_takes_part_and_one_that_does_not_look_alike(stage: Stage, text: str) -> None:
    pairs = [*((name, "Nokia") for name in OTHERS), (NOMINEE, NOBODY), (EXPERT, NO_EXPERT), ("Aylo", "Shell")]
    for there, not_there in pairs:
        found = {tried(stage, text.format(name)) for name in (there, not_there)}
        assert len(found) == 1, there
        assert found.pop()[2] == PostingState.WAITING
    for there, not_there in [("ericsson", "nokia"), ("spotify", "vodafone"), (NOMINEE.lower(), NOBODY.lower())]:
        assert len({tried(stage, text.format(name)) for name in (there, not_there)}) == 1, there


def test_a_contraction_hides_no_name(stage: Stage) -> None:
    for text in ("We wonder how {}'t audits.", "We wonder how {}’t audits.", "How does {}'s board audit?"):
        for name in ("Ericsson", "Siemensen"):
            assert tried(stage, text.format(name))[2] == PostingState.WAITING, (name, text)
    for said in ("can't", "won’t", "shan't", "ain't", "haven't", "mustn't"):
        assert asked(stage, f"Who {said} audit?").state == PostingState.SHOWN, said


def test_a_description_of_few_looks_like_one_of_nobody(stage: Stage) -> None:
    told = {
        tried(stage, f"How do {words} audit?") for words in ("Spanish operators", "Korean operators", "large banks")
    }
    assert len(told) == 1
    assert PostingState.WAITING in told.pop()


def test_what_names_nobody_is_read_at_once(stage: Stage) -> None:
    for text in (
        ASK,
        "How do others begin with suppliers of suppliers?",
        "We can show how we explain severity to engineers.",
        "Who has trained a board on remedy? We've tried twice and don't know.",
        "Does anybody use the UNGPs or the CSDDD for a generative AI model?",
        "Our lesson: start small. Ask us how.",
        "Which grievance mechanism works for end users in 2023?",
    ):
        assert asked(stage, text).state == PostingState.SHOWN, text


def test_words_and_names_are_counted_alike_and_after_ten_everything_waits(stage: Stage) -> None:
    numbers = []
    for names in ([*OTHERS[:2], EXPERT], ["Nokia", "Vestas", NO_EXPERT]):
        tried(stage, f"What would {', '.join(names)} do?")
        numbers.append(WordsLookedAt.objects.get().number)
        assert asked(stage, "How do others train?").state == PostingState.SHOWN
        Posting.objects.all().delete()
        WordsLookedAt.objects.all().delete()
    assert numbers == [6, 6]
    for _time in range(10):
        row = asked(stage)
        assert row.state == PostingState.SHOWN
        row.delete()
    for account in (stage.asker, stage.colleague):
        row = postings.post(stage.actor(account), stage.ours, PostingKind.ASK, "How do others train?")
        assert row.state == PostingState.WAITING
        row.delete()
    assert postings.post(stage.actor(stage.peer), stage.theirs, PostingKind.ASK, ASK).state == PostingState.SHOWN
    with clock.standing_at(TODAY + timedelta(days=1)):
        assert asked(stage, "How do others do remedy?").state == PostingState.SHOWN
        assert set(WordsLookedAt.objects.values_list("number", flat=True)) == {1}
        forget_what_is_over(clock.today())
    with clock.standing_at(TODAY + timedelta(days=2)):
        forget_what_is_over(clock.today())
        assert not WordsLookedAt.objects.exists()


def test_whoever_waits_reads_what_to_do_and_other_words_go_out_at_once(stage: Stage) -> None:
    page = browser(stage.asker).post(NEW, {"kind": "ask", "text": "What would Ericsson do?"}, follow=True)
    assert "whether they take part or not" in words(page)
    row = Posting.objects.get()
    change = f"{BOARD}postings/{row.pk}/"
    assert "sooner if you say it without names" in words(browser(stage.asker).get(change))
    browser(stage.asker).post(change, {"kind": "ask", "text": ASK})
    row.refresh_from_db()
    assert row.state == PostingState.SHOWN


def test_what_names_a_member_is_let_through_by_nobody_and_all_names_come_back_alike(stage: Stage) -> None:
    officer = browser(make_secretariat())
    reasons = set()
    for name in ("Ericsson", "Nokia"):
        row = asked(stage, f"What would {name} do?")
        page = words(officer.get(f"{BOARD}to-decide/{row.pk}/"))
        assert f"“{name}”" in page
        assert "also one that takes no part" in page
        assert ("Let the others read it" in page) is (name == "Nokia")
        back = officer.get(f"{BOARD}to-decide/{row.pk}/return/")
        reasons.add(back.context["form"].initial["because"])
        assert "says nothing of who takes part" in back.content.decode()
    assert len(reasons) == 1
    known = Posting.objects.get(text__contains="Ericsson")
    with pytest.raises(Declined, match="names somebody"):
        deciding.let_through(make_actor(name="One"), known, seen=known.text)
    other = Posting.objects.get(text__contains="Nokia")
    deciding.let_through(make_actor(name="Two"), other, seen=other.text)
    assert set(Posting.objects.values_list("text", "state")) == {
        (known.text, PostingState.WAITING),
        (other.text, PostingState.SHOWN),
    }
