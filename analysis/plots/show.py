"""From Axes to picture bytes, the same bytes for the same figure."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.display import Image
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 160


def figure_png(drawn: Axes | Figure) -> bytes:
    """Return a figure as PNG bytes without date or software version.

    Args:
        drawn: what a function of this room returned.
    """
    figure = (
        drawn.get_figure(root=True) if hasattr(drawn, "axes") and not hasattr(drawn, "savefig") else drawn
    )
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()
