"""Two who registered for a series and want to talk about the same: told who the other is once both said yes."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from invitation_scene import work
from pytest_django import Settings
from webinar_scene import NOW, announced, confirmed, days, make_series

from convenor.desk.actions import announcing
from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry, Event, Installation
from convenor.kernel.outbox import emit
from convenor.room.series import actions, peers
from convenor.room.series.forgetting import forget_registrations
from convenor.room.series.models import PeerIntroduction, Registration, Series
from convenor.room.series.queries import mark_of
from convenor.room.series.registered import of_link
from convenor.room.series.registering import leave
from convenor.rules.peers import MOST_FOUND, Pair, Seeker, paired
from making import make_actor, make_secretariat

pytestmark = pytest.mark.django_db

REMEDY, POLICY, CONFLICT = "Remedy in practice", "A first policy", "Places of conflict"
WORDS = {"ada": "Ada, counsel of a small firm", "ben": "Somebody who writes policies", "cyd": "Cyd, an officer"}
# Whose page it is and the way there.
Self = tuple[Registration, str]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    cache.clear()
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def series() -> Series:
    planned = make_series()
    topics = (REMEDY, POLICY, CONFLICT)
    actions.set_topics(make_actor(name="Officer 4"), planned, topics=topics, mark=mark_of(planned.topics))
    return announced(Series.objects.get(pk=planned.pk))


def somebody(series: Series, name: str, *topics: str) -> Self:
    """Somebody who confirmed a registration and, with topics, looks for one other."""
    row, link = confirmed(series, email=f"{name}@{name}.example")
    if topics:
        look(link, *topics, words=WORDS[name])
    return row, link


def look(link: str, *topics: str, words: str) -> None:
    answer = Client().post(link, {"seek": "1", "seeks": topics, "introduced_as": words})
    assert answer.status_code == 302, answer.content.decode()


def page(link: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", Client().get(link).content.decode())).split())


def night(after: int = 0) -> list[mail.EmailMessage]:
    """What is mailed after the night's round, so many days from now."""
    day = NOW + days(after)
    Installation.objects.update(today=day.date())
    with clock.standing_at(day):
        peers.look_after_peers(day.date())
        return work()


def press(link: str, button: str, after: int = 0) -> list[mail.EmailMessage]:
    """Press a button of one's page, so many days from now; what is mailed then."""
    day: datetime = NOW + days(after)
    Installation.objects.update(today=day.date())
    row = of_link(link.rstrip("/").rpartition("/")[2])
    assert row is not None
    given = {button: str(row.introduction_id) if button == "agree" else "1"}
    with clock.standing_at(day):
        assert Client().post(link, given).status_code == 302
        return work()


@pytest.fixture
def two(series: Series) -> tuple[Self, Self]:
    """Two who were found for each other last night."""
    one, other = somebody(series, "ada", REMEDY, POLICY), somebody(series, "ben", POLICY)
    assert sorted(letter.to[0] for letter in night()) == ["ada@ada.example", "ben@ben.example"]
    return one, other


def test_both_are_told_that_there_is_somebody_and_neither_who(two: tuple[Self, Self]) -> None:
    introduction = PeerIntroduction.objects.get()
    assert introduction.topic == POLICY
    for (_row, link), other in zip(two, ("ben", "ada"), strict=True):
        assert "Somebody else who registered also wants to talk about this: A first policy" in page(link)
        assert f"{other}@" not in page(link)
        # What waits for an answer comes first.
        assert page(link).index("Yes, introduce us") < page(link).index("Your sessions")
        assert WORDS[other] not in page(link)


def test_the_first_letters_name_the_topic_and_nobody(series: Series) -> None:
    somebody(series, "ada", REMEDY, POLICY)
    somebody(series, "ben", POLICY)
    for letter in night():
        body = str(letter.body)
        assert (POLICY in body, "27 February 2023" in body) == (True, True)
        other = "ben" if letter.to == ["ada@ada.example"] else "ada"
        assert f"{other}@" not in body
        assert WORDS[other] not in body


