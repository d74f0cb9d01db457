"""The desk of a member of a commission: queue, declarations, sheet, signature; and what nobody else finds there."""

import html
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from talenti.base import memoria
from talenti.base.clock import a_quest_ora, adesso
from talenti.persone.models import Lettura
from tests.factories.commissione import (
    CONFLITTO,
    Valutazione,
    firmata,
    in_valutazione,
    nominata,
    piena,
    programmata,
)
from tests.factories.graduatorie import Graduata
from tests.factories.thinktown import maggiorenne
from thinktown import commissari
from thinktown.actions import commissione as verbi
from thinktown.actions import osservazioni, schede
from thinktown.actions.commissione import Dichiarata
from thinktown.enums_valutazione import RuoloCommissario, StatoScheda
from thinktown.models import CodiceCieco, Commissario, DichiarazioneConflitto, Scheda

pytestmark = pytest.mark.django_db
# Who has signed in: the session and the account, on every page.
CHI_E = 2
# On a connection that is in a transaction already, what marks its parts.
SEGNI = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def _senza_memoria():
    memoria.dimentica()
    yield
    memoria.dimentica()


@pytest.fixture
def caso():
    nuovo = Valutazione(3)
    with nuovo.da_soli():
        yield nuovo


@pytest.fixture
def lei(caso):
    return caso.membri[0]


def di(persona):
    client = Client()
    client.force_login(persona)
    return client


def qui(caso, nome="commissione", *altro):
    return reverse(f"thinktown:{nome}", args=[caso.bando.slug, *altro])


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def compilata(caso, punti="7,5", motivo="Perché sì.", **altro):
    criteri = caso.bando.in_vigore.criteri
    campi = {f"punti-{uno.chiave}": punti for uno in criteri} | {f"motivo-{uno.chiave}": motivo for uno in criteri}
    return campi | {"revisione": "0", "note": "", "passo": "prossima"} | altro


def tutte(caso, domanda):
    """Every address of one application."""
    gia = [qui(caso, nome, domanda) for nome in ("scheda_valutazione", "scheda_firma", "scheda_riprendi")]
    return [*gia, qui(caso, "scheda_file", domanda, "x")]


# ── Before ────────────────────────────────────────────────────────────────────────────────────────
def test_before_the_first_phase_it_says_when_then_asks_the_declarations():
    casa, bando, domande = in_valutazione(2)
    commissione = nominata(bando, casa.pubblica)
    lei = commissione.commissari.exclude(ruolo=RuoloCommissario.SUPPLENTE).last()
    client, coda = di(lei.persona), reverse("thinktown:commissione", args=[bando.slug])
    assert "Le date non sono ancora decise" in letta(client.get(coda))
    programmata(commissione, casa.pubblica)
    detta = reverse("thinktown:dichiarazioni", args=[bando.slug])
    assert client.get(coda).url == detta
    testo = letta(client.get(detta))
    # Names, and nothing of what is asked for.
    assert ("Radio Quartiere" in testo, "Nessuno racconta che cosa succede qui" in testo) == (True, False)
    assert domande[0].componenti.get().persona.get_full_name() in testo
    assert Lettura.objects.filter(chi=lei.persona).count() == 2
    una, altra = (domanda.codice for domanda in domande)

    def manda(**campi):
        return client.post(detta, {"senza_condanne": "on", **campi})

    # A conflict without its ground; a ground without its answer; nothing at all: nothing is lost, nothing is written.
    risposta = manda(**{f"conflitto-{una}": "si", f"spiegazione-{una}": "Mia cugina."})
    assert ("Scegli quale conflitto hai." in letta(risposta, 422), "Mia cugina." in risposta.content.decode()) == (
        True,
        True,
    )
    letta(manda(**{f"motivo-{una}": "famiglia"}), 422)
    assert "reati" in letta(client.post(detta, {f"conflitto-{una}": "no"}), 422)
    assert DichiarazioneConflitto.objects.count() == 0
    # A little at a time.
    assert manda(**{f"conflitto-{una}": "no"}).url == coda
    assert "Ti resta 1 domanda" in letta(client.get(coda, follow=True))
    letta(client.post(detta, {}), 422)
    client.post(detta, {f"conflitto-{altra}": "si", f"motivo-{altra}": "famiglia", f"spiegazione-{altra}": "Cugina."})
    assert sorted(DichiarazioneConflitto.objects.values_list("conflitto", "motivo")) == [
        (False, ""),
        (True, "famiglia"),
    ]
    assert "Hai dichiarato su tutte le domande" in letta(client.get(coda))
    # What was declared is shown as declared; a conflict may be added, never taken back.
    testo = letta(client.get(detta))
    assert ("Hai un conflitto" in testo, f'name="conflitto-{altra}"' in testo) == (True, False)
    client.post(detta, {f"conflitto-{una}": "si", f"motivo-{una}": "lite"})
    assert DichiarazioneConflitto.objects.filter(conflitto=True).count() == 2


