"""Experts who were asked to brief a session: asked, told of a change, and forgotten (R-CH-12, A-37).

Their addresses are kept until the session begins, because somebody who was asked has to hear that it moves or does
not take place. What ties them to it is a seal that only the installation's key can make, so no relation leads from a
session to an expert; a copy of the database from these days still tells who was asked about that time. What they were
written is emptied as soon as it has left, and once the session begins or is off, nothing of it is left: but where
somebody wants to hear what came of it, the address under another seal, until the note was sent there (docs/adr/0016).
"""

from datetime import UTC, date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from convenor.kernel import audit, clock
from convenor.kernel.actor import THE_SYSTEM, Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.letters import Letter, Words, compose, page, when
from convenor.kernel.models import Event
from convenor.kernel.outbox import emit
from convenor.people.models import Affiliation, Organisation
from convenor.people.queries import in_force
from convenor.room.meetings.actions.forgetting import forget_on_disk
from convenor.room.meetings.actions.stage import locked
from convenor.room.meetings.letters import EXPERT_BRIEF, EXPERT_MOVED, EXPERT_OFF
from convenor.room.meetings.models import ExpertRequest, ExpertThanks, QuestionAhead, Session
from convenor.room.meetings.notes import named_in
from convenor.room.meetings.seals import seal_of, sessions_by_seal, thanks_seal_of, token_of
from convenor.rules.experts import may_ask, thanked_until
from convenor.rules.retention import Record, kept_for
from convenor.rules.verdict import no
from convenor.rules.vocabulary import SessionState
from convenor.rules.wording import counted

REQUESTS_KEPT_FOR = kept_for(Record.EXPERT_REQUESTS)
MAILS = ("expert_asked", "expert_told")
QUESTIONS_KEPT_FOR = kept_for(Record.QUESTIONS_AHEAD)


def request_expert(actor: Actor, session: Session, *, address: str, organisation: Organisation | None = None) -> None:
    """Ask an expert to brief a cohort's session that is still to come (R-ROL-06); the mail names no member."""
    require(actor, "session.change", cohort=session.year.cohort_id if session.year else None)
    wanted = address.strip().lower()
    with transaction.atomic():
        row = locked(session, SessionState.PLANNED)
        if row.year is None:
            raise Declined(no("Experts are asked for a cohort's session; who speaks at an open one is public."))
        known = list(_asked_for(row).values_list("address", flat=True))
        read = "\n".join([*row.themes.values_list("title", flat=True), row.purpose])
        named = named_in(read, row.year.cohort, row.starts_at.date())
        settle(may_ask(asked=len(known), known_already=wanted in known, named=named))
        subject, letter = _request(row)
        ask_expert(row, wanted, subject=subject, letter=letter, organisation=organisation)
        audit.record(actor, "experts.asked", kind="programme_year", subject=row.year_id)


def ask_expert(
    session: Session, address: str, *, subject: str, letter: str, organisation: Organisation | None = None
) -> None:
    """Ask one expert, by a mail of its own that ends with the own link; part of asking for a session."""
    asked = ExpertRequest(
        address=address,
        subject=subject,
        asked_on=clock.today(),
        about=seal_of(session),
        organisation=organisation or _organisation_at(address),
    )
    asked.text = f"{letter.rstrip()}\n\n{_its_link(asked)}\n"
    asked.save(force_insert=True)
    emit("expert_asked", request=str(asked.pk))


def tell_experts_it_is_off(session: Session) -> None:
    """Tell each expert who was asked, once, that the session does not take place; part of cancelling it.

    A request that has not left does not leave any more. With the mail everything that is known of them is destroyed.
    """
    subject, letter = _letter(EXPERT_OFF, session)
    for asked in _asked_for(session):
        if asked.text:
            asked.delete()
            continue
        asked.subject, asked.text, asked.about, asked.asked_on = subject, letter, "", clock.today()
        asked.save()
        emit("expert_told", request=str(asked.pk))
    forget_on_disk()


