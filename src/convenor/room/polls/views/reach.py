"""What a view starts from, if it is this person's to see, and where it leads back to."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from convenor.kernel.actor import who
from convenor.kernel.asking import Back
from convenor.kernel.language import in_place
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import Session
from convenor.room.polls import asking, queries
from convenor.room.polls.actions.prompts import GATHERED
from convenor.room.polls.models import Opinion, Poll, Prompt
from convenor.room.statistics.reach import Room, address_of
from convenor.rules.wording import said_again


def prompt_or_404(request: HttpRequest, pk: UUID) -> Prompt:
    """The prompt, if the person may read its answers."""
    return get_object_or_404(queries.visible_to(who(request)), pk=pk)


def opinion_or_404(request: HttpRequest, pk: UUID) -> Opinion:
    """What was found in votes, if the person may read it."""
    return get_object_or_404(queries.opinions_visible_to(who(request)), pk=pk)


def poll_or_404(request: HttpRequest, pk: UUID) -> Poll:
    """The poll, if the person may look after it."""
    rows = asking.polls_visible_to(who(request)).select_related("session__year__cohort", "item", "prompt")
    return get_object_or_404(rows, pk=pk)


def to_poll(row: Poll) -> Back:
    """The way back to a poll."""
    return Back(reverse("polls:poll", args=[row.pk]), row.wording)


def to_polls_of(session: Session) -> Back:
    """The way back to all polls of a session."""
    return Back(reverse("polls:session", args=[session.pk]), _("Polls of the session"))


def called(row: Prompt) -> str:
    """What a prompt is called: its wording, which is ours where updates were gathered."""
    return str(in_place(said_again(row.wording, GATHERED)))


def to_prompt(row: Prompt) -> Back:
    """The way back to the answers and their themes."""
    return Back(reverse("polls:prompt", args=[row.pk]), called(row))


def to_polls(room: Room) -> Back:
    """The way back to all that a room was asked."""
    return Back(reverse("polls:room", args=address_of(room)), name_of_polls(room))


def name_of_polls(room: Room) -> str:
    """What that page is called: the members of a cohort also write updates, and nobody does in a series."""
    return _("Polls and updates") if isinstance(room, Cohort) else _("Polls")
