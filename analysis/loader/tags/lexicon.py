"""The committed lexicon of common news tags: read once, proved at reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import DictionaryError
from analysis.loader.tags.text import light

if TYPE_CHECKING:
    from collections.abc import Sequence

LEXICON = Path(__file__).parents[2] / "dictionaries" / "tags.txt"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Common tags in light form: ``whole`` tags, and the word pairs that stand inside one."""

    whole: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def read_lexicon(path: Path = LEXICON) -> Lexicon:
    """Read a list of common tags, one a line; ``#`` opens a comment.

    Args:
        path: UTF-8 text, sorted by the light form of its lines.

    Raises:
        DictionaryError: a tag stands twice (after folding), or out of order.

    >>> "الولايات المتحده" in read_lexicon().whole
    True
    """
    keys: list[str] = []
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(light(text).splitlines(), start=1):
        key = " ".join(line.split())
        if not key or key.startswith("#"):
            continue
        if keys and key <= keys[-1]:
            fault = "stands twice (after folding)" if key == keys[-1] else f"must stand before '{keys[-1]}'"
            raise DictionaryError(
                f"{path.name}, line {number}: tag '{text.splitlines()[number - 1]}' {fault}. "
                "Sort the lines, keep one of each."
            )
        keys.append(key)
    pairs = {pair for words in map(str.split, keys) for pair in pairwise(words)}
    return Lexicon(frozenset(keys), frozenset(pairs))


@cache
def lexicon() -> Lexicon:
    """Return the committed lexicon, read once a process."""
    return read_lexicon()


def fame(words: Sequence[str]) -> float:
    """Return the share of words (in light form) that are common tags or, with a neighbour, in one."""
    return sum(are_famous(words)) / max(1, len(words))


def are_famous(words: Sequence[str]) -> list[bool]:
    """Tell of each of some words (in light form) whether it is a common tag or, with a neighbour, in one."""
    tags = lexicon()
    famous = [word in tags.whole for word in words]
    for at, pair in enumerate(pairwise(words)):
        if pair in tags.pairs:
            famous[at] = famous[at + 1] = True
    return famous
