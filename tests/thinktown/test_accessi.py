"""Requests of access: asked, registered, people heard; by whom, and what each is told."""

from datetime import timedelta

import pytest

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.registri import CHE_COSA, accesso, accesso_su_carta, chiesta, decidi
from tests.factories.thinktown import Ufficio, cominciata, inviata, maggiorenne
from thinktown import actions
from thinktown.actions import accessi
from thinktown.actions.accessi import interpella, lascia_cadere, risponde_controinteressato
from thinktown.enums_registri import (
    ACCESSI_A_TESTA,
)
from thinktown.models import Controinteressato, RichiestaAccesso
from thinktown.models.bandi import RuoloIncarico

pytestmark = pytest.mark.django_db
DECISIONI = ("accogli", "accogli_in_parte", "respingi_accesso")


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Chiede")


@pytest.fixture
def spedita(bando):
    return inviata(bando, altri=[maggiorenne()])


def avvisi(persona, tipo="accessi"):
    return list(Avviso.objects.filter(persona=persona, tipo=tipo).order_by("pk").values_list("oggetto", flat=True))


def ultimo(persona):
    return " ".join(Avviso.objects.filter(persona=persona).order_by("pk").last().testo)


def fra(giorni):
    return a_quest_ora(adesso() + timedelta(days=giorni))


# ── Arrived ───────────────────────────────────────────────────────────────────────────────────────
def test_asked_from_the_portal_it_has_a_number_a_day_and_a_receipt(ufficio, bando, giulia):
    una = accesso(bando, giulia)

    una.refresh_from_db()
    assert (una.stato, una.canale, una.persona, una.nome, una.email) == (
        "aperta",
        "portale",
        giulia,
        "Giulia Chiede",
        giulia.email,
    )
    assert (str(una), una.arrivata_il, una.scade_il) == (f"1/{oggi().year}", oggi(), oggi() + timedelta(days=30))
    (t,) = Transizione.objects.di(una)
    assert (t.verbo, t.dettaglio.dati) == ("chiedi_accesso", {"numero": str(una), "tipo": "documentale"})
    (ricevuta,) = Avviso.objects.filter(persona=giulia, tipo="accessi")
    assert ricevuta.oggetto.startswith("Richiesta di accesso ricevuta: risposta entro ")
    testo = " ".join(ricevuta.testo)
    assert ("si considera respinta" in testo, "TAR" in testo, CHE_COSA in testo) == (True, True, False)
    for chi in (ufficio.scrive, ufficio.pubblica):
        assert avvisi(chi, "bandi")[-1].startswith("Richiesta di accesso: da decidere entro ")
    assert accesso(bando, maggiorenne()).numero == 2
    sigilla()
    assert list(verifica()) == []


def test_each_body_numbers_its_own_register(bando, giulia):
    accesso(bando, giulia)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    assert accesso(altro.pubblicato(), giulia).numero == 1


