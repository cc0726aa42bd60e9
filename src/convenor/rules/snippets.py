"""The words of a text around what was looked for, as they are written there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convenor.rules.searching import Part, Piece, Question, pieces_of

LONGEST = 220
BEFORE = 60
# Beyond so many hits another place in a text is not a better one.
MOST_PLACES = 100
_GAP = "…"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hit:
    """Where a text says one of the words, and which one."""

    piece: Piece
    term: int


def marked(text: str, question: Question) -> tuple[Part, ...]:
    """A whole text, cut where what was looked for begins and ends."""
    return tuple(_parts(text, 0, len(text), _hits(list(pieces_of(text)), question)))


def snippet(text: str, question: Question) -> tuple[Part, ...]:
    """A stretch of a text that says most of what was looked for; its beginning where it says nothing of it."""
    pieces = list(pieces_of(text))
    hits = _hits(pieces, question)
    start, end = _stretch(text, pieces, max(0, _best(hits) - BEFORE))
    parts = list(_parts(text, start, end, hits))
    if start:
        parts.insert(0, Part(text=f"{_GAP} ", hit=False))
    if end < len(text):
        parts.append(Part(text=f" {_GAP}", hit=False))
    return tuple(parts)


def _hits(pieces: Sequence[Piece], question: Question) -> list[_Hit]:
    found = []
    for piece in pieces:
        term = next((at for at, term in enumerate(question.terms) if term.fits(piece.word)), None)
        if term is not None:
            found.append(_Hit(piece=piece, term=term))
    return found


def _best(hits: Sequence[_Hit]) -> int:
    """Where the hit stands after which the most different words are said soon."""
    best, most = 0, 0
    for at, hit in enumerate(hits[:MOST_PLACES]):
        soon = hit.piece.start + LONGEST - BEFORE
        said = len({other.term for other in hits[at : at + MOST_PLACES] if other.piece.end <= soon})
        if said > most:
            best, most = hit.piece.start, said
    return best


def _stretch(text: str, pieces: Sequence[Piece], wanted: int) -> tuple[int, int]:
    """The borders of words about so far apart, with what closes a sentence."""
    start = next((piece.start for piece in pieces if piece.start >= wanted), 0) if wanted else 0
    until = start + LONGEST
    if until >= len(text):
        return start, len(text)
    end = max((piece.end for piece in pieces if start < piece.end <= until), default=until)
    while end < len(text) and not text[end].isspace() and not text[end].isalnum() and end < until:
        end += 1
    return start, end


def _parts(text: str, start: int, end: int, hits: Sequence[_Hit]) -> Iterator[Part]:
    at = start
    for begins, ends in _spans(hits):
        if begins < at or ends > end:
            continue
        if begins > at:
            yield Part(text=text[at:begins], hit=False)
        yield Part(text=text[begins:ends], hit=True)
        at = ends
    if at < end:
        yield Part(text=text[at:end], hit=False)


def _spans(hits: Sequence[_Hit]) -> list[tuple[int, int]]:
    """Where the hits stand; those that share a sign are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((hit.piece.start, hit.piece.end) for hit in hits):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
