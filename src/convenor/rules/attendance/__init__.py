"""Who came, by the report of a meeting tool: bytes in, a report or the reason against it out (A-09)."""

from convenor.rules.attendance.reader import LARGEST, read_report
from convenor.rules.attendance.report import Attendee, LeftOut, Refused, Report, Source, Unreadable
from convenor.rules.attendance.session import belongs_to

__all__ = [
    "LARGEST",
    "Attendee",
    "LeftOut",
    "Refused",
    "Report",
    "Source",
    "Unreadable",
    "belongs_to",
    "read_report",
]
