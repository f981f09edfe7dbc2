"""wusum: keyword and tag analytics for Arabic news.

The straight line, from raw pages to a figure::

    raw page -> parse_page -> articles, article_tags
             -> lookup_topics -> count_topics, count_pairs -> add_measures

``wusum build RAW --out DIR`` runs it over a corpus; the names here are its steps, one by one.

>>> from analysis import parse_page
>>> page = parse_page("عنوان الخبر\\nتاريخ النشر: 31st, October 2024 GMT\\nوقعت روسيا وإيران اتفاقا جديدا.")
>>> page.published
datetime.date(2024, 10, 31)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.aggregate.counts import count_pairs, count_topics
    from analysis.aggregate.lookup import lookup_topics
    from analysis.aggregate.measures import add_measures
    from analysis.arabic.fold import fold
    from analysis.dictionary import read_topics
    from analysis.loader.dates import parse_date
    from analysis.loader.page import parse_page
    from analysis.plots.labels import label

__version__ = "0.1.0"

__all__ = [
    "add_measures",
    "count_pairs",
    "count_topics",
    "fold",
    "label",
    "lookup_topics",
    "parse_date",
    "parse_page",
    "read_topics",
]

# Names are fetched when first used, so that `wusum --help` does not wait for polars.
_HOME = {
    "add_measures": "aggregate.measures",
    "count_pairs": "aggregate.counts",
    "count_topics": "aggregate.counts",
    "fold": "arabic.fold",
    "label": "plots.labels",
    "lookup_topics": "aggregate.lookup",
    "parse_date": "loader.dates",
    "parse_page": "loader.page",
    "read_topics": "dictionary",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    found = getattr(import_module(f"analysis.{_HOME[name]}"), name)
    if not _HOME[name].startswith("aggregate"):
        return found
    from analysis.frames import takes_any_table

    return takes_any_table(found)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
