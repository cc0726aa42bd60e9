"""Paragraphs whose descriptions are not checked say so."""

import pytest
from attribution_rosters import PUBLIC, findings, found

from convenor.rules.attribution import check

OTHERS = [
    ("French", "Une entreprise a décrit son registre des demandes et la manière dont elle y répond."),
    ("Spanish", "Un operador describió cómo registra las solicitudes de los gobiernos y cuánto tarda."),
    ("Portuguese", "Uma empresa descreveu como registra os pedidos dos governos e quanto tempo leva para responder."),
    ("German", "Ein Unternehmen beschrieb, wie es die Anfragen der Behörden prüft und dann beantwortet."),
    ("Italian", "Una società ha descritto come registra le richieste dei governi e quanto tempo impiega."),
    ("Dutch", "Een bedrijf beschreef hoe het de verzoeken van overheden bijhoudt en daarna beantwoordt."),
    ("Polish", "Jedna firma opisała, jak rejestruje wnioski rządów i ile czasu zajmuje odpowiedź na nie."),
    ("Russian", "Одна компания описала, как она ведёт журнал запросов правительств."),
    ("Arabic", "وصفت شركة كيف تسجل طلبات الحكومات ومتى تجيب."),
    ("Chinese", "一家公司介绍了它如何记录政府的请求。"),
    ("Japanese", "ある会社が政府からの要請の記録方法を説明した。"),
    ("Korean", "한 회사가 정부의 요청을 어떻게 기록하는지 설명했다."),
    (
        "a language other than English",
        "Yritys kertoi, miten se kirjaa hallitusten pyynnöt ja kuinka kauan vastaaminen yleensä kestää nykyisin.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_a_paragraph_in_another_language_is_for_a_person(language: str, text: str) -> None:
    note = f"The group met in May.\n\n{text}\n\nThe next session is in June."
    said = [one for one in findings(note) if one.kind == "description"]
    assert [(one.text, one.level, one.members) for one in said] == [(text, "review", ())]
    assert language in said[0].reason
    assert "descriptions are not" in said[0].reason


def test_direct_mentions_in_it_are_still_found() -> None:
    text = "Une entreprise a décrit son registre des demandes à Vodafone et la manière dont elle y répond."
    assert [kind for _, kind, *_ in found(text)] == ["description", "direct"]
    assert check(text, PUBLIC).verdict == "blocked"


def test_neighbours_in_one_language_are_said_once() -> None:
    french = OTHERS[0][1]
    assert [one.text for one in findings(f"{french}\n\n{french}")] == [f"{french}\n\n{french}"]


@pytest.mark.parametrize(
    "note",
    [
        "The principle of force majeure was read aloud, and so was the droit de regard.",
        "Remedy, leverage, severity, transparency, escalation, procurement, audits, boards, counsel",
        "El Salvador and Las Vegas.",
        "The word нур was on the slide.",
        "星 was on the slide.",
        "Déjà vu!",
        "1. 2. 3. 4. 5. 6. 7. 8. 9.",
    ],
)
def test_short_and_mixed_paragraphs_are_left_alone(note: str) -> None:
    assert [one for one in findings(note) if one.kind == "description"] == []
