"""Keyword in context: the printed text, cut where the mention stands."""

from __future__ import annotations

import time
from datetime import date

import polars as pl
import pytest

from analysis.aggregate.concordance import concordance
from analysis.aggregate.lookup import lookup_topics
from analysis.dictionary import read_topics

TOPICS = read_topics()

CUT = {
    "marks and tatweel are kept": ("قالت مـوسكو أمس", "russia", ("قالت ", "مـوسكو", " أمس")),
    "a particle belongs to the keyword": (
        "سفيرٌ لدى إيران، وبِروسيا",
        "russia",
        ("سفيرٌ لدى إيران، ", "وبِروسيا", ""),
    ),
    "a phrase over a line break": ("نفى الحرس\nالثوري ذلك", "iran", ("نفى ", "الحرس\nالثوري", " ذلك")),
    "behind stops and digits": ("أولا. 3, ثانيا: غزة!", "gaza", ("أولا. 3, ثانيا: ", "غزة", "!")),
    "a word glued behind": ("في غزةالآن", "gaza", ("في ", "غزة", "الآن")),
    "a word glued before": ("عنالرئيسالإيراني قوله", "iran", ("", "عنالرئيسالإيراني", " قوله")),
    "an honorific before it": ("النبي ﷺ ثم طهران", "iran", ("النبي ﷺ ثم ", "طهران", "")),
    "a hidden mention before it": ("روسيا البيضاء وروسيا", "russia", ("روسيا البيضاء ", "وروسيا", "")),
}


def opened(text: str, topic: str, **options: object) -> list[tuple[str, str, str]]:
    texts = pl.LazyFrame({"article_id": ["a"], "body": [text]})
    return concordance(texts, TOPICS, topic, **options).select("left", "keyword", "right").collect().rows()


@pytest.mark.parametrize(("text", "topic", "expected"), CUT.values(), ids=CUT)
def test_where_the_text_is_cut(text: str, topic: str, expected: tuple[str, str, str]) -> None:
    assert opened(text, topic) == [expected]


def test_width_is_counted_in_signs() -> None:
    assert opened("قالت موسكو أمس", "russia", width=3) == [("لت ", "موسكو", " أم")]
    assert opened("قالت موسكو أمس", "russia", width=0) == [("", "موسكو", "")]


def test_every_mention_of_the_count_can_be_opened() -> None:
    texts = pl.LazyFrame(
        {
            "article_id": ["a", "b"],
            "title": ["موسكو وطهران", None],
            "body": ["الكرملين: روسيا، ثم روسيا", "في الروسية"],
            "tags": [["روسيا", "غزة"], ["إيران"]],
        }
    )
    rows = concordance(texts, TOPICS, "russia").collect()
    counted = lookup_topics(texts, TOPICS).filter(topic="russia").collect()
    grouped = rows.group_by("article_id", "zone").agg(n_mentions=pl.len(), first_term=pl.col("term").first())
    assert rows.columns == ["article_id", "zone", "left", "keyword", "right", "term"]
    assert grouped.sort("article_id", "zone").rows() == counted.drop("topic").rows()


def test_a_long_text_full_of_mentions_takes_no_more_than_its_length() -> None:
    start = time.perf_counter()
    assert len(opened("روسيا " * 20_000, "russia", width=5)) == 20_000
    assert time.perf_counter() - start < 5


def test_the_other_topics_are_not_opened() -> None:
    assert opened("إيران وغزة", "russia") == []


def test_an_unknown_topic() -> None:
    with pytest.raises(KeyError, match="wasps"):
        opened("غزة", "wasps")


def test_the_day_of_an_article_stands_beside_its_mentions_where_it_is_known() -> None:
    day = date(2024, 10, 31)
    texts = pl.LazyFrame({"article_id": ["a"], "body": ["روسيا وروسيا"], "published": [day]})
    assert concordance(texts, read_topics(), "russia").collect()["published"].to_list() == [day, day]
