"""Proposing a programme year to its cohort, answering for one's organisation, and taking the proposal back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel.actor import who
from convenor.kernel.asking import Back, ask, posted, press
from convenor.kernel.gate import Declined, needs
from convenor.people.models import Organisation
from convenor.room.cohorts.actions import proposing as actions
from convenor.room.cohorts.forms import ProposalForm, YearAnswerForm
from convenor.room.cohorts.models import ProgrammeYear, YearProposal
from convenor.room.cohorts.proposals import proposals_visible_to
from convenor.room.cohorts.views.reach import year_or_404
from convenor.rules.verdict import no


@needs("cohort.change")
def propose(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Ask the members to agree to the calendar as it stands."""
    row = year_or_404(request, slug, year)
    form = ProposalForm(posted(request))
    return ask(
        request,
        form,
        lambda: actions.propose_year(who(request), row, **form.cleaned_data),
        title=_("Propose this year to the cohort"),
        button=_("Propose it"),
        done=_("Proposed. Each nominee is told, alone; here you see how many members agree."),
        lead=_("The calendar is kept as it stands now. What the group decides is recorded by you, with its day."),
        consequences=(
            _("Each nominee gets a mail that leads to the year on one page."),
            _("Each member says that it agrees, or that it would change something; you see numbers, not names."),
            _("If the calendar changes meanwhile, the decision waits until it is proposed again."),
        ),
        back=_back(row),
    )


@needs("year.answer")
@require_POST
def answer(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Say for one's own organisation whether it agrees."""
    row = year_or_404(request, slug, year)
    here = _back(row).url
    done = _("Noted for your organisation. You can change it until the group has decided.")
    return press(request, lambda: _answer(request, row), then=here, back=here, done=done)


def _answer(request: HttpRequest, year: ProgrammeYear) -> None:
    proposal = _seen(request, year)
    form = YearAnswerForm(request.POST)
    valid = form.is_valid()
    company = Organisation.objects.filter(pk=form.cleaned_data.get("organisation", "")).first()
    if not valid or company is None:
        raise Declined(no(_("Say for which organisation, and whether it agrees.")))
    actions.answer_proposal(who(request), proposal, company, agrees=form.cleaned_data["says"] == "agree")


@needs("cohort.change")
@require_POST
def take_back(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """End the proposal without a decision."""
    row = year_or_404(request, slug, year)
    here = _back(row).url
    done = _("Taken back. What members answered is deleted; the version stays on record.")

    def act() -> None:
        actions.take_proposal_back(who(request), _seen(request, row))

    return press(request, act, then=here, back=here, done=done)


def _seen(request: HttpRequest, year: ProgrammeYear) -> YearProposal:
    """The proposal that stood on the page. Raises Declined where it has ended or another took its place."""
    found = proposals_visible_to(who(request), year)
    if found is None or str(found.pk) != request.POST.get("seen"):
        raise Declined(no(_("What you saw is not proposed any more. Look at what stands here now, then say it again.")))
    return found


def _back(year: ProgrammeYear) -> Back:
    return Back(reverse("invitations:year", args=[year.cohort_id, year.year]), _("The year on one page"))
