"""Tables -> executed notebooks as self-contained HTML, with a first page; and widgets to explore them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.report.figure_tables import source_line
from analysis.report.findings import halves
from analysis.report.make import report, topic_labels

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.plots.words import Lang

__all__ = ["explore", "halves", "report", "source_line", "topic_labels"]


def explore(tables: str | Path, *, lang: Lang = "ar") -> Any:
    """Return widgets for JupyterLab; see :func:`analysis.report.widgets.explore`."""
    from analysis.report.widgets import explore as widgets

    return widgets(tables, lang=lang)
