"""The office's pages of the ranking: read before it is out, published, observed, approved; who is called, who next."""

import json
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from talenti.base.clock import adesso, oggi
from tests.factories import rete
from tests.factories.commissione import CONFLITTO
from tests.factories.graduatorie import Graduata, chi_parla
from tests.thinktown.browser import compila, giorno, istante
from thinktown.actions import chiamate, osservazioni, schede
from thinktown.actions.commissione import dichiara
from thinktown.enums import StatoBando
from thinktown.enums_graduatoria import StatoChiamata, StatoOsservazione
from thinktown.graduatoria import canonico
from thinktown.models import Chiamata, Osservazione

pytestmark = pytest.mark.django_db


def indirizzo(caso, nome, *altri):
    return reverse(f"admin:thinktown_bando_{nome}", args=[caso.bando.pk, *altri])


def apri(client, caso, nome, *altri):
    return client.get(indirizzo(caso, nome, *altri))


def in_parole(risposta):
    return " ".join(unescape(risposta.content.decode()).split())


def dell_atto():
    return {"numero": "77", "file": rete.caricato("atto.pdf")} | giorno("data", oggi())


@pytest.fixture
def caso(client):
    caso = Graduata()
    client.force_login(caso.casa.pubblica)
    return caso


@pytest.fixture
def definitiva(client):
    caso = Graduata(punti=(19, 18, 17, 16))
    with caso.dopo():
        caso.pubblica()
    with caso.dopo(20):
        caso.approva()
    client.force_login(caso.casa.pubblica)
    return caso


def test_before_the_commission_has_closed_no_total_is_read(client, caso):
    with caso.insieme():
        testo = in_parole(apri(client, caso, "graduatoria"))
        assert "La commissione non ha ancora chiuso la valutazione" in testo
        assert ">72<" not in testo
        assert apri(client, caso, "pubblica_graduatoria").status_code == 302


def test_from_the_card_of_the_call_to_the_first_version(client, caso):
    with caso.dopo():
        assert "da pubblicare" in in_parole(apri(client, caso, "scheda"))
        pagina = apri(client, caso, "graduatoria")
        assert [(una.numero, una.riga.posizione, una.riga.totale) for una in pagina.context["page_obj"]] == [
            (1, 1, 72), (2, 2, 64), (3, None, 56)]  # fmt: skip
        assert ">72<" in in_parole(pagina)
        form = apri(client, caso, "pubblica_graduatoria")
        assert "Scelta: 2" in in_parole(form)
        fatto = compila(client, form, **dell_atto())
        assert fatto.url == indirizzo(caso, "graduatoria")
    caso.bando.refresh_from_db()
    versione = caso.bando.graduatorie.get()
    assert (caso.bando.stato, versione.atto.numero, versione.atto.file.nome) == (
        StatoBando.GRADUATORIA_PROVVISORIA, "77", "atto.pdf")  # fmt: skip


def test_a_mistake_keeps_the_document_and_what_was_typed(client, caso):
    with caso.dopo():
        form = apri(client, caso, "pubblica_graduatoria")
        rifiuto = compila(client, form, **dell_atto() | {"numero": ""})
        assert "Scrivi il numero dell'atto." in in_parole(rifiuto)
        assert rifiuto.context["form"].gia.nome == "atto.pdf"
        assert compila(client, rifiuto, numero="78").status_code == 302
    assert caso.bando.graduatorie.get().atto.numero == "78"


def test_what_has_changed_since_it_was_read_is_read_again(client, caso):
    with caso.dopo():
        form = apri(client, caso, "pubblica_graduatoria")
    with caso.da_soli():
        posto = caso.membri[0]
        nuova = schede.riprende(posto.schede.get(domanda=caso.domande[1]), motivo="Rileggo.", da=posto.persona)
        schede.salva(nuova, {"idea": schede.Punti(Decimal(20), "Sì.")}, revisione=nuova.revisione, da=posto.persona)
        schede.firma(nuova, revisione=nuova.revisione, da=posto.persona)
    with caso.dopo():
        rifiuto = compila(client, form, **dell_atto())
        assert "è cambiata mentre la leggevi" in in_parole(rifiuto)
        assert compila(client, rifiuto).status_code == 302
    assert caso.bando.graduatorie.count() == 1


