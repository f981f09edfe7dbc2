"""Parts of texts against plain Python: every mention in its sentence, every window looked into."""

from __future__ import annotations

from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate.counts import count_pairs, count_topics
from analysis.aggregate.locate import count_units, locate_topics
from analysis.aggregate.lookup import lookup_topics
from analysis.aggregate.measures import add_measures
from analysis.dictionary import read_topics
from analysis.errors import TableError

TOPICS = read_topics()
WORDS = {"موسكو": "russia", "طهران": "iran", "غزة": "gaza", "قال": None, "الوزير": None, "أمس": None}


def texts_of(*bodies: str) -> pl.LazyFrame:
    return pl.LazyFrame({"article_id": [str(i) for i in range(len(bodies))], "body": list(bodies)})


SENTENCES = {
    "a stop before a blank": ("قال ذلك. ثم غادر", 2),
    "a stop inside a number": ("زاد 3.5 بالمئة أمس", 1),
    "letters of an abbreviation": ("نقلت أ.ف.ب. عن الوزير وقال د. محمد ذلك", 1),
    "question, call and dots": ("متى؟ الآن! ربما… نعم... انتهى", 5),
    "a stop inside quotes": ("قال «انتهى.» ثم غادر", 2),
    "lines without a stop": ("قال ذلك\n\nثم غادر\n", 2),
    "a sentence without an Arabic word": ("قال ذلك. 2024. OK. انتهى", 2),
    "a comma ends no sentence": ("قال ذلك، ثم غادر؛ وعاد", 1),
    "no word at all": ("...", 0),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_what_a_sentence_is(case: str):
    text, n = SENTENCES[case]
    assert count_units(texts_of(text)).collect()["n_units"].to_list() == [n] * bool(n)


def test_a_paragraph_is_a_line_and_a_window_slides():
    texts = texts_of("قال الوزير ذلك. ثم غادر\nوعاد أمس")
    assert count_units(texts, unit="paragraph").collect()["n_units"].item() == 2
    assert count_units(texts, unit="window", window=5).collect()["n_units"].item() == 7 - 5 + 1
    assert count_units(texts, unit="window", window=50).collect()["n_units"].item() == 1


TEXT = st.lists(st.lists(st.sampled_from(list(WORDS)), min_size=1, max_size=6), min_size=1, max_size=5)
CORPUS = st.lists(TEXT, min_size=1, max_size=4)


def units_of(text: list[list[str]], unit: str, window: int) -> list[set]:
    """The topics of each part of a text, by plain Python."""
    words = [word for sentence in text for word in sentence]
    if unit == "window":
        starts = range(max(1, len(words) - window + 1))
        parts = [words[start : start + window] for start in starts]
    else:
        parts = text
    return [{WORDS[word] for word in part} - {None} for part in parts]


@settings(max_examples=30, deadline=None)
@given(corpus=CORPUS, unit=st.sampled_from(["sentence", "paragraph", "window"]), window=st.integers(1, 8))
def test_pairs_of_parts_are_those_of_plain_python(corpus, unit, window):
    mark = ". " if unit == "sentence" else "\n"
    texts = texts_of(*(mark.join(" ".join(sentence) for sentence in text) for text in corpus))
    parts = [part for text in corpus for part in units_of(text, unit, window)]
    options = {"unit": unit, "window": window}
    mentions, sizes = locate_topics(texts, TOPICS, **options), count_units(texts, **options)
    table = count_pairs(mentions, texts, every=None, sizes=sizes, topics=["gaza", "iran", "russia"]).collect()
    want = [
        (*(sum(set(wanted) <= part for part in parts) for wanted in ((a,), (b,), (a, b))), len(parts))
        for a, b in combinations(["gaza", "iran", "russia"], 2)
    ]
    assert table.select("n_a", "n_b", "n_ab", "n_total").rows() == want


HARD = texts_of(
    "عنالرئيسالإيراني قوله. في غزة الآن",
    "سفير لدى إيران. وبروسيا البيضاء ثم روسيا",
    "نفى الحرس\nالثوري ذلك. وفي ايران",
)


def test_the_parts_hold_every_mention_of_the_text_once():
    whole = (
        lookup_topics(HARD, TOPICS).select("article_id", "topic", "n_mentions").sort("article_id", "topic")
    )
    for unit in ("sentence", "paragraph"):
        parts = (
            locate_topics(HARD, TOPICS, unit=unit)
            .group_by("article_id", "topic")
            .agg(pl.col("n_mentions").sum())
        )
        assert parts.sort("article_id", "topic").collect().equals(whole.collect())
    assert locate_topics(HARD, TOPICS).filter(article_id="0").select("unit_no", "topic").collect().rows() == [
        (0, "iran"),
        (1, "gaza"),
    ]


def test_an_article_is_one_part_for_the_counts_of_articles():
    mentions = locate_topics(HARD, TOPICS)
    whole = lookup_topics(HARD, TOPICS)
    assert (
        count_topics(mentions, HARD, every=None)
        .collect()
        .equals(count_topics(whole, HARD, every=None).collect())
    )


def test_only_running_text_is_taken_apart_unless_asked():
    texts = pl.LazyFrame({"article_id": ["1"], "title": ["غزة"], "tags": [["غزة", "إيران"]]})
    assert count_units(texts).collect()["zone"].to_list() == ["title"]
    assert count_units(texts, zones=["tags"]).collect().rows() == [("1", "tags", 1)]


def test_thin_texts_give_typed_tables():
    nothing = texts_of("", "...").with_columns(body=pl.lit(None, pl.String))
    mentions, sizes = locate_topics(nothing, TOPICS), count_units(nothing)
    assert mentions.collect().is_empty()
    assert sizes.collect().is_empty()
    table = add_measures(
        count_pairs(mentions, nothing, every=None, sizes=sizes, topics=["gaza", "iran"])
    ).collect()
    assert table.select("n_a", "n_ab", "n_total", "jaccard", "p").row(0) == (0, 0, 0, None, None)


def test_what_does_not_exist_is_said_in_one_line():
    with pytest.raises(TableError, match="unit 'clause', window 10: expected"):
        count_units(HARD, unit="clause")
    with pytest.raises(TableError, match="zones 'body': expected"):
        locate_topics(HARD, TOPICS, zones="body")
    with pytest.raises(TableError, match="unit 'story' with sizes"):
        count_pairs(locate_topics(HARD, TOPICS), HARD, sizes=count_units(HARD), unit="story")
