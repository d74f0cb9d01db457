"""Words that look like markup, kept by every form that keeps words, then read on every page that shows them."""

import io
import zipfile

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from talenti.avvisi.actions import spazza
from talenti.persone.esportazione import archivio
from talenti.persone.models import Profilo, Tutela
from talenti.portale.models import Opinione
from talenti.registro.actions import annuncia
from talenti.rete.models import DocumentoRichiesto, NomePartner, Partecipazione, Partner
from tests.factories.persone import PersonaFactory
from tests.factories.rete import PDF, caricato
from tests.security.ostili import MARCATO, SEGNO, corpo, e_html, markup_ostile, riconfermata
from tests.security.ragno import gira

pytestmark = [pytest.mark.django_db, pytest.mark.largo]

# Short enough for the names of things.
BREVE = f'"><{SEGNO} onload="{SEGNO}()">'
RUOLI = ("anonimo", "giovane", "membro", "amministrazione", "altra_amministrazione", "coordinamento", "superuser")


def _scrivi(scena, ruolo, nome, dati, *argomenti):
    client = Client()
    if ruolo != "anonimo":
        client.force_login(scena.persone[ruolo])
    risposta = client.post(reverse(nome, args=argomenti), dati)
    assert risposta.status_code == 302, (nome, corpo(risposta)[:2000])


@pytest.fixture(scope="module")
def conservate(scena):
    """The same words through every door that keeps words."""
    alfa, pk, gamma = (scena.valori[chiave] for chiave in ("alfa", "alfa_pk", "gamma_pk"))
    _di_persone(scena)
    _di_un_partner(scena, alfa)
    dati = {"pagina": "/", "utile": "no", "testo": MARCATO, "email": ""}
    _scrivi(scena, "anonimo", "portale:opinione", dati)
    striscione = {"testo": MARCATO, "livello": "info", "pagine": "", "dal_0": "01/01/2026", "dal_1": "10:00:00"}
    _scrivi(scena, "superuser", "admin:avvisi_striscione_add", striscione)
    entro = {"entro_giorno": "1", "entro_mese": "2", "entro_anno": "2028"}
    respingi = {"decisione": "chiedi_integrazione", "voci": BREVE, "motivo": MARCATO, **entro}
    proposta = _proponi(scena)
    _scrivi(scena, "coordinamento", "admin:rete_partner_esame", {"prendi": "1"}, proposta.pk)
    _scrivi(scena, "coordinamento", "admin:rete_partner_esame", respingi, proposta.pk)
    _scrivi(scena, "coordinamento", "admin:rete_partner_atto", {"motivo": MARCATO}, pk, "sospendi")
    _scrivi(scena, "coordinamento", "admin:rete_partner_atto", {"motivo": MARCATO}, pk, "riattiva")
    documento = Partner.objects.get(pk=gamma).documenti_richiesti.get()
    file = {"file": caricato(f"{BREVE}.pdf".replace("/", ""), PDF)}
    _scrivi(scena, "amministrazione", "rete:documento", file, scena.valori["gamma"], documento.pk)
    annuncia()
    return scena


def _di_persone(scena):
    chi = {"nome": BREVE, "cognome": BREVE, "telefono": "", "comune": "", "lingua": "it", "dati": "1"}
    for ruolo in ("amministrazione", "membro"):
        _scrivi(scena, ruolo, "persone:profilo", chi)
    racconto = dict.fromkeys(("che_cosa_faccio", "che_cosa_cerco", "che_cosa_so_fare"), MARCATO)
    _scrivi(scena, "amministrazione", "persone:profilo", racconto | {"mostrato_alla_rete": "on"})
    scena.persone["minorenne"] = PersonaFactory(minore=True)
    genitore = {"nome": BREVE, "email": "genitore-suo@example.org", "relazione": "genitore"}
    _scrivi(scena, "minorenne", "persone:tutele", genitore)