def test_once_both_said_yes_each_is_mailed_who_the_other_is(two: tuple[Self, Self]) -> None:
    (_ada, first), (_ben, second) = two
    assert press(first, "agree") == []
    assert "You said yes. If the other person does so" in page(first)
    assert "You said yes" not in page(second)
    letters = {letter.to[0]: str(letter.body) for letter in press(second, "agree")}
    assert WORDS["ben"] in letters["ada@ada.example"]
    assert "ben@ben.example" in letters["ada@ada.example"]
    assert WORDS["ada"] in letters["ben@ben.example"]
    assert "ada@ada.example" in letters["ben@ben.example"]
    assert "You were introduced to somebody on 20 February 2023" in page(first)
    assert Series.objects.get().introduced == 1
    assert not Registration.objects.exclude(seeks=[]).exists()
    assert press(first, "agree") == []
    assert night(1) == []


def test_the_secretariat_has_a_number_and_nobody(two: tuple[Self, Self]) -> None:
    officer = Client()
    officer.force_login(make_secretariat(name="Officer 9"))
    there = reverse("series:series", args=[two[0][0].series_id])
    assert "came about" not in officer.get(there).content.decode()
    trail = AuditEntry.objects.count()
    for _row, link in two:
        press(link, "agree")
    text = officer.get(there).content.decode()
    assert "1 introduction came about" in text
    assert not any(f"{name}@" in text for name in WORDS)
    assert AuditEntry.objects.count() == trail


def test_a_no_is_told_to_nobody_and_the_other_is_looked_for_again(series: Series, two: tuple[Self, Self]) -> None:
    (_ada, first), (ben, second) = two
    press(first, "agree")
    assert press(second, "stop") == []
    assert "Somebody is looked for every night" in page(first)
    assert "Look for nobody any more" not in page(second)
    ben.refresh_from_db()
    assert (ben.seeks, ben.introduced_as, ben.introduction, ben.found) == ([], "", None, 1)
    assert night(1) == []
    somebody(series, "cyd", REMEDY)
    assert {letter.to[0] for letter in night(1)} == {"ada@ada.example", "cyd@cyd.example"}


def test_whoever_does_not_answer_is_looked_for_no_more(two: tuple[Self, Self]) -> None:
    (ada, first), (ben, _second) = two
    press(first, "agree", after=7)
    assert night(7) == []
    assert PeerIntroduction.objects.exists()
    assert night(8) == []
    ada.refresh_from_db()
    ben.refresh_from_db()
    assert (ada.seeks, ada.agreed, ada.found) == ([REMEDY, POLICY], False, 0)
    assert (ben.seeks, ben.introduced_as, ben.found) == ([], "", 1)
    assert not PeerIntroduction.objects.exists()


def test_yes_after_the_last_day_is_declined_before_the_round_too(two: tuple[Self, Self]) -> None:
    (_ada, first), (_ben, second) = two
    press(first, "agree")
    assert press(second, "agree", after=8) == []
    Installation.objects.update(today=(NOW + days(8)).date())
    assert "Yes, introduce us" not in page(second)
    assert PeerIntroduction.objects.get().made_on is None


def test_a_yes_is_for_what_was_seen(two: tuple[Self, Self]) -> None:
    (_ada, first), _ben = two
    for seen in ("", "1", "00000000-0000-4000-8000-000000000000"):
        answer = Client().post(first, {"agree": seen}, follow=True)
        assert "not open any more" in answer.content.decode()
    assert not Registration.objects.filter(agreed=True).exists()


def test_a_no_that_comes_too_late_is_not_said_to_hold(two: tuple[Self, Self]) -> None:
    (ada, first), (ben, second) = two
    Client().post(first, {"agree": str(Registration.objects.get(pk=ada.pk).introduction_id)})
    Client().post(second, {"agree": str(Registration.objects.get(pk=ben.pk).introduction_id)})
    # The page of before both said yes still had the button.
    text = Client().post(first, {"stop": "1"}, follow=True).content.decode()
    assert "Somebody was found meanwhile" in text
    assert "Nobody is looked for any more" not in text
    assert "You were introduced to somebody" in text


