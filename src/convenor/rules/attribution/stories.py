"""Subjects of whom a note speaks, and the note as the story of them."""

from dataclasses import dataclass, field

from convenor.rules.attribution.traits import Trait

# A fact told again ties one subject to another by so many telling words that only they share.
SOUGHT, TOLD_BEFORE, TOLD_AGAIN = 1, 2, 3


@dataclass(kw_only=True, slots=True)
class Subject:
    """One of whom a note speaks, or several together, with all that it says of them.

    `known` is false for what may be no member at all; `sought` are the telling words by which it was
    called again, `least` how many of them make a tie; `tied` are the traits that only a fact told again ties to it.
    """

    number: int
    plural: bool
    known: bool = True
    nouns: set[str] = field(default_factory=set)
    traits: list[Trait] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    sought: set[str] = field(default_factory=set)
    not_these: set[int] = field(default_factory=set)
    tied: set[Trait] = field(default_factory=set)
    first: tuple[int, int] = (0, 0)
    least: int = SOUGHT
    bits: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A note with its subjects, and in which sentences each telling word stands."""

    note: str
    title: str
    subjects: tuple[Subject, ...]
    told: dict[str, frozenset[int]]

    def own(self, subject: Subject) -> frozenset[str]:
        """Give the telling words that the note has only where it speaks of this subject."""
        return frozenset(stem for stem in subject.stems if self.told[stem] <= subject.sentences)


def learn(subject: Subject, trait: Trait) -> None:
    """Add what is said of a subject, unless it cannot be true together with the rest."""
    if subject.bits & trait.bits:
        subject.bits &= trait.bits
        subject.traits.append(trait)
