"""Letters of what the office decides and asks: one each, in Italian, signed, read by two sides and nobody else."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import puo
from talenti.base.templatetags.italiano import data
from talenti.documenti.models import Documento
from talenti.documenti.queries import contenuto
from talenti.persone.models import Lettura
from talenti.registro.actions import annuncia
from talenti.registro.models import Transizione
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, CHIEDE, ESCLUDE, decisa, detta
from tests.factories.risposte import chiesta, di_sportello, preavvisata, risposta_inviata
from tests.factories.thinktown import Ufficio, dopo_la_chiusura, inviata, maggiorenne
from thinktown import actions, lettere
from thinktown.actions import DaCompletare
from thinktown.models.bandi import RuoloIncarico
from thinktown.termini import ricorso_al_presidente, ricorso_al_tar, ultimo_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    uscito = ufficio.pubblicato()
    sua = maggiorenne(nome="Nora", cognome="Bianchi")
    actions.incarica(uscito, sua, ruolo=RuoloIncarico.RESPONSABILE, da=ufficio.pubblica)
    return uscito


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Verdi")


@pytest.fixture
def domanda(bando, giulia):
    mandata = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        yield mandata


def lettera():
    """The one of them that there is: beside it stands that of the body's admission to the network."""
    return Documento.objects.get(genere=lettere.GENERE)


def nessuna():
    return not Documento.objects.filter(genere=lettere.GENERE).exists()


def scritto(documento):
    pagine = PdfReader(io.BytesIO(contenuto(documento.file))).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in pagine).split())


def test_a_letter_is_drawn_for_each_thing_that_was_told_and_once(domanda, ufficio):
    sospesa = decisa(domanda, CHIEDE, ufficio.scrive)
    annuncia()
    assert nessuna()
    with a_quest_ora(sospesa.comunica_dal + timedelta(seconds=1)):
        actions.comunica_dovuti()
        annuncia()
        annuncia()
    documento = lettera()
    assert (documento.oggetto_tipo, documento.oggetto_id) == ("thinktown.provvedimento", sospesa.pk)
    assert (documento.titolo, documento.intestatario) == ("Comunicazione sulla domanda n. 1", "Radio Quartiere")
    sospesa.refresh_from_db()
    assert lettere.documento(sospesa) == documento
    assert lettere.documenti_di([sospesa]) == {sospesa.pk: documento}


def test_each_body_numbers_its_own(domanda, ufficio):
    altro = Ufficio(rete.ammesso(nome="Comune di Altrove", codice_fiscale="01234560199"))
    altra = inviata(di_sportello(altro))
    numeri = [lettere.documento(chiesta(una, casa)).protocollo for una, casa in ((domanda, ufficio), (altra, altro))]
    assert len(set(numeri)) == 1


def test_a_request_names_what_is_asked_its_term_and_the_law(domanda, ufficio):
    richiesta = chiesta(domanda, ufficio)
    with translation.override("en"):
        testo = scritto(lettere.documento(richiesta))
    for parola in (
        "Comune delle Prove",
        "Comunicazione n. 1/",
        "alla cortese attenzione di Giulia Verdi",
        "Oggetto: richiesta di completare la domanda n. 1",
        domanda.codice,
        "(ora italiana), si comunica quanto segue.",
        "Le date non si leggono.",
        "Il documento di chi firma.",
        "Manca un documento.",
        f"entro {data(ultimo_giorno(richiesta.entro))} (fino alle ore 23:59, ora italiana)",
        "articolo 6, comma 1, lettera b",
        "sospeso",
        "Nora Bianchi",
        "Responsabile del procedimento",
    ):
        assert parola in testo, parola
    # Impersonal: who reads it is never called by tu.
    assert not any(parola in testo for parola in (" tu ", " tua ", "Puoi", "puoi"))


def test_an_exclusion_says_what_was_asked_before_the_reasons_and_the_remedies(ufficio, giulia):
    domanda = inviata(di_sportello(ufficio), giulia)
    richiesta = preavvisata(domanda, ufficio)
    avviso = scritto(lettere.documento(richiesta))
    assert ("motivi che ostano" in avviso, "articolo 10-bis" in avviso) == (True, True)
    risposta_inviata(richiesta, da=giulia)
    esclusa = detta(domanda, ESCLUDE, ufficio.scrive)
    testo = scritto(lettere.documento(esclusa))
    for parola in (
        "Oggetto: esclusione della domanda n. 1",
        "le osservazioni pervenute",
        ESCLUDE.motivo,
        "Tribunale amministrativo regionale per la Lombardia, sezione staccata di Brescia",
        data(ricorso_al_tar(esclusa.comunicato_il)),
        data(ricorso_al_presidente(esclusa.comunicato_il)),
        "richiesta di accesso",
        "riesame",
    ):
        assert parola in testo, parola
    # Nobody is named as responsible where nobody is.
    assert "Responsabile del procedimento" not in testo


