"""Numbers leave the room like words: by the desk's one door, in the order of the ledger, as they were approved."""

from collections.abc import Iterator

import pytest
from desk_scene import AFTER, TODAY, UNTIL, Scene, again, as_, digest, kept, make_draft, page, refused, set_the_scene
from django.core.cache import caches
from django.urls import reverse

from convenor.desk import doors
from convenor.desk.actions import afterwards, deciding, writing
from convenor.desk.checks import check_draft
from convenor.desk.models import Draft
from convenor.desk.wording import Wording
from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.public.library.models import Output
from convenor.public.library.reading import table_of
from convenor.room.series.models import Series
from convenor.room.statistics.actions import discard_table, draw_table, make_table, open_ledger
from convenor.room.statistics.models import Ledger, Table
from convenor.rules.disclosure import release_from_json
from convenor.rules.vocabulary import DraftKind, DraftState

pytestmark = pytest.mark.django_db

REGIONS = {"Africa": 3, "Asia": 6, "Europe": 18, "Latin America": 1, "North America": 12}


@pytest.fixture
def scene() -> Iterator[Scene]:
    with clock.standing_at(TODAY):
        yield set_the_scene()


@pytest.fixture
def ledger(scene: Scene) -> Ledger:
    return open_ledger(scene.officer, scene.cohort, k=5, k_organisations=3)


def made(scene: Scene, ledger: Ledger, counts: dict[str, int] = REGIONS) -> Table:
    rows = [
        {"person": f"{region} {at}", "organisation": f"{region} {at}", "region": region}
        for region, number in counts.items()
        for at in range(number)
    ]
    return make_table(scene.officer, ledger, rows, by=["region"], title="Who took part")


def published(scene: Scene, draft: Draft) -> Output:
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, again(draft), digest=digest(draft), until=UNTIL)
    with clock.standing_at(AFTER):
        return deciding.release(scene.officer, again(draft), digest=digest(draft))


def test_a_table_goes_through_two_pairs_of_eyes_and_the_members_to_the_public(scene: Scene, ledger: Ledger) -> None:
    table = made(scene, ledger)
    draft = writing.begin_statistics(scene.officer, table)
    assert (draft.kind, draft.title, draft.cohort) == (DraftKind.STATISTICS, "Who took part", scene.cohort)
    assert check_draft(draft).open == ()
    output = published(scene, draft)
    table.refresh_from_db()
    assert (table.position, table.published_at is not None) == (1, True)
    address = reverse("portal:output", args=[output.slug])
    for shown in (page(as_(scene.stranger_account), address), page(as_(scene.officer_account), f"/desk/{draft.pk}/")):
        assert "18 of 40" in shown
        assert "Africa, Asia and Latin America" in shown
        assert "10 of 40" in shown
    assert 'href="/how-we-count/"' in page(as_(scene.stranger_account), address)


def test_the_public_copy_leads_to_no_room_and_to_no_other_table(scene: Scene, ledger: Ledger) -> None:
    output = published(scene, writing.begin_statistics(scene.officer, made(scene, ledger)))
    assert str(ledger.pk) not in str(output.table)
    assert Table.objects.get().release["digest"] not in str(output.table)
    assert "room" not in output.table
    copy, kept_one = table_of(output), release_from_json(Table.objects.get().release)
    assert copy is not None
    assert copy.tables == kept_one.tables


@pytest.mark.parametrize("altered", ["count", "digest"])
def test_a_number_that_did_not_pass_the_ledger_is_not_rendered(scene: Scene, ledger: Ledger, altered: str) -> None:
    output = published(scene, writing.begin_statistics(scene.officer, made(scene, ledger)))
    if altered == "count":
        output.table["tables"][0]["cells"][0]["count"] = 17
    else:
        del output.table["digest"]
    output.save()
    shown = page(as_(scene.stranger_account), reverse("portal:output", args=[output.slug]))
    assert "The table is not shown" in shown
    assert "of 40" not in shown


def test_a_table_made_before_another_was_published_stays_in_the_room(scene: Scene, ledger: Ledger) -> None:
    first, second = made(scene, ledger), made(scene, ledger, {**REGIONS, "Africa": 4})
    waiting = writing.begin_statistics(scene.officer, second)
    published(scene, writing.begin_statistics(scene.officer, first))
    deciding.send(scene.officer, waiting, digest=digest(waiting))
    deciding.approve(scene.chief, again(waiting), digest=digest(waiting), until=UNTIL)
    with clock.standing_at(AFTER):
        refused(
            again(waiting),
            lambda: deciding.release(scene.officer, again(waiting), digest=digest(waiting)),
            "Make it again from the list",
        )
    second.refresh_from_db()
    assert second.position is None


