"""The seven sections, each composed from the facts of the year."""

from collections import Counter
from dataclasses import replace

from convenor.rules.programme_year import quarter_of
from convenor.rules.review.facts import (
    Confirmation,
    Prompt,
    ReviewEvent,
    ReviewFacts,
    ReviewMember,
    Section,
    SectionKey,
)
from convenor.rules.review.markdown import bullets, is_address, link, paragraphs, plain, table
from convenor.rules.vocabulary import Mode, SessionKind
from convenor.rules.wording import alphabetical, listed, on_day, said, said_of, spelled, together

PARTICIPANTS = "Participants"
HELD_BACK = Prompt(key="held_back", question=said("What held us back this year?"), mandatory=True)

MODE_WORDS = {Mode.VIRTUAL: "online", Mode.IN_PERSON: "in person", Mode.HYBRID: "both in person and online"}


def _missing(*asked: tuple[object, str, str]) -> tuple[Prompt, ...]:
    """Turn what is missing into prompts: (answer, key, question)."""
    return tuple(Prompt(key=key, question=question) for answer, key, question in asked if not answer)


def _members(facts: ReviewFacts) -> list[ReviewMember]:
    """Sort the year's companies by name; one that left and came back stands there once, from first to last."""
    in_the_year = [m for m in facts.members if m.since <= facts.ends and (m.until is None or m.until > facts.starts)]
    once: dict[str, ReviewMember] = {}
    for member in sorted(in_the_year, key=lambda member: member.since):
        first = once.setdefault(member.name, member)
        once[member.name] = replace(member, since=first.since)
    return sorted(once.values(), key=lambda member: alphabetical(member.name))


def overview(facts: ReviewFacts) -> Section:
    """Say who met, how often, on what, and how that compares with the year before (R-RPT-02, R-RPT-03)."""
    companies = len(_members(facts))
    sentence = (
        f"Through the {plain(facts.cohort)}, {plain(facts.convenor)} brought {spelled(companies)} "
        f"{'company' if companies == 1 else 'companies'} together in {facts.year}{_how_often(facts)}."
    )
    if facts.sessions_before is not None:
        number = spelled(facts.sessions_before)
        sentence += f" The year before had {number} session{'' if facts.sessions_before == 1 else 's'}."
    focus = f"The focus of {facts.year}: {plain(facts.focus)}." if facts.focus else ""
    if focus and facts.focus_before:
        focus += f" In {facts.year - 1} it was: {plain(facts.focus_before)}."
    return Section(
        key=SectionKey.OVERVIEW,
        heading="Overview",
        body_markdown=paragraphs([sentence, focus]),
        prompts=_missing(
            (facts.focus, "focus", said("What was {year} about, in one line?", year=facts.year)),
            (
                facts.focus_before,
                "focus_before",
                said("What was {year} about, and what changed since?", year=facts.year - 1),
            ),
        ),
    )


def _how_often(facts: ReviewFacts) -> str:
    if not facts.sessions:
        return ""
    special = sum(session.kind is SessionKind.SPECIAL for session in facts.sessions)
    sessions = f" for {spelled(len(facts.sessions))} session{'' if len(facts.sessions) == 1 else 's'}"
    return f"{sessions}, {spelled(special)} of them special" if special else sessions


def developments(facts: ReviewFacts) -> Section:
    """Tell what happened around the cohort, and candidly what limited it (R-RPT-04, R-RPT-11).

    Only public facts with a source that a reader can open are told; the others become questions (A-41).
    """
    told = told_events(facts)
    held_back = f"What limited the work: {plain(facts.held_back)}" if facts.held_back.strip() else ""
    return Section(
        key=SectionKey.DEVELOPMENTS,
        heading=f"{facts.year} Developments and Challenges",
        body_markdown=paragraphs([bullets(_event(event) for event in told), held_back]),
        prompts=(
            *(() if held_back else (HELD_BACK,)),
            *_missing(
                (facts.events, "events", said("What happened around us that changed {year}?", year=facts.year)),
            ),
            *(_about(event) for event in facts.events if event not in told),
        ),
    )


