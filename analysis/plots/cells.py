"""Heat maps: cells in one hue, their values printed, hatched where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.plots.labels import label
from analysis.plots.style import DIVERGING, INK, PAPER, SEQUENTIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes

Place = tuple[int, int]  # column, row
DARK = 0.55  # luminance below which print is white


def draw_cells(
    ax: Axes,
    values: Mapping[Place, float | None],
    text: Callable[[float], str],
    size: float,
    *,
    most: float,
    centred: bool = False,
    upright: bool = False,
) -> None:
    """Draw a square a value; a hatched one where the value is None.

    Args:
        ax: axes to draw on; the place of a cell is its column and row.
        values: what to draw where.
        text: how a value is printed in its cell.
        size: font size of the values.
        most: the value that takes the darkest colour; what is larger takes it too.
        centred: whether colours part at 0 instead of starting there.
        upright: whether values are printed from bottom to top, in cells too narrow for them.
    """
    from matplotlib.patches import Rectangle

    colour = _colours(most or 1.0, centred)
    look: Any = {"ha": "center", "va": "center", "fontsize": size, "rotation": 90 if upright else 0}
    for (column, row), value in values.items():
        box: Any = ((column - 0.5, row - 0.5), 1, 1)
        if value is None:
            ax.add_patch(
                Rectangle(*box, facecolor="#f5f5f5", hatch="/////", edgecolor="#bfbfbf", linewidth=0)
            )
            continue
        face = colour(value)
        ax.add_patch(Rectangle(*box, facecolor=face, edgecolor=PAPER, linewidth=1))
        ink = PAPER if _luminance(face) < DARK else INK
        printed = ax.text(column, row, label(text(value)), color=ink, **look)
        printed.set_in_layout(False)  # inside the axes anyway; laying out 300 of them takes half a second


def _colours(most: float, centred: bool) -> Callable[[float], tuple[float, ...]]:
    """Return the colour of a value: from 0 to ``most``, or from ``-most`` over 0 to ``most``."""
    from matplotlib.colors import LinearSegmentedColormap

    ramp = LinearSegmentedColormap.from_list("wusum", DIVERGING if centred else SEQUENTIAL)
    return lambda value: tuple(ramp((value / most + 1) / 2 if centred else value / most)[:3])


def _luminance(colour: tuple[float, ...]) -> float:
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
