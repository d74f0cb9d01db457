"""The page before sending, and what is read back of a sending: piece by piece."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.documenti.models import FileCaricato
from thinktown import in_parole
from thinktown.completezza import GRUPPO, Mancanza
from thinktown.definizione import Definizione
from thinktown.in_parole import Nomi
from thinktown.istanti import al_secondo
from thinktown.models import Domanda, Invio
from thinktown.queries import risposte_di

BREVE = 12


@dataclass(frozen=True)
class DaFare:
    """Something that is missing, where it is, and the page on which it is done; no page where it is another's to do."""

    frase: str
    dove: str = ""
    url: str = ""


def nomi_di(domanda: Domanda) -> Nomi:
    file = FileCaricato.objects.di(domanda).presenti().values_list("codice", "nome")
    attivi = domanda.componenti.attivi().select_related("persona")
    return Nomi(file=dict(file), persone={uno.codice: str(uno) for uno in attivi})


def parti_di(domanda: Domanda, date: dict[str, Any] | None = None) -> list[in_parole.Parte]:
    """As it is written now."""
    date = risposte_di(domanda) if date is None else date
    return in_parole.parti(domanda.bando.in_vigore, date, domanda.sezione, nomi_di(domanda))


def da_fare(domanda: Domanda, mancanze: Iterable[Mancanza], persona: Any) -> list[DaFare]:
    """Statements that she makes on the page itself are not in the list: their ticks are."""
    detta = domanda.bando.in_vigore
    sue = {una.chiave for una in detta.dichiarazioni}
    altre = (una for una in mancanze if not (una.dove in sue and una.chi == persona.pk))
    return [_da_fare(domanda, detta, una) for una in altre]


def _da_fare(domanda: Domanda, detta: Definizione, una: Mancanza) -> DaFare:
    quesito = detta.quesito(una.dove)
    if quesito is None:
        dove = _("Il gruppo") if una.dove == GRUPPO else _("Le dichiarazioni")
        return DaFare(una.frase, dove, reverse("thinktown:gruppo", args=[domanda.codice]))
    parte = next(una_.chiave for una_ in detta.parti if quesito in una_.quesiti)
    url = reverse("thinktown:parte", args=[domanda.codice, parte])
    return DaFare(una.frase, quesito.domanda, f"{url}#id_{quesito.chiave}")


# ── What was sent ─────────────────────────────────────────────────────────────────────────────────
def parti_inviate(invio: Invio) -> list[in_parole.Parte]:
    """As it was sent, in the words of the version that it answered: whatever has changed since."""
    contenuto = invio.contenuto
    date = {una["chiave"]: una["valore"] for una in contenuto["risposte"]}
    nomi = Nomi(
        file={uno["codice"]: uno["nome"] for uno in contenuto["file"]},
        persone={uno["codice"]: uno["nome"] for uno in contenuto["gruppo"]},
    )
    return in_parole.parti(invio.versione.definizione, date, contenuto["sezione"], nomi)


def file_inviati(invio: Invio) -> list[dict[str, Any]]:
    return [uno | {"impronta": uno["sha256"][:BREVE]} for uno in invio.contenuto["file"]]


def gruppo_inviato(invio: Invio) -> list[dict[str, Any]]:
    """Names and who speaks: nothing else of what was kept of each person is anybody's of the group."""
    return [{"nome": uno["nome"], "ruolo": uno["ruolo"], "riceve": uno["riceve"]} for uno in invio.contenuto["gruppo"]]


def cambiata_dopo(domanda: Domanda, invio: Invio) -> bool:
    """Has something been written since it was sent?"""
    return domanda.aggiornata_il > invio.registrata_il


def invii_di(domanda: Domanda) -> list[dict[str, Any]]:
    """Every sending, the last one first."""
    return [
        {"n": uno.n, "quando": al_secondo(uno.arrivata_il), "chi": uno.da, "impronta": uno.impronta[:BREVE]}
        for uno in domanda.invii.select_related("da").order_by("-n")
    ]
