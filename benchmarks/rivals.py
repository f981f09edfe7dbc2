"""The same work by the tools a user would pick instead: fold, match topics, count monthly pairs.

``python benchmarks/rivals.py TOOL FOLDER OUT --topics N`` is one whole process: it reads ``title`` and
``body`` of the articles in FOLDER, finds each topic's terms under every particle, and writes to OUT how many
articles of a month name both of two topics. What a term's printed forms are is the same list for all.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

import polars as pl

Month = tuple[int, int]
SCHEMA = {"period": pl.Date, "topic_a": pl.String, "topic_b": pl.String, "n_ab": pl.UInt32}
MARKS = "".join(map(chr, [*range(0x064B, 0x0653), 0x0640, 0x0670]))
SAME = str.maketrans(
    {**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"} | dict.fromkeys(MARKS)
)
LETTERS = re.compile("[ء-ي]+")


def plain(text: str) -> str:
    """Return a text as a user without a library folds it: marks off, letters the same."""
    return text.translate(SAME)


def forms(count: int) -> dict[str, str]:
    """Return every printed form, words parted by one space, with its topic."""
    from corpora import topics

    return {
        " ".join(form.text.split()): form.owner for topic in topics(count) for form in topic.forms(["terms"])
    }


def wusum(folder: Path, out: Path, count: int) -> None:
    """This package."""
    from corpora import topics

    from analysis.aggregate.counts import count_pairs
    from analysis.aggregate.lookup import lookup_topics

    dictionary = topics(count)
    articles = pl.scan_parquet(folder / "*.parquet").select("article_id", "title", "body", "published")
    found = out.with_suffix(".topics.parquet")
    lookup_topics(articles, dictionary, in_order=True).sink_parquet(found)
    pairs = count_pairs(
        pl.scan_parquet(found).set_sorted("article_id"),
        articles.select("article_id", "published").set_sorted("article_id"),
        topics=[t.topic for t in dictionary],
    )
    pairs = pairs.filter(pl.col("n_ab") > 0).select(list(SCHEMA))
    pairs.collect(engine="streaming").write_parquet(out)


def scan(folder: Path, out: Path, count: int) -> None:
    """The floor: one Aho-Corasick scan of the unfolded bytes on all cores, hits counted, nothing else."""
    needles = [f" {form} " for form in forms(count)]
    texts = pl.scan_parquet(folder / "*.parquet").select(pl.concat_str("title", "body", separator=" "))
    hits = texts.select(pl.col("title").str.find_many(needles, leftmost=True).list.len().sum())
    hits.collect(engine="streaming").write_parquet(out)


def read(folder: Path, out: Path, count: int) -> None:
    """The floor below: the bytes read and their length summed."""
    lengths = pl.scan_parquet(folder / "*.parquet").select(pl.col("title", "body").str.len_bytes().sum())
    lengths.collect(engine="streaming").write_parquet(out)


def pandas_regex(folder: Path, out: Path, count: int) -> None:
    """Pandas: letters folded by regular expressions, a regular expression a topic."""
    import pandas as pd
    from corpora import topics

    frame = pd.read_parquet(folder, columns=["title", "body", "published"])
    text = frame["title"] + " " + frame["body"]
    for pattern, letter in ((f"[{MARKS}]", ""), ("[أإآٱ]", "ا"), ("[ىی]", "ي"), ("ة", "ه"), ("ک", "ك")):
        text = text.str.replace(pattern, letter, regex=True)
    period = frame["published"].astype("datetime64[ns]").dt.to_period("M").dt.to_timestamp()
    named = pd.DataFrame(
        {t.topic: text.str.contains(_regex(t.topic, count), regex=True) for t in topics(count)}
    )
    rows = [
        (month.date(), *sorted(pair), int(n))
        for month, part in named.groupby(period)
        for pair in combinations(named.columns, 2)
        if (n := (part[pair[0]] & part[pair[1]]).sum())
    ]
    _write(rows, out)


def _regex(topic: str, count: int) -> str:
    """Return the forms of a topic as a user writes them: particles as optional groups, not as a list."""
    from corpora import topics

    terms = [plain(term) for term in topics(count)[topic].terms]
    definite = [term[2:] for term in terms if term.startswith("ال")]
    heads = [f"[وف]?[بكل]?(?:{'|'.join(map(_spaced, terms))})"]
    heads += [f"[وف]?لل(?:{'|'.join(map(_spaced, definite))})"] if definite else []
    return f"(?<![ء-ي])(?:{'|'.join(heads)})(?![ء-ي])"


def _spaced(term: str) -> str:
    return term.replace(" ", "[^ء-ي]+")


def sklearn_xx(folder: Path, out: Path, count: int) -> None:
    """CountVectorizer over the forms, then X'X by month."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import CountVectorizer

    known = forms(count)
    names = sorted(set(known.values()))
    frame = pl.read_parquet(folder / "*.parquet", columns=["title", "body", "published"])
    texts = (f"{title} {body}" for title, body in frame.select("title", "body").iter_rows())
    longest = max(form.count(" ") for form in known) + 1
    vectors = CountVectorizer(
        vocabulary=sorted(known),
        ngram_range=(1, longest),
        preprocessor=plain,
        token_pattern="[ء-ي]+",
        binary=True,
    ).transform(texts)
    topic = np.array([names.index(known[form]) for form in sorted(known)])
    shape = (len(topic), len(names))
    X = (vectors @ csr_matrix((np.ones(len(topic)), (np.arange(len(topic)), topic)), shape=shape)).sign()
    months = frame["published"].dt.truncate("1mo")
    rows = []
    for month in months.unique().sort():
        part = X[np.flatnonzero((months == month).to_numpy())]
        both = (part.T @ part).tocoo()
        rows += [
            (month, names[a], names[b], int(n))
            for a, b, n in zip(*both.coords, both.data, strict=True)
            if a < b
        ]
    _write(rows, out)


