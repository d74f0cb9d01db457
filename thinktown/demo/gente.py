"""The invented people of the groups that apply, and who of them is in which."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from talenti.avvisi.actions import scegli
from talenti.avvisi.enums import Scelta
from talenti.portale.demo.gente import nasce, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown.demo.modelli import Progetto
from thinktown.emails import TIPO

NOMI = (
    *("Aida", "Berto", "Celia", "Dario", "Emma", "Fabio", "Ginevra", "Henok", "Ilaria", "Jamal"),
    *("Katia", "Lorenzo", "Matilde", "Nicolae", "Olga", "Piero", "Quinto", "Rania", "Samir", "Tilde"),
    *("Ugo", "Vittoria", "Wassim", "Xenia", "Yuri", "Zaira", "Agata", "Bruna", "Corrado", "Delia"),
)
COGNOMI = ("Prova", "Esempi", "Finti", "Saggi", "Modelli", "Campioni", "Provini", "Inventi", "Fantasia")
COMUNI = ("Cremona", "Soresina", "Crema", "Castelleone", "Casalmaggiore", "Soncino", "Pandino", "Cremona")
ADULTI, MINORI = 56, 3
# Signed up in the months before the first call; a few each evening.
_PRIMO_GIORNO, _A_SERA = 460, 4
# Two in an association that applies, three in a group.
IN_ASSOCIAZIONE, IN_GRUPPO = 2, 3
# Who works on calls. Their mails of months ago would bury those of these days.
UFFICIO = (
    *("nora", "referente.informagiovani", "referente.comune-di-crema", "referente.comunita-sociale-cremasca"),
    *("referente.csv-lombardia-sud", "referente.azienda-sociale", "sara"),
)


def adulto(n: int) -> str:
    return f"gruppo{n % ADULTI + 1:02d}"


def minore(n: int) -> str:
    return f"minore{n % MINORI + 1}"


def eventi(nascita: datetime) -> Iterator[Evento]:
    for inizio in range(0, ADULTI, _A_SERA):
        sera = giorni_fa(nascita, _PRIMO_GIORNO - inizio * 2, 20, inizio)
        yield Evento(f"bandi:gente:{inizio}", sera, partial(_adulti, inizio))
    yield Evento("bandi:minori", giorni_fa(nascita, 40, 18), partial(_minori, nascita.date()))
    yield Evento("bandi:posta", giorni_fa(nascita, 341, 9), partial(_posta, UFFICIO, Scelta.SOLO_PORTALE))
    # The people of the login page, whose mailbox anybody may open, are told by mail of these days.
    yield Evento("bandi:posta:di-nuovo", giorni_fa(nascita, 7, 9), partial(_posta, ("nora", "sara"), Scelta.SUBITO))


def _adulti(inizio: int) -> None:
    for n in range(inizio, min(inizio + _A_SERA, ADULTI)):
        nato_il = date(1993 + n % 13, 1 + n % 12, 1 + (n * 7) % 28)
        nasce(adulto(n), NOMI[n % len(NOMI)], COGNOMI[n % len(COGNOMI)], nato_il, comune_=COMUNI[n % len(COMUNI)])
        _posta((adulto(n),), Scelta.SOLO_PORTALE)


def _minori(oggi: date) -> None:
    """Seventeen for three months, as the other minor of the demonstration is sixteen."""
    giorno = oggi - timedelta(days=90)
    nato_il = giorno.replace(year=giorno.year - 17, day=min(giorno.day, 28))
    for n, (nome, cognome) in enumerate((("Mila", "Prova"), ("Oscar", "Esempi"), ("Rita", "Saggi"))):
        nasce(minore(n), nome, cognome, nato_il, comune_=COMUNI[n])
        _posta((minore(n),), Scelta.SOLO_PORTALE)


def _posta(chiavi: tuple[str, ...], scelta: str) -> None:
    for chiave in chiavi:
        scegli(persona(chiave), {TIPO: scelta})


def squadre(progetti: tuple[Progetto, ...], da: int) -> list[tuple[str, ...]]:
    """Who is in each group, who speaks for it first; nobody is in two groups of one call."""
    prossimo, minori, tutte = da, 0, []
    for progetto in progetti:
        if progetto.con:
            tutte.append(progetto.con)
            continue
        quanti = IN_ASSOCIAZIONE if progetto.nostro else IN_GRUPPO
        squadra = [adulto(prossimo + n) for n in range(quanti)]
        prossimo += quanti
        if progetto.minore:
            squadra.append(minore(minori))
            minori += 1
        tutte.append(tuple(squadra))
    return tutte
