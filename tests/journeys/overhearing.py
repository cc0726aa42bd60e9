"""Listening where somebody outside could: the public site by every way of asking, and the lines of the log."""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from convenor.kernel.language import taken_off
from convenor.kernel.log import WithoutContents

LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']""")
LANGUAGES = [code for code, _ in settings.LANGUAGES]
LONG_AGO, IN_AN_AGE = "Sat, 01 Jan 2000 00:00:00 GMT", "Sat, 01 Jan 2095 00:00:00 GMT"
Heard = tuple[str, str]


def everything_of(response: HttpResponse) -> str:
    """The status, the headers, the cookies and the body of an answer as one text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[arg-type]
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{head}\n{response.cookies.output()}\n{body.decode(errors='replace')}"


def crawl(client: Client, begin: Iterable[str]) -> Iterator[Heard]:
    """Every page that can be reached by links from these, with all that it says.

    The same page in another language is asked for by `other_ways`.
    """
    waiting, known = list(begin), set(begin)
    while waiting:
        address = waiting.pop(0)
        said = everything_of(client.get(address))
        yield f"GET {address}", said
        for link in LINK.findall(said):
            target = urlsplit(urljoin(f"http://testserver{address}", link.replace("&amp;", "&")))
            reached = target.path + (f"?{target.query}" if target.query else "")
            ours = target.netloc in {"testserver", urlsplit(settings.CONVENOR_SITE).netloc}
            if ours and reached not in known and not taken_off(reached)[0]:
                known.add(reached)
                waiting.append(reached)


def other_ways(client: Client, address: str) -> Iterator[Heard]:
    """The same address by every other way of asking."""
    for method in ("HEAD", "POST", "OPTIONS", "PUT", "DELETE"):
        yield f"{method} {address}", everything_of(client.generic(method, address))
    for language in LANGUAGES:
        yield f"GET {address} in {language}", everything_of(client.get(address, headers={"accept-language": language}))
    for page in ("2", "999", "-1", "last", "canary"):
        yield f"GET {address} page {page}", everything_of(client.get(address, {"page": page}))
    for header in ({"if-none-match": "*"}, {"if-modified-since": IN_AN_AGE}, {"if-modified-since": LONG_AGO}):
        yield f"GET {address} with {header}", everything_of(client.get(address, headers=header))
    yield f"GET {address} in part", everything_of(client.get(address, headers={"range": "bytes=0-200"}))


def _is_ours(handler: logging.Handler) -> TypeGuard[logging.StreamHandler[Any]]:
    return any(isinstance(one, WithoutContents) for one in handler.filters)


@contextmanager
def log_lines(level: int = logging.DEBUG) -> Iterator[io.StringIO]:
    """What the configured handler writes, down to the least important lines of ours and of Django's."""
    loggers = [logging.getLogger(name) for name in ("", "convenor", "django")]
    # Ours is the one that leaves contents out; a test runner may hang others beside it.
    (handler,) = [one for one in logging.getLogger("convenor").handlers if _is_ours(one)]
    levels, stream, written = [logger.level for logger in loggers], handler.stream, io.StringIO()
    # Not by setStream, which flushes what may have been closed with the test that it was opened in.
    handler.stream = written
    for logger in loggers:
        logger.setLevel(level)
    try:
        yield written
    finally:
        handler.stream = stream
        for logger, before in zip(loggers, levels, strict=True):
            logger.setLevel(before)
