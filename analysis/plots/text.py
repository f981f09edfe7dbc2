"""Text that fits: measured, broken into lines before it is labelled, never run off an edge."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.plots.labels import Base, label
from analysis.plots.style import font_families

if TYPE_CHECKING:
    from collections.abc import Sequence

ELLIPSIS = "…"
SEPARATOR = " · "  # between notes; dropped where a line ends
LONGEST = 600  # characters that are looked at; no label holds more


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width in points of one line as matplotlib draws it."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=font_families(), size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(label(text), font, ismath=False)[0])


def fit(text: str, width: float, size: float, *, lines: int = 2, bold: bool = False, base: Base = "R") -> str:
    """Return ``text`` labelled and broken into at most ``lines`` lines of ``width`` points.

    Text that needs more lines ends with an ellipsis; a word longer than a line is broken.
    """
    rows = _break(" ".join(text[:LONGEST].split()), width, size, bold, lines)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], _shorten(rows[lines - 1], width, size, bold)]
    mark = SEPARATOR.strip()
    parts = (row.removesuffix(f" {mark}").removeprefix(f"{mark} ") for row in rows)
    return label("\n".join(parts), base=base)


def fit_notes(notes: Sequence[str], width: float, size: float, *, lines: int, base: Base = "R") -> str:
    """Return notes in a row, labelled, broken between them where ``lines`` lines suffice for that."""
    rows: list[str] = []
    for note in filter(None, notes):
        longer = f"{rows[-1]}{SEPARATOR}{note}" if rows else note
        rows = [*rows[:-1], longer] if text_width(longer, size) <= width else [*rows, note]
    if len(rows) <= lines and all(text_width(row, size) <= width for row in rows):
        return label("\n".join(rows), base=base)
    return fit(SEPARATOR.join(filter(None, notes)), width, size, lines=lines, base=base)


def _break(text: str, width: float, size: float, bold: bool, lines: int) -> list[str]:
    """Return the first ``lines`` lines of the text, and one more when there is more."""
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else word
        if text_width(longer, size, bold) <= width:
            row = longer
            continue
        rows += [row] if row else []
        row = word
        while text_width(row, size, bold) > width and len(rows) <= lines:
            cut = _cut(row, width, size, bold)
            rows.append(row[:cut])
            row = row[cut:]
        if len(rows) > lines:
            return rows
    return [*rows, row]


def _cut(word: str, width: float, size: float, bold: bool) -> int:
    """Return how many characters of a long word fit, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text_width(word[:middle], size, bold) <= width else (low, middle - 1)
    return low


def fit_word(word: str, width: float, size: float, bold: bool = False) -> str:
    """Return the beginning of a word that fits in ``width`` points, with an ellipsis; not labelled."""
    return word[: _cut(word, width - text_width(ELLIPSIS, size, bold), size, bold)] + ELLIPSIS


def _shorten(row: str, width: float, size: float, bold: bool) -> str:
    """Return the row with an ellipsis, without its last word when there is no room for both."""
    while row and text_width(row + ELLIPSIS, size, bold) > width:
        row = row.rsplit(" ", 1)[0] if " " in row else row[:-1]
    return row + ELLIPSIS
