"""sources.toml -> Sources: the words that mark lines of a page, and facts about sites, proved when read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.arabic.fold import fold
from analysis.errors import DictionaryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS = (
    *("title", "text", "label", "published", "updated", "source", "tags", "site_tags"),
    *("related", "box", "comments", "byline", "caption", "agency", "home", "section"),
    *("share", "platform", "ui", "footer", "call", "ours"),
    *("mailed", "skip", "resume", "ending", "credit", "keyword", "topic", "notice", "outlet"),
    *("trend", "public", "sought", "filler"),
)
"""What a marker can say about the line it stands on; a sources file gives words for each of them."""

LINE_MARKERS = (
    *("title", "text", "label", "published", "updated", "source", "tags", "site_tags", "related"),
    *("box", "comments"),
)
"""The kinds that open a zone; one word cannot open two of them."""

_SHIPPED = Path(__file__).parent / "dictionaries" / "sources.toml"


@dataclass(frozen=True, slots=True)
class Site:
    """One site: how it is named, its domains, and lines of page furniture only it prints (folded)."""

    name: str
    domains: tuple[str, ...]
    chrome: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Markers by kind, folded and longest first, and the known sites.

    Attributes:
        markers: for every kind of `KINDS` its comparison keys.
        sites: in the order of the file.
    """

    markers: Mapping[str, tuple[str, ...]]
    sites: tuple[Site, ...]


def read_sources(path: Path | None = None) -> Sources:
    """Read a sources file, and prove that its entries can hold together.

    Args:
        path: a TOML file; None for the one that ships with the package (read once).

    Returns:
        The markers of each kind and the sites.

    Raises:
        DictionaryError: not a TOML file, an unknown key, a kind without words, an entry that is empty after
            folding, or one marker under two kinds that open a zone.

    >>> "المصدر" in read_sources().markers["source"]
    True
    """
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> Sources:
    return _read(_SHIPPED)


def _read(path: Path) -> Sources:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DictionaryError(f"{path.name}: not a readable TOML file ({error}).") from error
    faults = [*_unknown(data), *_unusable(data), *_doubled(data)]
    if faults:
        raise DictionaryError(f"{path.name}: " + "; ".join(faults) + ".")
    sites = tuple(_site(entry) for entry in data.get("sites", []))
    return Sources({kind: _keys(data, kind, sites) for kind in KINDS}, sites)


def _keys(data: Mapping[str, Any], kind: str, sites: tuple[Site, ...]) -> tuple[str, ...]:
    keys = {fold(word) for word in (*data["markers"][kind], *_of_families(data, kind))}
    if kind == "share":
        keys.update(line for site in sites for line in site.chrome)
    return tuple(sorted(keys, key=lambda key: (-len(key), key)))


def _of_families(data: Mapping[str, Any], kind: str) -> list[str]:
    """Return the phrases of two parts that the families of a kind make: each first part with each second."""
    found = [family for family in data.get("families", ()) if family.get("kind") == kind]
    parts = ((a, family) for family in found for a in family.get("first", ()))
    return [f"{a} {b}" for a, family in parts for b in family.get("second", ())]


def _site(entry: Mapping[str, Any]) -> Site:
    chrome = tuple(fold(line) for line in entry.get("chrome", ()))
    return Site(entry["name"], tuple(entry.get("domains", ())), chrome)


def _unknown(data: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(set(data) - {"markers", "families", "sites"}):
        yield f"unknown table '{key}', allowed are 'markers', 'families' and 'sites'"
    for key in sorted(set(data.get("markers", ())) - set(KINDS)):
        yield f"markers: unknown kind '{key}', allowed are {', '.join(KINDS)}"
    for number, family in enumerate(data.get("families", ()), start=1):
        if set(family) != {"kind", "first", "second"} or family["kind"] not in KINDS:
            yield f"family {number}: must have a kind of {', '.join(KINDS)}, and lists 'first' and 'second'"
    for number, site in enumerate(data.get("sites", ()), start=1):
        for key in sorted(set(site) - {"name", "domains", "chrome"}):
            yield f"site {number}: unknown key '{key}', allowed are name, domains, chrome"


def _unusable(data: Mapping[str, Any]) -> Iterator[str]:
    markers = data.get("markers", {})
    for kind in KINDS:
        words = markers.get(kind)
        if not isinstance(words, list) or not words:
            yield f"markers: '{kind}' must be a list of at least one phrase"
        elif bad := [word for word in words if not isinstance(word, str) or not fold(word)]:
            yield f"markers: '{kind}' holds {bad[0]!r}, which is empty after folding. Remove it"
    for number, site in enumerate(data.get("sites", ()), start=1):
        if not isinstance(site.get("name"), str) or not site["name"].strip():
            yield f"site {number}: a site needs a name"


def _doubled(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the markers that would open two zones at once."""
    seen: dict[str, tuple[str, str]] = {}
    for kind in LINE_MARKERS:
        for word in (*(data.get("markers", {}).get(kind) or ()), *_of_families(data, kind)):
            other, printed = seen.setdefault(fold(str(word)), (kind, str(word)))
            if other != kind:
                yield f"markers: '{word}' under '{kind}' folds to the same key as '{printed}' under '{other}'"
