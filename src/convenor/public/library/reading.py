"""A released text as a page shows it: Markdown, without anything that could run, load or track."""

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import pairwise
from urllib.parse import unquote

import nh3
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from convenor.kernel.language import IN_ADDRESSES
from convenor.public.library.models import OpenWebinar, Output
from convenor.rules.disclosure import DisclosureError, Release, release_from_json
from convenor.rules.readings import is_own

TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "a"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto"}
LONGEST_LINE = 200

_TAG, _QUOTED = re.compile(r"<[^>]+>"), re.compile(r'(?:href|title)="([^"]*)"')
# A link to this site, without a language of its own.
_OWN_LINK = re.compile(rf'href="/(?!/|(?:{"|".join(IN_ADDRESSES)})(?:/|"))')
_LINK_EDGE = re.compile(r"</?a\b[^>]*>")
_PUNYCODE = re.compile(r"(?:[a-z0-9-]+\.)*xn--[a-z0-9.-]+", re.IGNORECASE)
# Signs that turn the order of letters round, so that readers would see other words than the check.
TURNING_ROUND = dict.fromkeys((0x202D, 0x202E))

_OF_A_TEXT = {"portal:output", "portal:site_page", "portal:api_output"}

# Markup in the text stays text, and there are no images: one from elsewhere would tell its host who reads.
markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_html(text: str, own: str = "/") -> SafeString:
    """Render a text's Markdown; the page's title is its only first heading, so the text's begin with the second.

    `own` is how an address of this site begins where it is read: with a language, or with the site for programs.
    """
    tokens = markdown.parse(text)
    _lower_headings(tokens)
    rendered = markdown.renderer.render(tokens, markdown.options, {})
    clean = nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener")
    return mark_safe(_OWN_LINK.sub(f'href="{escape(own)}', clean.translate(TURNING_ROUND)))


def table_of(output: Output) -> Release | None:
    """The table of an output, if it is as the ledger released it; a number that was altered since is not shown."""
    if output.table is None:
        return None
    try:
        release = release_from_json(output.table)
    except DisclosureError:
        return None
    # Without a digest nothing says that it ever passed a ledger.
    return release if output.table.get("digest") == release.digest else None


def as_readers_get_it(text: str) -> str:
    """What is on the page that a text makes, as it can be read: words, addresses and titles of links, all decoded."""
    tagless = _TAG.sub(lambda tag: "".join(f" {said} " for said in _QUOTED.findall(tag[0])), as_html(text))
    return decoded(unescape(tagless))


def decoded(text: str) -> str:
    """A text with the escapes of its addresses decoded, and with what their hosts' names stand for in letters."""
    shown = unquote(text)
    return " ".join([shown, *(_in_letters(host) for host in _PUNYCODE.findall(shown))]).strip()


def readings_of(webinar: OpenWebinar, site: str) -> list[tuple[str, str]]:
    """What to read before a webinar, titles and addresses, as programs need them: `site` before a path of this one."""
    rows = [(one["title"], one["url"]) for one in webinar.readings]
    return [(title, f"{site}{address}" if is_own(address) else address) for title, address in rows]


def text_at(address: str) -> str:
    """The slug of the text of ours that an address leads to, or nothing."""
    try:
        found = resolve(re.split(r"[?#]", address)[0])
    except Resolver404:
        return ""
    return str(found.kwargs["slug"]) if found.view_name in _OF_A_TEXT else ""


def words_across_links(text: str) -> tuple[str, tuple[int, ...]]:
    """The words of a page without the addresses between them, and where in them a link begins or ends."""
    words, edges, begins = "", [], 0
    html = as_html(text)
    for edge in _LINK_EDGE.finditer(html):
        words += unescape(_TAG.sub("", html[begins : edge.start()]))
        edges.append(len(words))
        begins = edge.end()
    return words + unescape(_TAG.sub("", html[begins:])), tuple(edges)


def _in_letters(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def first_line(text: str) -> str:
    """The words of the first paragraph or point, shortened, for a list of outputs."""
    for opening, inline in pairwise(markdown.parse(text)):
        words = _plain(inline) if opening.type == "paragraph_open" else ""
        if words:
            return words if len(words) <= LONGEST_LINE else f"{words[:LONGEST_LINE].rsplit(' ', 1)[0]} …"
    return ""


def _lower_headings(tokens: Sequence[Token]) -> None:
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    if any(token.tag == "h1" for token in headings):
        for token in headings:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _plain(token: Token) -> str:
    words = "".join(_written(child) for child in token.children or ()).translate(TURNING_ROUND)
    return " ".join(words.split())


def _written(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content
