"""A page of the site goes the way of every text, stands in its section, and says what was changed on it."""

from datetime import timedelta
from html import unescape

import pytest
from desk_scene import TODAY, Scene, again, as_, digest, go_to, make_released, page, refused, write
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from convenor.desk.actions import afterwards, deciding, writing
from convenor.desk.actions.site_pages import put_in_place
from convenor.desk.models import Draft
from convenor.desk.wording import wording_of
from convenor.kernel import clock
from convenor.kernel.models import AuditEntry, Event
from convenor.public.library import queries
from convenor.public.library.actions import WebinarCopy, announce
from convenor.public.library.models import Output
from convenor.rules.vocabulary import DraftKind, PageSection

pytestmark = pytest.mark.django_db
BODY = "What the project *is*.\n\n## Who leads it\n\nThe United Nations lead it, and anybody may [write](/newsletter/)."


def begin(
    scene: Scene, title: str = "About the project", section: PageSection = PageSection.PROJECT, rank: int = 1
) -> Draft:
    draft = writing.begin(scene.officer, kind=DraftKind.PAGE, title=title, section=section, rank=rank)
    return write(scene, draft, body=BODY)


def release(scene: Scene, draft: Draft) -> Output:
    draft = again(draft)
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, again(draft), digest=digest(draft))
    return deciding.release(scene.officer, again(draft), digest=digest(draft))


@pytest.fixture
def published(scene: Scene) -> Draft:
    with clock.standing_at(TODAY):
        draft = begin(scene)
        release(scene, draft)
    return again(draft)


def test_a_page_is_read_at_its_address_and_listed_in_its_section(scene: Scene, published: Draft) -> None:
    text = page(Client(), "/pages/about-the-project/")
    assert "<em>is</em>" in text
    assert "<h2>Who leads it</h2>" in text
    assert "The project" in page(Client(), "/pages/")
    assert "/pages/about-the-project/" in page(Client(), "/pages/")


def test_it_says_nothing_that_only_a_note_says(scene: Scene, published: Draft) -> None:
    text = page(Client(), "/pages/about-the-project/")
    assert "What this is, and what it is not" not in text
    assert Output.objects.get(slug="about-the-project").caveats == []
    make_released(scene)
    assert Output.objects.exclude(kind=DraftKind.PAGE).get().caveats != []


def test_it_is_no_note_and_no_news(scene: Scene, published: Draft) -> None:
    for address in ("/", "/feed.atom", "/feed.json"):
        assert "about-the-project" not in page(Client(), address)
    for address in ("/sitemap.xml", "/api/outputs.json", "/search/?q=leads"):
        assert "/pages/about-the-project/" in page(Client(), address)


def test_as_a_note_it_leads_to_its_page_and_a_note_is_no_page(scene: Scene, published: Draft) -> None:
    response = Client().get("/notes/about-the-project/")
    assert (response.status_code, response["Location"]) == (301, "/pages/about-the-project/")
    _draft, note = make_released(scene)
    assert Client().get(f"/pages/{note.slug}/").status_code == 404
    assert Client().get("/pages/nothing/").status_code == 404


def test_a_change_is_told_under_it_and_the_address_stays(scene: Scene, published: Draft) -> None:
    with clock.standing_at(TODAY):
        change = afterwards.begin_correction(scene.officer, published, line="The chief is told of.")
        assert (change.section, change.rank) == (PageSection.PROJECT, 1)
        written = write(scene, change, title="What this project is")
        put_in_place(scene.officer, written, section=PageSection.TAKING_PART, rank=7)
        release(scene, written)
    text = page(Client(), "/pages/about-the-project/")
    assert "What this project is" in text
    assert "The chief is told of." in text
    found = Output.objects.get(slug="about-the-project")
    assert (found.section, found.rank) == (PageSection.TAKING_PART, 7)


def test_withdrawn_its_address_says_so_and_no_list_has_it(scene: Scene, published: Draft) -> None:
    afterwards.withdraw(scene.officer, published, because="It was published in error.")
    response = Client().get("/pages/about-the-project/")
    assert response.status_code == 410
    assert "published in error" in unescape(response.content.decode())
    for address in ("/pages/", "/feed.atom", "/feed.json", "/sitemap.xml", "/api/outputs.json"):
        assert "about-the-project" not in page(Client(), address)


def test_sections_stand_in_their_order_and_pages_by_their_rank(scene: Scene) -> None:
    with clock.standing_at(TODAY):
        for title, section, rank in (
            ("Remedy", PageSection.THEME, 2),
            ("Strategy", PageSection.THEME, 1),
            ("Contact", PageSection.PROJECT, 9),
        ):
            release(scene, begin(scene, title, section, rank))
    assert [one.title for one in queries.site_pages()] == ["Contact", "Strategy", "Remedy"]
    text = page(Client(), "/pages/strategy/")
    assert "/pages/remedy/" in text
    assert "/pages/contact/" not in text


