"""The public page of a ranking, and the same rows as open data: what each may read of whom, and for how long."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.documenti.actions import carica
from talenti.rete import ruoli
from tests.factories.graduatorie_uscite import Gara, chiuso, gara, in_gara, in_stato
from tests.factories.persone import PersonaFactory
from tests.factories.rete import caricato
from tests.factories.thinktown import Ufficio, completa, maggiorenne, minorenne
from tests.thinktown.pagine_graduatoria import (
    PUBBLICA,
    dalla_pagina,
    foglio,
    letta,
    pagina,
    per_macchine,
)
from thinktown.definizione import Pubblicazione
from thinktown.enums import Mostra, StatoBando
from thinktown.enums_graduatoria import StatoChiamata, TipoGraduatoria
from thinktown.graduatoria import canonico
from thinktown.graduatoria.spareggi import seme
from thinktown.models import AttoBando, Chiamata, EsitoSorteggio, Sorteggio

pytestmark = pytest.mark.django_db
PROVVISORIA, RIVISTA, DEFINITIVA = TipoGraduatoria
CODICI = Pubblicazione(mostra=Mostra.CODICI)
DISAGIO = Pubblicazione(mostra=Mostra.NOMI, disagio=True)


class Quattro:
    """One chosen, one suitable, one that is not, one excluded: each of somebody with a name of her own."""

    def __init__(self, pubblicazione=None, *, chiesto=2000):
        gruppi, *altre = completa().sezioni
        sezioni = (replace(gruppi, importo_massimo=Decimal(3000)), *altre)
        parti = {"pubblicazione": pubblicazione} if pubblicazione else {}
        self.gara = Gara(chiuso(sezioni=sezioni, **parti), richiesto=Decimal(chiesto))
        nomi = ("Scelta", "Idonea", "Sotto", "Fuori")
        self.persone = {nome: maggiorenne(nome="Nome", cognome=f"Cognome{nome}") for nome in nomi}
        self.domande = {
            nome: self.gara.con(
                in_gara(self.gara.bando, f"Titolo{nome}", f"Gruppo{nome}", persona=self.persone[nome],
                        esclusa=nome == "Fuori"),
                punti,
            )
            for nome, punti in zip(nomi, (19, 17, 3, None), strict=True)
        }  # fmt: skip
        self.bando = self.gara.bando

    def codice(self, nome):
        return self.domande[nome].codice


# ── Who reads what ────────────────────────────────────────────────────────────────────────────────
SETTORE = "Utilità sociale e impegno civico"
ATTESE = {
    "nomi": (None, {"Scelta": ("TitoloScelta", "GruppoScelta")}, SETTORE),
    "codici": (CODICI, {}, SETTORE),
    "disagio": (DISAGIO, {}, ""),
}


@pytest.mark.parametrize("chi", ["anonimo", "altra", "sua"])
@pytest.mark.parametrize("regola", ATTESE)
def test_of_each_outcome_everybody_reads_what_the_rule_shows_and_nothing_else(client, regola, chi):
    pubblicazione, nomi, settore = ATTESE[regola]
    caso = Quattro(pubblicazione)
    caso.gara.esce()
    if chi != "anonimo":
        client.force_login(caso.persone["Sotto"] if chi == "sua" else PersonaFactory())
    righe = dalla_pagina(client, caso.bando)
    attese = [
        {"codice": caso.codice("Scelta"), "progetto": nomi.get("Scelta", ("", ""))[0],
         "chi": nomi.get("Scelta", ("", ""))[1], "posizione": "1", "settore": settore, "punti": "76",
         "esito": "Finanziata", "somma": "2.000 €"},
        {"codice": caso.codice("Idonea"), "progetto": "", "chi": "", "posizione": "2", "settore": settore,
         "punti": "68", "esito": "Idonea, fondi finiti", "somma": ""},
        {"codice": caso.codice("Sotto"), "progetto": "", "chi": "", "posizione": "", "settore": "", "punti": "",
         "esito": "Non raggiunge i punti che servono", "somma": ""},
        {"codice": caso.codice("Fuori"), "progetto": "", "chi": "", "posizione": "", "settore": "", "punti": "",
         "esito": "Esclusa prima della valutazione", "somma": ""},
    ]  # fmt: skip
    assert righe == attese
    assert foglio(client, caso.bando) == righe
    assert per_macchine(client, caso.bando) == righe
    tutto = "".join(letta(client, caso.bando, nome) for nome in PUBBLICA)
    mai = {f"{che}{nome}" for che in ("Titolo", "Gruppo", "Cognome") for nome in caso.domande} - set(
        nomi.get("Scelta", ())
    )
    assert {parola for parola in mai if parola in tutto} == set()


def test_ones_own_row_is_on_top_with_where_it_is_and_ones_own_sheet(client):
    caso = Quattro()
    caso.gara.esce()
    codice = caso.codice("Idonea")
    su_di_lei = f"La tua domanda {codice}"
    assert su_di_lei not in letta(client, caso.bando)
    client.force_login(caso.persone["Idonea"])
    testo = letta(client, caso.bando)
    assert su_di_lei in testo
    assert "n. 2, idonea, fondi finiti." in testo
    assert f'href="?page=1#d-{codice}"' in testo
    assert f'<tr id="d-{codice}" class="scelta-riga">' in testo
    assert reverse("thinktown:mia_graduatoria", args=[codice]) in testo
    client.force_login(caso.persone["Fuori"])
    assert "esclusa prima della valutazione." in letta(client, caso.bando)


@pytest.mark.parametrize(("eta", "si_legge"), [("minore", False), ("ignota", False), ("maggiore", True)])
def test_a_person_under_age_or_of_an_unknown_age_is_never_named(client, eta, si_legge):
    sua = Gara(chiuso())
    persona = {"minore": minorenne, "maggiore": maggiorenne}.get(eta, maggiorenne)(nome="Lia", cognome="Nomina")
    if eta == "ignota":
        type(persona).objects.filter(pk=persona.pk).update(nato_il=None)
    domanda = sua.con(in_gara(sua.bando, "Il mio progetto", persona=persona, proponente="persona"), 19)
    sua.esce()
    (riga,) = dalla_pagina(client, sua.bando)
    nome = "Lia Nomina" if si_legge else ""
    assert (riga["codice"], riga["progetto"], riga["chi"]) == (
        domanda.codice, "Il mio progetto" if si_legge else "", nome)  # fmt: skip


# ── After the final one ───────────────────────────────────────────────────────────────────────────
@pytest.fixture
def chiamate():
    """Four that ask 900 € out of 3,000: three are called. The first has accepted, the second has left."""
    sua = gara(4)
    sua.prima = sua.esce()
    sua.versione = sua.esce(DEFINITIVA)
    sua.chiama(sua.versione)
    return sua


def _risponde(domanda, stato):
    Chiamata.objects.filter(domanda=domanda).update(stato=stato, risposta_il=adesso(), perche="Ci siamo lasciati.")


def test_who_has_left_is_a_code_whose_place_has_passed_on_in_every_version(client, chiamate):
    prima, seconda, *_altre = chiamate.punti
    _risponde(prima, StatoChiamata.ACCETTATA)
    _risponde(seconda, StatoChiamata.RINUNCIATA)
    righe = dalla_pagina(client, chiamate.bando)
    assert [(riga["progetto"], riga["esito"], riga["somma"]) for riga in righe] == [
        ("Progetto 1", "Finanziata, ha accettato", "900 €"),
        ("", "Quello che aveva passa a chi segue", ""),
        ("Progetto 3", "Finanziata, deve ancora accettare", "900 €"),
        ("", "Idonea, fondi finiti", ""),
    ]
    conto = "Scelte: 2. Hanno lasciato quello che avevano: 1. Idonee, senza posto o fondi: 1."
    assert conto in letta(client, chiamate.bando)
    assert "Scelte: 3. Idonee, senza posto o fondi: 1." in letta(client, chiamate.bando, versione="1")
    vecchie = dalla_pagina(client, chiamate.bando, versione="1")
    assert [(riga["progetto"], riga["esito"]) for riga in vecchie] == [
        ("Progetto 1", "Finanziata"), ("", "Finanziata"), ("Progetto 3", "Finanziata"), ("", "Idonea, fondi finiti"),
    ]  # fmt: skip
    for versione in ("", "1"):
        tutto = "".join(letta(client, chiamate.bando, nome, versione=versione) for nome in PUBBLICA)
        assert [parola for parola in ("Progetto 2", "Gruppo 2", "Ci siamo lasciati") if parola in tutto] == []


def test_who_lets_the_day_pass_reads_the_same_and_who_is_called_next_has_a_name(client, chiamate):
    prima, seconda, terza, quarta = chiamate.punti
    for una in (prima, terza):
        _risponde(una, StatoChiamata.ACCETTATA)
    Chiamata.objects.create(
        bando=chiamate.bando, domanda=quarta, atto=chiamate.versione.atto, da_dove="sezione", importo=900,
        entro=adesso() + timedelta(days=40),
    )  # fmt: skip
    with a_quest_ora(adesso() + timedelta(days=11)):
        righe = dalla_pagina(client, chiamate.bando)
        testo = letta(client, chiamate.bando)
    assert [(riga["progetto"], riga["esito"]) for riga in righe] == [
        ("Progetto 1", "Finanziata, ha accettato"),
        ("", "Quello che aveva passa a chi segue"),
        ("Progetto 3", "Finanziata, ha accettato"),
        ("Progetto 4", "Finanziata, deve ancora accettare"),
    ]
    assert "linea-fondi" not in testo
    assert "Scelte: 3. Hanno lasciato quello che avevano: 1.<" in testo
    assert seconda.codice in testo


# ── Versions ──────────────────────────────────────────────────────────────────────────────────────
def test_a_new_version_says_on_top_what_changed_and_the_old_one_stays(client):
    caso = Quattro()
    caso.gara.esce()
    assert "Che cosa è cambiato" not in letta(client, caso.bando)
    caso.gara.punti[caso.domande["Sotto"]] = 20
    caso.gara.esce(RIVISTA)
    testo = letta(client, caso.bando)
    assert "3 domande hanno cambiato" in testo
    assert (
        "Esito: prima «Non raggiunge i punti che servono», adesso «Scelta»; posizione: prima nessuna, adesso 1; "
        "totale: prima nessuno, adesso 80; somma: prima nessuna, adesso 2.000"
    ) in testo
    assert "3, adesso" not in testo
    assert "12," not in testo
    assert "Stai leggendo la versione 1" in letta(client, caso.bando, versione="1")
    assert next(riga["codice"] for riga in foglio(client, caso.bando, versione="1")) == caso.codice("Scelta")
    assert next(riga["codice"] for riga in foglio(client, caso.bando)) == caso.codice("Sotto")


@pytest.mark.parametrize("scritta", ["9", "0", "-1", "x", "1'", "\x00", "٣"])
def test_a_version_that_there_is_not_is_the_one_that_counts(client, scritta):
    caso = Quattro()
    caso.gara.esce()
    assert client.get(pagina(caso.bando), {"versione": scritta}).status_code == 200
    assert len(foglio(client, caso.bando, versione=scritta)) == 4


def test_what_was_not_shown_of_who_is_not_suitable_is_not_said_by_the_differences(client):
    caso = Quattro()
    caso.gara.esce()
    caso.gara.punti[caso.domande["Sotto"]] = 7
    caso.gara.esce(RIVISTA)
    assert "Posizioni, punti, esiti e somme sono gli stessi." in letta(client, caso.bando)


def test_names_that_a_spreadsheet_would_compute_are_only_text(client):
    sua = gara()
    sua.con(in_gara(sua.bando, "=1+1", "<script>+x"), 19)
    sua.esce()
    (riga,) = foglio(client, sua.bando)
    assert (riga["progetto"], riga["chi"]) == ("'=1+1", "<script>+x")
    assert "<script>+x" not in letta(client, sua.bando)
    assert per_macchine(client, sua.bando)[0]["progetto"] == "=1+1"


def test_the_open_data_say_which_version_it_is(client):
    caso = Quattro()
    versione = caso.gara.esce(numero="77")
    detto = client.get(reverse("thinktown:graduatoria_json", args=[caso.bando.slug])).json()
    assert (detto["versione"], detto["tipo"], detto["atto"]["numero"], detto["sorteggio"]) == (
        1, "provvisoria", "77", None)  # fmt: skip
    testo = client.get(reverse("thinktown:graduatoria_csv", args=[caso.bando.slug])).content.decode()
    for impronta in (versione.impronta_ingressi, versione.impronta_risultato):
        assert impronta in (detto["impronta_dati"], detto["impronta_risultato"])
        assert testo.count(impronta) == 4
        assert impronta in letta(client, caso.bando)


# ── Filters and pages ─────────────────────────────────────────────────────────────────────────────
def test_rows_are_found_by_outcome_by_section_and_by_code(client):
    sua = gara(3)
    altra = sua.con(in_gara(sua.bando, "Teatro", "Compagnia", proponente="associazione", sezione="associazioni"), 18)
    fuori = sua.con(in_gara(sua.bando, "Via", "Via", esclusa=True), None)
    sua.esce()

    def codici(**cercato):
        return [riga["codice"] for riga in dalla_pagina(client, sua.bando, **cercato)]

    assert codici(sezione="associazioni") == [altra.codice]
    assert codici(esito="esclusa") == [fuori.codice]
    assert codici(q=altra.codice[2:7].upper()) == [altra.codice]
    assert codici(q="nessuno") == []
    assert len(codici(sezione="x", esito="uscita", page="99")) == 5
    assert "B · Associazioni giovanili" in letta(client, sua.bando)


def test_pages_are_of_fifty_and_the_own_row_says_on_which(client):
    sua = gara(52)
    ultima = list(sua.punti)[-1]
    sua.esce()
    client.force_login(ultima.componenti.get().persona)
    assert len(dalla_pagina(client, sua.bando)) == 50
    assert [riga["codice"] for riga in dalla_pagina(client, sua.bando, page="2")][-1] == ultima.codice
    assert f"?page=2#d-{ultima.codice}" in letta(client, sua.bando)
    assert len(foglio(client, sua.bando)) == len(per_macchine(client, sua.bando)) == 52


@pytest.mark.parametrize(("chi", "quante"), [("anonimo", 12), ("sua", 17)])
def test_the_questions_do_not_grow_with_the_rows(client, chi, quante, django_assert_num_queries):
    for n in (3, 20):
        sua = gara(n)
        sua.esce()
        sua.esce(RIVISTA)
        if chi == "sua":
            client.force_login(next(iter(sua.punti)).componenti.get().persona)
        client.get(pagina(sua.bando))
        with django_assert_num_queries(quante):
            client.get(pagina(sua.bando))


# ── The draw ──────────────────────────────────────────────────────────────────────────────────────
def test_a_draw_is_known_before_the_ranking_and_done_again_by_anybody(client):
    sua = gara(2)
    impronta = canonico.impronta_per_il_sorteggio(sua.ingressi())
    assert "La graduatoria non è ancora uscita" in letta(client, sua.bando)
    fissato = Sorteggio.objects.create(
        bando=sua.bando, evento="Lotto, ruota di Milano", data=oggi() + timedelta(days=3), impronta=impronta, pari=2
    )
    for indirizzo in (pagina(sua.bando), sua.bando.get_absolute_url()):
        testo = client.get(indirizzo).content.decode()
        assert "Lotto, ruota di Milano" in testo
    testo = letta(client, sua.bando)
    assert impronta in testo
    assert "L&#x27;esito non è ancora scritto" in testo.replace("L'esito", "L&#x27;esito")
    detto = "12 'e' 45"
    uscito = EsitoSorteggio.objects.create(sorteggio=fissato, esito=detto, seme=seme(detto, impronta))
    sua.esce(seme=uscito.seme)
    testo = letta(client, sua.bando)
    assert uscito.seme in testo
    assert "sha256sum" in testo
    assert "Rifai il sorteggio" in testo


# ── By date, and calls that end before their time ─────────────────────────────────────────────────
def test_past_its_term_only_the_acts_stay(client):
    caso = Quattro()
    caso.gara.esce(togli_il=oggi() + timedelta(days=30), numero="77")
    with a_quest_ora(adesso() + timedelta(days=29)):
        assert len(dalla_pagina(client, caso.bando)) == 4
    with a_quest_ora(adesso() + timedelta(days=30)):
        testo = letta(client, caso.bando)
        assert "non è più su questa pagina" in testo
        assert "atto n. 77" in testo
        assert reverse("thinktown:accesso", args=[caso.bando.slug]) in testo
        assert [uno for uno in map(caso.codice, caso.domande) if uno in testo] == []
        assert "È uscita la graduatoria" not in client.get(caso.bando.get_absolute_url()).content.decode()
        for nome in PUBBLICA[1:]:
            assert client.get(reverse(nome, args=[caso.bando.slug])).status_code == 404


def test_the_document_of_the_act_goes_with_the_ranking(client):
    caso = Quattro()
    pubblica = caso.bando.partner.appartenenze.filter(ruolo=ruoli.AMMINISTRAZIONE).last().persona
    file = carica(caricato("atto.pdf"), per=caso.bando, da=pubblica)
    versione = caso.gara.esce(togli_il=oggi() + timedelta(days=30), file=file)
    documento = reverse("thinktown:atto", args=[caso.bando.slug, versione.atto_id])
    pagine = (pagina(caso.bando), caso.bando.get_absolute_url())
    for giorni, si_legge in ((29, True), (30, False)):
        with a_quest_ora(adesso() + timedelta(days=giorni)):
            trovati = [documento in client.get(una).content.decode() for una in pagine]
            assert (trovati, client.get(documento).status_code) == ([si_legge] * 2, 200 if si_legge else 404)


@pytest.mark.parametrize(
    ("stato", "frase"), [(StatoBando.ANNULLATO, "cancellato"), (StatoBando.REVOCATO, "fermato (revoca)")]
)
def test_of_a_call_that_ended_before_its_time_there_are_the_acts(client, stato, frase):
    caso = Quattro()
    caso.gara.esce(numero="77")
    in_stato(caso.bando, stato)
    tipo = "annullamento" if stato == StatoBando.ANNULLATO else "revoca"
    AttoBando.objects.create(bando=caso.bando, tipo=tipo, numero="78", data=oggi(), motivo="Non c'è più.")
    testo = letta(client, caso.bando)
    assert f"Il bando è stato {frase}" in testo
    assert "atto n. 77" in testo
    assert "atto n. 78" in testo
    assert [uno for uno in map(caso.codice, caso.domande) if uno in testo] == []
    assert client.get(reverse("thinktown:graduatoria_csv", args=[caso.bando.slug])).status_code == 404


# ── On the call's page ────────────────────────────────────────────────────────────────────────────
def test_the_page_of_the_call_leads_to_the_ranking_and_has_its_dates(client):
    caso = Quattro()
    assert pagina(caso.bando) not in client.get(caso.bando.get_absolute_url()).content.decode()
    caso.gara.esce()
    testo = client.get(caso.bando.get_absolute_url()).content.decode()
    assert "È uscita la graduatoria, non ancora definitiva" in testo
    assert pagina(caso.bando) in testo
    assert "Ultimo giorno per segnalare errori" in testo
    caso.gara.esce(DEFINITIVA)
    assert "La graduatoria è definitiva" in client.get(caso.bando.get_absolute_url()).content.decode()


def test_a_draft_and_a_call_without_a_ranking_have_no_such_page(client):
    ufficio, sua = Ufficio(), gara()
    for bando in (ufficio.bozza(), ufficio.in_verifica()):
        client.force_login(ufficio.scrive)
        assert client.get(pagina(bando)).status_code in (302, 404)
        client.logout()
        assert client.get(pagina(bando)).status_code == 404
    type(sua.bando).objects.filter(pk=sua.bando.pk).update(modalita="sportello")
    assert client.get(pagina(sua.bando)).status_code == 404
