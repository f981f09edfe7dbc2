"""How a figure was drawn, so that it can be drawn once more in a size for narrow windows."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from analysis.plots.display import figure_png, whole
from analysis.plots.sizes import now, size

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

P = ParamSpec("P")
R = TypeVar("R")

_DRAWN: WeakKeyDictionary[Figure, Callable[[], Any]] = WeakKeyDictionary()


def remembered(draw: Callable[P, R]) -> Callable[P, R]:
    """Return a function that draws the same and can be asked for it again, unless axes were handed to it."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        result = draw(*args, **kwargs)
        if kwargs.get("ax") is None:
            figure = whole(result)  # type: ignore[arg-type]
            figure.stale = False  # what is changed by hand from here on sets it again
            _DRAWN[figure] = partial(draw, *args, **kwargs)
        return result

    return drawn


def narrow_png(figure: Figure) -> bytes | None:
    """Return a figure in the width of a column; None where it is one, or was changed since it was drawn."""
    if figure.stale or now().column or figure not in _DRAWN:
        return None
    with size("column"):
        return figure_png(_DRAWN[figure]())
