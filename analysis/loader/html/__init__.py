"""Markup of a news page -> the same ``Page`` that a dump gives."""

from analysis.loader.html.page import parse_html

__all__ = ["parse_html"]
