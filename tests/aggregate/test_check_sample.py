"""A sample of mentions: drawn the same everywhere, safe in a spreadsheet, read back as verdicts."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analysis.aggregate.check_sample import (
    COLUMNS,
    precision,
    read_checked,
    sample_mentions,
    write_sample,
)
from analysis.aggregate.concordance import concordance
from analysis.dictionary import read_topics
from analysis.errors import InputError

TOPICS = read_topics()
TEXTS = pl.LazyFrame(
    {
        "article_id": [f"{n:02}" for n in range(12)],
        "published": [date(2024, 1, 1 + n) for n in range(12)],
        "source": ["ينبوع", "مرصد"] * 6,
        "title": [f"موسكو رقم {n}" for n in range(12)],
        "body": ["وصل الوفد إلى روسيا، ثم عاد من روسيا", "لا شيء هنا", "في طهران مطر"] * 4,
    }
)
HEADER = "topic,keyword,correct\n"


def drawn(texts: pl.LazyFrame = TEXTS, **options: int) -> pl.DataFrame:
    return sample_mentions(texts, TOPICS, **options).collect()


def checked(folder: Path, text: str | bytes) -> pl.DataFrame:
    path = folder / "checked.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_checked(path)


def test_a_row_is_a_mention_with_what_it_takes_to_judge_it() -> None:
    sample = drawn()
    assert dict(sample.schema) == COLUMNS
    assert sample["correct"].null_count() == sample.height
    first = sample.filter(article_id="00", zone="title").row(0, named=True)
    assert (first["published"], first["source"], first["keyword"]) == (date(2024, 1, 1), "ينبوع", "موسكو")


def test_a_topic_with_few_mentions_gives_all_it_has() -> None:
    assert drawn()["topic"].value_counts().sort("topic").rows() == [("iran", 4), ("russia", 20)]
    opened = concordance(TEXTS, TOPICS, "russia").select("article_id", "zone", "left", "keyword").collect()
    sample = drawn().filter(topic="russia").select(opened.columns)
    assert sample.sort(opened.columns).equals(opened.sort(opened.columns))


def test_n_is_the_number_of_mentions_of_each_topic() -> None:
    assert drawn(n=3)["topic"].to_list() == ["russia"] * 3 + ["iran"] * 3


def test_a_smaller_sample_is_the_head_of_a_larger_one() -> None:
    larger = drawn(n=8).filter(topic="russia")
    assert drawn(n=5).filter(topic="russia").equals(larger.head(5))


def test_the_draw_depends_on_the_seed_and_not_on_the_order_of_the_articles() -> None:
    assert drawn(TEXTS.reverse(), n=4).equals(drawn(n=4))
    assert not drawn(n=4, seed=1).equals(drawn(n=4))


def test_the_draw_is_the_same_on_every_machine() -> None:
    assert drawn(n=2).select("article_id", "zone").rows() == [
        ("04", "title"),
        ("03", "body"),
        ("08", "body"),
        ("02", "body"),
    ]


def test_dates_and_sources_may_be_missing() -> None:
    sample = drawn(TEXTS.drop("published", "source"), n=1)
    assert sample.select("published", "source").null_count().row(0) == (2, 2)


def test_a_corpus_without_mentions_gives_no_row() -> None:
    assert drawn(TEXTS.with_columns(title=pl.lit(""), body=pl.lit(None, dtype=pl.String))).height == 0


def test_the_file_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    texts = pl.LazyFrame({"article_id": ["a"], "title": ['=HYPERLINK("x")\n غزة\t+1']})
    path = write_sample(sample_mentions(texts, TOPICS), tmp_path / "sample.csv")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == 2
    cells = pl.read_csv(path).row(0, named=True)
    assert cells["left"] == '\'=HYPERLINK("x") '
    assert cells["right"] == "' +1"


def test_a_written_sample_is_read_back_without_verdicts(tmp_path: Path) -> None:
    table = read_checked(write_sample(sample_mentions(TEXTS, TOPICS), tmp_path / "sample.csv"))
    assert table.height == 24
    assert table["correct"].null_count() == 24
    assert precision(table)["precision"].to_list() == [None, None]


VERDICTS = {
    "words": ("yes no Yes NO", [True, False, True, False]),
    "digits": ("1 0 ١ ٠", [True, False, True, False]),
    "Arabic": ("نعم لا نَعَم", [True, False, True]),
    "what Excel makes of them": ("TRUE FALSE", [True, False]),
    "a cross is yes": ("x X no", [True, True, False]),
}


@pytest.mark.parametrize(("cells", "expected"), VERDICTS.values(), ids=VERDICTS)
def test_verdicts(cells: str, expected: list[bool], tmp_path: Path) -> None:
    rows = "".join(f"gaza,غزة, {cell} \n" for cell in cells.split())
    assert checked(tmp_path, HEADER + rows)["correct"].to_list() == expected


def test_an_empty_cell_was_not_judged(tmp_path: Path) -> None:
    assert checked(tmp_path, HEADER + "gaza,غزة,\ngaza,غزة, \n")["correct"].to_list() == [None, None]


SAVED = {
    "with semicolons": (HEADER + "gaza,غزة,yes\n").replace(",", ";").encode(),
    "with tabs": (HEADER + "gaza,غزة,yes\n").replace(",", "\t").encode("utf-8-sig"),
    "in windows-1256": (HEADER + "gaza,غزة,نعم\n").encode("cp1256"),
    "with Windows line ends": (HEADER + "gaza,غزة,yes\n").replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("data", SAVED.values(), ids=SAVED)
def test_however_a_spreadsheet_saves_it(data: bytes, tmp_path: Path) -> None:
    assert checked(tmp_path, data).row(0) == ("gaza", "غزة", True)


FAULTS = {
    "another verdict": (
        HEADER + "gaza,غزة,yes\ngaza,غزة,maybe\n",
        "row 3: correct is 'maybe'. Write yes or no",
    ),
    "no column": ("topic,keyword\ngaza,غزة\n", "has no column 'correct'"),
    "no topic": (HEADER + ",غزة,yes\n", "row 2: has a verdict but no topic"),
    "only crosses": (HEADER + "gaza,غزة,x\ngaza,غزة,\n", "x in some rows, no in none"),
    "more cells than columns": (HEADER + "gaza,غزة,yes,no\n", "is not a CSV table"),
    "an empty file": ("", "is not a CSV table"),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_are_one_clear_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"checked\.csv") as error:
        checked(tmp_path, text)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_checked("nowhere/checked.csv")


def test_precision_has_its_interval() -> None:
    judged = pl.DataFrame({"topic": ["iran"] * 10 + ["gaza"], "correct": [True] * 8 + [False] * 2 + [None]})
    gaza, iran = precision(judged).rows(named=True)
    assert gaza == dict(zip(gaza, ("gaza", 0, 0, None, None, None), strict=True))
    assert (iran["n_checked"], iran["n_correct"], iran["precision"]) == (10, 8, 0.8)
    # Wilson (1927) by hand: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)
    z, n, p = 1.959963984540054, 10, 0.8
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    bounds = [(p + z * z / (2 * n) + sign * half) / (1 + z * z / n) for sign in (-1, 1)]
    assert [iran["precision_low"], iran["precision_high"]] == pytest.approx(bounds)
