"""An undelimited run -> tags: what the model knows about gaps, on invented lists."""

from __future__ import annotations

import itertools
import json
import runpy
import sys
from math import exp, isclose
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DictionaryError
from analysis.loader.tags.features import word_class
from analysis.loader.tags.lexicon import LEXICON, lexicon, read_lexicon
from analysis.loader.tags.segment import RunCut, backward, cut_run, forward
from analysis.loader.tags.text import index_text, light, tokens

FIT = Path(__file__).resolve().parents[2] / "benchmarks" / "fit_tag_gaps.py"


def cut(line: str, text: str = "") -> list[str]:
    words = tuple(light(line).split())
    found = cut_run(words, index_text(words, tokens(text)).run(words))
    return [" ".join(words[a:b]) for a, b in found.tags]


def folded(tags: str) -> list[str]:
    return light(tags).split(" | ")


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param("اليابان | كندا | النرويج", id="known single names are parted"),
        pytest.param("وزارة الزراعة | تشيلي", id="a noun that opens a construct takes the next word"),
        pytest.param("المجلس البلدي | سويسرا", id="definite noun and definite nisba"),
        pytest.param("زوارق حربية | كندا", id="indefinite noun and indefinite nisba"),
        pytest.param("الصيد في البحيرات | كندا", id="a preposition joins both sides"),
        pytest.param("خالد منصور | كندا", id="given name and family name"),
        pytest.param("رؤية 2040 | سلطنة عمان", id="a number joins to its left"),
        pytest.param("صندوق النقد الدولي | الأرجنتين", id="an institution of the lexicon"),
        pytest.param("كندا", id="one word"),
    ],
)
def test_cuts_known_without_any_text(tags: str) -> None:
    assert cut(tags.replace(" | ", " ")) == folded(tags)


@pytest.mark.parametrize(
    ("tags", "text"),
    [
        (
            "جسر الوادي | بلدة الزهور",
            "عبر السكان جسر الوادي نحو بلدة الزهور. أغلق جسر الوادي، وتضررت بلدة الزهور.",
        ),
        ("الغواص | المنارة", "نزل الغواص ليلا. وأضاءت المنارة، ثم صعد الغواص. كانت المنارة بعيدة."),
        ("كورال فينيكس | رواد", "عزفت فرقة كورال فينيكس أمس. كورال فينيكس تأسست قديما، وحضر رواد الحفل."),
    ],
)
def test_the_pages_own_text_decides(tags: str, text: str) -> None:
    assert cut(tags.replace(" | ", " "), text) == folded(tags)


def test_words_on_two_sides_of_a_mark_do_not_stand_together() -> None:
    words = ("بلجيكا", "هولندا")
    assert index_text(words, tokens("بلجيكا، هولندا")).run(words).together(0, 2) == 0
    assert index_text(words, tokens("وبلجيكا هولندا")).run(words).together(0, 2) == 1
    assert index_text(words, tokens("بلجيكا وهولندا")).run(words).together(0, 2) == 0


def test_particles_before_a_word_are_seen_through() -> None:
    words = tuple(light("الأمم المتحدة").split())
    found = index_text(words, tokens("قالت الأمم المتحدة، وبالأمم المتحدة وللأمم المتحدة")).run(words)
    assert (found.seen, found.together(0, 2)) == ((3, 3), 3)


def test_empty_run_gives_nothing() -> None:
    assert cut_run((), index_text((), []).run(())) == RunCut((), ())


WORDS = light("مجلس الأمن كندا وزارة الصيد في البحيرات خالد منصور 2040 الدولي لبنان").split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_tags_cover_the_run_with_a_probability_each(run: list[str]) -> None:
    words = tuple(run)
    found = cut_run(words, index_text(words, []).run(words))
    assert list(itertools.chain(*(range(a, b) for a, b in found.tags))) == list(range(len(words)))
    assert all(0 <= sure <= 1 for sure in found.certainty)
    assert len(found.certainty) == len(found.tags)


@settings(max_examples=30)
@given(st.lists(st.lists(st.floats(-3, 3), min_size=3, max_size=3), min_size=1, max_size=6))
def test_sums_are_those_of_all_cuts(table: list[list[float]]) -> None:
    scores = [row[: len(table) - at] for at, row in enumerate(table)]

    def every(start: int) -> float:
        if start == len(scores):
            return 1.0
        return sum(exp(score) * every(start + size) for size, score in enumerate(scores[start], start=1))

    assert isclose(exp(forward(scores)[-1]), every(0), rel_tol=1e-9)
    assert isclose(exp(backward(scores)[0]), every(0), rel_tol=1e-9)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("في", "prep"),
        ("محمد", "given"),
        ("وزارة", "head"),
        ("الشهيد", "title"),
        ("2024", "num"),
        ("google", "latin"),
        ("اليابان", "def_tag"),
        ("كندا", "tag"),
        ("الزراعية", "def_nisba"),
        ("زراعية", "nisba"),
        ("الصفصاف", "def"),
        ("والصفصاف", "and"),
        ("للصفصاف", "to"),
        ("صفصاف", "plain"),
    ],
)
def test_classes_of_words(word: str, name: str) -> None:
    assert word_class(light(word)) == name


def test_committed_lexicon_is_proved_and_large() -> None:
    assert read_lexicon(LEXICON) == lexicon()
    assert len(lexicon().whole) > 1000
    assert ("مجلس", "الامن") in lexicon().pairs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("أثينا\nاثينا\n", r"tags.txt, line 2: tag 'اثينا' stands twice \(after folding\). Sort the lines"),
        ("ليما\nأثينا\n", "tags.txt, line 2: tag 'أثينا' must stand before 'ليما'. Sort the lines"),
    ],
)
def test_faulty_lexicon_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "tags.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DictionaryError, match=message):
        read_lexicon(path)


def test_comments_and_empty_lines_of_a_lexicon_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "tags.txt"
    path.write_text("# names\n\nأثينا\n", encoding="utf-8")
    assert read_lexicon(path).whole == {"اثينا"}


@pytest.mark.skipif(not FIT.exists(), reason="benchmarks are not part of an installed copy")
def test_fitting_script_writes_the_module_of_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tags = [["مرفأ اللؤلؤ", "كندا"], ["قلعة الريح", "سوق النحاس"], ["كندا", "وادي الغزلان"]] * 4
    rows = [{"title": "رحلة", "body": f"زرنا {'، ثم '.join(row)}.", "tags": row} for row in tags]
    torn = {"title": "رحلة", "body": "", "tags": ["رحلة في", "كندا"]}
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in [*rows, torn]), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["fit_tag_gaps.py", str(path)])
    runpy.run_path(str(FIT), run_name="__main__")
    module: dict[str, dict[str, float]] = {}
    printed = capsys.readouterr().out
    exec(printed, module)
    assert "Fitted on 12" in printed
    assert module["ALONE"]["page_together"] > 0 > module["ALONE"]["page_apart"]
    assert set(module["ALONE"]) == set(module["WITH_EVIDENCE"])


@given(st.text(st.sampled_from("على أإآةیک،.🔴 \u064b\u0640\n")))
def test_light_form_is_the_same_whatever_else_stands_in_the_text(text: str) -> None:
    rare = f"{text} 東"
    assert f"{light(text + ' ')}東" == light(rare)
    assert [*tokens(text), "東"] == tokens(rare)
