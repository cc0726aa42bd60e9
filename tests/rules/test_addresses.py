"""Mail addresses as they are kept."""

import pytest

from convenor.rules.addresses import as_kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Name@Company.Example ", "name@company.example"),
        ("name@\uff43ompany.example", "name@company.example"),
        ("name@company.example\ufe0f", "name@company.example"),
        ("name@com\u00adpany.example", "name@company.example"),
        ("name@company\u3002example", "name@company.example"),
        ("name@bücher.example", "name@xn--bcher-kva.example"),
        ("name@xn--bcher-kva.example", "name@xn--bcher-kva.example"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_one_mailbox_has_one_spelling(written: str, kept: str) -> None:
    assert as_kept(written) == kept
    assert as_kept(kept) == kept


@pytest.mark.parametrize("domain", ["a..example", f"{'a' * 64}.example", "\u0627a.example"])
def test_a_domain_that_no_mail_server_has_is_none(domain: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        as_kept(f"name@{domain}")