def _di_un_partner(scena, alfa):
    pagina = {"in_una_frase": MARCATO, "descrizione": MARCATO, "indirizzo": BREVE, "comune": "Soresina",
              "email": "alfa@example.org", "passo": "pubblica", "codice_fiscale": "90000000191"}  # fmt: skip
    _scrivi(scena, "amministrazione", "rete:pagina", pagina, alfa)
    azione = {"azione": "coworking", "che_cosa": MARCATO, "ruolo": "partner"}
    _scrivi(scena, "amministrazione", "rete:azioni", azione, alfa)
    membro = scena.valori["membro"]
    _scrivi(scena, "amministrazione", "rete:rimuovi", {"motivo": MARCATO}, alfa, membro)


def _proponi(scena):
    """A proposal whose every word is hostile, sent by a young person."""
    _scrivi(scena, "giovane", "rete:comincia", {})
    codice = Partner.objects.get(proposto_da=scena.persone["giovane"]).codice
    chi = {"tipo": "gruppo_informale", "nome": BREVE, "comune": "Soresina", "codice_fiscale": "", "partita_iva": ""}
    _scrivi(scena, "giovane", "rete:parte", chi, codice, "chi-siete")
    cosa = {"in_una_frase": BREVE, "descrizione": MARCATO, "email": "g@example.org", "indirizzo": BREVE}
    _scrivi(scena, "giovane", "rete:parte", cosa, codice, "che-cosa-fate")
    _scrivi(scena, "giovane", "rete:parte", {"eventi": MARCATO}, codice, "azioni")
    _scrivi(scena, "giovane", "rete:invia", {}, codice)
    return Partner.objects.get(codice=codice)


def test_the_words_are_kept_as_they_were_written(conservate):
    assert Partner.objects.get(slug=conservate.valori["alfa"]).descrizione == MARCATO
    assert Partner.objects.get(proposto_da=conservate.persone["giovane"]).nome == BREVE
    assert Partecipazione.objects.filter(che_cosa=MARCATO).count() == 2
    assert DocumentoRichiesto.objects.filter(voce=BREVE).count() == 1
    assert (Opinione.objects.latest("pk").testo, Tutela.objects.filter(nome=BREVE).count()) == (MARCATO, 1)
    assert Profilo.objects.filter(che_cosa_faccio=MARCATO).count() == 1
    assert NomePartner.objects.filter(nome__contains=SEGNO).count() == 0


@pytest.mark.parametrize("ruolo", RUOLI)
def test_no_page_makes_markup_of_somebodys_words(conservate, ruolo):
    client = Client()
    if ruolo != "anonimo":
        client.force_login(conservate.persone[ruolo])
        riconfermata(client)
    alfa, alfa_pk = conservate.valori["alfa"], conservate.valori["alfa_pk"]
    partner = Partner.objects.get(proposto_da=conservate.persone["giovane"])
    da = [
        f"/rete/{alfa}/",
        f"/partner/{alfa}/storia/",
        "/rete/",
        f"/rete/proponi/{partner.codice}/",
        f"/rete/proponi/{partner.codice}/documenti/",
        f"/admin/rete/partner/{partner.pk}/esame/",
        f"/cerca/?q={SEGNO}",
        f"/admin/rete/partner/{alfa_pk}/esame/",
        "/admin/portale/opinione/",
    ]
    guasti, viste = {}, 0
    for indirizzo, risposta in gira(client, da=da, massimo=110):
        if e_html(risposta) and SEGNO in (testo := corpo(risposta)):
            viste += 1
            if trovati := markup_ostile(testo):
                guasti[indirizzo] = trovati
    assert guasti == {}
    assert viste > 3


def test_the_mails_show_words_as_words(conservate):
    spazza()
    assert len([lettera for lettera in mail.outbox if SEGNO in lettera.body]) > 5
    for lettera in mail.outbox:
        assert "\n" not in lettera.subject
        assert "\r" not in lettera.subject
        assert [markup_ostile(html) for html, _tipo in lettera.alternatives] == [[]]


def test_the_copy_of_ones_data_shows_words_as_words(conservate):
    with zipfile.ZipFile(io.BytesIO(archivio(conservate.persone["amministrazione"]))) as aperto:
        pagina = aperto.read("i-miei-dati.html").decode()
        nomi = aperto.namelist()
    assert SEGNO in pagina
    assert markup_ostile(pagina) == []
    assert [nome for nome in nomi if ".." in nome or nome.startswith("/")] == []
