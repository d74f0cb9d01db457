"""The page of the group, and each change of it."""

import re

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from tests.factories.persone import PersonaFactory, TutelaFactory
from tests.factories.thinktown import Ufficio, cominciata, entra, inviata, maggiorenne, minorenne, pronta
from thinktown import actions, del_gruppo
from thinktown.models import Componente, Domanda

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def domanda(bando):
    return cominciata(bando, maggiorenne(nome="Giulia", cognome="Verdi"))


def parla(domanda):
    return domanda.componenti.get(ruolo="referente").persona


def apri(client, persona, nome, *argomenti):
    client.force_login(persona)
    return client.get(reverse(f"thinktown:{nome}", args=argomenti))


def manda(client, persona, nome, *argomenti, **dati):
    client.force_login(persona)
    return client.post(reverse(f"thinktown:{nome}", args=argomenti), dati)


def stati(domanda):
    return dict(domanda.componenti.values_list("email", "stato"))


def test_who_is_missing_stands_on_top_by_name(client, domanda):
    giulia, marco, leo = (
        parla(domanda),
        maggiorenne(nome="Marco", cognome="Bianchi"),
        minorenne(nome="Leo", cognome="Blu"),
    )
    entra(domanda, marco, da=giulia)
    entra(domanda, leo, da=giulia)
    actions.invita(domanda, "chi@example.org", ruolo="legge", da=giulia)
    pagina = apri(client, giulia, "gruppo", domanda.codice)
    assert pagina.context["manca"] == [
        "Giulia Verdi: deve completare i suoi dati.",
        "Marco Bianchi: deve leggere e confermare.",
        "Leo Blu: deve leggere e confermare; serve il sì di un genitore o tutore.",
        "chi@example.org: non ha ancora risposto all'invito.",
        "Scegli chi riceve il contributo: una persona che ha già 18 anni.",
    ]
    assert "indicare un genitore o tutore" in pagina.content.decode()


def test_when_nobody_is_missing_it_says_so(client, bando):
    domanda = pronta(bando, maggiorenne(), [maggiorenne()])
    pagina = apri(client, parla(domanda), "gruppo", domanda.codice)
    assert pagina.context["manca"] == []
    assert "Nel gruppo non manca nessuno" in pagina.content.decode()


def test_somebody_is_asked_in_from_the_page(client, domanda):
    giulia = parla(domanda)
    risposta = manda(client, giulia, "gruppo", domanda.codice, verbo="invita", email=" Chi@Example.org ", ruolo="legge")
    assert risposta.status_code == 302
    assert stati(domanda)["chi@example.org"] == "invitato"
    di_nuovo = manda(client, giulia, "gruppo", domanda.codice, verbo="invita", email="chi@example.org", ruolo="legge")
    assert (di_nuovo.status_code, di_nuovo.context["invito"].errors["email"]) == (
        409,
        ["Questa persona è già nel gruppo, o è già stata invitata."],
    )


@pytest.mark.parametrize(
    ("dati", "campo"),
    [({"email": "", "ruolo": "legge"}, "email"), ({"email": "a@example.org", "ruolo": "referente"}, "ruolo")],
)
def test_an_invitation_that_lacks_something_keeps_what_was_typed(client, domanda, dati, campo):
    pagina = manda(client, parla(domanda), "gruppo", domanda.codice, verbo="invita", **dati)
    assert (pagina.status_code, list(pagina.context["invito"].errors)) == (422, [campo])
    assert pagina.context["invito"]["email"].value() == dati["email"]
    assert domanda.componenti.count() == 1


def test_who_can_only_be_in_it_reads_the_page_without_controls_and_with_why(client, domanda):
    altra = maggiorenne()
    entra(domanda, altra, da=parla(domanda), ruolo="legge")
    pagina = apri(client, altra, "gruppo", domanda.codice)
    detto = pagina.content.decode()
    assert "Il gruppo lo mette insieme Giulia Verdi" in detto
    for controllo in ('value="invita"', 'value="ricorda"', 'value="riceve"', "Togli dal gruppo", "/passa/"):
        assert controllo not in detto
    assert "Esci dal gruppo" in detto
    assert (
        manda(client, altra, "gruppo", domanda.codice, verbo="invita", email="x@example.org", ruolo="legge").status_code
        == 403
    )


