"""Who is told what of a ranking: every group of its own outcome, the office of what it must do; no subject says one."""

import pytest

from talenti.base.templatetags.italiano import euro
from tests.factories.graduatorie import Graduata, chi_parla
from tests.thinktown.test_avvisi_domande import Detto
from thinktown.actions import chiamate, osservazioni
from thinktown.models import Chiamata

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    """Four that ask 900 € of 3,000, and one under the threshold."""
    return Graduata(punti=(19, 18, 17, 16, 14))


def _testo(avviso):
    return " ".join(avviso.testo) if isinstance(avviso.testo, list) else str(avviso.testo)


def _amministrano(caso):
    return set(caso.casa.partner.appartenenze.filter(ruolo="amministrazione").values_list("persona__email", flat=True))


def _emails(domande):
    return [chi_parla(una).email for una in domande]


def test_every_group_reads_what_came_of_its_own_and_nobody_elses(caso):
    with caso.dopo(), Detto() as detto:
        caso.pubblica()
    oggetto = "La graduatoria è uscita: guarda com'è andata"
    assert detto.a_chi == [(email, oggetto) for email in _emails(caso.domande)]
    testi = [_testo(uno) for uno in detto.avvisi]
    assert [f"scelta, con {euro(900)}" in uno for uno in testi] == [True, True, True, False, False]
    assert ["idonea, ma posti o fondi sono finiti" in uno for uno in testi] == [False, False, False, True, False]
    assert "non ha raggiunto i punti" in testi[4]
    assert all("segnalalo entro" in uno and "L'atto: n. 12" in uno for uno in testi)
    codici = [una.codice for una in caso.domande]
    assert [[codice in uno for codice in codici].index(True) for uno in testi] == list(range(5))
    assert [sum(codice in uno for codice in codici) for uno in testi] == [1] * 5


def test_an_error_is_acknowledged_told_to_the_office_and_answered(caso):
    with caso.dopo():
        caso.pubblica()
        with Detto() as detto:
            una = caso.osserva(3)
        gruppo, *ufficio = detto.a_chi
        assert gruppo == (chi_parla(caso.domande[3]).email, "Abbiamo ricevuto la segnalazione sulla graduatoria")
        assert set(ufficio) == {(email, "Un errore segnalato in una graduatoria") for email in _amministrano(caso)}
        assert una.codice in _testo(detto.avvisi[0])
        assert una.testo not in _testo(detto.avvisi[1])
        with Detto() as detto:
            osservazioni.accoglie(una, risposta="È vero: rileggiamo.", da=caso.casa.pubblica)
    gruppo, *valutano = detto.a_chi
    assert gruppo == (chi_parla(caso.domande[3]).email, "L'ufficio ha risposto alla segnalazione sulla graduatoria")
    assert "È vero: rileggiamo." in _testo(detto.avvisi[0])
    assert valutano == [
        (posto.persona.email, "Una scheda che hai firmato si può riprendere")
        for posto in (caso.presidente, *caso.membri)
    ]
    assert not any("rileggiamo" in _testo(uno) for uno in detto.avvisi[1:])


def test_who_is_called_is_told_once_and_the_others_that_it_is_final(caso):
    with caso.dopo():
        caso.pubblica()
    with caso.dopo(20), Detto() as detto:
        caso.approva()
    chiamati = [uno for uno in detto.a_chi if uno[1].startswith("Tocca a voi: rispondete entro")]
    assert [email for email, _oggetto in chiamati] == _emails(caso.domande[:3])
    altri = [uno for uno in detto.a_chi if uno not in chiamati]
    assert altri == [(email, "La graduatoria è definitiva") for email in _emails(caso.domande[3:])]


def test_answers_are_acknowledged_and_a_place_left_is_told_to_who_may_call_the_next(caso):
    with caso.dopo():
        caso.pubblica()
    with caso.dopo(20):
        caso.approva()
    prima, seconda, terza = Chiamata.objects.order_by("pk")
    libero = {(email, "In una graduatoria si è liberato un posto") for email in _amministrano(caso)}
    with caso.dopo(21), Detto() as detto:
        chiamate.accetta(prima, da=chi_parla(caso.domande[0]))
        chiamate.rinuncia(seconda, perche="Studio fuori.", da=chi_parla(caso.domande[1]))
    accettato, rinunciato, *ufficio = detto.a_chi
    assert accettato == (chi_parla(caso.domande[0]).email, "Abbiamo ricevuto la risposta: avete accettato")
    assert rinunciato == (chi_parla(caso.domande[1]).email, "Abbiamo ricevuto la risposta: avete rinunciato")
    assert set(ufficio) == libero
    assert not any("Studio fuori." in _testo(uno) for uno in detto.avvisi)
    with caso.dopo(31), Detto() as detto:
        chiamate.fai_scadere_chiamate()
    scaduta, *ufficio = detto.a_chi
    assert scaduta == (chi_parla(caso.domande[2]).email, "Il termine per rispondere è passato")
    assert set(ufficio) == libero
    assert terza.stato == "attesa"
