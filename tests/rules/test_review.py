"""The year-end review of the real year 2022: seven sections, candid prompts, no claim unconfirmed (AC-02)."""

from dataclasses import replace
from datetime import date

import pytest

from convenor.rules.review import (
    Confirmation,
    Prompt,
    ReviewEvent,
    ReviewExpert,
    ReviewFacts,
    ReviewMember,
    ReviewSession,
    Section,
    SectionKey,
    compose,
    may_go_to_the_desk,
    public_lines,
    public_places,
)
from convenor.rules.vocabulary import Mode, SessionKind

NAMES = "Vodafone Verizon Twitter Telefónica Salesforce Microsoft Meta Google Ericsson Cloudflare Cisco Apple".split()
MEMBERS = tuple(
    ReviewMember(name=name, since=date(2022 if name == "Telefónica" else 2021, 1, 1))
    for name in [*NAMES, "Hewlett Packard Enterprise"]
)


def session(
    day: date, label: str, *themes: str, kind: SessionKind = SessionKind.REGULAR, guests: str = "", anomaly: str = ""
) -> ReviewSession:
    return ReviewSession(
        label=label,
        kind=kind,
        on=day,
        themes=themes,
        mode=Mode.VIRTUAL,
        guests_noted=guests,
        anomaly=anomaly,
    )


SESSIONS = (
    session(date(2022, 2, 28), "Q1 Session 1", "HRDD, Enterprise Risk Management and Compliance"),
    session(date(2022, 3, 14), "Q1 Session 2", "Operationalizing Severity", anomaly="The source prints another."),
    session(date(2022, 5, 3), "Q2 Session 1", "Stakeholder Engagement Workstream", "World Economic Forum"),
    session(date(2022, 5, 17), "Q2 Session 2", "HRDD and Remedy on End Use", guests="colleagues of other functions"),
    session(date(2022, 6, 21), "Special Session", "HRDD in Conflict Settings", kind=SessionKind.SPECIAL),
    session(date(2022, 9, 12), "Q3 Session 1", "B-Tech and COP Participant Priorities"),
)
EXPERTS = (
    "Mazars",
    "Pluto & Associates",
    "International Committee of the Red Cross (ICRC)",
    "Global Network Initiative (GNI)",
    "Institute for Human Rights and Business (IHRB)",
)
PUBLIC_EVENT = ReviewEvent(
    text="The war in Ukraine took up much of the members' attention",
    public_fact=True,
    source_title="2022 Year-End Review",
    source_url="https://example.org/review(2022)",
)
FACTS = ReviewFacts(
    year=2022,
    cohort="Community of Practice",
    convenor="the UN Human Rights B-Tech Project",
    starts=date(2022, 1, 1),
    ends=date(2022, 12, 31),
    members=MEMBERS,
    sessions=SESSIONS,
    events=(PUBLIC_EVENT,),
    experts=tuple(ReviewExpert(name=name, may_be_named=True) for name in EXPERTS),
    focus="specific challenges that members face",
    focus_before="feeding into the foundational papers",
    sessions_before=None,
    held_back="a small team that lost a member in the second half of the year.",
    contact="ohchr-b-techproject@un.org",
    website="https://www.ohchr.org/en/business-and-human-rights/b-tech-project",
)


def section(key: SectionKey, facts: ReviewFacts = FACTS) -> Section:
    return next(section for section in compose(facts) if section.key is key)


def prompts(facts: ReviewFacts) -> list[Prompt]:
    return [prompt for section in compose(facts) for prompt in section.prompts]


def whole(facts: ReviewFacts) -> str:
    return "\n".join(f"{section.heading}\n{section.body_markdown}" for section in compose(facts))


def test_seven_sections_come_in_their_order() -> None:
    assert [section.heading for section in compose(FACTS)] == [
        "Overview",
        "2022 Developments and Challenges",
        "Structure and Modalities",
        "Participants",
        "Sessions: Dates and Themes",
        "2023: A Look Ahead",
        "Contact",
    ]
    assert [section.key for section in compose(FACTS)] == list(SectionKey)


