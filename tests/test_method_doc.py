"""The method page: every example runs, and no number of the package is missing from it."""

from __future__ import annotations

import doctest
import json
import re
import runpy
from pathlib import Path

import polars as pl
import pytest

from analysis.aggregate.artefact import artefact
from analysis.aggregate.bursts import find_bursts
from analysis.aggregate.measures import COUNTS, add_measures
from analysis.aggregate.trends import trend_test

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {page.name: page.read_text(encoding="utf-8") for page in sorted((DOCS / "method").glob("*.md"))}
PAGE = "\n".join(PAGES.values())
ASSOCIATION = PAGES["association.md"]
MEASURES = add_measures(pl.LazyFrame(schema=dict.fromkeys(COUNTS, pl.UInt32))).collect_schema().names()


@pytest.mark.parametrize("page", PAGES)
def test_every_example_prints_what_the_page_says(page: str):
    said: list[str] = []
    names: dict = {}
    runner = doctest.DocTestRunner()
    examples = re.findall(r"^```python\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)
    for number, text in enumerate(examples):
        example = doctest.DocTestParser().get_doctest(text, names, f"example {number}", page, None)
        assert example.examples
        runner.run(example, out=said.append, clear_globs=False)
        names.update(example.globs)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


def test_the_table_of_power_is_that_of_the_committed_run():
    power = runpy.run_path(str(DOCS.parent / "benchmarks/power.py"))
    lines = json.loads((DOCS.parent / "benchmarks/power.json").read_text(encoding="utf-8"))["lines"]
    assert f"<!-- table -->\n{power['markdown'](lines)}\n<!-- end -->" in PAGES["power.md"]
    detectors = {line["detector"] for line in lines}
    assert detectors == {*power["DETECTORS"], *power["PAIR_DETECTORS"], *power["TAG_DETECTORS"]}


@pytest.mark.parametrize("page", PAGES)
def test_the_index_leads_to_every_page_and_every_link_leads_somewhere(page: str):
    assert f"](method/{page})" in (DOCS / "method.md").read_text(encoding="utf-8")
    for link, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", PAGES[page]):
        target = DOCS / "method" / (link or page)
        assert target.exists(), link
        heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in {head.lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize(
    "name", [n for n in MEASURES if not n.endswith(("_low", "_high")) and n not in COUNTS]
)
def test_every_measure_is_explained(name: str):
    assert f"`{name}`" in PAGE or f"### {name}\n" in PAGE


def sections() -> dict[str, str]:
    start = ASSOCIATION.index("### jaccard")
    parts = ASSOCIATION[start : ASSOCIATION.index("## Intervals over stories")].split("### ")[1:]
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