@pytest.mark.parametrize(("who", "found"), [(0, 0), (1, 1)])
def test_after_the_last_day_nobody_stands_in_the_way_of_looking_on(
    two: tuple[Self, Self], who: int, found: int
) -> None:
    press(two[0][1], "agree")
    (row, link), (other, _link) = two[who], two[1 - who]
    Installation.objects.update(today=(NOW + days(8)).date())
    with clock.standing_at(NOW + days(8)):
        look(link, CONFLICT, words="As before")
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.seeks, row.introduction, row.found) == ([CONFLICT], None, found)
    assert (other.seeks == [], other.introduction, other.found) == (who == 0, None, 1 - found)


@pytest.mark.parametrize("who", [0, 1])
def test_stopping_after_the_last_day_counts_for_whoever_was_silent(two: tuple[Self, Self], who: int) -> None:
    press(two[0][1], "agree")
    press(two[who][1], "stop", after=8)
    assert [Registration.objects.get(pk=row.pk).found for row, _link in two] == [0, 1]


def test_a_link_of_before_opens_nothing(two: tuple[Self, Self]) -> None:
    (ada, _first), _ben = two
    ada.refresh_from_db()
    ada.nonce = "another"
    for act in (
        lambda: peers.seek(ada, topics=[REMEDY], words="Somebody else"),
        lambda: peers.agree(ada, introduction=str(ada.introduction_id)),
        lambda: peers.stop(ada),
    ):
        with pytest.raises(Declined, match="erased meanwhile"):
            act()
    assert PeerIntroduction.objects.exists()
    assert not Registration.objects.filter(agreed=True).exists()


