"""The door for a web server."""

import os

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convenor.settings")

application = get_asgi_application()


def refuse_a_demo() -> None:
    """Stop where a demo's database, with its open roles, would be served as if it were real."""
    from django.conf import settings

    from convenor.kernel.installation import installation

    if installation().demo and not settings.CONFIG.demo:
        raise ImproperlyConfigured(
            "This database is a demonstration: anybody can sign in to it as any role. "
            "Serve it with 'convenor demo', or give 'convenor serve' another database."
        )


refuse_a_demo()
