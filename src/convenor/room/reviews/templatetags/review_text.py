"""A section's Markdown on a page."""

from django import template

from convenor.room.reviews.exports.page import safe_markdown

register = template.Library()
register.filter("review_markdown", safe_markdown)
