"""The page before sending, and what is read back of a sending: piece by piece."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.documenti.models import FileCaricato
from thinktown import del_gruppo, dichiarati, in_parole, posti
from thinktown.completezza import Di, Mancanza, di_lei
from thinktown.definizione import Definizione
from thinktown.in_parole import Nomi
from thinktown.istanti import al_secondo
from thinktown.models import Domanda, Invio
from thinktown.queries import risposte_di

BREVE = 12


@dataclass(frozen=True)
class DaFare:
    """Something that is missing, what it is of, and the page on which it is done."""

    frase: str
    dove: str
    url: str


def nomi_di(domanda: Domanda) -> Nomi:
    file = FileCaricato.objects.di(domanda).presenti().values_list("codice", "nome")
    attivi = domanda.componenti.attivi().select_related("persona")
    return Nomi(file=dict(file), persone={uno.codice: str(uno) for uno in attivi}, posti=posti.nomi(domanda.bando))


def parti_di(domanda: Domanda, date: dict[str, Any] | None = None) -> list[in_parole.Parte]:
    """As it is written now."""
    date = risposte_di(domanda) if date is None else date
    return in_parole.parti(domanda.bando.in_vigore, date, domanda.sezione, nomi_di(domanda))


def da_fare(domanda: Domanda, mancanze: Iterable[Mancanza], persona: Any) -> list[DaFare]:
    """Question by question, then person by person. Her own statements are not in it: their ticks are on the page."""
    detta = domanda.bando.in_vigore
    mancanze = list(mancanze)
    chi = reverse("thinktown:chi", args=[domanda.codice])
    prima = [DaFare(una.frase, _("Chi presenta la domanda"), chi) for una in mancanze if una.di == Di.CHI]
    sicurezza = reverse("persone:sicurezza")
    prima += [DaFare(una.frase, _("Identità di chi invia"), sicurezza) for una in mancanze if una.di == Di.IDENTITA]
    voci = [*prima, *(_voce(domanda, detta, una) for una in mancanze if una.di == Di.VOCE)]
    voci += _di_se(domanda, mancanze, persona)
    gruppo = reverse("thinktown:gruppo", args=[domanda.codice])
    righe = del_gruppo.senza_i_miei_fatti(del_gruppo.righe(domanda, persona))
    return [*voci, *(DaFare(frase, _("Il gruppo"), gruppo) for frase in del_gruppo.che_cosa_manca(domanda, righe))]


def _di_se(domanda: Domanda, mancanze: Iterable[Mancanza], persona: Any) -> list[DaFare]:
    """What she has still to say of herself, on the page where she says it."""
    giorni = di_lei(mancanze, persona)
    url = reverse("thinktown:fatti", args=[domanda.codice])
    return [DaFare(frase, dichiarati.titolo(giorni), url) for frase in dichiarati.da_dire(giorni)]


def pronta(mancanze: Iterable[Mancanza], persona: Any) -> bool:
    """Does it lack nothing but the statements that she makes by sending it?"""
    return all(una.di == Di.DICHIARAZIONE and una.chi == persona.pk for una in mancanze)


def _voce(domanda: Domanda, detta: Definizione, una: Mancanza) -> DaFare:
    parte = next(parte for parte in detta.parti if any(uno.chiave == una.dove for uno in parte.quesiti))
    quesito = next(uno for uno in parte.quesiti if uno.chiave == una.dove)
    url = reverse("thinktown:parte", args=[domanda.codice, parte.chiave])
    return DaFare(una.frase, quesito.domanda, f"{url}#voce-{quesito.chiave}")


# ── What was sent ─────────────────────────────────────────────────────────────────────────────────
def parti_inviate(invio: Invio) -> list[in_parole.Parte]:
    """As it was sent, in the words of the version that it answered: whatever has changed since."""
    contenuto = invio.contenuto
    date = {una["chiave"]: una["valore"] for una in contenuto["risposte"]}
    nomi = Nomi(
        file={uno["codice"]: uno["nome"] for uno in contenuto["file"]},
        persone={uno["codice"]: uno["nome"] for uno in contenuto["gruppo"]},
        posti=posti.nomi_fotografati(contenuto),
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
