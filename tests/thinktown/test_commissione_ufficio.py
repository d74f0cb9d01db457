"""The office's pages of the commission: named, changed, dated, its conflicts read, its empty places filled."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.persone.models import Lettura
from tests.factories import rete
from tests.factories.commissione import (
    CONFLITTO,
    PRESIDENTE,
    SUPPLENTE,
    Valutazione,
    dichiarano,
    in_valutazione,
    nominata,
    nominati,
    programmata,
)
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, dati_atto, maggiorenne
from tests.thinktown.browser import compila, giorno, istante, modulo
from thinktown.actions import commissione as verbi
from thinktown.actions.commissione import Dichiarata, Nominato
from thinktown.models import Commissario, Commissione, Supplenza
from thinktown.ufficio.attese_commissione import in_ufficio

pytestmark = pytest.mark.django_db


def pagina(nome, *argomenti):
    return reverse(f"admin:thinktown_bando_{nome}", args=argomenti)


def in_parole(risposta):
    return " ".join(unescape(risposta.content.decode()).split())


@pytest.fixture
def chiuso(client):
    """A call that has passed to its commission, its office's head at the keyboard: (office, call)."""
    casa, bando, _domande = in_valutazione(2)
    client.force_login(casa.pubblica)
    return casa, bando


@pytest.fixture
def caso(client):
    """A commission where the president has a conflict with the first application."""
    caso = Valutazione(2, conflitti=lambda caso: [(caso.presidente, caso.domande[0])])
    client.force_login(caso.casa.pubblica)
    return caso


def riga(n, persona, ruolo, ente="Ente"):
    return {f"email_{n}": persona.email, f"ruolo_{n}": ruolo, f"rappresenta_{n}": ente}


def tre(*persone):
    presidente, *altri = persone
    righe = riga(0, presidente, "presidente")
    for n, uno in enumerate(altri, start=1):
        righe |= riga(n, uno, "componente")
    return righe


ATTO = {"numero": "41"}


def dell_atto():
    return ATTO | giorno("data", oggi())


# ── Named ─────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_named_from_the_card_of_the_call(client, chiuso):
    _casa, bando = chiuso
    scheda = in_parole(client.get(pagina("scheda", bando.pk)))
    assert (pagina("commissione", bando.pk) in scheda, "da nominare" in scheda) == (True, True)
    vuota = in_parole(client.get(pagina("commissione", bando.pk)))
    assert ("Nessuno l'ha ancora nominata." in vuota, pagina("nomina", bando.pk) in vuota) == (True, True)
    chi = [maggiorenne() for _una in range(4)]
    aperta = client.get(pagina("nomina", bando.pk))
    piu = compila(client, aperta, ("aggiungi", "1"), file=rete.caricato("nomina.pdf"), **tre(*chi[:3]))
    # One more row, nothing lost, nothing judged: the document is there already.
    assert (piu.context["form"].quante, piu.context["form"].errors) == (4, {})
    assert ("«nomina.pdf»" in in_parole(piu), modulo(piu)[0]["email_1"]) == (True, [chi[1].email])
    fatta = compila(client, piu, **riga(3, chi[3], "supplente", "Camera di commercio"), **dell_atto())
    commissione = Commissione.objects.get()
    assert fatta.url == pagina("commissione", bando.pk)
    assert list(commissione.commissari.values_list("persona", "ruolo")) == [
        (chi[0].pk, "presidente"),
        (chi[1].pk, "componente"),
        (chi[2].pk, "componente"),
        (chi[3].pk, "supplente"),
    ]
    atto = bando.atti.get(tipo="nomina")
    assert (atto.numero, atto.file.nome) == ("41", "nomina.pdf")
    letta = in_parole(client.get(pagina("commissione", bando.pk)))
    for parola in (*map(str, chi), "Camera di commercio", "le date sono da decidere", "0 su 2", "atto n. 41"):
        assert parola in letta
    # Pressed twice: the second press finds it.
    assert compila(client, piu, **dell_atto()).url == pagina("commissione", bando.pk)
    assert "La commissione c'è già" in in_parole(client.get(pagina("commissione", bando.pk)))


