"""The reports of Teams: numbered sections, the older list of events, and any language."""

from datetime import datetime

import pytest
from attendance_reports import (
    TEAMS,
    TEAMS_OLDER,
    only,
    read,
)

from convenor.rules.attendance import Attendee, LeftOut, Source, Unreadable


def at(hour: int, minute: int, second: int = 0, *, month: int = 3, day: int = 14) -> datetime:
    return datetime(2022, month, day, hour, minute, second)  # noqa: DTZ001 - reports have no zone


def test_a_teams_report_is_read_once() -> None:
    report = read(TEAMS)
    assert (report.topic, report.start, report.end) == ("Session 2", at(14, 55, 11), at(16, 5, 2))
    assert report.people == (
        Attendee(
            name="One, Nominée",
            email="nominee1@alpha.example",
            joined=at(14, 55, 11),
            left=at(16, 5, 2),
            minutes=65,
        ),
        Attendee(
            name="Nominee Two",
            shown_as="Nominee Two (External)",
            guest=True,
            joined=at(15, 0),
            left=at(15, 30),
            minutes=30,
        ),
        Attendee(
            name="Nominee Three",
            shown_as="Nominee Three (Unverified)",
            guest=True,
            joined=at(15, 0),
            left=at(15, 0, 20),
            minutes=1,
        ),
    )
    assert report.left_out == (LeftOut(row=14, reason="a telephone number without a name"),)


def test_the_activities_of_a_teams_report_are_read_where_there_is_nothing_else() -> None:
    begin, end = TEAMS.index("3. In-Meeting"), TEAMS.index("4. Meeting")
    person = only(read(TEAMS[begin:end]))
    assert (person.joined, person.left, person.minutes) == (at(14, 55, 11), at(16, 5, 2), 65)


def test_a_report_of_who_attended_only_leaves_the_minutes_unknown() -> None:
    text = (
        "1. Summary\nMeeting title\tSession 2\n\n2. Participants\nName\tEmail\tParticipant ID (UPN)\tRole\n"
        "Nominee One\tn1@alpha.example\tn1@un.example\tOrganizer\nNominee Two\n"
    )
    report = read(text)
    assert report.source is Source.TEAMS
    assert [(person.name, person.joined, person.minutes) for person in report.people] == [
        ("Nominee One", None, None),
        ("Nominee Two", None, None),
    ]


@pytest.mark.parametrize("nothing", ["", "-", "--", "N/A"])
def test_empty_times_of_a_teams_report_are_unknown(nothing: str) -> None:
    row = "\t".join(["Nominee One", nothing, nothing, nothing, "n1@alpha.example", "x", "Attendee"])
    text = f"Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n{row}\n"
    person = only(read(text))
    assert (person.joined, person.left, person.minutes) == (None, None, None)


def test_the_account_of_a_teams_participant_is_not_an_address() -> None:
    assert read(TEAMS).people[1].email is None


def test_the_first_teams_reports_have_a_summary_without_numbers() -> None:
    text = (
        "Meeting Summary\nTotal Number of Participants\t1\nMeeting Title\tSession 2\n"
        "Meeting Start Time\t3/14/2022, 2:55:11 PM\nMeeting End Time\t3/14/2022, 4:05:02 PM\n"
        "Meeting Id\t453adbad-3672-4bde-92d0-6be3049eb379\n\n"
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
        "Nominee One\t3/14/2022, 3:00:00 PM\t3/14/2022, 3:20:00 PM\t20m\tn1@alpha.example\tOrganizer\tx\n"
        "Nominee One\t3/14/2022, 3:25:00 PM\t3/14/2022, 3:30:00 PM\t5m\tn1@alpha.example\tOrganizer\tx\n"
    )
    report = read(text)
    assert (report.source, report.topic, report.start) == (Source.TEAMS, "Session 2", at(14, 55, 11))
    assert only(report).minutes == 25


def test_an_older_teams_list_has_no_end_of_the_meeting() -> None:
    first, second = read(TEAMS_OLDER).people
    assert (first.joined, first.left, first.minutes) == (at(15, 0), at(16, 0), 55)
    assert (second.joined, second.left, second.minutes) == (at(15, 1), None, None)


@pytest.mark.parametrize(
    ("events", "left", "minutes"),
    [
        (["Joined 15:00", "Left 15:20", "Joined 15:30"], None, None),
        (["Joined 15:00", "Joined 15:10", "Left 15:50"], at(15, 50), 50),
        (["Joined 15:00", "Joined 15:10", "Left 15:30", "Left 15:50"], at(15, 50), 50),
        (["Left 15:50"], at(15, 50), None),
        (["Left 15:20", "Joined 15:20", "Left 15:40", "Joined 15:00"], at(15, 40), 40),
    ],
)
def test_events_of_the_older_list_are_joined_to_stays(events: list[str], left: datetime | None, minutes: int) -> None:
    rows = [f"Nominee One\t{event.split()[0]}\t2022-03-14 {event.split()[1]}:00" for event in events]
    person = only(read("\n".join(["Full Name\tUser Action\tTimestamp", *rows])))
    assert (person.left, person.minutes) == (left, minutes)


def test_an_older_teams_list_without_its_header() -> None:
    report = read("\n".join(TEAMS_OLDER.splitlines()[1:]))
    assert report.source is Source.TEAMS_OLDER
    assert [person.minutes for person in report.people] == [55, None]


