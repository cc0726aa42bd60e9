"""What a rule says is told in the language of the page, with its number, its dates and its lists."""

from datetime import date
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override, trans_real

from convenor.kernel.language import told
from convenor.rules.policy import CAPABILITIES
from convenor.rules.wording import as_a_sentence, counted, listed, on_day, said, said_of, together
from tools import catalogues

FRENCH = {
    "Represented at {there} of {of}.": "{of} : représentée à {there}.",
    "{number} meeting": ("{number} réunion", "{number} réunions"),
    "{some} or {last}": "{some} ou {last}",
    ", ": "、",
    "Not now.": "Pas maintenant.",
    "Until {day}.": "Jusqu’au {day}.",
    "fits {fits} of {of}": "convient à {fits} sur {of}",
}


class Catalogue:
    """A few sentences in French; the rest is Django's."""

    def __init__(self, django: Any) -> None:
        self._django = django

    def __getattr__(self, name: str) -> Any:
        return getattr(self._django, name)

    def gettext(self, text: str) -> Any:
        return FRENCH.get(text) or self._django.gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> Any:
        return FRENCH[one][number != 1] if one in FRENCH else self._django.ngettext(one, many, number)


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(trans_real._translations, "fr", Catalogue(trans_real.translation("fr")))
    with override("fr"):
        yield


def test_a_sentence_is_told_with_its_parts() -> None:
    assert told(said("Represented at {there} of {of}.", there=2, of=counted(3, "meeting"))) == (
        "3 réunions : représentée à 2."
    )
    assert told(counted(1, "meeting")) == "1 réunion"


def test_a_date_is_told_as_the_language_writes_it() -> None:
    assert told(said("Until {day}.", day=date(2022, 3, 14))) == "Jusqu’au 14 mars 2022."
    assert told(on_day(date(2022, 3, 14))) == "14 mars 2022"


def test_a_list_is_told_with_the_language_s_own_joints() -> None:
    assert told(listed(["a", "b", said("Not now.")], "or")) == "a、b ou Pas maintenant."
    assert told(together(["", said("Not now."), said("Not now.")])) == "Pas maintenant. Pas maintenant."


def test_somebody_s_own_words_stay_as_they_are() -> None:
    assert told(said("Until {day}.", day="Not now.")) == "Jusqu’au Not now.."


def test_a_plain_text_is_looked_up_whole_and_nothing_stays_nothing() -> None:
    assert (told("Not now."), told(""), told("Nobody translated this.")) == (
        "Pas maintenant.",
        "",
        "Nobody translated this.",
    )


def test_what_has_no_translation_is_english_as_it_is() -> None:
    sentence = said_of(2, "{number} seat for {whom}.", "{number} seats for {whom}.", whom="Ours")
    assert told(sentence) == "2 seats for Ours."


def test_a_name_does_not_turn_an_arabic_sentence_around() -> None:
    with override("ar"):
        assert told(said("For {whom}: {number}", whom="Ours", number=3)) == "For \u2068Ours\u2069: 3"


def test_a_template_tells_and_escapes() -> None:
    text = Template("{{ said|told }}").render(Context({"said": said("Until {day}.", day="<b>")}))
    assert text == "Jusqu’au &lt;b&gt;."


def test_every_sentence_said_is_collected() -> None:
    ids = [message.id for message in catalogues.collected()]
    # One that has a name, and is looked up by it.
    assert "This link is not open any more." in ids
    assert {"{some} and {last}", "{some} or {last}", ", "} <= set(ids)
    assert CAPABILITIES["year.answer"].why in ids


@pytest.mark.django_db
def test_a_refusal_is_in_the_reader_s_language() -> None:
    page = Client().get("/fr/nowhere/")
    assert (page.status_code, page["Content-Language"]) == (404, "fr")


def test_a_clause_begins_a_sentence_with_a_capital_in_each_language() -> None:
    sentence = as_a_sentence(said("fits {fits} of {of}", fits=2, of=7))
    assert sentence == "Fits 2 of 7."
    assert told(sentence) == "Convient à 2 sur 7."
