"""What a grouping may show in public: counts of themes where enough people stand, and nothing else.

No answer is ever quoted: a style is a fingerprint. What is shown comes in this form alone, so that what is hidden
cannot be counted back:

- a theme with fewer than k is folded into the other answers;
- if these would then be fewer than k themselves, the smallest theme shown is folded in with them, until they are k or
  more: whoever knows how many answered learns nothing by subtracting;
- a theme that holds an answer of everybody is not shown either, for it would say what each of them wrote;
- why something is not shown is never said, for the reason would tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convenor.rules.answers.facts import Answer, AnswersError, Grouping, Named, Theme
from convenor.rules.answers.labels import UNNAMED
from convenor.rules.answers.words import words
from convenor.rules.wording import said

# Nothing about fewer than three is ever published.
SMALLEST_K = 3
TOO_FEW = "too few to show"


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedTheme:
    """A theme of at least k answers; several of one unit count once."""

    label: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """All that may leave the room: themes, largest first, and how many others there are, or None for too few.

    A label is a text, and passes the check for who it points to like any other before it is public.
    """

    k: int
    themes: tuple[PublishedTheme, ...]
    others: int | None

    @property
    def too_few(self) -> bool:
        """Whether there is nothing to show at all, in words `TOO_FEW`."""
        return not self.themes and self.others is None


def published(grouping: Grouping, answers: Sequence[Answer], *, k: int) -> Published:
    """Say what a grouping may show; `k` is frozen when the question opens.

    A label made of the answers' words is shown only where k of them have each of the words, or a person chose it.
    Raises `AnswersError` for a k below 3 and for a grouping that is not of these answers.
    """
    if k < SMALLEST_K:
        raise AnswersError(
            said(
                "At least {least} answers have to stand behind what is shown; {number} are too few.",
                least=SMALLEST_K,
                number=k,
            )
        )
    by_id = {answer.id: answer for answer in answers}
    if sorted(one for theme in grouping.themes for one in theme.answers) != sorted(by_id):
        raise AnswersError(said("The grouping is not of these answers; group them again."))
    everybody = _count(grouping.themes, by_id)
    ranked = sorted(grouping.themes, key=lambda theme: (-_count([theme], by_id), theme.label))
    shown = [theme for theme in ranked if k <= _count([theme], by_id) < everybody]
    hidden = [theme for theme in ranked if theme not in shown]
    while shown and hidden and not _enough(hidden, by_id, k):
        hidden.append(shown.pop())
    return Published(
        k=k,
        themes=tuple(PublishedTheme(label=_label(theme, by_id, k), count=_count([theme], by_id)) for theme in shown),
        others=_count(hidden, by_id) if hidden and _enough(hidden, by_id, k) else None,
    )


def _enough(themes: Sequence[Theme], by_id: Mapping[str, Answer], k: int) -> bool:
    return _count(themes, by_id) >= k


def _count(themes: Sequence[Theme], by_id: Mapping[str, Answer]) -> int:
    return len({by_id[one].counts_as for theme in themes for one in theme.answers})


def _label(theme: Theme, by_id: Mapping[str, Answer], k: int) -> str:
    """Give a label that tells no word of fewer than k."""
    if theme.named is not Named.BY_WORDS:
        return theme.label
    told = words(theme.label)
    having = [(by_id[one].counts_as, set(words(by_id[one].text))) for one in theme.answers]
    carried = all(len({unit for unit, own in having if word in own}) >= k for word in told)
    return theme.label if told and carried else UNNAMED
