"""What may name or describe somebody, found without asking who is on a roster.

Whoever is told at once that words point to a member can try names out. So words that look like a name, and words that
describe nobody, are found as well: then a name that is on the roster and one that is not look alike.
"""

import re
from collections.abc import Iterator

from convenor.rules.attribution.findings import Finding, Kind
from convenor.rules.attribution.ordinary import is_always_capital, is_everyday, starts_sentence, weight
from convenor.rules.attribution.phrases import phrases
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.text import Reading, Word, read
from convenor.rules.vocabulary import Level

# What is written so in questions about human rights, and is the name of nobody who could take part.
_OF_THE_FIELD = frozenset(
    """
    a i ai api apis b2b b2c ceo ceos csddd csrd cv dsa dpia dpias esg esrs eu faq faqs gdpr genai guiding hr hrdd hria
    hrias it kpi kpis llm llms ml ngo ngos okr okrs pdf principle principles rfp rfps saas sdg sdgs sme smes ui ungp
    ungps un url ux rightsholder rightsholders hotline hotlines generative chatbot chatbots deepfake deepfakes dataset
    datasets geolocation anonymised anonymized upskilling upskill onboard offboarding workstream workstreams webinar
    """.split()
)
# What begins a question or a sentence and speaks of nobody in particular.
_BEGINS = frozenset(
    """
    who whom whose what which how where when why whether if we you they he she it i us our your their this that these
    those there here one ones none nobody everybody everyone anybody anyone somebody someone others some many most all
    both each either neither few several people member members team teams colleague colleagues has have had is are was
    were do does did can could may might must shall should will would am not no yes please thanks
    """.split()
)
_NEGATED = "are could did does do had has have is must need should was were would might ought"
_APOSTROPHE = re.compile(
    rf"(?<=\w)['’](?:s|t|re|ve|ll|d|m)\b|\b(?:ca|wo|sha|ai|{_NEGATED.replace(' ', '|')})n(?=['’]t\b)", re.IGNORECASE
)


def likely_names(note: str) -> tuple[Finding, ...]:
    """Every word that may be a name or a part of one, whoever bears it."""
    reading = read(note)
    cut = [found.span() for found in _APOSTROPHE.finditer(note)]
    whole = (word for word in reading.words if not any(start <= word.start < end for start, end in cut))
    return tuple(
        _finding(note, word.start, word.end, Kind.DIRECT, "may be a name; a person must decide whether it is one")
        for word in whole
        if _is_likely(reading, word)
    )


def fitting_nobody(note: str, roster: Roster) -> tuple[Finding, ...]:
    """Every phrase that describes members of whom there are none."""
    return tuple(_nobody(note, roster))


def _nobody(note: str, roster: Roster) -> Iterator[Finding]:
    for phrase in phrases(read(note), roster):
        if phrase.terms and not phrase.bits:
            yield _finding(note, phrase.start, phrase.end, Kind.DESCRIPTION, "fits nobody who takes part")


def _is_likely(reading: Reading, word: Word) -> bool:
    if word.fold in _OF_THE_FIELD or is_always_capital(word.fold):
        return False
    if not is_everyday(word.fold):
        return True
    if not word.raw[0].isupper():
        return False
    return not starts_sentence(reading, word) or (word.fold not in _BEGINS and _is_somebody(reading, word))


def _is_somebody(reading: Reading, word: Word) -> bool:
    """Say whether the words around a first word, which has its capital in any case, speak of it as of somebody."""
    at = next((at for at, piece in enumerate(reading.pieces) if piece.start == word.start), None)
    return at is not None and weight(reading, at, at + 1) > 0


def _finding(note: str, start: int, end: int, kind: Kind, reason: str) -> Finding:
    return Finding(start=start, end=end, text=note[start:end], kind=kind, level=Level.REVIEW, members=(), reason=reason)
