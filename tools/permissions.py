"""A rule of the house that no linter knows: permissions are asked through one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

from report import close
from sizes import FOLDERS

# Only the room of permissions asks Django; everybody else asks puo(), richiedi() or oggetti_con().
ASKING = {"has_perm", "has_perms", "has_module_perms", "user_passes_test", "permission_required"}
ALLOWED = {Path("talenti/base/permissions.py")}


def questions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ASKING:
            yield f"{path}:{node.lineno}: {name}() si chiama solo in talenti/base/permissions.py"


def found() -> list[str]:
    files = [path for folder in FOLDERS for path in sorted(Path(folder).rglob("*.py")) if path not in ALLOWED]
    return [fault for path in files for fault in questions(path)]


if __name__ == "__main__":
    close(found())
