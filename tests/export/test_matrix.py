"""The document-feature matrix against a count by hand, and as scikit-learn takes it."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import polars as pl
import pytest
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from analysis.errors import TableError
from analysis.export.matrix import matrix

MENTIONS = pl.DataFrame(
    {
        "article_id": ["2", "1", "2", "2"],
        "zone": ["title", "body", "body", "body"],
        "topic": ["gaza", "iran", "gaza", "iran"],
        "n_mentions": [1, 4, 2, 3],
    }
)


def test_places_of_a_document_add_up():
    found = matrix(MENTIONS, column="topic", value="n_mentions")
    assert found.rows == ("1", "2")
    assert found.columns == ("gaza", "iran")
    assert found.values.toarray().tolist() == [[0, 4], [3, 3]]


def test_documents_without_a_feature_are_rows_of_zeros_in_the_order_that_was_asked_for():
    found = matrix(MENTIONS, column="topic", rows=["3", "2", "1"])
    assert found.values.toarray().tolist() == [[0, 0], [2, 1], [0, 1]]


def test_any_dataframe_library_will_do():
    table = pd.DataFrame(MENTIONS.to_dict(as_series=False))
    assert (matrix(table, column="topic").values != matrix(MENTIONS, column="topic").values).nnz == 0


def test_an_empty_table_is_an_empty_matrix():
    assert matrix(MENTIONS.clear(), column="topic", rows=["a"]).values.shape == (1, 0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"column": "tag"}, "the table of the matrix has no column 'tag'."),
        ({"column": "topic", "rows": ["1"]}, "'2' is not among the documents"),
        ({"column": "topic", "rows": ["1", "2", "3", "1"]}, "a document is named twice"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(options, message):
    with pytest.raises(TableError, match=message):
        matrix(MENTIONS, **options)


@pytest.mark.xdist_group("sample")
def test_the_sample_counts_as_a_loop_and_as_scikit_learn_count(sample):
    mentions = pl.read_parquet(sample / "article_topics.parquet")
    articles = pl.read_parquet(sample / "articles.parquet")["article_id"].to_list()
    found = matrix(mentions, column="topic", value="n_mentions", rows=articles)
    by_hand = Counter()
    for row in mentions.iter_rows(named=True):
        by_hand[row["article_id"], row["topic"]] += row["n_mentions"]
    cells = {
        (found.rows[i], found.columns[j]): n
        for i, j, n in zip(*found.values.nonzero(), found.values.data, strict=True)
    }
    assert cells == by_hand
    words = [" ".join(t for t in found.columns for _ in range(by_hand[a, t])) for a in articles]
    theirs = CountVectorizer().fit_transform(words)
    assert (theirs != found.values).nnz == 0


@pytest.mark.xdist_group("sample")
def test_scikit_learn_takes_the_matrix_as_it_is(sample):
    tags = pl.read_parquet(sample / "article_tags.parquet").filter(zone="tags")
    found = matrix(tags, column="tag_key")
    weighted = TfidfTransformer().fit_transform(found.values)
    parts = NMF(n_components=3, init="nndsvd", random_state=0, max_iter=400).fit_transform(weighted)
    assert parts.shape == (len(found.rows), 3)
    assert (parts >= 0).all()
