"""Reports of each kind, with invented people, for the tests to read and to spoil."""

import codecs
from collections.abc import Callable
from datetime import date

from convenor.rules.attendance import Attendee, Report, read_report

SESSION_DAY = date(2022, 3, 14)

ZOOM_COLUMNS = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"

ZOOM_OLDER = f"""\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,"Session 2, remedy",03/14/2022 03:00:00 PM,03/14/2022 04:05:00 PM,officer@un.example,65,4

{ZOOM_COLUMNS},Recording Consent,In Waiting Room
Example (she/her) (Example Person),person@alpha.example,03/14/2022 02:58:10 PM,03/14/2022 03:30:00 PM,32,Yes,,No
Example (she/her) (Example Person),Person@Alpha.example,03/14/2022 03:32:00 PM,03/14/2022 04:01:00 PM,29,Yes,,No
"Nominee 1, Béta",,03/14/2022 03:00:00 PM,03/14/2022 03:40:00 PM,40,No,,No
"Nominee 1, Béta",,03/14/2022 03:20:00 PM,03/14/2022 04:00:00 PM,40,No,,No
Nominee Two,,03/14/2022 02:55:00 PM,03/14/2022 03:00:00 PM,5,Yes,,Yes
Nominee Two,,03/14/2022 03:00:00 PM,03/14/2022 04:00:00 PM,60,Yes,,No
Nominee Three,,03/14/2022 03:10:00 PM,03/14/2022 03:12:00 PM,2,Yes,,Yes
+44 20 7946 0958,,03/14/2022 03:05:00 PM,03/14/2022 03:50:00 PM,45,Yes,,No
"""

ZOOM_NEWER = """\
Topic,ID,Duration (minutes),Start time,End time,Participants
Session 2,812 3456 7890,65,"Mar 14, 2022 03:00:00 PM","Mar 14, 2022 04:05:00 PM",1

Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room
Nominée One,nominee1@alpha.example,03/14/2022 02:58:10 PM,03/14/2022 04:01:00 PM,63,No,OK,No
"""

ZOOM_BARE = f"{ZOOM_COLUMNS}\nNominée One,nominee1@alpha.example,03/14/2022 02:58:10 PM,03/14/2022 04:01:00 PM,63,No\n"

ZOOM_UNIQUE = """\
Name (Original Name),User Email,Total Duration (Minutes),Guest
Nominée One,nominee1@alpha.example,63,No
Nominee Two,,12,Yes
Nominee Two,,13,Yes
"""

WEBINAR_PANEL = (
    "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country"
)
ZOOM_WEBINAR = f"""\
Attendee Report
Report generated time,03/15/2022 09:00:00 AM
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registrants,# Cancelled,Unique Viewers,Total Users
Open series 1,812 3456 7890,03/04/2022 03:00:00 PM,65,4,1,3,5
Host Details
{WEBINAR_PANEL}
Yes,Officer One,officer@un.example,03/04/2022 02:50:00 PM,03/04/2022 04:05:00 PM,75,No,Switzerland
Panelist Details
{WEBINAR_PANEL}
Yes,Expert One,expert1@uni.example,03/04/2022 02:55:00 PM,03/04/2022 04:05:00 PM,70,Yes,Kenya
No,Expert Two,expert2@uni.example,--,--,--,--,
Attendee Details
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,\
Join Time,Leave Time,Time in Session (minutes),Is Guest,"Your question? For example, who pays at 15:00",Country
Yes,Nominée One,Nominée,One,nominee1@alpha.example,+44 20 7946 0958,02/28/2022 10:00:00 AM,approved,\
03/04/2022 03:01:00 PM,03/04/2022 03:30:00 PM,29,Yes,"Who
pays, +44 20 7946 0958",Sweden
Yes,Nominée One,Nominée,One,nominee1@alpha.example,+44 20 7946 0958,02/28/2022 10:00:00 AM,approved,\
03/04/2022 03:35:00 PM,03/04/2022 04:00:00 PM,25,Yes,,Sweden
No,Nominee Two,Nominee,Two,nominee2@alpha.example,+44 20 7946 0959,02/28/2022 10:00:00 AM,approved,--,--,--,Yes,,
No,Nominee Three,Nominee,Three,nominee3@alpha.example,,02/28/2022 10:00:00 AM,cancelled,,,,,,
Other Attended
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
442079460958,03/04/2022 03:01:00 PM,03/04/2022 03:30:00 PM,29,United Kingdom
"""

