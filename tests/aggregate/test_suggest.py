"""What a dictionary lacks, found in made corpora whose answer is known."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from scipy.stats import chi2_contingency

from analysis.aggregate.lookup import lookup_topics
from analysis.aggregate.suggest import suggest_terms, suggest_topics
from analysis.errors import DictionaryError, TableError
from analysis.topics import Topic, Topics

BEES = Topic("bees", "النحل", "Bees", terms=("نحل", "ملكة الخلية"), names=("جبل التوت",))
TOPICS = Topics((BEES, Topic("trees", "الشجر", "Trees", terms=("شجر",))))
ABOUT_BEES = "نحل جبل التوت والملكة عند المنحل الجديد. شجر قريب"
OTHER = ["مطر غزير", "المنحل خال", "شجر مثمر", "سوق السمك"]
BODIES = [ABOUT_BEES] * 8 + OTHER * 10
ARTICLES = pl.LazyFrame({"article_id": [f"{n:02}" for n in range(len(BODIES))], "title": "", "body": BODIES})


def suggested(articles: pl.LazyFrame = ARTICLES, topic: str = "bees", **options: int) -> pl.DataFrame:
    named = lookup_topics(articles, TOPICS)
    return suggest_terms(articles, named, TOPICS, topic, **options).collect()


def test_words_that_keep_a_topics_company_are_suggested() -> None:
    row = suggested().filter(key="المنحل").row(0, named=True)
    assert [row[name] for name in ("n_topic", "n_phrase", "n_both", "n_total")] == [8, 18, 8, 48]
    assert row["expected"] == 3.0


def test_g2_is_that_of_scipy() -> None:
    row = suggested().filter(key="المنحل").row(0, named=True)
    table = [[8, 0], [10, 30]]
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood")[0]
    assert row["g2"] == pytest.approx(g2)
    assert 0 < row["p"] <= row["q"] < 0.01


def test_terms_names_and_their_parts_are_left_out() -> None:
    keys = set(suggested()["key"])
    assert not {"نحل", "جبل", "التوت", "جبل التوت", "نحل جبل التوت", "شجر", "شجر قريب"} & keys


def test_words_that_avoid_the_topic_are_left_out() -> None:
    assert "مطر غزير" not in set(suggested(at_least=1)["key"])
    assert suggested(at_least=1).select((pl.col("n_both") > pl.col("expected")).all()).item()


def test_at_least_counts_articles_of_the_topic() -> None:
    assert suggested(at_least=8).height > 0
    assert suggested(at_least=9).height == 0


def test_the_strongest_come_first_and_the_order_of_the_articles_does_not_matter() -> None:
    found = suggested()
    assert found.equals(found.sort("g2", "key", descending=[True, False]))
    assert suggested(ARTICLES.reverse()).equals(found)


def test_a_mention_outside_the_article_does_not_make_it_the_topics() -> None:
    named = lookup_topics(ARTICLES, TOPICS).with_columns(zone=pl.lit("site_tags"))
    assert suggest_terms(ARTICLES, named, TOPICS, "bees").collect().height == 0


def test_an_unknown_topic() -> None:
    with pytest.raises(DictionaryError, match=r"no topic 'wasps' in the dictionary. Use bees, trees"):
        suggested(topic="wasps")


def dated(weeks: list[list[str]]) -> pl.LazyFrame:
    rows = [
        (date(2024, 1, 1) + timedelta(weeks=week), body)
        for week, bodies in enumerate(weeks)
        for body in bodies
    ]
    texts = pl.LazyFrame(rows, schema={"published": pl.Date, "body": pl.String}, orient="row")
    return texts.with_row_index("article_id").with_columns(
        pl.col("article_id").cast(pl.String), title=pl.lit("")
    )


QUIET = ["مطر غزير", "سوق السمك", "سوق السمك", "شجر مثمر", "مطر غزير"]
WEEKS = dated([QUIET * 2] * 6 + [[*QUIET, *["فيضان السد"] * 5]] + [QUIET * 2] * 6)


def test_a_phrase_that_bursts_is_suggested_with_its_time() -> None:
    row = suggest_topics(WEEKS, TOPICS, every="1w").collect().row(0, named=True)
    assert (row["phrase"], row["start"], row["end"]) == ("فيضان السد", date(2024, 2, 12), date(2024, 2, 12))
    assert (row["n_articles"], row["n_total"]) == (5, 10)
    assert row["p"] == 0.001


def test_what_is_always_there_does_not_burst() -> None:
    assert set(suggest_topics(WEEKS, TOPICS, every="1w").collect()["key"]) == {"فيضان السد"}


def test_what_the_dictionary_has_is_no_new_topic() -> None:
    covered = Topics((*TOPICS, Topic("floods", "الفيضانات", "Floods", terms=("فيضان السد",))))
    assert suggest_topics(WEEKS, covered, every="1w").collect().height == 0


def test_a_phrase_of_too_few_articles_is_left_out() -> None:
    assert suggest_topics(WEEKS, TOPICS, every="1w", at_least=6).collect().height == 0


def test_undated_articles_burst_nowhere() -> None:
    undated = WEEKS.with_columns(published=pl.lit(None, dtype=pl.Date))
    assert suggest_topics(undated, TOPICS).collect().height == 0


def test_a_period_that_does_not_exist() -> None:
    with pytest.raises(TableError, match="expected a length"):
        suggest_topics(WEEKS, TOPICS, every="soon")