def test_who_follows_the_call_reads_where_it_stands_and_no_total(client, caso):
    client.force_login(caso.casa.scrive)
    with caso.dopo():
        testo = in_parole(apri(client, caso, "graduatoria"))
        assert "Preparare la graduatoria:" in testo
        assert ">72<" not in testo
        assert apri(client, caso, "pubblica_graduatoria").status_code == 403
    client.force_login(rete.membro(rete.ammesso(tipo="ente_pubblico", nome="Altro"), "amministrazione"))
    assert apri(client, caso, "graduatoria").status_code == 404


def test_who_is_in_a_group_or_has_a_conflict_does_not_prepare_it(client, caso):
    membro = caso.membri[0]
    with caso.da_soli():
        dichiara(membro, {caso.domande[0].codice: CONFLITTO}, da=membro.persona)
    rete.membro(caso.casa.partner, "amministrazione", persona=membro.persona)
    rete.membro(caso.casa.partner, "amministrazione", persona=chi_parla(caso.domande[1]))
    for chi in (membro.persona, chi_parla(caso.domande[1])):
        client.force_login(chi)
        with caso.dopo():
            assert apri(client, caso, "pubblica_graduatoria").status_code == 403
            assert "page_obj" not in apri(client, caso, "graduatoria").context


def test_equals_wait_for_the_draw(client):
    caso = Graduata(punti=(18, 18))
    client.force_login(caso.casa.pubblica)
    with caso.dopo():
        assert "Domande pari: n. 1, n. 2." in in_parole(apri(client, caso, "graduatoria"))
        form = apri(client, caso, "sorteggio")
        assert "Scegli un giorno" in in_parole(compila(client, form, evento="Lotto", **giorno("data", oggi())))
        quando = oggi() + timedelta(days=4)
        compila(client, form, evento="Lotto", **giorno("data", quando))
        assert "L'esito si scrive dal" in in_parole(apri(client, caso, "graduatoria"))
        assert apri(client, caso, "esito_sorteggio").status_code == 302
    with caso.dopo(5):
        assert "Scrivi l'esito" in in_parole(apri(client, caso, "graduatoria"))
        compila(client, apri(client, caso, "esito_sorteggio"), esito="12 7 81 4 33")
        pagina = apri(client, caso, "graduatoria")
        assert [una.riga.posizione for una in pagina.context["page_obj"]] == [1, 2]
        assert apri(client, caso, "esito_sorteggio").status_code == 302


def test_an_error_is_answered_and_the_ranking_revised(client, caso):
    with caso.dopo():
        caso.pubblica()
        una = caso.osserva(2, testo="Mancano i punti dell'idea.")
        assert apri(client, caso, "rivede_graduatoria").status_code == 302
        elenco = apri(client, caso, "osservazioni")
        assert [riga.codice for riga in elenco.context["page_obj"]] == [una.codice]
        form = apri(client, caso, "osservazione", una.codice)
        assert "Mancano i punti dell'idea." in in_parole(form)
        assert "Scegli se è vero o no." in in_parole(compila(client, form, risposta="Sì."))
        compila(client, form, risposta="È vero.", esito="accoglie")
        assert "È vero." in in_parole(apri(client, caso, "osservazione", una.codice))
        for posto in (caso.presidente, *caso.membri):
            nuova = schede.riprende(posto.schede.get(domanda=caso.domande[2]), motivo="Un errore.", da=posto.persona)
            dati = {uno.criterio: schede.Punti(Decimal(19), "Sì.") for uno in nuova.voti.all()}
            schede.salva(nuova, dati, revisione=nuova.revisione, da=posto.persona)
            schede.firma(nuova, revisione=nuova.revisione, da=posto.persona)
        assert "Domanda n. 3. Esito: prima" in in_parole(apri(client, caso, "graduatoria"))
        compila(client, apri(client, caso, "rivede_graduatoria"), motivo="Un errore nei punti.", **dell_atto())
        assert apri(client, caso, "approva_graduatoria").status_code == 302
    una.refresh_from_db()
    assert (una.stato, una.recepita_in.n) == (StatoOsservazione.ACCOLTA, 2)


