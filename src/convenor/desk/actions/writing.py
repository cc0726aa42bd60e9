"""Writing a draft and settling what the check found in it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from convenor.desk.actions.stage import at_the_desk, go_on_to, held, held_at, reopen, rewrite
from convenor.desk.checks import Matter, check_draft
from convenor.desk.models import CitedSource, Draft
from convenor.desk.queries import days_held
from convenor.desk.wording import Place, Wording, wording_of
from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import Remark, Session
from convenor.room.meetings.queries import sealed_remarks
from convenor.room.series.models import Series
from convenor.room.statistics.models import Table
from convenor.room.statistics.queries import is_up_to_date
from convenor.rules.note import WORD_BUDGETS, names_a_day, outline, provenance, tidy
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftKind, DraftState, Level, PageSection, WaiverState
from convenor.rules.wording import said

# What a draft around a table begins with; the numbers stand in the table alone, which passed the ledger.
ABOUT_A_TABLE = (
    "The table counts people and gives nobody away: groups that are too small to show are put together with others, "
    "shown as a range, or left out."
)
ABOUT_NOISY_NUMBERS = (
    "The table says about how many people there were. Chance was added to each number, so that nobody can be worked "
    "out from them; how far off a number may be is said below."
)
_ENDS = (". ", "! ", "? ", ".\n", "!\n", "?\n", "\n")


def begin(
    actor: Actor,
    *,
    kind: DraftKind,
    title: str,
    cohort: Cohort | None = None,
    session: Session | None = None,
    remarks: Iterable[UUID] = (),
    text: str = "",
    section: PageSection | None = None,
    rank: int = 0,
) -> Draft:
    """Begin a draft: from a session, with copies of some of its sealed remarks, from a text, or from nothing.

    A page of the site, and nothing else, is begun in a section, in which pages stand by their rank.
    """
    require(actor, "draft.write")
    if kind is DraftKind.STATISTICS:
        raise Declined(no("Statistics begin from a table: make one from a list and take it to the desk."))
    if kind is DraftKind.YEAR_END_REVIEW:
        raise Declined(no("A year-end review begins from its year: open the review there and send it to the desk."))
    if kind is DraftKind.NEWSLETTER and (cohort is not None or session is not None):
        raise Declined(
            no(_("A newsletter is about no one cohort and comes from no session. Begin it from nothing, for all."))
        )
    if (kind is DraftKind.PAGE) != (section is not None) or (section and (cohort is not None or session is not None)):
        raise Declined(
            no(
                _(
                    "A page of the site stands in one of its sections and is about no one cohort. "
                    "Begin it from the pages."
                )
            )
        )
    with transaction.atomic():
        chosen = _remarks_of(actor, session, remarks)
        now = clock.now()
        draft = Draft.objects.create(
            kind=kind,
            section=section or "",
            rank=rank,
            title=tidy(title),
            body=tidy(text) or outline(kind, [remark.text for remark in chosen]),
            cohort=session.year.cohort if session and session.year else cohort,
            series=Series.objects.filter(webinars__session=session).first() if session else None,
            session=session,
            provenance=_provenance(session),
            word_budget=WORD_BUDGETS[kind],
            begun_at=now,
            changed_at=now,
        )
        draft.writers.create(account_id=actor.account)
        audit.record(actor, "draft.begun", kind="draft", subject=draft.pk)
    return draft


def begin_statistics(actor: Actor, table: Table) -> Draft:
    """Begin a draft around a table that may be published; its words are checked like any others, its numbers are."""
    require(actor, "draft.write")
    with transaction.atomic():
        settle(can_be_taken(table))
        now = clock.now()
        draft = Draft.objects.create(
            kind=DraftKind.STATISTICS,
            title=tidy(table.title),
            body=ABOUT_NOISY_NUMBERS if table.is_noisy else ABOUT_A_TABLE,
            cohort=table.ledger.cohort,
            series=table.ledger.series,
            table=table,
            word_budget=WORD_BUDGETS[DraftKind.STATISTICS],
            begun_at=now,
            changed_at=now,
        )
        draft.writers.create(account_id=actor.account)
        audit.record(actor, "draft.begun", kind="draft", subject=draft.pk)
    return draft


def can_be_taken(table: Table) -> Verdict:
    """Whether a table may be at the desk: once, as long as the ledger is as it was, and where it says something."""
    if table.drafts.exclude(state=DraftState.WITHDRAWN).exists():
        return no("This table is at the desk already. Go on with the draft that is there.")
    if not is_up_to_date(table) or table.position is not None:
        return no("This table cannot be published any more. Make it again from the list.")
    if not table.release["tables"]:
        return no("Nothing of this table may be shown. Throw it away, and count by something that has fewer values.")
    return yes()


def write(actor: Actor, draft: Draft, wording: Wording, *, digest: str, word_budget: int) -> Draft:
    """Keep what somebody wrote; a change takes a draft back to be written on and voids its approval.

    `digest` is that of the text the writer began from, so that nobody writes over somebody else's work.
    """
    require(actor, "draft.write")
    with transaction.atomic():
        row = held_at(draft, digest)
        settle(at_the_desk(row))
        settle(_in_general_words(wording.provenance))
        if row.word_budget != word_budget:
            row.word_budget = word_budget
            row.save(update_fields=["word_budget"])
        rewrite(actor, row, _tidied(wording))
    return row


def take_suggestion(actor: Actor, draft: Draft, *, digest: str, start: int, end: int) -> Draft:
    """Put the suggested words in the place of those that point to somebody."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = held_at(draft, digest)
        matter = _matter(row, start, end)
        if matter.suggestion is None or matter.place is None:
            raise Declined(no("There is no suggestion for these words. Write others in their place."))
        wording = wording_of(row)
        rewrite(actor, row, wording.replaced(matter.place, wording.fitted(matter.place, matter.suggestion)))
    return row


