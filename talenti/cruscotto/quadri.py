"""An indicator as it is read: its numbers, told or kept back, and the words around them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from talenti.base import grafici
from talenti.base.exceptions import Frase
from talenti.base.registries import Indicatore, Serie
from talenti.base.templatetags.italiano import data, mese, numero
from talenti.cruscotto import registri
from talenti.cruscotto.enums import Velo
from talenti.cruscotto.riservatezza import SOGLIA

# Three labels under a line do not fit a phone when they are longer than this.
_LUNGA = 9
_MASSIMO_PUNTI = 24
_PRIMI = 6
# Labels that all hold a year are points along time: a line. Anything else is bars.
_CON_ANNO = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True)
class Punto:
    """A label with its value; without one, ``velo`` says why."""

    etichetta: str
    valore: int | None
    velo: Velo = Velo.MOSTRATO

    @property
    def parola(self) -> str:
        return numero(self.valore) if self.valore is not None else parola_di(self.velo)


@dataclass(frozen=True)
class Quadro:
    """An indicator ready to be read. ``grande`` is its number in words ("22", "almeno 22", "meno di 5"), if any."""

    indicatore: Indicatore
    dal: date
    al: date
    punti: list[Punto]
    grande: str
    frase: Frase
    confronto: str = ""
    inizi: Sequence[date] = ()
    comuni: Sequence[str] = ()

    @property
    def mascherato(self) -> bool:
        return any(punto.velo in (Velo.POCHI, Velo.TACIUTO) for punto in self.punti)

    @property
    def leggibile(self) -> bool:
        """Whether there is anything to draw."""
        return any(punto.valore is not None for punto in self.punti)

    @property
    def fonte(self) -> str:
        """From when to when, as it was truly counted: the first month of a quarter, not the day asked for."""
        if not self.inizi:
            return _("Dati aggiornati a %(giorno)s. Fonte: il portale.") % {"giorno": data(self.al)}
        primo = {"mese": mese(self.dal), "anno": self.dal.year, "giorno": data(self.al)}
        return _("Da %(mese)s %(anno)s a %(giorno)s. Fonte: il portale.") % primo

    @property
    def nota(self) -> str:
        """Under the drawing: of when and from where it is, who is counted."""
        return f"{self.fonte} {self.indicatore.come}".strip()

    @property
    def grafico(self) -> grafici.Grafico:
        return _disegna(self)

    @property
    def mappa(self) -> Mapping[str, int | str]:
        """Of places: the value of each comune, or the word that stands for it."""
        coppie = zip(self.comuni, self.punti, strict=True)
        return {istat: punto.parola if punto.valore is None else punto.valore for istat, punto in coppie}

    @property
    def primi(self) -> list[Punto]:
        """Of places: the largest numbers told."""
        mostrati = [punto for punto in self.punti if punto.valore]
        return sorted(mostrati, key=lambda punto: -(punto.valore or 0))[:_PRIMI]


def meno_di_soglia() -> str:
    return _("meno di %(n)s") % {"n": SOGLIA}


def parola_di(velo: Velo) -> str:
    """What stands in place of a number."""
    if velo is Velo.POCHI:
        return meno_di_soglia()
    return _("non mostrato") if velo is Velo.TACIUTO else _("dato assente")


def perche() -> str:
    """The one sentence that says why some numbers are missing."""
    frase = _(
        "Un numero di persone sotto %(n)s si legge «meno di %(n)s», e se serve ne tacciamo un altro («non mostrato») "
        "perché non si ricavi per differenza: nessuno deve essere riconosciuto."
    )
    return frase % {"n": SOGLIA}


def componi(indicatore: Indicatore, serie: Serie, veli: Sequence[Velo], *, dal: date) -> Quadro:
    """What is read of a series under those veils."""
    punti = [
        Punto(str(etichetta), valore if velo is Velo.MOSTRATO else None, velo)
        for (etichetta, valore), velo in zip(serie.punti, veli, strict=True)
    ]
    return Quadro(
        indicatore=indicatore,
        dal=serie.inizi[0] if serie.inizi else serie.dal or dal,
        al=serie.al,
        punti=punti,
        grande=_grande(indicatore, punti),
        frase=_frase(indicatore, serie, punti),
        confronto=_confronto(indicatore, serie, punti),
        inizi=serie.inizi,
        comuni=serie.comuni,
    )


def _istantaneo(indicatore: Indicatore) -> bool:
    return indicatore.chiave in registri.istantanei


def _confronto(indicatore: Indicatore, serie: Serie, punti: list[Punto]) -> str:
    """How it was at the beginning of the period, for a figure that says how things stand."""
    if not _istantaneo(indicatore) or len(punti) < 2 or punti[0].valore is None:
        return ""
    if not serie.inizi:
        return _("All’inizio del periodo il numero era %(n)s.") % {"n": numero(punti[0].valore)}
    primo = serie.inizi[0]
    parole = {"mese": mese(primo), "anno": primo.year, "n": numero(punti[0].valore)}
    if parole["mese"].startswith("a"):
        return _("Ad %(mese)s %(anno)s il numero era %(n)s.") % parole
    return _("A %(mese)s %(anno)s il numero era %(n)s.") % parole


def _grande(indicatore: Indicatore, punti: list[Punto]) -> str:
    """The sum of what is told, never of what is not: it must not give the small numbers back."""
    if not punti:
        return numero(0)
    if _istantaneo(indicatore):
        return punti[-1].parola
    mostrati = [punto.valore for punto in punti if punto.valore is not None]
    if len(mostrati) == len(punti):
        return numero(sum(mostrati))
    if not mostrati:
        return punti[0].parola if len(punti) == 1 else ""
    return _("almeno %(n)s") % {"n": numero(sum(mostrati))}


def _frase(indicatore: Indicatore, serie: Serie, punti: list[Punto]) -> Frase:
    """The action's own sentence, unless it could give a number back (itself, or a sum that holds it)."""
    coperti = {str(valore) for (_nome, valore), punto in zip(serie.punti, punti, strict=True) if punto.valore is None}
    if not coperti:
        return indicatore.frase(serie)
    if _istantaneo(indicatore) and punti[-1].valore is not None:
        frase = indicatore.frase(serie)
        if not coperti & set(re.findall(r"\d+", str(frase))):
            return frase
    return _frase_coperta(punti)


