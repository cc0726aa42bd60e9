"""Each report of Zoom and Meet, and a plain list, is recognised by its header and read."""

from datetime import datetime

import pytest
from attendance_reports import (
    MEET,
    REPORTS,
    SESSION_DAY,
    TABLE,
    WEBINAR_PANEL,
    ZOOM_BARE,
    ZOOM_COLUMNS,
    ZOOM_NEWER,
    ZOOM_OLDER,
    ZOOM_REGISTRATION,
    ZOOM_UNIQUE,
    ZOOM_WEBINAR,
    only,
    read,
    stay,
    zoom,
)

from convenor.rules.attendance import Attendee, LeftOut, Source, Unreadable


def at(hour: int, minute: int, second: int = 0, *, month: int = 3, day: int = 14) -> datetime:
    return datetime(2022, month, day, hour, minute, second)  # noqa: DTZ001 - reports have no zone


@pytest.mark.parametrize("kind", REPORTS)
def test_a_report_is_recognised_by_its_header(kind: str) -> None:
    assert read(REPORTS[kind]).source == kind.partition(",")[0]


def test_an_older_zoom_report_with_everything_in_it() -> None:
    report = read(ZOOM_OLDER)
    assert (report.topic, report.start, report.end) == ("Session 2, remedy", at(15, 0), at(16, 5))
    assert report.people == (
        Attendee(
            name="Example Person",
            shown_as="Example (she/her)",
            email="person@alpha.example",
            guest=True,
            joined=at(14, 58, 10),
            left=at(16, 1),
            minutes=61,
        ),
        Attendee(name="Nominee 1, Béta", joined=at(15, 0), left=at(16, 0), minutes=60),
        Attendee(name="Nominee Two", guest=True, joined=at(15, 0), left=at(16, 0), minutes=60),
    )
    assert report.left_out == (
        LeftOut(row=11, reason="only waited in the waiting room"),
        LeftOut(row=12, reason="a telephone number without a name"),
    )


def test_a_newer_zoom_report() -> None:
    report = read(ZOOM_NEWER)
    assert (report.topic, report.start, report.end) == ("Session 2", at(15, 0), at(16, 5))
    assert only(report) == Attendee(
        name="Nominée One", email="nominee1@alpha.example", joined=at(14, 58, 10), left=at(16, 1), minutes=63
    )


def test_a_zoom_report_without_the_block_says_nothing_of_the_meeting() -> None:
    report = read(ZOOM_BARE)
    assert (report.topic, report.start, report.end) == (None, None, None)
    assert only(report).minutes == 63


def test_the_option_of_unique_users_has_no_times() -> None:
    first, second = read(ZOOM_UNIQUE).people
    assert (first.joined, first.left, first.minutes) == (None, None, 63)
    assert (second.minutes, second.guest) == (25, True)


def test_a_webinar_has_those_who_came_and_says_who_did_not() -> None:
    report = read(ZOOM_WEBINAR)
    assert (report.topic, report.start, report.end) == ("Open series 1", at(15, 0, day=4), None)
    assert [(person.name, person.email, person.guest, person.minutes) for person in report.people] == [
        ("Officer One", "officer@un.example", False, 75),
        ("Expert One", "expert1@uni.example", True, 70),
        ("Nominée One", "nominee1@alpha.example", True, 54),
    ]
    assert [row.reason for row in report.left_out] == [
        "registered and did not come",
        "registered and did not come",
        "the registration was cancelled",
        "a telephone number without a name",
    ]


def test_the_name_that_was_registered_is_the_persons_own() -> None:
    text = ZOOM_WEBINAR.replace("Yes,Nominée One,", "Yes,Somebody,")
    person = read(text).people[-1]
    assert (person.name, person.shown_as) == ("Nominée One", "Somebody")


def test_a_panelist_who_also_registered_and_shows_as_absent_there_came() -> None:
    text = ZOOM_WEBINAR.replace(
        "No,Nominee Two,Nominee,Two,nominee2@alpha.example", "No,Officer,One,,officer@un.example"
    )
    assert len(read(text).left_out) == 3


def test_a_webinar_whose_panel_is_empty() -> None:
    text = ZOOM_WEBINAR.replace("Panelist Details\n", "Panelist Details\nMore Details\n")
    assert len(read(text).people) == 3


def test_a_registration_report_has_the_registered() -> None:
    report = read(ZOOM_REGISTRATION)
    assert (report.topic, report.start) == ("Open series 1", at(15, 0, day=4))
    assert [(person.name, person.joined, person.minutes) for person in report.people] == [
        ("Nominée One", None, None),
        ("Nominee Four", None, None),
    ]
    assert [(row.row, row.reason) for row in report.left_out] == [
        (8, "the registration was denied"),
        (9, "the registration was cancelled"),
    ]


