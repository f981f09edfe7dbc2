"""Write the sample corpus of data/raw: made pages with planted truths, from one seed.

    python data/sample/make_sample.py            # rewrites data/raw/*.txt and data/sample/truths.jsonl

Planted truths (checked by tests/test_sample.py against the built tables):

1. RISE: russia and iran stand together in 1 article a month in 2023 and in 5 a month in 2024.
2. WIDGET: gaza and elections never stand together in an article; the trending block of the site
   "شبكة الندى" prints both on each of its pages in 2024.
3. BURST: elections fill most of March and April 2024, against one article in other months.
4. GAP: August 2023 has no page at all.
5. REPRINTS: 24 articles are printed again by another source within three days, spelled otherwise.
"""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
RAW = HERE.parent / "raw"
TEXT = tomllib.loads((HERE / "sentences.toml").read_text(encoding="utf-8"))
SEED = 20241031
MONTHS = [date(2023 + i // 12, i % 12 + 1, 1) for i in range(24)]
GAP = date(2023, 8, 1)
BURST = (date(2024, 3, 1), date(2024, 4, 1))
SOURCES = {"شبكة الندى": "widget", "صحيفة الميناء": "press", "موقع الرواق": "portal", "وكالة السنا": "press"}
EGYPT = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
LEVANT = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split(
    "|"
)
ENGLISH = "January February March April May June July August September October November December".split()
WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()


@dataclass(frozen=True, slots=True)
class Story:
    """One made article with the truth about it."""

    topics: tuple[str, ...]
    day: date
    source: str
    title: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    reprint_of: int | None = None
    related: tuple[str, ...] = field(default=())


def plan(month: date) -> list[tuple[str, ...]]:
    """Return the topic sets of one month's articles."""
    if month == GAP:
        return []
    together = [("russia", "iran")] * (5 if month.year == 2024 else 1)
    elections = [("elections",)] * (7 if month in BURST else 1)
    return [*together, ("russia",), ("iran",), ("gaza",), ("gaza",), *elections, *[("other",)] * 5]


def fill(rng: random.Random, pattern: str) -> str:
    """Put chance names and numbers into one sentence pattern."""
    names = {key: rng.choice(TEXT["fill"][key]) for key in ("city", "person", "body")}
    return pattern.format(n=rng.randint(12, 97), day=rng.randint(3, 9), **names)


def write_story(rng: random.Random, topics: tuple[str, ...], day: date, source: str) -> Story:
    """Compose one article: lead and three to five paragraphs on its topics, one or two on nothing."""
    pool = TEXT["russia_iran" if len(topics) == 2 else topics[0]]
    own = [s for topic in topics for s in TEXT[topic]["sentences"]]
    lead = rng.sample(pool["sentences"], 2) if len(topics) == 2 else []
    chosen = lead + rng.sample(own, rng.randint(4, 6)) + rng.sample(TEXT["other"]["sentences"], 2)
    filled = [fill(rng, s) for s in dict.fromkeys(chosen)]
    filled[0] = filled[0].removeprefix("و")
    paragraphs = tuple(" ".join(filled[i : i + 2]) for i in range(0, len(filled), 2))
    tags = [tag for topic in topics for tag in rng.sample(TEXT["tags"][topic], 2 if len(topics) == 1 else 1)]
    return Story(topics, day, source, fill(rng, rng.choice(pool["titles"])), paragraphs, tuple(tags))


def respell(text: str) -> str:
    """Spell a text as another desk would: no hamza on alef, no shadda, final heh."""
    return text.translate(str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ّ": None})).replace("ة ", "ه ")


def stories(rng: random.Random) -> list[Story]:
    """Return all articles, the reprints behind their month's originals."""
    out: list[Story] = []
    names = list(SOURCES)
    for month in MONTHS:
        first = len(out)
        for i, topics in enumerate(plan(month)):
            day = month + timedelta(days=rng.randint(0, 24))
            out.append(write_story(rng, topics, day, names[(i + month.month) % len(names)]))
        if len(out) > first:
            out.append(reprint(rng, out, rng.randrange(first, len(out))))
    out.append(reprint(rng, out, len(out) - 3))
    return out


def reprint(rng: random.Random, told: list[Story], index: int) -> Story:
    """Print story ``index`` again at another source, one to three days later, spelled otherwise."""
    old = told[index]
    other = rng.choice([name for name in SOURCES if name != old.source])
    return replace(
        old,
        day=old.day + timedelta(days=rng.randint(1, 3)),
        source=other,
        title=respell(old.title),
        paragraphs=tuple(map(respell, old.paragraphs)),
        reprint_of=index,
    )


def ordinal(day: int) -> str:
    """Return 1st, 2nd, 3rd, 4th ..."""
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def site_block(day: date) -> list[str]:
    """Return the trending block that the first layout's site shows on that day."""
    return TEXT["widget"]["hot" if day.year == 2024 else "plain"]


def site_tail(day: date) -> list[str]:
    """Return the further site tags behind the block; they change with the week."""
    tail = TEXT["widget"]["tail"]
    week = day.isocalendar().week
    return [tail[(week + i) % len(tail)] for i in range(4)]


def widget_page(story: Story, headlines: list[str], second: Story) -> str:
    """Lay a story out as the reference page: undelimited tags amid the site block, a second article."""
    block, own = " ".join(site_block(story.day)), " ".join(story.tags)
    tail = " ".join(site_tail(story.day))
    return "\n".join(
        [
            story.title,
            f"تاريخ النشر: {ordinal(story.day.day)}, {ENGLISH[story.day.month - 1]} {story.day.year} GMT",
            *story.paragraphs,
            "Go to accessibility shortcutsشارك هذا المقالمحادثة مواضيع إضافية "
            + " ".join(headlines)
            + f" {own}المصدر: {story.source}",
            f"كلمات دلالية: {block} {block} {own} {block} {tail} یعرض الآن Next",
            "إقرأ أيضاً:",
            second.title,
            *second.paragraphs,
        ]
    )


def press_page(story: Story, headlines: list[str], second: Story) -> str:
    """Lay a story out as a newspaper site: byline, day-first date, delimited tags, a list of headlines."""
    by = TEXT["fill"]["reporter"][story.day.day % 4]
    return "\n".join(
        [
            story.title,
            f"كتب: {by}",
            f"Published On {story.day.day}/{story.day.month}/{story.day.year}",
            *story.paragraphs,
            f"المصدر: {story.source}",
            "مواضيع ذات صلة",
            *headlines,
            "الوسوم: " + "، ".join(story.tags),
        ]
    )


def portal_page(story: Story, headlines: list[str], second: Story) -> str:
    """Lay a story out as a portal: path, dual month names, a read-also line inside, hashtags, a footer."""
    m = story.day.month - 1
    first, *rest = story.paragraphs
    return "\n".join(
        [
            "الرئيسية > أخبار > تقارير",
            story.title,
            f"{WEEKDAYS[story.day.weekday()]}، {story.day.day} {LEVANT[m]}/{EGYPT[m]} {story.day.year}",
            first,
            f"اقرأ أيضا: {headlines[0]}",
            *rest,
            f"المصدر: {story.source}",
            " ".join("#" + tag.replace(" ", "_") for tag in story.tags),
            "جميع الحقوق محفوظة",
        ]
    )


LAYOUTS = {"widget": widget_page, "press": press_page, "portal": portal_page}


def page(rng: random.Random, told: list[Story], story: Story) -> str:
    """Lay out one story with headlines and a second article from elsewhere in the corpus."""
    headlines = [s.title for s in rng.sample(told, 3)]
    return LAYOUTS[SOURCES[story.source]](story, headlines, rng.choice(told)) + "\n"


def truth(name: str, names: list[str], story: Story) -> dict[str, object]:
    """Return what a perfect reader would say of one page."""
    site = SOURCES[story.source] == "widget"
    return {
        "file": name,
        "title": story.title,
        "published": story.day.isoformat(),
        "source": story.source,
        "topics": [t for t in story.topics if t != "other"],
        "tags": list(story.tags),
        "site_tags": list(dict.fromkeys(site_block(story.day) + site_tail(story.day))) if site else [],
        "reprint_of": None if story.reprint_of is None else names[story.reprint_of],
    }


def main() -> None:
    """Write every page and the truths."""
    rng = random.Random(SEED)
    told = stories(rng)
    names = [f"{i:03d}_{SOURCES[s.source]}.txt" for i, s in enumerate(told)]
    RAW.mkdir(parents=True, exist_ok=True)
    for old in RAW.glob("*.txt"):
        old.unlink()
    for name, story in zip(names, told, strict=True):
        (RAW / name).write_text(page(rng, told, story), encoding="utf-8", newline="\n")
    rows = [json.dumps(truth(n, names, s), ensure_ascii=False) for n, s in zip(names, told, strict=True)]
    (HERE / "truths.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
