"""Whether a report is of the session that somebody means."""

from datetime import date, datetime, time, timedelta

from convenor.rules.attendance.report import Report
from convenor.rules.wording import listed, on_day, said

# A report has the local times of whoever downloaded it. Half a day covers most distances between two time zones, and a
# meeting that runs past midnight; a meeting at noon of the next day is another meeting.
FARTHEST = timedelta(hours=12)


def belongs_to(report: Report, session_date: date) -> str | None:
    """The sentence that says why a report is not of the session of that day; None if it may be.

    A report without dates may be of any session, and so may a registration report without the date of its meeting.
    """
    moments = _moments(report)
    others = [moment for moment in moments if not _is_near(moment, session_date)]
    if not others:
        return None
    if len(others) == len(moments):
        return said(
            "This report is of {found}, and the session was on {day}; choose the report or the session anew.",
            found=min(moments).date(),
            day=session_date,
        )
    days = sorted({moment.date() for moment in others})
    return said(
        "This report holds more than one meeting: the session of {day}, and people on {others}; "
        "download the report of the session alone.",
        day=session_date,
        others=listed([on_day(day) for day in days[:3]]),
    )


def _moments(report: Report) -> list[datetime]:
    """When the meeting and the stays began: somebody may forget to leave until the next day."""
    began = (person.joined or person.left for person in report.people)
    return [moment for moment in (report.start, *began) if moment is not None]


def _is_near(moment: datetime, session_date: date) -> bool:
    morning = datetime.combine(session_date, time())
    return morning - FARTHEST <= moment < morning + timedelta(days=1) + FARTHEST