def test_the_dates_of_registrations_are_not_read_and_need_no_order() -> None:
    header = "First Name,Last Name,Email,Registration Time,Approval Status"
    text = f"{header}\nNominee,One,n1@alpha.example,03/04/2022 9:00,approved\n"
    assert only(read(text)).name == "Nominee One"


def test_a_meet_report() -> None:
    first, second = read(MEET).people
    assert (first.name, first.joined, first.minutes) == ("Nominée One", at(15, 0), 62)
    assert (second.name, second.email, second.minutes) == ("Nominee Two", None, 58)


MEET_TIMES = "Name,Email,Duration,Time joined,Time exited\nNominee One,n1@alpha.example,,3:00 PM,4:02 PM\n"


def test_times_of_a_day_that_nobody_knows_are_not_shown_and_tell_how_long() -> None:
    person = only(read(MEET_TIMES))
    assert (person.joined, person.left, person.minutes) == (None, None, 62)


def test_times_without_a_date_are_of_the_sessions_day() -> None:
    person = only(read(MEET_TIMES, on=SESSION_DAY))
    assert (person.joined, person.left, person.minutes) == (at(15, 0), at(16, 2), 62)


def test_times_without_a_date_are_of_the_day_above_them() -> None:
    block = "Meeting title,Date,Start time,End time\nSession 2,2022-03-14,15:00,16:00\n\n"
    report = read(block + MEET_TIMES)
    assert (report.topic, report.start, report.end) == ("Session 2", at(15, 0), at(16, 0))
    assert only(report).joined == at(15, 0)


def test_times_without_a_date_may_run_past_midnight() -> None:
    text = MEET_TIMES.replace("3:00 PM,4:02 PM", "11:50 PM,00:10 AM")
    person = only(read(text, on=SESSION_DAY))
    assert (person.left, person.minutes) == (at(0, 10, day=15), 20)


def test_a_plain_list_of_names_and_addresses() -> None:
    report = read(TABLE)
    assert [(person.name, person.email) for person in report.people] == [
        ("Nominée One", "nominee1@alpha.example"),
        ("Nominée One", "nominee1@beta.example"),
        ("Nominée One", None),
    ]


def test_a_lone_column_of_names_may_hold_commas() -> None:
    report = read("Name\nNominee 1, Alpha\nNominee Two\n")
    assert [person.name for person in report.people] == ["Nominee 1, Alpha", "Nominee Two"]


def test_a_column_of_joining_in_a_plain_list_may_mean_something_else() -> None:
    text = "Name,Email,Joined\nNominee One,n1@alpha.example,in spring\nNominee Two,,03/04/2022\n"
    assert [person.joined for person in read(text).people] == [None, None]


@pytest.mark.parametrize(
    ("block", "header", "yes"),
    [
        (
            "Sujet,ID,Durée (minutes),Heure de début,Heure de fin,Participants",
            "Nom (nom original),E-mail,Heure d’arrivée,Heure de départ,Durée (minutes),Invité",
            "Oui",
        ),
        (
            "Thema,Meeting-ID,Dauer (Minuten),Startzeit,Endzeit,Teilnehmer",
            "Name (Originalname),Benutzer-E-Mail,Beitrittszeit,Verlassenszeit,Dauer (Minuten),Gast",
            "Ja",
        ),
        (
            "Tema,ID de la reunión,Duración (minutos),Hora de inicio,Hora de finalización,Participantes",
            "Nombre (nombre original),Correo electrónico,Hora de entrada,Hora de salida,Duración (minutos),Invitado",
            "Sí",
        ),
    ],
)
def test_a_zoom_report_in_any_language(block: str, header: str, yes: str) -> None:
    meeting = "Session 2,812 3456 7890,65,14/03/2022 15:00:00,14/03/2022 16:05:00,1"
    row = f"Alias (Nominee One),n1@alpha.example,14/03/2022 15:00:00,14/03/2022 16:00:00,60,{yes}"
    report = read(f"{block}\n{meeting}\n\n{header}\n{row}\n")
    assert (report.source, report.topic, report.start) == (Source.ZOOM_MEETING, "Session 2", at(15, 0))
    assert only(report) == Attendee(
        name="Nominee One",
        shown_as="Alias",
        email="n1@alpha.example",
        guest=True,
        joined=at(15, 0),
        left=at(16, 0),
        minutes=60,
    )


def test_a_zoom_report_with_the_meeting_in_every_row() -> None:
    text = "Topic,Meeting ID,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n" + (
        "Session 2,1,Nominee One,n1@alpha.example,2022-03-14 15:00:00,2022-03-14 15:30:00,30\n"
    )
    assert (read(text).source, only(read(text)).minutes) == (Source.ZOOM_MEETING, 30)


