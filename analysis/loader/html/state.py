"""What the scripts of a page hold for its framework: the article as JSON, when no JSON-LD says it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.html.markup import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_STATE = re.compile(r"(?:window|self|globalThis)\s*(?:\.\s*\w+|\[\s*['\"]\w+['\"]\s*\])\s*=\s*(?=[{\[])")
_MAX_DEPTH, _MAX_NODES = 24, 50_000
_HEADLINE = 12
"""Characters of the shortest title by which an object is known to be the page's article."""

_AS_LD = {"published": "datePublished", "tags": "keywords", "body": "articleBody", "text": "articleBody"}
"""Field of a table -> its name in JSON-LD."""


def state_article(tree: HtmlElement) -> dict[str, object]:
    """Return the page's article as its scripts hold it, under the names of JSON-LD; empty without one.

    It is the object with the most text among those whose title the page repeats. Keys are known by the names
    that columns of tables have.
    """
    said = fold(" ".join(tidy(e.text_content()) for e in tree.iter("title", "h1", "h2")))
    found = [_article(node) for value in _states(tree) for node in _objects(value)]
    own = [each for each in found if _is_headline(str(each.get("headline", "")), said)]
    return max(own, key=lambda each: len(str(each)), default={})


def _is_headline(title: str, said: str) -> bool:
    return len(title) >= _HEADLINE and fold(tidy(title)) in said


def _states(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        text, kind = script.text or "", (script.get("type") or "").lower()
        if kind == "application/json":
            yield _loads(text, 0)
        elif kind in ("", "text/javascript", "module") and (found := _STATE.search(text)):
            yield _loads(text, found.end())


def _loads(text: str, start: int) -> object:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text.lstrip() if not start else text, start)[0]
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a value, a bounded number of them."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node, depth = waiting.pop()
        if isinstance(node, dict):
            yield node
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        if depth < _MAX_DEPTH:
            waiting += [(each, depth + 1) for each in inner if isinstance(each, dict | list)]


def _article(node: Mapping[str, object]) -> dict[str, object]:
    # Here, because the readers of tables import the markup of cells from this room.
    from analysis.loader.read.columns import as_text, guess_columns

    columns = guess_columns(node)
    if "title" not in columns or not columns.keys() & _AS_LD.keys():
        return {}
    article: dict[str, object] = {"headline": as_text(node[columns["title"]])}
    for field, name in _AS_LD.items():
        if field in columns and (value := node[columns[field]]):
            article.setdefault(name, value if field == "tags" else as_text(value))
    return article
