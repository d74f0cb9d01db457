"""Two applications, a question, a request for help, a call being written: each word of them said in confidence."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any

from talenti.documenti.actions import carica
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.messaggi import file, risposto, scritto
from tests.factories.persone import PersonaFactory, TutelaFactory
from tests.factories.thinktown import (
    Ufficio,
    completa,
    entra,
    maggiorenne,
    minorenne,
    pronta,
    risposta,
)
from tests.thinktown import perdite_istruttoria, perdite_registri, scena_istruttoria
from tests.thinktown.perdite_istruttoria import istruttoria
from thinktown import actions
from thinktown.actions import aiuto, chiarimenti
from thinktown.actions.correzione import prepara_rettifica
from thinktown.actions.tardive import FuoriTermine
from thinktown.definizione import Definizione

BOZZA, INVIATA, DOPO = {"membro", "minore"}, {"mandante", "compagna"}, {"mandante", "compagna"}
UFFICIO = {"scrive", "pubblica", "incaricata"}
# Who keeps the accounts of the portal reads who has one: a name alone says nothing of calls.
RETE = {"coordinamento", "revisione"}

# Secret → who may read it; beside them only the superuser, who is not here.
SEGRETI: dict[str, set[str]] = {
    "segretosoggetto": BOZZA | {"invitata"},
    "segretotitolo": BOZZA,
    "segretofile.pdf": BOZZA,
    # The network's office sees to whom a mail could not be delivered, and not what of.
    "segretoinvito@": BOZZA | {"coordinamento"},
    "segretareferente": BOZZA | RETE | {"invitata"},
    "segretoscritto": BOZZA | UFFICIO,
    "segretorisposto": BOZZA | UFFICIO,
    "segretounito.pdf": BOZZA | UFFICIO,
    "segretoinviato": INVIATA | UFFICIO,
    "segretaidea": INVIATA | UFFICIO,
    "segretoallegato.pdf": INVIATA | UFFICIO,
    "segretamandante": INVIATA | UFFICIO | RETE,
    "segretodopo": DOPO,
    "segretorimasto.pdf": DOPO,
    "segretocambiato": DOPO,
    "segretachiede": RETE,
    "segretochiesto": UFFICIO,
    "segretoaiuto": {"sportello"},
    "segretaaiutata": {"sportello"} | RETE,
    "segretobando": UFFICIO | {"incarico_finito"},
    "segretobozza": UFFICIO,
    "segretacorrezione": UFFICIO,
    "segretatardiva": UFFICIO | RETE,
    "segretomotivo": UFFICIO,
    "segretotutore@": {"minore"} | RETE,
    **perdite_istruttoria.SEGRETI,
    **perdite_registri.SEGRETI,
    **scena_istruttoria.SEGRETI,
}


@dataclass
class Scena:
    ufficio: Ufficio
    persone: dict[str, Any] = field(default_factory=dict)
    valori: dict[str, Any] = field(default_factory=dict)
    file: list[str] = field(default_factory=list)


def racconta() -> Scena:
    capofila = PersonaFactory(cognome="Capofila")
    rete.capofila(capofila)
    scena = Scena(Ufficio())
    _ruoli(scena, capofila)
    bando = scena.ufficio.pubblicato()
    scena.valori |= {"bando": bando, "partner": scena.ufficio.partner}
    _in_bozza(scena)
    _inviata(scena)
    _intorno(scena)
    _dell_ufficio(scena)
    istruttoria(scena)
    perdite_registri.racconta(scena)
    scena_istruttoria.racconta(scena)
    return scena


def _ruoli(scena: Scena, capofila: Any) -> None:
    casa = scena.ufficio
    altrove = rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282")
    aiuta = rete.ammesso(nome="Informagiovani", codice_fiscale="01234560199")
    senza = rete.membro(casa.partner, ruoli.AMMINISTRAZIONE)
    senza.authenticator_set.all().delete()
    scena.valori["aiuta"] = aiuta
    scena.persone |= {
        "estranea": maggiorenne(),
        "scrive": casa.scrive,
        "pubblica": casa.pubblica,
        "senza_fattore": senza,
        "altra_operatrice": rete.membro(altrove, ruoli.OPERATORE),
        "altra_amministrazione": rete.membro(altrove, ruoli.AMMINISTRAZIONE),
        "incaricata": rete.membro(altrove, ruoli.OPERATORE),
        "incarico_finito": rete.membro(altrove, ruoli.OPERATORE),
        "sportello": rete.membro(aiuta, ruoli.OPERATORE),
        "coordinamento": capofila,
    }


def _in_bozza(scena: Scena) -> None:
    """A draft with a minor in it; one has been taken out, one said no, one has not answered yet."""
    bando, persone = scena.valori["bando"], scena.persone
    chi, uscita, rifiuta, invitata = (maggiorenne() for _una in range(4))
    chi.cognome = "Segretareferente"
    chi.save(update_fields=["cognome"])
    minore = minorenne()
    TutelaFactory(persona=minore, stato="confermato", email="segretotutore@example.org")
    domanda = actions.comincia(bando, proponente="gruppo", sezione="gruppi", soggetto="Gruppo", da=chi)
    for persona in (minore, uscita):
        entra(domanda, persona, da=chi)
    no = actions.invita(domanda, rifiuta.email, ruolo="legge", da=chi)
    actions.risponde(no, accetta=False, da=rifiuta)
    actions.togli(domanda.componenti.get(persona=uscita), da=chi)
    attesa = actions.invita(domanda, invitata.email, ruolo="legge", da=chi)
    actions.invita(domanda, "segretoinvito@example.org", ruolo="legge", da=chi)
    # After they were out: what they knew before is theirs, what comes now is not.
    actions.cambia_chi(
        domanda, proponente="gruppo", sezione="gruppi", soggetto="Segretosoggetto", codice_fiscale="", da=chi
    )
    risposta(domanda, "titolo", "Segretotitolo", da=chi)
    mio = carica(rete.caricato("segretofile.pdf"), per=domanda, da=chi)
    risposta(domanda, "altro", [mio.codice], da=chi)
    scritto(domanda, chi, "Segretoscritto.", file=file("segretounito.pdf"))
    risposto(domanda, scena.ufficio.scrive, "Segretorisposto.")
    scena.file += [mio.codice, domanda.messaggi.get(n=1).file.codice]
    scena.valori |= {"bozza": domanda, "attesa": attesa, "no": no, "tolta": domanda.componenti.get(persona=uscita)}
    persone |= {"membro": chi, "minore": minore, "uscita": uscita, "rifiuta": rifiuta, "invitata": invitata}


def _inviata(scena: Scena) -> None:
    """Sent; then changed, and not sent again."""
    chi, compagna = maggiorenne(), maggiorenne()
    chi.cognome = "Segretamandante"
    chi.save(update_fields=["cognome"])
    domanda = pronta(scena.valori["bando"], chi, [compagna])
    soggetto = {"proponente": "gruppo", "sezione": "gruppi", "codice_fiscale": "", "da": chi}
    actions.cambia_chi(domanda, soggetto="Segretoinviato", **soggetto)
    mandato, rimasto = (carica(rete.caricato(f"segreto{n}.pdf"), per=domanda, da=chi) for n in ("allegato", "rimasto"))
    risposta(domanda, "titolo", "Segretaidea", da=chi)
    risposta(domanda, "altro", [mandato.codice], da=chi)
    actions.conferma(domanda, da=compagna)
    actions.invia(domanda, gettone=token_hex(8), da=chi)
    risposta(domanda, "titolo", "Segretodopo", da=chi)
    actions.cambia_chi(domanda, soggetto="Segretocambiato", **soggetto)
    scena.file += [mandato.codice, rimasto.codice]
    scena.valori |= {"inviata": domanda}
    scena.persone |= {"mandante": chi, "compagna": compagna}


def _intorno(scena: Scena) -> None:
    """A question that waits, a request for help, somebody who came too late."""
    bando = scena.valori["bando"]
    actions.affida_aiuto(bando, scena.valori["aiuta"], da=scena.ufficio.scrive)
    chiede, aiutata, tardiva = (maggiorenne(cognome=f"Segreta{n}") for n in ("chiede", "aiutata", "tardiva"))
    scena.valori |= {
        "chiarimento": chiarimenti.chiedi(bando, "Segretochiesto?", da=chiede),
        "richiesta": aiuto.chiedi_aiuto(bando, "Segretoaiuto.", da=aiutata),
    }
    with suppress(FuoriTermine):
        actions.comincia(bando, proponente="gruppo", sezione="gruppi", da=tardiva, arrivo=bando.chiude_il)
    actions.ammetti_tardi(
        bando, maggiorenne(), fino_a=bando.chiude_il, motivo="Segretomotivo.", da=scena.ufficio.pubblica
    )


def _dell_ufficio(scena: Scena) -> None:
    """A call in draft, a correction under way, two officers of another body: one of them only until today."""
    casa, bando = scena.ufficio, scena.valori["bando"]
    scena.valori["bozza_bando"] = casa.bozza(_con_titolo(completa(), "Segretobando", "Segretobozza."))
    corretto = _con_titolo(bando.in_vigore, "Segretacorrezione")
    prepara_rettifica(bando, corretto, da=casa.scrive, revisione=bando.revisione)
    for quale in ("incaricata", "incarico_finito"):
        for uno in (bando, scena.valori["bozza_bando"]):
            incarico = actions.incarica(uno, scena.persone[quale], ruolo="istruttore", da=casa.pubblica)
            if quale == "incarico_finito":
                actions.termina_incarico(incarico, da=casa.pubblica)
    scena.valori["incarico"] = bando.incarichi.filter(persona=scena.persone["incaricata"]).get()


def _con_titolo(detta: Definizione, titolo: str, in_breve: str = "") -> Definizione:
    return replace(detta, racconto=replace(detta.racconto, titolo=titolo, in_breve=in_breve or detta.racconto.in_breve))
