"""Tables of other libraries at the public door give the same numbers as polars frames."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from analysis import add_measures, count_pairs, count_topics, frames, lookup_topics, read_topics
from analysis.errors import TableError
from analysis.frames import lazy
from analysis.plots import draw_tag_bars

ROWS = {
    "article_id": ["a", "b", "c"],
    "story_id": ["a", "b", "c"],
    "title": ["روسيا وإيران", "غزة وروسيا", "طقس"],
    "body": ["", "إيران", ""],
    "published": [date(2024, 1, 2), None, date(2024, 3, 4)],
    "published_precision": ["day", "", "day"],
}
LIBRARIES = {
    "pandas": lambda rows: pd.DataFrame(rows, index=[7, 5, 3]).assign(
        published=lambda f: pd.to_datetime(f["published"])
    ),
    "pyarrow": pa.table,
    "duckdb": lambda rows: duckdb.from_arrow(pa.table(rows)),
    "polars": pl.DataFrame,
}


def counted(articles):
    named = lookup_topics(articles, read_topics()).collect()
    pairs = count_pairs(named, articles=articles).collect()
    return count_topics(named, articles).collect(), add_measures(pairs).collect()


@pytest.mark.parametrize("library", LIBRARIES)
def test_tables_of_any_library_give_the_same_numbers(library):
    given = counted(LIBRARIES[library](ROWS))
    expected = counted(pl.LazyFrame(ROWS))
    assert all(a.equals(b) for a, b in zip(given, expected, strict=True))
    assert given[0]["n_articles"].sum() > 0


def test_a_result_goes_out_to_pandas_and_comes_back_as_it_was():
    _, measures = counted(pl.LazyFrame(ROWS))
    back = lazy(measures.to_pandas()).collect()
    assert back.schema["period"] == pl.Date
    assert back.select(pl.col(pl.UInt32)).equals(measures.select(pl.col(pl.UInt32)))


def test_a_figure_is_drawn_from_a_pandas_table():
    from analysis.plots import draw_tag_bars

    table = pd.DataFrame({"tag": ["المناخ", "القمح"], "n_articles": [12, 7], "n_total": [90, 90]})
    assert len(draw_tag_bars(table).patches) >= 2


@pytest.mark.parametrize(
    ("column", "given", "expected"),
    [
        ("n_ab", [1.0, float("nan")], [1, None]),
        ("n_ab", [1, 2], [1, 2]),
        ("period", ["2024-01-01", None], [date(2024, 1, 1), None]),
        ("published", [pd.Timestamp("2024-01-01 10:00"), pd.NaT], [date(2024, 1, 1), None]),
        ("published", [pd.Timestamp("2024-01-01 00:30", tz="Asia/Riyadh"), pd.NaT], [date(2024, 1, 1), None]),
        ("share", [1, 0], [1.0, 0.0]),
        ("mine", [1, 2], [1, 2]),
    ],
)
def test_columns_of_a_contract_get_its_type(column, given, expected):
    assert lazy(pd.DataFrame({column: given})).collect()[column].to_list() == expected


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ([1], "a list is no table. Expected a frame of polars, pandas, pyarrow or DuckDB."),
        (pd.DataFrame({"n_ab": [-1]}), "a DataFrame cannot be read as a table: .*n_ab"),
        (pd.DataFrame({"published": ["غدا"]}), "a DataFrame cannot be read as a table: "),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(frame, message):
    with pytest.raises(TableError, match=message) as error:
        lazy(frame)
    assert "\n" not in str(error.value)


def test_arguments_that_are_no_tables_pass_untouched():
    series, table = pl.Series([1]), pl.LazyFrame({"a": [1]})
    called = frames.takes_any_table(lambda *a, **k: (a, k))
    assert called(table, 1, x=series) == ((table, 1), {"x": series})


@pytest.mark.parametrize(
    "given", ["نص", [1], {"title": ["x"]}, None, pl.Series([1]), pd.Series([1])], ids=repr
)
def test_what_stands_in_the_place_of_a_table_and_is_none_is_refused_at_the_door(given):
    with pytest.raises(TableError, match=rf"a {type(given).__name__} is no table"):
        count_topics(given, pl.LazyFrame({"article_id": ["1"]}))


def test_a_figure_of_a_table_that_is_not_computed_says_what_to_call():
    table = pl.LazyFrame({"tag": ["القمح"], "n_articles": [3], "n_total": [9]})
    with pytest.raises(TableError, match=r"a LazyFrame is not computed yet.*Call \.collect\(\) on it"):
        draw_tag_bars(table)


@pytest.mark.parametrize("topics", ["topics.toml", ["gaza"], None, 5], ids=repr)
def test_topics_that_are_no_dictionary_are_refused(topics):
    with pytest.raises(TableError, match=rf"what read_topics\(\) returns, got a {type(topics).__name__}\."):
        lookup_topics(pl.LazyFrame({"article_id": ["1"], "title": ["غزة"]}), topics)