def test_only_who_answers_for_the_call_answers_an_error(client, caso):
    with caso.dopo():
        caso.pubblica()
        una = caso.osserva()
        client.force_login(caso.casa.scrive)
        assert "Rispondere:" in in_parole(apri(client, caso, "osservazione", una.codice))
        risposta = client.post(indirizzo(caso, "osservazione", una.codice), {"esito": "respinge", "risposta": "No."})
        assert risposta.status_code == 403
        rete.membro(caso.casa.partner, "amministrazione", persona=chi_parla(caso.domande[0]))
        client.force_login(chi_parla(caso.domande[0]))
        assert apri(client, caso, "osservazione", una.codice).status_code == 404
    assert Osservazione.objects.get().stato == StatoOsservazione.RICEVUTA


def test_it_is_approved_once_every_error_has_its_answer_and_who_is_chosen_is_called(client, caso):
    with caso.dopo():
        caso.pubblica()
        una = caso.osserva()
    with caso.dopo(20):
        assert apri(client, caso, "approva_graduatoria").status_code == 302
        osservazioni.respinge(una, risposta="No.", da=caso.casa.pubblica)
        form = apri(client, caso, "approva_graduatoria")
        passato = compila(client, form, **dell_atto(), **istante("entro", adesso() - timedelta(days=1)))
        assert "Scegli un momento che deve ancora venire." in in_parole(passato)
        assert compila(client, passato, **istante("entro", adesso() + timedelta(days=9))).status_code == 302
        assert "page_obj" not in apri(client, caso, "graduatoria").context
    assert Chiamata.objects.count() == 2


def test_who_is_next_is_called_by_an_act(client, definitiva):
    caso = definitiva
    with caso.dopo(21):
        assert apri(client, caso, "scorre").status_code == 302
        chiamate.rinuncia(Chiamata.objects.earliest("pk"), perche="Studio fuori.", da=chi_parla(caso.domande[0]))
        elenco = in_parole(apri(client, caso, "chiamate"))
        assert "Studio fuori." in elenco
        assert "tocca a 1 domanda" in elenco
        form = apri(client, caso, "scorre")
        assert "Domanda n. 4, posizione 4" in in_parole(form)
        chiamate.rinuncia(Chiamata.objects.latest("pk"), da=chi_parla(caso.domande[2]))
        assert compila(client, form, motivo="Si libera un posto.", **dell_atto()).status_code == 302
    assert Chiamata.objects.get(domanda=caso.domande[3]).stato == StatoChiamata.ATTESA


def test_inputs_and_result_are_taken_away_as_they_were_written(client, caso):
    with caso.dopo():
        versione = caso.pubblica()
        dati = apri(client, caso, "dati_graduatoria", 1, "dati").content.decode()
        risultato = apri(client, caso, "dati_graduatoria", 1, "risultato").content.decode()
        assert apri(client, caso, "dati_graduatoria", 1, "altro").status_code == 404
        assert apri(client, caso, "dati_graduatoria", 2, "dati").status_code == 404
    assert canonico.impronta_ingressi(canonico.leggi_ingressi(dati)) == versione.impronta_ingressi
    assert json.loads(risultato)["formato"] == canonico.FORMATO


@pytest.mark.parametrize("quante", [1, 3])
def test_the_questions_of_its_pages_do_not_grow(client, django_assert_num_queries, quante):
    caso = Graduata(punti=[18 - n for n in range(quante)])
    client.force_login(caso.casa.pubblica)
    with caso.dopo():
        apri(client, caso, "graduatoria")
        with django_assert_num_queries(21):
            apri(client, caso, "graduatoria")
        caso.pubblica()
        for n in range(quante):
            caso.osserva(n)
        with django_assert_num_queries(11):
            apri(client, caso, "osservazioni")
        for una in Osservazione.objects.all():
            osservazioni.respinge(una, risposta="No.", da=caso.casa.pubblica)
    with caso.dopo(20):
        caso.approva()
        with django_assert_num_queries(19):
            apri(client, caso, "chiamate")
