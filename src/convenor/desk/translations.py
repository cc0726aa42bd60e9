"""What the desk knows of translations: which there are, what they translate, and whether one is whole (ADR 0022)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from convenor.desk.models import Draft
from convenor.desk.queries import latest_released
from convenor.desk.wording import Wording, wording_of
from convenor.kernel.language import into, own_name
from convenor.public.library import queries as library
from convenor.public.library.translating import caveats_in
from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.vocabulary import DraftKind, DraftState
from convenor.rules.wording import Said, said

# What has a name of its own in each language; a title may be the same in two.
# A reader's own words, with what is said where one is still English, and where it is missing.
_OWN_WORDS: Mapping[str, tuple[Said, Said]] = {
    "body": (
        said("The text is still the English one, word for word. Translate it, then send it."),
        said("The text of the original is missing here. Translate it, too, then send it."),
    ),
    "applies_to": (
        said("The line on what it applies to is still the English one, word for word. Translate it, then send it."),
        said("The line on what it applies to of the original is missing here. Translate it, too, then send it."),
    ),
    "provenance": (
        said("The line on where it comes from is still the English one, word for word. Translate it, then send it."),
        said("The line on where it comes from of the original is missing here. Translate it, too, then send it."),
    ),
}


def can_be_translated(draft: Draft) -> Verdict:
    """Whether a text is one that is translated: published, an original, and more than a table."""
    if draft.translates_id is not None or draft.corrects_id is not None:
        return no("This is no text of its own. Translate the one that it belongs to.")
    if draft.output is None or draft.state != DraftState.RELEASED:
        return no("Only a published text can be translated. Publish it first.")
    if draft.kind == DraftKind.STATISTICS:
        return no("Statistics are not translated: the names in their table are English.")
    return yes()


def languages_left(draft: Draft) -> list[tuple[str, str]]:
    """The languages into which nobody has begun to translate a text, each with its name for the secretariat."""
    taken = set(_begun(draft).values_list("language", flat=True))
    return [(language, name_of(language)) for language in into() if language not in taken]


def translations_of(draft: Draft) -> list[dict[str, Any]]:
    """The translations of a text that were not given up, each with its language and whether it is older."""
    rows = list(_begun(draft))
    moment = original_moment(draft) if rows else None
    return [
        {"draft": row, "language": name_of(row.language), "older": is_older(latest_released(row), moment)}
        for row in rows
    ]


def _begun(draft: Draft) -> Any:
    return draft.translations.filter(corrects=None).exclude(state=DraftState.WITHDRAWN).order_by("language")


def name_of(language: str) -> str:
    """What a language is called on the page and by itself."""
    return f"{get_language_info(language)['name_translated']} ({own_name(language)})" if language else ""


def original_moment(draft: Draft) -> datetime | None:
    """When the public text of an original was last changed; None once it is withdrawn."""
    return library.said_at(draft.output) if draft.output else None


def is_older(translation: Draft, moment: datetime | None) -> bool:
    """Whether the original was changed since the text that a translation says."""
    return bool(moment and translation.follows and translation.follows < moment)


def original_words(draft: Draft) -> Wording | None:
    """The words that a translation translates, as anybody reads them today; None for what is no translation."""
    return wording_of(latest_released(draft.translates)) if draft.translates else None


def is_whole(draft: Draft) -> Verdict:
    """Whether nothing of a translation would stand in English on its page."""
    original, words = original_words(draft), wording_of(draft)
    if original is None or draft.translates is None:
        return yes()
    for field, (still_english, missing) in _OWN_WORDS.items():
        if getattr(words, field) and getattr(words, field) == getattr(original, field):
            return no(still_english)
        if getattr(original, field) and not getattr(words, field):
            return no(missing)
    if said_about_itself(draft) is None:
        return no(
            _(
                "What the page says about itself is not translated into this language yet, so it would be half "
                "English. Nobody can read this translation until it is: tell whoever looks after this installation."
            )
        )
    return yes()


def said_about_itself(draft: Draft) -> list[str] | None:
    """The caveats of the page on which a translation stands, in its language; None where one is not translated."""
    key = draft.translates.output if draft.translates else None
    output = library.released_with([key]).first() if key else None
    return caveats_in(draft.language, output.caveats) if output else []
