"""Measures 2, 3 and 4 in the demonstration: their calls, who applies, the places chosen, who would have which.

Measures 3 and 4 have two linked calls each: the first has closed, what it collected is decided and its places are out;
the second is open. Of the first there is a second edition too, still open, for who wants to try a whole one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from talenti.base.clock import oggi
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from talenti.portale.demo.fondatori import codice_inventato
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown import actions
from thinktown.actions import PostoDetto, SceltaPosto
from thinktown.demo.atti import pdf_curriculum
from thinktown.demo.bandi import AZIENDA, CAPOFILA, SEGUE, Previsto, bando_di, di_un_bando
from thinktown.demo.gente import adulto
from thinktown.dichiarati import Organizzazione
from thinktown.enums import CON_CODICE_FISCALE, CON_UN_NOME, Occupazione, TipoQuesito
from thinktown.fatti import FUORI
from thinktown.misure import Modello, modello
from thinktown.models import Domanda, Offerta
from thinktown.proposta import proposta

IDEE, IMPRESE, TIROCINI, SERVIZI, VOLONTARI = "idee", "imprese", "tirocini", "servizi", "volontari"
IMPRESE_ORA, SERVIZI_ORA = "imprese-ora", "servizi-ora"
MISURE = {
    uno.chiave: uno
    for uno in (
        Previsto(
            IDEE, CAPOFILA, "Sei idee che diventano impresa", -14, 21, 738, "servimpresa",
            modello=Modello.IMPRESA, fondi=None,
        ),
        Previsto(
            IMPRESE, CAPOFILA, "Imprese che vogliono innovare con una persona giovane", -80, -50, 690, "reindustria",
            modello=Modello.INNOVAZIONE, fondi=None,
        ),
        Previsto(
            TIROCINI, CAPOFILA, "Un tirocinio pagato per innovare in un'impresa", -24, 12, 711, "reindustria",
            modello=Modello.INNOVAZIONE_GIOVANI, fondi=None,
        ),
        Previsto(
            SERVIZI, AZIENDA, "Enti che ospitano chi dà un anno agli altri", -85, -55, 41,
            modello=Modello.VOLONTARIATO, fondi=None,
        ),
        Previsto(
            VOLONTARI, AZIENDA, "Un anno con chi aiuta gli altri", -20, 18, 52,
            modello=Modello.VOLONTARIATO_GIOVANI, fondi=None,
        ),
        Previsto(
            IMPRESE_ORA, CAPOFILA, "Imprese che vogliono innovare con una persona giovane, seconda edizione",
            -12, 26, 741, "reindustria", modello=Modello.INNOVAZIONE, fondi=None,
        ),
        Previsto(
            SERVIZI_ORA, AZIENDA, "Enti che ospitano chi dà un anno agli altri, seconda edizione", -10, 24, 57,
            modello=Modello.VOLONTARIATO, fondi=None,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Candidatura:
    """One application: begun so many days before the birth, sent two days later unless it is a draft, perhaps taken
    back the day after.

    ``posti``: titles of the places that it would have, in order. ``con``: who else is in it.
    """

    bando: str
    chi: int
    giorni: int
    risposte: dict[str, Any]
    proponente: str = "persona"
    soggetto: str = ""
    posti: tuple[str, ...] = ()
    con: tuple[int, ...] = ()
    bozza: bool = False
    ritirata: bool = False


@dataclass(frozen=True)
class Scelto:
    """A place made of the application of that title: chosen, published the day after, perhaps withdrawn."""

    bando: str
    titolo: str
    giorni: int
    ritirato: tuple[int, str] = field(default=(0, ""))


def candidature() -> tuple[Candidatura, ...]:
    from thinktown.demo.progetti import giovani, idee, imprese, servizi

    return (*idee.IDEE, *imprese.IMPRESE, *servizi.SERVIZI, *giovani.GIOVANI)


def scelti() -> tuple[Scelto, ...]:
    from thinktown.demo.progetti import imprese, servizi

    return (*imprese.SCELTI, *servizi.SCELTI)


def eventi(nascita: datetime) -> Iterator[Evento]:
    for previsto in MISURE.values():
        yield from di_un_bando(nascita, previsto)
    for n, una in enumerate(candidature()):
        yield from di_una(nascita, n, una)
    for n, scelto in enumerate(scelti()):
        yield from di_un_posto(nascita, n, scelto)


def di_una(nascita: datetime, n: int, una: Candidatura) -> Iterator[Evento]:
    nome, minuti = f"misure:domanda:{n}", n % 12 * 5
    yield Evento(f"{nome}:comincia", giorni_fa(nascita, una.giorni, 10, minuti), partial(_comincia, n, una))
    if una.bozza:
        return
    if "curriculum" in _chiavi_di_file(una):
        carica_ = giorni_fa(nascita, una.giorni, 18, minuti)
        yield Evento(f"{nome}:file", carica_, partial(_allega, una), da_solo=True)
    yield Evento(f"{nome}:invia", giorni_fa(nascita, una.giorni - 2, 11, minuti), partial(_invia, n, una))
    if una.ritirata:
        yield Evento(f"{nome}:ritira", giorni_fa(nascita, una.giorni - 3, 19, minuti), partial(_ripensa, una))


def di_un_posto(nascita: datetime, n: int, scelto: Scelto) -> Iterator[Evento]:
    nome = f"misure:posto:{n}"
    yield Evento(f"{nome}:scegli", giorni_fa(nascita, scelto.giorni, 9, n), partial(_scegli, scelto))
    yield Evento(f"{nome}:pubblica", giorni_fa(nascita, scelto.giorni - 1, 9, n), partial(_pubblica, scelto))
    giorni, perche = scelto.ritirato
    if perche:
        yield Evento(f"{nome}:ritira", giorni_fa(nascita, giorni, 15), partial(_ritira, scelto, perche))


# ── What they do ──────────────────────────────────────────────────────────────────────────────────
def _chiavi_di_file(una: Candidatura) -> set[str]:
    return {q.chiave for q in modello(MISURE[una.bando].modello).quesiti() if q.tipo == TipoQuesito.FILE}


def _domanda(una: Candidatura) -> Domanda:
    """Of that person in that call: nobody has two."""
    suo = persona(adulto(una.chi))
    return Domanda.objects.select_related("bando").get(bando=bando_di(MISURE[una.bando]), componenti__persona=suo)


def _comincia(n: int, una: Candidatura) -> None:
    chi, bando = persona(adulto(una.chi)), bando_di(MISURE[una.bando])
    detto = {
        "proponente": una.proponente,
        "sezione": bando.in_vigore.sezioni[0].chiave,
        "soggetto": una.soggetto,
        "codice_fiscale": codice_inventato(820 + n) if una.proponente in CON_CODICE_FISCALE else "",
        "da": chi,
    }
    domanda = actions.comincia(bando, **detto)
    if una.proponente in CON_UN_NOME:
        sede = Organizzazione(sede=chi.comune or FUORI, costituita_il=date(2002 + n % 15, 4, 1 + n % 28))
        actions.cambia_chi(domanda, organizzazione=sede, **detto)
    for altro in una.con:
        entra = actions.invita(domanda, persona(adulto(altro)).email, ruolo="scrive", da=chi)
        actions.risponde(entra, accetta=True, da=persona(adulto(altro)))
    for chiave, scritto in una.risposte.items():
        _salva(domanda, chiave, scritto, chi)
    if una.posti:
        codici = dict(Offerta.objects.uscite().filter(bando=bando.risponde_a_id).values_list("titolo", "codice"))
        _salva(domanda, "preferenze", [codici[titolo] for titolo in una.posti], chi)
    if una.bando == IDEE and not una.bozza:
        _salva(domanda, "referente", domanda.componenti.get(persona=chi).codice, chi)


def _salva(domanda: Domanda, chiave: str, scritto: Any, chi: Any) -> None:
    actions.salva_risposta(domanda, chiave, scritto, versione=0, gettone=f"demo-{chiave}", da=chi)


def _allega(una: Candidatura) -> None:
    carica(pdf_curriculum(), per=_domanda(una), da=persona(adulto(una.chi)))


def _invia(n: int, una: Candidatura) -> None:
    domanda, chi = _domanda(una), persona(adulto(una.chi))
    file = FileCaricato.objects.di(domanda).presenti().first()
    if file is not None:
        _salva(domanda, "curriculum", [file.codice], chi)
    dichiarate = [una.chiave for una in domanda.bando.in_vigore.dichiarazioni]
    for uno in (una.chi, *una.con):
        suo: Any = persona(adulto(uno))
        actions.dichiara_fatti(domanda, residenza=suo.comune or FUORI, occupazione=Occupazione.SENZA, da=suo)
    for altro in una.con:
        actions.dichiara(domanda, dichiarate, da=persona(adulto(altro)))
        actions.conferma(domanda, da=persona(adulto(altro)))
    actions.invia(domanda, gettone=f"demo-misure-{n}", da=chi, dichiarate=dichiarate)


def _ripensa(una: Candidatura) -> None:
    actions.ritira(_domanda(una), da=persona(adulto(una.chi)))


def _scegli(scelto: Scelto) -> None:
    previsto = MISURE[scelto.bando]
    inviate = Domanda.objects.select_related("bando").filter(bando=bando_di(previsto), numero__isnull=False)
    domanda = next(una for una in inviate if proposta(una.invii.get()).titolo == scelto.titolo)
    sua = proposta(domanda.invii.get())
    detto = PostoDetto(sua.titolo, sua.posti or 1, sua.comune, sua.testi)
    decisione = SceltaPosto(numero=str(previsto.atto + 8), data=oggi())
    actions.scegli_offerta(domanda, detto, decisione, da=persona(SEGUE[previsto.ente][0]))


def _posto(scelto: Scelto) -> Offerta:
    return Offerta.objects.select_related("bando").get(bando=bando_di(MISURE[scelto.bando]), titolo=scelto.titolo)


def _pubblica(scelto: Scelto) -> None:
    actions.pubblica_offerta(_posto(scelto), da=persona(SEGUE[MISURE[scelto.bando].ente][0]))


def _ritira(scelto: Scelto, perche: str) -> None:
    actions.ritira_offerta(_posto(scelto), motivo=perche, da=persona(SEGUE[MISURE[scelto.bando].ente][0]))
