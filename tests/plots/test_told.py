"""Figures in words, and tables without rows."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from analysis.plots.html_table import table
from analysis.plots.told import told


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"topic": ["gaza", "iran"], "n_ab": [1200, 3]}, "Gaza: together 1,200; iran: together 3"),
        ({"tag_a": ["k"], "tag_b": ["gaza"], "share": [0.12345]}, "k – Gaza: share 0.123"),
        ({"source": [None], "n_ab": [1]}, "together 1"),
        ({"topic": ["gaza"], "share": [None]}, "Gaza"),
        ({"topic": ["gaza"], "period": [date(2024, 1, 1)]}, "Gaza: period 2024-01-01"),
        ({"topic": [], "n_ab": []}, ""),
        ({"topic": ["gaza"], "share": [-0.0]}, "Gaza: share 0"),
    ],
)
def test_rows_become_words(columns, expected):
    frame = pl.DataFrame(
        columns, schema_overrides=dict.fromkeys(("topic", "source"), pl.String), strict=False
    )
    assert told(frame, lang="en", labels={"gaza": "Gaza"}) == expected


def test_only_the_first_rows_are_told():
    frame = pl.DataFrame({"topic": [str(n) for n in range(9)], "n_ab": range(9)})
    assert told(frame, lang="en", rows=2) == "0: together 0; 1: together 1"


def test_a_table_without_rows_says_so():
    assert "no rows" in table(pl.DataFrame({"topic": []}), lang="en").html
    assert "no rows" not in table(pl.DataFrame({"topic": ["gaza"]}), lang="en").html
