"""Figures: each a function from a frame to Axes, with labels that read right on every matplotlib."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.plots.artefact import draw_artefact
    from analysis.plots.coverage import draw_coverage
    from analysis.plots.display import figure_png, show
    from analysis.plots.html_table import table
    from analysis.plots.labels import label
    from analysis.plots.pair_trend import draw_pair_trend
    from analysis.plots.pairs import draw_pair_matrix
    from analysis.plots.panels import draw_share_panels
    from analysis.plots.shares import draw_shares
    from analysis.plots.sizes import size
    from analysis.plots.style import render, use_style
    from analysis.plots.tags import draw_tag_bars, draw_topic_bars

__all__ = [
    "draw_artefact",
    "draw_coverage",
    "draw_pair_matrix",
    "draw_pair_trend",
    "draw_share_panels",
    "draw_shares",
    "draw_tag_bars",
    "draw_topic_bars",
    "figure_png",
    "label",
    "render",
    "show",
    "size",
    "table",
    "use_style",
]

# Names are fetched when first used, so that a label does not wait for polars.
_HOME = {
    "draw_artefact": "artefact",
    "draw_coverage": "coverage",
    "draw_pair_matrix": "pairs",
    "draw_pair_trend": "pair_trend",
    "draw_share_panels": "panels",
    "draw_shares": "shares",
    "draw_tag_bars": "tags",
    "draw_topic_bars": "tags",
    "figure_png": "display",
    "label": "labels",
    "render": "style",
    "show": "display",
    "size": "sizes",
    "table": "html_table",
    "use_style": "style",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'analysis.plots' has no attribute '{name}'")
    found = getattr(import_module(f"analysis.plots.{_HOME[name]}"), name)
    if not name.startswith("draw_"):
        return found
    from analysis.frames import eager, takes_any_table

    return takes_any_table(found, eager)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
