from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora
from talenti.base.permissions import puo
from talenti.persone.eta import anni_compiuti, ultimo_maggiorenne
from talenti.persone.models import Consenso, Identita, NonScrivere, Persona, Piano
from tests.factories.persone import (
    IdentitaFactory,
    PersonaFactory,
    PianoFactory,
    ProfiloFactory,
    RecuperoFattoreFactory,
    TutelaFactory,
)

pytestmark = pytest.mark.django_db
COMPLEANNI = (date(2008, 11, 23), date(2008, 11, 23), date(2008, 11, 22), None)
MEZZOGIORNO = datetime(2026, 11, 22, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nato_il", "al", "anni"),
    [
        (date(2008, 11, 22), date(2026, 11, 21), 17),
        (date(2008, 11, 22), date(2026, 11, 22), 18),
        (date(2008, 11, 22), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_eta_turns_on_the_birthday(nato_il, al, anni):
    assert Persona(nato_il=nato_il).eta(al) == anni


def test_eta_is_unknown_without_a_birth_date():
    assert (Persona().eta(), Persona().e_minorenne, Persona().e_giovane()) == (None, False, False)


@pytest.mark.parametrize(
    ("nato_il", "atteso"),
    [
        (date(2012, 11, 23), False),
        (date(2012, 11, 22), True),
        (date(1990, 11, 23), True),
        (date(1990, 11, 22), False),
    ],
)
def test_giovane_by_the_ages_that_hold_without_a_plan(nato_il, atteso):
    with a_quest_ora(MEZZOGIORNO):
        assert Persona(nato_il=nato_il).e_giovane() is atteso


def test_giovane_by_the_plan_in_force_that_day():
    PianoFactory(dal=date(2026, 1, 1), al=date(2026, 12, 31), giovane_a=29)
    PianoFactory(dal=date(2027, 1, 1), giovane_a=40)
    trentenne = Persona(nato_il=date(1996, 5, 1))
    assert [trentenne.e_giovane(giorno) for giorno in (date(2026, 6, 1), date(2027, 6, 1))] == [False, True]


def test_of_two_plans_the_last_begun_holds():
    PianoFactory(nome="primo", dal=date(2026, 1, 1))
    PianoFactory(nome="secondo", dal=date(2026, 6, 1))
    nomi = [Piano.corrente(giorno).nome for giorno in (date(2025, 1, 1), date(2026, 3, 1), date(2026, 6, 1))]
    assert nomi == ["", "primo", "secondo"]


@pytest.mark.parametrize(
    "eta",
    [
        {"eta_minima": 13},
        {"eta_minima": 19, "giovane_da": 18},
        {"giovane_da": 36},
        {"giovane_a": 100},
        {"dal": date(2026, 1, 2), "al": date(2026, 1, 1)},
    ],
)
def test_a_plan_with_ages_out_of_order_is_refused(eta):
    with pytest.raises(IntegrityError), transaction.atomic():
        PianoFactory(**eta)


def test_two_accounts_never_share_an_address_whatever_the_capitals():
    PersonaFactory(email="una@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Persona.objects.bulk_create([Persona(email="UNA@example.org", nome="A", cognome="B")])


def test_a_verified_identity_has_all_its_facts_or_none():
    for mezza in ({"emittente": "https://idp.example.org"}, {"fonte": "gateway"}, {"soggetto": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IdentitaFactory(**mezza)


def test_a_verified_subject_belongs_to_one_account():
    fatti = {
        "fonte": "gateway",
        "emittente": "https://idp.example.org",
        "soggetto": "s1",
        "verificata_il": MEZZOGIORNO,
    }
    IdentitaFactory(**fatti)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentitaFactory(**fatti)
    assert Identita.objects.count() == 1


def test_visibili_a_is_oneself_and_who_chose_to_be_seen():
    io, nascosta = PersonaFactory(), PersonaFactory()
    ProfiloFactory(persona=nascosta, mostrato_alla_rete=False)
    vista = ProfiloFactory().persona
    chiusa = ProfiloFactory(persona=PersonaFactory(is_active=False)).persona
    assert set(Persona.objects.visibili_a(io)) == {io, vista}
    assert chiusa not in Persona.objects.visibili_a(io)


def test_visibili_a_leaves_out_a_minor_without_a_guardian():
    io = PersonaFactory()
    with a_quest_ora(MEZZOGIORNO):
        persone = [ProfiloFactory(persona__nato_il=nato_il).persona for nato_il in COMPLEANNI]
        sola, affidata, grande, senza_data = persone
        for tutela in TutelaFactory, TutelaFactory:
            tutela(persona=affidata, stato="confermato", decisa_il=MEZZOGIORNO)
        for stato in ("invitato", "rifiutato", "revocato"):
            TutelaFactory(persona=sola, stato=stato)
        assert sorted(Persona.objects.visibili_a(io).values_list("pk", flat=True)) == [
            io.pk,
            affidata.pk,
            grande.pk,
        ]
        attesi = ["senza_tutore", "si", "si", "eta_ignota"]
        assert [puo(uno, "persone.si_mostra", uno).codice for uno in persone] == attesi
        TutelaFactory(persona=senza_data, stato="confermato", decisa_il=MEZZOGIORNO)
        assert puo(senza_data, "persone.si_mostra", senza_data)
        assert senza_data in Persona.objects.visibili_a(io)


def test_who_shows_herself_is_herself():
    assert puo(PersonaFactory(), "persone.si_mostra", PersonaFactory()).codice == "non_tuo"


@pytest.mark.parametrize(
    ("al", "limite"), [(date(2026, 11, 22), date(2008, 11, 22)), (date(2028, 2, 29), date(2010, 2, 28))]
)
def test_the_birth_date_that_parts_minors_from_grown_ups(al, limite):
    assert ultimo_maggiorenne(al) == limite
    assert [anni_compiuti(limite + timedelta(days=n), al) for n in (0, 1)] == [18, 17]


def test_visibili_a_is_nobody_for_who_is_not_signed_in():
    ProfiloFactory()
    assert not Persona.objects.visibili_a(AnonymousUser()).exists()


def test_in_the_office_without_a_role_one_sees_only_oneself():
    io, _altra = PersonaFactory(), PersonaFactory()
    assert list(Persona.objects.visibili_in_ufficio(io)) == [io]


def test_a_minor_may_not_commit_and_is_told_why():
    esito = puo(PersonaFactory(minore=True), "persone.puo_impegnarsi")
    assert (bool(esito), esito.codice) == (False, "minorenne")
    assert puo(PersonaFactory(nato_il=None), "persone.puo_impegnarsi").codice == "eta_ignota"
    assert puo(AnonymousUser(), "persone.puo_impegnarsi").codice == "anonimo"
    assert puo(PersonaFactory(), "persone.puo_impegnarsi").permesso is True


def test_every_model_says_what_it_is():
    persona = PersonaFactory(nome="Alba", cognome="Prova")
    consenso = Consenso(persona=persona, scopo="foto", versione="2026-11-01")
    righe = [
        persona,
        ProfiloFactory(persona=persona),
        IdentitaFactory(persona=persona),
        PianoFactory(nome="Piano 2026"),
        TutelaFactory(nome="Gilda Genitrice"),
        RecuperoFattoreFactory(persona=persona),
        consenso,
        NonScrivere(impronta="abcdef0123"),
    ]
    assert [str(riga) for riga in righe] == [
        "Alba Prova",
        "profilo di Alba Prova",
        "identità di Alba Prova",
        "Piano 2026",
        "Gilda Genitrice",
        "secondo fattore di Alba Prova",
        "Foto e video in cui ti si riconosce (2026-11-01)",
        "abcdef01",
    ]
