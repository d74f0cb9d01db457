"""What roles grant, by the exact map; what ends with the day; the projection that writes nothing when it is right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talenti.base.clock import a_quest_ora, oggi
from talenti.base.permissions import concesso, entra_in_ufficio, gruppi_di_oggi, leggendo, oggetti_con, puo
from talenti.rete import actions, ruoli
from talenti.rete.models import Appartenenza, GruppoRuolo, Partner, PartnerGroupObjectPermission
from talenti.rete.proiezione import permessi_nel_partner, sincronizza
from talenti.rete.tasks import risincronizza
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DELLA_RETE = (
    "esamina_partner",
    "governa_partner",
    "vede_ufficio",
    "segui_proposta",
    "vede_scrivania",
    "modifica_pagina",
    "gestisci_membri",
)
# role → what it grants on its own partner (and, for the network's, on every other)
MAPPA = {
    "amministrazione": {"vede_ufficio", "segui_proposta", "vede_scrivania", "modifica_pagina", "gestisci_membri"},
    "operatore": {"vede_ufficio", "vede_scrivania"},
    "collaborazione": {"vede_scrivania"},
    "coordinamento": {
        "esamina_partner",
        "governa_partner",
        "vede_ufficio",
        "vede_scrivania",
        "modifica_pagina",
        "gestisci_membri",
    },
    "revisione": {"vede_ufficio"},
}


def concessi(persona, partner):
    return {nome for nome in DELLA_RETE if concesso(persona, f"rete.{nome}", partner)}


def sguardo(persona, partner):
    """All that is decided about a person: the office, each permission, the organisations it holds for."""
    su = {nome: list(oggetti_con(persona, f"rete.{nome}", Partner).order_by("pk")) for nome in DELLA_RETE}
    return persona.is_staff, concessi(persona, partner), su


# The same, of the newsroom.
DELLA_REDAZIONE = ("cura_persone", "approva_piano", "commenta_piano")
IN_REDAZIONE = {
    "amministrazione": set(DELLA_REDAZIONE),
    "operatore": set(DELLA_REDAZIONE),
    "collaborazione": {"commenta_piano"},
    "coordinamento": {"cura_persone"},
    "revisione": set(),
}


@pytest.mark.parametrize("ruolo", IN_REDAZIONE)
def test_what_a_role_grants_of_the_newsroom(ruolo):
    guida, mia, altra = rete.capofila(), rete.ammesso(nome="Mia"), rete.ammesso(nome="Altra")
    in_rete = ruolo in ruoli.di_ambito(ruoli.Ambito.RETE)
    persona = rete.membro(guida if in_rete else mia, ruolo)

    su_mia, su_altra = (
        {nome for nome in DELLA_REDAZIONE if concesso(persona, f"redazione.{nome}", uno)} for uno in (mia, altra)
    )

    assert su_mia == IN_REDAZIONE[ruolo]
    assert su_altra == (IN_REDAZIONE[ruolo] if in_rete else set())


@pytest.mark.parametrize("ruolo", MAPPA)
def test_a_page_that_only_reads_is_granted_the_same(ruolo):
    """What it keeps of the first answer is neither more nor less than what each answer says."""
    guida, mia, _altra = rete.capofila(), rete.ammesso(nome="Mia"), rete.ammesso(nome="Altra")
    persona = rete.membro(guida if ruolo in ruoli.di_ambito(ruoli.Ambito.RETE) else mia, ruolo)
    estranea = PersonaFactory()
    ogni_volta = sguardo(persona, mia), sguardo(estranea, mia)
    with leggendo():
        for _volta in range(2):
            assert (sguardo(persona, mia), sguardo(estranea, mia)) == ogni_volta
    assert ogni_volta[0] != ogni_volta[1]


def test_a_page_that_only_reads_asks_for_the_roles_once(django_assert_num_queries):
    persona = rete.membro(rete.ammesso(), "operatore")
    with leggendo(), django_assert_num_queries(3):
        for nome in ("rete.vede_ufficio", "rete.vede_scrivania"):
            with leggendo():
                assert len(oggetti_con(persona, nome, Partner)) == 1


@pytest.mark.parametrize("ruolo", ["amministrazione", "operatore", "collaborazione"])
def test_a_role_in_a_partner_grants_there_and_nowhere_else(ruolo):
    mia, altra = rete.ammesso(nome="Mia"), rete.ammesso(nome="Altra")
    persona = rete.membro(mia, ruolo)
    assert concessi(persona, mia) == MAPPA[ruolo]
    assert concessi(persona, altra) == set()
    assert concessi(persona, None) == set()
    assert list(oggetti_con(persona, "rete.vede_scrivania", Partner)) == [mia]


@pytest.mark.parametrize("ruolo", ["coordinamento", "revisione"])
def test_a_role_of_the_network_grants_everywhere(ruolo):
    guida, altra = rete.capofila(), rete.ammesso(nome="Altra")
    persona = rete.membro(guida, ruolo)
    assert concessi(persona, altra) == concessi(persona, None) == concessi(persona, guida) == MAPPA[ruolo]
    assert set(oggetti_con(persona, "rete.vede_ufficio", Partner)) == {guida, altra}


def test_a_role_of_the_network_means_nothing_outside_the_lead():
    rete.capofila()
    altra = rete.ammesso(nome="Altra")
    persona = rete.membro(altra, "coordinamento")
    assert (concessi(persona, altra), entra_in_ufficio(persona)) == (set(), False)


@pytest.mark.parametrize(
    ("stato", "attesi"),
    [
        ("proposto", MAPPA["amministrazione"] - {"vede_ufficio"}),
        ("sospeso", MAPPA["amministrazione"] - {"vede_ufficio"}),
        ("ammesso", MAPPA["amministrazione"]),
        ("bozza", set()),
        ("unito", set()),
    ],
)
def test_what_a_role_grants_follows_the_state_of_the_partner(stato, attesi):
    partner = Partner(stato=stato)
    nomi = {nome.removeprefix("rete.") for nome in permessi_nel_partner(ruoli.RUOLI["amministrazione"], partner)}
    assert nomi & set(DELLA_RETE) == attesi


def test_suspension_takes_the_office_away_and_gives_it_back():
    partner = rete.ammesso()
    persona = partner.proposto_da
    assert (entra_in_ufficio(persona), bool(concesso(persona, "rete.vede_ufficio", partner))) == (True, True)
    actions.sospendi(partner, motivo="x", da=rete.Sistema("prova"))
    assert (entra_in_ufficio(persona), bool(concesso(persona, "rete.vede_ufficio", partner))) == (False, False)
    actions.riattiva(partner, da=rete.Sistema("prova"))
    assert entra_in_ufficio(persona)


@pytest.mark.parametrize(
    ("ruolo", "apre"),
    [("amministrazione", True), ("operatore", True), ("collaborazione", False)],
)
def test_which_roles_open_the_office(ruolo, apre):
    assert rete.membro(rete.ammesso(), ruolo).is_staff is apre


def test_a_role_that_ended_yesterday_grants_nothing_even_if_nothing_ran():
    partner = rete.ammesso()
    persona = rete.membro(partner, "amministrazione", al=oggi() + timedelta(days=1))
    assert concessi(persona, partner) == MAPPA["amministrazione"]
    domani = datetime.combine(oggi() + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=9)
    with a_quest_ora(domani):
        assert (concessi(persona, partner), persona.is_staff) == (set(), False)
        assert list(gruppi_di_oggi(persona)) == []
        assert persona.groups.count() == 1  # the projection has not heard yet
        sincronizza()
        assert persona.groups.count() == 0


def test_a_role_that_begins_tomorrow_grants_nothing_today():
    partner = rete.ammesso()
    persona = rete.membro(partner, "amministrazione", dal=oggi() + timedelta(days=1))
    assert concessi(persona, partner) == set()
    domani = datetime.combine(oggi() + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=9)
    with a_quest_ora(domani):
        assert concessi(persona, partner) == MAPPA["amministrazione"]


def test_a_closed_account_and_a_superuser():
    partner = rete.ammesso()
    chiusa = rete.membro(partner, "amministrazione", PersonaFactory(is_active=False))
    assert (concessi(chiusa, partner), concessi(PersonaFactory(is_superuser=True), partner)) == (set(), set(DELLA_RETE))


def scritture(contesto):
    return [q["sql"] for q in contesto.captured_queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


def test_sync_permessi_writes_nothing_on_a_healthy_database():
    guida = rete.capofila()
    rete.membro(guida, "revisione")
    partner = rete.ammesso()
    rete.membro(partner, "operatore")
    rete.proposto(nome="Altra")
    with CaptureQueriesContext(
        connection,
    ) as contesto:
        call_command("sync_permessi")
    assert scritture(contesto) == []


def test_sync_permessi_makes_everything_again():
    guida = rete.capofila()
    partner = rete.ammesso()
    rete.membro(partner, "operatore")
    attese = fotografia()
    Group.objects.all().delete()
    assert (GruppoRuolo.objects.count(), PartnerGroupObjectPermission.objects.count()) == (0, 0)
    risincronizza()
    assert fotografia() == attese
    assert {chiave for chiave, *_resto in attese} == {
        (None, "coordinamento"),
        (None, "revisione"),
        *((p.slug, r) for p in (guida, partner) for r in ("amministrazione", "operatore", "collaborazione")),
    }


def test_sync_permessi_takes_away_what_nobody_granted():
    partner = rete.ammesso()
    intrusa = PersonaFactory()
    gruppo = GruppoRuolo.objects.get(partner=partner, ruolo="collaborazione").gruppo
    intrusa.groups.add(gruppo)
    permesso = PartnerGroupObjectPermission.objects.filter(permission__codename="gestisci_membri").first().permission
    PartnerGroupObjectPermission.objects.create(group=gruppo, content_object=partner, permission=permesso)
    vecchio = Group.objects.create(name="vecchio")
    GruppoRuolo.objects.create(gruppo=vecchio, partner=partner, ruolo="non-c-e-piu")
    sincronizza()
    assert (intrusa.groups.count(), Group.objects.filter(name="vecchio").count()) == (0, 0)
    collabora = rete.membro(partner)
    assert concessi(collabora, partner) == MAPPA["collaborazione"]


def fotografia():
    """Groups, their grants and their people, as plain data."""
    righe = []
    for riga in GruppoRuolo.objects.select_related("partner", "gruppo"):
        permessi = {
            *riga.gruppo.permissions.values_list("codename", flat=True),
            *PartnerGroupObjectPermission.objects.filter(group=riga.gruppo).values_list(
                "permission__codename", flat=True
            ),
        }
        chiave = (riga.partner.slug if riga.partner else None, riga.ruolo)
        righe.append((chiave, tuple(sorted(permessi)), tuple(riga.gruppo.user_set.values_list("email", flat=True))))
    return sorted(righe, key=str)


def test_a_room_above_adds_to_a_role(monkeypatch):
    prova = ruoli.Ruolo("prova", "Prova", "", ruoli.Ambito.PARTNER, {"rete.vede_scrivania"})
    monkeypatch.setitem(ruoli.RUOLI, "prova", prova)
    ruoli.concedi("prova", "persone.vede_persone")
    partner = rete.ammesso()
    persona = rete.membro(partner, "prova")
    assert concesso(persona, "persone.vede_persone", partner)
    assert not concesso(persona, "persone.vede_persone")


@pytest.mark.parametrize("figlio", ["partecipazione", "invito", "appartenenza", "nome"])
def test_what_a_partner_owns_inherits_its_grants(figlio):
    partner = rete.ammesso()
    invito = actions.invita(partner, email="in@example.org", ruolo="operatore", da=partner.proposto_da)
    oggetti = {
        "partecipazione": partner.partecipazioni.get(),
        "invito": invito,
        "appartenenza": partner.appartenenze.get(),
        "nome": partner.nomi.get(),
    }
    assert puo(partner.proposto_da, "rete.gestisci_membri", oggetti[figlio])
    assert not puo(PersonaFactory(), "rete.gestisci_membri", oggetti[figlio])


def test_the_database_refuses_a_second_open_role_of_a_kind():
    from django.db import IntegrityError, transaction

    partner = rete.ammesso()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appartenenza.objects.create(
            persona=partner.proposto_da, partner=partner, ruolo="amministrazione", dal=date(2020, 1, 1)
        )
