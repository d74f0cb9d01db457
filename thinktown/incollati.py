"""Protocol numbers pasted from a sheet, «numero della domanda; protocollo; data» a line: judged before they count."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, oggi
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import data as in_parole
from thinktown import numeri_protocollo
from thinktown.actions.protocollo import Voce
from thinktown.enums_registri import Verso
from thinktown.models import Bando, Componente, Domanda, Invio, Protocollazione

RIGHE_MASSIME = 500
TESTO_MASSIMO = 60_000
_COLONNE = 3
_N = re.compile(r"(?:n\.?\s*)?([0-9]{1,9})", re.ASCII | re.IGNORECASE)
_GIORNO = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


@dataclass(frozen=True)
class Riga:
    """One line as it was read. ``gia``: it says what is written already, so there is nothing to do."""

    n: int
    scritta: str
    domanda: Domanda | None = None
    invio: Invio | None = None
    numero: str = ""
    data: date | None = None
    errori: tuple[str, ...] = ()
    avvertenze: tuple[str, ...] = ()
    gia: bool = False

    @property
    def da_scrivere(self) -> bool:
        return not self.errori and not self.gia

    @property
    def voce(self) -> Voce:
        if self.invio is None or self.data is None:
            raise ValueError("a line with errors has nothing to be written")
        return Voce(self.invio, self.numero, self.data)


@dataclass
class _Letto:
    """What the database knows of the lines, asked once for all of them."""

    domande: dict[int, Domanda] = field(default_factory=dict)
    ultimi: dict[int, Invio] = field(default_factory=dict)
    gia: dict[int, Protocollazione] = field(default_factory=dict)
    presi: dict[tuple[int, str], Protocollazione] = field(default_factory=dict)
    # Of the person who writes: she leaves them to others.
    proprie: set[int] = field(default_factory=set)


def controlla(bando: Bando, testo: str, *, da: Any) -> list[Riga]:
    """Every line with what is wrong with it, or with what would be written. Nothing is."""
    lette = [_leggi(n, scritta, celle) for n, scritta, celle in _celle(testo)]
    letto = _chiedi(bando, lette, da)
    righe = [_giudica(riga, letto, da) for riga in lette]
    return list(_senza_doppie(righe))


# ── What is written ───────────────────────────────────────────────────────────────────────────────
def _celle(testo: str) -> Iterator[tuple[int, str, list[str]]]:
    """The lines that are not empty, with their place; without a first line of headings."""
    separa = "\t" if "\t" in testo else ";"
    for n, scritta in enumerate(testo.splitlines(), 1):
        celle = next(csv.reader(io.StringIO(scritta), delimiter=separa), [])
        celle = [cella.strip() for cella in celle]
        if any(celle) and not (n == 1 and not any(segno.isdigit() for segno in scritta)):
            yield n, scritta.strip(), celle


def _leggi(n: int, scritta: str, celle: list[str]) -> Riga:
    """As far as can be told without the database. The number of the application is kept in ``numero`` until then."""
    riga = Riga(n, scritta)
    while len(celle) > _COLONNE and not celle[-1]:
        celle.pop()
    if len(celle) != _COLONNE:
        frase = _("Servono tre colonne: numero della domanda, protocollo, data.")
        return replace(riga, errori=(frase,))
    errori = []
    if not _N.fullmatch(celle[0]):
        errori.append(_("Nella prima colonna serve il numero della domanda."))
    data = _data(celle[2])
    if data is None:
        errori.append(_("La data non si legge: scrivila come 7/12/2026."))
    try:
        numero = numeri_protocollo.pulito(celle[1])
    except DatoNonAccettato as errore:
        errori.append(str(errore.frase))
        numero = ""
    return replace(riga, numero=numero, data=data, errori=tuple(errori))


def _data(scritta: str) -> date | None:
    if trovata := _ISO.fullmatch(scritta):
        anno, mese, giorno = trovata.groups()
    elif trovata := _GIORNO.fullmatch(scritta):
        giorno, mese, anno = trovata.groups()
    else:
        return None
    try:
        return date(int(anno), int(mese), int(giorno))
    except ValueError:
        return None


def _di_quale(riga: Riga) -> int | None:
    trovata = _N.match(riga.scritta.lstrip('"'))
    return int(trovata[1]) if trovata else None


# ── What is known ─────────────────────────────────────────────────────────────────────────────────
def _chiedi(bando: Bando, righe: Iterable[Riga], da: Any) -> _Letto:
    righe = list(righe)
    numeri = {n for riga in righe if (n := _di_quale(riga)) is not None}
    letto = _Letto()
    for domanda in Domanda.objects.filter(bando=bando, numero__in=numeri).select_related("bando__partner"):
        letto.domande[domanda.numero or 0] = domanda
    chiavi = [domanda.pk for domanda in letto.domande.values()]
    per_chiave = {domanda.pk: domanda for domanda in letto.domande.values()}
    for invio in Invio.objects.filter(domanda__in=chiavi).defer("contenuto").order_by("n"):
        invio.domanda = per_chiave[invio.domanda_id]
        letto.ultimi[invio.domanda_id] = invio
    sue = Componente.objects.attivi().filter(domanda__in=chiavi, persona=da)
    letto.proprie = set(sue.values_list("domanda", flat=True))
    valide = Protocollazione.objects.valide()
    for una in valide.filter(invio__in=[invio.pk for invio in letto.ultimi.values()]):
        letto.gia[una.invio_id or 0] = una
    anni = {riga.data.year for riga in righe if riga.data}
    confronti = {numeri_protocollo.confronto(r.numero, r.data.year) for r in righe if r.numero and r.data}
    for una in valide.filter(
        partner=bando.partner_id, verso=Verso.INGRESSO, anno__in=anni, confronto__in=confronti
    ).select_related("domanda"):
        letto.presi[una.anno, una.confronto] = una
    return letto


def _giudica(riga: Riga, letto: _Letto, da: Any) -> Riga:
    domanda = letto.domande.get(_di_quale(riga) or 0)
    invio = letto.ultimi.get(domanda.pk) if domanda else None
    if riga.errori:
        return replace(riga, domanda=domanda)
    if domanda is None or invio is None:
        frase = _("A questo bando non è arrivata una domanda con questo numero.")
        return replace(riga, errori=(frase,))
    riga = replace(riga, domanda=domanda, invio=invio)
    errori = [str(puo(da, "thinktown.protocolla", domanda).frase)] if domanda.pk in letto.proprie else []
    errori += _nei_giorni(riga) + _gia_scritto(riga, letto)
    gia = letto.gia.get(invio.pk)
    uguale = gia is not None and (gia.numero, gia.data) == (riga.numero, riga.data)
    if uguale:
        return replace(riga, gia=True)
    avvertenze = numeri_protocollo.avvertenze(riga.numero, riga.data) if riga.data else []
    return replace(riga, errori=tuple(errori), avvertenze=tuple(avvertenze))


def _nei_giorni(riga: Riga) -> list[str]:
    if riga.data is None or riga.invio is None:
        return []
    if riga.data > oggi():
        return [_("La data del protocollo deve ancora venire.")]
    arrivata = a_roma(riga.invio.arrivata_il).date()
    if riga.data < arrivata:
        return [_("La data è prima dell'arrivo: la domanda è arrivata %(giorno)s.") % {"giorno": in_parole(arrivata)}]
    return []


def _gia_scritto(riga: Riga, letto: _Letto) -> list[str]:
    if riga.data is None or riga.invio is None:
        return []
    gia = letto.gia.get(riga.invio.pk)
    if gia is not None:
        return [
            _("Ha già il numero %(numero)s di %(giorno)s. Se è sbagliato, prima annullalo.")
            % {"numero": gia.numero, "giorno": in_parole(gia.data)}
        ]
    preso = letto.presi.get((riga.data.year, numeri_protocollo.confronto(riga.numero, riga.data.year)))
    if preso is None:
        return []
    if preso.domanda.bando_id == riga.invio.domanda.bando_id:
        return [_("Questo numero è già della domanda n. %(n)s.") % {"n": preso.domanda.numero}]
    return [_("Questo numero è già di una domanda a un altro bando.")]


def _senza_doppie(righe: Iterable[Riga]) -> Iterator[Riga]:
    """The second time that a number, of the application or of the protocol, comes in the same text is a mistake."""
    domande: dict[int, int] = {}
    numeri: dict[tuple[int, str], int] = {}
    for riga in righe:
        if riga.invio is None or riga.data is None:
            yield riga
            continue
        chiave = (riga.data.year, numeri_protocollo.confronto(riga.numero, riga.data.year))
        prima = domande.setdefault(riga.invio.pk, riga.n), numeri.setdefault(chiave, riga.n)
        doppie = [n for n in prima if n != riga.n]
        if doppie:
            frase = _("È lo stesso della riga %(n)s.") % {"n": doppie[0]}
            riga = replace(riga, gia=False, errori=(*riga.errori, frase))  # noqa: PLW2901 – the same line, with a word more
        yield riga
