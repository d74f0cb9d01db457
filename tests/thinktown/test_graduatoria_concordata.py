"""Where the commission agrees on the points in a sitting, those make the ranking, with their reasons."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.graduatorie import chi_parla
from tests.factories.sedute import IN_SEDE, Commissione, aperta, punti_di
from tests.factories.thinktown import dati_atto
from tests.thinktown.test_avvisi_domande import Detto
from thinktown.actions import graduatorie, osservazioni, sedute
from thinktown.actions.sedute import Punto
from thinktown.graduatoria import canonico
from thinktown.ingressi import MancanoSchede, ingressi
from thinktown.mia_graduatoria import conto

pytestmark = pytest.mark.django_db


def test_what_was_agreed_on_counts_and_nothing_else():
    caso = Commissione(2)
    prima, seconda = caso.domande
    with caso.in_seduta() as seduta:
        sedute.concorda(seduta, prima, punti_di(caso, "18"), da=caso.segretaria.persona)
        sedute.chiude(seduta, da=caso.segretaria.persona)
    with caso.chiusa():
        caso.bando.refresh_from_db()
        with pytest.raises(MancanoSchede) as errore:
            ingressi(caso.bando, seme="")
        assert errore.value.quante == {seconda.codice: 1}
    with caso.in_seduta() as seduta:
        sedute.concorda(seduta, seconda, punti_di(caso, "16"), da=caso.segretaria.persona)
        sedute.chiude(seduta, da=caso.segretaria.persona)
    with caso.chiusa():
        letta = canonico.impronta_risultato(graduatorie.calcolata(caso.bando)[1])
        versione = graduatorie.pubblica_graduatoria(caso.bando, dati_atto(), letta=letta, da=caso.casa.pubblica)
    assert [(riga.domanda, riga.totale) for riga in versione.righe.select_related("domanda")] == [
        (prima, Decimal(72)), (seconda, Decimal(64))]  # fmt: skip
    (scheda,) = conto(versione, prima).schede
    assert scheda.nome == "La commissione, in seduta"
    assert {(voto.punti, voto.motivo) for voto in scheda.voti} == {(Decimal(18), "Perché sì.")}


def test_an_accepted_observation_is_decided_again_in_a_new_sitting(client, settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    caso = Commissione(2)
    prima, seconda = caso.domande
    with caso.in_seduta() as seduta:
        for una, quanti in ((prima, "18"), (seconda, "16")):
            sedute.concorda(seduta, una, punti_di(caso, quanti), da=caso.segretaria.persona)
        sedute.chiude(seduta, da=caso.segretaria.persona)
    client.force_login(caso.segretaria.persona)
    with caso.chiusa():
        caso.bando.refresh_from_db()
        letta = canonico.impronta_risultato(graduatorie.calcolata(caso.bando)[1])
        graduatorie.pubblica_graduatoria(caso.bando, dati_atto(), letta=letta, da=caso.casa.pubblica)
        una = osservazioni.osserva(seconda, testo="Un punto non torna.", da=chi_parla(seconda))
        nuova = aperta(caso, [Punto(domanda=prima.pk), Punto(domanda=seconda.pk)])
        sedute.presenze(nuova, {uno.pk: IN_SEDE for uno in caso.posti}, da=caso.segretaria.persona)
        quali = [reverse("thinktown:domanda_seduta", args=[caso.bando.slug, nuova.n, x.codice]) for x in caso.domande]
        scegli = "Scegli una domanda da discutere"
        assert scegli not in client.get(nuova.get_absolute_url()).content.decode()
        assert ["Registra i punti" in client.get(pagina).content.decode() for pagina in quali] == [False, False]
        ufficio = Client()
        ufficio.force_login(caso.casa.pubblica)
        decide = reverse("admin:thinktown_bando_osservazione", args=[caso.bando.pk, una.codice])
        assert "la commissione ne decide di nuovo in una seduta" in ufficio.get(decide).content.decode()
        with Detto() as detto:
            osservazioni.accoglie(una, risposta="Avete ragione.", da=caso.casa.pubblica)
        # No sheet was ever signed: who sits for it is told all the same, the substitute whom nobody has called is not.
        discutono = [uno for uno in detto.a_chi if uno[1] == "Una domanda si può discutere di nuovo"]
        assert [email for email, _oggetto in discutono] == [
            uno.persona.email for uno in (caso.presidente, *caso.membri, caso.segretaria)
        ]
        assert scegli in client.get(nuova.get_absolute_url()).content.decode()
        pagine = [client.get(pagina).content.decode() for pagina in quali]
        assert ["Registra i punti" in pagina for pagina in pagine] == [False, True]
        assert ["nella fase in cui la commissione decide insieme" in pagina for pagina in pagine] == [True, False]
        criteri = caso.bando.in_vigore.criteri
        punti = {f"punti-{uno.chiave}": "20" for uno in criteri} | {f"motivo-{uno.chiave}": "Sì." for uno in criteri}
        assert client.post(quali[1], punti | {"passo": "concorda"}).url == quali[1]
        assert client.post(quali[0], punti | {"passo": "concorda"}).status_code == 422
        sedute.chiude(nuova, da=caso.segretaria.persona)
        caso.bando.refresh_from_db()
        righe = graduatorie.calcolata(caso.bando)[1].righe
    assert [(riga.codice, riga.totale) for riga in righe] == [
        (seconda.codice, Decimal(80)), (prima.codice, Decimal(72))]  # fmt: skip
