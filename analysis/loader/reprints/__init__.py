"""Articles that print one story -> one ``story_id``."""

from analysis.loader.reprints.stories import story_ids

__all__ = ["story_ids"]
