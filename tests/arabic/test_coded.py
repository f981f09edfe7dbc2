"""Texts in codes: what is found in them is what is found in spaced texts, at the same places."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.arabic.coded import Code
from analysis.arabic.patterns import Apart, Hiding, Patterns
from analysis.arabic.words import BARRIER, GAP, script_letters, spaced_expr
from analysis.errors import DictionaryError

SIGNS = "ابةتوىيءأإكںیۀێݐ\u0675\u0677\u0640\u064b\u0651\u0654\u0670\u200c\u200f"
SIGNS += "\ufefe ﻏﺰﺓﷺ A7٣_-،.|…#\n\t🙂\U00010300\ue000\x00\x03"
words = st.text(st.sampled_from("ااهبێ"), min_size=1, max_size=2)
between = st.sampled_from([" ", "  ", "،", "ة", "-", " \u064b", "", "\n"])
printed = st.text(st.sampled_from(SIGNS), max_size=30) | st.lists(words | between, max_size=16).map("".join)
terms = st.lists(words, min_size=1, max_size=2)
patterns = st.tuples(st.sampled_from(["", " "]), terms.map(GAP.join), st.sampled_from(["", " "])).map("".join)


def found(sought: list[str], texts: list[str | None]) -> list[tuple[int, str, int]]:
    """Number of the text, pattern and place of each that is found by way of codes."""
    code = Code(sought)
    rows = [(number, one, one, one, 0) for number, one in enumerate(code.needles.values())]
    told = pl.DataFrame(rows, schema=["needle", "owner", "form", "term", "place"], orient="row")
    frame = pl.LazyFrame({"n": range(len(texts)), "text": pl.Series(texts, dtype=pl.String)})
    never = np.zeros(len(rows), dtype=bool)
    patterns = Patterns(code, told, Hiding(never, never, never, never.astype(int)), Apart({}))
    mentions = patterns.mentions(frame).sort("at").collect()
    return mentions.select("n", "form", pl.col("at") % 2**32).rows()


def found_in_spaced(sought: list[str], texts: list[str | None]) -> list[tuple[int, str, int]]:
    """The same by an automaton over spaced texts, as the automaton's own rules have it."""
    longest_first = sorted(sought, key=lambda one: (-len(one), one))
    find = spaced_expr(pl.col("text")).str
    rows = pl.DataFrame({"n": range(len(texts)), "text": pl.Series(texts, dtype=pl.String)}).select(
        "n", find.extract_many(longest_first, leftmost=True), at=find.find_many(longest_first, leftmost=True)
    )
    return rows.explode("text", "at").drop_nulls("text").rows()


@given(st.sets(patterns, min_size=1, max_size=9), st.lists(printed | st.none(), min_size=1, max_size=4))
@settings(max_examples=500, deadline=None)
def test_codes_tell_what_spaced_texts_tell(sought: set[str], texts: list[str | None]) -> None:
    assert found(sorted(sought), texts) == found_in_spaced(sorted(sought), texts)


@pytest.mark.parametrize("first", range(0x600, 0x780, 0x30), ids=hex)
def test_every_letter_of_the_script_is_the_letter_that_the_fold_makes_of_it(first: int) -> None:
    texts = [f"ا{chr(code)}ا" for code in range(first, first + 0x30)]
    sought = sorted({f" {word} " for text in texts for word in spaced_words(text) if word != BARRIER})
    assert found(sought, texts) == found_in_spaced(sought, texts)


def test_every_sign_parts_ends_or_vanishes_as_in_a_spaced_text() -> None:
    texts = [f"ا{chr(code)}ا" for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    sought = [" اا ", " ا ", " ا", "ا ", f" ا{GAP}ا "]
    assert found(sought, texts) == found_in_spaced(sought, texts)


FOUND = {
    "a word that ends with teh marbuta before a letter": ("غزةمراسل", [(0, " غزه ", 0), (0, " مراسل ", 8)]),
    "two words that stand together": ("مراسل غزة", [(0, " مراسل ", 0), (0, " غزه ", 12)]),
    "a comma without a blank behind it": ("غزة،مراسل", [(0, " غزه ", 0), (0, " مراسل ", 11)]),
    "a comma between blanks": ("غزة ، مراسل", [(0, " غزه ", 0), (0, " مراسل ", 11)]),
    "a comma before the first word": ("، غزة", [(0, " غزه ", 3)]),
    "signs at the beginning": ("- «غزة»", [(0, " غزه ", 0)]),
    "a letter of no pattern behind": ("غزةۆ غزۆ غزهۆ", [(0, " غزه ", 0)]),
    "signs that only the full fold knows": ("ﻣﺮﺍﺳﻞ ﻏﺰﺓ", [(0, " مراسل ", 0), (0, " غزه ", 12)]),
    "signs of three bytes": (
        "«غزة» … \u200fمراسل\u200e—غزة",
        [(0, " غزه ", 0), (0, " مراسل ", 11), (0, " غزه ", 23)],
    ),
    "signs of four bytes": ("🙂 غزة 🙂 \U0001d7d8", [(0, " غزه ", 0)]),
    "signs of three bytes that end like others": ("غزة\u30ad\u4e2dغزة", [(0, " غزه ", 0), (0, " غزه ", 8)]),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found_and_where(text: str, expected: list[tuple[int, str, int]]) -> None:
    sought = [" غزه ", " مراسل "]
    assert found(sought, [text]) == expected == found_in_spaced(sought, [text])


def test_texts_that_only_the_full_fold_knows_keep_their_rows() -> None:
    texts = ["غزة", "ﻏﺰﺓ", None, "", "ﻏﺰﺓ غزة", "غزة"]
    assert [row for row, *_ in found([" غزه "], texts)] == [0, 1, 4, 4, 5]


def test_more_letters_than_codes_are_refused() -> None:
    with pytest.raises(DictionaryError, match="at most 122 different letters, got 123"):
        Code([f" {letter} " for letter in script_letters()[:123]])


def test_as_many_letters_as_codes_are_found() -> None:
    letters = [word for letter in script_letters() for word in spaced_words(letter)]
    sought = [f" {letter} " for letter in list(dict.fromkeys(letters))[:122]]
    assert [form for _, form, _ in found(sought, [" ".join(sought)])] == sought


def spaced_words(text: str) -> list[str]:
    return pl.select(spaced_expr(pl.lit(text))).item().split()
