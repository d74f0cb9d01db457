"""The papers of the demonstration: acts of the bodies, one statute, one curriculum. Every page says what it is."""

from datetime import date
from functools import cache

from django.core.files.base import ContentFile

from talenti.base.templatetags.italiano import data, data_ora
from talenti.documenti.pdf import rendi_pdf
from thinktown.enums import TipoAtto
from thinktown.models import Bando

_INVENTATO = "Documento inventato per la dimostrazione: non è un atto dell'ente."
_DISPOSTO = {
    TipoAtto.APPROVAZIONE: "È approvato il bando con il testo pubblicato nella sua pagina, che ne è parte integrante.",
    TipoAtto.RETTIFICA: "Il testo del bando è corretto come risulta dalla versione pubblicata con questo atto.",
    TipoAtto.PROROGA: "Il termine per presentare le domande, {chiude}, è prorogato come risulta dalla pagina.",
    TipoAtto.NOMINA: "È nominata la commissione che valuta le domande ammesse, con le persone e i ruoli indicati.",
    TipoAtto.PROVVISORIA: "È approvata la graduatoria non ancora definitiva. Gli errori si segnalano dal portale.",
    TipoAtto.DEFINITIVA: "È approvata la graduatoria definitiva. Chi è scelto risponde dal portale.",
    TipoAtto.SCORRIMENTO: "È chiamato chi segue in graduatoria, con quello che si è liberato.",
    TipoAtto.ANNULLAMENTO: "Il bando è annullato. Le domande già scritte non hanno seguito.",
}


def pdf_atto(bando: Bando, tipo: TipoAtto, numero: str, del_giorno: date, motivo: str) -> ContentFile:
    chiude = data_ora(bando.chiude_il) if bando.chiude_il else ""
    paragrafi = (
        f"Determinazione n. {numero} del {data(del_giorno)}",
        f"Oggetto: {tipo.label.lower()}, «{bando}».",
        "Visti l'articolo 12 della legge 241/1990 e gli articoli 26 e 27 del decreto legislativo 33/2013.",
        *([f"Considerato quanto segue. {motivo}"] if motivo else []),
        _DISPOSTO[tipo].format(chiude=chiude),
        "Questo atto si pubblica nella pagina del bando.",
        _INVENTATO,
    )
    contesto = {"ente": bando.partner.nome, "titolo": f"{tipo.label} n. {numero}", "paragrafi": paragrafi}
    return ContentFile(rendi_pdf("pdf/foglio_inventato.html", contesto), name=f"atto-{numero}.pdf")


@cache
def _statuto() -> bytes:
    paragrafi = (
        "Articolo 1. L'associazione non ha scopo di lucro e non divide utili fra chi ne fa parte.",
        "Articolo 2. Promuove attività di utilità sociale e culturale nel suo territorio.",
        "Articolo 3. Ne fa parte chi lo chiede e ne rispetta le regole. La maggioranza ha meno di 35 anni.",
        "Articolo 4. L'assemblea si riunisce almeno una volta l'anno, ed elegge chi la rappresenta.",
        _INVENTATO,
    )
    contesto = {"ente": "Associazione inventata", "titolo": "Statuto", "paragrafi": paragrafi}
    return rendi_pdf("pdf/foglio_inventato.html", contesto)


@cache
def _curriculum() -> bytes:
    paragrafi = (
        "Nome e cognome inventati, nata o nato in un giorno qualunque, in provincia.",
        "Scuola: un diploma. Lavoro: qualche stagione. Lingue: italiano e un'altra.",
        "Che cosa so fare: ascoltare, scrivere, stare con gli altri.",
        _INVENTATO,
    )
    contesto = {"ente": "Persona inventata", "titolo": "Curriculum", "paragrafi": paragrafi}
    return rendi_pdf("pdf/foglio_inventato.html", contesto)


def pdf_curriculum() -> ContentFile:
    return ContentFile(_curriculum(), name="curriculum.pdf")


def pdf_statuto() -> ContentFile:
    """The same for all: what is in it does not matter, that it opens does."""
    return ContentFile(_statuto(), name="statuto.pdf")
