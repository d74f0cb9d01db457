"""The office's pages of the draws: drawn by a form, followed by outcome, done again, handed over as files."""

import hashlib
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from talenti.persone.models import Lettura
from talenti.registro.actions import cancella_dettaglio
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.campioni import estratto, verificata
from tests.factories.thinktown import Ufficio, dopo_la_chiusura, inviata, maggiorenne
from tests.thinktown.browser import compila, modulo
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.estrazione import estrai
from thinktown.models import VerificaCampione

pytestmark = pytest.mark.django_db
EVENTO = "Lotto di Milano, sab 5 dicembre 2026"


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.pubblica)
    return casa


@pytest.fixture
def bando(ufficio):
    bando = ufficio.pubblicato()
    for _una in range(4):
        inviata(bando)
    with dopo_la_chiusura(bando):
        yield bando


def pagina(nome, *argomenti, **parametri):
    return reverse(f"admin:thinktown_bando_{nome}", args=argomenti, query=parametri)


def in_parole(risposta):
    return " ".join(unescape(risposta.content.decode()).split())


# ── Drawn ─────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_drawn_from_the_calls_card_with_a_seed_of_the_portal(client, bando):
    assert pagina("campioni", bando.pk) in in_parole(client.get(pagina("scheda", bando.pk)))
    assert "Nessun campione estratto, per ora." in in_parole(client.get(pagina("campioni", bando.pk)))
    aperta = client.get(pagina("estrai", bando.pk))
    assert aperta.context["segue"][0] == "Si estrae fra 4 domande inviate: quelle ritirate non ci sono."
    assert modulo(aperta)[0]["da_dove"] == ["portale"]
    vuota = compila(client, aperta)
    assert vuota.context["form"].errors == {"percento": ["Scrivi un numero da 1 a 100."]}
    fatta = compila(client, vuota, percento="25")
    campione = bando.campioni.get()
    assert fatta.url == pagina("campione", bando.pk, 1)
    assert (campione.percento, campione.verifiche.count()) == (25, 1)
    assert "0 su 1 verificate" in in_parole(client.get(pagina("campioni", bando.pk)))
    # Pressed twice: the second press finds the first.
    ancora = compila(client, aperta, percento="25")
    assert "Nel frattempo è stato estratto un campione" in in_parole(ancora)
    assert bando.campioni.count() == 1


def test_a_seed_that_is_typed_comes_from_somewhere(client, bando):
    aperta = client.get(pagina("estrai", bando.pk))
    senza = compila(client, aperta, percento="50", da_dove="evento")
    assert set(senza.context["form"].errors) == {"seme"}
    senza = compila(client, aperta, percento="50", da_dove="evento", seme="12 45")
    assert set(senza.context["form"].errors) == {"evento"}
    # What is typed under the other choice is neither used nor lost.
    contro = compila(client, aperta, percento="50", da_dove="portale", seme="12 45", evento=EVENTO)
    assert set(contro.context["form"].errors) == {"seme", "evento"}
    assert modulo(contro)[0]["seme"] == ["12 45"]
    compila(client, contro, da_dove="evento")
    letta = in_parole(client.get(pagina("campione", bando.pk, 1)))
    assert ("12 45" in letta, EVENTO in letta, "scelto a caso" in letta) == (True, True, False)


def test_while_the_call_is_open_the_page_says_so(client, ufficio):
    bando = ufficio.pubblicato()
    assert "ancora aperto" in in_parole(client.get(pagina("campioni", bando.pk)))
    for risposta in (client.get(pagina("estrai", bando.pk)), client.post(pagina("estrai", bando.pk), {"percento": 9})):
        assert risposta.url == pagina("campioni", bando.pk)
    with dopo_la_chiusura(bando):
        assert "Nessuna domanda è stata inviata" in in_parole(client.get(pagina("campioni", bando.pk)))


def test_who_works_on_the_call_reads_and_verifies_and_does_not_draw(client, ufficio, bando):
    estratto(bando, ufficio.pubblica)
    client.force_login(ufficio.scrive)
    assert pagina("estrai", bando.pk) not in in_parole(client.get(pagina("campioni", bando.pk)))
    assert client.get(pagina("estrai", bando.pk)).status_code == 403
    assert client.post(pagina("estrai", bando.pk), {"percento": "9"}).status_code == 403
    assert client.get(pagina("campione", bando.pk, 1)).status_code == 200