def test_what_is_wrong_is_said_beside_each_row(client, chiuso):
    _casa, bando = chiuso
    uno, due = maggiorenne(), maggiorenne()
    piccola = PersonaFactory(nato_il=oggi() - timedelta(days=365 * 17))
    righe = riga(0, uno, "presidente", "") | riga(1, piccola, "componente") | riga(2, uno, "componente")
    sbagliata = compila(client, client.get(pagina("nomina", bando.pk)), **righe)
    assert {nome: frasi[0] for nome, frasi in sbagliata.context["form"].errors.items()} == {
        "rappresenta_0": "Scrivi quale ente o categoria rappresenta.",
        "email_1": "Chi valuta ha già 18 anni: scegli un'altra persona.",
        "numero": "Scrivi il numero dell'atto.",
        "data": "Scrivi la data dell'atto.",
        "file": "Carica l'atto in PDF.",
    }
    righe = tre(uno, due, due) | {"email_1": "nessuno@example.org"}
    sbagliata = compila(client, sbagliata, file=rete.caricato(), **righe, **dell_atto())
    assert list(sbagliata.context["form"].errors) == ["email_1"]
    sbagliata = compila(client, sbagliata, **tre(uno, due, due))
    assert list(sbagliata.context["form"].errors) == ["email_2"]
    sbagliata = compila(client, sbagliata, email_1="", email_2="", rappresenta_2="")
    assert dict(sbagliata.context["form"].errors) == {"email_1": ["Scrivi l'email della persona."]}
    # What no row alone can say is said above the form.
    sbagliata = compila(client, sbagliata, rappresenta_1="")
    assert "in numero dispari" in str(sbagliata.context["form"].non_field_errors())
    assert not Commissione.objects.exists()


@pytest.mark.parametrize("quante", ["", "-1", "²", "9999", "x", "500"])
def test_how_many_rows_there_are_is_never_taken_on_trust(client, chiuso, quante):
    _casa, bando = chiuso
    mandata = client.post(pagina("nomina", bando.pk), {"quante": quante, "aggiungi": "1"})
    assert mandata.context["form"].quante in (4, 15)


def test_it_is_not_named_before_the_call_closes(client):
    casa = Ufficio()
    client.force_login(casa.pubblica)
    bando = casa.pubblicato()
    assert pagina("commissione", bando.pk) not in in_parole(client.get(pagina("scheda", bando.pk)))
    assert "quando il bando è chiuso" in in_parole(client.get(pagina("commissione", bando.pk)))
    assert client.post(pagina("nomina", bando.pk)).url == pagina("commissione", bando.pk)
    for nome in ("cambia_commissione", "fasi"):
        assert client.get(pagina(nome, bando.pk)).url == pagina("commissione", bando.pk)
    assert "non è ancora nominata" in in_parole(client.get(pagina("commissione", bando.pk)))


# ── Changed ───────────────────────────────────────────────────────────────────────────────────────
def test_who_leaves_is_replaced_by_an_act_with_its_reason(client, chiuso):
    casa, bando = chiuso
    commissione = nominata(bando, casa.pubblica)
    esce = commissione.commissari.filter(ruolo="componente").first()
    entra = maggiorenne()
    aperta = client.get(pagina("cambia_commissione", bando.pk))
    senza = compila(client, aperta, file=rete.caricato(), esce=str(esce.pk), email=entra.email)
    assert sorted(senza.context["form"].errors) == ["data", "motivo", "numero", "rappresenta"]
    meta = {"motivo": "Si è dimessa."} | dell_atto()
    sola = compila(client, senza, email="", **meta)
    assert "in numero dispari" in str(sola.context["form"].non_field_errors())
    nulla = compila(client, senza, email="", esce="", **meta)
    assert "Scegli chi lascia" in str(nulla.context["form"].non_field_errors())
    fatta = compila(client, senza, rappresenta="Camera di commercio", **meta)
    assert fatta.url == pagina("commissione", bando.pk)
    esce.refresh_from_db()
    assert (esce.in_carica, commissione.commissari.get(persona=entra).in_carica) == (False, True)
    letta = in_parole(client.get(pagina("commissione", bando.pk)))
    assert ("Non più da" in letta, "Si è dimessa." in letta) == (True, True)


