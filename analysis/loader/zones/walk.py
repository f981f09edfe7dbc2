"""The walk over a page: which piece belongs to the title, the body, the tags, and to what stands around them.

The body runs from the first text under the title to the first line that marks its end (source, tags, related
articles, comments) after which no more of it follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.ahead import Ahead, claimed, look_ahead
from analysis.loader.zones.dates import holds_date, is_dated_line, is_day_only, is_stamped
from analysis.loader.zones.head import date_rank, is_over_name, is_short
from analysis.loader.zones.kinds import FURNITURE, HEADLINE, ends_sentence
from analysis.loader.zones.links import goes_on, is_article, is_of_other, is_same, opens_article, opens_dated
from analysis.loader.zones.tail import HEADLINE_WORDS, repeats_tags, trim_edges
from analysis.loader.zones.title import BARS, find_title, title_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.loader.zones.lines import Piece

Label = tuple[str, str]
"""The name of a zone, and the reason."""

STRIPS = ("headlines glued to share buttons", "headlines and tags glued before the source")
"""Reasons of the run of headlines that ends with the article's tags."""

WHOLE = 0.8
"""Share of the headline of a link on one line that the text after it must hold to be its article."""

_TAGGED = ("tags", "site_tags", "hashtags")
_ELSEWHERE = ("related", "box")
_NAMED = ("related", "box", "caption")


