"""A plain text that a member takes away."""

from django.http import HttpResponse


def as_a_file(text: str, name: str) -> HttpResponse:
    """The text as a file of this name."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=disposition)
