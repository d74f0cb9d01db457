"""May I take part? One page, nothing stored: the questions, the errors, the three answers, rule by rule."""

from dataclasses import replace

import pytest
from django.urls import reverse

from talenti.base.templatetags.italiano import data
from talenti.persone.models import Persona
from tests.factories.thinktown import Ufficio, completa, di_ogni_sezione
from thinktown import parole
from thinktown.definizione import Chi, Requisito
from thinktown.enums import DiChi, Misura, Occupazione, Proponente, TipoRequisito
from thinktown.forms import MASSIMO_DOMANDE, PuoiPartecipareForm
from thinktown.requisiti import Giudizio, Verdetto

pytestmark = pytest.mark.django_db
GRUPPO = {"chi": "gruppo", "quante": "4", "r-eta": "si", "r-provincia": "2", "r-una_sola": "no"}


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def gruppi(ufficio):
    return ufficio.pubblicato()


def risposta(client, bando, **dati):
    aperta = client.get(reverse("thinktown:puoi_partecipare", args=[bando.slug]), dati)
    assert aperta.status_code == 200
    return aperta


def esito(client, bando, **dati):
    contesto = risposta(client, bando, **dati).context
    return contesto.get("esito"), [str(riga["verdetto"]) for riga in contesto.get("righe") or []]


@pytest.mark.parametrize("misura", Misura)
def test_there_are_six_questions_at_most_whatever_the_measure(ufficio, client, misura):
    bando = ufficio.pubblicato(completa(misura), misura)
    form = risposta(client, bando).context["form"]
    assert 1 <= len(form.fields) <= MASSIMO_DOMANDE
    assert form.is_bound is False


def test_the_questions_of_a_group_are_the_rules_of_the_call(client, gruppi):
    form = risposta(client, gruppi).context["form"]
    assert list(form.fields) == ["chi", "quante", "r-eta", "r-provincia", "r-sede", "r-una_sola"]
    giorno = data(gruppi.chiude_il)
    assert form.fields["r-sede"].help_text == f"Solo per un'associazione. Conta com'è {giorno}."
    assert form.fields["r-provincia"].help_text == f"Conta com'è {giorno}."
    # Its own question names the day already.
    assert (giorno in form.fields["r-eta"].label, form.fields["r-eta"].help_text) == (True, "")
    assert "Ogni persona che partecipa ha da 16 a 35 anni" in form.fields["r-eta"].label


def test_a_group_that_has_everything_may(client, gruppi):
    assert esito(client, gruppi, **GRUPPO) == ("si", ["si", "si", "si", "si"])
    assert "Puoi partecipare</h2>" in risposta(client, gruppi, **GRUPPO).content.decode()


@pytest.mark.parametrize(
    ("cambia", "intero", "righe"),
    [
        ({"r-eta": "no"}, "no", ["no", "si", "si", "si"]),
        ({"quante": "2", "r-provincia": "1"}, "no", ["si", "no", "si", "si"]),
        ({"r-provincia": "1"}, "no", ["si", "si", "no", "si"]),
        ({"r-una_sola": "si"}, "no", ["si", "si", "si", "no"]),
        ({"r-eta": "non_so"}, "dipende", ["dipende", "si", "si", "si"]),
        ({"chi": "associazione", "r-sede": "non_so"}, "dipende", ["si", "si", "dipende", "si"]),
    ],
)
def test_each_rule_has_its_own_answer(client, gruppi, cambia, intero, righe):
    assert esito(client, gruppi, **GRUPPO | cambia) == (intero, righe)


def test_none_of_those_that_the_call_is_for(client, gruppi):
    testo = risposta(client, gruppi, chi="altro").content.decode()
    assert "Per questo bando no" in testo
    assert "un gruppo informale o un&#x27;associazione" in testo


@pytest.mark.parametrize(
    ("dati", "campi"),
    [
        ({"quante": "4"}, {"chi"}),
        ({"chi": "re"}, {"chi"}),
        (GRUPPO | {"r-eta": ""}, {"r-eta"}),
        (GRUPPO | {"quante": "tante"}, {"quante"}),
        (GRUPPO | {"quante": "-1"}, {"quante"}),
        (GRUPPO | {"quante": "99999999999"}, {"quante"}),
        (GRUPPO | {"r-provincia": "5"}, {"r-provincia"}),
        (GRUPPO | {"r-eta": "forse"}, {"r-eta"}),
        (GRUPPO | {"chi": "associazione"}, {"r-sede"}),
    ],
)
def test_what_is_missing_or_makes_no_sense_is_said_at_its_field_and_nothing_is_judged(client, gruppi, dati, campi):
    aperta = risposta(client, gruppi, **dati)
    assert set(aperta.context["form"].errors) == campi
    assert aperta.context.get("esito") is None
    assert "<title>Errore:" in aperta.content.decode()


def test_other_parameters_are_no_answers(client, gruppi):
    assert risposta(client, gruppi, utm="x", page="2").context["form"].is_bound is False


