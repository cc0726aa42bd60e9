"""Grouping of free answers: against the labelled sets, against plain TF-IDF with k-means, and for time and memory."""

import csv
import random
import resource
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.answers_baseline import SEEDS, k_means
from bench.table import Measure, milliseconds, tell
from convenor.rules.answers import Answer, Grouping, lexicon_of, themes
from convenor.rules.answers.english import ENGLISH

SETS = Path(__file__).resolve().parent / "answers"
MANY = 900
RUNS = 5
NOTHING = "nothing: nothing at all"


def measure() -> list[Measure]:
    """The sets first, then 900 answers."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    speed = _speed(before)
    rows = []
    for name in ("afterwards", "unseen", "known"):
        rows += _against(name)
    return rows + speed


def _against(name: str) -> list[Measure]:
    with (SETS / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        cases = [(row["theme"], row["answer"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    wanted, texts = [theme for theme, _ in cases], [text for _, text in cases]
    number = len(set(wanted))
    whole = lexicon_of(ENGLISH)
    found = {
        what: _marks(themes(_answers(texts), lexicon=lexicon), len(texts))
        for what, lexicon in (
            ("as offered", whole),
            ("every second cue of the lexicon struck out", lexicon_of(_every_second_cue(ENGLISH))),
            ("without a lexicon", lexicon_of(NOTHING)),
        )
    }
    as_many = len(set(found["as offered"]))
    floor = statistics.mean(_judged(wanted, marks)[0] for marks in k_means(texts, as_many))
    rows = [
        Measure(
            what=f"{name} set, {what}",
            measured=_words(_judged(wanted, marks)),
            goal=f"purity {floor + 0.1:.2f}" if what == "as offered" else "",
            note=f"{len(texts)} answers, {number} labels; {len(set(marks))} themes found",
        )
        for what, marks in found.items()
    ]
    return rows + [_plain(name, wanted, texts, told) for told in dict.fromkeys((number, as_many))]


def _plain(name: str, wanted: Sequence[str], texts: Sequence[str], number: int) -> Measure:
    judged = [_judged(wanted, marks) for marks in k_means(texts, number)]
    purity, rand = ([one[at] for one in judged] for at in (0, 1))
    return Measure(
        what=f"{name} set, plain TF-IDF with k-means, told {number} themes",
        measured=_words((statistics.mean(purity), statistics.mean(rand))),
        note=f"mean of {len(SEEDS)} seeds; purity {min(purity):.2f} to {max(purity):.2f}",
    )


def _speed(before: int) -> list[Measure]:
    answers = _answers(_many())
    seconds, found = [], set()
    for run in range(RUNS):
        random.Random(run).shuffle(answers)
        began = time.perf_counter()
        found.add(themes(answers))
        seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    same = "the same every time" if len(found) == 1 else f"{len(found)} DIFFERENT results"
    return [
        Measure(
            what=f"{MANY} answers grouped", measured=milliseconds(seconds), goal="at most 20 s", note=f"{RUNS} runs"
        ),
        Measure(
            what="memory of the whole process at its peak",
            measured=f"{peak // 1024} MB",
            goal="under 400 MB",
            note=f"{before // 1024} MB before the first answer",
        ),
        Measure(what=f"{RUNS} runs, each in another order", measured=same, goal="the same every time"),
    ]


def _many() -> list[str]:
    """Answers of one or two of the sets' sentences behind various openings."""
    chance = random.Random(1)
    lines = [
        line.partition("\t")[2]
        for name in ("known", "unseen")
        for line in (SETS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    openings = ("", "Mostly: ", "I would say, ", "For our team in the region: ", "We struggle with this: ")
    return [chance.choice(openings) + ". ".join(chance.sample(lines, chance.choice((1, 1, 2)))) for _ in range(MANY)]


def _answers(texts: Sequence[str]) -> list[Answer]:
    return [Answer(id=f"{at:04}", text=text) for at, text in enumerate(texts)]


def _marks(grouping: Grouping, number: int) -> list[int]:
    marks = [0] * number
    for at, theme in enumerate(grouping.themes):
        for answer in theme.answers:
            marks[int(answer)] = at
    return marks


def _every_second_cue(text: str) -> str:
    lines = []
    for line in text.splitlines():
        label, colon, cues = line.partition(":")
        lines.append(label + colon + ",".join(cues.split(",")[::2]) if colon and not line.startswith("#") else line)
    return "\n".join(lines)


def _judged(wanted: Sequence[str], marks: Sequence[int]) -> tuple[float, float]:
    """Purity and the adjusted Rand index."""
    table = Counter(zip(wanted, marks, strict=True))
    sizes, labels = Counter(marks), Counter(wanted)
    pure = sum(max(table[label, mark] for label in labels) for mark in sizes) / len(marks)
    together = sum(_pairs(count) for count in table.values())
    rows, columns = sum(map(_pairs, labels.values())), sum(map(_pairs, sizes.values()))
    chance = rows * columns / _pairs(len(marks))
    return pure, (together - chance) / ((rows + columns) / 2 - chance)


def _pairs(count: int) -> float:
    return count * (count - 1) / 2


def _words(judged: tuple[float, float]) -> str:
    return f"purity {judged[0]:.2f}, adjusted Rand {judged[1]:.2f}"


if __name__ == "__main__":
    tell(measure)
