"""An object's history in words, and what the rows call themselves."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from talenti.base.clock import a_quest_ora
from talenti.registro.actions import cancella_dettaglio, numera, registra_nascita, sigilla
from talenti.registro.annunci import Riga
from talenti.registro.models import Annuncio, Capo, Contatore, Dettaglio, Numero, Sigillo, Transizione, VoceSigillo
from talenti.registro.queries import storia, verifica
from tests.factories.persone import PersonaFactory
from tests.factories.registro import SPAZZINO, passa

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_history_is_in_words_newest_first(partner):
    with a_quest_ora(ORA):
        passa(partner, "ritira", motivo="Ci abbiamo ripensato")
    prima, nascita = storia(partner)
    assert prima == Riga(
        quando=ORA,
        verbo="Ha ritirato la proposta",
        chi="il portale, da solo",
        da="Proposta inviata",
        a="Ritirata",
        motivo="Ci abbiamo ripensato",
    )
    assert (nascita.verbo, nascita.da, nascita.a, nascita.motivo) == (
        "Ha proposto l'organizzazione",
        "",
        "Proposta inviata",
        "",
    )


def test_history_outlives_its_details_and_its_verbs():
    persona = PersonaFactory()
    with transaction.atomic():
        registra_nascita(persona, "verbo_di_una_volta", da=SPAZZINO, dati={"motivo": "Segreto"})
    cancella_dettaglio(Transizione.objects.di(persona).last())
    riga = storia(persona)[0]
    assert (riga.verbo, riga.motivo) == ("verbo_di_una_volta", "")


def test_object_without_states_has_a_history_too():
    persona = PersonaFactory()
    with transaction.atomic():
        registra_nascita(persona, "iscriviti", da=persona)
    [riga] = storia(persona)
    assert (riga.da, riga.a) == ("", "")
    assert list(verifica()) == []


def test_history_of_a_model_that_is_gone_is_still_whole(partner):
    """An action was taken away: its acts stay, and there is no state to compare."""
    from talenti.registro import catena

    t = Transizione.objects.get()
    altra = Transizione(
        oggetto_tipo="sparita.cosa", oggetto_id=1, n=1, verbo="nasci", attore=t.attore, quando=t.quando, impegno=""
    )
    altra.impegno = catena.impegno("00", {})
    altra.impronta = catena.impronta_transizione(altra)
    altra.save()
    Dettaglio.objects.create(transizione=altra, sale="00", dati={})
    Capo.objects.create(oggetto_tipo="sparita.cosa", oggetto_id=1, n=1, impronta=altra.impronta)
    assert list(verifica()) == []


def test_rows_say_what_they_are(partner):
    with transaction.atomic():
        numera("protocollo", partner, quando=ORA)
    sigilla()
    t = Transizione.objects.get()
    assert str(t) == f"rete.partner {partner.pk} · 1 · proponi"
    assert str(t.dettaglio) == f"dettaglio di {t.pk}"
    assert str(Sigillo.objects.get()) == "sigillo 1"
    assert str(VoceSigillo.objects.get()) == f"{Sigillo.objects.get().pk}/0"
    assert str(Annuncio(transizione=t, ascoltatore="qui")) == "qui"
    assert str(Capo.objects.get(oggetto_tipo="rete.partner")) == f"rete.partner {partner.pk} · 1"
    assert str(Contatore.objects.get()) == "protocollo 2026: 1"
    assert str(Numero.objects.get()) == "1/2026"
