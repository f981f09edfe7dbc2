"""How figures look: fonts, colours, sizes, and files that are the same bytes on every run."""

from __future__ import annotations

import io
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.plots.labels import is_right_to_left, matplotlib_shapes
from analysis.plots.marks import MARKS_FAMILY
from analysis.plots.sizes import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

FONT_FAMILY = "Wusum Sans"
FONT_FILE = Path(__file__).parent / "fonts" / "WusumSans-Regular.ttf"
FALLBACK = "DejaVu Sans"  # ships with matplotlib; complete for Arabic news, presentation forms included

INK, GREY, FAINT, PAPER = "#1a1a1a", "#595959", "#d9d9d9", "#ffffff"
# Lightness climbs from 26 to 76 of 100, so that lines differ in grey and with each kind of colour blindness;
# names are written in a darker tone of the same hue, at 4.5 : 1 or more on white.
PALETTE = ("#123f6d", "#a8321f", "#8a5fbf", "#3f9470", "#d9962b", "#86c3e6")
NAME_COLOURS = ("#123f6d", "#a8321f", "#7a4fb0", "#2a7355", "#8a5a0b", "#2a6d9a")
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.6)), (0, (1.4, 1.2)), (0, (6, 1.4, 1.4, 1.4)), (0, (3, 1)), "-")
RISE, FALL = "#123f6d", "#a8321f"  # dark blue and brick differ in grey by 13 of 100, and by shape in figures
SEQUENTIAL = ("#f4f7fa", "#c6d9ea", "#84b0d3", "#3f79ae", "#123f6d")
DIVERGING = ("#8c4a0b", "#e0b273", "#f7f7f7", "#a3bfdb", "#123f6d")


@lru_cache(maxsize=1)
def font_families() -> list[str]:
    """Return the font families to draw with, best first, after registering the bundled one.

    The bundled font joins and kerns letters by its own tables, so it is used where matplotlib shapes text;
    before 3.11 a font must carry presentation forms, and there it only lends what DejaVu Sans lacks, and a
    font of vowel marks stands last: ``label`` draws marks from it where it finds its name in the settings.
    """
    from matplotlib import font_manager

    for path in sorted(FONT_FILE.parent.glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    return [FONT_FAMILY, FALLBACK] if matplotlib_shapes() else [FALLBACK, FONT_FAMILY, MARKS_FAMILY]


def settings() -> Any:
    """Return the matplotlib settings of every figure.

    ``svg.fonttype`` stays ``path``: a browser would order SVG text by its own rules and fonts.
    """
    return {
        "font.family": font_families(),
        "font.size": now().body,
        "text.color": INK,
        "axes.labelcolor": GREY,
        "axes.labelsize": now().small,
        "axes.titlesize": now().title,
        "axes.titleweight": "bold",
        "axes.edgecolor": GREY,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "axes.axisbelow": True,
        "xtick.labelsize": now().small,
        "ytick.labelsize": now().small,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.major.size": 3,
        "ytick.major.size": 3,
        "grid.color": "#e6e6e6",
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.5,
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "figure.dpi": 100,
        "savefig.dpi": 200,
        "svg.fonttype": "path",
        "svg.hashsalt": "wusum",
        "pdf.fonttype": 42,
        "text.hinting": "none",  # hinted to whole pixels, small Arabic loses its even spacing
        "text.usetex": False,
        "text.parse_math": True,
    }


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this block in the style of the package; matplotlib's own settings come back after it."""
    import matplotlib as mpl

    with mpl.rc_context(settings()):
        yield


def use_style() -> None:
    """Set the style of the package for the rest of the session, for figures of one's own in a notebook."""
    import matplotlib as mpl

    mpl.rcParams.update(settings())


@contextmanager
def _arabic_as_outlines(figure: Figure) -> Iterator[None]:
    """Draw Arabic as outlines in this block: as text, the PDF of matplotlib 3.11 tears marked words apart."""
    from matplotlib.patheffects import Normal
    from matplotlib.text import Text

    texts = [text for text in figure.findobj(Text) if is_right_to_left(text.get_text())]
    before = [text.get_path_effects() for text in texts]
    for text in texts:
        text.set_path_effects([Normal()])
    try:
        yield
    finally:
        for text, effects in zip(texts, before, strict=True):
            text.set_path_effects(effects)


def render(figure: Figure, kind: str = "svg") -> bytes:
    """Return a figure as the bytes of a file, the same on every run.

    Args:
        figure: any figure of this package.
        kind: ``svg``, ``png`` or ``pdf``.

    Raises:
        InputError: it is no figure, or no such kind.
    """
    left_out = {"svg": "Date", "pdf": "CreationDate", "png": "Software"}
    if kind not in left_out:
        raise InputError(f"kind '{kind}': expected one of {', '.join(left_out)}.")
    if not hasattr(figure, "savefig"):
        raise InputError(f"render takes a figure, not {type(figure).__name__}. Give it `axes.figure`.")
    buffer, changed = io.BytesIO(), figure.stale
    with style(), _arabic_as_outlines(figure) if kind == "pdf" and matplotlib_shapes() else nullcontext():
        figure.savefig(buffer, format=kind, metadata={left_out[kind]: None})
    figure.stale = changed  # printing a figure is no change by hand
    return buffer.getvalue()
