"""Grants: to whom, by which act, when they have effect; put right and annulled; by whom."""

from datetime import timedelta
from decimal import Decimal
from secrets import token_hex

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.istruttoria import in_ordine
from tests.factories.registri import beneficio, dati_beneficio
from tests.factories.thinktown import Ufficio, cominciata, inviata, maggiorenne, pronta
from thinktown import actions, dati
from thinktown.actions.benefici import (
    annulla_beneficio,
    concedi,
    correggi_beneficio,
    pubblica_benefici,
    pubblica_beneficio,
)
from thinktown.enums import StatoDomanda
from thinktown.enums_registri import SI_CONCEDE
from thinktown.models import Bando, Beneficio, Domanda, Invio
from thinktown.models.bandi import RuoloIncarico

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


def come_ente(domanda, **campi):
    """What was sent says that it is an association: the photograph is what counts."""
    invio = domanda.invii.get()
    contenuto = invio.contenuto | {"proponente": "associazione", "codice_fiscale": "90000000191", **campi}
    # Past the rows' own refusal to change: the test is of what is read from them.
    QuerySet(Invio).filter(pk=invio.pk).update(contenuto=contenuto)


# ── Granted ───────────────────────────────────────────────────────────────────────────────────────
def test_to_a_group_the_money_reaches_one_of_it(ufficio, bando, spedita, giulia):
    uno = beneficio(spedita, ufficio.pubblica)

    uno.refresh_from_db()
    assert (uno.natura, uno.nome, uno.persona, uno.chi_riceve, uno.codice_fiscale) == (
        "gruppo",
        "Radio Quartiere",
        giulia,
        "Giulia Riceve",
        "",
    )
    assert (uno.importo, uno.stato, uno.pubblicato, uno.bando) == (Decimal("900.00"), "concesso", False, bando)
    (t,) = Transizione.objects.di(uno)
    assert (t.verbo, t.attore) == ("concedi", f"persona:{ufficio.pubblica.pk}")
    assert (t.dettaglio.dati["importo"], t.dettaglio.dati["atto_numero"], t.dettaglio.dati["riservato"]) == (
        "900.00",
        "77",
        False,
    )
    sigilla()
    assert [detto for detto in verifica() if "beneficio" in detto] == []


def test_to_an_organisation_with_its_tax_code_and_nobody_of_it(ufficio, spedita):
    come_ente(spedita, soggetto="Associazione Prova")
    uno = beneficio(spedita, ufficio.pubblica)
    assert (uno.natura, uno.nome, uno.codice_fiscale, uno.persona, uno.chi_riceve) == (
        "ente",
        "Associazione Prova",
        "90000000191",
        None,
        "",
    )


@pytest.mark.parametrize("proponente", ["persona", "persone"])
def test_to_a_person(ufficio, spedita, giulia, proponente):
    come_ente(spedita, proponente=proponente, soggetto="", codice_fiscale="")
    uno = beneficio(spedita, ufficio.pubblica)
    assert (uno.natura, uno.nome, uno.persona) == ("persona", "Giulia Riceve", giulia)


def test_who_receives_is_who_was_chosen_when_it_was_sent(ufficio, bando, giulia):
    altra = maggiorenne(nome="Altra", cognome="Riceve")
    domanda = pronta(bando, giulia, [altra])
    actions.sceglie_chi_riceve(domanda.componenti.get(persona=altra), da=giulia)
    actions.invia(domanda, gettone=token_hex(8), da=giulia)
    assert beneficio(domanda, ufficio.pubblica).persona == altra


