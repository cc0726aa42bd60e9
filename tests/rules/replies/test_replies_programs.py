"""An answer means the same, whichever program writes it and whatever surrounds it."""

import pytest
from program_mails import MAILS, ME, UID

from convenor.rules.replies import Method, read_reply

# What each says: the answer, the sequence, the comment, who comes instead, and which occurrence is answered.
SAID: dict[str, tuple[str, int, str | None, tuple[str, ...], str | None]] = {
    "outlook_desktop": ("DECLINED", 3, "Abgelehnt, weil ich auf Dienstreise bin – Grüße", (), None),
    "outlook_on_the_web": ("TENTATIVE", 1, None, (), None),
    "outlook_mobile": ("ACCEPTED", 0, None, (), None),
    "google_with_a_folded_letter": ("ACCEPTED", 0, "Já vou", (), None),
    "google_for_one_of_a_series": ("DECLINED", 0, None, (), "20230314T170000"),
    "apple_on_a_mac": ("ACCEPTED", 2, None, (), None),
    "apple_on_a_phone": ("DECLINED", 0, None, (), None),
    "thunderbird": ("TENTATIVE", 0, None, (), None),
    "zimbra": ("ACCEPTED", 0, "Été à Genève", (), None),
    "fastmail": ("DELEGATED", 4, None, ("first@nokia.example", "second@nokia.example"), None),
    "a_list_that_nobody_quoted": ("DELEGATED", 0, None, ("a@x.example", "b@x.example"), None),
    "a_gateway_that_doubles_the_ends_of_lines": ("DECLINED", 0, "Not now", (), None),
    "a_signed_mail": ("ACCEPTED", 0, None, (), None),
    "with_parameters_in_pieces": ("DECLINED", 0, "Не приду", (), None),
    "from_a_folder_of_mails": ("NEEDS-ACTION", 12, None, (), None),
    "with_the_invitation_attached": ("ACCEPTED", 1, None, (), None),
    "on_behalf_of_somebody": ("ACCEPTED", 0, None, (), None),
    "with_letters_of_all_kinds_in_the_head": ("ACCEPTED", 0, "مرحبا", (), None),
}


def test_every_program_is_asked() -> None:
    assert list(MAILS) == list(SAID)


@pytest.mark.parametrize("program", SAID)
def test_an_answer_is_read_whatever_program_wrote_it(program: str) -> None:
    reply = read_reply(MAILS[program]())
    assert (reply.partstat, reply.sequence, reply.comment, reply.delegates, reply.recurrence_id) == SAID[program]
    assert (reply.method, reply.uid, reply.attendee, reply.dtstamp) == (Method.REPLY, UID, ME, "20230306T101500Z")
    assert reply.sender_differs == (program == "on_behalf_of_somebody")
