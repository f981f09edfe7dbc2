from __future__ import annotations

import pytest

from analysis.arabic import months
from analysis.arabic.fold import fold


def test_every_month_name_of_every_arabic_locale_of_cldr_is_known() -> None:
    babel = pytest.importorskip("babel")
    locales = [name for name in babel.localedata.locale_identifiers() if name.split("_")[0] == "ar"]
    for name in locales:
        for number, month in babel.Locale.parse(name).months["format"]["wide"].items():
            assert months.MONTH_NUMBERS[fold(month)] == number, (name, month)


def test_every_weekday_name_of_cldr_is_known() -> None:
    babel = pytest.importorskip("babel")
    for locale in ("ar", "en", "fr"):
        for number, weekday in babel.Locale(locale).days["format"]["wide"].items():
            assert months.WEEKDAY_NUMBERS[fold(weekday)] == number


@pytest.mark.parametrize("system", [*months.SYSTEMS, months.HIJRI, months.JALALI])
def test_a_year_has_twelve_different_months(system: tuple[str, ...]) -> None:
    assert len(set(map(fold, system))) == 12


def test_no_name_is_of_two_calendars() -> None:
    tables = (months.MONTH_NUMBERS, months.HIJRI_NUMBERS, months.JALALI_NUMBERS, months.WEEKDAY_NUMBERS)
    assert len({name for table in tables for name in table}) == sum(map(len, tables))


def test_a_name_of_two_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'اب' stands for 8 and for 4\. Remove one\."):
        months.names_by_number((months.LEVANT_IRAQ,), {4: ("اب",)})


def test_ordinal_days_are_the_days_of_a_month() -> None:
    days = months.ordinal_days()
    assert set(days.values()) == set(range(1, 32))
    assert (days[fold("الثاني عشر")], days[fold("الثالث والعشرين")], days[fold("الثلاثين")]) == (12, 23, 30)
