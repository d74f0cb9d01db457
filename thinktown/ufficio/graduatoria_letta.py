"""What the office reads of a ranking: where it stands, what it lacks, what it would be now, what has come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.templatetags.italiano import numero
from thinktown.actions.graduatorie import GraduatoriaCambiata, calcolata
from thinktown.enums import StatoBando
from thinktown.enums_graduatoria import EsitoGraduatoria
from thinktown.graduatoria import canonico
from thinktown.graduatoria.dati import Regole, Riga, Risultato
from thinktown.graduatoria.differenze import Cambiata, differenze
from thinktown.graduatoria.in_parole import cambiata
from thinktown.graduatoria.spareggi import MancaIlSeme
from thinktown.ingressi import MancanoSchede
from thinktown.models import Bando, Domanda, Graduatoria, Osservazione, Sorteggio
from thinktown.ufficio import commissione_letta

# While it is so there is a ranking to prepare.
SI_PREPARA = (StatoBando.IN_VALUTAZIONE, StatoBando.GRADUATORIA_PROVVISORIA)
DOPO = (StatoBando.GRADUATORIA_DEFINITIVA, StatoBando.IN_ATTUAZIONE, StatoBando.CONCLUSO)
CON_GRADUATORIA = (StatoBando.GRADUATORIA_PROVVISORIA, *DOPO)


@dataclass(frozen=True)
class InRiga:
    """A row with what the office calls it: the number of the application."""

    riga: Riga
    numero: int | None

    @property
    def esito(self) -> Any:
        return EsitoGraduatoria(self.riga.esito).label


@dataclass(frozen=True)
class Sezione:
    chiave: str
    nome: str
    righe: tuple[InRiga, ...]
    avanzo: Any


@dataclass(frozen=True)
class Calcolata:
    """The ranking as it would be now: by section, with its fingerprint; or why there is none yet."""

    sezioni: tuple[Sezione, ...] = ()
    impronta: str = ""
    risultato: Risultato | None = None
    perche_no: str = ""
    # Codes → sheets that are missing; codes of those that are equal in everything.
    mancano: tuple[tuple[int | None, int], ...] = ()
    pari: tuple[int | None, ...] = ()
    # The draw was done on other data: another one is needed.
    da_rifare: bool = False


def calcola(bando: Bando) -> Calcolata:
    """Nothing before the commission has closed its work: until then nobody reads a total."""
    commissione = commissione_letta.di(bando)
    if commissione is None or not commissione_letta.chiusa(commissione):
        return Calcolata(perche_no=_("La commissione non ha ancora chiuso la valutazione: i punti non si vedono."))
    numeri = dict(Domanda.objects.filter(bando=bando).values_list("codice", "numero"))
    try:
        letti, risultato = calcolata(bando)
    except MancanoSchede as manca:
        quali = sorted((numeri.get(codice), n) for codice, n in manca.quante.items())
        return Calcolata(perche_no=_("Mancano schede firmate."), mancano=tuple(quali))
    except MancaIlSeme as manca:
        quali_pari = tuple(sorted(numeri.get(codice) or 0 for codice in manca.codici))
        return Calcolata(perche_no=_("Alcune domande sono pari in tutto: decide il sorteggio."), pari=quali_pari)
    except GraduatoriaCambiata as errore:
        return Calcolata(perche_no=str(errore.frase), da_rifare=True)
    except DatoNonAccettato as errore:
        return Calcolata(perche_no=str(errore.frase))
    sezioni = in_sezioni(letti.regole, risultato, numeri)
    return Calcolata(sezioni, canonico.impronta_risultato(risultato), risultato)


def in_sezioni(regole: Regole, risultato: Risultato, numeri: dict[str, int | None]) -> tuple[Sezione, ...]:
    return tuple(
        Sezione(
            una.chiave,
            una.nome or str(_("Tutte le domande")),
            tuple(InRiga(riga, numeri.get(riga.codice)) for riga in risultato.righe if riga.sezione == una.chiave),
            next((avanzo for avanzo in risultato.avanzi if avanzo.sezione == una.chiave), None),
        )
        for una in regole.sezioni
    )


def cambiate(prima: Graduatoria, risultato: Risultato, bando: Bando) -> list[tuple[str, str]]:
    """What a new version would change of the last one: (which application, in words)."""
    numeri = dict(Domanda.objects.filter(bando=bando).values_list("codice", "numero"))
    return [(_nome(una, numeri), cambiata(una)) for una in differenze(prima.esiti, risultato)]


def _nome(una: Cambiata, numeri: dict[str, int | None]) -> str:
    return _("Domanda n. %(n)s") % {"n": numero(numeri.get(una.codice))}


def sorteggio(bando: Bando) -> Sorteggio | None:
    """The last one that was fixed."""
    trovato: Sorteggio | None = bando.sorteggi.select_related("esito").last()
    return trovato


def versioni(bando: Bando) -> Sequence[Graduatoria]:
    return list(bando.graduatorie.select_related("atto__file").defer("ingressi", "risultato").order_by("-n"))


@dataclass(frozen=True)
class InBreve:
    parola: str = ""
    serve: str = ""


def in_breve(bando: Bando) -> InBreve | None:
    """For the card of the call; None while there is nothing to say."""
    if bando.stato == StatoBando.IN_VALUTAZIONE:
        commissione = commissione_letta.di(bando)
        if commissione is None or not commissione_letta.chiusa(commissione):
            return None
        return InBreve(serve=_("da pubblicare"))
    if bando.stato not in CON_GRADUATORIA:
        return None
    quante = Osservazione.objects.da_decidere().filter(domanda__bando=bando).count()
    serve = _("segnalazioni da decidere: %(n)s") % {"n": numero(quante)} if quante else ""
    return InBreve(str(bando.get_stato_display()).lower(), serve)
