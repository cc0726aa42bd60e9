"""The address of the mail server that an operator sets."""

import pytest

from convenor.config import MailServer, WrongConfig, read_mail_server


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", None),
        ("smtp://localhost", MailServer(host="localhost", port=25, encrypted=False, encrypts=False)),
        ("smtp://127.0.0.1:2525/", MailServer(host="127.0.0.1", port=2525, encrypted=False, encrypts=False)),
        ("smtp://mail.example", MailServer(host="mail.example", port=587, encrypted=False, encrypts=True)),
        (
            "smtps://us%40er:p%3Aass@mail.example",
            MailServer(host="mail.example", port=465, user="us@er", password="p:ass", encrypted=True, encrypts=False),
        ),
    ],
)
def test_a_mail_server_is_read_from_its_address(url: str, expected: MailServer | None) -> None:
    assert read_mail_server(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:many",
        "smtp://user@mail.example",
        "smtp://mail.example/more",
        "smtp://mail.example?tls=0",
        "smtp://user:pa%0ass@mail.example",
    ],
)
def test_what_names_no_mail_server_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(WrongConfig) as refused:
        read_mail_server(url.replace("user:pa", "user:secretpa"))
    assert "secret" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    assert "word" not in repr(read_mail_server("smtp://user:word@mail.example"))