def tell_experts_it_moved(session: Session) -> None:
    """Tell each expert who was asked the new time; part of moving the session."""
    subject, letter = _letter(EXPERT_MOVED, session)
    for asked in _asked_for(session):
        has_left = not asked.text
        asked.subject, asked.asked_on = asked.subject or subject, clock.today()
        # With a request that has not left the new time goes along, so that nobody gets two mails at once.
        asked.text = letter if has_left else f"{asked.text}\n{letter}"
        asked.save()
        if has_left:
            emit("expert_told", request=str(asked.pk))


def are_experts_asked(session: Session) -> bool:
    """Whether anybody was asked to brief this session, who would have to hear of a change."""
    return ExpertRequest.objects.filter(about=seal_of(session)).exists()


def forget_experts(session: Session) -> None:
    """Forget who was asked, and that mails went to them; part of opening the session.

    Where to send thanks stays for those who want to hear.
    """
    asked = list(_asked_for(session))
    about, last = thanks_seal_of(session), thanked_until(session.starts_at.date())
    ExpertThanks.objects.bulk_create(
        ExpertThanks(address=one.address, about=about, forget_on=last)
        for one in asked
        if one.accepted_on is not None and one.wants_to_hear
    )
    Event.objects.filter(name__in=MAILS, ids__request__in=[str(one.pk) for one in asked]).delete()
    _asked_for(session).delete()
    forget_on_disk()


def forget_requests(today: date, actor: Actor = THE_SYSTEM) -> int:
    """Destroy what is left of old requests, to sessions that are not to come any more; say how many.

    Thanks whose day has passed go, too, questions to experts, and that mails went out of which no request is left.
    Safe to call again.
    """
    require(actor, "session.change")
    with transaction.atomic():
        old = ExpertRequest.objects.filter(asked_on__lt=today - REQUESTS_KEPT_FOR)
        gone, _rows = old.exclude(about__in=sessions_by_seal()).delete()
        ExpertThanks.objects.filter(forget_on__lt=today).delete()
        QuestionAhead.objects.filter(session__starts_at__lt=clock.now() - QUESTIONS_KEPT_FOR).delete()
        _forget_mails(today)
        forget_on_disk()
    return gone


def _forget_mails(today: date) -> None:
    """Until then a mail that comes back is still seen; afterwards nothing could be done about it."""
    left = {str(key) for key in ExpertRequest.objects.values_list("pk", flat=True)}
    for event in Event.objects.filter(name__in=MAILS, at__date__lt=today - REQUESTS_KEPT_FOR):
        if event.ids["request"] not in left:
            event.delete()


def _asked_for(session: Session) -> QuerySet[ExpertRequest]:
    return ExpertRequest.objects.select_for_update().filter(about=seal_of(session))


def _organisation_at(address: str) -> Organisation | None:
    """Where somebody with this address works, if that is on record."""
    rows = Affiliation.objects.filter(in_force(clock.today()), person__email__iexact=address)
    found = rows.select_related("organisation").first()
    return found.organisation if found else None


def _its_link(asked: ExpertRequest) -> str:
    with override(settings.LANGUAGE_CODE):
        said = _(
            "Your brief, with the rules and what you can choose; the link is yours alone and ends with the session:"
        )
        return f"{said}\n{page('meetings:expert_brief', token_of(asked))}"


def _request(session: Session) -> Words:
    themes = session.themes.values_list("title", flat=True)
    with override(settings.LANGUAGE_CODE):
        return compose(
            EXPERT_BRIEF,
            {
                "day": when(session.starts_at, UTC, "j F Y"),
                "hour": when(session.starts_at, UTC, "l j F Y, H:i"),
                "minutes": counted(session.minutes, "minute"),
                "themes": "\n".join(f"- {theme}" for theme in themes) or str(_("To be agreed with you")),
                "purpose": session.purpose,
            },
        )


def _letter(letter: Letter, session: Session) -> Words:
    with override(settings.LANGUAGE_CODE):
        day, hour = when(session.starts_at, UTC, "j F Y"), when(session.starts_at, UTC, "l j F Y, H:i")
        return compose(letter, {"day": day, "hour": hour})
