"""What an expert chooses from the mailed link, and the questions that wait for the expert.

The link proves the mailbox that was asked, as a mailed code does. It accepts the rules, says whether the organisation
may be named for the year, and whether the expert wants to hear what came of it. Nothing of it leads to a session.
"""

from django.db import transaction

from convenor.kernel import audit, clock
from convenor.kernel.actor import NOBODY, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.people.consents import end_by_link, in_force, keep_by_link
from convenor.people.models import NamingConsent
from convenor.room.cohorts.actions.context import unname
from convenor.room.meetings.actions.stage import locked, year_of
from convenor.room.meetings.models import ExpertRequest, QuestionAhead, Session
from convenor.room.meetings.notes import named_in
from convenor.room.meetings.queries import statement_to_read
from convenor.room.meetings.seals import link_digest
from convenor.rules.consents import WORDS, Purpose
from convenor.rules.ground_rules import VERSION
from convenor.rules.scope import in_words, look_at
from convenor.rules.verdict import no, yes
from convenor.rules.vocabulary import SessionState
from convenor.rules.wording import said

MOST_QUESTIONS = 40
_CHANGED = "The rules were changed since. Read them again, please."
_OVER = "This link has ended meanwhile. Look into your mail for a newer one."


def rules_seen(session: Session) -> str:
    """Names what an expert was shown, so that nobody accepts what was changed meanwhile."""
    statement = statement_to_read(session)
    return f"{VERSION}/{statement.version if statement else ''}"


def accept_late(session: Session, *, seen: str) -> None:
    """Accept once the session has begun: the request is destroyed, so nothing is kept and each opening asks again."""
    row = locked(session, SessionState.OPEN)
    settle(yes() if seen == rules_seen(row) else no(_CHANGED))


def accept(asked: ExpertRequest, session: Session, *, seen: str, wants_to_hear: bool) -> None:
    """Accept the ground rules and the statement as they were shown."""
    with transaction.atomic():
        row = _held(asked)
        settle(yes() if seen == rules_seen(session) else no(_CHANGED))
        statement = statement_to_read(session)
        row.rules_version, row.statement_version = VERSION, statement.version if statement else ""
        row.accepted_on, row.wants_to_hear = clock.today(), wants_to_hear
        row.save(update_fields=["rules_version", "statement_version", "accepted_on", "wants_to_hear"])
        audit.record(NOBODY, "experts.accepted", kind="programme_year", subject=session.year_id)


def hear(asked: ExpertRequest, *, wants: bool) -> None:
    """Say whether one wants to hear what came of it; without, the address goes as soon as the session begins."""
    with transaction.atomic():
        row = _held(asked)
        row.wants_to_hear = wants
        row.save(update_fields=["wants_to_hear"])


def let_be_named(asked: ExpertRequest, session: Session, *, seen: str) -> None:
    """Agree that the organisation is named among the year's experts, in the words that were shown (R-ROL-07)."""
    with transaction.atomic():
        row, year = _held(asked), year_of(session)
        organisation, words = row.organisation, WORDS[Purpose.EXPERT]
        if organisation is None:
            raise Declined(no("We do not know which organisation you speak for. Write to the secretariat."))
        settle(yes() if seen == words.version else no("The words have changed since. Read them again, please."))
        keep_by_link(
            organisation,
            purpose=Purpose.EXPERT,
            text_version=words.version,
            year=year.year,
            link=link_digest(row.nonce),
        )
        year.experts.update_or_create(organisation=organisation, defaults={"may_be_named": True})


def withdraw(consent: NamingConsent) -> bool:
    """Withdraw from the link that it was given by, also long after the session; say whether others still agree.

    Nobody else's word ends with it.
    """
    with transaction.atomic():
        end_by_link(consent)
        unname(consent)
        return in_force(consent.organisation, consent.purpose, consent.year).exists()


def send_question(actor: Actor, session: Session, *, text: str) -> None:
    """Send a question to the expert ahead. Who sent it is not kept, so there is no line in the trail either."""
    require(actor, "question.send")
    words = " ".join(text.split())
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        cohort = year_of(row).cohort
        settle(yes() if words else no("Write the question first."))
        named = named_in(words, cohort, row.starts_at.date(), experts=False)
        if named:
            raise Declined(
                no(
                    said(
                        "“{name}” points to a member, and an outsider reads this. Say it without the name.",
                        name=named[0],
                    )
                )
            )
        doubts = look_at(words)
        if doubts:
            raise Declined(no(in_words(doubts[0])))
        many = row.questions_ahead.count() >= MOST_QUESTIONS
        settle(no("There are enough questions for one expert by now.") if many else yes())
        row.questions_ahead.create(text=words)


def drop_question(actor: Actor, question: QuestionAhead) -> None:
    """Take a question out that an outsider should not read."""
    require(actor, "session.change")
    with transaction.atomic():
        gone, _rows = QuestionAhead.objects.filter(pk=question.pk).delete()
        settle(yes() if gone else no("A colleague took this out before you."))


def _held(asked: ExpertRequest) -> ExpertRequest:
    row = ExpertRequest.objects.select_for_update(of=("self",)).filter(pk=asked.pk, nonce=asked.nonce).first()
    if row is None or not row.about:
        raise Declined(no(_OVER))
    return row
