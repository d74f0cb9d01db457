"""System libraries and the browser: found, installed where the system lets us, or named in one line to type."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

from _prepara.environment import VENV, apt
from _prepara.steps import Failure, Steps

# What WeasyPrint loads. Without the last one it works, five times slower.
LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
COMPULSORY = LIBRARIES[:3]
DEBIAN_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")
LINES = {
    "apt-get": "sudo apt-get install -y " + " ".join(DEBIAN_PACKAGES),
    "dnf": "sudo dnf install -y pango harfbuzz",
    "zypper": "sudo zypper install -y libpango-1_0-0 libharfbuzz-subset0",
    "pacman": "sudo pacman -S --needed pango harfbuzz",
    "apk": "sudo apk add pango harfbuzz",
    "brew": "brew install pango",
}
# The first is Chromium without windows: the same pages in a fifth less time.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
BROWSER_LINES = {
    "apt-get": "sudo apt-get install -y chromium",
    "dnf": "sudo dnf install -y chromium",
    "zypper": "sudo zypper install -y chromium",
    "pacman": "sudo pacman -S --needed chromium",
    "apk": "sudo apk add chromium",
    "brew": "brew install --cask chromium",
}


def libraries(steps: Steps) -> None:
    with steps.step("Librerie di sistema") as say:
        if not missing(LIBRARIES):
            say("ci sono già")
            return
        if os.geteuid() == 0 and shutil.which("apt-get"):
            apt(steps, DEBIAN_PACKAGES, "Pango")
        elif sys.platform == "darwin" and shutil.which("brew"):
            steps.run(["brew", "install", "pango"], what="L'installazione di Pango")
        absent = missing(COMPULSORY)
        if absent:
            raise Failure(f"Per i PDF mancano librerie di sistema: scrivi «{line(LINES)}» e ripeti il comando.")
        if missing(LIBRARIES):
            say(f"bastano, ma i PDF saranno lenti: «{line(LINES)}»")


def missing(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if not _loads(name)]


def _loads(name: str) -> bool:
    homebrew = [f"{folder}/lib{name}.0.dylib" for folder in HOMEBREW]
    for candidate in (f"lib{name}.so.0", f"lib{name}.0.dylib", *homebrew):
        try:
            if ctypes.CDLL(candidate):
                return True
        except OSError:
            continue
    return False


def library_path() -> dict[str, str]:
    """Homebrew's libraries are outside the folders where macOS looks."""
    return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join(HOMEBREW)} if sys.platform == "darwin" else {}


def line(lines: dict[str, str]) -> str:
    """The line to type with the package manager of this system."""
    return next((text for manager, text in lines.items() if shutil.which(manager)), lines["apt-get"])


def browser(steps: Steps) -> Path:
    """A Chromium for the browser tests; never a silent skip."""
    with steps.step("Chromium") as say:
        found = find_browser()
        if found:
            say(str(found))
            return found
        if os.geteuid() == 0 and shutil.which("apt-get"):
            apt(steps, ["chromium"], "Chromium")
            found = find_browser()
        if not found:
            raise Failure(
                f"Per le prove nel browser serve Chromium: scrivi «{line(BROWSER_LINES)}» "
                f"oppure «{VENV.name}/bin/playwright install chromium», e ripeti il comando."
            )
        return found


def find_browser() -> Path | None:
    named = os.environ.get("TALENTI_CHROMIUM")
    if named:
        if not Path(named).exists():
            raise Failure(f"TALENTI_CHROMIUM indica {named}, che non c'è: correggila o toglila.")
        return Path(named)
    on_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if on_path:
        return Path(on_path)
    applications = Path("/Applications")
    names = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
    return next((path for name in names if (path := applications / name).exists()), _from_playwright())


def _from_playwright() -> Path | None:
    home = Path.home()
    caches = [Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", home / ".cache/ms-playwright"))]
    caches.append(home / "Library/Caches/ms-playwright")
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
    found = [path for cache in caches for pattern in patterns for path in cache.glob(pattern)]
    return max(found, default=None)