# ── The queue ─────────────────────────────────────────────────────────────────────────────────────
def test_the_queue_is_read_in_english(caso, lei):
    qui_in_inglese = f"/en{qui(caso)}"
    with translation.override("it"):
        testo = letta(di(lei.persona).get(qui_in_inglese))
    assert ("You have 3 left out of 3, before" in testo, "(Italian time)" in testo) == (True, True)
    assert "ora italiana" not in testo


def test_the_queue_says_what_is_left_and_goes_on_in_an_order_of_hers(caso, lei):
    client = di(lei.persona)
    testo = letta(client.get(qui(caso)))
    assert ("Te ne restano 3 su 3, prima di" in testo, testo.count("Da valutare"), "Continua" in testo) == (
        True,
        3,
        True,
    )
    mie = [codice for _pk, codice in commissari.restano(lei)]
    assert f'href="{qui(caso, "scheda_valutazione", mie[0])}"' in testo
    altri = {tuple(commissari.restano(uno)) for uno in (caso.presidente, *caso.membri)}
    assert (sorted(mie), len(altri)) == (sorted(una.codice for una in caso.domande), len(altri))
    per_codice = {una.codice: una for una in caso.domande}
    firmata(lei, per_codice[mie[0]])
    piena(lei, per_codice[mie[1]])
    scheda = schede.apri(lei, per_codice[mie[2]])
    testo = letta(client.get(qui(caso)))
    stati = ["Firmata", "Da firmare", "Iniziata"]
    assert ("Te ne restano 2 su 3" in testo, [testo.count(f">{uno}<") or uno in testo for uno in stati]) == (
        True,
        [True, True, True],
    )
    assert client.get(qui(caso, "prossima_scheda")).url == qui(caso, "scheda_valutazione", mie[1])
    # The section also rules what comes next, and says so; a word that is none is no choice.
    testo = letta(client.get(qui(caso) + "?sezione=gruppi"))
    assert ("«Continua» apre solo domande della sezione" in testo, f"{mie[1]}/?sezione=gruppi" in testo) == (True, True)
    assert "Te ne restano 2 su 3" in letta(client.get(qui(caso) + "?sezione=inventata&page=9"))
    scheda.delete()
    for codice in mie[1:]:
        firmata(lei, per_codice[codice])
    assert "Hai finito: 3 su 3 firmate" in letta(client.get(qui(caso)))
    assert client.get(qui(caso, "prossima_scheda")).url == qui(caso)


