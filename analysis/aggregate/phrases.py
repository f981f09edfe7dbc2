"""Words and phrases of articles: what stands in a text when no dictionary says what to look for.

A phrase is one to four words of one clause that neither opens nor closes with a stop word. Its first word is
read without its particles where the corpus proves them: ولبنان is لبنان because لبنان stands alone in at
least as
many articles, while وزير stays whole because no corpus has زير as often.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import polars as pl

from analysis.arabic.fold import fold, fold_expr
from analysis.arabic.words import ARTICLE, CONJUNCTIONS, PREPOSITIONS
from analysis.errors import DictionaryError

STOP_WORDS = Path(__file__).parents[1] / "dictionaries" / "stopwords.txt"
LONGEST = 4
"""Words of the longest phrase. Of 1,058 tags of publishers that stand in their articles, 1 % are longer."""

_SIGNS = r"[\p{L}\p{M}ـ\u200c\u200d]+|[.,;:?!؟،؛۔…|\n«»()\[\]\"“”]"
_WORD = r"^[\u0621-\u064A\u066E-\u06D3]{2,}$"
_INSIDE = fold("في")
"""The one stop word a phrase may have in its middle: وقف إطلاق النار في غزة."""


@cache
def stop_words(path: Path = STOP_WORDS) -> frozenset[str]:
    """Return the folded function words, alone and behind a conjunction.

    Args:
        path: UTF-8 text, words parted by blanks. Lines that open with ``#`` are left out; those with
            ``!`` hold words that look like a function word behind a conjunction and are none.

    Raises:
        DictionaryError: a word stands twice (after folding), or one behind ``!`` is no stop word anyway.

    >>> fold("وعلى") in stop_words(), fold("وادي") in stop_words()
    (True, False)
    """
    seen: dict[str, str] = {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for printed in (word for line in lines for word in line.removeprefix("!").split()):
        if (key := fold(printed)) in seen:
            raise DictionaryError(
                f"{path.name}: word {printed!r} folds to the same key as {seen[key]!r}. Remove one."
            )
        seen[key] = printed
    others = {fold(word): word for line in lines if line.startswith("!") for word in line[1:].split()}
    stops = {conjunction + key for conjunction, key in product(CONJUNCTIONS, seen.keys() - others.keys())}
    if idle := [word for key, word in others.items() if key not in stops]:
        raise DictionaryError(f"{path.name}: word {idle[0]!r} behind ! is no stop word. Remove it.")
    return frozenset(stops - others.keys())


def find_phrases(articles: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a phrase in a place of an article.

    Args:
        articles: ``article_id``, ``title`` and ``body``; other columns are ignored.

    Returns:
        ``article_id``; ``at``, the signs and words before it; ``in_title``; ``n_words``; ``key``, its
        folded words; and
        ``phrase``, each word as this corpus prints it most often. In the order of the texts, shorter
        phrases first.

    >>> texts = {"article_id": ["a", "b"], "title": [None, "موسكو"], "body": ["زار موسكو", "بموسكو"]}
    >>> found = find_phrases(pl.LazyFrame(texts)).filter(n_words=1).collect()
    >>> found["key"].value_counts(sort=True)["count"].to_list()
    [3, 1]
    """
    words = _words(articles).cache()
    known = words.filter("is_word").group_by("word").agg(n_articles=pl.col("article_id").n_unique())
    printed = (
        words.filter("is_word").group_by("word", "sign").len()
        .sort("len", "sign", descending=[True, False])
        .group_by("word", maintain_order=True).agg(printed=pl.col("sign").first())
    )  # fmt: skip
    told = words.join(_bases(known), on="word", how="left", maintain_order="left").with_columns(
        particle=pl.col("base").is_not_null(), head=pl.coalesce("base", "word")
    )
    named = told.join(printed, on="word", how="left", maintain_order="left").join(
        printed.rename({"word": "head", "printed": "printed_head"}),
        on="head",
        how="left",
        maintain_order="left",
    )
    named = named.cache()
    return pl.concat([_of_length(n, named) for n in range(1, LONGEST + 1)])


def _words(articles: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a word or the sign that ends a clause; the first row of every article is such a sign."""
    title, body = (pl.col(name).fill_null("") for name in ("title", "body"))
    n_title = pl.format("|{}", title).str.extract_all(_SIGNS).list.len()
    signs = articles.select(
        pl.col("article_id").cast(pl.String),
        sign=pl.format("|{}\n{}", title, body).str.extract_all(_SIGNS),
        n_title=n_title,
    ).explode("sign")
    word = fold_expr(pl.col("sign"))
    stops = pl.Series(sorted(stop_words()), dtype=pl.String).implode()
    return signs.with_columns(
        word=word, at=pl.int_range(pl.len(), dtype=pl.UInt32).over("article_id")
    ).select(
        "article_id",
        "at",
        "sign",
        "word",
        in_title=pl.col("at") < pl.col("n_title"),
        is_word=pl.col("word").str.contains(_WORD),
        stop=pl.col("word").is_in(stops),
    )


def _bases(known: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a word that carries a particle: ``word`` and its ``base``, the one in most articles."""
    word = pl.col("word")
    prefixes = [(c + p, "") for c, p in product(CONJUNCTIONS, PREPOSITIONS) if c + p]
    prefixes += [(c + "لل", ARTICLE) for c in CONJUNCTIONS]
    stops = pl.Series(sorted(stop_words()), dtype=pl.String).implode()
    read = [
        pl.when(word.str.starts_with(prefix)).then(pl.lit(article) + word.str.strip_prefix(prefix))
        for prefix, article in prefixes
    ]
    carried = known.filter(~word.is_in(stops)).with_columns(base=pl.concat_list(read)).explode("base")
    alone = known.filter(~word.is_in(stops) & (word.str.len_chars() > 2))
    return (
        carried.drop_nulls("base")
        .join(alone.rename({"word": "base", "n_articles": "n_base"}), on="base")
        .filter(pl.col("n_base") >= pl.col("n_articles"))
        .sort("word", "n_base", "base", descending=[False, True, False])
        .unique("word", keep="first", maintain_order=True)
        .select("word", "base")
    )


def _of_length(n: int, words: pl.LazyFrame) -> pl.LazyFrame:
    """One row is a phrase of ``n`` words. No phrase leaves its article: each begins with a sign that is no
    word."""
    content = pl.col("is_word") & ~pl.col("stop")
    inner = (content & ~pl.col("particle")) | (pl.col("word") == _INSIDE)
    last = (content & ~pl.col("particle")).shift(1 - n, fill_value=False) if n > 1 else pl.lit(True)
    middle = [inner.shift(-place, fill_value=False) for place in range(1, n - 1)]
    further = range(1, n)
    return (
        words.with_columns(
            whole=pl.all_horizontal(content, last, *middle),
            key=pl.concat_str("head", *(pl.col("word").shift(-place) for place in further), separator=" "),
            phrase=pl.concat_str(
                "printed_head", *(pl.col("printed").shift(-place) for place in further), separator=" "
            ),
        )
        .filter("whole")
        .select("article_id", "at", "in_title", pl.lit(n, dtype=pl.UInt32).alias("n_words"), "key", "phrase")
    )
