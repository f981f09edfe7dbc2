"""What pages teach, written down by the depth of each: of a large corpus a sample, the same in any order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from analysis.loader import lessons
from analysis.loader.evidence import Evidence, all_evidence
from analysis.loader.lessons import PAGES, Lesson, depth, least_depth, lessons_frame, likely_depth
from analysis.loader.tags.records import TagRecord

WORDS = ("مرفأ", "اللؤلؤ", "قلعة", "الريح", "وادي", "الغزلان", "سوق", "النحاس")


def article_id(number: int) -> str:
    return f"{random.Random(number).getrandbits(64):016x}"


def lesson(number: int) -> Lesson:
    draw = random.Random(number)
    text = " ".join(draw.choices(WORDS, k=12))
    record = TagRecord(f"ضفاف {number % 3}", f"2024-W{number % 4:02}", text, "، ".join(draw.sample(WORDS, 3)))
    lines = draw.getrandbits(32), tuple(draw.choices(range(9), k=4))
    return Lesson(depth(article_id(number)), lines, record if number % 5 else None)


def same(a: Evidence, b: Evidence) -> bool:
    lines = np.array_equal(a.lines.lines, b.lines.lines)
    return lines and a.tags.equals(b.tags) and np.array_equal(a.counts, b.counts)


def evidence(pages: Sequence[Lesson], deep: int, piece: int) -> Evidence:
    pieces = (pages[at : at + piece] for at in range(0, len(pages), piece))
    return all_evidence(map(lessons_frame, pieces), deep)


@pytest.mark.parametrize("deep", [0, 1, 3])
@pytest.mark.parametrize("piece", [1, 70, 400])
def test_any_order_and_any_pieces_teach_the_same(deep: int, piece: int) -> None:
    pages = [lesson(number) for number in range(400)]
    mixed = random.Random(piece).sample(pages, len(pages))
    assert same(evidence(pages, deep, 150), evidence(mixed, deep, piece))


@pytest.mark.parametrize("deep", [1, 2, 4])
def test_counts_and_lines_are_those_of_the_sample_and_tag_lines_those_of_all(deep: int) -> None:
    pages = [lesson(number) for number in range(300)]
    some = evidence([page for page in pages if page.depth >= deep], 0, 80)
    found, every = evidence(pages, deep, 80), evidence(pages, 0, 80)
    assert 0 < len(some.lines.lines) < len(every.lines.lines)
    assert np.array_equal(found.counts, some.counts)
    assert np.array_equal(found.lines.lines, some.lines.lines)
    assert found.tags.equals(every.tags)


@pytest.mark.parametrize("floor", [1, 3])
def test_of_pages_that_nobody_learns_lines_from_the_tag_lines_are_written_down(floor: int) -> None:
    pages = [lesson(number) for number in range(300)]
    fewer = [page if page.depth >= floor else replace(page, lines=None) for page in pages]
    for deep in (floor, floor + 1):
        assert same(evidence(fewer, deep, 70), evidence(pages, deep, 80))
    assert lessons_frame(fewer).filter(kind="line")["depth"].min() == floor


def test_most_corpora_have_as_many_dumps_as_was_thought() -> None:
    for files in (1, 16_000, 21_333, 21_334, 64_000, 10**6, 10**8):
        floor = likely_depth(files)
        assert floor == 0 or files / 2 ** (floor - 1) > PAGES, "as many depths are left out at least"
        assert files / 2 ** (floor + 2) < PAGES, "few more than are needed are written down"


@pytest.mark.parametrize("most", [0, 1, 40, 999, 1000])
def test_as_many_pages_are_learned_from_as_can_be(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(lessons, "PAGES", most)
    ids = [article_id(number) for number in range(1000)]
    deep = least_depth(pl.Series(ids * 2))
    sizes = [sum(depth(one) >= least for one in ids) for least in (deep, deep - 1)]
    assert sizes[0] <= most
    assert deep == 0 or sizes[1] > most


def test_no_pages_have_no_depth() -> None:
    assert least_depth(pl.Series([], dtype=pl.String)) == 0
    assert lessons_frame([]).is_empty()
