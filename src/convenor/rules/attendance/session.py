"""Whether a report is of the session that somebody means."""

from datetime import date, datetime, time, timedelta

from convenor.rules.attendance.report import Report, Source
from convenor.rules.wording import listed, on_day

# A report has the local times of whoever downloaded it. Half a day covers most distances between two time zones, and a
# meeting that runs past midnight; a meeting at noon of the next day is another meeting.
FARTHEST = timedelta(hours=12)


def belongs_to(report: Report, session_date: date) -> str | None:
    """The sentence that says why a report is not of the session of that day; None if it may be.

    A report without dates may be of any session, and so may a registration report without the date of its meeting.
    """
    moments = _moments(report)
    if not moments or any(_is_near(moment, session_date) for moment in moments):
        if len({moment.date() for moment in moments if not _is_near(moment, session_date)}) == 0:
            return None
        others = sorted({moment.date() for moment in moments if not _is_near(moment, session_date)})
        return (
            f"This report holds more than one meeting: the session of {on_day(session_date)}, and people on "
            f"{listed([on_day(day) for day in others[:3]])}; download the report of this session alone."
        )
    return (
        f"This report is of {on_day(min(moments).date())}, and the session was on {on_day(session_date)}; "
        "choose the report or the session anew."
    )


def _moments(report: Report) -> list[datetime]:
    told = (
        [report.start, report.end]
        if report.source is Source.ZOOM_REGISTRATION
        else [
            report.start,
            report.end,
            *(moment for person in report.people for moment in (person.joined, person.left)),
        ]
    )
    return [moment for moment in told if moment is not None]


def _is_near(moment: datetime, session_date: date) -> bool:
    morning = datetime.combine(session_date, time())
    return morning - FARTHEST <= moment < morning + timedelta(days=1) + FARTHEST
