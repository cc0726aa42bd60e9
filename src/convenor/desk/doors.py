"""The one door to the library: what becomes public passes here, and the check stands in it.

Nothing else in the product writes to the library; a law in the tests holds that, and that every column of the library
stands in `CHECKED`.
"""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from convenor.desk.actions.stage import text_is_ready
from convenor.desk.checks import SCOPE, check_line
from convenor.desk.lines import sources_in
from convenor.desk.models import Draft
from convenor.desk.queries import caveats_of, summary_notes
from convenor.desk.wording import Wording, wording_of
from convenor.kernel import clock
from convenor.kernel.gate import Declined, settle
from convenor.public.library import actions as library
from convenor.public.library.models import Output, Translation
from convenor.public.library.reading import decoded
from convenor.room.cohorts.agreed import participants_of
from convenor.room.cohorts.models import Cohort
from convenor.room.series.announced import may_be_announced
from convenor.room.series.models import Series, Webinar
from convenor.room.series.queries import SeriesWords, WebinarWords
from convenor.room.series.readings import are_followed
from convenor.room.statistics.actions import enter
from convenor.rules.disclosure import Release, release_from_json
from convenor.rules.note import tidy
from convenor.rules.verdict import Verdict, no
from convenor.rules.vocabulary import Level, SessionState
from convenor.rules.wording import listed, said

# What may be said of a withdrawal where no other words can be checked.
PLAIN_REASON = "it was published in error"
CORRECTED = said("Say what is corrected, in a sentence that anybody may read.")
_WITHDRAWN = said("Say why it is withdrawn, in a sentence that anybody may read.")

# Every text of the library, with what checks it before it is there.
CHECKED = {
    "library.Output.title": "a field of the draft",
    "library.Output.body": "a field of the draft, as written and as a browser shows it",
    "library.Output.applies_to": "a field of the draft",
    "library.Output.provenance": "a field of the draft; it names no day",
    "library.Correction.text": "a field of the draft that corrects",
    "library.Output.slug": "a line beside the draft: the address made from the title",
    "library.Output.sources": "a line beside the draft for each source",
    "library.Output.table": "a table of the room's ledger; its names are a line beside the draft",
    "library.Output.caveats": "a line beside the draft for each caveat",
    "library.Output.withdrawn_because": "a line of its own",
    "library.Translation.title": "a field of the draft that translates",
    "library.Translation.body": "a field of the draft that translates, as written and as a browser shows it",
    "library.Translation.applies_to": "a field of the draft that translates",
    "library.Translation.provenance": "a field of the draft that translates; it names no day, in any of six languages",
    "library.Translation.sources": "a line beside the draft that translates, for each source",
    "library.Translation.changes": "a field of the draft that corrects a translation",
    "library.OpenSeries.name": "a word of the series, against everybody",
    "library.OpenSeries.slug": "a word of the series, against everybody",
    "library.OpenSeries.topics": "a word of the series, against everybody",
    "library.OpenWebinar.readings": "a word of the series, against everybody",
    "library.OpenWebinar.title": "a word of the series, against everybody",
    "library.OpenWebinar.themes": "a word of the series, against everybody",
    "library.OpenWebinar.parts": "a word of the series, against everybody",
    "library.Participant.community": "the words that two people agreed to, against everybody",
    "library.Participant.name": "a consent that holds today, and against everybody who did not agree",
    "library.OpenWebinar.note": "the slug of an output about this open session, as checked when it was released",
}


def shelve(draft: Draft) -> Output:
    """Put the copy of a draft into the library, or in the place of the one that it corrects.

    Raises Declined, and leaves everything as it was, as long as the check finds anything open in any of its words.
    """
    settle(text_is_ready(draft))
    words = wording_of(draft)
    if draft.table is not None:
        enter(draft.table)
    copy = library.Copy(
        kind=draft.kind,
        title=words.title,
        body=words.body,
        section=draft.section,
        rank=draft.rank,
        applies_to=words.applies_to,
        provenance=words.provenance,
        caveats=caveats_of(draft, clock.today()),
        table=_table_of(draft),
        sources=_sources_of(draft, words),
    )
    if draft.corrects is not None and draft.corrects.output is not None:
        return library.correct(draft.corrects.output, copy, line=words.correction)
    return library.shelve(copy)


def shelve_translation(draft: Draft) -> Translation:
    """Put a translation beside the copy of what it translates, or in the place of the one that it corrects.

    Raises Declined, and leaves everything as it was, as long as the check finds anything open in any of its words, or
    anything of its page would be English.
    """
    settle(text_is_ready(draft))
    words, original = wording_of(draft), draft.translates.output if draft.translates else None
    if original is None or draft.follows is None:
        raise Declined(no("What this translates is not published, so there is nothing to put it beside."))
    copy = library.TranslationCopy(
        language=draft.language,
        title=words.title,
        body=words.body,
        applies_to=words.applies_to,
        provenance=words.provenance,
        sources=_sources_of(draft, words),
        of=draft.follows,
    )
    return library.shelve_translation(original, copy, line=words.correction)


def _sources_of(draft: Draft, words: Wording) -> list[tuple[str, str]]:
    """The documents that a text still links to, each once."""
    return list({source.url: (source.title, source.url) for source in sources_in(draft, words)}.values())


