"""Every verb of an article over every state, of one that never came out and of one that is being corrected."""

import pytest

from redazione.actions import articoli, pubblicazione, revisione, verifiche
from redazione.enums_articoli import TRANSIZIONI_ARTICOLO, StatoArticolo
from redazione.models import Articolo, Nota
from talenti.base.exceptions import TransizioneNonAmmessa
from tests.factories import redazione
from tests.factories.redazione import DA, atti
from tests.factories.redazione_articoli import MOTIVO, articolo, in_correzione

pytestmark = pytest.mark.django_db
PERITA = {"nome": "Ada", "email": "ada@example.org", "domanda": "È giusto?"}


def autrice(uno):
    return uno.voce.autori.get().persona


def _nota(uno):
    return Nota.objects.create(articolo=uno, revisione=uno.bozza, da=autrice(uno), testo="Perché?")


def _verifica(uno):
    chiesta = {"chiesta_da": autrice(uno), "revisione": uno.bozza, "scade_il": uno.creato_il + verifiche.SCADE_DOPO}
    return uno.verifiche.create(**PERITA, **chiesta)


FAI = {
    "firma": lambda uno: articoli.firma(uno, autrice(uno).nome, da=autrice(uno)),
    "cura": lambda uno: articoli.cura(uno, argomenti=[], licenza="cc0-1.0", da=DA),
    "manda": lambda uno: revisione.manda(uno, letta=uno.bozza.n, da=DA),
    "riprendi": lambda uno: revisione.riprendi(uno, da=DA),
    "prendi": lambda uno: revisione.prendi(uno, da=redazione.coordina(uno.testata)),
    "lascia": lambda uno: revisione.lascia(uno, da=DA),
    "annota": lambda uno: revisione.annota(uno, "Perché?", letta=2, da=redazione.coordina(uno.testata)),
    "sistema": lambda uno: revisione.sistema(_nota(uno), da=autrice(uno)),
    "rimanda": lambda uno: revisione.rimanda(uno, "Manca.", da=redazione.coordina(uno.testata)),
    "approva": lambda uno: revisione.approva(uno, letta=uno.bozza.n, da=redazione.coordina(uno.testata)),
    "chiedi_verifica": lambda uno: verifiche.chiedi_verifica(uno, **PERITA, da=autrice(uno)),
    "verifica": lambda uno: verifiche.rispondi_verifica(_verifica(uno), "giusto", ""),
    "pubblica": lambda uno: pubblicazione.pubblica(uno, nota="Era sbagliata.", da=DA),
    "programma": lambda uno: pubblicazione.programma(uno, dal=None, al=None, da=DA),
    "correggi": lambda uno: pubblicazione.correggi(uno, da=DA),
    "abbandona": lambda uno: pubblicazione.abbandona(uno, da=autrice(uno)),
    "ritira": lambda uno: pubblicazione.ritira(uno, MOTIVO, da=DA),
    "riapri": lambda uno: pubblicazione.riapri(uno, da=DA),
}
CORRETTI = (StatoArticolo.BOZZA, StatoArticolo.IN_REVISIONE, StatoArticolo.DA_SISTEMARE, StatoArticolo.PRONTO)
DOVE = [*((stato, False) for stato in StatoArticolo), *((stato, True) for stato in CORRETTI)]


def test_every_verb_of_the_table_is_tried():
    assert set(FAI) == set(TRANSIZIONI_ARTICOLO) - {"comincia"}


@pytest.mark.parametrize("verbo", FAI)
@pytest.mark.parametrize(("stato", "corregge"), DOVE, ids=str)
def test_a_verb_starts_only_from_its_states(stato, corregge, verbo):
    uno = (in_correzione if corregge else articolo)(redazione.testata(), stato)
    viva = uno.viva
    passo = TRANSIZIONI_ARTICOLO[verbo]
    # Only a correction is dropped: of what nobody reads yet there is nothing to go back to.
    ammesso = (not passo.da or stato in passo.da) and (verbo != "abbandona" or corregge)
    if ammesso:
        FAI[verbo](uno)
        dopo = Articolo.objects.get()
        assert (dopo.stato, atti(uno)[-1][:3]) == (passo.a or stato, (verbo, stato, passo.a or stato))
        # What readers see changes when it is published, and with nothing else.
        assert dopo.viva == (dopo.bozza if verbo == "pubblica" else viva)
        return
    prima, atti_prima = Articolo.objects.values().get(), len(atti(uno))
    note, revisioni = uno.note.count(), uno.revisioni.count()
    with pytest.raises(TransizioneNonAmmessa) as errore:
        FAI[verbo](uno)
    assert len(str(errore.value.frase)) > 20
    assert (Articolo.objects.values().get(), len(atti(uno))) == (prima, atti_prima)
    assert (uno.note.filter(sistemata_il=None).count(), uno.revisioni.count()) == (
        note + (verbo == "sistema"),
        revisioni,
    )
    assert (uno.verifiche.filter(esito="giusto").count(), uno.correzioni.count()) == (0, 0)


def test_in_each_state_somebody_can_go_on():
    """No state is a dead end: from each of them a verb of the table leads elsewhere."""
    vie = {stato: {p.a for p in TRANSIZIONI_ARTICOLO.values() if stato in p.da and p.a} for stato in StatoArticolo}
    assert all(vie.values())
