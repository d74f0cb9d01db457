"""The group answers what the office asked: written together, sent once and in time, and never changed afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.istruttoria import CHIEDE, ESCLUDE, detta
from tests.factories.risposte import allegata, chiesta, di_sportello, preavvisata, risposta_inviata, scritta
from tests.factories.thinktown import Ufficio, dati_atto, dopo_la_chiusura, inviata, maggiorenne
from thinktown import actions, tasks
from thinktown.actions import DaCompletare, invio, risposte_ufficio
from thinktown.actions.risposte_ufficio import VoceCambiata, rispondi_all_ufficio, salva_voce, segna_letto
from thinktown.actions.tardive import FuoriTermine
from thinktown.enums import StatoDomanda
from thinktown.models import Provvedimento, RichiestaTardiva
from thinktown.risposta_ufficio import di_file, impronta, ricevute, voci_di

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
def giulia():
    return maggiorenne(nome="Giulia", cognome="Verdi")


@pytest.fixture
def marco():
    return maggiorenne(nome="Marco", cognome="Blu")


@pytest.fixture
def richiesta(ufficio, bando, giulia, marco):
    """Told an hour after the closing to a group of two."""
    domanda = inviata(bando, giulia, [marco])
    with dopo_la_chiusura(bando):
        yield chiesta(domanda, ufficio)


def com_e(richiesta):
    return [(v.n, v.testo, v.file.nome if v.file else "", v.versione) for v in voci_di(richiesta)]


# ── Written ───────────────────────────────────────────────────────────────────────────────────────
def test_two_write_and_neither_writes_over_the_other(richiesta, giulia, marco):
    salva_voce(richiesta, 1, "Le date.", versione=0, da=giulia)
    with pytest.raises(VoceCambiata, match="Un'altra persona") as errore:
        salva_voce(richiesta, 1, "Altre date.", versione=0, da=marco)
    assert (errore.value.attuale.testo, errore.value.attuale.salvata_da, errore.value.tua) == (
        "Le date.",
        giulia,
        False,
    )
    with pytest.raises(VoceCambiata, match="un'altra pagina"):
        salva_voce(richiesta, 1, "Ancora altre.", versione=0, da=giulia)
    # The answer to the first save was lost on the way, and it is sent again.
    assert salva_voce(richiesta, 1, "Le date.", versione=0, da=giulia).versione == 1
    assert salva_voce(richiesta, 1, "Altre date.", versione=1, da=marco).versione == 2
    assert com_e(richiesta) == [(1, "Altre date.", "", 2), (2, "", "", 0)]
    # Of the sending nothing has changed.
    assert richiesta.domanda.invii.count() == 1


def test_a_file_is_kept_when_it_is_chosen_taken_out_and_put_back(richiesta, giulia, marco):
    primo = allegata(richiesta, 2, "carta.pdf", da=giulia).file
    assert (primo.oggetto_tipo, primo.oggetto_id) == ("thinktown.provvedimento", richiesta.pk)
    secondo = allegata(richiesta, 2, "altra.pdf", da=marco).file
    assert com_e(richiesta)[1] == (2, "", "altra.pdf", 0)
    risposte_ufficio.rimetti_allegato(richiesta, 2, primo.codice, da=marco)
    assert com_e(richiesta)[1] == (2, "", "carta.pdf", 0)
    risposte_ufficio.togli_allegato(richiesta, 2, primo.codice, da=giulia)
    assert com_e(richiesta)[1] == (2, "", "", 0)
    with pytest.raises(DatoNonAccettato, match="già stato tolto"):
        risposte_ufficio.togli_allegato(richiesta, 2, primo.codice, da=giulia)
    # What is set aside is with its item: on another it is not there.
    with pytest.raises(DatoNonAccettato, match="non c'è più"):
        risposte_ufficio.rimetti_allegato(richiesta, 1, primo.codice, da=giulia)
    da_parte = FileCaricato.objects.di(richiesta.voci.get(n=2)).presenti()
    assert set(da_parte) == {primo, secondo}


def test_a_file_that_cannot_be_kept_leaves_nothing(richiesta, giulia):
    with pytest.raises(DatoNonAccettato) as errore:
        risposte_ufficio.allega(richiesta, 2, rete.caricato("strano.exe", b"MZ"), da=giulia)
    assert (errore.value.campo, FileCaricato.objects.di(richiesta).count()) == ("f2", 0)
    for n in (0, 3, 10**30):
        with pytest.raises(DatoNonAccettato, match="non c'è"):
            allegata(richiesta, n, da=giulia)
        with pytest.raises(DatoNonAccettato, match="non c'è"):
            salva_voce(richiesta, n, "x", versione=0, da=giulia)


def test_one_cannot_change_a_file_for_ever(richiesta, giulia, monkeypatch):
    monkeypatch.setattr(risposte_ufficio, "MASSIMI_DA_PARTE", 1)
    allegata(richiesta, 2, "uno.pdf", da=giulia)
    allegata(richiesta, 2, "due.pdf", da=giulia)
    with pytest.raises(DatoNonAccettato, match="già cambiato file"):
        allegata(richiesta, 2, "tre.pdf", da=giulia)
    assert com_e(richiesta)[1][2] == "due.pdf"
    assert FileCaricato.objects.di(richiesta).presenti().count() == 1


def test_a_question_of_a_file_takes_what_the_call_takes(ufficio, bando, giulia):
    domanda = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio, replace(CHIEDE, voci=(DaCompletare("Non si apre.", "altro"),)))
        del_bando = bando.in_vigore.quesito("altro")
        quesito = di_file(voci_di(richiesta)[0])
        assert (quesito.formati, quesito.massimo) == (del_bando.formati, del_bando.massimo)


# ── Sent ──────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_sent_once_and_photographed(richiesta, giulia, marco):
    scritta(richiesta, 1, "Dal 1 marzo al 30 settembre.", da=marco)
    file = allegata(richiesta, 2, "carta.pdf", da=giulia).file
    letto = impronta(voci_di(richiesta))
    rispondi_all_ufficio(richiesta, da=giulia, letto=letto)
    arrivo = richiesta.risposto_il
    rispondi_all_ufficio(richiesta, da=giulia, letto="un'altra pagina")
    richiesta.refresh_from_db()
    richiesta.domanda.refresh_from_db()
    assert (richiesta.risposto_il, richiesta.risposto_da, richiesta.domanda.stato) == (arrivo, giulia, "inviata")
    atti = Transizione.objects.di(richiesta.domanda).filter(verbo="risponde_all_ufficio")
    (atto,) = atti
    assert atto.dettaglio.dati == {
        "provvedimento": richiesta.codice,
        "arrivata_il": arrivo.isoformat(),
        "impronta": letto,
        "voci": [
            {"n": 1, "che_cosa": "Le date non si leggono.", "testo": "Dal 1 marzo al 30 settembre.", "file": None},
            {
                "n": 2,
                "che_cosa": "Il documento di chi firma.",
                "testo": "",
                "file": {"codice": file.codice, "nome": "carta.pdf", "byte": file.byte, "sha256": file.sha256},
            },
        ],
    }
    sigilla()
    assert list(verifica()) == []


def test_nothing_changes_once_it_was_sent(richiesta, giulia):
    allegata(richiesta, 2, "carta.pdf", da=giulia)
    fuori = richiesta.voci.get(n=2).file.codice
    risposta_inviata(richiesta, da=giulia)
    prima = com_e(richiesta)
    for verbo in (
        lambda: scritta(richiesta, 1, "Altro.", da=giulia),
        lambda: allegata(richiesta, 1, da=giulia),
        lambda: risposte_ufficio.togli_allegato(richiesta, 2, fuori, da=giulia),
        lambda: risposte_ufficio.rimetti_allegato(richiesta, 2, fuori, da=giulia),
    ):
        with pytest.raises(TransizioneNonAmmessa, match="già stata inviata"):
            verbo()
    assert com_e(richiesta) == prima
    assert not RichiestaTardiva.objects.exists()


def test_what_changed_while_it_was_read_is_read_again(richiesta, giulia, marco):
    scritta(richiesta, 1, "Le date.", da=giulia)
    letto = impronta(voci_di(richiesta))
    scritta(richiesta, 1, "Altre date.", da=marco)
    with pytest.raises(invio.TestoCambiato):
        rispondi_all_ufficio(richiesta, da=giulia, letto=letto)
    assert richiesta.risposto_il is None


@pytest.mark.parametrize(("testo", "frase"), [("  ", "Non hai ancora risposto"), ("x" * 5001, "1 carattere di troppo")])
def test_nothing_and_too_much_are_not_sent(richiesta, giulia, testo, frase):
    scritta(richiesta, 1, testo, da=giulia)
    with pytest.raises(DatoNonAccettato, match=frase):
        rispondi_all_ufficio(richiesta, da=giulia)
    richiesta.domanda.refresh_from_db()
    assert (richiesta.risposto_il, richiesta.domanda.stato) == (None, StatoDomanda.INTEGRAZIONE)


def test_a_file_alone_is_an_answer_and_who_answers_has_read(richiesta, giulia):
    allegata(richiesta, 2, da=giulia)
    assert rispondi_all_ufficio(richiesta, da=giulia).risposto_il is not None
    richiesta.refresh_from_db()
    assert (richiesta.letto_da, richiesta.letto_il is None) == (giulia, False)


def test_who_read_it_first_stays_the_first(richiesta, giulia, marco):
    segna_letto(richiesta, da=marco)
    risposta_inviata(richiesta, da=giulia)
    richiesta.refresh_from_db()
    assert richiesta.letto_da == marco


def test_a_notice_of_refusal_is_answered_with_one_text_and_one_file(ufficio, giulia):
    domanda = inviata(di_sportello(ufficio), giulia)
    richiesta = preavvisata(domanda, ufficio)
    assert (com_e(richiesta), richiesta.voci.count()) == ([(1, "", "", 0)], 0)
    with pytest.raises(DatoNonAccettato, match="non c'è"):
        scritta(richiesta, 2, "x", da=giulia)
    scritta(richiesta, 1, "Il preventivo c'era.", da=giulia)
    allegata(richiesta, 1, "preventivo.pdf", da=giulia)
    rispondi_all_ufficio(richiesta, da=giulia)
    richiesta.refresh_from_db()
    assert (richiesta.replica, richiesta.voci.get().file.nome) == ("Il preventivo c'era.", "preventivo.pdf")
    # And now it can be decided.
    assert detta(domanda, ESCLUDE, ufficio.scrive).comunicato_il is not None


# ── In time ───────────────────────────────────────────────────────────────────────────────────────
def test_the_arrival_is_what_counts_and_the_end_is_left_out(richiesta, giulia):
    scritta(richiesta, 1, "Le date.", da=giulia)
    with a_quest_ora(richiesta.entro + timedelta(seconds=5)):
        with pytest.raises(FuoriTermine, match="Si poteva rispondere entro"):
            rispondi_all_ufficio(richiesta, da=giulia, arrivo=richiesta.entro)
        arrivo = richiesta.entro - timedelta(microseconds=1)
        assert rispondi_all_ufficio(richiesta, da=giulia, arrivo=arrivo).risposto_il == arrivo
    (tardiva,) = RichiestaTardiva.objects.all()
    assert (tardiva.che_cosa, tardiva.domanda, tardiva.persona, tardiva.quante) == (
        "risponde",
        richiesta.domanda,
        giulia,
        1,
    )
    assert tardiva.prima_il == richiesta.entro


def test_nothing_is_written_after_the_term_and_each_attempt_is_kept(richiesta, giulia):
    codice = allegata(richiesta, 2, da=giulia).file.codice
    with a_quest_ora(richiesta.entro):
        for verbo in (
            lambda: scritta(richiesta, 1, "Tardi.", da=giulia),
            lambda: allegata(richiesta, 1, da=giulia),
            lambda: risposte_ufficio.togli_allegato(richiesta, 2, codice, da=giulia),
        ):
            with pytest.raises(FuoriTermine):
                verbo()
    assert com_e(richiesta) == [(1, "", "", 0), (2, "", "documento.pdf", 0)]
    assert RichiestaTardiva.objects.get().quante == 3


def test_what_was_left_unsent_is_not_the_offices(richiesta, giulia, ufficio):
    file = allegata(richiesta, 2, da=giulia).file
    scritta(richiesta, 1, "Non inviato.", da=giulia)
    assert (ricevute(richiesta), bool(puo(ufficio.scrive, "documenti.leggi_file", file))) == ([], False)
    with a_quest_ora(richiesta.entro):
        assert actions.fai_scadere() == 1
        richiesta.refresh_from_db()
        assert ricevute(richiesta) == []
        assert not puo(ufficio.scrive, "documenti.leggi_file", file)
        with pytest.raises(FuoriTermine):
            rispondi_all_ufficio(richiesta, da=giulia)


def test_an_answer_on_its_way_at_midnight_is_waited_for(richiesta, giulia):
    """It arrived in time and is being read when the clock strikes: the job leaves it a minute."""
    scritta(richiesta, 1, "Le date.", da=giulia)
    with a_quest_ora(richiesta.entro + timedelta(seconds=59)):
        tasks.avvisa()
        arrivo = richiesta.entro - timedelta(seconds=1)
        assert rispondi_all_ufficio(richiesta, da=giulia, arrivo=arrivo).risposto_il == arrivo
    altra = Provvedimento.objects.get(pk=richiesta.pk)
    assert altra.scaduto_il is None


def test_after_a_minute_the_term_is_over(richiesta):
    with a_quest_ora(richiesta.entro + timedelta(seconds=61)):
        tasks.avvisa()
    richiesta.refresh_from_db()
    assert richiesta.scaduto_il is not None


def test_of_a_call_that_was_annulled_nobody_answers(richiesta, giulia, ufficio, bando):
    scritta(richiesta, 1, "Le date.", da=giulia)
    actions.annulla(bando, dati_atto("9", "Era sbagliato."), da=ufficio.pubblica)
    richiesta.domanda.refresh_from_db()
    for verbo in (
        lambda: rispondi_all_ufficio(richiesta, da=giulia),
        lambda: scritta(richiesta, 2, "Altro.", da=giulia),
    ):
        with pytest.raises(TransizioneNonAmmessa, match="non serve più"):
            verbo()
