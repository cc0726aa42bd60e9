"""Phrases that are harmless alone and identify together."""

import pytest
from attribution_rosters import PUBLIC, findings

from convenor.rules.attribution import Finding, check
from convenor.rules.attribution.subjects import released

EUROPEAN_OPERATORS = ("telefonica", "vodafone")
MEDIUM_US = ("cloudflare", "twitter")


def ring(note: str, earlier: tuple[str, ...] = (), k: int = 3) -> list[Finding]:
    return [one for one in check(note, PUBLIC, k=k, earlier=earlier).findings if one.kind == "combination"]


def rings(note: str, earlier: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.members) for one in ring(note, earlier)]


@pytest.mark.parametrize(
    ("note", "closing"),
    [
        ("A telecom company keeps a log. It is a European company.", "a European company"),
        ("A telecom company keeps a log. The company is based in Europe.", "based in Europe"),
        ("A telecom company keeps a log. The same firm comes from Europe.", "comes from Europe"),
        ("A telecom company keeps a log. That firm hails from Europe.", "hails from Europe"),
        ("A telecom company keeps a log. Its headquarters are in Europe.", "headquarters are in Europe"),
        ("A telecom company keeps a log. They are European.", "are European"),
        ("A telecom company keeps a log. It is not from North America.", "is not from North America"),
        ("A European company keeps a log. As an operator, it must.", "an operator"),
        ("A European company keeps a log. It operates a mobile network.", "operates a mobile network"),
        ("A European company keeps a log. It works in telecommunications.", "works in telecommunications"),
        ("A European company, an operator, keeps a log.", "an operator"),
        ("A European company with a log is an operator.", "an operator"),
        ("A speaker from an operator was brief. She said that her company is European.", "is European"),
        ("One of the speakers works for an operator. The speaker is from Europe.", "is from Europe"),
        ("Two telecom companies keep logs. Both are based in Europe.", "based in Europe"),
        ("Telecom companies met. One of them is based in Europe.", "based in Europe"),
        ("- A telecom company keeps a log.\n- The company with the log is European.", "is European"),
        ("A telecom company keeps a log.\n\nTime was short.\n\nThe company with the log is European.", "is European"),
        ("A log was shown by a telecom company. The company behind the log is European.", "is European"),
        ("A log of seizures came from an operator. The log of seizures is kept by a European firm.", "a European firm"),
        ("A cloud company and an operator met. The latter is based in Europe.", "based in Europe"),
        ("An operator keeps a log. “We are based in Europe”, its speaker said.", "based in Europe"),
        ("An operator keeps a log. Headquartered in Europe, the company shows it.", "in Europe"),
        ("An operator keeps a log. Based in Europe, it shows the log twice a year.", "in Europe"),
        ("A participant works for an operator. She added that head office in Europe decides.", "in Europe"),
        ("Some operators replied. They are all based in Europe.", "based in Europe"),
        ("A European firm keeps a log. Its business is mobile networks.", "mobile networks"),
        ("A European firm keeps a log. It is active in telecommunications.", "telecommunications"),
        ("A European firm keeps a log. It belongs to the telecommunications sector.", "telecommunications"),
        ("A European firm, itself an operator, keeps a log.", "an operator"),
        ("A European firm (an operator) keeps a log.", "an operator"),
        ("A European firm – an operator – keeps a log.", "an operator"),
        ("A European firm keeps a log. Speaking as an operator, it asked for more.", "an operator"),
        ("A European firm keeps a log. Being an operator, the firm must.", "an operator"),
        (
            "* An operator: helpline in nine languages\n* The helpline in nine languages is run from Europe",
            "from Europe",
        ),
        ("One participant works for an operator. Her company comes from Europe.", "comes from Europe"),
    ],
)
def test_what_is_said_of_one_subject_is_intersected(note: str, closing: str) -> None:
    assert any(closing in text and members == EUROPEAN_OPERATORS for text, members in rings(note))


@pytest.mark.parametrize(
    "note",
    [
        "A telecom company keeps a log. Another company is based in Europe.",
        "A telecom company keeps a log. A different company, a European one, does not.",
        "One telecom company keeps a log. A second participant, from Europe, does not.",
        "A telecom company spoke first. A company from Europe spoke last.",
        "A telecom company asked a European company about logs.",
        "Telecom companies keep logs. European companies do not.",
        "Several operators keep logs. Others are based in Europe.",
        "A telecom company spoke about NGOs based in Europe.",
        "A telecom company quoted a regulator that is based in Europe.",
        "A telecom company spoke about a court. Its supplier is based in Europe.",
        "A telecom company keeps a log. It was discussed in Europe.",
        "- A telecom company: logs.\n- A European company: budgets.",
        "A telecom company spoke of its partner. The partner is based in Europe.",
        "A telecom company hosts a forum. The forum is based in Europe.",
        "A telecom company told of a journalist. She is from Europe.",
        "First a telecom company spoke, then a company from Europe.",
        "A telecom company has a fund. Unlike it, a company from Europe has none.",
        "A telecom company has a fund. The other company, from Europe, has none.",
        "A telecom company asked how companies in Europe handle this.",
        "A speaker from a telecom company spoke. A speaker from a European company did not.",
        "A telecom company met. Somebody else, from a European company, left.",
        "# Logs\n\nA telecom company spoke.\n\n# Budgets\n\nThe company is European.",
    ],
)
def test_two_subjects_are_not_mixed(note: str) -> None:
    assert check(note, PUBLIC, k=3).verdict == "clear"


