"""Lines of a page -> pieces -> zones: what each part of a page is, and why."""

from analysis.loader.zones.zone import ZONES, Zone, cover

__all__ = ["ZONES", "Zone", "cover"]
