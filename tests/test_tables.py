"""A table's key: no two rows have the same one, in whatever order they come."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.errors import TableError
from analysis.tables import PAGE_ISSUES, check, rises


def issues(*keys: tuple[str | None, str]) -> pl.DataFrame:
    rows = [(*key, "") for key in keys]
    return pl.DataFrame(rows, schema=dict(PAGE_ISSUES.columns), orient="row")


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize(
    ("keys", "sound", "sorted_"),
    [
        ([], True, True),
        ([("a", "x")], True, True),
        ([("a", "x"), ("a", "y"), ("b", "w")], True, True),
        ([("b", "x"), ("a", "y"), ("c", "w")], True, False),
        ([("a", "x"), ("a", "x"), ("b", "w")], False, False),
        ([("a", "x"), ("b", "w"), ("b", "w")], False, False),
        ([("b", "x"), ("a", "x"), ("b", "x")], False, False),
    ],
)
def test_a_key_that_repeats_is_found_side_by_side_and_apart(monkeypatch, keys, sound, sorted_, size):
    monkeypatch.setattr("analysis.tables._COMPARED", size)
    table = issues(*keys)
    assert rises(table, PAGE_ISSUES.key) == sorted_
    if sound:
        assert check(table, PAGE_ISSUES).height == len(keys)
    else:
        with pytest.raises(TableError, match="repeats: one row is one finding"):
            check(table, PAGE_ISSUES)


def test_a_key_without_a_value_is_no_key():
    with pytest.raises(TableError, match="holds nulls"):
        check(issues(("a", "x"), (None, "x")), PAGE_ISSUES)


def test_tables_without_dates_are_sorted_too():
    table = pl.DataFrame({"period": [None, None], "tag": ["a", "b"]})
    assert rises(table, ["period", "tag"])
    assert not rises(table.reverse(), ["period", "tag"])
