"""What is listened to is a topic in one language: what two readers of it are sent may differ in nothing else."""

from contextlib import AbstractContextManager

from django.conf import settings

from convenor.kernel.language import IN_ADDRESSES, code_of, is_in_address, preferred, speaking

_BETWEEN = "/"
# Before the code of a language that the browser prefers and no address names: then those of links name none either.
_UNNAMED = "-"


def as_spoken(topic: str) -> str:
    """A topic in the language of the page that is being made; what is sent is what the page showed at first."""
    code = code_of(preferred())
    if is_in_address():
        return f"{topic}{_BETWEEN}{code}"
    return topic if preferred() == settings.LANGUAGE_CODE else f"{topic}{_BETWEEN}{_UNNAMED}{code}"


def topic_of(spoken: str) -> str:
    """What is listened to, in whichever language."""
    return spoken.partition(_BETWEEN)[0]


def in_each_language(topic: str) -> list[str]:
    """A topic in every way in which somebody may follow it."""
    return [topic, *(f"{topic}{_BETWEEN}{named}{code}" for code in IN_ADDRESSES for named in ("", _UNNAMED))]


def speaking_of(spoken: str) -> AbstractContextManager[None]:
    """Speak the language of what is listened to while the block runs."""
    way = spoken.partition(_BETWEEN)[2]
    language = IN_ADDRESSES.get(way.removeprefix(_UNNAMED), settings.LANGUAGE_CODE)
    return speaking("" if way.startswith(_UNNAMED) else way, language)
