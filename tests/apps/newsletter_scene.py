"""What the tests of the newsletter share: the form, the worker, and the link in a mail."""

import re
from datetime import UTC, datetime
from unittest.mock import patch

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from convenor.room.newsletter.models import Subscription

FORM = reverse("newsletter:subscribe")
READER = "reader@company.example"


def ask(email: str = READER, browser: Client | None = None) -> HttpResponse:
    """Fill in the form and send it."""
    return (browser or Client()).post(FORM, {"email": email})


def work() -> list[EmailMultiAlternatives]:
    """Let the worker carry out all that is due or will be; the mails that left."""
    mail.outbox.clear()
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        DBTaskResult.objects.filter(status="READY").update(run_after=datetime(2020, 1, 1, tzinfo=UTC))
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)
    return list(mail.outbox)  # type: ignore[arg-type]


def link_in(text: str, what: str) -> str:
    """The path of the one link of a kind in a mail."""
    (found,) = re.findall(rf"https?://[^/\s]+(/newsletter/{what}/\S+)", text)
    return str(found)


def subscribed(email: str = READER) -> Subscription:
    """Somebody asks and confirms, the whole way."""
    ask(email)
    (sent,) = work()
    assert Client().post(link_in(sent.body, "confirm")).status_code == 200
    return Subscription.objects.filter(confirmed=True).latest("pk")


def token_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
