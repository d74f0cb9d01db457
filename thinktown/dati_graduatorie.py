"""What the room holds of who is in a ranking: where her group came, the errors it pointed out, what it answered."""

from typing import Any

from django.utils.translation import gettext_lazy

from talenti.base.registries import Conservazione
from thinktown.models import Chiamata, Domanda, Osservazione, RigaGraduatoria


def della_domanda(domanda: Domanda) -> dict[str, Any]:
    """The group's own; of who wrote in its name, and who answered for the body, nothing."""
    chiamata = Chiamata.objects.filter(domanda=domanda).first()
    return {
        "in_graduatoria": [_riga(una) for una in _righe(domanda)],
        "errori_segnalati": [_segnalazione(una) for una in Osservazione.objects.filter(domanda=domanda)],
        "chiamata": _chiamata(chiamata) if chiamata else None,
    }


def _righe(domanda: Domanda) -> Any:
    righe = RigaGraduatoria.objects.filter(domanda=domanda).select_related("graduatoria")
    return righe.defer("graduatoria__ingressi", "graduatoria__risultato").order_by("graduatoria__n")


def _riga(una: RigaGraduatoria) -> dict[str, Any]:
    return {
        "versione": una.graduatoria.n,
        "tipo": str(una.graduatoria.get_tipo_display()),
        "pubblicata_il": una.graduatoria.pubblicata_il.isoformat(),
        "esito": str(una.get_esito_display()),
        "posizione": una.posizione,
        "punti": str(una.totale) if una.totale is not None else None,
        "somma": str(una.importo) if una.importo is not None else None,
    }


def _segnalazione(una: Osservazione) -> dict[str, Any]:
    return {
        "codice": una.codice,
        "testo": una.testo,
        "arrivata_il": una.arrivata_il.isoformat(),
        "stato": str(una.get_stato_display()),
        "risposta": una.risposta,
        "decisa_il": una.decisa_il.isoformat() if una.decisa_il else None,
    }


def _chiamata(una: Chiamata) -> dict[str, Any]:
    return {
        "stato": str(una.get_stato_display()),
        "somma": str(una.importo),
        "chiamata_il": una.chiamata_il.isoformat(),
        "si_risponde_prima_di": una.entro.isoformat(),
        "risposta_il": una.risposta_il.isoformat() if una.risposta_il else None,
        "perche": una.perche,
    }


CONSERVAZIONI = {
    "thinktown.graduatorie": Conservazione(
        "thinktown",
        gettext_lazy(
            "La posizione nelle graduatorie, gli errori segnalati e le risposte a chi è chiamato: "
            "come le domande inviate. Sulla pagina pubblica, finché lo dice il bando."
        ),
        resta=gettext_lazy("Sono atti di una procedura pubblica: li scarta l'ente, con le regole dei suoi archivi."),
    ),
}
