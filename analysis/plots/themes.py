"""The strategic diagram: which themes hold together, and which link the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.plots.canvas import (
    Labels,
    figure_of,
    lay_out,
    need,
    new_axes,
    no_data,
    set_text,
    shown,
    shown_note,
    source_note,
)
from analysis.plots.labels import label
from analysis.plots.layout import apart, that_fit
from analysis.plots.sizes import now
from analysis.plots.style import FAINT, GREY, INK, PALETTE, PAPER, style
from analysis.plots.text import fit, text_width
from analysis.plots.words import Lang, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

COLUMNS = ("theme", "n_members", "centrality", "density", "quadrant")
COLOUR = {"motor": PALETTE[0], "basic": PALETTE[3], "niche": PALETTE[2], "emerging": PALETTE[4]}
SHAPE = {"motor": "o", "basic": "s", "niche": "D", "emerging": "^"}
EDGES = 1.9  # heights of small text that the names of the quarters take, above and below
NAME_SHARE = 0.2  # of the figure's width that a name may take


def draw_themes(
    strategic_diagram: pl.DataFrame,
    *,
    lang: Lang = "ar",
    labels: Labels | None = None,
    most: int = 16,
    source: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each theme by the ranks of its centrality and density, its mark as large as it has members.

    Ranks and not values, as Callon, Courtial and Laville (1991) do: the values of a few themes lie in a heap.

    Args:
        strategic_diagram: the table of ``strategic_diagram``, of one period.
        lang: language of the words of the figure; in Arabic centrality grows from the right.
        labels: from topic (or tag key) to shown name.
        most: how many themes, those with most members.
        source: where the data are from, for the line of notes.
        title: another title than the usual one.
        ax: axes to draw on; None makes a figure.

    Returns:
        The axes.

    Raises:
        TableError: a column is missing.

    >>> sizes = {"theme": ["gaza", "iran"], "n_members": [3, 2], "quadrant": ["motor", "basic"]}
    >>> diagram = pl.DataFrame({**sizes, "centrality": [2.0, 1.5], "density": [40.0, 10.0]})
    >>> draw_themes(diagram, lang="en").figure.get_label().split(". ")[0]
    'Strategic diagram of themes'
    """
    need(strategic_diagram, COLUMNS, "draw_themes")
    found = strategic_diagram.drop_nulls("quadrant").filter(pl.col("n_members") > 1)
    titles = title or word("themes", lang), word("themes sub", lang, word("onwards", lang))
    with style():
        ax = ax or new_axes(now().width * 0.72)
        top = _that_fit(ax, found.sort(["n_members", "theme"], descending=[True, False]).head(most), labels)
        if top.is_empty():
            return no_data(ax, lang, titles[0])
        _face(ax, lang)
        notes = [
            word("n members", lang, f"{int(found['n_members'].sum()):,}"),
            shown_note(top.height, found.height, lang),
            source_note(source, lang),
        ]
        set_text(ax, *titles, notes, lang, below=4)
        _draw(ax, top, labels, lang)
    return ax


def _face(ax: Axes, lang: Lang) -> None:
    """Draw the cross of the medians, name its quarters, and say which way both axes grow."""
    ax.set_xlim((1, 0) if lang == "ar" else (0, 1))
    ax.set_ylim(0, 1)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(True)
    ax.spines[:].set_color(FAINT)
    ax.axhline(0.5, color=GREY, linewidth=0.7)
    ax.axvline(0.5, color=GREY, linewidth=0.7)
    for quadrant, (x, y) in {"motor": (1, 1), "niche": (0, 1), "basic": (1, 0), "emerging": (0, 0)}.items():
        left = (x == 0) == (lang == "en")
        ax.annotate(
            label(word(quadrant, lang)),
            (x, y),
            (4 if left else -4, -4 if y else 4),
            textcoords="offset points",
            ha="left" if left else "right",
            va="top" if y else "bottom",
            fontsize=now().small,
            color=GREY,
            fontweight="bold",
        )