def test_what_is_mailed_is_held_before_whom_it_is_mailed_to(
    two: tuple[Self, Self], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    # A letter that leaves holds its delivery first; the other way round the two would wait for each other.
    (ada, _first), _ben = two
    emit("peer_found", registration=str(ada.pk))
    with django_assert_max_num_queries(40) as asked:
        leave(ada)
    written = [one["sql"].split()[:3] for one in asked.captured_queries]
    deliveries = [at for at, words in enumerate(written) if words == ["DELETE", "FROM", '"kernel_delivery"']]
    rows = [at for at, words in enumerate(written) if words[:2] == ["UPDATE", '"series_registration"']]
    assert deliveries
    assert max(deliveries) < min(rows)


@pytest.mark.parametrize("made", [False, True])
def test_whoever_leaves_is_named_to_nobody_any_more(two: tuple[Self, Self], *, made: bool) -> None:
    (ada, first), (ben, second) = two
    press(first, "agree")
    if made:
        # The letters of the last yes have not left yet.
        Client().post(second, {"agree": str(Registration.objects.get(pk=ben.pk).introduction_id)})
    Client().post(first, {"leave": "1"})
    assert not Event.objects.filter(ids__registration=str(ada.pk)).exists()
    assert all("ada" not in str(letter.body) for letter in work())
    if made:
        assert "You were introduced to somebody" in page(second)
    else:
        assert not PeerIntroduction.objects.exists()
        assert "Somebody is looked for every night" in page(second)


def test_what_was_made_is_forgotten_and_somebody_else_can_be_found(series: Series, two: tuple[Self, Self]) -> None:
    (ada, first), (_ben, second) = two
    press(first, "agree")
    press(second, "agree")
    night(13)
    assert PeerIntroduction.objects.exists()
    emit("peers_introduced", registration=str(ada.pk))
    peers.look_after_peers((NOW + days(14)).date())
    assert not PeerIntroduction.objects.exists()
    # Mails that lie side by side would tell who was introduced to whom.
    assert not Event.objects.filter(name__in=peers.MAILS).exists()
    ada.refresh_from_db()
    assert (ada.introduced_as, ada.found) == ("", 1)
    assert "Look for somebody" in page(first)


def test_three_times_is_as_often_as_it_is_done(series: Series) -> None:
    row, link = somebody(series, "ada")
    Registration.objects.filter(pk=row.pk).update(found=MOST_FOUND)
    assert "found for you three times" in page(link)
    assert Client().post(link, {"seek": "1", "seeks": [REMEDY], "introduced_as": "Ada"}).status_code == 200
    row.refresh_from_db()
    with pytest.raises(Declined, match="three times"):
        peers.seek(row, topics=[REMEDY], words="Ada")
    row.refresh_from_db()
    assert row.seeks == []


def test_a_yes_to_what_one_is_not_part_of_any_more_is_declined(two: tuple[Self, Self]) -> None:
    (ada, _first), _ben = two
    ada.refresh_from_db()
    Registration.objects.filter(pk=ada.pk).update(introduction=None)
    with pytest.raises(Declined, match="not open any more"):
        peers.agree(ada, introduction=str(ada.introduction_id))


def test_nobody_is_introduced_to_nobody(two: tuple[Self, Self]) -> None:
    (_ada, first), (ben, _second) = two
    ben.delete()
    assert press(first, "agree") == []
    assert PeerIntroduction.objects.get().made_on is None
    assert night(1) == []
    assert not PeerIntroduction.objects.exists()
    assert "Somebody is looked for every night" in page(first)


def test_people_of_one_organisation_are_not_introduced(series: Series) -> None:
    for name in ("ada", "ben"):
        _row, link = confirmed(series, email=f"{name}@company.example")
        look(link, REMEDY, words=name)
    assert night() == []


def test_nobody_is_looked_for_who_did_not_ask_or_not_confirm(series: Series) -> None:
    somebody(series, "ada", REMEDY)
    somebody(series, "ben")
    row, _link = somebody(series, "cyd", REMEDY)
    Registration.objects.filter(pk=row.pk).update(confirmed=False)
    assert night() == []


def test_who_did_not_confirm_or_was_found_does_not_look(series: Series, two: tuple[Self, Self]) -> None:
    row, _link = somebody(series, "cyd")
    Registration.objects.filter(pk=row.pk).update(confirmed=False)
    for one in (row, two[0][0]):
        with pytest.raises(Declined):
            peers.seek(one, topics=[CONFLICT], words="Other words")
    assert not any(CONFLICT in one.seeks for one in Registration.objects.all())


def test_of_a_series_that_was_taken_down_nobody_is_found(series: Series) -> None:
    ada, link = somebody(series, "ada", REMEDY)
    somebody(series, "ben", REMEDY)
    announcing.take_down(make_actor(name="Officer 5"), series)
    assert night() == []
    assert "about the same" not in page(link)
    Client().post(link, {"seek": "1", "seeks": [POLICY], "introduced_as": "Ada"})
    assert Registration.objects.get(pk=ada.pk).seeks == [REMEDY]


@pytest.mark.parametrize("taken", [False, True])
def test_whoever_stopped_or_was_found_while_pairs_were_made_is_left_alone(
    series: Series, monkeypatch: pytest.MonkeyPatch, *, taken: bool
) -> None:
    ada, _link = somebody(series, "ada", REMEDY)
    somebody(series, "ben", REMEDY)

    def slowly(seekers: Iterable[Seeker]) -> list[Pair]:
        pairs = paired(seekers)
        if taken:
            elsewhere = PeerIntroduction.objects.create(topic=REMEDY, proposed_on=NOW.date())
            Registration.objects.filter(pk=ada.pk).update(introduction=elsewhere)
        else:
            Registration.objects.filter(pk=ada.pk).update(seeks=[])
        return pairs

    monkeypatch.setattr(peers, "paired", slowly)
    assert night() == []
    assert PeerIntroduction.objects.count() == taken


def test_with_another_key_nobody_is_found(series: Series, settings: Settings) -> None:
    somebody(series, "ada", REMEDY)
    somebody(series, "ben", REMEDY)
    settings.SECRET_KEY = "another key"
    assert night() == []


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"introduced_as": ""}, "How the other person should know you"),
        ({"introduced_as": "https://evil.example"}, "without a link"),
        ({"introduced_as": "x" * 1_000_000}, "120"),
        ({"introduced_as": "a\x00b"}, "How the other person should know you"),
        ({"seeks": []}, "Choose what you want to talk about"),
        ({"seeks": ["Something else"]}, "What do you want to talk about"),
    ],
    ids=lambda bad: (
        next((f"{key} {str(value)[:12]!r}" for key, value in bad.items()), "") if isinstance(bad, dict) else ""
    ),
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(series: Series, bad: dict[str, object], said: str) -> None:
    row, link = somebody(series, "ada")
    given = {"seek": "1", "seeks": [REMEDY], "introduced_as": "Ada", **bad}
    answer = Client().post(link, given)  # type: ignore[arg-type]
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert len(answer.content) < 40_000
    row.refresh_from_db()
    assert (row.seeks, row.introduced_as) == ([], "")


