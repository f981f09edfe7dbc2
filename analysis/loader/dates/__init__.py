"""Dates as newsrooms print them -> a calendar day, or nothing."""

from analysis.loader.dates.parse import NO_DATE, ParsedDate, parse_date

__all__ = ["NO_DATE", "ParsedDate", "parse_date"]
