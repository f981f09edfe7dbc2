"""Text made of known phrases and signs alone, as buttons and menus are; how lines open; ends of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class Opening:
    """The furniture that a folded line opens with: words that share a page, then buttons glued to them.

    As one expression it would name all buttons seven times, which takes 60 ms to compile, in every process.

    >>> furniture = Opening(["share"], ["print", "save"], re.compile(r"print(?=save)"))
    >>> furniture.end("share print 3 | floods"), furniture.end("printsave: a sale"), furniture.end("print")
    (16, 11, 0)
    """

    def __init__(self, share: Iterable[str], buttons: Iterable[str], glued: re.Pattern[str]) -> None:
        """Take both, folded, and what matches a button with another one glued to it."""
        self._share, self._buttons, self._glued = _by_first(share), _by_first(buttons), glued

    def end(self, key: str) -> int:
        """Return where it ends; 0 where a line opens with something else."""
        glued = None if (at := self._longest(self._share, key, 0)) else self._glued.match(key)
        at = glued.end() if glued else at
        step = at
        while step:
            step = self._longest(self._share, key, at) or self._button(key, at) or _is_sign(key[at : at + 1])
            at += step
        return at

    def _button(self, key: str, at: int) -> int:
        """Return the size of a button that a sign, a number, the end or another one follows."""
        sizes = _sizes(self._buttons, key, at)
        return next((size for size in sizes if self._may_stand_before(key, at + size)), 0)

    def _may_stand_before(self, key: str, at: int) -> bool:
        following = key[at : at + 1]
        if following.isdecimal() or not (following.isalnum() or following == "_"):
            return True
        return any(self._longest(phrases, key, at) for phrases in (self._share, self._buttons))

    def _longest(self, phrases: Mapping[str, Sequence[str]], key: str, at: int) -> int:
        return next(_sizes(phrases, key, at), 0)


def _by_first(phrases: Iterable[str]) -> dict[str, list[str]]:
    """Return phrases by their first sign, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _sizes(phrases: Mapping[str, Sequence[str]], key: str, at: int) -> Iterator[int]:
    """Yield the sizes of the phrases that stand at a place, the longest first."""
    return (len(one) for one in phrases.get(key[at : at + 1], ()) if key.startswith(one, at))


def _is_sign(sign: str) -> bool:
    """Tell whether a sign may stand between buttons: a number, a mark or a blank, but no hashtag's."""
    return bool(sign) and sign != "#" and (sign.isdecimal() or not sign.isalnum())


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
