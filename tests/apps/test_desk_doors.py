"""Every text of the library passes the same check before it is public, and a refused one leaves all as it was."""

from collections.abc import Callable

import pytest
from desk_scene import AFTER, CLEAN, TODAY, Scene, again, kept, make_draft, make_released

from convenor.desk import doors, lines, queries
from convenor.desk.actions import afterwards
from convenor.desk.checks import Checked, check_draft
from convenor.desk.models import Draft
from convenor.desk.wording import wording_of
from convenor.kernel import clock
from convenor.kernel.gate import Declined
from convenor.public.library.models import Output
from convenor.public.library.reading import as_html, as_readers_get_it, first_line
from convenor.room.series.models import Series
from convenor.rules.vocabulary import Level
from making import make_member, make_organisation

pytestmark = pytest.mark.django_db

SAID = "Vodafone said so."
REPORT = "https://report.example/one"


def with_source(draft: Draft, title: str) -> Draft:
    body = CLEAN.replace("Begin with severity.", f"Begin with [a report]({REPORT}).")
    Draft.objects.filter(pk=draft.pk).update(body=body)
    draft.sources.create(organisation_id="ericsson", title=title, url=REPORT)
    fresh = again(draft)
    for matter in check_draft(fresh).open:
        if matter.level is Level.REVIEW:
            fresh.keepings.create(
                kind=matter.kind,
                text=matter.text,
                wording=matter.wording,
                reason="A public source.",
                account=fresh.writers.get().account,
                kept_at=clock.now(),
            )
    return fresh


def changed(draft: Draft, **fields: str) -> Draft:
    Draft.objects.filter(pk=draft.pk).update(**fields)
    return again(draft)