def test_the_overview_counts_companies_and_sessions_and_compares_the_focus() -> None:
    text = section(SectionKey.OVERVIEW).body_markdown
    assert "brought 13 companies together in 2022 for six sessions, one of them special." in text
    assert "In 2021 it was: feeding into the foundational papers." in text
    assert "year before had" not in text
    compared = section(SectionKey.OVERVIEW, replace(FACTS, sessions_before=7))
    assert "The year before had seven sessions." in compared.body_markdown
    single = section(SectionKey.OVERVIEW, replace(FACTS, sessions_before=1))
    assert "The year before had one session." in single.body_markdown


def test_a_focus_that_nobody_wrote_is_asked_for_and_not_told() -> None:
    only_before = section(SectionKey.OVERVIEW, replace(FACTS, focus=""))
    assert "focus" not in only_before.body_markdown
    assert "feeding" not in only_before.body_markdown
    assert [prompt.question for prompt in only_before.prompts] == ["What was 2022 about, in one line?"]
    only_now = section(SectionKey.OVERVIEW, replace(FACTS, focus_before=""))
    assert only_now.body_markdown.endswith("The focus of 2022: specific challenges that members face.")
    assert [prompt.question for prompt in only_now.prompts] == ["What was 2021 about, and what changed since?"]


def test_thirteen_companies_are_listed_alphabetically_and_the_addition_is_marked() -> None:
    body = section(SectionKey.PARTICIPANTS).body_markdown
    listed = [line.removeprefix("- ") for line in body.splitlines() if line.startswith("- ")]
    assert listed == [
        "Apple",
        "Cisco",
        "Cloudflare",
        "Ericsson",
        "Google",
        "Hewlett Packard Enterprise",
        "Meta",
        "Microsoft",
        "Salesforce",
        "Telefónica (joined in 2022)",
        "Twitter",
        "Verizon",
        "Vodafone",
    ]


def test_in_a_first_year_nobody_is_marked_as_new_and_strangers_are_left_out() -> None:
    members = (
        ReviewMember(name="One", since=date(2022, 1, 1)),
        ReviewMember(name="Two", since=date(2022, 3, 1), until=date(2022, 9, 1)),
        ReviewMember(name="Past", since=date(2020, 1, 1), until=date(2022, 1, 1)),
        ReviewMember(name="Future", since=date(2023, 1, 1)),
    )
    body = section(SectionKey.PARTICIPANTS, replace(FACTS, members=members)).body_markdown
    assert "- One\n- Two (left in 2022)\n" in body
    stayed = replace(FACTS, members=(replace(members[0], until=date(2023, 1, 1)),))
    overview = section(SectionKey.OVERVIEW, replace(stayed, sessions=SESSIONS[:1])).body_markdown
    assert "brought one company together in 2022 for one session." in overview
    assert "left" not in section(SectionKey.PARTICIPANTS, stayed).body_markdown
    last_day = replace(FACTS, members=(ReviewMember(name="Late", since=date(2022, 12, 31)),))
    assert "- Late" in section(SectionKey.PARTICIPANTS, last_day).body_markdown
    assert "Past" not in body
    assert "Future" not in body


def test_a_company_that_came_back_stands_once_in_the_review() -> None:
    members = (
        ReviewMember(name="Back", since=date(2022, 6, 1)),
        ReviewMember(name="Back", since=date(2021, 1, 1), until=date(2022, 3, 1)),
        ReviewMember(name="Stayed", since=date(2021, 1, 1)),
    )
    facts = replace(FACTS, members=members)
    assert "brought two companies together" in section(SectionKey.OVERVIEW, facts).body_markdown
    assert "- Back\n- Stayed\n" in section(SectionKey.PARTICIPANTS, facts).body_markdown


def test_guests_appear_only_with_the_session_for_which_they_were_noted() -> None:
    text = whole(FACTS)
    assert text.count("uests were noted") == 1
    assert "session of 17 May 2022: colleagues of other functions." in text


def test_experts_are_named_for_the_year_and_with_no_session() -> None:
    text = whole(FACTS)
    for name in EXPERTS:
        line = next(line for line in text.splitlines() if name in line)
        assert line.startswith("Over the year")
        assert "2022" not in line


