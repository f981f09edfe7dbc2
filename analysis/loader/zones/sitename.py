"""The name of a site beside a headline: ``سد جديد في الشمال | صحيفة الضحى``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.arabic.fold import fold
from analysis.loader.zones.title import overlap, stems

if TYPE_CHECKING:
    from collections.abc import Container

    from analysis.loader.zones.lookup import Lookup

NAME = 4
"""Words of the longest name of a site that no list and no other line of the page gives."""

HEADLINE = 3
"""Words of the shortest headline that is left beside a name."""

_BAR = re.compile(r"\s*(?:[|¦│]|::)\s*|\s[•·»«]\s")
_SIGN = re.compile(rf"{_BAR.pattern}|\s[-–—~]\s")
_SEEN = re.compile("[-–—~|¦│:•·»«]")  # one of these has each sign; looking for it takes a tenth of the time
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9][a-z0-9.-]*\.[a-z]{2,6}\Z")
_WORD = re.compile(r"\w+")


def without_site(title: str, names: Container[str], text: str, look: Lookup) -> tuple[str, str]:
    """Return a title without the name of its site before or behind a sign, and that name or nothing.

    A name is one that the page or other pages give the site, or one that says what it is (صحيفة, news).
    Behind a bar any short part counts of which no word stands in the text: headlines have bars before a
    topic or a programme, and hardly ever behind one (3 of 15,200 in the development corpora).

    Args:
        title: as printed.
        names: folded names of the site.
        text: the opening of the text under the title.
        look: markers and phrases.
    """
    signs = list(_SIGN.finditer(title)) if _SEEN.search(title) else []
    if not signs:
        return title, ""
    headline, name = title[: signs[-1].start()], title[signs[-1].end() :]
    alien = _BAR.match(signs[-1].group()) and _is_alien(headline, name, text)
    if _is_headline(headline) and (alien or _is_site(name, names, look)):
        section = apart(headline)[-1]
        named = len(signs) > 1 and fold(section) in look.sections
        return headline[: signs[-2].start()] if named else headline, name
    name, headline = title[: signs[0].start()], title[signs[0].end() :]
    return (headline, name) if _is_headline(headline) and _is_site(name, names, look) else (title, "")


def apart(line: str) -> list[str]:
    """Return the parts of a line between the signs that can stand beside the name of a site."""
    return _SIGN.split(line) if _SEEN.search(line) else [line]


def _is_headline(text: str) -> bool:
    return len(text.split()) >= HEADLINE


def _is_site(name: str, names: Container[str], look: Lookup) -> bool:
    key = fold(name)
    return key in names or is_outlet(key, look)


def is_outlet(key: str, look: Lookup) -> bool:
    """Tell whether folded words say that they name an outlet: ``صحيفة الضحى``, ``daily post``, a domain."""
    words = _WORD.findall(key)
    named = 1 < len(words) <= NAME + 1 and not look.outlets.isdisjoint((words[0], words[-1]))
    return named or bool(_DOMAIN.match(key))


def _is_alien(headline: str, name: str, text: str) -> bool:
    """Tell whether a part is short, and no word of it stands in the text or the rest of the title."""
    short = len(name.split()) <= NAME and len(headline.split()) > max(HEADLINE, len(name.split()))
    told = stems(fold(f"{headline} {text}"))
    return short and not any(map(str.isdigit, name)) and overlap(stems(fold(name)), told) == 0