def told_in_a_caveat(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> Draft:
    for place in (queries, doors):
        monkeypatch.setattr(place, "caveats_of", lambda _draft, _day: [SAID])
    return draft


def told_in_the_address(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> Draft:
    monkeypatch.setattr(lines, "address_from", lambda _title: "what-vodafone-said")
    return draft


# How somebody could come to be named in each text of the library.
PLANTED: dict[str, Callable[[Draft, pytest.MonkeyPatch], Draft]] = {
    "library.Output.title": lambda draft, _: changed(draft, title="What Vodafone said"),
    "library.Output.body": lambda draft, _: changed(draft, body=f"{CLEAN}\n\n{SAID}"),
    "library.Output.applies_to": lambda draft, _: changed(draft, applies_to="Vodafone"),
    "library.Output.provenance": lambda draft, _: changed(draft, provenance="From a session with Vodafone."),
    "library.Correction.text": lambda draft, _: changed(draft, correction="Vodafone is not named any more."),
    "library.Output.slug": told_in_the_address,
    "library.Output.sources": lambda draft, _: with_source(draft, "What Vodafone does"),
    "library.Output.caveats": told_in_a_caveat,
}
# These have tests of their own: a withdrawal's reason below, a table in `test_desk_statistics`, what is told of a
# series in `test_series_announced`, who takes part in `test_participants`, a translation in `test_translations`.
OF_THEIR_OWN = ("library.OpenSeries.", "library.OpenWebinar.", "library.Participant.", "library.Translation.")
ON_THEIR_OWN = {"library.Output.withdrawn_because", "library.Output.table"} | {
    column for column in doors.CHECKED if column.startswith(OF_THEIR_OWN)
}


def test_every_text_of_the_library_is_planted_here() -> None:
    assert set(PLANTED) | ON_THEIR_OWN == set(doors.CHECKED)


@pytest.mark.parametrize("column", PLANTED)
def test_a_text_that_names_a_member_does_not_become_public(
    scene: Scene, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = PLANTED[column](make_draft(scene), monkeypatch)
    before = kept(draft)
    with pytest.raises(Declined, match="1 place points to somebody"):
        doors.shelve(draft)
    assert kept(draft) == before


def test_the_same_text_without_the_name_does(scene: Scene) -> None:
    output = doors.shelve(with_source(make_draft(scene), "How severity is rated"))
    assert output.sources == [{"title": "How severity is rated", "url": REPORT}]
    assert "Global North" in " ".join(output.caveats)


def test_the_title_of_a_source_may_name_whom_it_is_cited_for(scene: Scene) -> None:
    output = doors.shelve(with_source(make_draft(scene), "Ericsson on severity"))
    assert output.sources == [{"title": "Ericsson on severity", "url": REPORT}]


def matters_of(draft: Draft) -> Checked:
    return check_draft(again(draft))


def test_what_is_found_beside_the_text_says_where_it_is(scene: Scene) -> None:
    draft = with_source(make_draft(scene), "What Vodafone does")
    (matter,) = [one for one in matters_of(draft).open if one.level is Level.BLOCKED]
    assert matter.why.startswith("In the list of public sources: ")
    assert matter.fits == ("Vodafone",)
    assert matter.place is None
    assert not matter.can_be_cited


@pytest.mark.parametrize(
    "hidden",
    [
        "Telef&oacute;nica was first.",
        "As [others](https://elsewhere.example/tele%66onica-first) say.",
        'As [others](https://elsewhere.example/ "Vod&#97;f&#111;n&#101;") say.',
    ],
)
def test_what_only_a_browser_would_show_is_read_as_a_browser_shows_it(scene: Scene, hidden: str) -> None:
    draft = changed(make_draft(scene), body=f"{CLEAN}\n\n{hidden}")
    assert matters_of(draft).blocked
    with pytest.raises(Declined):
        doors.shelve(again(draft))


@pytest.mark.parametrize(
    "hidden",
    [
        '[Voda](https://one.example/ "One")[](https://two.example/)fone said so.',
        "*[Voda](https://one.example/)*fone said so.",
        "[Hewlett](https://one.example/) [Packard](https://two.example/) [Enterprise](https://three.example/) did.",
        "As [a Spanish](https://one.example/) [operator](https://two.example/) said.",
    ],
)
def test_a_link_in_the_middle_of_a_name_does_not_hide_it(scene: Scene, hidden: str) -> None:
    draft = changed(make_draft(scene), body=f"{CLEAN}\n\n{hidden}")
    assert any(matter.place is not None and matter.kind != "contact" for matter in matters_of(draft).open)
    with pytest.raises(Declined):
        doors.shelve(again(draft))


@pytest.mark.parametrize(
    "hidden",
    [
        "[Voda](https://one.example/ (One))[fone](https://two.example/) said so.",
        '[Voda](https://one.example/\n"One")fone said so.',
        "As [a Span](<https://one.example/a b>)[ish operator](/two) said.",
    ],
)
def test_nor_does_a_link_that_only_a_reader_of_markdown_takes_for_one(scene: Scene, hidden: str) -> None:
    draft = changed(make_draft(scene), body=f"{CLEAN}\n\n{hidden}")
    (matter,) = (matter for matter in matters_of(draft).open if matter.kind != "contact")
    assert "words of the links" in matter.why
    with pytest.raises(Declined):
        doors.shelve(again(draft))


def test_a_name_beside_its_source_is_not_asked_about_twice(scene: Scene) -> None:
    draft = with_source(make_draft(scene), "Ericsson on severity")
    told = changed(draft, body=f"{CLEAN}\n\n[Ericsson]({REPORT})'s own report weighs severity.")
    assert not [matter for matter in matters_of(told).open if matter.place is None]


@pytest.mark.parametrize("address", ["https://x.example/tele%66onica", "https://xn--vdafone-l0a.example/"])
def test_the_address_of_a_source_is_read_decoded(scene: Scene, address: str) -> None:
    draft = changed(make_draft(scene), body=f"{CLEAN}\n\nBegin with [a report]({address}).")
    draft.sources.create(organisation_id="ericsson", title="A report", url=address)
    (source, *_) = [line for line in lines.lines_beside(draft, wording_of(draft)) if "sources" in line.where]
    assert "telefonica" in source.text or "vódafone" in source.text


@pytest.mark.parametrize("turned", ["&#x202E;enofadoV", "&#8238;enofadoV", "\u202denofadoV"])
def test_no_sign_of_a_released_text_turns_letters_round(turned: str) -> None:
    assert "enofadoV" in as_html(turned)
    assert not {"\u202d", "\u202e"} & set(as_html(turned) + first_line(turned) + as_readers_get_it(turned))


def test_a_company_that_joined_after_the_session_is_not_named_either(scene: Scene) -> None:
    draft = make_draft(scene)
    make_member(scene.cohort, make_organisation("late", name="Zorblequux"), since=clock.today())
    told = changed(draft, body=f"{CLEAN}\n\nZorblequux said so.")
    assert matters_of(told).blocked
    with pytest.raises(Declined):
        doors.shelve(told)


def test_readers_get_words_addresses_and_titles_of_links() -> None:
    got = as_readers_get_it('## A&amp;B\n\n[one](https://x.example/%41 "Ti&#116;le") **tw**o\n\n- <!-- three -->')
    for said in ("A&B", "https://x.example/A", "Title", "one", "two", "<!-- three -->"):
        assert said in got


@pytest.mark.parametrize("reason", ["Vodafone asked for it", "a Spanish company objected", "Jane Smith asked"])
def test_why_a_text_is_withdrawn_points_to_nobody(scene: Scene, reason: str) -> None:
    draft, output = make_released(scene)
    before = kept(draft)
    with clock.standing_at(AFTER), pytest.raises(Declined, match="Say it in other words"):
        afterwards.withdraw(scene.officer, draft, because=reason)
    assert kept(draft) == before
    assert Output.objects.get(pk=output.pk).title


def test_a_text_can_always_be_withdrawn_at_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, output = make_released(scene)
    monkeypatch.setattr(doors, "check_line", lambda draft, _text: Checked(wording=draft, trouble="The list is broken"))
    with clock.standing_at(AFTER):
        with pytest.raises(Declined, match="cannot be checked: The list is broken"):
            afterwards.withdraw(scene.officer, draft, because="it was too sure of itself")
        afterwards.withdraw(scene.officer, draft, because="It was published in error.")
    assert Output.objects.get(pk=output.pk).withdrawn_because == "It was published in error."


def test_a_draft_about_a_series_is_checked_against_a_secret_list(scene: Scene) -> None:
    """In a cohort with a public list a source may be told; that somebody came to an open session may not."""
    series = Series.objects.create(slug="plp", programme=scene.cohort.programme, name="Peer learning", year=TODAY.year)
    draft = make_draft(scene)
    Draft.objects.filter(pk=draft.pk).update(
        series=series, cohort=None, session=None, body=f"{CLEAN}\n\nTwitter took part."
    )
    assert {matter.kind for matter in matters_of(draft).open} == {"presence"}


def test_whom_a_text_is_for_says_nothing_of_what_all_of_them_did(scene: Scene) -> None:
    draft = changed(make_draft(scene), applies_to="any company")
    assert matters_of(draft).open == ()
    assert matters_of(changed(draft, applies_to="Every company in the community disagreed")).blocked
