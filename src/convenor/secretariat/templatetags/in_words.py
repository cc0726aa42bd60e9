"""The trail's deeds and the outbox's events in words."""

from django import template

from convenor.secretariat import spoken

register = template.Library()
register.filter("deed", spoken.deed)
register.filter("event", spoken.event)
