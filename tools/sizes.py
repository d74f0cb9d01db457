"""Refuses what has grown too long: functions above 50 lines, files above 400, templates above 120."""

import ast
from collections.abc import Iterator
from pathlib import Path

from report import close

FUNCTION, FILE, TEMPLATE = 50, 400, 120
FOLDERS = ("talenti", "coworking", "eventi", "competenze", "territorio", "thinktown", "talentcard", "redazione")
CODE = (*FOLDERS, "tests", "bench", "tools", "bin")
SCRIPTS = ("demo", "test", "check", "bench")


def sources() -> Iterator[Path]:
    """Our Python files, migrations apart: they are written once and read by nobody."""
    for folder in CODE:
        yield from (path for path in sorted(Path(folder).rglob("*.py")) if "migrations" not in path.parts)
    yield from (path for name in SCRIPTS if (path := Path("bin") / name).exists())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def excesses() -> Iterator[str]:
    for path in sources():
        if (count := lines(path)) > FILE:
            yield f"{path}: {count} righe, il massimo è {FILE}"
        yield from (
            f"{name}: {count} righe, il massimo è {FUNCTION}" for name, count in functions(path) if count > FUNCTION
        )
    for path in sorted([*Path("templates").rglob("*.*"), *Path().glob("*/*/templates/**/*.*")]):
        if path.is_file() and (count := lines(path)) > TEMPLATE:
            yield f"{path}: {count} righe, il massimo è {TEMPLATE}"


if __name__ == "__main__":
    close(excesses())
