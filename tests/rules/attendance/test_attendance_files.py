"""Files as people have them: every encoding, delimiter and quoting, and a clear sentence for what cannot be used."""

import re

import pytest
from attendance_reports import (
    ENCODINGS,
    REPORTS,
    TABLE,
    TEAMS,
    ZOOM_BARE,
    ZOOM_COLUMNS,
    ZOOM_OLDER,
    ZOOM_WEBINAR,
    only,
    read,
    stay,
    zoom,
)

from convenor.rules.attendance import LARGEST, Refused, Unreadable, read_report


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", REPORTS)
def test_a_report_is_the_same_in_every_encoding(kind: str, encoding: str) -> None:
    assert read(ENCODINGS[encoding](REPORTS[kind])) == read(REPORTS[kind])


@pytest.mark.parametrize("delimiter", ";\t")
def test_a_report_is_the_same_with_every_delimiter(delimiter: str) -> None:
    assert read(ZOOM_BARE.replace(",", delimiter)) == read(ZOOM_BARE)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("kind", ["zoom-meeting, older", "teams", "table"])
def test_a_report_is_the_same_with_every_line_end(kind: str, line_end: str) -> None:
    assert read(REPORTS[kind].replace("\n", line_end)) == read(REPORTS[kind])


def test_a_spreadsheet_may_say_its_delimiter() -> None:
    assert [person.name for person in read(f"sep=;\n{TABLE}").people] == ["Nominée One"] * 3


def test_a_spreadsheet_may_put_each_line_in_quotes() -> None:
    wrapped = "\n".join('"{}"'.format(line.replace('"', '""')) for line in ZOOM_BARE.splitlines())
    assert read(wrapped) == read(ZOOM_BARE)


def test_a_line_break_in_quotes_is_part_of_the_cell() -> None:
    assert only(read(zoom(stay("Nominee\nOne", "15:00", "16:00")))).name == "Nominee One"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Example" Person', "Example Person"),
        ('Nominee "N" One', 'Nominee "N" One'),
        ('"Nominee ""N"" One"', 'Nominee "N" One'),
        (' "One, Nominee" ', "One, Nominee"),
        ("'=Nominee", "'=Nominee"),
    ],
)
def test_odd_quotes(cell: str, name: str) -> None:
    assert only(read(f"{ZOOM_COLUMNS}\n{cell},,2022-03-14 15:00,2022-03-14 16:00,60,No\n")).name == name


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    rows = ["", '"Nominee\nOne",,,,5,No', "", "+44 20 7946 0958,,,,5,No"]
    assert [row.row for row in read(zoom(*rows)).left_out] == [5]


