from __future__ import annotations

import json
import time
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.loader.dates import NO_DATE, ParsedDate, parse_date

SHARED = Path(__file__).resolve().parents[3] / "shared"
CASES = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))
REFERENCE = "2024-11-05T10:30"


@pytest.mark.parametrize("text", CASES["same_day"].values(), ids=CASES["same_day"].keys())
def test_every_newsroom_form_of_one_day(text: str) -> None:
    parsed = parse_date(text)
    assert (parsed.value, parsed.precision) == (date(2024, 3, 17), "day")
    assert parsed.evidence in text


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (int(number), name.replace("_", " "))
        for number, names in CASES["months"].items()
        for name in names.split()
    ],
)
def test_every_month_name(number: int, name: str) -> None:
    assert parse_date(f"14 {name} 2021").value == date(2021, number, 14)
    assert parse_date(f"{name} 14, 2021").value == date(2021, number, 14)
    assert parse_date(f"{name} 2021") == ParsedDate(date(2021, number, 1), "month", f"{name} 2021")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("يونيو/حزيران 2019", date(2019, 6, 1), "month"),
        ("حزيران - يونيو 2019", date(2019, 6, 1), "month"),
        ("يونيو (حزيران) 2019", date(2019, 6, 1), "month"),
        ("June 2019", date(2019, 6, 1), "month"),
        ("2019-06", date(2019, 6, 1), "month"),
        ("06/2019", date(2019, 6, 1), "month"),
        ("الأسبوع الثاني من يونيو 2019", date(2019, 6, 1), "month"),
        ("عدد شهر يونيو 2019", date(2019, 6, 1), "month"),
        ("2019", date(2019, 1, 1), "year"),
        ("1970", date(1970, 1, 1), "year"),
        ("٢٠١٩", date(2019, 1, 1), "year"),
        ("سنة 2019م", date(2019, 1, 1), "year"),
        ("نشر عام 2019", date(2019, 1, 1), "year"),
        ("1 يناير 2019", date(2019, 1, 1), "day"),
        ("أول يناير 2019", date(2019, 1, 1), "day"),
        ("31-تشرين-الأول-2019", date(2019, 10, 31), "day"),
        ("31_كانون_الثاني_2019", date(2019, 1, 31), "day"),
    ],
)
def test_precision_is_what_was_printed(text: str, value: date, precision: str) -> None:
    parsed = parse_date(text)
    assert (parsed.value, parsed.precision) == (value, precision)


@pytest.mark.parametrize("text", [text for texts in CASES["no_date"].values() for text in texts])
def test_no_date_is_null(text: str) -> None:
    assert parse_date(text) == NO_DATE


@pytest.mark.parametrize(
    ("iso", "text"), [(iso, text) for iso, texts in CASES["relative"].items() for text in texts]
)
def test_relative_days_count_back_from_the_reference(iso: str, text: str) -> None:
    parsed = parse_date(text, reference=REFERENCE)
    assert (str(parsed.value), parsed.precision) == (iso, "day")
    assert parsed.evidence in text


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("منذ شهر", date(2024, 10, 1), "month"),
        ("الشهر الماضي", date(2024, 10, 1), "month"),
        ("last month", date(2024, 10, 1), "month"),
        ("العام الماضي", date(2023, 1, 1), "year"),
        ("السنة الماضية", date(2023, 1, 1), "year"),
        ("قبل 3 أشهر", date(2024, 8, 1), "month"),
        ("منذ شهرين", date(2024, 9, 1), "month"),
        ("11 months ago", date(2023, 12, 1), "month"),
        ("منذ سنة", date(2023, 1, 1), "year"),
        ("قبل عامين", date(2022, 1, 1), "year"),
        ("2 years ago", date(2022, 1, 1), "year"),
    ],
)
def test_spans_of_months_and_years_have_their_precision(text: str, value: date, precision: str) -> None:
    parsed = parse_date(text, reference=REFERENCE)
    assert (parsed.value, parsed.precision) == (value, precision)


@pytest.mark.parametrize("text", CASES["no_relative"]["texts"])
def test_a_reference_makes_no_date_of_other_words(text: str) -> None:
    assert parse_date(text, reference=REFERENCE) == NO_DATE


def test_printed_dates_do_not_depend_on_the_reference() -> None:
    for text in CASES["same_day"].values():
        assert parse_date(text, reference=REFERENCE) == parse_date(text)


@pytest.mark.parametrize(
    "reference", [date(2024, 11, 5), datetime(2024, 11, 5, 10, 30), "2024-11-05", "2024-11-05T10:30"]
)
def test_a_reference_comes_in_every_type(reference: date | str) -> None:
    assert parse_date("أمس", reference=reference).value == date(2024, 11, 4)