def test_a_name_in_a_page_blocks_it_as_in_every_text(scene: Scene) -> None:
    draft = write(scene, begin(scene), body="Vodafone leads it.")
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), "points to somebody")


@pytest.mark.parametrize("kind", [DraftKind.PAGE, DraftKind.OUTPUT_NOTE])
def test_only_a_page_has_a_section_and_it_always_has_one(scene: Scene, published: Draft, kind: DraftKind) -> None:
    section = PageSection.PROJECT if kind is DraftKind.OUTPUT_NOTE else None
    refused(published, lambda: writing.begin(scene.officer, kind=kind, title="T", section=section), "sections")


def test_a_page_is_about_no_cohort_and_no_session(scene: Scene, published: Draft) -> None:
    for where in ({"cohort": scene.cohort}, {"session": scene.session}):
        refused(
            published,
            lambda where=where: writing.begin(  # type: ignore[misc]
                scene.officer, kind=DraftKind.PAGE, title="T", section=PageSection.THEME, **where
            ),
            "no one cohort",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=published.pk).update(cohort=scene.cohort)


def test_a_page_is_moved_before_it_is_public_and_then_looked_at_again(scene: Scene) -> None:
    draft = begin(scene)
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, again(draft), digest=digest(draft))
    put_in_place(scene.officer, again(draft), section=PageSection.PROJECT, rank=1)
    assert again(draft).approvals.exists()
    put_in_place(scene.officer, again(draft), section=PageSection.THEME, rank=1)
    assert not again(draft).approvals.exists()
    note, _output = make_released(scene)
    refused(note, lambda: put_in_place(scene.officer, note, section=PageSection.THEME, rank=1))
    refused(draft, lambda: put_in_place(scene.nominee, again(draft), section=PageSection.PROJECT, rank=1))


def test_an_old_form_does_not_decide_where_a_page_stands_now(scene: Scene) -> None:
    draft = begin(scene)
    opened = digest(draft)
    put_in_place(scene.officer, draft, section=PageSection.THEME, rank=3)
    refused(draft, lambda: deciding.send(scene.officer, again(draft), digest=opened), "was moved")
    deciding.send(scene.officer, again(draft), digest=digest(again(draft)))
    text = wording_of(draft).digest
    for old in (opened, text, f"{text}-", f"{text}-theme-33"):
        refused(draft, lambda old=old: deciding.approve(scene.chief, again(draft), digest=old), "moved")  # type: ignore[misc]
    answer = as_(scene.chief_account).post(f"/desk/{draft.pk}/decide/", {"digest": opened})
    assert "was moved on the site" in unescape(answer.content.decode())
    assert not again(draft).approvals.exists()
    deciding.approve(scene.chief, again(draft), digest=digest(again(draft)))
    refused(draft, lambda: deciding.release(scene.officer, again(draft), digest=opened), "was moved")
    deciding.release(scene.officer, again(draft), digest=digest(again(draft)))
    assert Output.objects.get().section == PageSection.THEME


def test_an_approval_of_another_place_is_none(scene: Scene) -> None:
    draft = begin(scene)
    deciding.send(scene.officer, draft, digest=digest(draft))
    deciding.approve(scene.chief, again(draft), digest=digest(draft))
    Draft.objects.filter(pk=draft.pk).update(section=PageSection.EXAMPLE)
    moved = again(draft)
    refused(moved, lambda: deciding.release(scene.officer, moved, digest=digest(moved)))


def test_an_old_form_does_not_move_back_what_a_colleague_moved(scene: Scene) -> None:
    draft, client = begin(scene), as_(scene.officer_account)
    words = {"digest": digest(draft), "title": draft.title, "body": "What I wrote.", "word_budget": "600"}
    words |= {"section": "project", "rank": "1"}
    put_in_place(scene.chief, draft, section=PageSection.THEME, rank=3)
    answer = unescape(client.post(f"/desk/{draft.pk}/write/", words).content.decode())
    assert "was moved on the site" in answer
    assert "Place in its section: 3" in answer
    assert (again(draft).section, again(draft).body) == ("theme", BODY)
    seen = digest(again(draft))
    assert f'name="instead" value="{seen}"' in answer
    client.post(f"/desk/{draft.pk}/write/", {**words, "rank": "4", "instead": seen})
    assert (again(draft).section, again(draft).rank, again(draft).body) == ("project", 4, "What I wrote.")


