"""Horizontal bars of one or more parts, with a text at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.plots.labels import label
from analysis.plots.rows import name_rows
from analysis.plots.sizes import now
from analysis.plots.style import GREY, INK, PALETTE, PAPER
from analysis.plots.words import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

PART_STYLES = ((PALETTE[0], ""), ("#d98c7d", "////"), ("#e3c9a0", "...."))


def draw_bars(
    ax: Axes,
    names: Sequence[str],
    parts: Sequence[Sequence[float]],
    ends: Sequence[str],
    lang: Lang,
    spans: Sequence[tuple[float, float]] = (),
) -> None:
    """Draw one bar a name, top down, of one or more parts end to end, with a text at its end.

    Args:
        ax: axes to draw on.
        names: names in logical order.
        parts: for each kind of part, its length in every bar.
        ends: the text at the end of every bar.
        lang: in Arabic bars grow from the right.
        spans: the interval of every bar, drawn as a thin line over its end; none where there are none.
    """
    rows = range(len(names))
    reach = [0.0] * len(names)
    for (colour, hatch), lengths in zip(PART_STYLES, parts, strict=False):
        ax.barh(rows, lengths, 0.68, reach, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
        reach = [a + b for a, b in zip(reach, lengths, strict=True)]
    for row, span in enumerate(spans):
        look: Any = {"linewidth": 1.1, "solid_capstyle": "butt"}
        ax.plot((reach[row], span[1]), (row, row), color=GREY, **look)
        ax.plot((span[0], reach[row]), (row, row), color=PAPER, **look)  # on the bar
        reach[row] = max(reach[row], span[1])
    other = "left" if lang == "en" else "right"
    for row, end, text in zip(rows, reach, ends, strict=True):
        ax.annotate(
            label(text),
            (end, row),
            (-4 if lang == "ar" else 4, 0),
            textcoords="offset points",
            ha=other,
            va="center",
            fontsize=now().small,
            color=INK,
        )
    ax.set_xlim(0, (max(reach, default=1.0) or 1.0) * 1.02)
    ax.set_xticks([])  # lengths are printed at the bars
    name_rows(ax, names, lang)
