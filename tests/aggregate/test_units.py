"""Series in time: each period once."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.change_points import change_points
from analysis.aggregate.trends import moving_mean, share_by_source, trend_test
from analysis.aggregate.units import series_of
from analysis.errors import TableError

JAN, FEB = date(2024, 1, 1), date(2024, 2, 1)


def test_each_series_is_in_the_order_of_time():
    counts = pl.DataFrame({"period": [FEB, FEB, JAN, JAN], "topic": ["b", "a", "b", "a"]})
    assert [part.rows() for part in series_of(counts, "topic")] == [
        [(JAN, "a"), (FEB, "a")],
        [(JAN, "b"), (FEB, "b")],
    ]


@pytest.mark.parametrize("test", [trend_test, find_bursts, change_points, moving_mean])
def test_two_sources_are_not_taken_for_one_series(test):
    articles = pl.LazyFrame({"article_id": ["1", "2"], "source": ["s", "t"], "published": [JAN, JAN]})
    mentions = pl.LazyFrame({"article_id": ["1"], "topic": ["gaza"]})
    by_source = share_by_source(mentions, articles)
    with pytest.raises(TableError, match=r"^counts: topic 'gaza' stands twice in 2024-01-01: expected one"):
        test(by_source).collect()
    assert test(by_source.filter(source="s")).collect().height <= 1
