"""What can be proved of a session without telling what was said in it: the record, its seal, and counsel's pack."""

from convenor.rules.compliance.pack import (
    PackedSession,
    Packet,
    TrailLine,
    pack_of,
)
from convenor.rules.compliance.record import (
    ComplianceFacts,
    ItemFact,
    NotesFact,
    Parts,
    PresenceFact,
    ReadingFact,
    SendingFact,
    parts_of,
    presence_of,
    text_of_statement,
)
from convenor.rules.compliance.seal import canonical, digest_of, proof_for, seal_of
from convenor.rules.compliance.words import in_lines

__all__ = [
    "ComplianceFacts",
    "ItemFact",
    "NotesFact",
    "PackedSession",
    "Packet",
    "Parts",
    "PresenceFact",
    "ReadingFact",
    "SendingFact",
    "TrailLine",
    "canonical",
    "digest_of",
    "in_lines",
    "pack_of",
    "parts_of",
    "presence_of",
    "proof_for",
    "seal_of",
    "text_of_statement",
]