def test_an_expert_organisation_without_consent_is_not_named() -> None:
    facts = replace(FACTS, experts=(*FACTS.experts, ReviewExpert(name="Shy Institute", may_be_named=False)))
    assert "Shy Institute" not in whole(facts)
    assert any(prompt.key == "experts" for prompt in prompts(facts))
    assert not any(prompt.key == "experts" for prompt in prompts(FACTS))


@pytest.mark.parametrize(
    ("confirmation", "claim"),
    [
        (Confirmation.MOST_MET, "Most companies met"),
        (Confirmation.AGENDA_SENT, "agenda went to participants"),
        (Confirmation.STATEMENT_READ, "opened with the anti-trust statement"),
        (Confirmation.UPDATES_GIVEN, "brief updates"),
    ],
)
def test_a_claim_stands_only_once_it_is_confirmed_and_is_asked_before(confirmation: Confirmation, claim: str) -> None:
    assert claim not in whole(FACTS)
    assert confirmation in {prompt.key for prompt in prompts(FACTS)}
    confirmed = replace(FACTS, confirmed=frozenset({confirmation}))
    assert claim in whole(confirmed)
    assert confirmation not in {prompt.key for prompt in prompts(confirmed)}


def test_a_public_event_is_told_with_its_source() -> None:
    body = section(SectionKey.DEVELOPMENTS).body_markdown
    assert "- The war in Ukraine took up" in body
    assert "[2022 Year-End Review](<https://example.org/review(2022)>)" in body


@pytest.mark.parametrize("change", [{"public_fact": False}, {"source_url": ""}, {"source_url": "javascript:alert(1)"}])
def test_an_event_that_is_not_public_or_has_no_source_stays_out_and_becomes_a_question(
    change: dict[str, object],
) -> None:
    facts = replace(FACTS, events=(replace(PUBLIC_EVENT, **change),))  # type: ignore[arg-type]
    assert "Ukraine" not in whole(facts)
    question = next(prompt.question for prompt in prompts(facts) if "Ukraine" in prompt.question)
    assert ("not marked as a public fact" in question) is (change == {"public_fact": False})


def test_what_held_us_back_must_be_answered_before_the_desk() -> None:
    silent = replace(FACTS, held_back="  ")
    verdict = may_go_to_the_desk(compose(silent))
    assert not verdict.allowed
    assert "What held us back this year?" in verdict.reason
    assert may_go_to_the_desk(compose(FACTS)).allowed
    assert "lost a member in the second half" in section(SectionKey.DEVELOPMENTS).body_markdown


def test_sessions_come_with_dates_labels_themes_and_the_note_on_a_printed_label() -> None:
    body = section(SectionKey.SESSIONS).body_markdown
    assert "| 28 February 2022 | Q1 Session 1 | *HRDD, Enterprise Risk Management and Compliance* |" in body
    assert "| *Stakeholder Engagement Workstream*; *World Economic Forum* |" in body
    assert body.endswith("Note: The source prints another.")
    assert [prompt.question for prompt in section(SectionKey.SESSIONS).prompts] == [
        "There was no session in Q4. Is there something to say about it?"
    ]


def test_modes_are_told_as_they_were() -> None:
    assert "All six sessions took place online." in section(SectionKey.STRUCTURE).body_markdown
    mixed = (replace(SESSIONS[0], mode=Mode.IN_PERSON), *SESSIONS[1:])
    body = section(SectionKey.STRUCTURE, replace(FACTS, sessions=mixed)).body_markdown
    assert "Of six sessions, five met online and one met in person." in body
    body = section(SectionKey.STRUCTURE, replace(FACTS, sessions=mixed[:1])).body_markdown
    assert "The one session took place in person." in body


