"""Tag lines: own tags against the site's, delimited lists, the anchor; on invented pages."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from arabic_reshaper import reshape
from hypothesis import given
from hypothesis import strategies as st

from analysis.loader.tags.blocks import block_prints, z_array
from analysis.loader.tags.cut import anchor, cut_tags
from analysis.loader.tags.evidence import TagEvidence
from analysis.loader.tags.lists import items
from analysis.loader.tags.records import TagRecord

SITE = "كأس العالم مجلس الأمن الدولي البرازيل أسعار النفط"
SITE_TAGS = ["كأس العالم", "مجلس الأمن الدولي", "البرازيل", "أسعار النفط"]
MORE = "سويسرا كرة السلة"
MORE_TAGS = ["سويسرا", "كرة السلة"]
OWN = "ميناء صحار سلطنة عمان الموانئ"
OWN_TAGS = ["ميناء صحار", "سلطنة عمان", "الموانئ"]
BODY = (
    "افتتحت سلطنة عمان رصيفا جديدا في ميناء صحار. وقالت الوزارة إن ميناء صحار ثاني أكبر الموانئ، "
    "وإن حركة الموانئ في سلطنة عمان نمت هذا العام."
)
BUTTONS = "یعرض الآن Next"


def own(*args: str, **more: object) -> list[str]:
    return [tag.text for tag in cut_tags(*args, **more).own]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "before", "site"),
    [
        pytest.param(
            f"{SITE} {SITE} {OWN} {SITE} {MORE} {BUTTONS}", "", SITE_TAGS + MORE_TAGS, id="between prints"
        ),
        pytest.param(f"{SITE} {SITE} {SITE} {OWN} {SITE}", "", SITE_TAGS, id="three prints before"),
        pytest.param(f"{SITE} {OWN} {SITE}", "", SITE_TAGS, id="one print on each side"),
        pytest.param(f"{OWN} {SITE} {SITE}", "", SITE_TAGS, id="prints behind"),
        pytest.param(f"{SITE} {SITE} {OWN}", "", SITE_TAGS, id="prints before"),
        pytest.param(f"{SITE} {SITE} {OWN} {MORE}", OWN, SITE_TAGS + MORE_TAGS, id="told by the anchor"),
        pytest.param(f"{OWN} {SITE}", f"خبر آخر {OWN}", SITE_TAGS, id="one print, told by the anchor"),
        pytest.param(f"{SITE} {SITE} {OWN} {OWN} {SITE}", OWN, SITE_TAGS, id="own run printed twice"),
        pytest.param(f"{SITE} {OWN} {SITE} {OWN} {SITE}", "", SITE_TAGS, id="by turns"),
        pytest.param(f"{SITE} {OWN} {SITE} {OWN} {SITE}", OWN, SITE_TAGS, id="by turns, anchored"),
        pytest.param(f"{OWN} {OWN}", "", [], id="no block, run printed twice"),
        pytest.param(OWN, "", [], id="no block"),
        pytest.param(OWN, f"نهاية النص عن الموانئ {OWN}", [], id="no block, anchored as a whole"),
        pytest.param(OWN, "انتهى الخبر عن حركة الموانئ", [], id="a chance match is no anchor"),
    ],
)
def test_layouts_of_undelimited_lines(line: str, before: str, site: list[str]) -> None:
    cut = cut_tags(line, before_source=before, running_text=BODY)
    assert [tag.text for tag in cut.own] == OWN_TAGS
    assert [tag.text for tag in cut.site] == site


def test_page_without_own_tags_has_only_the_sites() -> None:
    cut = cut_tags(f"{SITE} {SITE} {SITE} {BUTTONS}", before_source="عنوان خبر آخر", running_text=BODY)
    assert (cut.own, [tag.text for tag in cut.site]) == ((), SITE_TAGS)


@pytest.mark.parametrize(
    "line",
    [
        "ميناء صحار، سلطنة عمان، الموانئ",
        "ميناء صحار , سلطنة عمان,الموانئ",
        "ميناء صحار؛ سلطنة عمان؛ الموانئ",
        "ميناء صحار; سلطنة عمان; الموانئ",
        "ميناء صحار | سلطنة عمان | الموانئ |",
        "• ميناء صحار • سلطنة عمان • الموانئ",
        "ميناء صحار - سلطنة عمان - الموانئ",
        "ميناء صحار / سلطنة عمان / الموانئ",
        "ميناء صحار\nسلطنة عمان\r\nالموانئ\n",
        "#ميناء_صحار #سلطنة_عمان #الموانئ",
        "#ميناء_صحار، #سلطنة_عمان، #الموانئ",
        "- ميناء صحار\n- سلطنة عمان\n- الموانئ",
        "ميناء صحار، سلطنة عمان\nالموانئ",
        "ميناء صحار\tسلطنة عمان\tالموانئ",
        "ميناء صحار، سلطنة عمان، ميناءُ صحار، الموانئ",
    ],
)
def test_delimited_lists_of_every_form(line: str) -> None:
    assert own(line) == OWN_TAGS


def test_number_keeps_its_comma() -> None:
    assert own("رؤية 2030، 1,500 وظيفة، الرياض") == ["رؤية 2030", "1,500 وظيفة", "الرياض"]


def test_block_of_delimited_items_is_the_sites() -> None:
    block = "، ".join(SITE_TAGS)
    cut = cut_tags(f"{block}، ميناء صحار، {block}", running_text=BODY)
    assert [tag.text for tag in cut.own] == ["ميناء صحار"]
    assert [tag.text for tag in cut.site] == SITE_TAGS


def test_offsets_point_at_the_printed_tag() -> None:
    line = f"{SITE} {SITE} {OWN} {SITE}"
    for tag in (*(cut := cut_tags(line, running_text=BODY)).own, *cut.site):
        assert line[tag.start : tag.end] == tag.text


def test_hashtag_is_read_with_spaces_at_its_printed_place() -> None:
    tag = cut_tags("#ميناء_صحار #عمان").own[0]
    assert (tag.text, tag.start, tag.end) == ("ميناء صحار", 1, 11)


def test_tag_may_be_own_and_the_sites() -> None:
    line = f"{SITE} {SITE} البرازيل ميناء صحار {SITE}"
    cut = cut_tags(line, running_text=f"{BODY} زار وفد من البرازيل الرصيف.")
    assert "البرازيل" in [tag.text for tag in cut.own]
    assert "البرازيل" in [tag.text for tag in cut.site]


def _evidence(lines: list[str], source: str = "مرسى") -> TagEvidence:
    return TagEvidence.learn(TagRecord(source, "2024-W10", BODY, line) for line in lines)


def test_block_printed_once_is_known_from_other_pages() -> None:
    known = _evidence([f"{tags} {SITE}" for tags in ("مسقط البحر", "ظفار الأمطار", "نزوى", OWN)])
    cut = cut_tags(f"{OWN} {SITE}", running_text=BODY, evidence=known, source="مرسى", week="2024-W10")
    assert [tag.text for tag in cut.own] == OWN_TAGS
    assert [tag.text for tag in cut.site] == SITE_TAGS


def test_another_week_makes_nothing_the_sites_that_the_article_names() -> None:
    known = _evidence([f"{tags} {SITE}" for tags in ("مسقط البحر", "ظفار الأمطار", "نزوى", OWN)])
    told = f"{BODY} وفازت البرازيل في كأس العالم. وناقش مجلس الأمن الدولي أسعار النفط."
    for source, week in (("غيره", "2024-W11"), ("مرسى", "2024-W11"), (None, None)):
        assert not cut_tags(f"{OWN} {SITE}", running_text=told, evidence=known, source=source, week=week).site


def test_tags_of_one_story_on_many_pages_stay_own() -> None:
    known = _evidence([f"{OWN} {tag}" for tag in ("مسقط", "ظفار", "نزوى", "صور")])
    cut = cut_tags(f"{OWN} مسقط", running_text=BODY, evidence=known, source="مرسى", week="2024-W10")
    assert [tag.text for tag in cut.own][:3] == OWN_TAGS


@pytest.mark.parametrize(
    ("before", "line", "tail"),
    [
        ("شارك المقال عنوان خبر آخر " + OWN, f"{SITE} {OWN} {SITE}", OWN),
        (f"شارك المقال {OWN}", OWN, OWN),
        ("شارك المقال ميناء صحار سلطنة عمان الموانئ", "ميناء صحار، سلطنة عمان، الموانئ", OWN),
        ("شارك المقال عنوان خبر عن الموانئ", OWN, ""),
        ("", OWN, ""),
        ("شارك المقال", "", ""),
    ],
)
def test_anchor_is_where_the_own_run_starts(before: str, line: str, tail: str) -> None:
    assert before[anchor(before, line) :] == tail


def test_long_run_is_kept_whole_and_recorded() -> None:
    cut = cut_tags(" ".join(f"كلمة{n}" for n in range(2001)))
    assert len(cut.own) == 1
    assert cut.issues == (("tags_uncut", "run of 2001 words kept whole"),)


@pytest.mark.parametrize("line", ["", " ", "،،،", "#", "|", "\n\n", BUTTONS, "Next"])
def test_line_without_a_tag_gives_none(line: str) -> None:
    cut = cut_tags(line)
    assert (cut.own, cut.site, cut.issues) == ((), (), ())


@pytest.mark.parametrize("piece", ["غزة ", "#", " -", "غزة، ", "غزة\n", "a b ", "ا"])
def test_a_megabyte_takes_seconds(piece: str) -> None:
    line = piece * (300_000 // len(piece))
    start = time.process_time()
    cut_tags(line, before_source=line, running_text=line)
    anchor(line, line)
    assert time.process_time() - start < 6


words = st.lists(st.sampled_from([*SITE.split(), *OWN.split(), "في", "،", "#و", "2030", "Next"]), max_size=40)


@given(words, words)
def test_any_line_gives_tags_in_order_and_once(line: list[str], before: list[str]) -> None:
    cut = cut_tags(" ".join(line), before_source=" ".join(before), running_text=BODY)
    for tags in (cut.own, cut.site):
        assert len({tag.text for tag in tags}) == len(tags)
        assert all(tag.start < tag.end and tag.text for tag in tags)
    assert [tag.start for tag in cut.own] == sorted(tag.start for tag in cut.own)
    assert 0 <= anchor(" ".join(before), " ".join(line)) <= len(" ".join(before))


@given(st.lists(st.sampled_from("ab"), max_size=30))
def test_z_array_is_what_its_definition_says(units: list[str]) -> None:
    for at, reach in enumerate(z_array(units)):
        longest = next((n for n in range(len(units) - at) if units[n] != units[at + n]), len(units) - at)
        assert reach == longest


@given(st.lists(st.sampled_from("abcdef"), max_size=40))
def test_prints_of_a_block_are_equal_and_apart(units: list[str]) -> None:
    prints = block_prints(units)
    assert len({tuple(units[a:b]) for a, b in prints}) <= 1
    assert all(a[1] <= b[0] for a, b in pairwise(prints))


def test_long_text_with_one_comma_is_no_list() -> None:
    assert items(
        "ميناء صحار سلطنة عمان الموانئ حركة السفن التجارية، النقل البحري الشحن الجوي خطوط الملاحة"
    ) == ([], "")


def test_certainty_is_told_and_a_hopeless_run_is_kept_whole() -> None:
    assert "mean certainty 0." in cut_tags("كندا اليابان").reason
    line = "ارفع يا نادل ازرع يا نادل تمهل علينا يا نادل"
    cut = cut_tags(line)
    assert [tag.text for tag in cut.own] == [line]
    assert cut.issues == (("tags_uncut", "run of 10 words kept whole"),)


@pytest.mark.parametrize("line", ["\u064b", "\u064b \u0651", "#", "# #", "،", "\u064b، \u0651"])
def test_marks_alone_are_no_tag(line: str) -> None:
    assert own(line, running_text=line) == []


def test_word_of_marks_between_tags_is_left_out() -> None:
    assert own("غزة \u064b مصر") == ["غزة", "مصر"]


@pytest.mark.parametrize("line", ["صحار # مجلس الأمن", "# صحار # مجلس الأمن", "صحار ## مجلس الأمن #"])
def test_hash_with_blanks_parts_tags(line: str) -> None:
    assert own(line) == ["صحار", "مجلس الأمن"]


def test_upon_is_not_the_name_ali() -> None:
    assert own("المشتقات النفطية علي بزون") == ["المشتقات النفطية", "علي بزون"]
    assert own("العقوبات على بزون") == ["العقوبات على بزون"]


def test_own_tags_glued_before_the_source_are_no_running_text() -> None:
    text = f"{BODY} {OWN}"
    assert own(f"{SITE} {SITE} {OWN} {SITE}", before_source=f"خبر آخر {OWN}", running_text=text) == OWN_TAGS


def _with_longer_lines(line: str) -> TagEvidence:
    """Lines of one source and week that print a line and one more tag behind it."""
    return TagEvidence.learn(
        TagRecord("ضفاف", "2024-W01", f"نص {n}", f"{line}، وسم {n}" if n else line) for n in range(5)
    )


def test_own_tags_that_all_pages_print_stay_own() -> None:
    line = "ميناء صحار، سلطنة عمان، الموانئ"
    known = _with_longer_lines(line)
    cut = cut_tags(line, running_text=BODY, evidence=known, source="ضفاف", week="2024-W01")
    assert ([tag.text for tag in cut.own], cut.site) == (OWN_TAGS, ())


def test_a_block_that_stands_alone_is_the_sites_when_the_article_does_not_name_it() -> None:
    line = "ميناء صحار، سلطنة عمان، الموانئ"
    known = _with_longer_lines(line)
    cut = cut_tags(line, running_text="نص لا يذكرها", evidence=known, source="ضفاف", week="2024-W01")
    assert ([tag.text for tag in cut.site], cut.own) == (OWN_TAGS, ())


@pytest.mark.parametrize("between", [OWN, f"{OWN} {OWN}"], ids=["once", "twice"])
def test_page_alone_parts_a_line_between_two_runs_of_the_site(between: str) -> None:
    cut = cut_tags(f"{SITE} {between} {MORE}", running_text=BODY)
    assert [tag.text for tag in cut.own] == OWN_TAGS


@pytest.mark.parametrize("line", [f"{OWN} {SITE}", f"{SITE} {OWN}"], ids=["own first", "site first"])
def test_page_alone_parts_a_line_by_what_its_article_names(line: str) -> None:
    cut = cut_tags(line, running_text=BODY)
    assert ([tag.text for tag in cut.own], [tag.text for tag in cut.site]) == (OWN_TAGS, SITE_TAGS)
    assert cut.issues == ()


@pytest.mark.parametrize(
    ("line", "named"),
    [(f"{OWN} {MORE}", "3 of 5"), (SITE, "0 of 4")],
    ids=["two that it does not name", "nothing that it names"],
)
def test_line_that_may_hold_the_sites_is_kept_whole_and_recorded(line: str, named: str) -> None:
    cut = cut_tags(line, running_text=BODY)
    assert (cut.site, cut.issues) == (
        (),
        (("tags_unparted", f"the article names {named} tags; the others may be the site's"),),
    )


def test_line_marked_as_the_sites_needs_no_parting() -> None:
    assert cut_tags(SITE, running_text=BODY, marked=True).issues == ()


def test_one_page_a_week_knows_the_block_by_what_stands_in_all_weeks() -> None:
    new = ["كندا", "المغرب", "الصين", "الهند"]
    lines = [f"ميناء{n} {SITE} {country}" for n, country in enumerate(new)]
    records = [
        TagRecord("الضحى", f"2024-W{week:02d}", BODY, line) for week, line in enumerate(lines, start=10)
    ]
    evidence = TagEvidence.learn(records)
    known = {"running_text": BODY, "evidence": evidence, "source": "الضحى", "week": "2024-W40"}
    cut = cut_tags(f"{OWN} {SITE} كندا", **known)  # type: ignore[arg-type]
    assert [tag.text for tag in cut.own] == OWN_TAGS
    assert [tag.text for tag in cut.site] == [*SITE_TAGS, "كندا"]
    alone = cut_tags(f"{SITE} كندا", **known)  # type: ignore[arg-type]
    assert (alone.own, alone.issues) == ((), ())


def test_a_text_printed_in_presentation_forms_names_its_tags_too() -> None:
    assert own(f"{SITE} {OWN}", running_text=reshape(BODY)) == OWN_TAGS


@pytest.mark.parametrize("sign", ["ﷺ", "ﷻ", "ﹰ", "ﱞ"])
def test_a_sign_that_stands_for_several_words_is_one_in_a_tag_line(sign: str) -> None:
    assert own(sign, running_text=sign) == [sign]
    assert own(f"{OWN} {sign}", running_text=f"{BODY} {sign}")[:2] == OWN_TAGS[:2]


def test_own_tags_may_stand_on_both_sides_of_the_sites() -> None:
    run = f"{OWN} الوزارة"
    cut = cut_tags(f"{run} {SITE} {run}", running_text=BODY)
    assert ([tag.text for tag in cut.own], [tag.text for tag in cut.site]) == (
        [*OWN_TAGS, "الوزارة"],
        SITE_TAGS,
    )


def test_own_tags_may_stand_behind_a_block_that_is_printed_twice_but_for_its_end() -> None:
    block = f"{SITE} {MORE}"
    cut = cut_tags(f"{block} {SITE} {OWN}", running_text=BODY)
    assert ([tag.text for tag in cut.own], {tag.text for tag in cut.site}) == (
        OWN_TAGS,
        {*SITE_TAGS, *MORE_TAGS},
    )
