"""The applications of a call, read by the office as they were sent."""

import pytest
from django.urls import reverse

from talenti.avvisi.models import Avviso
from talenti.documenti.actions import carica, elimina
from talenti.persone.models import Lettura
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.thinktown import Ufficio, cominciata, inviata, maggiorenne, pronta, risposta
from thinktown import actions
from thinktown.models import Invio

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


def elenco(bando, **parametri):
    return reverse("admin:thinktown_bando_domande", args=[bando.pk], query=parametri)


def pagina(bando, domanda):
    return reverse("admin:thinktown_bando_domanda", args=[bando.pk, domanda.codice])


def file(bando, domanda, codice):
    return reverse("admin:thinktown_bando_file", args=[bando.pk, domanda.codice, codice])


def numeri(client, indirizzo):
    return [riga["domanda"].numero for riga in client.get(indirizzo).context["righe"]]


def test_the_list_has_what_was_sent_and_nothing_of_drafts(client, ufficio):
    bando = ufficio.pubblicato()
    cominciata(bando)
    inviata(bando)
    persona = maggiorenne()
    ritirata = inviata(bando, persona)
    actions.ritira(ritirata, da=persona)
    inviata(ufficio.pubblicato())
    assert numeri(client, elenco(bando)) == [1, 2]
    assert numeri(client, elenco(bando, cosa="ritirate")) == [2]
    assert numeri(client, elenco(bando, q="2")) == [2]
    assert numeri(client, elenco(bando, q=ritirata.codice)) == [2]
    assert numeri(client, elenco(bando, q="quartiere")) == [1, 2]
    assert numeri(client, elenco(bando, sezione="associazioni")) == []
    # What cannot be read is left out.
    assert numeri(client, elenco(bando, sezione="x", cosa="bozza", chi="x", page="x", q="\x00")) == [1, 2]


def test_the_list_costs_the_same_for_one_and_for_three(client, ufficio, django_assert_num_queries):
    bando = ufficio.pubblicato()
    inviata(bando)
    client.get(elenco(bando))
    with django_assert_num_queries(QUERY):
        assert numeri(client, elenco(bando)) == [1]
    inviata(bando)
    inviata(bando)
    with django_assert_num_queries(QUERY):
        assert numeri(client, elenco(bando)) == [1, 2, 3]


QUERY = 11


def test_names_of_people_who_apply_alone_cost_nothing_more(client, ufficio, django_assert_num_queries):
    bando = ufficio.pubblicato()
    for n in (1, 3):
        while bando.domande.exclude(numero=None).count() < n:
            _da_sola(inviata(bando))
        client.get(elenco(bando))
        # One more than for groups with a name: that somebody has read who they are is written down.
        with django_assert_num_queries(QUERY + 1):
            righe = client.get(elenco(bando)).context["righe"]
        assert len(righe) == n
        assert [riga["chi"] for riga in righe] == [
            riga["domanda"].invii.order_by("-n")[0].da.get_full_name() for riga in righe
        ]


def _da_sola(domanda):
    """Sent again by a person alone, whose application has no name of its own."""
    prima = domanda.invii.get()
    contenuto = prima.contenuto | {"soggetto": "", "proponente": "persona"}
    Invio.objects.create(
        domanda=domanda, n=2, gettone="sola", versione=prima.versione, arrivata_il=prima.arrivata_il, da=prima.da,
        contenuto=contenuto, impronta="x",
    )  # fmt: skip


def test_an_application_is_read_as_it_was_sent(client, ufficio):
    bando, persona, altra = ufficio.pubblicato(), maggiorenne(), maggiorenne()
    domanda = inviata(bando, persona, [altra])
    risposta(domanda, "titolo", "Cambiato dopo", da=persona)
    letta = client.get(pagina(bando, domanda))
    voci = {una.voce: una for parte in letta.context["parti"] for una in parte.voci}
    testo = letta.content.decode()
    assert "Radio Quartiere" in testo
    assert "Cambiato dopo" not in testo
    assert voci["Come si chiama il progetto"].valore == "Radio Quartiere"
    assert voci["Di che cosa si occupa"].valore == "Utilità sociale e impegno civico"
    assert voci["Quando comincia"].valore == "lunedì 1 marzo 2027"
    assert voci["Quanto costa il progetto"].tabella.righe == [["Microfoni", "600\xa0€", "Un negozio"]]
    assert voci["Chi risponde del progetto, maggiorenne"].valore == persona.get_full_name()
    assert [uno["nome"] for uno in letta.context["gruppo"]] == [persona.get_full_name(), altra.get_full_name()]


