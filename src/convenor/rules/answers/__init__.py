"""Free-text answers: grouped into themes, offered to a person to edit, and counted only where enough people stand."""

from convenor.rules.answers.editing import merge, move, rename, split
from convenor.rules.answers.facts import Answer, AnswersError, Grouping, Named, Theme
from convenor.rules.answers.grouping import themes
from convenor.rules.answers.lexicon import Lexicon, lexicon_of
from convenor.rules.answers.publishing import TOO_FEW, Published, PublishedTheme, published
from convenor.rules.answers.suggestion import PlannedSession, Suggestion, suggest_session

__all__ = [
    "TOO_FEW",
    "Answer",
    "AnswersError",
    "Grouping",
    "Lexicon",
    "Named",
    "PlannedSession",
    "Published",
    "PublishedTheme",
    "Suggestion",
    "Theme",
    "lexicon_of",
    "merge",
    "move",
    "published",
    "rename",
    "split",
    "suggest_session",
    "themes",
]
