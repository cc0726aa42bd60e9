"""AC-13, word for word."""

from attribution_rosters import PUBLIC

from convenor.rules.attribution import check

DRAFT = (
    "Vodafone's lead opened. FB followed. Then the Spain-based operator spoke, and a European operator, and two US "
    "social media firms; network operators and equipment vendors agreed with most members. Oyelaran Whitlock-Sørby "
    "took notes. Ericsson's 5G assessment (https://www.ericsson.com/en/rights-5g) is public."
)


def test_a_draft_is_flagged_as_the_acceptance_says() -> None:
    verdict = check(DRAFT, PUBLIC)
    assert [(one.text, str(one.kind), str(one.level), one.size) for one in verdict.findings] == [
        ("Vodafone's", "direct", "blocked", 1),
        ("FB", "direct", "blocked", 1),
        ("the Spain-based operator", "description", "blocked", 1),
        ("a European operator", "description", "blocked", 2),
        ("two US social media firms", "description", "blocked", 2),
        ("Oyelaran Whitlock-Sørby", "person", "blocked", 0),
        ("Ericsson's", "direct", "review", 1),
        ("https://www.ericsson.com/en/rights-5g", "contact", "review", 1),
    ]


def test_the_example_passes_only_because_of_its_link() -> None:
    bare = DRAFT.replace(" (https://www.ericsson.com/en/rights-5g)", "")
    assert [str(one.level) for one in check(bare, PUBLIC).findings if one.text == "Ericsson's"] == ["blocked"]


def test_what_is_not_decided_is_said() -> None:
    assert "facts about a member that the roster does not hold" in check("", PUBLIC).unchecked