def test_two_hundred_thousand_rows_are_read() -> None:
    rows = [stay(f"Nominee {number}", "15:00", "16:00", 60) for number in range(1_000)]
    report = read(zoom(*rows * 200))
    assert len(report.people) == 1_000
    assert {person.minutes for person in report.people} == {60}


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\n", "empty"),
    "only a mark": (b"\xff\xfe", "empty"),
    "rows of nothing": (b",,,\n,,,\n", "nothing in them"),
    "only a header": (f"{ZOOM_COLUMNS}\n".encode(), "Row 1: there is a header and nobody under it"),
    "only headers": (
        ZOOM_OLDER[: ZOOM_OLDER.index("Example")].encode(),
        "Row 4: there is a header and nobody under it",
    ),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", "Excel workbook .* save it as CSV"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Excel"),
    "a PDF": (b"%PDF-1.7\n", "a PDF"),
    "an image": (b"\x89PNG\r\n\x1a\n\x00\x00", "an image"),
    "a photograph": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
    "a web page": (b"<!doctype html><table><tr><td>Name</td></tr></table>", "a web page"),
    "JSON": (b'{"people": []}', "JSON"),
    "a list in JSON": (b'[\n  {"name": "Nominee One"}\n]', "JSON"),
    "noise": (bytes(range(256)) * 8, "no text|not text"),
    "zeros": (b"\x00" * 64 + b"a", "not text"),
    "an unknown header": (b"colour,size\nred,5\n", "Row 1: no row of this file is a header"),
    "a list of meetings": (
        b"Topic,Meeting ID,Start Time,Participants\nSession 2,1,2022-03-14 15:00,5\n",
        "no row of this",
    ),
    "an open quote": (
        f'{ZOOM_COLUMNS}\n"Nominee One,,,,5,No\nNominee Two,,,,5,No\n'.encode(),
        "line 2 and is never closed",
    ),
    "half a character of UTF-8": (ZOOM_BARE.encode()[: len(ZOOM_COLUMNS) + 7], "middle of a character"),
    "half a character with a mark": (b"\xef\xbb\xbf" + ZOOM_BARE.encode()[: len(ZOOM_COLUMNS) + 7], "middle of a"),
    "half a character of UTF-16": (TEAMS.encode("utf-16")[:-1], "middle of a character"),
    "half a character of bare UTF-16": (TEAMS.encode("utf-16-be")[:-1], "middle of a character"),
    "half a pair of UTF-16": ("Name\nNominee \U0001f600".encode("utf-16")[:-2], "middle of a character"),
    "broken UTF-8": (
        "Name\nNominée One\nNominée Two\n".encode().replace(b"\xc3\xa9", b"\xc3", 1),
        r"Byte 11 is no text",
    ),
    "no byte of cp1252": (b"Name\nNomin\xe9e One\nNomin\x81e Two\n", r"Byte 23 is no text"),
    "a letter of control": (b"Name\nNominee\x07One\n", "not text"),
    "no time": (zoom("Nominee One,,soon,,5,No").encode(), "Row 2: the cell for joining"),
    "no action": (b"Full Name\tUser Action\tTimestamp\nNominee One\tsang\t2022-03-14 15:00\n", "Row 2: the action"),
    "an action without a time": (
        b"Full Name\tUser Action\tTimestamp\nNominee One\tJoined\t\n",
        "Row 2: there is no date",
    ),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_cannot_be_used_gets_one_sentence(what: str) -> None:
    content, sentence = UNREADABLE[what]
    with pytest.raises(Unreadable, match=sentence) as caught:
        read(content)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ["José", "JOSÉ", "Nominée Zoë", "Malmö", "São João"])
def test_a_file_in_cp1252_may_end_with_an_accent(name: str) -> None:
    assert only(read(f"Name\n{name}".encode("cp1252"))).name == name


@pytest.mark.parametrize("name", ["José", "JOSÉ", "Zoë", "Łukasz", "Ольга", "日本", "O’One", "Malmö", "😀", "One😀"])
def test_a_name_that_breaks_off_in_the_middle_of_a_character_is_never_half_read(name: str) -> None:
    whole = f"Name\n{name}".encode()
    for length in range(len("Name\n"), len(whole)):
        if whole[length] & 0xC0 == 0x80:  # the byte after the cut goes on with a character
            with pytest.raises(Unreadable, match="middle of a character"):
                read(whole[:length])


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(Unreadable, match="larger than 100 MB"):
        read_report(bytes(LARGEST + 1), filename="report.csv")


