"""Topics as things: what is counted, what is counted apart, and that they never change."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import polars as pl
import pytest

from analysis.topics import Topic, Topics

BEES = Topic(
    "bees",
    "النحل",
    "Bees",
    terms=("نحل", "العسل"),
    nisba=("نحلي",),
    names=("جبل التوت",),
    runs_on=("نحل",),
    except_=("شهر العسل",),
    surnames=("النحلي",),
)
TOPICS = Topics((BEES, Topic("trees", "الشجر", "Trees", nouns=("شجرة",))))


def terms_in(text: str, *, names: bool | None = False) -> list[tuple[str, str]]:
    found = TOPICS.mentions(pl.LazyFrame({"text": [text]}), names=names).collect()
    return found.select("topic", "term").rows()


def test_mentions_name_the_term_as_written_in_the_dictionary() -> None:
    assert terms_in("بنحلٍ وأشجارٍ وشجرتين وللعسل") == [("bees", "نحل"), ("trees", "شجرة"), ("bees", "العسل")]


def test_exceptions_hide_terms() -> None:
    assert terms_in("قضيا شهر العسل هناك") == []


def test_a_word_may_run_into_a_word_that_runs_on() -> None:
    assert terms_in("نحلكثير وعسلكثير") == [("bees", "نحل")]


def test_names_are_counted_apart() -> None:
    text = "نحل في جبل التوت"
    assert terms_in(text) == [("bees", "نحل")]
    assert terms_in(text, names=True) == [("bees", "جبل التوت")]
    assert terms_in(text, names=None) == [("bees", "نحل"), ("bees", "جبل التوت")]


def test_a_family_name_is_known_by_the_given_name_before_it() -> None:
    assert terms_in("الكاتب يوسف النحلي") == []
    assert terms_in("قرص الشمع النحلي") == [("bees", "نحلي")]


def test_topics_are_found_by_name() -> None:
    assert TOPICS["trees"].label_en == "Trees"
    assert len(TOPICS) == 2
    assert TOPICS.labels == {"bees": "النحل", "trees": "الشجر"}
    with pytest.raises(KeyError, match="wasps"):
        TOPICS["wasps"]


def test_topics_are_frozen_and_travel_between_processes() -> None:
    with pytest.raises(FrozenInstanceError):
        BEES.topic = "wasps"
    assert pickle.loads(pickle.dumps(TOPICS)) == TOPICS