def _frase_coperta(punti: list[Punto]) -> str:
    """In place of the action's own sentence: a finding among what is told."""
    mostrati = [punto for punto in punti if punto.valore is not None]
    if not mostrati:
        return _("I numeri sono ancora piccoli: non li mostriamo, per non far riconoscere nessuno.")
    massimo = max(mostrati, key=lambda punto: punto.valore or 0)
    parole = {"n": massimo.parola, "voce": massimo.etichetta}
    return _("Il numero più alto fra quelli mostrati è %(n)s: %(voce)s.") % parole


def _disegna(quadro: Quadro) -> grafici.Grafico:
    """A line along time, bars otherwise; what is not told is said in words and has no length."""
    titolo = str(quadro.indicatore.unita or quadro.indicatore.titolo)
    punti = _diradati(quadro)
    if len(punti) > 2 and all(_CON_ANNO.search(punto.etichetta) for punto in punti):
        serie = grafici.Serie(titolo, [punto.valore for punto in punti])
        grafico = grafici.linee([punto.etichetta for punto in punti], [serie], intestazione=_("Quando"))
        if len(punti[0].etichetta) > _LUNGA:
            grafico.etichette[:] = [grafico.etichette[0], grafico.etichette[-1]]
    else:
        voci = [(punto.etichetta, punto.valore or 0) for punto in punti]
        grafico = grafici.barre(voci, intestazioni=(_("Voce"), titolo))
        for voce, punto in zip(grafico.voci, punti, strict=True):
            voce["valore"] = punto.parola
    for riga, punto in zip(grafico.tabella, punti, strict=True):
        riga[1] = punto.parola
    return grafico


def _diradati(quadro: Quadro) -> list[Punto]:
    """Of a long line that says how things stood, one point every so often and the last; the file has them all."""
    passo = -(-len(quadro.punti) // _MASSIMO_PUNTI)
    if passo < 2 or not _istantaneo(quadro.indicatore):
        return quadro.punti
    return quadro.punti[::-1][::passo][::-1]
