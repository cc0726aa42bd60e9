"""What the tests of waivers start from: a draft that names Vodafone, one that describes two, and their answers."""

from desk_scene import AFTER, UNTIL, Scene, again, digest, make_draft, refused

from convenor.desk.actions import deciding, waiving, writing
from convenor.desk.checks import Matter, check_draft
from convenor.desk.models import Draft, Waiver
from convenor.kernel import clock
from convenor.kernel.actor import Actor
from convenor.people.models import OrganisationAttribute
from convenor.public.library.models import Output

OPERATOR = "telecommunications operator"
NAMED = "Vodafone weighs severity before likelihood."
DESCRIBED = "A European operator weighs severity first."
BODY = f"## What we heard\n\n{NAMED}\n\nSome start small.\n\n## What to do\n\nBegin with severity."
OF_TWO = BODY.replace(NAMED, DESCRIBED)


def make_two_operators() -> None:
    """Let the same words describe two companies on the stage of the desk."""
    for slug in ("vodafone", "telefonica"):
        OrganisationAttribute.objects.create(organisation_id=slug, key="sector", value=OPERATOR)


def flag(draft: Draft, text: str = "Vodafone") -> Matter:
    return next(one for one in check_draft(draft).matters if one.text == text)


def ask(scene: Scene, draft: Draft, text: str = "Vodafone", message: str = "May we?") -> list[Waiver]:
    matter = flag(draft, text)
    return waiving.ask(scene.officer, draft, digest=digest(draft), start=matter.start, end=matter.end, message=message)


def asked(scene: Scene) -> tuple[Draft, Waiver]:
    """A draft that names Vodafone, and the question."""
    draft = make_draft(scene, BODY)
    (waiver,) = ask(scene, draft)
    return draft, waiver


def asked_of_two(scene: Scene) -> tuple[Draft, dict[str, Waiver]]:
    draft = make_draft(scene, OF_TWO)
    return draft, {waiver.organisation_id: waiver for waiver in ask(scene, draft, "A European operator")}


def agreed(scene: Scene) -> tuple[Draft, Waiver]:
    draft, waiver = asked(scene)
    waiving.answer(scene.nominee, waiver, agrees=True)
    return again(draft), Waiver.objects.get(pk=waiver.pk)


def send(scene: Scene, draft: Draft) -> Draft:
    deciding.send(scene.officer, draft, digest=digest(draft))
    return again(draft)


def in_view(scene: Scene, draft: Draft) -> Draft:
    draft = send(scene, draft)
    deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL)
    return again(draft)


def stays(scene: Scene, draft: Draft, reason: str = "points to somebody") -> None:
    refused(draft, lambda: deciding.send(scene.officer, draft, digest=digest(draft)), reason)


def released(scene: Scene, draft: Draft) -> Output:
    with clock.standing_at(AFTER):
        return deciding.release(scene.officer, draft, digest=digest(draft))


def not_released(scene: Scene, draft: Draft, reason: str = "") -> None:
    with clock.standing_at(AFTER):
        refused(draft, lambda: deciding.release(scene.officer, draft, digest=digest(draft)), reason)


def keep(scene: Scene, actor: Actor, draft: Draft, text: str = "business model") -> None:
    matter = flag(draft, text)
    at = {"digest": digest(draft), "start": matter.start, "end": matter.end}
    writing.keep_finding(actor, draft, reason="It is about rights.", **at)