def test_for_who_does_not_follow_the_call_there_is_nothing(client, ufficio, bando):
    una = estratto(bando, ufficio.pubblica).verifiche.first()
    altrove = Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282"))
    suo = altrove.pubblicato()
    codice = una.domanda.codice
    persona = una.domanda.componenti.first().persona
    for chi, atteso in ((altrove.pubblica, 404), (persona, 302)):
        client.force_login(chi)
        for indirizzo in (
            pagina("campioni", bando.pk),
            pagina("estrai", bando.pk),
            *(pagina(nome, bando.pk, 1) for nome in ("campione", "come_si_rifa", "campione_elenco", "campione_csv")),
            pagina("verifica", bando.pk, 1, codice),
            *((pagina("verifica", suo.pk, 1, codice), pagina("campione", suo.pk, 1)) if atteso == 404 else ()),
        ):
            assert client.get(indirizzo).status_code == atteso, indirizzo
            assert client.post(indirizzo, {"esito": "falsa", "nota": "No."}).status_code in (atteso, 405)
    una.refresh_from_db()
    assert (una.esito, suo.campioni.count()) == ("", 0)


# ── Followed ──────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def campione(ufficio, bando):
    """All four drawn; one of each outcome, one to do."""
    campione = estratto(bando, ufficio.pubblica, 100)
    for una, esito in zip(campione.verifiche.order_by("pk"), EsitoVerifica, strict=False):
        verificata(una, ufficio.scrive, esito, "=Anagrafe di Soresina")
    return campione


def numeri(client, bando, **parametri):
    righe = client.get(pagina("campione", bando.pk, 1, **parametri)).context["righe"]
    return [una.domanda.numero for una, _soggetto in righe]


def test_it_is_followed_by_outcome(client, bando, campione):
    uscite = list(campione.verifiche.order_by("pk").values_list("domanda__numero", flat=True))
    assert numeri(client, bando) == uscite
    for posto, esito in enumerate((*EsitoVerifica.values, "da_fare")):
        assert numeri(client, bando, esito=esito) == [uscite[posto]]
    assert numeri(client, bando, esito="x", page="x") == uscite
    letta = in_parole(client.get(pagina("campione", bando.pk, 1)))
    assert "3 su 4 verificate" in letta
    assert "perde quello che ha avuto" in letta
    assert "Radio Quartiere" in letta
    verificata(campione.verifiche.get(esito=""), bando.incarichi.first() or bando.mandato_da)
    assert "tutte verificate: 4" in in_parole(client.get(pagina("campione", bando.pk, 1)))


def test_what_was_found_is_written_and_corrected(client, ufficio, bando, campione):
    una = campione.verifiche.get(esito="")
    client.force_login(ufficio.scrive)
    qui = pagina("verifica", bando.pk, 1, una.domanda.codice)
    aperta = client.get(qui)
    senza = compila(client, aperta, esito="falsa", nota=" ")
    assert set(senza.context["form"].errors) == {"nota"}
    assert modulo(senza)[0]["esito"] == ["falsa"]
    fatta = compila(client, senza, nota="Residente altrove dal 2024.")
    assert fatta.url == pagina("campione", bando.pk, 1)
    di_nuovo = client.get(qui)
    assert "Se la cambi, resta scritto com'era." in in_parole(di_nuovo)
    # From a page made before, nothing is written over.
    vecchia = compila(client, aperta, esito="confermata")
    assert "Nel frattempo l'ha verificata" in in_parole(vecchia)
    compila(client, di_nuovo, esito="confermata", nota="Era un'altra persona.")
    una.refresh_from_db()
    assert (una.esito, una.da) == ("confermata", ufficio.scrive)
    assert Transizione.objects.di(una.domanda).filter(verbo="verifica").count() == 2


def test_of_ones_own_application_the_page_refuses(client, ufficio):
    sua = rete.membro(ufficio.partner, ruoli.OPERATORE, persona=maggiorenne())
    bando = ufficio.pubblicato()
    domanda = inviata(bando, maggiorenne(), [sua])
    with dopo_la_chiusura(bando):
        estratto(bando, ufficio.pubblica)
        client.force_login(sua)
        qui = pagina("verifica", bando.pk, 1, domanda.codice)
        assert (client.get(qui).status_code, client.post(qui, {"esito": "confermata"}).status_code) == (403, 403)
    assert VerificaCampione.objects.get().esito == ""


