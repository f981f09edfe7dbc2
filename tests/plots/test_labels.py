"""A label reads right on this matplotlib, and the judge sees it when it does not."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from shutil import which

import matplotlib
import numpy as np
import pytest
from arabic_reshaper import reshape
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text
from PIL import Image, features
from plots_picture import artist_line, ink, judge, judge_label

from analysis.plots.labels import label, matplotlib_shapes
from analysis.plots.style import font_families, render, style

pytestmark = pytest.mark.skipif(not features.check("raqm"), reason="Pillow without raqm: no reference")

LABELS = {
    "one word": "الطاقة",
    "lam alef": "لا شيء الآن لأجل الإعلام",
    "the name of god": "عبد الله ولله",
    "hamza on every seat": "مسؤولو هيئة البيئة قرأوا",
    "arabic digits": "عام ٢٠٢٣ بنسبة ٣٫٥٪",
    "latin digits": "ملخص عام 2023",
    "number first": "12 خبرا في اليوم",
    "ordinal first": "3. الاقتصاد",
    "latin first": "UNICEF: نداء جديد",
    "latin last": "تقرير Bloomberg",
    "latin inside": "أسهم Tesla ترتفع 4%",
    "round brackets": "المناخ (أخبار)",
    "latin in brackets": "الاتحاد الأفريقي (AU)",
    "brackets after latin": "Reuters (1999) عن النفط",
    "square and curly brackets": "[تحديث] النص {أ}",
    "guillemets": "قالت «الصحيفة» أمس",
    "quotes": 'ملف "المياه" اليوم',
    "percent": "نسبة 7.4% من 1,850",
    "one dollar": "برميل بسعر 80$",
    "two dollars": "من 70$ إلى 80$",
    "mathtext": "قيمة $x^2_1$ هنا",
    "backslash": "المسار C:\\temp",
    "range": "من 2019 إلى 2023",
    "year range": "الفترة 2019–2023",
    "date": "الأحد 14/01/2024",
    "slash": "صحة/بيئة",
    "dash": "مصر – السودان",
    "question and semicolon": "لماذا؟ سؤال؛ وجواب، ثم!",
    "farsi letters": "گزارش پژوهشی چین",
    "tatweel": "عـــاجل",
    "zero width non-joiner": "می‌روند",
    "kashida and colon": "البند: الأول",
    "two lines": "السطر الأعلى\nالسطر الأدنى 2024",
    "latin and arabic lines": "BBC News\nبي بي سي عربي",
    "latin only": "Agence France-Presse 2024",
    "number only": "1,234.5",
    "email and address": "البريد info@site.org",
    "equals": "العدد n = 40",
    "less than": "العمر < 18",
    "plus": "فريق + مدرب",
    "hash": "وسم #المناخ",
    "hyphenated latin": "لقاح Covid-19 متاح",
    "long": "دعت الحكومة إلى اجتماع طارئ لبحث أسعار القمح بعد تراجع الإنتاج في 3 دول",
}


@pytest.fixture
def font() -> FontProperties:
    return FontProperties(family=font_families())


@pytest.mark.parametrize("logical", LABELS.values(), ids=LABELS)
def test_label_is_drawn_right(logical: str, font: FontProperties) -> None:
    assert [v for v in judge_label(logical, label(logical), font) if not v.right] == []


PLACES: dict[str, Callable[[Axes, str], Text]] = {
    "title": lambda ax, text: ax.set_title(text),
    "axis": lambda ax, text: ax.set_ylabel(text),
    "tick": lambda ax, text: _tick(ax, text, 0),
    "tick at an angle": lambda ax, text: _tick(ax, text, 45),
    "upright tick": lambda ax, text: _tick(ax, text, 90),
    "legend": lambda ax, text: ax.legend([ax.plot([0], [0])[0]], [text]).get_texts()[0],
    "title of a legend": lambda ax, text: ax.legend([], [], title=text).get_title(),
    "annotation": lambda ax, text: ax.annotate(text, (0.2, 0.2), (0.5, 0.5), arrowprops={"arrowstyle": "->"}),
    "bar": lambda ax, text: ax.bar_label(ax.bar([0], [1]), [text])[0],
    "cell of a heat map": lambda ax, text: (ax.imshow([[0, 1]], aspect="auto"), ax.text(0.5, 0, text))[1],
    "colour bar": lambda ax, text: _colour_bar(ax, text),
    "cell of a table": lambda ax, text: ax.table([[text]], loc="center")[0, 0].get_text(),
    "title of the figure": lambda ax, text: ax.figure.suptitle(text),
}


def _tick(ax: Axes, text: str, angle: int) -> Text:
    ax.set_xticks([0.5], [text], rotation=angle)
    return ax.get_xticklabels()[0]


def _colour_bar(ax: Axes, text: str) -> Text:
    bar = ax.figure.colorbar(ax.imshow([[0, 1]], aspect="auto"))
    bar.set_label(text)
    return bar.ax.yaxis.label


@pytest.mark.parametrize("logical", ["أسعار Brent (خام)", "مُؤَشِّرُ «الأسعارِ» 2.5%"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_label_is_drawn_right_in_every_place(place: Callable[[Axes, str], Text], logical: str) -> None:
    with style():
        figure = Figure(figsize=(8, 8), dpi=300, layout="constrained")
        FigureCanvasAgg(figure)
        text = place(figure.subplots(), label(logical))
        text.set_fontsize(22)
        figure.draw_without_rendering()
        path = findfont(text.get_fontproperties(), fallback_to_default=False)
        assert judge(artist_line(text), logical, path).right


def test_a_letter_that_no_font_has_is_named() -> None:
    with style():
        figure = Figure()
        FigureCanvasAgg(figure)
        figure.text(0.5, 0.5, label("وسم 漢"))
        with pytest.warns(UserWarning, match=r"CJK UNIFIED IDEOGRAPH-6F22.* missing"):
            figure.draw_without_rendering()


MARKED = {
    "shadda with each vowel": "مُحَرِّرُ الصَّحيفةِ المُدقِّقُ",
    "tanwin on alef and before it": "شكراً يوميًّا",
    "tanwin at the end": "قُرْآنٌ كَريمٌ في كِتابٍ",
    "lam alef with marks on the lam": "لَا إِلَى الْآمالِ",
    "lam alef with marks on both": "لِأَنَّ إلَّا الْأَوَّلُ الإِسْلامُ",
    "dagger alef": "هٰذا الرَّحْمٰن",
    "tall letters": "ظِلٌّ كُلُّ طِفْلَةٍ",
    "hamza on every seat": "مَسْؤولٌ رَئيسٌ شَيْءٌ سَأَلَ",
    "brackets and percent": "[مُلَخَّصٌ] ٣٢٪ (رُبَّما)",
    "latin first": "AFP: تقريرٌ مُفصَّل",
    "numbers beside marks": "كُرَةُ القَدَمِ 2-1",
    "a letter of Persian": "گُلِستان چِراغ",
    "two lines": "السَّطْرُ الأوّلُ\nReuters في السَّطْرِ الثاني",
}


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("logical", MARKED.values(), ids=MARKED)
def test_vowel_marks_are_drawn_right(logical: str, weight: str) -> None:
    with style():
        handed = label(logical)
    font = FontProperties(family=font_families(), weight=weight)
    assert [v for v in judge_label(logical, handed, font) if not v.right] == []


@pytest.mark.skipif(not which("pdftoppm"), reason="no pdftoppm to look at a PDF with")
@pytest.mark.parametrize("logical", [LABELS["brackets after latin"], *MARKED.values()])
def test_label_is_drawn_right_in_a_pdf(logical: str, font: FontProperties) -> None:
    for line in logical.split("\n"):
        figure = Figure(figsize=(max(3.0, 0.5 * len(line) + 2), 2))
        with style():
            figure.text(0.5, 0.5, label(line), ha="center", va="center", fontsize=46)
        picture = subprocess.run(
            ["pdftoppm", "-png", "-r", "100"], input=render(figure, "pdf"), capture_output=True, check=True
        ).stdout
        drawn = 255 - np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
        assert judge(ink(drawn), line, findfont(font)).right, line


@pytest.mark.skipif(matplotlib_shapes(), reason="matplotlib places the marks itself")
def test_judge_sees_marks_at_one_height(font: FontProperties) -> None:
    assert not judge_label(MARKED["tall letters"], label(MARKED["tall letters"]), font)[0].right


@pytest.mark.parametrize("logical", [*MARKED.values(), "رحمةٌۖ وْٰ شَُِيء"])
def test_other_fonts_than_the_package_brings_get_no_private_characters(logical: str) -> None:
    with matplotlib.rc_context({"font.family": ["DejaVu Sans"]}):
        handed = label(logical)
    assert not [letter for letter in handed if ord(letter) > 0xFFFF]
    assert {*"\u08e4\u08e5\u08e6\u08e7\u08e8\u08e9\u08ea\u08eb\u08ec"}.isdisjoint(handed)


@pytest.mark.parametrize(
    "logical", ["وكالة الشمال before موقع Reuters (2024)", "Source: صحيفة الميناء, n = 5"]
)
def test_a_sentence_read_from_the_left_is_drawn_so_and_judged(logical: str, font: FontProperties) -> None:
    [verdict] = judge_label(logical, label(logical, base="L"), font)
    assert verdict.reading == "left to right"


FAULTS = {
    "raw where matplotlib does not shape, twice ordered where it does": lambda s: (
        s if not matplotlib_shapes() else get_display(reshape(s), base_dir="R")
    ),
    "mirrored": lambda s: label(s[::-1]),
    "letters apart": lambda s: label("\u200c".join(s)),
    "another word": lambda s: label("مباريات" + s[7:]),
    "a missing glyph": lambda s: label(s + " 漢"),
    "cut short": lambda s: label(s[:-2]),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("logical", ["انتخابات البرلمان", "المقاومة السودانية", "تقرير الصحافة اليومي"])
def test_judge_sees_a_fault(fault, logical: str, font: FontProperties) -> None:
    assert not all(verdict.right for verdict in judge_label(logical, fault(logical), font))


@pytest.mark.parametrize(
    ("hand", "reading"),
    [
        (lambda s: get_display(reshape(s)), "reversed" if matplotlib_shapes() else "right"),
        (lambda s: s, "right" if matplotlib_shapes() else "unshaped"),
        (lambda s: s + " 漢", "tofu"),
    ],
)
def test_judge_names_the_fault(hand, reading: str) -> None:
    [verdict] = judge_label(
        "انتخابات البرلمان", hand("انتخابات البرلمان"), FontProperties(family="DejaVu Sans")
    )
    assert verdict.reading == reading


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        ("plain text", "plain text"),
        ("", ""),
        ("5$", "5\\$"),
        ("a\tb\x00c", "a b c"),
        ("line\r\nline", "line\nline"),
        ("\u202bplain\u200f", "plain"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_text_without_arabic_comes_back_usable(text: str, handed: str) -> None:
    assert label(text) == handed


def test_presentation_forms_from_pdf_text_are_drawn_as_letters(font: FontProperties) -> None:
    [verdict] = judge_label("لانتخاب", label("\ufefb\ufee7\ufe98\ufea8\ufe8e\ufe8f"), font)
    assert verdict.right


def test_engine_is_detected_by_what_it_does_and_agrees_with_the_version() -> None:
    assert matplotlib_shapes() == (tuple(map(int, matplotlib.__version__.split(".")[:2])) >= (3, 11))


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("ابلله عربي()[]«»$%\\\n\t12a-_^{}\u064b\u0651\u200f\u202b\u200c"),
        max_size=40,
    )
)
def test_label_keeps_the_lines_and_opens_no_mathtext(text: str) -> None:
    from matplotlib.cbook import is_math_text

    handed = label(text)
    assert handed.count("\n") == text.count("\n")
    assert not any(is_math_text(line) for line in handed.split("\n"))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ابجد هوز حطي 12 ab"), max_size=30))
def test_label_loses_no_letter(text: str) -> None:
    import unicodedata

    plain = unicodedata.normalize("NFKC", label(text)).replace("\u202b", "")
    assert sorted(plain) == sorted(text)
