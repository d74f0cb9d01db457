"""What the registers hold of a person, and for how long: joined to the rest of the room by ``dati``."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import Frase
from talenti.base.registries import Conservazione
from thinktown.actions.accessi import dimentica_accessi, lascia_accessi
from thinktown.enums_registri import ACCESSI_SI_TENGONO
from thinktown.models import Beneficio, Controinteressato, Domanda, RichiestaAccesso


def esporta(persona: Any) -> dict[str, Any]:
    return {
        "richieste_di_accesso": _accessi(persona),
        "sulle_richieste_di_altri": _sentita(persona),
        "contributi": _contributi(persona),
    }


def protocolli(domanda: Domanda) -> list[dict[str, Any]]:
    """The numbers that the body's register gave to her group's application."""
    return [{"numero": uno.numero, "data": uno.data.isoformat()} for uno in domanda.protocolli.valide().order_by("pk")]


def _accessi(persona: Any) -> list[dict[str, Any]]:
    righe = RichiestaAccesso.objects.filter(persona=persona).select_related("bando").order_by("pk")
    return [
        {
            "numero": str(una),
            "bando": str(una.bando),
            "tipo": str(una.get_tipo_display()),
            "nome": una.nome,
            "email": una.email,
            "che_cosa": una.che_cosa,
            "perche": una.perche,
            "arrivata_il": una.arrivata_il.isoformat(),
            "stato": str(una.get_stato_display()),
            "risposta": una.risposta,
            "decisa_il": una.decisa_il.isoformat() if una.decisa_il else None,
        }
        for una in righe
    ]


def _sentita(persona: Any) -> list[dict[str, Any]]:
    """Her own part: who asked is somebody else's data."""
    righe = Controinteressato.objects.filter(persona=persona).select_related("richiesta__bando").order_by("pk")
    return [
        {
            "bando": str(uno.richiesta.bando),
            "avvisata_il": uno.avvisata_il.isoformat(),
            "entro_il": uno.entro_il.isoformat(),
            "risposta": str(uno.get_risposta_display()),
            "motivo": uno.motivo,
            "risposta_il": uno.risposta_il.isoformat() if uno.risposta_il else None,
        }
        for uno in righe
    ]


def _contributi(persona: Any) -> list[dict[str, Any]]:
    """Those that reach her in person."""
    righe = Beneficio.objects.filter(persona=persona).select_related("bando").order_by("pk")
    return [
        {
            "bando": str(uno.bando),
            "importo": str(uno.importo),
            "atto": f"{uno.atto_numero}, {uno.atto_data.isoformat()}",
            "stato": str(uno.get_stato_display()),
            "pubblicato_il": uno.pubblicato_il.isoformat() if uno.pubblicato_il else None,
        }
        for uno in righe
    ]


def chiudi(persona: Any) -> list[Frase]:
    frasi: list[Frase] = []
    if lascia_accessi(persona):
        frasi.append(
            _("Restano le richieste di accesso che hai fatto: l'ufficio deve rispondere, e tenerne il registro.")
        )
    if Beneficio.objects.filter(persona=persona).exists():
        frasi.append(_("Restano i contributi che hai ricevuto: la legge vuole che siano pubblici per 5 anni."))
    return frasi


CONSERVAZIONI = {
    "thinktown.accessi": Conservazione(
        "thinktown",
        gettext_lazy("Chi chiede di vedere documenti, che cosa e perché, e chi si oppone: 5 anni dalla risposta."),
        periodo=ACCESSI_SI_TENGONO,
        cancella=dimentica_accessi,
    ),
    "thinktown.contributi": Conservazione(
        "thinktown",
        gettext_lazy("I contributi concessi: pubblici per 5 anni dal 1º gennaio dopo l'atto, poi solo agli atti."),
        resta=gettext_lazy("Sono atti di una procedura pubblica: li scarta l'ente, con le regole dei suoi archivi."),
    ),
}
