"""Loaded by pytest before Django's settings: the mode of the tests and a data folder of their own.

A conftest would come too late, because pytest-django reads the settings before any of them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["TALENTI_MODO"] = "prova"
# Playwright's synchronous interface keeps an event loop in the thread that also talks to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

if "TALENTI_DATI" not in os.environ:
    os.environ["TALENTI_DATI"] = tempfile.mkdtemp(prefix="talenti-prova-")
    atexit.register(shutil.rmtree, os.environ["TALENTI_DATI"], ignore_errors=True)
elif "PYTEST_XDIST_WORKER" in os.environ:
    # Each parallel process has its own files: what one counts in a folder, the other must not add to.
    os.environ["TALENTI_DATI"] += "/" + os.environ["PYTEST_XDIST_WORKER"]

# What the web server would collect its files into: absent, it warns at every request.
(Path(os.environ["TALENTI_DATI"]) / "static").mkdir(parents=True, exist_ok=True)

for _nome in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
    if "TALENTI_CHROMIUM" not in os.environ and shutil.which(_nome):
        os.environ["TALENTI_CHROMIUM"] = str(shutil.which(_nome))