def test_whoever_may_not_score_finds_nothing(caso, lei):
    """A recused member, a substitute without a place, another call's member, an applicant, the office."""
    escluse, aperta = caso.domande[0], caso.domande[1]
    verbi.dichiara(lei, {escluse.codice: CONFLITTO}, da=lei.persona)
    client = di(lei.persona)
    testo = letta(client.get(qui(caso)))
    assert ("Te ne restano 2 su 2" in testo, escluse.codice in testo) == (True, False)
    assert {client.get(url).status_code for url in tutte(caso, escluse.codice)} == {404}
    assert client.get(qui(caso, "scheda_valutazione", aperta.codice)).status_code == 200
    (attesa,) = commissari.attese(lei.persona)
    assert (attesa.schede, next(commissari.scrivanie(lei.persona)).da_fare) == (2, 2)
    assert [una.url for una in commissari.linea(lei.persona)] == [qui(caso)]
    supplente = di(caso.supplente.persona)
    assert "Non hai domande da valutare" in letta(supplente.get(qui(caso)))
    assert {supplente.get(url).status_code for url in tutte(caso, aperta.codice)} == {404}
    assert list(commissari.linea(caso.supplente.persona)) == []
    verbi.supplisce(escluse, al_posto_di=lei, supplente=caso.supplente, da=caso.casa.pubblica)
    assert "Te ne resta 1 su 1" in letta(supplente.get(qui(caso)))
    scrive = Commissario.objects.create(
        commissione=caso.commissione, persona=maggiorenne(), ruolo=RuoloCommissario.SEGRETARIO, rappresenta="Ente",
        nomina=lei.nomina,
    )  # fmt: skip
    dette = {una.codice: Dichiarata() for una in caso.domande}
    verbi.dichiara(scrive, dette, senza_condanne=True, da=scrive.persona)
    # Who writes the minutes declares as the others do, and opens no sheet.
    assert {di(scrive.persona).get(url).status_code for url in tutte(caso, aperta.codice)} == {404}
    estranei = [aperta.componenti.get().persona, caso.casa.scrive, caso.casa.pubblica, maggiorenne()]
    for altra in estranei:
        pagine = [qui(caso), qui(caso, "dichiarazioni"), qui(caso, "prossima_scheda"), *tutte(caso, aperta.codice)]
        assert {di(altra).get(url).status_code for url in pagine} == {404}
        assert di(altra).post(qui(caso, "scheda_voto", aperta.codice), {}).status_code == 404
        assert (list(commissari.scrivanie(altra)), list(commissari.linea(altra))) == ([], [])
    assert Client().get(qui(caso)).status_code == 302


# ── The sheet ─────────────────────────────────────────────────────────────────────────────────────
def test_she_reads_what_was_sent_and_saves_and_signs(caso, lei):
    mie = [codice for _pk, codice in commissari.restano(lei)]
    client, url = di(lei.persona), qui(caso, "scheda_valutazione", mie[0])
    testo = letta(client.get(url))
    for parola in ("Radio Quartiere", "Nessuno racconta che cosa succede qui.", "Utilità", "30 cambia qualcosa",
                   "Non è ancora firmata", "Salva e vai alla prossima (2 da fare)"):  # fmt: skip
        assert parola in testo
    assert Scheda.objects.count() == 0
    assert Lettura.objects.filter(chi=lei.persona, pagina="thinktown.commissione_domanda").count() == 1
    assert client.get(qui(caso, "scheda_firma", mie[0])).url == url
    # Points without the reason that the call asks: kept, and asked for at the criterion.
    risposta = client.post(url, compilata(caso, motivo=""))
    assert "Scrivi perché" in letta(risposta, 422)
    scheda = Scheda.objects.get()
    assert {uno.punti for uno in scheda.voti.all()} == {Decimal("7.5")}
    # What is written wrong stays before her, the rest is kept.
    storta = compilata(caso, revisione="1", **{"punti-utilita": "31", "punti-idea": "otto"})
    testo = letta(client.post(url, storta), 422)
    assert ('value="31"' in testo, 'value="otto"' in testo, "Scrivi un numero da 0 a 30." in testo) == (True,) * 3
    scheda.refresh_from_db()
    assert scheda.revisione == 2
    # Saved elsewhere meanwhile: both are before her.
    testo = letta(client.post(url, compilata(caso, punti="3", revisione="1")), 409)
    assert ("Salvato: 7,5." in testo, 'value="3"' in testo) == (True, True)
    risposta = client.post(url, compilata(caso, revisione="2", note="Solo mie."))
    assert risposta.url == f"{qui(caso, 'prossima_scheda')}?dopo={mie[0]}"
    # A word that is no code leads to the first one left, whatever is in it.
    assert client.get(qui(caso, "prossima_scheda"), {"dopo": "\x00"}).status_code == 302
    assert client.get(risposta.url).url == qui(caso, "scheda_valutazione", mie[1])
    firma = qui(caso, "scheda_firma", mie[0])
    assert client.post(url, compilata(caso, revisione="3", note="Solo mie.", passo="firma")).url == firma
    testo = letta(client.get(firma))
    assert (testo.count("7,5"), "30 su 100" in testo, "Firma la scheda" in testo) == (4, True, True)
    scheda.refresh_from_db()
    letta(client.post(firma, {"revisione": scheda.revisione - 1}), 409)
    assert client.post(firma, {"revisione": scheda.revisione}).status_code == 302
    scheda.refresh_from_db()
    assert scheda.stato == StatoScheda.FIRMATA
    # Locked; taken up again with a reason.
    testo = letta(client.get(url))
    assert ("Riprendi la scheda" in testo, "<textarea" in testo) == (True, False)
    letta(client.post(url, compilata(caso, punti="1", revisione=str(scheda.revisione))), 409)
    riprendi = qui(caso, "scheda_riprendi", mie[0])
    letta(client.get(riprendi))
    letta(client.post(riprendi, {"motivo": " "}), 422)
    assert client.post(riprendi, {"motivo": "Ho letto male."}).url == url
    assert "L'hai ripresa: Ho letto male." in letta(client.get(url))


