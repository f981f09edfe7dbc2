"""What every figure shares: axes with a title on the reading side, a line of notes, and words for no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

import polars as pl

from analysis.errors import TableError
from analysis.plots.labels import Base, label
from analysis.plots.sizes import now
from analysis.plots.style import GREY, INK
from analysis.plots.text import fit, fit_notes
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine
    from matplotlib.transforms import Bbox

Labels = Mapping[str, str]
Side = Literal["left", "right"]
TEXT_SHARE = 0.92  # of the figure's width that a line of text may take
LOW = 1.4  # inches of a figure without data
EDGE = 6.0  # points between the text and the edge of the figure
LEADING = 1.5  # height of a line of the bundled font in units of its size


def new_axes(height: float = 3.4, width: float = 0.0) -> Axes:
    """Return empty axes on a figure of their own, of ``width`` times ``height`` inches."""
    return new_figure(height, width).subplots()


def new_figure(height: float, width: float = 0.0) -> Figure:
    """Return an empty figure outside pyplot, so that drawing leaves nothing open.

    Args:
        height: in inches; a size whose height is fixed keeps its own.
        width: in inches; 0 takes that of the size.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    size = now()
    inches = (width or size.width, size.height or height)
    figure = Figure(figsize=inches, layout=ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08))
    FigureCanvasAgg(figure)  # the figure's own canvas is a blank one, on which `draw` lays nothing out
    return figure


def figure_of(ax: Axes) -> Figure:
    """Return the figure the axes stand on, also where a subfigure lies between."""
    return ax.figure.figure


def lay_out(ax: Axes) -> float:
    """Lay the figure out as if drawn, and return the width of the axes in points."""
    figure = figure_of(ax)
    figure.draw_without_rendering()
    return float(ax.get_window_extent().width * 72 / figure.dpi)


def largest(frame: pl.DataFrame, column: str) -> int:
    """Return the largest count of a column; 0 where there is none."""
    return int(cast("int | None", frame[column].max()) or 0) if column in frame.columns else 0


def need(frame: pl.DataFrame, columns: tuple[str, ...], figure: str) -> None:
    """Raise ``TableError`` when ``frame`` lacks a column that the figure draws."""
    if missing := [name for name in columns if name not in frame.columns]:
        raise TableError(f"{figure}: column {', '.join(missing)} is missing; it draws {', '.join(columns)}.")


def named(topics: Sequence[str], frame: pl.DataFrame, figure: str) -> list[str]:
    """Return the topics to draw; raise ``TableError`` when the frame has no row of one."""
    there = sorted(frame["topic"].drop_nulls().unique())
    if isinstance(topics, str) or (unknown := sorted({*topics} - {*there})):
        wrong = topics if isinstance(topics, str) else ", ".join(map(str, unknown))
        raise TableError(f"{figure}: topics {wrong}: expected a list of names out of {', '.join(there)}.")
    return list(topics)


def shown(name: str, labels: Labels | None) -> str:
    """Return the name that readers see for a topic."""
    return (labels or {}).get(name, name)


def pair_name(a: str, b: str, labels: Labels | None) -> str:
    """Return the name that readers see for a pair of topics."""
    return f"{shown(a, labels)} – {shown(b, labels)}"


def reading_side(lang: Lang) -> Side:
    """Return the side where reading begins."""
    return "right" if lang == "ar" else "left"


def base_of(lang: Lang) -> Base:
    """Return the side from which sentences are read, also those with names of the other script in them."""
    return "R" if lang == "ar" else "L"


