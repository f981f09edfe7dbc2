"""Articles that print one story -> one ``story_id``."""

from analysis.loader.reprints.stories import find_stories, sketches, story_ids

__all__ = ["find_stories", "sketches", "story_ids"]
