"""Tables -> executed notebooks as self-contained HTML, with an index page."""

from analysis.report.make import report

__all__ = ["report"]
