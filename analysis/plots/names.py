"""What the command calls each figure of a build, and what the figure shows."""

from __future__ import annotations

FIGURES = {
    "artefact": "topic pairs in the articles, and what the page template adds",
    "calendar": "articles of each day",
    "changes": "shares in the second half of the corpus against the first",
    "context": "mentions of a topic in their context",
    "coverage": "articles of each source in each month",
    "keyness": "what sets the largest source apart from the others",
    "lags": "which source prints common stories first",
    "matrices": "pairs of topics without and with the site's tags",
    "matrix": "how many articles name both topics of each pair",
    "network": "tags (or topics) that stand together, and their communities",
    "pairs": "share of articles that name both topics, over time",
    "panels": "share of coverage over time, a panel a topic",
    "ramadan": "topics in Ramadan against the months beside it",
    "ranks": "rank of each topic over time",
    "sets": "sets of topics that stand together",
    "shares": "share of coverage over time, with bursts and changes",
    "sources": "share of one topic over time, a panel a source",
    "tags": "most frequent tags",
    "themes": "themes by centrality and density",
    "topics": "topics named most",
}

BY_TOPIC = ("context", "matrix", "panels", "ranks", "shares", "sources")
"""Figures for which topics can be chosen; `context` and `sources` take one."""