@dataclass(slots=True)
class Walk:
    """One walk over the pieces of a page.

    Attributes:
        text, pieces: the page.
        labels: for each piece its zone and the reason; what the walk is for.
        title: index of the title, or None.
        dates: (rank, index) of the pieces that may hold the date; the lowest rank is the best.
        state: ``head``, ``body``, ``after``, ``related``, ``box`` or ``comments``.
        size: characters of body so far.
        seen: zones met so far, ``prose`` when the present section has some, ``next`` behind a dated headline.
    """

    text: str
    pieces: Sequence[Piece]
    labels: list[Label] = field(default_factory=list)
    title: int | None = None
    dates: list[tuple[int, int]] = field(default_factory=list)
    state: str = "head"
    size: int = 0
    seen: set[str] = field(default_factory=set)
    links: set[int] = field(default_factory=set)
    ahead: Ahead = field(init=False)
    owned: dict[int, tuple[str, int]] = field(init=False)
    title_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.ahead = look_ahead(self.pieces)
        self.owned = claimed(self.text, self.pieces)
        self.title = find_title(self.text, self.pieces, self.owned)
        self.title_key = title_key(self.text, self.pieces[self.title]) if self.title is not None else ""
        for i in range(len(self.pieces)):
            zone, marker = self.owned.get(i, ("", 0))
            zone = "related" if zone and self.labels[marker][0] == "related" else zone
            self.labels.append((zone, f"under '{self._mark(marker)}'") if zone else self._label(i))
        body = [i for i, (zone, _) in enumerate(self.labels) if zone == "body"]
        for i, label in trim_edges(self.text, self.pieces, body).items():
            self.labels[i] = label

    def _mark(self, i: int) -> str:
        """Return the marker of a piece as printed, without its colon."""
        return self.text[self.pieces[i].start : self.pieces[i].value].strip(" :\t\r\n")

    def _label(self, i: int) -> Label:
        piece = self.pieces[i]
        if i == self.title:
            return "title", "the headline of the page"
        if self._repeats_title(piece):
            return "title", "the headline again"
        if i in self.links:
            return "chrome", "headline of a link"
        if self.state == "body" and self._opens_article(i):
            self.state = "related"
            return "chrome", "heading of another article"
        if piece.kind in FURNITURE:
            return "chrome", FURNITURE[piece.kind]
        if piece.kind in ("published", "updated", "date"):
            return self._date(i)
        if piece.kind in ("source", "tags", "site_tags", "hashtags"):
            return self._end_marker(i)
        if piece.kind == "comments":
            return self._comments(i)
        if piece.kind in _ELSEWHERE:
            return self._section(i)
        if piece.kind == "strip":
            return "related", STRIPS[0]
        return self._text(i)

    def _repeats_title(self, piece: Piece) -> bool:
        key = self.title_key
        if not key or piece.kind != "line":
            return False
        if piece.key.startswith(key):
            return piece.key == key or piece.key[len(key) :].lstrip()[:1] in BARS
        bare = piece.words >= HEADLINE_WORDS and key.startswith(piece.key)  # the first names the site too
        return bare and key[len(piece.key) :].lstrip()[:1] in BARS

    def _date(self, i: int) -> Label:
        piece = self.pieces[i]
        if self.state == "comments":
            return "chrome", "date of a comment"
        if self.state in _ELSEWHERE and (piece.kind == "date" or "prose" in self.seen):
            return "related", "date of another article"
        if piece.kind == "date" and self.state == "body" and is_day_only(piece.key):
            return self._text(i)
        above = self.title is not None and i < self.title
        head = self.state == "head" or (self.state == "body" and "prose" not in self.seen)
        self.dates.append((date_rank(piece, self.state, above=above, head=head), i))
        return "published", "a date by itself" if piece.kind == "date" else f"after '{self._mark(i)}'"

    def _end_marker(self, i: int) -> Label:
        piece = self.pieces[i]
        name = "tags" if piece.kind == "hashtags" else piece.kind
        again = self.state in _ELSEWHERE and {name, "prose"} <= self.seen
        if again or self._is_second(i, name) or (name == "tags" and self._are_of_other(i)):
            return "related", f"{name} of another article"
        self.seen.add(name)
        if name == "source" and holds_date(fold(self.text[piece.value : piece.end][:HEADLINE])):
            self.dates.append((4, i))
        if self.state not in ("head", "comments") and (self.state != "body" or self._ends(i)):
            self.state = "after"
            self.seen.discard("prose")
        mark = self._mark(i)
        unmarked = "hashtags" if piece.kind == "hashtags" else "a list of tags"
        return name, f"after '{mark}'" if mark else unmarked

    def _is_second(self, i: int, name: str) -> bool:
        """Tell whether tags stand over another article, behind the end of this one and its own tags."""
        again = self.state == "after" and name == "tags" and name in self.seen
        return again and self.ahead.prose[i] > 0 and self.labels[i - 1][0] != name

    def _are_of_other(self, i: int) -> bool:
        """Tell whether the tags behind a second article are told of there, and hardly in this one."""
        opened = self.state == "related" and {"next", "prose"} <= self.seen
        last = max((j for j, (_, marker) in self.owned.items() if marker == i), default=i)
        return opened and is_of_other(self.text, self.pieces, self.labels, last)

    def _ends(self, i: int) -> bool:
        """Tell whether an end marker ends the body: it does not when its text goes on at once."""
        following = next((j for j in range(i + 1, len(self.pieces)) if not self._is_between(j)), None)
        if following is None or self.pieces[following].kind != "prose" or not self.size:
            return self.size > 0
        piece, prose = self.pieces[following], self.ahead.prose[following]
        if prose == piece.end - piece.start < self.size and not self._closed(following):
            return True  # headlines that run on
        again = is_same(self.text, self.title_key, piece.start, self.pieces[i].start)
        return prose < 2 * self.size and not again

    def _is_between(self, i: int) -> bool:
        return i in self.owned or self.pieces[i].kind in (*FURNITURE, *_TAGGED)

    def _comments(self, i: int) -> Label:
        if self.size and (self.state != "body" or self._ends(i)):
            self.state = "comments"
        return "chrome", f"marker of comments, '{self._mark(i)}'"

    def _section(self, i: int) -> Label:
        """Label a marker of another article or of a box, and see where the headlines it leads to end."""
        piece = self.pieces[i]
        if self.state == "head" or (self.state == "body" and self._is_link(i)):
            self.links.update(self._headlines(i))
            return "chrome", f"link in the text, '{self._mark(i)}'"
        self.state = piece.kind
        self.seen.discard("prose")
        return ("related" if piece.value < piece.end else "chrome"), f"{piece.kind} marker '{self._mark(i)}'"

    def _headlines(self, i: int) -> Iterator[int]:
        """Yield the lines a link in the text leads to: its own when it has one, else those before prose."""
        if self.pieces[i].value < self.pieces[i].end:
            return
        if self.state == "head" and (self.title is None or i < self.title):
            return
        for j in range(i + 1, self.ahead.stop[i]):
            piece = self.pieces[j]
            if piece.kind in _NAMED and piece.value < piece.end:
                continue  # a headline that opens with a marker
            going = j > i + 1 and goes_on(self.text[piece.start : piece.end], joined=False)
            if going or piece.kind not in ("line", "repeated"):
                return
            if j > i + 1 and piece.words < HEADLINE_WORDS and j + 1 == self.ahead.stop[i]:
                return  # a subheading of the text that goes on
            if piece.kind == "line":
                yield j

    def _is_link(self, i: int) -> bool:
        """Tell a link inside the body from the end of it: text of this page goes on after the headline."""
        prose, piece = self._text_behind(i), self.pieces[i]
        if prose is None:
            return False
        if piece.value < piece.end:
            headline = piece.value, piece.end
            return self.ahead.last_end > i or not self._is_article(headline, prose, WHOLE)
        lines = list(self._headlines(i))
        open_end = self.ahead.last_end > prose and not self.seen & {"source", "tags"}
        if open_end and not self._is_led(lines, prose):
            return self._substantial(prose)
        if piece.kind == "box":
            return 2 * self.ahead.prose[prose] > self.size
        return self._substantial(prose) if len(lines) != 1 else not self._is_led(lines, prose)

    def _is_led(self, lines: Sequence[int], prose: int) -> bool:
        """Tell whether a paragraph is the article of the one headline before it."""
        headlines = [(self.pieces[i].start, self.pieces[i].end) for i in lines]
        return len(headlines) == 1 and self._is_article(headlines[0], prose)

    def _text_behind(self, i: int) -> int | None:
        """Return the paragraph that follows a link, behind tags in the text too; None without one."""
        at = prose = self.ahead.stop[i]
        while prose < len(self.pieces) and self.pieces[prose].kind in _TAGGED:
            prose = self.ahead.stop[prose]
        if prose == len(self.pieces) or self.pieces[prose].kind != "prose":
            return None
        start, stop = self.pieces[prose].start, self.pieces[i].start
        return prose if at == prose or is_same(self.text, self.title_key, start, stop) else None

    def _substantial(self, prose: int) -> bool:
        """Tell whether the prose that follows is more than a headline that ends with a full stop."""
        following = self.pieces[prose + 1].kind if prose + 1 < len(self.pieces) else ""
        return self.ahead.prose[prose] > HEADLINE or following != "line"

    def _is_article(self, headline: tuple[int, int], prose: int, share: float = 0.0) -> bool:
        return is_article(self.text, self.title_key, headline, self.pieces[prose].start, share)

    def _text(self, i: int) -> Label:
        piece = self.pieces[i]
        if piece.kind == "prose":
            self.seen.add("prose")
        elif self.state in ("body", "after") and opens_dated(self.text, self.pieces, i, self.title_key):
            self.state = "related"
            self.seen.add("next")
            return "related", "headline of another article"
        if self.state == "head":
            return self._head_text(i)
        if self.state == "body" and repeats_tags(self.text, self.pieces, i):
            return "related", STRIPS[1]
        if self.state == "body":
            self.size += piece.end - piece.start
            return "body", "text under the title"
        if self.state == "comments":
            return "chrome", "comments"
        if self.state == "after" and not self.dates and self._is_dated(piece):
            self.dates.append((4, i))
            return "published", "a short line with one full date behind the text"
        if self.state == "after" and piece.words < 5:
            return "chrome", "short line after the end of the text"
        return "related", "text after the end" if self.state == "after" else "another article"

    def _opens_article(self, i: int) -> bool:
        """Tell whether a short line is a heading, in words no marker knows, over another article."""
        headed = opens_article(self.text, self.pieces, i, self.title_key)
        signed = self.text[self.pieces[i].end - 1] in ":："
        return headed and (signed or self.labels[i - 1][0] != "body" or self._closed(i - 1))

    def _is_dated(self, piece: Piece) -> bool:
        line = self.text[piece.start : piece.end] if piece.kind == "line" else ""
        return bool(line) and (is_dated_line(line) or is_stamped(line))

    def _closed(self, i: int) -> bool:
        return ends_sentence(self.text, self.pieces[i].start, self.pieces[i].end)

    def _head_text(self, i: int) -> Label:
        piece = self.pieces[i]
        if self.title is not None and i < self.title:
            if piece.kind == "prose":
                return "related", "another article"
            if self._is_dated(piece):
                self.dates.append((3, i))
                return "published", "a short line with one full date"
            return "chrome", "line before the title"
        if piece.kind in ("line", "title") and self.ahead.last_prose > i:
            if self._is_dated(piece):
                self.dates.append((1, i))
                return "published", "a short line with one full date"
            if is_short(piece):
                return "chrome", "short line by the title"
            if is_over_name(self.pieces, i):
                return "chrome", "caption over a byline"
        self.state = "body"
        self.size += piece.end - piece.start
        return "body", "text under the title"
