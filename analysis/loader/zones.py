"""The zones of a page: which piece belongs to the title, the body, the tags, and to what stands around them.

A page is walked once from its title on. The body runs from the first text under the title to the first line
that marks its end (source, tags, related articles, comments) after which no more of it follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.loader.zone_lines import HEADLINE, is_prose
from analysis.loader.zone_links import is_article, next_stops
from analysis.loader.zone_title import find_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zone_lines import Piece

Label = tuple[str, str]
"""A zone and the reason."""

_FURNITURE = {
    "ui": "buttons and other page furniture",
    "crumbs": "trail of sections",
    "footer": "footer or notice",
    "caption": "caption",
    "byline": "byline",
    "agency": "byline of an agency",
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a page.

    Attributes:
        name: ``title``, ``published``, ``source``, ``body``, ``tags``, ``site_tags``, ``related`` or ``chrome``.
        start, end: its characters in the decoded text; the zones of a page together cover it.
        reason: why it was cut so, for ``explain``.
    """

    name: str
    start: int
    end: int
    reason: str


def cover(text: str, spans: Sequence[Zone]) -> tuple[Zone, ...]:
    """Return the spans stretched over the white space between them, neighbours of one kind joined.

    >>> [(z.name, z.start, z.end) for z in cover(" a b ", [Zone("title", 1, 2, ""), Zone("body", 3, 4, "")])]
    [('title', 0, 3), ('body', 3, 5)]
    """
    merged: list[Zone] = []
    for span in spans:
        if merged and (merged[-1].name, merged[-1].reason) == (span.name, span.reason):
            span = Zone(span.name, merged.pop().start, span.end, span.reason)
        merged.append(span)
    if not merged:
        return (Zone("chrome", 0, len(text), "nothing but white space"),) if text else ()
    starts = [0, *(span.start for span in merged[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Zone(z.name, start, end, z.reason) for z, start, end in zip(merged, starts, ends, strict=True)
    )


@dataclass(slots=True)
class Walk:
    """One walk over the pieces of a page; ``labels`` is what it is for."""

    text: str
    pieces: Sequence[Piece]
    labels: list[Label | None] = field(default_factory=list)
    title: int | None = None
    state: str = "head"
    body: int = 0
    seen: set[str] = field(default_factory=set)
    prose_after: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    last_prose: int = -1
    last_end: int = -1
    dates: list[tuple[int, int]] = field(default_factory=list)

    def run(self) -> None:
        """Label every piece."""
        self.labels = [None] * len(self.pieces)
        self._attach_values()
        self.title = find_title(self.text, self.pieces, [label is None for label in self.labels])
        self._look_ahead()
        for i in range(len(self.pieces)):
            if self.labels[i] is None:
                self.labels[i] = self._label(i)
        self._trim_tail()

    def _attach_values(self) -> None:
        """Give a marker that stands alone on its line the lines it marks."""
        for i, piece in enumerate(self.pieces):
            if self.labels[i] is not None or piece.value < piece.end:
                continue
            if piece.kind in ("tags", "site_tags"):
                for j in list(self._items(i)):
                    self.labels[j] = (piece.kind, f"tag line under '{self._mark(i)}'")
            elif piece.kind == "source" and self._is_value(i + 1, 6):
                self.labels[i + 1] = ("source", f"under '{self._mark(i)}'")

    def _is_value(self, i: int, words: int) -> bool:
        if i >= len(self.pieces):
            return False
        piece = self.pieces[i]
        return piece.kind in ("line", "agency", "ui") and 0 < piece.words <= words

    def _items(self, i: int) -> Iterator[int]:
        """Yield the lines under a tags marker: one long or delimited line, or short lines up to a gap."""
        gap = self._newlines(i)
        for j in range(i + 1, len(self.pieces)):
            piece = self.pieces[j]
            if j > i + 1 and self._newlines(j - 1) > max(gap, 1):
                return
            whole = piece.words > 6 or piece.kind == "prose"
            if whole and j == i + 1 and _is_tag_line(self.text[piece.start : piece.end]):
                yield j
            if whole or piece.kind not in ("line", "ui", "agency", "hashtags", "date") or piece.value > piece.start:
                return
            yield j

    def _newlines(self, i: int) -> int:
        following = self.pieces[i + 1].start if i + 1 < len(self.pieces) else len(self.text)
        return self.text.count("\n", self.pieces[i].end, following)

    def _mark(self, i: int) -> str:
        piece = self.pieces[i]
        return self.text[piece.start : piece.value].strip(" :\n\t\r")

    def _look_ahead(self) -> None:
        """Note what lies ahead of each piece; ``prose_after`` ends at a marker of another article."""
        self.stops = next_stops(self.pieces)
        kinds = [piece.kind for piece in self.pieces]
        self.last_prose = max((i for i, kind in enumerate(kinds) if kind == "prose"), default=-1)
        self.last_end = max((i for i, kind in enumerate(kinds) if kind in ("source", "tags")), default=-1)
        total, self.prose_after = 0, [0] * (len(self.pieces) + 1)
        for i in range(len(self.pieces) - 1, -1, -1):
            piece = self.pieces[i]
            if self.labels[i] is None and piece.kind == "prose":
                total += piece.end - piece.start
            elif piece.kind in ("related", "box", "comments"):
                total = 0
            self.prose_after[i] = total

    def _ends(self, i: int) -> bool:
        """Tell whether an end marker ends the body: it does not when more text than before follows at once."""
        following = next((p.kind for p in self.pieces[i + 1 : i + 8] if p.kind not in _FURNITURE), "")
        return self.body > 0 and (following != "prose" or self.prose_after[i + 1] < 2 * self.body)

    def _label(self, i: int) -> Label:
        piece = self.pieces[i]
        if i == self.title:
            return "title", "the headline of the page"
        if self._repeats_title(i):
            return "title", "the headline again"
        if piece.kind in _FURNITURE:
            return "chrome", _FURNITURE[piece.kind]
        if piece.kind in ("published", "updated", "date"):
            return self._date(i)
        if piece.kind in ("source", "tags", "site_tags", "hashtags"):
            return self._end_marker(i)
        if piece.kind in ("related", "box", "comments"):
            return self._section(i)
        if piece.kind == "strip":
            return "related", "headlines glued to share buttons"
        return self._text(i)

    def _repeats_title(self, i: int) -> bool:
        if self.title is None or self.pieces[i].kind != "line" or not self.pieces[i].key:
            return False
        return self.pieces[i].key == self.pieces[self.title].key

    def _date(self, i: int) -> Label:
        piece = self.pieces[i]
        if self.state in ("related", "box") and "prose" in self.seen:
            return "related", "date of the second article"
        if self.state == "comments":
            return "chrome", "date of a comment"
        rank = {"published": 0, "updated": 3}.get(piece.kind, 1 if self.state == "head" else 2)
        self.dates.append((rank, i))
        return "published", "a line that is a date" if piece.kind == "date" else f"after '{self._mark(i)}'"

    def _end_marker(self, i: int) -> Label:
        piece = self.pieces[i]
        name = "tags" if piece.kind == "hashtags" else piece.kind
        if self.state in ("related", "box") and name in self.seen and "prose" in self.seen:
            return "related", f"{name} of the second article"
        self.seen.add(name)
        if self.state not in ("head", "comments") and (self.state != "body" or self._ends(i)):
            self.state = "after"
            self.seen.discard("prose")
        reason = "a line of hashtags" if piece.kind == "hashtags" else f"after '{self._mark(i)}'"
        return name, reason

    def _section(self, i: int) -> Label:
        """Label a marker of another article, a box or comments, and the headlines it leads to."""
        piece = self.pieces[i]
        reason = f"{piece.kind} marker '{self._mark(i)}'"
        if piece.kind == "comments":
            if self._ends(i) or self.state != "body":
                self.state = "comments" if self.body else self.state
            return "chrome", reason
        if self.state == "head" or self.state == "body" and self._is_link(i):
            for j in self._headlines(i):
                self.labels[j] = ("chrome", f"link under '{self._mark(i)}'")
            return "chrome", f"link in the text, '{self._mark(i)}'"
        self.state = "box" if piece.kind == "box" else "related"
        self.seen.discard("prose")
        return ("related" if piece.value < piece.end else "chrome"), reason

    def _headlines(self, i: int) -> Iterator[int]:
        """Yield the lines a link in the text leads to: its own when it has one, else those before prose."""
        if self.pieces[i].value < self.pieces[i].end:
            return
        for j in range(i + 1, self.stops[i]):
            if self.pieces[j].kind != "line" or (self.state == "head" and j > i + 1) or j == self.title:
                return
            yield j

    def _is_link(self, i: int) -> bool:
        """Tell a link inside the body from the end of it: text of this page goes on after the headline."""
        prose = self.stops[i]
        if prose == len(self.pieces) or self.pieces[prose].kind != "prose":
            return False
        if self.pieces[i].value < self.pieces[i].end:
            return True
        if self.last_end > prose and not self.seen & {"source", "tags"}:
            return self._substantial(prose)
        headlines = list(self._headlines(i))
        if self.pieces[i].kind == "box" or len(headlines) != 1:
            return self._substantial(prose)
        return not self._is_article(self.pieces[headlines[0]], self.pieces[prose])

    def _substantial(self, prose: int) -> bool:
        """Tell whether the prose that follows is more than a headline that ends with a full stop."""
        following = self.pieces[prose + 1].kind if prose + 1 < len(self.pieces) else ""
        return self.prose_after[prose] > HEADLINE or following != "line"

    def _text(self, i: int) -> Label:
        piece = self.pieces[i]
        if piece.kind == "prose":
            self.seen.add("prose")
        if self.state == "head":
            return self._head_text(i)
        if self.state == "body" and self._opens_article(i):
            self.state = "related"
            return "chrome", "heading of another article"
        if self.state == "body":
            self.body += piece.end - piece.start
            return "body", "text under the title"
        if self.state == "comments":
            return "chrome", "comments"
        if self.state == "after" and piece.words < 5:
            return "chrome", "short line after the end of the text"
        return "related", {"after": "text after the end", "box": "box of other articles"}.get(
            self.state, "another article"
        )

    def _opens_article(self, i: int) -> bool:
        """Tell whether a short line is a heading, in words no marker knows, over another article."""
        if self.pieces[i].kind != "line" or self.pieces[i].words > 5 or i + 2 >= len(self.pieces):
            return False
        headline, prose = self.pieces[i + 1 : i + 3]
        if headline.kind != "line" or headline.words < 5 or prose.kind != "prose":
            return False
        return self._is_article(headline, prose)

    def _is_article(self, headline: Piece, prose: Piece) -> bool:
        title = self.pieces[self.title].key if self.title is not None else ""
        return is_article(self.text, title, self.text[headline.start : headline.end], prose.start)

    def _head_text(self, i: int) -> Label:
        piece = self.pieces[i]
        if self.title is not None and i < self.title:
            return "chrome", "line before the title"
        if piece.kind == "line" and piece.words <= 4 and self.last_prose > i:
            return "chrome", "short line by the title"
        self.state = "body"
        self.body += piece.end - piece.start
        return "body", "text under the title"

    def _trim_tail(self) -> None:
        """Take headlines without a marker off the end of the body."""
        body = [i for i, label in enumerate(self.labels) if label and label[0] == "body"]
        last = max((i for i in body if self.pieces[i].kind == "prose"), default=len(self.pieces))
        tail = [i for i in body if i > last]
        if all(self._is_item(i) for i in tail):
            return
        long = [i for i in tail if self.pieces[i].words >= 5]
        headed = len(tail) > 2 and self.pieces[tail[0]].words < 5 and len(long) >= 2
        for i in tail:
            if headed or len(long) >= 3:
                self.labels[i] = ("related", "headlines after the last sentence")
            elif self.pieces[i].words < 5:
                self.labels[i] = ("chrome", "short line after the last sentence")

    def _is_item(self, i: int) -> bool:
        """Tell whether a line is an item of a list in the text: it opens with a bullet or a number."""
        return self.text[self.pieces[i].start] in "-–•*●▪" or self.text[self.pieces[i].start].isdigit()


def _is_tag_line(line: str) -> bool:
    """Tell whether a long line under a tags marker can be tags: a list, or a run without the end of a sentence."""
    return any(sign in line for sign in "،,|;؛#") or not is_prose(line, 0, min(len(line), HEADLINE))
