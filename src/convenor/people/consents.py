"""What an organisation agreed to: kept with its words' version and its day, and ended at once when it is withdrawn.

These are parts of what others do, who ask the gate first: the secretariat, a nominee, or whoever was mailed a link.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import NOBODY, Actor
from convenor.kernel.gate import settle
from convenor.kernel.language import dated
from convenor.kernel.outbox import emit
from convenor.people.models import NamingConsent, Organisation
from convenor.rules.consents import Given, Purpose, may_agree_by_link
from convenor.rules.verdict import Verdict, no, yes


def keep_consent(
    actor: Actor,
    organisation: Organisation,
    *,
    purpose: str,
    text_version: str,
    given_on: date,
    year: int | None,
    online: bool,
    link: str = "",
) -> NamingConsent:
    """Keep that an organisation agreed to these words; the same is kept once, other words beside the old ones."""
    row = _held(organisation)
    settle(yes() if given_on <= clock.today() else no(_("A consent cannot be given on a day that has not come yet.")))
    settle(_was_given_since_it_withdrew(row, purpose, year, given_on))
    same = in_force(row, purpose, year).filter(text_version=text_version, online=online, link=link)
    settle(no(_("It agreed to this already, and has not withdrawn.")) if same.exists() else yes())
    consent = row.naming_consents.create(
        purpose=purpose, text_version=text_version, given_on=given_on, year=year, online=online, link=link
    )
    _tell_the_list(purpose)
    audit.record(actor, "naming.consented", kind="naming_consent", subject=consent.pk)
    return consent


def keep_by_link(organisation: Organisation, *, purpose: Purpose, text_version: str, year: int, link: str) -> None:
    """Keep what somebody agrees to by a mailed link, as its own consent beside others; once is enough.

    Raises Declined where the organisation itself withdrew: a link does not speak against it.
    """
    row = _held(organisation)
    settle(may_agree_by_link(given_by([row.pk]).get(row.pk, ()), purpose, year=year))
    if not in_force(row, purpose, year).filter(text_version=text_version, link=link).exists():
        keep_consent(
            NOBODY,
            row,
            purpose=purpose,
            text_version=text_version,
            given_on=clock.today(),
            year=year,
            online=True,
            link=link,
        )


def end_consent(actor: Actor, consent: NamingConsent) -> None:
    """Note that the organisation withdraws today, with all that was given for the same before, also by links.

    Each stays on record, and no link agrees again before the organisation does.
    """
    _held(consent.organisation)
    held = NamingConsent.objects.filter(pk=consent.pk, withdrawn_on=None)
    settle(yes() if held.exists() else no(_("This consent was withdrawn before.")))
    in_force(consent.organisation, consent.purpose, _counting(consent.purpose, consent.year)).update(
        withdrawn_on=clock.today()
    )
    _tell_the_list(consent.purpose)
    audit.record(actor, "naming.withdrawn", kind="naming_consent", subject=consent.pk)


def end_by_link(consent: NamingConsent) -> None:
    """Note that what was agreed to by one mailed link is withdrawn today; what anybody else agreed to stands."""
    _held(consent.organisation)
    given = in_force(consent.organisation, consent.purpose, consent.year).exclude(link="").filter(link=consent.link)
    ended = given.update(withdrawn_on=clock.today(), withdrawn_by_link=True)
    settle(yes() if ended else no(_("This consent was withdrawn before.")))
    _tell_the_list(consent.purpose)
    audit.record(NOBODY, "naming.withdrawn", kind="naming_consent", subject=consent.pk)


def _tell_the_list(purpose: str) -> None:
    """Have the public list of participants follow; nothing in the event says whose consent it was."""
    if purpose == Purpose.MEMBER:
        emit("participants_changed")


def in_force(organisation: Organisation, purpose: str, year: int | None) -> QuerySet[NamingConsent]:
    """The consents for this that were not withdrawn; of a year also those that name none."""
    rows = NamingConsent.objects.filter(organisation=organisation, purpose=purpose, withdrawn_on=None)
    return _of_year(rows, year)


def _was_given_since_it_withdrew(organisation: Organisation, purpose: str, year: int | None, given_on: date) -> Verdict:
    """A paper from before its own withdrawal cannot undo that; of the same day nobody knows which came first."""
    own = NamingConsent.objects.filter(organisation=organisation, purpose=purpose, withdrawn_by_link=False)
    last = _of_year(own, _counting(purpose, year)).aggregate(last=Max("withdrawn_on"))["last"]
    if last is None or given_on >= last:
        return yes()
    return no(
        _(
            "It withdrew this on %(day)s, and what it agreed to before that day ended then. Ask it again, and enter "
            "what it agrees to with the day of that."
        )
        % {"day": dated(last)}
    )


def _counting(purpose: str, year: int | None) -> int | None:
    """The year that a withdrawal is about; there is one list of participants, whatever years were agreed to."""
    return None if purpose == Purpose.MEMBER else year


def _of_year(rows: QuerySet[NamingConsent], year: int | None) -> QuerySet[NamingConsent]:
    return rows.filter(Q(year=None) | Q(year=year)) if year is not None else rows


def _held(organisation: Organisation) -> Organisation:
    """The organisation, held: of two who agree or withdraw at once the second sees what the first did."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def given_by(organisations: Iterable[str]) -> dict[str, list[Given]]:
    """What these organisations agreed to, as the rules look at it, newest first."""
    found: dict[str, list[Given]] = {}
    for row in NamingConsent.objects.filter(organisation__in=list(organisations)).order_by("-given_on", "-pk"):
        found.setdefault(row.organisation_id, []).append(given_of(row))
    return found


def given_of(row: NamingConsent) -> Given:
    """One consent as the rules look at it."""
    return Given(
        key=row.pk,
        purpose=Purpose(row.purpose),
        version=row.text_version,
        given_on=row.given_on,
        withdrawn_on=row.withdrawn_on,
        year=row.year,
        online=row.online,
        withdrawn_by_link=row.withdrawn_by_link,
    )
