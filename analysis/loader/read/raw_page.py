"""What a raw file gives: pages as found, and findings about what could not be read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from analysis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = Literal["dump", "html", "record"]

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html)\b", re.I
)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it was found, decoded and not yet cut.

    Attributes:
        raw_path: the path as the user gave it, with forward slashes; ``file.jsonl#3`` is row 3 (from 1).
        kind: ``dump`` (text of a whole page), ``html`` (markup) or ``record`` (a row with its own columns).
        text: the dump, the markup, or the body of a record.
        fields: what the row says beside its text: title, body, url, source, source_id, published (as
            written), tags (list of str), language; absent when the row does not say.
        repairs: what was repaired in the text while decoding.
    """

    raw_path: str
    kind: Kind
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawIssue:
    """One finding about one raw file or row that gave no page.

    Attributes:
        raw_path: as in `RawPage`.
        issue: short name of the finding; docs/loading.md lists them.
        detail: one line: what was found, what was expected.
    """

    raw_path: str
    issue: str
    detail: str


class RawFault(InputError):
    """A raw file or row cannot be read further; it becomes one `RawIssue` and never reaches the user."""

    def __init__(self, issue: str, detail: str) -> None:
        """Keep the name of the finding beside its detail, which is made one line that any file can hold."""
        super().__init__(" ".join(detail.encode("utf-8", "replace").decode().split()))
        self.issue = issue


def shown_path(path: str | Path) -> str:
    r"""Return ``path`` with forward slashes, and bytes that are no UTF-8 written as ``\xff``.

    >>> shown_path("data/raw/a.txt")
    'data/raw/a.txt'
    """
    name = os.fspath(path).replace(os.sep, "/")
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_markup(text: str) -> bool:
    """Tell whether a text is a whole HTML page.

    >>> is_markup("<!DOCTYPE html><html>")
    True
    """
    return _MARKUP.match(text) is not None
