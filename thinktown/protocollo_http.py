"""The adapter that is shipped: one POST of JSON, as docs/protocol-register.md tells it."""

import http.client
import json
from datetime import date
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.registro.catena import istante
from thinktown import numeri_protocollo
from thinktown.protocollo import Esito, NonOra, Registrata, Richiesta, Rifiutata

SECONDI = 10
# No honest answer is longer.
BYTE_MASSIMI = 64 * 1024
_FATTO = (200, 201)
# The register has read it and says no; every other answer may be of something that stands in between.
_RIFIUTO = (400, 409, 422)
_MOTIVO_MASSIMO = 300


class _NonAltrove(HTTPRedirectHandler):
    """Names and tokens go where the settings say and nowhere else: a redirect is an answer like another."""

    def redirect_request(self, *_altro: Any, **_altri: Any) -> None:
        return None


class ProtocolloHttp:
    nome = "http"

    def __init__(self, url: str, gettone: str, *, secondi: float = SECONDI) -> None:
        self.url, self.gettone, self.secondi = url, gettone, secondi
        # On this very machine no proxy of the environment is asked for the way.
        vie = [ProxyHandler({})] if url.startswith("http://") else []
        self._apri = build_opener(_NonAltrove, *vie).open

    def registra(self, richiesta: Richiesta) -> Esito:
        try:
            stato, corpo = self._manda(richiesta)
        except (OSError, http.client.HTTPException) as errore:
            return NonOra(_("Il registro di protocollo non risponde: %(errore)s") % {"errore": errore})
        return _giudica(stato, corpo)

    def _manda(self, richiesta: Richiesta) -> tuple[int, bytes]:
        chiesta = Request(  # noqa: S310 – https, or this machine: the settings refuse anything else
            self.url,
            data=json.dumps(_scritta(richiesta), ensure_ascii=False).encode(),
            headers={
                "Authorization": f"Bearer {self.gettone}",
                "Content-Type": "application/json; charset=utf-8",
                "Accept": "application/json",
                "Idempotency-Key": richiesta.chiave,
                "User-Agent": "talenti-protocollo",
            },
            method="POST",
        )
        try:
            with self._apri(chiesta, timeout=self.secondi) as risposta:
                return risposta.status, risposta.read(BYTE_MASSIMI + 1)
        except HTTPError as errore:
            with errore:
                return errore.code, errore.read(BYTE_MASSIMI + 1)


def _scritta(richiesta: Richiesta) -> dict[str, Any]:
    return {
        "chiave": richiesta.chiave,
        "verso": richiesta.verso,
        "ente": {"nome": richiesta.ente, "codice_fiscale": richiesta.ente_codice_fiscale},
        "mittente": richiesta.mittente,
        "oggetto": richiesta.oggetto,
        "ricevuta_il": istante(richiesta.quando),
        "riferimento": richiesta.riferimento,
        "impronta_sha256": richiesta.impronta,
    }


def _giudica(stato: int, corpo: bytes) -> Esito:
    detto = _letto(corpo)
    if stato in _FATTO:
        return _registrata(detto)
    if stato in _RIFIUTO:
        motivo = detto.get("motivo")
        scritto = motivo[:_MOTIVO_MASSIMO] if isinstance(motivo, str) and motivo.strip() else ""
        return Rifiutata(scritto or _("Il registro non dice perché (HTTP %(stato)s).") % {"stato": stato})
    return NonOra(_("Il registro di protocollo ha risposto HTTP %(stato)s.") % {"stato": stato})


def _letto(corpo: bytes) -> dict[str, Any]:
    """What was answered; nothing, where it is no object of JSON or is too long."""
    try:
        detto = json.loads(corpo) if len(corpo) <= BYTE_MASSIMI else None
    except (ValueError, RecursionError):
        return {}
    return detto if isinstance(detto, dict) else {}


def _registrata(detto: dict[str, Any]) -> Esito:
    numero, data = detto.get("numero"), detto.get("data")
    try:
        if isinstance(numero, str) and isinstance(data, str):
            return Registrata(numeri_protocollo.pulito(numero), date.fromisoformat(data))
    except (DatoNonAccettato, ValueError):
        pass
    return NonOra(_("La risposta del registro di protocollo non si capisce."))
