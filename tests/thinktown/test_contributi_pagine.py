"""The pages of grants: granted, looked at, published in the office; read by everybody, and as open data."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import escape

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.persone.models import Lettura
from tests.factories import rete
from tests.factories.istruttoria import in_ordine
from tests.factories.persone import con_fattore
from tests.factories.registri import beneficio
from tests.factories.thinktown import Ufficio, cominciata, completa, inviata, maggiorenne
from tests.thinktown.browser import compila, giorno, modulo
from tests.thinktown.test_benefici import come_ente
from thinktown.actions.benefici import annulla_beneficio, correggi_beneficio
from thinktown.attese_registri import in_ufficio
from thinktown.models import Beneficio

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Riceve")


@pytest.fixture
def spedita(bando, giulia):
    return in_ordine(inviata(bando, giulia))


def in_pubblico(bando, formato=""):
    return reverse(f"thinktown:contributi{formato}", args=[bando.slug])


def dell_anno(formato="", anno=None):
    return reverse(f"thinktown:contributi_anno{formato}", args=[anno or oggi().year])


def ufficio_di(bando, nome="contributi", *altri):
    return reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, *altri])


def entra(client, persona):
    client.force_login(con_fattore(persona))
    return client


def foglio(client, indirizzo):
    risposta = client.get(indirizzo)
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert risposta.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(risposta.content.decode("utf-8-sig"), newline=""), delimiter=";"))


# ── In public ─────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_read_before_it_is_published(client, ufficio, bando, spedita):
    beneficio(spedita, ufficio.pubblica, importo=Decimal(1500))
    for indirizzo in (in_pubblico(bando), dell_anno()):
        testo = client.get(indirizzo).content.decode()
        assert ("Riceve" in testo, "1.500" in testo, "essun contributo" in testo) == (False, False, True)
    assert foglio(client, in_pubblico(bando, "_csv")) == []
    assert client.get(in_pubblico(bando, "_json")).json()["contributi"] == []


def test_above_the_threshold_the_six_things_are_there(client, ufficio, bando, spedita):
    beneficio(
        spedita,
        ufficio.pubblica,
        pubblico=True,
        importo=Decimal("1500.50"),
        progetto_url="https://example.org/radio",
        curriculum_url="https://example.org/cv",
    )
    for indirizzo in (in_pubblico(bando), dell_anno()):
        testo = client.get(indirizzo).content.decode()
        for parola in ("Radio Quartiere (Giulia Riceve)", "1.500,50", "L. 241/1990, articolo 12", "Politiche giovanili",
                       "Nora Prova", "Graduatoria", "https://example.org/radio", "https://example.org/cv", "n. 77 di",
                       "CC BY 4.0"):  # fmt: skip
            assert parola in testo, parola
    (riga,) = foglio(client, in_pubblico(bando, "_csv"))
    assert list(riga.values()) == [
        "Radio Quartiere (Giulia Riceve)",
        "",
        "1500,50",
        "L. 241/1990, articolo 12",
        "Politiche giovanili",
        "Nora Prova",
        "Graduatoria",
        "Radio Quartiere",
        "https://example.org/radio",
        "https://example.org/cv",
        "77",
        oggi().isoformat(),
        "Comune delle Prove",
        str(bando),
        f"http://localhost:8000{bando.get_absolute_url()}",
        oggi().isoformat(),
    ]
    detto = client.get(dell_anno("_json")).json()
    assert (detto["licenza"], detto["norma"]) == ("CC BY 4.0", "D.lgs. 33/2013, artt. 26-27")
    (uno,) = detto["contributi"]
    assert (uno["beneficiario"], uno["importo"], uno["codice_fiscale"], uno["fino_al"]) == (
        "Radio Quartiere (Giulia Riceve)",
        "1500.50",
        None,
        f"{oggi().year + 5}-12-31",
    )


def test_under_it_a_person_is_a_code_and_an_organisation_is_not(client, ufficio, bando, spedita):
    altra = in_ordine(inviata(bando))
    come_ente(altra, soggetto="Associazione Prova")
    for una in (spedita, altra):
        beneficio(una, ufficio.pubblica, pubblico=True)
    testo = client.get(in_pubblico(bando)).content.decode()
    assert ("Riceve" in testo, f"Domanda {spedita.codice}" in testo) == (False, True)
    assert ("Associazione Prova" in testo, "90000000191" in testo) == (True, True)
    # The title of the project of who is a code is not there either.
    assert (
        "Radio Quartiere"
        not in testo.replace("Associazione Prova", "").split("Associazione")[0].split("<table")[1][:600]
    )
    detto = client.get(in_pubblico(bando, "_json")).json()["contributi"]
    assert [(uno["solo_codice"], uno["progetto"]) for uno in detto] == [(True, None), (False, "Radio Quartiere")]


def test_a_second_act_of_the_year_brings_the_name_of_the_first(client, ufficio, bando, giulia, spedita):
    beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(600))
    assert "Riceve" not in client.get(in_pubblico(bando)).content.decode()
    altro = ufficio.pubblicato()
    secondo = beneficio(inviata(altro, giulia), ufficio.pubblica, importo=Decimal(401))
    # Granted already, though it is not public yet: it is the acts that are summed.
    assert "Giulia Riceve" in client.get(in_pubblico(bando)).content.decode()
    annulla_beneficio(secondo, motivo="No.", da=ufficio.pubblica)
    assert "Riceve" not in client.get(in_pubblico(bando)).content.decode()


@pytest.mark.parametrize("perche", ["disagio", "riservato", "minorenne"])
def test_where_hardship_could_be_read_there_is_never_a_name(client, ufficio, giulia, perche):
    detta = completa()
    detta = replace(detta, pubblicazione=replace(detta.pubblicazione, disagio=perche == "disagio"))
    bando = ufficio.pubblicato(detta)
    spedita = in_ordine(inviata(bando, giulia))
    beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(2500), riservato=perche == "riservato",
              progetto_url="https://example.org/radio", curriculum_url="https://example.org/cv")  # fmt: skip
    if perche == "minorenne":
        giulia.nato_il = oggi() - timedelta(days=365 * 16)
        giulia.save(update_fields=["nato_il"])
    for indirizzo in (in_pubblico(bando), dell_anno()):
        for formato in ("", "csv/", "json/"):
            testo = client.get(f"{indirizzo}{formato}").content.decode()
            trovati = [
                una for una in ("Riceve", "Radio Quartiere", "example.org/radio", "example.org/cv") if una in testo
            ]
            assert (trovati, spedita.codice in testo) == ([], True), indirizzo


def test_never_an_address_a_tax_code_of_a_person_or_what_the_office_keeps(client, ufficio, bando, giulia, spedita):
    beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(2500))
    for formato in ("", "_csv", "_json"):
        testo = client.get(in_pubblico(bando, formato)).content.decode()
        assert [una for una in (giulia.email, "PRVGLI", "IBAN") if una in testo] == []


def test_put_right_it_says_so_and_annulled_it_is_gone(client, ufficio, bando, spedita):
    from tests.factories.registri import dati_beneficio

    uno = beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(2500))
    correggi_beneficio(uno, dati_beneficio(importo=Decimal(2400)), motivo="La cifra.", da=ufficio.pubblica)
    testo = client.get(in_pubblico(bando)).content.decode()
    assert ("2.400" in testo, "corretto" in testo, "La cifra." in testo, "2.500" in testo) == (True, True, False, False)
    annulla_beneficio(uno, motivo="Hanno rinunciato.", da=ufficio.pubblica)
    assert "2.400" not in client.get(in_pubblico(bando)).content.decode()


def test_old_years_are_gone_and_years_to_come_are_not_there(client, ufficio, bando, spedita):
    beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(2500))
    anno = oggi().year
    stati = {a: client.get(dell_anno(anno=a)).status_code for a in (1, anno - 6, anno - 5, anno, anno + 1, 9999)}
    assert stati == {1: 404, anno - 6: 404, anno - 5: 200, anno: 200, anno + 1: 404, 9999: 404}
    with a_quest_ora(adesso() + timedelta(days=366 * 6)):
        assert client.get(dell_anno(anno=anno)).status_code == 404
        assert "2.500" not in client.get(in_pubblico(bando)).content.decode()


def test_the_year_may_be_read_of_one_body(client, ufficio, bando, spedita):
    beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(2500))
    casa = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    beneficio(inviata(casa.pubblicato()), casa.pubblica, pubblico=True, importo=Decimal(1700))
    tutti, uno = client.get(dell_anno()).content.decode(), client.get(f"{dell_anno()}?di={casa.partner.slug}")
    assert ("2.500" in tutti, "1.700" in tutti) == (True, True)
    testo = uno.content.decode()
    assert ("2.500" in testo, "1.700" in testo, f"csv/?di={casa.partner.slug}" in testo) == (False, True, True)
    assert len(foglio(client, f"{dell_anno('_csv')}?di={casa.partner.slug}")) == 1
    assert client.get(f"{dell_anno()}?di=<b>%00").status_code == 200


def test_no_cell_begins_a_formula(client, ufficio, bando, spedita):
    come_ente(spedita, soggetto="=cmd|' /C calc'!A0")
    beneficio(spedita, ufficio.pubblica, pubblico=True, norma="+1", ufficio="@x", progetto="-2", responsabile="＝3")
    (riga,) = foglio(client, in_pubblico(bando, "_csv"))
    assert [v for v in riga.values() if v[:1] in "=+-@＝" and v] == []
    assert client.get(in_pubblico(bando, "_json")).json()["contributi"][0]["norma"] == "+1"
    testo = client.get(in_pubblico(bando)).content.decode()
    assert escape("=cmd|' /C calc'!A0") in testo


def test_the_page_of_the_call_leads_there_when_it_has_closed(client, ufficio, bando, spedita):
    beneficio(spedita, ufficio.pubblica, pubblico=True)
    assert in_pubblico(bando) not in client.get(bando.get_absolute_url()).content.decode()
    with a_quest_ora(bando.chiude_il + timedelta(days=1)):
        assert in_pubblico(bando) in client.get(bando.get_absolute_url()).content.decode()
    assert dell_anno() in client.get(reverse("thinktown:elenco")).content.decode()


def test_of_a_draft_there_is_no_page(client, ufficio):
    bozza = ufficio.bozza()
    entra(client, ufficio.scrive)
    for formato in ("", "_csv", "_json"):
        assert client.get(in_pubblico(bozza, formato)).status_code == 404


# ── In the office ─────────────────────────────────────────────────────────────────────────────────
def test_from_the_application_to_the_public_page(client, ufficio, bando, spedita, giulia):
    entra(client, ufficio.pubblica)
    scegli = client.get(ufficio_di(bando, "nuovo_contributo"))
    assert f"?domanda={spedita.codice}" in scegli.content.decode()
    qui = f"{ufficio_di(bando, 'nuovo_contributo')}?domanda={spedita.codice}"
    pagina = client.get(qui)
    dati, _bottoni = modulo(pagina)
    assert (dati["ufficio"], dati["modalita"]) == (["Comune delle Prove"], ["Graduatoria: vince chi ha più punti"])
    assert dati["progetto"] == ["Radio Quartiere"]
    dati = {nome: valori[0] for nome, valori in dati.items()}
    dati |= {"importo": "1.500,50", "atto_numero": "77", "responsabile": "Nora Prova", **giorno("atto_data", oggi())}
    fatto = client.post(qui, dati)
    uno = Beneficio.objects.get()
    assert (fatto["Location"], uno.importo) == (ufficio_di(bando, "contributo", uno.codice), Decimal("1500.50"))

    scheda = client.get(fatto["Location"]).content.decode()
    assert ("Finché non è pubblico non vale" in scheda, "oltre 1.000 € nell'anno" in scheda) == (True, True)
    elenco = client.get(ufficio_di(bando)).content.decode()
    assert "1 contributo non è ancora pubblico" in elenco
    (attesa,) = in_ufficio(ufficio.pubblica)
    assert (attesa.quanti, attesa.url) == (1, ufficio_di(bando))
    prima = client.get(ufficio_di(bando, "pubblica_contributi")).content.decode()
    assert "Radio Quartiere (Giulia Riceve)" in prima
    detto = client.post(ufficio_di(bando, "pubblica_contributi"), follow=True).content.decode()
    assert "1 contributo pubblicato." in detto
    assert "Giulia Riceve" in client.get(in_pubblico(bando)).content.decode()
    assert (client.get(ufficio_di(bando, "pubblica_contributi"))["Location"], list(in_ufficio(ufficio.pubblica))) == (
        ufficio_di(bando),
        [],
    )
    assert Lettura.objects.filter(pagina="thinktown.contributi", persona=giulia).exists()


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"importo": ""}, "Scrivi una somma in euro, più di zero."),
        ({"importo": "0"}, "Scrivi una somma in euro, più di zero."),
        ({"importo": "mille"}, "importo"),
        ({"atto_numero": ""}, "Scrivi il numero dell"),
        ({"atto_data_anno": "2099"}, "deve ancora venire"),
        ({"norma": ""}, "Scrivi la norma o il titolo"),
        ({"progetto_url": "javascript:alert(1)"}, "Ricontrolla l"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, ufficio, bando, spedita, dati, frase):
    qui = f"{ufficio_di(bando, 'nuovo_contributo')}?domanda={spedita.codice}"
    scritti, _bottoni = modulo(entra(client, ufficio.pubblica).get(qui))
    buoni = {nome: valori[0] for nome, valori in scritti.items()}
    buoni |= {"importo": "900", "atto_numero": "77", "responsabile": "Nora Prova", **giorno("atto_data", oggi())}
    risposta = client.post(qui, buoni | dati)
    assert (risposta.status_code, frase in risposta.content.decode(), Beneficio.objects.count()) == (422, True, 0)
    assert "Nora Prova" in risposta.content.decode()


def test_which_application_is_found_by_number_code_and_name(client, ufficio, bando, spedita):
    altra = in_ordine(inviata(bando))
    cominciata(bando)
    beneficio(altra, ufficio.pubblica)
    entra(client, ufficio.pubblica)

    def trovate(coda):
        testo = client.get(f"{ufficio_di(bando, 'nuovo_contributo')}{coda}").content.decode()
        return [una for una in (spedita, altra) if f"?domanda={una.codice}" in testo]

    assert trovate("") == trovate("?q=radio") == [spedita, altra]
    assert trovate(f"?q={altra.numero}") == trovate(f"?q={altra.codice}") == [altra]
    assert trovate("?q=%00zzz&page=9999") == []
    assert "ne ha già uno" in client.get(ufficio_di(bando, "nuovo_contributo")).content.decode()
    for codice in ("x", "%00"):
        assert client.get(f"{ufficio_di(bando, 'nuovo_contributo')}?domanda={codice}").status_code in (200, 404)
    assert client.post(ufficio_di(bando, "nuovo_contributo")).status_code == 404


def test_put_right_and_annulled_from_their_pages(client, ufficio, bando, spedita):
    uno = beneficio(spedita, ufficio.pubblica)
    entra(client, ufficio.pubblica)
    scheda = ufficio_di(bando, "contributo", uno.codice)
    pagina = client.get(ufficio_di(bando, "atto_contributo", uno.codice, "correggi"))
    assert compila(client, pagina, importo="850").status_code == 422
    assert compila(client, pagina, motivo="Niente.").status_code == 422
    assert compila(client, pagina, importo="850", motivo="La cifra.")["Location"] == scheda
    assert "La cifra." in client.get(scheda).content.decode()
    pagina = client.get(ufficio_di(bando, "atto_contributo", uno.codice, "annulla"))
    assert compila(client, pagina).status_code == 422
    assert compila(client, pagina, motivo="Hanno rinunciato.")["Location"] == scheda
    for verbo in ("correggi", "annulla"):
        qui = ufficio_di(bando, "atto_contributo", uno.codice, verbo)
        assert (client.get(qui)["Location"], client.post(qui, {"motivo": "x"})["Location"]) == (scheda, scheda)
    assert client.get(ufficio_di(bando, "atto_contributo", uno.codice, "niente")).status_code == 404


def test_who_works_on_the_call_reads_and_who_runs_it_grants(client, ufficio, bando, spedita):
    uno = beneficio(spedita, ufficio.pubblica)
    entra(client, ufficio.scrive)
    for nome, altri in (("contributi", ()), ("contributo", (uno.codice,))):
        risposta = client.get(ufficio_di(bando, nome, *altri))
        assert (risposta.status_code, "Concedi un contributo" in risposta.content.decode()) == (200, False)
    for nome, altri in (
        ("nuovo_contributo", ()),
        ("pubblica_contributi", ()),
        ("atto_contributo", (uno.codice, "annulla")),
    ):
        qui = ufficio_di(bando, nome, *altri)
        assert (client.get(qui).status_code, client.post(qui, {"motivo": "x"}).status_code) == (403, 403)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    suo = altro.pubblicato()
    entra(client, altro.pubblica)
    for nome, altri in (
        ("contributi", ()),
        ("nuovo_contributo", ()),
        ("pubblica_contributi", ()),
        ("contributo", (uno.codice,)),
        ("atto_contributo", (uno.codice, "annulla")),
    ):
        assert client.get(ufficio_di(bando, nome, *altri)).status_code == 404
    assert client.get(ufficio_di(suo, "contributo", uno.codice)).status_code == 404
    assert client.get(f"{ufficio_di(suo, 'nuovo_contributo')}?domanda={spedita.codice}").status_code == 404


# ── What it asks ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quanti", [1, 3])
def test_the_pages_ask_the_same_however_many(client, ufficio, bando, quanti, django_assert_num_queries):
    for _n in range(quanti):
        beneficio(inviata(bando), ufficio.pubblica, pubblico=True, importo=Decimal(1200))
        beneficio(inviata(bando), ufficio.pubblica)
    for indirizzo, quante in (
        (in_pubblico(bando), 6),
        (in_pubblico(bando, "_csv"), 4),
        (dell_anno(), 7),
        (dell_anno("_json"), 3),
    ):
        client.get(indirizzo)
        with django_assert_num_queries(quante):
            client.get(indirizzo)
    entra(client, ufficio.pubblica)
    for nome, quante in (("contributi", 16), ("pubblica_contributi", 13), ("nuovo_contributo", 12)):
        client.get(ufficio_di(bando, nome))
        with django_assert_num_queries(quante):
            client.get(ufficio_di(bando, nome))


def test_programs_read_it_in_english_under_the_same_keys(client, ufficio, bando, spedita):
    beneficio(spedita, ufficio.pubblica, pubblico=True, importo=Decimal(2500))
    italiano = json.loads(client.get(in_pubblico(bando, "_json")).content)
    inglese = json.loads(client.get(f"/en{in_pubblico(bando, '_json')}").content)
    assert (italiano.keys(), italiano["contributi"][0].keys()) == (inglese.keys(), inglese["contributi"][0].keys())
