"""What the office does with a call through its pages: checked by somebody else, changed by acts, stopped, followed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.documenti.models import FileCaricato
from tests.factories import rete
from tests.factories.persone import PersonaFactory, con_fattore
from tests.factories.thinktown import Ufficio, cominciata, completa, dati_atto, inviata
from tests.thinktown.browser import compila, giorno, istante, modulo
from tests.thinktown.test_ufficio_scrive import atto, detto, ora, parte, scheda
from thinktown import actions
from thinktown.actions.correzione import si_sta_correggendo
from thinktown.enums import StatoBando
from thinktown.models import Bando
from thinktown.ufficio.verbi import VERBI, permesso_di, si_puo_ora

pytestmark = pytest.mark.django_db
ATTO = {"numero": "7", "motivo": "Serve più tempo."}


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.pubblica)
    return casa


def fai(client, bando, verbo, **scritto):
    """Open the page of the verb, fill in the act and what else is asked, press."""
    return compila(
        client, client.get(atto(bando, verbo)), file=rete.caricato("atto.pdf"),
        **(ATTO | giorno("data", oggi()) | scritto),
    )  # fmt: skip


def verbi(client, bando):
    return {uno["verbo"]: bool(uno["esito"]) for uno in client.get(scheda(bando)).context["verbi"]}


# ── Four eyes ─────────────────────────────────────────────────────────────────────────────────────
def test_who_sent_it_does_not_publish_it_and_is_told_why(client, ufficio):
    bando = ufficio.bozza()
    actions.manda_in_verifica(bando, da=ufficio.pubblica)
    pagina = client.get(scheda(bando)).content.decode()
    assert verbi(client, bando)["pubblica"] is False
    assert "Questo bando l&#x27;hai mandato in verifica tu" in pagina
    assert client.get(atto(bando, "pubblica")).status_code == 403
    assert client.post(atto(bando, "pubblica"), ATTO).status_code == 403
    assert ora(bando).stato == StatoBando.IN_VERIFICA


def test_who_only_writes_may_not_publish_nor_send_back(client, ufficio):
    bando = ufficio.in_verifica()
    client.force_login(ufficio.scrive)
    assert verbi(client, bando) == {"rimanda": False, "pubblica": False}
    assert client.get(atto(bando, "rimanda")).status_code == 403


def test_sent_back_with_its_reason_it_is_a_draft_again(client, ufficio):
    bando = ufficio.in_verifica()
    senza = compila(client, client.get(atto(bando, "rimanda")))
    assert senza.context["form"].errors == {"motivo": ["Scrivi il motivo: chi lo riceve deve poter capire."]}
    compila(client, client.get(atto(bando, "rimanda")), motivo="Mancano i fondi.")
    assert ora(bando).stato == StatoBando.BOZZA
    assert "Mancano i fondi." in client.get(scheda(bando)).content.decode()


def test_a_draft_that_lacks_something_is_not_sent(client, ufficio):
    bando = actions.crea(ufficio.partner, misura="gruppi", da=ufficio.scrive)
    pagina = client.get(atto(bando, "manda_in_verifica"))
    assert modulo(pagina) == ({}, [])
    client.post(atto(bando, "manda_in_verifica"))
    assert ora(bando).stato == StatoBando.BOZZA


def test_the_document_of_an_act_is_not_asked_for_twice(client, ufficio):
    bando = ufficio.in_verifica()
    risposta = compila(client, client.get(atto(bando, "pubblica")), file=rete.caricato("delibera.pdf"), numero="")
    assert sorted(risposta.context["form"].errors) == ["data", "numero"]
    assert "«delibera.pdf»" in risposta.content.decode()
    compila(client, risposta, numero="3", **giorno("data", oggi()))
    assert ora(bando).atti.get().file.nome == "delibera.pdf"
    assert FileCaricato.objects.di(bando).count() == 1


def test_an_act_without_its_document_or_of_tomorrow_is_refused(client, ufficio):
    bando = ufficio.in_verifica()
    risposta = compila(client, client.get(atto(bando, "pubblica")), numero="3",
                       **giorno("data", oggi() + timedelta(days=1)))  # fmt: skip
    assert dict(risposta.context["form"].errors) == {
        "data": ["L'atto ha una data che deve ancora venire."], "file": ["Carica l'atto in PDF."],
    }  # fmt: skip


def test_the_document_of_somebody_else_or_of_another_call_is_nobody_s(client, ufficio):
    altro = ufficio.in_verifica()
    compila(client, client.get(atto(altro, "pubblica")), file=rete.caricato("altro.pdf"))
    codice = FileCaricato.objects.di(altro).get().codice
    bando = ufficio.in_verifica()
    risposta = compila(client, client.get(atto(bando, "pubblica")), numero="3", file_gia=codice,
                       **giorno("data", oggi()))  # fmt: skip
    assert dict(risposta.context["form"].errors) == {"file": ["Carica l'atto in PDF."]}


def test_what_is_published_is_what_was_read(client, ufficio):
    bando = ufficio.in_verifica()
    aperta = client.get(atto(bando, "pubblica"))
    actions.rimanda(bando, motivo="Ancora una cosa.", da=ufficio.pubblica)
    cambiata = replace(bando.bozza, racconto=replace(bando.bozza.racconto, titolo="Un altro bando"))
    actions.salva(bando, cambiata, da=ufficio.scrive, revisione=bando.revisione)
    actions.manda_in_verifica(bando, da=ufficio.scrive)
    risposta = compila(client, aperta, file=rete.caricato(), numero="3", **giorno("data", oggi()))
    assert "Il testo è cambiato mentre lo leggevi" in risposta.content.decode()
    assert ora(bando).stato == StatoBando.IN_VERIFICA


# ── Changed by an act ─────────────────────────────────────────────────────────────────────────────
def test_an_extension_moves_the_closing_and_says_who_it_concerns(client, ufficio):
    bando = ufficio.pubblicato()
    cominciata(bando)
    inviata(bando)
    pagina = client.get(atto(bando, "proroga"))
    assert "Adesso il bando ha 1 domanda non ancora inviata e 1 inviata." in pagina.context["segue"]
    chiude = bando.chiude_il + timedelta(days=7)
    assert fai(client, bando, "proroga", **istante("chiude", chiude)).status_code == 302
    assert (ora(bando).chiude_il >= chiude, ora(bando).versione_n) == (True, 2)
    assert [(riga.prima != riga.dopo) for riga in client.get(
        reverse("admin:thinktown_bando_versione", args=[bando.pk, 2])).context["righe"]] == [True]  # fmt: skip


def test_what_does_not_move_the_closing_forward_is_refused_beside_the_field(client, ufficio):
    bando = ufficio.pubblicato()
    risposta = fai(client, bando, "proroga", **istante("chiude", bando.chiude_il - timedelta(days=1)))
    assert dict(risposta.context["form"].errors) == {"chiude": ["La nuova scadenza deve venire dopo quella di prima."]}
    assert modulo(risposta)[0]["numero"] == ["7"]


def test_a_closed_call_is_opened_again_not_extended(client, ufficio):
    bando = ufficio.pubblicato()
    with a_quest_ora(bando.chiude_il + timedelta(hours=1)):
        assert {"proroga", "riapri"} & set(verbi(client, bando)) == {"riapri"}
        fai(client, bando, "riapri", **istante("chiude", adesso() + timedelta(days=9)))
        assert ora(bando).aperto()


def test_a_correction_is_written_on_a_copy_shown_and_published(client, ufficio):
    bando = ufficio.pubblicato()
    prima = bando.titolo
    compila(client, client.get(parte(bando, "racconto")), titolo="Progetti giovani")
    compila(client, client.get(parte(bando, "dichiarazioni")), dichiarazioni__1__testo="Ho letto tutto il bando.")
    assert (ora(bando).titolo, ora(bando).in_vigore.racconto.titolo) == (prima, prima)
    assert si_sta_correggendo(ora(bando))
    pagina = client.get(atto(bando, "rettifica"))
    assert [(una.dove, una.prima, una.dopo) for una in pagina.context["righe"]] == [
        ("La pagina › titolo", prima, "Progetti giovani"),
        ("Dichiarazione › «Ho letto il bando e l'informativa sui dati personali.» › testo",
         "Ho letto il bando e l'informativa sui dati personali.", "Ho letto tutto il bando."),
        ("Dichiarazione › «Ho letto il bando e l'informativa sui dati personali.» › versione", "1", "2"),
    ]  # fmt: skip
    fai(client, bando, "rettifica")
    assert (ora(bando).titolo, ora(bando).versione_n) == ("Progetti giovani", 2)
    assert not si_sta_correggendo(ora(bando))


def test_a_correction_given_up_leaves_no_trace(client, ufficio):
    bando = ufficio.pubblicato()
    compila(client, client.get(parte(bando, "racconto")), titolo="Progetti giovani")
    compila(client, client.get(atto(bando, "abbandona_rettifica")))
    assert not si_sta_correggendo(ora(bando))
    assert modulo(client.get(atto(bando, "rettifica"))) == ({}, [])


def test_a_correction_survives_an_extension(client, ufficio):
    bando = ufficio.pubblicato()
    compila(client, client.get(parte(bando, "racconto")), titolo="Progetti giovani")
    fai(client, bando, "proroga", **istante("chiude", bando.chiude_il + timedelta(days=7)))
    assert [una.dopo for una in client.get(atto(bando, "rettifica")).context["righe"]] == ["Progetti giovani"]


def test_the_dates_of_a_published_call_are_no_part_to_write(client, ufficio):
    bando = ufficio.pubblicato()
    risposta = client.get(parte(bando, "tempi"), follow=True)
    assert (risposta.redirect_chain[0][0], detto(risposta)) == (
        scheda(bando), ["Adesso questa parte non si scrive: il bando è «Pubblicato»."],
    )  # fmt: skip
    assert client.post(parte(bando, "tempi"), {}).status_code == 302


@pytest.mark.parametrize(("verbo", "stato"), [("annulla", "annullato"), ("revoca", "revocato")])
def test_the_end_of_a_call_asks_to_confirm(client, ufficio, verbo, stato):
    bando = ufficio.pubblicato()
    risposta = fai(client, bando, verbo)
    assert dict(risposta.context["form"].errors) == {
        "confermo": ["Segna la casella per confermare: non si torna indietro."]
    }
    compila(client, risposta, confermo="on")
    assert ora(bando).stato == stato


def test_the_brake_is_put_on_and_taken_off(client, ufficio):
    bando = ufficio.pubblicato()
    compila(client, client.get(atto(bando, "ferma_invii")), motivo="Guasto: riprendiamo alle 15.")
    assert ora(bando).fermo == "Guasto: riprendiamo alle 15."
    assert {"ferma_invii", "riprendi_invii"} & set(verbi(client, bando)) == {"riprendi_invii"}
    compila(client, client.get(atto(bando, "riprendi_invii")))
    assert ora(bando).fermo == ""


# ── People ────────────────────────────────────────────────────────────────────────────────────────
def test_an_officer_of_another_body_is_named_follows_the_call_and_stops(client, ufficio):
    bando, altro = ufficio.pubblicato(), ufficio.pubblicato()
    fuori = rete.ammesso(nome="Altra", codice_fiscale="90000000282").proposto_da
    compila(client, client.get(atto(bando, "incarica")), email=fuori.email.upper(), ruolo="istruttore")
    client.force_login(fuori)
    assert [client.get(scheda(uno)).status_code for uno in (bando, altro)] == [200, 404]
    client.force_login(ufficio.pubblica)
    termina = reverse("admin:thinktown_bando_termina", args=[bando.pk, bando.incarichi.get().pk])
    assert client.get(termina).status_code == 200
    client.post(termina)
    client.force_login(fuori)
    assert client.get(scheda(bando)).status_code == 404


def test_the_officer_in_charge_is_only_replaced(client, ufficio):
    bando = ufficio.pubblicato()
    incarico = actions.incarica(bando, ufficio.scrive, ruolo="responsabile", da=ufficio.pubblica)
    termina = reverse("admin:thinktown_bando_termina", args=[bando.pk, incarico.pk])
    risposta = client.post(termina, follow=True)
    assert detto(risposta) == ["Un bando ha sempre un responsabile: nominane un altro, e prende il suo posto."]
    altro = reverse("admin:thinktown_bando_termina", args=[ufficio.pubblicato().pk, incarico.pk])
    assert client.get(altro).status_code == 404


def test_a_person_is_found_by_her_whole_address_only(client, ufficio):
    bando, persona = ufficio.pubblicato(), PersonaFactory(email="marta.rossi@example.org")
    dopo = adesso() + timedelta(days=60)
    for scritta in ("marta", "marta.rossi", "rossi@example.org", "marta.rossi@example.com"):
        risposta = compila(client, client.get(atto(bando, "ammetti_tardi")), email=scritta, motivo="Guasto.",
                           **istante("fino_a", dopo))  # fmt: skip
        assert list(risposta.context["form"].errors) == ["email"]
        assert "Marta" not in risposta.content.decode()
    compila(client, client.get(atto(bando, "ammetti_tardi")), email="Marta.Rossi@example.org", motivo="Guasto.",
            **istante("fino_a", dopo))  # fmt: skip
    assert (bando.ammissioni_tardive.get().persona, bando.ammissioni_tardive.get().motivo) == (persona, "Guasto.")


def test_who_helps_is_chosen_among_the_network(client, ufficio):
    bando = ufficio.bozza()
    aiuta = rete.ammesso(nome="Centro servizi", codice_fiscale="90000000282")
    rete.proposto(nome="Non ancora", codice_fiscale="90000000373")
    pagina = client.get(atto(bando, "affida_aiuto"))
    assert "Non ancora" not in pagina.content.decode()
    compila(client, pagina, aiuta=str(aiuta.pk))
    assert ora(bando).aiuta == aiuta


# ── Every verb over every state, every page for who does not follow the call ─────────────────────
@pytest.mark.parametrize("verbo", VERBI)
def test_a_verb_out_of_its_state_goes_back_to_the_call(client, ufficio, verbo):
    bando = ufficio.pubblicato()
    for stato in StatoBando:
        if stato in (StatoBando.BOZZA, StatoBando.IN_VERIFICA):
            campi = {"versione_n": 0, "pubblicato_il": None, "mandato_da": ufficio.scrive}
        else:
            campi = {"versione_n": 1, "pubblicato_il": adesso()}
        Bando.objects.filter(pk=bando.pk).update(stato=stato, **campi)
        com_e = ora(bando)
        si_puo = si_puo_ora(verbo, com_e)
        attesa = 200 if si_puo else 302
        assert client.get(atto(bando, verbo)).status_code == attesa, stato
        if not si_puo:
            client.post(atto(bando, verbo), ATTO)
            assert ora(bando).stato == stato
    assert permesso_di(verbo).startswith("thinktown.")


def test_nothing_of_a_call_is_there_for_staff_of_another_body(client, ufficio):
    bando = ufficio.pubblicato()
    domanda = inviata(bando)
    incarico = actions.incarica(bando, ufficio.scrive, ruolo="istruttore", da=ufficio.pubblica)
    nomi = ("scheda", "anteprima", "domande")
    pagine = [reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk]) for nome in nomi]
    pagine += [parte(bando, "racconto"), parte(bando, "quesiti"), *(atto(bando, verbo) for verbo in VERBI)]
    pagine += [
        reverse("admin:thinktown_bando_quesito", args=[bando.pk, "idea"]),
        reverse("admin:thinktown_bando_versione", args=[bando.pk, 1]),
        reverse("admin:thinktown_bando_termina", args=[bando.pk, incarico.pk]),
        reverse("admin:thinktown_bando_domanda", args=[bando.pk, domanda.codice]),
        reverse("admin:thinktown_bando_file", args=[bando.pk, domanda.codice, "x"]),
        reverse("admin:thinktown_bando_change", args=[bando.pk]),
    ]
    altra = rete.ammesso(nome="Altra", codice_fiscale="90000000282").proposto_da
    guida = con_fattore(PersonaFactory())
    rete.capofila(guida, nome="Guida")
    for persona in (altra, guida):
        client.force_login(persona)
        assert {client.get(pagina).status_code for pagina in pagine} == {404}
        assert {client.post(pagina).status_code for pagina in pagine} <= {404, 405}
        elenco = client.get("/admin/thinktown/bando/")
        assert (elenco.status_code, list(elenco.context["cl"].queryset)) == (200, [])
        assert bando.titolo not in elenco.content.decode()
        assert [voce for voce in client.get("/admin/").context["attese"] if "bandi" in str(voce.url)] == []
    client.logout()
    assert {client.get(pagina).status_code for pagina in pagine} == {302}


def test_without_a_second_factor_the_office_stays_closed(client, ufficio):
    bando = ufficio.pubblicato()
    ufficio.pubblica.authenticator_set.all().delete()
    client.force_login(ufficio.pubblica)
    assert client.get(scheda(bando)).status_code == 302


# ── The list ──────────────────────────────────────────────────────────────────────────────────────
def test_the_list_costs_the_same_for_one_and_for_three(client, ufficio, django_assert_num_queries):
    ufficio.pubblicato()
    elenco = "/admin/thinktown/bando/"
    client.get(elenco)
    with django_assert_num_queries(QUERY_ELENCO):
        assert len(client.get(elenco).context["cl"].result_list) == 1
    ufficio.pubblicato()
    ufficio.bozza()
    with django_assert_num_queries(QUERY_ELENCO):
        assert len(client.get(elenco).context["cl"].result_list) == 3


QUERY_ELENCO = 14


def test_the_first_page_leads_to_what_waits(client, ufficio):
    ufficio.bozza()
    ufficio.in_verifica()
    mio = ufficio.bozza(completa())
    actions.manda_in_verifica(mio, da=ufficio.pubblica)
    attese = [(str(v.etichetta), v.quanti) for v in client.get("/admin/").context["attese"] if "bando" in str(v.url)]
    assert attese == [("Bandi da rileggere e pubblicare", 1), ("Bandi da finire di scrivere", 1)]


def test_from_a_past_call_everything_is_taken_but_the_dates(client, ufficio):
    vecchio = ufficio.pubblicato()
    actions.annulla(vecchio, dati_atto("9", "Era sbagliato."), da=ufficio.pubblica)
    estraneo = Ufficio(rete.ammesso(nome="Altra", codice_fiscale="90000000282")).pubblicato()
    pagina = client.get("/admin/thinktown/bando/add/")
    assert list(pagina.context["form"].fields["come"].queryset) == [vecchio]
    compila(client, pagina, partner=str(ufficio.partner.pk), modello="impresa", come=str(vecchio.pk))
    nuovo = Bando.objects.exclude(pk__in=[vecchio.pk, estraneo.pk]).get()
    assert (nuovo.misura, nuovo.bozza.racconto, nuovo.bozza.tempi.finestre) == (
        "gruppi", vecchio.in_vigore.racconto, (),
    )  # fmt: skip