def test_an_empty_year_composes_with_prompts_and_claims_nothing() -> None:
    empty = ReviewFacts(
        year=2022,
        cohort="Community of Practice",
        convenor="the convenor",
        starts=date(2022, 1, 1),
        ends=date(2022, 12, 31),
        members=(),
        sessions=(),
    )
    assert "No session has taken place" in section(SectionKey.SESSIONS, empty).body_markdown
    keys = {prompt.key for prompt in prompts(empty)}
    asked = " ".join(prompt.question for prompt in prompts(empty))
    assert "What goes on in 2023" in asked
    assert "no session in Q1, Q2, Q3 and Q4." in asked
    assert {"focus", "held_back", "events", "value", "plans", "contact", "quarters"} <= keys


def test_the_look_ahead_and_the_contact_are_what_the_officer_wrote() -> None:
    facts = replace(FACTS, value="Room to ask peers.", plans=("A series of open webinars", "The cohort goes on"))
    assert section(SectionKey.LOOK_AHEAD, facts).body_markdown == (
        "Room to ask peers.\n\n- A series of open webinars\n- The cohort goes on"
    )
    assert "welcome at ohchr-b-techproject@un.org." in section(SectionKey.CONTACT, facts).body_markdown


def test_marks_in_a_text_are_not_taken_for_formatting() -> None:
    facts = replace(FACTS, focus="a *b* [c](d) <script>\n# x")
    assert "a \\*b\\* \\[c\\](d) \\<script\\> # x" in section(SectionKey.OVERVIEW, facts).body_markdown


def test_a_session_that_is_only_called_is_asked_about_and_never_counted() -> None:
    coming = replace(FACTS, sessions=SESSIONS[:2], coming=(date(2022, 12, 12), date(2022, 9, 12)))
    assert "for two sessions" in section(SectionKey.OVERVIEW, coming).body_markdown
    assert "12 December" not in whole(coming)
    asked = {prompt.key: prompt.question for prompt in section(SectionKey.SESSIONS, coming).prompts}
    assert "2 sessions are called for 12 September 2022 and 12 December 2022 and not counted yet." in asked["coming"]
    assert "Q2" in asked["quarters"]
    assert "Q4" not in asked["quarters"]
    assert "coming" not in {prompt.key for prompt in section(SectionKey.SESSIONS).prompts}


LINES, SENTENCE = public_lines(FACTS)
LIST = "\n".join(f"- {name}" for name in ("Apple", "Telefónica (joined in 2022)", "Vodafone"))


def public_words(text: str) -> list[str]:
    """What of a text is a public fact of this year."""
    return [text[start:end] for start, end in public_places(text, LINES, {SENTENCE})]


def test_the_published_list_and_the_experts_who_agreed_are_public_facts_where_the_review_puts_them() -> None:
    text = section(SectionKey.PARTICIPANTS).body_markdown
    found = public_words(f"## Overview\n\nWe met.\n\n## Participants\n\n{text}\n\n## Contact\n\nWrite.")
    assert found == [*text.splitlines()[:13], SENTENCE]
    assert "Telefónica (joined in 2022)" in found[9]


@pytest.mark.parametrize(
    "text",
    [
        f"## Who said it\n\n{LIST}",
        f"## Participants\n\nThese had said so:\n\n{LIST}",
        f"## Participants\n\n- A stranger\n{LIST}",
        f"## Participants and what they said\n\n{LIST}",
        f"{LIST}",
        "## Participants\n\n- Vodafone, which disagreed",
        "## Participants\n\n- Vodafone (left in 2022)",
        f"## Sessions: Dates and Themes\n\n{SENTENCE}",
        f"## Participants\n\nOn 3 May: {SENTENCE}",
    ],
)
def test_one_word_more_or_another_place_is_no_public_fact(text: str) -> None:
    assert public_words(text) == []


def test_the_list_ends_with_the_first_line_of_another_kind() -> None:
    assert public_words("## Participants\n\n- Apple\n\nThe others:\n\n- Vodafone") == ["- Apple"]


def test_experts_who_did_not_agree_are_no_public_fact() -> None:
    experts = (ReviewExpert(name="Quiet Institute", may_be_named=False), ReviewExpert(name="Mazars", may_be_named=True))
    _, sentence = public_lines(replace(FACTS, experts=experts))
    assert sentence == "Over the year, outside experts came from Mazars."
    assert public_lines(replace(FACTS, experts=experts[:1]))[1] == ""
