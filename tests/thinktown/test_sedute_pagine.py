"""The pages of sittings and minutes: who conducts holds one from the call to the paper; who stays out reads nothing."""

import html

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from talenti.base import memoria
from talenti.base.clock import a_roma
from tests.factories.commissione import SEGRETARIO
from tests.factories.sedute import IN_SEDE, Commissione, aperta, convocata, fra, punti_di
from tests.thinktown.test_verbali import tenuta
from thinktown import verbali
from thinktown.actions import commissione as nomine
from thinktown.actions import sedute
from thinktown.actions import verbali as firme
from thinktown.actions.sedute import Punto
from thinktown.models import Discussione, Presenza, PuntoConcordato, Seduta, Verbale

pytestmark = pytest.mark.django_db
SEGRETO = "Segretissima discussione."


@pytest.fixture(autouse=True)
def _senza_memoria(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    memoria.dimentica()
    yield
    memoria.dimentica()


def di(posto):
    client = Client()
    client.force_login(posto.persona)
    return client


def qui(caso, nome="sedute", *altro):
    return reverse(f"thinktown:{nome}", args=[caso.bando.slug, *altro])


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def quando(giorni=3):
    detto = a_roma(fra(giorni).quando)
    return {
        "quando_giorno": f"{detto.day}", "quando_mese": f"{detto.month}", "quando_anno": f"{detto.year}",
        "quando_ora": f"{detto:%H:%M}", "durata": "90", "dove": "Sala Giunta",
    }  # fmt: skip


def del_presidente(caso):
    return [(caso.presidente, caso.domande[0])]


@pytest.fixture
def conflitto():
    nuovo = Commissione(2, conflitti=del_presidente)
    nomine.supplisce(nuovo.domande[0], al_posto_di=nuovo.presidente, supplente=nuovo.supplente, da=nuovo.casa.pubblica)
    return nuovo


# ── Convened ──────────────────────────────────────────────────────────────────────────────────────
def test_a_sitting_is_called_moved_and_cancelled_from_the_desk():
    caso = Commissione(2)
    lei, numero = di(caso.segretaria), caso.domande[1].numero
    with caso.da_soli():
        assert "Nessuna seduta" in letta(lei.get(qui(caso)))
        # The parts of an instant are as high as every other field.
        assert letta(lei.get(qui(caso, "convoca_seduta"))).count('class="form-control corto-') == 4
        # A number that is no application, an hour that is none, nowhere to go: said beside each, nothing is written.
        sbagliato = quando() | {"punti": "Ordine\nn. 999", "quando_ora": "", "dove": ""}
        testo = letta(lei.post(qui(caso, "convoca_seduta"), sbagliato), 422)
        assert ("non c'è una domanda con quel numero" in testo, "Scrivi anche l'ora" in testo) == (True, True)
        senza = letta(lei.post(qui(caso, "convoca_seduta"), quando() | {"dove": ""}), 422)
        assert ("Scrivi dove ci si trova" in senza, Seduta.objects.count()) == (True, 0)
        letta(lei.post(qui(caso, "convoca_seduta"), quando() | {"punti": "x" * 301}), 422)
        letta(lei.post(qui(caso, "convoca_seduta"), quando() | {"punti": "n. bcd"}), 422)
        letta(lei.post(qui(caso, "convoca_seduta"), quando() | {"punti": "Uno\n" * 201}), 422)
        punti = f"Ordine dei lavori\nn. {numero}: chi la segue\n"
        assert lei.post(qui(caso, "convoca_seduta"), quando() | {"punti": punti}).url == qui(caso)
        seduta = Seduta.objects.get()
        assert list(seduta.punti.values_list("testo", "domanda")) == [
            ("Ordine dei lavori", None), ("chi la segue", caso.domande[1].pk),
        ]  # fmt: skip
        pagina = letta(di(caso.membri[0]).get(seduta.get_absolute_url()))
        assert (f"n. {numero} · Radio Quartiere" in pagina, "Apri la seduta" in pagina) == (True, False)
        (evento,) = Calendar.from_ical(lei.get(qui(caso, "seduta_ics", 1)).content).walk("VEVENT")
        assert evento["SEQUENCE"] == 0
        assert f"n. {numero}: chi la segue" in letta(lei.get(qui(caso, "ordine_seduta", 1)))
        assert lei.post(qui(caso, "ordine_seduta", 1), {"punti": "Uno"}).url == seduta.get_absolute_url()
        assert (
            lei.post(qui(caso, "sposta_seduta", 1), quando(5) | {"motivo": "Serve."}).url == seduta.get_absolute_url()
        )
        letta(lei.post(qui(caso, "annulla_seduta", 1), {"motivo": ""}), 422)
        assert lei.post(qui(caso, "annulla_seduta", 1), {"motivo": "Basta."}).url == seduta.get_absolute_url()
        pagina = letta(di(caso.membri[0]).get(seduta.get_absolute_url()))
        assert ("Questa seduta è annullata" in pagina, "Togli dal calendario" in pagina) == (True, True)
        # It cannot be opened any more: said on its page.
        assert "Annullata" in letta(lei.post(qui(caso, "apri_seduta", 1), follow=True))
        letta(lei.post(qui(caso, "sposta_seduta", 1), quando(6) | {"motivo": "Serve."}), 422)
        letta(lei.get(qui(caso, "seduta", 9)), 404)
        assert "Annullata" in letta(lei.get(qui(caso)))


def test_while_names_are_hidden_points_and_pages_say_codes():
    caso = Commissione(1, ciechi=True)
    with caso.insieme():
        seduta = aperta(caso)
        lei = di(caso.segretaria)
        letta(lei.get(seduta.get_absolute_url()))
        caso.domande[0].refresh_from_db()
        cieco = caso.domande[0].codice_cieco.codice
        lei.post(qui(caso, "ordine_seduta", 1), {"punti": f"Domanda {cieco}: la prima"})
        assert f"Domanda {cieco}: la prima" in letta(lei.get(qui(caso, "ordine_seduta", 1)))
        una = letta(lei.get(qui(caso, "domanda_seduta", 1, cieco)))
        letta(lei.get(qui(caso, "domanda_seduta", 1, caso.domande[0].codice)), 404)
        assert "Radio Quartiere" not in una
        assert "Radio Quartiere" not in letta(lei.get(seduta.get_absolute_url()))


# ── Held ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_sitting_is_held_from_who_is_there_to_the_paper():
    caso = Commissione(1)
    una = caso.domande[0]
    with caso.insieme():
        seduta = convocata(caso, [Punto("Ordine dei lavori"), Punto(domanda=una.pk)])
        lei = di(caso.segretaria)
        assert lei.post(qui(caso, "apri_seduta", 1)).url == qui(caso, "presenze_seduta", 1)
        assert "Manca il numero legale" in letta(lei.get(seduta.get_absolute_url()))
        domanda = qui(caso, "domanda_seduta", 1, una.codice)
        assert "Non ci siete tutti" in letta(lei.get(domanda))
        come = {f"come-{uno.pk}": "in_sede" for uno in caso.posti}
        primo = caso.posti[0].pk
        sbagliate = letta(lei.post(qui(caso, "presenze_seduta", 1), come | {f"esce-{primo}": "boh"}), 422)
        assert "Scrivi l'ora, per esempio 15:30." in sbagliate
        letta(lei.post(qui(caso, "presenze_seduta", 1), come | {f"esce-{primo}": "99:99"}), 422)
        inizio = f"{a_roma(Seduta.objects.get().aperta_il):%H.%M}"
        assert lei.post(qui(caso, "presenze_seduta", 1), come | {f"entra-{primo}": inizio}).status_code == 302
        assert Presenza.objects.filter(come="in_sede").count() == 5
        assert "Il numero legale c'è" in letta(lei.get(seduta.get_absolute_url()))
        assert lei.post(qui(caso, "punto_seduta", 1, 1), {"deciso": "Va bene."}).status_code == 302
        letta(lei.get(qui(caso, "punto_seduta", 1, 2)), 404)
        assert lei.post(domanda, {"passo": "discute", "testo": "Piace."}).url == domanda
        criteri = caso.bando.in_vigore.criteri
        punti = {f"punti-{uno.chiave}": "7,5" for uno in criteri} | {f"motivo-{uno.chiave}": "Sì." for uno in criteri}
        mancano = letta(lei.post(domanda, punti | {"passo": "concorda", f"punti-{criteri[0].chiave}": ""}), 422)
        assert (f"Dai i punti a «{criteri[0].nome}»" in mancano, PuntoConcordato.objects.count()) == (True, 0)
        assert lei.post(domanda, punti | {"passo": "concorda"}).url == domanda
        # The others read it and write nothing.
        suo = di(caso.membri[0])
        testo = letta(suo.get(domanda))
        assert ("Piace." in testo, "7,5 su" in testo, "Registra i punti" in testo) == (True, True, False)
        letta(suo.post(domanda, {"passo": "discute", "testo": "No."}), 404)
        chiusa = lei.post(qui(caso, "chiudi_seduta", 1), follow=True)
        assert chiusa.redirect_chain[0][0] == qui(caso, "verbale", 1)
        assert "Adesso si scrive il verbale" in letta(chiusa)
        assert "Adesso si scrive il verbale" not in letta(lei.post(qui(caso, "chiudi_seduta", 1), follow=True))
        letta(suo.get(qui(caso, "verbale_pdf", 1)), 404)
        _firmato_dalle_pagine(caso)


def _firmato_dalle_pagine(caso):
    lei, lui, suo = di(caso.segretaria), di(caso.presidente), di(caso.membri[0])
    qui_verbale = qui(caso, "verbale", 1)
    testo = letta(lei.get(qui_verbale))
    assert ("È una bozza." in testo, "Piace." in testo, "Va bene." in testo) == (True, True, True)
    assert lei.post(qui_verbale, {"testo": "Si riprende domani.", "revisione": "0"}).url == qui_verbale
    assert "mentre lo leggevi" in letta(lei.post(qui_verbale, {"testo": "No.", "revisione": ""}), 422)
    letta(suo.post(qui_verbale, {"testo": "No.", "revisione": "1"}), 404)
    letta(suo.post(qui(caso, "proponi_verbale", 1), {"revisione": "1"}), 404)
    assert "mentre lo leggevi" in letta(lei.post(qui(caso, "proponi_verbale", 1), {"revisione": "x"}, follow=True))
    assert "da firmare" in letta(lei.post(qui(caso, "proponi_verbale", 1), {"revisione": "1"}, follow=True))
    letta(suo.get(qui(caso, "rimanda_verbale", 1)), 404)
    assert lui.post(qui(caso, "rimanda_verbale", 1), {"motivo": "Manca un nome."}).url == qui_verbale
    lei.post(qui(caso, "proponi_verbale", 1), {"revisione": "1"})
    assert "Firma il verbale" in letta(lui.get(qui_verbale))
    impronta = Verbale.objects.get().impronta
    assert "da adesso non si cambia più" in letta(
        lui.post(qui(caso, "firma_verbale", 1), {"impronta": impronta}, follow=True)
    )
    carta = suo.get(qui(caso, "verbale_pdf", 1))
    assert (carta.status_code, carta["Content-Type"], carta.content[:5]) == (200, "application/pdf", b"%PDF-")
    documento = verbali.documento(Verbale.objects.get())
    per_indirizzo = reverse("documenti:scarica", args=[documento.file.codice])
    assert [di(uno).get(per_indirizzo).status_code for uno in (caso.membri[0], caso.segretaria)] == [200, 200]


# ── Who stays out ─────────────────────────────────────────────────────────────────────────────────
def test_who_stays_out_of_an_application_finds_nothing_of_it_on_any_page(conflitto):
    caso = conflitto
    sua, altra = caso.domande
    with caso.insieme():
        punti = [Punto(SEGRETO, sua.pk), Punto("Ordine"), Punto(domanda=altra.pk)]
        seduta = aperta(caso, punti)
        sedute.presenze(seduta, {uno.pk: IN_SEDE for uno in caso.posti}, da=caso.segretaria.persona)
        sedute.discute(seduta, sua, SEGRETO, da=caso.segretaria.persona)
        sedute.concorda(seduta, sua, punti_di(caso, "7.77"), da=caso.supplente.persona)
        lui, lei = di(caso.presidente), di(caso.segretaria)
        letta(lui.get(qui(caso, "domanda_seduta", 1, sua.codice)), 404)
        letta(lui.post(qui(caso, "domanda_seduta", 1, sua.codice), {"passo": "discute", "testo": "No."}), 404)
        pagine = ("seduta", "ordine_seduta", "presenze_seduta")
        for nome in pagine:
            testo = letta(lui.get(qui(caso, nome, 1)))
            ordine = "Ordine" in testo or nome == "presenze_seduta"
            assert (SEGRETO in testo, f"n. {sua.numero} ·" in testo, ordine) == (
                False, False, True,
            )  # fmt: skip
        # The substitute who presides over it writes of it, and of the other reads nothing.
        supplente = di(caso.supplente)
        assert SEGRETO in letta(supplente.get(qui(caso, "domanda_seduta", 1, sua.codice)))
        assert (
            supplente.post(
                qui(caso, "domanda_seduta", 1, sua.codice), {"passo": "discute", "testo": f"{SEGRETO} Bene."}
            ).status_code
            == 302
        )
        letta(supplente.get(qui(caso, "domanda_seduta", 1, altra.codice)), 404)
        sedute.chiude(seduta, da=caso.segretaria.persona)
        _firmato_a_pezzi(caso, lui, lei, supplente)


def _firmato_a_pezzi(caso, lui, lei, supplente):
    verbale = Verbale.objects.get()
    bozza = letta(lui.get(qui(caso, "verbale", 1)))
    assert (SEGRETO in bozza, "7,77" in bozza, "Non lo leggi tutto" in bozza) == (False, False, True)
    assert SEGRETO in letta(lei.get(qui(caso, "verbale", 1)))
    firme.propone(verbale, revisione=0, da=caso.segretaria.persona)
    verbale.refresh_from_db()
    assert "Mancano le firme di altri" in letta(
        lui.post(qui(caso, "firma_verbale", 1), {"impronta": verbale.impronta}, follow=True)
    )
    assert "L'hai già firmato" in letta(
        lui.post(qui(caso, "firma_verbale", 1), {"impronta": verbale.impronta}, follow=True)
    )
    assert "Firma il verbale" not in letta(lui.get(qui(caso, "verbale", 1)))
    supplente.post(qui(caso, "firma_verbale", 1), {"impronta": verbale.impronta})
    firmato = letta(lui.get(qui(caso, "verbale", 1)))
    assert (SEGRETO in firmato, "Scarica il verbale" in firmato) == (False, False)
    letta(lui.get(qui(caso, "verbale_pdf", 1)), 404)
    carta = verbali.documento(Verbale.objects.get())
    indirizzo = reverse("documenti:scarica", args=[carta.file.codice])
    letti = [di(uno).get(indirizzo).status_code for uno in (caso.presidente, caso.supplente, caso.segretaria)]
    assert letti == [404, 404, 200]


def test_a_secretary_who_stays_out_of_one_writes_the_minutes_without_reading_it():
    caso = Commissione(2, conflitti=lambda suo: [(suo.segretaria, suo.domande[0])])
    with caso.insieme():
        seduta = aperta(caso)
        sedute.presenze(seduta, {uno.pk: IN_SEDE for uno in caso.posti}, da=caso.segretaria.persona)
        sedute.discute(seduta, caso.domande[0], SEGRETO, da=caso.presidente.persona)
        lei = di(caso.segretaria)
        assert SEGRETO not in letta(lei.get(seduta.get_absolute_url()))
        letta(lei.get(qui(caso, "domanda_seduta", 1, caso.domande[0].codice)), 404)
        assert Discussione.objects.get().composizione["fuori"] == [caso.segretaria.pk]
        sedute.chiude(seduta, da=caso.segretaria.persona)
        assert SEGRETO not in letta(lei.get(qui(caso, "verbale", 1)))
        assert lei.post(qui(caso, "proponi_verbale", 1), {"revisione": "0"}).status_code == 302
        assert SEGRETO in str(Verbale.objects.get().contenuto)


# ── The desk of who writes the minutes, the office ────────────────────────────────────────────────
def test_who_writes_the_minutes_has_a_desk_of_her_own():
    caso = Commissione(1)
    with caso.da_soli():
        testo = letta(di(caso.segretaria).get(qui(caso, "commissione")))
        assert ("Non dai punti." in testo, "Sedute e verbali" in testo, "Come va la commissione" in testo) == (
            True,
        ) * 3
        letta(di(caso.segretaria).get(qui(caso, "scheda_valutazione", caso.domande[0].codice)), 404)
        testo = letta(di(caso.membri[0]).get(qui(caso, "commissione")))
        assert ("Sedute e verbali" in testo, "Come va la commissione" in testo) == (True, False)
    assert caso.segretaria.ruolo == SEGRETARIO


def test_the_office_calls_the_first_sitting_and_reads_what_was_signed(client):
    caso, office = Commissione(1), client
    office.force_login(caso.casa.pubblica)
    qui_ufficio = reverse("admin:thinktown_bando_commissione", args=[caso.bando.pk])
    convoca = reverse("admin:thinktown_bando_convoca_prima", args=[caso.bando.pk])
    assert "Convoca la prima seduta" in letta(office.get(qui_ufficio))
    assert office.post(convoca, quando()).url == qui_ufficio
    assert Seduta.objects.get().n == 1
    assert "le altre le convoca chi presiede" in letta(office.get(convoca, follow=True))
    Seduta.objects.all().delete()
    verbale = tenuta(caso)
    letta(office.get(reverse("admin:thinktown_bando_verbale", args=[caso.bando.pk, 1])), 404)
    firme.propone(verbale, revisione=0, da=caso.segretaria.persona)
    verbale.refresh_from_db()
    firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona)
    assert "Verbale della seduta n. 1 (PDF)" in letta(office.get(qui_ufficio))
    carta = office.get(reverse("admin:thinktown_bando_verbale", args=[caso.bando.pk, 1]))
    assert (carta.status_code, carta["Content-Type"]) == (200, "application/pdf")
    caso.domande[0].componenti.update(persona=caso.casa.pubblica)
    assert "lo puoi leggere" in letta(office.get(qui_ufficio))
    letta(office.get(reverse("admin:thinktown_bando_verbale", args=[caso.bando.pk, 1])), 404)


# ── What the pages ask of the database ────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
@pytest.mark.parametrize(("nome", "altro", "costa"), [("sedute", (), 11), ("seduta", (1,), 21), ("verbale", (1,), 23)])
def test_a_page_asks_the_same_whatever_it_holds(quante, nome, altro, costa, django_assert_num_queries):
    caso = Commissione(quante)
    tenuta(caso)
    with caso.insieme():
        for _volta in range(quante - 1):
            convocata(caso)
        client = di(caso.membri[0])
        letta(client.get(qui(caso, nome, *altro)))
        with django_assert_num_queries(costa):
            client.get(qui(caso, nome, *altro))
