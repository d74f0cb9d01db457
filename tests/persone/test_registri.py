import pytest

from talenti.base import registries
from talenti.persone import actions, queries
from talenti.persone.demo import attiva_fattore_demo
from talenti.persone.models import Persona
from talenti.persone.queries import nome_di_attore
from talenti.registro.actions import chi
from tests.factories.persone import PersonaFactory, RecuperoFattoreFactory, TutelaFactory

pytestmark = pytest.mark.django_db


def cose(persona):
    return [(cosa.gruppo, str(cosa.testo), cosa.url) for cosa in registries.linea_personale["persone"](persona)]


def letta(persona):
    actions.dai_consenso(persona, "informativa", da=persona)
    return persona


def test_a_person_in_order_has_nothing_to_do():
    assert cose(letta(PersonaFactory())) == []


def test_what_the_account_asks():
    assert cose(PersonaFactory(nato_il=None)) == [
        ("da_fare", "Scrivi la tua data di nascita", "/area/profilo/"),
        ("da_fare", "Leggi come usiamo i tuoi dati", "/area/dati/"),
    ]


def test_staff_without_a_second_factor_read_it_first(settings):
    capo = letta(Persona.objects.create_superuser("capo@example.org", nome="N", cognome="C", nato_il="1980-01-01"))
    capo = Persona.objects.get(pk=capo.pk)
    assert cose(capo) == [
        ("da_fare", "Aggiungi un secondo fattore: senza, l'ufficio resta chiuso", "/area/accesso/secondo-fattore/")
    ]
    settings.MODO_DEMO = True
    attiva_fattore_demo(capo)
    assert cose(capo) == []


def test_a_guardian_who_has_not_answered_is_waited_for():
    tutela = TutelaFactory(nome="Gilda Genitrice")
    letta(tutela.persona)
    attesa = ("in_attesa", "Il sì di Gilda Genitrice come genitore o tutore", "/area/genitori/")
    assert cose(tutela.persona) == [attesa]
    actions.conferma_tutela(tutela)
    assert cose(tutela.persona) == []


def test_what_waits_in_the_office_is_for_who_may_decide_it():
    capo = Persona.objects.create_superuser("capo@example.org", nome="N", cognome="C")
    fonte = registries.ufficio["persone"]
    assert list(fonte(capo)) == []
    recupero = RecuperoFattoreFactory()
    assert [(voce.quanti, voce.dal) for voce in fonte(capo)] == [(1, recupero.chiesto_il)]
    assert list(fonte(PersonaFactory())) == []


@pytest.mark.parametrize(
    ("attore", "parole"),
    [
        ("sistema:sweep", "il portale, da solo"),
        ("sistema:tutela:999", "un genitore o tutore"),
        ("persona:999", "persona non più iscritta"),
        ("qualcosa", "il portale, da solo"),
    ],
)
def test_actors_in_words(attore, parole):
    assert nome_di_attore(attore) == parole


def test_a_name_is_looked_up_once_a_request(django_assert_num_queries):
    persona = PersonaFactory(nome="Alba", cognome="Prova")
    attore = f"persona:{persona.pk}"
    queries._comincia()
    try:
        with django_assert_num_queries(1):
            assert [chi(attore), chi(attore)] == ["Alba Prova", "Alba Prova"]
    finally:
        queries._finisce()
    with django_assert_num_queries(2):
        assert [chi(attore), chi(attore)] == ["Alba Prova", "Alba Prova"]
