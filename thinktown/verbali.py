"""What the minutes of a sitting say, who reads how much of it, and the paper that is kept as it was signed.

The minutes are an act: in Italian and impersonal, whatever the language of who reads the page.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.permissions import Sistema
from talenti.base.templatetags.italiano import numero
from talenti.documenti.actions import Emissione, emetti
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.models import Documento
from talenti.documenti.pdf import codice_qr, rendi_pdf
from talenti.registro.annunci import dopo
from talenti.registro.models import Transizione
from thinktown.commissari import nomi
from thinktown.definizione import Criterio
from thinktown.enums_sedute import C_E, ComePresente, StatoVerbale
from thinktown.enums_valutazione import TITOLARI, RuoloCommissario
from thinktown.models import (
    Commissario,
    Discussione,
    Domanda,
    PuntoConcordato,
    PuntoOrdine,
    Seduta,
    Verbale,
)
from thinktown.valutazione import da_discutere

GENERE = "verbale-seduta"
DA = Sistema("verbali")


# ── What they say ─────────────────────────────────────────────────────────────────────────────────
def contenuto(verbale: Verbale) -> dict[str, Any]:
    """All of it, as JSON holds it: names as they are now, so that the paper says the same whenever it is drawn."""
    seduta = verbale.seduta
    bando = seduta.commissione.bando
    posti = _posti(seduta)
    with translation.override(LINGUA_DEGLI_ATTI):
        return {
            "bando": str(bando),
            "ente": str(bando.partner),
            "n": seduta.n,
            "quando": seduta.quando.isoformat(),
            "aperta_il": _iso(seduta.aperta_il),
            "chiusa_il": _iso(seduta.chiusa_il),
            "dove": seduta.dove,
            "a_distanza": bool(seduta.collegamento),
            "posti": posti,
            "votano": sum(uno["vota"] for uno in posti),
            "votano_e_ci_sono": sum(uno["vota"] and uno["c_e"] for uno in posti),
            "punti": [
                {"testo": uno.testo, "deciso": uno.deciso} for uno in seduta.punti.all() if uno.domanda_id is None
            ],
            "domande": _domande(seduta),
            "testo": verbale.testo,
        }


def _iso(istante: datetime | None) -> str:
    return istante.isoformat() if istante else ""


def impronta_di(detto: dict[str, Any]) -> str:
    """SHA-256 of it with its keys sorted."""
    testo = json.dumps(detto, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()


def _posti(seduta: Seduta) -> list[dict[str, Any]]:
    righe = seduta.presenze.select_related("commissario__persona").order_by("commissario")
    return [
        {
            "nome": uno.commissario.persona.get_full_name(),
            "ruolo": str(RuoloCommissario(uno.commissario.ruolo).label),
            "rappresenta": uno.commissario.rappresenta,
            "come": str(ComePresente(uno.come).label),
            "entra": _iso(uno.entra),
            "esce": _iso(uno.esce),
            "vota": uno.commissario.ruolo in TITOLARI,
            "c_e": uno.come in C_E,
        }
        for uno in righe
    ]


def _domande(seduta: Seduta) -> list[dict[str, Any]]:
    """Those discussed, in order, then those of the agenda on which nothing was said."""
    discusse = list(seduta.discussioni.select_related("domanda__codice_cieco"))
    punti = seduta.punti.filter(domanda__isnull=False).select_related("domanda__codice_cieco")
    testi = {uno.domanda_id: uno.testo for uno in punti}
    restano: list[PuntoOrdine] = [uno for uno in punti if uno.domanda_id not in {una.domanda_id for una in discusse}]
    chi = chiamate(seduta, [*(una.domanda for una in discusse), *(uno.domanda for uno in restano if uno.domanda)])
    concordati: dict[int, list[PuntoConcordato]] = {}
    for uno in seduta.concordati.all():
        concordati.setdefault(uno.domanda_id, []).append(uno)
    posti = seduta.commissione.commissari.select_related("persona")
    persone = {uno.pk: uno.persona.get_full_name() for uno in posti}
    criteri = seduta.commissione.bando.in_vigore.criteri
    return [
        *(
            _discussa(una, chi[una.domanda_id], testi.get(una.domanda_id, ""), persone)
            | _decisi(concordati.get(una.domanda_id, []), criteri)
            for una in discusse
        ),
        *(
            {"domanda": uno.domanda_id, "chi": chi[uno.domanda_id or 0], "punto": uno.testo, "discussa": False}
            for uno in restano
        ),
    ]


def chiamate(seduta: Seduta, domande: Iterable[Domanda]) -> dict[int, str]:
    """What each is called in this moment: by number and name, or by the code that says nothing."""
    domande = list(domande)
    fase = seduta.commissione.fase
    if fase is not None and not fase.nomi:
        return {una.pk: _("Domanda %(codice)s") % {"codice": _cieco(una)} for una in domande}
    chi = nomi([una.pk for una in domande])
    return {una.pk: _("Domanda n. %(n)s, %(chi)s") % {"n": una.numero, "chi": chi.get(una.pk, "")} for una in domande}


def _cieco(domanda: Domanda) -> str:
    codice = getattr(domanda, "codice_cieco", None)
    return codice.codice if codice is not None else ""


def _discussa(una: Discussione, chi: str, punto: str, persone: dict[int, str]) -> dict[str, Any]:
    composta = una.composizione
    return {
        "domanda": una.domanda_id,
        "chi": chi,
        "punto": punto,
        "discussa": True,
        "testo": una.testo,
        "fuori": [persone.get(pk, "") for pk in composta["fuori"]],
        "supplenti": [[persone.get(posto, ""), persone.get(chi_, "")] for posto, chi_ in composta["supplenti"]],
        "mancano": [persone.get(pk, "") for pk in composta["mancano"]],
        "presiede": persone.get(composta["presiede"], ""),
    }


def _decisi(righe: list[PuntoConcordato], criteri: tuple[Criterio, ...]) -> dict[str, Any]:
    dati = {uno.criterio: uno for uno in righe}
    if not dati:
        return {"punti": [], "totale": ""}
    detti = [(uno, dati[uno.chiave]) for uno in criteri if uno.chiave in dati]
    return {
        "punti": [
            [criterio.nome, numero(dato.punti), numero(criterio.massimo), dato.motivo] for criterio, dato in detti
        ],
        "totale": numero(sum((dato.punti * criterio.peso for criterio, dato in detti), Decimal(0))),
    }


# ── Who reads how much ────────────────────────────────────────────────────────────────────────────
def detto(verbale: Verbale) -> dict[str, Any]:
    """Frozen, once it has gone to be signed; until then, as it stands."""
    return verbale.contenuto if verbale.contenuto is not None else contenuto(verbale)


def per(commissario: Commissario, tutto: dict[str, Any]) -> dict[str, Any]:
    """Without the applications on which she stays out, as if nobody had spoken of them."""
    sue = set(da_discutere(commissario).values_list("pk", flat=True))
    return tutto | {"domande": [una for una in tutto["domande"] if una["domanda"] in sue]}


def legge_tutto(commissario: Commissario, verbale: Verbale) -> bool:
    """May she have the paper, which says everything?"""
    tutto = detto(verbale)
    return len(per(commissario, tutto)["domande"]) == len(tutto["domande"])


def di_quali(verbale: Verbale) -> set[int]:
    """The applications of which it speaks, by their keys."""
    return {una["domanda"] for una in detto(verbale)["domande"]}


def legge_in_ufficio(persona: Any, verbale: Verbale) -> bool:
    """An officer reads what was signed of her calls; not where it speaks of an application of her own group."""
    if not Verbale.objects.visibili_in_ufficio(persona).filter(pk=verbale.pk).exists():
        return False
    trattate = di_quali(verbale)
    visibili = Domanda.objects.visibili_in_ufficio(persona).filter(pk__in=trattate)
    return visibili.count() == len(trattate)


# ── The paper ─────────────────────────────────────────────────────────────────────────────────────
@dopo("thinktown.verbale", "approva", lavoro=gettext_lazy("Verbale di una seduta della commissione"))
def carta(transizione: Transizione) -> None:
    documento(Verbale.objects.get(pk=transizione.oggetto_id))


def documento(verbale: Verbale) -> Documento:
    """Drawn and sealed when it has all its signatures; the same one afterwards."""
    if verbale.stato != StatoVerbale.APPROVATO:
        raise ValueError("minutes that have not been signed are no paper")
    bando = verbale.seduta.commissione.bando
    with translation.override(LINGUA_DEGLI_ATTI):
        emissione = Emissione(
            chiave=f"{GENERE}:{verbale.pk}",
            genere=GENERE,
            # Whoever checks it by its code reads this: of which applications it speaks is not there.
            titolo=_("Verbale della seduta n. %(n)s") % {"n": verbale.seduta.n},
            intestatario=_("Commissione del bando «%(bando)s»") % {"bando": bando},
            registro=f"verbali-{bando.partner_id}",
            disegna=partial(disegna, verbale),
        )
    return emetti(emissione, per=verbale, da=DA)


def disegna(verbale: Verbale, carta_: Documento) -> bytes:
    verifica = settings.INDIRIZZO_SITO + reverse("documenti:verifica", args=[carta_.codice])
    with translation.override(LINGUA_DEGLI_ATTI):
        contesto = {
            "documento": carta_,
            "verbale": verbale,
            "detto": leggibile(detto(verbale)),
            "firme": verbale.firme.select_related("commissario__persona"),
            "indirizzo_verifica": verifica,
            "qr": codice_qr(verifica),
        }
        return rendi_pdf("pdf/verbale.html", contesto, lingua=LINGUA_DEGLI_ATTI)


def leggibile(tutto: dict[str, Any]) -> dict[str, Any]:
    """With its instants as instants, for the templates."""
    return (
        tutto
        | {
            nome: datetime.fromisoformat(tutto[nome]) if tutto[nome] else None
            for nome in ("quando", "aperta_il", "chiusa_il")
        }
        | {
            "posti": [
                uno | {ora: datetime.fromisoformat(uno[ora]) if uno[ora] else None for ora in ("entra", "esce")}
                for uno in tutto["posti"]
            ]
        }
    )
