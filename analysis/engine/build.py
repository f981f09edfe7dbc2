"""RAW -> all tables and ``manifest.json`` in one folder, whole or not at all."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.aggregate.lookup import lookup_topics, read_ahead_less, roll_up, zone_texts
from analysis.aggregate.pairs_in_parts import tag_pairs_in_parts
from analysis.dictionary import load_topics
from analysis.engine.count import Mentions
from analysis.engine.inputs import INPUTS, read_inputs, remember
from analysis.engine.join import article_ranges, join, mention_ranges
from analysis.engine.local import Local
from analysis.engine.log import log_step
from analysis.engine.manifest import (
    NAME,
    code_hash,
    describe,
    dictionary_hash,
    file_hash,
    finished,
    to_text,
)
from analysis.engine.parts import NAME as PARTS
from analysis.engine.parts import Parts, digest
from analysis.engine.stages import cut_corpus, derive
from analysis.engine.write import Folder, clear, said_clearly
from analysis.errors import InputError
from analysis.loader.read import is_address, list_raw
from analysis.loader.read.columns import need_fields
from analysis.loader.reprints import sketches
from analysis.tables import ARTICLE_TAGS, ARTICLE_TOPICS, ARTICLES, CONTRACTS, TAG_PAIRS, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

    from analysis.dictionary import Topics
    from analysis.engine.corpus import Corpus
    from analysis.engine.local import Engine
    from analysis.tables import Table

MIN_TAG_PAIR = 2
"""A pair of tags that stands in one article only says nothing beyond that article."""


TABLES = (
    *("inputs", "articles", "article_tags", "page_issues", "article_topics"),
    *("topic_pairs", "topic_counts", "measures", "tag_pairs", "artefact"),
)
"""What a build writes, in the order of its manifest."""


DICTIONARY = "topics.toml"
"""The dictionary of a build, in its folder."""

LEFT = (*(f"{table}.parquet" for table in TABLES), NAME, DICTIONARY)
"""What a build leaves in its folder."""

PROVED = "proved"
"""Parts that say of a dictionary that its examples hold; to see it takes half of a build without news."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: the folder, its manifest, and whether anything had to be done for it."""

    folder: Path
    manifest: Mapping[str, Any]
    fresh: bool


