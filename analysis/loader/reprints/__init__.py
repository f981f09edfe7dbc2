"""Articles that print one story -> one ``story_id``."""

from analysis.loader.reprints.stories import confirmed, find_stories, sketches, story_ids

__all__ = ["confirmed", "find_stories", "sketches", "story_ids"]