@pytest.mark.parametrize(
    "header",
    [
        "Nom\tHeure d'arrivée\tHeure de départ\tDurée\tE-mail\tRôle",
        "Nom\tHeure d’arrivée\tHeure de départ\tDurée\tE-mail\tRôle",
        "Name\tBeitrittszeit\tVerlassenszeit\tDauer\tE-Mail\tRolle",
        "Name\tErster Beitritt\tLetztes Verlassen\tDauer der Besprechung\tE-Mail\tTeilnehmer-ID (UPN)",
        "Nombre\tHora de unión\tHora de salida\tDuración\tCorreo electrónico\tRol",
        "Nome\tOra di ingresso\tOra di uscita\tDurata\tEmail\tRuolo",
        "Naam\tTijd van deelname\tTijd van vertrek\tDuur\tE-mail\tRol",
        "Nome\tPrimeira entrada\tÚltima saída\tDuração da reunião\tEmail\tFunção",
        "NAME\tFIRST JOIN\tLAST LEAVE\tIN-MEETING DURATION\tEMAIL\tROLE",
    ],
)
def test_a_teams_header_in_any_language(header: str) -> None:
    report = read(f"{header}\nNominee One\t14.03.2022 15:00\t14.03.2022 16:00\t1h\tn1@alpha.example\tx\n")
    assert report.source is Source.TEAMS
    assert only(report) == Attendee(
        name="Nominee One", email="n1@alpha.example", joined=at(15, 0), left=at(16, 0), minutes=60
    )


@pytest.mark.parametrize(
    ("header", "joined", "left"),
    [
        ("Nom complet\tAction de l’utilisateur\tDate et heure", "Rejoint", "A quitté l'appel"),
        ("Vollständiger Name\tBenutzeraktion\tZeitstempel", "Beigetreten", "Verlassen"),
        ("Nombre completo\tAcción del usuario\tMarca de tiempo", "Se unió antes", "Salió"),
        ("Nome Completo\tAtividade\tCarimbo de data/hora", "Ingressou", "Saiu"),
    ],
)
def test_an_older_teams_list_in_any_language(header: str, joined: str, left: str) -> None:
    rows = [f"Nominee One\t{joined}\t14/03/2022 à 15:00:00", f"Nominee One\t{left}\t14/03/2022 à 16:00:00"]
    report = read("\n".join([header, *rows]))
    assert (report.source, only(report).minutes) == (Source.TEAMS_OLDER, 60)


def test_a_teams_report_in_an_unknown_language_is_known_by_its_build() -> None:
    text = (
        "1. Ixa\nIxb\tSession 2\nIxc\t2\nIxd\t14.3.2022 14:55:11\nIxe\t14.3.2022 16:05:02\n\n"
        "2. Ixf\nIxg\tIxh\tIxi\tIxj\tIxk\tIxl\n"
        "Nominee One\t14.3.2022 15:00:00\t14.3.2022 16:00:00\t1 h\tn1@alpha.example\tx\n"
        "Nominee Two\t14.3.2022 15:00:00\t14.3.2022 15:30:00\t30 min\t\tx\n\n"
        "3. Ixm\nIxg\tIxh\tIxi\tIxj\tIxk\tIxl\n"
        "Nominee One\t14.3.2022 15:00:00\t14.3.2022 16:00:00\t1 h\tn1@alpha.example\tx\n"
    )
    report = read(text)
    assert (report.source, report.topic, report.start, report.end) == (
        Source.TEAMS,
        "Session 2",
        at(14, 55, 11),
        at(16, 5, 2),
    )
    assert [(person.email, person.minutes) for person in report.people] == [("n1@alpha.example", 60), (None, 30)]


def test_a_telephone_number_in_a_topic_is_dropped() -> None:
    assert read(TEAMS.replace("Session 2", "Session 2, dial +44 20 7946 0958")).topic == "Session 2, dial"


def test_a_person_may_be_called_like_a_heading() -> None:
    text = "Full Name\tUser Action\tTimestamp\nParticipant\tJoined\t2022-03-14 15:00:00\n"
    assert only(read(text)).name == "Participant"


def test_a_numbered_section_of_something_else_is_no_report() -> None:
    with pytest.raises(Unreadable):
        read("1. Ixa\nIxb\tIxc\tIxd\tIxe\tIxf\nred\t5\tlarge\t7\tround\n")


def test_a_column_whose_heading_is_not_known_beside_others_that_are_is_known_by_its_place() -> None:
    report = read(
        "1. ملخص\nعنوان الاجتماع\tجلسة\n\n2. المشاركون\n"
        "الاسم\tأول انضمام\tآخر مغادرة\tالمدة\tالبريد الإلكتروني\n"
        "One\t14/03/2022, 3:00:00 م\t14/03/2022, 4:01:00 م\t1 س 1 د\tone@alpha.example\n"
        "Two\t\t\t\t\n"
    )
    one, two = report.people
    assert (one.joined, one.left, one.minutes) == (at(15, 0), at(16, 1), 61)
    assert (two.joined, two.left, two.minutes) == (None, None, None)


def test_what_stands_elsewhere_than_in_such_a_report_is_not_guessed() -> None:
    text = "1. A\nB\tC\n\n2. D\nName\tEmail\tX\tY\nOne\tone@alpha.example\t14/03/2022, 15:00\t30m\n"
    person = only(read(text))
    assert (person.joined, person.minutes) == (None, None)
