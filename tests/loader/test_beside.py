"""What other pages of a source and week print in their tag lines parts the line of this one."""

from __future__ import annotations

from analysis.loader.tags.cut import cut_tags
from analysis.loader.tags.evidence import TagEvidence
from analysis.loader.tags.records import TagRecord

BLOCK = "كأس العالم الليرة التركية كوريا الشمالية أسعار الذهب"
STORY = "قال وزير الزراعة سامي الحداد إن سد الوادي الأخضر افتتح."


def _beside(lines: list[str]) -> TagEvidence:
    return TagEvidence.learn(
        TagRecord("الضحى", "2021-W09", f"خبر {i}.", line) for i, line in enumerate(lines)
    )


def _cut(line: str, lines: list[str], before: str = "") -> tuple[list[str], list[str]]:
    cut = cut_tags(
        line,
        running_text=STORY,
        evidence=_beside(lines),
        source="الضحى",
        week="2021-W09",
        before_source=before,
    )
    return [tag.text for tag in cut.own], [tag.text for tag in cut.site]


SITE_TAGS = ["كأس العالم", "الليرة التركية", "كوريا الشمالية", "أسعار الذهب"]
WEEK = [f"{BLOCK} ماء", f"{BLOCK} قطار سريع", f"{BLOCK} ملعب"]


def test_a_line_that_others_print_and_the_article_does_not_name_is_the_site_s() -> None:
    assert _cut(BLOCK, WEEK) == ([], SITE_TAGS)


def test_a_half_of_the_block_printed_again_leaves_no_own_tags_between() -> None:
    again = " ".join(BLOCK.split()[:4])
    half = [f"{BLOCK} {again}", f"{BLOCK} {again} ماء", f"{BLOCK} {again} قطار"]
    assert _cut(half[0], half) == ([], SITE_TAGS)
    assert _cut(half[0], half, before=f"شارك {BLOCK}") == ([], SITE_TAGS)


def test_own_tags_printed_again_behind_the_block_are_not_the_site_s() -> None:
    line = f"كأس العالم الليرة التركية سامي الحداد {BLOCK} سامي الحداد شاهد الآن Previous Next"
    assert _cut(line, [*WEEK, line]) == (["سامي الحداد"], SITE_TAGS)


def test_between_signs_two_items_of_many_lines_are_a_block() -> None:
    week = [f"قطر | تسلا | {own} | ناسا | مصر" for own in ("ماء", "قطار", "ملعب", "سامي الحداد")]
    assert _cut(week[-1], week) == (["سامي الحداد"], ["قطر", "تسلا", "ناسا", "مصر"])


def test_more_of_the_block_between_its_prints_is_the_site_s() -> None:
    half, rest = " ".join(BLOCK.split()[:4]), " ".join(BLOCK.split()[4:])
    week = [f"{half} {own} {rest} {half}" for own in ("ماء", "قطار سريع", "ملعب", "سامي الحداد")]
    own, site = _cut(week[-1], week)
    assert (own, sorted(site)) == (["سامي الحداد"], sorted(SITE_TAGS))
