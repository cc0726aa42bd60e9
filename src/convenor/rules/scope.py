"""The anti-trust statement, and a first look whether a topic might be out of its scope (R-AT, AC-12).

The look warns and explains; it never forbids or deletes, and a person decides (A-38). It reads English.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convenor.rules.verdict import Verdict, no, yes
from convenor.rules.wording import Said, said


class ScopeLevel(StrEnum):
    """How much a match says: a warning points to a commercial topic, an advisory asks for a second thought."""

    WARNING = "warning"
    ADVISORY = "advisory"


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementFacts:
    """One version of the statement, with what it puts in and out of scope (R-AT-02)."""

    version: str
    text: str
    in_scope: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    in_force_from: date
    approved_by_counsel: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeWarning:
    """A phrase that may be out of scope; `start` and `end` count code points, end exclusive."""

    topic: str
    level: ScopeLevel
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeTopic:
    """A line of the lexicon: a topic, what it says about it, and the phrases that point to it.

    A phrase is words; `*` at the end of a word stands for any ending.
    """

    key: str
    level: ScopeLevel
    reason: str
    phrases: tuple[str, ...]


def _commercial(key: str, what: str, *phrases: str) -> ScopeTopic:
    reason = said(
        "This may touch on {what}, which is out of scope. Change the topic, or say why it belongs here.", what=what
    )
    return ScopeTopic(key=key, level=ScopeLevel.WARNING, reason=reason, phrases=phrases)


LEXICON: tuple[ScopeTopic, ...] = (
    _commercial(
        "prices", said("prices and how they are made"),
        "price", "prices", "priced", "pricing", "price list*", "discount*", "rebate*", "surcharge*",
        "tariff plan*", "licence fee*", "license fee*", "subscription fee*", "list price*", "mark-up*", "markup*",
    ),
    _commercial(
        "terms_of_sale", said("terms of sale"),
        "terms of sale", "sales terms", "payment terms", "credit terms", "cloud credit*", "warranty terms",
        "contract terms", "commercial terms",
    ),
    _commercial(
        "costs_and_margins", said("costs and margins"),
        "margin", "margins", "profitability", "profit margin*", "net profit*", "gross profit*", "unit cost*",
        "production cost*", "cost structure*", "input cost*", "revenue*", "earnings",
    ),
    _commercial(
        "sales_plans", said("sales and forecasts"),
        "sales plan*", "sales target*", "sales strateg*", "sales forecast*", "sales figure*", "sales volume*",
        "sales pipeline*", "sales quota*", "sales number*", "demand forecast*", "quarterly sales", "go-to-market",
        "market strateg*", "commercial strateg*", "business plan*",
    ),
    _commercial(
        "capacity_and_output", said("output or production capacity"),
        "production capacity", "production volume*", "production level*", "output level*", "output limit*",
        "capacity expansion*", "capacity cut*", "capacity utilisation", "capacity utilization", "inventory level*",
    ),
    _commercial(
        "customers_and_markets", said("dividing customers or markets"),
        "market share*", "market allocation", "market division", "customer allocation", "customer list*",
        "allocate customers", "allocating customers", "divide markets", "dividing markets", "dividing up",
        "sales territor*", "exclusive territor*", "territory allocation", "win back customers", "poach*",
    ),
    _commercial(
        "bids", said("bids and tenders"),
        "bid", "bids", "bidding", "bidder*", "rebid*", "tender", "tenders", "tendering", "request for proposal*",
        "rfp", "rfps", "procurement offer*", "joint offer*",
    ),
    _commercial(
        "joint_action", said("joint action towards another company"),
        "boycott*", "blacklist*", "refuse to deal", "refusal to deal", "refuse to supply", "refusal to supply",
        "stop buying from", "stop selling to", "joint purchasing", "collective purchasing", "joint negotiation*",
        "cut off supplier*",
    ),
    _commercial(
        "pay_and_hiring", said("pay and hiring terms"),
        "salary", "salaries", "salary band*", "pay band*", "pay scale*", "pay level*", "wage level*",
        "wage fixing", "compensation package*", "bonus level*", "no-poach*", "no-hire*", "hiring terms", "hiring plan*",
    ),
    _commercial(
        "products_to_come", said("products that are not public yet"),
        "product roadmap*", "unreleased", "unannounced", "launch date*", "release date*", "upcoming feature*",
        "future product*", "trade secret*", "r&d plan*", "competitive advantage*", "competitive edge",
        "competitor pricing", "competitive intelligence", "outcompete*",
    ),
    ScopeTopic(
        key="business_models",
        level=ScopeLevel.ADVISORY,
        reason=said(
            "The human rights risks of a business model are in scope; its commercial side is not. "
            "Confirm that this is about the first, and say why."
        ),
        phrases=(
            "business model*", "advertising-funded business model*", "advertising-funded", "ad-funded",
            "advertising revenue*", "revenue model*", "monetis*", "monetiz*",
        ),
    ),
)  # fmt: skip


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Match whole words, the longest phrase first; spaces and hyphens between words are one and the same."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = (re.split(r"[ -]", phrase) for phrase in longest_first)
    joined = (r"[\s\-‐‑–]+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase) for phrase in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(joined)})(?!\w)", re.IGNORECASE)


PATTERNS = tuple((topic, _pattern(topic.phrases)) for topic in LEXICON)


def look_at(text: str) -> tuple[ScopeWarning, ...]:
    """Find what may be out of scope in a text, in the order of the text.

    Where two matches overlap the longer phrase stands, because it says more about what is meant.
    """
    found = [
        ScopeWarning(
            topic=topic.key,
            level=topic.level,
            start=match.start(),
            end=match.end(),
            text=match[0],
            reason=topic.reason,
        )
        for topic, pattern in PATTERNS
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda warning: (warning.start - warning.end, warning.start, warning.topic))
    kept: list[ScopeWarning] = []
    for warning in found:
        if all(warning.end <= other.start or other.end <= warning.start for other in kept):
            kept.append(warning)
    return tuple(sorted(kept, key=lambda warning: warning.start))


def look_at_all(texts: Iterable[str]) -> tuple[ScopeWarning, ...]:
    """Find what may be out of scope in several texts, one after the other."""
    return tuple(warning for text in texts for warning in look_at(text))


def belongs(texts: Iterable[str], reason: str) -> Verdict:
    """Whether texts may stand: nothing in them is doubted, or a person says why they belong here (A-38)."""
    warnings = look_at_all(texts)
    if not warnings or reason.strip():
        return yes()
    return no(in_words(warnings[0]))


def in_words(warning: ScopeWarning) -> Said:
    """Quote what is doubted, and say why."""
    return said("“{words}”: {reason}", words=warning.text, reason=warning.reason)


def missing_in(statement: StatementFacts) -> tuple[str, ...]:
    """List what a statement still lacks before it can be read out, as things to do."""
    asked = (
        (statement.version.strip(), said("Give this version a number, so that a reading can name it.")),
        (statement.text.strip(), said("Write the text that is read out.")),
        (statement.in_scope, said("List what is in scope.")),
        (statement.out_of_scope, said("List what is out of scope.")),
    )
    return tuple(sentence for present, sentence in asked if not present)


def in_force(statements: Sequence[StatementFacts], on: date) -> StatementFacts | None:
    """Find the version that is to be read on a day; of two from one day, the one recorded last."""
    begun = [statement for statement in statements if statement.in_force_from <= on]
    return max(enumerate(begun), key=lambda pair: (pair[1].in_force_from, pair[0]), default=(0, None))[1]
