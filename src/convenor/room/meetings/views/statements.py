"""The versions of the anti-trust statement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convenor.kernel import clock
from convenor.kernel.actor import who
from convenor.kernel.gate import needs
from convenor.kernel.pages import SECRETARIAT_ONLY, attempt, show
from convenor.room.meetings.actions.statements import add_statement, approve_statement
from convenor.room.meetings.forms.statements import StatementForm
from convenor.room.meetings.models import Statement
from convenor.room.meetings.queries import statement_in_force
from convenor.rules.vocabulary import Zone


@needs("statement.change")
def statements(request: HttpRequest) -> HttpResponse:
    """Every version, the one in force first; add another."""
    form = StatementForm(request.POST or None, initial={"in_force_from": clock.today()})
    if attempt(form, lambda: add_statement(who(request), form.facts())):
        messages.success(request, _("The version is added. It waits for counsel's approval."))
        return redirect("meetings:statements")
    now = statement_in_force(clock.today())
    return show(
        request,
        "meetings/statements.html",
        title=_("The anti-trust statement"),
        zone=Zone.ROOM,
        seen_by=SECRETARIAT_ONLY,
        form=form,
        in_force=now,
        versions=Statement.objects.order_by("-in_force_from", "-version"),
    )


@needs("statement.change")
@require_POST
def approve(request: HttpRequest, version: str) -> HttpResponse:
    """Record counsel's approval of a version."""
    approve_statement(who(request), get_object_or_404(Statement, pk=version))
    messages.success(request, _("Counsel's approval of version %(version)s is recorded.") % {"version": version})
    return redirect("meetings:statements")