def build(
    raw: Sequence[str | Path] | str | Path,
    out: str | Path,
    *,
    topics: str | Path | None = None,
    jobs: int = 1,
    engine: Engine | None = None,
    mapping: Mapping[str, str] | None = None,
    on_step: Callable[[str, int, int], None] = log_step,
) -> Built:
    """Read raw pages and write every table with its manifest.

    Args:
        raw: files, folders or globs; also addresses in a store, as in ``s3://bucket/raw``.
        out: folder for the parquet tables and ``manifest.json``; made when missing.
        topics: a topics.toml that overrides the packaged one topic by topic.
        jobs: worker processes for page cutting; a script that asks for more than one needs Python's
            ``if __name__ == "__main__":`` guard.
        engine: where the work runs, as a context manager; None for ``jobs`` processes of this machine.
        mapping: names of this package's fields to column names of table files.
        on_step: called with the step's name, pieces done and pieces in all; they go to the logger ``wusum``.

    Returns:
        The folder and its manifest. A folder that holds just this build already is left as it is.

    Raises:
        InputError: no raw file was found, ``out`` cannot be written, or ``mapping`` names no field.
        DictionaryError: the topics file says something that cannot hold.
    """
    if is_address(out):
        raise InputError(
            f"--out {out}: tables are written to a folder. Build there, then copy it: docs/scale.md."
        )
    need_fields(mapping or {})
    raw = [raw] if isinstance(raw, str | Path) else raw  # the letters of a path are no paths
    parts = Parts(Path(out) / PARTS / _recipe(mapping))
    dictionary, proof = _proved(topics, parts)
    paths = raw_files(raw, out)
    if not paths:
        raise InputError(
            f"no raw file in {', '.join(map(str, raw))}: expected pages or tables. See docs/loading.md."
        )
    parameters = {"mapping": dict(sorted((mapping or {}).items())), "min_tag_pair": MIN_TAG_PAIR}
    seen = read_inputs(paths, parts)
    inputs = seen.select(list(INPUTS))
    named = sorted({str(p) if is_address(p) else str(Path(p)) for p in raw})  # raw/ is raw
    described = describe(inputs, named, dictionary, parameters)
    if done := finished(Path(out), described):
        clear(Path(out))
        return Built(Path(out), done, fresh=False)
    with Folder(Path(out)) as folder:  # held from here on: a second build is told so at once
        with said_clearly(Path(out)), TemporaryDirectory(dir=folder.draft) as place:
            with engine or Local(jobs) as running:
                known = [remember(parts, seen), parts.write(PROVED, [proof], ())]
                running.check([*(Path(path).parent for path in paths[:1] if not is_address(path)), out])
                read_ahead_less()
                covered = cut_corpus(parts, inputs, paths, mapping, running, on_step)
                cut = covered.names
                sketched = derive(parts, cut, "sketch", sketches, running, on_step)
                lookup = f"topics-{dictionary_hash(dictionary)}"
                named = derive(parts, cut, lookup, partial(_named, dictionary), running, on_step)
                on_step("count", 0, 1)
                corpus = join(parts, cut, covered.stale, sketched, Path(place), running)
            found = parts.files(named, "topics")
            manifest = described | _written(folder, inputs, corpus, found, dictionary, Path(place))
        on_step("count", 1, 1)
        folder.text(DICTIONARY, _dictionary_text(topics, dictionary))
        folder.text(NAME, to_text(manifest))
        parts.keep([*known, *cut, *sketched, *named, *corpus.compared])
    return Built(Path(out), manifest, fresh=True)


def _proved(path: str | Path | None, parts: Parts) -> tuple[Topics, str]:
    """Return the topics of a dictionary, and the hash of all that is proved of it, once."""
    read = load_topics(path)
    proof = dictionary_hash(read.every)
    with suppress(OSError, pl.exceptions.PolarsError):  # another build may take it away meanwhile
        if parts.finished(PROVED, [proof])[0]:
            return read.topics, proof
    return read.proved(), proof


def _dictionary_text(topics: str | Path | None, dictionary: Topics) -> str:
    """Return the dictionary of a build as a file that ``read_topics`` reads again."""
    if topics is not None:
        return Path(topics).read_text(encoding="utf-8")
    return f"on = {json.dumps([t.topic for t in dictionary])}\n"


def raw_files(raw: Sequence[str | Path], out: str | Path) -> list[str]:
    """Return the raw files under ``raw``, without what a build or an export left in ``out`` or among them.

    Args:
        raw: files, folders or globs.
        out: folder of the tables; it may stand inside a raw folder.

    Raises:
        InputError: a path does not exist.
    """
    place = Path(out).resolve()
    own = {str(place / name) for name in LEFT}
    inside, look = f"{place / 'export'}{os.sep}", cache(_looked_into)
    paths = list_raw(raw)
    left, exports = _of_builds(paths)
    return [
        path
        for path in paths
        if is_address(path)
        or not (path in left or path.startswith(exports) or _is_own(path, own, inside, look))
    ]


def _of_builds(paths: Sequence[str]) -> tuple[Set[str], tuple[str, ...]]:
    """Return the files of other builds that lie among raw files whole, and the folders of their exports.

    A table of articles beside the pages it was made of would count each article twice.
    """
    listed = set(paths)
    folders = [path.removesuffix(NAME) for path in paths if path.endswith(f"{os.sep}{NAME}")]
    builds = [folder for folder in folders if all(f"{folder}{name}.parquet" in listed for name in TABLES)]
    return {f"{folder}{name}" for folder in builds for name in LEFT}, tuple(
        f"{folder}export{os.sep}" for folder in builds
    )


