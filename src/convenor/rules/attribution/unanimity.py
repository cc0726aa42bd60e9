"""Unanimity: what is said of all or none of a public list is said of each one of them.

Norms ("all companies should"), weakened words ("almost all"), what is done to everybody ("thanked all
participants") and what a law says are no statements about members.
"""

import re
from collections.abc import Iterator

from convenor.rules.attribution.descriptions import Room
from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.text import Reading
from convenor.rules.vocabulary import Level
from convenor.rules.wording import Said, said, said_of

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_UNITS += "seventeen eighteen nineteen".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(reversed(_UNITS))})"
_ONES = r"(?:member|participant|company|firm|organi[sz]ation|representative|delegate|nominee|attendee)"
_MANY = r"(?:members|participants|companies|firms|organi[sz]ations|representatives|delegates|nominees|attendees)"
_KIND = r"(?:(?:member|participating|participant|attending|represented|assembled) )?"
_WHO = rf"{_KIND}(?:{_MANY}|{_ONES})"
_PLACE = (
    r"(?:room|table|group|community|cohort|circle|meeting|session|membership|platform|programme|program|forum|call"
    r"|exchange|roundtable|round|workshop|network|audience)"
)
_GROUP = (
    rf"(?: (?:in|of|on|at|around|round|within|across) (?:the|this|our) {_PLACE}| present| attending| in attendance"
    r"| on board| who (?:attended|took part|participated|(?:was|were) (?:present|there)))"
)
_SAID = re.compile(
    rf"\b(?P<who>(?:all|none|each|any|every one|each one|every single one|not one|not a single one)(?: of)?"
    rf"(?: the| our| its| these| those)?(?: (?P<count>{_NUMBER}))? {_WHO}"
    rf"|(?:all|none of the|not one of the|each of the|every one of the|all of the) (?P<counted>{_NUMBER})(?: of them)?"
    rf"|(?P<part>{_NUMBER}) ?(?:of|out of|/) ?(?:the |our |all )?(?P<whole>{_NUMBER})(?: {_WHO})?"
    rf"|(?:each and every|every|no|not one|not a single|not any)(?: single)? {_WHO}"
    r"|(?P<percent>100|0|zero|one hundred|a hundred) ?(?:%|per ?cent) of"
    rf" (?:(?:the |our |all )*{_WHO}|(?:the |all )?(?:votes|answers|replies|responses|respondents|room|ballots))"
    rf"|{_KIND}{_MANY}(?: have| had| were| are|,)? unanimously"
    rf"|(?:\b(?:the|our|these) |(?<=^)|(?<=[.!?:] )|(?<=\n)){_KIND}{_MANY}(?: have| had| were| are)?"
    r" (?:all|each)(?! (?:over|around|across|kinds|sorts|the|their|of|types|night|day|other|based))"
    rf"|(?:everyone|everybody|nobody|no one|no-one|not a soul|all those|all){_GROUP}"
    rf"|(?:the|our) (?:whole|entire|full) {_PLACE})"
    rf"(?P<group>{_GROUP})?(?![\w-])(?!:)",
    re.IGNORECASE,
)
# Words that are unanimous only together with members in the same sentence; alone they are for a person to judge.
_PERHAPS = re.compile(
    r"(?<!\bnot )(?<!\bno )\bunanim(?:ous|ously|ity)\b(?: (?:vote|decision|agreement|support) of the \w+)?"
    rf"|\bwithout (?:a single )?exception\b(?:, (?:the )?{_MANY})?"
    r"|\b(?:in|was|were|is) (?:full|complete|total|entire) agreement\b|\b(?:full|complete|total) consensus\b"
    r"|\b(?:agreed|adopted|decided|approved|accepted|carried|endorsed|chosen|passed)(?: \w+){0,3}? by consensus\b"
    r"|\bby consensus(?=[^.!?\n]{1,60}\b(?:agreed|adopted|decided|approved|accepted)\b)"
    rf"|(?:(?<=^)|(?<=[.!?:] )|(?<=\n)|(?<=, ))to an? (?:single )?(?:{_ONES}|man|person)(?=[,.;]|$)"
    r"|\b(?:none|nobody|no one|no-one) (?:of them )?(?:objected|dissented|disagreed|opposed|abstained|voted against)\b"
    r"|\b(?:no|without(?: an?y?)?|zero) (?:dissenting voices?|dissent|objections?|votes? against|abstentions?)\b"
    r"|\bnot a single (?:voice|hand|vote|objection)\b|\bone and all\b|\bacross the board\b"
    r"|\bto the last (?:company|one)\b"
    r"|\b(?:every(?:one|body)|nobody|no one|no-one)"
    r" (?:\w+ly )?(?:agreed|disagreed|said|reported|(?:had|has|was)(?= (?!ever\b)\w)|wanted|found"
    r"|supported|objected|rejected|voted|knew|accepted|admitted|felt|thought|saw|expected|preferred|refused|signed|asked)\b",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"(?:,[^,.!?\n]{1,60},| (?:in|of|from|under|along|across|within|with|that|which|who)\b[^,.;\n]{1,60}?)?"
    r" (?:\w+ly )?(?:should|must|ought|shall|may|might|can|cannot|needs? to|ha(?:ve|s) to|will|to"
    r"|(?:has|have|had) (?:a|an|the) (?:right|duty|responsibility|obligation|role)"
    r"|(?:is|are) (?:\w+ly )?(?:expected|required|obliged|responsible|bound|entitled|subject|covered|welcome|invited"
    r"|free|equal|asked|encouraged))\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\b(?:should|must|shall|ought|expected to|required to|obliged to|have to|has to)\b", re.IGNORECASE
)
_TURNS = re.compile(r"(?:no|none|not|nobody|0|zero)\b|.*\bunanim|(?:without|by|to|in|was|were|is|one)\b", re.IGNORECASE)
_WEAKENED = re.compile(
    r"(?:\b(?:not|almost|nearly|virtually|practically|about|hardly|scarcely|far from|most|if|whether|unless|until"
    r"|thank(?:s|ed|ing)?|invit\w+|ask(?:s|ed|ing)?|remind\w*|encourag\w+|urg(?:es|ed|ing)|welcom\w+|tells?|told|gave"
    r"|giv(?:es|ing)|offer(?:s|ed|ing)?|request(?:s|ed|ing)?|requir\w+|for|with|among|between|serv\w+|fits?"
    r"|reach\w*|to)"
    r"(?: (?:to|for|nor))?|(?<!according )\bto)\s+(?:the )?$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to\s+$", re.IGNORECASE)
