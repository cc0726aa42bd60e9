"""What the room reads of open words: texts that the secretariat lets it read, words that point to nobody.

What points to somebody stays with the secretariat until a person decides. Nothing is altered: it is shown as it was
written, or not at all.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.room.polls import asking
from convenor.room.polls.models import Answer, Poll
from convenor.room.polls.pointing import NOBODY_TO_CHECK, Check, Stretch, check_for, of_a_word, stretches
from convenor.rules.ballots import Shown, in_words
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import PollKind, PollState

CAPABILITY = "poll.change"
IN_OWN_WORDS = (PollKind.TEXT, PollKind.CLOUD)


class Written(NamedTuple):
    """A text, or a word of a cloud, as it was written; `key` names it on a form."""

    key: str
    text: str
    shown: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnWords:
    """The same, with what was found in it; `why` says what it may point to, each once."""

    key: str
    text: str
    shown: bool
    marked: Sequence[Stretch] = ()
    why: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether the check found nothing in it."""
        return not self.why


def written_in(poll: Poll) -> list[Written]:
    """All that may be shown of what people wrote, in its order; nothing is looked for in it."""
    if poll.kind == PollKind.CLOUD:
        here, back = _words_of(poll)
        return [Written(word, word, (word, share) in here) for word, share in sorted([*here, *back])]
    return [Written(str(answer.pk), answer.text, answer.shown) for answer in _texts_of(poll)]


def looked_over(poll: Poll, written: Iterable[Written]) -> list[OwnWords]:
    """The same with what was found in each; a word takes some milliseconds, so ask it of a page at a time."""
    checked = check_for(poll.session)
    look = _word if poll.kind == PollKind.CLOUD else _text
    return [look(checked, one) for one in written]


def undecided(poll: Poll) -> int:
    """How many texts or words the room does not read."""
    if poll.kind == PollKind.CLOUD:
        return len(poll.held_back)
    return sum(not answer.shown for answer in _texts_of(poll))


def hold_back(poll: Poll) -> None:
    """Take the words that may point to somebody out of a cloud that was counted just now; the caller saves it."""
    checked = check_for(poll.session)
    here, _ = _words_of(poll)
    _put_words(poll, here, lambda word: _word(checked, Written(word, word, shown=True)).is_clean)


@transaction.atomic
def show_said(actor: Actor, poll: Poll, keys: Collection[str], *, shown: bool) -> None:
    """Let the room read these, or no longer; the person who decides has read them."""
    require(actor, CAPABILITY)
    row = _over(poll)
    if not _keys_of(row).issuperset(keys):
        raise Declined(no("Some of these are not there any more. Look at what is there now."))
    _decide(actor, row, keys, shown=shown)


@transaction.atomic
def show_clean(actor: Actor, poll: Poll, keys: Collection[str]) -> int:
    """Let the room read those of these in which the check finds nothing; say how many that are."""
    require(actor, CAPABILITY)
    row = _over(poll)
    hidden = [one for one in written_in(row) if one.key in keys and not one.shown]
    clean = {one.key for one in looked_over(row, hidden) if one.is_clean}
    _decide(actor, row, clean, shown=True)
    return len(clean)


def _keys_of(row: Poll) -> set[str]:
    """What can be decided on, without asking what is in it."""
    if row.kind == PollKind.CLOUD:
        here, back = _words_of(row)
        return {word for word, _ in [*here, *back]}
    return {str(key) for key in _texts_of(row).values_list("pk", flat=True)}


def _decide(actor: Actor, row: Poll, keys: Collection[str], *, shown: bool) -> None:
    if row.kind == PollKind.CLOUD:
        here, back = _words_of(row)
        was = {word for word, _ in here}
        now = was | set(keys) if shown else was - set(keys)
        _put_words(row, [*here, *back], now.__contains__)
        row.save(update_fields=["result", "held_back"])
    else:
        _texts_of(row).filter(pk__in=list(keys)).update(shown=shown)
    audit.record(actor, "poll.moderated", kind="poll", subject=row.pk)
    asking.tell_the_session(row.session_id)


def _over(poll: Poll) -> Poll:
    row = Poll.objects.select_for_update(of=("self",)).select_related("session__year__cohort").get(pk=poll.pk)
    settle(_can_be_decided(row))
    return row


def _can_be_decided(row: Poll) -> Verdict:
    if row.kind not in IN_OWN_WORDS:
        return no("In this poll nobody wrote words of their own, so there is nothing to decide.")
    if row.state != PollState.CLOSED or row.result is None:
        return no("There is nothing to read yet. End the poll first; where too few answered, nothing is kept.")
    return yes()


def _texts_of(poll: Poll) -> QuerySet[Answer]:
    return Answer.objects.filter(prompt=poll.prompt_id, prompt__isnull=False).order_by("pk")


def _text(checked: Check | None, one: Written) -> OwnWords:
    findings = checked(one.text) if checked else ()
    return OwnWords(
        key=one.key,
        text=one.text,
        shown=one.shown,
        marked=stretches(one.text, findings),
        why=_why(checked, [finding.reason for finding in findings]),
    )


def _word(checked: Check | None, one: Written) -> OwnWords:
    findings = of_a_word(checked, one.text) if checked else ()
    level = min((str(finding.level) for finding in findings), default="")
    return OwnWords(
        key=one.key,
        text=one.text,
        shown=one.shown,
        marked=[Stretch(one.text, level)],
        why=_why(checked, [finding.reason for finding in findings]),
    )


def _why(checked: Check | None, reasons: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons)) if checked else (NOBODY_TO_CHECK,)


Word = tuple[str, str]


def _words_of(poll: Poll) -> tuple[list[Word], list[Word]]:
    """The words in a cloud, and those that are held back, each with its share."""
    here = [(one["word"], one["share"]) for one in (poll.result or {}).get("words", ())]
    return here, [(one["word"], one["share"]) for one in poll.held_back]


def _put_words(poll: Poll, words: Sequence[Word], may_be_shown: Callable[[str], bool]) -> None:
    """Share the words out between the result and what is held back; the sentence in words is made anew."""
    kept = sorted(words)
    shown = tuple(one for one in kept if may_be_shown(one[0]))
    told = Shown(answers=(poll.result or {}).get("answers", 0), words=shown)
    poll.result = told.as_json() | {"in_words": in_words(poll.question, told)}
    poll.held_back = [{"word": word, "share": share} for word, share in kept if (word, share) not in shown]
