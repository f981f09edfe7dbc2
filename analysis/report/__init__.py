"""Tables -> executed notebooks as self-contained HTML, with an index page."""

from analysis.report.make import report, topic_labels

__all__ = ["report", "topic_labels"]
