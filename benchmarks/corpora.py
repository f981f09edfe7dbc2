"""Made-up Arabic news of any size, the same for the same seed; no text is copied from anywhere.

Words are built from made-up roots and drawn by Zipf's law, with the article, particles, vowel marks and
spelling variants as newsrooms print them; topics stand in it under their particles. As tables
(``write_articles``) or as page dumps (``write_pages``) in three layouts with a tag line and a site's block.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from analysis.topics import Topic, Topics

LETTERS = np.array(list("بتجحدرزسشصطعفقكلمنهوي"))
VOCABULARY, ZIPF, SHIFT = 60_000, 1.07, 2.7
WORDS = 230
"""Words of an article in the middle, about 2.5 kB."""
YEARS, FIRST = 5, date(2020, 1, 1)
BATCH = 10_000

NAMES = (
    ("russia", "روسيا", "موسكو"), ("iran", "إيران", "طهران"), ("gaza", "غزة", "قطاع غزة"),
    ("egypt", "مصر", "القاهرة"), ("turkey", "تركيا", "أنقرة"), ("iraq", "العراق", "بغداد"),
    ("syria", "سوريا", "دمشق"), ("lebanon", "لبنان", "بيروت"), ("jordan", "الأردن", "عمّان"),
    ("sudan", "السودان", "الخرطوم"), ("libya", "ليبيا", "طرابلس"), ("tunisia", "تونس", "قرطاج"),
    ("algeria", "الجزائر", "وهران"), ("morocco", "المغرب", "الرباط"), ("yemen", "اليمن", "صنعاء"),
    ("qatar", "قطر", "الدوحة"), ("kuwait", "الكويت", "مجلس الأمة"), ("china", "الصين", "بكين"),
    ("ukraine", "أوكرانيا", "كييف"), ("council", "مجلس الأمن", "الأمم المتحدة"),
)  # fmt: skip


def topics(count: int = 20) -> Topics:
    """Return so many topics with two terms each; beyond 20 they are words of the vocabulary."""
    rare = vocabulary()[5_000::37] if count > len(NAMES) else []
    more = [(f"topic_{n:03}", rare[2 * n], rare[2 * n + 1]) for n in range(max(count - len(NAMES), 0))]
    return Topics(
        tuple(
            Topic(name, first, name, terms=(first, second)) for name, first, second in [*NAMES, *more][:count]
        )
    )


def vocabulary() -> list[str]:
    """Return made-up words, the commonest first."""
    rng = np.random.default_rng(0)
    roots = LETTERS[rng.integers(0, len(LETTERS), (VOCABULARY, 5))]
    shapes = (
        "{0}{1}{2}",
        "{0}ا{1}{2}",
        "م{0}{1}و{2}",
        "ت{0}{1}ي{2}",
        "{0}{1}ا{2}ة",
        "ا{0}ت{1}ا{2}",
        "{0}{1}{2}ي{3}",
        "{0}و{1}{2}ى",
        "أ{0}{1}{2}",
    )
    words = [shapes[n % len(shapes)].format(*root) for n, root in enumerate(roots)]
    heads = rng.choice(["", "ال", "و", "وال", "ب"], VOCABULARY, p=[0.55, 0.33, 0.05, 0.04, 0.03])
    return list(dict.fromkeys(head + word for head, word in zip(heads, words, strict=True)))


def articles(size: int, seed: int = 0) -> Iterator[pl.DataFrame]:
    """Yield a corpus in batches: article_id, title, body, published, source, tags."""
    words = np.array(vocabulary(), dtype=object)
    weights = np.cumsum(1 / (np.arange(len(words)) + SHIFT) ** ZIPF)
    for start in range(0, size, BATCH):
        rng = np.random.default_rng([seed, start])
        yield _batch(rng, words, weights / weights[-1], start, min(BATCH, size - start))


def _batch(
    rng: np.random.Generator, words: np.ndarray, weights: np.ndarray, start: int, count: int
) -> pl.DataFrame:
    lengths = np.clip(rng.lognormal(np.log(WORDS), 0.5, count), 30, 2_000).astype(int)
    text = words[np.searchsorted(weights, rng.random(lengths.sum()))]
    _dress(rng, text)
    edges = np.concatenate(([0], np.cumsum(lengths)))
    named = _name_topics(rng, text, edges)
    bodies = [" ".join(text[a:b]) + "." for a, b in pairwise(edges)]
    titles = [" ".join(text[a : a + 8]).replace("،", "").replace(".", "") for a in edges[:-1]]
    days = rng.integers(0, YEARS * 365, count)
    sources = rng.integers(0, 12, count)
    return pl.DataFrame({
        "article_id": [f"{start + n:016x}" for n in range(count)],
        "title": titles,
        "body": bodies,
        "published": [FIRST + timedelta(int(day)) for day in days],
        "source": [f"وكالة {chr(0x0628 + int(s))}" for s in sources],
        "tags": [[words[200 + t] for t in rng.integers(0, 3_000, 4)] + names for names in named],
    })  # fmt: skip


def _dress(rng: np.random.Generator, text: np.ndarray) -> None:
    """Print some words as newsrooms do: commas and stops, vowel marks, tatweel, a hamza left out."""
    for share, dress in (
        (0.06, lambda w: w + "،"),
        (0.04, lambda w: w + "."),
        (0.01, lambda w: w[:2] + "\u064e" + w[2:] + "\u064f"),
        (0.003, lambda w: w[:2] + "ـــ" + w[2:]),
        (0.02, lambda w: w.replace("أ", "ا")),
        (0.005, lambda w: f"«{w}»"),
        (0.003, lambda w: "2024"),
    ):
        at = rng.integers(0, len(text), int(share * len(text)))
        text[at] = [dress(word) for word in text[at]]


def _name_topics(rng: np.random.Generator, text: np.ndarray, edges: np.ndarray) -> list[list[str]]:
    """Put mentions of topics into the articles, and return the names that each article's tags get."""
    heads = ["", "", "", "و", "ب", "ل", "وب", "ف", "ك"]
    odds = 1 / (np.arange(len(NAMES)) + 1.5)
    found = []
    for a, b in pairwise(edges):
        mine = rng.choice(len(NAMES), min(rng.poisson(1.6), 8), replace=False, p=odds / odds.sum())
        for topic in mine:
            for at in rng.integers(a + 8, b - 1, rng.integers(1, 4)):
                term = NAMES[topic][1 + int(rng.random() < 0.3)]
                head = heads[rng.integers(len(heads))]
                text[at] = "لل" + term[2:] if head == "ل" and term.startswith("ال") else head + term
        found.append([NAMES[topic][1] for topic in mine])
    return found


