"""Whether a report is of the session that somebody means."""

from datetime import date, datetime, time, timedelta

from convenor.rules.attendance.report import Report
from convenor.rules.wording import listed, on_day

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
        return (
            f"This report is of {on_day(min(moments).date())}, and the session was on {on_day(session_date)}; "
            "choose the report or the session anew."
        )
    days = sorted({moment.date() for moment in others})
    return (
        f"This report holds more than one meeting: the session of {on_day(session_date)}, and people on "
        f"{listed([on_day(day) for day in days[:3]])}; download the report of this session alone."
    )


def _moments(report: Report) -> list[datetime]:
    """When the meeting and the stays began: somebody may forget to leave until the next day."""
    began = (person.joined or person.left for person in report.people)
    return [moment for moment in (report.start, *began) if moment is not None]


def _is_near(moment: datetime, session_date: date) -> bool:
    morning = datetime.combine(session_date, time())
    return morning - FARTHEST <= moment < morning + timedelta(days=1) + FARTHEST
