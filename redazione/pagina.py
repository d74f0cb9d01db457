"""An article as its page shows it: of the text that readers see, or of a draft for who may look at it before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from redazione import disegni, macchine, notizie
from redazione.disegni import Note
from redazione.enums import Pubblico, Tipo
from redazione.enums_articoli import INDIRIZZI_LICENZE, Licenza, StatoSegnalazione, TipoSegnalazione
from redazione.enums_lettura import IN_BREVE
from redazione.figure import con_didascalia
from redazione.legami import PUBBLICI, pagina, pubblici
from redazione.models import Articolo, Revisione
from redazione.notizie import Intorno, con_per
from redazione.testo.misure import minuti
from talenti.base.exceptions import Frase

# Changed sooner than this after it came out, nobody had read it: it is not "updated".
_APPENA = timedelta(minutes=1)


@dataclass(frozen=True)
class Invito:
    """The one thing to do after reading, ``testo`` in words; without them, the thing to look at."""

    testo: Frase
    url: str
    titolo: str


# The page of a linked thing → what one does there.
_ATTI: dict[str, Callable[[], Frase]] = {
    "coworking:spazio": lambda: _("Prenota questo spazio"),
    "thinktown:bando": lambda: _("Vai al bando"),
}


def contesto_articolo(articolo: Articolo, revisione: Revisione, *, per: str = "") -> dict[str, Any]:
    """Of ``templates/redazione/notizia.html``. ``per``: the audience in which one reads, that links keep.

    With a revision that readers do not see, the same page as a preview: nothing of it goes to machines.
    """
    di = notizie.intorno([articolo])[articolo.pk]
    in_linea = articolo.si_legge and articolo.viva_id == revisione.pk
    intorno = _intorno(articolo, di, per)
    figure = disegni.dei_testi(
        [(revisione.html, revisione.copertina), *(("", uno.viva.copertina) for uno in intorno["affini"])]
    )
    contesto = {
        "articolo": articolo,
        "revisione": revisione,
        "anteprima": not in_linea,
        "per": per,
        "tipo": IN_BREVE[Tipo(articolo.voce.tipo)],
        "pubblici": [(str(uno.label), notizie.url_elenco(per=uno)) for uno in Pubblico if uno in di.pubblici],
        "firme": di.firme or [articolo.testata.nome],
        "minuti": minuti(revisione.parole),
        "aggiornato": aggiornato(articolo),
        "corpo": disegni.corpo(revisione.html, figure),
        "copertina": con_didascalia(disegni.di(revisione, figure)),
        "figure": figure,
        **intorno,
        **_detto_dopo(articolo),
        **_licenza(articolo),
    }
    return contesto | (_per_macchine(articolo, revisione, di, figure) if in_linea else {})


def aggiornato(articolo: Articolo) -> Any:
    """When what readers see was changed, if it was after it came out."""
    if articolo.dal is None or articolo.aggiornato_il is None:
        return None
    return articolo.aggiornato_il if articolo.aggiornato_il - articolo.dal > _APPENA else None


def _intorno(articolo: Articolo, di: Intorno, per: str) -> dict[str, Any]:
    invito, altri = _che_fare(di.legami)
    return {
        "url_elenco": notizie.url_elenco(per=per),
        "argomenti": [
            (nome, con_per(reverse("redazione:argomento", args=[slug]), per))
            for slug, nome in sorted(di.argomenti, key=lambda uno: uno[1].casefold())
        ],
        "partner": [(nome, reverse("rete:partner", args=[slug])) for slug, nome in di.partner],
        "invito": invito,
        "legami": altri,
        "affini": notizie.affini(articolo, di, per=per),
    }


def _detto_dopo(articolo: Articolo) -> dict[str, Any]:
    """What was corrected since, and the replies that were accepted."""
    accolte = articolo.segnalazioni.filter(tipo=TipoSegnalazione.REPLICA, stato=StatoSegnalazione.ACCOLTA)
    return {
        "correzioni": list(articolo.correzioni.order_by("-quando", "-pk")),
        "repliche": list(accolte.order_by("decisa_il", "pk")),
    }


def _licenza(articolo: Articolo) -> dict[str, Any]:
    return {
        "licenza": articolo.get_licenza_display(),
        "url_licenza": INDIRIZZI_LICENZE.get(Licenza(articolo.licenza), ""),
    }


def _per_macchine(articolo: Articolo, revisione: Revisione, di: Intorno, figure: Note) -> dict[str, Any]:
    sopra = disegni.di(revisione, figure)
    immagine = settings.INDIRIZZO_SITO + sopra.per_fuori.src if sopra else ""
    return {
        "immagine_fuori": {"src": immagine, "alt": sopra.alt} if sopra else None,
        "canonico": macchine.indirizzo(articolo),
        "json_ld": macchine.json_ld(articolo, revisione, di, immagine),
        "sito": settings.INDIRIZZO_SITO,
        "aggiornata_il": articolo.aggiornato_il,
    }


# ── What one can do after reading ─────────────────────────────────────────────────────────────────
def _che_fare(legami: list[tuple[str, str]]) -> tuple[Invito | None, list[tuple[str, str]]]:
    """The first linked thing on which one can act and that is still public; the others as links."""
    letti = [(url, titolo, *pagina(url)) for url, titolo in legami]
    pubbliche = pubblici((vista, slug) for _url, _titolo, vista, slug in letti)
    invito, altri = None, []
    for url, titolo, vista, slug in letti:
        if vista in PUBBLICI and (vista, slug) not in pubbliche:
            continue
        dove = reverse(vista, args=[slug]) if slug else url
        if vista in _ATTI and invito is None:
            invito = Invito(_ATTI[vista](), dove, titolo)
        else:
            altri.append((titolo, dove))
    if invito is None and altri:
        titolo, dove = altri.pop(0)
        invito = Invito("", dove, titolo)
    return invito, altri
