"""Relations and states that decide beside the roles."""

import pytest
from django.contrib.auth.models import AnonymousUser

from talenti.base.permissions import Sistema, puo
from talenti.rete import actions
from talenti.rete.dati import codice_fiscale_pulito, partita_iva_pulita
from talenti.rete.models import Appartenenza, Invito, Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
DEL_PARTNER = (
    "proponi_partner",
    "esamina_partner",
    "ferma_partner",
    "ruoli_di_rete",
    "entra_con_invito",
    "lascia_partner",
    "segui_proposta",
)


def test_somebody_not_signed_in_may_only_read():
    partner = rete.ammesso()
    invito = actions.invita(partner, email="x@example.org", ruolo="operatore", da=DA)
    anonimo = AnonymousUser()
    assert {nome: puo(anonimo, f"rete.{nome}", partner).codice for nome in DEL_PARTNER} == dict.fromkeys(
        DEL_PARTNER, "anonimo"
    ) | {"esamina_partner": "senza_ruolo", "ferma_partner": "senza_ruolo"}
    assert puo(anonimo, "rete.rispondi_invito", invito).codice == "anonimo"
    assert puo(anonimo, "rete.vede_pagina", partner)
    assert list(Partner.objects.visibili_a(anonimo)) == [partner]


def test_an_invitation_lets_in_only_its_address_while_it_lasts():
    partner = rete.ammesso()
    marco, altra = PersonaFactory(email="marco@example.org"), PersonaFactory()
    assert not puo(marco, "rete.entra_con_invito", partner)
    invito = actions.invita(partner, email="marco@example.org", ruolo="operatore", da=DA)
    assert puo(marco, "rete.entra_con_invito", partner)
    assert not puo(altra, "rete.entra_con_invito", partner)
    actions.revoca_invito(invito, da=DA)
    assert not puo(marco, "rete.entra_con_invito", partner)


def test_who_sees_which_partner():
    lea, giulia = PersonaFactory(), PersonaFactory()
    guida = rete.capofila(lea)
    bozza, proposta, dentro = rete.bozza(giulia), rete.proposto(giulia, nome="Radio"), rete.ammesso(nome="Orto")
    unita = rete.ammesso(nome="Doppia")
    actions.unisci(unita, superstite=dentro, da=DA)
    assert set(Partner.objects.visibili_a(giulia)) == {guida, bozza, proposta, dentro}
    assert set(Partner.objects.visibili_a(lea)) == {guida, proposta, dentro}
    assert set(Partner.objects.visibili_a(PersonaFactory())) == {guida, dentro}
    assert set(Partner.objects.visibili_in_ufficio(lea)) == {guida, proposta, dentro, unita}
    assert set(Partner.objects.visibili_in_ufficio(giulia)) == set()
    assert set(Partner.objects.visibili_in_ufficio(dentro.proposto_da)) == {dentro}


def test_nomina_capofila_where_nobody_leads():
    partner = rete.ammesso()
    actions.nomina_capofila(partner, da=DA)
    assert Partner.objects.get(capofila=True) == partner


@pytest.mark.parametrize(
    ("pulisci", "testo", "pulito"),
    [
        (partita_iva_pulita, " IT 012.345-60199 ", "01234560199"),
        (partita_iva_pulita, "", ""),
        (codice_fiscale_pulito, "9000 0000191", "90000000191"),
        (codice_fiscale_pulito, " rss mra 85t10 a562s", "RSSMRA85T10A562S"),
        (codice_fiscale_pulito, "RSSMRALMCRRDMRLQ", "RSSMRALMCRRDMRLQ"),
        (codice_fiscale_pulito, " ", ""),
    ],
)
def test_codes_are_read_as_people_write_them(pulisci, testo, pulito):
    assert pulisci(testo) == pulito


def test_every_row_says_what_it_is():
    giulia = PersonaFactory(nome="Giulia", cognome="Verdi")
    partner = rete.in_integrazione(DA, giulia, nome="Radio")
    documento = partner.documenti_richiesti.get()
    allegato = actions.allega(documento, caricato=rete.caricato(), da=giulia)
    invito = actions.invita(partner, email="x@example.org", ruolo="operatore", da=DA)
    parole = [
        partner,
        Partner(),
        partner.partecipazioni.get(),
        Appartenenza.objects.get(),
        partner.gruppi.get(ruolo="operatore"),
        Invito.objects.get(pk=invito.pk),
        documento,
        allegato,
    ]
    assert [str(una) for una in parole] == [
        "Radio",
        "Bozza senza nome",
        "Radio · Eventi",
        "Giulia Verdi · Radio · Amministrazione",
        f"partner {partner.pk}: operatore",
        "x@example.org · Radio",
        "Statuto",
        "statuto.pdf",
    ]
