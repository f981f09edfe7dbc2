"""Strings that make a bad regular expression slow, made from every expression that the package compiles.

For each repetition of a pattern: what may stand before it, and one turn of it ("pumps"); and the pattern's
own words over and over. `python tests/fuzz/fuzz_pumps.py` prints patterns, flags and pumps as JSON, from a
fresh interpreter, because patterns are compiled when modules are imported.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from re import _constants as op
from re import _parser as parser
from typing import Any

MANY = 8
"""A repetition that is bounded below this cannot be pumped."""

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
LIKELY = "ا a1-،:#\n<\"'=/.("
OF_CATEGORY = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_DIGIT: "ا",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_SPACE: "ا",
    op.CATEGORY_WORD: "ا",
    op.CATEGORY_NOT_WORD: "-",
}


def signs(items: list[tuple[Any, Any]]) -> Iterator[str]:
    """Yield some signs of a class of signs; of a negated one, those that pages hold."""
    if items[0][0] is op.NEGATE:
        listed = {chr(value) for kind, value in items[1:] if kind is op.LITERAL}
        spaces = any(value is op.CATEGORY_SPACE for kind, value in items if kind is op.CATEGORY)
        yield from (sign for sign in LIKELY if sign not in listed and not (spaces and sign.isspace()))
        return
    for kind, value in items:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind is op.RANGE:
            yield from (chr(value[0]), chr(sum(value) // 2))
        elif kind is op.CATEGORY:
            yield OF_CATEGORY[value]


def example(steps: list[tuple[Any, Any]]) -> str:
    """Return a text that these steps of a pattern match, or nearly."""
    return "".join(one_example(kind, value) for kind, value in steps)


def one_example(kind: Any, value: Any) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.ANY, op.NOT_LITERAL):
        return "ا"
    if kind is op.IN:
        return next(signs(value), "ا")
    if kind in REPEATS:
        return example(value[2]) * max(value[0], 1)
    if kind is op.BRANCH:
        return example(value[1][0])
    return example(inside(kind, value)[0]) if inside(kind, value) else ""


def inside(kind: Any, value: Any) -> list[list[tuple[Any, Any]]]:
    """Return the steps within a step."""
    if kind is op.SUBPATTERN:
        return [list(value[-1])]
    if kind is op.ATOMIC_GROUP:
        return [list(value)]
    if kind is op.BRANCH:
        return [list(branch) for branch in value[1][:40]]
    return [list(value[2])] if kind in REPEATS else []


def pumps(steps: list[tuple[Any, Any]], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield (what stands before, one turn) for every repetition, at any depth."""
    for at, (kind, value) in enumerate(steps):
        here = before + example(steps[:at])
        if kind in REPEATS and value[1] >= MANY:
            body = list(value[2])
            turns = list(signs(body[0][1]))[:4] if len(body) == 1 and body[0][0] is op.IN else [example(body)]
            yield from ((here, turn) for turn in turns if turn)
        for steps_within in inside(kind, value):
            yield from pumps(steps_within, here)


def pumps_of(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """Yield the pumps of one pattern, each alone too, and the pattern's own words over and over."""
    steps = list(parser.parse(pattern, flags))
    found = [*pumps(steps), *(("", example(steps) + end) for end in ("", " ", "\n"))]
    yield from ((before[:200], turn[:300]) for before, turn in found if turn)
    yield from (("", (before + turn)[:300]) for before, turn in found if before and turn)


def compiled() -> list[tuple[str, int]]:
    """Return every pattern that modules of the package compile when all are imported and a page is cut."""
    found: dict[tuple[str, int], None] = {}
    real = re._compile

    def spy(pattern: object, flags: int) -> re.Pattern:
        called_by = sys._getframe(2).f_globals.get("__name__", "")
        if isinstance(pattern, str | bytes) and called_by.startswith("analysis"):
            text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
            found[text, int(flags) & ~re.UNICODE] = None
        return real(pattern, flags)

    re._compile = spy
    import analysis

    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        importlib.import_module(module.name)
    from analysis.loader.html import parse_html
    from analysis.loader.page import parse_page

    parse_page("عنوان خبر\nتاريخ النشر: 3 أكتوبر 2024\nنص\nالوسوم: غزة، مصر\nإقرأ أيضاً: خبر\n")
    parse_html("<title>x</title><h1>x</h1><p>3 أكتوبر 2024</p>")
    return list(found)


if __name__ == "__main__":
    print(json.dumps([(*one, list(dict.fromkeys(pumps_of(*one)))) for one in compiled()]))
