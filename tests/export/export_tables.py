"""Made tables for the tests of exports: rows in short, and text that attacks every format."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl

from analysis import tables

JAN, FEB, DEC = date(2024, 1, 1), date(2024, 2, 1), date(2023, 12, 1)

LABELS = {"gaza": ("غزة", "Gaza"), "iran": ("إيران", "Iran"), "russia": ("روسيا", "Russia")}

HOSTILE = [
    '=HYPERLINK("http://x","اضغط")',
    "+966 أرقام",
    "-2+3",
    "@SUM(1)",
    "\tحقل",
    "\rسطر",
    "＝1+1",
    "  =1+1",
    "</node><script>alert(1)</script>",
    "&lt;!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "قال \"نعم\"، ثم 'لا' \\",
    "نص\x00\x1b[31m\x0b\ufffe\uffffبعده",
    "سطر\nثان\u2028ثالث\tوعمود",
    "\u202eمقلوب",
    "خانه\u200cها",
    "_x0041_",
    "a;b,c|d",
    "",
]


def write(folder: Path, **frames: pl.DataFrame) -> Path:
    """Write every contract table (empty where not given) and a manifest, as a build does."""
    contracts = [t for t in vars(tables).values() if isinstance(t, tables.Table)]
    for table in contracts:
        frame = frames.pop(table.name, table.empty())
        frame.select(list(table.columns)).cast(dict(table.columns)).write_parquet(
            folder / f"{table.name}.parquet"
        )
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    topics = {topic: {"ar": ar, "en": en} for topic, (ar, en) in LABELS.items()}
    manifest = {"wusum": "0", "inputs": {"files": 3}, "about": ["مجموعة"], "dictionary": {"topics": topics}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "topics.toml").write_text('on = ["gaza"]\n', encoding="utf-8")
    return folder


def pairs(unit: str, rows: list[tuple]) -> pl.DataFrame:
    """Rows of period, a, b, n_a, n_b, n_ab."""
    names = ["period", f"{unit}_a", f"{unit}_b", "n_a", "n_b", "n_ab"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(n_total=pl.lit(50))


def topic_counts(rows: list[tuple]) -> pl.DataFrame:
    """Rows of period, topic, n_articles."""
    frame = pl.DataFrame(rows, schema=["period", "topic", "n_articles"], orient="row")
    numbers = {"n_stories": 1, "n_total": 50, "share": 0.5, "share_low": 0.0, "share_high": 1.0}
    return frame.with_columns(pl.lit(v).alias(k) for k, v in numbers.items())


def tags(printed: list[tuple]) -> pl.DataFrame:
    """Rows of article_id, zone, tag, tag_key."""
    frame = pl.DataFrame(printed, schema=["article_id", "zone", "tag", "tag_key"], orient="row")
    return frame.with_columns(position=pl.int_range(pl.len()))
