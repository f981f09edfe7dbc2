"""Run a Python program as a whole process and print its wall and processor seconds and its peak in MB.

A process of its own that holds next to nothing, because Linux counts what the starter holds into the peak of
the started: ``python benchmarks/measure.py PROGRAM ARGUMENT...``.
"""

import json
import os
import subprocess
import sys
import time

began = time.perf_counter()
child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
wall = time.perf_counter() - began
if status:
    sys.exit(f"{' '.join(sys.argv[1:])}: exit status {status}")
peak = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
print(json.dumps({"wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": peak}))
