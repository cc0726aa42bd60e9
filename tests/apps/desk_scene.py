"""What the tests of the desk start from: a cohort of thirteen, a session with a sealed note, two officers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import unescape

import pytest
from django.test import Client

from convenor.desk.actions import deciding, writing
from convenor.desk.actions.stage import seen_in
from convenor.desk.models import Draft
from convenor.desk.wording import Wording, wording_of
from convenor.kernel.actor import Actor, actor_of
from convenor.kernel.gate import Declined, Refused
from convenor.kernel.models import Installation
from convenor.people.models import Account
from convenor.public.library.models import Output
from convenor.room.cohorts.models import Cohort
from convenor.room.meetings.models import Remark, Session
from convenor.rules.vocabulary import DraftKind, RemarkKind, Role
from making import (
    make_cohort,
    make_installation,
    make_member,
    make_nominee,
    make_organisation,
    make_secretariat,
    make_session,
    make_year,
)

TODAY = date(2023, 3, 6)
UNTIL = date(2023, 3, 20)
AFTER = date(2023, 3, 21)
CLEAN = "## What we heard\n\nSome companies weigh severity before likelihood.\n\n## What to do\n\nBegin with severity."
SECRET = "The quetzal remark: Vodafone rates severity before likelihood."

COMPANIES = {
    "apple": "North America",
    "cisco": "North America",
    "cloudflare": "North America",
    "ericsson": "Europe",
    "google": "North America",
    "hewlett-packard-enterprise": "North America",
    "meta": "North America",
    "microsoft": "North America",
    "salesforce": "North America",
    "telefonica": "Europe",
    "twitter": "North America",
    "verizon": "North America",
    "vodafone": "Europe",
}


@dataclass(kw_only=True)
class Scene:
    """The people and things of the stage."""

    cohort: Cohort
    session: Session
    remark: Remark
    officer_account: Account
    chief_account: Account
    nominee_account: Account
    peer_account: Account
    stranger_account: Account

    @property
    def officer(self) -> Actor:
        return actor_of(self.officer_account)

    @property
    def chief(self) -> Actor:
        return actor_of(self.chief_account)

    @property
    def nominee(self) -> Actor:
        return actor_of(self.nominee_account)

    @property
    def peer(self) -> Actor:
        return actor_of(self.peer_account)

    @property
    def stranger(self) -> Actor:
        return actor_of(self.stranger_account)


def set_the_scene(today: date = TODAY) -> Scene:
    make_installation(demo=True, today=today)
    cohort, other = make_cohort(), make_cohort("elsewhere")
    members = {
        slug: make_member(
            cohort,
            make_organisation(
                slug, region=region, country="Spain" if slug == "telefonica" else "elsewhere", size="large"
            ),
        )
        for slug, region in COMPANIES.items()
    }
    outsider = make_member(other, make_organisation("outsider", name="Zanbexi", region="Africa", size="small"))
    year = make_year(cohort)
    session = make_session(year, date(2023, 2, 27))
    return Scene(
        cohort=cohort,
        session=session,
        remark=Remark.objects.create(session=session, kind=RemarkKind.PRACTICE, text=SECRET),
        officer_account=make_secretariat(),
        chief_account=make_secretariat(Role.CHIEF),
        nominee_account=make_nominee(members["vodafone"]),
        peer_account=make_nominee(members["ericsson"]),
        stranger_account=make_nominee(outsider),
    )


def make_draft(scene: Scene, body: str = CLEAN, *, title: str = "Severity at work") -> Draft:
    """A draft of the officer's, with this text."""
    draft = writing.begin(scene.officer, kind=DraftKind.OUTPUT_NOTE, title=title, session=scene.session)
    return write(scene, draft, body=body)


def write(scene: Scene, draft: Draft, **words: str) -> Draft:
    """The officer changes some of a draft's words."""
    before = wording_of(draft)
    fields = {field: getattr(before, field) for field in before.__slots__}
    wording = Wording(**{**fields, **words})
    return writing.write(scene.officer, draft, wording, digest=before.digest, word_budget=draft.word_budget)


def make_sent(scene: Scene) -> Draft:
    draft = make_draft(scene)
    deciding.send(scene.officer, draft, digest=digest(draft))
    return again(draft)


def make_open(scene: Scene) -> Draft:
    draft = make_sent(scene)
    deciding.approve(scene.chief, draft, digest=digest(draft), until=UNTIL)
    return again(draft)


def make_released(scene: Scene) -> tuple[Draft, Output]:
    from convenor.kernel import clock

    draft = make_open(scene)
    with clock.standing_at(AFTER):
        output = deciding.release(scene.officer, draft, digest=digest(draft))
    return again(draft), output


def digest(draft: Draft) -> str:
    return seen_in(draft)


def again(draft: Draft) -> Draft:
    """The draft as the database has it now."""
    return Draft.objects.select_related("cohort", "corrects", "session", "series").get(pk=draft.pk)


def refused(draft: Draft, act: Callable[[], object], reason: str | None = None) -> None:
    """Try something that is declined or refused; nothing may have changed."""
    before = kept(draft)
    with pytest.raises((Declined, Refused), match=reason):
        act()
    assert kept(draft) == before


def kept(draft: Draft) -> tuple[object, ...]:
    """Everything the database holds of the desk's side of a draft, to compare before and after a refusal."""
    from convenor.kernel.models import AuditEntry, Event

    row = Draft.objects.filter(pk=draft.pk).values().get()
    related = [
        list(getattr(draft, name).order_by("pk").values())
        for name in ("writers", "sources", "keepings", "waivers", "approvals", "objections", "sendings_back")
    ]
    outside = [list(Output.objects.order_by("key").values()), Draft.objects.count()]
    return row, related, outside, AuditEntry.objects.count(), Event.objects.count()


def as_(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def go_to(day: object) -> None:
    """Let the demo's date be another, for requests."""
    Installation.objects.update(today=day)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return unescape(response.content.decode())
