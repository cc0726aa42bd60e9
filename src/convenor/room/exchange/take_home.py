"""The take-home pack: one page that is safe to forward, because what points to somebody else was left out (R-ROL-18).

It is made of what is the own organisation's, what its agendas said and what is public; all of it is read by the same
check as at the desk, line by line and as a whole, before anybody is handed it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel import clock
from convenor.kernel.language import for_anybody
from convenor.room.cohorts.calendar import calendar_facts
from convenor.room.exchange.checking import known_in
from convenor.room.exchange.models import Action
from convenor.room.exchange.notes import notes_of
from convenor.room.exchange.queries import Place
from convenor.room.meetings.models import Session
from convenor.room.standing.sheet import Sheet
from convenor.rules.attribution import Finding, Roster, check
from convenor.rules.ground_rules import SENTENCES
from convenor.rules.guiding_principles import in_words
from convenor.rules.programme_year import canonical_labels
from convenor.rules.vocabulary import AgendaItemKind, SessionState
from convenor.rules.wording import on_day

# Those of the six that hold for a page: what may be used, and what is never said.
_RULE = SENTENCES[:3]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a pack: its heading and its lines; `left_out` is how many lines were not safe to forward."""

    heading: str
    lines: tuple[str, ...]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    """What somebody takes home; `unchecked` where there is nobody to check it against, and then it holds nothing."""

    title: str
    what: str
    parts: tuple[Part, ...]
    unchecked: bool = False

    @property
    def left_out(self) -> int:
        return sum(part.left_out for part in self.parts)

    @property
    def text(self) -> str:
        """The whole pack as plain text; this is what is checked."""
        blocks = [f"{self.title}\n{self.what}"]
        blocks += ["\n".join([part.heading, *(f"- {line}" for line in _said(part))]) for part in self.parts]
        return "\n\n".join(blocks) + "\n"


def make_pack(
    place: Place, since: date, until: date, *, sheets: Iterable[Sheet], actions: Sequence[Action] | None
) -> Pack:
    """The pack of one organisation for a time; `actions` are its own, where it wants them in it."""
    row = place.membership
    words = {"cohort": row.cohort.name, "day": on_day(clock.today()), "name": place.name}
    period = {"since": on_day(since), "until": on_day(until)}
    parts = [
        Part(heading=_("Where we stand"), lines=tuple(_standing(sheets))),
        Part(heading=_("What the sessions were about"), lines=tuple(_sessions(place, since, until))),
        Part(heading=_("Notes that anybody can read"), lines=tuple(_notes(row.cohort_id, since, until))),
    ]
    if actions is not None:
        parts.append(Part(heading=_("Our own actions"), lines=tuple(action_lines(actions))))
    pack = Pack(
        title=_("Taken home from %(cohort)s, for %(name)s") % words,
        what=_("From %(since)s to %(until)s; made on %(day)s. May be forwarded within the organisation.")
        % {**words, **period},
        parts=(*parts, Part(heading=_("The Rule"), lines=_RULE)),
    )
    known = known_in(row.cohort)
    if known is None:
        emptied = tuple(replace(part, lines=(), left_out=len(part.lines)) for part in pack.parts[:-1])
        return replace(pack, parts=(*emptied, pack.parts[-1]), unchecked=True)
    return made_safe(pack, known, row.organisation_id)


def made_safe(pack: Pack, known: Roster, own: str) -> Pack:
    """The pack without every line that points to anybody but the own organisation.

    Leaving one line out can make another speak of somebody else, so it is read until nothing is found; what cannot be
    made safe so has no lines left at all.
    """
    while found := _pointing(pack.text, known, own):
        shorter = replace(pack, parts=tuple(_without(pack, found)))
        if shorter == pack:
            return replace(pack, parts=tuple(replace(part, lines=()) for part in pack.parts), unchecked=True)
        pack = shorter
    return pack


def action_lines(actions: Iterable[Action]) -> Iterator[str]:
    """Own actions, each in a line."""
    for row in actions:
        done = _("done on %(day)s") % {"day": on_day(row.done_on)} if row.done_on else ""
        due = _("by %(day)s") % {"day": on_day(row.due)} if row.due and not row.done_on else ""
        principle = in_words(row.principle) if row.principle else ""
        note = f"{settings.CONVENOR_SITE}{for_anybody(reverse('portal:output', args=[row.note]))}" if row.note else ""
        yield "; ".join(part for part in (" ".join(row.text.split()), due, done, principle, note) if part)


def _standing(sheets: Iterable[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for line in sheet.lines:
            step = _("Next: %(step)s") % {"step": line.next_step} if line.next_step else ""
            yield " ".join(part for part in (f"{line.heading}: {line.status}.", line.finding.because, step) if part)


def _sessions(place: Place, since: date, until: date) -> Iterator[str]:
    """Days and themes of the sessions whose agenda left, as it left; where sources published them, the themes."""
    member = place.membership
    begins = max(since, member.since)
    rows = Session.objects.filter(
        year__cohort=member.cohort_id, starts_at__date__gte=begins, starts_at__date__lte=until
    ).exclude(state=SessionState.CANCELLED)
    found = list(rows.select_related("year__cohort").prefetch_related("sendings", "themes").order_by("starts_at"))
    labels = {
        key: label.short
        for year in {row.year for row in found if row.year}
        for key, label in canonical_labels(calendar_facts(year)).items()
    }
    for row in found:
        topics = _topics(row)
        if topics is not None:
            about = f": {'; '.join(topics)}" if topics else ""
            yield f"{on_day(row.starts_at.date())}, {labels[str(row.pk)]}{about}"


def _topics(row: Session) -> list[str] | None:
    """What a session's agenda said it would be about; None where none left."""
    sent = [sending for sending in row.sendings.all() if sending.said]
    if sent:
        said = max(sent, key=lambda sending: sending.sent_at).said or {}
        topics = [item[2] for item in said.get("items", ()) if item[1] == AgendaItemKind.TOPIC]
        return list(dict.fromkeys([*said.get("themes", ()), *topics]))
    return [theme.title for theme in row.themes.all()] if row.from_source else None


def _notes(cohort: str, since: date, until: date) -> Iterator[str]:
    for note in notes_of([cohort]):
        if since <= note.published_on <= until:
            address = f"{settings.CONVENOR_SITE}{for_anybody(reverse('portal:output', args=[note.slug]))}"
            yield f"{note.title} ({on_day(note.published_on)}). {note.begins} {address}"


def _said(part: Part) -> Sequence[str]:
    """The lines of a part as the text shows them, one line each."""
    return part.lines or (_("Nothing."),)


def _pointing(text: str, known: Roster, own: str) -> list[Finding]:
    """What points to anybody but the own organisation, or what the check cannot tell."""
    return [finding for finding in check(text, known).findings if finding.members != (own,)]


def _without(pack: Pack, found: Sequence[Finding]) -> Iterator[Part]:
    """The parts without the lines in which something was found."""
    at = len(f"{pack.title}\n{pack.what}")
    for part in pack.parts:
        at += len(f"\n\n{part.heading}")
        kept = []
        for line in _said(part):
            begins, at = at, at + len(f"\n- {line}")
            if not any(one.start < at and one.end > begins for one in found):
                kept.append(line)
        kept = [line for line in kept if line in part.lines]
        yield replace(part, lines=tuple(kept), left_out=part.left_out + len(part.lines) - len(kept))
