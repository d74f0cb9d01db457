"""Refuses, in the files of the repository, the address of a package registry or the path of somebody's machine."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from report import close

LOCKS = re.compile(r"https?://|^\s*--?(?:index-url|extra-index-url|find-links|trusted-host|i|f)\b", re.MULTILINE)
NPM = re.compile(r'"resolved":|registry\s*=|//registry')
HOMES = re.compile(r"(?<![\w.$}~/-])/(?:home|root|Users|work|mnt)/[\w.]|(?<![\w.$}~/-])/tmp/[\w.]+/[\w.]")
SKIPPED = {"LICENSE", "package-lock.json"}
RULES = (
    (re.compile(r"^requirements/.*\.(txt|in)$"), LOCKS, "un indirizzo di pacchetti in un lucchetto"),
    (re.compile(r"(^|/)(package(-lock)?\.json|\.npmrc)$"), NPM, "un indirizzo di pacchetti npm"),
    (re.compile(r"^(?!requirements/)"), HOMES, "un percorso di una macchina"),
)


def tracked() -> list[str]:
    """What the repository holds, or would: files tracked and files new that are not ignored."""
    argv = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in said.split("\0") if name and Path(name).is_file())


def faults(name: str) -> Iterator[str]:
    try:
        text = Path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for files, pattern, reason in RULES:
        if not files.search(name) or (pattern is HOMES and name in SKIPPED):
            continue
        for found in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {reason}: {found.group().strip()}"


if __name__ == "__main__":
    close(fault for name in tracked() for fault in faults(name))
