"""The ranking published, each version by an act of the body, with the draw that tells equals apart.

Sources: D.P.R. 487/1994 art. 15 (approval and publication), L. 241/1990 art. 12 (what decides was published before),
art. 10-bis last sentence (no notice of refusal in competitions: errors are pointed out on the provisional ranking).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.registro.actions import Atto
from thinktown.actions.bandi import DatiAtto, atto_scritto, registra_atto
from thinktown.actions.chiamate import chiama_le_prime
from thinktown.actions.firma import atto
from thinktown.enums import TipoAtto
from thinktown.enums_graduatoria import TipoGraduatoria
from thinktown.enums_valutazione import TipoFase
from thinktown.graduatoria import canonico
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.dati import Ingressi, Risultato
from thinktown.graduatoria.spareggi import MancaIlSeme, seme
from thinktown.ingressi import ingressi, sorteggio_fatto
from thinktown.models import (
    Bando,
    Commissione,
    Domanda,
    EsitoSorteggio,
    Graduatoria,
    Osservazione,
    RigaGraduatoria,
    Sorteggio,
)
from thinktown.models.graduatorie import fino_al
from thinktown.termini import si_risponde_prima_di

EVENTO_MASSIMO = 240
_TIPO_ATTO = {
    TipoGraduatoria.PROVVISORIA: TipoAtto.PROVVISORIA,
    TipoGraduatoria.RIVISTA: TipoAtto.RIVISTA,
    TipoGraduatoria.DEFINITIVA: TipoAtto.DEFINITIVA,
}


class GraduatoriaCambiata(TransizioneNonAmmessa):
    """What it is computed from is no longer what was read on the page."""

    codice = "graduatoria_cambiata"


# ── The draw ──────────────────────────────────────────────────────────────────────────────────────
def fissa_sorteggio(bando: Bando, *, evento: str, data: date, da: Any) -> Sorteggio:
    """Some are equal in everything: make known the fingerprint of the inputs before a public event that has to come.

    Raises TransizioneNonAmmessa where nobody is, DatoNonAccettato for an event without a name or not after today.
    """
    evento = evento.strip()
    if not evento or len(evento) > EVENTO_MASSIMO:
        raise DatoNonAccettato(_("Scrivi quale evento pubblico, in poche parole."), campo="evento")
    if data <= oggi():
        raise DatoNonAccettato(_("Scegli un giorno che deve ancora venire: nessuno deve sapere l'esito."), campo="data")
    with atto(bando, "fissa_sorteggio", da=da) as passo:
        _valutata(bando, passo.quando)
        letti = ingressi(bando, seme="")
        pari = _pari(letti)
        if not pari:
            raise TransizioneNonAmmessa(_("Nessuna domanda è pari in tutto: il sorteggio non serve."))
        fissato = Sorteggio.objects.create(
            bando=bando,
            evento=evento,
            data=data,
            impronta=canonico.impronta_per_il_sorteggio(letti),
            pari=len(pari),
            reso_noto_il=passo.quando,
        )
        passo.dati |= {"evento": evento, "data": data.isoformat(), "impronta": fissato.impronta, "pari": len(pari)}
        return fissato


def _pari(letti: Ingressi) -> tuple[str, ...]:
    try:
        graduatoria(letti)
    except MancaIlSeme as manca:
        return manca.codici
    return ()


def esegue_sorteggio(bando: Bando, *, esito: str, da: Any) -> EsitoSorteggio:
    """The outcome of the event, as it was published: from it and the fingerprint comes the seed."""
    esito = esito.strip()
    if not esito or len(esito) > EVENTO_MASSIMO:
        raise DatoNonAccettato(_("Scrivi l'esito dell'evento, com'è stato pubblicato."), campo="esito")
    with atto(bando, "esegue_sorteggio", da=da) as passo:
        ultimo = bando.sorteggi.last()
        if ultimo is None or hasattr(ultimo, "esito"):
            raise TransizioneNonAmmessa(_("Non c'è un sorteggio che aspetta il suo esito."))
        if ultimo.data > a_roma(passo.quando).date():
            raise TransizioneNonAmmessa(_("L'evento del sorteggio deve ancora venire."))
        _sugli_stessi_dati(ultimo, ingressi(bando, seme=""))
        scritto = EsitoSorteggio.objects.create(
            sorteggio=ultimo, esito=esito, seme=seme(esito, ultimo.impronta), scritto_il=passo.quando
        )
        passo.dati |= {"esito": esito, "seme": scritto.seme}
        return scritto


def _sugli_stessi_dati(sorteggio: Sorteggio, letti: Ingressi) -> None:
    if canonico.impronta_per_il_sorteggio(letti) != sorteggio.impronta:
        raise GraduatoriaCambiata(
            _("Dopo che il sorteggio è stato fissato i dati sono cambiati: se ne fissa un altro.")
        )


# ── Versions ──────────────────────────────────────────────────────────────────────────────────────
def calcolata(bando: Bando) -> tuple[Ingressi, Risultato]:
    """The ranking as it would come out now.

    Raises MancanoSchede, MancaIlSeme, GraduatoriaCambiata (drawn on other inputs), DatoNonAccettato.
    """
    esito = sorteggio_fatto(bando)
    letti = ingressi(bando, seme=esito.seme if esito else "")
    # Once it has served, the draw stays for every later version; before, it must be of these very inputs.
    if esito is not None and not esito.servito:  # type: ignore[attr-defined]  # annotated
        _sugli_stessi_dati(esito.sorteggio, letti)
    return letti, graduatoria(letti)


def pubblica_graduatoria(bando: Bando, dati: DatiAtto, *, letta: str, da: Any) -> Graduatoria:
    """The first version, not final yet: whoever is in it may point out an error within the days that the call gives.

    ``letta``: the fingerprint of the result that was read. Raises as ``calcolata``, and TransizioneNonAmmessa while the
    commission is at work.
    """
    atto_scritto(dati, TipoAtto.PROVVISORIA)
    with atto(bando, "pubblica_graduatoria", da=da) as passo:
        _valutata(bando, passo.quando)
        entro = si_risponde_prima_di(passo.quando, bando.in_vigore.pubblicazione.osservazioni_giorni)
        return _nuova(bando, TipoGraduatoria.PROVVISORIA, dati, letta, passo, entro=entro)


def rivede_graduatoria(bando: Bando, dati: DatiAtto, *, letta: str, da: Any) -> Graduatoria:
    """A version that takes in what was pointed out and found right. The days to point out errors stay those."""
    atto_scritto(dati, TipoAtto.RIVISTA)
    with atto(bando, "rivede_graduatoria", da=da, motivo=dati.motivo) as passo:
        prima = ultima(bando)
        nuova = _nuova(bando, TipoGraduatoria.RIVISTA, dati, letta, passo, entro=prima.osservazioni_entro)
        if nuova.impronta_risultato == prima.impronta_risultato:
            raise TransizioneNonAmmessa(_("Non è cambiato niente: la graduatoria resta com'è."))
        return nuova


def approva_graduatoria(bando: Bando, dati: DatiAtto, *, letta: str, entro: datetime, da: Any) -> Graduatoria:
    """The final one: every error pointed out has its answer. Who is chosen is called, to answer before ``entro``."""
    atto_scritto(dati, TipoAtto.DEFINITIVA)
    with atto(bando, "approva_graduatoria", da=da) as passo:
        prima = ultima(bando)
        if prima.si_osserva(passo.quando):
            raise TransizioneNonAmmessa(_("C'è ancora tempo per segnalare errori: si approva dopo."))
        if Osservazione.objects.da_decidere().filter(domanda__bando=bando).exists():
            raise TransizioneNonAmmessa(_("Ci sono segnalazioni che aspettano una risposta: prima si decide su tutte."))
        if entro <= passo.quando:
            raise DatoNonAccettato(_("Scegli un momento che deve ancora venire."), campo="entro")
        nuova = _nuova(bando, TipoGraduatoria.DEFINITIVA, dati, letta, passo)
        chiama_le_prime(nuova, entro=entro, da=da, quando=passo.quando)
        return nuova


def ultima(bando: Bando) -> Graduatoria:
    """The version that counts. Raises Graduatoria.DoesNotExist."""
    trovata: Graduatoria = bando.graduatorie.latest("n")
    return trovata


def _valutata(bando: Bando, ora: datetime) -> None:
    commissione = Commissione.objects.filter(bando=bando).first()
    if commissione is None or not commissione.fasi.filter(tipo=TipoFase.CHIUSA, dal__lte=ora).exists():
        raise TransizioneNonAmmessa(_("La commissione non ha ancora chiuso la valutazione."))


def _nuova(
    bando: Bando, tipo: TipoGraduatoria, dati: DatiAtto, letta: str, passo: Atto, *, entro: datetime | None = None
) -> Graduatoria:
    letti, risultato = calcolata(bando)
    impronta = canonico.impronta_risultato(risultato)
    if impronta != letta:
        raise GraduatoriaCambiata(_("La graduatoria è cambiata mentre la leggevi: rileggila, poi conferma."))
    registrato = registra_atto(bando, dati, _TIPO_ATTO[tipo], passo)
    nuova = Graduatoria.objects.create(
        bando=bando,
        n=bando.graduatorie.count() + 1,
        tipo=tipo,
        atto=registrato,
        ingressi=canonico.scrivi_ingressi(letti),
        risultato=canonico.scrivi_risultato(risultato),
        impronta_ingressi=canonico.impronta_ingressi(letti),
        impronta_risultato=impronta,
        pubblicata_il=passo.quando,
        osservazioni_entro=entro,
        togli_il=fino_al(a_roma(passo.quando).date(), bando.in_vigore.pubblicazione.anni),
    )
    RigaGraduatoria.objects.bulk_create(_righe(nuova, risultato), batch_size=500)
    Osservazione.objects.da_recepire().filter(domanda__bando=bando).update(recepita_in=nuova)
    passo.dati |= {
        "versione": nuova.n, "dati": nuova.impronta_ingressi, "risultato": nuova.impronta_risultato,
        "scelte": len(risultato.scelte),
    }  # fmt: skip
    return nuova


def _righe(nuova: Graduatoria, risultato: Risultato) -> list[RigaGraduatoria]:
    chiavi: Mapping[str, int] = dict(Domanda.objects.filter(bando=nuova.bando_id).values_list("codice", "pk"))
    return [
        RigaGraduatoria(
            graduatoria=nuova,
            domanda_id=chiavi[riga.codice],
            ordine=n,
            sezione=riga.sezione,
            settore=riga.settore,
            esito=riga.esito,
            posizione=riga.posizione,
            totale=riga.totale,
            importo=riga.importo,
        )
        for n, riga in enumerate(risultato.righe)
    ]
