"""The cards that a mail opens: the invitation into a group, the yes of who answers for a minor."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from talenti.base.permissions import Sistema
from talenti.persone.actions import conferma_tutela, invita_tutore, revoca_tutela
from tests.factories.persone import TutelaFactory
from tests.factories.thinktown import Ufficio, cominciata, completa, entra, maggiorenne, minorenne, pronta
from thinktown import actions
from thinktown.completezza import Dovuta, che_cosa_deve
from thinktown.gettoni import gettone_tutore, link_invito, link_tutore

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


@pytest.fixture
def invito(domanda):
    return actions.invita(domanda, "chi@example.org", ruolo="legge", da=parla(domanda))


def stato(componente):
    componente.refresh_from_db()
    return componente.stato


# ── The invitation ────────────────────────────────────────────────────────────────────────────────
def test_the_card_says_who_asks_for_what_and_until_when_and_changes_nothing(client, domanda, invito):
    pagina = client.get(link_invito(invito))
    detto = pagina.content.decode()
    for frase in ("Giulia Verdi ti invita", "Radio Quartiere", str(domanda.bando), "Rispondi prima di", "alle 12:00"):
        assert frase in detto
    assert (pagina.status_code, stato(invito)) == (200, "invitato")


def test_who_has_no_account_signs_up_and_comes_back(client, invito):
    link = link_invito(invito)
    assert f"{reverse('account_signup')}?next={quote(link, safe='')}" in client.get(link).content.decode()


def test_who_reads_that_mailbox_says_no_without_an_account(client, invito):
    pagina = client.post(link_invito(invito), {"risposta": "rifiuta"})
    assert (pagina.status_code, stato(invito), invito.persona) == (200, "rifiutato", None)
    assert "Hai detto di no" in client.get(link_invito(invito)).content.decode()


@pytest.mark.parametrize("esce", ["togli", "rifiuta"])
def test_who_is_out_reads_nothing_of_the_group_any_more(client, domanda, invito, esce):
    if esce == "togli":
        actions.togli(invito, da=parla(domanda))
    else:
        actions.risponde(invito, accetta=False, da=Sistema("invito-da-email"))
    letta = client.get(link_invito(invito))
    assert [parola for parola in ("Giulia", "Verdi", "Radio Quartiere") if parola in letta.content.decode()] == []
    assert (letta.status_code, str(domanda.bando) in letta.content.decode()) == (200, True)


def test_yes_needs_the_account_of_that_address(client, domanda, invito):
    client.post(link_invito(invito), {"risposta": "accetta"})
    assert stato(invito) == "invitato"
    client.force_login(maggiorenne())
    altra = client.get(link_invito(invito))
    assert "Questo invito è per un altro indirizzo" in altra.content.decode()
    assert client.post(link_invito(invito), {"risposta": "accetta"}).status_code == 409
    assert stato(invito) == "invitato"
    sua = maggiorenne(email="chi@example.org")
    client.force_login(sua)
    risposta = client.post(reverse("thinktown:invito", args=[invito.codice]), {"risposta": "accetta"})
    assert risposta.url == reverse("thinktown:gruppo", args=[domanda.codice])
    assert (stato(invito), invito.persona) == ("dentro", sua)


def test_without_the_mails_signature_it_is_nobodys_but_that_accounts(client, domanda, invito):
    indirizzo = reverse("thinktown:invito", args=[invito.codice])
    assert client.get(indirizzo).status_code == 302
    assert client.post(indirizzo, {"risposta": "rifiuta"}).status_code == 302
    client.force_login(parla(domanda))
    assert client.get(indirizzo).status_code == 404
    assert client.get(f"{indirizzo}?g=x").status_code == 404
    altro = actions.invita(domanda, "due@example.org", ruolo="legge", da=parla(domanda))
    firma_di_un_altro = link_invito(altro).partition("?")[2]
    assert client.get(f"{indirizzo}?{firma_di_un_altro}").status_code == 404
    assert stato(invito) == "invitato"


@pytest.mark.parametrize(
    ("come", "frase"),
    [
        ("ritirato", "ha ritirato l'invito"),
        ("chiuso", "l'invito è scaduto"),
        ("accettato", "già stato detto di sì"),
    ],
)
def test_what_has_become_of_it_is_said(client, bando, domanda, invito, come, frase):
    quando = bando.chiude_il if come == "chiuso" else bando.chiude_il - timedelta(days=1)
    link = link_invito(invito)
    if come == "ritirato":
        actions.togli(invito, da=parla(domanda))
    if come == "accettato":
        actions.risponde(invito, accetta=True, da=maggiorenne(email="chi@example.org"))
    with a_quest_ora(quando):
        pagina = client.get(link)
    assert (pagina.status_code, frase in pagina.content.decode()) == (200, True)
    assert 'name="risposta"' not in pagina.content.decode()


def test_a_call_for_adults_lets_no_minor_in_by_an_invitation(client, ufficio):
    from dataclasses import replace

    detta = completa()
    solo_adulti = ufficio.pubblicato(replace(detta, chi=replace(detta.chi, minori=False)))
    domanda, leo = cominciata(solo_adulti), minorenne()
    invito = actions.invita(domanda, leo.email, ruolo="legge", da=parla(domanda))
    client.force_login(leo)
    pagina = client.get(link_invito(invito))
    assert "Questo bando è per chi ha già 18 anni." in pagina.content.decode()
    assert client.post(link_invito(invito), {"risposta": "accetta"}).status_code == 409
    assert stato(invito) == "invitato"


def test_one_address_is_not_written_to_again_and_again(domanda):
    from talenti.base.exceptions import DatoNonAccettato

    for _volta in range(3):
        actions.togli(actions.invita(domanda, "a@example.org", ruolo="legge", da=parla(domanda)), da=parla(domanda))
    with pytest.raises(DatoNonAccettato, match="già scritto più volte"):
        actions.invita(domanda, "a@example.org", ruolo="legge", da=parla(domanda))


# ── Who answers for a minor ───────────────────────────────────────────────────────────────────────
@pytest.fixture
def leo():
    return minorenne(nome="Leo")


@pytest.fixture
def tutela(leo):
    return TutelaFactory(persona=leo, stato="confermato")


def test_the_guardian_says_yes_then_no_then_yes_from_the_same_link(client, domanda, leo, tutela):
    suo = entra(domanda, leo, da=parla(domanda))
    link = link_tutore(suo, tutela)
    assert "Leo vuole partecipare a un bando" in client.get(link).content.decode()
    suo.refresh_from_db()
    assert (suo.tutore_il, suo.tutore_no_il) == (None, None)
    for risposta, dovuta in (("si", None), ("no", Dovuta.TUTORE_NO), ("si", None)):
        assert client.post(link, {"risposta": risposta}).status_code == 200
        suo.refresh_from_db()
        assert [una for una in che_cosa_deve(domanda, suo) if "tutore" in una] == ([dovuta] if dovuta else [])
    assert client.post(link, {"risposta": "si"}).status_code == 409


def test_a_no_stops_the_sending(bando, leo, tutela):
    from talenti.base.exceptions import DatoNonAccettato
    from talenti.base.permissions import Sistema

    domanda = pronta(bando, maggiorenne(), [leo])
    suo = domanda.componenti.get(persona=leo)
    actions.nega(suo, da=Sistema(f"tutela:{tutela.pk}"))
    with pytest.raises(DatoNonAccettato, match="ha detto di no"):
        actions.invia(domanda, gettone="abcdef", da=parla(domanda))
    actions.acconsenti(suo, da=Sistema(f"tutela:{tutela.pk}"))
    assert actions.invia(domanda, gettone="abcdef", da=parla(domanda)).n == 1


def test_once_sent_the_yes_is_not_taken_back_from_the_link(client, bando, leo, tutela):
    from talenti.base.permissions import Sistema

    domanda = pronta(bando, maggiorenne(), [leo])
    suo = domanda.componenti.get(persona=leo)
    actions.acconsenti(suo, da=Sistema(f"tutela:{tutela.pk}"))
    actions.invia(domanda, gettone="abcdef", da=parla(domanda))
    pagina = client.post(link_tutore(suo, tutela), {"risposta": "no"})
    assert (pagina.status_code, "già inviata, con il tuo sì" in pagina.content.decode()) == (409, True)
    suo.refresh_from_db()
    assert suo.tutore_no_il is None


def test_links_that_do_not_hold_answer_nothing(client, domanda, leo, tutela):
    suo = entra(domanda, leo, da=parla(domanda))
    altra = TutelaFactory(stato="confermato")
    for gettone in ("x", gettone_tutore(suo, altra), gettone_tutore(suo, tutela) + "a"):
        indirizzo = reverse("thinktown:tutore", args=[gettone])
        assert (client.get(indirizzo).status_code, client.post(indirizzo, {"risposta": "si"}).status_code) == (410, 410)
    revocata = gettone_tutore(suo, tutela)
    revoca_tutela(tutela)
    assert client.post(reverse("thinktown:tutore", args=[revocata]), {"risposta": "si"}).status_code == 410
    suo.refresh_from_db()
    assert suo.tutore_il is None


def test_a_yes_taken_back_as_guardian_falls_where_it_was_not_sent(bando, leo, tutela):
    from talenti.base.permissions import Sistema

    bozza, mandata = cominciata(bando), pronta(bando, maggiorenne(), [leo])
    in_bozza = entra(bozza, leo, da=parla(bozza))
    inviato = mandata.componenti.get(persona=leo)
    for suo in (in_bozza, inviato):
        actions.acconsenti(suo, da=Sistema(f"tutela:{tutela.pk}"))
    actions.invia(mandata, gettone="abcdef", da=parla(mandata))
    revoca_tutela(tutela)
    in_bozza.refresh_from_db()
    inviato.refresh_from_db()
    assert (in_bozza.tutore_il, inviato.tutore_il is not None) == (None, True)


def test_who_becomes_a_guardian_is_asked_for_what_is_already_open(domanda, leo):
    from talenti.avvisi.models import Avviso

    suo = entra(domanda, leo, da=parla(domanda))
    tutela = invita_tutore(leo, nome="Gilda", email="gilda@example.org", relazione="genitore")
    conferma_tutela(tutela)
    chiesti = Avviso.objects.filter(email="gilda@example.org", oggetto__startswith="Serve la tua risposta")
    assert [uno.azione_url for uno in chiesti] == [link_tutore(suo, tutela)]