def test_the_application_says_that_it_was_drawn(client, ufficio, bando, campione):
    una = campione.verifiche.get(esito="falsa")
    letta = in_parole(client.get(pagina("domanda", bando.pk, una.domanda.codice)))
    assert f"Non è vera · {ufficio.scrive}" in letta
    assert pagina("verifica", bando.pk, 1, una.domanda.codice) in letta


def test_those_whose_statements_are_read_are_told(client, bando, campione):
    def lette():
        return Lettura.objects.filter(pagina="thinktown.campioni").count()

    client.get(pagina("campione", bando.pk, 1, esito="falsa"))
    assert lette() == 1
    client.get(pagina("campione_csv", bando.pk, 1))
    assert lette() == 5
    client.get(pagina("verifica", bando.pk, 1, campione.verifiche.first().domanda.codice))
    assert lette() == 6


# ── Done again ────────────────────────────────────────────────────────────────────────────────────
def test_the_page_gives_all_that_is_needed_to_do_it_again(client, bando, campione):
    letta = client.get(pagina("come_si_rifa", bando.pk, 1))
    parole = in_parole(letta)
    assert letta.context["confronto"].torna
    for detto in (campione.seme, campione.tra, f"manage.py ricalcola_campione {bando.codice} 1", "Torna."):
        assert detto in parole
    elenco = client.get(pagina("campione_elenco", bando.pk, 1))
    assert hashlib.sha256(elenco.content).hexdigest() == campione.tra
    codici = elenco.content.decode().split("\n")
    assert codici == list(bando.domande.order_by("numero").values_list("codice", flat=True))
    rifatte = estrai(codici, campione.seme, campione.percento)
    assert rifatte == [uno.domanda.codice for uno in campione.verifiche.select_related("domanda").order_by("pk")]
    assert [riga[1] for riga in letta.context["righe"]] == codici


def test_what_does_not_agree_is_shouted(client, ufficio, bando):
    uscita = estratto(bando, ufficio.pubblica, 1).verifiche.get()
    altra = bando.domande.exclude(pk=uscita.domanda_id).first()
    VerificaCampione.objects.filter(pk=uscita.pk).update(domanda=altra)
    assert "Non torna." in in_parole(client.get(pagina("come_si_rifa", bando.pk, 1)))
    cancella_dettaglio(Transizione.objects.di(bando).get(verbo="estrae_campione"))
    assert "non c'è più" in in_parole(client.get(pagina("come_si_rifa", bando.pk, 1)))
    assert client.get(pagina("campione_elenco", bando.pk, 1)).status_code == 404
    assert client.get(pagina("campione", bando.pk, 1)).status_code == 200


def test_the_sheet_has_every_outcome_and_no_formula(client, bando, campione):
    foglio = client.get(pagina("campione_csv", bando.pk, 1))
    righe = foglio.content.decode("utf-8-sig").splitlines()
    assert foglio.headers["Content-Disposition"] == 'attachment; filename="campione-1.csv"'
    assert righe[0] == "Numero;Codice;Esito;Che cosa è risultato;Chi ha verificato;Quando"
    assert [riga.split(";")[2] for riga in righe[1:]] == ["Confermata", "Non è vera", "Non si è potuta verificare",
                                                         "Da verificare"]  # fmt: skip
    assert righe[1].split(";")[3] == "'=Anagrafe di Soresina"


@pytest.mark.parametrize("quante", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_three(client, ufficio, quante):
    bando = ufficio.pubblicato()
    for _una in range(quante):
        inviata(bando)
    with a_quest_ora(bando.domande.first().inviata_il + timedelta(days=90)):
        for _volta in range(quante):
            campione = estratto(bando, ufficio.pubblica, 100)
        for una in campione.verifiche.all()[1:]:
            verificata(una, ufficio.pubblica)
        costano = {}
        for nome in QUERY:
            indirizzo = pagina(nome, bando.pk, *(() if nome == "campioni" else (quante,)))
            client.get(indirizzo)
            with CaptureQueriesContext(connection) as chieste:
                assert client.get(indirizzo).status_code == 200
            costano[nome] = len(chieste)
    assert costano == QUERY


QUERY = {"campioni": 12, "campione": 16, "come_si_rifa": 12, "campione_csv": 10}
