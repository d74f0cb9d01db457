"""What the scene has of spaces: two of Alfa's that may be booked, one in draft, one that waits for the lead."""

from datetime import time, timedelta
from typing import Any

from coworking import actions
from coworking.actions.prenota import prenota
from coworking.emails import gettone
from coworking.enums import StatoSpazio, Tipo
from coworking.models import Eccezione, Foto, SenzaRisultato
from talenti.base.permissions import Sistema
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta

SISTEMA = Sistema("prova")


def spazi(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """The values of the rows on spaces. Who booked is ``giovane``; who hosts, whoever works in Alfa's office."""
    giorno = giorno_feriale(21)
    hub = coworking.spazio(alfa, nome="Hub di Alfa", slug="hub-di-alfa", posti=3)
    studio = coworking.spazio(alfa, nome="Studio di Alfa", slug="studio-di-alfa", tipo=Tipo.STUDIO, posti=2)
    mia = prenota(hub, richiesta(giorno), da=persone["giovane"])
    chiesta = prenota(studio, richiesta(giorno, time(13, 30), time(18)), da=persone["giovane"])
    chiuso = giorno + timedelta(days=2)
    actions.chiudi_giorni(hub, dal=chiuso, al=chiuso, motivo="Ferie", da=SISTEMA)
    posto, domani = hub.postazioni.get(numero=3), giorno + timedelta(days=1)
    blocco = actions.blocca(posto, dal=alle(domani, time(9)), al=alle(domani, time(12)), da=SISTEMA)
    actions.conta_senza_risultato(tipo=Tipo.RIUNIONI)
    lontano = giorno_feriale(49)
    assegnazione = actions.assegna(
        hub.postazioni.get(numero=2), a=persone["giovane"], dal=lontano, al=lontano, motivo="Atto 1", da=SISTEMA
    )
    foto = Foto(spazio=hub, tipo="image/png", alt="La sala")
    foto.file.save("sala.png", rete.immagine())
    bozza = coworking.spazio(alfa, nome="Bozza di Alfa", stato=StatoSpazio.BOZZA, pubblicato_il=None)
    bozza.postazioni.all().delete()
    proposto = coworking.spazio(alfa, nome="Proposta di Alfa", stato=StatoSpazio.IN_ESAME, pubblicato_il=None)
    return {
        "spazio": hub.slug,
        "spazio_codice": hub.codice,
        "spazio_pk": hub.pk,
        "spazio_bozza": bozza.codice,
        "spazio_in_esame": proposto.pk,
        "prenotazione": mia.codice,
        "prenotazione_pk": mia.pk,
        "senza_pk": SenzaRisultato.objects.get().pk,
        "chiesta": chiesta.codice,
        "risposta": gettone(chiesta, persone["ufficio"]),
        "chiusura": Eccezione.objects.get().pk,
        "blocco": blocco.pk,
        "assegnazione": assegnazione.pk,
        "foto_spazio": foto.pk,
    }
