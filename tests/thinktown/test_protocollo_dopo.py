"""After a sending the body's register is asked, by a worker and never by the request, until it answers."""

from datetime import timedelta
from secrets import token_hex

import pytest

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.registro import annunci, tasks
from talenti.registro.actions import annuncia, riprova
from talenti.registro.models import Annuncio
from tests.factories.registri import protocollata
from tests.factories.thinktown import Ufficio, inviata, pronta
from tests.thinktown import registro_finto
from tests.thinktown.conformita_protocollo import GUASTO, MOTIVO, PERSA, RIFIUTA
from thinktown import actions, protocollo_dopo
from thinktown.actions.protocollo import annulla_protocollo
from thinktown.models import Protocollazione
from thinktown.protocollo import Registrata, adattatore

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def registro(settings, monkeypatch):
    """A register on this machine that dates with the day of the test, and the portal configured to ask it alone."""
    monkeypatch.setattr(registro_finto, "DATA", oggi().isoformat())
    finto = registro_finto.RegistroFinto()
    settings.PROTOCOLLO_URL, settings.PROTOCOLLO_GETTONE = finto.url, registro_finto.GETTONE
    monkeypatch.setattr(annunci, "_dopo", {})
    protocollo_dopo.ascolta()
    yield finto
    finto.chiudi()


def _dovuto():
    return Annuncio.objects.get(transizione__oggetto_tipo="thinktown.domanda")


def _ripassa(volte=1):
    """The sweep, each time when it is due."""
    fatti = 0
    for _volta in range(volte):
        with a_quest_ora(max(adesso(), _dovuto().prossimo)):
            fatti += annuncia()
    return fatti


def test_where_no_register_is_configured_a_sending_owes_nothing(bando):
    inviata(bando)
    assert Annuncio.objects.filter(transizione__verbo="invia").count() == 0


def test_the_number_comes_after_the_request_with_the_name_of_the_register(registro, bando):
    spedita = inviata(bando)
    assert (registro.chieste, Protocollazione.objects.count()) == ([], 0)

    assert annuncia() == 1

    riga = spedita.protocolli.get()
    assert (riga.numero, riga.data, riga.sistema, riga.registrata_da) == ("0000001", oggi(), "http", None)
    (chiesta,) = registro.chieste
    assert (chiesta["chiave"], chiesta["mittente"], chiesta["oggetto"], chiesta["impronta_sha256"]) == (
        f"{spedita.codice}-1",
        "Radio Quartiere",
        f"Domanda n. 1 al bando «{bando}»",
        spedita.invii.get().impronta,
    )
    assert annuncia() == 0


def test_the_request_that_sends_only_asks_a_worker(registro, bando, monkeypatch, django_capture_on_commit_callbacks):
    chieste = []
    monkeypatch.setattr(tasks.annuncia, "apply_async", lambda **modo: chieste.append(modo["kwargs"]))
    domanda = pronta(bando)
    with django_capture_on_commit_callbacks(execute=True):
        actions.invia(domanda, gettone=token_hex(8), da=domanda.componenti.get().persona)
    assert (registro.chieste, chieste) == ([], [{"transizione": _dovuto().transizione_id}])


def test_each_sending_has_a_key_of_its_own(registro, bando):
    spedita = inviata(bando)
    actions.invia(spedita, gettone=token_hex(8), da=spedita.componenti.get().persona)
    assert annuncia() == 2
    assert list(registro.numeri) == [f"{spedita.codice}-1", f"{spedita.codice}-2"]
    assert [una.invio.n for una in spedita.protocolli.order_by("pk")] == [1, 2]


def test_a_register_that_is_down_is_asked_later_and_the_office_sees_it(registro, bando):
    spedita = inviata(bando)
    registro.modi[:] = [GUASTO, GUASTO]
    assert _ripassa(2) == 0
    riga = Annuncio.objects.da_guardare().get()
    assert (riga.tentativi, riga.da_solo) == (2, True)
    assert riga.errore == "RegistroNonRisponde('Il registro di protocollo ha risposto HTTP 500.')"
    assert str(riga.lavoro) == "Chiedere il numero di protocollo di una domanda"
    assert _ripassa() == 1
    assert spedita.protocolli.get().numero == "0000001"
    assert Annuncio.objects.da_guardare().count() == 0


def test_an_answer_lost_registers_once(registro, bando):
    spedita = inviata(bando)
    registro.modi[:] = [PERSA]
    assert (_ripassa(), _ripassa()) == (0, 1)
    assert (registro.numeri, spedita.protocolli.get().numero) == ({f"{spedita.codice}-1": "0000001"}, "0000001")


def test_a_refusal_is_asked_no_more_until_somebody_presses(registro, bando, ufficio):
    spedita = inviata(bando)
    registro.modi[:] = [RIFIUTA]
    assert annuncia() == 0
    with a_quest_ora(adesso() + timedelta(days=30)):
        assert annuncia() == 0
    assert len(registro.chieste) == 1
    riga = Annuncio.objects.da_guardare().get()
    assert (riga.errore, riga.da_solo) == (f"RegistroRifiuta({MOTIVO!r})", False)
    riprova(riga, da=protocollo_dopo.DA)
    assert annuncia() == 1
    assert spedita.protocolli.get().vale


def test_what_the_office_has_typed_meanwhile_stands_and_asks_for_nothing(registro, bando, ufficio):
    spedita = inviata(bando)
    riga = protocollata(spedita, ufficio.scrive, "0077777")
    assert annuncia() == 1
    assert (registro.chieste, spedita.protocolli.get()) == ([], riga)
    # One that was annulled was somebody's decision: the register is not asked behind her back.
    annulla_protocollo(riga, motivo="Era un'altra.", da=ufficio.scrive)
    protocollo_dopo.chiedi_il_numero(_dovuto().transizione)
    assert registro.chieste == []


@pytest.mark.parametrize("risposto", ["0000001", "0077777"])
def test_typed_in_the_very_moment_in_which_the_register_answers(registro, bando, ufficio, risposto):
    """Alike, it is done; two numbers for one thing, and a person has to look."""
    spedita = inviata(bando)
    protocollata(spedita, ufficio.scrive, "0077777")
    risposta = Registrata(risposto, oggi())
    if risposto == "0077777":
        protocollo_dopo.scrivi(spedita.invii.get(), adattatore(ufficio.partner), risposta)
    else:
        with pytest.raises(protocollo_dopo.RegistroRifiuta, match="Il registro ha dato il numero 0000001"):
            protocollo_dopo.scrivi(spedita.invii.get(), adattatore(ufficio.partner), risposta)
    assert (spedita.protocolli.get().numero, spedita.protocolli.get().registrata_da) == ("0077777", ufficio.scrive)


def test_a_body_that_has_another_register_is_left_to_its_office(registro, bando, settings):
    settings.PROTOCOLLO_ENTI = ["00000000000"]
    inviata(bando)
    assert annuncia() == 1
    assert (registro.chieste, Protocollazione.objects.count()) == ([], 0)


def test_a_day_that_cannot_be_is_tried_again(registro, bando, monkeypatch):
    monkeypatch.setattr(registro_finto, "DATA", (oggi() + timedelta(days=1)).isoformat())
    spedita = inviata(bando)
    assert annuncia() == 0
    assert "deve ancora venire" in Annuncio.objects.da_guardare().get().errore
    monkeypatch.setattr(registro_finto, "DATA", oggi().isoformat())
    assert _ripassa() == 1
    assert spedita.protocolli.get().vale
