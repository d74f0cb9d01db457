"""Who writes an answer to the office, who sends it, who has read what was asked; and whose its files are."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from tests.factories import rete
from tests.factories.istruttoria import CHIEDE, ESCLUDE, decisa, detta
from tests.factories.risposte import allegata, chiesta, scritta
from tests.factories.thinktown import Ufficio, dopo_la_chiusura, inviata, maggiorenne, minorenne
from thinktown import actions
from thinktown.actions.risposte_ufficio import rispondi_all_ufficio, segna_letto
from thinktown.models import Provvedimento
from thinktown.risposta_ufficio import voci_di

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


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_who_writes_does_not_send_and_who_reads_does_not_write(ufficio, bando, giulia, marco):
    legge = maggiorenne()
    domanda = inviata(bando, giulia, [marco])
    domanda.componenti.filter(persona=marco).update(ruolo="scrive")
    domanda.componenti.create(persona=legge, email=legge.email, ruolo="legge", stato="dentro")
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio)
        scritta(richiesta, 1, "Le date.", da=marco)
        with pytest.raises(NonPermesso, match="chi parla per il gruppo"):
            rispondi_all_ufficio(richiesta, da=marco)
        for verbo in (lambda: scritta(richiesta, 2, "x", da=legge), lambda: allegata(richiesta, 2, da=legge)):
            with pytest.raises(NonPermesso, match="puoi leggere"):
                verbo()


def test_who_is_under_age_does_not_send(ufficio, bando, giulia):
    domanda = inviata(bando, giulia)
    piccola = minorenne()
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio)
        scritta(richiesta, 1, "Le date.", da=giulia)
        domanda.componenti.filter(persona=giulia).update(ruolo="scrive")
        domanda.componenti.create(persona=piccola, email=piccola.email, ruolo="referente", stato="dentro")
        with pytest.raises(NonPermesso, match="18 anni"):
            rispondi_all_ufficio(richiesta, da=piccola)


def test_nobody_else_writes_sends_or_marks(richiesta, ufficio, bando):
    uscita = maggiorenne()
    altra = in_un_altro_gruppo(bando)
    richiesta.domanda.componenti.create(persona=uscita, email=uscita.email, ruolo="scrive", stato="tolto")
    for chi in (maggiorenne(), uscita, altra, ufficio.scrive, ufficio.pubblica, AnonymousUser()):
        for verbo in (
            lambda chi=chi: scritta(richiesta, 1, "x", da=chi),
            lambda chi=chi: allegata(richiesta, 1, da=chi),
            lambda chi=chi: rispondi_all_ufficio(richiesta, da=chi),
            lambda chi=chi: segna_letto(richiesta, da=chi),
        ):
            with pytest.raises(NonPermesso):
                verbo()
    assert com_e(richiesta) == [(1, "", "", 0), (2, "", "", 0)]


def in_un_altro_gruppo(bando):
    """Who speaks for another group of the same call."""
    persona = maggiorenne()
    with a_quest_ora(bando.apre_il + timedelta(minutes=5)):
        inviata(bando, persona)
    return persona


def test_what_is_not_told_yet_is_answered_by_nobody(ufficio, bando, giulia):
    domanda = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        sospesa = decisa(domanda, CHIEDE, ufficio.scrive)
        sospesa.domanda = domanda
        with pytest.raises(TransizioneNonAmmessa, match="niente a cui rispondere"):
            scritta(sospesa, 1, "x", da=giulia)
        with pytest.raises(TransizioneNonAmmessa, match="niente a cui rispondere"):
            rispondi_all_ufficio(sospesa, da=giulia)
        assert segna_letto(sospesa, da=giulia) == 0
        assert list(Provvedimento.objects.visibili_a(giulia)) == []
        sospesa.refresh_from_db()
        assert sospesa.letto_il is None
        decisione = detta_poi(sospesa)
        decisione.domanda = domanda
        assert list(Provvedimento.objects.visibili_a(giulia)) == [decisione]


def detta_poi(sospesa):
    with a_quest_ora(sospesa.comunica_dal + timedelta(seconds=1)):
        actions.comunica_dovuti()
    sospesa.refresh_from_db()
    return sospesa


def test_a_decision_takes_no_answer(ufficio, bando, giulia):
    domanda = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        decisione = detta(domanda, ESCLUDE, ufficio.scrive)
        decisione.domanda = domanda
        with pytest.raises(TransizioneNonAmmessa, match="niente a cui rispondere"):
            rispondi_all_ufficio(decisione, da=giulia)


# ── Read ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_first_reading_is_written_down_and_each_ones_notice_is_read(richiesta, giulia, marco):
    assert segna_letto(richiesta, da=marco) == 1
    richiesta.refresh_from_db()
    prima = (richiesta.letto_il, richiesta.letto_da)
    assert prima[1] == marco
    with a_quest_ora(adesso() + timedelta(hours=1)):
        assert (segna_letto(richiesta, da=marco), segna_letto(richiesta, da=giulia)) == (0, 1)
    richiesta.refresh_from_db()
    assert (richiesta.letto_il, richiesta.letto_da) == prima
    suoi = Avviso.objects.filter(tipo="domande", oggetto__startswith="Completa la tua domanda")
    assert [uno.letto_il is not None for uno in suoi] == [True, True]
    # The notice of the sending is another one.
    assert not Avviso.objects.filter(oggetto__startswith="Domanda inviata", letto_il__isnull=False).exists()


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
def test_files_are_read_by_the_group_and_once_sent_by_the_office(richiesta, giulia, marco, ufficio):
    tolto = allegata(richiesta, 2, "tolto.pdf", da=giulia).file
    file = allegata(richiesta, 2, "tenuto.pdf", da=giulia).file
    altro = Ufficio(rete.ammesso(nome="Altro ente", codice_fiscale="01234560199"))

    def legge(chi, quale):
        return bool(puo(chi, "documenti.leggi_file", quale))

    gente = (giulia, marco, maggiorenne(), altro.pubblica, AnonymousUser())
    for quale in (tolto, file):
        assert [legge(chi, quale) for chi in gente] == [True, True, False, False, False]
        assert not legge(ufficio.scrive, quale)
    rispondi_all_ufficio(richiesta, da=giulia)
    for quale in (tolto, file):
        quale.refresh_from_db()
    assert (legge(ufficio.scrive, file), legge(ufficio.scrive, tolto)) == (True, False)
    assert [legge(chi, file) for chi in gente] == [True, True, False, False, False]