def pyarabic_loop(folder: Path, out: Path, count: int) -> None:
    """Pyarabic's normalising, then a dictionary asked word by word."""
    from pyarabic.araby import normalize_alef, normalize_teh, strip_diacritics, strip_tatweel

    def normal(text: str) -> str:
        text = strip_tatweel(strip_diacritics(text)).replace(
            "ى", "ي"
        )  # its alefs hold ى, which is a yeh here
        return normalize_teh(normalize_alef(text))

    _loop(folder, out, _by_words(normal, count))


def camel_loop(folder: Path, out: Path, count: int) -> None:
    """Camel-tools' normalising, then a dictionary asked word by word."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
    )

    def normal(text: str) -> str:
        text = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(text))))
        return text.replace("\u0640", "")

    _loop(folder, out, _by_words(normal, count))


def _by_words(normal: Callable[[str], str], count: int) -> Callable[[str], Iterable[str]]:
    known, firsts = forms(count), set()
    for form in known:
        if " " in form:
            firsts.add(form.split()[0])

    def found(text: str) -> Iterator[str]:
        words = LETTERS.findall(normal(text))
        for at, word in enumerate(words):
            if word in known:
                yield known[word]
            if word in firsts and (pair := " ".join(words[at : at + 2])) in known:
                yield known[pair]

    return found


def ahocorasick_loop(folder: Path, out: Path, count: int) -> None:
    """Pyahocorasick's automaton over each folded text."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form, topic in forms(count).items():
        automaton.add_word(f" {form} ", topic)
    automaton.make_automaton()
    gaps = re.compile("[^ء-ي]+")
    _loop(folder, out, lambda text: (topic for _, topic in automaton.iter(f" {gaps.sub(' ', plain(text))} ")))


def flashtext_loop(folder: Path, out: Path, count: int) -> None:
    """Flashtext's keyword processor over each folded text."""
    from flashtext import KeywordProcessor

    finder = KeywordProcessor(case_sensitive=True)
    finder.set_non_word_boundaries({chr(code) for code in range(0x621, 0x64B)})
    for form, topic in forms(count).items():
        finder.add_keyword(form, topic)
    _loop(folder, out, lambda text: finder.extract_keywords(plain(text)))


def _loop(folder: Path, out: Path, find: Callable[[str], Iterable[str]]) -> None:
    counted: dict[Month, Counter[tuple[str, str]]] = defaultdict(Counter)
    for file in sorted(folder.glob("*.parquet")):
        rows = pl.read_parquet(file, columns=["title", "body", "published"]).iter_rows()
        for title, body, published in rows:
            counted[published.replace(day=1)].update(combinations(sorted(set(find(f"{title} {body}"))), 2))
    _write([(month, *pair, n) for month, pairs in counted.items() for pair, n in pairs.items()], out)


def duckdb_sql(folder: Path, out: Path, count: int) -> None:
    """DuckDB: fold, split and join in SQL."""
    import duckdb

    known = pl.DataFrame(list(forms(count).items()), schema=["form", "topic"], orient="row")
    base = duckdb.connect()
    base.execute("create table known (form varchar, topic varchar)")
    base.executemany("insert into known values (?, ?)", known.rows())
    pairs = base.execute(
        f"""
        with folded as (
            select row_number() over () as id, date_trunc('month', published)::date as period,
                   regexp_replace(title || ' ' || body, '[{MARKS}]', '', 'g') as bare,
                   translate(bare, 'أإآٱىةیک', 'اااايهيك') as text
            from read_parquet('{folder}/*.parquet')
        ),
        words as (select id, period, regexp_extract_all(text, '[ء-ي]+') as w from folded),
        grams as (
            select id, period, unnest(list_concat(
                w, list_transform(list_zip(w, w[2:]), lambda x: x[1] || ' ' || x[2])
            )) as form
            from words
        ),
        named as (select distinct id, period, topic from grams join known using (form))
        select a.period, a.topic, b.topic, count(*) from named a join named b using (id)
        where a.topic < b.topic group by all
        """
    ).fetchall()
    _write(pairs, out)


def _write(rows: list[tuple], out: Path) -> None:
    pl.DataFrame(rows, schema=SCHEMA, orient="row").sort(list(SCHEMA)).write_parquet(out)


TOOLS = {
    "wusum": wusum,
    "scan": scan,
    "read": read,
    "pandas": pandas_regex,
    "scikit-learn": sklearn_xx,
    "pyarabic": pyarabic_loop,
    "camel-tools": camel_loop,
    "pyahocorasick": ahocorasick_loop,
    "flashtext": flashtext_loop,
    "duckdb": duckdb_sql,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--topics", type=int, default=20)
    args = parser.parse_args()
    TOOLS[args.tool](args.folder, args.out, args.topics)
