"""Keyphrases: what an article is about, and how well that agrees with what its publisher tagged."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.aggregate.keyphrases import keyphrases
from analysis.aggregate.phrases import find_phrases
from analysis.arabic.fold import fold
from analysis.arabic.words import words

TEXTS = pl.LazyFrame(
    {
        "article_id": ["bees", "dam", "empty"],
        "title": ["تربية النحل في الجبل", "سد الوادي يمتلئ", None],
        "body": [
            "بدأت تربية النحل هذا العام. وتدر تربية النحل عسلا كثيرا. والعسل غال.",
            "امتلأ سد الوادي بعد المطر. وسد الوادي قديم. والعسل لا يذكر هنا.",
            None,
        ],
    }
)


def ranked(texts: pl.LazyFrame = TEXTS, top: int = 5) -> pl.DataFrame:
    return keyphrases(texts, top=top).collect()


def test_a_repeated_phrase_of_the_title_comes_first() -> None:
    first = ranked().filter(rank=1)
    assert first.select("article_id", "phrase").rows() == [("bees", "تربية النحل"), ("dam", "سد الوادي")]


def test_the_table_is_ranked_and_has_no_row_for_an_empty_article() -> None:
    found = ranked(top=3)
    assert found.schema == {
        "article_id": pl.String,
        "rank": pl.UInt32,
        "phrase": pl.String,
        "key": pl.String,
        "weight": pl.Float64,
    }
    assert found["rank"].to_list() == [1, 2, 3] * 2
    assert found["weight"].min() > 0
    assert found.equals(found.sort("article_id", "rank"))
    weights = found.group_by("article_id", maintain_order=True).agg("weight")["weight"]
    assert all(list(one) == sorted(one, reverse=True) for one in weights)


def test_a_part_of_a_better_phrase_is_left_out() -> None:
    keys = set(ranked(top=10).filter(article_id="bees")["key"])
    assert "تربيه النحل" in keys
    assert not {"تربيه", "النحل"} & keys


def test_phrases_seen_once_in_all_are_left_out_and_single_words_are_not() -> None:
    keys = ranked(top=50)["key"].to_list()
    assert "غال" in keys
    assert "عسلا" in keys
    assert "الوادي يمتلئ" not in keys


def test_fewer_are_the_head_of_more() -> None:
    assert ranked(top=2).equals(ranked(top=7).filter(pl.col("rank") <= 2))


def test_the_order_of_the_articles_does_not_matter() -> None:
    assert ranked(TEXTS.reverse()).equals(ranked())


def test_no_articles() -> None:
    assert ranked(TEXTS.head(0)).height == 0


def test_keyphrases_agree_with_publishers_tags_better_than_tf_idf(shared: Path) -> None:
    articles, gold = _gold(shared / "corpora/almayadeen.parquet")
    own = keyphrases(articles, top=10).collect()
    baseline = _tf_idf(articles).collect()
    assert _f1(own, gold, 5) > 0.21
    assert _f1(own, gold, 10) > 0.195
    assert _f1(own, gold, 5) > 1.4 * _f1(baseline, gold, 5)
    assert _f1(own, gold, 10) > 1.4 * _f1(baseline, gold, 10)


def _gold(path: Path) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """Articles, and the tags that stand in their text; a tag on more than half of all pages is the site's."""
    pages = pl.read_parquet(path).rename({"id": "article_id"})
    tags = pages.select("article_id", "source", tag="tags").explode("tag").drop_nulls("tag")
    tags = tags.with_columns(
        key=pl.col("tag").map_elements(lambda tag: " ".join(words(tag)), return_dtype=pl.String)
    ).filter(pl.col("key") != "")
    common = tags.group_by("key").len().filter(pl.col("len") > pages.height / 2)
    own = tags.join(common, on="key", how="anti").filter(~pl.col("key").str.contains("الميادين"))
    articles = pages.filter(pl.col("body").str.len_chars() > 300).select("article_id", "title", "body")
    texts = articles.select("article_id", text=pl.format(" {} {} ", "title", "body")).with_columns(
        text=pl.col("text").map_elements(lambda text: f" {' '.join(words(text))} ", return_dtype=pl.String)
    )
    stands = pl.any_horizontal(
        pl.col("text").str.contains(pl.format(" {}{} ", pl.lit(particle), "key"), literal=True)
        for particle in ("", "و", "ب", "ل", "ف", "وب", "ول")
    )
    return articles.lazy(), own.join(texts, on="article_id").filter(stands).select(
        "article_id", "key"
    ).unique()


def _tf_idf(articles: pl.LazyFrame) -> pl.LazyFrame:
    counted = find_phrases(articles).collect().lazy().group_by("article_id", "key").len()
    rarity = (pl.col("article_id").n_unique() / pl.len().over("key")).log()
    ranked = counted.with_columns(weight=pl.col("len") * rarity).sort(
        "article_id", "weight", "key", descending=[False, True, False]
    )
    return ranked.with_columns(rank=pl.int_range(1, pl.len() + 1).over("article_id"))


def _f1(found: pl.DataFrame, gold: pl.DataFrame, top: int) -> float:
    """Micro F1 of the first ``top`` keys over the articles that have gold."""
    tried = found.filter(pl.col("rank") <= top).join(gold.select("article_id").unique(), on="article_id")
    right = tried.join(gold, on=["article_id", "key"]).height
    return 2 * right / (tried.height + gold.height)


def test_keys_are_folded() -> None:
    keys = ranked(top=50)["key"]
    assert keys.to_list() == [fold(key) for key in keys]
