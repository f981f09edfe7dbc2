"""Links to other articles on a page: inside the text, or at its end, where lists and whole articles follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zone_title import overlap, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.loader.zone_lines import Piece

SAMPLE = 2500
"""Characters after a link that its headline and the page's title are compared with."""

SAME = 0.25
"""Share of a headline's words that a text must hold to be its article."""

MORE = 0.1
"""By how much that share must exceed the share of the title's words."""

_STOPS = frozenset({"prose", "source", "tags", "site_tags", "hashtags", "box", "comments"})
_GOES_ON = frozenset(
    fold(word)
    for word in """كما فيما لكن لكنه لكنها إلا غير بينما كذلك بدوره بدورها ولكن أيضا ثم حيث إذ وفي ومن وعن وعلى
    يذكر يشار جدير الجدير أضاف تابع أردف أكمل استطرد بحسب ووفق وبحسب""".split()
)


_ROOTS = tuple(
    fold(word)
    for word in """وزير وزار وزراء وكال وكيل وفد وفاة وصل وقع وجه وثيق وثائق وحد ورش ولاي وسائل وسط وضع وعد وقف
    ولد وافق وسم واتس واش وادي واحد واصل واجه واقع والد وفق ودع ورد ورث وصف وول ويل وليد ووه ونس وثق وسع ويكي
    وباء وتيرة وجبة وظيف وعي وطن ورق وريث ورد وردة ورطة وصاية وصي وصف وقود وقائع وهم وهاب وساط وثب""".split()
)
"""Openings of words whose و is their own letter and not "and"."""


def next_stops(pieces: Sequence[Piece]) -> list[int]:
    """Return for each piece the index of the next one that is prose or a marker other than a link."""
    stops, following = [len(pieces)] * len(pieces), len(pieces)
    for i in range(len(pieces) - 1, -1, -1):
        stops[i] = following
        if pieces[i].kind in _STOPS:
            following = i
    return stops


def goes_on(lead: str) -> bool:
    """Tell whether a paragraph opens like the continuation of a text: with و and a verb, or كما, يذكر, ...

    >>> goes_on("وأضاف الوزير أن اللقاء"), goes_on("أعلن الوزير اليوم"), goes_on("وزير الخارجية يزور")
    (True, False, False)
    """
    word = fold(lead[:40]).split(" ")[0].strip("\"'«»():,.")
    return word in _GOES_ON or (len(word) > 2 and word[0] == "و" and not word.startswith(_ROOTS))


def is_article(text: str, title: str, headline: str, start: int) -> bool:
    """Tell whether the text at ``start`` is the headline's own article and not the page's text going on.

    Args:
        text: the page.
        title: the title of the page.
        headline: the headline that stands before ``start``.
        start: where the paragraph after the headline starts.
    """
    following = text[start : start + SAMPLE]
    if goes_on(following):
        return False
    words = stems(fold(following))
    own = overlap(stems(fold(headline)), words)
    return own >= SAME and own >= overlap(stems(fold(title)), words) + MORE