def test_unknown_columns_are_not_read() -> None:
    text = f"Number,{ZOOM_COLUMNS},Notes\n1,Nominee One,,2022-03-14 15:00,2022-03-14 15:30,30,No,+44 20 7946 0958\n"
    assert only(read(text)) == Attendee(name="Nominee One", joined=at(15, 0), left=at(15, 30), minutes=30)


def test_blank_rows_and_a_total_at_the_end_are_nobody() -> None:
    text = zoom("", stay("Nominee One", "15:00", "15:30", 30), "", ",,,,,", "Total,,,,30,", "Total participants: 1")
    report = read(text)
    assert only(report).name == "Nominee One"
    assert {row.reason for row in report.left_out} == {"a total, not a person"}


def test_a_report_saved_together_with_another_is_read_to_its_end() -> None:
    both = zoom(stay("Nominee One", "15:00", "15:30", 30)) + "\n" + zoom(stay("Nominee Two", "15:00", "15:10", 10))
    assert [person.name for person in read(both).people] == ["Nominee One", "Nominee Two"]


def test_a_zoom_report_in_an_unknown_language_is_known_by_its_build() -> None:
    text = (
        "Ixa (ixb),Ixc,Ixd,Ixe,Ixf,Ixg\nAlias (Nominee One),n1@alpha.example,2022-03-14 15:00,2022-03-14 15:30,30,Yes\n"
    )
    person = only(read(text))
    assert (read(text).source, person.name, person.guest, person.minutes) == (
        Source.ZOOM_MEETING,
        "Nominee One",
        True,
        30,
    )


def test_a_table_of_another_kind_is_not_taken_for_a_report() -> None:
    with pytest.raises(Unreadable):
        read("Employee,Ixd,Ixe,Ixf,Ixg\nNominee One,2022-03-14 15:00,2022-03-14 15:30,30,n1@alpha.example\n")


def test_names_with_numbers_before_them_are_no_titles() -> None:
    text = "Name,Email,Organisation\n1. Nominee One,,\n2. Nominee Two,,\n"
    assert [person.name for person in read(text).people] == ["1. Nominee One", "2. Nominee Two"]


def test_whoever_has_neither_a_yes_nor_a_time_did_not_attend() -> None:
    text = f"{WEBINAR_PANEL}\n,Nominee One,n1@alpha.example,,,,,\n,Nominee Two,,2022-03-14 15:00,,5,,\n"
    assert [person.name for person in read(text).people] == ["Nominee Two"]


@pytest.mark.parametrize("question", ["Will you join late?", "Reason to join", "Duration of membership"])
def test_a_question_at_registration_is_no_column_of_times(question: str) -> None:
    text = f"First Name,Last Name,Email,Registration Time,{question}\nNominee,One,n1@alpha.example,,Because\n"
    assert read(text).source is Source.ZOOM_REGISTRATION


def test_a_heading_that_is_nearly_known_is_understood() -> None:
    text = "Name (Original Name),Your email,Time of join,Time when left,Duration (Minutes)\n"
    person = only(read(text + "Nominee One,n1@alpha.example,2022-03-14 15:00,2022-03-14 15:30,\n"))
    assert (person.email, person.minutes) == ("n1@alpha.example", 30)


def test_a_plain_list_may_have_a_title_and_columns_that_mean_nothing_here() -> None:
    assert only(read("Who came\n\nNumber;Name;Company\n1;Nominee One;Alpha\n")).name == "Nominee One"
    assert only(read("Name;Colour\nNominee One;red\n")).name == "Nominee One"


def test_a_remark_in_brackets_beside_name_is_no_original_name() -> None:
    report = read("Name (as it should be printed),Email\nOne (Nominee Number),n1@alpha.example\n")
    assert (report.source, only(report).name) == (Source.TABLE, "One (Nominee Number)")


def test_a_count_of_participants_is_no_column_of_names() -> None:
    with pytest.raises(Unreadable):
        read("Participants,3\nMeeting,Session 2\n")


def test_a_zoom_heading_that_is_not_known_beside_others_that_are_loses_no_name() -> None:
    text = (
        "Nafn (upprunalegt nafn),Email,Kom,For,Duration (minutes),Guest\n"
        "O. (Person One),one@alpha.example,14/03/2022 15:00,14/03/2022 16:01,61,No\n"
    )
    person = only(read(text))
    assert (person.name, person.shown_as, person.minutes) == ("Person One", "O.", 61)
    assert person.joined is not None
    assert person.joined.hour == 15