@pytest.mark.parametrize(
    ("campi", "campo"),
    [
        ({"che_cosa": "  "}, "che_cosa"),
        ({"che_cosa": "x" * 2001}, "che_cosa"),
        ({"perche": ""}, "perche"),
        ({"perche": "x" * 2001}, "perche"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(bando, giulia, campi, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        accesso(bando, giulia, **campi)
    assert (errore.value.campo, RichiestaAccesso.objects.count()) == (campo, 0)


@pytest.mark.parametrize("tipo", ["civico", "generalizzato"])
def test_civic_access_wants_no_reason(bando, giulia, tipo):
    assert accesso(bando, giulia, tipo).perche == ""


def test_so_many_wait_at_a_time(ufficio, bando, giulia):
    for _n in range(ACCESSI_A_TESTA):
        una = accesso(bando, giulia)
    with pytest.raises(DatoNonAccettato, match=f"{ACCESSI_A_TESTA} richieste aperte"):
        accesso(bando, giulia)
    lascia_cadere(una, da=giulia)
    assert accesso(bando, giulia).aperta
    assert accesso(ufficio.pubblicato(), giulia).aperta


def test_one_on_paper_counts_from_when_it_came_and_is_answered_at_its_address(ufficio, bando):
    il = oggi() - timedelta(days=12)
    una = accesso_su_carta(bando, ufficio.scrive, il=il, email="carla@example.org", oggetto=" Verbali ")
    assert (una.persona, una.nome, una.oggetto, una.scade_il) == (
        None,
        "Carla Esempio",
        "Verbali",
        il + timedelta(days=30),
    )
    (ricevuta,) = Avviso.objects.filter(email="carla@example.org")
    assert (ricevuta.persona, ricevuta.azione_url) == (None, "")
    senza = accesso_su_carta(bando, ufficio.scrive, tipo="civico")
    decidi(senza, "accogli", ufficio.pubblica)
    assert Avviso.objects.filter(tipo="accessi").count() == 1


@pytest.mark.parametrize(
    ("campi", "campo"),
    [({"nome": " "}, "nome"), ({"canale": "portale"}, "canale"), ({"il": "domani"}, "arrivata")],
)
def test_what_the_office_types_wrong_is_refused(ufficio, bando, campi, campo):
    if campi.get("il"):
        campi = {"il": oggi() + timedelta(days=1)}
    with pytest.raises(DatoNonAccettato) as errore:
        accesso_su_carta(bando, ufficio.scrive, **campi)
    assert (errore.value.campo, RichiestaAccesso.objects.count()) == (campo, 0)


# ── The people whom it is about ───────────────────────────────────────────────────────────────────
def test_everybody_in_the_application_is_told_without_who_asks(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    terzi = interpella(una, [spedita], da=ufficio.scrive)

    una.refresh_from_db()
    del_gruppo = {uno.persona for uno in spedita.componenti.attivi()}
    assert (una.stato, {uno.persona for uno in terzi}, list(una.domande.all())) == (
        "interpellati",
        del_gruppo,
        [spedita],
    )
    # Documents do not stop the clock.
    assert una.scade_il == oggi() + timedelta(days=30)
    for persona in del_gruppo:
        (avviso,) = Avviso.objects.filter(persona=persona, tipo="accessi")
        testo = f"{avviso.oggetto} {avviso.testo}"
        assert avviso.oggetto.startswith("Qualcuno chiede di vedere una tua domanda: entro ")
        assert ("Chiede" in testo, giulia.email in testo, CHE_COSA in testo) == (False, False, False)
        assert avviso.azione_url == terzi[0].richiesta.controinteressati.get(persona=persona).get_absolute_url()


def test_general_civic_access_stops_until_they_have_answered(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia, "generalizzato")
    with fra(2):
        primo, secondo = interpella(una, [spedita], da=ufficio.scrive)
        assert una.scade_il == una.arrivata_il + timedelta(days=40)
    with fra(4):
        risponde_controinteressato(primo, si_oppone=False, da=primo.persona)
        una.refresh_from_db()
        assert una.scade_il == una.arrivata_il + timedelta(days=40)
    with fra(5):
        risponde_controinteressato(secondo, si_oppone=True, motivo="È la mia idea.", da=secondo.persona)
        una.refresh_from_db()
        assert una.scade_il == una.arrivata_il + timedelta(days=33)


def test_others_may_be_told_later_and_nobody_twice(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    prima = interpella(una, [spedita], da=ufficio.scrive)
    with pytest.raises(DatoNonAccettato) as errore:
        interpella(una, [spedita], da=ufficio.scrive)
    assert errore.value.campo == "domande"
    altra = inviata(bando, altri=[prima[1].persona])
    nuovi = interpella(una, [spedita, altra], da=ufficio.scrive)
    assert ([uno.persona_id in {p.persona_id for p in prima} for uno in nuovi], len(nuovi)) == ([False], 1)
    assert avvisi(prima[1].persona) == avvisi(prima[0].persona)


def test_who_asks_is_not_told_of_herself(ufficio, bando, spedita):
    sua = spedita.componenti.get(ruolo="referente").persona
    terzi = interpella(accesso(bando, sua), [spedita], da=ufficio.scrive)
    assert sua not in {uno.persona for uno in terzi}


@pytest.mark.parametrize("quale", ["bozza", "altro bando"])
def test_only_what_was_sent_to_this_call(ufficio, bando, giulia, quale):
    domanda = cominciata(bando) if quale == "bozza" else inviata(ufficio.pubblicato())
    with pytest.raises(DatoNonAccettato) as errore:
        interpella(accesso(bando, giulia), [domanda], da=ufficio.scrive)
    assert (errore.value.campo, Controinteressato.objects.count()) == ("domande", 0)


def test_what_had_to_be_public_concerns_nobodys_privacy(ufficio, bando, giulia, spedita):
    with pytest.raises(TransizioneNonAmmessa, match="non c'è chi sentire"):
        interpella(accesso(bando, giulia, "civico"), [spedita], da=ufficio.scrive)


def test_an_objection_has_a_reason_and_comes_once_and_in_time(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    primo, secondo = interpella(una, [spedita], da=ufficio.scrive)
    with pytest.raises(DatoNonAccettato) as errore:
        risponde_controinteressato(primo, si_oppone=True, motivo=" ", da=primo.persona)
    assert errore.value.campo == "motivo"
    with pytest.raises(NonPermesso):
        risponde_controinteressato(primo, si_oppone=True, motivo="Sì.", da=secondo.persona)
    with a_quest_ora(adesso() + (primo.entro_il - oggi())):
        risponde_controinteressato(primo, si_oppone=True, motivo="È la mia idea.", da=primo.persona)
    primo.refresh_from_db()
    assert (primo.risposta, primo.motivo) == ("si_oppone", "È la mia idea.")
    assert "Richiesta di accesso: una persona si oppone" in avvisi(ufficio.scrive, "bandi")
    with pytest.raises(TransizioneNonAmmessa, match="Hai già risposto"):
        risponde_controinteressato(primo, si_oppone=False, da=primo.persona)
    with (
        a_quest_ora(adesso() + (primo.entro_il - oggi()) + timedelta(days=1)),
        pytest.raises(TransizioneNonAmmessa, match="Si poteva rispondere entro"),
    ):
        risponde_controinteressato(secondo, si_oppone=False, da=secondo.persona)


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_who_works_on_the_call_registers_and_hears_and_who_runs_it_decides(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    interpella(una, [spedita], da=ufficio.scrive)
    with pytest.raises(NonPermesso):
        decidi(una, "respingi_accesso", ufficio.scrive)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    for chi in (altro.pubblica, giulia, maggiorenne()):
        with pytest.raises(NonPermesso):
            decidi(una, "respingi_accesso", chi)
        with pytest.raises(NonPermesso):
            interpella(una, [spedita], da=chi)
        with pytest.raises(NonPermesso):
            accesso_su_carta(bando, chi)
        assert list(RichiestaAccesso.objects.visibili_in_ufficio(chi)) == []
    assert list(RichiestaAccesso.objects.visibili_a(giulia)) == [una]
    assert list(RichiestaAccesso.objects.visibili_a(ufficio.scrive)) == []


def test_nobody_decides_what_she_asks_or_what_is_about_her(ufficio, bando, giulia):
    una = accesso(bando, ufficio.pubblica)
    with pytest.raises(NonPermesso, match="riguarda te"):
        decidi(una, "accogli", ufficio.pubblica)
    assert avvisi(ufficio.pubblica, "bandi")[-1:] != avvisi(ufficio.scrive, "bandi")[-1:]
    actions.incarica(bando, sua := maggiorenne(), ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    altra = accesso(bando, giulia)
    interpella(altra, [inviata(bando, sua)], da=ufficio.scrive)
    with pytest.raises(NonPermesso, match="riguarda te"):
        interpella(altra, [inviata(bando)], da=sua)


def test_of_a_draft_there_is_nothing_to_ask(ufficio, giulia):
    bozza = ufficio.bozza()
    assert not puo(giulia, "thinktown.chiede_accesso", bozza)
    assert not puo(ufficio.scrive, "thinktown.registra_accesso", bozza)
    with pytest.raises(NonPermesso):
        accessi.chiedi_accesso(bozza, chiesta(), da=giulia)
