"""What registrants would like a coming session to be about: counted so that nobody is pointed to, and never an order.

Sources: R-PLP-08 (the schedule follows input and demand), AC-16 (what is asked for is a proposal), R-CH-06 (who takes
part is secret). The thresholds are those of every number about a series: five people of three organisations (R-CH-05).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from convenor.rules.verdict import Verdict, no, yes

MOST_TOPICS, LONGEST_TOPIC, MOST_WISHES = 10, 80, 3
LEAST_PEOPLE, LEAST_ORGANISATIONS = 5, 3
# A number moves only when this many more people chose a topic, so that one who comes or goes is rarely seen.
STEP = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """The topics that one registrant chose; `organisation` is the key that this person is counted with."""

    organisation: str
    topics: tuple[str, ...]


def may_be_topics(topics: Sequence[str]) -> Verdict:
    """Whether these can be offered to choose from: few, short, each once."""
    if len(topics) > MOST_TOPICS:
        return no("More than ten topics are not read. Leave the ten that matter most.")
    if any(len(topic) > LONGEST_TOPIC for topic in topics):
        return no("A topic has at most eighty signs, so that it can be read on a phone. Shorten the longer ones.")
    if len({topic.casefold() for topic in topics}) < len(topics):
        return no("One topic stands here twice. Take one of the two out.")
    return yes()


def may_wish(wishes: Collection[str]) -> Verdict:
    """Whether one registrant may choose these: a choice of everything says nothing."""
    if len(set(wishes)) > MOST_WISHES:
        return no("Choose three topics at most: those that you would come for.")
    return yes()


def asked_for(topics: Iterable[str], wishes: Iterable[Wish]) -> dict[str, int]:
    """How many people at least ask for each topic, in the order of the topics; what too few ask for is left out.

    Rounded down to whole steps: the exact number would say who came between two looks. Where too few ask for something
    else, it is left out, too: whoever knows who registered would know of nearly each what they ask for.
    """
    said = list(wishes)
    found: dict[str, int] = {}
    for topic in topics:
        asking = [one.organisation for one in said if topic in one.topics]
        enough = len(asking) >= LEAST_PEOPLE and len(set(asking)) >= LEAST_ORGANISATIONS
        if enough and len(said) - len(asking) >= LEAST_PEOPLE:
            found[topic] = len(asking) // STEP * STEP
    return found