# ── The dates ─────────────────────────────────────────────────────────────────────────────────────
def _tra(giorni):
    return (adesso() + timedelta(days=giorni)).replace(second=0, microsecond=0)


def test_the_dates_of_the_phases_are_decided_and_those_to_come_change(client, chiuso):
    casa, bando = chiuso
    commissione = nominata(bando, casa.pubblica)
    aperta = client.get(pagina("fasi", bando.pk))
    # The first may begin at once, which is what is offered; when the last two begin may be left for later.
    senza = compila(client, aperta)
    assert senza.context["form"].errors == {"dal_da_soli": ["Scrivi il giorno e l'ora."]}
    fatta = compila(client, senza, nomi_da_soli=[], voti_da_soli="dopo", **istante("dal_da_soli", _tra(3)))
    assert fatta.url == pagina("commissione", bando.pk)
    assert list(commissione.fasi.values_list("tipo", "nomi", "voti")) == [
        ("dichiara", True, "mai"),
        ("da_soli", False, "dopo"),
    ]
    letta = in_parole(client.get(pagina("commissione", bando.pk)))
    for frase in (
        "I nomi di chi presenta non si vedono.",
        "I voti degli altri: li vede chi ha già firmato la sua scheda.",
        "adesso",
    ):
        assert frase in letta
    ancora = client.get(pagina("fasi", bando.pk))
    assert ("resta com'è" in in_parole(ancora), "subito" in modulo(ancora)[0]) == (True, False)
    fatta = compila(client, ancora, **istante("dal_insieme", _tra(9)), **istante("dal_chiusa", _tra(12)))
    assert (fatta.status_code, commissione.fasi.count()) == (302, 4)
    # Written over: whoever had opened the page before reads the dates again.
    stantia = compila(client, ancora, **istante("dal_insieme", _tra(8)))
    assert "Nel frattempo le date sono cambiate" in str(stantia.context["form"].non_field_errors())


def test_dates_follow_each_other_and_are_to_come(client, chiuso):
    casa, bando = chiuso
    nominata(bando, casa.pubblica)
    aperta = client.get(pagina("fasi", bando.pk))
    vuota = compila(client, aperta, subito=[], **istante("dal_da_soli", _tra(3)))
    assert list(vuota.context["form"].errors) == ["dal_dichiara"]
    date = istante("dal_dichiara", _tra(-1)) | istante("dal_da_soli", _tra(3)) | istante("dal_insieme", _tra(3))
    sbagliata = compila(client, vuota, **date)
    assert dict(sbagliata.context["form"].errors) == {
        "dal_dichiara": ["Scegli un momento che deve ancora venire."],
        "dal_insieme": ["Deve venire dopo «Ognuno valuta da solo»: scegli un momento successivo."],
    }
    assert not Commissione.objects.get().fasi.exists()


def test_once_it_is_over_nothing_changes(client, caso):
    with a_quest_ora(adesso() + timedelta(days=21)):
        for nome in ("cambia_commissione", "fasi"):
            assert client.get(pagina(nome, caso.bando.pk)).url == pagina("commissione", caso.bando.pk)
        letta = in_parole(client.get(pagina("commissione", caso.bando.pk)))
        assert ("La valutazione è chiusa" in letta, "serve un supplente" in letta) == (True, False)
        assert list(in_ufficio(caso.casa.pubblica)) == []


# ── Conflicts ─────────────────────────────────────────────────────────────────────────────────────
def _supplente(caso, domanda=0, chi=None):
    return pagina("supplente", caso.bando.pk, caso.domande[domanda].codice, (chi or caso.presidente).pk)


