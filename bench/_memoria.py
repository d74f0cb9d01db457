"""How much memory one thing takes, in a process of its own: started by bench/bandi.py, prints one number.

What is measured is the peak of the resident memory (VmHWM of /proc/self/status, set back to the present just before)
less what was resident before, after the same thing has been done once for a call with one application: modules,
templates and pools are there by then. Not ``ru_maxrss``: that of a child begins at its parent's, which is larger.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

_STATO, _AZZERA = Path("/proc/self/status"), Path("/proc/self/clear_refs")
MEGA = 1024


def _kb(voce: str) -> int:
    riga = next(riga for riga in _STATO.read_text(encoding="ascii").splitlines() if riga.startswith(f"{voce}:"))
    return int(riga.split()[1])


def picco_mb(lavoro: Callable[[], Any]) -> tuple[float, float]:
    """(megabytes at the highest, seconds)."""
    gc.collect()
    _AZZERA.write_text("5", encoding="ascii")
    prima, inizio = _kb("VmRSS"), time.perf_counter()
    lavoro()
    return (_kb("VmHWM") - prima) / MEGA, time.perf_counter() - inizio


def esporta(bando: int, persona: int, formato: str) -> int:
    """As the office does it; each piece is thrown away as soon as it has come. Returns how many bytes came."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from bench._domande import ACCESSO

    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model()._default_manager.get(pk=persona), backend=ACCESSO)
    risposta = client.post(reverse("admin:thinktown_bando_esporta", args=[bando]), {"formato": formato})
    if risposta.status_code != 200:
        raise RuntimeError(f"the export answers {risposta.status_code}")
    arrivati = sum(len(pezzo) for pezzo in risposta.streaming_content)
    risposta.close()
    return arrivati


def tutti(bando: int) -> int:
    """The reference: the same snapshots, all of them in a list."""
    from bench._inviate import inviate
    from thinktown.models import Bando

    return len(list(inviate(Bando.objects.get(pk=bando))))


def main(che_cosa: str, *bandi: str) -> None:
    """``bandi``: key of a call and of its officer, twice: a small one first."""
    django.setup()
    piccolo, suo, grande, chi = (int(uno) for uno in bandi)
    if che_cosa == "lista":
        tutti(piccolo)
        print(*picco_mb(lambda: tutti(grande)))
    else:
        esporta(piccolo, suo, che_cosa)
        print(*picco_mb(lambda: esporta(grande, chi, che_cosa)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")
    main(*sys.argv[1:])
