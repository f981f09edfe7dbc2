"""The first page: three findings for a hurried reader, then the chapters, and what a reviewer asks for."""

from __future__ import annotations

import base64
import platform
import struct
from typing import TYPE_CHECKING, Any

from analysis.report.downloads import WORKBOOK
from analysis.report.figure_tables import source_line
from analysis.report.findings import findings
from analysis.report.pages import Link, page
from analysis.report.phrases import counted, day, tell, words
from analysis.report.pictures import smaller
from analysis.report.quality import corpus_facts, issue_rows, precision_rows, quality_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from analysis.plots.words import Lang
    from analysis.report.findings import Draw, Finding

SECTIONS = {
    "findings": "three",
    "chapters": "chapters",
    "quality": "quality",
    "tables": "tables",
    "method": "method",
    "manifest": "manifest",
}
"""Sections of the page by id, and the phrase each is called by."""


def index_page(
    tables: Path,
    manifest: Mapping[str, Any],
    chapters: Sequence[Link],
    frames: Mapping[str, pl.DataFrame],
    lang: Lang,
    checked: Path | None = None,
) -> str:
    """Return ``index.html`` for one folder of tables.

    Args:
        tables: folder that ``wusum build`` filled.
        manifest: its manifest.
        chapters: every chapter.
        frames: the tables offered beside the page, from ``report_tables``.
        lang: ``ar`` or ``en``.
        checked: a sample of mentions judged by hand, whose precision is shown.
    """
    w, facts = words(lang), corpus_facts(tables)
    labels = {name: both[lang] for name, both in manifest["dictionary"]["topics"].items()}
    source = source_line(tables, lang)
    return page(
        "index.html.j2",
        lang,
        title=w["title"],
        about=manifest.get("about", []),
        lead=_lead(facts, lang),
        sections=[(id_, w[phrase]) for id_, phrase in SECTIONS.items()],
        findings=[_card(one, chapters, labels, source, lang) for one in findings(tables)],
        chapters=chapters,
        quality=quality_rows(tables, manifest, facts, lang),
        issues=issue_rows(tables),
        precision=precision_rows(checked, labels) if checked else [],
        tables=[(name, *w["table_rows"][name], f"{frame.height:,}") for name, frame in frames.items()],
        workbook=WORKBOOK,
        manifest=_settings(manifest),
        hashes=[(name, hash_, f"{manifest['rows'][name]:,}") for name, hash_ in manifest["tables"].items()],
    )


def _lead(facts: Mapping[str, Any], lang: Lang) -> str:
    sizes = {noun: counted(facts[noun], noun, lang) for noun in ("articles", "stories", "sources")}
    days = {end: day(facts[end], lang) for end in ("first", "last")}
    return words(lang)["lead" if facts["first"] else "lead_undated"].format(**sizes, **days)


def _card(
    finding: Finding, chapters: Sequence[Link], labels: dict[str, str], source: str, lang: Lang
) -> dict[str, object]:
    """Return what the page says of a finding, with its figure for wide and for narrow windows."""
    href = f"{finding.chapter}.html"
    number = [link.href for link in chapters].index(href) + 1
    told = tell(finding, labels, lang)
    return {
        **told,
        "alt": f"{told['head']}. {told['text']}",
        "sure": finding.sure,
        "href": href,
        "number": number,
        **(_pictures(finding.draw, labels, source, lang) if finding.draw else {"page": ""}),
    }


def _pictures(draw: Draw, labels: Mapping[str, str], source: str, lang: Lang) -> dict[str, object]:
    from analysis.plots import figure_png, size

    pictures: dict[str, object] = {}
    for name in ("column", "page"):
        with size(name):
            drawn = draw(lang, labels, source)
            png = smaller(figure_png(drawn))
        pictures[name] = base64.b64encode(png).decode("ascii")
    width, height = struct.unpack(">II", png[16:24])
    return pictures | {"width": width, "height": height}


def _settings(manifest: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """Return nested names and values as dotted rows; what has a place of its own on the page is left out."""
    rows: list[tuple[str, str]] = []
    for key, value in manifest.items():
        if key in {"about", "topics", "rows", "tables"}:
            continue
        if isinstance(value, dict):
            rows += _settings(value, f"{prefix}{key}.")
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            rows.append((prefix + key, text))
    return rows if prefix else [*rows, ("python", platform.python_version())]