def _that_fit(ax: Axes, themes: pl.DataFrame, labels: Labels | None) -> pl.DataFrame:
    """Return the largest themes of each quarter that its names leave room for."""
    width, height = (inches * 72 for inches in figure_of(ax).get_size_inches())
    room = width / 2 - 10, (height - 2 * EDGES * now().small - now().title * 5.5) / 2
    parts = []
    for quarter in sorted(COLOUR):
        part = themes.filter(pl.col("quadrant") == quarter)
        texts, radius = _texts(ax, part, labels), _radius(part)
        parts.append(part.head(that_fit([_box(*one) for one in zip(texts, radius, strict=True)], room)))
    return pl.concat(parts).sort(["n_members", "theme"], descending=[True, False])


def _texts(ax: Axes, themes: pl.DataFrame, labels: Labels | None) -> list[str]:
    room = figure_of(ax).get_figwidth() * 72 * NAME_SHARE
    return [fit(shown(name, labels), room, now().small) for name in themes["theme"]]


def _radius(themes: pl.DataFrame) -> np.ndarray:
    members = themes["n_members"].to_numpy()
    return 2.4 + 4.5 * np.sqrt(members / max(members.max(initial=1), 1))


def _draw(ax: Axes, top: pl.DataFrame, labels: Labels | None, lang: Lang) -> None:
    size = now()
    width, height = lay_out(ax), ax.get_window_extent().height * 72 / figure_of(ax).dpi
    edge = size.small * EDGES  # the names of the quarters stand there
    x, y = _spread(top["centrality"]), _spread(top["density"])
    if lang == "ar":
        x = 1 - x
    texts, radius = _texts(ax, top, labels), _radius(top)
    boxes = np.array([_box(text, r) for text, r in zip(texts, radius, strict=True)])
    inner = np.array([width, height - 2 * edge])
    centres = np.empty_like(boxes)
    for quarter in sorted(COLOUR):
        inside = np.flatnonzero((top["quadrant"] == quarter).to_numpy())
        if len(inside):
            centres[inside] = _in_quarter(quarter, np.stack([x, y], 1)[inside], boxes[inside], inner, lang)
    centres[:, 1] += edge
    for text, quadrant, (cx, cy), r, (_, high) in zip(
        texts, top["quadrant"], centres, radius, boxes, strict=True
    ):
        _mark(ax, text, quadrant, (cx / width, (cy + high / 2 - r) / height), r, lang)


def _spread(values: pl.Series) -> np.ndarray:
    """Return the ranks of values between 0 and 1, equal ones at one place."""
    return ((values.rank("average") - 0.5) / len(values)).to_numpy()


def _in_quarter(quarter: str, at: np.ndarray, boxes: np.ndarray, inner: np.ndarray, lang: Lang) -> np.ndarray:
    """Return where the marks of one quarter stand, in points: near their ranks, none over another."""
    half = inner / 2
    right = (quarter in ("motor", "basic")) == (lang == "en")
    corner = np.array([half[0] if right else 0.0, half[1] if quarter in ("motor", "niche") else 0.0])
    return apart(at * inner - corner, boxes, (half[0] - 4, half[1] - 2)) + corner + np.array([2.0, 1.0])


def _box(text: str, radius: float) -> tuple[float, float]:
    size, rows = now().small, text.split("\n")
    return max(max(text_width(row, size) for row in rows), 2 * radius) + 6, 2 * radius + len(
        rows
    ) * size * 1.5 + 3


def _mark(ax: Axes, text: str, quadrant: str, place: Sequence[float], radius: float, lang: Lang) -> None:
    x, y = place
    ax.plot(
        1 - x if lang == "ar" else x,
        y,
        SHAPE[quadrant],
        color=COLOUR[quadrant],
        markersize=2 * radius,
        markeredgecolor=PAPER,
        zorder=3,
    )
    ax.annotate(
        text,
        (1 - x if lang == "ar" else x, y),
        (0, -radius - 1.5),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=now().small,
        color=INK,
        linespacing=1.1,
        zorder=4,
    )