def test_a_conflict_is_read_and_its_empty_place_filled(client, caso):
    assert "serve un supplente su 1 domanda" in in_parole(client.get(pagina("scheda", caso.bando.pk)))
    letta = in_parole(client.get(pagina("commissione", caso.bando.pk)))
    for parola in (str(caso.presidente.persona), "2 su 2", "«È di una persona della mia famiglia", "Sua sorella.",
                   "serve un supplente", _supplente(caso)):  # fmt: skip
        assert parola in letta
    letture = Lettura.objects.filter(pagina="thinktown.commissione", chi=caso.casa.pubblica)
    assert caso.presidente.persona_id in letture.values_list("persona", flat=True)
    aperta = client.get(_supplente(caso))
    assert str(caso.supplente.persona) in in_parole(aperta)
    assert compila(client, aperta).context["form"].errors == {"supplente": ["Scegli una voce dell'elenco."]}
    fatta = compila(client, aperta, supplente=str(caso.supplente.pk))
    assert fatta.url == pagina("commissione", caso.bando.pk)
    assert Supplenza.objects.get().supplente == caso.supplente
    letta = in_parole(client.get(pagina("commissione", caso.bando.pk)))
    assert ("serve un supplente" in letta, f"c'è {caso.supplente.persona}." in letta) == (False, True)
    # Filled: who comes back is told so.
    assert client.get(_supplente(caso)).url == pagina("commissione", caso.bando.pk)
    assert client.get(_supplente(caso, 1)).url == pagina("commissione", caso.bando.pk)


def test_who_cannot_take_a_place_is_there_with_the_reason(client, caso):
    verbi.dichiara(caso.supplente, {caso.domande[0].codice: CONFLITTO}, da=caso.supplente.persona)
    aperta = in_parole(client.get(_supplente(caso)))
    assert "Nessun supplente può prendere il suo posto:" in aperta
    assert f"{caso.supplente.persona}: ha un conflitto anche su questa domanda" in aperta
    assert (pagina("cambia_commissione", caso.bando.pk) in aperta, "Chiama il supplente" in aperta) == (True, False)
    nuovo = _nuovo(caso)
    assert "deve ancora dichiarare" in in_parole(client.get(_supplente(caso)))
    forzata = client.post(_supplente(caso), {"supplente": str(nuovo.pk)})
    assert list(forzata.context["form"].errors) == ["supplente"]
    verbi.dichiara(nuovo, {caso.domande[0].codice: Dichiarata()}, senza_condanne=True, da=nuovo.persona)
    verbi.dichiara(caso.membri[0], {caso.domande[0].codice: CONFLITTO}, da=caso.membri[0].persona)
    compila(client, client.get(_supplente(caso)), supplente=str(nuovo.pk))
    assert "Resta 1 posto vuoto." in in_parole(client.get(pagina("commissione", caso.bando.pk)))
    assert "già al posto di un'altra persona" in in_parole(client.get(_supplente(caso, chi=caso.membri[0])))


def _nuovo(caso):
    entra = Nominato(maggiorenne(), SUPPLENTE, "Ente")
    return verbi.cambia(caso.commissione, dati_atto(motivo="Serve."), entra=entra, da=caso.casa.pubblica)


def test_without_substitutes_the_page_says_how_to_have_one(client, chiuso):
    casa, bando = chiuso
    commissione = nominata(bando, casa.pubblica, nominati(3, supplenti=0))
    programmata(commissione, casa.pubblica)
    lei, domanda = commissione.commissari.get(ruolo=PRESIDENTE), bando.domande.first()
    dichiarano(commissione, [(lei, domanda)])
    aperta = in_parole(client.get(pagina("supplente", bando.pk, domanda.codice, lei.pk)))
    assert "La commissione non ha supplenti." in aperta


def test_whoever_replaces_one_with_a_conflict_sits_there_herself(caso):
    """What her place was taken for has gone with her."""
    chiamata = verbi.supplisce(
        caso.domande[0], al_posto_di=caso.presidente, supplente=caso.supplente, da=caso.casa.pubblica
    )
    entra = Nominato(maggiorenne(), PRESIDENTE, "Ente")
    verbi.cambia(
        caso.commissione, dati_atto(motivo="Lascia."), esce=caso.presidente, entra=entra, da=caso.casa.pubblica
    )
    chiamata.refresh_from_db()
    assert chiamata.finita_il is not None
    assert list(in_ufficio(caso.casa.pubblica)) == []


