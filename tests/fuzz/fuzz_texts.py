"""Texts that a machine makes up: words that pages turn on, signs that break programs, and noise between."""

from __future__ import annotations

from fuzz_checks import WORDS
from hypothesis import settings
from hypothesis import strategies as st

FAST = settings(max_examples=150, deadline=None, derandomize=True)
"""The suite's profile: the same examples on every machine; `make fuzz` looks further."""

SIGNS = st.sampled_from(
    "اأإآبتةثجحخدذرزسشصضطظعغفقكلمنهويىئؤء 0123456789٠١٢٣،,.:;؛|/#-()[]<>&'\"=\n\t\u200f\u064b"
)
"""Signs of ordinary pages."""

TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(SIGNS, max_size=30), st.text(max_size=5), st.just(" ")),
    max_size=25,
).map("".join)
"""A text that looks like a page for a moment, and then does not; lone surrogates among it."""
