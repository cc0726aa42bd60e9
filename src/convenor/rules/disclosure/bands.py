"""Bands: at least and at most so many, and the words that are true of all that lies between."""

from convenor.rules.wording import said

# What holds for every number, and so says nothing.
ANY_NUMBER = said("any number")


def grid_band(count: int, k: int) -> tuple[int, int]:
    """The band of a public ruler that a count lies in: 0 to 2k, and so on in equal steps.

    The ruler is the same for everybody, so where a band begins says nothing about the count in it.
    """
    width = 2 * k + 1
    least = count // width * width
    return least, least + width - 1


def words(least: int, most: int, size: int) -> str:
    """What a band of so many people is in plain words; the first that hold for every number in it."""
    if 2 * least > size:
        return said("most")
    if 20 * least >= 7 * size and 20 * most <= 13 * size:
        return said("about half")
    if 4 * most <= size:
        return said("a few") if least else said("few or none")
    if 2 * most < size:
        return said("fewer than half")
    return said("some") if least else ANY_NUMBER
