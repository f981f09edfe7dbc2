"""Articles that print one story -> one ``story_id``."""

from analysis.loader.reprints.stories import sketches, stories, story_ids

__all__ = ["sketches", "stories", "story_ids"]
