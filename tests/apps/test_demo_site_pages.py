"""The pages of the demonstration's site: all of them are there, short, and lead to what is there."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from convenor.demo import load, site_pages
from convenor.demo.reference import TODAY
from convenor.desk.models import CitedSource, Draft, Keeping
from convenor.kernel import clock
from convenor.public.library.actions import address_from
from convenor.public.library.models import Output
from convenor.public.library.reading import as_html
from convenor.rules.note import words_in
from convenor.rules.vocabulary import DraftKind, DraftState, PageSection

WORDS = range(120, 451)
HREF = re.compile(r'href="(/[^"]*)"')


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, loaded once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.everything()
        yield
        transaction.set_rollback(True)


def shelved() -> dict[str, Output]:
    return {one.title: one for one in Output.objects.filter(kind=DraftKind.PAGE)}


def test_every_file_is_a_page_of_its_own_place() -> None:
    names = sorted(file.name for file in files("convenor.demo").joinpath("texts").iterdir())
    assert names == sorted(f"{address_from(page.title)}.md" for page in site_pages.pages())
    places = [(page.section, page.rank) for page in site_pages.pages()]
    assert len(set(places)) == len(places)
    assert {section for section, _rank in places} == set(PageSection)


def test_pages_are_short_and_have_sections() -> None:
    for page in site_pages.pages():
        assert words_in(page.body) in WORDS, page.title
        assert "\n## " in page.body, page.title
        assert not re.search("^# ", page.body, re.MULTILINE), page.title


@pytest.mark.django_db
def test_every_page_is_public_as_it_is_written(loaded: None) -> None:
    found = shelved()
    assert set(found) == {page.title for page in site_pages.pages()}
    for page in site_pages.pages():
        output = found[page.title]
        assert (output.section, output.rank, output.applies_to) == (page.section, page.rank, page.applies_to)
        assert output.slug == address_from(page.title)
        assert page.sources or output.body == page.body
    went = Draft.objects.filter(kind=DraftKind.PAGE)
    assert set(went.values_list("state", flat=True)) == {DraftState.RELEASED}


@pytest.mark.django_db
def test_every_link_within_the_site_leads_to_a_public_page(loaded: None) -> None:
    links = {link for output in shelved().values() for link in HREF.findall(as_html(output.body))}
    assert len(links) > len(site_pages.pages())
    links |= {f"/pages/{output.slug}/" for output in shelved().values()}
    with clock.standing_at(TODAY):
        answers = {link: Client().get(link).status_code for link in links}
    assert {link: status for link, status in answers.items() if status != 200} == {}


@pytest.mark.django_db
def test_what_a_file_says_of_sources_and_reasons_is_used(loaded: None) -> None:
    reasons = {reason for page in site_pages.pages() for reason in page.kept.values()}
    cited = {(one.organisation, one.title, one.url) for page in site_pages.pages() for one in page.sources}
    assert set(CitedSource.objects.values_list("organisation", "title", "url")) == cited
    for page in site_pages.pages():
        kept = Keeping.objects.filter(draft__title=page.title, reason__in=reasons).values_list("text", flat=True)
        assert set(kept) == set(page.kept), page.title
