"""Pages wrapped at a column: text browsers and print versions break a paragraph into lines of one width."""

from __future__ import annotations

from analysis.loader.zones.dates import is_dated_line

NARROWEST, WIDEST = 50, 130
"""Signs of the longest line of a wrapped page; paragraphs that are a line each are longer."""

LEAST, MANY = 6, 8
"""Broken lines from which a page is wrapped; the second where their share alone does not tell."""

SURE, CLOSED = 0.6, 0.35
"""Share of the long lines inside a paragraph that were broken because the next word had no room. On pages
whose paragraphs are a line each it is one in ten. The second is enough where the lines that the broken ones
lead to mostly end a sentence, as paragraphs do and headlines do not."""

_ENDS = ".؟?!:"
_BULLETS = "*•-–—+#[←→↑◄►"


def unwrapped(text: str) -> str:
    """Return a page of the same length whose paragraphs are a line each; another page as it is.

    A line was broken when the first word of the next has no room behind it.

    >>> line = "خرج أهل القرية إلى الحقول البعيدة مع أول ضوء من النهار"
    >>> unwrapped("\\n".join([line] * 9)).count("\\n"), unwrapped("\\n\\n".join([line] * 9)).count("\\n")
    (0, 16)
    """
    lines = text.split("\n")
    if len(lines) <= LEAST or len(max(lines, key=len).rstrip()) > WIDEST:
        return text
    width = max(len(line.rstrip()) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return text
    inside = [i for i in range(len(lines) - 1) if _is_inside(lines[i].rstrip(), lines[i + 1], width)]
    broken = {i for i in inside if _has_no_room(lines[i].rstrip(), lines[i + 1], width)}
    last = [i + 1 for i in broken if i + 1 not in broken]
    closed = len(broken) >= MANY and 2 * sum(lines[i].rstrip()[-1:] in _ENDS for i in last) > len(last)
    if len(broken) < LEAST or len(broken) < (CLOSED if closed else SURE) * len(inside):
        return text
    return "".join(line + (" " if i in broken else "\n") for i, line in enumerate(lines))[:-1]


def _is_inside(line: str, following: str, width: int) -> bool:
    """Tell whether a line can go on in the next: it is long and ends no sentence, the next opens nothing."""
    if 2 * len(line) <= width or not following.strip() or line[-1] in _ENDS:
        return False
    opens = _indent(following) > _indent(line) or following.lstrip()[0] in _BULLETS
    return not opens and not is_dated_line(following.strip())


def _has_no_room(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(None, 1)[0]) > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
