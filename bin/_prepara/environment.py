"""The virtual environment and what is installed in it, from locks with hashes."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from _prepara import interpreter
from _prepara.stamps import Stamps, fingerprint
from _prepara.steps import ROOT, Failure, Steps

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "impronte.json"
SPACE_NEEDED = 1_500_000_000
# The lock is the whole list: resolved anew, a requirement with an extra (coverage[toml] of pytest-cov) would ask for
# the newest release there is, whose hash no lock can know.
EXACTLY = ("--no-deps", "--require-hashes", "--only-binary=:all:")

# Prints what is missing or different among the «name==version» given as arguments.
COMPARE = """
import sys
from importlib.metadata import PackageNotFoundError, version
for pin in sys.argv[1:]:
    name, wanted = pin.split("==")
    try:
        found = version(name)
    except PackageNotFoundError:
        found = None
    if found != wanted:
        print(pin, found)
"""


def lock(group: str) -> Path:
    return ROOT / "requirements" / f"{group}.txt"


def create(steps: Steps) -> None:
    """Make .venv with the faster Python of this machine, also where Debian took ensurepip away."""
    with steps.step("Ambiente Python") as say:
        if PYTHON.exists():
            say("c'è già")
            return
        if shutil.disk_usage(ROOT).free < SPACE_NEEDED:
            raise Failure(f"Il disco è quasi pieno: per preparare il portale libera almeno 1,5 GB in {ROOT}.")
        if importlib.util.find_spec("venv") is None:
            raise Failure(f"A questo Python manca il modulo venv: scrivi «{_venv_line()}» e ripeti il comando.")
        chosen = interpreter.fastest()
        # The other Python is taken only with ensurepip; this one also without.
        with_pip = chosen != sys.executable or importlib.util.find_spec("ensurepip") is not None
        options = ["--clear"] if with_pip else ["--clear", "--without-pip"]
        steps.run([chosen, "-m", "venv", *options, str(VENV)], what="La creazione di .venv")
        if chosen != sys.executable:
            say(f"con {chosen}, più veloce di questo Python")


def install(steps: Steps, group: str, title: str) -> None:
    """Install one group of the locks, unless this very lock was installed already."""
    stamps, wanted = Stamps(STAMPS), fingerprint(lock(group))
    with steps.step(title) as say:
        if stamps.holds(group, wanted):
            say("già pronte")
            return
        if _already_there(group):
            say("già pronte")
        else:
            steps.run([*_installer(steps), "-r", str(lock(group))], what="L'installazione dei pacchetti Python")
        stamps.put(group, wanted)
        if group == "test":  # the group of the tests holds all of the base one
            stamps.put("base", fingerprint(lock("base")))


def _already_there(group: str) -> bool:
    """Somebody filled .venv with another installer: take it when every unconditional pin is there."""
    pins = []
    for line in lock(group).read_text(encoding="utf-8").splitlines():
        found = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)\s*\\?$", line)
        if found:
            pins.append("==".join(found.groups()))
    report = subprocess.run([str(PYTHON), "-c", COMPARE, *pins], capture_output=True, text=True, check=False)
    return report.returncode == 0 and not report.stdout


def _installer(steps: Steps) -> list[str]:
    """A pip that can write into .venv: its own, or this system's, or uv."""
    options = ["install", *EXACTLY, "--no-input", "--disable-pip-version-check"]
    if _works([str(PYTHON), "-m", "pip"]):
        return [str(PYTHON), "-m", "pip", *options]
    if importlib.util.find_spec("ensurepip") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        apt(steps, [f"python3.{sys.version_info.minor}-venv"], "ensurepip")
    if _works([str(PYTHON), "-m", "ensurepip", "--version"]):
        steps.run([str(PYTHON), "-m", "ensurepip", "--default-pip"], what="L'installazione di pip")
        return [str(PYTHON), "-m", "pip", *options]
    if _works([sys.executable, "-m", "pip"]):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON), *options]
    if shutil.which("uv"):
        return ["uv", "pip", "install", "--python", str(PYTHON), *EXACTLY]
    raise Failure(f"A questo Python manca pip: scrivi «{_venv_line()}» e ripeti il comando.")


def _works(argv: list[str]) -> bool:
    argv = argv if "--version" in argv else [*argv, "--version"]
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0


def _venv_line() -> str:
    return f"sudo apt-get install -y python3.{sys.version_info.minor}-venv"


def apt(steps: Steps, packages: list[str], what: str) -> None:
    """Install Debian packages; the lists are refreshed first, because a fresh machine has none."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps.run(["apt-get", "update", "-q"], env=env, what="L'aggiornamento degli elenchi di apt")
    argv = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    steps.run(argv, env=env, what=f"L'installazione di {what}")
