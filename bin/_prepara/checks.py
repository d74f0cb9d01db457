"""The checks: what runs, in which order, in which environment. Each is a command of its own, so that all run."""

import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from _prepara import project
from _prepara.environment import PYTHON, VENV
from _prepara.steps import ROOT, seconds

TYPED = ("actions", "queries", "rules", "tasks")
DEPLOY = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
COMPOSE = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
SHOWN = 40
EXAMPLE = ROOT / ".env.example"


@dataclass
class Check:
    title: str
    argv: list[str]
    env: Mapping[str, str]

    def run(self, log: Path) -> bool:
        """Print the title and the time; the last lines of what the tool says, only when it refuses."""
        print(f"{self.title} … ", end="", flush=True)
        start = time.monotonic()
        done = subprocess.run(
            self.argv, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        print(f"{'sì' if done.returncode == 0 else 'NO'}, {seconds(time.monotonic() - start)}", flush=True)
        said = (done.stdout + done.stderr).strip().splitlines()
        with log.open("a") as whole:
            whole.write("\n".join([f"\n── {self.title}", *said, ""]))
        if done.returncode:
            shown = said if len(said) <= SHOWN else [f"… {len(said) - SHOWN} righe prima, in {log}", *said[-SHOWN:]]
            print("".join(f"    {line}\n" for line in shown), flush=True)
        return done.returncode == 0


def production() -> dict[str, str]:
    """The environment of production as .env.example gives it: the list there is complete, or this check fails."""
    lines = [
        line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if "=" in line and not line.startswith("#")
    ]
    values = dict(line.split("=", 1) for line in lines)
    # A start that only succeeds thanks to a variable of this machine would prove nothing.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    # The key of the example is refused by the settings, as it must be: nobody starts with it.
    return {**kept, **values, "SECRET_KEY": secrets.token_urlsafe(50)}


def typed_modules() -> list[str]:
    """The modules whose types are checked whole."""
    rooms = [folder for app in project.apps() for folder in (app, *app.iterdir()) if folder.is_dir()]
    rooms = [room for room in rooms if room.name != "base"]  # checked whole
    found = [path for room in rooms for name in TYPED for path in (room / f"{name}.py", room / name) if path.exists()]
    return ["talenti/base", *sorted({str(path.relative_to(ROOT)) for path in found})]


def all_checks(scratch: Path) -> list[Check]:
    env = project.environ("prova", scratch)
    bin_, python = VENV / "bin", str(PYTHON)

    def tool(title: str, *argv: str, env: Mapping[str, str] = env) -> Check:
        return Check(title, list(argv), env)

    deploy = {**production(), "TALENTI_DATI": str(scratch), "STATIC_ROOT": str(scratch / "static")}
    return [
        tool("Errori e abitudini (ruff)", f"{bin_}/ruff", "check", "."),
        tool("Forma del codice (ruff format)", f"{bin_}/ruff", "format", "--check", "."),
        tool("Misure di funzioni, file e modelli di pagina", python, "tools/sizes.py"),
        tool("Permessi chiesti da una porta sola", python, "tools/permissions.py"),
        tool("Tipi (mypy)", f"{bin_}/mypy", *typed_modules()),
        tool("Strati: importazioni (import-linter)", f"{bin_}/lint-imports", "--no-cache"),
        tool("Strati: relazioni e migrazioni", python, "tools/relations.py"),
        tool("Migrazioni complete", python, "manage.py", "makemigrations", "--check", "--dry-run"),
        tool("Impostazioni di produzione", python, *DEPLOY, env=deploy),
        tool("Modelli di pagina (djlint)", f"{bin_}/djlint", "--lint", "--quiet", "templates"),
        tool("Modelli di pagina senza stile né script", python, "tools/templates.py"),
        tool("Traduzioni complete", python, "tools/translations.py"),
        tool("publiccode.yml", python, "tools/publiccode.py"),
        tool("docker-compose.yml", f"{bin_}/check-jsonschema", *COMPOSE),
        tool("Nessun indirizzo di macchine o depositi", python, "tools/addresses.py"),
    ]


def run(log: Path) -> int:
    """Run every check, then say which ones refused."""
    with tempfile.TemporaryDirectory(prefix="talenti-controlli-") as scratch:
        refused = [check.title for check in all_checks(Path(scratch)) if not check.run(log)]
    if refused:
        print(f"\n{len(refused)} controlli non passano: " + "; ".join(refused))
        return 1
    print("\nTutti i controlli passano.")
    return 0
