"""The receipt of a sending: what happens next, and the paper that anybody can verify."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import adesso
from talenti.base.permissions import Sistema
from talenti.documenti.actions import Emissione, emetti
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.models import Documento
from talenti.documenti.pdf import codice_qr, rendi_pdf
from thinktown import comunicazioni, da_controllare
from thinktown.definizione import Definizione, Finestra
from thinktown.enums import DECISE, SI_SCRIVE, Modalita, StatoBando, StatoDomanda
from thinktown.istanti import al_secondo
from thinktown.models import Domanda, Invio, Provvedimento

GENERE = "ricevuta-domanda"
DA = Sistema("ricevute")


def documento(invio: Invio) -> Documento:
    """The signed paper of this sending; drawn the first time, the same one afterwards."""
    domanda = invio.domanda
    with translation.override(LINGUA_DEGLI_ATTI):
        emissione = Emissione(
            chiave=f"{GENERE}:{invio.pk}",
            genere=GENERE,
            titolo=_("Ricevuta della domanda n. %(numero)s") % {"numero": domanda.numero},
            intestatario=invio.contenuto["soggetto"] or invio.da.get_full_name(),
            registro="ricevute",
            disegna=partial(_disegna, invio),
        )
    return emetti(emissione, per=invio, da=DA)


def _disegna(invio: Invio, documento: Documento) -> bytes:
    domanda = invio.domanda
    with translation.override(LINGUA_DEGLI_ATTI):
        verifica = settings.INDIRIZZO_SITO + reverse("documenti:verifica", args=[documento.codice])
        contesto = {
            "documento": documento,
            "domanda": domanda,
            "bando": domanda.bando,
            "ente": domanda.bando.partner,
            "invio": invio,
            "arrivata": al_secondo(invio.arrivata_il),
            "parti": da_controllare.parti_inviate(invio),
            "file": da_controllare.file_inviati(invio),
            "gruppo": da_controllare.gruppo_inviato(invio),
            "indirizzo_pagina": settings.INDIRIZZO_SITO + reverse("thinktown:ricevuta", args=[domanda.codice]),
            "indirizzo_verifica": verifica,
            "qr": codice_qr(verifica),
        }
        return rendi_pdf("pdf/ricevuta_domanda.html", contesto, lingua=LINGUA_DEGLI_ATTI)


# ── What happens next ─────────────────────────────────────────────────────────────────────────────
def che_cosa_succede(domanda: Domanda, invio: Invio, dette: Sequence[Provvedimento] = ()) -> list[dict[str, Any]]:
    """The line of time: what has happened, what comes, by when. Of one taken back, only that it had come.

    ``dette``: what the office has told of it, in order.
    """
    arrivata = {"titolo": _("Domanda arrivata"), "quando": al_secondo(invio.arrivata_il), "fase": "passato"}
    bando = domanda.bando
    if domanda.stato == StatoDomanda.RITIRATA or bando.stato in (StatoBando.ANNULLATO, StatoBando.REVOCATO):
        return [arrivata]
    aperto, detta = bando.aperto(), bando.in_vigore
    finestra = detta.finestra_a(adesso()) or detta.tempi.finestre[-1]
    fatti = comunicazioni.passi(domanda, dette)
    if not aperto:
        fatti.append({"titolo": _("Il bando è chiuso"), "quando": finestra.chiude, "fase": "passato"})
    fatti.sort(key=lambda passo: passo["quando"])
    ora = [_si_cambia(finestra)] if aperto and domanda.stato in SI_SCRIVE else []
    return [arrivata, *fatti, *ora, *_controllo(domanda, detta, dette, aperto), *_scelta(domanda, detta)]


def _si_cambia(finestra: Finestra) -> dict[str, Any]:
    testo = _("Prima di allora puoi modificarla e inviarla di nuovo, o ritirarla.")
    return {"titolo": _("Il bando chiude"), "quando": finestra.chiude, "testo": testo, "fase": "adesso"}


def _controllo(
    domanda: Domanda, detta: Definizione, dette: Sequence[Provvedimento], aperto: bool
) -> list[dict[str, Any]]:
    """What the office does now: it checks, or waits for the group; nothing once it has decided."""
    richiesta = comunicazioni.che_aspetta(domanda, dette)
    if richiesta is not None:
        in_tempo = comunicazioni.in_tempo(richiesta)
        titolo = _("Tocca a te: rispondi all'ufficio") if in_tempo else _("È passato il termine per rispondere")
        passo = {"titolo": titolo, "quando": comunicazioni.entro(richiesta), "url": richiesta.get_absolute_url()}
        return [passo | {"fase": "adesso" if in_tempo else "passato"}]
    if domanda.stato in DECISE:
        return []
    testo = "" if dette else _integrazione(detta.norme.integrazione_giorni)
    come_arrivano = detta.tempi.modalita == Modalita.SPORTELLO
    fase = "adesso" if not aperto else "attesa" if come_arrivano else "dopo"
    return [{"titolo": _("L'ufficio controlla le domande"), "testo": testo, "fase": fase}]


def _scelta(domanda: Domanda, detta: Definizione) -> list[dict[str, Any]]:
    if domanda.stato == StatoDomanda.ESCLUSA:
        return []
    fase = "attesa" if domanda.stato == StatoDomanda.AMMESSA else "dopo"
    titolo = str(_SCELTE[Modalita(detta.tempi.modalita)]())
    return [{"titolo": titolo, "testo": detta.racconto.dopo, "fase": fase}]


_SCELTE = {
    Modalita.GRADUATORIA: lambda: _("Una commissione valuta, poi esce la graduatoria"),
    Modalita.SPORTELLO: lambda: _("Si decide in ordine di arrivo, finché ci sono fondi"),
    Modalita.MANIFESTAZIONE: lambda: _("L'ente legge le manifestazioni di interesse e risponde"),
}


def _integrazione(giorni: int | None) -> str:
    if not giorni:
        return ""
    frase = ngettext(
        "Se manca qualcosa che si può completare ti scriviamo, e hai %(n)s giorno.",
        "Se manca qualcosa che si può completare ti scriviamo, e hai %(n)s giorni.",
        giorni,
    )
    return frase % {"n": giorni}
