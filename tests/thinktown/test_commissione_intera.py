"""The desk end to end: a real file read there, a substitute's sheet from the call to her signature, strangers."""

import pytest
from django.test import Client
from django.urls import reverse

from talenti.base.permissions import puo
from talenti.documenti.queries import contenuto
from talenti.persone.models import Lettura
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.commissione import CONFLITTO, Valutazione, con_un_file, in_valutazione, nominata, programmata
from tests.factories.graduatorie import chi_parla
from tests.factories.thinktown import maggiorenne
from tests.thinktown.test_commissione_pagine import compilata, di, letta, qui
from thinktown import commissari
from thinktown.actions import commissione as verbi
from thinktown.enums_valutazione import StatoScheda
from thinktown.models import Osservazione, Scheda, Supplenza, VistaDomanda

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    nuovo = Valutazione(3, invia=con_un_file)
    with nuovo.da_soli():
        yield nuovo


# ── A file ────────────────────────────────────────────────────────────────────────────────────────
def test_a_file_that_was_sent_is_read_beside_the_sheet_and_saved(caso):
    lei, domanda = caso.membri[0], caso.domande[0]
    client, scheda = di(lei.persona), qui(caso, "scheda_valutazione", domanda.codice)
    indirizzo = qui(caso, "scheda_file", domanda.codice, domanda.file.codice)
    assert f'href="{scheda}?file={domanda.file.codice}#letto-qui"' in letta(client.get(scheda))
    assert f'<iframe src="{indirizzo}?vedi=1#navpanes=0' in letta(client.get(f"{scheda}?file={domanda.file.codice}"))
    mostrato, salvato = client.get(f"{indirizzo}?vedi=1"), client.get(indirizzo)
    assert mostrato.content == salvato.content == contenuto(domanda.file)
    assert mostrato["Content-Disposition"] == 'inline; filename="statuto di Radio Quartiere.pdf"'
    assert salvato["Content-Disposition"] == 'attachment; filename="statuto di Radio Quartiere.pdf"'
    assert (mostrato["X-Frame-Options"], salvato["X-Frame-Options"]) == ("SAMEORIGIN", "DENY")
    assert (mostrato["Content-Type"], mostrato["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert "sandbox" in salvato["Content-Security-Policy"]
    # Whose it is reads that it was read; the office reads who did.
    sue = Lettura.objects.filter(chi=lei.persona, pagina="thinktown.commissione_file")
    assert set(sue.values_list("persona", flat=True)) == {domanda.componenti.get().persona_id}
    vista = VistaDomanda.objects.get(persona=lei.persona, file=domanda.file.codice)
    assert (vista.domanda, vista.quante) == (domanda, 2)
    # Another application's file, under this one: nothing.
    altrui = qui(caso, "scheda_file", domanda.codice, caso.domande[1].file.codice)
    assert client.get(altrui).status_code == 404


def test_a_file_that_is_gone_is_said_to_be_gone(caso):
    lei, domanda = caso.membri[0], caso.domande[0]
    type(domanda.file).objects.filter(pk=domanda.file.pk).update(stato="eliminato")
    client = di(lei.persona)
    testo = letta(client.get(qui(caso, "scheda_valutazione", domanda.codice) + f"?file={domanda.file.codice}"))
    assert "Questo file non c'è più." in testo
    assert client.get(qui(caso, "scheda_file", domanda.codice, domanda.file.codice)).status_code == 404


# ── A substitute ──────────────────────────────────────────────────────────────────────────────────
def test_a_substitute_is_called_declares_opens_scores_and_signs():
    """From the declarations on, through the pages: one member says a conflict, the substitute takes her place."""
    casa, bando, domande = in_valutazione(2, invia=con_un_file)
    commissione = nominata(bando, casa.pubblica)
    programmata(commissione, casa.pubblica)
    presidente, lei, altro, supplente = commissione.commissari.select_related("persona").order_by("pk")

    def pagina(nome, *argomenti):
        return reverse(f"thinktown:{nome}", args=[bando.slug, *argomenti])

    def dichiara(chi, **conflitti):
        campi = {f"conflitto-{una.codice}": "no" for una in domande} | conflitti | {"senza_condanne": "on"}
        assert di(chi.persona).post(pagina("dichiarazioni"), campi).url == pagina("commissione")

    una, altra = domande
    for chi in (presidente, altro):
        dichiara(chi)
    dichiara(lei, **{f"conflitto-{una.codice}": "si", f"motivo-{una.codice}": "lavoro"})
    ufficio = di(casa.pubblica)
    chiama = reverse("admin:thinktown_bando_supplente", args=[bando.pk, una.codice, lei.pk])
    caso = Quando(commissione)
    with caso.da_soli():
        # Who has not declared is not called, and opens nothing.
        assert "radio" not in letta(ufficio.get(chiama)).split("<form")[-1]
        assert di(supplente.persona).get(pagina("scheda_valutazione", una.codice)).status_code == 302
        dichiara(supplente)
        suo = di(supplente.persona)
        assert suo.get(pagina("scheda_valutazione", una.codice)).status_code == 404
        assert ufficio.post(chiama, {"supplente": supplente.pk}).status_code == 302
        assert Supplenza.objects.get().supplente == supplente
        assert "Te ne resta 1 su 1" in letta(suo.get(pagina("commissione")))
        testo = letta(suo.get(pagina("scheda_valutazione", una.codice) + f"?file={una.file.codice}"))
        assert ("Nessuno racconta che cosa succede qui." in testo, "<iframe" in testo) == (True, True)
        file = [pagina("scheda_file", quale.codice, quale.file.codice) for quale in domande]
        assert [suo.get(quale).status_code for quale in file] == [200, 404]
        campi = compilata(Di(bando), passo="firma")
        firma = pagina("scheda_firma", una.codice)
        assert suo.post(pagina("scheda_valutazione", una.codice), campi).url == firma
        scheda = Scheda.objects.get()
        assert suo.post(firma, {"revisione": scheda.revisione}).status_code == 302
        scheda.refresh_from_db()
        assert (scheda.commissario, scheda.domanda, scheda.stato) == (supplente, una, StatoScheda.FIRMATA)
        assert "Hai finito: 1 su 1" in letta(suo.get(pagina("commissione")))
        # Of the other one she has no place; whoever she stands in for reads neither the application nor her sheet.
        assert suo.get(pagina("scheda_valutazione", altra.codice)).status_code == 404
        recusata = di(lei.persona)
        assert {recusata.get(url).status_code for url in (firma, file[0])} == {404}
        assert recusata.get(pagina("scheda_valutazione", altra.codice)).status_code == 200


class Di:
    """What ``compilata`` asks for: the call."""

    def __init__(self, bando):
        self.bando = bando


class Quando(Valutazione):
    """The days of a commission that the test makes by itself."""

    def __init__(self, commissione):
        self.commissione = commissione
        self.presidente, *self.membri, self.supplente = commissione.commissari.select_related("persona").order_by("pk")


# ── Strangers ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("ciechi", [False, True])
def test_a_member_of_another_calls_commission_finds_nothing_under_this_one(ciechi):
    caso, altrove = Valutazione(1, invia=con_un_file, ciechi=ciechi), Valutazione(1, invia=con_un_file, ciechi=ciechi)
    with caso.da_soli(), altrove._fra(0):
        qui_dentro = di(caso.membri[0].persona)
        qui_dentro.get(qui(caso))
        domanda = caso.domande[0]
        codici = [domanda.codice, *([domanda.codice_cieco.codice] if ciechi else [])]
        file = domanda.file.codice
        indirizzi = [qui(caso, nome) for nome in ("commissione", "dichiarazioni", "prossima_scheda")]
        for codice in codici:
            nomi = ("scheda_valutazione", "scheda_voto", "scheda_firma", "scheda_riprendi")
            indirizzi += [qui(caso, nome, codice) for nome in nomi]
            indirizzi += [qui(caso, "scheda_file", codice, file), qui(caso, "scheda_copia", codice, 1)]
        for straniera in (altrove.presidente, altrove.membri[0], altrove.supplente):
            client = di(straniera.persona)
            letti = {client.get(url).status_code for url in indirizzi if "/voto/" not in url}
            scritti = {client.post(url, {"revisione": "0"}).status_code for url in indirizzi}
            assert (letti, scritti - {405}) == ({404}, {404})
            # At her own desk, under the codes of this one: nothing either.
            assert {client.get(qui(altrove, "scheda_valutazione", codice)).status_code for codice in codici} == {404}
            assert [una.commissario for una in commissari.attese(straniera.persona)] == [straniera]
        assert Scheda.objects.count() == 0
        assert {Client().get(url).status_code for url in indirizzi} == {302, 401}
        assert di(maggiorenne()).get(indirizzi[0]).status_code == 404


def test_a_conflict_said_later_shuts_the_file_that_was_open(caso):
    lei, domanda = caso.membri[0], caso.domande[0]
    client, file = di(lei.persona), qui(caso, "scheda_file", domanda.codice, domanda.file.codice)
    assert client.get(file).status_code == 200
    verbi.dichiara(lei, {domanda.codice: CONFLITTO}, da=lei.persona)
    assert client.get(file).status_code == 404


def test_who_stays_out_of_one_stays_out_of_it_in_the_office_too(caso):
    lei, domanda = caso.membri[0], caso.domande[0]
    rete.membro(caso.casa.partner, ruoli.AMMINISTRAZIONE, lei.persona)
    client = di(lei.persona)
    indirizzi = [
        reverse("documenti:scarica", args=[domanda.file.codice]),
        reverse("admin:thinktown_bando_domanda", args=[caso.bando.pk, domanda.codice]),
    ]
    permessi = [("thinktown.istruisce", domanda), ("thinktown.decide_osservazioni", Osservazione(domanda=domanda))]
    assert [client.get(url).status_code for url in indirizzi] == [200, 200]
    assert all(puo(lei.persona, *permesso) for permesso in permessi)
    verbi.dichiara(lei, {domanda.codice: CONFLITTO}, da=lei.persona)
    assert [client.get(url).status_code for url in indirizzi] == [404, 404]
    assert [puo(lei.persona, *permesso).codice for permesso in permessi] == ["conflitto", "conflitto"]
    mia = chi_parla(domanda)
    rete.membro(caso.casa.partner, ruoli.AMMINISTRAZIONE, mia)
    assert [puo(mia, *permesso).codice for permesso in permessi] == ["propria", "propria"]
    assert client.get(reverse("admin:thinktown_bando_domande", args=[caso.bando.pk])).status_code == 200
