"""A figure as a notebook shows it: for wide windows, and beside that for narrow ones."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from IPython.display import Image

NARROW = "application/vnd.wusum.narrow+png"
"""Kind of the picture for narrow windows: JupyterLab passes over it, a report takes it for phones."""


class ShownFigure(Image):
    """A figure as PNG, with words for those who cannot see it."""

    def __init__(self, png: bytes, narrow: bytes | None, *, width: int, alt: str) -> None:
        super().__init__(png, format="png", width=width, metadata={"alt": alt})
        self.narrow = narrow

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        data, metadata = super()._repr_mimebundle_(include, exclude)
        if self.narrow is not None:
            data[NARROW] = b64encode(self.narrow).decode("ascii")
        return data, metadata