def test_a_name_changed_and_not_sent_again_stays_the_groups(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = inviata(bando, persona)
    chi = {"proponente": "gruppo", "codice_fiscale": "", "da": persona}
    actions.cambia_chi(domanda, sezione="gruppi", soggetto="Nome segreto", **chi)
    conversazione = reverse("admin:thinktown_messaggiodomanda_conversazione", args=[domanda.codice])
    for indirizzo in (elenco(bando), pagina(bando, domanda), conversazione):
        detto = client.get(indirizzo).content.decode()
        assert ("Radio Quartiere" in detto, "Nome segreto" in detto) == (True, False)
    assert (numeri(client, elenco(bando, q="segreto")), numeri(client, elenco(bando, q="radio"))) == ([], [1])


def test_the_application_and_its_messages_lead_to_each_other(client, ufficio):
    bando = ufficio.pubblicato()
    domanda = inviata(bando)
    conversazione = reverse("admin:thinktown_messaggiodomanda_conversazione", args=[domanda.codice])
    assert f'href="{conversazione}"' in client.get(pagina(bando, domanda)).content.decode()
    assert f'href="{pagina(bando, domanda)}"' in client.get(conversazione).content.decode()


def test_a_draft_has_no_page_and_no_file(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    bozza = cominciata(bando, persona)
    caricato = carica(rete.caricato(), per=bozza, da=persona)
    assert client.get(pagina(bando, bozza)).status_code == 404
    assert client.get(file(bando, bozza, caricato.codice)).status_code == 404
    assert client.get(reverse("documenti:scarica", args=[caricato.codice])).status_code == 404


def test_only_the_files_that_were_sent_are_handed_over(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = pronta(bando, persona)
    mandato, rimasto = (carica(rete.caricato(nome), per=domanda, da=persona) for nome in ("a.pdf", "b.pdf"))
    risposta(domanda, "altro", [mandato.codice], da=persona)
    actions.invia(domanda, gettone="uno", da=persona)
    consegnato = client.get(file(bando, domanda, mandato.codice))
    assert (consegnato.status_code, consegnato.content) == (200, rete.PDF)
    assert consegnato.headers["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert client.get(file(bando, domanda, rimasto.codice)).status_code == 404
    # By the address of another call that one follows too it is not found either.
    assert client.get(file(ufficio.pubblicato(), domanda, mandato.codice)).status_code == 404
    elimina(mandato, da=persona)
    assert client.get(file(bando, domanda, mandato.codice)).status_code == 404


def test_of_an_application_sent_again_the_last_sending_counts(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = inviata(bando, persona)
    risposta(domanda, "titolo", "Radio Piazza", da=persona)
    actions.invia(domanda, gettone="due", da=persona)
    contesto = client.get(pagina(bando, domanda)).context
    assert [uno.n for uno in contesto["invii"]] == [2, 1]
    assert "Radio Piazza" in client.get(pagina(bando, domanda)).content.decode()


def test_who_is_read_of_reads_that_she_was(client, ufficio):
    bando, persona, altra = ufficio.pubblicato(), maggiorenne(), maggiorenne()
    domanda = inviata(bando, persona, [altra])
    client.get(pagina(bando, domanda))
    lette = Lettura.objects.filter(pagina="thinktown.domande").values_list("persona", flat=True)
    assert sorted(lette) == sorted([persona.pk, altra.pk])


def test_no_number_of_applications_is_shown_before_the_call_is_out(client, ufficio):
    bando = ufficio.bozza()
    contesto = client.get(reverse("admin:thinktown_bando_scheda", args=[bando.pk])).context
    assert contesto["quante"] is None
    uscito = ufficio.pubblicato()
    cominciata(uscito)
    inviata(uscito)
    contesto = client.get(reverse("admin:thinktown_bando_scheda", args=[uscito.pk])).context
    assert contesto["quante"] == {"bozze": 1, "da_controllare": 1, "inviate": 1, "ritirate": 0}


# ── What is told ──────────────────────────────────────────────────────────────────────────────────
def detto(verbo):
    return sorted(Avviso.objects.filter(transizione__verbo=verbo).values_list("persona", flat=True))


def test_who_may_publish_is_told_that_a_call_waits_and_not_who_sent_it(ufficio):
    altra = rete.membro(ufficio.partner, ruoli.AMMINISTRAZIONE)
    rete.membro(ufficio.partner, ruoli.OPERATORE)
    bando = ufficio.bozza()
    actions.manda_in_verifica(bando, da=ufficio.pubblica)
    casa = ufficio.partner.appartenenze.filter(ruolo=ruoli.AMMINISTRAZIONE).values_list("persona", flat=True)
    assert altra.pk in casa
    assert detto("manda_in_verifica") == sorted(set(casa) - {ufficio.pubblica.pk})


def test_who_sent_it_is_told_why_it_comes_back(ufficio):
    bando = ufficio.in_verifica()
    actions.rimanda(bando, motivo="Mancano i fondi.", da=ufficio.pubblica)
    avviso = Avviso.objects.get(transizione__verbo="rimanda")
    assert (avviso.persona, "Il motivo: Mancano i fondi." in avviso.testo) == (ufficio.scrive, True)


def test_a_new_officer_is_told(ufficio):
    persona = maggiorenne()
    actions.incarica(ufficio.pubblicato(), persona, ruolo="istruttore", da=ufficio.pubblica)
    avviso = Avviso.objects.get(transizione__verbo="incarica", persona=persona)
    assert avviso.testo[0] == "Da oggi lo segui. Il tuo incarico: Segue le domande."
