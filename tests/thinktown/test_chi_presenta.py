"""The page on who applies speaks to who may: its words follow the call."""

import pytest
from django.urls import reverse

from tests.factories.thinktown import Ufficio, completa, maggiorenne
from thinktown import actions
from thinktown.forms_domanda import FormComincia
from thinktown.misure import Modello, modello

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("quale", "nome", "codice"),
    [
        (Modello.GRUPPI, "Il nome del gruppo, dell'associazione o dell'impresa.", "Un gruppo informale non ce l'ha."),
        (Modello.INNOVAZIONE, "Il nome dell'impresa o della rete.", "Dell'impresa. Una rete può lasciarlo vuoto."),
        (Modello.VOLONTARIATO, "Il nome dell'ente.", ""),
    ],
)
def test_the_first_page_speaks_to_who_may_apply_to_that_call(quale, nome, codice):
    campi = FormComincia(modello(quale)).fields

    assert campi["soggetto"].help_text == nome
    assert str(campi["codice_fiscale"].help_text).endswith(codice)
    assert (campi["codice_fiscale"].help_text == "") == (codice == "")


def test_who_has_no_section_to_choose_is_told_nothing_of_sections(client):
    ufficio = Ufficio()
    frase = "Se cambi sezione, quello che avete scritto resta."
    for quale, proponente, attesa in ((Modello.GRUPPI, "gruppo", True), (Modello.VOLONTARIATO, "terzo_settore", False)):
        bando, persona = ufficio.pubblicato(completa(quale), misura=quale.misura), maggiorenne()
        sezione = bando.in_vigore.sezioni[0].chiave
        domanda = actions.comincia(bando, proponente=proponente, sezione=sezione, soggetto="Prova", da=persona)
        client.force_login(persona)
        assert (frase in client.get(reverse("thinktown:chi", args=[domanda.codice])).content.decode()) is attesa