def write_articles(folder: Path, size: int, seed: int = 0) -> Path:
    """Write a corpus as partitions of 50,000 rows and return their folder; one that is there is kept."""
    place = folder / f"articles-{size}-{seed}"
    if not place.with_suffix(".done").exists():
        place.mkdir(parents=True, exist_ok=True)
        held: list[pl.DataFrame] = []
        for number, batch in enumerate(articles(size, seed)):
            held.append(batch)
            if len(held) == 5 or number == (size - 1) // BATCH:
                pl.concat(held).write_parquet(place / f"{number:05}.parquet", row_group_size=BATCH)
                held = []
        place.with_suffix(".done").touch()
    return place


def write_tables(folder: Path, size: int, seed: int = 0) -> list[Path]:
    """Write a corpus as one Parquet, one JSONL and one CSV file, with line ends and quotation marks in it."""
    files = [folder / f"table-{size}-{seed}.{ending}" for ending in ("parquet", "jsonl", "csv")]
    if not files[-1].exists():
        rows = pl.concat(articles(size, seed)).with_columns(
            pl.col("body").str.replace_all(r"((?:\S+ ){45})", "${1}\n").str.replace_all("[«»]", '"'),
            pl.col("tags").list.join("، "),
        )
        rows.write_parquet(files[0], row_group_size=BATCH)
        rows.write_ndjson(files[1])
        rows.write_csv(files[2])
    return files


