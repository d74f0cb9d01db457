"""The pages of what the office asks: read by the group alone, written without losing a word, checked, sent, kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from tests.factories import rete
from tests.factories.istruttoria import CHIEDE, ESCLUDE, decisa, detta
from tests.factories.risposte import allegata, chiesta, di_sportello, preavvisata, risposta_inviata, scritta
from tests.factories.thinktown import Ufficio, dati_atto, dopo_la_chiusura, inviata, maggiorenne
from thinktown import actions
from thinktown.actions import DaCompletare
from thinktown.recapito import di
from thinktown.risposta_ufficio import impronta, voci_di

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia(client):
    persona = maggiorenne(nome="Giulia", cognome="Verdi")
    client.force_login(persona)
    return persona


@pytest.fixture
def marco():
    return maggiorenne(nome="Marco", cognome="Blu")


@pytest.fixture
def richiesta(ufficio, bando, giulia, marco):
    domanda = inviata(bando, giulia, [marco])
    with dopo_la_chiusura(bando):
        yield chiesta(domanda, ufficio)


def via(richiesta, nome="richiesta_ufficio", *altro):
    return reverse(f"thinktown:{nome}", args=[richiesta.domanda.codice, richiesta.codice, *altro])


def parole(risposta):
    return " ".join(risposta.content.decode().split())


def campi(client, richiesta, **scritti):
    """What a browser sends of the page: its hidden fields, what stands in the texts, the changes."""
    pagina = client.get(via(richiesta))
    tutti = {}
    for una in pagina.context["voci"]:
        voce = una.voce_testo
        chiave = voce.quesito.chiave
        tutti |= {f"n-{chiave}": str(voce.versione), f"g-{chiave}": voce.gettone, f"v-{chiave}": voce.campo.value()}
    return tutti | scritti


# ── Read ──────────────────────────────────────────────────────────────────────────────────────────
def test_it_says_who_asks_what_beside_what_was_sent_and_until_when(client, richiesta):
    pagina = client.get(via(richiesta))
    letto = parole(pagina)
    assert pagina.status_code == 200
    for parola in (
        "Comune delle Prove",
        "Manca un documento.",
        "1. Le date non si leggono.",
        "2. Il documento di chi firma.",
        "lunedì 1 marzo 2027",
        "fino alle 23:59 (ora italiana)",
        "Se non rispondi",
        "Rispondi entro",
        via(richiesta, "lettera"),
    ):
        assert parola in letto, parola


def test_until_it_is_told_and_for_who_is_not_in_the_group_it_is_not_there(client, ufficio, bando, giulia):
    domanda, altra = inviata(bando, giulia), inviata(bando)
    sua = altra.componenti.get().persona
    with dopo_la_chiusura(bando):
        sospesa = decisa(domanda, CHIEDE, ufficio.scrive)
        sospesa.domanda = domanda
        indirizzi = [via(sospesa, nome) for nome in ("richiesta_ufficio", "richiesta_invia", "lettera")]
        assert [client.get(uno).status_code for uno in indirizzi] == [404] * 3
        scritture = [via(sospesa, n) for n in ("richiesta_ufficio", "richiesta_invia", "richiesta_letta")]
        scritture += [via(sospesa, n, 1) for n in ("richiesta_voce", "richiesta_file")]
        assert [client.post(uno).status_code for uno in scritture] == [404] * 5
    with a_quest_ora(sospesa.comunica_dal + timedelta(seconds=1)):
        actions.comunica_dovuti()
        assert client.get(indirizzi[0]).status_code == 200
        client.force_login(sua)
        assert [client.get(uno).status_code for uno in indirizzi] == [404] * 3
        assert [client.post(uno).status_code for uno in scritture] == [404] * 5
        # Nor under the name of her own application.
        assert (
            client.get(reverse("thinktown:richiesta_ufficio", args=[altra.codice, sospesa.codice])).status_code == 404
        )


def test_a_decision_is_no_request(client, ufficio, bando, giulia):
    domanda = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        decisione = detta(domanda, ESCLUDE, ufficio.scrive)
        decisione.domanda = domanda
        assert client.get(via(decisione)).status_code == 404
        assert decisione.get_absolute_url() == reverse("thinktown:ricevuta", args=[domanda.codice])


def test_opening_it_marks_nothing_and_the_button_marks_it_once(client, richiesta, giulia):
    assert "Segna come letto" in parole(client.get(via(richiesta)))
    richiesta.refresh_from_db()
    assert richiesta.letto_il is None
    assert client.get(via(richiesta, "richiesta_letta")).url == via(richiesta)
    richiesta.refresh_from_db()
    assert richiesta.letto_il is None
    assert client.post(via(richiesta, "richiesta_letta")).url == via(richiesta)
    richiesta.refresh_from_db()
    prima = (richiesta.letto_il, richiesta.letto_da)
    assert prima[1] == giulia
    da_sola = client.post(via(richiesta, "richiesta_letta"), headers={"HX-Request": "true"})
    assert (da_sola.status_code, da_sola.content) == (200, b"")
    richiesta.refresh_from_db()
    assert (richiesta.letto_il, richiesta.letto_da) == prima
    assert "Segna come letto" not in parole(client.get(via(richiesta)))


def test_each_of_the_group_is_written_down_for_herself(client, richiesta, giulia, marco):
    client.post(via(richiesta, "richiesta_letta"))
    client.force_login(marco)
    assert "Segna come letto" in parole(client.get(via(richiesta)))
    # Who opens the letter has read it as well.
    client.get(reverse("thinktown:lettera", args=[richiesta.domanda.codice, richiesta.codice]))
    assert "Segna come letto" not in parole(client.get(via(richiesta)))
    righe = {riga.persona: riga.letto_il is not None for riga in di([richiesta])[richiesta.pk]}
    assert righe == {giulia: True, marco: True}


def test_who_only_reads_sees_what_is_being_written_and_no_field(client, richiesta, marco):
    richiesta.domanda.componenti.filter(persona=marco).update(ruolo="legge")
    scritta(richiesta, 1, "Le date giuste.", da=richiesta.domanda.componenti.get(ruolo="referente").persona)
    client.force_login(marco)
    pagina = client.get(via(richiesta))
    assert ("Le date giuste." in parole(pagina), "Scritto finora, non inviato" in parole(pagina)) == (True, True)
    assert ('name="v-t1"' in parole(pagina), "Per il vostro gruppo parla Giulia Verdi." in parole(pagina)) == (
        False,
        True,
    )
    assert client.post(via(richiesta), {"v-t1": "Altro", "n-t1": "1"}).status_code == 403


# ── Written, without script ───────────────────────────────────────────────────────────────────────
def test_the_button_keeps_texts_and_files_and_one_goes_on_later(client, richiesta):
    dati = campi(client, richiesta, **{"v-t1": "Le date giuste.", "v-f2": rete.caricato("carta.pdf"), "passo": "resta"})
    assert client.post(via(richiesta), dati).url == via(richiesta)
    voci = voci_di(richiesta)
    assert [(v.testo, v.file.nome if v.file else "") for v in voci] == [("Le date giuste.", ""), ("", "carta.pdf")]
    pagina = parole(client.get(via(richiesta)))
    assert ("Le date giuste." in pagina, "carta.pdf" in pagina) == (True, True)
    codice = voci[1].file.codice
    client.post(via(richiesta), campi(client, richiesta, togli=f"f2:{codice}"))
    assert "Rimetti" in parole(client.get(via(richiesta)))
    client.post(via(richiesta), campi(client, richiesta, rimetti=f"f2:{codice}"))
    assert voci_di(richiesta)[1].file.codice == codice


def test_what_cannot_be_kept_is_told_beside_it_and_the_rest_is_kept(client, richiesta):
    dati = campi(
        client, richiesta, **{"v-t1": "x" * 20_001, "v-t2": "Il documento.", "v-f1": rete.caricato("a.exe", b"MZ")}
    )
    pagina = client.post(via(richiesta), dati)
    assert pagina.status_code == 422
    assert [v.testo for v in voci_di(richiesta)] == ["", "Il documento."]
    assert list(pagina.context["form"].errors) == ["v-t1"]
    assert "x" * 20_001 in pagina.content.decode()
    lungo = client.post(via(richiesta), campi(client, richiesta, **{"v-t1": "x" * 5_001}))
    # Longer than it may be sent is kept all the same, and told.
    assert (lungo.status_code, len(voci_di(richiesta)[0].testo)) == (422, 5_001)
    for brutto in ("f2:zzz", "f9:x", "t1:x", ":", "f2:\x00"):
        assert client.post(via(richiesta), campi(client, richiesta, togli=brutto, rimetti=brutto)).status_code in (
            302,
            422,
        )


def test_a_text_that_somebody_else_changed_comes_back_beside_ones_own(client, richiesta, marco):
    dati = campi(client, richiesta, **{"v-t1": "La mia."})
    scritta(richiesta, 1, "La sua.", da=marco)
    pagina = client.post(via(richiesta), dati)
    letto = parole(pagina)
    assert pagina.status_code == 409
    assert ("La mia." in letto, "La sua." in letto, "Marco Blu ha cambiato questa risposta" in letto) == (True,) * 3
    assert voci_di(richiesta)[0].testo == "La sua."
    ancora = client.post(via(richiesta), dati | {"c-t1": "1", "n-t1": "1"})
    assert (ancora.status_code, voci_di(richiesta)[0].testo) == (409, "La sua.")
    client.post(via(richiesta), dati | {"c-t1": "1", "n-t1": "1", "tieni-t1": "altra"})
    assert voci_di(richiesta)[0].testo == "La sua."
    client.post(via(richiesta), dati | {"c-t1": "1", "n-t1": "1", "tieni-t1": "mia"})
    assert voci_di(richiesta)[0].testo == "La mia."


def test_a_text_that_one_did_not_touch_is_not_written_over_anybodys(client, richiesta, marco):
    dati = campi(client, richiesta, **{"v-t2": "Solo questa."})
    scritta(richiesta, 1, "La sua.", da=marco)
    assert client.post(via(richiesta), dati).status_code == 302
    assert [v.testo for v in voci_di(richiesta)] == ["La sua.", "Solo questa."]


def test_words_typed_after_the_login_ended_are_there_when_one_is_back(client, richiesta, giulia, marco):
    dati = campi(client, richiesta, **{"v-t1": "Scritto a lungo.", "v-t2": ""})
    client.logout()
    via_di = client.post(via(richiesta), dati)
    assert via_di.url == f"/accedi/?next={via(richiesta)}"
    # Meanwhile somebody else has written in the same place.
    scritta(richiesta, 1, "La sua.", da=marco)
    client.force_login(giulia)
    pagina = client.get(via(richiesta))
    assert ("Scritto a lungo." in parole(pagina), "Abbiamo tenuto quello che avevi scritto" in parole(pagina)) == (
        True,
        True,
    )
    # And it is not written over: the version is the one that she had read.
    scontro = client.post(via(richiesta), campi(client, richiesta))
    assert (scontro.status_code, voci_di(richiesta)[0].testo) == (409, "La sua.")
    client.post(via(richiesta), campi(client, richiesta, **{"tieni-t1": "mia", "n-t1": "1"}))
    assert voci_di(richiesta)[0].testo == "Scritto a lungo."
    assert "Abbiamo tenuto" not in parole(client.get(via(richiesta)))


def test_words_kept_for_one_are_shown_to_nobody_else(client, richiesta):
    estranea = maggiorenne()
    altro = Client()
    altro.post(via(richiesta), {"v-t1": "Parole mie.", "n-t1": "0"})
    altro.force_login(estranea)
    assert altro.get(via(richiesta)).status_code == 404
    vuota = Client()
    for dati in ({"v-t1": "x" * 60_001}, {f"v-t{n}": "x" for n in range(100)}, {"v-f1": "x"}):
        vuota.post(via(richiesta), dati)
        assert "thinktown.richiesta" not in vuota.session
    vuota.post(reverse("thinktown:richiesta_ufficio", args=[richiesta.domanda.codice, "nessuna"]), {"v-t1": "x"})
    assert "thinktown.richiesta" not in vuota.session


def test_what_is_sent_too_late_stays_on_the_page_to_be_copied(client, richiesta):
    dati = campi(client, richiesta, **{"v-t1": "Troppo tardi."})
    with a_quest_ora(richiesta.entro):
        pagina = client.post(via(richiesta), dati)
        assert (pagina.status_code, "Troppo tardi." in parole(pagina)) == (409, True)
        assert "Si poteva rispondere entro" in parole(pagina)
        dopo = parole(client.get(via(richiesta)))
        assert ("Il termine è passato" in dopo, 'name="v-t1"' in dopo) == (True, False)
        assert client.get(via(richiesta, "richiesta_invia")).url == via(richiesta)
        assert client.post(via(richiesta, "richiesta_invia")).status_code == 409


# ── Written, by the script of the page ────────────────────────────────────────────────────────────
def test_each_text_saves_itself(client, richiesta, marco):
    indirizzo = via(richiesta, "richiesta_voce", 1)
    salvata = client.post(indirizzo, {"v-t1": "Le date.", "versione": "0", "gettone": "x"}).json()
    assert (salvata["versione"], salvata["frase"], salvata["totali"]) == (1, "", {})
    scritta(richiesta, 1, "La sua.", da=marco)
    scontro = client.post(indirizzo, {"v-t1": "La mia.", "versione": "1"})
    corpo = scontro.json()
    assert (scontro.status_code, corpo["codice"], corpo["versione"]) == (409, "risposta_cambiata", 2)
    assert ("La mia." in corpo["html"], "La sua." in corpo["html"], "La sua." in corpo["altra"]) == (True, True, True)
    lunga = client.post(indirizzo, {"v-t1": "x" * 5_001, "versione": "2"}).json()
    assert lunga["frase"] == "C'è 1 carattere di troppo."
    for dati, n in (({"v-t1": "x"}, 1), ({"v-t1": "x", "versione": "zz"}, 1), ({"v-t9": "x", "versione": "0"}, 9)):
        assert client.post(via(richiesta, "richiesta_voce", n), dati).status_code == 400
    with a_quest_ora(richiesta.entro):
        tardi = client.post(indirizzo, {"v-t1": "Tardi.", "versione": "3"})
        assert (tardi.status_code, tardi.json()["codice"]) == (409, "fuori_termine")
    client.logout()
    fuori = client.post(indirizzo, {"v-t1": "x", "versione": "3"})
    assert (fuori.status_code, fuori.json()["accedi"]) == (401, f"/accedi/?next={via(richiesta)}")


def test_each_file_is_drawn_anew(client, richiesta):
    indirizzo, subito = via(richiesta, "richiesta_file", 2), {"X-Requested-With": "fetch"}
    assert client.post(indirizzo, {"file": rete.caricato("carta.pdf")}).url == via(richiesta)
    disegnata = client.post(indirizzo, {"file": rete.caricato("carta.pdf")}, headers=subito).content.decode()
    assert ("carta.pdf" in disegnata, 'type="file"' in disegnata) == (True, False)
    codice = voci_di(richiesta)[1].file.codice
    tolta = client.post(indirizzo, {"togli": codice}, headers=subito).content.decode()
    assert ("Rimetti" in tolta, 'type="file"' in tolta) == (True, True)
    client.post(indirizzo, {"rimetti": codice}, headers=subito)
    assert voci_di(richiesta)[1].file.codice == codice
    no = client.post(indirizzo, {"file": rete.caricato("a.exe", b"MZ")}, headers=subito)
    assert (no.status_code, "non lo possiamo ricevere" in no.content.decode()) == (400, True)


# ── Checked, and sent ─────────────────────────────────────────────────────────────────────────────
def test_one_reads_it_whole_and_sends_it_once(client, richiesta, giulia):
    dati = campi(client, richiesta, **{"v-t1": "Le date giuste.", "passo": "invia"})
    assert client.post(via(richiesta), dati).url == via(richiesta, "richiesta_invia")
    pagina = client.get(via(richiesta, "richiesta_invia"))
    letto = parole(pagina)
    for parola in (
        "Non è ancora inviata.",
        "A 1 cosa non hai risposto",
        "2. Il documento di chi firma.",
        "Le date giuste.",
    ):
        assert parola in letto, parola
    for _volta in range(2):
        inviato = client.post(via(richiesta, "richiesta_invia"), {"letto": pagina.context["letto"]})
        assert inviato.url == via(richiesta)
    richiesta.refresh_from_db()
    fatta = client.get(via(richiesta))
    letto = parole(fatta)
    assert ("Risposta inviata" in letto, "(ora italiana)" in letto, 'name="v-t1"' in letto) == (True, True, False)
    assert impronta(voci_di(richiesta)) in letto
    assert f'data-dimentica="{richiesta.codice}"' in letto
    assert client.get(via(richiesta, "richiesta_invia")).url == via(richiesta)
    ancora = client.post(via(richiesta), dati | {"v-t1": "Altro."})
    assert (ancora.status_code, "già stata inviata" in parole(ancora)) == (409, True)


def test_a_change_meanwhile_is_read_before_it_is_sent(client, richiesta, marco):
    allegata(richiesta, 2, da=marco)
    letto = client.get(via(richiesta, "richiesta_invia")).context["letto"]
    scritta(richiesta, 1, "Aggiunta.", da=marco)
    pagina = client.post(via(richiesta, "richiesta_invia"), {"letto": letto})
    assert (pagina.status_code, "rileggilo" in parole(pagina), "Aggiunta." in parole(pagina)) == (409, True, True)


def test_nothing_is_not_sent_and_who_writes_reads_who_sends(client, richiesta, marco):
    vuota = parole(client.get(via(richiesta, "richiesta_invia")))
    assert "Prima scrivi qualcosa, o carica un file." in vuota
    assert client.post(via(richiesta, "richiesta_invia")).status_code == 409
    client.force_login(marco)
    sua = parole(client.get(via(richiesta, "richiesta_invia")))
    assert ("Per il vostro gruppo parla Giulia Verdi." in sua, 'id="invio"' in sua) == (True, False)
    assert client.post(via(richiesta, "richiesta_invia")).status_code == 403


def test_a_notice_of_refusal_has_one_text_and_one_file(client, ufficio, giulia):
    richiesta = preavvisata(inviata(di_sportello(ufficio), giulia), ufficio)
    pagina = client.get(via(richiesta))
    letto = parole(pagina)
    assert ("pensa di escludere" in letto, "Il preventivo non c&#x27;è." in letto) == (True, True)
    assert [una.n for una in pagina.context["voci"]] == [1]
    client.post(via(richiesta), campi(client, richiesta, **{"v-t1": "C'era, a pagina 3.", "passo": "invia"}))
    client.post(via(richiesta, "richiesta_invia"))
    richiesta.refresh_from_db()
    assert richiesta.replica == "C'era, a pagina 3."
    assert "Al preavviso di esclusione" in parole(client.get(via(richiesta)))


def test_of_a_call_that_was_stopped_there_is_nothing_to_answer(client, richiesta, bando, ufficio):
    actions.annulla(bando, dati_atto("9", "Era sbagliato."), da=ufficio.pubblica)
    pagina = parole(client.get(via(richiesta)))
    assert ("Non serve più rispondere" in pagina, "Il termine" in pagina) == (True, False)


# ── What it costs ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
def test_a_page_asks_the_same_however_many_things_are_asked(
    client, ufficio, bando, giulia, quante, django_assert_num_queries
):
    domanda = inviata(bando, giulia)
    altra = inviata(bando)
    with dopo_la_chiusura(bando):
        voci = tuple(DaCompletare(f"Cosa {n}.") for n in range(quante))
        richiesta = chiesta(domanda, ufficio, replace(CHIEDE, voci=voci))
        chiesta(altra, ufficio)
        for n in range(1, quante + 1):
            scritta(richiesta, n, "Ecco.", da=giulia)
            allegata(richiesta, n, da=giulia)
        for nome, costo in (("richiesta_ufficio", 16), ("richiesta_invia", 20)):
            client.get(via(richiesta, nome))
            with django_assert_num_queries(costo):
                client.get(via(richiesta, nome))
        risposta_inviata(richiesta, da=giulia)
        client.get(via(richiesta))
        with django_assert_num_queries(20):
            client.get(via(richiesta))
