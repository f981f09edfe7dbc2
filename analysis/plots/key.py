"""A key under the axes, in reading order, where names at the marks themselves have no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.plots.canvas import figure_of, reading_side
from analysis.plots.labels import label
from analysis.plots.rows import NAME_SHARE
from analysis.plots.sizes import now
from analysis.plots.text import text_width
from analysis.plots.words import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def draw_key(ax: Axes, parts: Sequence[tuple[str, str, str]], lang: Lang, edge: str = "white") -> float:
    """Name colours and hatches under the axes, and return the points that this takes.

    Args:
        ax: axes to draw on.
        parts: colour, hatch and name of each, in reading order.
        lang: in Arabic the first stands at the right, and names stand to the left of their colours.
        edge: colour of the frame around each colour.
    """
    from matplotlib.patches import Patch

    patches: list[Artist | tuple[Artist, ...]] = [
        Patch(
            facecolor=colour,
            hatch=hatch,
            edgecolor=edge,
            linewidth=0.4 if edge != "white" else 0,
            label=label(name),
        )
        for colour, hatch, name in parts
    ]
    side, small = reading_side(lang), now().small
    gap = small * (1.0 if now().column else 1.6)
    wide = sum(text_width(name, small) + 2.1 * small + gap for _, _, name in parts) - gap
    room = figure_of(ax).get_figwidth() * 72 * (1 - NAME_SHARE) - 2 * small  # margins and the frame's padding
    rows = 1 if wide <= room else 2
    ax.legend(
        handles=patches[::-1] if lang == "ar" else patches,
        loc="upper right" if lang == "ar" else "upper left",
        bbox_to_anchor=(float(side == "right"), 0),
        ncols=-(-len(patches) // rows),
        markerfirst=lang == "en",
        frameon=False,
        fontsize=small,
        borderpad=0,
        borderaxespad=0.4,
        columnspacing=gap / small,
        handlelength=1.4,
        handletextpad=0.5,
    )
    return 26.0 + (rows - 1) * small * 1.6
