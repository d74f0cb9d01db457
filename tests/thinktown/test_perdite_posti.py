"""What is not published of a place is read by nobody but who works on its call, by whatever address, copy or mail."""

import io
import zipfile

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from talenti.avvisi.actions import spazza
from talenti.persone.esportazione import archivio
from talenti.registro.actions import annuncia
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.posti import PERCHE, DueBandi, chiuso, detto
from tests.factories.thinktown import maggiorenne, risposta
from tests.thinktown.perdite_posti import in_pubblico, in_ufficio
from thinktown import actions, dati
from thinktown.actions import SceltaPosto
from thinktown.enums_posti import NelPosto
from thinktown.models import Domanda

pytestmark = [pytest.mark.django_db, pytest.mark.largo]

UFFICIO = {"scrive", "pubblica"}
# Secret → who may read it. What is out is no secret, and is not here.
SEGRETI = {
    "segretotutor": UFFICIO | {"impresa"},
    "segretaattivita": UFFICIO | {"impresa"},
    "segretomotivo": UFFICIO,
    "segretaderoga": UFFICIO,
    "segretoproposto": UFFICIO,
    "segretomaiuscito": UFFICIO,
    "segretononscelto": UFFICIO,
    "segretaperche": UFFICIO | {"sceglie"},
    "segretabozza": {"scrivebozza"},
}


class Scena:
    """One place out, one only chosen, one withdrawn before it came out, one application nobody chose; who chooses."""

    def __init__(self):
        self.ufficio, self.primo, (fuori,) = chiuso(tutor="Ugo Segretotutor", attivita="Segretaattivita")
        detta = detto(fuori, posti=2, deroga="Segretaderoga")
        self.offerta = actions.scegli_offerta(
            fuori, detta, SceltaPosto(motivo="Segretomotivo"), da=self.ufficio.pubblica
        )
        actions.pubblica_offerta(self.offerta, da=self.ufficio.pubblica)
        self.due = DueBandi(3, ufficio=self.ufficio)
        self.nascoste = self._nascoste()
        self.persone = {
            "anonimo": None,
            "estranea": maggiorenne(),
            "scrive": self.ufficio.scrive,
            "pubblica": self.ufficio.pubblica,
            "altrove": self._altrove(),
            "impresa": fuori.componenti.get().persona,
            "sceglie": self._sceglie("Segretaperche", invia=True),
            "scrivebozza": self._sceglie("Segretabozza", invia=False),
        }

    def _nascoste(self):
        """One only chosen, one withdrawn before it was out; a third application that nobody chose."""
        _u, self.altro, (mai, poi, _niente) = chiuso(quante=3, ufficio=self.ufficio, oggi="Segretononscelto")
        proposta = actions.scegli_offerta(
            poi, detto(poi, testi={NelPosto.CHE_COSA: "Segretoproposto"}), PERCHE, da=self.ufficio.pubblica
        )
        tolta = actions.scegli_offerta(mai, detto(mai, titolo="Segretomaiuscito"), PERCHE, da=self.ufficio.pubblica)
        actions.ritira_offerta(tolta, motivo="Segretomaiuscito", da=self.ufficio.pubblica)
        return [proposta, tolta]

    def _altrove(self):
        partner = rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282")
        return rete.membro(partner, ruoli.AMMINISTRAZIONE)

    def _sceglie(self, perche, *, invia):
        domanda = self.due.bozza()
        persona = domanda.componenti.get().persona
        risposta(domanda, "perche", perche, da=persona)
        if invia:
            self.due.invia(domanda)
        return persona

    def indirizzi(self, ruolo):
        codici = [self.offerta.codice, *self.due.codici, *(una.codice for una in self.nascoste)]
        bandi = (self.primo, self.altro, self.due.primo, self.due.secondo)
        yield from in_pubblico(bandi, codici)
        persona = self.persone[ruolo]
        if persona is None:
            return
        yield from ("/area/", "/area/domande/", reverse("persone:letture"))
        for domanda in Domanda.objects.all():
            for nome, altro in (("domanda", ()), ("ricevuta", ()), ("parte", ("posti",)), ("invia", ())):
                yield reverse(f"thinktown:{nome}", args=[domanda.codice, *altro])
        if persona.is_staff:
            for bando in bandi:
                for domanda in Domanda.objects.values_list("codice", flat=True):
                    for codice in codici:
                        yield from in_ufficio(bando, domanda, codice)
                    yield reverse("admin:thinktown_bando_domanda", args=[bando.pk, domanda])


@pytest.fixture
def scena():
    return Scena()


def _letti(scena, ruolo):
    client, dove = Client(), {}
    if scena.persone[ruolo] is not None:
        client.force_login(scena.persone[ruolo])
    for indirizzo in dict.fromkeys(scena.indirizzi(ruolo)):
        risposta = client.get(indirizzo)
        assert risposta.status_code < 500, indirizzo
        testo = risposta.content.decode("utf-8", "replace").casefold()
        for segreto in SEGRETI:
            if segreto in testo:
                dove.setdefault(segreto, []).append(indirizzo)
    return dove


def test_nobody_reads_what_is_not_published(scena):
    perdite, manca = {}, {}
    for ruolo in scena.persone:
        trovati = _letti(scena, ruolo)
        perdite |= {(ruolo, uno): dove[:3] for uno, dove in trovati.items() if ruolo not in SEGRETI[uno]}
        suoi = {uno for uno, chi in SEGRETI.items() if ruolo in chi}
        if senza := suoi - trovati.keys():
            manca[ruolo] = senza
    assert (perdite, manca) == ({}, {})


def test_no_copy_of_ones_data_and_no_mail_holds_what_is_of_others(scena):
    perdite = []
    for ruolo, persona in scena.persone.items():
        if persona is None:
            continue
        with zipfile.ZipFile(io.BytesIO(archivio(persona))) as aperto:
            testo = b" ".join(aperto.read(nome) for nome in aperto.namelist()).decode("utf-8", "replace").casefold()
        perdite += [(ruolo, uno) for uno, chi in SEGRETI.items() if uno in testo and ruolo not in chi]
    annuncia()
    while spazza():
        pass
    ruoli_ = {persona.email: ruolo for ruolo, persona in scena.persone.items() if persona is not None}
    for lettera in mail.outbox:
        testo = f"{lettera.subject} {lettera.body}".casefold()
        for a in lettera.recipients():
            perdite += [(a, uno) for uno, chi in SEGRETI.items() if uno in testo and ruoli_.get(a) not in chi]
    assert perdite == []


def test_the_copy_of_ones_data_names_the_places_in_order(scena):
    (domanda,) = dati.esporta(scena.persone["sceglie"])["domande"]
    assert domanda["posti_scelti"] == [una.nome for una in scena.due.offerte]
    (domanda,) = dati.esporta(scena.persone["scrivebozza"])["domande"]
    assert domanda["posti_scelti"] == [una.nome for una in scena.due.offerte]
