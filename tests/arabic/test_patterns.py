"""Many owners in one pass: what an overlap means for each of them."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.arabic.patterns import Form, Patterns, compile_patterns
from analysis.arabic.words import GAP, spaced

A, B, C, D = "سين", "صاد", "عين", "غين"


def form(owner: str, phrase: str, *, counts: bool = True) -> Form:
    return Form(owner, f" {'  '.join(phrase.split())} ", phrase, counts)


def found(forms: list[Form], *texts: str) -> list[tuple[int, str, str]]:
    frame = pl.LazyFrame({"n": range(len(texts)), "text": texts}, schema={"n": pl.Int64, "text": pl.String})
    rows = compile_patterns(forms).mentions(frame).sort("at", "owner").collect()
    return rows.select("n", "owner", "term").rows()


OVERLAPS = {
    "the longer phrase wins inside an owner": (
        [("x", A), ("x", f"{A} {B}")],
        f"{A} {B}",
        [("x", f"{A} {B}")],
    ),
    "both owners count": ([("x", A), ("y", f"{A} {B}")], f"{A} {B}", [("x", A), ("y", f"{A} {B}")]),
    "neighbours share no blank": ([("x", A), ("y", B)], f"{A} {B} {A}", [("x", A), ("y", B), ("x", A)]),
    "phrases of two owners that share a word": (
        [("x", f"{A} {B}"), ("y", f"{B} {C}")],
        f"{A} {B} {C}",
        [("x", f"{A} {B}"), ("y", f"{B} {C}")],
    ),
    "a phrase that breaks off leaves its words": (
        [("x", f"{A} {B} {C}"), ("y", B)],
        f"{A} {B} {D}",
        [("y", B)],
    ),
    "a chain of phrases of three owners": (
        [("x", f"{A} {B}"), ("y", f"{B} {C}"), ("z", f"{C} {D}")],
        f"{A} {B} {C} {D}",
        [("x", f"{A} {B}"), ("y", f"{B} {C}"), ("z", f"{C} {D}")],
    ),
    "a chain that closes": (
        [("x", f"{A} {B}"), ("y", f"{B} {A}")],
        f"{A} {B} {A} {B} {A}",
        [("x", f"{A} {B}"), ("y", f"{B} {A}")] * 2,
    ),
    "inside the phrase of another owner the leftmost wins as it does alone": (
        [("x", f"{A} {B}"), ("x", f"{B} {C} {D}"), ("y", f"{A} {B} {C} {D}")],
        f"{A} {B} {C} {D}",
        [("x", f"{A} {B}"), ("y", f"{A} {B} {C} {D}")],
    ),
    "one form of two owners": ([("x", A), ("y", A)], A, [("x", A), ("y", A)]),
}


@pytest.mark.parametrize(("listed", "text", "expected"), OVERLAPS.values(), ids=OVERLAPS)
def test_overlaps(listed: list[tuple[str, str]], text: str, expected: list[tuple[str, str]]) -> None:
    assert found([form(*one) for one in listed], text) == [(0, *one) for one in expected]


def test_an_exception_hides_the_term_inside_it_but_not_for_others() -> None:
    forms = [form("x", A), form("x", f"{A} {B}", counts=False), form("y", A)]
    assert found(forms, f"{A} {B} {A}") == [(0, "y", A), (0, "x", A), (0, "y", A)]


def test_a_phrase_may_begin_inside_a_word() -> None:
    forms = [Form("x", f"ين{GAP}روس ", "روس"), Form("y", " روس ", "روس")]
    assert found(forms, "مزارعين روس", "ثم روس") == [(0, "x", "روس"), (0, "y", "روس"), (1, "y", "روس")]


def test_a_phrase_may_begin_inside_the_word_of_another_owner() -> None:
    forms = [Form("x", f"ين{GAP}وروس ", "روس"), form("y", "فرنسيين"), form("y", "وروس", counts=False)]
    texts = ("فرنسيين وروس", "فرنسيين، وروس", "فرنسيين ثم وروس", "وروس فرنسيين")
    both = [(0, "y", "فرنسيين"), (0, "x", "روس")]
    assert found(forms, *texts) == [*both, *((n, "y", "فرنسيين") for n in (1, 2, 3))]
    longer = form("z", "وروس مصر")
    assert found([*forms, longer], "فرنسيين وروس مصر") == [*both, (0, "z", "وروس مصر")]
    more = [(0, "y", "فرنسيين"), (0, "y", "فرنسيين"), (0, "x", "روس"), (1, "y", "فرنسيين"), (1, "x", "روس")]
    assert found(forms, "فرنسيين فرنسيين وروس", "فرنسيين وروس") == more


def test_an_exception_of_the_same_form_wins_in_either_order() -> None:
    pair = [form("x", A), form("x", A, counts=False)]
    assert found(pair, A) == found(pair[::-1], A) == []


def test_no_phrase_crosses_a_stop() -> None:
    assert found([form("x", f"{A} {B}")], f"{A}. {B}", f"{A}، {B}", f"{A}\n{B}") == [(2, "x", f"{A} {B}")]


def test_a_form_without_a_blank_runs_on() -> None:
    open_right, open_left = Form("x", f" {A}", A), Form("y", f"{B} ", B)
    assert found([open_right, open_left], f"{A}{C} {C}{B}") == [(0, "x", A), (0, "y", B)]


def test_a_form_that_runs_on_counts_inside_the_longer_word_of_another_owner() -> None:
    longer = form("y", f"{A}{B}")
    assert found([Form("x", f" {A}", A), longer], f"{A}{B}") == [(0, "x", A), (0, "y", f"{A}{B}")]
    assert found([Form("x", f"{B} ", B), longer], f"{A}{B}") == [(0, "y", f"{A}{B}"), (0, "x", B)]


def test_a_chain_is_found_in_the_text_that_has_it_and_at_its_place() -> None:
    forms = [form("x", f"{A} {B}"), form("y", f"{B} {C}"), form("z", f"{C} {D}"), form("z", D)]
    chain, plain = f"{B}، {A} {B} {C} {D} {D}", f"{A} {B}. {C} {D} {B} {C}"
    rows = found(forms, plain, chain, plain)
    assert [row for row in rows if row[0] != 1] == [(n, *one) for n in (0, 2) for one in PLAIN]
    assert [owner for n, owner, _ in rows if n == 1] == ["x", "y", "z", "z"]
    texts = pl.LazyFrame({"text": [chain]})
    ats = compile_patterns(forms).mentions(texts).sort("at").collect()["at"].to_list()
    spaced_text = spaced(chain).encode()
    phrases = [f" {A}{GAP}{B} ", f" {B}{GAP}{C} ", f" {C}{GAP}{D} "]
    assert ats[:3] == [spaced_text.index(phrase.encode()) for phrase in phrases]


PLAIN = [("x", f"{A} {B}"), ("z", f"{C} {D}"), ("y", f"{B} {C}")]


def test_nothing_to_find_gives_no_row() -> None:
    assert found([], A) == []
    assert found([form("x", A)]) == []


def test_places_grow_with_the_text_and_from_text_to_text() -> None:
    patterns = compile_patterns([form("x", A)])
    at = patterns.mentions(pl.LazyFrame({"text": [f"{A} {B} {A}", A]})).collect()["at"].to_list()
    assert at == sorted(at)
    assert at[1] - at[0] == 2 * len(f"{A} {B} ")
    assert at[2] - at[1] > 2**31


words = st.lists(st.sampled_from([A, B, C, D]), max_size=12)
PHRASES = [
    form("x", A),
    form("x", f"{A} {B}"),
    form("y", B),
    form("y", f"{B} {C}"),
    form("z", f"{A} {B} {C}"),
]


@given(words)
@settings(max_examples=60, deadline=None)
def test_single_words_are_counted_as_split_and_count_would(text: list[str]) -> None:
    singles = [form("x", A), form("y", B), form("z", A)]
    counted = Counter(owner for _, owner, _ in found(singles, " ".join(text)))
    assert counted == Counter({"x": text.count(A), "y": text.count(B), "z": text.count(A)}) - Counter()


@given(words, st.sampled_from(["x", "y", "z"]))
@settings(max_examples=100, deadline=None)
def test_owners_do_not_see_each_other(text: list[str], owner: str) -> None:
    alone = found([one for one in PHRASES if one.owner == owner], " ".join(text))
    assert [row for row in found(PHRASES, " ".join(text)) if row[1] == owner] == alone


phrases = st.lists(st.sampled_from([A, B, C]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from("xyz"), phrases, st.booleans()), max_size=8), words)
@settings(max_examples=150, deadline=None)
def test_no_phrase_of_another_owner_changes_what_is_found(listed: list[tuple], text: list[str]) -> None:
    forms = [form(owner, phrase, counts=counts) for owner, phrase, counts in listed]
    rows = found(forms, " ".join(text))
    for owner in "xyz":
        alone = found([one for one in forms if one.owner == owner], " ".join(text))
        assert [row for row in rows if row[1] == owner] == alone


def test_patterns_do_not_depend_on_the_order_of_the_forms() -> None:
    first, second = compile_patterns(PHRASES), compile_patterns(PHRASES[::-1])
    assert isinstance(first, Patterns)
    assert first.code.needles == second.code.needles
    assert first.found.sort(pl.all()).equals(second.found.sort(pl.all()))
