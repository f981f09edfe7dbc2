"""Text that fits its room, and names that stand apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.plots.labels import label
from analysis.plots.lines import spread
from analysis.plots.text import fit, fit_notes, text_width

WORDS = st.text(alphabet=st.sampled_from("ابتثج حخدذر abc $%()"), max_size=80)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(1, 3))
def test_fitted_text_keeps_to_its_lines_and_its_width(text: str, lines: int) -> None:
    from analysis.plots.text import _break

    rows = _break(" ".join(text.split()), 60, 9, False, lines)
    assert fit(text, 60, 9, lines=lines).count("\n") < lines
    assert all(text_width(row, 9) <= 60 for row in rows[:-1])


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("short", "short"),
        ("two words of one", "two words\nof one"),
        ("many words that need far more than two lines", "many\nwords…"),
        ("unbreakablewordoflength", "unbreakabl\newordofl…"),
        ("", ""),
        ("line\nbreaks\tand  blanks", "line breaks\nand blanks"),
    ],
)
def test_text_is_broken_at_words_and_shortened_at_the_end(text: str, fitted: str) -> None:
    assert fit(text, text_width("unbreakabl", 9) + 1, 9) == fitted


def test_long_text_costs_no_more_than_its_beginning() -> None:
    assert fit("كلمة " * 200_000, 100, 9) == fit("كلمة " * 500, 100, 9)


def test_separator_of_notes_is_dropped_where_a_line_ends() -> None:
    room = text_width("n = 10 · ", 9)
    assert fit("n = 10 · source", room, 9) == "n = 10\nsource"


def test_no_line_begins_with_a_separator() -> None:
    room = text_width("a first long note", 9)
    assert fit("a first long note · next", room, 9) == "a first long note\nnext"


def test_arabic_lines_are_labelled_after_they_are_broken() -> None:
    room = text_width("حصة التغطية", 9) + 1
    assert fit("حصة التغطية الشهرية", room, 9) == label("حصة التغطية\nالشهرية")


BOXES = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 12)), min_size=1, max_size=8)


@given(BOXES)
def test_spread_names_stand_apart_in_order_and_inside(boxes: list[tuple[float, float]]) -> None:
    wanted, heights = [place for place, _ in boxes], [height for _, height in boxes]
    places = spread(wanted, heights, 0, 100)
    order = sorted(range(len(boxes)), key=lambda i: (wanted[i], i))
    for a, b in pairwise(order):
        assert places[b] - places[a] >= (heights[a] + heights[b]) / 2 - 1e-6
    assert all(h / 2 - 1e-6 <= p <= 100 - h / 2 + 1e-6 for p, h in zip(places, heights, strict=True))


def test_names_with_room_stay_where_they_are() -> None:
    assert spread([10, 50, 90], [8, 8, 8], 0, 100) == [10, 50, 90]


def test_spread_moves_names_as_little_as_possible() -> None:
    assert spread([50, 50, 50], [10, 10, 10], 0, 100) == [40, 50, 60]


def test_notes_are_broken_between_them_where_there_are_lines_enough() -> None:
    width = text_width("n = 15,206 articles · shown: 10", 9)
    notes = ["n = 15,206 articles", "", "shown: 10 of 76", "Source: a, b and 4 more"]
    assert (
        fit_notes(notes, width, 9, lines=3) == "n = 15,206 articles\nshown: 10 of 76\nSource: a, b and 4 more"
    )
    assert fit_notes(notes, width, 9, lines=2).count("\n") == 1
    assert fit_notes(["", ""], width, 9, lines=2) == ""
