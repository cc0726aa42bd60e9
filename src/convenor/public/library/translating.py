"""What of a released text is there in another language: never half of it (docs/adr/0022-translations.md)."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext

from convenor.public.library.models import Output, Translation


def caveats_in(language: str, caveats: Sequence[str]) -> list[str] | None:
    """What a text says about itself, in a language; None where not every sentence of it is translated.

    A text is not shown without these sentences, and not with half of them in English.
    """
    with translation.override(language):
        said = [gettext(caveat) for caveat in caveats]
    return None if any(one == caveat for one, caveat in zip(said, caveats, strict=True)) else said


def is_whole(language: str, caveats: Sequence[str]) -> bool:
    """Whether a translation's page would be whole, so that it is shown, listed and found."""
    return caveats_in(language, caveats) is not None


def is_older(text: Translation, output: Output) -> bool:
    """Whether the output was changed since the text that a translation says."""
    return text.of < output.updated_at
