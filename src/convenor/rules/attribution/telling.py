"""Words that tell one story from another: what is left of a sentence without everyday and meeting words."""

import re
from functools import lru_cache

# Beginnings of words that every note has, so that sharing them says nothing.
_USUAL_WORDS = """
    about above after again against agree allow almost along already also although always among another anoth answer
    appear around asked because become been before began begin being below between both brief bring built business
    call called came cannot case certain change clear come common communi compan concern conside could current
    described discuss does done down during each early either else enough even every everyo example expect experie
    explain face fact fewer find first firm follow found four from full further gave general give given going good
    great group had half hand happen hard have having held help here high host however human idea importa
    include inform inside instead intere into issue itself join just keep kept kind knew know known large last later
    latest least less level like likely line list little long look made main make making many matter mean means
    meeting member mention might month more most move much must name near need needed never next none note noted
    nothing number offer often once only open opened order organis organiz other others over overall own
    paper part particip people perhaps person place plan planned point possibl practic presen previou problem proces
    provide public publish question quite rais raised rather reach ready really reason recent refer relate remain
    remark repeat replied report represe request respons result return review right room round said same saw second
    seem seen sense session several shall share should show shown side since small some somethi soon sort speak
    speaker spent spoke stage stand start state still stop stopped stress such sugges support sure take taken talk
    team tell than that their them then there these they thing think third this those though thought three through
    time today together told topic toward tried turn under until upon used user using usual various very view want
    wanted week well went were what when where whether which while whole whom whose will with within without word
    work worked would year years your yesterd january februar march april june july august septemb october novemb
    decemb spring summer autumn winter policy risk risks company companies behind size way ways half top lot lots
    describ discuss explain mention nominee delegat platfor service network studio operat vendor
    """.split()
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|e|y)$")
_LENGTH = 7
_USUAL = frozenset(form[:_LENGTH] for word in _USUAL_WORDS for form in (word, _ENDING.sub("", word)))


@lru_cache(maxsize=1 << 15)
def telling(fold: str) -> str:
    """Give the stem by which a word is compared, or nothing where it tells no story from another."""
    if fold.isdigit():
        is_year = len(fold) == 4 and fold[:2] in {"19", "20"}
        return "" if len(fold) < 2 or is_year else fold
    if len(fold) < 3 or (len(fold) == 3 and fold not in {"log", "fee", "ban", "app"}):
        return ""
    stem = _ENDING.sub("", fold)[:_LENGTH] if len(fold) > 3 else fold
    return "" if stem in _USUAL or fold[:_LENGTH] in _USUAL else stem
