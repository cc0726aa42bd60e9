"""What the public pages say of how to follow them."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from convenor.kernel.language import leading_on, preferred

register = template.Library()


@dataclass(frozen=True, kw_only=True, slots=True)
class Feeds:
    """The addresses of the two feeds in a language."""

    language: str
    atom: str
    json: str


@register.simple_tag
def feeds() -> Feeds:
    """Say where the feeds in the language that the reader prefers are."""
    return Feeds(
        language=preferred(), atom=leading_on(reverse("portal:feed")), json=leading_on(reverse("portal:feed_in_json"))
    )
