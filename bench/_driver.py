"""Finds the questions, gives each a fresh database and a process of its own, prints JSON lines and a table."""

import argparse
import ast
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261122
DATABASES = ("sqlite", "postgresql")
COLUMNS = ("question", "measure", "value", "unit", "reference", "ratio")


@dataclass(frozen=True)
class Misura:
    """One figure. `reference` is what it is compared with, in the same unit and from the same run."""

    measure: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None

    def __post_init__(self) -> None:
        if self.ratio is None and self.reference:
            object.__setattr__(self, "ratio", self.value / self.reference)


@dataclass(frozen=True)
class Contesto:
    """What a question is given: how much, on what, and where it may write."""

    scala: int
    database: str
    dati: Path
    seed: int = SEED

    @property
    def caso(self) -> random.Random:
        """A generator that gives the same sequence at every run."""
        return random.Random(self.seed)

    @property
    def env(self) -> dict[str, str]:
        """The environment for a process started by the question: the same database and data folder."""
        return dict(os.environ)

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, stdout=sys.stderr)


def questions() -> dict[str, str]:
    """Question → module, read without importing: a module may need Django ready."""
    found = {}
    for path in sorted((ROOT / "bench").glob("[!_]*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "DOMANDA":
                found[str(ast.literal_eval(node.value))] = f"bench.{path.stem}"
    return found


@contextmanager
def fresh_place(database: str) -> Iterator[dict[str, str]]:
    """The environment of one question: an empty data folder and, on a server, a database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="talenti-misure-") as folder:
        env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        env |= {"TALENTI_MODO": "demo", "TALENTI_DATI": folder, "DJANGO_SETTINGS_MODULE": "talenti.settings"}
        if database == "sqlite":
            yield env
            return
        with postgresql_database() as address:
            yield env | {"DATABASE_URL": address}


@contextmanager
def postgresql_database() -> Iterator[str]:
    import psycopg2

    server = os.environ.get("DATABASE_URL")
    if not server:
        sys.exit("Per misurare su PostgreSQL scrivi DATABASE_URL=postgres://utente@server:porta/base e ripeti.")
    name = f"misure_{os.getpid()}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    connection.close()


def place(module: str, scala: int, database: str) -> tuple[int, str]:
    """The scale and the database that a question really uses: one that measures the preparation itself has bin/demo's,
    whatever was asked, and that is said."""
    if _wants_django(module) or (scala, database) == (1, "sqlite"):
        return scala, database
    print(f"{module}: misura bin/demo com'è, su SQLite e con --scala 1.", file=sys.stderr, flush=True)
    return 1, "sqlite"


def ask(module: str, scala: int, database: str) -> list[dict[str, object]]:
    """Run one question in its own process; its figures, or an exit with its own words."""
    scala, database = place(module, scala, database)
    with fresh_place(database) as env:
        argv = [
            sys.executable,
            "-m",
            "bench",
            "--module",
            module,
            "--scala",
            str(scala),
            "--database",
            database,
        ]
        done = subprocess.run(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{module}: la misura non è riuscita (codice {done.returncode}); le cause sono qui sopra.")
    return [json.loads(line) for line in done.stdout.splitlines()]


def answer(module: str, scala: int, database: str) -> None:
    """In the process of the question: prepare the place, measure, print one JSON line a figure."""
    asked = importlib.import_module(module) if not _wants_django(module) else None
    if asked is None:
        _prepare()
        asked = importlib.import_module(module)
    context = Contesto(scala, database, Path(os.environ["TALENTI_DATI"]))
    for figure in asked.misura(context):
        row = {"question": asked.DOMANDA, **asdict(figure), "scale": scala, "database": database}
        print(json.dumps(row, ensure_ascii=False), flush=True)


def _wants_django(module: str) -> bool:
    source = (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    assigned = {
        ast.unparse(node.targets[0]): node.value for node in ast.parse(source).body if isinstance(node, ast.Assign)
    }
    return "PREPARA" not in assigned or bool(ast.literal_eval(assigned["PREPARA"]))


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "--no-input", verbosity=0)
    call_command("collectstatic", "--no-input", verbosity=0)


def table(rows: Sequence[dict[str, object]]) -> str:
    """The same figures for people."""
    cells = [COLUMNS, *[tuple(_cell(row[column]) for column in COLUMNS) for row in rows]]
    widths = [max(len(row[number]) for row in cells) for number in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def options(known: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Misura il portale: " + ", ".join(known) + ".")
    parser.add_argument("question", nargs="*", help="le domande (tutte)")
    parser.add_argument("--scala", type=int, default=1, metavar="N", help="quante volte i dati di base (1)")
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--module", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    unknown = [question for question in chosen.question if question not in known]
    if unknown:
        parser.error(f"non conosco la domanda {unknown[0]}: scegli tra {', '.join(known) or 'nessuna, per ora'}.")
    return chosen


def main() -> None:
    known = questions()
    chosen = options(list(known))
    if chosen.module:
        answer(chosen.module, chosen.scala, chosen.database)
        return
    rows = []
    for question in chosen.question or known:
        print(f"{question} …", file=sys.stderr, flush=True)
        for row in ask(known[question], chosen.scala, chosen.database):
            print(json.dumps(row, ensure_ascii=False), flush=True)
            rows.append(row)
    print("\n" + table(rows), file=sys.stderr)
