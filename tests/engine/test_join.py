"""Joining parts range by range gives the bytes of joining them at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from engine_pages import digest, write_pages

from analysis.engine import corpus as corpora
from analysis.engine import spread, stages, stories
from analysis.engine.build import build

STORY = "{head} عن الميناء رقم {n}\nتاريخ النشر: 7 أكتوبر 2024\n{body}.\nالمصدر: وكالة الاختبار\n"
WORDS = (
    "أعلنت الوزارة خطة لتطوير الموانئ بعد دراسة شارك فيها خبراء ومهندسون من مدن وأكد الوزير أن التمويل متاح "
    "من المصرف الوطني وأن العمل يبدأ في الربيع ويستمر عامين كاملين وتشمل المرحلة الأولى بناء أرصفة ومستودعات"
).split()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Pages, reprints of some under other headlines, one text that stands as a page and as markup."""
    raw = write_pages(tmp_path_factory.mktemp("join") / "raw", 24)
    for n in range(5):
        text = " ".join(f"{word}{'ابتثج'[n]}" for word in WORDS)
        (raw / f"{n}-print.txt").write_text(STORY.format(n=n, head="خبر طويل", body=text), encoding="utf-8")
        text = text.replace("أ", "ا").rpartition(" ")[0]
        (raw / f"{n}-again.txt").write_text(STORY.format(n=n, head="نبأ موسع", body=text), encoding="utf-8")
    (raw / "same.html").write_bytes((raw / "003.txt").read_bytes())
    return raw


@pytest.fixture(scope="module")
def expected(corpus) -> dict[str, bytes]:
    return digest(build([corpus], corpus.parent / "expected").folder)


@pytest.mark.parametrize(("rows", "files", "jobs"), [(1, 4, 1), (7, 5, 2), (20, 3, 1)])
def test_ranges_and_pieces_of_any_size_change_no_byte(
    corpus, expected, tmp_path, monkeypatch, rows, files, jobs
):
    monkeypatch.setattr(corpora, "RANGE", rows)
    monkeypatch.setattr(spread, "FILES", files)
    monkeypatch.setattr(stages, "DERIVED", 1)
    monkeypatch.setattr("analysis.loader.reprints.stories._BLOCK", 2)
    monkeypatch.setattr("analysis.loader.reprints.stories._NOTED", 2)
    monkeypatch.setattr("analysis.loader.reprints.candidates._KEYS", 16)
    monkeypatch.setattr("analysis.loader.reprints.candidates._FIRST", 3)
    assert digest(build([corpus], tmp_path / "out", jobs=jobs).folder) == expected


def test_texts_that_are_reprints_share_a_story(corpus, expected):
    articles = pl.read_parquet(corpus.parent / "expected/articles.parquet")
    long = articles.filter(pl.col("raw_path").str.contains("-print|-again"))
    assert long.height == 10
    assert long["story_id"].n_unique() == 5
    assert articles["story_id"].n_unique() == articles.height - 5


def test_one_text_that_is_cut_twice_is_one_article_with_the_mentions_of_that_cut(corpus, expected):
    out = corpus.parent / "expected"
    articles, issues = (pl.read_parquet(out / f"{name}.parquet") for name in ("articles", "page_issues"))
    assert issues.filter(issue="duplicate")["raw_path"].str.ends_with("same.html").to_list() == [True]
    assert articles.filter(pl.col("raw_path").str.ends_with("same.html")).is_empty()
    found = pl.read_parquet(out / "article_topics.parquet")
    assert found.select("article_id", "zone", "topic").is_duplicated().sum() == 0


def test_texts_are_compared_once(corpus, tmp_path, monkeypatch):
    raw = Path(shutil.copytree(corpus, tmp_path / "raw"))
    compared: list[int] = []
    confirmed = stories.confirmed
    monkeypatch.setattr(
        stories, "confirmed", lambda texts, pairs: compared.append(len(pairs)) or confirmed(texts, pairs)
    )
    build([raw], tmp_path / "out")
    pairs = sum(compared)
    assert pairs >= 5
    compared.clear()
    text = (raw / "3-print.txt").read_text(encoding="utf-8")
    (raw / "3-third.txt").write_text(text.replace("ابتثج"[3] + " ", "ابتثج"[3] + "، "), encoding="utf-8")
    build([raw], tmp_path / "out")
    assert 1 <= sum(compared) <= 2 < pairs
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)
    articles = pl.read_parquet(tmp_path / "out/articles.parquet")
    assert (
        articles.filter(pl.col("raw_path").str.contains("3-(print|again|third)"))["story_id"].n_unique() == 1
    )


def test_sketches_and_mentions_are_not_made_again_for_old_pages(corpus, tmp_path, monkeypatch):
    raw = write_pages(tmp_path / "raw", 24)
    monkeypatch.setattr(stages, "DERIVED", 1)
    monkeypatch.setattr(spread, "FILES", 8)
    build([raw], tmp_path / "out")
    worked: list[str] = []
    work = stages._worked
    monkeypatch.setattr(stages, "_worked", lambda file, *args: worked.append(file) or work(file, *args))
    (raw / "new.jsonl").write_text('{"title": "خبر عن روسيا", "body": "نص عن إيران"}\n', encoding="utf-8")
    build([raw], tmp_path / "out")
    assert len(worked) == 2
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [([], []), ([9], [[0]]), ([3, 3, 3], [[0, 1], [2]]), ([9, 1, 9, 2, 3], [[0], [1], [2], [3, 4]])],
)
def test_small_files_are_read_together_and_large_ones_alone(tmp_path, monkeypatch, sizes, expected):
    monkeypatch.setattr(corpora, "PACKED", 6)
    files = [str(tmp_path / str(number)) for number in range(len(sizes))]
    for file, size in zip(files, sizes, strict=True):
        Path(file).write_bytes(bytes(size))
    assert list(corpora.together(files)) == [[files[n] for n in some] for some in expected]
