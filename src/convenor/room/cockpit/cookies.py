"""What a browser keeps of a session, and we do not: the slip of a phone, and that the statement was heard or read."""

import hashlib
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from convenor.room.meetings.models import Session
from convenor.room.polls.asking import book_of

# As long as signing in lasts; a session is over long before.
KEPT_SECONDS = settings.SESSION_COOKIE_AGE


def slip_kept(request: HttpRequest, session: Session) -> str:
    """The slip that this browser was given for the session; empty where it has none, or one that is not ours."""
    slip = request.COOKIES.get(_name("slip", session), "")
    return slip if book_of(session).read(slip) else ""


def keep_slip(response: HttpResponse, session: Session, slip: str) -> None:
    """Let the browser keep its slip, so that a second tab and a reload have the same one."""
    _keep(response, _name("slip", session), slip)


def has_heard(request: HttpRequest, session: Session, slip: str) -> bool:
    """Whether this browser was there before the statement was read, or whoever holds the slip has read it since."""
    return compare_digest(request.COOKIES.get(_name("heard", session), "").encode(), _heard(slip).encode())


def keep_heard(response: HttpResponse, session: Session, slip: str) -> None:
    """Let the browser keep that the statement was heard with this slip; nobody else keeps it."""
    _keep(response, _name("heard", session), _heard(slip))


def _name(what: str, session: Session) -> str:
    return f"{what}-{session.pk.hex[:12]}"


def _heard(slip: str) -> str:
    """For an account's slip the browser keeps a digest, so that no slip stays behind after signing out."""
    return hashlib.sha256(slip.encode()).hexdigest()[:32]


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=KEPT_SECONDS,
        # A page stands at one address for each language; they share what is kept, or one phone would answer twice.
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
