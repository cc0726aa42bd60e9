"""Which coming session of a series an answer asks for (AC-17)."""

from dataclasses import dataclass

from convenor.room.polls.models import Answer, Prompt
from convenor.room.polls.queries import coming_sessions, fact_of
from convenor.room.series.models import Webinar
from convenor.rules.answers import PlannedSession, suggest_session


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggested:
    """A session that takes up what an answer asks for, and what the two have in common."""

    answer: Answer
    webinar: Webinar
    reason: str


def suggested(prompt: Prompt) -> list[Suggested]:
    """The answers for which one of the sessions to come is a good place, in the sessions' order."""
    webinars = {str(webinar.pk): webinar for webinar in coming_sessions(prompt)}
    planned = [_planned(webinar) for webinar in webinars.values()]
    found = []
    for answer in prompt.answers.all():
        fits = suggest_session(fact_of(answer), planned)
        if fits is not None:
            found.append(Suggested(answer=answer, webinar=webinars[fits.session_id], reason=fits.reason))
    return sorted(found, key=lambda one: one.webinar.number)


def _planned(webinar: Webinar) -> PlannedSession:
    themes = tuple(theme.title for theme in webinar.session.themes.all())
    return PlannedSession(id=str(webinar.pk), title=webinar.title, topics=themes)
