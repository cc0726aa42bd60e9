"""Facts of one subject told apart: when it joined, what it is like, and by which words it is called again."""

import pytest
from attribution_rosters import LOOSE, findings

from convenor.rules.attribution import Kind


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("A European company asked for a template. That company joined in 2023.", "slovoco cambria"),
        ("A delegate from a European firm was tired. Her employer, a member since 2023, was not.", "slovoco cambria"),
        ("One company keeps a diary. It joined us in 2023. It counts among the large members.", ""),
        ("One company keeps a diary. It joined in 2024. It counts among the large members. Its seat is in Europe.",
         "bruxnet dansk"),
        ("A European business closed an account. That same business, an operator, reopened it.", "bruxnet"),
        ("An operator hired a poet. For a small company like itself, it said, that was bold.", "zambola"),
        ("A European member has a list of fears.\n\nThe member with the list of fears, which runs a mobile network,"
         " reads it.", "bruxnet"),
        ("A European member has a list of words.\n\nThe member with the list of words, which runs a mobile network,"
         " reads it.", "bruxnet"),
        ("One company, medium-sized, asked first. It is an African one.", "malinet"),
        ("A European company bought a lantern. The said company is an operator.", "bruxnet"),
        ("A European company spoke. This member, large by any standard, has no lawyers.", "bruxnet dansk"),
    ],
)  # fmt: skip
def test_what_is_said_of_one_subject_is_read_together(note: str, members: str) -> None:
    rings = [one for one in findings(note, LOOSE, k=3) if one.kind is Kind.COMBINATION]
    assert [" ".join(one.members) for one in rings] == ([members] if members else [])


def test_a_pronoun_before_its_noun_is_of_that_noun() -> None:
    before = "# First note\n\nAn African participant told of a flood in its archive, in which two ledgers were ruined."
    note = "A games firm spoke first. After the flood in its archive, the participant that had lost two ledgers,"
    told = findings(f"{note} an operator, bought a boat.", LOOSE, k=3, earlier=(before,))
    assert ("malinet", "zambola") in [one.members for one in told if one.kind is Kind.COMBINATION]


MARCH = (
    "# March\n\nA European company planted a hedge around its archive. A medium-sized member has a parrot for alarms."
)


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("Of the hedge around the archive much was asked. The owner is an operator.", "bruxnet"),
        ("Regarding the member that has a parrot for alarms: a gaming company, it feeds it well.", "vietplay"),
        ("We heard about a hedge. The visitor is a small company.", ""),
    ],
)
def test_whoever_is_known_from_an_earlier_note_is_told_more_of(note: str, members: str) -> None:
    rings = [one for one in findings(note, LOOSE, k=3, earlier=(MARCH,)) if one.kind is Kind.COMBINATION]
    assert sorted(" ".join(one.members) for one in rings) == ([members] if members else [])


@pytest.mark.parametrize(
    "note",
    [
        "An operator told how it counts. The participant who replied, an African company, does not count.",
        "A European company has a hotline. Another company, a member since 2023, has none.",
        "A European company has a list of names. The company with the list of rules, which joined in 2023, has none.",
        "A European company bought a lantern. It was said that an operator had two.",
        "A European company joined in a lawsuit. Some companies joined in 2023.",
    ],
)
def test_two_subjects_stay_two(note: str) -> None:
    assert not [one for one in findings(note, LOOSE, k=3) if one.kind is not Kind.DESCRIPTION or not one.members]
