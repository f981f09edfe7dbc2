"""Tiles and endings: what a quick first look leaves out is what the full look would leave out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.loader.zones.tile import Endings, Tile, any_of

PHRASES = ("شارك", "شارك الخبر", "واتس اب", "e-mail", "x (twitter)", "3d tour", "+")
WHOLE = re.compile(rf"(?:(?:{any_of(PHRASES)})(?![^\W\d_])|[\W\d_])++\Z")
WORDS = ("ترك", "news", "x")

line = st.lists(st.sampled_from((*PHRASES, "خبر", "شاركت", " ", " | ", "(12)", "7", "_", "a"))).map("".join)


@given(line)
def test_a_tile_is_what_its_expression_says(key: str) -> None:
    assert Tile(PHRASES).match(key) == bool(WHOLE.match(key))


@pytest.mark.parametrize(
    ("key", "is_tile"),
    {
        "phrases and counts": ("شارك | واتس اب (12)", True),
        "signs alone": (" | 12 ", True),
        "a phrase that goes on": ("شاركت", False),
        "a phrase and another word": ("شارك خبر", False),
        "a phrase that opens with a number": ("3d tour", True),
        "nothing": ("", False),
    }.values(),
)
def test_tiles(key: str, is_tile: bool) -> None:
    assert Tile(PHRASES).match(key) == is_tile


@given(st.text(st.sampled_from("شتركnewsx ")))
def test_an_ending_is_what_a_word_ends_with(word: str) -> None:
    assert Endings(WORDS).match(word) == word.endswith(WORDS)
