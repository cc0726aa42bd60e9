"""What a person may change in an offered grouping: facts in, a new grouping out; the old one stays as it is."""

from collections.abc import Collection
from dataclasses import replace

from convenor.rules.answers.facts import AnswersError, Grouping, Named, Theme
from convenor.rules.answers.words import fold
from convenor.rules.wording import said

LONGEST_LABEL = 80


def move(grouping: Grouping, answer_id: str, *, to: str) -> Grouping:
    """Move an answer to another theme; a theme that it leaves empty is gone."""
    source, target = grouping.theme_of(answer_id), grouping.theme(to)
    if source == target:
        return grouping
    return _with(
        grouping,
        replace(source, answers=tuple(one for one in source.answers if one != answer_id)),
        replace(target, answers=tuple(sorted((*target.answers, answer_id)))),
    )


def merge(grouping: Grouping, theme_ids: Collection[str], *, label: str | None = None) -> Grouping:
    """Join themes into the first of them, in the grouping's order, under its label or under a new one."""
    joined = [theme for theme in grouping.themes if theme in [grouping.theme(one) for one in theme_ids]]
    if len(joined) < 2:
        raise AnswersError(said("Choose at least two themes to join."))
    first, *others = joined
    answers = tuple(sorted(answer for theme in joined for answer in theme.answers))
    merged = _with(grouping, *(replace(theme, answers=()) for theme in others), replace(first, answers=answers))
    return merged if label is None else rename(merged, first.id, label)


def rename(grouping: Grouping, theme_id: str, label: str) -> Grouping:
    """Give a theme a label of one's own; a label names one theme only."""
    theme = grouping.theme(theme_id)
    return _with(grouping, replace(theme, label=_label(grouping, theme_id, label), named=Named.BY_PERSON))


def split(grouping: Grouping, theme_id: str, answer_ids: Collection[str], *, label: str) -> Grouping:
    """Take some answers out of a theme into a new one with a label of its own."""
    theme, chosen = grouping.theme(theme_id), set(answer_ids)
    if strange := sorted(chosen - set(theme.answers)):
        raise AnswersError(
            said(
                'The answer "{answer}" is not in "{theme}" any more; look at the page again.',
                answer=strange[0],
                theme=theme.label,
            )
        )
    staying = tuple(one for one in theme.answers if one not in chosen)
    if not chosen or not staying:
        raise AnswersError(said("Choose some of the theme's answers, and leave at least one where it is."))
    new = Theme(
        id=_next_id(grouping),
        label=_label(grouping, None, label),
        named=Named.BY_PERSON,
        answers=tuple(sorted(chosen)),
    )
    return _with(replace(grouping, themes=(*grouping.themes, new)), replace(theme, answers=staying))


def _with(grouping: Grouping, *changed: Theme) -> Grouping:
    """Put changed themes in their places, so that nothing jumps on the page; empty ones leave."""
    now = {theme.id: theme for theme in changed}
    themes = (now.get(theme.id, theme) for theme in grouping.themes)
    return Grouping(themes=tuple(theme for theme in themes if theme.answers))


def _label(grouping: Grouping, theme_id: str | None, label: str) -> str:
    written = " ".join("".join(sign if sign.isprintable() else " " for sign in label).split())
    if not written:
        raise AnswersError(said("Give the theme a name."))
    if len(written) > LONGEST_LABEL:
        raise AnswersError(
            said(
                "A theme's name has at most {most} characters; this one has {number}.",
                most=LONGEST_LABEL,
                number=len(written),
            )
        )
    if any(theme.id != theme_id and fold(theme.label) == fold(written) for theme in grouping.themes):
        raise AnswersError(
            said('There is a theme "{theme}" already; choose another name, or join the two.', theme=written)
        )
    return written


def _next_id(grouping: Grouping) -> str:
    return str(1 + max((int(theme.id) for theme in grouping.themes), default=0))
