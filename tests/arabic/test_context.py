"""Homographs are settled by what stands near them, and by nothing that stands far."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.arabic.context import Doubt, company_forms, in_company
from analysis.arabic.forms import phrase_forms
from analysis.arabic.patterns import Form, compile_patterns

FAR = " ثم" * 30
CASES = {
    "no company": (Doubt(("ساق",), unless=("شجرة",)), "كسرت ساق اللاعب", True),
    "before": (Doubt(("ساق",), unless=("شجرة",)), "شجرة طويلة لها ساق", False),
    "behind": (Doubt(("ساق",), unless=("شجرة",)), "ساق هذه الشجرة وشجرة أخرى", False),
    "too far": (Doubt(("ساق",), unless=("شجرة",)), f"شجرة{FAR} ساق", True),
    "particles before the company": (Doubt(("ساق",), unless=("شجرة",)), "لشجرة التوت ساق", False),
    "a conjunction before the form": (Doubt(("ساق",), unless=("شجرة",)), "شجرة وساق", False),
    "a form that is not in doubt": (Doubt(("ساق",), unless=("شجرة",)), "شجرة بساق", True),
    "a phrase as company": (Doubt(("ساق",), unless=("شجرة التوت",)), "شجرة ساق التوت", True),
    "only: there": (Doubt(("ساق",), only=("لاعب",)), "لاعب مصاب في ساق", True),
    "only: absent": (Doubt(("ساق",), only=("لاعب",)), "ساق طويلة", False),
    "only and unless": (Doubt(("ساق",), unless=("شجرة",), only=("لاعب",)), "لاعب تحت شجرة ساق", False),
    "after: right before": (Doubt(("ساق",), after=("نجيب",)), "قال نجيب ساق", False),
    "after: one word between": (Doubt(("ساق",), after=("نجيب",)), "نجيب هذا ساق", True),
    "after: behind it": (Doubt(("ساق",), after=("نجيب",)), "ساق نجيب", True),
    "within": (Doubt(("ساق",), unless=("شجرة",), within=5), "شجرة التوت ساق", True),
}


def mentions(doubt: Doubt, *texts: str) -> list[int]:
    forms = [Form("leg", form, "ساق") for form in phrase_forms("ساق")]
    patterns = compile_patterns([*forms, *company_forms([doubt])])
    frame = pl.LazyFrame({"n": range(len(texts)), "text": texts})
    return in_company(patterns.mentions(frame), {"leg": (doubt,)}).collect()["n"].to_list()


@pytest.mark.parametrize(("doubt", "text", "kept"), CASES.values(), ids=CASES)
def test_company(doubt: Doubt, text: str, kept: bool) -> None:
    assert mentions(doubt, text) == ([0] if kept else [])


def test_company_in_another_text_does_not_count() -> None:
    doubt = Doubt(("ساق",), unless=("شجرة",))
    assert mentions(doubt, "شجرة", "ساق", "شجرة") == [1]


def test_equal_lists_of_company_are_looked_for_once() -> None:
    first, second = Doubt(("ساق",), unless=("شجرة",)), Doubt(("يد",), unless=("شجرة",))
    assert list(company_forms([first, second])) == list(company_forms([first]))
