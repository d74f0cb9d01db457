"""The pages of the protocol: the number on the card, many pasted at once, and where everybody concerned reads it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from talenti.base.clock import oggi
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, detta
from tests.factories.persone import con_fattore
from tests.factories.registri import lettera, protocollata
from tests.factories.risposte import di_sportello, risposta_inviata
from tests.factories.thinktown import Ufficio, inviata, maggiorenne
from tests.thinktown.browser import compila, giorno, modulo
from thinktown import actions
from thinktown.actions.protocollo import annulla_protocollo
from thinktown.models import Protocollazione
from thinktown.models.bandi import RuoloIncarico

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    settings.CHIAVI = tmp_path / "chiavi"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne()


@pytest.fixture
def spedita(bando, giulia):
    return inviata(bando, giulia)


def qui(bando):
    return reverse("admin:thinktown_bando_protocollo", args=[bando.pk])


def scrivi(domanda):
    return reverse("admin:thinktown_bando_protocolla", args=[domanda.bando_id, domanda.codice])


def annulla(riga):
    return reverse(
        "admin:thinktown_bando_annulla_protocollo", args=[riga.domanda.bando_id, riga.domanda.codice, riga.pk]
    )


def scheda(domanda):
    return reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])


def entra(client, persona):
    client.force_login(con_fattore(persona))
    return client


# ── One by one ────────────────────────────────────────────────────────────────────────────────────
def test_typed_on_the_card_and_read_by_everybody_concerned(client, ufficio, bando, spedita, giulia):
    entra(client, ufficio.scrive)
    assert "Scrivi il numero di protocollo" in client.get(scheda(spedita)).content.decode()
    pagina = client.get(scrivi(spedita))
    assert modulo(pagina)[0]["che_cosa"] == [f"invio-{spedita.invii.get().pk}"]
    risposta = compila(client, pagina, numero="0012345", **giorno("data", oggi()))
    assert (risposta.status_code, risposta["Location"]) == (302, scheda(spedita))

    testo = client.get(scheda(spedita)).content.decode()
    assert ("n. 0012345" in testo, escape(ufficio.scrive.get_full_name()) in testo) == (True, True)
    assert "Scrivi il numero di protocollo" not in testo
    elenco = client.get(reverse("admin:thinktown_bando_domande", args=[bando.pk])).content.decode()
    assert "0012345" in elenco
    bando_ = client.get(reverse("admin:thinktown_bando_scheda", args=[bando.pk])).content.decode()
    assert "1 su 1" in bando_
    client.force_login(giulia)
    for nome in ("domanda", "ricevuta"):
        testo = client.get(reverse(f"thinktown:{nome}", args=[spedita.codice])).content.decode()
        assert ("Protocollo di Comune delle Prove" in testo, "n. 0012345 di " in testo) == (True, True), nome


def test_nobody_reads_a_number_that_is_not_there(client, spedita, giulia):
    client.force_login(giulia)
    for nome in ("domanda", "ricevuta"):
        assert "Protocollo di" not in client.get(reverse(f"thinktown:{nome}", args=[spedita.codice])).content.decode()


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"numero": ""}, "Scrivi il numero di protocollo."),
        ({"numero": "<b>"}, "Scrivi il numero come nel registro"),
        ({"numero": "0012345", "data_anno": "1999"}, "La data è prima di "),
        ({"numero": "0012345", "data_giorno": "", "data_mese": "", "data_anno": ""}, "Scrivi la data di protocollo."),
        ({"numero": "0012345", "che_cosa": "invio-0"}, "Scegli una voce dell"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, ufficio, spedita, dati, frase):
    pagina = entra(client, ufficio.scrive).get(scrivi(spedita))
    risposta = compila(client, pagina, **({"numero": ""} | giorno("data", oggi()) | dati))
    testo = risposta.content.decode()
    assert (risposta.status_code, frase in testo, Protocollazione.objects.count()) == (422, True, 0)
    assert escape(dati["numero"]) in testo


def test_an_odd_number_is_read_again_before_it_is_written(client, ufficio, spedita):
    pagina = entra(client, ufficio.scrive).get(scrivi(spedita))
    chiesto = compila(client, pagina, numero="77", **giorno("data", oggi()))
    testo = chiesto.content.decode()
    assert (chiesto.status_code, "Ha meno di 7 cifre" in testo, "È giusto così: scrivilo" in testo) == (422, True, True)
    # Another odd one is asked about anew.
    altro = compila(client, chiesto, numero="78")
    assert (altro.status_code, Protocollazione.objects.count()) == (422, 0)
    assert compila(client, altro).status_code == 302
    assert spedita.protocolli.get().numero == "78"


def test_letters_and_answers_are_among_the_things_to_choose(client, ufficio):
    spedita = inviata(di_sportello(ufficio))
    carta = lettera(spedita, ufficio)
    richiesta = spedita.provvedimenti.get()
    risposta_inviata(richiesta, da=spedita.componenti.get().persona)
    entra(client, ufficio.scrive)
    scelte = {
        f"documento-{carta.pk}": ("0012346", "in partenza, Comunicazione sulla domanda n. 1"),
        f"risposta-{richiesta.pk}": ("0012347", "in arrivo, risposta del gruppo ("),
    }
    for che_cosa, (numero, detto) in scelte.items():
        pagina = client.get(scrivi(spedita))
        dati = {"che_cosa": che_cosa, "numero": numero, **giorno("data", oggi())}
        assert compila(client, pagina, **dati).status_code == 302
        assert detto in client.get(scheda(spedita)).content.decode()
    assert [(una.documento, una.risposta) for una in spedita.protocolli.per_elenco()] == [
        (carta, None),
        (None, richiesta),
    ]
    assert compila(client, client.get(scrivi(spedita)), numero="0012345", **giorno("data", oggi())).status_code == 302
    for fai in (client.get, client.post):
        assert fai(scrivi(spedita))["Location"] == scheda(spedita)


def test_those_already_decided_are_named_while_their_number_is_missing(client, ufficio):
    bando = di_sportello(ufficio)
    aspetta, ammessa, chiesta_ = (inviata(bando) for _n in range(3))
    detta(ammessa, AMMETTE, ufficio.scrive)
    lettera(chiesta_, ufficio)
    pagina = entra(client, ufficio.scrive).get(qui(bando))
    assert pagina.context["quanti"]["mancano"] == 3
    assert pagina.context["senza"] == [aspetta.numero, ammessa.numero, chiesta_.numero]


def test_annulled_with_a_reason_that_stays_beside_it(client, ufficio, spedita, giulia):
    riga = protocollata(spedita, ufficio.scrive)
    pagina = entra(client, ufficio.scrive).get(annulla(riga))
    assert "n. 0012345 di " in pagina.content.decode()
    assert compila(client, pagina, motivo=" ").status_code == 422
    assert compila(client, pagina, motivo="Letto male.").status_code == 302
    testo = client.get(scheda(spedita)).content.decode()
    assert ("<del>n. 0012345</del>" in testo, "Letto male." in testo) == (True, True)
    assert client.get(annulla(riga))["Location"] == scheda(spedita)
    detto = client.post(annulla(riga), {"motivo": "Ancora."}, follow=True).content.decode()
    assert "Lo stato è già «Annullata»" in detto
    client.force_login(giulia)
    pagina_sua = client.get(reverse("thinktown:domanda", args=[spedita.codice])).content.decode()
    assert ("0012345" in pagina_sua, "Letto male" in pagina_sua) == (False, False)


# ── Many at once ──────────────────────────────────────────────────────────────────────────────────
def righe(quante, da=1):
    return "\n".join(f"{n};{n:07d};{oggi().isoformat()}" for n in range(da, da + quante))


def test_what_will_be_written_is_read_first_and_then_written(client, ufficio, bando):
    for _n in range(2):
        inviata(bando)
    pagina = entra(client, ufficio.scrive).get(qui(bando))
    assert "0 con il numero di protocollo, su 2 domande inviate." in pagina.content.decode()
    letta = compila(client, pagina, righe=righe(2))
    testo = letta.content.decode()
    assert (letta.status_code, "Pronto: 2 numeri da scrivere" in testo, Protocollazione.objects.count()) == (
        200,
        True,
        0,
    )
    scritta = client.post(qui(bando), {"verbo": "registra", "righe": righe(2)}, follow=True)
    assert (scritta.redirect_chain, "2 numeri di protocollo scritti." in scritta.content.decode()) == (
        [(qui(bando), 302)],
        True,
    )
    assert list(Protocollazione.objects.values_list("numero", flat=True)) == ["0000001", "0000002"]
    di_nuovo = client.post(qui(bando), {"verbo": "controlla", "righe": righe(2)}).content.decode()
    assert ("Non c'è niente da scrivere" in di_nuovo, di_nuovo.count("È già scritto così")) == (True, 2)


def test_one_wrong_line_stops_all_and_the_text_stays_to_be_put_right(client, ufficio, bando, spedita):
    testo = f"{righe(1)}\n9;0000009;{oggi().isoformat()}\n=1+1"
    for verbo in ("controlla", "registra"):
        risposta = entra(client, ufficio.scrive).post(qui(bando), {"verbo": verbo, "righe": testo})
        pagina = risposta.content.decode()
        assert (risposta.status_code, "2 righe da correggere" in pagina) == (422, True)
        assert ("A questo bando non è arrivata" in pagina, "=1+1" in pagina, 'value="registra"' in pagina) == (
            True,
            True,
            False,
        )
    assert Protocollazione.objects.count() == 0


@pytest.mark.parametrize("codifica", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_as_the_text(client, ufficio, bando, spedita, codifica):
    file = SimpleUploadedFile("protocollo.csv", f"Nº;Protocollo;Data\n{righe(1)}".encode(codifica))
    risposta = entra(client, ufficio.scrive).post(qui(bando), {"verbo": "controlla", "file": file})
    testo = risposta.content.decode()
    assert (risposta.status_code, "Pronto: 1 numero da scrivere" in testo, righe(1) in testo) == (200, True, True)


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({}, "Incolla almeno una riga, o scegli un file."),
        ({"righe": " \n "}, "Incolla almeno una riga, o scegli un file."),
        ({"righe": "x" * 60_001}, "Il testo è troppo lungo"),
        ({"righe": "1;1;1\n" * 501}, "Al massimo 500 righe per volta."),
        ({"file": ("x.csv", b"")}, "Il file è vuoto."),
        ({"file": ("x.xlsx", b"PK\x03\x04\x00\x00")}, "Non è un file di testo"),
        ({"file": ("x.csv", b"1" * 200_001)}, "Il file è troppo grande"),
        ({"file": ("x.csv", b"1" * 100_000)}, "Il file è troppo grande"),
        ({"righe": "Domanda;Protocollo;Data"}, "Nel testo non c&#x27;è nessuna riga"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client, ufficio, bando, dati, frase):
    if "file" in dati:
        dati = {"file": SimpleUploadedFile(*dati["file"])}
    risposta = entra(client, ufficio.scrive).post(qui(bando), {"verbo": "controlla", **dati})
    assert risposta.status_code == 422
    assert frase in risposta.content.decode()


def test_somebody_writes_one_of_them_meanwhile(client, ufficio, bando, spedita):
    """Between the look and the press: what stands is told, and nothing is written over it."""
    protocollata(spedita, ufficio.pubblica, "0000099")
    risposta = entra(client, ufficio.scrive).post(qui(bando), {"verbo": "registra", "righe": righe(1)})
    assert (risposta.status_code, "Ha già il numero 0000099" in risposta.content.decode()) == (422, True)


def test_where_the_register_is_asked_the_page_says_so(client, ufficio, bando, settings):
    entra(client, ufficio.scrive)
    detto = "Il portale chiede da solo il numero"
    assert detto not in client.get(qui(bando)).content.decode()
    settings.PROTOCOLLO_URL, settings.PROTOCOLLO_GETTONE = "https://protocollo.example.org/", "x"
    assert detto in client.get(qui(bando)).content.decode()


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_for_another_body_none_of_it_is_there(client, ufficio, bando, spedita):
    riga = protocollata(spedita, ufficio.scrive)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    suo = altro.pubblicato()
    entra(client, altro.pubblica)
    for indirizzo in (qui(bando), scrivi(spedita), annulla(riga)):
        assert (client.get(indirizzo).status_code, client.post(indirizzo, {"motivo": "x"}).status_code) == (404, 404)
    # Nor under a call of one's own.
    for nome, altri in (("protocolla", ()), ("annulla_protocollo", (riga.pk,))):
        indirizzo = reverse(f"admin:thinktown_bando_{nome}", args=[suo.pk, spedita.codice, *altri])
        assert client.get(indirizzo).status_code == 404
    assert riga.vale


def test_ones_own_application_is_left_to_others(client, ufficio, bando):
    actions.incarica(bando, sua := ufficio.scrive, ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    spedita = inviata(bando, sua)
    entra(client, sua)
    assert [client.get(dove(spedita)).status_code for dove in (scheda, scrivi)] == [404, 404]
    risposta = client.post(qui(bando), {"verbo": "registra", "righe": righe(1)})
    assert (risposta.status_code, Protocollazione.objects.count()) == (422, 0)


def test_a_row_of_another_application_is_not_there(client, ufficio, bando, spedita):
    riga = protocollata(inviata(bando), ufficio.scrive)
    indirizzo = reverse("admin:thinktown_bando_annulla_protocollo", args=[bando.pk, spedita.codice, riga.pk])
    assert entra(client, ufficio.scrive).get(indirizzo).status_code == 404


# ── What it asks ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
def test_each_page_asks_the_same_however_many(client, ufficio, bando, quante, django_assert_num_queries):
    spedite = [inviata(bando) for _n in range(quante)]
    for n, una in enumerate(spedite, 1):
        annulla_protocollo(protocollata(una, ufficio.scrive, f"{n:07d}"), motivo="No.", da=ufficio.scrive)
        protocollata(una, ufficio.scrive, f"{n + 100:07d}")
    entra(client, ufficio.scrive)
    elenco = reverse("admin:thinktown_bando_domande", args=[bando.pk])
    for indirizzo, quante_query in ((qui(bando), 11), (elenco, 11)):
        assert client.get(indirizzo).status_code == 200
        with django_assert_num_queries(quante_query):
            client.get(indirizzo)
