"""Requests of access: decided, put off, left, forgotten, and what the database holds; what each is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from talenti.avvisi.actions import spazza
from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories.registri import CHE_COSA, accesso, accesso_su_carta, decidi
from tests.factories.thinktown import Ufficio, inviata, maggiorenne
from thinktown import dati
from thinktown.actions.accessi import dimentica_accessi, interpella, lascia_cadere, risponde_controinteressato
from thinktown.enums_registri import (
    ACCESSI_SI_TENGONO,
    ACCESSO_APERTO,
    TRANSIZIONI_ACCESSO,
    StatoAccesso,
)
from thinktown.models import Controinteressato, RichiestaAccesso

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


def test_what_had_to_be_public_is_not_put_off(ufficio, bando, giulia):
    una = accesso(bando, giulia, "civico")
    with pytest.raises(TransizioneNonAmmessa, match="non si rimanda"):
        decidi(una, "differisci", ufficio.pubblica, al=oggi() + timedelta(days=9))
    una.refresh_from_db()
    assert una.stato == "aperta"


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
