"""Ideas and plan of an invented newsroom: the month that is over, this one, the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from redazione import actions
from redazione import mese as del_mese
from redazione.actions.piano import Detta
from redazione.emails import TIPO
from redazione.enums import Canale, Pubblico, Ruolo
from redazione.models import Collaborazione, Idea, MesePiano, Testata, Voce
from talenti.avvisi.actions import scegli
from talenti.avvisi.enums import Scelta
from talenti.base.clock import a_roma
from talenti.portale.demo.gente import nasce, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.rete.enums import Azione
from talenti.rete.models import Partner

COORDINA, APPROVA = "redazione1", "referente.informagiovani"
GENTE = {
    COORDINA: Ruolo.CAPOREDATTORE,
    "gruppo06": Ruolo.REVISORE,
    "giulia": Ruolo.REDATTORE,
    "gruppo09": Ruolo.REDATTORE,
}
P = Pubblico


@dataclass(frozen=True)
class Prevista:
    """``mese``: months from this one; ``giorno``: of the month, 0 for one without a date."""

    mese: int
    giorno: int
    titolo: str
    nota: str
    tipo: str
    azione: str = ""
    pubblici: tuple[str, ...] = ()
    autori: tuple[str, ...] = ()
    riguarda: tuple[str, ...] = ()
    canale: str = Canale.PORTALE


PIANO = (
    Prevista(
        -1,
        3,
        "Aprono le iscrizioni ai laboratori",
        "Date, posti e come ci si iscrive.",
        "notizia",
        Azione.EVENTI,
        (P.LAVORO,),
        ("giulia",),
        ("comune-di-cremona",),
    ),
    Prevista(
        -1,
        9,
        "Un mese a COBOX, raccontato da chi ci lavora",
        "Tre scrivanie, tre mestieri.",
        "storia",
        Azione.COWORKING,
        (P.LAVORO,),
        ("gruppo09", "giulia"),
        ("crit",),
    ),
    Prevista(
        -1,
        16,
        "Come si scrive un bilancio di progetto",
        "Un foglio di calcolo da scaricare, voce per voce.",
        "strumento",
        Azione.THINKTOWN,
        (P.LAVORO, P.OPERATORI),
        ("gruppo06",),
        ("csv-lombardia-sud",),
    ),
    Prevista(
        -1,
        24,
        "Che cosa chiede un'impresa a chi comincia",
        "Intervista a due artigiane del Cremasco.",
        "intervista",
        Azione.TERRITORIO,
        (P.LAVORO, P.IMPRESE),
        ("giulia",),
        ("comune-di-crema",),
    ),
    Prevista(
        0,
        4,
        "Il bando per i gruppi giovanili in dieci righe",
        "Chi può, quanto, entro quando.",
        "notizia",
        Azione.THINKTOWN,
        (P.LAVORO,),
        ("giulia",),
        ("comune-di-cremona",),
    ),
    Prevista(
        0,
        11,
        "Tirocini: che cosa cambia per chi ospita",
        "Regole e costi, con un esempio.",
        "servizio",
        Azione.THINKTOWN,
        (P.IMPRESE,),
        ("gruppo06",),
        ("azienda-sociale",),
    ),
    Prevista(
        0,
        18,
        "La festa dell'orto di via Bissolati",
        "Racconto e foto della giornata.",
        "resoconto",
        Azione.EVENTI,
        (),
        ("gruppo09",),
        ("nazareth",),
    ),
    Prevista(
        0,
        27,
        "Rete: chi fa che cosa",
        "Una mappa da tenere in ufficio.",
        "strumento",
        "",
        (P.OPERATORI,),
        ("giulia",),
        ("informagiovani",),
    ),
    Prevista(
        1,
        2,
        "Trovare un posto per provare",
        "Gli spazi con meno preavviso.",
        "servizio",
        Azione.COWORKING,
        (P.LAVORO,),
        ("giulia",),
        ("crit",),
    ),
    Prevista(
        1,
        10,
        "Dietro una graduatoria",
        "Come lavora una commissione, passo per passo.",
        "storia",
        Azione.THINKTOWN,
        (P.LAVORO, P.OPERATORI),
        ("gruppo09",),
        ("comune-di-cremona",),
    ),
    Prevista(
        1,
        17,
        "Podcast: la prima fattura",
        "Venti minuti con chi l'ha appena fatta.",
        "podcast",
        Azione.TERRITORIO,
        (P.LAVORO,),
        ("gruppo06", "gruppo09"),
        ("servimpresa",),
        Canale.TRASMISSIONE,
    ),
    Prevista(
        1,
        0,
        "Video: un giorno da volontaria",
        "Da girare quando riapre il centro.",
        "video",
        Azione.TERRITORIO,
        (P.LAVORO,),
        (),
        ("csv-lombardia-sud",),
        Canale.SOCIALE,
    ),
)

IDEE = (
    (
        "gruppo11",
        "storia",
        (
            "Nella vecchia filanda di Soresina tre ragazzi riparano biciclette e le prestano. "
            "Raccontiamo come hanno cominciato e che cosa serve per farlo altrove."
        ),
        34,
    ),
    (
        "gruppo14",
        "strumento",
        "Un modello di lettera per chiedere una sala comunale: chi organizza la prima volta non sa da dove partire.",
        21,
    ),
    (
        "giovane07",
        "intervista",
        (
            "Intervistare chi gestisce una biblioteca di paese: è il posto dove studiamo tutti e "
            "nessuno sa che si può anche proporre un evento."
        ),
        12,
    ),
    (
        "leo",
        "video",
        "Un video corto su come si chiede il primo tirocinio a 17 anni: a scuola ce lo spiegano in fretta.",
        6,
    ),
    ("gruppo20", "notizia", "A Casalmaggiore riapre la sala prove: si può sapere come si prenota e quanto costa?", 3),
)
SOSTEGNI = {
    0: ("giulia", "ada", "gruppo02", "gruppo03", "giovane07"),
    1: ("gruppo02", "ada"),
    3: ("giulia", "gruppo11"),
}
SCARTATA = (
    "gruppo17",
    "storia",
    "La storia completa della squadra di calcio del mio paese, dalla fondazione a oggi, in dodici puntate.",
    48,
)
PERCHE_NO = (
    "Dodici puntate sono troppe per noi adesso. Se ne scegli una, quella dei ragazzi che hanno "
    "rifatto il campo, la facciamo."
)
COMMENTO = "La festa è di sabato: se esce il lunedì dopo possiamo mandarvi noi le foto delle cucine."


def eventi(nascita: datetime) -> Iterator[Evento]:
    def fa(giorni: int, ora: int = 10) -> datetime:
        return giorni_fa(nascita, giorni, ora)

    yield Evento("redazione:gente", fa(75), _gente)
    yield Evento("redazione:nasce", fa(74), _nasce)
    for chi in GENTE:
        yield Evento(f"redazione:entra:{chi}", fa(73, 18), partial(_entra, chi))
    for n, (chi, tipo, testo, giorni) in enumerate((*IDEE, SCARTATA)):
        yield Evento(f"redazione:idea:{n}", fa(giorni, 19), partial(_idea, chi, tipo, testo))
    for n, chi_sostiene in SOSTEGNI.items():
        yield Evento(f"redazione:sostegni:{n}", fa(2, 20), partial(_sostengono, IDEE[n][2], chi_sostiene))
    yield Evento("redazione:scarta", fa(44), _scarta)
    oggi = a_roma(nascita).date()
    for n, una in enumerate(PIANO):
        yield Evento(
            f"redazione:piano:{n}", fa(max(1, 40 - 14 * (una.mese + 1) - n % 3), 11), partial(_pianifica, una, oggi)
        )
    yield Evento("redazione:approva:-1", fa(36, 15), partial(_approva, oggi, -1))
    yield Evento("redazione:commenta", fa(9, 16), _commenta)
    yield Evento("redazione:approva:0", fa(8, 15), partial(_approva, oggi, 0))
    yield Evento("redazione:proponi:1", fa(0, 9), partial(_proponi, oggi, 1))


def _testata() -> Testata:
    return Testata.objects.get(slug="redazione-co-mmunity")


def _gente() -> None:
    nasce(COORDINA, "Nives", "Campioni", date(1996, 5, 8), comune_="Cremona")
    for chi in GENTE:
        scegli(persona(chi), {TIPO: Scelta.SOLO_PORTALE})


def _partner(chiave: str) -> Partner:
    return Partner.objects.get(email=f"{chiave}@example.org")


def _nasce() -> None:
    testata = Testata.objects.create(
        nome="Redazione Co-mmunity",
        slug="redazione-co-mmunity",
        partner=_partner("nazareth"),
        riferimento=_partner("informagiovani"),
    )
    for chi, ruolo in GENTE.items():
        actions.invita(testata, persona(chi), ruolo=ruolo, da=persona("sara"))


def _entra(chi: str) -> None:
    actions.entra(Collaborazione.objects.get(persona__email=f"{chi}@example.org"), da=persona(chi))


def _idea(chi: str, tipo: str, testo: str) -> None:
    scegli(persona(chi), {TIPO: Scelta.SOLO_PORTALE})
    actions.proponi(_testata(), testo, tipo=tipo, da=persona(chi))


def _sostengono(testo: str, chi: tuple[str, ...]) -> None:
    for uno in chi:
        actions.sostieni(Idea.objects.get(testo=testo), da=persona(uno))


def _scarta() -> None:
    actions.scarta(Idea.objects.get(testo=SCARTATA[2]), PERCHE_NO, da=persona(COORDINA))


def _giorno(oggi: date, una: Prevista) -> date | None:
    """A weekday of that month, on or after the day wanted."""
    if not una.giorno:
        return None
    giorno = del_mese.dopo(oggi.replace(day=1), una.mese) + timedelta(days=una.giorno - 1)
    return giorno + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[giorno.weekday()])


def _pianifica(una: Prevista, oggi: date) -> None:
    detta = Detta(
        titolo=una.titolo,
        nota=una.nota,
        tipo=una.tipo,
        canale=una.canale,
        azione=una.azione,
        prevista_per=_giorno(oggi, una),
        pubblici=una.pubblici,
        autori=[persona(chi).pk for chi in una.autori],
        riguarda=[_partner(chi).pk for chi in una.riguarda],
    )
    actions.pianifica(_testata(), detta, da=persona(COORDINA))


def _proponi(oggi: date, mese: int) -> None:
    actions.proponi_mese(_testata(), del_mese.dopo(oggi.replace(day=1), mese), da=persona(COORDINA))


def _approva(oggi: date, mese: int) -> None:
    _proponi(oggi, mese)
    piano = MesePiano.objects.get(mese=del_mese.dopo(oggi.replace(day=1), mese))
    actions.approva(piano, letta=piano.impronta, da=persona(APPROVA))


def _commenta() -> None:
    voce = Voce.objects.get(titolo="La festa dell'orto di via Bissolati")
    actions.commenta(voce, COMMENTO, da=persona("sara"))