def test_what_a_table_is_called_by_is_read_like_a_text(scene: Scene, ledger: Ledger) -> None:
    draft = writing.begin_statistics(scene.officer, made(scene, ledger, {"Vodafone": 18, "Others": 12}))
    before = kept(draft)
    with pytest.raises(Declined, match="points to somebody"):
        doors.shelve(draft)
    assert kept(draft) == before
    assert not Table.objects.exclude(position=None).exists()


def test_a_table_is_at_the_desk_once_and_comes_back_where_it_was_given_up(scene: Scene, ledger: Ledger) -> None:
    table = made(scene, ledger)
    draft = writing.begin_statistics(scene.officer, table)
    with pytest.raises(Declined, match="at the desk already"):
        writing.begin_statistics(scene.officer, table)
    writing.drop(scene.officer, draft)
    assert writing.begin_statistics(scene.officer, table).state == DraftState.DRAFT


def test_a_table_that_says_nothing_stays_in_the_room(scene: Scene, ledger: Ledger) -> None:
    table = made(scene, ledger, {f"Region {at}": 1 for at in range(20)})
    assert not table.release["tables"]
    with pytest.raises(Declined, match="Nothing of this table may be shown"):
        writing.begin_statistics(scene.officer, table)
    assert not table.drafts.exists()
    shown = as_(scene.officer_account).get(reverse("statistics:table", args=[table.pk])).content.decode()
    assert "Nothing to publish" in shown
    assert "What a reader can work out" not in shown
    assert "Take it to the desk" not in shown


def test_a_table_at_the_desk_is_not_thrown_away(scene: Scene, ledger: Ledger) -> None:
    table = made(scene, ledger)
    draft = writing.begin_statistics(scene.officer, table)
    with pytest.raises(Declined, match="at the desk"):
        discard_table(scene.officer, table)
    assert again(draft).table == table


def test_the_second_pair_of_eyes_sees_what_was_told_apart_and_the_public_does_not(scene: Scene, ledger: Ledger) -> None:
    published(scene, writing.begin_statistics(scene.officer, made(scene, ledger)))
    rows = [{"person": str(at), "organisation": str(at), "Home": name} for at, name in enumerate([*REGIONS] * 8)]
    table = make_table(scene.officer, ledger, rows, by=["Home"], title="Where they live", meant={"Home": "Home"})
    draft = writing.begin_statistics(scene.officer, table)
    deciding.send(scene.officer, draft, digest=digest(draft))
    said = "Confirmed to be another question"
    for address in (reverse("desk:draft", args=[draft.pk]), reverse("desk:decide", args=[draft.pk])):
        assert said in page(as_(scene.chief_account), address)
    deciding.approve(scene.chief, again(draft), digest=digest(draft), until=UNTIL)
    assert said not in page(as_(scene.nominee_account), reverse("desk:look", args=[draft.pk]))
    with clock.standing_at(AFTER):
        output = deciding.release(scene.officer, again(draft), digest=digest(draft))
    assert "told_apart" not in output.table


def test_statistics_begin_from_a_table_alone(scene: Scene) -> None:
    with pytest.raises(Declined, match="begin from a table"):
        writing.begin(scene.officer, kind=DraftKind.STATISTICS, title="Numbers", cohort=scene.cohort)


def test_withdrawn_statistics_leave_the_site_and_stay_in_the_ledger(scene: Scene, ledger: Ledger) -> None:
    draft = writing.begin_statistics(scene.officer, made(scene, ledger))
    output = published(scene, draft)
    afterwards.withdraw(scene.officer, again(draft), because=doors.PLAIN_REASON)
    output.refresh_from_db()
    assert output.table is None
    assert Table.objects.get().position == 1
    assert made(scene, ledger).after == 1


def test_a_correction_changes_the_words_and_keeps_the_table(scene: Scene, ledger: Ledger) -> None:
    draft = writing.begin_statistics(scene.officer, made(scene, ledger))
    output = published(scene, draft)
    correction = afterwards.begin_correction(scene.officer, again(draft), line="Shorter.")
    words = Wording(title="Who took part", body="People from every continent took part.", correction="Shorter.")
    writing.write(scene.officer, correction, words, digest=digest(correction), word_budget=300)
    published(scene, again(correction))
    output.refresh_from_db()
    assert output.body == "People from every continent took part."
    assert table_of(output) is not None