def told_events(facts: ReviewFacts) -> list[ReviewEvent]:
    """The events that the text tells: public facts whose source a reader can open (A-41)."""
    return [event for event in facts.events if event.public_fact and is_address(event.source_url)]


def _event(event: ReviewEvent) -> str:
    return f"{plain(event.text)} ({link(event.source_title or 'source', event.source_url.strip())})"


def _about(event: ReviewEvent) -> Prompt:
    ask = (
        said("There is no source that a reader can open. Add one, or leave it out.")
        if event.public_fact
        else said("It is not marked as a public fact. May it be told, and what is the source?")
    )
    return Prompt(key="event", question=together([said("“{words}”", words=event.text), ask]))


def structure(facts: ReviewFacts) -> Section:
    """Say how the cohort met; each practice is claimed only once an officer has confirmed it (R-RPT-06)."""
    practices = (
        (
            Confirmation.AGENDA_SENT,
            "The agenda went to participants before each session.",
            said("Did an agenda go out before each session?"),
        ),
        (
            Confirmation.STATEMENT_READ,
            f"Each session opened with the anti-trust statement, which {plain(facts.convenor)} reads out and which "
            "says what may be discussed and what may not.",
            said("Was the anti-trust statement read at the start of each session?"),
        ),
        (
            Confirmation.UPDATES_GIVEN,
            "Each session left time for brief updates, in which members told each other what they are working on "
            "and what is hard.",
            said("Did each session leave time for brief updates from members?"),
        ),
    )
    claims = [claim for key, claim, _ in practices if key in facts.confirmed]
    kept = "Sessions are not recorded; notes are taken for the secretariat's own learning and are not published."
    return Section(
        key=SectionKey.STRUCTURE,
        heading="Structure and Modalities",
        body_markdown=paragraphs([_modes(facts), " ".join(claims), kept]),
        prompts=_missing(*((key in facts.confirmed, key.value, question) for key, _, question in practices)),
    )


def _modes(facts: ReviewFacts) -> str:
    number, count = len(facts.sessions), Counter(session.mode for session in facts.sessions)
    if number == 0:
        return ""
    if len(count) > 1:
        met = listed([f"{spelled(count[mode])} met {MODE_WORDS[mode]}" for mode in Mode if count[mode]])
        return f"Of {spelled(number)} sessions, {met}."
    how = MODE_WORDS[facts.sessions[0].mode]
    return f"The one session took place {how}." if number == 1 else f"All {spelled(number)} sessions took place {how}."


def participants(facts: ReviewFacts) -> Section:
    """List the member companies, guests where they were noted, and experts for the year (R-RPT-07, A-37).

    Attendance plays no part, and experts who have not agreed to be named are not named.
    """
    met = "Most companies met their participation commitment." if Confirmation.MOST_MET in facts.confirmed else ""
    guests = [
        f"Guests were noted at the session of {on_day(session.on)}: {plain(session.guests_noted)}."
        for session in facts.sessions
        if session.guests_noted
    ]
    unlisted = sum(not member.may_be_named for member in _members(facts))
    unnamed = sum(not expert.may_be_named for expert in facts.experts)
    return Section(
        key=SectionKey.PARTICIPANTS,
        heading=PARTICIPANTS,
        body_markdown=paragraphs([bullets(roster(facts)), met, " ".join(guests), experts(facts)]),
        prompts=_missing(
            (
                met,
                Confirmation.MOST_MET.value,
                said("Did most companies meet their commitment? It is said only if you confirm it."),
            ),
            (
                unlisted == 0,
                "unlisted",
                said_of(
                    unlisted,
                    "{number} company withdrew the consent to be listed, and is left out.",
                    "{number} companies withdrew the consent to be listed, and are left out.",
                ),
            ),
            (
                unnamed == 0,
                "experts",
                said_of(
                    unnamed,
                    "{number} expert organisation cannot be named without consent. Ask, or leave it at that.",
                    "{number} expert organisations cannot be named without consent. Ask, or leave it at that.",
                ),
            ),
        ),
    )


