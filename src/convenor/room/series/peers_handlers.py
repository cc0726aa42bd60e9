"""What follows for two who want to talk about the same: one mail to each, made of how things stand when it leaves."""

from convenor.kernel.language import dated
from convenor.kernel.sealed import unseal
from convenor.room.series.handlers import held, name_of, send
from convenor.room.series.models import PeerIntroduction, Registration
from convenor.room.series.peers_letters import FOUND, INTRODUCED
from convenor.room.series.registered import PURPOSE, link_of, said_in
from convenor.rules.peers import answered_by


def mail_found(*, registration: str) -> None:
    """Tell somebody that there is one other, and about what; not where one of the two left or stopped meanwhile."""
    with held(registration) as row:
        introduction = row.introduction if row is not None else None
        if row is None or introduction is None or introduction.made_on is not None or row.agreed:
            return
        send(FOUND, row, {**_said(row, introduction), "until": dated(answered_by(introduction.proposed_on))})


def mail_introduced(*, registration: str) -> None:
    """Tell somebody who the other is, once both said yes; nothing of whoever left since."""
    with held(registration) as row:
        introduction = row.introduction if row is not None else None
        if row is None or introduction is None or introduction.made_on is None:
            return
        other = introduction.sides.exclude(pk=row.pk).first()
        said, words = (said_in(other), unseal(PURPOSE, other.introduced_as)) if other is not None else (None, None)
        if said is not None and words is not None:
            send(INTRODUCED, row, {**_said(row, introduction), "words": words, "mailbox": said.email})


def _said(row: Registration, introduction: PeerIntroduction) -> dict[str, str]:
    return {"series": name_of(row), "topic": introduction.topic, "address": link_of(row)}
