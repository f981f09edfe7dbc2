"""Figures: each a function from a frame to Axes, with labels that read right on every matplotlib."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.plots.artefact import draw_artefact
    from analysis.plots.calendar import draw_calendar
    from analysis.plots.changes import draw_changes
    from analysis.plots.context import context_table, draw_context
    from analysis.plots.coverage import draw_coverage
    from analysis.plots.display import figure_png, show
    from analysis.plots.html_table import table
    from analysis.plots.keyness import draw_keyness
    from analysis.plots.labels import label
    from analysis.plots.lags import draw_lags
    from analysis.plots.matrices import draw_pair_matrices
    from analysis.plots.network import draw_network
    from analysis.plots.pair_trend import draw_pair_trend
    from analysis.plots.pairs import draw_pair_matrix
    from analysis.plots.panels import draw_share_panels, draw_source_panels
    from analysis.plots.ramadan import draw_ramadan
    from analysis.plots.ranks import draw_ranks
    from analysis.plots.sets import draw_topic_sets
    from analysis.plots.shares import draw_shares
    from analysis.plots.sizes import size
    from analysis.plots.style import render, use_style
    from analysis.plots.tags import draw_tag_bars, draw_topic_bars
    from analysis.plots.themes import draw_themes

__all__ = [
    "context_table",
    "draw_artefact",
    "draw_calendar",
    "draw_changes",
    "draw_context",
    "draw_coverage",
    "draw_keyness",
    "draw_lags",
    "draw_network",
    "draw_pair_matrices",
    "draw_pair_matrix",
    "draw_pair_trend",
    "draw_ramadan",
    "draw_ranks",
    "draw_share_panels",
    "draw_shares",
    "draw_source_panels",
    "draw_tag_bars",
    "draw_themes",
    "draw_topic_bars",
    "draw_topic_sets",
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
    "draw_calendar": "calendar",
    "draw_changes": "changes",
    "context_table": "context",
    "draw_context": "context",
    "draw_keyness": "keyness",
    "draw_lags": "lags",
    "draw_pair_matrices": "matrices",
    "draw_network": "network",
    "draw_ramadan": "ramadan",
    "draw_ranks": "ranks",
    "draw_topic_sets": "sets",
    "draw_themes": "themes",
    "draw_artefact": "artefact",
    "draw_coverage": "coverage",
    "draw_pair_matrix": "pairs",
    "draw_pair_trend": "pair_trend",
    "draw_share_panels": "panels",
    "draw_source_panels": "panels",
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
    from analysis.plots.again import remembered

    return remembered(takes_any_table(found, eager))


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