def cite_source(
    actor: Actor, draft: Draft, *, digest: str, start: int, end: int, organisation: str, title: str, url: str
) -> Draft:
    """Put a link to a public document beside a name, which may then be said; the source is listed with the output.

    The document's title and address are kept, and that these words stay is noted as decided by whoever cites.
    """
    require(actor, "draft.write")
    with transaction.atomic():
        row = held_at(draft, digest)
        matter = _matter(row, start, end)
        if not matter.can_be_cited or matter.place is None or organisation not in matter.members:
            raise Declined(no("A public source helps where one organisation is named. Say these words otherwise."))
        CitedSource.objects.get_or_create(
            draft=row, organisation_id=organisation, url=url, defaults={"title": tidy(title)}
        )
        linked = _with_link(row, matter.place, f"([{_bracketless(title)}](<{url}>))")
        rewrite(actor, row, linked)
        _keep_what_is_sourced(actor, row, start, matter.place, title)
        audit.record(actor, "source.cited", kind="draft", subject=row.pk)
    return row


def keep_finding(actor: Actor, draft: Draft, *, digest: str, start: int, end: int, reason: str) -> Draft:
    """Decide that words may stay, with the reason; only where a person may decide, never what blocks."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = held_at(draft, digest)
        settle(at_the_desk(row))
        matter = _matter(row, start, end)
        settle(_can_be_kept(matter, reason))
        reopen(row)
        row.save()
        _keep(actor, row, matter, reason)
    return row


def drop(actor: Actor, draft: Draft) -> None:
    """Give a draft up before it is released."""
    require(actor, "draft.write")
    with transaction.atomic():
        row = held(draft)
        settle(at_the_desk(row))
        go_on_to(row, DraftState.WITHDRAWN)
        row.objections_until = None
        row.save()
        row.waivers.filter(state=WaiverState.WAITING).update(state=WaiverState.TAKEN_BACK)
        audit.record(actor, "draft.dropped", kind="draft", subject=row.pk)


def _remarks_of(actor: Actor, session: Session | None, wanted: Iterable[UUID]) -> list[Remark]:
    chosen = set(wanted)
    if not chosen:
        return []
    require(actor, "remark.read")
    found = list(sealed_remarks(actor).filter(session=session, pk__in=chosen)) if session else []
    if len(found) != len(chosen):
        raise Declined(no("Some of these notes are gone or belong to another session. Choose again."))
    return found


def _provenance(session: Session | None) -> str:
    if session is None:
        return ""
    if session.year is None:
        return f"From the peer-learning series of {session.starts_at.year}."
    return provenance(session.starts_at.date(), days_held(session))


def _tidied(wording: Wording) -> Wording:
    return Wording(**{field: tidy(getattr(wording, field)) for field in wording.__slots__})


def _in_general_words(text: str) -> Verdict:
    day = names_a_day(text)
    if day is None:
        return yes()
    return no(
        said(
            "“{day}” points to one session. Say where this comes from in general words, such as “the first half of "
            "2022”.",
            day=day,
        )
    )


def _matter(draft: Draft, start: int, end: int) -> Matter:
    settle(at_the_desk(draft))
    matter = check_draft(draft).at(start, end)
    if matter is None:
        raise Declined(no("Nothing is to be settled at this place any more. Look at the text again."))
    return matter


def _bracketless(title: str) -> str:
    return tidy(title).replace("[", "(").replace("]", ")").replace("\n", " ")


def _with_link(draft: Draft, place: Place, link: str) -> Wording:
    """The wording with a link at the end of the sentence; right after the words where that is not near enough."""
    wording = wording_of(draft)
    text: str = getattr(wording, place.field)
    ends = min((at for at in (text.find(end, place.end) for end in _ENDS) if at >= 0), default=len(text.rstrip(".!? ")))
    late = wording.replaced(replace(place, start=max(ends, place.end), end=max(ends, place.end)), f" {link}")
    near = check_draft(draft, late).at(*_in_whole(wording, place))
    if near is None or near.level is Level.REVIEW:
        return late
    return wording.replaced(replace(place, start=place.end), f" {link}")


def _in_whole(wording: Wording, place: Place) -> tuple[int, int]:
    offset = wording.offset(place.field)
    return offset + place.start, offset + place.end


def _keep_what_is_sourced(actor: Actor, draft: Draft, start: int, place: Place, title: str) -> None:
    """Note for the name and for its new link that a public source says it; the second pair of eyes confirms."""
    checked = check_draft(draft)
    paragraph = checked.wording.paragraph(start, start)
    for matter in checked.open:
        same = matter.place is not None and matter.place.field == place.field
        beside = checked.wording.paragraph(matter.start, matter.end) == paragraph
        sourced = matter.start == start or (matter.kind == "contact" and title in matter.why)
        if same and beside and sourced and matter.level is Level.REVIEW and matter.members:
            _keep(actor, draft, matter, f"Public source: {tidy(title)}")


def _can_be_kept(matter: Matter, reason: str) -> Verdict:
    if matter.level is Level.BLOCKED:
        return no(
            "These words point to somebody, and nobody can decide that away. Say it otherwise, cite a public source, "
            "or ask whom they are about."
        )
    if matter.refused:
        return no("Somebody whom these words point to said no to them, and that holds for good. Say them otherwise.")
    return yes() if reason.strip() else no("Give the reason for the second pair of eyes.")


def _keep(actor: Actor, draft: Draft, matter: Matter, reason: str) -> None:
    kept, _ = draft.keepings.update_or_create(
        wording=matter.wording,
        defaults={
            "kind": matter.kind,
            "text": matter.text[:300],
            "reason": tidy(reason)[:300],
            "account_id": actor.account,
            "kept_at": clock.now(),
        },
    )
    audit.record(actor, "finding.kept", kind="keeping", subject=kept.pk)
