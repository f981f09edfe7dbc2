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


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("slope", 2.64e-05, '<td dir="ltr">0.0000264</td>'),
        ("slope", -0.0992, '<td dir="ltr">-0.0992</td>'),
        ("disparity", 2.4e-10, '<td dir="ltr">&lt; 0.001</td>'),
        ("weight", 1586.4, '<td dir="ltr">1,586</td>'),
        ("is_gap", False, "<td>لا</td>"),
        ("is_gap", True, "<td>نعم</td>"),
        ("cause", "reprints", "<td><bdi>إعادة النشر</bdi></td>"),
    ],
)
def test_values_are_printed_as_readers_know_them(column, value, cell):
    assert cell in table(pl.DataFrame({column: [value]})).html


def test_rows_that_are_left_out_are_counted_in_a_form_that_is_right_for_any_number():
    assert "صفوف لم تُعرض: 2,820" in table(pl.DataFrame({"n_ab": range(2850)})).html
