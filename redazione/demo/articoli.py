"""A year of articles of an invented newsroom, each through its verbs; the last ones stand where the work on them is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from redazione.actions import articoli, pubblicazione, revisione, testi, verifiche
from redazione.actions.piano import collega
from redazione.actions.testi import Scritto
from redazione.demo.gente import COORDINA, RIVEDE
from redazione.demo.immagini import copertina_di
from redazione.demo.scaffale import A_PARTE, FESTA, Testo, alle, testo, uscite
from redazione.enums_articoli import EsitoVerifica
from redazione.models import Argomento, Articolo, Verifica, Voce
from talenti.base.clock import ROMA, a_roma
from talenti.base.registries import schede_pubbliche
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa


@dataclass(frozen=True)
class Passi:
    """How many days before it comes out it is begun, sent, approved."""

    comincia: int = 5
    manda: int = 3
    approva: int = 2


# What happened at a feast is written after it.
DI_CORSA = {FESTA: Passi(1, 1, 0)}
DOMANI_L_ALTRO, PRONTO, IN_REVISIONE, DA_SISTEMARE, IN_DUE = 60, 57, 54, 51, 62
IN_CORSO = (DOMANI_L_ALTRO, PRONTO, IN_REVISIONE, DA_SISTEMARE, IN_DUE)
# Public things of the portal that a text speaks of: kind of card, and title.
LEGAMI = {
    8: ("spazi", "Studio Modelli, due scrivanie"),
    10: ("spazi", "Radio Quartiere, sala di registrazione"),
    19: ("spazi", "Ciclofficina, banco di riparazione"),
    33: ("spazi", "Cascina Esempio, il fienile"),
    48: ("spazi", "COBOX, open space"),
    49: ("spazi", "Foto Saggio, sala di posa"),
    55: ("bandi", "Progetti di associazioni e gruppi giovanili, sesta edizione"),
}

CORRETTO, RITIRATO = 46, 61
GIUSTO, SBAGLIATO = "dalle 10:00 alle 13:00", "dalle 9:00 alle 12:00"
CHE_COSA_E_CAMBIATO = (
    "Gli orari dei laboratori erano sbagliati: sono dalle 10:00 alle 13:00, non dalle 9:00 alle 12:00."
)
PERCHE_RITIRATO = (
    "Abbiamo raccontato persone che non ci avevano dato il permesso, e una di loro ci ha chiesto di toglierlo."
)
NOTE = (
    (
        "la legge prevede eccezioni",
        "Quali, in parole semplici? E a chi si chiede? Chi legge deve sapere dove telefonare.",
    ),
    ("", "Manca chi ha organizzato l'incontro, e se ce ne sarà un altro."),
)
NOTA_DA_SISTEMARE = (
    "ne restavano molti meno",
    "Quanti, più o meno? Qui serve un numero: è la parte che aiuta di più chi comincia.",
)
ESPERTI = {
    IN_REVISIONE: (
        "Tullio Esempi",
        "tecnologo.alimenti@example.org",
        "Le voci che devono stare in etichetta ci sono tutte? E la frase sulle eccezioni è giusta?",
    ),
    PRONTO: (
        "Wanda Modelli",
        "consulente.tirocini@example.org",
        "Quello che diciamo di convenzione, tutor e indennità vale per la Lombardia?",
    ),
}
RISPOSTA = "È tutto giusto. La comunicazione di inizio la fa chi ospita: lo dite già bene."


def eventi(nascita: datetime) -> Iterator[Evento]:
    oggi = a_roma(nascita).date()
    for n, giorno in uscite(oggi).items():
        if n not in IN_CORSO:
            yield from _uscito(nascita, n, giorno)
    yield from _corretto(nascita, uscite(oggi)[CORRETTO])
    ritira = partial(_ritira, RITIRATO)
    yield Evento("redazione:ritira", alle(uscite(oggi)[RITIRATO] + timedelta(days=9), 17, nascita), ritira)
    yield from _in_corso(nascita, oggi)


def _uscito(nascita: datetime, n: int, giorno: date) -> Iterator[Evento]:
    """Begun, written and sent, approved, out: days apart, each by whom it concerns."""
    passi = DI_CORSA.get(n, Passi())

    def prima(giorni: int, ora: int) -> datetime:
        return alle(giorno - timedelta(days=giorni), ora, nascita)

    yield Evento(f"redazione:articolo:{n}:comincia", prima(passi.comincia, 15), partial(_comincia, n))
    yield Evento(f"redazione:articolo:{n}:manda", prima(passi.manda, 20), partial(_manda, n))
    yield Evento(f"redazione:articolo:{n}:approva", prima(passi.approva, 8), partial(_approva, n))
    yield Evento(f"redazione:articolo:{n}:esce", prima(0, 9), partial(_esce, n))


def _corretto(nascita: datetime, uscito: date) -> Iterator[Evento]:
    dopo = (("scrive", 1, 10, _correggi), ("approva", 1, 18, _approva), ("esce", 2, 9, _ripubblica))
    for verbo, giorni, ora, fai in dopo:
        quando = alle(uscito + timedelta(days=giorni), ora, nascita)
        yield Evento(f"redazione:correzione:{verbo}", quando, partial(fai, CORRETTO))


def _in_corso(nascita: datetime, oggi: date) -> Iterator[Evento]:
    """Those still to come out: each is where it is since a day or two."""
    passi = [
        *((n, "comincia", 5, 15, _comincia) for n in IN_CORSO if n != IN_DUE),
        *((n, "manda", 4, 20, _manda) for n in IN_CORSO if n != IN_DUE),
        (DOMANI_L_ALTRO, "approva", 3, 9, _approva),
        (PRONTO, "verifica", 3, 10, _chiede_a_chi_sa),
        (PRONTO, "risposta", 2, 21, _risponde),
        (PRONTO, "approva", 1, 18, _approva),
        (IN_REVISIONE, "note", 2, 9, _prende_e_annota),
        (IN_REVISIONE, "verifica", 2, 10, _chiede_a_chi_sa),
        (DA_SISTEMARE, "rimanda", 2, 18, _rimanda),
        (IN_DUE, "comincia", 4, 15, _comincia_in_due),
        (IN_DUE, "continua", 1, 21, _continua),
    ]
    for n, verbo, giorni, ora, fai in passi:
        yield Evento(f"redazione:articolo:{n}:{verbo}", giorni_fa(nascita, giorni, ora), partial(fai, n))
    uscira = datetime.combine(oggi + timedelta(days=A_PARTE[DOMANI_L_ALTRO]), time(8), ROMA)
    esce = partial(_esce, DOMANI_L_ALTRO, dal=uscira)
    yield Evento(f"redazione:articolo:{DOMANI_L_ALTRO}:esce", giorni_fa(nascita, 1, 9), esce)


# ── Who, and on what ──────────────────────────────────────────────────────────────────────────────
def _voce(n: int) -> Voce:
    return Voce.objects.get(titolo=testo(n).titolo)


def _articolo(n: int) -> Articolo:
    return Articolo.objects.select_related("voce", "bozza", "testata").get(voce__titolo=testo(n).titolo)


def _rilegge(n: int) -> str:
    """The reviewer, unless she wrote it; what will not come out for some days is on the desk of who coordinates."""
    return COORDINA if RIVEDE in testo(n).autori or n == IN_REVISIONE else RIVEDE


def _scritto(n: int, una: Testo) -> Scritto:
    return Scritto(una.titolo, una.sommario, una.html, copertina_di(n))


# ── Written and sent ──────────────────────────────────────────────────────────────────────────────
def _comincia(n: int) -> None:
    voce = _voce(n)
    articoli.comincia(voce, da=persona(testo(n).autori[0]))
    if n in LEGAMI:
        chiave, titolo = LEGAMI[n]
        tipo = schede_pubbliche[chiave]
        (scheda,) = (una for una in tipo.tutte() if una.titolo == titolo)
        collega(voce, scheda, da=persona(COORDINA))


def _manda(n: int) -> None:
    una, articolo = testo(n), _articolo(n)
    if n == CORRETTO:
        una = replace(una, markdown=una.markdown.replace(GIUSTO, SBAGLIATO))
    autori = [persona(chi) for chi in una.autori]
    scritto = testi.salva(articolo, _scritto(n, una), base=1, da=autori[0]).revisione
    _cura(articolo, una, autori[0])
    for autore in autori:
        articoli.firma(articolo, str(autore), da=autore)
    revisione.manda(articolo, letta=scritto.n, da=autori[0])


def _cura(articolo: Articolo, una: Testo, da: object) -> None:
    argomenti = list(Argomento.objects.filter(slug__in=una.argomenti).values_list("pk", flat=True))
    articoli.cura(articolo, argomenti=argomenti, licenza=una.licenza, da=da)


def _comincia_in_due(n: int) -> None:
    """The first of the two leaves it half written."""
    _comincia(n)
    una, articolo, chi = testo(n), _articolo(n), persona(testo(n).autori[0])
    meta = replace(una, markdown=una.markdown.split("## Trascrizione")[0])
    testi.salva(articolo, _scritto(n, meta), base=1, da=chi)
    _cura(articolo, una, chi)


def _continua(n: int) -> None:
    testi.salva(_articolo(n), _scritto(n, testo(n)), base=2, da=persona(testo(n).autori[1]))


# ── Reviewed ──────────────────────────────────────────────────────────────────────────────────────
def _prende(n: int) -> tuple[Articolo, object]:
    articolo, chi = _articolo(n), persona(_rilegge(n))
    if articolo.revisore_id != chi.pk:
        revisione.prendi(articolo, da=chi)
    return articolo, chi


def _approva(n: int) -> None:
    articolo, chi = _prende(n)
    revisione.approva(articolo, letta=articolo.ultima_n, da=chi)


def _prende_e_annota(n: int) -> None:
    articolo, chi = _prende(n)
    for brano, nota in NOTE:
        revisione.annota(articolo, nota, brano=brano, letta=articolo.ultima_n, da=chi)


def _rimanda(n: int) -> None:
    articolo, chi = _prende(n)
    brano, nota = NOTA_DA_SISTEMARE
    revisione.annota(articolo, nota, brano=brano, letta=articolo.ultima_n, da=chi)
    revisione.rimanda(articolo, "", da=chi)


def _chiede_a_chi_sa(n: int) -> None:
    articolo, chi = _prende(n)
    nome, email, domanda = ESPERTI[n]
    verifiche.chiedi_verifica(articolo, nome=nome, email=email, domanda=domanda, da=chi)


def _risponde(n: int) -> None:
    verifica = Verifica.objects.select_related("articolo").get(articolo=_articolo(n))
    verifiche.rispondi_verifica(verifica, EsitoVerifica.GIUSTO, RISPOSTA)


# ── Out ───────────────────────────────────────────────────────────────────────────────────────────
def _esce(n: int, dal: datetime | None = None) -> None:
    pubblicazione.pubblica(_articolo(n), dal=dal, da=persona(COORDINA))


def _correggi(n: int) -> None:
    articolo, chi = _articolo(n), persona(testo(n).autori[0])
    pubblicazione.correggi(articolo, da=chi)
    scritto = testi.salva(articolo, _scritto(n, testo(n)), base=articolo.ultima_n, da=chi).revisione
    revisione.manda(articolo, letta=scritto.n, da=chi)


def _ripubblica(n: int) -> None:
    pubblicazione.pubblica(_articolo(n), nota=CHE_COSA_E_CAMBIATO, da=persona(COORDINA))


def _ritira(n: int) -> None:
    pubblicazione.ritira(_articolo(n), PERCHE_RITIRATO, da=persona(COORDINA))
