"""What is made from the project itself: translations, database, demo, static files."""

import os
import shutil
from pathlib import Path

from _prepara.environment import PYTHON, VENV
from _prepara.frontend import SOURCES
from _prepara.stamps import Stamps, fingerprint
from _prepara.steps import ROOT, Failure, Steps
from _prepara.system import library_path

LOCALE = ROOT / "locale"
# Another project's servers may be named in the shell: the embedded portal never writes there.
SERVERS = ("DATABASE_URL", "REDIS_URL")
# What the database and the demo are made of.
CODE = (".py", ".csv", ".json", ".geojson", ".svg", ".txt", ".html", ".md")


def apps() -> list[Path]:
    """The packages of the portal: the ground and the actions that exist."""
    return sorted(
        folder.parent for folder in ROOT.glob("*/__init__.py") if folder.parent.name not in {"tests", "bench"}
    )


def environ(mode: str, data: Path | None = None, **more: str) -> dict[str, str]:
    """The environment of a child: this one, without servers meant for others, with the mode and the data folder."""
    kept = {name: value for name, value in os.environ.items() if name not in SERVERS}
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    folder = {"TALENTI_DATI": str(data)} if data else {}
    return {**kept, **library_path(), "PATH": path, "TALENTI_MODO": mode, **folder, **more}


def translations(steps: Steps) -> None:
    """Compile the catalogues with Babel, so that no machine needs gettext."""
    with steps.step("Traduzioni") as say:
        stale = [
            source
            for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
            if not (made := source.with_suffix(".mo")).exists() or made.stat().st_mtime < source.stat().st_mtime
        ]
        if not stale:
            say("già pronte")
        for source in stale:
            argv = [str(VENV / "bin" / "pybabel"), "compile", "-i", str(source), "-o", str(source.with_suffix(".mo"))]
            steps.run(argv, what="La compilazione delle traduzioni")


class Data:
    """One data folder: its database, its demo, its static files, each made again only when it must."""

    def __init__(self, steps: Steps, folder: Path, address: str):
        self.steps = steps
        self.folder = folder
        self.env = environ("demo", folder, INDIRIZZO_SITO=address)
        self.stamps = Stamps(folder / "impronte.json")
        self.code = fingerprint(ROOT / "manage.py", *apps(), suffixes=CODE)

    def manage(self, *arguments: str, what: str) -> None:
        self.steps.run([str(PYTHON), str(ROOT / "manage.py"), *arguments], env=self.env, what=what)

    def database(self) -> None:
        with self.steps.step("Banca dati") as say:
            if self._holds("banca", "portale.sqlite3"):
                say("già pronta")
                return
            self.manage("migrate", "--no-input", what="La preparazione della banca dati")
            self.stamps.put("banca", self.code)

    def demo(self) -> None:
        with self.steps.step("Dati della demo") as say:
            if self._holds("demo", "portale.sqlite3"):
                say("già caricati")
                return
            self.manage("demo", what="Il caricamento della demo")
            self.stamps.put("demo", self.code)

    def static(self) -> None:
        with self.steps.step("File statici") as say:
            wanted = fingerprint(*SOURCES, ROOT / "requirements" / "base.txt")
            if self.stamps.holds("statici", wanted) and (self.folder / "static" / "staticfiles.json").exists():
                say("già pronti")
                return
            shutil.rmtree(self.folder / "static", ignore_errors=True)
            self.manage("collectstatic", "--no-input", "--verbosity", "0", what="La raccolta dei file statici")
            self.stamps.put("statici", wanted)

    def _holds(self, what: str, file: str) -> bool:
        return (self.folder / file).exists() and self.stamps.holds(what, self.code)


def data_folder(named: Path) -> Path:
    """The data folder, absolute and writable, or a sentence."""
    folder = named.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".prova-di-scrittura"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise Failure(
            f"Non posso scrivere i dati in {folder} ({error.strerror}): scegli un'altra cartella con --dati."
        ) from error
    return folder
