"""Periods on a time axis: their length, their names, their gaps."""

from __future__ import annotations

from datetime import date

import pytest
from matplotlib.figure import Figure
from plots_examples import months

from analysis.plots.periods import gaps, set_period_ticks, shortened, tick_periods, unit_of


@pytest.mark.parametrize(
    ("days", "unit"), [(365, "year"), (91, "quarter"), (30, "month"), (7, "week"), (1, "day")]
)
def test_length_of_a_period_is_read_from_its_neighbours(days: int, unit: str) -> None:
    assert unit_of([date(2024, 1, 1), date.fromordinal(date(2024, 1, 1).toordinal() + days)]) == unit


def test_ticks_fall_on_the_first_month_of_a_year_where_they_can() -> None:
    periods = months(30)[4:]
    assert periods[tick_periods(periods, 3)[0]].month == 1


def test_year_is_printed_where_it_changes() -> None:
    ax = Figure().subplots()
    set_period_ticks(ax, months(), list(range(24)), "en", 300)
    years = {text.get_position()[0]: text.get_text() for text in ax.get_xticklabels(minor=True)}
    assert years == {0: "2023", 12: "2024"}


def test_gaps_at_both_ends_and_in_a_row_are_found() -> None:
    assert gaps([0, 4, 0, 0, 3, 0]) == [(0, 0), (2, 3), (5, 5)]


@pytest.mark.parametrize(
    ("totals", "kept"),
    [
        ([1, 0, 0, 0, 0, 0, 1], 7),  # too short to leave out
        ([*[1] * 30, *[0] * 8, 1], 39),  # less than a quarter of the calendar
        ([1, *[0] * 40, 1, *[0] * 30, 2], 11),
    ],
)
def test_of_a_long_gap_only_its_ends_are_drawn(totals: list[int], kept: int) -> None:
    assert len(shortened(totals)) == kept