@pytest.mark.parametrize(
    ("campi", "campo"),
    [
        ({"importo": Decimal(0)}, "importo"),
        ({"importo": Decimal("-1")}, "importo"),
        ({"importo": Decimal("10.001")}, "importo"),
        ({"importo": Decimal("1e12")}, "importo"),
        ({"atto_numero": " "}, "atto_numero"),
        ({"atto_numero": "x" * 41}, "atto_numero"),
        ({"norma": ""}, "norma"),
        ({"ufficio": ""}, "ufficio"),
        ({"responsabile": ""}, "responsabile"),
        ({"modalita": ""}, "modalita"),
        ({"progetto_url": "javascript:alert(1)"}, "progetto_url"),
        ({"curriculum_url": "ftp://example.org"}, "curriculum_url"),
        ({"atto_data": 1}, "atto_data"),
        ({"atto_data": -1}, "atto_data"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(ufficio, spedita, campi, campo):
    if isinstance(campi.get("atto_data"), int):
        campi = {"atto_data": oggi() + timedelta(days=campi["atto_data"])}
    with pytest.raises(DatoNonAccettato) as errore:
        beneficio(spedita, ufficio.pubblica, **campi)
    assert (errore.value.campo, Beneficio.objects.count()) == (campo, 0)


def test_one_application_has_one_grant_an_act(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica)
    with pytest.raises(DatoNonAccettato) as errore:
        beneficio(spedita, ufficio.pubblica)
    assert (errore.value.campo, errore.value.codice) == ("atto_numero", "gia")
    assert beneficio(spedita, ufficio.pubblica, atto_numero="78").pk
    annulla_beneficio(uno, motivo="Doppio.", da=ufficio.pubblica)
    assert beneficio(spedita, ufficio.pubblica).pk


@pytest.mark.parametrize("stato", StatoDomanda.values)
def test_only_in_the_states_of_the_tuple(ufficio, bando, stato):
    domanda = cominciata(bando) if stato == "bozza" else inviata(bando)
    if stato != "bozza":
        Domanda.objects.filter(pk=domanda.pk).update(stato=stato)
        domanda.refresh_from_db()
    if stato in SI_CONCEDE:
        assert beneficio(domanda, ufficio.pubblica).pk
    else:
        with pytest.raises(TransizioneNonAmmessa):
            concedi(domanda, dati_beneficio(), da=ufficio.pubblica)


@pytest.mark.parametrize("stato", ["annullato", "revocato"])
def test_a_call_that_fell_grants_nothing(ufficio, bando, spedita, stato):
    Bando.objects.filter(pk=bando.pk).update(stato=stato)
    spedita.bando.refresh_from_db()
    with pytest.raises(TransizioneNonAmmessa):
        beneficio(spedita, ufficio.pubblica)


# ── Published, put right, annulled ────────────────────────────────────────────────────────────────
def test_it_has_effect_from_its_publication(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica)
    assert (uno.pubblicato, list(Beneficio.objects.pubblici())) == (False, [])
    pubblica_beneficio(uno, da=ufficio.pubblica)
    uno.refresh_from_db()
    assert (uno.pubblicato, uno.pubblicato_il is not None, list(Beneficio.objects.pubblici())) == (True, True, [uno])
    with pytest.raises(TransizioneNonAmmessa):
        pubblica_beneficio(uno, da=ufficio.pubblica)


def test_all_those_of_a_call_together(ufficio, bando):
    for n in range(3):
        beneficio(inviata(bando), ufficio.pubblica, pubblico=n == 0)
    assert (pubblica_benefici(bando, da=ufficio.pubblica), pubblica_benefici(bando, da=ufficio.pubblica)) == (2, 0)
    assert Beneficio.objects.pubblici().count() == 3


def test_it_goes_by_itself_five_years_on(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica, pubblico=True)
    ultimo = oggi().replace(year=oggi().year + 5, month=12, day=31)
    assert list(Beneficio.objects.pubblici(ultimo)) == [uno]
    assert list(Beneficio.objects.pubblici(ultimo + timedelta(days=1))) == []
    with a_quest_ora(adesso() + timedelta(days=366 * 6)):
        assert list(Beneficio.objects.pubblici()) == []


def test_put_right_with_a_reason_and_what_it_said_before_kept(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica, pubblico=True)
    nuovi = dati_beneficio(importo=Decimal("850.50"), responsabile="Elio Prova")
    for motivo in ("", "x" * 401):
        with pytest.raises(DatoNonAccettato) as errore:
            correggi_beneficio(uno, nuovi, motivo=motivo, da=ufficio.pubblica)
        assert errore.value.campo == "motivo"
    correggi_beneficio(uno, nuovi, motivo="Era sbagliata la cifra.", da=ufficio.pubblica)
    uno.refresh_from_db()
    assert (uno.importo, uno.responsabile, uno.pubblicato, uno.corretto_il is not None) == (
        Decimal("850.50"),
        "Elio Prova",
        True,
        True,
    )
    detto = Transizione.objects.di(uno).last().dettaglio.dati
    assert detto == {
        "motivo": "Era sbagliata la cifra.",
        "prima": {"importo": "900.00", "responsabile": "Nora Prova"},
        "dopo": {"importo": "850.50", "responsabile": "Elio Prova"},
    }
    with pytest.raises(DatoNonAccettato, match="Non è cambiato niente"):
        correggi_beneficio(uno, nuovi, motivo="Ancora.", da=ufficio.pubblica)


def test_what_is_shown_by_code_alone_stays_so(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica, riservato=True)
    correggi_beneficio(uno, dati_beneficio(importo=Decimal(800)), motivo="La cifra.", da=ufficio.pubblica)
    uno.refresh_from_db()
    assert (uno.riservato, uno.importo) == (True, Decimal("800.00"))


def test_two_grants_cannot_become_of_one_act(ufficio, spedita):
    beneficio(spedita, ufficio.pubblica)
    altro = beneficio(spedita, ufficio.pubblica, atto_numero="78")
    with pytest.raises(DatoNonAccettato) as errore:
        correggi_beneficio(altro, dati_beneficio(), motivo="Il numero.", da=ufficio.pubblica)
    assert errore.value.codice == "gia"
    altro.refresh_from_db()
    assert altro.atto_numero == "78"


def test_annulled_it_is_read_by_nobody_and_changes_no_more(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica, pubblico=True)
    annulla_beneficio(uno, motivo="Hanno rinunciato.", da=ufficio.pubblica)
    assert (uno.pubblicato, uno.si_cambia, list(Beneficio.objects.pubblici())) == (False, False, [])
    for fai in (
        lambda: annulla_beneficio(uno, motivo="Ancora.", da=ufficio.pubblica),
        lambda: correggi_beneficio(uno, dati_beneficio(norma="Altra"), motivo="Sì.", da=ufficio.pubblica),
        lambda: pubblica_beneficio(uno, da=ufficio.pubblica),
    ):
        with pytest.raises(TransizioneNonAmmessa):
            fai()


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_only_who_publishes_calls_and_never_to_her_own_group(ufficio, bando, spedita, giulia):
    uno = beneficio(spedita, ufficio.pubblica)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    for chi in (ufficio.scrive, altro.pubblica, giulia, maggiorenne()):
        for fai in (
            lambda chi=chi: beneficio(spedita, chi, atto_numero="99"),
            lambda chi=chi: pubblica_beneficio(uno, da=chi),
            lambda chi=chi: pubblica_benefici(bando, da=chi),
            lambda chi=chi: annulla_beneficio(uno, motivo="No.", da=chi),
            lambda chi=chi: correggi_beneficio(uno, dati_beneficio(norma="Altra"), motivo="Sì.", da=chi),
        ):
            with pytest.raises(NonPermesso):
                fai()
    assert list(Beneficio.objects.visibili_in_ufficio(ufficio.scrive)) == [uno]
    assert list(Beneficio.objects.visibili_in_ufficio(altro.pubblica)) == []
    actions.incarica(bando, sua := maggiorenne(), ruolo=RuoloIncarico.RESPONSABILE, da=ufficio.pubblica)
    with pytest.raises(NonPermesso, match="un'altra persona dell'ufficio"):
        beneficio(inviata(bando, sua), sua)
    assert beneficio(inviata(bando), sua).pk


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────
def test_her_copy_has_what_reaches_her_and_her_leaving_says_that_it_stays(ufficio, bando, spedita, giulia):
    beneficio(spedita, ufficio.pubblica)
    (suo,) = dati.esporta(giulia)["contributi"]
    assert (suo["importo"], suo["atto"], suo["pubblicato_il"]) == ("900.00", f"77, {oggi().isoformat()}", None)
    assert dati.esporta(ufficio.pubblica)["contributi"] == []
    assert "Restano i contributi che hai ricevuto" in str(dati.chiudi(giulia))


# ── What the database holds ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi",
    [
        {"stato": "altro"},
        {"natura": "altro"},
        {"importo": Decimal(0)},
        {"importo": Decimal(-5)},
        {"nome": ""},
        {"norma": ""},
        {"atto_numero": ""},
        {"persona": None},
        {"chi_riceve": ""},
        {"codice_fiscale": "90000000191"},
        {"natura": "ente"},
        {"stato": "pubblicato"},
        {"pubblicato_il": "ora"},
    ],
)
def test_the_database_refuses(ufficio, spedita, campi):
    uno = beneficio(spedita, ufficio.pubblica)
    with pytest.raises(IntegrityError), transaction.atomic():
        Beneficio.objects.filter(pk=uno.pk).update(**{k: adesso() if v == "ora" else v for k, v in campi.items()})
    altro = beneficio(spedita, ufficio.pubblica, atto_numero="78")
    with pytest.raises(IntegrityError), transaction.atomic():
        Beneficio.objects.filter(pk=altro.pk).update(atto_numero="77")


def test_words_too_long_for_a_title_are_cut_and_addresses_are_kept(ufficio, spedita):
    uno = beneficio(spedita, ufficio.pubblica, progetto="x" * 300, progetto_url=" https://example.org/p ")
    assert (len(uno.progetto), uno.progetto_url, str(uno)) == (200, "https://example.org/p", uno.codice)
