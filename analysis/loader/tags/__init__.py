"""A tag line -> the article's own tags and the site's, with what other pages teach about both."""

from analysis.loader.tags.cut import TagCut, TagSpan, anchor, cut_tags
from analysis.loader.tags.evidence import TagEvidence
from analysis.loader.tags.records import TagRecord

__all__ = ["TagCut", "TagEvidence", "TagRecord", "TagSpan", "anchor", "cut_tags"]
