"""RAW -> all tables and ``manifest.json`` in one folder, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from analysis import __version__
from analysis.aggregate.artefact import artefact
from analysis.aggregate.counts import count_pairs, count_tag_pairs, count_topics
from analysis.aggregate.lookup import lookup_topics, zone_texts
from analysis.aggregate.measures import add_measures
from analysis.arabic.fold import FOLD_VERSION
from analysis.dictionary import Topics, read_topics
from analysis.engine.local import chunks, spread
from analysis.engine.write import Folder
from analysis.errors import InputError
from analysis.loader.corpus import Cut, cut, learn, merge
from analysis.loader.evidence import TagEvidence
from analysis.loader.raw import list_raw
from analysis.loader.reprints import story_ids
from analysis.tables import (
    ARTICLE_TAGS,
    ARTICLE_TOPICS,
    ARTICLES,
    PAGE_ISSUES,
    TAG_PAIRS,
    TOPIC_COUNTS,
    TOPIC_PAIRS,
    check,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MIN_TAG_PAIR = 2
"""A pair of tags that stands in one article only says nothing beyond that article."""

CONTRACTS = {
    t.name: t
    for t in (ARTICLES, ARTICLE_TAGS, ARTICLE_TOPICS, TOPIC_COUNTS, TOPIC_PAIRS, TAG_PAIRS, PAGE_ISSUES)
}


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: the folder, and the manifest as written."""

    folder: Path
    manifest: Mapping[str, object]


def build(
    raw: Sequence[str | Path],
    out: str | Path,
    *,
    topics: str | Path | None = None,
    jobs: int = 1,
    mapping: Mapping[str, str] | None = None,
    on_step: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Built:
    """Read raw pages and write every table with its manifest.

    Args:
        raw: files, folders or globs.
        out: folder for the parquet tables and ``manifest.json``; made when missing.
        topics: a topics.toml that overrides the packaged one topic by topic.
        jobs: worker processes for page cutting; a script that asks for more than one needs Python's
            ``if __name__ == "__main__":`` guard.
        mapping: names of this package's fields to column names of table files.
        on_step: called with the step's name, pieces done and pieces in all.

    Returns:
        The folder and its manifest.

    Raises:
        InputError: no raw file was found, or ``out`` cannot be written.
        DictionaryError: the topics file says something that cannot hold.
    """
    dictionary = read_topics(topics)
    paths = list_raw([str(p) for p in raw])
    if not paths:
        raise InputError(
            f"no raw file in {', '.join(map(str, raw))}: expected pages or tables. See docs/loading.md."
        )
    corpus = _cut_all(paths, jobs, mapping, on_step)
    on_step("count", 0, 1)
    tables = {**_corpus_tables(corpus), **_counted(corpus, dictionary)}
    on_step("count", 1, 1)
    with Folder(Path(out)) as folder:
        for name, frame in tables.items():
            folder.table(name, check(frame, CONTRACTS[name]) if name in CONTRACTS else frame)
        manifest = _manifest(paths, raw, dictionary, mapping, tables)
        folder.text("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    return Built(Path(out), manifest)


def _cut_all(
    paths: Sequence[str],
    jobs: int,
    mapping: Mapping[str, str] | None,
    on_step: Callable[[str, int, int], None],
) -> Cut:
    pieces = chunks(paths)
    evidence = TagEvidence.learn(())
    for done, lesson in enumerate(spread(partial(learn, mapping=mapping), pieces, jobs), 1):
        evidence = evidence.merge(lesson)
        on_step("learn", done, len(pieces))
    parts: list[Cut] = []
    for part in spread(partial(cut, evidence=evidence, mapping=mapping), pieces, jobs):
        parts.append(part)
        on_step("cut", len(parts), len(pieces))
    merged = merge(parts)
    stories = story_ids(merged.articles)
    articles = merged.articles.drop("story_id").join(
        stories, on="article_id", how="left", maintain_order="left"
    )
    return Cut(articles.select(list(ARTICLES.columns)), merged.article_tags, merged.page_issues)


def _corpus_tables(corpus: Cut) -> dict[str, pl.DataFrame]:
    return {
        "articles": corpus.articles,
        "article_tags": corpus.article_tags,
        "page_issues": corpus.page_issues,
    }


def _counted(corpus: Cut, dictionary: Topics) -> dict[str, pl.DataFrame]:
    articles, tags = corpus.articles.lazy(), corpus.article_tags.lazy()
    names = [t.topic for t in dictionary]
    found = lookup_topics(zone_texts(articles, tags), dictionary).collect().sort(ARTICLE_TOPICS.key)
    topic_pairs = count_pairs(found.lazy(), articles, topics=names).collect()
    frames = {
        "topic_counts": count_topics(found.lazy(), articles, topics=names),
        "measures": add_measures(topic_pairs.lazy()),
        "tag_pairs": count_tag_pairs(tags, articles, min_articles=MIN_TAG_PAIR),
        "artefact": artefact(found.lazy(), articles),
    }
    return {
        "article_topics": found,
        "topic_pairs": topic_pairs,
        **{k: v.collect() for k, v in frames.items()},
    }


def _manifest(
    paths: Sequence[str],
    raw: Sequence[str | Path],
    dictionary: Topics,
    mapping: Mapping[str, str] | None,
    tables: Mapping[str, pl.DataFrame],
) -> dict[str, object]:
    return {
        "wusum": __version__,
        "fold_version": FOLD_VERSION,
        "polars": pl.__version__,
        "inputs": _inputs(paths),
        "about": _about(raw),
        "dictionary": {
            "sha256": hashlib.sha256(repr(dictionary.listed).encode()).hexdigest(),
            "topics": {t.topic: {"ar": t.label_ar, "en": t.label_en} for t in dictionary},
        },
        "parameters": {"mapping": dict(sorted((mapping or {}).items())), "min_tag_pair": MIN_TAG_PAIR},
        "rows": {name: frame.height for name, frame in tables.items()},
    }


def _inputs(paths: Sequence[str]) -> dict[str, object]:
    """Files, bytes, and one hash over all of them that does not depend on where they lie."""
    total, n_bytes = hashlib.sha256(), 0
    for path in paths:
        try:
            data = Path(path).read_bytes()
        except OSError:
            continue  # unreadable files stand in page_issues
        n_bytes += len(data)
        total.update(hashlib.sha256(data).digest())
    return {"files": len(paths), "bytes": n_bytes, "sha256": total.hexdigest()}


def _about(raw: Sequence[str | Path]) -> list[str]:
    """Return the first two paragraphs of the raw folders' README.md: where the data came from."""
    notes = [Path(p) / "README.md" for p in raw]
    texts = [n.read_text(encoding="utf-8", errors="replace") for n in notes if n.is_file()]
    return [" ".join(part.split()) for text in texts for part in text.strip().split("\n\n")[:2]]
