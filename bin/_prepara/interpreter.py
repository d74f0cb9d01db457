"""Which Python the environment is made with: a Python compiled by hand may be half as fast again as the system's."""

import subprocess
import sys
from pathlib import Path

from _prepara.version import MINIMUM

SYSTEM = Path("/usr/bin/python3")
# The system's is taken only when the difference is felt; both are tried in turn, and the best of each counts.
FELT = 1.2
ROUNDS = 3
WORK = """
import sys, time
for module in ("venv", "ensurepip"):
    __import__(module)
start, seen = time.perf_counter(), {}
class Row:
    def __init__(self, n): self.n = n
    def text(self): return "%s-%d" % ("row", self.n)
for n in range(100_000):
    seen[n % 1000] = Row(n).text().split("-")
print(*sys.version_info[:2], time.perf_counter() - start)
"""


def fastest() -> str:
    """This Python, or the system's where it is recent enough, makes environments and runs our kind of code faster."""
    if SYSTEM.resolve() == Path(sys.executable).resolve():
        return sys.executable
    times: dict[str, float] = {}
    for interpreter in (sys.executable, str(SYSTEM)) * ROUNDS:
        taken = seconds(interpreter)
        if taken is not None:
            times[interpreter] = min(taken, times.get(interpreter, taken))
    if len(times) == 2 and times[sys.executable] > FELT * times[str(SYSTEM)]:
        return str(SYSTEM)
    return sys.executable


def seconds(interpreter: str) -> float | None:
    """How long a piece of work takes; None where that Python is missing, too old or without its own modules."""
    try:
        done = subprocess.run([interpreter, "-c", WORK], capture_output=True, text=True, check=False)
    except OSError:
        return None
    if done.returncode:
        return None
    major, minor, taken = done.stdout.split()
    return float(taken) if (int(major), int(minor)) >= MINIMUM else None