@pytest.mark.parametrize(
    ("sent", "target"),
    [({"seek": "1", "introduced_as": "Ada"}, "id_seeks"), ({"change": "1", "zone": "UTC"}, "id_sessions")],
)
def test_what_is_wrong_in_one_of_two_forms_is_said_at_the_top_and_once(
    series: Series, sent: dict[str, str], target: str
) -> None:
    _row, link = somebody(series, "ada")
    text = Client().post(link, sent).content.decode()
    assert re.findall(r'class="error-summary".*?</div>', text, re.DOTALL)
    assert re.findall(r'<li><a href="#(id_\w+?)(?:_0)?">', text) == [target]
    assert "<title>Please check:" in text
    assert len(re.findall(r'class="errors errorlist', text)) == 1


def test_hostile_words_are_words_in_the_letter(series: Series) -> None:
    _row, first = somebody(series, "ada")
    look(first, REMEDY, words="<b>Ada</b> {mailbox} %s\u202egpj")
    _ben, second = somebody(series, "ben", REMEDY)
    night()
    press(first, "agree")
    (letter,) = [one for one in press(second, "agree") if one.to == ["ben@ben.example"]]
    assert "<b>Ada</b> {mailbox} %sgpj" in str(letter.body)
    assert all("<b>Ada" not in str(content) for content, _kind in letter.alternatives)


def test_how_somebody_wants_to_be_introduced_is_kept_sealed(two: tuple[Self, Self]) -> None:
    kept = " ".join(str(row) for row in Registration.objects.values_list())
    assert not any(WORDS[name] in kept for name in ("ada", "ben"))


def test_it_goes_with_the_registration(series: Series, two: tuple[Self, Self]) -> None:
    day = (NOW + days(400)).date()
    forget_registrations(day)
    peers.look_after_peers(day)
    assert not Registration.objects.exists()
    assert not PeerIntroduction.objects.exists()


def test_a_letter_that_comes_twice_or_late_tells_nothing_that_is_over(two: tuple[Self, Self]) -> None:
    (ada, _first), (_ben, second) = two
    press(second, "stop")
    for event in ("peer_found", "peers_introduced"):
        emit(event, registration=str(ada.pk))
    assert work() == []


def test_before_both_said_yes_no_event_names_anybody(two: tuple[Self, Self]) -> None:
    press(two[0][1], "agree")
    for row, _link in two:
        emit("peers_introduced", registration=str(row.pk))
    assert work() == []


@pytest.mark.parametrize("who", [(0,), (0, 1)])
def test_whoever_answered_is_asked_no_more(two: tuple[Self, Self], who: tuple[int, ...]) -> None:
    for at in who:
        press(two[at][1], "agree")
    for at in who:
        emit("peer_found", registration=str(two[at][0].pk))
    assert work() == []


def test_changing_the_sessions_leaves_it_alone(two: tuple[Self, Self]) -> None:
    (ada, first), _ben = two
    assert Client().post(first, {"change": "1", "sessions": ["2"], "zone": "UTC"}).status_code == 302
    ada.refresh_from_db()
    assert (ada.seeks, ada.introduction_id is not None) == ([REMEDY, POLICY], True)


def test_a_topic_that_is_not_announced_any_more_brings_nobody_together(series: Series) -> None:
    rows = [somebody(series, name, REMEDY)[0] for name in ("ada", "ben")]
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(seeks=["A topic of before"])
    assert night() == []


def test_topics_of_elsewhere_are_not_looked_for(series: Series) -> None:
    row, _link = somebody(series, "ada")
    with pytest.raises(Declined):
        peers.seek(row, topics=["Something else"], words="Ada")
    peers.seek(row, topics=["Something else", REMEDY], words="Ada")
    row.refresh_from_db()
    assert row.seeks == [REMEDY]
