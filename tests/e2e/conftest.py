"""A portal as people meet it: bin/demo with its web and worker processes, and Chromium in front of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.portale_suo import PortaleSuo
from tests.e2e.visita import SCRIVANIA, TELEFONO, Visita

RADICE = Path(__file__).resolve().parents[2]
QUI = Path(__file__).resolve().parent
# Named by bin/test, or found by tests.modo.
CHROMIUM = os.environ.get("TALENTI_CHROMIUM")


# First: what is chosen by marker is chosen after it.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for prova in items:
        if QUI in prova.path.parents:
            prova.add_marker("browser")


@dataclass(frozen=True)
class Portale:
    """A running portal: its address and its folder of data."""

    indirizzo: str
    dati: Path
    ambiente: dict

    def gestisci(self, *argomenti: str, dati: Path | None = None) -> subprocess.CompletedProcess:
        """``manage.py`` on the running portal's data, or on those of another folder."""
        return subprocess.run(
            [sys.executable, RADICE / "manage.py", *argomenti],
            env=self.ambiente | {"TALENTI_DATI": str(dati or self.dati)},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )


def _porta_libera() -> int:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return presa.getsockname()[1]


def _aspetta(indirizzo: str, processo: subprocess.Popen, registro: Path) -> None:
    scadenza = time.monotonic() + 600
    while time.monotonic() < scadenza:
        if processo.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{indirizzo}/salute/", timeout=2) as risposta:
                if risposta.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the portal did not start:\n{registro.read_text()[-4000:]}")


def _uno_solo(comune):
    """A second portal in the same run would halve both: the scheduler of tests/conftest.py keeps these together."""
    corsa = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if corsa:
        try:
            (comune / f"portale-{corsa}").mkdir()
        except FileExistsError:
            pytest.fail("two processes of the suite have browser tests: they belong to one")


@pytest.fixture(scope="session")
def portale(tmp_path_factory):
    """``bin/demo`` on a folder of its own: the embedded mode, whatever database the other lanes use."""
    dati = tmp_path_factory.mktemp("portale")
    _uno_solo(tmp_path_factory.getbasetemp().parent)
    ambiente = {
        chiave: valore
        for chiave, valore in os.environ.items()
        if chiave not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    }
    ambiente |= {"TALENTI_MODO": "demo", "TALENTI_DATI": str(dati)}
    indirizzo = f"http://localhost:{(porta := _porta_libera())}"
    ambiente["INDIRIZZO_SITO"] = indirizzo
    registro = dati / "avvio.log"
    with registro.open("w") as uscita:
        processo = subprocess.Popen(
            [RADICE / "bin" / "demo", "--porta", str(porta), "--dati", str(dati)],
            env=ambiente,
            stdout=uscita,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _aspetta(indirizzo, processo, registro)
        yield Portale(indirizzo, dati, ambiente)
    finally:
        processo.send_signal(signal.SIGTERM)
        try:
            processo.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(processo.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: bin/test says how to install it.")
    quieto = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quieto += ["--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quieto}


# By module: all narrow, then all wide. The same person signs in twice with a minute between, and her second factor
# has a new code without waiting for it.
@pytest.fixture(params=[TELEFONO, SCRIVANIA], ids=["390", "1280"], scope="module")
def misura(request):
    return request.param


@pytest.fixture
def nuova_visita(browser, portale):
    """Make the browser of one more person, of a given size: ``nuova_visita(TELEFONO, java_script_enabled=False)``."""
    contesti = []

    def nuova(misura, **opzioni):
        contesto = browser.new_context(viewport=misura, locale="it-IT", timezone_id="Europe/Rome", **opzioni)
        contesto.set_default_timeout(60_000)
        contesti.append(contesto)
        return Visita(contesto, portale, script=opzioni.get("java_script_enabled", True))

    yield nuova
    for contesto in contesti:
        contesto.close()


@pytest.fixture
def suo(portale, tmp_path):
    """A portal that this test may kill, and send ahead in time."""
    nuovo = PortaleSuo(portale, tmp_path / "suo")
    try:
        nuovo.parte()
        yield nuovo
    finally:
        nuovo.muore()


@pytest.fixture
def persona(browser, suo):
    """The browser of one more person on that portal: ``persona(TELEFONO)``."""
    contesti = []

    def nuova(misura, **opzioni):
        contesto = browser.new_context(viewport=misura, locale="it-IT", timezone_id="Europe/Rome", **opzioni)
        contesto.set_default_timeout(20_000)
        contesti.append(contesto)
        return Visita(contesto, suo, script=opzioni.get("java_script_enabled", True))

    yield nuova
    for contesto in contesti:
        contesto.close()


@pytest.fixture
def visite(nuova_visita, misura):
    """Make a new browser of one more person, at both sizes: ``visite()``."""
    return lambda **opzioni: nuova_visita(misura, **opzioni)
