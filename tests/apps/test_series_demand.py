"""Topics to choose from: written by the secretariat, asked once announced, counted of enough people (R-PLP-08)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from invitation_scene import work
from webinar_scene import NOW, SEPTEMBER, announced, ask_and_agree, confirmed, link_in, make_series, register, written

from convenor.kernel import clock
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import AuditEntry, Event
from convenor.room.series import actions, demand, registering
from convenor.room.series.demand import count_wishes
from convenor.room.series.forgetting import forget_registrations
from convenor.room.series.models import Registration, Series, Webinar
from convenor.room.series.queries import mark_of
from making import (
    make_actor,
    make_cohort,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
)

pytestmark = pytest.mark.django_db

TOPICS = ("Remedy in practice", "A first policy", "Places of conflict", "New technology")
ASK = "What should a coming session be about?"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    cache.clear()
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def planned() -> Series:
    series = make_series()
    write(make_actor(name="Officer 4"), series, TOPICS)
    return Series.objects.get(pk=series.pk)


@pytest.fixture
def series(planned: Series) -> Series:
    return announced(planned)


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(make_secretariat(name="Officer 9"))
    return client


def write(actor: Actor, series: Series, topics: Sequence[str]) -> None:
    """Write topics over those that are there now."""
    there = Series.objects.get(pk=series.pk).topics
    actions.set_topics(actor, series, topics=topics, mark=mark_of(there))


def typed(series: Series, topics: str, *, why: str = "") -> dict[str, str]:
    """What an officer sends who saw the topics as they are now."""
    there = Series.objects.get(pk=series.pk).topics
    return {"topics": topics, "mark": mark_of(there), "scope_reason": why}


def page(series: Series) -> str:
    return Client().get(reverse("series:register", args=[series.pk])).content.decode()


def seen_by(officer: Client, series: Series) -> str:
    return officer.get(reverse("series:series", args=[series.pk])).content.decode()


def somebody(series: Series, number: int, *wishes: str, organisation: str = "") -> Registration:
    """Somebody confirmed who asks for these."""
    cache.clear()
    email = f"somebody@company{number}.example"
    row, _link = confirmed(series, email=email, wishes=list(wishes), organisation=organisation)
    return Registration.objects.get(pk=row.pk)


def several(series: Series, people: int, *wishes: str, organisation: str = "") -> None:
    """So many confirmed registrants who ask for these, kept without their mails."""
    before = Registration.objects.count()
    for number in range(before, before + people):
        entry = registering.Entry(
            email=f"somebody@company{number}.example",
            sessions=(1,),
            zone="UTC",
            organisation=organisation,
            wishes=wishes,
        )
        registering.register(series.pk, entry, slip=uuid4())
    Registration.objects.update(confirmed=True)


def asked(series: Series) -> dict[str, int]:
    count_wishes(clock.today())
    found: dict[str, int] = Series.objects.get(pk=series.pk).asked
    return found


def test_topics_are_written_one_a_line(planned: Series, officer: Client) -> None:
    there = reverse("series:topics", args=[planned.pk])
    assert "Remedy in practice\nA first policy" in officer.get(there).content.decode()
    officer.post(there, typed(planned, "  Remedy   in practice \n\nOne more\n"))
    assert Series.objects.get(pk=planned.pk).topics == ["Remedy in practice", "One more"]
    assert AuditEntry.objects.filter(verb="series.topics_set", subject=planned.pk).count() == 2


@pytest.mark.parametrize(
    ("lines", "because"),
    [("\n".join(f"Topic {n}" for n in range(11)), "ten"), ("x" * 81, "eighty"), ("Remedy\nremedy", "twice")],
)
def test_too_many_too_long_or_twice_is_said_on_the_form(
    planned: Series, officer: Client, lines: str, because: str
) -> None:
    answer = officer.post(reverse("series:topics", args=[planned.pk]), typed(planned, lines))
    assert because in answer.content.decode()
    assert Series.objects.get(pk=planned.pk).topics == list(TOPICS)


def test_topics_name_no_member_and_belong_or_say_why(planned: Series, officer: Client) -> None:
    make_member(make_cohort(), make_organisation("telefonica", name="Telefónica"))
    there = reverse("series:topics", args=[planned.pk])
    assert "who takes part" in officer.post(there, typed(planned, "What Telefónica does")).content.decode()
    assert "Why it belongs here" in officer.post(there, typed(planned, "Pricing strategy")).content.decode()
    assert Series.objects.get(pk=planned.pk).topics == list(TOPICS)
    officer.post(there, typed(planned, "Pricing strategy", why="Of remedy"))
    row = Series.objects.get(pk=planned.pk)
    assert (row.topics, row.topics_reason) == (["Pricing strategy"], "Of remedy")
    with pytest.raises(Declined):
        write(make_actor(name="Officer 5"), row, ("Pricing strategy", "Market shares"))


def test_signs_that_nobody_sees_are_taken_out_of_topics(planned: Series, officer: Client) -> None:
    there = reverse("series:topics", args=[planned.pk])
    officer.post(there, typed(planned, "A \u202eycilop\u202c first\n\u2066\u2066\nRem\u200bedy"))
    assert Series.objects.get(pk=planned.pk).topics == ["A ycilop first", "Remedy"]
    assert "twice" in officer.post(there, typed(planned, "Remedy\nRem\u200bedy")).content.decode()
    write(make_actor(name="Officer 5"), planned, ("Rem\u00adedy",))
    assert Series.objects.get(pk=planned.pk).topics == ["Remedy"]


def test_an_old_page_writes_over_no_colleagues_topics(planned: Series, officer: Client) -> None:
    there = reverse("series:topics", args=[planned.pk])
    old = typed(planned, "\n".join(TOPICS))
    assert f'name="mark" value="{old["mark"]}"' in officer.get(there).content.decode()
    write(make_actor(name="Officer 5"), planned, (*TOPICS, "Added by a colleague"))
    assert "Somebody changed this list" in officer.post(there, old).content.decode()
    assert Series.objects.get(pk=planned.pk).topics[-1] == "Added by a colleague"


def test_topics_are_the_secretariats_alone(planned: Series) -> None:
    nominee = make_nominee(make_member(make_cohort(), make_organisation("apple")))
    browser = Client()
    browser.force_login(nominee)
    assert browser.post(reverse("series:topics", args=[planned.pk]), typed(planned, "Mine")).status_code == 403
    with pytest.raises(Refused):
        write(actor_of(nominee), planned, ("Mine",))


def test_only_what_two_people_agreed_to_is_asked(series: Series) -> None:
    assert ASK in page(series)
    assert all(topic in page(series) for topic in TOPICS)
    write(make_actor(name="Officer 5"), series, ("Something new",))
    assert "Something new" not in page(series)
    ask_and_agree(series, make_actor(name="Officer 6"), make_actor(name="Officer 7"))
    assert "Something new" in page(series)
    assert TOPICS[0] not in page(series)


def test_the_colleague_who_agrees_reads_the_topics(planned: Series, officer: Client) -> None:
    seen = officer.get(reverse("desk:series", args=[planned.pk])).content.decode()
    assert all(topic in seen for topic in TOPICS)


def test_without_topics_nobody_is_asked() -> None:
    series = announced(make_series())
    assert ASK not in page(series)
    register(series)
    assert Registration.objects.get().wishes == []


def test_up_to_three_are_kept_as_worded_and_changed_on_the_own_page(series: Series) -> None:
    row, link = confirmed(series, wishes=[TOPICS[2], TOPICS[0]])
    assert row.wishes == [TOPICS[0], TOPICS[2]]
    own = Client().get(link).content.decode()
    assert own.count("checked") == 4, "two sessions and two topics"
    Client().post(link, {**written(), "wishes": [TOPICS[1]]})  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.wishes == [TOPICS[1]]


def test_four_are_too_many_and_what_was_never_offered_is_no_choice(series: Series) -> None:
    for wishes in (TOPICS, ["Something else"]):
        there = reverse("series:register", args=[series.pk])
        answer = Client().post(there, written(wishes=list(wishes)))  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert "<details open>" in answer.content.decode()
    assert not Registration.objects.exists()
    assert work() == []
    entry = registering.Entry(email="somebody@freemail.example", sessions=(1,), zone="UTC", wishes=TOPICS)
    with pytest.raises(Declined, match="three"):
        registering.register(series.pk, entry, slip=uuid4())


def test_ones_own_page_says_all_that_is_kept(series: Series) -> None:
    more = {"home_region": "Africa", "sector": "finance", "stage": "none", "user_regions": ["Asia"]}
    (letter,) = register(series, wishes=[TOPICS[0]], name="Registrant 1", organisation="A company", **more)
    link = link_in(letter)
    said = [TOPICS[0], "Africa<", "Asia<", "Investment and finance<", "No human rights policy yet<", "Registrant 1"]
    before = Client().get(link).content.decode()
    assert [one for one in said if one not in before] == []
    Client().post(link, {"confirm": "1"})
    for at in (NOW, SEPTEMBER):
        with clock.standing_at(at):
            own = Client().get(link).content.decode().split("What is kept")[1]
        assert [one for one in [*said, "A company", "Africa/Lagos"] if one not in own] == []
        assert "your name and your organisation are kept sealed" in own


def test_what_is_not_announced_any_more_is_neither_shown_nor_counted(series: Series) -> None:
    _row, link = confirmed(series, wishes=[TOPICS[0], TOPICS[1]])
    write(make_actor(name="Officer 5"), series, TOPICS[1:])
    ask_and_agree(series, make_actor(name="Officer 6"), make_actor(name="Officer 7"))
    own = Client().get(link).content.decode()
    assert own.count(TOPICS[0]) == 1, "kept, and not to be chosen any more"
    assert own.count("checked") == 3, "two sessions and a topic"
    several(series, 9, TOPICS[1])
    Registration.objects.update(wishes=[TOPICS[0], TOPICS[1]])
    several(series, 5)
    assert asked(series) == {TOPICS[1]: 10}


def test_the_page_says_what_five_of_three_organisations_ask_for_and_of_others_that_they_are_too_few(
    series: Series, officer: Client
) -> None:
    several(series, 5)
    several(series, 7, TOPICS[0], TOPICS[1])
    several(series, 4, TOPICS[2])
    several(series, 9, TOPICS[3], organisation="One employer")
    assert asked(series) == {TOPICS[0]: 5, TOPICS[1]: 5}
    seen = seen_by(officer, series)
    assert seen.count("At least 5 people ask for it.") == 2
    assert seen.count("too few to show") == 2
    assert seen.count("Plan a session on it") == 2
    assert [seen.index(f">{topic}<") for topic in TOPICS] == sorted(seen.index(f">{topic}<") for topic in TOPICS)


def test_who_comes_or_goes_on_a_day_moves_nothing_until_the_night(series: Series, officer: Client) -> None:
    several(series, 5)
    several(series, 4, TOPICS[0])
    assert asked(series) == {}
    several(series, 1, TOPICS[0])
    assert "At least" not in seen_by(officer, series)
    assert asked(series) == {TOPICS[0]: 5}
    registering.leave(Registration.objects.exclude(wishes=[]).first())  # type: ignore[arg-type]
    assert "At least 5" in seen_by(officer, series)
    assert asked(series) == {}


def test_who_never_confirmed_and_who_cannot_be_read_are_not_counted(series: Series) -> None:
    several(series, 5)
    several(series, 5, TOPICS[0])
    Registration.objects.update(confirmed=False)
    assert asked(series) == {}
    Registration.objects.update(confirmed=True)
    several(series, 1, TOPICS[0])
    Registration.objects.update(confirmed=True)
    assert asked(series) == {TOPICS[0]: 5}
    broken = Registration.objects.first()
    assert broken is not None
    broken.sealed = "sealed with another key"
    broken.save()
    assert asked(series) == {}


def test_what_was_counted_goes_when_the_series_is_taken_down_or_asks_nothing(series: Series, officer: Client) -> None:
    several(series, 5)
    several(series, 5, TOPICS[0])
    assert asked(series) == {TOPICS[0]: 5}
    officer.post(reverse("desk:take_series_down", args=[series.pk]))
    assert asked(series) == {}
    Series.objects.update(asked={TOPICS[0]: 5}, topics=[])
    assert asked(series) == {}


def test_one_link_leads_to_the_plan_with_the_title_filled_in_and_plans_nothing(series: Series, officer: Client) -> None:
    several(series, 5)
    several(series, 5, TOPICS[1])
    asked(series)
    before = list(Webinar.objects.values_list("pk", "title", "session__starts_at"))
    assert "?about=A%20first%20policy" in seen_by(officer, series)
    events = Event.objects.count()
    there = reverse("series:plan_webinar", args=[series.pk])
    assert 'value="A first policy"' in officer.get(f"{there}?about=A%20first%20policy").content.decode()
    assert 'value="Somebody"' not in officer.get(f"{there}?about=Somebody").content.decode()
    assert list(Webinar.objects.values_list("pk", "title", "session__starts_at")) == before
    assert Event.objects.count() == events


def test_a_topic_nobody_is_asked_about_yet_says_so(series: Series, officer: Client) -> None:
    write(make_actor(name="Officer 5"), series, ("Something new", *TOPICS))
    assert seen_by(officer, series).count("Nobody is asked about it yet") == 1
    row = Series.objects.get(pk=series.pk)
    assert [one.announced for one in demand.asked_in(row, TOPICS)] == [False, True, True, True, True]


def test_wishes_go_with_the_registration(series: Series) -> None:
    somebody(series, 1, TOPICS[0])
    with clock.standing_at(NOW + timedelta(days=400)):
        forget_registrations(clock.today())
    assert not Registration.objects.exists()
