"""A section's Markdown on a page."""

from django import template
from django.utils.html import format_html

from convenor.kernel.templatetags.patterns import in_english
from convenor.room.reviews.exports.page import safe_markdown

register = template.Library()
register.filter("review_markdown", safe_markdown)


@register.filter
def as_english(text: str) -> str:
    """Mark words of the review, which are English, within a sentence of another language."""
    marked = in_english()
    return format_html("<span{}>{}</span>", marked, text) if marked else text