def test_taking_somebody_out_asks_first(client, domanda):
    giulia, altra = parla(domanda), maggiorenne()
    sua = entra(domanda, altra, da=giulia)
    assert apri(client, giulia, "togli_dal_gruppo", domanda.codice, sua.codice).status_code == 200
    assert stati(domanda)[altra.email] == "dentro"
    assert manda(client, giulia, "togli_dal_gruppo", domanda.codice, sua.codice).status_code == 302
    assert stati(domanda)[altra.email] == "tolto"
    assert apri(client, altra, "gruppo", domanda.codice).status_code == 404
    assert apri(client, giulia, "togli_dal_gruppo", domanda.codice, sua.codice).status_code == 404


def test_one_goes_out_by_herself_and_takes_nobody_with_her(client, domanda):
    una, altra = maggiorenne(), maggiorenne()
    sua, altrui = (entra(domanda, chi, da=parla(domanda)) for chi in (una, altra))
    assert manda(client, una, "togli_dal_gruppo", domanda.codice, altrui.codice).status_code == 403
    assert manda(client, una, "togli_dal_gruppo", domanda.codice, sua.codice).status_code == 302
    assert (stati(domanda)[una.email], stati(domanda)[altra.email]) == ("tolto", "dentro")


def test_who_speaks_for_it_passes_that_on_before_going(client, domanda):
    giulia, marco = parla(domanda), maggiorenne()
    suo = entra(domanda, marco, da=giulia)
    mio = domanda.componenti.get(persona=giulia)
    resta = manda(client, giulia, "togli_dal_gruppo", domanda.codice, mio.codice)
    assert (resta.status_code, "prima passa il compito" in resta.content.decode()) == (409, True)
    assert manda(client, giulia, "passa", domanda.codice, suo.codice).status_code == 302
    assert parla(domanda) == marco
    assert manda(client, giulia, "togli_dal_gruppo", domanda.codice, mio.codice).status_code == 302


def test_a_minor_puts_a_group_together_and_an_adult_sends(client, bando):
    leo, ada = minorenne(), maggiorenne()
    domanda = cominciata(bando, leo)
    sua = entra(domanda, ada, da=leo)
    pagina = apri(client, leo, "invia", domanda.codice)
    assert "La domanda la invia una persona del gruppo che ha già 18 anni." in pagina.content.decode()
    assert manda(client, leo, "passa", domanda.codice, sua.codice).status_code == 302
    assert parla(domanda) == ada


def test_the_payee_is_a_grown_up_of_the_group(client, domanda):
    giulia, leo = parla(domanda), minorenne()
    suo = entra(domanda, leo, da=giulia)
    rifiutata = manda(client, giulia, "gruppo", domanda.codice, verbo="riceve", riceve=suo.codice)
    assert (rifiutata.status_code, list(rifiutata.context["riceve"].errors)) == (422, ["riceve"])
    mia = domanda.componenti.get(persona=giulia)
    assert manda(client, giulia, "gruppo", domanda.codice, verbo="riceve", riceve=mia.codice).status_code == 302
    assert list(domanda.componenti.filter(riceve=True)) == [mia]


def test_a_reminder_leaves_now_and_then_and_never_for_ever(client, domanda):
    giulia, marco = parla(domanda), maggiorenne()
    suo = entra(domanda, marco, da=giulia)
    ora = adesso()
    for posto in range(6):
        with a_quest_ora(ora + posto * actions.UN_RICORDO_OGNI):
            manda(client, giulia, "gruppo", domanda.codice, verbo="ricorda", chi=suo.codice)
            manda(client, giulia, "gruppo", domanda.codice, verbo="ricorda", chi=suo.codice)
    suo.refresh_from_db()
    assert suo.ricordi == actions.RICORDI


def test_who_owes_nothing_is_not_written_to(client, bando):
    domanda = pronta(bando, maggiorenne(), [maggiorenne()])
    altra = domanda.componenti.get(ruolo="scrive")
    manda(client, parla(domanda), "gruppo", domanda.codice, verbo="ricorda", chi=altra.codice)
    altra.refresh_from_db()
    assert (altra.ricordi, altra.ricordato_il) == (0, None)


