"""The words of a letter to one person, in that person's time zone; they name nobody else."""

from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import override

from convenor.kernel.installation import installation
from convenor.people.queries import zone_of
from convenor.room.invitations.models import Invitation
from convenor.room.invitations.queries import link_token, seats_of
from convenor.room.meetings.models import Delegation
from convenor.room.meetings.queries import asked_of, label_of
from convenor.rules.invitations import Sends
from convenor.rules.replies import PartStat
from convenor.rules.vocabulary import SessionState


class Words(NamedTuple):
    """A letter in words, and where answers to it go."""

    subject: str
    body: str
    answers_to: str


def letter_in_words(held: Invitation, *, first: bool) -> Words:
    """What a letter says besides its calendar object."""
    here, session = installation(), held.session
    named = Delegation.objects.filter(session=session, person=held.person).select_related("session").first()
    invited = held.sent == Sends.REQUEST
    words = {
        "session": session,
        "label": label_of(session),
        "installation": here,
        "address": f"{settings.CONVENOR_SITE}{reverse('meetings:session', args=[session.pk])}",
        "first": first,
        "asks": held.answer == PartStat.NEEDS_ACTION,
        "ways": ways_to_answer(held) if invited else [],
        "called_off": session.state == SessionState.CANCELLED,
        "rules_first": named is not None and asked_of(named) is not None,
    }
    template = "invitations/mail/request" if invited else "invitations/mail/cancel"
    with override(zone_of(held.person)):
        subject = " ".join(render_to_string(f"{template}_subject.txt", words).split())
        body = render_to_string(f"{template}.txt", words)
    return Words(subject=subject, body=body, answers_to=here.contact)


def proposal_in_words(held: Invitation) -> Words:
    """What a nominee is asked whose calendar named somebody to stand in."""
    here = installation()
    words = {
        "session": held.session,
        "label": label_of(held.session),
        "installation": here,
        "proposed": held.proposed,
        "way": dict(ways_to_answer(held)).get(PartStat.DELEGATED, ""),
    }
    with override(zone_of(held.person)):
        subject = " ".join(render_to_string("invitations/mail/proposal_subject.txt", words).split())
        body = render_to_string("invitations/mail/proposal.txt", words)
    return Words(subject=subject, body=body, answers_to=here.contact)


def ways_to_answer(held: Invitation) -> list[tuple[PartStat, str]]:
    """The answers that this person can give, each with its address; whoever stands in cannot send somebody else."""
    address = f"{settings.CONVENOR_SITE}{reverse('invitations:answer', args=[link_token(held)])}"
    answers = [PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE]
    if seats_of(held.person, held.session):
        answers.append(PartStat.DELEGATED)
    return [(answer, f"{address}?say={answer.lower()}") for answer in answers]