def test_only_a_phrase_that_makes_the_set_smaller_is_found() -> None:
    note = "A telecom company keeps a log. It is a European company. It is an operator. It is based in Europe."
    assert [one.text for one in ring(note)] == ["a European company"]


def test_the_reason_names_the_other_phrase_and_where_it_stands() -> None:
    within = ring("A telecom company keeps a log. It is a European company.")[0]
    assert within.reason == "with “A telecom company” in this note it fits 2 of 13 members; at least 3 are needed"
    across = ring(
        "The company with the log of requests is European.", ("# Note of May\n\nAn operator has a log of requests.",)
    )
    assert "“An operator” in an earlier note (Note of May)" in across[0].reason


def test_the_suggestion_restores_k() -> None:
    note = "A telecom company keeps a log. It is a European company."
    one = ring(note)[0]
    assert (one.suggestion, one.suggestion_size) == ("a company", 3)
    assert check(note[: one.start] + str(one.suggestion) + note[one.end :], PUBLIC, k=3).verdict == "clear"


def test_a_predicate_is_widened_to_a_region() -> None:
    note = "A large company keeps a log. It is based in Madrid."
    one = findings(note, k=3)[-1]
    assert (one.text, one.members) == ("based in Madrid", ("telefonica",))
    assert (one.suggestion, one.suggestion_size) == ("based in Europe", 3)


def test_a_place_that_only_the_room_knows_counts_those_in_the_room() -> None:
    note = "A large company keeps a log. It is based in North America."
    assert check(note, PUBLIC, k=3).verdict == "clear"
    inside = check(note, PUBLIC, k=3, present=["google", "verizon", "twitter", "telefonica", "ericsson", "vodafone"])
    assert [one.members for one in inside.findings] == [("google", "verizon")]


EARLIER = (
    "# Output note, May\n\nA telecom company described its log of requests from governments.\n\nThe group was pleased.",
    "# Output note, June\n\nAn enterprise technology company has a checklist for sales in conflict areas.",
)


@pytest.mark.parametrize(
    "note",
    [
        "The participant that described its log of requests is a European company.",
        "The company with the log of requests, which is based in Europe, shared it.",
        "The log of government requests was shown by a European company.",
        "A European company returned to its log of government requests.",
        "As reported in May, one company keeps a log of government requests. This company is based in Europe.",
        "The log of requests is still in force at the European company.",
    ],
)
def test_a_fact_of_an_earlier_note_recalls_its_subject(note: str) -> None:
    assert [members for _, members in rings(note, EARLIER)] == [EUROPEAN_OPERATORS]
    assert not ring(note)


def test_the_company_behind_it_is_the_one_of_the_sentence_before() -> None:
    earlier = ("# June\n\nThe idea of a refund diary came from a telecom company.",)
    note = "The refund diary is in its second year. The European company behind it has published an example."
    assert rings(note, earlier) == [("The European company", EUROPEAN_OPERATORS)]


def test_a_fact_that_nobody_told_before_recalls_nobody() -> None:
    assert not ring("The company with the hotline is a European company.", EARLIER)


def test_a_topic_of_many_notes_ties_nobody() -> None:
    many = tuple(f"# Note {n}\n\nA telecom company spoke about remedy in case {n}." for n in range(8))
    assert not ring("The company that spoke about remedy is a European company.", many)


def test_the_same_story_told_by_an_unnamed_company_is_for_a_person() -> None:
    earlier = ("# May\n\nA telecom company runs a hotline with forty lawyers in twelve villages.",)
    found = ring("A European company runs a hotline with forty lawyers in twelve villages.", earlier)
    assert [(one.text, one.level, one.members) for one in found] == [
        ("A European company", "review", EUROPEAN_OPERATORS)
    ]


def test_a_ring_closed_by_released_notes_marks_whom_this_note_speaks_of() -> None:
    earlier = (*EARLIER, "# July\n\nThe company with the log of requests is European.")
    found = ring("The company with the log of requests asked for advice.", earlier)
    assert [(one.text, one.members) for one in found] == [("The company", EUROPEAN_OPERATORS)]


def test_the_order_of_earlier_notes_does_not_matter() -> None:
    earlier = (*EARLIER, "# July\n\nThe company with the log of requests is a large company.")
    note = "The participant that described its log of requests is a European company."
    assert check(note, PUBLIC, earlier=earlier) == check(note, PUBLIC, earlier=earlier[::-1])


def test_an_earlier_note_is_read_once() -> None:
    released.cache_clear()
    for _ in range(3):
        check("Nothing.", PUBLIC, earlier=EARLIER)
    assert released.cache_info().misses == len(EARLIER)