def test_sent_the_group_is_frozen_and_says_why(client, bando):
    domanda = inviata(bando, maggiorenne(), [maggiorenne()])
    pagina = apri(client, parla(domanda), "gruppo", domanda.codice)
    assert "La domanda è inviata: il gruppo resta questo" in pagina.content.decode()
    assert (pagina.context["invito"], pagina.context["riceve"]) == (None, None)
    altra = domanda.componenti.get(ruolo="scrive")
    assert manda(client, parla(domanda), "togli_dal_gruppo", domanda.codice, altra.codice).status_code == 409
    assert altra.attivo


# ── The rules of the call ─────────────────────────────────────────────────────────────────────────
def test_a_rule_that_is_not_met_names_who_and_says_nothing_more_of_her(client, domanda):
    giulia, ivo = parla(domanda), PersonaFactory(nome="Ivo", cognome="Grigi", nato_il="1970-03-02")
    ivo.refresh_from_db()
    entra(domanda, ivo, da=giulia)
    pagina = apri(client, giulia, "gruppo", domanda.codice)
    eta = next(una for una in pagina.context["regole"] if una.testo.startswith("Da 16 a 35 anni"))
    assert (eta.verdetto, eta.perche) == ("no", "Non va bene per: Ivo Grigi.")
    for segreto in ("1970", "2 marzo", "56 anni"):
        assert segreto not in pagina.content.decode()
    sua = next(una for una in del_gruppo.regole(domanda, ivo) if una.verdetto == "no" and "anni" in una.testo)
    assert sua.perche == "Non va bene per: te."


def test_of_a_part_of_the_group_only_how_many_is_told(client, domanda):
    pagina = apri(client, parla(domanda), "gruppo", domanda.codice)
    per_regola = {re.split("[,:]", una.testo)[0]: (una.verdetto, una.perche) for una in pagina.context["regole"]}
    assert per_regola["Almeno 3 persone"] == ("no", "Adesso nel gruppo c'è 1 persona.")
    assert per_regola["Residenza in provincia di Cremona"] == ("dipende", "Adesso vale per 0 persone su 1.")
    assert per_regola["Una sola domanda"] == ("si", "")


def test_somebody_in_another_sent_application_is_not_named(client, bando, domanda):
    doppia = maggiorenne(nome="Dora", cognome="Doppia")
    inviata(bando, doppia)
    entra(domanda, doppia, da=parla(domanda))
    pagina = apri(client, parla(domanda), "gruppo", domanda.codice)
    (una,) = [una for una in pagina.context["regole"] if una.testo.startswith("Una sola domanda")]
    assert (una.verdetto, "Dora" in una.perche) == ("no", False)


# ── Nobody else's ─────────────────────────────────────────────────────────────────────────────────
def test_nobody_but_who_is_in_it_today_reaches_anything_of_it(client, ufficio, bando):
    giulia, fuori = maggiorenne(), maggiorenne()
    domanda = inviata(bando, giulia)
    actions.ritira(domanda, da=giulia)
    sua = entra(domanda, fuori, da=giulia)
    actions.togli(sua, da=giulia)
    altro_gruppo = parla(cominciata(bando))
    for persona in (maggiorenne(), fuori, altro_gruppo, ufficio.scrive, ufficio.pubblica):
        for nome in ("gruppo", "invia", "conferma", "ricevuta", "ricevuta_pdf", "ritira"):
            assert apri(client, persona, nome, domanda.codice).status_code == 404
            assert manda(client, persona, nome, domanda.codice).status_code in (404, 405)
    client.logout()
    assert client.get(reverse("thinktown:gruppo", args=[domanda.codice])).status_code == 302


@pytest.mark.parametrize("quante", [1, 3])
def test_the_page_asks_as_much_for_a_large_group(client, domanda, quante, django_assert_num_queries):
    giulia = parla(domanda)
    for _posto in range(quante):
        entra(domanda, maggiorenne(), da=giulia)
    TutelaFactory(persona=minorenne(), stato="confermato")
    client.force_login(giulia)
    with django_assert_num_queries(DOMANDE_DELLA_PAGINA):
        client.get(reverse("thinktown:gruppo", args=[domanda.codice]))
    assert (Componente.objects.count(), Domanda.objects.count()) == (quante + 1, 1)


DOMANDE_DELLA_PAGINA = 23