def _is_own(path: str, own: Set[str], inside: str, look: Callable[[str], tuple[str, Set[str]]]) -> bool:
    """Tell whether a raw file is one of the files ``own``, or inside a folder."""
    begin = path.rfind(os.sep) + 1
    name = path[begin:]
    real, links = look(path[:begin])
    place = os.path.realpath(path) if name in links else real + name
    return place in own or place.startswith(inside)


def _looked_into(folder: str) -> tuple[str, Set[str]]:
    """Return what stands before a file's name in a folder, and the names of the links in it.

    Once a folder: to ask every file whether it is a link, as a Path, took a third of the time that all files
    take to be hashed.
    """
    links: Set[str] = frozenset()
    with suppress(OSError), os.scandir(folder or os.curdir) as entries:
        links = frozenset(entry.name for entry in entries if entry.is_symlink())
    return os.path.join(os.path.realpath(folder), ""), links  # noqa: PTH118


def _written(
    folder: Folder,
    inputs: pl.DataFrame,
    corpus: Corpus,
    found: Sequence[str],
    dictionary: Topics,
    place: Path,
) -> dict[str, dict[str, Any]]:
    """Write all tables; return their numbers of rows, and the hash of each file."""
    noted = Mentions(corpus.first, list(dictionary.labels), place)
    long = {
        "articles": (ARTICLES, article_ranges(corpus, place)),
        "article_tags": (ARTICLE_TAGS, corpus.tags()),
        "article_topics": (ARTICLE_TOPICS, _mentions(corpus, found, dictionary, place, noted)),
    }
    files = {name: _rows(folder, table, parts) for name, (table, parts) in long.items()}
    pairs = tag_pairs_in_parts(corpus.tags, len(corpus.ids), place, min_articles=MIN_TAG_PAIR)
    files["tag_pairs"] = _rows(folder, TAG_PAIRS, pairs)
    tables = {"inputs": inputs, "page_issues": corpus.page_issues, **noted.tables()}
    for name, frame in tables.items():
        held = check(frame, CONTRACTS[name]) if name in CONTRACTS else frame
        files[name] = folder.table(name, held)
    return {
        "rows": {name: _height(files[name]) for name in TABLES},
        "tables": {name: file_hash(files[name]) for name in TABLES},
    }


def _rows(folder: Folder, table: Table, parts: Iterable[pl.DataFrame]) -> Path:
    """Write a table that comes a range of articles at a time; no key stands in two of them."""
    return folder.rows(table.name, pl.Schema(table.columns), map(partial(check, table=table), parts))


def _height(file: Path) -> int:
    return pl.scan_parquet(file).select(pl.len()).collect().item()


def _recipe(mapping: Mapping[str, str] | None) -> str:
    """Return a hash of all that decides a part beside its raw files."""
    return digest(
        [f"code {code_hash()}", f"polars {pl.__version__}", f"mapping {sorted((mapping or {}).items())}"]
    )


def _named(dictionary: Topics, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions of the dictionary's own topics in what articles say, tags apart."""
    return lookup_topics(articles.lazy(), dictionary).collect()


def _mentions(
    corpus: Corpus, files: Sequence[str], dictionary: Topics, place: Path, noted: Mentions
) -> Iterator[pl.DataFrame]:
    """Yield the table ``article_topics``, a range of articles at a time; note it, to be counted."""
    texts = mention_ranges(corpus, files, place)
    for about, tags, found in zip(corpus.about(), corpus.tags(), texts, strict=True):
        named = lookup_topics(zone_texts(about.lazy().select("article_id"), tags.lazy()), dictionary)
        rows = roll_up(pl.concat([named, found.lazy()]), dictionary)
        # Streamed, it comes in small pieces.
        table = rows.collect(engine="in-memory").sort(ARTICLE_TOPICS.key)
        noted.note(about, table)
        yield table
