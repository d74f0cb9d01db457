"""What the room puts in the registries: desk, timeline, the copy of one's data, the account that closes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from redazione import actions, schede
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.models import Autore, Calendario, Collaborazione, Commento, Idea, Immagine, Sostegno, Voce
from talenti.base.clock import oggi
from talenti.persone.actions import chiudi
from talenti.registro.actions import sigilla
from talenti.registro.queries import verifica
from tests.factories import immagini, redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import MOTIVO, PITCH, Detto, atti, giorno, mese_dopo

pytestmark = pytest.mark.django_db


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", cognome="Verdi")


# ── Desk and timeline ─────────────────────────────────────────────────────────────────────────────
def test_without_a_newsroom_there_is_nothing_to_do(giulia):
    assert list(schede.linea(giulia)) == []


def test_the_timeline_says_what_to_do_and_what_waits(testata, nives, giulia):
    una = redazione.collaborazione(testata, stato=StatoCollaborazione.INVITATA, persona=giulia)
    invito = reverse("redazione:invito", args=[una.codice])
    assert [(cosa.gruppo, str(cosa.testo), cosa.url) for cosa in schede.linea(giulia)] == [
        ("da_fare", "Rispondi all'invito: Redazione Prova", invito)
    ]
    actions.entra(una, da=giulia)
    voce = redazione.voce(testata, "Radio", per=giorno(7), autori=[giulia.pk])
    redazione.voce(testata, "Passata", per=oggi() - timedelta(days=1), autori=[giulia.pk])
    redazione.voce(testata, "Di un'altra", per=giorno(7), autori=[nives.pk])
    idea = redazione.idea(testata, giulia)
    actions.scarta(redazione.idea(testata, giulia), MOTIVO, da=nives)
    cose = [(cosa.gruppo, cosa.url, str(cosa.di_chi)) for cosa in schede.linea(giulia)]
    assert cose == [
        ("in_attesa", voce.get_absolute_url(), "Lo scrivi tu"),
        ("in_attesa", idea.get_absolute_url(), "La legge la redazione"),
    ]


def test_the_plan_to_approve_is_in_the_timeline_of_who_may(testata, nives):
    ugo = redazione.approva(testata)
    ugo.refresh_from_db()
    altro = rete.membro(rete.ammesso(nome="Radio", codice_fiscale="90000010190"), "operatore")
    altro.refresh_from_db()
    assert list(schede.linea(ugo)) == []
    piano = redazione.piano(testata, da=nives)
    assert [(cosa.gruppo, str(cosa.testo), cosa.url) for cosa in schede.linea(ugo)] == [
        (
            "da_fare",
            f"Approva il piano della redazione: {date_format(mese_dopo(), 'F Y')}",
            f"{reverse('redazione:piano')}?mese={mese_dopo():%Y-%m}",
        )
    ]
    assert (list(schede.linea(altro)), list(schede.linea(nives))) == ([], [])
    actions.approva(piano, letta=piano.impronta, da=ugo)
    assert list(schede.linea(ugo)) == []


# ── What is held of a person ──────────────────────────────────────────────────────────────────────
def test_the_copy_of_ones_data_has_all_that_is_hers(testata, nives, giulia):
    idea = redazione.idea(testata, giulia)
    altrui = redazione.idea(testata, testo="Di un'altra")
    actions.sostieni(altrui, da=giulia)
    una = redazione.collaborazione(testata, Ruolo.REVISORE, persona=giulia)
    voce = redazione.voce(testata, "Radio", autori=[giulia.pk], fotografa=giulia.pk)
    commento = actions.commenta(voce, "Ci penso io.", da=giulia)
    actions.commenta(voce, "Brava.", da=nives)
    immagine = immagini.immagine(testata, giulia)
    immagini.immagine(testata, nives)
    una.refresh_from_db()
    assert schede.DATI.esporta(giulia) == {
        "idee": [{"testo": PITCH, "stato": "Da guardare", "proposta_il": idea.proposta_il.isoformat()}],
        "sostiene": ["Di un'altra"],
        "collaborazioni": [
            {
                "redazione": "Redazione Prova",
                "ruolo": "Revisione",
                "stato": "In redazione",
                "dal": una.entrata_il.isoformat(),
                "al": None,
            }
        ],
        "scrive": ["Radio"],
        "fotografa": ["Radio"],
        "commenti": [{"a": "Radio", "testo": "Ci penso io.", "scritto_il": commento.scritto_il.isoformat()}],
        "firme": [],
        "testi": [],
        "note": [],
        "verifiche": [],
        "immagini": [
            {
                "che_cosa_si_vede": "Due mani su una bicicletta",
                "di": "Nives Galli",
                "caricata_il": immagine.caricata_il.isoformat(),
            }
        ],
    }
    actions.lascia(una, da=giulia)
    una.refresh_from_db()
    assert schede.DATI.esporta(giulia)["collaborazioni"][0]["al"] == una.finita_il.isoformat()


def test_an_account_that_closes_leaves_the_newsroom_by_an_act_and_ideas_without_a_name(testata, nives, giulia):
    una = redazione.collaborazione(testata, persona=giulia)
    voce = redazione.voce(testata, "Radio", autori=[giulia.pk, nives.pk], fotografa=giulia.pk)
    actions.commenta(voce, "Ci penso io.", da=giulia)
    redazione.idea(testata, giulia)
    actions.sostieni(redazione.idea(testata, testo="Di un'altra"), da=giulia)
    actions.nuovo_indirizzo(testata, da=giulia)
    immagini.immagine(testata, giulia)
    with Detto() as detto:
        frasi = [str(frase) for frase in chiudi(giulia, da=giulia)]
    assert "Restano le idee e i commenti che hai scritto per la redazione, senza il tuo nome." in frasi
    resta = "Restano le immagini che hai caricato, con il nome di chi le ha fatte: la licenza lo chiede."
    assert (resta in frasi, Immagine.objects.get().caricata_da) == (True, None)
    una.refresh_from_db()
    assert (una.stato, una.finita_il is not None) == ("finita", True)
    assert atti(una)[-1] == ("lascia", "attiva", "finita", "sistema:chiusura-account")
    assert (nives, "Novità su chi lavora in redazione") in detto.a_chi
    assert not [testo for testo in detto.testi for nome in ("Giulia", "Verdi") if nome in testo]
    assert Idea.objects.order_by("pk").values_list("da", "testo").first() == (None, PITCH)
    assert list(Commento.objects.values_list("da", "testo")) == [(None, "Ci penso io.")]
    assert (list(Autore.objects.values_list("persona", flat=True)), Voce.objects.get().fotografa) == ([nives.pk], None)
    assert (Sostegno.objects.count(), Calendario.objects.count()) == (0, 0)
    # The newsroom goes on with what stays: there is nobody to tell.
    redazione.voce(testata, idea=Idea.objects.earliest("pk"), da=nives)
    sigilla()
    assert list(verifica()) == []


def test_an_invitation_that_waits_is_declined_when_the_account_closes(testata, giulia):
    una = redazione.collaborazione(testata, stato=StatoCollaborazione.INVITATA, persona=giulia)
    assert schede.chiudi(giulia) == []
    assert Collaborazione.objects.get().stato == "declinata"
    assert atti(una)[-1] == ("declina", "invitata", "declinata", "sistema:chiusura-account")


def test_who_did_nothing_leaves_no_sentence(testata, giulia):
    assert schede.DATI.chiudi(giulia) == []