RESPELLED = str.maketrans({"أ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "َ": None, "ـ": None})
"""Letters as a newsroom with other habits prints them."""


def reprinted(rng: np.random.Generator, row: dict) -> dict:
    """Return an article as another newsroom prints it: title, spelling, byline, end, a few words, day."""
    words = row["body"].translate(RESPELLED).split(" ")
    words = words[: max(30, int(len(words) * rng.uniform(0.7, 1)))]
    for at in rng.integers(0, len(words), len(words) // 50):
        words[at] = words[at - 1]
    return {
        "article_id": "r" + row["article_id"],
        "title": " ".join(words[5:12]),
        "body": f"بيروت - مراسلنا {' '.join(words)}",
        "published": row["published"] + timedelta(int(rng.integers(0, 4))),
    }


def write_reprints(folder: Path, size: int, seed: int = 0) -> Path:
    """Write a corpus in which every tenth article is a reprint (``r`` before the other's id), as one file."""
    file = folder / f"reprints-{size}-{seed}.parquet"
    if not file.exists():
        columns = ["article_id", "title", "body", "published"]
        whole = pl.concat(articles(size - size // 10, seed)).select(columns)
        rng = np.random.default_rng([seed, 1])
        chosen = whole[np.sort(rng.choice(whole.height, size // 10, replace=False))]
        prints = pl.DataFrame([reprinted(rng, row) for row in chosen.iter_rows(named=True)], whole.schema)
        pl.concat([whole, prints]).write_parquet(file, row_group_size=BATCH)
    return file


def write_tags(folder: Path, size: int, kinds: int = 20_000, seed: int = 0) -> Path:
    """Write the tags of a corpus, six an article, as names (``article_id``, ``tag_key``) and as numbers."""
    file = folder / f"tags-{size}-{kinds}-{seed}.parquet"
    if not file.exists():
        rng = np.random.default_rng([seed, 2])
        weights = np.cumsum(1 / (np.arange(kinds) + SHIFT) ** 0.8)
        column = np.searchsorted(weights / weights[-1], rng.random(6 * size)).astype(np.uint32)
        names = pl.Series(vocabulary()).unique(maintain_order=True).head(kinds).sort()
        rows = pl.DataFrame(
            {"row": np.repeat(np.arange(size, dtype=np.uint32), 6), "column": column}
        ).unique()
        named = rows.sort("row", "column").with_columns(
            article_id=pl.col("row").map_elements(lambda n: f"{n:016x}", return_dtype=pl.String),
            tag_key=names.gather(rows.sort("row", "column")["column"]),
        )
        named.write_parquet(file)
    return file


LAYOUTS = (
    """{title}
تاريخ النشر: {day} GMT | {clock} KSA
{body}
شارك عبر فيسبوك تويتر واتساب
المصدر: {source}
كلمات دلالية: {own} {block}
إقرأ أيضاً:
{more}
""",
    """الرئيسية / أخبار
{title}
{source} - {day}
{body}
اقرأ أيضا
{more}
الوسوم: {listed}
جميع الحقوق محفوظة
""",
    """{title}
{day}
بقلم: محرر الشؤون
{body}
المصدر: {source}
الكلمات المفتاحية: {listed}
الأكثر قراءة
{more}
""",
)
MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()


def write_pages(folder: Path, size: int, seed: int = 0) -> Path:
    """Write a corpus as page dumps, a thousand a folder; return their folder, kept when it is there."""
    place = folder / f"pages-{size}-{seed}"
    if not place.with_suffix(".done").exists():
        for start, batch in zip(range(0, size, BATCH), articles(size, seed), strict=True):
            for n, row in enumerate(batch.iter_rows(named=True), start):
                file = place / f"{n // 1000:05}" / f"{n:07}.txt"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(_page(n, row, batch), encoding="utf-8")
        place.with_suffix(".done").touch()
    return place


def _page(n: int, row: dict, batch: pl.DataFrame) -> str:
    words, day = row["body"].split(" "), row["published"]
    paragraphs = [" ".join(words[at : at + 45]).rstrip("،.") + "." for at in range(8, len(words), 45)]
    week = np.random.default_rng(day.toordinal() // 7)
    block = " ".join(NAMES[t][1] for t in week.choice(len(NAMES), 6, replace=False))
    return LAYOUTS[n % len(LAYOUTS)].format(
        title=row["title"],
        day=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        clock=f"{n % 24:02}:{n % 60:02}",
        body="\n".join(paragraphs),
        source=row["source"],
        own=" ".join(row["tags"]),
        listed="، ".join(row["tags"]),
        block=" ".join([block] * 3),
        more="\n".join(batch["title"][(n * 7 + k) % batch.height] for k in range(4)),
    )
