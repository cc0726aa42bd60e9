"""What holds of every grouping, whatever the answers."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from mentimeter import ANSWERS, SERIES, TEN

from convenor.rules.answers import Answer, Grouping, Published, merge, move, published, suggest_session, themes

SENTENCES = st.lists(st.sampled_from([*TEN.values(), "redress", "grievances", "kiosks", "a kiosk", "", "网络", "AI"]))
ANY_TEXTS = st.lists(st.text(max_size=40), max_size=8)
UNITS = st.sampled_from([None, "a", "b", "c", "d", "e"])


def of(texts: list[str]) -> list[Answer]:
    return [Answer(id=f"{number:03}", text=text) for number, text in enumerate(texts)]


@settings(max_examples=40)
@given(texts=ANY_TEXTS)
def test_nothing_raises_on_any_text_and_every_answer_is_in_exactly_one_theme(texts: list[str]) -> None:
    grouping = themes(of(texts))

    assert sorted(one for theme in grouping.themes for one in theme.answers) == [answer.id for answer in of(texts)]
    assert all(theme.answers and theme.label.strip() for theme in grouping.themes)
    assert len({theme.label for theme in grouping.themes}) == len(grouping.themes)


@settings(max_examples=40)
@given(text=st.text(max_size=60))
def test_no_text_upsets_the_suggestion_of_a_session(text: str) -> None:
    suggestion = suggest_session(Answer(id="x", text=text), SERIES)

    assert suggestion is None or suggestion.session_id in {session.id for session in SERIES}


@settings(max_examples=40)
@given(texts=SENTENCES, seed=st.integers(0, 99))
def test_the_order_of_answers_has_no_effect(texts: list[str], seed: int) -> None:
    answers = of(texts)
    shuffled = random.Random(seed).sample(answers, len(answers))

    assert themes(shuffled) == themes(answers)


def test_the_order_has_no_effect_where_likeness_leaves_it_open() -> None:
    ring = ["kazak", "tyrit", "bozob", "lukul", "hewah", "mivim", "jufuj", "rapar"]
    answers = of([f"{word} {ring[number - 1]}" for number, word in enumerate(ring)])

    assert {themes([*answers[at:], *answers[:at]]) for at in range(len(ring))} == {themes(answers)}
    assert len(themes(answers).themes) == 2


def test_the_ids_of_answers_decide_nothing() -> None:
    reversed_ids = [replace(answer, id=f"{20 - int(answer.id):02}") for answer in ANSWERS]
    text = {answer.id: answer.text for answer in (*ANSWERS, *reversed_ids)}

    def told(grouping: Grouping) -> set[tuple[str, frozenset[str]]]:
        return {(theme.label, frozenset(text[one] for one in theme.answers)) for theme in grouping.themes}

    assert told(themes(reversed_ids)) == told(themes(ANSWERS))


def counts(shown: Published) -> list[int]:
    return [theme.count for theme in shown.themes] + ([] if shown.others is None else [shown.others])


@settings(max_examples=60)
@given(texts=SENTENCES, k=st.integers(3, 6))
def test_what_is_public_has_k_behind_it_and_cannot_be_counted_back(texts: list[str], k: int) -> None:
    answers = of(texts)
    grouping = themes(answers)
    shown = published(grouping, answers, k=k)

    assert all(count >= k for count in counts(shown))
    # Whoever knows how many answered finds nobody left over, or everybody.
    assert len(answers) - sum(counts(shown)) in {0, len(answers)}
    assert shown.too_few == (len(answers) < k)


@settings(max_examples=60)
@given(texts=SENTENCES, units=st.lists(UNITS, min_size=40, max_size=40), k=st.integers(3, 4))
def test_several_answers_of_one_unit_count_once(texts: list[str], units: list[str | None], k: int) -> None:
    answers = [replace(answer, unit=unit) for answer, unit in zip(of(texts[:40]), units, strict=False)]
    everybody = len({answer.counts_as for answer in answers})
    shown = published(themes(answers), answers, k=k)

    assert all(k <= theme.count < everybody for theme in shown.themes)
    assert shown.others is None or k <= shown.others <= everybody


@settings(max_examples=30)
@given(texts=SENTENCES, draw=st.data())
def test_editing_loses_no_answer(texts: list[str], draw: st.DataObject) -> None:
    answers = of(["remedy", "my network", *texts])
    grouping = themes(answers)
    target = draw.draw(st.sampled_from(grouping.themes)).id
    moved = move(grouping, draw.draw(st.sampled_from(answers)).id, to=target)
    joined = merge(moved, [theme.id for theme in moved.themes]) if len(moved.themes) > 1 else moved

    for edited in (moved, joined):
        assert sorted(one for theme in edited.themes for one in theme.answers) == [answer.id for answer in answers]
    assert len(joined.themes) == 1