def test_it_is_begun_written_and_moved_in_the_browser(scene: Scene) -> None:
    client = as_(scene.officer_account)
    assert "No page is written yet" in page(client, "/desk/pages/")
    said = {"title": "Focus area one", "section": "focus_area", "rank": "1"}
    response = client.post("/desk/pages/begin/", said)
    draft = Draft.objects.get(kind=DraftKind.PAGE)
    assert response["Location"] == f"/desk/{draft.pk}/write/"
    assert "Place in its section" in page(client, response["Location"])
    words = {"digest": digest(draft), "title": draft.title, "body": BODY, "word_budget": "600"}
    client.post(response["Location"], {**words, "section": "theme", "rank": "3"})
    assert (again(draft).section, again(draft).rank, again(draft).body) == ("theme", 3, BODY)
    assert "Focus area one" in page(client, "/desk/pages/")
    assert "Place in its section" not in page(client, "/desk/begin/")
    assert 'value="page"' not in page(client, "/desk/begin/")


def test_a_place_that_is_none_is_said_and_nothing_is_kept(scene: Scene) -> None:
    client = as_(scene.officer_account)
    for wrong in (
        {"section": "elsewhere", "rank": "1"},
        {"section": "theme", "rank": "0"},
        {"section": "theme", "rank": "x"},
    ):
        assert client.post("/desk/pages/begin/", {"title": "T", **wrong}).status_code == 200
    assert not Draft.objects.exists()


def test_without_any_page_it_says_what_will_stand_there(scene: Scene) -> None:
    text = page(Client(), "/pages/")
    assert "No page is written yet" in text
    assert "Open to you now" in text


def test_a_published_page_with_a_change_underway_leads_to_the_change(scene: Scene, published: Draft) -> None:
    client = as_(scene.officer_account)
    assert f"/desk/{published.pk}/correct/" in page(client, "/desk/pages/")
    change = afterwards.begin_correction(scene.officer, published, line="A word.")
    text = page(client, "/desk/pages/")
    assert f"/desk/{change.pk}/" in text
    assert f"/desk/{published.pk}/correct/" not in text


def test_nobody_is_mailed_that_a_page_is_public(scene: Scene, published: Draft) -> None:
    assert not Event.objects.filter(name="output_released").exists()
    make_released(scene)
    assert Event.objects.filter(name="output_released").exists()


def test_whoever_moved_a_page_does_not_agree_to_it(scene: Scene) -> None:
    draft = begin(scene)
    put_in_place(scene.chief, draft, section=PageSection.THEME, rank=1)
    draft = again(draft)
    deciding.send(scene.chief, draft, digest=digest(draft))
    refused(draft, lambda: deciding.approve(scene.chief, again(draft), digest=digest(draft)))
    assert AuditEntry.objects.filter(verb="page.moved", subject=str(draft.pk)).exists()


def test_whoever_agrees_sees_where_it_will_stand_and_nothing_that_only_a_note_says(scene: Scene) -> None:
    draft = write(scene, begin(scene, section=PageSection.THEME, rank=4), applies_to="Anybody")
    deciding.send(scene.officer, draft, digest=digest(draft))
    text = page(as_(scene.chief_account), f"/desk/{draft.pk}/decide/")
    assert "Themes of the Community of Practice · Place in its section: 4" in text
    assert "Anybody" in text
    assert "What this is, and what it is not" not in text


def test_the_desk_lists_pages_as_readers_see_them(scene: Scene, published: Draft) -> None:
    with clock.standing_at(TODAY):
        change = afterwards.begin_correction(scene.officer, published, line="Another place.")
        written = write(scene, change, title="What we do")
        put_in_place(scene.officer, written, section=PageSection.EXAMPLE, rank=1)
        release(scene, written)
    text = page(as_(scene.officer_account), "/desk/pages/")
    assert "Examples that are public already" in text
    assert "What we do" in text
    assert "About the project" not in text


def test_a_webinar_that_has_begun_is_not_open_any_more(scene: Scene) -> None:
    starts = clock.now() + timedelta(days=1)
    copy = WebinarCopy(
        number=1,
        title="Numbats",
        themes=[],
        parts=[],
        starts_at=starts,
        time_known=True,
        minutes=60,
        subject_to_change=False,
        cancelled=False,
    )
    announce("plp", name="Platform", year=2023, webinars=[copy])
    first = Client().get("/pages/")
    assert "Numbats" in first.content.decode()
    go_to(starts.date() + timedelta(days=1))
    assert Client().get("/pages/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert "Numbats" not in page(Client(), "/pages/")


def test_links_to_this_site_lead_on_in_the_language_of_the_address(scene: Scene, published: Draft) -> None:
    assert 'href="/newsletter/"' in page(Client(), "/pages/about-the-project/")
    assert 'href="/en/newsletter/" rel' in page(Client(), "/en/pages/about-the-project/")
    told = Client().get("/api/outputs/about-the-project.json").json()["content_html"]
    assert f'href="{settings.CONVENOR_SITE}/newsletter/"' in told
