"""What is checked of an application that was sent: the portal's verdict on each thing, and the officer's beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.documenti.models import FileCaricato
from talenti.luoghi.models import Comune
from thinktown import fatti
from thinktown.enums import PRESENTATE, Bollo, Firma
from thinktown.istanti import al_secondo
from thinktown.models import AmmissioneTardiva, Componente, Controllo, Domanda, Invio
from thinktown.requisiti import Verdetto

_DI_TUTTE = {
    "termine": gettext_lazy("Arrivata in tempo"),
    "dichiarazioni": gettext_lazy("Dichiarazioni"),
    "file": gettext_lazy("File"),
    "firma": gettext_lazy("Firma e documento di identità"),
    "bollo": gettext_lazy("Marca da bollo"),
}


@dataclass(frozen=True)
class Riga:
    """One check: what is asked, what the portal sees and says of it, what an officer found."""

    chiave: str
    titolo: str
    verdetto: Verdetto
    fatti: tuple[str, ...] = ()
    esito: str = ""
    nota: str = ""
    chi: Any = None


def righe(domanda: Domanda, invio: Invio) -> list[Riga]:
    """All that there is to check on one sending, in the order in which one looks."""
    trovati = {uno.chiave: uno for uno in invio.controlli.select_related("da")}
    tutte = (*_termine(domanda, invio), *_requisiti(domanda, invio), *_carte(domanda, invio))
    return [_con_esito(una, trovati) for una in tutte]


def _con_esito(riga: Riga, trovati: Mapping[str, Controllo]) -> Riga:
    suo = trovati.get(riga.chiave)
    if suo is None:
        return riga
    return Riga(riga.chiave, riga.titolo, riga.verdetto, riga.fatti, suo.esito, suo.nota, suo.da)


def _termine(domanda: Domanda, invio: Invio) -> Iterator[Riga]:
    quando = _("Arrivata %(quando)s.") % {"quando": al_secondo(invio.arrivata_il)}
    finestre = domanda.bando.in_vigore.tempi.finestre
    in_tempo = any(una.apre <= invio.arrivata_il < una.chiude for una in finestre)
    if in_tempo:
        yield _riga("termine", Verdetto.SI, (quando,))
        return
    tardi = AmmissioneTardiva.objects.filter(bando=domanda.bando_id, persona=invio.da_id).first()
    perche = _("Fuori termine, per un'ammissione a nome: %(motivo)s") % {"motivo": tardi.motivo} if tardi else ""
    yield _riga("termine", Verdetto.DIPENDE if tardi else Verdetto.NO, (quando, perche))


def _riga(chiave: str, verdetto: Verdetto, fatti_: tuple[str, ...]) -> Riga:
    return Riga(chiave, str(_DI_TUTTE[chiave]), verdetto, fatti_)


def titoli(invio: Invio, nomi: Mapping[str, str]) -> dict[str, str]:
    """Key → what is checked, of every check that there may be on that sending; the database is not asked."""
    chiude = fatti.chiusura(invio.domanda.bando.in_vigore, invio.arrivata_il)
    regole = fatti.giudizi_di(invio, nomi=nomi, chiude=chiude)
    di_tutte = {chiave: str(titolo) for chiave, titolo in _DI_TUTTE.items()}
    return di_tutte | {f"req:{una.requisito.chiave}": una.regola for una in regole}


# ── The rules of the call, at their date ──────────────────────────────────────────────────────────
def _requisiti(domanda: Domanda, invio: Invio) -> Iterator[Riga]:
    """The closing that counts is the one in force: an extension moves the day for everybody."""
    nomi = dict(Comune.objects.filter(istat__in=fatti.codici_di(invio)).values_list("istat", "nome"))
    giudizi = fatti.giudizi_di(
        invio,
        altra_domanda=_altrove(domanda, invio.contenuto["gruppo"]),
        nomi=nomi,
        chiude=fatti.chiusura(domanda.bando.in_vigore, invio.arrivata_il),
    )
    for uno in giudizi:
        yield Riga(
            f"req:{uno.requisito.chiave}", uno.regola, uno.verdetto, tuple(_in_parole(fatto) for fatto in uno.fatti)
        )


def _in_parole(fatto: fatti.Fatto) -> str:
    segno = {True: "", False: _(" – non va"), None: _(" – non si sa")}[fatto.va]
    giorno = _(" (detto per un altro giorno)") if fatto.di_un_altro_giorno else ""
    return f"{fatto.chi}: {fatto.frase}{giorno}{segno}" if fatto.chi else f"{fatto.frase}{giorno}{segno}"


def _altrove(domanda: Domanda, gente: Iterable[Mapping[str, Any]]) -> bool:
    """Is somebody of the group in another application in force to this call?"""
    altre = Componente.objects.attivi().filter(
        domanda__bando=domanda.bando_id,
        domanda__stato__in=PRESENTATE,
        persona__in=[uno["persona"] for uno in gente],
    )
    return altre.exclude(domanda=domanda.pk).exists()


# ── Papers ────────────────────────────────────────────────────────────────────────────────────────
def _carte(domanda: Domanda, invio: Invio) -> Iterator[Riga]:
    detta, dentro = invio.versione.definizione, invio.contenuto
    fatte = len(dentro["dichiarazioni"])
    frase = ngettext("%(n)s dichiarazione resa.", "%(n)s dichiarazioni rese.", fatte) % {"n": fatte}
    yield _riga("dichiarazioni", Verdetto.SI if fatte else Verdetto.DIPENDE, (frase,))
    if dentro["file"]:
        yield _file(domanda, dentro["file"])
    if detta.chi.firma == Firma.PDF:
        frase = _("Confronta l'impronta scritta sul modulo firmato con quella della domanda.")
        yield _riga("firma", Verdetto.DIPENDE, (frase,))
    if detta.norme.bollo == Bollo.DOVUTO:
        yield _riga("bollo", Verdetto.DIPENDE, (_("Guarda la marca e la sua data."),))


def _file(domanda: Domanda, inviati: list[Mapping[str, Any]]) -> Riga:
    """Are they still all there, and the same byte for byte as when they were sent?"""
    codici = [uno["codice"] for uno in inviati]
    righe_ = FileCaricato.objects.di(domanda).presenti().filter(codice__in=codici)
    ci_sono = dict(righe_.values_list("codice", "sha256"))
    persi = [uno["nome"] for uno in inviati if ci_sono.get(uno["codice"]) != uno["sha256"]]
    if persi:
        return _riga("file", Verdetto.NO, tuple(_("Manca: %(nome)s") % {"nome": nome} for nome in persi))
    frase = ngettext("%(n)s file, come è stato inviato.", "%(n)s file, come sono stati inviati.", len(inviati))
    return _riga("file", Verdetto.SI, (frase % {"n": len(inviati)},))
