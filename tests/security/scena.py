"""One network with somebody in every role, for the tables of who may open what."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.test import Client

from talenti.avvisi.models import Avviso, Striscione
from talenti.base.clock import adesso
from talenti.base.permissions import Sistema
from talenti.documenti.models import Documento, FileCaricato
from talenti.persone.models import Profilo
from talenti.portale.interruzioni import segnala
from talenti.portale.models import Opinione, Visita
from talenti.registro.actions import annuncia, sigilla
from talenti.registro.models import Annuncio, Transizione
from talenti.rete import actions, ruoli
from talenti.rete.models import Allegato, Invito, Partecipazione
from tests.factories import rete
from tests.factories.persone import PersonaFactory, PianoFactory, RecuperoFattoreFactory, TutelaFactory, con_fattore
from tests.security.scena_bandi import bandi
from tests.security.scena_campioni import campioni
from tests.security.scena_commissione import commissione
from tests.security.scena_dialogo import dialogo
from tests.security.scena_graduatorie import DiAlfa, graduatorie
from tests.security.scena_graduatorie_ufficio import graduatorie_ufficio
from tests.security.scena_gruppo import gruppo
from tests.security.scena_istruttoria import istruttoria
from tests.security.scena_lettura import lettura
from tests.security.scena_messaggi import messaggi
from tests.security.scena_posti import posti
from tests.security.scena_redazione import redazione
from tests.security.scena_registri import registri
from tests.security.scena_richieste import richieste
from tests.security.scena_sedute import sedute
from tests.security.scena_spazi import spazi
from tests.security.scena_valutazione import valutazione

# In the order in which the table writes their statuses.
RUOLI = (
    "anonimo",
    "giovane",  # an account without any role
    "estraneo",  # a collaborator of another partner
    "membro",  # a collaborator of the partner that the row is about
    "amministrazione",  # who administers that partner
    "altra_amministrazione",  # who administers another one
    "coordinamento",  # the lead
    "superuser",  # the technical account
    "ufficio",  # who works in that partner's office, without deciding on page and people
    "revisione",  # who reads the whole network and changes nothing
    "senza_fattore",  # another who administers that partner, without a second factor
)


@dataclass
class Scena:
    persone: dict[str, Any]
    valori: dict[str, Any] = field(default_factory=dict)
    clienti: dict[str, Client] = field(default_factory=dict)

    def client(self, ruolo: str) -> Client:
        """The browser of that role, signed in once for the whole scene."""
        if ruolo not in self.clienti:
            self.clienti[ruolo] = Client()
            if ruolo != "anonimo":
                self.clienti[ruolo].force_login(self.persone[ruolo])
        return self.clienti[ruolo]

    def valore(self, scritto: Any) -> Any:
        """What stands for an argument of the table: a value of the scene, the first row of a model, or itself."""
        if not str(scritto).startswith("@"):
            return scritto
        nome = scritto[1:]
        if "." in nome:
            return apps.get_model(nome)._base_manager.order_by("pk").values_list("pk", flat=True)[0]
        return self.valori[nome]


def crea() -> Scena:
    """Alfa is the partner that the rows are about, Beta another one, Gamma a proposal waiting for a document."""
    persone: dict[str, Any] = {
        nome: PersonaFactory(cognome=nome.title(), is_superuser=nome == "superuser") for nome in RUOLI[1:]
    }
    guida = rete.capofila(persone["coordinamento"])
    rete.membro(guida, ruoli.REVISIONE, persone["revisione"])
    alfa = rete.ammesso(persone["coordinamento"], persone["amministrazione"], nome="Alfa")
    beta = rete.ammesso(
        persone["coordinamento"], persone["altra_amministrazione"], nome="Beta", codice_fiscale="90000000282"
    )
    rete.membro(alfa, persona=persone["membro"])
    rete.membro(alfa, ruoli.OPERATORE, persone["ufficio"])
    rete.membro(alfa, ruoli.AMMINISTRAZIONE, persone["senza_fattore"])
    rete.membro(beta, persona=persone["estraneo"])
    gamma = rete.in_integrazione(
        persone["coordinamento"], persone["amministrazione"], nome="Gamma", codice_fiscale="90000000373"
    )
    rete.membro(gamma, persona=persone["membro"])
    actions.cambia_logo(alfa, caricato=rete.immagine(), da=persone["amministrazione"])
    documento = gamma.documenti_richiesti.get()
    actions.allega(documento, caricato=rete.caricato(), da=persone["amministrazione"])
    actions.invita(alfa, email="invitata@example.org", ruolo=ruoli.COLLABORAZIONE, da=persone["amministrazione"])
    annuncia()
    _il_resto()
    for persona in persone.values():
        con_fattore(persona)
    persone["senza_fattore"].authenticator_set.all().delete()
    Profilo.objects.update_or_create(persona=persone["amministrazione"], defaults={"mostrato_alla_rete": True})
    valori = _valori(persone, alfa, gamma, documento) | spazi(persone, alfa) | bandi(persone, alfa)
    valori |= richieste(persone, valori["bando"])
    valori |= gruppo(persone, valori["bando"])
    valori |= messaggi(persone, valori["bando"])
    valori |= dialogo(persone, alfa, valori["bando"])
    valori |= istruttoria(persone, alfa)
    valori |= campioni(persone, alfa)
    valori |= posti(persone, alfa)
    valori |= registri(persone, valori["bando"], valori["domanda_inviata"])
    valori |= commissione(persone, alfa, valori["bando_chiuso"])
    valori |= valutazione(persone, valori["domanda_ammessa"])
    valori |= graduatorie(persone, alfa)
    valori |= graduatorie_ufficio(lambda titolo: DiAlfa(alfa, persone["superuser"], titolo), persone)
    valori |= sedute(valori["commissione"])
    valori |= redazione(persone, alfa) | lettura(alfa)
    # Acts of weeks ago owe the search its rows, which nobody asks here: a worker would have written them by now.
    Annuncio.objects.filter(ascoltatore="talenti.portale.indice.aggiorna").delete()
    scena = Scena(persone, valori)
    for ruolo in RUOLI:
        scena.client(ruolo)
    return scena


def _il_resto() -> None:
    """One row of whatever the office shows and no act above makes."""
    sigilla()
    PianoFactory()
    RecuperoFattoreFactory()
    ora = adesso()
    Opinione.objects.create(pagina="/", esito="no", testo="Manca la mappa.")
    Visita.objects.create(giorno=ora.date(), sezione="home", quante=1)
    ieri, da = ora - timedelta(days=1), Sistema("prova")
    segnala(dal=ieri, al=ieri + timedelta(hours=1), causa="La rete era ferma.", da=da)
    # It has ended: it stands on no page.
    Striscione.objects.create(testo="Chiusi ieri", dal=ora - timedelta(days=2), al=ora - timedelta(days=1))


def _lavoro_non_riuscito() -> Annuncio:
    t = Transizione.objects.order_by("pk")[0]
    return Annuncio.objects.create(transizione=t, ascoltatore="prova", prossimo=adesso(), tentativi=1, errore="Rotto()")


def _valori(persone: dict[str, Any], alfa: Any, gamma: Any, documento: Any) -> dict[str, Any]:
    return {
        "alfa": alfa.slug,
        "alfa_pk": alfa.pk,
        "in_esame": rete.in_esame(persone["coordinamento"], nome="Epsilon", codice_fiscale="90000000555").pk,
        "gamma": gamma.codice,
        "gamma_pk": gamma.pk,
        "bozza": rete.bozza(persone["amministrazione"], nome="Delta", codice_fiscale="90000000464").codice,
        "documento": documento.pk,
        "allegato": Allegato.objects.get().codice,
        "invito": Invito.objects.get().pk,
        "azione": Partecipazione.objects.filter(partner=alfa).first().pk,
        "membro": alfa.appartenenze.get(persona=persone["membro"]).pk,
        "lettera": Documento.objects.get(oggetto_id=alfa.pk).codice,
        "file_lettera": FileCaricato.objects.get(pk=Documento.objects.get(oggetto_id=alfa.pk).file_id).codice,
        "avviso": Avviso.objects.filter(persona=persone["amministrazione"]).first().pk,
        "mostrata": persone["amministrazione"].pk,
        "nascosta": persone["membro"].pk,
        "tutela": TutelaFactory().pk,
        "annuncio": _lavoro_non_riuscito().pk,
    }
