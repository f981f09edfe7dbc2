"""Articles that print one story -> one ``story_id``."""

from analysis.loader.reprints.stories import COMPARED, confirmed, find_stories, sketches, story_ids

__all__ = ["COMPARED", "confirmed", "find_stories", "sketches", "story_ids"]
