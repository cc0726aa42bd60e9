"""A copied address of this site is known as one, however its host is written."""

import pytest

from convenor.room.series.hosts import without_own_host

HOSTS = ("cop.example", ".open.example", "[::1]:8000", "bücher.example")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://cop.example/pages/a/", "/pages/a/"),
        ("HTTPS://COP.example/pages/a/", "/pages/a/"),
        ("http://cop.example/pages/a/", "/pages/a/"),
        ("https://cop.example", "/"),
        ("https://cop.example?q=1", "/?q=1"),
        (" /pages/a/ ", "/pages/a/"),
        ("https://cop.example.elsewhere/pages/", "https://cop.example.elsewhere/pages/"),
        ("https://cop.example@elsewhere.example/", "https://cop.example@elsewhere.example/"),
        ("https://cop.example:444/pages/", "/pages/"),
        ("https://cop.example./pages/", "/pages/"),
        ("https://cop.example%2E/pages/", "/pages/"),
        ("https://c%6Fp.example%3A443/pages/", "/pages/"),
        ("https://ｃｏｐ．example/pages/", "/pages/"),
        ("https://cop。example/pages/", "/pages/"),
        ("https://co\ufe0fp.example/pages/", "/pages/"),
        ("https://open.example/pages/", "/pages/"),
        ("https://www.open.example/pages/", "/pages/"),
        ("https://reopen.example/pages/", "https://reopen.example/pages/"),
        ("http://[::1]/pages/", "/pages/"),
        ("https://xn--bcher-kva.example/pages/", "/pages/"),
        ("https://[cop.example/pages/", "https://[cop.example/pages/"),
        ("HTTPS://Docs.example/A", "https://Docs.example/A"),
        ("https://cop.example//elsewhere.example/", "//elsewhere.example/"),
        ("pages/a/", "pages/a/"),
    ],
)
def test_a_copied_address_of_this_site_is_kept_as_its_path(typed: str, kept: str) -> None:
    assert without_own_host(typed, HOSTS) == kept