def test_a_decision_says_what_came_of_a_request(domanda, ufficio):
    richiesta = chiesta(domanda, ufficio)
    with a_quest_ora(richiesta.entro + timedelta(minutes=5)):
        actions.fai_scadere()
        testo = scritto(lettere.documento(detta(domanda, AMMETTE, ufficio.scrive)))
    assert "nel termine assegnato non è pervenuta alcuna risposta" in testo
    assert "non comporta di per sé" in testo
    assert "Rimedi" not in testo


def test_long_reasons_many_things_and_long_names_fit_their_pages(ufficio, bando, giulia):
    lungo = "Associazione " + "Straordinariamente" * 5
    domanda = inviata(bando, giulia)
    invio = domanda.invii.get()
    invio.contenuto["soggetto"] = lungo
    with dopo_la_chiusura(bando):
        voci = tuple(DaCompletare(f"{n} " + "cosa " * 70, "inizio") for n in range(1, 21))
        richiesta = chiesta(domanda, ufficio, replace(CHIEDE, motivo="Parola " * 280, voci=voci))
        richiesta.invio = invio
        testo = scritto(lettere.documento(richiesta))
    assert all(f"{n} cosa cosa" in testo for n in range(1, 21))
    assert testo.count("Parola") == 280


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_read_by_the_group_and_by_the_office_of_that_call(domanda, ufficio, giulia):
    richiesta = chiesta(domanda, ufficio)
    file = lettere.documento(richiesta).file
    altro = Ufficio(rete.ammesso(nome="Altro ente", codice_fiscale="01234560199"))
    capo = maggiorenne()
    rete.capofila(capo)
    esiti = [bool(puo(chi, "documenti.leggi_file", file)) for chi in (giulia, ufficio.scrive, ufficio.pubblica)]
    assert esiti == [True, True, True]
    for chi in (maggiorenne(), altro.scrive, altro.pubblica, capo):
        assert not puo(chi, "documenti.leggi_file", file)
    # The network's office neither lists nor revokes it.
    assert not Documento.objects.visibili_in_ufficio(capo).filter(genere=lettere.GENERE).exists()


def test_the_address_gives_it_even_where_the_worker_is_late(domanda, ufficio, giulia):
    richiesta = chiesta(domanda, ufficio)
    via = reverse("thinktown:lettera", args=[domanda.codice, richiesta.codice])
    assert nessuna()
    client = Client()
    client.force_login(giulia)
    risposta = client.get(via)
    assert (risposta.status_code, risposta["Content-Type"], risposta["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    assert lettera().file.nome in risposta["Content-Disposition"]
    assert client.post(via).status_code == 405
    ufficio.pubblica.authenticator_set.all().delete()
    for chi, stato in ((maggiorenne(), 404), (ufficio.pubblica, 302), (ufficio.scrive, 200)):
        client.force_login(chi)
        assert client.get(via).status_code == stato, chi
    # Who read it in the office is written down, for whose data it is.
    lettura = Lettura.objects.get()
    assert (lettura.persona, lettura.chi, lettura.per_conto) == (giulia, ufficio.scrive, str(ufficio.partner))
    assert Client().get(via).url.startswith("/accedi/")


# ── Looked at again ───────────────────────────────────────────────────────────────────────────────
def test_a_decision_put_in_doubt_takes_its_letter_along(domanda, ufficio):
    decisione = detta(domanda, ESCLUDE, ufficio.scrive)
    annuncia()
    with a_quest_ora(adesso() + timedelta(hours=1)):
        actions.riesamina(domanda, motivo="Avevamo letto male.", da=ufficio.pubblica)
        annuncia()
        documento = lettera()
        assert (documento.stato, documento.revocato_perche) == ("revocato", "La decisione che comunicava non vale più.")
        # Its page still gives it: it is what was told then.
        assert lettere.documento(decisione) == documento
        lettere.non_vale_piu(Transizione.objects.di(domanda).get(verbo="riesamina"))
        assert lettera().stato == "revocato"
        nuova = detta(domanda, AMMETTE, ufficio.scrive)
        annuncia()
    assert lettere.documento(nuova).stato == "emesso"
