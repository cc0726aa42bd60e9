"""The floor: as little Django as a page with fifty rows, and a form that keeps one row, can be made of.

The same web server and the same settings of the database, with no middleware, no session and no form.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

ROWS, SHOWN = 200, 50
PAGE = (
    "<!doctype html><html lang=en><title>{{ rows.0.title }}</title><h1>{{ rows.0.title }}</h1><ul>{% for row in rows %}"
    "<li><a href='/rows/{{ row.pk }}'>{{ row.title }}</a> {{ row.body|truncatechars:80 }}</li>{% endfor %}</ul>"
)
_IN_MEMORY = ("django.template.loaders.locmem.Loader", {"page.html": PAGE})
settings.configure(
    SECRET_KEY="x" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(os.environ["CONVENOR_DATA"]) / "plain.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [_IN_MEMORY])]},
        }
    ],
)
django.setup()


class Row(models.Model):
    """A row of a list."""

    title = models.CharField(max_length=200)
    body = models.TextField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title


class Kept(models.Model):
    """What somebody sent."""

    email = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.email


def page(request: HttpRequest) -> HttpResponse:
    """One query, and a template of fifty rows."""
    return render(request, "page.html", {"rows": list(Row._default_manager.order_by("pk")[:SHOWN])})


@csrf_exempt
def keep(request: HttpRequest) -> HttpResponse:
    """One row in a transaction of its own."""
    with transaction.atomic():
        Kept._default_manager.create(email=request.POST["email"])
    return HttpResponse(status=201)


urlpatterns = [path("", page), path("page/", page), path("keep/", keep)]
application = get_asgi_application()


def install() -> None:
    """Make the tables and the rows."""
    with connection.schema_editor() as editor:
        for model in (Row, Kept):
            editor.create_model(model)
    Row._default_manager.bulk_create(Row(title=f"Row {number}", body="lorem ipsum " * 160) for number in range(ROWS))


if __name__ == "__main__":
    install()
