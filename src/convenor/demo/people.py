"""The secretariat as roles. Nobody here has a person's name."""

from dataclasses import dataclass
from datetime import date

from convenor.kernel.actor import Actor, actor_of
from convenor.people.models import Account, Appointment, Person
from convenor.rules.vocabulary import Role

IN_OFFICE_SINCE = date(2020, 1, 1)
TEAM = (
    ("chief", Role.CHIEF, "Chief, Business and Human Rights Unit", "the unit"),
    ("officer", Role.OFFICER, "Advisor, San Francisco", "Community of Practice, Peer Learning Platform, partnerships"),
    ("human-rights-officer", Role.OFFICER, "Human Rights Officer", "gender, Member States, Human Rights Council"),
    ("advisor-zurich", Role.OFFICER, "Advisor, Zurich", "UNGPs Compass, smart mix"),
    ("advisor-lagos", Role.OFFICER, "Advisor, Lagos", "B-Tech Africa, small and medium firms, tech investment"),
    ("advisor-oslo", Role.OFFICER, "Advisor, Oslo", "Investor Track"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Secretariat:
    """The two of the team whom the demonstration acts as."""

    officer: Actor
    chief: Actor


def load() -> Secretariat:
    """The team of six, each with an account that only a demo's roles page signs in to."""
    accounts = {}
    for key, role, title, covers in TEAM:
        email = f"{key}@secretariat.example"
        accounts[key] = Account.objects.create_user(email)
        person = Person.objects.create(name=title, email=email, account=accounts[key])
        Appointment.objects.create(person=person, role=role, covers=covers, since=IN_OFFICE_SINCE)
    return Secretariat(officer=actor_of(accounts["officer"]), chief=actor_of(accounts["chief"]))