def experts(facts: ReviewFacts) -> str:
    """Name the expert organisations that agreed to it, for the year and never with a session (R-CH-12)."""
    named = [plain(expert.name) for expert in facts.experts if expert.may_be_named]
    return f"Over the year, outside experts came from {listed(named)}." if named else ""


def roster(facts: ReviewFacts) -> list[str]:
    """List the companies alphabetically; in a first year everybody is new, and nobody is marked."""
    members = [member for member in _members(facts) if member.may_be_named]
    first_year = all(member.since >= facts.starts for member in members)
    lines = []
    for member in members:
        line = plain(member.name)
        if member.since >= facts.starts and not first_year:
            line += f" (joined in {facts.year})"
        if member.until is not None and member.until <= facts.ends:
            line += f" (left in {facts.year})"
        lines.append(line)
    return lines


def sessions(facts: ReviewFacts) -> Section:
    """List the sessions with their dates and themes, and note where a printed label does not fit (R-RPT-08, A-03)."""
    in_order = sorted(facts.sessions, key=lambda session: session.on)
    rows = [
        (on_day(session.on), plain(session.label), "; ".join(f"*{plain(theme)}*" for theme in session.themes))
        for session in in_order
    ]
    without_theme = [on_day(session.on) for session in in_order if not session.themes]
    quarters = {quarter_of(day) for day in (*(session.on for session in in_order), *facts.coming)}
    empty = [f"Q{quarter}" for quarter in (1, 2, 3, 4) if quarter not in quarters]
    return Section(
        key=SectionKey.SESSIONS,
        heading="Sessions: Dates and Themes",
        body_markdown=paragraphs(
            [
                table(("Date", "Session", "Themes"), rows) if rows else "No session has taken place in this year.",
                *(f"Note: {plain(session.anomaly)}" for session in in_order if session.anomaly),
            ]
        ),
        prompts=_missing(
            (not facts.coming, "coming", _still_to_come(facts)),
            (not without_theme, "themes", said("What was the session of {days} about?", days=listed(without_theme))),
            (
                not empty,
                "quarters",
                said("There was no session in {quarters}. Is there something to say about it?", quarters=listed(empty)),
            ),
        ),
    )


def _still_to_come(facts: ReviewFacts) -> str:
    return said_of(
        len(facts.coming),
        "{number} session is called for {days} and not counted yet. "
        "Wait until the year is over, or say in the look ahead what is to come.",
        "{number} sessions are called for {days} and not counted yet. "
        "Wait until the year is over, or say in the look ahead what is to come.",
        days=listed([on_day(day) for day in sorted(facts.coming)]),
    )


def look_ahead(facts: ReviewFacts) -> Section:
    """Say what the year was worth and what is planned for the next (R-RPT-09, R-RPT-17)."""
    return Section(
        key=SectionKey.LOOK_AHEAD,
        heading=f"{facts.year + 1}: A Look Ahead",
        body_markdown=paragraphs([plain(facts.value), bullets(plain(plan) for plan in facts.plans)]),
        prompts=_missing(
            (
                facts.value,
                "value",
                said("What did members and guidance gain from the year that they had nowhere else?"),
            ),
            (
                facts.plans,
                "plans",
                said("What goes on in {year}, what changes, and what is new?", year=facts.year + 1),
            ),
        ),
    )


def contact(facts: ReviewFacts) -> Section:
    """Say where to write (R-RPT-10, A-33)."""
    write = f"Questions about the {plain(facts.cohort)} are welcome at {plain(facts.contact)}." if facts.contact else ""
    read = ""
    if is_address(facts.website):
        read = f"More about {plain(facts.convenor)}: {link('project pages', facts.website.strip())}."
    return Section(
        key=SectionKey.CONTACT,
        heading="Contact",
        body_markdown=paragraphs([write, read]),
        prompts=_missing((facts.contact, "contact", said("Which address should readers write to?"))),
    )