def test_an_incomplete_sheet_is_not_signed_and_a_closed_phase_is_only_read(caso, lei):
    domanda = caso.domande[0]
    client, firma = di(lei.persona), qui(caso, "scheda_firma", domanda.codice)
    schede.apri(lei, domanda)
    testo = letta(client.get(firma))
    assert ("Dai i punti a «Utilità»" in testo, "Firma la scheda" in testo) == (True, False)
    letta(client.post(firma, {"revisione": "0"}), 409)
    assert client.get(qui(caso, "scheda_riprendi", domanda.codice)).status_code == 302
    with a_quest_ora(adesso() + timedelta(days=20)):
        assert "La valutazione è chiusa" in letta(client.get(qui(caso)))
        testo = letta(client.get(qui(caso, "scheda_valutazione", domanda.codice)))
        assert ("non si cambiano più" in testo, "<textarea" in testo) == (True, False)
        letta(client.post(qui(caso, "scheda_valutazione", domanda.codice), compilata(caso)), 409)


def test_what_an_accepted_observation_opens_again_stands_on_top_of_the_closed_queue():
    caso = Graduata()
    with caso.dopo():
        caso.pubblica()
        lei, domanda = caso.membri[0], caso.domande[2]
        client, sua = di(lei.persona), qui(caso, "scheda_valutazione", domanda.codice)
        assert "La valutazione è chiusa" in letta(client.get(qui(caso)))
        osservazioni.accoglie(caso.osserva(2), risposta="È vero: rileggiamo.", da=caso.casa.pubblica)
        testo = letta(client.get(qui(caso)))
        assert "La valutazione è chiusa" not in testo
        assert ("1 domanda è di nuovo aperta" in testo, testo.count(f'href="{sua}"'), "Continua" in testo) == (
            True,
            2,
            False,
        )
        assert "riprendi la scheda con un motivo" in testo
        client.post(qui(caso, "scheda_riprendi", domanda.codice), {"motivo": "Un punto era sbagliato."})
        testo = letta(client.get(qui(caso)))
        assert (testo.count(f'href="{sua}"'), "Continua" in testo, "rileggiamo" in testo) == (3, True, False)
        caso.membri[1].persona.refresh_from_db()
        verbi.dichiara(caso.membri[1], {domanda.codice: CONFLITTO}, da=caso.membri[1].persona)
        assert "di nuovo aperta" not in letta(di(caso.membri[1].persona).get(qui(caso)))


