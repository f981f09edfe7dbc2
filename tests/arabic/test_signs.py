"""Sign maps: fast, and the same as mapping sign by sign."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arabic.fold import EVERYDAY
from analysis.arabic.letters import ORDINARY
from analysis.arabic.signs import SIGNS, SignMap

SAME = SignMap({})
everyday = st.text(st.sampled_from(SIGNS))


def test_signs_are_those_that_fold_one_by_one() -> None:
    ordinary = {code for first, last in ORDINARY for code in range(first, last + 1)}
    assert len(set(SIGNS)) == len(SIGNS) <= 256
    assert {ord(sign) for sign in SIGNS} <= ordinary
    assert all(len(EVERYDAY.get(sign, sign)) < 2 for sign in SIGNS)


@given(everyday)
def test_text_of_everyday_signs_is_mapped_as_by_translate(text: str) -> None:
    assert SAME(text) == text
    plain = {"ة": "ه", "\u064e": "", " ": "-"}
    assert SignMap(plain)(text) == text.translate(str.maketrans(plain))


@given(everyday)
def test_words_are_those_of_a_regular_expression(text: str) -> None:
    assert SAME.words(text) == re.findall(r"\w+|[^\w\s]", text)


@pytest.mark.parametrize("text", ["東京", "غزة…", "ا\u0655ربد", "\ud800"])
def test_text_with_another_sign_is_left_to_others(text: str) -> None:
    assert SAME(text) is None
    assert SAME.words(text) is None


def test_phrases_are_exchanged_once_dropped_signs_are_gone() -> None:
    shorter = SignMap({"\u064e": "", "ى": "ي"}, {" على ": " + "})
    assert shorter("هو عَلى حق وعلى") == "هو + حق وعلي"
