"""The three sizes a figure is printed in: newspaper column, page and social card."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Size:
    """How wide a figure is in inches, how high where that is fixed, and its type sizes in points."""

    width: float
    height: float | None
    small: float
    body: float
    title: float

    @property
    def scale(self) -> float:
        """How large the type is, against that of a page."""
        return self.body / 9.0

    @property
    def column(self) -> bool:
        """Whether the figure is too narrow for two things side by side."""
        return self.width < 5

    def fits(self, inches: float, wanted: int) -> int:
        """Return how many rows of so many inches the figure has room for: all, unless its height is fixed."""
        if self.height is None:
            return wanted
        head = (1.5 * (self.title + self.body + self.small) + 44) / 72
        return min(wanted, max(1, int((self.height - head) // inches)))


SIZES = {
    "column": Size(3.5, None, 6.5, 7.5, 9.5),
    "page": Size(6.3, None, 7.5, 9.0, 11.5),
    "card": Size(6.0, 3.15, 8.5, 10.0, 14.0),  # 1200 x 630 pixels, the picture of a link
}

_CURRENT: ContextVar[Size] = ContextVar("size", default=SIZES["page"])


def now() -> Size:
    """Return the size that figures are drawn in at this place."""
    return _CURRENT.get()


@contextmanager
def size(name: str) -> Iterator[Size]:
    """Draw the figures inside this block in another size than that of a page.

    Args:
        name: ``column``, ``page`` or ``card``.

    Raises:
        InputError: there is no such size.

    >>> with size("card") as card:
    ...     card.width, card.height
    (6.0, 3.15)
    """
    if name not in SIZES:
        raise InputError(f"size '{name}': expected one of {', '.join(SIZES)}.")
    token = _CURRENT.set(SIZES[name])
    try:
        yield SIZES[name]
    finally:
        _CURRENT.reset(token)
