"""The public pages of calls: the list, the page in every state, the acts, who reads what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from talenti.portale.indice import indicizza
from talenti.portale.ricerca import cerca, tutte
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, dati_atto, giorno_lavorativo
from thinktown import actions
from thinktown.definizione import Finestra, Racconto, Tempi
from thinktown.enums import BANDI_PUBBLICI, Misura, Modalita, Proponente, StatoBando
from thinktown.misure import modello
from thinktown.models import Bando

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


def pagina(client, bando, nome="bando"):
    risposta = client.get(reverse(f"thinktown:{nome}", args=[bando.slug]))
    assert risposta.status_code == 200
    return risposta.content.decode()


def elenco(client, **parametri):
    risposta = client.get(reverse("thinktown:elenco"), parametri)
    assert risposta.status_code == 200
    return [una["bando"].titolo for una in risposta.context["schede"]]


def detta(titolo, misura=Misura.GRUPPI, **tempi):
    intera = completa(misura, **tempi)
    return replace(intera, racconto=replace(intera.racconto, titolo=titolo))


def tra(giorni):
    return a_mezzogiorno(giorno_lavorativo(giorni))


@pytest.fixture
def tre(ufficio):
    """One open, one to come, one that has closed: it is ten days from now."""
    fra_dieci_giorni = adesso() + timedelta(days=10)
    ufficio.pubblicato(detta("Aperto", chiude=tra(40)))
    arriva = detta("Arriva", Misura.IMPRESA, apre=fra_dieci_giorni + timedelta(days=5))
    ufficio.pubblicato(arriva, Misura.IMPRESA)
    ufficio.pubblicato(detta("Chiuso", Misura.VOLONTARIATO, chiude=tra(4)), Misura.VOLONTARIATO)
    with a_quest_ora(fra_dieci_giorni):
        yield


# ── The list ──────────────────────────────────────────────────────────────────────────────────────
def test_the_list_says_what_will_be_there_while_there_is_nothing(client, ufficio):
    ufficio.bozza()
    testo = client.get(reverse("thinktown:elenco")).content.decode()
    assert "Qui ci saranno i bandi della rete" in testo
    assert "Filtri" not in testo


def test_the_list_has_open_ones_first_then_those_to_come_then_the_others(client, ufficio, tre):
    ufficio.pubblicato(detta("Aperto che chiude prima", chiude=tra(10)))
    assert elenco(client) == ["Aperto che chiude prima", "Aperto", "Arriva", "Chiuso"]


@pytest.mark.parametrize(
    ("parametri", "attesi"),
    [
        ({"stato": "aperti"}, ["Aperto"]),
        ({"stato": "in_arrivo"}, ["Arriva"]),
        ({"stato": "chiusi"}, ["Chiuso"]),
        ({"misura": "impresa"}, ["Arriva"]),
        ({"chi": "gruppo"}, ["Aperto"]),
        ({"chi": "persona"}, ["Arriva"]),
        ({"chi": "terzo_settore"}, ["Chiuso"]),
        ({"chi": "rete_imprese"}, []),
        ({"chi": "impresa"}, []),
        ({"stato": "boh", "misura": "x", "chi": "'\"", "di": "nessuno", "page": "-3"}, ["Aperto", "Arriva", "Chiuso"]),
        ({"stato": "\x00", "page": "tanti"}, ["Aperto", "Arriva", "Chiuso"]),
    ],
)
def test_the_list_by_state_measure_and_who_applies(client, tre, parametri, attesi):
    assert elenco(client, **parametri) == attesi


def test_who_applies_is_read_in_the_version_in_force_only(client, ufficio):
    bando = ufficio.pubblicato(detta("Corretto"))
    vecchia = bando.in_vigore
    sezioni = tuple(replace(una, proponenti=(Proponente.TERZO_SETTORE,)) for una in vecchia.sezioni)
    chi = replace(vecchia.chi, proponenti=(Proponente.TERZO_SETTORE,), requisiti=())
    nuova = replace(vecchia, chi=chi, sezioni=sezioni)
    actions.rettifica(bando, nuova, dati_atto("13", motivo="Era sbagliato."), da=ufficio.pubblica)
    assert (elenco(client, chi="gruppo"), elenco(client, chi="terzo_settore")) == ([], ["Corretto"])


def test_the_list_of_one_body(client, ufficio):
    ufficio.pubblicato(detta("Suo"))
    altro = Ufficio(rete.ammesso(nome="Altro", codice_fiscale="90000000282"))
    altro.pubblicato(detta("Di altri"))
    assert elenco(client, di=altro.partner.slug) == ["Di altri"]


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_costs_the_same_whatever_it_shows_and_no_draft_stands_there(
    client, ufficio, quanti, django_assert_num_queries
):
    for n in range(quanti):
        ufficio.pubblicato(detta(f"Bando {n}", chiude=tra(20 + n)))
    ufficio.bozza(detta("Bozza"))
    ufficio.in_verifica(detta("In verifica"))
    client.get("/aiuto/")
    with django_assert_num_queries(3):
        assert elenco(client) == [f"Bando {n}" for n in range(quanti)]


def test_the_list_is_cut_in_pages(client, ufficio, monkeypatch):
    monkeypatch.setattr("thinktown.views.pubblico.BandiView.paginate_by", 2)
    for n in range(3):
        ufficio.pubblicato(detta(f"Bando {n}", chiude=tra(20 + n)))
    assert (elenco(client), elenco(client, page=2), elenco(client, page=9)) == (
        ["Bando 0", "Bando 1"],
        ["Bando 2"],
        ["Bando 2"],
    )


@pytest.mark.parametrize(
    ("prima", "parole"),
    [
        (timedelta(days=9, hours=3), "mancano 9 giorni"),
        (timedelta(hours=5, minutes=10), "mancano 5 ore"),
        (timedelta(minutes=12), "mancano 12 minuti"),
        (timedelta(seconds=20), "manca meno di un minuto"),
    ],
)
def test_the_countdown_is_drawn_by_the_server(client, ufficio, prima, parole):
    bando = ufficio.pubblicato()
    with a_quest_ora(bando.chiude_il - prima):
        testo = client.get(reverse("thinktown:elenco")).content.decode()
    assert "alle 12:00 (ora italiana)" in testo
    assert f"<strong>{parole}</strong>" in testo


def test_an_expression_of_interest_between_two_windows_opens_again(client, ufficio):
    ora = adesso()
    finestre = (Finestra(apre=ora, chiude=tra(10)), Finestra(apre=tra(20), chiude=tra(40)))
    intera = detta("A finestre", Misura.INNOVAZIONE, chiude=tra(40))
    tempi = Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=finestre)
    bando = ufficio.pubblicato(replace(intera, tempi=tempi), Misura.INNOVAZIONE)
    with a_quest_ora(tra(15)):
        assert ">Riapre " in pagina(client, bando).replace("\n", "").replace("</svg> Riapre", ">Riapre")
        assert "Riapre" in client.get(reverse("thinktown:elenco")).content.decode()


# ── The page in every state ───────────────────────────────────────────────────────────────────────
def nello_stato(ufficio, stato):
    """A call in any state: where no verb of today leads there, the row is written."""
    if stato == StatoBando.BOZZA:
        return ufficio.bozza()
    if stato == StatoBando.IN_VERIFICA:
        return ufficio.in_verifica()
    bando = ufficio.pubblicato()
    if stato in (StatoBando.ANNULLATO, StatoBando.REVOCATO):
        verbo = actions.annulla if stato == StatoBando.ANNULLATO else actions.revoca
        verbo(bando, dati_atto("99", motivo="I fondi sono venuti meno."), da=ufficio.pubblica)
    else:
        Bando.objects.filter(pk=bando.pk).update(stato=stato)
    return Bando.objects.get(pk=bando.pk)


@pytest.mark.parametrize("stato", StatoBando)
def test_the_page_in_every_state_for_everybody_for_the_office_and_for_another_body(client, ufficio, stato):
    bando = nello_stato(ufficio, stato)
    altra = rete.membro(rete.ammesso(nome="Altro", codice_fiscale="90000000282"), ruoli.AMMINISTRAZIONE)
    risposte = []
    for persona in (None, altra, ufficio.scrive):
        client.logout()
        if persona:
            client.force_login(persona)
        risposte.append(
            [
                client.get(reverse(f"thinktown:{nome}", args=[bando.slug])).status_code
                for nome in ("bando", "puoi_partecipare", "calendario")
            ]
        )
    fuori = [200] * 3 if stato in BANDI_PUBBLICI else [404] * 3
    assert risposte == [fuori, fuori, [200] * 3]


@pytest.mark.parametrize("stato", [StatoBando.BOZZA, StatoBando.IN_VERIFICA])
def test_what_is_not_out_stands_nowhere(client, ufficio, stato):
    bando = nello_stato(ufficio, stato)
    client.force_login(ufficio.scrive)
    assert elenco(client) == []
    assert bando.titolo not in client.get(reverse("thinktown:feed")).content.decode()
    assert [uno for uno in tutte() if uno.titolo == bando.titolo] == []
    indicizza()
    assert [tipo.chiave for tipo in cerca(bando.titolo).tipi if tipo.chiave == "bandi"] == []
    assert "/bandi/" not in client.get("/sitemap.xml").content.decode()
    assert [porta.url for porta in client.get("/").context["porte"] if "bandi" in porta.url] == []
    assert "bandi/" not in client.get(ufficio.partner.get_absolute_url()).content.decode()


def test_a_draft_says_to_the_office_that_nobody_else_reads_it(client, ufficio):
    bando = actions.crea(ufficio.partner, misura=Misura.GRUPPI, da=ufficio.scrive)
    client.force_login(ufficio.scrive)
    testo = pagina(client, bando)
    assert ("non è ancora uscito" in testo, 'content="noindex"' in testo, "ld+json" in testo) == (True, True, False)
    assert client.get(reverse("thinktown:calendario", args=[bando.slug])).status_code == 404
    assert "Quanti" not in pagina(client, bando, "puoi_partecipare").split("<form")[0]


def test_a_draft_is_not_read_without_a_second_factor(client, ufficio):
    bando = ufficio.bozza()
    ufficio.pubblica.authenticator_set.all().delete()
    client.force_login(ufficio.pubblica)
    risposta = client.get(reverse("thinktown:bando", args=[bando.slug]))
    assert (risposta.status_code, risposta["Location"].partition("?")[0]) == (302, reverse("mfa_index"))


def test_an_empty_draft_is_a_page_too(client, ufficio):
    bando = actions.crea(ufficio.partner, misura=Misura.GRUPPI, da=ufficio.scrive)
    actions.salva(bando, replace(modello(Misura.GRUPPI), racconto=Racconto()), da=ufficio.scrive, revisione=0)
    Bando.objects.filter(pk=bando.pk).update(lavoro={})
    client.force_login(ufficio.scrive)
    assert "Bando senza titolo" in pagina(client, bando)


def test_an_open_call_says_when_it_closes_and_leads_to_the_check(client, ufficio):
    testo = pagina(client, ufficio.pubblicato())
    for parole in ("Aperto", "(ora italiana)", "Scopri se puoi partecipare", "Circa 60 minuti",
                   "Fino a 3.100&nbsp;€ per progetto", "Servono almeno <strong>60 punti</strong> su 100",
                   "un sorteggio che chiunque può rifare", "Approvazione del bando: atto n. 12"):  # fmt: skip
        assert parole.replace("&nbsp;", "\u00a0") in testo
    assert "Cancellato" not in testo


def test_a_call_to_come_says_when_it_opens(client, ufficio):
    apre = a_mezzogiorno(giorno_lavorativo(5))
    testo = pagina(client, ufficio.pubblicato(completa(apre=apre)))
    assert ("In arrivo" in testo, "Apre " in testo, "Si è chiuso" in testo) == (True, True, False)


def test_a_closed_call_says_what_happens_now(client, ufficio):
    bando = ufficio.pubblicato()
    with a_quest_ora(bando.chiude_il):
        testo = pagina(client, bando)
    assert ("Le domande sono chiuse" in testo, "Si è chiuso" in testo) == (True, True)
    assert "Scopri se puoi partecipare" not in testo


def test_a_call_under_evaluation_says_where_it_is(client, ufficio):
    testo = pagina(client, nello_stato(ufficio, StatoBando.IN_VALUTAZIONE))
    assert "A che punto è: <strong>In valutazione</strong>" in testo


@pytest.mark.parametrize(
    ("stato", "titolo", "parola"),
    [
        (StatoBando.ANNULLATO, "Questo bando è stato cancellato (annullamento)", "Cancellato"),
        (StatoBando.REVOCATO, "Questo bando è stato fermato (revoca)", "Fermato"),
    ],
)
def test_a_call_that_fell_says_so_first_and_why_and_stays_readable(client, ufficio, stato, titolo, parola):
    bando = nello_stato(ufficio, stato)
    testo = pagina(client, bando)
    assert (
        testo.index(parola) < testo.index(titolo) < testo.index("I fondi sono venuti meno.") < testo.index("In breve")
    )
    assert ("mancano" in testo, "Scopri se puoi" in testo, "Utilità" in testo) == (False, False, True)
    assert "STATUS:CANCELLED" in client.get(reverse("thinktown:calendario", args=[bando.slug])).content.decode()
    assert "Leggi perché" in pagina(client, bando, "puoi_partecipare")


def test_the_brake_is_told_in_its_own_words(client, ufficio):
    bando = ufficio.pubblicato()
    actions.ferma_invii(bando, motivo="Stiamo riparando il modulo.", da=ufficio.pubblica)
    testo = pagina(client, bando)
    assert ("L&#x27;invio delle domande è fermo" in testo or "L'invio delle domande è fermo" in testo) is True
    assert "Stiamo riparando il modulo." in testo


# ── What an act has changed ───────────────────────────────────────────────────────────────────────
def test_an_extension_shows_the_old_date_the_new_one_and_the_act(client, ufficio):
    bando = ufficio.pubblicato(completa(chiude=a_mezzogiorno(giorno_lavorativo(20))))
    vecchia = bando.chiude_il
    actions.proroga(bando, tra(40), dati_atto("13", motivo="Poche domande."), da=ufficio.pubblica)
    risposta = client.get(reverse("thinktown:bando", args=[bando.slug]))
    cambiato = risposta.context["cambiato"]
    assert (cambiato["prima"], cambiato["ora"], cambiato["righe"]) == (vecchia, tra(40), [])
    assert "Poche domande." in risposta.content.decode()
    assert "Proroga: atto n. 13" in risposta.content.decode()


def test_a_correction_shows_what_was_and_what_is(client, ufficio):
    bando = ufficio.pubblicato()
    nuova = replace(bando.in_vigore, racconto=replace(bando.in_vigore.racconto, minuti=45))
    actions.rettifica(bando, nuova, dati_atto("14", motivo="Il tempo era troppo."), da=ufficio.pubblica)
    cambiato = client.get(reverse("thinktown:bando", args=[bando.slug])).context["cambiato"]
    assert cambiato["titolo"] == "Il bando è stato corretto"
    assert (cambiato["ora"], cambiato["righe"]) == (None, [["La pagina › minuti per compilare", "60", "45"]])


def test_a_call_that_opens_again_says_so(client, ufficio):
    bando = ufficio.pubblicato()
    with a_quest_ora(bando.chiude_il + timedelta(days=1)):
        actions.riapri(
            bando, adesso() + timedelta(days=20), dati_atto("15", motivo="Fondi nuovi."), da=ufficio.pubblica
        )
        assert "Il bando ha riaperto" in pagina(client, bando)


# ── What it costs, and the other language ─────────────────────────────────────────────────────────
@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_costs_the_same_however_many_acts_it_has(client, ufficio, quanti, django_assert_num_queries):
    bando = ufficio.pubblicato(completa(chiude=tra(20)))
    for n in range(quanti):
        actions.proroga(bando, tra(30 + 10 * n), dati_atto(f"2{n}", motivo="Più tempo."), da=ufficio.pubblica)
    client.get("/aiuto/")
    with django_assert_num_queries(5):
        pagina(client, bando)


def test_the_check_asks_the_database_little(client, ufficio, django_assert_num_queries):
    bando = ufficio.pubblicato()
    client.get("/aiuto/")
    with django_assert_num_queries(2):
        pagina(client, bando, "puoi_partecipare")


def test_the_pages_speak_english_too(client, ufficio):
    bando = ufficio.pubblicato()
    for indirizzo in ("/en/bandi/", f"/en/bandi/{bando.slug}/", f"/en/bandi/{bando.slug}/puoi-partecipare/"):
        testo = client.get(indirizzo).content.decode()
        assert ("Italian time" in testo, "ora italiana" in testo) == (True, False)
