"""What to read before a session of a series, as the secretariat lists it; public once two people agreed (R-PLP-19)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from convenor.kernel import audit
from convenor.kernel.actor import Actor
from convenor.kernel.gate import Declined, require, settle
from convenor.kernel.language import taken_off
from convenor.room.series import queries
from convenor.room.series.actions import CAPABILITY, is_as_seen
from convenor.room.series.announced import PublicText, is_public_page, may_be_announced, texts_about
from convenor.room.series.hosts import without_own_host
from convenor.room.series.models import Webinar
from convenor.rules.readings import is_own, may_be_listed
from convenor.rules.scope import belongs, look_at
from convenor.rules.signs import in_one_line
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import said

Rows = Sequence[tuple[str, str]]


def listed(webinar: Webinar) -> list[tuple[str, str]]:
    """The titles and addresses as they stand."""
    return [(one["title"], one["url"]) for one in webinar.readings]


def mark_of(webinar: Webinar) -> str:
    """What somebody saw of a list, in a few signs."""
    return queries.mark_of(webinar.readings)


def address_of(typed: str) -> str:
    """An address as it is kept: of this site its path, without the language in which it was copied."""
    # A star is no host of ours: with it the server answers to every one.
    hosts = {urlsplit(settings.CONVENOR_SITE).netloc, *settings.ALLOWED_HOSTS} - {"*"}
    address = without_own_host(typed, hosts)
    return taken_off(address)[1] if is_own(address) else address


def is_followed(typed: str) -> Verdict:
    """Whether an address leads elsewhere or to a page of this site that anybody reads; others may tell a secret."""
    address = address_of(typed)
    if not is_own(address) or is_public_page(address):
        return yes()
    return no(
        _("This is not an address of a public page of this site, so readers could not follow it. Copy one from there.")
    )


def are_followed(rows: Rows) -> Verdict:
    """Whether readers can follow all of a list; a text of ours may have been withdrawn since it was put there."""
    gone = next((title for title, address in rows if not is_followed(address).allowed), None)
    if gone is None:
        return yes()
    return no(
        said(
            "“{title}”, which is listed to be read before a session, leads to no public page of this site. Take it out "
            "of that list or give the address of another page, then try again.",
            title=gone,
        )
    )


@transaction.atomic
def keep_readings(actor: Actor, webinar: Webinar, rows: Rows, *, mark: str, scope_reason: str = "") -> None:
    """Let exactly these stand below a session, in this order; `mark` is that of the list as somebody saw it."""
    require(actor, CAPABILITY)
    row = Webinar.objects.select_for_update().get(pk=webinar.pk)
    settle(is_as_seen(row.readings, mark))
    rows = [(in_one_line(title), address_of(typed)) for title, typed in rows]
    settle(belongs(doubtful(row, rows), scope_reason))
    _keep(actor, row, rows, scope_reason.strip())


@transaction.atomic
def add_reading(actor: Actor, webinar: Webinar, address: str) -> None:
    """Put a released text that fits below those that stand; whether its title belongs was asked when it was written."""
    require(actor, CAPABILITY)
    row = Webinar.objects.select_for_update().get(pk=webinar.pk)
    found = next((text for text in suggested(row) if text.address == address), None)
    if found is None:
        raise Declined(no(_("This text does not fit any more, or stands in the list already. Look at what is there.")))
    _keep(actor, row, [*listed(row), (found.title, found.address)], "")


def suggested(webinar: Webinar) -> list[PublicText]:
    """The released texts that fit a session and are not in its list."""
    there = {address for _title, address in listed(webinar)}
    about = [webinar.title, *webinar.session.themes.values_list("title", flat=True)]
    return [text for text in texts_about(about) if text.address not in there]


def doubtful(webinar: Webinar, rows: Rows) -> list[str]:
    """The titles to be looked at: one that stands there already was, when it was given."""
    before = {title for title, _address in listed(webinar)}
    return [title for title, _address in rows if title not in before]


def _keep(actor: Actor, row: Webinar, rows: Rows, reason: str) -> None:
    settle(may_be_listed(rows))
    settle(are_followed(rows))
    settle(may_be_announced(*(text for row in rows for text in row)))
    reasons = {one["title"]: one["scope_reason"] for one in row.readings}
    row.readings = [
        {"title": title, "url": url, "scope_reason": reasons.get(title, reason if look_at(title) else "")}
        for title, url in rows
    ]
    row.save(update_fields=["readings"])
    audit.record(actor, "webinar.changed", kind="session", subject=row.session_id)
