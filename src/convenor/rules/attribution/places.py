"""What the names of places mean for a roster: the members with their head office, or their users, there."""

from collections.abc import Iterator
from functools import lru_cache

from convenor.rules.attribution.cities import CITIES, CLUSTERS
from convenor.rules.attribution.geography import COUNTRIES, REGIONS, Region
from convenor.rules.attribution.ordinary import is_ordinary
from convenor.rules.attribution.roster import Roster
from convenor.rules.attribution.terms import Term, Topic, fits_by_value, plural_of, words_of

# Words for people of a place that are not made by adding an s.
_AS_PLURAL = ("sh", "ch", "ese", "ss")
_WRITTEN = {"United States": "US"}
_LEAST_PLAIN = 6


class Whereabouts:
    """The places of a roster's members."""

    def __init__(self, roster: Roster) -> None:
        self.countries = fits_by_value(roster, "country")
        self.cities = fits_by_value(roster, "city")
        self.regions = fits_by_value(roster, "region")
        self.users = fits_by_value(roster, "user_regions")
        self.placed = 0
        for fits in self.regions.values():
            self.placed |= fits

    def terms(self) -> Iterator[Term]:
        """Give the words for where a head office is: countries, cities, groups of cities, regions."""
        for country, (names, adjectives) in COUNTRIES.items():
            yield from _named(names, adjectives, self.country(country), _WRITTEN.get(country, adjectives[0]))
            if country == "United States":
                yield from _named(("U.S.", "U.S.A."), (), self.country(country), "US")
        for city, country in CITIES.items():
            if words_of(city) not in self.cities:
                yield from _named((city,), (), 0 if self.cities else self.country(country), f"{city}-based")
        for names, adjectives, cities in CLUSTERS:
            fits = 0
            for city in cities:
                fits |= self.cities.get(words_of(city), 0) if self.cities else self.country(CITIES[city])
            yield from _named(names, adjectives, fits, adjectives[0])
        for region in dict.fromkeys(REGIONS.values()):
            yield from _named(region.names, region.adjectives, self.region(region), region.adjectives[0])

    def own(self, roster: Roster) -> Iterator[Term]:
        """Give the roster's own names of places, as it writes them."""
        for key, fits, ending in (
            ("city", self.cities, "-based"),
            ("region", self.regions, ""),
            ("country", self.countries, ""),
        ):
            for member in roster.members:
                for value in member.values(key):
                    if key != "region" or value not in REGIONS:
                        yield from _named((value,), (), fits[words_of(value)], f"{value}{ending}")

    def country(self, name: str) -> int:
        """Give the members of a country, by any of its names."""
        return sum_bits(self.countries.get(words_of(written), 0) for written in COUNTRIES[name][0])

    def region(self, region: Region) -> int:
        """Give the members of a region: as the roster says, or by their countries where it does not name the region."""
        named = sum_bits(self.regions.get(_bare(name), 0) for name in region.names)
        inside = sum_bits(self.country(country) for country in region.countries)
        return named | (inside & ~self.placed if named else inside | self._within(region, self.regions))

    def _within(self, region: Region, values: dict[tuple[str, ...], int]) -> int:
        """Give the members whose own region lies wholly in a region."""
        return sum_bits(
            values.get(_bare(name), 0) for name, other in REGIONS.items() if other.countries <= region.countries
        )

    def user_terms(self) -> Iterator[Term]:
        """Give the words for where users, customers and markets are."""
        for region in dict.fromkeys(REGIONS.values()):
            inside = sum_bits(self._users_in(country) for country in region.countries)
            fits = sum_bits(self.users.get(_bare(name), 0) for name in region.names)
            fits |= inside | self._within(region, self.users)
            yield from _of_users(_named(region.names, region.adjectives, fits, region.adjectives[0]))
        for country, (names, adjectives) in COUNTRIES.items():
            yield from _of_users(_named(names, adjectives, self._users_in(country), adjectives[0]))
        for words, fits in self.users.items():
            yield Term(topic=Topic.USERS, words=words, shown=" ".join(words), bits=fits)

    def _users_in(self, country: str) -> int:
        return sum_bits(self.users.get(words_of(written), 0) for written in COUNTRIES[country][0])


def sum_bits(parts: Iterator[int]) -> int:
    """Join sets."""
    found = 0
    for part in parts:
        found |= part
    return found


def _of_users(terms: Iterator[Term]) -> Iterator[Term]:
    for term in terms:
        if term.bits:
            yield Term(topic=Topic.USERS, words=term.words, shown=term.shown, bits=term.bits, proper=term.proper)


def _named(names: tuple[str, ...], adjectives: tuple[str, ...], fits: int, shown: str) -> Iterator[Term]:
    for words, proper, noun, plural in _forms(names, adjectives):
        yield Term(topic=Topic.PLACE, words=words, shown=shown, bits=fits, proper=proper, noun=noun, plural=plural)


@lru_cache(maxsize=1 << 12)
def _forms(names: tuple[str, ...], adjectives: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], bool, bool, bool], ...]:
    """Give the words for a place and its people: whether they want a capital, are nouns, are several."""
    found = []
    for written in (*names, *adjectives):
        words = _bare(written)
        # A capital tells Turkey from turkey; european can be nothing else.
        proper = written[0].isupper() and any(len(word) < _LEAST_PLAIN or is_ordinary(word) for word in words)
        people = written in adjectives and len(words) < 3
        as_plural = written.endswith(_AS_PLURAL)
        found.append((words, proper, people, people and as_plural))
        if people and not as_plural:
            found.append(((*words[:-1], plural_of(words[-1])), proper, True, True))
    return tuple(found)


def _bare(name: str) -> tuple[str, ...]:
    words = words_of(name)
    return words[1:] if words[0] == "the" and len(words) > 1 else words
