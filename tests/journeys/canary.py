"""Marks: a code and a phrase of its own for every confidential text in the database, and how to find them again.

The columns are found by walking the models. What carries no mark is listed in `EXEMPT` with the reason; a column that
is neither marked nor listed fails the test that asks for it.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

# Text columns that are not confidential or cannot hold a mark.
EXEMPT = {
    "kernel.Installation.name": "public: the head of every page",
    "kernel.Installation.contact": "public: the foot of every page",
    "kernel.Installation.website": "public: the programme's own site",
    "kernel.AuditEntry.account": "an id; the chain would break, so it is read instead",
    "kernel.AuditEntry.role": "a word of the vocabulary",
    "kernel.AuditEntry.verb": "a word of the code",
    "kernel.AuditEntry.subject_kind": "a word of the code",
    "kernel.AuditEntry.subject": "an id; the chain would break, so it is read instead",
    "kernel.AuditEntry.previous": "a digest",
    "kernel.AuditEntry.digest": "a digest",
    "kernel.Event.name": "a name of the wiring",
    "kernel.Event.ids": "ids that the wiring needs; they are read instead",
    "kernel.Delivery.handler": "a name of the wiring",
    "kernel.Delivery.message_id": "drawn by lot",
    "kernel.Delivery.letter": "a name of the code",
    "kernel.Wording.subject": "sent to whoever gets the letter, and names nobody",
    "kernel.Wording.body": "sent to whoever gets the letter, and names nobody",
    "kernel.Silence.whom": "an id",
    "kernel.Silence.kind": "a name of the code",
    "people.Account.password": "nobody has one; the column is Django's",
    "people.FormerName.sealed": "sealed under the installation's key; the check of a text alone opens it",
    "people.AddressChange.nonce": "drawn by lot",
    "people.NamingConsent.link": "a digest",
    "people.Person.time_zone": "one of the world's zones",
    "cohorts.SeatHolding.rules_version": "the number of a version",
    "cohorts.Nomination.time_zone": "one of the world's zones",
    "cohorts.Nomination.nonce": "drawn by lot",
    "cohorts.Decision.sessions": "ids, times and words of the vocabulary",
    "cohorts.YearProposal.sessions": "ids, times and words of the vocabulary",
    "cohorts.ProgrammeYear.requirement_set": "the name of a version in the rules",
    "invitations.Invitation.uid": "drawn by lot",
    "invitations.Invitation.nonce": "drawn by lot",
    "invitations.Invitation.matter": "a digest",
    "invitations.Invitation.words": "a digest",
    "invitations.IncomingMail.digest": "a digest",
    "invitations.MailboxPlace.mailbox": "a digest",
    "invitations.MailboxPlace.problem": "one of our sentences",
    "invitations.Feed.digest": "a digest",
    "meetings.AgendaSending.digest": "a digest",
    "meetings.Delegation.rules_version": "the number of a version",
    "meetings.Delegation.statement_version": "the number of a version",
    "meetings.ExpertRequest.about": "a seal of a session, made with the installation's key",
    "meetings.ExpertRequest.nonce": "drawn by lot",
    "meetings.ExpertRequest.rules_version": "the number of a version",
    "meetings.ExpertRequest.statement_version": "the number of a version",
    "meetings.ExpertThanks.about": "a seal of a session, made with the installation's key",
    "meetings.SealedRecord.secret": "drawn by lot",
    "meetings.SealedRecord.digest": "a digest",
    "meetings.StatementReading.reader_role": "a word of the vocabulary",
    "meetings.AttendanceReport.source": "one of the known tools",
    "meetings.AttendanceReport.digest": "a digest",
    "newsletter.Subscription.mailbox": "a keyed digest",
    "newsletter.Subscription.sealed": "sealed under the installation's key; the week seals a mark in one of them",
    "newsletter.Subscription.language": "a language",
    "newsletter.Subscription.nonce": "drawn by lot",
    "polls.Opinion.withheld": "one of the sentences of the rules",
    "statistics.Table.release": "numbers that may be published, of people who are not kept",
    "statistics.Table.drawn_of": "a keyed digest",
    "series.Series.asked": "numbers, by the topics that carry marks of their own",
    "series.Registration.mailbox": "a keyed fingerprint",
    "series.Registration.sealed": "sealed under the installation's key; its words are marks of their own",
    "series.Registration.introduced_as": "sealed in the same way; its words are marks of their own",
    "series.PeerIntroduction.topic": "public: a topic as it was announced",
    "series.Registration.nonce": "drawn by lot",
    "series.Registration.user_regions": "parts of the world",
    "series.Registration.zone": "one of the world's zones",
    "series.Registration.language": "one of six languages",
    "series.Registration.rules": "the number of a version",
    "reviews.YearEndReview.confirmed": "a list of known claims",
    "reviews.ReviewSection.key": "one of the seven sections",
    "desk.Keeping.kind": "a kind of finding",
    "desk.Keeping.wording": "a digest",
    "desk.Waiver.kind": "a kind of finding",
    "desk.Waiver.wording": "a digest",
    "desk.Approval.digest": "a digest",
    "desk.Announcement.agreed": "public: what two people agreed to",
    "desk.Announcement.asked": "a digest",
    "desk.ParticipantList.community": "public: what two people agreed to",
    "desk.ParticipantList.asked_name": "the cohort's name as it was asked for, which is public once another agrees",
}
# What an empty list is a list of, where that is not texts.
_SHAPES = {
    "polls.Poll.ends": ["", ""],
    "series.Webinar.readings": [{"title": "", "url": "", "scope_reason": ""}],
}
_PUBLIC = "library"
_ADJECTIVES = (
    "amber brittle candid dapper earnest feathery gilded hushed ivory jaunty knotted limber mellow nimble oblong "
    "placid quaint rustic silken tufted umber velvet woolly yonder zesty balmy crimson dusky frosty gusty humble lilac"
).split()
_NOUNS = (
    "anvil bobbin cactus dinghy easel flagon gondola hammock inkwell jigsaw kettle lantern marmot nutmeg otter "
    "parasol quiver rudder sundial teapot urchin vessel walrus xylophone yacht zither beetle cobweb dormouse egret "
    "fiddle gravel"
).split()
_VERBS = (
    "ambles blinks clatters dozes echoes flutters gambols hovers idles juggles kneels lingers meanders nestles "
    "oozes paddles quivers rustles saunters teeters unfurls vaults waddles yawns zigzags bounces crackles dawdles "
    "frolics glimmers hums jingles"
).split()
_CODE = re.compile(r"canary\W{0,3}(\d{5})")
_CUT = re.compile(r"canary\W{0,3}\d")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark, the column that it stands in, and the row."""

    number: int
    place: str
    row: Any

    @property
    def code(self) -> str:
        return f"canary-{self.number:05}-qx"

    @property
    def words(self) -> tuple[str, str, str]:
        rest, verb = divmod(self.number, 32)
        return _ADJECTIVES[rest // 32 % 32], _NOUNS[rest % 32], _VERBS[verb]

    @property
    def phrase(self) -> str:
        return "the {} {} {}".format(*self.words)

    def __str__(self) -> str:
        return f"{self.place} of {self.row and self.row.pk} ({self.code})"


def spelled(mark: Mark, column: models.Field[Any, Any]) -> str:
    """The mark as this kind of column keeps it, as long as it can hold."""
    joined = mark.phrase.replace(" ", "-")
    if isinstance(column, models.EmailField):
        return f"{mark.code}@{joined}.example"
    if isinstance(column, models.URLField):
        return f"https://{mark.code}.example/{joined}"
    longest = column.max_length or 10_000
    ways = [f"{mark.code} {mark.phrase} {mark.code}", f"{mark.code} {mark.phrase}", mark.code]
    return next(way for way in ways if len(way) <= longest)


@dataclass(kw_only=True)
class Marks:
    """All marks, and which of them a text holds."""

    by_number: dict[int, Mark] = field(default_factory=dict)
    by_words: dict[tuple[str, str, str], int] = field(default_factory=dict)
    spell: Callable[[Mark, Any], str] = spelled

    def new(self, place: str, row: models.Model) -> Mark:
        mark = Mark(number=len(self.by_number) + 1, place=place, row=row)
        self.by_number[mark.number] = mark
        self.by_words[mark.words] = mark.number
        return mark

    def places(self) -> set[str]:
        return {mark.place for mark in self.by_number.values()}

    def found_in(self, text: str) -> list[Mark]:
        """The marks in a text, by their code or by their phrase, however it was written or cut."""
        plain = html.unescape(text).casefold()
        numbers = {int(code) for code in _CODE.findall(plain)}
        words = _WORD.findall(plain)
        threes = zip(words, words[1:], words[2:], strict=False)
        numbers |= {self.by_words[three] for three in threes if three in self.by_words}
        if not numbers and _CUT.search(plain):
            return [Mark(number=0, place="the beginning of a mark", row=None)]
        return [self.by_number[number] for number in sorted(numbers) if number in self.by_number]


def own_models() -> list[type[models.Model]]:
    """The product's tables outside the library."""
    found = [model for model in apps.get_models() if model._meta.app_config.name.startswith("convenor.")]
    return [model for model in found if model._meta.app_label != _PUBLIC]


def text_columns(model: type[models.Model]) -> Iterator[tuple[str, models.Field[Any, Any]]]:
    """The columns of a table that can hold what somebody wrote, with their full names."""
    for column in model._meta.fields:
        texts = isinstance(column, models.CharField | models.TextField | models.JSONField)
        closed = column.primary_key or column.choices or isinstance(column, models.SlugField)
        if texts and not closed:
            yield f"{model._meta.label}.{column.name}", column


def confidential() -> list[str]:
    """The names of all columns that must hold a mark."""
    return [name for model in own_models() for name, _ in text_columns(model) if name not in EXEMPT]


def plant(marks: Marks, only: Iterable[type[models.Model]] = ()) -> None:
    """Put a mark into every confidential column of every row."""
    for model in list(only) or own_models():
        columns = [(name, column) for name, column in text_columns(model) if name not in EXEMPT]
        for row in model._base_manager.all() if columns else ():
            values = {column.name: _marked(marks, name, column, row) for name, column in columns}
            model._base_manager.filter(pk=row.pk).update(**values)


def _marked(marks: Marks, name: str, column: models.Field[Any, Any], row: models.Model) -> Any:
    text = marks.spell(marks.new(name, row), column)
    if not isinstance(column, models.JSONField):
        return text
    return _in_its_shape(getattr(row, column.name) or _SHAPES.get(name, []), text)


def _in_its_shape(value: Any, text: str) -> Any:
    """The same lists and dictionaries with the text in the place of each text."""
    if isinstance(value, dict):
        return {key: _in_its_shape(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_its_shape(inner, text) for inner in value] or [text]
    return text if isinstance(value, str) else value
