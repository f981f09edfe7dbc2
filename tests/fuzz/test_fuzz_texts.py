"""Any text and any bytes: no traceback, spans cover the page, keys are keys, the same again."""

from __future__ import annotations

import pytest
from fuzz_checks import CHECKS
from fuzz_texts import FAST, TEXTS
from hypothesis import given
from hypothesis import strategies as st

BYTES = st.one_of(
    st.binary(max_size=200),
    st.tuples(TEXTS, st.sampled_from(["utf-8", "utf-16", "cp1256", "iso8859_6", "utf-8-sig"])).map(
        lambda pair: pair[0].encode(pair[1], "replace")
    ),
)


@pytest.mark.parametrize("name", [name for name in CHECKS if name != "decode"])
def test_any_text_keeps_the_promises(name: str) -> None:
    FAST(given(TEXTS)(CHECKS[name]))()


@FAST
@given(BYTES)
def test_any_bytes_are_a_text_or_one_line(data: bytes) -> None:
    CHECKS["decode"](data)


@FAST
@given(TEXTS, st.integers(0, 200), st.sampled_from(["\0", "\ud800", "\u202e", "\n\n", "&#1;"]))
def test_one_sign_in_the_middle_of_a_page_changes_no_promise(text: str, at: int, sign: str) -> None:
    CHECKS["page"](text[:at] + sign + text[at:])


BLOCK = "سباق الخيل وسعر غرام الذهب اليوم"
FOUND = [
    ("tags", "غزة_مصر \ufeff"),  # a word that vanishes beside one with an underscore: KeyError
    ("tags", f"قمة {BLOCK} معرض {BLOCK}\0قمة {BLOCK.replace('الخيل ', '')}"),  # in printed order
    ("page", "خ : , , April 2023 GMT"),  # a date without its day, parted into itself: RecursionError
    ("html", "<p>&#1;</p>"),  # lxml reads what it does not write: ValueError
    ("html", f"<p>&amp;#{'1' * 5000};</p>"),  # Python reads no number of 5,000 digits: ValueError
    ("html", f'<meta name="keywords" content="&amp;#{"1" * 5000};">'),
]
"""What broke a check once, the shortest form of it."""


@pytest.mark.parametrize(("name", "text"), FOUND, ids=range(len(FOUND)))
def test_what_broke_once_holds_now(name: str, text: str) -> None:
    CHECKS[name](text)
