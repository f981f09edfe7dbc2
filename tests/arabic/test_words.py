"""The text that matching runs on, and where its words stand in the printed text."""

from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.arabic.words import BARRIER, spaced_expr, word_spans, words

SIGNS = "ابةتوىيءأإک\u0640\u064b\u0651\u0654\u200c\u200f\ufefe ﻏﺰﺓﷺ A7٣_-،.#\n\t🙂"
printed = st.text(st.sampled_from(SIGNS), max_size=30)

PARTED = {
    "white space and line breaks": ("وقف\nإطلاق\u00a0النار", "وقف اطلاق النار"),
    "hyphen and underscore": ("الحرس-الثوري #قطاع_غزة", "الحرس الثوري قطاع غزه"),
    "digits and Latin": ("روسيا2018 RTالعربية", "روسيا العربيه"),
    "quotes and brackets": ("«روسيا» (اليوم)", "روسيا اليوم"),
    "teh marbuta ends a word": ("غزةمراسل", "غزه مراسل"),
    "teh marbuta with a vowel mark": ("غزةً هنا", "غزه هنا"),
    "a stop is kept": ("في غزة. الحرب", "في غزه | الحرب"),
    "an Arabic comma is kept": ("غزة، رفح", "غزه | رفح"),
    "marks, tatweel and joiners vanish": ("الـرُّو\u200dسيّ", "الروسي"),
    "a bar of full width": ("غزة｜رفح", "غزه | رفح"),
    "nothing but signs": ("12 - AB", ""),
}


def spaced(text: str | None) -> str:
    return pl.DataFrame({"t": [text]}, schema={"t": pl.String}).select(spaced_expr(pl.col("t"))).item()


@pytest.mark.parametrize(("text", "expected"), PARTED.values(), ids=PARTED)
def test_what_parts_words(text: str, expected: str) -> None:
    assert spaced(text).split() == expected.split()


def test_every_word_has_its_own_blank_on_either_side() -> None:
    text = spaced("قال، إن غزة")
    assert all(f" {word} " in text for word in ("قال", "ان", "غزه"))
    assert "  ان  غزه " in text


def test_null_stays_null() -> None:
    assert spaced(None) is None


def test_words_of_a_dictionary_phrase_are_folded() -> None:
    assert words("الحرس الثّوريّ (إيران)") == ("الحرس", "الثوري", "ايران")


@given(printed)
@settings(max_examples=300, deadline=None)
def test_each_word_of_the_spaced_text_has_a_span_in_the_printed_text(text: str) -> None:
    expected = [word for word in spaced(text).split() if word != BARRIER]
    spans = word_spans(text)
    assert len(spans) == len(expected)
    for word, (start, end) in zip(expected, spans, strict=True):
        assert word in words(text[start:end])


def test_spans_hold_the_printed_word_with_its_marks() -> None:
    text = "في غزّةَ، والقُدس"
    assert [text[start:end] for start, end in word_spans(text)] == ["في", "غزّة", "والقُدس"]


@pytest.mark.parametrize("hostile", ["ة", "، ", "ا" * 9 + "\u0640", "a\u0651", " \n"], ids=repr)
def test_a_megabyte_of_one_thing_takes_no_more_than_its_length(hostile: str) -> None:
    text = hostile * (500_000 // len(hostile))
    start = time.perf_counter()
    spaced(text)
    assert time.perf_counter() - start < 5