# ── Who reads, who writes ─────────────────────────────────────────────────────────────────────────
NOMI = ("commissione", "nomina", "cambia_commissione", "fasi")


def test_who_only_follows_the_call_reads_and_names_nobody(client, caso):
    client.force_login(caso.casa.scrive)
    letta = in_parole(client.get(pagina("commissione", caso.bando.pk)))
    assert ("Sua sorella." in letta, "serve un supplente" in letta) == (True, True)
    for indirizzo in (*(pagina(nome, caso.bando.pk) for nome in NOMI[1:]), _supplente(caso)):
        assert (indirizzo in letta, client.get(indirizzo).status_code) == (False, 403)
        assert client.post(indirizzo, {"supplente": str(caso.supplente.pk)}).status_code == 403
    assert not Supplenza.objects.exists()


def test_outside_the_office_nobody_reads_declarations(client, caso):
    altrove = Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282"))
    del_gruppo = caso.domande[0].componenti.get().persona
    indirizzi = [*(pagina(nome, caso.bando.pk) for nome in NOMI), _supplente(caso)]
    di_casa = [(del_gruppo, 302), (caso.presidente.persona, 302), (caso.membri[0].persona, 302)]
    for chi, stato in ((altrove.pubblica, 404), (altrove.scrive, 404), *di_casa):
        client.force_login(chi)
        assert {client.get(uno).status_code for uno in indirizzi} == {stato}, chi
        pubblica = in_parole(client.get(caso.bando.get_absolute_url()))
        assert ("Sua sorella." in pubblica, str(caso.presidente.persona) in pubblica) == (False, False)


def test_of_another_call_nothing_is_found(client, caso):
    altro = Valutazione(1)
    for domanda, chi in ((caso.domande[0], altro.presidente), (altro.domande[0], caso.presidente)):
        assert client.get(pagina("supplente", caso.bando.pk, domanda.codice, chi.pk)).status_code == 404
    letta = in_parole(client.get(pagina("commissione", caso.bando.pk)))
    assert str(altro.presidente.persona) not in letta


@pytest.mark.parametrize("quanti", [1, 3])
def test_its_page_costs_the_same_however_many_conflicts(client, quanti):
    caso = Valutazione(3, conflitti=lambda caso: [(caso.presidente, una) for una in caso.domande[:quanti]])
    client.force_login(caso.casa.pubblica)
    client.get(pagina("commissione", caso.bando.pk))
    with CaptureQueriesContext(connection) as fatte:
        assert client.get(pagina("commissione", caso.bando.pk)).status_code == 200
    assert len(fatte) == 24


# ── On the office's first page ────────────────────────────────────────────────────────────────────
def _righe(persona):
    return [(str(una.etichetta), una.quanti, una.url) for una in in_ufficio(persona)]


def test_the_first_page_says_what_waits(client, chiuso):
    casa, bando = chiuso
    qui = pagina("commissione", bando.pk)
    assert _righe(casa.scrive) == [(f"Commissione da nominare: {bando}", 1, qui)]
    assert f"Commissione da nominare: {bando}" in in_parole(client.get(reverse("admin:index")))
    commissione = nominata(bando, casa.pubblica)
    assert _righe(casa.scrive) == []
    programmata(commissione, casa.pubblica)
    lei = commissione.commissari.get(ruolo=PRESIDENTE)
    dichiarano(commissione, [(lei, una) for una in bando.domande.all()])
    assert _righe(casa.scrive) == [(f"Serve un supplente: {bando}", 2, qui)]
    assert _righe(Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282")).scrive) == []
    # No place of a substitute, or of who has left, is empty.
    Commissario.objects.filter(pk=lei.pk).update(ruolo=SUPPLENTE)
    assert _righe(casa.scrive) == []
