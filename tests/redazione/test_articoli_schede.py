"""What is held of who writes: all of it in her copy; at the end of her account texts stay, her name does not."""

import pytest

from redazione import schede
from redazione.actions import lascia, revisione, testi, verifiche
from redazione.enums_articoli import StatoArticolo
from redazione.models import Articolo, Autore, Nota, Presenza, Revisione
from talenti.persone.actions import chiudi
from talenti.registro.actions import sigilla
from talenti.registro.queries import verifica
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import Detto, atti
from tests.factories.redazione_articoli import TESTO, TITOLO, articolo, scritto

pytestmark = pytest.mark.django_db
RESTANO = "Restano i testi e le note che hai scritto per gli articoli, senza il tuo nome."
PRONTO, PUBBLICATO = StatoArticolo.PRONTO, StatoArticolo.PUBBLICATO


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def giulia(testata):
    return di_articoli.revisora(testata, PersonaFactory(nome="Giulia", cognome="Verdi"))


def test_the_copy_of_ones_data_has_every_text_note_and_question(testata, giulia):
    ugo = redazione.redattrice(testata)
    uno = articolo(testata, PRONTO, autrici=[giulia, ugo])
    suo = articolo(testata, StatoArticolo.IN_REVISIONE, autrici=[ugo])
    nota = revisione.annota(suo, "Quando?", letta=2, da=giulia)
    chiesta = di_articoli.chiedi(uno, da=giulia)
    di_articoli.chiedi(uno, da=ugo)
    altro = articolo(testata, autrici=[ugo, giulia], testo=scritto(titolo="A quattro mani"))
    testi.salva(altro, scritto(titolo="Di Ugo"), base=2, da=ugo)
    with pytest.raises(testi.PuntiContesi):
        testi.salva(altro, scritto(titolo="Di Giulia"), base=2, da=giulia)
    copia = schede.DATI.esporta(giulia)
    assert copia["firme"] == [{"a": TITOLO, "firma": "Giulia Verdi"}]
    assert [(una["titolo"], una["revisione"], una["testo"]) for una in copia["testi"]] == [
        (TITOLO, 1, ""),
        (TITOLO, 2, uno.bozza.html),
        # Put aside is kept, too.
        ("Di Giulia", 4, uno.bozza.html),
    ]
    primo = Revisione.objects.get(articolo=uno, n=2)
    assert copia["testi"][1] == {
        "titolo": TITOLO,
        "sommario": primo.sommario,
        "testo": primo.html,
        "revisione": 2,
        "scritta_il": primo.quando.isoformat(),
    }
    assert copia["note"] == [{"a": TITOLO, "testo": "Quando?", "scritta_il": nota.scritta_il.isoformat()}]
    assert copia["verifiche"] == [
        {
            "a": TITOLO,
            "chiesta_a": "Ada Perita",
            "domanda": "Le date sono giuste?",
            "chiesta_il": chiesta.chiesta_il.isoformat(),
        }
    ]
    assert len(TESTO) > 100


def test_an_account_that_closes_leaves_texts_and_takes_byline_claims_and_presence(testata, giulia):
    ugo = redazione.redattrice(testata)
    uscito = articolo(testata, PUBBLICATO, autrici=[giulia, ugo])
    da_rivedere = articolo(testata, StatoArticolo.IN_REVISIONE, autrici=[ugo])
    revisione.annota(da_rivedere, "Quando?", letta=2, da=giulia)
    approvato = articolo(testata, StatoArticolo.IN_REVISIONE, autrici=[ugo])
    revisione.approva(approvato, letta=2, da=giulia)
    testi.segna_presenza(uscito, giulia)
    testi.segna_presenza(uscito, ugo)
    chiesta = di_articoli.chiedi(uscito_corretto := articolo(testata, autrici=[giulia]), da=giulia)
    with Detto() as detto:
        frasi = [str(frase) for frase in chiudi(giulia, da=giulia)]
    assert RESTANO in frasi
    assert not [testo for testo in detto.testi for nome in ("Giulia", "Verdi") if nome in testo]
    assert list(Autore.objects.filter(voce=uscito.voce).values_list("persona", "firma")) == [(ugo.pk, str(ugo))]
    assert [uno.persona for uno in Presenza.objects.all()] == [ugo]
    da_rivedere.refresh_from_db()
    assert (da_rivedere.revisore, da_rivedere.stato) == (None, "in_revisione")
    assert atti(da_rivedere)[-1] == ("lascia", "in_revisione", "in_revisione", "sistema:chiusura-account")
    approvato.refresh_from_db()
    # What was decided stays decided: by an account that has no name any more.
    assert (approvato.revisore, approvato.stato, str(approvato.approvato_da)) == (None, "pronto", str(giulia))
    assert not {"Giulia", "Verdi"} & set(str(approvato.approvato_da).split())
    assert (Revisione.objects.filter(da=giulia).count(), Nota.objects.filter(da=giulia).count()) == (4, 1)
    assert Articolo.objects.get(pk=uscito.pk).si_legge
    # The answer that she was waiting for is told to nobody.
    with Detto() as detto:
        verifiche.rispondi_verifica(chiesta, "giusto", "")
    assert (detto.a_chi, uscito_corretto.verifiche.get().esito) == ([], "giusto")
    sigilla()
    assert list(verifica()) == []


def test_who_only_wrote_a_note_leaves_it(testata, giulia):
    uno = articolo(testata, StatoArticolo.IN_REVISIONE)
    revisione.annota(uno, "Quando?", letta=2, da=giulia)
    lascia(testata.collaborazioni.get(persona=giulia), da=giulia)
    assert [str(frase) for frase in schede.chiudi(giulia)] == [RESTANO]
