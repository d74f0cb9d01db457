"""The lanes of the tests: the same suite on SQLite, then on PostgreSQL and Redis when they are named."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from _prepara import project
from _prepara.environment import PYTHON
from _prepara.steps import ROOT, Failure

LONG = "--lungo"
COVERAGE = "--copertura"
# What each lane chooses. The browser meets a portal of its own, on the embedded database, whatever the lane names:
# it is driven once, in the lane of SQLite.
SHORT, WHOLE_LANE = "not lungo", "lungo or not lungo"
WITHOUT_BROWSER = "not browser"
# Every hostile word through every form and the hunt for leaks take minutes: once, on the database of production if
# there is one.
WITHOUT_WIDE = "not largo"
# Pytest's code when no test answers to what was asked: a fault only where that is so in every lane.
NOTHING_CHOSEN = 5
# The modules whose every branch is tested.
WHOLE = "*/actions.py,*/actions/*,*/rules.py,*/rules/*"


@dataclass
class Lane:
    title: str
    env: Mapping[str, str]
    arguments: list[str]
    code: int = 0
    summary: str = ""

    def run(self) -> None:
        """Pytest as it is, line by line; its last line is kept for the end."""
        print(f"\n── {self.title} " + "─" * max(3, 90 - len(self.title)), flush=True)
        argv = [str(PYTHON), "-m", "pytest", *self.arguments]
        with subprocess.Popen(
            argv, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as process:
            for line in process.stdout or ():
                sys.stdout.write(line)
                sys.stdout.flush()
                self.summary = line.rstrip() or self.summary
        self.code = process.returncode


def lanes(arguments: list[str], browser: str) -> list[Lane]:
    """The lanes to run. The long tests run on PostgreSQL where there is one, else on SQLite."""
    servers = {name: os.environ[name] for name in project.SERVERS if os.environ.get(name)}
    if len(servers) == 1:
        absent = next(name for name in project.SERVERS if name not in servers)
        raise Failure(f"C'è {next(iter(servers))} ma manca {absent}: scrivili tutti e due, oppure togli il primo.")
    env = project.environ("prova", TALENTI_CHROMIUM=browser)
    given = [argument for argument in arguments if argument not in (LONG, COVERAGE)]
    chosen = WHOLE_LANE if LONG in arguments else SHORT
    measured = ["--cov", "--cov-append", "--cov-report="] if COVERAGE in arguments else []
    common = [*_parallel(given), *_colour(), *measured]
    found = [Lane("SQLite", env, [*common, "-m", f"{SHORT} and {WITHOUT_WIDE}" if servers else chosen, *given])]
    if servers:
        found.append(
            Lane("PostgreSQL e Redis", {**env, **servers}, [*common, "-m", f"({chosen}) and {WITHOUT_BROWSER}", *given])
        )
    return found


def _parallel(given: list[str]) -> list[str]:
    """Two processes, unless the person drives the tests by hand."""
    by_hand = ("-n", "--numprocesses", "--pdb", "-s", "--capture=no", "--trace", "--collect-only", "--co")
    if any(argument.startswith(option) for argument in given for option in by_hand if option.startswith("--")):
        return []
    if any(argument == "-s" or argument.startswith("-n") for argument in given):
        return []
    return ["-n", "2"]


def _colour() -> list[str]:
    return ["--color=yes"] if sys.stdout.isatty() else []


def run(arguments: list[str], browser: str) -> int:
    """Run every lane even if one fails; close with pytest's own last lines."""
    (ROOT / ".coverage").unlink(missing_ok=True)
    chosen = lanes(arguments, browser)
    for lane in chosen:
        lane.run()
    codes = {lane.code for lane in chosen}
    failed = bool(codes - {0, NOTHING_CHOSEN}) or codes == {NOTHING_CHOSEN}
    if COVERAGE in arguments:
        failed = bool(_report_coverage()) or failed
    if len(chosen) > 1 or COVERAGE in arguments:
        print()
        for lane in chosen:
            print(f"{lane.title}:\n{lane.summary}")
    return 1 if failed else 0


def _report_coverage() -> int:
    """The whole, for information; the modules where a branch left untested is a fault, as a condition."""
    report = [str(PYTHON), "-m", "coverage", "report"]
    print("\n── Copertura " + "─" * 80, flush=True)
    subprocess.run(report, cwd=ROOT, check=False)
    print("\nAzioni e regole, dove ogni ramo è provato:", flush=True)
    return subprocess.run([*report, f"--include={WHOLE}", "--fail-under=100"], cwd=ROOT, check=False).returncode
