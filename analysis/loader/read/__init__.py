"""Files of any kind -> raw pages, and a finding for each that gives none."""

from analysis.loader.read.files import Share, count_dumps, shares
from analysis.loader.read.raw import list_raw, read_file, read_raw
from analysis.loader.read.raw_page import RawFault, RawIssue, RawPage
from analysis.loader.read.store import Stored, at_hand, is_address

__all__ = [
    "RawFault",
    "RawIssue",
    "RawPage",
    "Share",
    "Stored",
    "at_hand",
    "count_dumps",
    "is_address",
    "list_raw",
    "read_file",
    "read_raw",
    "shares",
]
