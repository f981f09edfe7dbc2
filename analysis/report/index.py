"""The index page: what a hurried reader sees first, in whole sentences with their numbers."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.report.pages import page, words
from analysis.tables import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from analysis.plots.words import Lang


def index_page(
    tables: Path,
    manifest: Mapping[str, Any],
    chapters: Sequence[tuple[str, str]],
    lang: Lang,
    checked: Path | None = None,
) -> str:
    """Return ``index.html`` for one folder of tables.

    Args:
        tables: folder that ``wusum build`` filled.
        manifest: its manifest.
        chapters: file name and title of every chapter.
        lang: ``ar`` or ``en``.
        checked: a sample of mentions judged by hand, whose precision is shown.
    """
    w = words(lang)
    articles = pl.scan_parquet(tables / "articles.parquet")
    facts = articles.select(
        articles=pl.len(),
        stories=pl.col("story_id").n_unique(),
        sources=pl.col("source").n_unique(),
        first=pl.col("published").min(),
        last=pl.col("published").max(),
        undated=pl.col("published").is_null().sum(),
    ).collect()
    row = facts.row(0, named=True)
    return page(
        "index.html.j2",
        lang,
        title=w["title"],
        about=manifest.get("about", []),
        lead=w["lead" if row["first"] else "lead_undated"].format(
            **row | {k: _day(row[k], lang) for k in ("first", "last")}
        ),
        widget=w["widget"].format(**_widget(tables)),
        figure=_figure(tables, manifest, lang),
        chapters=chapters,
        quality=_quality(tables, manifest, row, w),
        precision=_precision(checked, manifest, lang) if checked else [],
        manifest=_flat(manifest),
    )


def _day(day: date | None, lang: Lang) -> str:
    """A date in words: digits and dashes change places inside a sentence that runs right to left."""
    from analysis.plots.words import month_name

    return f"{day.day} {month_name(day, lang)}" if day else ""


def _widget(tables: Path) -> dict[str, int]:
    """Articles that name two topics or more: by their own zones, and by everything on the page."""
    found = pl.scan_parquet(tables / "article_topics.parquet")
    several = pl.col("topic").n_unique() > 1

    def count(rows: pl.LazyFrame) -> int:
        return (
            rows.group_by("article_id")
            .agg(several.alias("several"))
            .select(pl.col("several").sum())
            .collect()
            .item()
        )

    return {"clean": count(found.filter(pl.col("zone").is_in(EVIDENCE))), "raw": count(found)}


def _quality(
    tables: Path, manifest: Mapping[str, Any], row: Mapping[str, int], w: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Name and value of each data-quality figure."""
    tags = pl.scan_parquet(tables / "article_tags.parquet")
    own = tags.filter(zone="tags").select(pl.len(), tagged=pl.col("article_id").n_unique()).collect().row(0)
    values = {
        "files": manifest["inputs"]["files"],
        "articles": row["articles"],
        "stories": row["stories"],
        "reprints": row["articles"] - row["stories"],
        "undated": row["undated"],
        "untagged": row["articles"] - own[1],
        "own_tags": own[0],
        "site_tags": tags.filter(zone="site_tags").select(pl.len()).collect().item(),
        "issues": pl.scan_parquet(tables / "page_issues.parquet").select(pl.len()).collect().item(),
    }
    return [(w[name], f"{value:,}") for name, value in values.items()]


def _precision(checked: Path, manifest: Mapping[str, Any], lang: Lang) -> list[tuple[str, str]]:
    """Name of each topic, and how many of its mentions judged by hand are right, with the 95 % interval."""
    from analysis.aggregate.check_sample import precision, read_checked

    labels = {name: both[lang] for name, both in manifest["dictionary"]["topics"].items()}
    judged = precision(read_checked(checked)).drop_nulls("precision")
    told = "{precision:.0%} ({precision_low:.0%}–{precision_high:.0%}), n = {n_checked}"
    return [(labels.get(r["topic"], r["topic"]), told.format(**r)) for r in judged.iter_rows(named=True)]


def _figure(tables: Path, manifest: Mapping[str, Any], lang: Lang) -> str:
    """Return the artefact figure as base64 PNG; empty when no two topics stand together anywhere."""
    from analysis.plots import draw_artefact, figure_png

    frame = pl.read_parquet(tables / "artefact.parquet")
    if frame.is_empty():
        return ""
    labels = {name: both[lang] for name, both in manifest["dictionary"]["topics"].items()}
    return base64.b64encode(figure_png(draw_artefact(frame, labels=labels, lang=lang))).decode("ascii")


def _flat(manifest: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """Return nested names and values as dotted rows; the topics' labels are left to the chapters."""
    rows: list[tuple[str, str]] = []
    for key, value in manifest.items():
        if key in {"about", "topics"}:
            continue
        if isinstance(value, dict):
            rows += _flat(value, f"{prefix}{key}.")
        else:
            rows.append((prefix + key, str(value)))
    return rows
