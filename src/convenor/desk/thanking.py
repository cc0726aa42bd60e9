"""The letter of thanks to an expert: where the published note stands, and nothing of the session."""

from django.utils.translation import gettext_lazy as _

from convenor.desk.models import Draft
from convenor.desk.queries import public_address
from convenor.kernel import letters
from convenor.kernel.letters import Letter, page
from convenor.room.meetings.models import ExpertThanks
from convenor.room.meetings.thanks import bound_to, forget, taken, wait_again
from convenor.rules.vocabulary import DraftState

THANKS = Letter(
    key="expert_thanks",
    cause=_("An officer sends what was published to the experts who wanted to hear of it."),
    to=_("Each of these experts, alone"),
    subject=_("{installation}: what came of what you shared, and thank you"),
    body=_("""Thank you for the time that you gave us. This was published of it; anybody can read it, and you may pass \
it on:
{address}

It says nobody's name, and not who was there. Please keep it so.

With this mail your address is destroyed here.

{installation}"""),
    samples={"address": "https://convenor.example/notes/1/"},
    forgotten=True,
)
LETTERS = (THANKS,)


def mail_thanks(*, thanks: str) -> None:
    """Thank one expert, once; where the note was withdrawn meanwhile, the address waits for another."""
    whom = taken(thanks)
    note = _note_for(whom) if whom is not None else None
    if whom is None or note is None:
        return
    slug = public_address(note) if note.state == DraftState.RELEASED else None
    if slug is not None:
        letters.send(THANKS, to=whom.address, values={"address": page("portal:output", slug)})
        forget(whom)
    elif note.session is not None:
        wait_again(whom, note.session)


def _note_for(whom: ExpertThanks) -> Draft | None:
    """The note that is on its way to somebody, found by its seal: no row says which one it is."""
    found = bound_to(whom, Draft.objects.exclude(session=None).values_list("pk", flat=True))
    return Draft.objects.select_related("corrects", "session").filter(pk=found).first() if found else None