@pytest.mark.parametrize(
    ("anni", "intero", "perche"),
    [
        ("17", "no", "Hai scritto 17: il minimo è 18."),
        ("18", "si", "Da quello che hai risposto, sì."),
        ("36", "no", "Hai scritto 36: il massimo è 35."),
    ],
)
def test_one_person_writes_her_years(client, ufficio, anni, intero, perche):
    bando = ufficio.pubblicato(per_una_persona(DA_SOLE))
    dati = {"r-eta": anni, "r-provincia": "si", "r-una_sola": "no"}
    contesto = risposta(client, bando, **dati).context
    assert (contesto["esito"], contesto["righe"][0]["perche"]) == (intero, perche)


def test_nothing_is_stored_and_no_account_is_asked(client, gruppi, django_assert_num_queries):
    prima = Persona.objects.count()
    aperta = risposta(client, gruppi, **GRUPPO)
    assert (aperta.cookies.keys() & {"sessionid"}, Persona.objects.count()) == (set(), prima)
    assert 'content="noindex"' in aperta.content.decode()


def test_hostile_words_come_back_as_words(client, gruppi):
    testo = risposta(client, gruppi, **GRUPPO | {"quante": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in testo


# ── Rules that the templates of today do not use ──────────────────────────────────────────────────
DA_SOLE = Chi(
    proponenti=(Proponente.PERSONA,),
    requisiti=(
        Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=18, massimo=35, di_chi=DiChi.PRESENTA),
        Requisito(chiave="provincia", tipo=TipoRequisito.RESIDENZA, di_chi=DiChi.PRESENTA),
        Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA, di_chi=DiChi.PRESENTA),
    ),
)


def per_una_persona(chi):
    detta = completa()
    return replace(detta, chi=chi, sezioni=(replace(detta.sezioni[0], proponenti=()),), parti=di_ogni_sezione(detta))


ALTRE = Chi(
    proponenti=(Proponente.PERSONA,),
    minori=True,
    requisiti=(
        Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=15),
        Requisito(chiave="vive", tipo=TipoRequisito.RESIDENZA, comuni=("019035", "019098"), di_chi=DiChi.PRESENTA),
        Requisito(chiave="fa", tipo=TipoRequisito.OCCUPAZIONE, occupazione=(Occupazione.STUDIA, Occupazione.SENZA)),
    ),
)


def test_minors_employment_and_named_comuni(client, ufficio):
    bando = ufficio.pubblicato(per_una_persona(ALTRE))
    dati = {"r-eta": "16", "r-vive": "si", "r-fa": "lavora"}
    aperta = risposta(client, bando, **dati)
    assert [riga["perche"] for riga in aperta.context["righe"]] == [
        "Sì, se un genitore o tutore è d'accordo.", "Da quello che hai risposto, sì.", "Hai risposto «lavora».",
    ]  # fmt: skip
    assert "Vivi a Crema o Soresina?" in aperta.content.decode()
    assert esito(client, bando, **dati | {"r-fa": "studia"}) == ("si", ["si", "si", "si"])


def test_every_rule_can_be_asked_and_said_of_a_part_of_a_group():
    tipi = [uno for uno in TipoRequisito if uno not in (TipoRequisito.COMPOSIZIONE, TipoRequisito.UNA_SOLA)]
    for tipo in tipi:
        for di_chi in DiChi:
            regola = Requisito(
                chiave="x", tipo=tipo, di_chi=di_chi, minimo=2, quota=50 if di_chi == DiChi.QUOTA else None,
                occupazione=(Occupazione.STUDIA,),
            )  # fmt: skip
            chi = Chi(proponenti=(Proponente.GRUPPO,), requisiti=(regola,), minori=True)
            form = PuoiPartecipareForm(chi, None, {})
            assert form.fields["r-x"].label
            assert parole.regola(regola, None, {})


@pytest.mark.parametrize(
    ("minimo", "massimo", "anni", "persone"),
    [
        (1, None, "Almeno 1 anno", "Almeno 1 persona"),
        (3, None, "Almeno 3 anni", "Almeno 3 persone"),
        (None, 5, "Al massimo 5 anni", "Al massimo 5 persone"),
        (2, 5, "Da 2 a 5 anni", "Da 2 a 5 persone"),
    ],
)
def test_limits_in_words(minimo, massimo, anni, persone):
    requisito = Requisito(chiave="x", tipo=TipoRequisito.ETA, minimo=minimo, massimo=massimo)
    assert (parole.anni(requisito), parole.persone(requisito)) == (anni, persone)


def test_reasons_of_a_part_of_a_group():
    requisito = Requisito(chiave="x", tipo=TipoRequisito.ETA, massimo=35, di_chi=DiChi.QUOTA, quota=50)
    perche = parole.perche(Giudizio(requisito, Verdetto.NO, 1), Chi())
    assert perche == "Hai scritto 1 persona: è meno di quanto serve."
    assert "genitore" in parole.perche(Giudizio(requisito, Verdetto.SI, 3), Chi(minori=True))
