"""Who of the office has opened an application or a file of it: one row a person and thing, that counts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from tests.factories import rete
from tests.factories.risposte import allegata, chiesta, di_sportello, risposta_inviata
from tests.factories.thinktown import Ufficio, inviata, maggiorenne, pronta, risposta
from thinktown import actions, viste
from thinktown.actions.viste import VISTE_SI_TENGONO, dimentica_viste, segna_vista
from thinktown.esportazioni.formati import DI_UNA
from thinktown.models import VistaDomanda

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def domanda(ufficio):
    """Sent, with a file."""
    persona = maggiorenne()
    domanda = pronta(ufficio.pubblicato(), persona)
    file = carica(rete.caricato("bilancio.pdf"), per=domanda, da=persona)
    risposta(domanda, "altro", [file.codice], da=persona)
    actions.invia(domanda, gettone="uno", da=persona)
    domanda.del_file = file.codice
    return domanda


def righe():
    return list(VistaDomanda.objects.order_by("pk").values_list("persona", "file", "quante"))


def test_one_row_counts_and_keeps_the_first_and_the_last_time(ufficio, domanda):
    prima = adesso()
    for dopo in (0, 1, 5):
        with a_quest_ora(prima + timedelta(hours=dopo)):
            segna_vista(domanda, ufficio.scrive)
    # Of two that cross, the later instant stays.
    with a_quest_ora(prima + timedelta(hours=3)):
        segna_vista(domanda, ufficio.scrive)
    una = VistaDomanda.objects.get()
    assert (una.quante, una.prima_il, una.ultima_il) == (4, prima, prima + timedelta(hours=5))


def test_each_person_and_each_file_has_its_own(ufficio, domanda):
    for chi, file in ((ufficio.scrive, ""), (ufficio.scrive, "abc"), (ufficio.pubblica, ""), (ufficio.scrive, "abc")):
        segna_vista(domanda, chi, file)
    segna_vista(inviata(domanda.bando), ufficio.scrive)
    scrive, pubblica = ufficio.scrive.pk, ufficio.pubblica.pk
    assert righe() == [(scrive, "", 1), (scrive, "abc", 2), (pubblica, "", 1), (scrive, "", 1)]


def test_it_costs_two_statements_at_most(ufficio, domanda, django_assert_num_queries):
    """The first time, with the beginning and the end of what may fail in a transaction."""
    with django_assert_num_queries(2 + 2):
        segna_vista(domanda, ufficio.scrive)
    with django_assert_num_queries(1):
        segna_vista(domanda, ufficio.scrive)


def test_what_is_old_is_forgotten(ufficio, domanda):
    segna_vista(domanda, ufficio.scrive)
    with a_quest_ora(adesso() + VISTE_SI_TENGONO - timedelta(minutes=1)):
        assert dimentica_viste(adesso()) == 0
    with a_quest_ora(adesso() + VISTE_SI_TENGONO + timedelta(minutes=1)):
        assert (dimentica_viste(adesso()), righe()) == (1, [])


def test_the_pages_write_it_down_and_say_it(client, ufficio, domanda):
    qui = reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
    file = reverse("admin:thinktown_bando_file", args=[domanda.bando_id, domanda.codice, domanda.del_file])
    client.force_login(ufficio.pubblica)
    client.get(qui)
    client.force_login(ufficio.scrive)
    client.get(qui)
    assert client.get(file).status_code == 200
    letta = client.get(qui)
    assert [(una.persona, una.quante, una.file) for una in letta.context["viste"]] == [
        (ufficio.scrive, 2, ["bilancio.pdf"]),
        (ufficio.pubblica, 1, []),
    ]
    testo = letta.content.decode()
    assert ("Chi l'ha letta" in testo.replace("&#x27;", "'"), "File aperti: bilancio.pdf" in testo) == (True, True)


@pytest.mark.parametrize("formato", DI_UNA)
def test_who_takes_one_away_has_read_it(client, ufficio, domanda, formato):
    client.force_login(ufficio.scrive)
    presa = client.post(
        reverse("admin:thinktown_bando_fascicolo", args=[domanda.bando_id, domanda.codice]), {"formato": formato}
    )
    assert (presa.status_code, righe()) == (200, [(ufficio.scrive.pk, "", 1)])


def test_a_file_of_an_answer_is_written_down_by_its_name(client, ufficio):
    persona = maggiorenne()
    domanda = inviata(di_sportello(ufficio), persona)
    richiesta = chiesta(domanda, ufficio)
    allegata(richiesta, 2, "scartata.pdf", da=persona)
    allegata(richiesta, 2, "documento.pdf", da=persona)
    file = richiesta.voci.get(n=2).file
    tolto = FileCaricato.objects.get(nome="scartata.pdf")

    def indirizzo(uno, di=domanda):
        return reverse("admin:thinktown_bando_file", args=[di.bando_id, di.codice, uno.codice])

    client.force_login(ufficio.scrive)
    # Not before it is sent, and never what was taken out, or under another application.
    assert client.get(indirizzo(file)).status_code == 404
    risposta_inviata(richiesta, da=persona)
    altra = inviata(domanda.bando)
    assert [client.get(uno).status_code for uno in (indirizzo(tolto), indirizzo(file, altra))] == [404, 404]
    assert righe() == []
    qui = reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
    assert f'href="{indirizzo(file)}"' in client.get(qui).content.decode()
    assert client.get(indirizzo(file)).status_code == 200
    assert righe() == [(ufficio.scrive.pk, "", 1), (ufficio.scrive.pk, file.codice, 1)]
    assert "File aperti: documento.pdf" in client.get(qui).content.decode()


def test_who_may_not_open_it_leaves_no_trace_and_who_applied_reads_nothing_of_it(client, ufficio, domanda):
    qui = reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
    altrove = Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282"))
    for chi in (altrove.pubblica, domanda.componenti.first().persona):
        client.force_login(chi)
        assert client.get(qui).status_code in (404, 302)
    assert righe() == []
    segna_vista(domanda, ufficio.scrive)
    sua = client.get(reverse("thinktown:domanda", args=[domanda.codice])).content.decode()
    assert str(ufficio.scrive) not in sua


def test_who_opened_only_a_file_is_on_the_list_too(ufficio, domanda):
    segna_vista(domanda, ufficio.scrive, domanda.del_file)
    segna_vista(domanda, ufficio.scrive, "sparito")
    (sua,) = viste.di_domanda(domanda, domanda.invii.get())
    assert (sua.quante, sua.file) == (0, ["bilancio.pdf", "sparito"])