def test_one_criterion_saves_itself_and_each_refusal_has_its_status(caso, lei):
    domanda = caso.domande[0]
    client, voto = di(lei.persona), qui(caso, "scheda_voto", domanda.codice)
    dati = {"criterio": "utilita", "punti-utilita": "7,5", "motivo-utilita": "Sì.", "revisione": "0"}
    assert client.get(voto).status_code == 405
    detta = client.post(voto, dati).json()
    assert (detta["revisione"], detta["quanto"]) == (1, "1 criterio su 4 · 7,5/100 punti salvati")
    detta = client.post(voto, {"note": "Mie.", "revisione": "1"}).json()
    assert (detta["revisione"], detta["quanto"]) == (2, "1 criterio su 4 · 7,5/100 punti salvati")
    for stato, campi in (
        (400, {"revisione": "x"}),
        (400, {"criterio": "altro"}),
        (400, {"punti-utilita": "99"}),
        (409, {"punti-utilita": "8", "revisione": "1"}),
    ):
        risposta = client.post(voto, dati | {"revisione": "2"} | campi)
        assert (risposta.status_code, bool(risposta.json()["frase"])) == (stato, True)
    assert Client().post(voto, dati).status_code == 401
    verbi.dichiara(lei, {domanda.codice: CONFLITTO}, da=lei.persona)
    assert client.post(voto, dati | {"revisione": "2", "punti-utilita": "1"}).status_code == 403
    assert Scheda.objects.get().voti.get().punti == Decimal("7.5")


def test_what_opening_and_saving_cost(caso, lei):
    domanda = caso.domande[0]
    client, url = di(lei.persona), qui(caso, "scheda_valutazione", domanda.codice)
    piena(lei, domanda)
    client.get(url)
    with CaptureQueriesContext(connection) as fatte:
        client.get(url)
    assert sum(not una["sql"].startswith(SEGNI) for una in fatte) == CHI_E + 6
    voto = {"criterio": "utilita", "punti-utilita": "8", "motivo-utilita": "Ecco.", "revisione": "1"}
    with CaptureQueriesContext(connection) as fatte:
        assert client.post(qui(caso, "scheda_voto", domanda.codice), voto).status_code == 200
    assert sum(not una["sql"].startswith(SEGNI) for una in fatte) == CHI_E + 4


# ── Without names ─────────────────────────────────────────────────────────────────────────────────
def test_where_names_are_hidden_nothing_tells_them():
    caso = Valutazione(2, ciechi=True)
    with caso.da_soli():
        lei = caso.membri[0]
        client = di(lei.persona)
        coda = letta(client.get(qui(caso)))
        codici = set(CodiceCieco.objects.values_list("codice", flat=True))
        assert (len(codici), all(uno in coda for uno in codici)) == (2, True)
        client.get(qui(caso))
        assert set(CodiceCieco.objects.values_list("codice", flat=True)) == codici
        pagine = [coda]
        for codice in codici:
            pagine.append(letta(client.get(qui(caso, "scheda_valutazione", codice))))
            assert client.get(qui(caso, "scheda_file", codice, "x")).status_code == 404
        codice = sorted(codici)[0]
        client.post(qui(caso, "scheda_valutazione", codice), compilata(caso))
        assert Scheda.objects.count() == 1
        pagine.append(letta(client.get(qui(caso, "scheda_firma", codice))))
        for domanda in caso.domande:
            assert client.get(qui(caso, "scheda_valutazione", domanda.codice)).status_code == 404
            nomi = [domanda.soggetto, domanda.codice, domanda.componenti.get().persona.get_full_name()]
            # The title of the project in these tests is the name of the group: it is an answer, and is read.
            assert [nome for pagina in pagine for nome in nomi[1:] if nome in pagina] == []
            assert domanda.soggetto not in coda
