"""The page of a call, piece by piece: what the templates draw."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma, adesso
from talenti.base.templatetags.italiano import data, data_ora, euro, numero
from talenti.luoghi.models import Comune
from thinktown import parole
from thinktown.definizione import Definizione, Sezione, Spareggio
from thinktown.differenze import Differenza, differenze
from thinktown.enums import Bollo, Firma, StatoBando, TipoAtto, TipoSpareggio
from thinktown.enums_graduatoria import Insieme, Parziale, Riuso, TipoGraduatoria
from thinktown.models import AttoBando, Bando, VersioneBando
from thinktown.momento import FINITI_PRIMA, Momento
from thinktown.termini import ultimo_giorno

# Acts that move the closing: they change nothing but the dates.
SPOSTANO = (TipoAtto.PROROGA, TipoAtto.RIAPERTURA)


def chiusura(momento: Momento) -> date | None:
    """The day on which the rules are judged where they do not say theirs."""
    return a_roma(momento.finestra.chiude).date() if momento.finestra else None


def nomi_dei_comuni(detta: Definizione) -> dict[str, str]:
    """Of those that the rules name; where they name none the database is not asked."""
    codici = {codice for uno in detta.chi.requisiti for codice in uno.comuni}
    return dict(Comune.objects.filter(istat__in=codici).values_list("istat", "nome")) if codici else {}


def regole(detta: Definizione, al: date | None) -> list[dict[str, str]]:
    """Each rule in words, with for whom it is where it is not for everybody."""
    nomi = nomi_dei_comuni(detta)
    return [
        {
            "testo": parole.regola(uno, al, nomi),
            "per": parole.chi_presenta(uno.proponenti) if uno.proponenti else "",
            "nota": uno.nota,
        }
        for uno in detta.chi.requisiti
    ]


# ── Money and places ──────────────────────────────────────────────────────────────────────────────
def quanto(detta: Definizione) -> str:
    """In a line: the most that one project may have, the places, the money in all."""
    massimi = [una.importo_massimo for una in detta.sezioni if una.importo_massimo is not None]
    posti = sum(una.posti or 0 for una in detta.sezioni)
    fondi = detta.norme.fondi or sum((una.fondi or Decimal(0) for una in detta.sezioni), Decimal(0))
    pezzi = [_("fino a %(somma)s per progetto") % {"somma": euro(max(massimi))}] if massimi else []
    if posti:
        pezzi.append(ngettext("%(n)s posto", "%(n)s posti", posti) % {"n": numero(posti)})
    if fondi:
        pezzi.append(_("%(somma)s in tutto") % {"somma": euro(fondi)})
    return ", ".join(pezzi)


def _colonne() -> list[tuple[str, Any]]:
    return [
        (_("Soldi in tutto"), lambda una: euro(una.fondi)),
        (_("Posti"), lambda una: numero(una.posti)),
        (_("Per progetto"), lambda una: euro(una.importo_massimo)),
        (_("Ci mettete almeno"), lambda una: euro(una.cofinanziamento)),
    ]


def sezioni(detta: Definizione) -> dict[str, Any]:
    """The table of the sections: only the columns that say something."""
    colonne = [(nome, valore) for nome, valore in _colonne() if any(valore(una) for una in detta.sezioni)]
    return {
        "colonne": [_("Sezione"), _("Per chi"), *(nome for nome, _valore in colonne)],
        "righe": [
            [una.nome, _per_chi(una), *(valore(una) or "–" for _nome, valore in colonne)] for una in detta.sezioni
        ],
    }


def _per_chi(sezione: Sezione) -> str:
    return sezione.che_cosa or parole.chi_presenta(sezione.proponenti).capitalize()


# ── How one is chosen ─────────────────────────────────────────────────────────────────────────────
def criteri(detta: Definizione) -> dict[str, Any]:
    con_soglia = any(uno.soglia is not None for uno in detta.criteri)
    righe = [
        [uno.nome, uno.che_cosa, *([numero(uno.soglia) or "–"] if con_soglia else []), numero(uno.massimo * uno.peso)]
        for uno in detta.criteri
    ]
    minimo = [_("Punti, almeno")] if con_soglia else []
    return {
        "colonne": [_("Che cosa"), _("Che cosa si guarda"), *minimo, _("Punti, al massimo")],
        "righe": righe,
        "totale": numero(sum((uno.massimo * uno.peso for uno in detta.criteri), Decimal(0))),
        "soglia": numero(detta.graduatoria.soglia),
    }


def spareggi(detta: Definizione) -> list[str]:
    """What decides between equals, in order."""
    nomi = {uno.chiave: uno.nome for uno in detta.criteri}
    return [_spareggio(uno, nomi, detta) for uno in detta.graduatoria.spareggi]


def _spareggio(uno: Spareggio, nomi: dict[str, str], detta: Definizione) -> str:
    sorteggio = detta.graduatoria.sorteggio
    match uno.tipo:
        case TipoSpareggio.CRITERIO:
            return _("chi ha più punti in «%(criterio)s»") % {"criterio": nomi.get(uno.criterio, uno.criterio)}
        case TipoSpareggio.PIU_GIOVANI:
            return _("chi ha l'età media più bassa")
        case TipoSpareggio.PRIMA_INVIATA:
            return _("la domanda inviata prima")
        case _ if sorteggio.evento and sorteggio.data:
            dati = {"evento": sorteggio.evento, "giorno": data(sorteggio.data)}
            return _("un sorteggio che chiunque può rifare: %(evento)s, %(giorno)s") % dati
        case _:
            return _("un sorteggio pubblico")


def come_si_conta(detta: Definizione) -> list[str]:
    """How sheets become a total, and what becomes of money that is not enough or is given up: a sentence each."""
    scheda = detta.graduatoria
    frasi = [_come_le_schede(detta)]
    if any(una.fondi is not None for una in detta.sezioni):
        frasi.append(_SE_NON_BASTANO[scheda.parziale]())
    if scheda.parte_minima:
        minima = {"n": numero(scheda.parte_minima)}
        frasi.append(_("Non si dà meno di %(n)s su cento di quello che un progetto può avere.") % minima)
    return [*frasi, _SE_RINUNCIANO[scheda.riuso]()]


def _come_le_schede(detta: Definizione) -> str:
    scheda = detta.graduatoria
    if scheda.concordata:
        return _("Chi valuta compila la sua scheda, poi la commissione concorda i punti in seduta: contano quelli.")
    frase = (
        _("In ogni criterio conta la media dei punti di chi valuta.")
        if scheda.insieme == Insieme.MEDIA
        else _("In ogni criterio si sommano i punti di chi valuta.")
    )
    if not scheda.tagliate:
        return frase
    fuori = ngettext(
        "Il punteggio più alto e il più basso non contano.",
        "I %(n)s punteggi più alti e i %(n)s più bassi non contano.",
        scheda.tagliate,
    )
    return f"{frase} {fuori % {'n': numero(scheda.tagliate)}}"


_SE_NON_BASTANO = {
    Parziale.SALTA: lambda: _("Se i fondi rimasti non bastano per intero, vanno al primo che segue e che ci sta."),
    Parziale.FERMA: lambda: _("Se i fondi rimasti non bastano per intero a chi viene dopo, ci si ferma lì."),
    Parziale.PARTE: lambda: _("Se i fondi rimasti non bastano per intero, chi viene dopo ne riceve una parte."),
}
_SE_RINUNCIANO = {
    Riuso.SCORRE: lambda: _("Se qualcuno rinuncia, tocca a chi segue."),
    Riuso.COMPLETA: lambda: _("Se qualcuno rinuncia, si completa chi ha avuto una parte, poi tocca a chi segue."),
    Riuso.RESTANO: lambda: _("Quello a cui qualcuno rinuncia resta all'ente."),
}


# ── Dates ─────────────────────────────────────────────────────────────────────────────────────────
def date_del_bando(bando: Bando, atti: Sequence[AttoBando]) -> list[dict[str, Any]]:
    """The line of time. What an annulled call had before it does not come any more."""
    voci = sorted([*_voci(bando), *_della_graduatoria(bando, atti)], key=lambda voce: _istante(voce["quando"]))
    ora = adesso()
    if bando.stato in FINITI_PRIMA:
        fine = next((atto for atto in reversed(atti) if atto.tipo in (TipoAtto.ANNULLAMENTO, TipoAtto.REVOCA)), None)
        quando = fine.registrato_il if fine else bando.aggiornato_il
        voci = [voce for voce in voci if _istante(voce["quando"]) <= quando]
        titolo = (
            _("Il bando è stato cancellato") if bando.stato == StatoBando.ANNULLATO else _("Il bando è stato fermato")
        )
        return _con_fasi([*voci, {"titolo": titolo, "quando": quando}], ora)
    voci = _con_fasi(voci, ora)
    if dopo := bando.in_vigore.racconto.dopo:
        chiuso = all(voce["fase"] == "passato" for voce in voci)
        voci.append({"titolo": _("Dopo la chiusura"), "testo": dopo, "fase": "attesa" if chiuso else "dopo"})
    return voci


def _voci(bando: Bando) -> Iterator[dict[str, Any]]:
    detta = bando.in_vigore
    if bando.pubblicato_il:
        yield {"titolo": _("Il bando è uscito"), "quando": bando.pubblicato_il}
    for finestra in detta.tempi.finestre:
        yield {"titolo": _("Si apre"), "quando": finestra.apre}
        yield {"titolo": _("Si chiude"), "quando": finestra.chiude}
    if detta.graduatoria.sorteggio.data:
        yield {"titolo": _("Evento per l'eventuale sorteggio"), "quando": detta.graduatoria.sorteggio.data}


def _della_graduatoria(bando: Bando, atti: Sequence[AttoBando]) -> Iterator[dict[str, Any]]:
    """Read with ``pagina_graduatoria.con_versione``: when each version came out, and until when errors are told."""
    url = reverse("thinktown:graduatoria", args=[bando.slug])
    for una in (uno.graduatoria for uno in atti if hasattr(uno, "graduatoria")):
        yield {"titolo": TipoAtto(_ESCE[una.tipo]).label, "quando": una.pubblicata_il, "url": url}
        if una.tipo == TipoGraduatoria.PROVVISORIA:
            yield {"titolo": _("Ultimo giorno per segnalare errori"), "quando": ultimo_giorno(una.osservazioni_entro)}


_ESCE = {
    TipoGraduatoria.PROVVISORIA: TipoAtto.PROVVISORIA,
    TipoGraduatoria.RIVISTA: TipoAtto.RIVISTA,
    TipoGraduatoria.DEFINITIVA: TipoAtto.DEFINITIVA,
}


def _istante(quando: date) -> datetime:
    """A day counts from its end, so that it comes after whatever happens in it."""
    if isinstance(quando, datetime):
        return quando
    return datetime(quando.year, quando.month, quando.day, 23, 59, tzinfo=a_roma(adesso()).tzinfo)


def _con_fasi(voci: list[dict[str, Any]], ora: datetime) -> list[dict[str, Any]]:
    """The first that has still to come is the one that counts now."""
    prossima = next((voce for voce in voci if _istante(voce["quando"]) > ora), None)
    for voce in voci:
        voce["fase"] = "passato" if _istante(voce["quando"]) <= ora else ("adesso" if voce is prossima else "dopo")
    return voci


# ── What an act has changed ───────────────────────────────────────────────────────────────────────
def cambiato(
    ora_in_vigore: VersioneBando | None, prima: VersioneBando | None, atti: Sequence[AttoBando]
) -> dict[str, Any] | None:
    """After an extension or a correction: the act, and what is no more as it was."""
    if ora_in_vigore is None or prima is None:
        return None
    atto = next((uno for uno in atti if uno.versione_id == ora_in_vigore.pk), None)
    vecchia, nuova = prima.definizione, ora_in_vigore.definizione
    spostato = vecchia.tempi.finestre[-1].chiude != nuova.tempi.finestre[-1].chiude
    return {
        "titolo": _titolo(atto),
        "atto": atto,
        "prima": vecchia.tempi.finestre[-1].chiude if spostato else None,
        "ora": nuova.tempi.finestre[-1].chiude if spostato else None,
        "colonne": [_("Che cosa"), _("Prima"), _("Adesso")],
        "righe": [_riga(una) for una in differenze(vecchia, nuova)] if not atto or atto.tipo not in SPOSTANO else [],
    }


def _titolo(atto: AttoBando | None) -> str:
    match atto.tipo if atto else "":
        case TipoAtto.PROROGA:
            return _("Nuova scadenza: c'è più tempo")
        case TipoAtto.RIAPERTURA:
            return _("Il bando ha riaperto")
        case _:
            return _("Il bando è stato corretto")


def _riga(una: Differenza) -> list[str]:
    return [una.dove, una.prima or _("non c'era"), una.dopo or _("non c'è più")]


# ── The frame ─────────────────────────────────────────────────────────────────────────────────────
def norme(detta: Definizione) -> list[str]:
    """Duties that come with applying, in words; the bases stand beside them."""
    frasi = []
    if detta.norme.bollo != Bollo.NON_SERVE:
        frasi.append(_("Marca da bollo: %(bollo)s %(motivo)s") % {
            "bollo": Bollo(detta.norme.bollo).label, "motivo": detta.norme.bollo_motivo}
        )  # fmt: skip
    if detta.chi.firma != Firma.NESSUNA:
        frasi.append(_("Firma della domanda: %(firma)s") % {"firma": Firma(detta.chi.firma).label})
    if detta.norme.aiuti_di_stato:
        frasi.append(_("Il contributo a un'impresa conta fra gli aiuti di Stato: ha un limite in tre anni."))
    if detta.norme.cup:
        frasi.append(_("Ogni progetto scelto riceve un codice che lo segue nei conti pubblici (CUP)."))
    if detta.norme.capitolo:
        frasi.append(_("I soldi stanno nel bilancio al capitolo %(capitolo)s.") % {"capitolo": detta.norme.capitolo})
    return [frase.strip() for frase in frasi]


def tempo_della_finestra(momento: Momento) -> str:
    """Dal … al …, in the facts at the top."""
    if momento.finestra is None:
        return ""
    quando = {"apre": data_ora(momento.finestra.apre), "chiude": data_ora(momento.finestra.chiude)}
    return _("si apre %(apre)s, si chiude %(chiude)s (ora italiana)") % quando