def _table_of(draft: Draft) -> Release | None:
    """The table as the ledger has it, without the names of the room and of the tables before it."""
    if draft.shown_table is None:
        return None
    release = release_from_json(draft.shown_table.release)
    return replace(release, room=None, after=()).sealed()


def withdraw(draft: Draft, *, because: str) -> None:
    """Take the copy of a draft out of the library; its page keeps the reason, which anybody may read.

    Of a translation nothing is kept: its address tells readers where the original is.
    """
    if draft.output is None:
        raise Declined(no("This draft is not published, so there is nothing to withdraw."))
    if draft.translates_id is not None:
        library.withdraw_translation(draft.output)
        return
    library.withdraw(draft.output, because=public_line(draft, because, wanted=_WITHDRAWN, final=True))


def may_be_public(series: Series, words: SeriesWords) -> Verdict:
    """Whether nothing that would be told of a series points to somebody; who takes part in it is secret (R-CH-06)."""
    told = [words["name"], series.pk, *words["topics"]]
    for one in words["webinars"].values():
        told += [one["title"], *one["themes"], *one["parts"]]
        for reading in one["readings"]:
            told += [reading["title"], reading["url"], decoded(reading["url"])]
    rows = [(one["title"], one["url"]) for named in words["webinars"].values() for one in named["readings"]]
    followed = are_followed(rows)
    return may_be_announced(*told) if followed.allowed else followed


def announce(series: Series, words: SeriesWords) -> None:
    """Make these words of a series public, with its dates. Raises Declined if any of them points to somebody."""
    settle(may_be_public(series, words))
    redate(series, words)


def redate(series: Series, words: SeriesWords) -> None:
    """Put the dates of today's plan and the ways to summary notes beside words that are public already.

    Dates point to nobody, and what a note tells of was open to anybody.
    """
    planned = {str(row.number): row for row in series.webinars.select_related("session")}
    notes = summary_notes(series)
    copies = [
        _webinar(planned[number], said, notes.get(planned[number].session_id))
        for number, said in words["webinars"].items()
        if number in planned
    ]
    library.announce(series.pk, name=words["name"], year=series.year, webinars=copies, topics=words["topics"])


def _webinar(planned: Webinar, said: WebinarWords, note: UUID | None) -> library.WebinarCopy:
    session = planned.session
    return library.WebinarCopy(
        number=planned.number,
        title=said["title"],
        themes=said["themes"],
        parts=said["parts"],
        starts_at=session.starts_at,
        time_known=session.time_known,
        minutes=session.minutes,
        subject_to_change=planned.subject_to_change,
        cancelled=session.state == SessionState.CANCELLED,
        note=note,
        readings=[(one["title"], one["url"]) for one in said["readings"]],
    )


def take_down(series: Series) -> None:
    """Take a series off the public site."""
    library.take_down(series.pk)


def may_list(cohort: Cohort) -> Verdict:
    """Whether it may be public, under the name of the cohort, who of it agreed to be named."""
    settled = may_stand(cohort, cohort.name)
    if not settled.allowed:
        return settled
    agreed = participants_of(cohort, clock.today())
    if not agreed.names and agreed.held_back:
        return no(
            _(
                "Each name that was agreed to is also a name of somebody who did not agree, or points to somebody, so "
                "there is nothing to publish. Look at how these organisations are called on record."
            )
        )
    if not agreed.names:
        return no(_("Nobody who sits in this cohort has agreed to be named, so there is nothing to publish."))
    return settled


def may_stand(cohort: Cohort, community: str) -> Verdict:
    """Whether a list may be public under this name, whoever is on it."""
    if not cohort.members_public:
        return no(_("Who sits in this cohort is confidential as a whole, so no list of it is published."))
    return may_be_announced(community)


def list_participants(cohort: Cohort) -> None:
    """Make public who of a cohort agreed to be named. Raises Declined if nobody did, or if that is confidential."""
    settle(may_list(cohort))
    relist(cohort, cohort.name)


def relist(cohort: Cohort, community: str) -> None:
    """Let a list that is public already name exactly those whose consent holds today, as they are called today."""
    library.list_participants(community, participants_of(cohort, clock.today()).names if cohort.members_public else ())


def take_list_down(community: str) -> None:
    """Take the list of a community's participants off the public site."""
    library.list_participants(community, ())


def public_line(draft: Draft, text: str, *, wanted: str, final: bool) -> str:
    """A line that anybody may read, tidied. Raises Declined if it is empty, cannot be checked or points to somebody.

    What is `wanted` is said where it is empty.

    Nobody decides on a final line a second time, so there what a person would have to decide on is refused, too.
    """
    line = " ".join(tidy(text).split())
    if not line:
        raise Declined(no(wanted))
    if line.rstrip(".").casefold() == PLAIN_REASON:
        return line
    checked = check_line(draft, line)
    if checked.trouble:
        raise Declined(
            no(
                said(
                    "This line cannot be checked: {trouble}. Write “{plain}” instead.",
                    trouble=checked.trouble,
                    plain=PLAIN_REASON,
                )
            )
        )
    found = [matter for matter in checked.matters if matter.kind != SCOPE]
    found = [matter for matter in found if final or matter.level is Level.BLOCKED]
    if found:
        raise Declined(
            no(
                said(
                    "Anybody may read this line, and it points to somebody: {named}. {why} Say it in other words.",
                    named=listed([said("“{words}”", words=matter.text) for matter in found]),
                    why=found[0].why,
                )
            )
        )
    return line
