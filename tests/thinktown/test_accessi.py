"""Requests of access: asked, registered, people heard, decided, forgotten; by whom, and what each is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from talenti.avvisi.actions import spazza
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
from thinktown import actions, dati
from thinktown.actions import accessi
from thinktown.actions.accessi import dimentica_accessi, interpella, lascia_cadere, risponde_controinteressato
from thinktown.enums_registri import (
    ACCESSI_A_TESTA,
    ACCESSI_SI_TENGONO,
    ACCESSO_APERTO,
    TRANSIZIONI_ACCESSO,
    StatoAccesso,
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


# ── Decided ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("verbo", "stato", "oggetto"),
    [
        ("accogli", "accolta", "La tua richiesta di accesso è accolta"),
        ("accogli_in_parte", "in_parte", "La tua richiesta di accesso è accolta in parte"),
        ("respingi_accesso", "respinta", "La tua richiesta di accesso è respinta"),
    ],
)
def test_the_answer_leaves_by_mail_with_its_reasons(ufficio, bando, giulia, verbo, stato, oggetto):
    una = accesso(bando, giulia)
    decidi(una, verbo, ufficio.pubblica)

    una.refresh_from_db()
    assert (una.stato, una.decisa_da, una.oggetto) == (stato, ufficio.pubblica, "Verbali della commissione")
    while spazza():
        pass
    lettera = mail.outbox[-1]
    assert (lettera.subject, lettera.recipients()) == (oggetto, [giulia.email])
    assert una.risposta in lettera.body
    assert ("TAR" in lettera.body) == (verbo != "accogli")


def test_on_paper_with_an_address_it_is_answered_there(ufficio, bando):
    una = accesso_su_carta(bando, ufficio.scrive, email="carla@example.org")
    decidi(una, "respingi_accesso", ufficio.pubblica)
    while spazza():
        pass
    assert [(lettera.subject, lettera.recipients()) for lettera in mail.outbox][-1] == (
        "La tua richiesta di accesso è respinta",
        ["carla@example.org"],
    )


def test_nothing_is_shown_while_somebody_may_still_object(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    primo, secondo = interpella(una, [spedita], da=ufficio.scrive)
    for verbo in ("accogli", "accogli_in_parte"):
        with pytest.raises(TransizioneNonAmmessa, match="può opporsi fino a"):
            decidi(una, verbo, ufficio.pubblica)
    una.refresh_from_db()
    assert (una.stato, una.risposta) == ("interpellati", "")
    for uno in (primo, secondo):
        risponde_controinteressato(uno, si_oppone=False, da=uno.persona)
    decidi(una, "accogli", ufficio.pubblica)
    assert una.stato == "accolta"


def test_a_refusal_needs_not_wait(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    (primo, _secondo) = interpella(una, [spedita], da=ufficio.scrive)
    decidi(una, "respingi_accesso", ufficio.pubblica)
    assert "La richiesta di vedere una tua domanda è respinta" in avvisi(primo.persona)


@pytest.mark.parametrize(("tipo", "giorni"), [("generalizzato", 15), ("documentale", None)])
def test_over_an_objection_it_is_handed_over_later_and_who_objected_is_told(
    ufficio, bando, giulia, spedita, tipo, giorni
):
    una = accesso(bando, giulia, tipo)
    primo, secondo = interpella(una, [spedita], da=ufficio.scrive)
    risponde_controinteressato(primo, si_oppone=True, motivo="È la mia idea.", da=primo.persona)
    risponde_controinteressato(secondo, si_oppone=False, da=secondo.persona)
    decidi(una, "accogli", ufficio.pubblica)

    una.refresh_from_db()
    assert una.consegna_dal == (oggi() + timedelta(days=giorni) if giorni else None)
    detto = {uno.persona_id: ultimo(uno.persona) for uno in (primo, secondo)}
    assert "ha tenuto conto di quello che hai scritto" in detto[primo.persona_id]
    assert "Non devi fare niente." in detto[secondo.persona_id]
    a_lei = ultimo(giulia)
    assert ("prima la legge non lo permette" in a_lei) == bool(giorni)
    assert "È la mia idea" not in a_lei


def test_put_off_to_a_day_it_is_decided_by_then(ufficio, bando, giulia):
    una = accesso(bando, giulia)
    al = oggi() + timedelta(days=60)
    with pytest.raises(DatoNonAccettato) as errore:
        decidi(una, "differisci", ufficio.pubblica, al=oggi())
    assert errore.value.campo == "al"
    decidi(una, "differisci", ufficio.pubblica, al=al)
    una.refresh_from_db()
    assert (una.stato, una.scade_il, una.differita_al, una.aperta) == ("differita", al, al, True)
    with pytest.raises(TransizioneNonAmmessa):
        decidi(una, "differisci", ufficio.pubblica, al=al)
    decidi(una, "accogli", ufficio.pubblica)
    assert (una.stato, una.finita) == ("accolta", True)


@pytest.mark.parametrize(
    ("campi", "campo"),
    [({"oggetto": " "}, "oggetto"), ({"oggetto": "x" * 161}, "oggetto"), ({"risposta": ""}, "risposta")],
)
def test_a_decision_says_what_and_why(ufficio, bando, giulia, campi, campo):
    una = accesso(bando, giulia)
    for verbo in DECISIONI:
        with pytest.raises(DatoNonAccettato) as errore:
            decidi(una, verbo, ufficio.pubblica, **campi)
        assert errore.value.campo == campo


def test_left_by_who_asked_or_by_the_office_for_who_wrote(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    (primo, _altro) = interpella(una, [spedita], da=ufficio.scrive)
    for chi in (ufficio.scrive, ufficio.pubblica, maggiorenne()):
        with pytest.raises(NonPermesso):
            lascia_cadere(una, da=chi)
    lascia_cadere(una, da=giulia)
    assert (una.stato, una.decisa_da) == ("lasciata", None)
    assert "Richiesta di accesso ritirata da chi l'ha fatta" in avvisi(ufficio.scrive, "bandi")
    assert "La richiesta di vedere una tua domanda è ritirata" in avvisi(primo.persona)
    carta = accesso_su_carta(bando, ufficio.scrive, email="carla@example.org")
    lascia_cadere(carta, motivo="L'ha scritto.", da=ufficio.scrive)
    assert (
        Avviso.objects.filter(email="carla@example.org").order_by("pk").last().oggetto
        == "La tua richiesta di accesso è ritirata"
    )


VERBI = ("interpella", "accogli", "accogli_in_parte", "differisci", "respingi_accesso", "lascia_cadere")


def _fai(verbo, una, domanda, ufficio):
    if verbo == "interpella":
        interpella(una, [domanda], da=ufficio.scrive)
    elif verbo == "lascia_cadere":
        lascia_cadere(una, motivo="No.", da=ufficio.scrive)
    else:
        decidi(una, verbo, ufficio.pubblica, **({"al": oggi() + timedelta(days=9)} if verbo == "differisci" else {}))


@pytest.mark.parametrize("stato", StatoAccesso.values)
@pytest.mark.parametrize("verbo", VERBI)
def test_each_verb_starts_from_its_states_and_from_no_other(ufficio, bando, spedita, stato, verbo):
    una = accesso_su_carta(bando, ufficio.scrive)
    fatti = {"stato": stato, "decisa_il": None if stato in ("aperta", "interpellati") else adesso()}
    if fatti["decisa_il"] and stato != "lasciata":
        fatti["decisa_da"] = ufficio.pubblica
    RichiestaAccesso.objects.filter(pk=una.pk).update(**fatti, differita_al=oggi() if stato == "differita" else None)
    una.refresh_from_db()
    if stato in TRANSIZIONI_ACCESSO[verbo].da:
        _fai(verbo, una, spedita, ufficio)
        assert una.stato == TRANSIZIONI_ACCESSO[verbo].a
    else:
        with pytest.raises(TransizioneNonAmmessa):
            _fai(verbo, una, spedita, ufficio)
        una.refresh_from_db()
        assert una.stato == stato


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


# ── Kept and forgotten ────────────────────────────────────────────────────────────────────────────
def test_five_years_on_the_line_of_the_register_stays_without_who_and_why(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    primo, secondo = interpella(una, [spedita], da=ufficio.scrive)
    risponde_controinteressato(primo, si_oppone=True, motivo="È la mia idea.", da=primo.persona)
    risponde_controinteressato(secondo, si_oppone=False, da=secondo.persona)
    decidi(una, "accogli_in_parte", ufficio.pubblica)
    mai = accesso_su_carta(bando, ufficio.scrive)
    assert dimentica_accessi(adesso() + ACCESSI_SI_TENGONO - timedelta(minutes=5)) == 0
    assert dimentica_accessi(adesso() + ACCESSI_SI_TENGONO + timedelta(minutes=5)) == 2
    assert dimentica_accessi(adesso() + ACCESSI_SI_TENGONO + timedelta(minutes=5)) == 0

    una.refresh_from_db()
    mai.refresh_from_db()
    for riga in (una, mai):
        assert (riga.nome, riga.email, riga.persona, riga.che_cosa, riga.perche, riga.risposta) == (
            ("", "", None, "", "", "")
        )
    assert (una.oggetto, una.stato, str(una)) == ("Verbali della commissione", "in_parte", f"1/{oggi().year}")
    primo.refresh_from_db()
    assert (primo.risposta, primo.motivo) == ("si_oppone", "")
    assert [t.dettaglio.dati for t in Transizione.objects.di(una)] == [None] * 5
    sigilla()
    assert list(verifica()) == []


def test_who_closes_her_account_is_answered_by_mail(ufficio, bando, giulia):
    una = accesso(bando, giulia)
    assert dati.chiudi(giulia)[-1:] == [
        "Restano le richieste di accesso che hai fatto: l'ufficio deve rispondere, e tenerne il registro."
    ]
    una.refresh_from_db()
    assert (una.persona, una.nome, una.aperta) == (None, "Giulia Chiede", True)
    assert dati.chiudi(giulia) == []


def test_her_copy_has_what_she_asked_and_what_she_answered_and_not_who_asked_of_her(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    (primo, _altro) = interpella(una, [spedita], da=ufficio.scrive)
    risponde_controinteressato(primo, si_oppone=True, motivo="È la mia idea.", da=primo.persona)
    (sua,) = dati.esporta(giulia)["richieste_di_accesso"]
    assert (sua["che_cosa"], sua["stato"]) == (CHE_COSA, "Sentiti i controinteressati")
    (del_terzo,) = dati.esporta(primo.persona)["sulle_richieste_di_altri"]
    assert (del_terzo["risposta"], del_terzo["motivo"]) == ("Si oppone", "È la mia idea.")
    assert "Chiede" not in str(del_terzo)
    assert dati.esporta(ufficio.scrive)["richieste_di_accesso"] == []


# ── What the database holds ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi",
    [
        {"stato": "altro"},
        {"tipo": "altro"},
        {"canale": "altro"},
        {"perche": ""},
        {"che_cosa": ""},
        {"nome": ""},
        {"email": ""},
        {"stato": "accolta"},
        {"stato": "lasciata"},
        {"decisa_il": "ora"},
        {"stato": "differita", "decisa_il": "ora"},
        {"scade_il": "prima"},
    ],
)
def test_the_database_refuses(ufficio, bando, giulia, campi):
    una = accesso(bando, giulia)
    valori = {"ora": adesso(), "prima": una.arrivata_il}
    with pytest.raises(IntegrityError), transaction.atomic():
        RichiestaAccesso.objects.filter(pk=una.pk).update(**{k: valori.get(v, v) for k, v in campi.items()})


@pytest.mark.parametrize(
    "campi", [{"risposta": "altro"}, {"risposta": "si_oppone"}, {"motivo": "Sì."}, {"entro_il": "oggi"}]
)
def test_the_database_refuses_half_an_answer(ufficio, bando, giulia, spedita, campi):
    (uno, altro) = interpella(accesso(bando, giulia), [spedita], da=ufficio.scrive)
    valori = {"oggi": oggi()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Controinteressato.objects.filter(pk=uno.pk).update(**{k: valori.get(v, v) for k, v in campi.items()})
    with pytest.raises(IntegrityError), transaction.atomic():
        Controinteressato.objects.filter(pk=uno.pk).update(persona=altro.persona)
    assert ACCESSO_APERTO == ("aperta", "interpellati", "differita")
