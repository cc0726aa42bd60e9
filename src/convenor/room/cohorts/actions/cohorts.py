"""Starting a cohort, and changing how it is set up."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convenor.kernel import audit, clock
from convenor.kernel.actor import Actor
from convenor.kernel.gate import require, settle
from convenor.kernel.installation import installation
from convenor.kernel.outbox import emit
from convenor.room.cohorts.models import Cohort, Programme
from convenor.room.cohorts.queries import seats_taken
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import Basis

CAPABILITY = "cohort.change"


@dataclass(frozen=True, kw_only=True, slots=True)
class SetUp:
    """How a cohort is set up: its cap and the band it aims at, its cadence, and whom it wants to reach."""

    name: str
    cap: int | None = None
    band_low: int | None = None
    band_high: int | None = None
    monthly: bool = True
    members_public: bool = True
    rule_basis: Basis = Basis.IMPLIED
    target_regions: tuple[str, ...] = ()
    target_sectors: tuple[str, ...] = ()


@transaction.atomic
def start_cohort(actor: Actor, set_up: SetUp) -> Cohort:
    """Start a cohort in the installation's programme, which is made with the first one."""
    require(actor, CAPABILITY)
    slug = slugify(set_up.name)[:50].strip("-")
    settle(_is_free(slug))
    settle(_sound(set_up))
    programme = Programme.objects.order_by("pk").first()
    if programme is None:
        programme = Programme.objects.create(slug="programme", name=installation().name)
    cohort = Cohort.objects.create(slug=slug, programme=programme, **_columns(set_up))
    audit.record(actor, "cohort.started", kind="cohort", subject=slug)
    return cohort


@transaction.atomic
def change_cohort(actor: Actor, cohort: Cohort, set_up: SetUp) -> None:
    """Change how a cohort is set up; nobody loses a seat by it."""
    require(actor, CAPABILITY, cohort=cohort.pk)
    row = Cohort.objects.select_for_update().get(pk=cohort.pk)
    settle(_sound(set_up))
    settle(_seats_everybody(row, set_up, clock.today()))
    Cohort.objects.filter(pk=row.pk).update(**_columns(set_up))
    if row.members_public and not set_up.members_public:
        emit("participants_changed")
    audit.record(actor, "cohort.changed", kind="cohort", subject=row.pk)


def _columns(set_up: SetUp) -> dict[str, object]:
    lists = {"target_regions": list(set_up.target_regions), "target_sectors": list(set_up.target_sectors)}
    return {**asdict(set_up), **lists}


def _is_free(slug: str) -> Verdict:
    if not slug:
        return no(_("This name has no letter or digit to make an address from. Write it in Latin letters."))
    if Cohort.objects.filter(pk=slug).exists():
        return no(_("There is a cohort of this name already. Choose another name."))
    return yes()


def _sound(set_up: SetUp) -> Verdict:
    low, high, cap = set_up.band_low, set_up.band_high, set_up.cap
    if (low is None) != (high is None):
        return no(_("A band has two ends: give both or none."))
    if low is not None and high is not None and low > high:
        return no(_("The band goes from the smaller number to the larger."))
    if high is not None and cap is not None and high > cap:
        return no(_("The band cannot reach beyond the cap."))
    return yes()


def _seats_everybody(cohort: Cohort, set_up: SetUp, day: date) -> Verdict:
    taken = seats_taken(cohort, day)
    if set_up.cap is None or taken <= set_up.cap:
        return yes()
    return no(_("%(taken)s seats are taken, so the cap cannot be lower than that.") % {"taken": taken})
