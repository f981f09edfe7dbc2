"""Files of any kind -> raw pages, and a finding for each that gives none."""

from analysis.loader.read.files import Share, shares
from analysis.loader.read.raw import list_raw, read_file, read_raw
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage

__all__ = ["RawFault", "RawIssue", "RawPage", "Share", "list_raw", "read_file", "read_raw", "shares"]
