"""The receipt of a sending: what happens next, and the paper that anybody can verify."""

from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import adesso
from talenti.base.permissions import Sistema
from talenti.base.templatetags.italiano import data_ora
from talenti.documenti.actions import Emissione, emetti
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.models import Documento
from talenti.documenti.pdf import codice_qr, rendi_pdf
from thinktown import da_controllare
from thinktown.enums import Modalita, StatoBando, StatoDomanda
from thinktown.istanti import al_secondo
from thinktown.models import Domanda, Invio

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
def che_cosa_succede(domanda: Domanda, invio: Invio) -> list[dict[str, Any]]:
    """The line of time: what has happened, what comes, by when. Of one taken back, only that it had come."""
    arrivata = {"titolo": _("Domanda arrivata"), "quando": al_secondo(invio.arrivata_il), "fase": "passato"}
    bando = domanda.bando
    if domanda.stato == StatoDomanda.RITIRATA or bando.stato in (StatoBando.ANNULLATO, StatoBando.REVOCATO):
        return [arrivata]
    aperto = bando.aperto()
    detta = bando.in_vigore
    finestra = detta.finestra_a(adesso()) or detta.tempi.finestre[-1]
    chiude = {
        "titolo": _("Il bando chiude") if aperto else _("Il bando è chiuso"),
        "quando": data_ora(finestra.chiude),
        "testo": _("Prima di allora puoi modificarla e inviarla di nuovo, o ritirarla.") if aperto else "",
        "fase": "adesso" if aperto else "passato",
    }
    controllo = {"titolo": _("L'ufficio controlla le domande"), "testo": _integrazione(detta.norme.integrazione_giorni)}
    scelta = {"titolo": str(_SCELTE[Modalita(detta.tempi.modalita)]()), "testo": detta.racconto.dopo}
    return [arrivata, chiude, controllo | {"fase": "dopo"}, scelta | {"fase": "dopo"}]


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
