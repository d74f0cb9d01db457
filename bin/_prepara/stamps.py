"""Remembers what was already done, by the fingerprint of what it was done from."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

SKIPPED_FOLDERS = {"__pycache__", "node_modules", "dist", ".git"}


def fingerprint(*paths: Path, suffixes: Iterable[str] = ()) -> str:
    """One hash for the names and contents of files and folders; absent ones count as absent."""
    digest = hashlib.sha256()
    wanted = tuple(suffixes)
    for path in paths:
        for file in _files(path):
            if not wanted or file.name.endswith(wanted):
                digest.update(f"{file}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(
        file for file in path.rglob("*") if file.is_file() and SKIPPED_FOLDERS.isdisjoint(file.relative_to(path).parts)
    )


class Stamps:
    """A small JSON file: what → fingerprint. A file that cannot be read is as good as none."""

    def __init__(self, file: Path):
        self.file = file
        try:
            self.known: dict[str, str] = json.loads(file.read_text())
        except (OSError, ValueError):
            self.known = {}

    def holds(self, what: str, value: str) -> bool:
        return self.known.get(what) == value

    def put(self, what: str, value: str) -> None:
        self.known[what] = value
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(self.known, indent=1))
