"""Reprints: what is one story, what is not, in any order, at speed."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest

from analysis.loader.reprints import story_ids
from analysis.loader.reprints.shingles import shingle_sets

FIRST = date(2024, 3, 1)
WORDS = (
    "أعلنت الوزارة خطة جديدة لتطوير الموانئ الجنوبية بعد دراسة شاملة شارك فيها خبراء "
    "ومهندسون من مدن عدة وأكد الوزير أن التمويل متاح من المصرف الوطني وأن العمل يبدأ "
    "في الربيع المقبل ويستمر عامين كاملين وتشمل المرحلة الأولى بناء أرصفة ومستودعات "
    "حديثة بينما تشمل الثانية ربط الميناء بالسكك الحديدية والطرق السريعة ورحبت غرفة "
    "التجارة بالقرار ورأت فيه خطوة مهمة نحو خفض كلفة الشحن وزيادة الصادرات الزراعية "
    "والصناعية إلى الأسواق الأوروبية والآسيوية "
).split()
"""Seventy different words."""


def body(seed: int, n_words: int = 120) -> str:
    """Return an invented article: words in a random order, in paragraphs of twenty."""
    words = random.Random(seed).choices(WORDS, k=n_words)
    return "\n".join(" ".join(words[i : i + 20]) for i in range(0, n_words, 20))


def frame(*rows: tuple[str, str | None, str | None, date | None]) -> pl.DataFrame:
    """Return rows of (article_id, title, body, published) as `story_ids` takes them."""
    return pl.DataFrame(
        rows,
        schema={"article_id": pl.String, "title": pl.String, "body": pl.String, "published": pl.Date},
        orient="row",
    )


def stories(*rows: tuple[str, str | None, str | None, date | None]) -> dict[str, str]:
    """Return article_id -> story_id."""
    return dict(story_ids(frame(*rows)).iter_rows())


def respelled(text: str) -> str:
    """Return a text as a newsroom with other habits prints it."""
    table = str.maketrans(
        {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ء": "", "ل": "لَ"}
    )
    return text.translate(table)


TEXT = body(1)
PARAGRAPHS = TEXT.split("\n")
REPRINTS = {
    "the same text": TEXT,
    "another spelling": respelled(TEXT),
    "other punctuation": TEXT.replace("\n", ". ") + "!",
    "last paragraph trimmed": "\n".join(PARAGRAPHS[:-1]),
    "last three of six trimmed": "\n".join(PARAGRAPHS[:3]),
    "byline before": "كتب مراسلنا في العاصمة سامي الخطيب\n" + TEXT,
    "source after": TEXT + "\nالمصدر: وكالة الأنباء الوطنية",
    "all at once": "بيروت - مراسلنا\n" + respelled("\n".join(PARAGRAPHS[:-1])) + "\nتحرير: قسم الأخبار",
}
OTHERS = {
    "another article": body(2),
    "new lead before the same background": "\n".join([*body(3, 80).split("\n"), *PARAGRAPHS[2:]]),
    "a digest of one paragraph": PARAGRAPHS[0],
    "a round-up that ends with it": "\n".join([body(4, 120), TEXT]),
}


@pytest.mark.parametrize("text", REPRINTS.values(), ids=REPRINTS)
def test_is_one_story(text: str) -> None:
    found = stories(("a", "عنوان", TEXT, FIRST), ("b", "عنوان آخر تماما", text, FIRST + timedelta(days=3)))
    assert found == {"a": "a", "b": "a"}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_is_another_story(text: str) -> None:
    assert stories(("a", "عنوان", TEXT, FIRST), ("b", "عنوان", text, FIRST)) == {"a": "a", "b": "b"}


def test_a_round_up_does_not_join_its_parts() -> None:
    one, two = body(5), body(6)
    found = stories(("a", "", one, FIRST), ("b", "", two, FIRST), ("c", "", f"{one}\n{two}", FIRST))
    assert found["a"] != found["b"]


@pytest.mark.parametrize(("days", "same"), [(0, True), (7, True), (8, False), (365, False)])
def test_window_of_a_week(days: int, same: bool) -> None:
    found = stories(("a", "", TEXT, FIRST), ("b", "", TEXT, FIRST + timedelta(days=days)))
    assert (found["b"] == "a") == same


def test_a_story_reprinted_day_after_day_is_one() -> None:
    rows = [(f"a{day:02}", "", TEXT, FIRST + timedelta(days=5 * day)) for day in range(6)]
    assert set(stories(*rows).values()) == {"a00"}


def test_undated_goes_with_the_earliest_printing_and_joins_nothing_else() -> None:
    later = FIRST + timedelta(days=900)
    found = stories(("a", "", TEXT, FIRST), ("b", "", TEXT, later), ("c", "", respelled(TEXT), None))
    assert found == {"a": "a", "b": "b", "c": "a"}
    assert stories(("x", "", TEXT, None), ("y", "", TEXT, None)) == {"x": "x", "y": "x"}


HEADLINES = [
    ("equal after folding", "قمة بغداد تبدأ اليوم", "قمّة بغداد تبدأ اليوم!", 1, True),
    ("one word differs", "قمة بغداد تبدأ اليوم", "قمة بغداد تبدأ غدا", 0, False),
    ("the same headline days later", "أسعار الذهب اليوم", "أسعار الذهب اليوم", 2, False),
    ("nothing printed", "", "", 0, False),
    ("signs alone", "...", "!!!", 0, False),
]


@pytest.mark.parametrize(
    ("one", "other", "days", "same"), [row[1:] for row in HEADLINES], ids=[r[0] for r in HEADLINES]
)
def test_headlines_alone(one: str, other: str, days: int, same: bool) -> None:
    found = stories(("a", one, None, FIRST), ("b", other, "", FIRST + timedelta(days=days)))
    assert (found["b"] == "a") == same


def test_no_article_and_one_article() -> None:
    assert story_ids(frame()).schema == {"article_id": pl.String, "story_id": pl.String}
    assert stories(("a", None, None, None)) == {"a": "a"}
    assert stories(("a", None, TEXT, None)) == {"a": "a"}


def test_order_of_input_changes_nothing() -> None:
    rows = [
        (f"{i}{j}", "", text, FIRST) for i in range(4) for j, text in enumerate([body(i), respelled(body(i))])
    ]
    expected = stories(*rows)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert stories(*rows) == expected


def test_planted_reprints_are_found_and_nothing_else() -> None:
    originals = [
        (f"o{i:04}", "", body(100 + i, 60 + i % 90), FIRST + timedelta(days=i % 20)) for i in range(600)
    ]
    kinds = [respelled, lambda t: t.rpartition("\n")[0], lambda t: "كتب سامي الخطيب في بيروت\n" + t]
    planted = [
        (f"p{i:04}", "", kinds[i % 3](text), day + timedelta(days=i % 4))
        for i, (_, _, text, day) in enumerate(originals)
        if text and i % 2
    ]
    found = stories(*originals, *planted)
    right = sum(found[name] == f"o{name[1:]}" for name, *_ in planted)
    assert right >= 0.98 * len(planted)
    assert all(found[name] == name for name, *_ in originals)


def test_time_is_linear_when_all_articles_share_a_paragraph() -> None:
    def seconds(count: int) -> float:
        rows = [
            (f"{i:05}", "", f"{body(i, 60)}\n{TEXT}", FIRST + timedelta(days=i % 300)) for i in range(count)
        ]
        start = time.process_time()
        story_ids(frame(*rows))
        return time.process_time() - start

    seconds(50)
    assert seconds(2_000) < 12 * seconds(400) + 0.5


def test_shingles_agree_with_sets_of_words() -> None:
    texts = ["", "a", "a b c", "a b c a b c", "ب ج د ه", "b c a b c x", "ب ج د"]
    sets = shingle_sets(texts)
    triples = [set(zip(w, w[1:], w[2:], strict=False)) for w in (t.split() for t in texts)]
    assert sets.sizes().tolist() == [len(t) for t in triples]
    for one, a in enumerate(triples):
        for other, b in enumerate(triples):
            assert len(set(sets.one(one).tolist()) & set(sets.one(other).tolist())) == len(a & b)
    assert all(x < y for i in range(len(texts)) for x, y in pairwise(sets.one(i).tolist()))
    assert shingle_sets([]).sizes().tolist() == []


def made_up(seed: int, undated: float) -> pl.DataFrame:
    """Articles that print few texts, whole or cut off or one after the other, within some weeks."""
    some = random.Random(seed)
    words = ["".join(some.choices("بتجحدرسصعفقكلمنهوي", k=5)) for _ in range(300)]
    texts = [some.choices(words, k=some.choice([3, 10, 30, 60, 90])) for _ in range(25)]
    rows = []
    for n in range(120):
        text = list(some.choice(texts)) + (some.choice(texts) if some.random() < 0.2 else [])
        text = text[: max(1, int(len(text) * some.uniform(0.6, 1.4)))]
        text[some.randrange(len(text))] = some.choice(words)
        day = None if some.random() < undated else date(1969, 12, 20) + timedelta(some.randint(0, 40))
        rows.append((f"{n:03}", some.choice(words), " ".join(text), day))
    kinds = {"article_id": pl.String, "title": pl.String, "body": pl.String, "published": pl.Date}
    return pl.DataFrame(rows, kinds, orient="row")


@pytest.mark.parametrize("undated", [0, 0.3, 1])
def test_how_much_is_held_at_a_time_changes_no_story(monkeypatch, undated):
    articles = made_up(int(10 * undated), undated)
    at_once = story_ids(articles)
    for name, held in {
        "candidates._FIRST": 5,
        "candidates._KEYS": 64,
        "stories._BLOCK": 7,
        "stories._NOTED": 3,
    }.items():
        monkeypatch.setattr(f"analysis.loader.reprints.{name}", held)
    assert story_ids(articles).equals(at_once)
    assert at_once["story_id"].n_unique() < articles.height