CHAT = "15:01:22 From Nominee One to Everyone:\n\tGood morning, all\n15:02:10 From Nominee Two to Everyone:\n\tHello\n"
SPOKEN = "00:00:01{0}000 --> 00:00:04{0}000\nNominee One: Good morning.\n"
REFUSED: dict[str, tuple[str | bytes, str, str]] = {
    "a film": (b"\x00\x00\x00\x18ftypmp42\x00\x00", "report.csv", "recording"),
    "a film by its name": ("anything", "GMT20220314-150000_Recording.mp4", "recording"),
    "a sound": (b"ID3\x03\x00\x00", "report.csv", "recording"),
    "another film": (b"\x1aE\xdf\xa3\x93B\x82", "report.csv", "recording"),
    "WebVTT": ("WEBVTT\n\n1\n" + SPOKEN.format("."), "report.csv", "transcript"),
    "WebVTT in UTF-16": (("WEBVTT\n\n" + SPOKEN.format(".")).encode("utf-16"), "report.csv", "transcript"),
    "WebVTT by its name": ("Name\nNominee One\n", "session.vtt", "transcript"),
    "SubRip": ("1\n" + SPOKEN.format(","), "report.txt", "transcript"),
    "captions": ("0:00:01.000,0:00:04.000\nNominee One: Good morning\n", "report.csv", "transcript"),
    "Teams's transcript": ("0:0:3.480 --> 0:0:5.120\nNominee One\nGood morning.\n", "report.txt", "transcript"),
    "Zoom's transcript": (
        "[Nominee One] 15:00:12\nGood morning.\n\n[Nominee Two] 15:00:20\nHello.\n",
        "x",
        "transcript",
    ),
    "what was said": ("Nominee One: Good morning\nNominee Two: Hello\n", "report.txt", "transcript"),
    "speech in a table": ("Speaker,Start,Text\nNominee One,15:00,Good morning\n", "report.csv", "transcript"),
    "Teams's transcript in Word": (b"PK\x03\x04\x14\x00", "Session 2 transcript.docx", "transcript"),
    "Zoom's chat": (CHAT, "meeting_saved_chat.txt", "chat"),
    "Zoom's chat under another name": (CHAT, "report.csv", "chat"),
    "Teams's chat": ("[14/03/2022 15:01] Nominee One: Good morning\n", "report.csv", "chat"),
    "a chat in a table": ("Time,From,To,Message\n15:01,Nominee One,Everyone,Hello\n", "report.csv", "chat"),
    "a chat with names": ("Name,Email,Message\nNominee One,n1@alpha.example,Hello\n", "report.csv", "chat"),
    "Zoom's poll": (
        "Poll Report\nReport Generated:,03/15/2022 09:00\nTopic,Webinar ID,Actual Start Time,# Question\n"
        "Session 2,1,03/14/2022 15:00,1\nPoll Details\n#,User Name,User Email,Submitted Date/Time,Who pays?\n"
        "1,Nominee One,n1@alpha.example,03/14/2022 15:30,Nobody;Everybody\n",
        "report.csv",
        "polls or questions",
    ),
    "Zoom's questions": (
        "#,Question,Asker Name,Asker Email,Answer\n1,Who?,Nominee One,,Nobody\n",
        "report.csv",
        "polls",
    ),
    "another poll": ("Name,Multiple choice,Slide #,Yes,No\nWho?,No,1,3,4\n", "report.csv", "polls"),
    "a quiz": ("Attendee identifier,User email,Who?,Total\n1,n1@alpha.example,Nobody,1\n", "report.csv", "polls"),
    "votes": ("timestamp,datetime,comment-id,voter-id,vote\n1,2022-03-14,3,7,-1\n", "votes.csv", "polls"),
    "votes in sum": ("topic,Remedy\nurl,https://x.example\nvoters,53\n", "summary.csv", "polls"),
    "messages": ("Attendee identifier,User email,Name,Message,Slide #\n1,,Nominee One,Hello,1\n", "report.csv", "chat"),
    "a list of recordings": (
        "Topic,Meeting ID,Start Time,File Size (MB)\nSession 2,1,2022-03-14 15:00,9\n",
        "r",
        "recordings",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_was_said_is_never_taken_in(what: str) -> None:
    content, filename, reason = REFUSED[what]
    with pytest.raises(Refused, match=re.escape(reason)):
        read(content, filename=filename)


def test_a_question_asked_at_registration_makes_no_poll() -> None:
    assert len(read(ZOOM_WEBINAR.replace("Country/Region Name", "Question,Answer,Message,Country")).people) == 3


def test_a_meeting_that_was_recorded_is_still_a_report() -> None:
    assert len(read(ZOOM_OLDER, filename="participants_recording.csv").people) == 3


def test_a_poll_that_asks_about_leaving_is_a_poll() -> None:
    text = "#,User Name,User Email,Submitted Date/Time,Reason to leave\n1,Nominee One,n1@alpha.example,,None\n"
    with pytest.raises(Refused, match="polls"):
        read(text)
