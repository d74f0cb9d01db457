"""The grants as everybody reads them: on pages, and as open data (D.lgs. 33/2013 art. 27 c. 2; art. 7)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data
from talenti.persone.eta import MAGGIORE_ETA, anni_compiuti
from thinktown.models import Beneficio
from thinktown.queries import con_versione
from thinktown.trasparenza import Mostrato, chiave_di, mostra, non_piu_dal, oltre_soglia, somma_di

LICENZA, LICENZA_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.it"


@dataclass(frozen=True)
class Riga:
    """One grant and what of it may be shown. ``oltre``: its publication is a condition of its effect."""

    beneficio: Beneficio
    mostrato: Mostrato
    oltre: bool

    @property
    def progetto(self) -> str:
        """What it is for; nothing, where it would say who it is."""
        return "" if self.mostrato.solo_codice else self.beneficio.progetto

    @property
    def progetto_url(self) -> str:
        return "" if self.mostrato.solo_codice else self.beneficio.progetto_url

    @property
    def curriculum_url(self) -> str:
        return "" if self.mostrato.solo_codice else self.beneficio.curriculum_url

    @property
    def bando_url(self) -> str:
        return settings.INDIRIZZO_SITO + self.beneficio.bando.get_absolute_url()

    @property
    def atto(self) -> str:
        uno = self.beneficio
        return _("n. %(numero)s di %(data)s") % {"numero": uno.atto_numero, "data": data(uno.atto_data)}


def righe(benefici: Iterable[Beneficio]) -> list[Riga]:
    """Each with what may be shown of it: the same questions to the database for one and for many."""
    lista = list(benefici)
    bandi = {uno.pk: uno for uno in con_versione({b.bando_id: b.bando for b in lista}.values())}
    oltre = _oltre(lista)
    fatte = []
    for uno in lista:
        uno.bando = bandi[uno.bando_id]
        sopra = chiave_di(uno) in oltre
        mostrato = mostra(
            uno,
            codice=uno.domanda.codice,
            disagio=uno.bando.in_vigore.pubblicazione.disagio,
            oltre=sopra,
            minorenne=_minorenne(uno),
        )
        fatte.append(Riga(uno, mostrato, sopra))
    return fatte


def _oltre(benefici: Sequence[Beneficio]) -> set[tuple[int, str, int]]:
    """Over every act of those bodies in those years, public or not yet, of whatever call."""
    anni = {uno.atto_data.year for uno in benefici}
    enti = {uno.bando.partner_id for uno in benefici}
    tutti = Beneficio.objects.in_vigore().filter(bando__partner__in=enti, atto_data__year__in=anni)
    campi = ("importo", "persona", "codice_fiscale", "atto_data", "bando__partner")
    return oltre_soglia(somma_di(uno) for uno in tutti.select_related("bando").only(*campi))


def _minorenne(beneficio: Beneficio) -> bool:
    """On the day of the act: who comes of age later is not named for that."""
    nato_il = beneficio.persona.nato_il if beneficio.persona else None
    return nato_il is not None and anni_compiuti(nato_il, beneficio.atto_data) < MAGGIORE_ETA


def per_tutti(benefici: Any) -> Any:
    """What the rows need, read with them."""
    return benefici.select_related("bando__partner", "domanda", "persona").defer("bando__lavoro")


# ── Open data ─────────────────────────────────────────────────────────────────────────────────────
def intestazioni() -> list[str]:
    return [
        _("Beneficiario"),
        _("Codice fiscale"),
        _("Importo in euro"),
        _("Norma o titolo"),
        _("Ufficio"),
        _("Responsabile"),
        _("Come è stato scelto"),
        _("Progetto"),
        _("Pagina del progetto"),
        _("Curriculum"),
        _("Numero dell'atto"),
        _("Data dell'atto"),
        _("Ente"),
        _("Bando"),
        _("Pagina del bando"),
        _("Pubblicato il"),
    ]


def righe_csv(lette: Iterable[Riga]) -> Iterator[list[str]]:
    """Decimals with a comma, days as years first: a spreadsheet in Italian reads both as what they are."""
    yield intestazioni()
    for una in lette:
        uno = una.beneficio
        yield [
            una.mostrato.nome,
            una.mostrato.codice_fiscale,
            str(uno.importo).replace(".", ","),
            uno.norma,
            uno.ufficio,
            uno.responsabile,
            uno.modalita,
            una.progetto,
            una.progetto_url,
            una.curriculum_url,
            uno.atto_numero,
            uno.atto_data.isoformat(),
            str(uno.bando.partner),
            str(uno.bando),
            una.bando_url,
            a_roma(uno.pubblicato_il).date().isoformat() if uno.pubblicato_il else "",
        ]


def per_macchine(titolo: str, pagina: str, lette: Iterable[Riga]) -> dict[str, Any]:
    """The same for programs: keys that do not change with the language, sums as text with a point."""
    return {
        "titolo": titolo,
        "pagina": pagina,
        "licenza": LICENZA,
        "licenza_url": LICENZA_URL,
        "norma": "D.lgs. 33/2013, artt. 26-27",
        "contributi": [_per_macchine(una) for una in lette],
    }


def _per_macchine(una: Riga) -> dict[str, Any]:
    uno = una.beneficio
    return {
        "beneficiario": una.mostrato.nome,
        "solo_codice": una.mostrato.solo_codice,
        "codice_fiscale": una.mostrato.codice_fiscale or None,
        "importo": str(uno.importo),
        "norma": uno.norma,
        "ufficio": uno.ufficio,
        "responsabile": uno.responsabile,
        "modalita": uno.modalita,
        "progetto": una.progetto or None,
        "progetto_url": una.progetto_url or None,
        "curriculum_url": una.curriculum_url or None,
        "atto": {"numero": uno.atto_numero, "data": uno.atto_data.isoformat()},
        "ente": str(uno.bando.partner),
        "bando": {"titolo": str(uno.bando), "url": una.bando_url},
        "pubblicato_il": a_roma(uno.pubblicato_il).date().isoformat() if uno.pubblicato_il else None,
        "fino_al": _ultimo_giorno(uno.atto_data).isoformat(),
    }


def _ultimo_giorno(atto_data: date) -> date:
    fuori = non_piu_dal(atto_data)
    return date(fuori.year - 1, 12, 31)
