"""Phrases: where they begin and end, which particles their words lose, how they are printed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate.phrases import LONGEST, find_phrases, stop_words
from analysis.arabic.fold import fold
from analysis.errors import DictionaryError


def phrases(*bodies: str, title: str | None = None) -> pl.DataFrame:
    ids = [str(n) for n in range(len(bodies))]
    texts = pl.LazyFrame(
        {"article_id": ids, "title": title, "body": bodies}, schema_overrides={"title": pl.String}
    )
    return find_phrases(texts).collect()


CUT = {
    "one to four words": (
        "نحل أسود كبيرة أجنحته",
        ["نحل", "نحل اسود", "اسود", "اجنحته"],
    ),
    "no stop word at an end": ("نحل في جبل", ["نحل", "جبل", "نحل في جبل"]),
    "no other stop word inside": ("نحل على جبل", ["نحل", "جبل"]),
    "a stop ends it": ("نحل. جبل", ["نحل", "جبل"]),
    "a comma ends it": ("نحل، جبل", ["نحل", "جبل"]),
    "a quotation mark ends it": ("نحل «جبل»", ["نحل", "جبل"]),
    "a line break ends it": ("نحل\nجبل", ["نحل", "جبل"]),
    "Latin ends it": ("نحل bee جبل", ["نحل", "جبل"]),
    "a single letter ends it": ("نحل و جبل", ["نحل", "جبل"]),
    "five words are too many": ("نحل جبل وادي سهل نهر", None),
    "nothing": ("", []),
    "only stop words": ("في على ثم", []),
}


@pytest.mark.parametrize(("body", "expected"), CUT.values(), ids=CUT)
def test_where_phrases_begin_and_end(body: str, expected: list[str] | None) -> None:
    keys = phrases(body)["key"].to_list()
    if expected is None:
        assert max(len(key.split()) for key in keys) == LONGEST
    else:
        assert sorted(keys) == sorted(expected)


def test_no_phrase_runs_from_the_title_into_the_body_or_into_the_next_article() -> None:
    assert set(phrases("جبل", "وادي", title="نحل")["key"]) == {"نحل", "جبل", "وادي"}


def test_titles_are_told_apart() -> None:
    found = phrases("جبل", title="نحل").select("key", "in_title").rows()
    assert sorted(found) == [("جبل", False), ("نحل", True)]


PARTICLES = {
    "a conjunction": ("ولبنان", "لبنان", "لبنان"),
    "a preposition": ("بلبنان", "لبنان", "لبنان"),
    "both": ("ولبنان", "لبنان", "لبنان"),
    "the contracted article": ("للنحل", "النحل", "النحل"),
    "a letter of the word itself": ("وزير", "بحر", "وزير"),
    "a word never seen alone": ("وسيم", "لبنان", "وسيم"),
    "a stop word is no word": ("ولكن", "لكن", None),
}


@pytest.mark.parametrize(("word", "other", "key"), PARTICLES.values(), ids=PARTICLES)
def test_particles_go_where_the_corpus_proves_them(word: str, other: str, key: str | None) -> None:
    found = phrases(word, other).filter(article_id="0")["key"].to_list()
    assert found == ([key] if key else [])


def test_a_particle_stays_where_the_bare_word_is_rarer() -> None:
    assert set(phrases("بحرير", "بحرير", "حرير")["key"]) == {"بحرير", "حرير"}


def test_a_word_behind_a_particle_opens_a_new_phrase() -> None:
    keys = phrases("نحل وجبل", "جبل", "نحل")["key"].to_list()
    assert "نحل وجبل" not in keys
    assert keys.count("جبل") == 2


def test_phrases_are_shown_as_the_corpus_prints_them_most_often() -> None:
    found = phrases("وغزّة", "غزّة", "غزة", "غزّة")
    assert found.select("key", "phrase").unique().rows() == [("غزه", "غزّة")]


def test_stop_words_are_folded_and_carry_conjunctions() -> None:
    assert {fold("إلى"), "والي", "فان", "التي", "والتي"} <= stop_words()
    assert not {"غزه", "حكومه", "انتخابات"} & stop_words()


def test_a_stop_word_that_stands_twice(tmp_path: Path) -> None:
    path = tmp_path / "stops.txt"
    path.write_text("# two spellings\nإلى الى\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"stops.txt: word 'الى' folds to the same key as 'إلى'"):
        stop_words(path)


def test_a_word_that_only_looks_like_a_stop_word(tmp_path: Path) -> None:
    path = tmp_path / "stops.txt"
    path.write_text("! وادي\nأدى\n", encoding="utf-8")
    assert stop_words(path) == {"ادي", "فادي"}
    path = tmp_path / "others.txt"
    path.write_text("! نحلة\nأدى\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"others.txt: word 'نحلة' behind ! is no stop word"):
        stop_words(path)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("نحلجبو في.،َّ\nx", max_size=40), min_size=1, max_size=4))
def test_every_phrase_is_one_to_four_folded_words_without_a_stop_word_at_its_ends(bodies: list[str]) -> None:
    for row in phrases(*bodies).rows(named=True):
        words = row["key"].split(" ")
        assert len(words) == row["n_words"] <= LONGEST
        assert fold(row["phrase"]) == row["key"] == fold(row["key"])
        assert not {words[0], words[-1]} & stop_words()
