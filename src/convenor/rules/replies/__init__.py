"""What a calendar program answers: one mail or calendar object in, one answer out, or why there is none.

Generous in reading, because every program writes in its own way; strict in what it means: where two readings are
possible, nobody's answer is guessed (RFC 5545, RFC 5546, RFC 6047).
"""

from convenor.rules.replies.answer import Method, PartStat, Reply
from convenor.rules.replies.bounds import LARGEST, Refused, Unreadable
from convenor.rules.replies.envelope import Envelope, envelope_of
from convenor.rules.replies.reading import read_reply

__all__ = ["LARGEST", "Envelope", "Method", "PartStat", "Refused", "Reply", "Unreadable", "envelope_of", "read_reply"]