def test_a_table_about_a_series_is_checked_against_a_secret_list(scene: Scene) -> None:
    series = Series.objects.create(slug="plp", programme=scene.cohort.programme, name="PLP", year=2023)
    ledger = open_ledger(scene.officer, series, k=5, k_organisations=3)
    draft = writing.begin_statistics(scene.officer, made(scene, ledger))
    assert draft.series == series
    assert check_draft(draft).open == ()


def test_the_button_takes_a_table_to_the_desk_once(scene: Scene, ledger: Ledger) -> None:
    table, officer = made(scene, ledger), as_(scene.officer_account)
    address = reverse("desk:begin_table", args=[table.pk])
    assert officer.get(address).status_code == 405
    answer = officer.post(address)
    assert answer.headers["Location"] == reverse("desk:draft", args=[Draft.objects.get().pk])
    again_answer = officer.post(address, follow=True)
    assert "at the desk already" in again_answer.content.decode()
    assert "Go on with the draft" in again_answer.content.decode()
    assert "Take it to the desk" not in again_answer.content.decode()
    room = officer.get(reverse("statistics:room", args=["cohorts", scene.cohort.pk])).content.decode()
    assert ">at the desk<" in room
    assert as_(scene.nominee_account).post(address).status_code == 403
    assert Draft.objects.count() == 1


def test_a_plain_text_has_no_table(scene: Scene) -> None:
    draft = make_draft(scene)
    assert draft.shown_table is None
    assert doors.shelve(draft).table is None


def test_a_table_that_was_given_up_offers_what_is_possible_and_says_why(scene: Scene, ledger: Ledger) -> None:
    table = made(scene, ledger)
    address, officer = reverse("statistics:table", args=[table.pk]), as_(scene.officer_account)
    throw_away = reverse("statistics:discard", args=[table.pk])
    assert throw_away in page(officer, address)
    draft = writing.begin_statistics(scene.officer, table)
    assert throw_away not in page(officer, address)
    writing.drop(scene.officer, again(draft))
    shown = page(officer, address)
    assert throw_away not in shown
    assert "It cannot be thrown away" in shown
    assert reverse("desk:begin_table", args=[table.pk]) in shown
    assert f'href="{reverse("desk:draft", args=[draft.pk])}"' in shown
    assert page(officer, reverse("desk:draft", args=[draft.pk]))
    assert "given up at the desk" in page(officer, reverse("statistics:room", args=["cohorts", scene.cohort.pk]))
    writing.begin_statistics(scene.officer, table)
    assert "Go on with the draft" in page(officer, address)


def test_a_table_at_the_desk_that_came_too_late_leads_to_its_draft(scene: Scene, ledger: Ledger) -> None:
    first, second = made(scene, ledger), made(scene, ledger, {**REGIONS, "Africa": 4})
    late = writing.begin_statistics(scene.officer, second)
    published(scene, writing.begin_statistics(scene.officer, first))
    shown = page(as_(scene.officer_account), reverse("statistics:table", args=[second.pk]))
    assert "Make it again" in shown
    assert reverse("statistics:discard", args=[second.pk]) not in shown
    assert f'href="{reverse("desk:draft", args=[late.pk])}"' in shown


def test_about_numbers_take_the_same_way_and_say_how_far_off_they_are(scene: Scene, ledger: Ledger) -> None:
    rows = [
        {"person": f"{region} {at}", "organisation": f"{region} {at}", "region": region}
        for region, number in {**REGIONS, "Europe": 30}.items()
        for at in range(number)
    ]
    table = draw_table(
        scene.officer,
        ledger,
        rows,
        column="region",
        values=list(REGIONS),
        epsilon=1.0,
        title="Who took part",
        draw=lambda counts, **_strength: [number + 1 for number in counts],
    )
    draft = writing.begin_statistics(scene.officer, table)
    assert draft.body == writing.ABOUT_NOISY_NUMBERS
    assert check_draft(draft).open == ()
    output = published(scene, draft)
    shown = page(as_(scene.stranger_account), reverse("portal:output", args=[output.slug]))
    assert "about 31 (28 to 34)" in shown
    assert "few or none (0 to 7)" in shown
    assert "about 58 in all" in shown
    assert "a number is off by no more than 3" in shown
    output.table["noise"]["within"] = 0
    output.save()
    caches["pages"].clear()
    assert "The table is not shown" in page(as_(scene.stranger_account), reverse("portal:output", args=[output.slug]))
