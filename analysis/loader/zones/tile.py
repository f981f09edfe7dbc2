"""Text made of known phrases and signs alone, as buttons and menus are, and the ends of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = re.compile(r"[^\W\d_]+")


def any_of(phrases: Iterable[str]) -> str:
    """Return a regular expression that matches any of some folded phrases, the longest first."""
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)


class Tile:
    """What a folded text consists of that is nothing but some phrases, numbers and signs.

    >>> buttons = Tile(["share", "follow us"])
    >>> buttons.match("share | follow us (3)"), buttons.match("share prices")
    (True, False)
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases, folded; the expression is possessive, so always linear."""
        listed = tuple(phrases)
        self._whole = re.compile(rf"(?:(?:{any_of(listed)})(?![^\W\d_])|[\W\d_])++\Z")
        self._first = {found.group() for phrase in listed if (found := _LETTERS.search(phrase))}

    def match(self, key: str) -> bool:
        """Tell whether a folded text is nothing else; its first letters tell so of most that are not."""
        first = _LETTERS.search(key)
        if first and first.group() not in self._first:
            return False
        return self._whole.match(key) is not None


class Endings:
    """Words that others may end with.

    >>> names = Endings(["سكاي", "news"])
    >>> names.match("skynews"), names.match("سماء")
    (True, False)
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, folded."""
        self._words = tuple(sorted(set(words)))
        self._last = {word[-2:] for word in self._words}
        self.may_stop = any(word.endswith(".") for word in self._words)

    def match(self, word: str) -> bool:
        """Tell whether a folded word ends with one of them; of most, two signs tell that it does not."""
        known = word[-2:] in self._last or word[-1:] in self._last
        return known and word.endswith(self._words)
