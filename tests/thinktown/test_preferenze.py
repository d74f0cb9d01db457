"""Places chosen in order: what is kept, what is wrong with it, what is sent, what becomes of one that is withdrawn."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from talenti.avvisi.actions import spazza
from talenti.avvisi.models import Avviso
from talenti.base.exceptions import DatoNonAccettato
from talenti.registro.actions import annuncia
from tests.factories.posti import DueBandi, chiuso, pubblicata, scelta
from tests.factories.thinktown import Ufficio, inviata, maggiorenne, risposta
from tests.thinktown.browser import modulo
from thinktown import actions, da_controllare
from thinktown.completezza import che_cosa_manca
from thinktown.definizione import Opzione, Quesito
from thinktown.enums import TipoQuesito
from thinktown.misure import Modello
from thinktown.models import Domanda, Preferenza
from thinktown.queries import risposte_di
from thinktown.risposte import difetto_di, leggi

OPZIONI = tuple(Opzione(chiave=chiave, nome=chiave.upper()) for chiave in "abc")
IN_ORDINE = Quesito(chiave="p", tipo=TipoQuesito.PREFERENZE, minimo=1, massimo=2, opzioni=OPZIONI)


# ── One answer ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("scritto", "tenuto"),
    [([], None), (["", " "], None), (["b", "", "a"], ["b", "a"]), (["a", "a"], ["a", "a"]), (["a\x00"], ["a"])],
)
def test_holes_are_closed_and_the_order_is_kept(scritto, tenuto):
    assert leggi(IN_ORDINE, scritto) == tenuto


@pytest.mark.parametrize("scritto", ["a", ["a"] * 61, [3], None])
def test_what_is_no_list_of_places_is_refused(scritto):
    with pytest.raises(DatoNonAccettato):
        leggi(IN_ORDINE, scritto)


@pytest.mark.parametrize(
    ("codici", "frase"),
    [
        (None, "Scegli almeno un posto."),
        (["b"], ""),
        (["b", "a"], ""),
        (["b", "b"], "Hai scelto due volte «B»: ogni posto una volta sola."),
        (["a", "b", "c"], "I posti sono troppi: al massimo 2."),
        (["x", "a"], "Un posto che avevi scelto non c'è più: scegline un altro, o lascia vuoto."),
        (["x", "y"], "2 posti che avevi scelto non ci sono più: scegline altri, o lascia vuoto."),
    ],
)
def test_what_is_wrong_with_an_order_is_one_sentence(codici, frase):
    assert difetto_di(IN_ORDINE, codici) == frase


def test_too_few_are_told():
    due = Quesito(chiave="p", tipo=TipoQuesito.PREFERENZE, minimo=2, opzioni=OPZIONI)
    assert difetto_di(due, ["a"]) == "I posti sono pochi: almeno 2."


# ── Kept and sent ─────────────────────────────────────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


@pytest.fixture
def due():
    return DueBandi(3)


def _righe(domanda):
    return list(Preferenza.objects.filter(domanda=domanda).values_list("posto", "offerta__codice", "invio__n"))


def test_the_order_is_photographed_and_kept_for_the_matching(due):
    prima, seconda, terza = due.codici
    domanda = due.bozza(codici=[terza, prima])
    assert _righe(domanda) == []
    invio = due.invia(domanda)
    assert invio.contenuto["posti"] == [
        {"codice": terza, "titolo": "Etichette che raccontano il campo 3", "dove": "Organizzazione 3, Soresina"},
        {"codice": prima, "titolo": "Etichette che raccontano il campo 1", "dove": "Organizzazione 1, Soresina"},
    ]
    assert _righe(domanda) == [(1, terza, 1), (2, prima, 1)]
    persona = domanda.componenti.get().persona
    risposta(domanda, "preferenze", [seconda], da=persona)
    assert _righe(domanda) == [(1, terza, 1), (2, prima, 1)]
    due.invia(domanda)
    assert _righe(domanda) == [(1, seconda, 2)]
    voce = next(
        una for parte in da_controllare.parti_inviate(invio) for una in parte.voci if una.chiave == "preferenze"
    )
    assert voce.valore == (
        "1. Etichette che raccontano il campo 3 · Organizzazione 3, Soresina\n"
        "2. Etichette che raccontano il campo 1 · Organizzazione 1, Soresina"
    )


def test_a_place_stands_once_in_an_application_and_one_in_each_position(due):
    domanda = due.bozza()
    invio = due.invia(domanda)
    prima, seconda = due.offerte[:2]
    Preferenza.objects.filter(domanda=domanda).delete()
    Preferenza.objects.create(domanda=domanda, invio=invio, offerta=prima, posto=1)
    for offerta, posto in ((prima, 2), (seconda, 1), (seconda, 0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Preferenza.objects.create(domanda=domanda, invio=invio, offerta=offerta, posto=posto)


def test_a_call_without_places_photographs_none():
    domanda = inviata(Ufficio().pubblicato())
    assert ("posti" in domanda.invii.get().contenuto, _righe(domanda)) == (False, [])


@pytest.mark.parametrize("quale", ["di_altri", "proposta", "inventato"])
def test_only_places_of_that_call_that_have_been_out_are_kept(due, quale):
    if quale == "proposta":
        ufficio, _primo, (una,) = chiuso(ufficio=due.ufficio)
        codice = scelta(una, ufficio.pubblica).codice
    elif quale == "di_altri":
        ufficio, _primo, (una,) = chiuso(Modello.VOLONTARIATO, ufficio=due.ufficio)
        codice = pubblicata(una, ufficio.pubblica).codice
    else:
        codice = "x" * 500
    domanda = due.bozza(codici=[due.codici[0]])
    with pytest.raises(DatoNonAccettato) as errore:
        risposta(domanda, "preferenze", [codice], da=domanda.componenti.get().persona)
    assert (errore.value.campo, risposte_di(domanda)["preferenze"]) == ("preferenze", [due.codici[0]])


# ── Withdrawn ─────────────────────────────────────────────────────────────────────────────────────
def _di_nuovo(domanda):
    """As a new request reads it."""
    return Domanda.objects.get(pk=domanda.pk)


def test_a_draft_is_told_what_to_change_and_a_sent_one_keeps_it(due):
    bozza, spedita = due.bozza(), due.bozza()
    due.invia(spedita)
    actions.ritira_offerta(due.offerte[0], motivo="L'impresa si trasferisce.", da=due.ufficio.pubblica)
    bozza, spedita = _di_nuovo(bozza), _di_nuovo(spedita)
    mancano = [(una.dove, una.frase) for una in che_cosa_manca(bozza, risposte_di(bozza)) if una.dove == "preferenze"]
    assert mancano == [("preferenze", "Un posto che avevi scelto non c'è più: scegline un altro, o lascia vuoto.")]
    with pytest.raises(DatoNonAccettato) as errore:
        due.invia(bozza)
    assert errore.value.campo == "preferenze"
    assert [posto for posto, _codice, _n in _righe(spedita)] == [1, 2, 3]
    # What she sends now is of the places of now.
    persona = bozza.componenti.get().persona
    risposta(bozza, "preferenze", due.codici[1:], da=persona)
    due.invia(_di_nuovo(bozza))
    assert [codice for _posto, codice, _n in _righe(bozza)] == due.codici[1:]


def test_each_hears_of_a_place_withdrawn_what_concerns_her(due):
    bozza, spedita, senza = due.bozza(), due.bozza(), due.bozza(codici=due.codici[1:])
    due.invia(spedita)
    Avviso.objects.all().delete()
    actions.ritira_offerta(due.offerte[0], motivo="L'impresa si trasferisce.", da=due.ufficio.pubblica)
    avvisi = {uno.persona_id: uno for uno in Avviso.objects.all()}
    chi = {nome: una.componenti.get().persona_id for nome, una in
           (("bozza", bozza), ("spedita", spedita), ("senza", senza), ("impresa", due.domande[0]))}  # fmt: skip
    assert set(avvisi) == {chi["bozza"], chi["spedita"], chi["impresa"]}
    assert avvisi[chi["bozza"]].azione_url == (
        f"{reverse('thinktown:parte', args=[bozza.codice, 'posti'])}#voce-preferenze"
    )
    assert [avvisi[chi[nome]].oggetto for nome in ("bozza", "spedita", "impresa")] == [
        "Un posto che avevi scelto non c'è più",
        "Un posto che avevi scelto non c'è più",
        "Il vostro posto è stato ritirato",
    ]
    annuncia()
    mail.outbox.clear()
    while spazza():
        pass
    lettere = [lettera for lettera in mail.outbox if "posto" in lettera.subject]
    assert ["Il motivo: L'impresa si trasferisce." in lettera.body for lettera in lettere] == [True] * 3


def test_who_asked_for_a_place_hears_that_it_is_out():
    ufficio, _bando, (domanda,) = chiuso()
    Avviso.objects.all().delete()
    offerta = scelta(domanda, ufficio.pubblica)
    assert Avviso.objects.count() == 0
    actions.pubblica_offerta(offerta, da=ufficio.pubblica)
    assert [(uno.persona_id, uno.oggetto) for uno in Avviso.objects.all()] == [
        (domanda.componenti.get().persona_id, "La vostra richiesta è stata scelta")
    ]


# ── On the page ───────────────────────────────────────────────────────────────────────────────────
def _parte(domanda):
    return reverse("thinktown:parte", args=[domanda.codice, "posti"])


def test_places_are_chosen_and_ordered_without_script(client, due):
    persona = maggiorenne()
    client.force_login(persona)
    domanda = actions.comincia(due.secondo, proponente="persona", sezione="tirocini", da=persona)
    pagina = client.get(_parte(domanda))
    dati, _bottoni = modulo(pagina)
    assert [nome for nome in dati if nome.startswith("v-preferenze-")] == [f"v-preferenze-{n}" for n in (1, 2, 3)]
    prima, _seconda, terza = due.codici
    scritti = {nome: valori[0] for nome, valori in dati.items()} | {"v-preferenze-1": terza, "v-preferenze-3": prima}
    assert client.post(_parte(domanda), scritti).status_code == 302
    assert risposte_di(domanda)["preferenze"] == [terza, prima]
    dati, _bottoni = modulo(client.get(_parte(domanda)))
    assert [dati[f"v-preferenze-{n}"] for n in (1, 2, 3)] == [[terza], [prima], [""]]


def test_the_same_place_twice_is_kept_and_told_beside_its_question(client, due):
    persona = maggiorenne()
    client.force_login(persona)
    domanda = actions.comincia(due.secondo, proponente="persona", sezione="tirocini", da=persona)
    prima = due.codici[0]
    dati = {"n-preferenze": "0", "g-preferenze": "a", "v-preferenze-1": prima, "v-preferenze-2": prima}
    pagina = client.post(_parte(domanda), dati)
    testo = pagina.content.decode()
    assert (pagina.status_code, testo.count("Hai scelto due volte")) == (422, 2)
    assert risposte_di(domanda)["preferenze"] == [prima, prima]


def test_a_withdrawn_place_stands_where_it_was_and_says_so(client, due):
    domanda = due.bozza()
    client.force_login(domanda.componenti.get().persona)
    actions.ritira_offerta(due.offerte[1], motivo="Ha chiuso.", da=due.ufficio.pubblica)
    testo = client.get(_parte(domanda)).content.decode()
    assert testo.count("campo 2 · Organizzazione 2, Soresina (non c&#x27;è più)") == 1
    elenco = client.get(domanda.get_absolute_url())
    stati = {voce["nome"]: voce["stato"] for gruppo in elenco.context["gruppi"] for voce in gruppo["voci"]}
    assert str(stati["I posti"]) == "Da correggere"
    invia = client.get(reverse("thinktown:invia", args=[domanda.codice])).content.decode()
    assert "Un posto che avevi scelto non c&#x27;è più: scegline un altro, o lascia vuoto." in invia


def test_each_choice_saves_itself(client, due):
    domanda = due.bozza(codici=[due.codici[0]])
    client.force_login(domanda.componenti.get().persona)
    voce = reverse("thinktown:voce", args=[domanda.codice, "preferenze"])
    dati = {"v-preferenze-1": due.codici[1], "v-preferenze-2": due.codici[0], "versione": "1", "gettone": "uno"}
    salvata = client.post(voce, dati).json()
    assert (salvata["versione"], salvata["frase"], risposte_di(domanda)["preferenze"]) == (
        2,
        "",
        [due.codici[1], due.codici[0]],
    )
    altra = client.post(voce, dati | {"v-preferenze-1": due.codici[2], "gettone": "due"})
    assert (altra.status_code, altra.json()["codice"]) == (409, "risposta_cambiata")
    assert "1. Etichette che raccontano il campo 2" in altra.json()["html"]


def test_before_any_place_is_left_the_page_says_so(client):
    due = DueBandi(1)
    persona = maggiorenne()
    domanda = actions.comincia(due.secondo, proponente="persona", sezione="tirocini", da=persona)
    actions.ritira_offerta(due.offerte[0], motivo="Ha chiuso.", da=due.ufficio.pubblica)
    client.force_login(persona)
    assert "I posti non sono ancora pubblicati" in client.get(_parte(domanda)).content.decode()
