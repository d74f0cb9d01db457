"""The ideas of everybody, and the plan of an invented newsroom: a year that is told, and the month to come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from redazione import actions
from redazione.actions.piano import Detta
from redazione.demo.gente import APPROVA, COORDINA, NASCE, POSTA, partner, solo_nel_portale, testata
from redazione.demo.scaffale import FESTA, Testo, alle, mesi_fra, primo_del_mese, testo, uscite
from redazione.enums import Canale, Pubblico
from redazione.mese import ultimo
from redazione.models import Idea, MesePiano, Voce
from redazione.queries import approvano, parlano_per
from talenti.base.clock import a_roma
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.rete.enums import Azione

P = Pubblico


@dataclass(frozen=True)
class Prevista:
    """``giorno``: of the month to come, 0 for one without a date."""

    giorno: int
    titolo: str
    nota: str
    tipo: str
    azione: str = ""
    pubblici: tuple[str, ...] = ()
    autori: tuple[str, ...] = ()
    riguarda: tuple[str, ...] = ()
    canale: str = Canale.PORTALE


# The month to come, beside what has a text already.
PROSSIMO = (
    Prevista(
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
        17,
        "Podcast: la prima fattura",
        "Venti minuti con chi l'ha appena fatta.",
        "podcast",
        Azione.TERRITORIO,
        (P.LAVORO,),
        ("giulia", "gruppo09"),
        ("servimpresa",),
        Canale.TRASMISSIONE,
    ),
    Prevista(
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
        80,
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

# The text that answers an idea: which one.
DA_IDEA = {56: IDEE[1][2]}
_COMMENTA = timedelta(days=4)


def eventi(nascita: datetime) -> Iterator[Evento]:
    def fa(giorni: int, ora: int = 10) -> datetime:
        return giorni_fa(nascita, giorni, ora)

    for n, (chi, tipo, pitch, giorni) in enumerate((*IDEE, SCARTATA)):
        yield Evento(f"redazione:idea:{n}", fa(giorni, 19), partial(_idea, chi, tipo, pitch))
    for n, chi_sostiene in SOSTEGNI.items():
        yield Evento(f"redazione:sostegni:{n}", fa(2, 20), partial(_sostengono, IDEE[n][2], chi_sostiene))
    yield Evento("redazione:scarta", fa(44), _scarta)
    oggi = a_roma(nascita).date()
    yield from _mesi(nascita, oggi)
    yield Evento("redazione:commenta", alle(uscite(oggi)[FESTA] - _COMMENTA, 16, nascita), _commenta)


# ── The plan, month by month ──────────────────────────────────────────────────────────────────────
def _mesi(nascita: datetime, oggi: date) -> Iterator[Evento]:
    """Each is written and proposed before it begins, and approved; the one to come is only proposed."""
    per_mese: dict[int, list[int]] = defaultdict(list)
    for n, giorno in sorted(uscite(oggi).items(), key=lambda una: (una[1], una[0])):
        per_mese[mesi_fra(oggi, giorno)].append(n)
    per_mese.setdefault(1, [])
    # The newsroom was born in the middle of its first month.
    nata = oggi - timedelta(days=NASCE - 3)
    for mese, testi in sorted(per_mese.items()):
        nome, primo = f"redazione:mese:{mese}", primo_del_mese(oggi, mese)
        if mese == 1:
            yield Evento(f"{nome}:piano", giorni_fa(nascita, 10, 11), partial(_pianifica, testi, oggi))
            yield Evento(f"{nome}:prossimo", giorni_fa(nascita, 10, 12), partial(_pianifica_il_prossimo, oggi))
            yield Evento(f"{nome}:proponi", giorni_fa(nascita, 0, 9), partial(_proponi, primo))
            continue
        scritto, proposto, approvato = (max(primo - timedelta(days=prima), nata) for prima in (6, 5, 4))
        yield Evento(f"{nome}:piano", alle(scritto, 11, nascita), partial(_pianifica, testi, oggi))
        vecchia = proposto < oggi - timedelta(days=POSTA)
        yield Evento(f"{nome}:proponi", alle(proposto, 12, nascita), partial(_proponi, primo, in_silenzio=vecchia))
        yield Evento(f"{nome}:approva", alle(approvato, 15, nascita), partial(_approva, primo))


def _pianifica(testi: Sequence[int], oggi: date) -> None:
    previste = uscite(oggi)
    for n in testi:
        una, pitch = testo(n), DA_IDEA.get(n)
        idea = Idea.objects.get(testo=pitch) if pitch else None
        _nel_piano(una, una.sommario, previste[n], idea=idea)


def _pianifica_il_prossimo(oggi: date) -> None:
    primo = primo_del_mese(oggi, 1)
    for una in PROSSIMO:
        _nel_piano(una, una.nota, _giorno(primo, una), canale=una.canale)


def _nel_piano(
    una: Testo | Prevista, nota: str, per: date | None, *, canale: str = Canale.PORTALE, idea: Idea | None = None
) -> None:
    detta = Detta(
        titolo=una.titolo,
        nota=nota,
        tipo=una.tipo,
        canale=canale,
        azione=una.azione,
        prevista_per=per,
        pubblici=una.pubblici,
        autori=[persona(chi).pk for chi in una.autori],
        riguarda=[partner(chi).pk for chi in una.riguarda],
    )
    actions.pianifica(testata(), detta, da=persona(COORDINA), idea=idea)


def _giorno(primo: date, una: Prevista) -> date | None:
    """A weekday of that month, on or after the day wanted."""
    if not una.giorno:
        return None
    giorno = primo + timedelta(days=una.giorno - 1)
    return giorno + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[giorno.weekday()])


def _proponi(primo: date, *, in_silenzio: bool = False) -> None:
    if in_silenzio:
        _in_silenzio(primo)
    actions.proponi_mese(testata(), primo, da=persona(COORDINA))


def _in_silenzio(primo: date) -> None:
    """Who is about to be told of that month, months ago, is told in the portal alone."""
    voci = Voce.objects.filter(prevista_per__range=(primo, ultimo(primo)), riguardano__isnull=False)
    per = parlano_per(list(voci.values_list("riguardano__partner", flat=True).distinct()))
    for chi in {*per, *approvano(testata())}:
        solo_nel_portale(chi)


def _approva(primo: date) -> None:
    piano = MesePiano.objects.get(mese=primo)
    actions.approva(piano, letta=piano.impronta, da=persona(APPROVA))


def _commenta() -> None:
    actions.commenta(Voce.objects.get(titolo=testo(FESTA).titolo), COMMENTO, da=persona("sara"))


# ── Ideas ─────────────────────────────────────────────────────────────────────────────────────────
def _idea(chi: str, tipo: str, pitch: str) -> None:
    solo_nel_portale(persona(chi))
    actions.proponi(testata(), pitch, tipo=tipo, da=persona(chi))


def _sostengono(pitch: str, chi: tuple[str, ...]) -> None:
    for uno in chi:
        actions.sostieni(Idea.objects.get(testo=pitch), da=persona(uno))


def _scarta() -> None:
    actions.scarta(Idea.objects.get(testo=SCARTATA[2]), PERCHE_NO, da=persona(COORDINA))
