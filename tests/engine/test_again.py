"""Builds that grow: what other pages tell otherwise by now is cut again; the bytes are a full build's."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from engine_pages import PAGE, digest, write_pages

from analysis.engine import again, reading, spread, stages
from analysis.engine.build import build
from analysis.engine.local import Local
from analysis.engine.parts import NAME
from analysis.loader import brief, lessons
from analysis.loader.answers import Answers
from analysis.loader.brief import Known
from analysis.loader.corpus import Settled, draft, evidence_of, settle
from analysis.loader.zones.outline import Pieces

WORDS = (
    "مرفأ اللؤلؤ قلعة الريح وادي الغزلان سوق النحاس جسر السنابل بستان الزيتون برج الحمام واحة النخيل "
    "ميناء الشرق مدينة الفخار نهر الفضة حديقة الورد مصنع السكر مجلس البلدة وزارة الزراعة حملة التلقيح"
).split()
SITES = ("ضفاف", "شبكة دجلة", "صحيفة الضحى")
SAID = ("تابعوا صفحتنا لمزيد من الأخبار", "أخبار البلدة", "شارك هذا الخبر", "مواضيع تهمك")


def page(number: int, draw: random.Random) -> str:
    """A page whose cut depends on others: a run without commas, a site's block, lines that come again."""
    names = [" ".join(WORDS[2 * n : 2 * n + 2]) for n in range(len(WORDS) // 2)]
    site, week = draw.choice(SITES), draw.randint(1, 2)
    block = " ".join(names[week + len(site) % 4 : week + len(site) % 4 + 3])
    own, text = draw.sample(names, 3), " ".join(draw.choices(WORDS, k=25))
    kinds = {SITES[0]: f"{block} {' '.join(own)}", SITES[1]: f"{' '.join(own)} {block}"}
    tags = " ".join(own) if draw.random() < 0.1 else kinds.get(site, "، ".join(own))
    day = f"تاريخ النشر: {7 * week + draw.randint(0, 6)} أكتوبر 2024"
    label = draw.choice(["كلمات دلالية: ", "الوسوم: ", "في هذا الخبر: "])
    body = f"قال {names[number % len(names)]} {text} في الخبر رقم {number}."
    lines = [f"خبر رقم {number} عن {own[0]} في المدينة", day, draw.choice(SAID), body, draw.choice(SAID)]
    return "\n".join(
        [*lines, f"المصدر: {site}", label + tags, draw.choice(SAID), " ".join(draw.sample(WORDS[:6], 2)), ""]
    )


def pages(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [page(number, draw) for number in range(count)]


@pytest.fixture
def cut(monkeypatch) -> list[str]:
    """Names of the dumps that are cut, as they are cut."""
    names: list[str] = []
    settle = stages.settle

    def noting(pages: pl.DataFrame, answers: Answers, known: dict[str, Known]):
        names.extend(Path(path).name for path in pages["raw_path"])
        return settle(pages, answers, known)

    monkeypatch.setattr(stages, "settle", noting)
    return names


@pytest.mark.parametrize(("seed", "learned"), [(0, 16_000), (1, 16_000), (2, 32), (3, 18)])
def test_a_build_that_grows_and_shrinks_has_the_bytes_of_a_full_one(
    tmp_path, monkeypatch, cut, seed, learned
):
    monkeypatch.setattr(spread, "FILES", 8)
    monkeypatch.setattr(lessons, "PAGES", learned)
    raw, draw, texts, saved = tmp_path / "raw", random.Random(seed), pages(24, seed), 0
    texts += [PAGE.format(n=n, day=n + 1, what="غزة") for n in range(20)]
    draw.shuffle(texts)
    raw.mkdir()
    for step, count in enumerate((30, 9, 2)):
        for text in [texts.pop() for _ in range(count)]:
            (raw / f"{draw.randrange(10**6)}.txt").write_text(text, encoding="utf-8")
        if step == 2:
            kept = sorted(raw.iterdir())
            (raw / "a copy.txt").write_bytes(kept[5].read_bytes())
            kept[9].unlink()
            kept[11].write_bytes(kept[11].read_bytes().decode().encode("utf-8-sig"))
        cut.clear()
        build([raw], tmp_path / "out")
        saved += len(list(raw.iterdir())) - len(cut)
        assert digest(tmp_path / "out") == digest(build([raw], tmp_path / f"full{step}").folder)
    assert saved > 3


@pytest.mark.parametrize("many", ["repeat one text", "go"])
def test_fewer_dumps_than_were_thought_are_read_again_for_what_they_teach(tmp_path, monkeypatch, many):
    monkeypatch.setattr(spread, "FILES", 8)
    monkeypatch.setattr(lessons, "PAGES", 12)
    raw, out, texts = tmp_path / "raw", tmp_path / "out", pages(48, 5)
    raw.mkdir()
    if many == "repeat one text":
        texts[12:] = [texts[0]] * 36
    for number, text in enumerate(texts):
        (raw / f"{number:03}.txt").write_text(text, encoding="utf-8")
    read: list[str] = []
    monkeypatch.setattr(reading, "draft", lambda files, *how: read.extend(files) or draft(files, *how))
    build([raw], out)
    if many == "go":
        assert len(read) == len(texts)
        read.clear()
        for file in sorted(raw.iterdir())[10:]:
            file.unlink()
        build([raw], out)
    assert len(read) == (10 if many == "go" else 96)
    floors = {int(part.name.partition("-")[2]) for part in out.glob(f"{NAME}/*/read-*")}
    assert floors == {0}
    monkeypatch.setattr(reading, "likely_depth", lambda files: 0)
    assert digest(out) == digest(build([raw], tmp_path / "full").folder)


def told(texts: list[str], folder: Path) -> tuple[pl.DataFrame, Answers]:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    drafts = list(draft([str(file) for file in sorted(folder.iterdir())]))
    return pl.concat([one.pages for one in drafts]), evidence_of(drafts).answers()


def told_otherwise(answers: Answers, done: Settled) -> set[str]:
    blocks = np.sort(answers.cut_again(done.blocks["words"].unique())["block"].to_numpy())
    return set(answers.told_otherwise(done.told, blocks=blocks)["raw_path"])


@pytest.mark.parametrize("kinds", [["lines"], ["facts"], ["counts"], ["lines", "facts", "counts"]])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_cut_otherwise_was_told_otherwise(tmp_path, seed, kinds):
    texts = pages(90, seed)
    some, fewer = told(random.Random(seed).sample(texts, 30), tmp_path / "fewer")
    more = told(texts, tmp_path / "more")[1]
    more = replace(fewer, **{kind: getattr(more, kind) for kind in kinds})
    before, after = settle(some, fewer), settle(some, more)
    changed = told_otherwise(fewer, after)
    assert changed == told_otherwise(more, before)
    assert not told_otherwise(fewer, before)
    same = some.filter(~pl.col("raw_path").is_in(list(changed)))
    assert changed
    for table, key in (("articles", "raw_path"), ("page_issues", "raw_path"), ("article_tags", "article_id")):
        rows = [getattr(one.cut, table).join(same, on=key, how="semi") for one in (before, after)]
        assert rows[0].equals(rows[1])
    rows = [one.told.join(same, on="raw_path", how="semi") for one in (before, after)]
    assert rows[0].equals(rows[1])


def test_dumps_told_otherwise_about_their_tags_alone_are_not_walked_again(tmp_path, monkeypatch, cut):
    walked: list[str] = []
    walk = brief.outline_of

    def noting(page: Pieces, **lines: object):
        walked.append(page.text)
        return walk(page, **lines)

    monkeypatch.setattr(brief, "outline_of", noting)
    raw, texts = tmp_path / "raw", pages(60, 4)
    raw.mkdir()
    for number, text in enumerate(texts):
        (raw / f"{number:03}.txt").write_text(text, encoding="utf-8")
        if number in (39, 59):
            walked.clear()
            cut.clear()
            build([raw], tmp_path / "out")
    assert 20 <= len(walked) < len(cut) - 5
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


def test_a_block_that_is_told_otherwise_and_cut_the_same_leaves_its_pages_alone(tmp_path, monkeypatch, cut):
    again: list[str] = []
    cut_again = Answers.cut_again
    monkeypatch.setattr(
        Answers, "cut_again", lambda self, blocks: cut_again(self, again.extend(blocks) or blocks)
    )
    raw, draw = tmp_path / "raw", random.Random(6)
    raw.mkdir()
    names = [" ".join(WORDS[2 * n : 2 * n + 2]) for n in range(len(WORDS) // 2)]
    for number in range(29):
        said = " ".join(f"حرف{draw.randrange(99)}" for _ in range(25))
        said += f" {names[0]} {names[1]} " * 3 * (number > 26)
        tags = f"{' '.join(names[:3])} كتاب{number}"
        lines = [
            f"خبر رقم {number} في المدينة",
            f"تاريخ النشر: {7 + number % 6} أكتوبر 2024",
            f"{said} {number}.",
        ]
        text = "\n".join([*lines, f"المصدر: {SITES[0]}", f"كلمات دلالية: {tags}", ""])
        (raw / f"{number:03}.txt").write_text(text, encoding="utf-8")
        if number in (26, 28):
            cut.clear()
            again.clear()
            build([raw], tmp_path / "out")
    assert [len(words.split()) for words in again] == [6]
    assert cut == ["027.txt", "028.txt"]
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


@pytest.mark.parametrize("table", ["lessons", "counters", "known", "told", "briefs", "blocks", "settled"])
def test_what_is_kept_is_made_again_when_it_is_spoiled(tmp_path, table):
    raw, texts = tmp_path / "raw", pages(24, 5)
    raw.mkdir()
    for number, text in enumerate(texts):
        (raw / f"{number:03}.txt").write_text(text, encoding="utf-8")
        if number == 20:
            build([raw], tmp_path / "out")
    kept = sorted((tmp_path / "out" / NAME).glob(f"*/*/*/{table}-*.parquet"))
    assert kept
    for number, file in enumerate(kept):
        file.unlink() if number % 2 else file.write_bytes(file.read_bytes()[:-9] + b"spoiled..")
    build([raw], tmp_path / "out")
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


def test_most_pages_are_not_cut_again_for_a_few_more(tmp_path, cut):
    raw = write_pages(tmp_path / "raw", 200)
    build([raw], tmp_path / "out")
    cut.clear()
    (raw / "new.txt").write_text(
        "خبر عن حديقة في المدينة\nقيل إن حديقة الورد فتحت أبوابها.\n", encoding="utf-8"
    )
    build([raw], tmp_path / "out")
    assert cut == ["new.txt"]
    for number in range(2):
        text = (raw / f"00{number}.txt").read_text(encoding="utf-8").replace("المصدر", "المندوب", 1)
        (raw / f"more {number}.txt").write_text(text, encoding="utf-8")
    cut.clear()
    build([raw], tmp_path / "out")
    assert {"more 0.txt", "more 1.txt"} <= set(cut)
    assert len(cut) < 20


def test_many_small_steps_leave_no_more_than_twice_what_a_full_build_leaves(tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "FILES", 10)
    raw, texts = tmp_path / "raw", pages(36, 9)
    raw.mkdir()
    for number, text in enumerate(texts):
        (raw / f"{number:03}.txt").write_text(text, encoding="utf-8")
        if number >= 30:
            build([raw], tmp_path / "out")
    rows = [pl.read_parquet(file) for file in (tmp_path / "out" / NAME).glob("*/cut-*/*/settled-*.parquet")]
    assert 36 <= sum(one.height for one in rows) <= 72


def test_many_small_builds_leave_few_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(again, "MANY", 4)
    raw = write_pages(tmp_path / "raw", 12)
    for number in range(7):
        text = (raw / f"00{number}.txt").read_text(encoding="utf-8")
        (raw / f"more {number}.txt").write_text(f"{text}\nسطر {number}\n", encoding="utf-8")
        build([raw], tmp_path / "out")

    counts = [len(list((tmp_path / "out" / NAME).glob(f"*/{stage}*/*"))) for stage in ("read", "cut-")]
    assert max(counts) <= 4
    assert digest(tmp_path / "out") == digest(build([raw], tmp_path / "full").folder)


def test_little_that_is_new_starts_no_workers(tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "FILES", 2)
    raw = write_pages(tmp_path / "raw", 30)
    build([raw], tmp_path / "out")
    write_pages(raw, 36)
    sizes: list[int] = []

    class Counted(Local):
        def spread(self, work, pieces):
            sizes.append(len(pieces))
            return super().spread(work, pieces)

    build([raw], tmp_path / "out", engine=Counted(1))
    assert max(sizes) <= 1
    build([raw], tmp_path / "full", engine=Counted(1))
    assert max(sizes) > 8
    assert digest(tmp_path / "out") == digest(tmp_path / "full")

    sizes.clear()
    monkeypatch.setattr(spread, "LITTLE", 2)
    write_pages(raw, 42)
    build([raw], tmp_path / "out", engine=Counted(1))
    assert max(sizes) > 1, "many bytes are for the workers, in however few pieces"