# A sentence about one of these reports what it says, or how somebody else decided.
_ELSEWHERE = re.compile(
    r"\b(?:Guiding Principles?|Principle \d|Article \d|Declaration|Convention|Covenant|Charter|Directive|Regulation"
    r"|[Uu]nder the law|by law"
    r"|law (?:says|requires|obliges|asks|applies|covers)|statutes?|courts?|judges|[Pp]arliament|Security Council"
    r"|General Assembly|Human Rights Council|legislature|Commission|treat(?:y|ies))\b"
)
_MEMBERS = re.compile(rf"\b(?:{_MANY}|the (?:{_PLACE}))\b", re.IGNORECASE)
_PERHAPS_OF_EACH = said("if this is said of the members, it is said of each of them; leave it out unless it is not")
_SINGULAR = re.compile(r",? (?:\w+ly )?(?:has|is|was|does|(?!was|has|is)\w{2,}(?<!s)s)\b")


def unanimities(reading: Reading, room: Room) -> Iterator[Finding]:
    """Find statements about all or none of the members, whose list the public knows."""
    found = _Unanimity(reading, room)
    for match in _SAID.finditer(reading.note):
        yield from found.said(match)
    for match in _PERHAPS.finditer(reading.note):
        yield from found.perhaps(match)


class _Unanimity:
    """The statements of one note, against the roster and the room."""

    def __init__(self, reading: Reading, room: Room) -> None:
        self.reading = reading
        self.everyone = room.ids(room.present)
        self.roster = tuple(member.id for member in room.roster.members)
        self.k = room.k

    def said(self, match: re.Match[str]) -> Iterator[Finding]:
        """Judge a statement that names all or none of them."""
        note, start = self.reading.note, match.start()
        before = note[max(0, start - 24) : start]
        weakened = _WEAKENED.search(before) and not _ACCORDING.search(before)
        counted = self._counted(match)
        if weakened or not counted or _NORM.match(note, match.end()) or self._elsewhere(match):
            return
        restricted = re.match(r" (?:that|who|which|with|without|whose)\b", note[match.end() : match.end() + 10])
        if restricted and not match["group"]:
            yield self._finding(match, Level.REVIEW, counted)
        else:
            yield self._finding(match, Level.BLOCKED, counted)

    def perhaps(self, match: re.Match[str]) -> Iterator[Finding]:
        """Judge words that are unanimous where they are said of the members."""
        start, end = self.reading.sentence(match.start())
        sentence = self.reading.note[start:end]
        about = _MEMBERS.search(sentence)
        start_of_verb = match.start() + len(match.group().split()[0])
        alone = match.group().lower() in {"across the board", "one and all"} and not about
        norm = any(_NORM.match(self.reading.note, at) for at in (match.end(), start_of_verb))
        if alone or norm or self._elsewhere(match):
            return
        if match.group().lower().startswith("without") and (not about or _EXPECTED.search(sentence)):
            return
        sure = about and match.group().lower() != "across the board"
        yield self._finding(match, Level.BLOCKED if sure else Level.REVIEW, self.everyone)

    def _elsewhere(self, match: re.Match[str]) -> bool:
        start, end = self.reading.sentence(match.start())
        return bool(_ELSEWHERE.search(self.reading.note[start:end]))

    def _counted(self, match: re.Match[str]) -> tuple[str, ...]:
        """Give the members meant: everybody, or nobody where a number is not that of the room or the roster."""
        sizes = {len(self.everyone): self.everyone, len(self.roster): self.roster}
        if match["part"]:
            part, whole = _number(match["part"]), _number(match["whole"])
            return sizes.get(whole, ()) if part in {0, whole} else ()
        written = match["count"] or match["counted"]
        return sizes.get(_number(written), ()) if written else self.everyone

    def _finding(self, match: re.Match[str], level: Level, members: tuple[str, ...]) -> Finding:
        weaker = self._weaker(match) if level is Level.BLOCKED and len(members) >= self.k else None
        return Finding(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            kind=Kind.UNANIMOUS,
            level=level,
            members=members,
            reason=_of_each(len(members)) if level is Level.BLOCKED else _PERHAPS_OF_EACH,
            suggestion=weaker,
            suggestion_size=len(members) if weaker else None,
        )

    def _weaker(self, match: re.Match[str]) -> str | None:
        """Give a wording that stays true and names nobody; nothing where it would turn the sense or the grammar."""
        words = match.group()
        if _TURNS.match(words) or _SINGULAR.match(self.reading.note, match.end()):
            return None
        return "Participants" if words[0].isupper() else "participants"


def _of_each(members: int) -> Said:
    return said_of(
        members,
        "says it of all or none of {number} member whose list is public, so of each of them",
        "says it of all or none of {number} members whose list is public, so of each of them",
    )


def _number(written: str) -> int:
    """Read a number in digits or words up to 99; -1 for anything else."""
    if written.isdigit():
        return int(written)
    tens, _, ones = written.lower().partition("-")
    if tens in _TENS:
        return _TENS[tens] + (_UNITS.index(ones) if ones else 0)
    return _UNITS.index(tens) if tens in _UNITS else -1
