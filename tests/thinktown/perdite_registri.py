"""The part of the registers in the walk for leaks: what is told in confidence, to whom, and where one looks for it."""

from decimal import Decimal

from django.urls import reverse

from talenti.base.clock import oggi
from tests.factories.registri import accesso, accesso_su_carta, beneficio, dati_beneficio, decidi, protocollata
from tests.factories.thinktown import maggiorenne
from thinktown.actions.accessi import interpella, risponde_controinteressato
from thinktown.actions.benefici import correggi_beneficio, pubblica_beneficio
from thinktown.actions.protocollo import annulla_protocollo
from thinktown.enums import StatoDomanda
from thinktown.models import Domanda

_DEL_GRUPPO, _UFFICIO = {"mandante", "compagna"}, {"scrive", "pubblica", "incaricata"}
_RETE = {"coordinamento", "revisione"}

# Secret → who may read it. Who is heard reads who asks and what; nobody but the office reads what she answers.
SEGRETI = {
    "segretoprot": _DEL_GRUPPO | _UFFICIO,
    "segretoannullo": _UFFICIO,
    "segretaccede": {"accede"} | _DEL_GRUPPO | _UFFICIO | _RETE,
    "segretovuole": {"accede"} | _DEL_GRUPPO | _UFFICIO,
    "segretointeresse": {"accede"} | _DEL_GRUPPO | _UFFICIO,
    "segretaopposizione": {"mandante"} | _UFFICIO,
    "segretadecisa": {"accede"} | _UFFICIO,
    "segretacarta": _UFFICIO,
    # The network's office sees to whom a mail could not be delivered, and not what of.
    "segretapec@": _UFFICIO | {"coordinamento"},
    "segretoprogetto": _UFFICIO,
    "segretacifra": _UFFICIO,
}


def racconta(scena):
    """An application with its number; one asks to see it, one of its group objects; a grant that is public by code."""
    ufficio, bando, inviata = scena.ufficio, scena.valori["bando"], scena.valori["inviata"]
    prima = protocollata(inviata, ufficio.scrive, "Sbagliato 0000001")
    annulla_protocollo(prima, motivo="Segretoannullo.", da=ufficio.scrive)
    riga = protocollata(inviata, ufficio.scrive, "Segretoprot 0012345")
    accede = maggiorenne(cognome="Segretaccede")
    chiesta = accesso(bando, accede, che_cosa="Segretovuole.", perche="Segretointeresse.")
    terzi = interpella(chiesta, [inviata], da=ufficio.scrive)
    for uno in terzi:
        oppone = uno.persona == scena.persone["mandante"]
        risponde_controinteressato(uno, si_oppone=oppone, motivo="Segretaopposizione.", da=uno.persona)
    decidi(chiesta, "accogli_in_parte", ufficio.pubblica, risposta="Segretadecisa.")
    carta = accesso_su_carta(
        bando, ufficio.scrive, "generalizzato", nome="Segretacarta", email="segretapec@example.org"
    )
    campi = {"importo": Decimal(2500), "progetto": "Segretoprogetto", "riservato": True}
    uno = beneficio(inviata, ufficio.pubblica, **campi)
    corretti = dati_beneficio(**(campi | {"importo": Decimal(2400)}))
    correggi_beneficio(uno, corretti, motivo="Segretacifra.", da=ufficio.pubblica)
    pubblica_beneficio(uno, da=ufficio.pubblica)
    # The rest of the walk meets it as it was sent.
    Domanda.objects.filter(pk=inviata.pk).update(stato=StatoDomanda.INVIATA)
    inviata.refresh_from_db()
    scena.persone["accede"] = accede
    scena.valori |= {"riga": riga, "accesso": chiesta, "carta": carta, "terzi": terzi, "contributo": uno}


def per_nome(valori):
    """The arguments of the room's addresses that its other parts do not have."""
    slug, anno = valori["bando"].slug, [{"anno": oggi().year}]
    miei = [{"slug": slug, "codice": valori[una].codice} for una in ("accesso", "carta")]
    return {
        "mio_accesso": miei,
        "ritira_accesso": miei,
        "opposizione": [{"slug": slug, "codice": uno.codice} for uno in valori["terzi"]],
        **dict.fromkeys(("contributi_anno", "contributi_anno_csv", "contributi_anno_json"), anno),
    }


def in_ufficio(valori):
    inviata, riga, contributo = valori["inviata"], valori["riga"], valori["contributo"]
    for bando in (valori["bando"], valori["bozza_bando"]):

        def qui(nome, *altri, bando=bando):
            return reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, *altri])

        yield from (qui(nome) for nome in ("protocollo", "nuovo_accesso", "contributi", "pubblica_contributi"))
        yield qui("protocolla", inviata.codice)
        yield qui("annulla_protocollo", inviata.codice, riga.pk)
        for una in (valori["accesso"], valori["carta"]):
            yield qui("accesso", una.codice)
            yield from (qui("atto_accesso", una.codice, verbo) for verbo in ("interpella", "respingi_accesso"))
        yield from (qui("nuovo_contributo"), f"{qui('nuovo_contributo')}?domanda={inviata.codice}")
        yield qui("contributo", contributo.codice)
        yield from (qui("atto_contributo", contributo.codice, verbo) for verbo in ("correggi", "annulla"))
    yield from (reverse("admin:thinktown_richiestaaccesso_registro", args=[uno]) for uno in ("civico", "documentale"))
