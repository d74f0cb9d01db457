"""What each says of herself, from the pages: on her own one, where she confirms, beside who presents it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from talenti.luoghi.models import Comune
from tests.factories.thinktown import Ufficio, cominciata, completa, di_se, entra, maggiorenne, minorenne, pronta
from tests.thinktown.fatti_di_prova import CHI, LAVORO, chiusura, colonne, con, di, parla, prorogato, suo, tutto
from thinktown import actions
from thinktown.dichiarati import Organizzazione
from thinktown.enums import DiChi, TipoRequisito
from thinktown.fatti import FUORI
from thinktown.models import Domanda
from thinktown.parole import al_giorno

pytestmark = pytest.mark.django_db
CREMA = "019035"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato(tutto())


@pytest.fixture
def domanda(bando):
    return cominciata(bando, maggiorenne(nome="Giulia", cognome="Verdi"))


def apri(client, persona, nome, domanda):
    client.force_login(persona)
    return client.get(reverse(f"thinktown:{nome}", args=[domanda.codice]))


def manda(client, persona, nome, domanda, **campi):
    client.force_login(persona)
    return client.post(reverse(f"thinktown:{nome}", args=[domanda.codice]), campi)


def detto(pagina):
    return pagina.content.decode()


def letti(pagina):
    return {"giorni": pagina.context["form"].impronta}


# ── Hers ──────────────────────────────────────────────────────────────────────────────────────────
def test_her_page_asks_with_the_day_beside_and_the_comune_of_her_profile_in_it(client, bando, domanda):
    giulia = parla(domanda)
    giulia.comune = di("Crema")
    giulia.save(update_fields=["comune"])
    pagina = apri(client, giulia, "fatti", domanda)
    quando = al_giorno(chiusura(bando))
    assert [campo.label for campo in pagina.context["form"]] == [f"Residenza {quando}", f"Studio o lavoro {quando}"]
    assert f'<option value="{CREMA}" selected>Crema</option>' in detto(pagina)
    assert "Il gruppo non lo vede." in detto(pagina)
    fatta = manda(client, giulia, "fatti", domanda, residenza=CREMA, occupazione="studia", **letti(pagina))
    assert fatta.url == domanda.get_absolute_url()
    sua = suo(domanda, giulia)
    assert (sua.residenza, sua.occupazione, sua.residenza_al) == (di("Crema"), "studia", chiusura(bando))
    # What she has said comes back, whatever her profile says.
    di_se(domanda, giulia, residenza="fuori", occupazione="studia")
    assert '<option value="fuori" selected>' in detto(apri(client, giulia, "fatti", domanda))


def test_the_comuni_are_those_of_the_day_that_counts(client, ufficio):
    soppresso = Comune.objects.filter(valido_al__isnull=False).order_by("valido_al").last()
    prima = soppresso.valido_al - timedelta(days=1)
    detta = completa()
    regola = next(uno for uno in detta.chi.requisiti if uno.chiave == "provincia")
    altre = tuple(uno for uno in detta.chi.requisiti if uno != regola)
    chi = replace(detta.chi, requisiti=(*altre, replace(regola, alla_data=prima)))
    domanda = cominciata(ufficio.pubblicato(replace(detta, chi=chi)))
    persona = parla(domanda)
    pagina = apri(client, persona, "fatti", domanda)
    assert f'<option value="{soppresso.istat}">' in detto(pagina)
    assert manda(client, persona, "fatti", domanda, residenza=soppresso.istat, **letti(pagina)).status_code == 302
    assert suo(domanda, persona).residenza == soppresso
    oggi_no = cominciata(ufficio.pubblicato())
    rifiutata = manda(client, parla(oggi_no), "fatti", oggi_no, residenza=soppresso.istat)
    assert (rifiutata.status_code, list(rifiutata.context["form"].errors)) == (422, ["residenza"])


def test_an_empty_answer_is_told_beside_its_field_and_nothing_is_lost(client, domanda):
    pagina = manda(client, parla(domanda), "fatti", domanda, residenza=CREMA, giorni="")
    assert (pagina.status_code, dict(pagina.context["form"].errors)) == (
        422,
        {"occupazione": ["Scegli che cosa fai quel giorno."]},
    )
    assert pagina.context["form"]["residenza"].value() == CREMA
    assert suo(domanda, parla(domanda)).fatti_il is None


def test_a_day_that_moved_while_she_read_is_read_again(client, ufficio, bando, domanda):
    giulia = parla(domanda)
    dati = {"residenza": CREMA, "occupazione": "lavora"}
    prima = letti(apri(client, giulia, "fatti", domanda))
    chiude = prorogato(ufficio, bando)
    pagina = manda(client, giulia, "fatti", domanda, **dati, **prima)
    assert (pagina.status_code, "ora conta un altro giorno" in detto(pagina)) == (409, True)
    assert f"Residenza {al_giorno(chiude.date())}" in detto(pagina)
    assert manda(client, giulia, "fatti", domanda, **dati, **letti(pagina)).status_code == 302


def test_there_is_no_such_page_where_nothing_is_asked_of_her(client, ufficio):
    detta = completa()
    solo_eta = replace(detta, chi=replace(detta.chi, requisiti=detta.chi.requisiti[:1]))
    domanda = cominciata(ufficio.pubblicato(solo_eta))
    assert apri(client, parla(domanda), "fatti", domanda).status_code == 404
    assert manda(client, parla(domanda), "fatti", domanda, residenza=CREMA).status_code == 404
    presenta = con(replace(LAVORO, di_chi=DiChi.PRESENTA))
    presenta = replace(presenta, chi=replace(presenta.chi, requisiti=(presenta.chi.requisiti[-1],)))
    altra, domanda = maggiorenne(), cominciata(ufficio.pubblicato(presenta))
    entra(domanda, altra, da=parla(domanda))
    assert apri(client, parla(domanda), "fatti", domanda).status_code == 200
    assert apri(client, altra, "fatti", domanda).status_code == 404
    assert apri(client, maggiorenne(), "fatti", domanda).status_code == 404


def test_a_person_under_age_who_speaks_for_the_group_says_hers_too(client, bando):
    leo = minorenne()
    domanda = cominciata(bando, leo)
    assert manda(client, leo, "fatti", domanda, residenza="fuori", occupazione="studia").status_code == 302
    assert suo(domanda, leo).residenza_fuori


def test_after_the_closing_it_is_read_and_not_changed(client, bando, domanda):
    giulia = parla(domanda)
    di_se(domanda, giulia, residenza="Crema")
    with a_quest_ora(bando.chiude_il):
        pagina = apri(client, giulia, "fatti", domanda)
        assert ("Adesso non si cambia" in detto(pagina), "<dd>Crema</dd>" in detto(pagina)) == (True, True)
        assert manda(client, giulia, "fatti", domanda, residenza="fuori", occupazione="lavora").status_code == 409
    assert suo(domanda, giulia).residenza == di("Crema")


def test_a_rule_that_is_not_met_is_said_and_stops_nobody(client, domanda):
    pagina = manda(client, parla(domanda), "fatti", domanda, residenza="fuori", occupazione="lavora")
    (messaggio,) = [str(uno) for uno in pagina.wsgi_request._messages if uno.level_tag == "warning"]
    assert messaggio.startswith("Una regola del bando per te non torna: Chi studia o non ha lavoro")
    assert messaggio in detto(apri(client, parla(domanda), "domanda", domanda)).replace("&#x27;", "'")
    pagina = manda(client, parla(domanda), "fatti", domanda, residenza="fuori", occupazione="studia")
    assert [str(uno) for uno in pagina.wsgi_request._messages if uno.level_tag == "warning"] == []


# ── In the list, in the group, before sending ─────────────────────────────────────────────────────
def voci(pagina):
    return {voce["nome"]: voce for gruppo in pagina.context["gruppi"] for voce in gruppo["voci"]}


def test_the_parts_say_what_is_left_of_hers_and_of_the_others_by_name(client, bando, domanda):
    giulia, ada = parla(domanda), maggiorenne(nome="Ada", cognome="Neri")
    entra(domanda, ada, da=giulia)
    sua = voci(apri(client, giulia, "domanda", domanda))["Residenza, studio o lavoro"]
    quando = al_giorno(chiusura(bando))
    assert (sua["pronta"], sua["nota"]) == (
        False,
        f"Indica dove hai la residenza {quando}. Indica se studi o lavori {quando}.",
    )
    assert sua["url"] == reverse("thinktown:fatti", args=[domanda.codice])
    di_se(domanda, giulia)
    pagina = voci(apri(client, giulia, "domanda", domanda))
    assert pagina["Residenza, studio o lavoro"]["pronta"]
    actions.conferma(domanda, da=ada)
    assert (
        "Ada Neri deve dire dove ha la residenza" in voci(apri(client, giulia, "domanda", domanda))["Il gruppo"]["nota"]
    )


def test_before_sending_it_is_missing_with_its_page_and_then_it_is_read_back(client, bando):
    ada = maggiorenne(nome="Ada", cognome="Neri")
    domanda = pronta(bando, maggiorenne(), [ada])
    giulia = parla(domanda)
    chiude = prorogato(Ufficio(bando.partner), bando)
    quando = al_giorno(chiude.date())
    pagina = apri(client, giulia, "invia", domanda)
    sua = reverse("thinktown:fatti", args=[domanda.codice])
    assert [una.frase for una in pagina.context["manca"] if una.url == sua] == [
        f"Indica dove hai la residenza {quando}.",
        f"Indica se studi o lavori {quando}.",
    ]
    gruppo = reverse("thinktown:gruppo", args=[domanda.codice])
    assert [una.frase for una in pagina.context["manca"] if una.url == gruppo] == [
        "Ada Neri: deve completare i suoi dati."
    ]
    assert (pagina.context["pronta"], pagina.context["mie"]) == (False, [])
    di_se(domanda, giulia, residenza="Crema")
    di_se(domanda, ada, residenza="fuori")
    pagina = apri(client, giulia, "invia", domanda)
    assert pagina.context["pronta"]
    assert pagina.context["mie"] == [(f"Residenza {quando}", "Crema"), (f"Studio o lavoro {quando}", "Studio")]


def test_the_group_is_told_what_is_to_be_done_and_so_is_she(client, domanda):
    giulia, ada = parla(domanda), maggiorenne(nome="Ada", cognome="Neri")
    entra(domanda, ada, da=giulia)
    pagina = apri(client, giulia, "gruppo", domanda)
    assert pagina.context["manca"][0] == "Giulia Verdi: deve completare i suoi dati."
    assert "Manca ancora qualcosa su di te" in detto(pagina)
    # With the confirmation, it is one thing.
    assert "Manca ancora qualcosa su di te" not in detto(apri(client, ada, "gruppo", domanda))
    actions.conferma(domanda, da=ada)
    actions.dichiara(domanda, ["senza_impedimenti"], da=ada)
    assert "Manca ancora qualcosa su di te" in detto(apri(client, ada, "gruppo", domanda))


# ── Where she confirms ────────────────────────────────────────────────────────────────────────────
SPUNTA = {"dichiara_senza_impedimenti": "on"}


def test_she_says_it_where_she_confirms_in_one_press(client, bando, domanda):
    ada = maggiorenne()
    entra(domanda, ada, da=parla(domanda))
    pagina = apri(client, ada, "conferma", domanda)
    dati = {"letto": pagina.context["letto"], "residenza": "fuori", "occupazione": "studia", **SPUNTA, **letti(pagina)}
    senza = manda(client, ada, "conferma", domanda, **(dati | {"residenza": ""}))
    assert (senza.status_code, list(senza.context["form"].errors)) == (422, ["residenza"])
    assert suo(domanda, ada).stato == "dentro"
    assert manda(client, ada, "conferma", domanda, **dati).status_code == 302
    sua = suo(domanda, ada)
    assert (sua.stato, sua.residenza_fuori, sua.occupazione_al) == ("confermato", True, chiusura(bando))
    pagina = apri(client, ada, "conferma", domanda)
    assert ("Hai fatto la tua parte" in detto(pagina), pagina.context["form"].fields) == (True, {})
    assert ("Residenza " + al_giorno(chiusura(bando)), "Fuori dalla provincia di Cremona") in pagina.context["mie"]


def test_a_closing_that_moves_asks_her_again_without_confirming_anew(client, ufficio, bando):
    ada = maggiorenne()
    domanda = pronta(bando, maggiorenne(), [ada])
    chiude = prorogato(ufficio, bando)
    pagina = apri(client, ada, "conferma", domanda)
    assert "Hai già confermato, ma il bando adesso guarda un altro giorno" in detto(pagina)
    assert (pagina.context["da_confermare"], list(pagina.context["form"].fields)) == (
        False,
        ["residenza", "occupazione"],
    )
    dati = {"residenza": CREMA, "occupazione": "lavora"} | letti(pagina)
    assert manda(client, ada, "conferma", domanda, **dati).status_code == 302
    assert (suo(domanda, ada).stato, suo(domanda, ada).residenza_al) == ("confermato", chiude.date())


# ── Who presents it ───────────────────────────────────────────────────────────────────────────────
def test_who_presents_it_says_where_and_since_when_the_organisation_is(client, bando, domanda):
    giulia = parla(domanda)
    pagina = apri(client, giulia, "chi", domanda)
    aiuto = pagina.context["form"].fields["sede"].help_text
    assert aiuto == "Il comune della sede legale. Solo per un'associazione."
    dati = {"come": "associazioni|associazione", "soggetto": "Cortili", "codice_fiscale": CHI["codice_fiscale"]}
    dal = {"costituita_il_giorno": "3", "costituita_il_mese": "4", "costituita_il_anno": "2015"}
    tardi = manda(client, giulia, "chi", domanda, **dati, **(dal | {"costituita_il_anno": "2999"}), sede=CREMA)
    assert (tardi.status_code, list(tardi.context["form"].errors)) == (422, ["costituita_il"])
    assert tardi.context["form"]["sede"].value() == CREMA
    assert manda(client, giulia, "chi", domanda, **dati, **dal, sede=CREMA, **letti(pagina)).status_code == 302
    domanda.refresh_from_db()
    assert (domanda.sede, domanda.sede_al, domanda.costituita_il) == (di("Crema"), chiusura(bando), date(2015, 4, 3))
    righe = apri(client, giulia, "invia", domanda).context["organizzazione"]
    assert [valore for _nome, valore in righe] == ["Crema", "3 aprile 2015"]


def test_a_call_without_a_rule_on_the_seat_asks_for_none(client, ufficio):
    detta = completa()
    senza = tuple(uno for uno in detta.chi.requisiti if uno.tipo != TipoRequisito.SEDE)
    domanda = cominciata(ufficio.pubblicato(replace(detta, chi=replace(detta.chi, requisiti=senza))))
    assert not {"sede", "costituita_il"} & set(apri(client, parla(domanda), "chi", domanda).context["form"].fields)


def test_the_new_day_is_read_before_the_seat_is_said_for_it(client, ufficio, bando, domanda):
    giulia = parla(domanda)
    actions.cambia_chi(domanda, organizzazione=Organizzazione(sede=FUORI), da=giulia, **CHI)
    prima = letti(apri(client, giulia, "chi", domanda))
    prorogato(ufficio, bando)
    dati = {"come": "associazioni|associazione", "soggetto": "Cortili", "codice_fiscale": CHI["codice_fiscale"]}
    pagina = manda(client, giulia, "chi", domanda, **dati, sede="fuori", **prima)
    assert "ora conta un altro giorno" in detto(pagina)
    assert Domanda.objects.get(pk=domanda.pk).sede_al == chiusura(bando)
    assert manda(client, giulia, "chi", domanda, **dati, sede="fuori", **letti(pagina)).status_code == 302


# ── What it costs ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
def test_her_page_asks_as_much_for_a_large_group(client, domanda, quante, django_assert_num_queries):
    giulia = parla(domanda)
    for _posto in range(quante):
        altra = maggiorenne()
        entra(domanda, altra, da=giulia)
        di_se(domanda, altra)
    client.force_login(giulia)
    indirizzo = reverse("thinktown:fatti", args=[domanda.codice])
    client.get(indirizzo)
    with django_assert_num_queries(DOMANDE_DELLA_PAGINA):
        client.get(indirizzo)
    assert colonne(suo(domanda, giulia))["fatti_il"] is None


DOMANDE_DELLA_PAGINA = 10
