"""The method page: every example runs, and no number of the package is missing from it."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import polars as pl
import pytest

from analysis.aggregate.artefact import artefact
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.measures import COUNTS, add_measures
from analysis.aggregate.trends import trend_test

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "method.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
MEASURES = add_measures(pl.LazyFrame(schema=dict.fromkeys(COUNTS, pl.UInt32))).collect_schema().names()


def test_every_example_prints_what_the_page_says():
    said: list[str] = []
    names: dict = {}
    runner = doctest.DocTestRunner()
    for number, text in enumerate(EXAMPLES):
        example = doctest.DocTestParser().get_doctest(text, names, f"example {number}", "method.md", None)
        assert example.examples
        runner.run(example, out=said.append, clear_globs=False)
        names.update(example.globs)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


@pytest.mark.parametrize(
    "name", [n for n in MEASURES if not n.endswith(("_low", "_high")) and n not in COUNTS]
)
def test_every_measure_is_explained(name: str):
    assert f"`{name}`" in PAGE or f"### {name}\n" in PAGE


def sections() -> dict[str, str]:
    start = PAGE.index("### jaccard")
    parts = PAGE[start : PAGE.index("## Share of coverage")].split("### ")[1:]
    return {part.partition("\n")[0]: part for part in parts}


@pytest.mark.parametrize("name", sections())
def test_every_measure_has_an_example_worked_by_hand(name: str):
    text = sections()[name]
    assert name in MEASURES
    assert "By hand" in text
    assert "measure(" in text or "adjust(" in text


def test_the_columns_of_the_other_tables_are_explained():
    mentions = pl.LazyFrame(schema={"article_id": pl.String, "zone": pl.String, "topic": pl.String})
    counts = pl.LazyFrame(
        schema={
            "period": pl.Date,
            "topic": pl.String,
            "n_articles": pl.Int64,
            "n_total": pl.Int64,
            "share": pl.Float64,
        }
    )
    tables = [
        artefact(mentions, pl.LazyFrame(schema={"article_id": pl.String})),
        trend_test(counts).select("tau", "slope", "p", "q"),
        find_bursts(counts).select("weight", "p", "q"),
    ]
    names = {name for table in tables for name in table.collect_schema().names()} - {"topic_a", "topic_b"}
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []
