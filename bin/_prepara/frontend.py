"""The front end: npm packages from the lock, compiled once, again only when something it is made of changes."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from _prepara import environment
from _prepara.environment import STAMPS, VENV
from _prepara.stamps import Stamps, fingerprint
from _prepara.steps import ROOT, Failure, Steps

MODULES = ROOT / "node_modules"
BUILT = ROOT / "static" / "dist"
LOCK = ROOT / "package-lock.json"
SOURCES = (ROOT / "package.json", LOCK, ROOT / "frontend", ROOT / "static")
OLDEST_NODE = 20
# The lock names every package by its content, so one already downloaded is as good as a new one.
INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1"]


def build(steps: Steps) -> None:
    stamps = Stamps(STAMPS)
    packages, sources = fingerprint(LOCK), fingerprint(*SOURCES)
    fresh = BUILT.is_dir() and stamps.holds("frontend", sources)
    path = _path_with_node(steps, fresh)
    with steps.step("Pacchetti del front end") as say:
        if fresh or (MODULES.is_dir() and stamps.holds("npm", packages)):
            say("già pronti")
        else:
            _npm(steps, path, INSTALL, "L'installazione dei pacchetti npm")
            stamps.put("npm", packages)
    with steps.step("Fogli di stile e script") as say:
        if fresh:
            say("già pronti")
            return
        _npm(steps, path, ["run", "build"], "La compilazione del front end")
        if not BUILT.is_dir():
            raise Failure("La compilazione del front end non ha scritto static/dist/: controlla frontend/.")
        stamps.put("frontend", sources)


def _npm(steps: Steps, path: str, arguments: list[str], what: str) -> None:
    env = {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}
    steps.run([shutil.which("npm", path=path) or "npm", *arguments], env=env, what=what)


def _path_with_node(steps: Steps, fresh: bool) -> str:
    """A PATH where `node` and `npm` are found: the system's, or the one that comes as a Python package."""
    path = os.environ.get("PATH", "")
    if not fresh and not _good_node(path):
        environment.install(steps, "build", "Node.js in .venv")
        path = os.pathsep.join([str(VENV / "bin"), path])
        if not _good_node(path):
            raise Failure(f"Serve Node.js {OLDEST_NODE} o più recente con npm: installalo e ripeti il comando.")
        return path
    with steps.step("Node.js") as say:
        say("non serve" if fresh else str(shutil.which("node", path=path)))
    return path


def _good_node(path: str) -> bool:
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not node or not npm:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, env={"PATH": path}).stdout
    version = re.match(r"v(\d+)\.", said)
    return bool(version) and int(version.group(1)) >= OLDEST_NODE and Path(npm).exists()
