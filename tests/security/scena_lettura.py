"""What the scene has to read: an article, one that waits for its minute, what a reader pointed out."""

from datetime import timedelta
from typing import Any

from redazione.actions import segnalazioni
from redazione.models import Argomento, Testata
from talenti.registro.models import Annuncio
from tests.factories.redazione_lettura import riga


def lettura(alfa: Any) -> dict[str, Any]:
    """The values of the rows on what anybody reads."""
    testata = Testata.objects.get()
    argomento = Argomento.objects.create(nome="Prove", slug="prove")
    letto = riga(testata, "Alfa si racconta", firma="Redattrice", riguarda=[alfa], argomenti=[argomento])
    segnalazione = segnalazioni.segnala(
        letto, tipo="errore", nome="Chi Legge", email="legge@example.org", testo="La data è sbagliata."
    )
    Annuncio.objects.filter(ascoltatore="talenti.portale.indice.aggiorna").delete()
    return {
        "notizia": letto.slug,
        "notizia_futura": riga(testata, "Alfa si racconterà", dal=timedelta(days=1)).slug,
        "argomento": argomento.slug,
        "segnalazione": segnalazione.codice,
    }