def test_a_reference_of_minutes_past_midnight_counts_back_to_the_day_before() -> None:
    assert parse_date("منذ ساعتين", reference="2024-03-01T00:40").value == date(2024, 2, 29)


def test_a_reference_that_is_no_date_is_named() -> None:
    with pytest.raises(
        InputError, match=r"reference: 'gestern' is no ISO date\. Write it as 2024-10-31T14:00\."
    ):
        parse_date("أمس", reference="gestern")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("7 رمضان 1445 هـ", "2024-03-17"),
        ("الأحد 7 رمضان 1445", "2024-03-17"),
        ("السابع من رمضان 1445", "2024-03-17"),
        ("1445/9/7هـ", "2024-03-17"),
        ("29 ذي الحجة 1445", "2024-07-05"),
        ("10 ذو القعدة 1440هـ", "2019-07-13"),
        ("1 محرم 1446", "2024-07-07"),
        ("3 ربيع الآخر 1442", "2020-11-18"),
        ("3 جمادى الأولى 1442", "2020-12-18"),
    ],
)
def test_a_hijri_day_is_its_day_by_umm_al_qura(text: str, iso: str) -> None:
    value = parse_date(text).value
    assert type(value) is date
    assert str(value) == iso


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("قال مصدر يوم الأحد 17 مارس/ آذار 2024، إن", "17 مارس/ آذار 2024"),
        ("تاريخ النشر: 17th, March 2024 GMT", "17th, March 2024"),
        ("\u200f17\u200f/\u200f3\u200f/\u200f2024", "17\u200f/\u200f3\u200f/\u200f2024"),
        ("17 مَارِس 2024م", "17 مَارِس 2024"),
    ],
)
def test_evidence_is_the_part_of_the_text_that_was_read(text: str, evidence: str) -> None:
    assert parse_date(text).evidence == evidence


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)).filter(lambda day: day != date(1970, 1, 1)))
def test_every_day_is_read_from_its_usual_forms(day: date) -> None:
    forms = (
        f"{day:%d/%m/%Y}",
        f"{day.isoformat()}T12:30:00Z",
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"{day:%d.%m.%Y}",
    )
    assert {parse_date(form).value for form in forms} == {day}


@settings(deadline=None)
@given(st.text(), st.sampled_from([None, REFERENCE]))
@example("\x00\ud800 31/10/\udfff", None)
@example("٣١" * 30, None)
@example("¹²/³/2024", None)
def test_any_text_gives_a_date_with_its_evidence_or_null(text: str, reference: str | None) -> None:
    parsed = parse_date(text, reference=reference)
    assert parsed.evidence in text
    assert (parsed.value is None) == (parsed.precision is None) == (not parsed.evidence)


@given(
    st.lists(
        st.sampled_from(
            "1 31 12 24 2023 1445 / - . : مايو أكتوبر رجب من نشر تحديث منذ ساعة أمس الأحد و إلى م".split()
        )
    )
)
@settings(deadline=None, max_examples=300)
def test_any_heap_of_date_words_is_read_or_null(words: list[str]) -> None:
    text = " ".join(words)
    parsed = parse_date(text, reference=REFERENCE)
    assert parsed.value is None or (1900 <= parsed.value.year <= 2100 and parsed.evidence in text)


@pytest.mark.parametrize(
    "unit",
    [
        "1/",
        "31 ",
        "مايو ",
        "نشر ",
        "منذ 3 ساعة ",
        "a",
        "1",
        "2024-",
        "31 مايو ",
        "و1",
        "(",
        "\u200f",
        "5 مايو 2023 ",
    ],
)
def test_a_long_text_of_anything_takes_linear_time(unit: str) -> None:
    started = time.perf_counter()
    parse_date(unit * (100_000 // len(unit)), reference=REFERENCE)
    assert time.perf_counter() - started < 5  # measured: under 0.5 s; quadratic would be minutes


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared gold stands beside the checkout only on some machines"
)
def test_the_gold_strings_hold_their_floor() -> None:
    lines = (SHARED / "gold/dates/dates.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wrong = [row["text"] for row in rows if not _agrees(row)]
    assert wrong == []


def _agrees(row: dict) -> bool:
    parsed = parse_date(row["text"], reference=row["ref"])
    iso = parsed.value and parsed.value.isoformat()
    if iso in row["also_ok"]:
        return True
    length = {"year": 4, "month": 7, "day": 10, None: 0}[row["precision"]]
    return (iso is None) == (row["iso"] is None) and (iso or "")[:length] == (row["iso"] or "")
