"""What tag lines share, as hashed facts: the same as counting it out line by line."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from analysis.loader.tags import facts as learned
from analysis.loader.tags.facts import all_facts
from analysis.loader.tags.gaps import gap_code
from analysis.loader.tags.shared import (
    ANY,
    COMMON,
    EDGE,
    ENOUGH,
    SHORTEST,
    edge_runs,
    shared_runs,
    standing_runs,
)

Line = tuple[int, ...]


def runs_of(line: Line, lines: list[Line]) -> list[tuple[int, int]]:
    """Count out which neighbours most lines have, and where they run through a line."""
    times = Counter(pair for other in lines for pair in set(pairwise(other)))
    common = [times[pair] >= max(ENOUGH, COMMON * len(lines)) for pair in pairwise(line)]
    gaps = [at for at, together in enumerate([False, *common, False]) if not together]
    return [(a, b) for a, b in pairwise(gaps) if b - a >= SHORTEST]


def opening(line: Line, lines: list[Line]) -> int:
    alike = [other for other in lines if other[:EDGE] == line[:EDGE] and len(other) >= EDGE]
    if len(line) < EDGE or len(alike) < ENOUGH:
        return 0
    sizes = range(EDGE + 1, len(line) + 1)
    most = (sum(other[:size] == line[:size] for other in alike) for size in sizes)
    held = [times >= max(ENOUGH, COMMON * len(alike)) for times in most]
    return EDGE + (held.index(False) if False in held else len(held))


def edges(line: Line, lines: list[Line]) -> list[tuple[int, int]]:
    first, last = opening(line, lines), opening(line[::-1], [other[::-1] for other in lines])
    runs = [(0, first)] if first else []
    runs += [(len(line) - last, len(line))] if last else []
    return runs if first + last < len(line) else []


def some_lines(draw: random.Random) -> list[Line]:
    """Lines of few words, many with the same openings and closings."""
    bases = [tuple(draw.choices(range(1, 5), k=draw.randint(5, 9))) for _ in range(2)]
    rest = [tuple(draw.choices(range(1, 9), k=draw.randint(0, 3))) for _ in range(12)]
    return [draw.choice((base + some, some + base)) for some in rest for base in [draw.choice(bases)]]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("at_once", [20, 1 << 18])
def test_facts_tell_what_lines_share_as_counting_it_out_does(seed: int, at_once: int, monkeypatch) -> None:
    monkeypatch.setattr(learned, "WORDS", at_once)
    draw = random.Random(seed)
    stock = some_lines(draw)
    keys = [(source, week) for source in ("a", "b", ANY) for week in ("1", "2")]
    lines = {key: list(dict.fromkeys(draw.choices(stock, k=draw.randint(2, 14)))) for key in keys}
    facts = set(all_facts(lines).tolist())
    found = 0
    for line in stock:
        for source in ("a", "b", "c"):
            of_source = [other for key, known in lines.items() if key[0] == source for other in known]
            assert standing_runs(line, source, facts) == runs_of(line, of_source)
            for week in ("1", "2", "3"):
                known = lines.get((source, week), [])
                expected = runs_of(line, known) if len(known) >= ENOUGH else None
                assert shared_runs(line, source, week, facts) == expected
                found += bool(expected)
        for week in ("1", "2", "3"):
            expected = edges(line, lines.get((ANY, week), []))
            assert edge_runs(line, week, facts) == expected
            found += bool(expected)
    assert found > 3, "too few lines share anything for the test to tell"


def test_what_is_said_of_a_gap_is_the_same_for_arrays_and_numbers() -> None:
    counts = np.random.default_rng(0).integers(-1, [[4], [30], [30], [3], [25]], (5, 500))
    assert gap_code(*counts).tolist() == [gap_code(*row) for row in counts.T.tolist()]
