"""A released text in another language: begun, checked, agreed to and released like any other, and never half of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from desk_scene import (
    AFTER,
    CLEAN,
    TODAY,
    Scene,
    again,
    digest,
    make_draft,
    make_released,
    refused,
    set_the_scene,
    write,
)
from django.test import Client
from django.utils.translation import trans_real

from convenor.desk.actions import afterwards, deciding, translating
from convenor.desk.models import Draft
from convenor.kernel import clock
from convenor.public.library.models import Output, Translation
from convenor.public.library.queries import translations_of
from convenor.rules import caveats
from convenor.rules.vocabulary import DraftState

pytestmark = pytest.mark.django_db

FRENCH = "## Ce que nous avons entendu\n\nCertaines entreprises pèsent la gravité.\n\n## Que faire\n\nCommencez par là."
LATER = AFTER + timedelta(days=20)
MUCH_LATER = AFTER + timedelta(days=40)


@pytest.fixture
def scene() -> Iterator[Scene]:
    with clock.standing_at(TODAY):
        yield set_the_scene()


@pytest.fixture(autouse=True)
def caveats_in_french() -> Iterator[None]:
    """The sentences that a page says about itself, whatever the catalogue has of them."""
    kept = trans_real.translation("fr")._catalog
    sentences = [caveats.NO_POSITION, *caveats.REPRESENTATIVENESS.values(), *caveats.SMALLER_COMPANIES.values()]
    before = {one: kept.get(one) for one in sentences}
    for number, one in enumerate(sentences):
        kept[one] = f"Phrase {number} sur ce texte."
    yield
    for one, was in before.items():
        kept[one] = was or one


def begin(scene: Scene, draft: Draft, language: str = "fr") -> Draft:
    with clock.standing_at(LATER):
        return translating.begin_translation(scene.officer, draft, language=language)


def in_french(scene: Scene, draft: Draft, **words: str) -> Draft:
    said = {"title": "La gravité au travail", "body": FRENCH, "provenance": "Des sessions de 2023.", **words}
    return write(scene, draft, **said)


def carry_through(scene: Scene, draft: Draft) -> Output:
    """Send a translation, agree to it, and release it once the members' time has passed."""
    with clock.standing_at(LATER):
        deciding.send(scene.officer, draft, digest=digest(draft))
        deciding.approve(scene.chief, draft, digest=digest(draft), until=LATER + timedelta(days=14))
    with clock.standing_at(MUCH_LATER):
        return deciding.release(scene.officer, draft, digest=digest(draft))


def make_translated(scene: Scene) -> tuple[Draft, Draft, Output]:
    draft, output = make_released(scene)
    translation = in_french(scene, begin(scene, draft))
    carry_through(scene, translation)
    return draft, again(translation), output


def test_a_translation_goes_the_whole_way_and_stands_beside_its_output(scene: Scene) -> None:
    draft, translation, output = make_translated(scene)
    (copy,) = translations_of(output)
    assert (copy.language, copy.title, copy.body) == ("fr", "La gravité au travail", FRENCH)
    assert (copy.of, copy.published_on) == (output.updated_at, MUCH_LATER)
    assert (translation.state, translation.output, translation.translates) == (DraftState.RELEASED, copy.key, draft)
    output.refresh_from_db()
    assert output.title == "Severity at work"
