"""What other pages teach: counts that add up in any order, blocks of a source and week."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loader.tags import sketch as sketch
from analysis.loader.tags.asked import BLOCK, GAP, KINDS, OPENS, Asked
from analysis.loader.tags.cut import cut_block, cut_tags
from analysis.loader.tags.evidence import TagEvidence
from analysis.loader.tags.records import ANY_SAMPLE, SAMPLE, TagRecord
from analysis.loader.tags.shared import ANY
from analysis.loader.tags.text import light, word_hash

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PLACES = ("مرفأ اللؤلؤ", "قلعة الريح", "وادي الغزلان", "سوق النحاس", "جسر السنابل")


def record(number: int, *, listed: bool = False, source: str = "ضفاف") -> TagRecord:
    draw = random.Random(number)
    tags = draw.sample(PLACES, 3)
    text = " ثم زرنا ".join(tags)
    return TagRecord(source, f"2024-W{number % 3:02d}", f"زرنا {text}.", ("، " if listed else " ").join(tags))


def same(a: TagEvidence, b: TagEvidence) -> bool:
    return a.lines == b.lines and bool((a.counts == b.counts).all())


def count(evidence: TagEvidence, channel: int, first: str, second: str = "") -> int:
    return evidence.count(channel, word_hash(light(first)), word_hash(light(second)) if second else 0)


@pytest.mark.parametrize("cut", [0, 1, 17])
def test_any_order_and_any_parts_teach_the_same(cut: int) -> None:
    records = [record(n, listed=n % 4 == 0) for n in range(120)]
    mixed = list(records)
    random.Random(cut).shuffle(mixed)
    whole = TagEvidence.learn(records)
    first, second = TagEvidence.learn(mixed[:cut]), TagEvidence.learn(mixed[cut:])
    assert same(whole, first.merge(second))
    assert same(whole, second.merge(first))


def test_running_text_counts_words_and_pairs_with_and_without_particles() -> None:
    known = TagEvidence.learn([TagRecord("ضفاف", None, "وصلنا إلى مرفأ اللؤلؤ وبمرفأ اللؤلؤ، للمرفأ", "شيء")])
    assert count(known, sketch.TEXT_PAIR, "مرفأ", "اللؤلؤ") == 1
    assert count(known, sketch.TEXT_WORD, "اللؤلؤ") == 2
    assert count(known, sketch.TEXT_PAIR, "بمرفأ", "اللؤلؤ") == 1
    assert count(known, sketch.TEXT_PAIR, "اللؤلؤ", "للمرفأ") == 0


def test_the_tag_line_never_feeds_the_running_text() -> None:
    known = TagEvidence.learn([TagRecord("ضفاف", None, "نص آخر", "مرفأ اللؤلؤ", "خبر عن مرفأ اللؤلؤ")])
    assert count(known, sketch.TEXT_WORD, "اللؤلؤ") == 0
    assert count(known, sketch.TEXT_PAIR, "مرفأ", "اللؤلؤ") == 0


def test_pages_do_not_touch_in_the_counts() -> None:
    pages = [TagRecord("ضفاف", None, text, "شيء") for text in ("آخره مرفأ", "اللؤلؤ أوله")]
    assert count(TagEvidence.learn(pages), sketch.TEXT_PAIR, "مرفأ", "اللؤلؤ") == 0


def test_delimited_list_teaches_joints_and_cuts() -> None:
    known = TagEvidence.learn([TagRecord("ضفاف", None, "", "مرفأ اللؤلؤ، قلعة الريح")])
    assert count(known, sketch.TAG, "مرفأ اللؤلؤ") == 1
    assert count(known, sketch.JOINED, "قلعة", "الريح") == 1
    assert count(known, sketch.PARTED, "اللؤلؤ", "قلعة") == 1
    assert count(known, sketch.JOINED, "اللؤلؤ", "قلعة") == 0


def test_hardly_a_pair_that_never_stood_in_a_text_is_counted() -> None:
    """Two tags side by side must not seem one phrase; two rows confused 196 of 10 000 pairs."""
    numbers = np.random.default_rng(5).integers(0, 1 << 32, (2, 300_000))
    counts = np.zeros(sketch.SIZE, dtype=np.uint32)
    sketch.add(counts, sketch.keys(sketch.TEXT_PAIR, *numbers))
    swapped = [(int(b), int(a)) for a, b in numbers[:, :10_000].T]
    assert sum(sketch.count(counts, sketch.TEXT_PAIR, *pair) > 0 for pair in swapped) < 10


@pytest.mark.parametrize("text", ["مرفأ، اللؤلؤ", "مرفأ. اللؤلؤ", "(مرفأ) اللؤلؤ"])
def test_words_on_two_sides_of_a_mark_are_no_pair(text: str) -> None:
    known = TagEvidence.learn([TagRecord("ضفاف", None, text, "شيء")])
    assert count(known, sketch.TEXT_WORD, "اللؤلؤ") == 1
    assert count(known, sketch.TEXT_PAIR, "مرفأ", "اللؤلؤ") == 0


def test_lists_of_other_pages_cut_what_a_page_alone_cannot() -> None:
    line, text = "فسيلة قنديل زورق", "نص لا يذكرها"
    lists = [TagRecord("ضفاف", None, "", "فسيلة قنديل، زورق، شيء") for _ in range(4)]
    known = TagEvidence.learn([*lists, TagRecord("ضفاف", None, text, line)])
    cut = cut_tags(line, running_text=text, evidence=known)
    assert [tag.text for tag in cut.own] == ["فسيلة قنديل", "زورق"]


def test_shared_runs_need_enough_lines() -> None:
    block = "وادي الغزلان سوق النحاس"
    words = tuple(light(f"{block} شيء").split())
    for pages, expected in ((2, None), (3, [(0, 4)]), (5, [(0, 4)])):
        lines = [TagRecord("ضفاف", "2024-W01", "", f"{block} {PLACES[n]}") for n in range(pages)]
        assert TagEvidence.learn(lines).shared(words, "ضفاف", "2024-W01") == expected


EDGES = "وادي الغزلان سوق النحاس مرفأ"


@pytest.mark.parametrize(
    ("line", "pages", "expected"),
    [
        pytest.param(f"{EDGES} فسيلة", 3, [(0, 5)], id="opens the line"),
        pytest.param(f"فسيلة قنديل {EDGES}", 3, [(2, 7)], id="closes the line"),
        pytest.param(f"{EDGES} فسيلة", 2, None, id="too few pages"),
        pytest.param(EDGES, 3, None, id="nothing else on the line"),
        pytest.param(f"فسيلة {EDGES} قنديل", 3, None, id="in the middle"),
        pytest.param("وادي الغزلان سوق النحاس فسيلة", 3, None, id="too short"),
    ],
)
def test_run_at_the_edge_is_shared_whatever_source_is_printed(
    line: str, pages: int, expected: list[tuple[int, int]] | None
) -> None:
    own = ["زورق", "شراع", "مجداف"]
    others = [TagRecord(f"مصدر {n}", "2024-W01", "", f"{EDGES} {own[n]}") for n in range(pages)]
    others += [TagRecord(f"مصدر {n}", "2024-W01", "", f"{own[n]} {EDGES}") for n in range(pages)]
    known = TagEvidence.learn(others)
    assert known.shared(tuple(light(line).split()), "مصدر آخر", "2024-W01") == expected
    assert known.shared(tuple(light(line).split()), "مصدر آخر", "2024-W02") is None


def test_sample_of_lines_is_bounded() -> None:
    records = [TagRecord("ضفاف", "2024-W01", "", f"سطر {n}") for n in range(500)]
    known = TagEvidence.learn(iter(records))
    assert {key: len(lines) for key, lines in known.lines.items()} == {
        ("ضفاف", "2024-W01"): SAMPLE,
        (ANY, "2024-W01"): ANY_SAMPLE,
    }


def test_no_pages_teach_nothing() -> None:
    known = TagEvidence.learn([])
    assert not known.counts.any()
    assert [tag.text for tag in cut_tags("كندا اليابان", evidence=known).own] == ["كندا", "اليابان"]


@given(st.integers(1, 6), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(1, 4))
@settings(max_examples=20, deadline=None)
def test_counts_are_what_was_added(channel: int, first: int, second: int, times: int) -> None:
    counts = np.zeros(sketch.SIZE, dtype=np.uint32)
    sketch.add(counts, np.tile(sketch.keys(channel, [first], [second]), times))
    assert sketch.count(counts, channel, first, second) == times


def _development_pages() -> list[dict[str, object]]:
    gold = SHARED / "gold" / "pages" / "gold.jsonl"
    if not gold.exists():
        pytest.skip("no ../shared beside the checkout")
    rows = [json.loads(row) for row in gold.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if len(row["tags"]) > 1]


@pytest.mark.parametrize("beside", [False, True])
def test_quality_floor_on_the_development_pages(beside: bool) -> None:
    """Own tags, printed without delimiters: micro F1 measured at .97 alone and beside evidence."""
    pages = _development_pages()
    records = [
        TagRecord(
            None, None, f"{row['title']}\n{row['body']}\n{row['related_body'] or ''}", " ".join(row["tags"])
        )  # type: ignore[arg-type]
        for row in pages
    ]
    known = TagEvidence.learn(records) if beside else None
    right = found = true = 0
    for row, page in zip(pages, records, strict=True):
        got = {
            light(tag.text) for tag in cut_tags(page.line, running_text=page.running_text, evidence=known).own
        }
        want = {" ".join(light(tag).split()) for tag in row["tags"]}  # type: ignore[attr-defined]
        right, found, true = right + len(got & want), found + len(got), true + len(want)
    assert 2 * right / (found + true) >= 0.95


def test_a_block_asks_once_and_every_page_notes_that_it_is_cut_so() -> None:
    known = TagEvidence.learn([record(n, listed=n % 2 == 0) for n in range(9)])
    words, pages = tuple(light("مرفأ اللؤلؤ وادي الغزلان").split()), [Asked(), Asked()]
    for asked in pages:
        known.asked_by(asked).cut_once(words, cut_block)
    assert pages[0] == pages[1]
    assert [bool(told) for told in pages[0].told] == [kind == BLOCK for kind in KINDS]
    ((key, (block, asked)),) = pages[0].blocks.items()
    assert (block, [key]) == (words, list(pages[0].told[BLOCK]))
    assert asked.told[GAP]
    assert asked.told[OPENS]
