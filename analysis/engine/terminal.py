"""Text of strangers on a terminal: file names and pages cannot steer it."""

from __future__ import annotations


def inert(text: str) -> str:
    r"""Return text on one line, with all that could move, colour or reorder a terminal written out.

    Args:
        text: anything; a file name may hold line ends, escapes, marks of direction, half characters.

    >>> inert("a\x1b[2Jb\u202ec\nd")
    'a\\x1b[2Jb\\u202ec\\nd'
    """
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