def set_text(
    ax: Axes, title: str, subtitle: str, notes: list[str], lang: Lang, *, below: float = 6, above: float = 0
) -> None:
    """Write a bold title and a plain line above the axes, and the notes (denominators, source) under them.

    They stand on the side where reading begins, at the outer edge of all that has been drawn beside the axes,
    so this comes after the names of bars and lines. ``below`` and ``above`` are points kept free for a key.
    """
    describe(figure_of(ax), title, subtitle, *notes)
    side, width = reading_side(lang), figure_of(ax).get_figwidth() * 72 * TEXT_SHARE
    x = _outer_edge(ax, side)
    plain = fit(subtitle, width, now().body, lines=3, base=base_of(lang))
    room = 8.0 + above + (now().body * LEADING * (plain.count("\n") + 1) + 5) * bool(subtitle)
    drawn = fit(title, width, now().title, bold=True, base=base_of(lang))
    ax.set_title(drawn, loc=side, x=x, color=INK, pad=room, multialignment=side)
    ax.annotate(
        plain,
        (x, 1),
        (0, 6 + above),
        xycoords="axes fraction",
        textcoords="offset points",
        ha=side,
        va="bottom",
        multialignment=side,
        color=GREY,
        fontsize=now().body,
    )
    text = fit_notes(notes, width, now().small, lines=4, base=base_of(lang))
    ax.set_xlabel(text, x=x, ha=side, color=GREY, fontsize=now().small, multialignment=side, labelpad=below)


def _outer_edge(ax: Axes, side: str) -> float:
    """Return how far the axes and all beside them reach, as a fraction of the width of the axes."""
    lay_out(ax)
    outer = cast("Bbox", ax.get_tightbbox())
    edge = (outer.x1 if side == "right" else outer.x0, 0)
    return float(ax.transAxes.inverted().transform(edge)[0])


def set_figure_text(figure: Figure, title: str, subtitle: str, notes: list[str], lang: Lang) -> None:
    """Write title, subtitle and notes of a figure of several panels, as `set_text` does for one.

    The panels are laid out between them.
    """
    describe(figure, title, subtitle, *notes)
    size, side, base = now(), reading_side(lang), base_of(lang)
    width, height = (inches * 72 for inches in figure.get_size_inches())
    x = 1 - EDGE / width if side == "right" else EDGE / width
    rows = (
        (fit(title, width * TEXT_SHARE, size.title, bold=True, base=base), size.title, INK, "bold"),
        (fit(subtitle, width * TEXT_SHARE, size.body, lines=3, base=base), size.body, GREY, "normal"),
    )
    top = EDGE - 1.0
    for text, points, colour, weight in rows:
        figure.text(
            x,
            1 - top / height,
            text,
            ha=side,
            va="top",
            fontsize=points,
            color=colour,
            fontweight=weight,
            multialignment=side,
        )
        top += (text.count("\n") + bool(text)) * points * LEADING
    text = fit_notes(notes, width * TEXT_SHARE, size.small, lines=3, base=base)
    figure.text(
        x, EDGE / height, text, ha=side, va="bottom", fontsize=size.small, color=GREY, multialignment=side
    )
    bottom = EDGE + (text.count("\n") + bool(text)) * size.small * LEADING
    between = (0, bottom / height, 1, 1 - (top + bottom + 2) / height)
    cast("ConstrainedLayoutEngine", figure.get_layout_engine()).set(rect=between)


def describe(figure: Figure, *texts: str) -> None:
    """Keep the words of a figure as its label, for readers who cannot see it."""
    figure.set_label(". ".join(text for text in texts if text))


def source_note(source: str, lang: Lang) -> str:
    """Return the line that names where the data are from, or nothing."""
    return word("source", lang, source) if source else ""


def shown_note(n: int, of: int, lang: Lang) -> str:
    """Return the words that say how many of how many are drawn, or nothing where all are."""
    return word("shown", lang, f"{n:,}", f"{of:,}") if n < of else ""


def no_data(ax: Axes, lang: Lang, title: str = "") -> Axes:
    """Write in words, under the title, that there is nothing to draw."""
    words, size, side = word("no data", lang), now(), reading_side(lang)
    describe(figure_of(ax), title, words)
    ax.set_axis_off()
    if size.height is None and len(figure_of(ax).axes) == 1:
        figure_of(ax).set_figheight(LOW)  # three words need no page
    ax.set_xticks([])
    ax.set_yticks([])
    ax.text(0.5, 0.5, label(words), ha="center", va="center", color=GREY, fontsize=size.body)
    room = figure_of(ax).get_figwidth() * 72 * TEXT_SHARE
    ax.set_title(
        fit(title, room, size.title, bold=True, base=base_of(lang)), loc=side, color=INK, multialignment=side
    )
    return ax
