"""What follows from the desk: one mail to one person, which leads to the page and says nothing of the text.

A mail can be late or come twice, so each looks first whether it is still meant for this person.
"""

from django.utils import translation

from convenor.desk.actions import announcing, participants
from convenor.desk.letters import (
    ANNOUNCEMENT,
    ANSWER,
    ASKED,
    CORRECTED,
    MEMBERS,
    OBJECTION,
    PARTICIPANTS,
    RELEASED,
    SECOND_PAIR,
    WAIVER_ANSWERED,
)
from convenor.desk.models import Announcement, Draft, Objection, ParticipantList, Waiver
from convenor.desk.queries import answerers, nominees_of, public_address, second_readers
from convenor.kernel import clock, letters
from convenor.kernel.letters import Letter, page
from convenor.people.models import Account, Person
from convenor.people.queries import secretariat_accounts
from convenor.room.series.models import Series
from convenor.rules.vocabulary import DraftState, WaiverState
from convenor.rules.wording import on_day


def mail_second_pair(*, draft: str, account: str) -> None:
    """Tell somebody of the secretariat that a draft waits for a second pair of eyes."""
    row = Draft.objects.get(pk=draft)
    reader = second_readers(row).filter(pk=account).first()
    if reader is not None and row.state == DraftState.SECOND_PAIR:
        _send(SECOND_PAIR, reader, page("desk:decide", draft))


def mail_members(*, draft: str, account: str) -> None:
    """Tell a nominee that there is a text to look at, and until when an objection counts."""
    row = Draft.objects.select_related("cohort").get(pk=draft)
    member = nominees_of(row.cohort).filter(pk=account).first() if row.cohort else None
    if member is not None and row.state == DraftState.OBJECTIONS:
        until = on_day(row.objections_until) if row.objections_until else ""
        _send(MEMBERS, member, page("desk:look", draft), until=until)


def mail_officers(*, objection: str, account: str) -> None:
    """Tell somebody of the secretariat that a member objects; not which one, because mail travels far."""
    row = Objection.objects.get(pk=objection)
    officer = secretariat_accounts().filter(pk=account).first()
    if officer is not None and row.answered_at is None:
        _send(OBJECTION, officer, page("desk:answer", objection))


def mail_answer(*, objection: str, account: str) -> None:
    """Tell a nominee that the organisation's objection was answered."""
    row = Objection.objects.select_related("draft__cohort").get(pk=objection)
    cohort = row.draft.cohort
    member = nominees_of(cohort, [row.organisation_id]).filter(pk=account).first() if cohort else None
    if member is not None:
        _send(ANSWER, member, page("desk:in_view"))


def mail_party(*, waiver: str, account: str) -> None:
    """Tell a nominee that a question waits; not what it is about, and not that anybody else was asked."""
    row = Waiver.objects.select_related("draft__cohort", "person").get(pk=waiver)
    held = answerers(row.draft, [row.organisation_id]).get(row.organisation_id, [])
    meant = [one.person for one in held if row.person is None or row.person == one.person]
    party = next((one.account for one in meant if str(one.account_id) == account), None)
    if party is not None and row.state == WaiverState.WAITING:
        _send(ASKED, party, page("desk:asked", waiver))


def mail_waiver_answered(*, waiver: str, account: str) -> None:
    """Tell somebody of the secretariat that a question was answered; not by whom and not how."""
    row = Waiver.objects.get(pk=waiver)
    officer = secretariat_accounts().filter(pk=account).first()
    if officer is not None:
        _send(WAIVER_ANSWERED, officer, page("desk:draft", row.draft_id))


def mail_released(*, draft: str, account: str) -> None:
    """Tell somebody of the secretariat or a member where a text was published."""
    row = Draft.objects.select_related("cohort", "corrects", "translates").get(pk=draft)
    hearing = secretariat_accounts().filter(pk=account).first()
    if hearing is None and row.cohort is not None:
        hearing = nominees_of(row.cohort).filter(pk=account).first()
    slug = public_address(row)
    if hearing is not None and slug is not None and row.state == DraftState.RELEASED:
        with translation.override(row.language or translation.get_language()):
            address = page("portal:output", slug)
        _send(CORRECTED if row.corrects else RELEASED, hearing, address)


def mail_announcement(*, series: str, account: str) -> None:
    """Tell somebody of the secretariat that a series waits for a second pair of eyes."""
    row = Announcement.objects.filter(pk=series).exclude(asked="").exclude(asked_by__pk=account).first()
    reader = secretariat_accounts().filter(pk=account).first()
    if row is not None and reader is not None:
        _send(ANNOUNCEMENT, reader, page("desk:series", series))


def follow_plan(*, session: str) -> None:
    """A session of a series was moved, changed or called off: what is public of it follows."""
    series = Series.objects.filter(webinars__session__pk=session).first()
    if series is not None:
        announcing.follow_plan(series, session)


def mail_participants(*, cohort: str, account: str) -> None:
    """Tell somebody of the secretariat that a list of participants waits for a second pair of eyes."""
    row = ParticipantList.objects.filter(pk=cohort).exclude(asked_by=None).exclude(asked_by__pk=account).first()
    reader = secretariat_accounts().filter(pk=account).first()
    if row is not None and reader is not None:
        _send(PARTICIPANTS, reader, page("desk:participants", cohort))


def follow_consents() -> None:
    """A consent, a name or a membership changed: the public lists of participants follow."""
    participants.bring_up_to_date(clock.today())


def follow_consents_again(*, cohort: str) -> None:
    """One public list did not follow with the others: it is tried by itself."""
    participants.follow(cohort)


def _send(letter: Letter, account: Account, address: str, **more: str) -> None:
    person = Person.objects.filter(account=account).first()
    whom = str(person.pk) if person else ""
    letters.send(letter, to=account.email, whom=whom, values={"address": address, **more})