ZOOM_REGISTRATION = """\
Registration Report
Report Generated:,03/15/2022 09:00
Topic,Meeting ID,Scheduled Time,Duration (minutes),# Registrants
Open series 1,812 3456 7890,03/04/2022 03:00 PM,60,4
Attendee Details
First Name,Last Name,Email,Registration Time,Approval Status,Phone
Nominée,One,nominee1@alpha.example,02/01/2022 10:00:00 AM,approved,+44 20 7946 0958
Nominee,Two,nominee2@alpha.example,02/01/2022 10:00:00 AM,denied,
Nominee,Three,nominee3@alpha.example,02/01/2022 10:00:00 AM,cancelled,
Nominee,Four,nominee4@alpha.example,02/01/2022 10:00:00 AM,pending approval,
"""

TEAMS = """\
1. Summary
Meeting title\tSession 2
Attended participants\t4
Start time\t3/14/22, 2:55:11\u202fPM
End time\t3/14/22, 4:05:02\u202fPM
Meeting duration\t1h 9m 51s
Average attendance time\t55m 13s

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
One, Nominée\t3/14/22, 2:55:11\u202fPM\t3/14/22, 4:05:02\u202fPM\t1h 4m 42s\tnominee1@alpha.example\tx\tOrganizer
Nominee Two (External)\t3/14/22, 3:00:00 PM\t3/14/22, 3:30:00 PM\t30m\t\tn2@un.example\tAttendee
Nominee Three (Unverified)\t3/14/22, 3:00:00 PM\t3/14/22, 3:00:20 PM\t20s\t\t\tAttendee
+44 20 7946 0958\t3/14/22, 3:00:00 PM\t3/14/22, 3:30:00 PM\t30m 2s\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin time\tLeave time\tDuration\tEmail\tRole
One, Nominée\t3/14/22, 2:55:11 PM\t3/14/22, 3:05:02 PM\t9m 51s\tnominee1@alpha.example\tOrganizer
One, Nominée\t3/14/22, 3:10:11 PM\t3/14/22, 4:05:02 PM\t54m 51s\tnominee1@alpha.example\tOrganizer

4. Meeting Engagement
Name\tReaction\tTimes
One, Nominée\tLike\t3
"""

TEAMS_OLDER = """\
Full Name\tUser Action\tTimestamp
Nominée One\tJoined before\t3/14/2022, 3:00:00 PM
Nominée One\tLeft\t3/14/2022, 3:20:00 PM
Nominée One\tJoined\t3/14/2022, 3:25:00 PM
Nominée One\tLeft\t3/14/2022, 4:00:00 PM
Nominee Two\tJoined\t3/14/2022, 3:01:00 PM
"""

MEET = """\
First name,Last name,Email,Duration,Time joined,Time exited
Nominée,One,nominee1@alpha.example,1 hr 2 min,2022-03-14 15:00:00,2022-03-14 16:02:00
Nominee,Two,,58 min,2022-03-14 15:02:00,2022-03-14 16:00:00
"""

TABLE = """\
Name;E-mail;Organisation
Nominée One;nominee1@alpha.example;Alpha
Nominée One;nominee1@beta.example;Beta
Nominée One;;Gamma
"""

REPORTS = {
    "zoom-meeting, older": ZOOM_OLDER,
    "zoom-meeting, newer": ZOOM_NEWER,
    "zoom-meeting, bare": ZOOM_BARE,
    "zoom-meeting, unique": ZOOM_UNIQUE,
    "zoom-webinar": ZOOM_WEBINAR,
    "zoom-registration": ZOOM_REGISTRATION,
    "teams": TEAMS,
    "teams-older": TEAMS_OLDER,
    "meet": MEET,
    "table": TABLE,
}

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-16 LE": lambda text: text.encode("utf-16-le"),
    "UTF-16 LE with a mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: text.encode("utf-16-be"),
    "UTF-16 BE with a mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "cp1252": lambda text: text.replace("\u202f", " ").encode("cp1252"),
}


def read(text: str | bytes, *, on: date | None = None, filename: str = "report.csv") -> Report:
    content = text if isinstance(text, bytes) else text.encode()
    return read_report(content, filename=filename, session_date=on)


def only(report: Report) -> Attendee:
    (person,) = report.people
    return person


def zoom(*rows: str) -> str:
    """A Zoom meeting report without its block, with these rows."""
    return "\n".join([ZOOM_COLUMNS, *rows, ""])


def stay(name: str, begin: str, end: str, minutes: int | str = "", *, email: str = "") -> str:
    """A row of a Zoom meeting report, on 14 March 2022 at these times of the day."""
    return f'"{name}",{email},2022-03-14 {begin}:00,2022-03-14 {end}:00,{minutes},No'


ANOTHER_MEETING = "Nominee Two,,2022-04-11 15:00:00,2022-04-11 16:00:00,60,No"
