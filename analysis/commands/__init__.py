"""The commands of ``wusum``, one module each: ``HELP`` one line, ``add`` its options, ``run`` its work.

A command holds no logic of its own: it hands its options to the room that does the work and prints what
comes back. Rooms are imported inside ``run``, so that ``wusum --help`` waits for none of them.
"""

COMMANDS = (
    "new",
    "build",
    "report",
    "figure",
    "export",
    "sample",
    "verify",
    "explain",
    "list",
    "completion",
)
"""Every command, in the order of the work; each is the name of a module here."""
