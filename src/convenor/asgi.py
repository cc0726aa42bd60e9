"""The door for a web server: streams and ballots by paths of their own, everything else by Django."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from convenor.kernel.live import raw, tokens
from convenor.kernel.live.hub import Hub
from convenor.kernel.live.limit import limited
from convenor.kernel.live.listening import hear
from convenor.kernel.live.snapshots import made
from convenor.kernel.live.stream import stream
from convenor.room.polls.intake import ADDRESS as BALLOTS
from convenor.room.polls.intake import Intake

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")


def _intake() -> Intake:
    """Where ballots come in; it asks no database, and tells the room's pages through the live path."""
    from convenor.room.polls.asking import folder, tell_of_the_count

    return Intake(folder(), settings.SECRET_KEY, tell_of_the_count)


_django = limited(get_asgi_application(), settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
hub = Hub(make=made, of_accounts=frozenset(import_string(settings.CONVENOR_LIVE_OF_ACCOUNTS)), hearing=hear)
ballots = _intake()


async def application(scope: raw.Scope, receive: raw.Receive, send: raw.Send) -> None:
    """Answer one request; what is no request (a server's lifespan, a web socket) Django refuses."""
    if scope["type"] == "http" and scope["path"].startswith(BALLOTS):
        await ballots(scope, receive, send)
    elif scope["type"] != "http" or scope["path"] != tokens.ADDRESS:
        await _django(scope, receive, send)
    elif not raw.is_for_us(scope):
        await raw.answer(send, 400, "This is not an address of ours.")
    else:
        await stream(hub, scope, receive, send)


def refuse_a_demo() -> None:
    """Stop where a demo's database, with its open roles, would be served as if it were real."""
    from convenor.kernel.installation import installation

    if installation().demo and not settings.CONFIG.demo:
        raise ImproperlyConfigured(
            "This database is a demonstration: anybody can sign in to it as any role. "
            "Serve it with 'convenor demo', or give 'convenor serve' another database."
        )


refuse_a_demo()
