"""The page on which the secretariat sees every letter, and gives one other words."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from convenor.kernel import clock, letters
from convenor.kernel.actor import actor_of
from convenor.kernel.gate import Declined
from convenor.kernel.models import AuditEntry, Wording
from convenor.people.models import Account
from convenor.rules import letters as words
from convenor.secretariat.actions import word_letter
from making import make_cohort, make_installation, make_member, make_nominee, make_organisation, make_secretariat

pytestmark = pytest.mark.django_db

WORDS = reverse("secretariat:wording", args=["agenda"])
PAGE = reverse("secretariat:letter", args=["agenda"])
UNDO = reverse("secretariat:undo_wording", args=["agenda"])
OWN = {"subject": "The agenda of {day}", "body": "Dear colleague,\n\n{agenda}\n\n{address}\n\nYours, the secretariat"}


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    make_installation()
    monkeypatch.setattr(clock, "today", lambda: date(2023, 3, 10))
    return signed_in(make_secretariat())


def signed_in(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def text_of(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_every_letter_stands_on_the_page_with_its_cause_and_can_be_looked_at(officer: Client) -> None:
    page = text_of(officer, reverse("secretariat:letters"))
    for letter in letters.letters().values():
        address = reverse("secretariat:letter", args=[letter.key])
        assert f'href="{address}"' in page
        assert str(letter.cause).replace("'", "&#x27;") in page
        shown = text_of(officer, address)
        assert "{" not in shown.partition("As somebody gets it")[2].partition("Change the words")[0], letter.key
    assert reverse("secretariat:letters") in text_of(officer, reverse("secretariat:outbox"))


def test_the_list_says_in_another_language_too_to_whom_a_letter_goes_and_which_always_comes(officer: Client) -> None:
    page = text_of(officer, f"/fr{reverse('secretariat:letters')}")
    assert '<th scope="col">Pour qui</th>' in page, "and not until which day"
    assert "Toujours envoyée" in page


def test_other_words_are_looked_at_first_kept_with_their_day_and_taken_back(officer: Client) -> None:
    looked = officer.post(WORDS, {**OWN, "look": "1"}).content.decode()
    assert "This is how it would look" in looked
    assert "The agenda of 14 March 2026" in looked
    assert "1. Statement (5 minutes)" in looked
    assert not Wording.objects.exists(), "looking keeps nothing"
    assert officer.post(WORDS, OWN).headers["Location"] == PAGE
    kept = Wording.objects.get()
    assert (kept.letter, kept.subject, kept.changed_on) == ("agenda", "The agenda of {day}", date(2023, 3, 10))
    assert "10 March 2023" in text_of(officer, PAGE)
    assert "Dear colleague," in text_of(officer, PAGE)
    assert officer.post(UNDO).headers["Location"] == PAGE
    assert not Wording.objects.exists()
    assert "Dear colleague," not in text_of(officer, PAGE)
    verbs = AuditEntry.objects.filter(subject="agenda").values_list("verb", flat=True)
    assert list(verbs) == ["letter.worded", "letter.wording_taken_back"]


def test_whoever_reads_another_language_changes_the_english_words_that_are_sent(officer: Client) -> None:
    english = letters.wording_of(letters.letters()["agenda"])
    assert english.subject in text_of(officer, f"/fr{WORDS}"), "an officer's words are kept for the house"
    Wording.objects.create(letter="agenda", changed_on=date(2023, 3, 10), **OWN)
    assert "Dear colleague," in text_of(officer, f"/fr{WORDS}")
    page = text_of(officer, f"/fr{PAGE}")
    assert "Dear colleague," in page
    assert '<title lang="en" dir="ltr">' in page
    assert "The agenda of 14 March 2026" in officer.post(f"/fr{WORDS}", {**OWN, "look": "1"}).content.decode()


def test_what_was_taken_back_already_is_not_taken_back_twice(officer: Client) -> None:
    page = officer.post(UNDO, follow=True).content.decode()
    assert "the product&#x27;s own words already" in page
    assert not AuditEntry.objects.filter(subject="agenda").exists()


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        ("x", "{address.__class__}", "A brace stands only around a name"),
        ("x", "{address} {{ settings.SECRET_KEY }}", "A brace stands only around a name"),
        ("{0}", "{address}", "A brace stands only around a name"),
        ("x", "{address} {", "A brace stands only around a name"),
        ("x", "{address} {secret}", "This letter has no {secret}"),
        ("x", "Come.", "The text has to hold {address}"),
        ("", "{address}", "Fill this in."),
        ("x", "", "Fill this in."),
    ],
)
@pytest.mark.parametrize("looks", [False, True])
def test_a_wording_that_could_not_be_sent_is_refused_with_its_reason(
    officer: Client, subject: str, body: str, said: str, looks: bool
) -> None:
    page = officer.post(WORDS, {"subject": subject, "body": body, **({"look": "1"} if looks else {})})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "This is how it would look" not in page.content.decode()
    assert not Wording.objects.exists()


def test_a_wording_that_could_not_be_sent_is_not_kept_whoever_asks() -> None:
    make_installation()
    unsent = words.Wording(subject="x", body="Come.")
    with pytest.raises(Declined, match="has to hold"):
        word_letter(actor_of(make_secretariat()), letters.letters()["agenda"], unsent)
    assert not Wording.objects.exists()


def test_a_tag_in_a_wording_is_a_word(officer: Client) -> None:
    """`{% … %}` has braces around something else than a name; what has none is plain text on the page."""
    assert "A brace stands" in officer.post(WORDS, {**OWN, "body": "{address}{% include 'x' %}"}).content.decode()
    looked = officer.post(WORDS, {"subject": "<b>x", "body": "{address} <script>1</script>", "look": "1"})
    assert "<script>1</script>" not in looked.content.decode()
    assert "&lt;script&gt;1&lt;/script&gt;" in looked.content.decode()


def test_a_wording_that_does_not_fit_any_more_says_so(officer: Client) -> None:
    Wording.objects.create(letter="agenda", subject="x", body="{gone}", changed_on=date(2023, 3, 1))
    page = text_of(officer, PAGE)
    assert "Your words do not fit this letter any more." in page
    assert "{gone}" not in page


def test_a_letter_that_is_not_there_and_somebody_else_find_nothing(officer: Client) -> None:
    assert officer.get(reverse("secretariat:letter", args=["nothing"])).status_code == 404
    nominee = signed_in(make_nominee(make_member(make_cohort(), make_organisation("ericsson"))))
    for address in (reverse("secretariat:letters"), PAGE, WORDS):
        assert nominee.get(address).status_code == 403
    assert nominee.post(WORDS, OWN).status_code == 403
    assert not Wording.objects.exists()
