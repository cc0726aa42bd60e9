"""Answers and the themes they are grouped into."""

from dataclasses import dataclass
from enum import StrEnum

from convenor.rules.wording import said


class AnswersError(ValueError):
    """What was asked cannot be done with these answers; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One free-text answer; nothing here says whose it is.

    `unit` is set where several answers count once: an opaque key of, say, the organisation whose yearly updates they
    are. Where nobody keeps one, as in a poll, the poll has to take one answer from each.
    """

    id: str
    text: str
    unit: str | None = None

    @property
    def counts_as(self) -> tuple[str, str]:
        """What counts once: the unit, or the answer itself where nobody keeps one."""
        return ("answer", self.id) if self.unit is None else ("unit", self.unit)


class Named(StrEnum):
    """Who gave a theme its label."""

    BY_TOPIC = "by_topic"
    BY_WORDS = "by_words"
    BY_PERSON = "by_person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """Answers that belong together, by their ids."""

    id: str
    label: str
    named: Named
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """An offer: every answer in exactly one theme. It is for the room alone; `published` says what may leave it."""

    themes: tuple[Theme, ...]

    def theme(self, theme_id: str) -> Theme:
        """Give one theme; raises `AnswersError` where there is none."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise AnswersError(said('There is no theme "{theme}" any more; look at the page again.', theme=theme_id))

    def theme_of(self, answer_id: str) -> Theme:
        """Give the theme that an answer is in; raises `AnswersError` where it is in none."""
        for theme in self.themes:
            if answer_id in theme.answers:
                return theme
        raise AnswersError(
            said('There is no answer "{answer}" in this grouping; look at the page again.', answer=answer_id)
        )
