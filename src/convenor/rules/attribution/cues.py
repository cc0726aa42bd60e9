"""Words around a reference or a predicate that say whom it belongs to."""

import re

from convenor.rules.attribution.references import VERBS

IS = re.compile(
    r"(?:\b(?:is|are|was|were|being|remains?|became|as|namely|(?:turn(?:s|ed) out|prov(?:es|ed)|happen(?:s|ed)) to be"
    r"|(?:counts?|ranks?|belongs?|numbers?|figures?) (?:itself )?(?:among|to)"
    r"|call(?:s|ed) (?:it|itself|themselves))|’s|'s)"
    r"\s+(?:\w+ly |also |itself )*$"
)
RUN_BY = re.compile(r"\b(?:run|owned|operated|provided|offered|made|managed|built|published|led) by\s+$")
WORKS_FOR = re.compile(
    r"^\W*(?:who |that )?(?:\w+ly )?(?:(?:works?|worked|working|speaks?|spoke|speaking|came|comes|coming|sent"
    r"|representing|represents|employed|nominated) ?(?:for|from|at|by|in|on behalf of)?|for|from|of|at"
    r"|on behalf of)\s+$"
)
JOINED = re.compile(
    r"(?:,|;|\band\b|\bbut\b|\bor\b)\s*(?:(?:and|but|also|then|which|that|who|it|is|are|was|were|has|have|both)\s+)*$"
)
TAIL = re.compile(
    r"(?:,?\s*(?:\b(?:which|that|who|is|are|was|were|also|now|both|itself|has|have|had|all|each"
    r"|mostly|mainly|largely|still|currently)\b)\s*)+$"
)
COPULA = re.compile(r"(?<!which )(?<!that )(?<!who )\b(?:is|are|was|were|,)\s+$")
AS = re.compile(r"(?:^|[,;:–]\s)(?:(?:speaking |acting )?as|being|like any(?: other)?)\s+$", re.IGNORECASE)
RUNS = re.compile(
    r"\b(?:which|that|who|it) (?:also |now |\w+ly )?(?:operates?|runs?|owns?|provides?|offers?|builds?|develops?"
    r"|maintains?|hosts?|operated|ran|owned)\s+$"
)
PRODUCTS = frozenset("platform app service network site marketplace store".split())
LIKE_SELF = re.compile(r" (?:like|such as) (?:itself|themselves|himself|herself|its own|theirs|ours|us)\b")
# Words that say that it was told before.
BEFORE = re.compile(
    r"\b(?:as (?:already )?(?:reported|noted|mentioned|described|told|said|discussed|shown)|known from|already"
    r" (?:mentioned|described|reported)|(?:mentioned|described|reported|shown|told) (?:before|earlier|above|last)"
    r"|(?:last|earlier|previous|first|same) (?:note|session|time|meeting)|returned to|returns to|came back to"
    r"|comes back to|once more|followed up|a second time|an? update)\b",
    re.IGNORECASE,
)
SINCE_BEFORE = re.compile(
    r"(?:Its|It|This|That|Their)\b|The (?:host|author|owner|organi[sz]er|sponsor|initiator|founder|inventor)\b"
)
RUN_FROM = ("run", "led", "managed", "made", "built", "started", "operat", "work")
# What somebody does to a thing of his own; to praise or to ask for something tells nothing about whose it is.
DONE_BY = re.compile(
    r"\b(?:(?:was|were|is|are|been|being) (?:\w+ )?|[a-z]+(?:ed|en) )?(?!(?:prais|lik|welcom|critici|question|support"
    r"|discuss|rais|ask|nam|us|join|attend|mention|not|reject|oppos|debat|read|seen|heard|taken up|chair|follow|quot"
    r"|endors|doubt|request|want|need)\w*\s+by)[a-z]+\s+by\s+$"
)
# Who does one of these to a thing surely is the one whose thing it is; of other verbs two telling words are asked for.
OWN_DOING = re.compile(
    r"\b(?:run|led|written|drafted|built|made|designed|developed|created|set up|launched|started|introduced|held|hosted"
    r"|organi[sz]ed|published|shown|presented|proposed|kept|owned|operated|sent|invented|founded|paid|funded|announced"
    r"|described|brought|told|reported|explained|tested|piloted)(?: \w+)? by\s+$"
)
SEVERAL = re.compile(
    r"\b(?:its|their|his|her|some|many|these|those|several|two|three|four|five|of|about|with|for)\s+"
    r"(?:\w+\s+)?\w{2,}(?<![su])s\b"
)
CAME_FROM = re.compile(
    r"\b(?:c[ao]mes?|came|stems|originated) from\s+$|\b(?:went|goes) to\s+$|\b(?:belongs?|belonged) to\s+$"
)
THERE = re.compile(r"\bthere\s+\w+\s+$", re.IGNORECASE)
HE = frozenset("he she his her".split())
IT = frozenset("it them this these those".split())
SEATS = frozenset("headquarters head main home seat base business activity product trade".split())
MODIFIER = re.compile(r"[^,;:.!?\n]{0,120}")


BESIDE = frozenset({", ", " (", " – ", " — ", ": "})
SELF = re.compile(r"(?:itself|themselves|himself|herself) $")
STANDS_ALONE = re.compile(r"[,.;:)–—]| –| —| that | which | since \d|$")
# What opens a clause in which "its" may mean whom the sentence names behind it.
OPENS = re.compile(
    r"\W*(?:after|before|since|despite|during|with|without|because of|thanks to|following|in|on|at|for|given|to"
    r"|when|while|until|under|from)\b[^.!?;\n]{0,100}, $",
    re.IGNORECASE,
)
# Words behind a noun that only point at what was told of it.
POINTS = frozenset("with whose that which who had have has was were the its their this these those and for".split())
LISTED = re.compile(r",? (?:and|or) |, (?:an?|one|two|the) ")


def may_follow(lead: str, gap: str, bare: str) -> bool:
    """Say whether a predicate may belong to the noun before it over the words between them."""
    first = lead.split(maxsplit=1)[0].lower()
    participle = first.endswith(("ed", "ing")) or first in {"run", "led", "made", "built", "born", "at"}
    return not (participle and gap == bare and bare.strip() and not gap.rstrip().endswith(","))


def has_verb(words: str) -> bool:
    folds = re.findall(r"[^\W\d_]+", words.lower())
    return any(fold in VERBS or (len(fold) > 4 and fold.endswith("ed")) for fold in folds)
