"""What a text still lacks before it comes out: some things hold it back, others are good advice."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redazione.enums import StatoVoce
from redazione.enums_articoli import GULPEASE_CHIESTO, PAROLE_MASSIME, PAROLE_MINIME, EsitoCollegamento
from redazione.legami import rotti
from redazione.models import Articolo, Collegamento, Immagine, Revisione
from redazione.testo.estratti import collegamenti, immagini, muti
from redazione.testo.misure import Misure, misura
from talenti.base.exceptions import Frase


@dataclass(frozen=True)
class Punto:
    """One line of the checklist. ``ferma``: as long as it is not well, the text does not come out."""

    chiave: str
    va_bene: bool
    frase: Frase
    ferma: bool = False


def in_sito(href: str) -> bool:
    """Does an address stay on the portal?"""
    parti = urlsplit(href)
    return not (parti.scheme or parti.netloc) or parti.netloc == urlsplit(settings.INDIRIZZO_SITO).netloc


def _percorso(href: str) -> str:
    return urlsplit(href).path or "/"


@dataclass
class Controlli:
    """The checklist of one text of one article. Five questions, and one for each kind of thing that it links."""

    articolo: Articolo
    revisione: Revisione

    @cached_property
    def misure(self) -> Misure:
        return misura(self.revisione.html)

    @cached_property
    def punti(self) -> list[Punto]:
        return [*self._parole(), *self._immagini(), *self._collegamenti(), *self._intorno()]

    @property
    def mancano(self) -> list[Punto]:
        return [uno for uno in self.punti if uno.ferma and not uno.va_bene]

    @property
    def consigli(self) -> list[Punto]:
        return [uno for uno in self.punti if not uno.ferma and not uno.va_bene]

    @property
    def a_posto(self) -> list[Punto]:
        return [uno for uno in self.punti if uno.va_bene]

    def _parole(self) -> Iterator[Punto]:
        testo, misure = self.revisione, self.misure
        yield Punto("titolo", bool(testo.titolo), _("Il titolo c'è") if testo.titolo else _("Manca il titolo"), True)
        frase = _("C'è una frase che lo riassume") if testo.sommario else _("Manca la frase che lo riassume")
        yield Punto("sommario", bool(testo.sommario), frase, ferma=True)
        quante = {"n": misure.parole, "minimo": PAROLE_MINIME, "massimo": PAROLE_MASSIME}
        if misure.parole < PAROLE_MINIME:
            yield Punto("lunghezza", False, _("%(n)s parole: ne servono almeno %(minimo)s") % quante, ferma=True)
        elif misure.parole > PAROLE_MASSIME:
            yield Punto("lunghezza", False, _("%(n)s parole: oltre %(massimo)s quasi nessuno arriva in fondo") % quante)
        else:
            yield Punto("lunghezza", True, _("La lunghezza va bene: %(n)s parole") % quante)
        yield from self._lettura()

    def _lettura(self) -> Iterator[Punto]:
        indice = self.misure.gulpease
        if indice is None:
            return
        detto = {"n": indice, "per_chi": self.misure.leggibilita.label if self.misure.leggibilita else ""}
        frase = _("Facilità di lettura %(n)s su 100: %(per_chi)s") % detto
        yield Punto("lettura", indice >= GULPEASE_CHIESTO, frase)

    def _immagini(self) -> Iterator[Punto]:
        codici = set(immagini(self.revisione.html))
        if self.revisione.copertina:
            codici.add(self.revisione.copertina.codice)
        else:
            yield Punto("copertina", False, _("Non ha un'immagine in apertura"))
        buone = Immagine.objects.pubblicabili().filter(codice__in=codici, testata=self.articolo.testata_id).count()
        cattive = len(codici) - buone
        if cattive:
            frase = ngettext(
                "%(n)s immagine non si può pubblicare: manca un consenso, o non c'è più",
                "%(n)s immagini non si possono pubblicare: manca un consenso, o non ci sono più",
                cattive,
            )
            yield Punto("immagini", False, frase % {"n": cattive}, ferma=True)
        elif codici:
            yield Punto("immagini", True, _("Le immagini sono descritte e si possono pubblicare"))

    def _collegamenti(self) -> Iterator[Punto]:
        tutti = collegamenti(self.revisione.html)
        for uno in muti(tutti):
            frase = _("Il collegamento «%(parole)s» non dice dove porta") % {"parole": uno.parole}
            yield Punto("collegamento_muto", False, frase)
        dentro = [uno for uno in tutti if in_sito(uno.indirizzo)]
        senza_pagina = rotti(_percorso(uno.indirizzo) for uno in dentro)
        for uno in dentro:
            if _percorso(uno.indirizzo) in senza_pagina:
                frase = _("Il collegamento «%(parole)s» porta a una pagina che non c'è") % {"parole": uno.parole}
                yield Punto("collegamento_rotto", False, frase, ferma=True)
        fuori = [uno.indirizzo for uno in tutti if not in_sito(uno.indirizzo)]
        muti_fuori = Collegamento.objects.filter(url__in=fuori, esito=EsitoCollegamento.NON_RISPONDE)
        for rotto in muti_fuori if fuori else ():
            detto = {"url": rotto.url, "detto": rotto.detto}
            yield Punto("collegamento_fuori", False, _("Non risponde: %(url)s (%(detto)s)") % detto)

    def _intorno(self) -> Iterator[Punto]:
        """The plan, byline, audience, topics, notes that are still open."""
        if self.articolo.voce.stato != StatoVoce.PREVISTA:
            yield Punto("piano", False, _("Non è più nel piano: chi coordina la può rimettere"), ferma=True)
        firme = list(self.articolo.voce.autori.select_related("persona"))
        senza = [str(uno.persona) for uno in firme if not uno.confermata_il]
        if not firme:
            yield Punto("firme", False, _("Nel piano non c'è chi scrive"), ferma=True)
        elif senza:
            yield Punto("firme", False, _("Aspettiamo la firma di: %(chi)s") % {"chi": ", ".join(senza)}, ferma=True)
        else:
            yield Punto("firme", True, _("Le firme sono confermate"))
        pubblici = [uno.get_pubblico_display() for uno in self.articolo.voce.pubblici.all()]
        yield Punto("pubblico", True, _("Per chi: %(chi)s") % {"chi": ", ".join(pubblici) or _("tutti")})
        yield Punto("licenza", True, str(self.articolo.get_licenza_display()))
        if not self.articolo.argomenti.exists():
            yield Punto("argomenti", False, _("Non ha argomenti: chi legge lo trova meno"))
        aperte = self.articolo.note.filter(sistemata_il__isnull=True).count()
        if aperte:
            frase = ngettext("%(n)s nota da sistemare", "%(n)s note da sistemare", aperte) % {"n": aperte}
            yield Punto("note", False, frase, ferma=True)
