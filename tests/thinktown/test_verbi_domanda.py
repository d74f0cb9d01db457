"""Every verb of an application, in each of its states, while the call is open, stopped, closed and annulled."""

from contextlib import nullcontext
from datetime import timedelta
from secrets import token_hex

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from tests.factories.documenti import pdf
from tests.factories.thinktown import Ufficio, dati_atto, entra, inviata, maggiorenne, minorenne, pronta, risposta
from thinktown import actions
from thinktown.enums import StatoDomanda
from thinktown.fatti import FUORI
from thinktown.models import Salvataggio

pytestmark = pytest.mark.django_db
BOZZA, INVIATA, RITIRATA = StatoDomanda.BOZZA, StatoDomanda.INVIATA, StatoDomanda.RITIRATA


class Scena:
    """A group of three, one of them under age; in a state."""

    def __init__(self, stato):
        self.ufficio = Ufficio()
        self.bando = self.ufficio.pubblicato()
        self.referente, self.compagna, self.piccola = maggiorenne(), maggiorenne(), minorenne()
        self.domanda = (pronta if stato == BOZZA else inviata)(self.bando, self.referente, [self.compagna])
        if stato == RITIRATA:
            actions.ritira(self.domanda, da=self.referente)
        self.domanda.refresh_from_db()

    def suo(self, persona):
        return self.domanda.componenti.get(persona=persona)

    def file(self):
        return SimpleUploadedFile("lettera.pdf", pdf())


def _conferma(s):
    risposta(s.domanda, "titolo", "Un altro titolo", da=s.referente)
    actions.conferma(s.domanda, da=s.compagna)


def _risponde(s):
    chi = maggiorenne()
    actions.risponde(actions.invita(s.domanda, chi.email, ruolo="legge", da=s.referente), accetta=True, da=chi)


def _tutore(verbo):
    def fai(s):
        verbo(entra(s.domanda, s.piccola, da=s.referente), da=Sistema("tutore"))

    return fai


CAMBIA = {"proponente": "gruppo", "sezione": "gruppi", "soggetto": "Un altro nome", "codice_fiscale": ""}
# Verb → how it is pressed, and the states of the application in which it does something while the call is open.
VERBI = {
    "salva_risposta": (lambda s: risposta(s.domanda, "idea", "Nuova", da=s.referente), {BOZZA, INVIATA, RITIRATA}),
    "cambia_chi": (lambda s: actions.cambia_chi(s.domanda, da=s.referente, **CAMBIA), {BOZZA, INVIATA, RITIRATA}),
    "aggiungi_file": (
        lambda s: actions.aggiungi_file(s.domanda, "altro", s.file(), da=s.referente),
        {BOZZA, INVIATA, RITIRATA},
    ),
    "dichiara": (lambda s: actions.dichiara(s.domanda, ["vero"], da=s.compagna), {BOZZA, INVIATA, RITIRATA}),
    "dichiara_fatti": (
        lambda s: actions.dichiara_fatti(s.domanda, residenza=FUORI, da=s.compagna),
        {BOZZA, INVIATA, RITIRATA},
    ),
    "conferma": (_conferma, {BOZZA, INVIATA, RITIRATA}),
    "invita": (
        lambda s: actions.invita(s.domanda, "chi@example.org", ruolo="legge", da=s.referente),
        {BOZZA, RITIRATA},
    ),
    "risponde": (_risponde, {BOZZA, RITIRATA}),
    "togli": (lambda s: actions.togli(s.suo(s.compagna), da=s.referente), {BOZZA, RITIRATA}),
    "lascia": (lambda s: actions.lascia(s.suo(s.compagna), da=s.compagna), {BOZZA, RITIRATA}),
    "passa": (lambda s: actions.passa(s.suo(s.compagna), da=s.referente), {BOZZA, RITIRATA}),
    "sceglie_chi_riceve": (
        lambda s: actions.sceglie_chi_riceve(s.suo(s.compagna), da=s.referente),
        {BOZZA, RITIRATA},
    ),
    "acconsenti": (_tutore(actions.acconsenti), {BOZZA, RITIRATA}),
    "nega": (_tutore(actions.nega), {BOZZA, RITIRATA}),
    "invia": (
        lambda s: actions.invia(s.domanda, gettone=token_hex(8), da=s.referente),
        {BOZZA, INVIATA, RITIRATA},
    ),
    "ritira": (lambda s: actions.ritira(s.domanda, da=s.referente), {INVIATA}),
}
# While the office holds sending back, what people write is kept all the same.
FERMATI = {"invia"}


def _com_era(s):
    s.domanda.refresh_from_db()
    return (
        s.domanda.stato,
        s.domanda.soggetto,
        s.domanda.invii.count(),
        sorted(s.domanda.componenti.values_list("email", "stato", "ruolo", "riceve", "residenza_fuori")),
        Salvataggio.objects.filter(domanda=s.domanda).count(),
        Transizione.objects.di(s.domanda).count(),
    )


def _rifiuta(s, premi, quando=None):
    prima = _com_era(s)
    with a_quest_ora(quando) if quando else nullcontext(), pytest.raises(ErroreDiDominio):
        premi(s)
    assert _com_era(s) == prima


@pytest.mark.parametrize("stato", StatoDomanda)
@pytest.mark.parametrize("verbo", VERBI)
def test_a_verb_does_something_only_where_the_table_says(verbo, stato):
    premi, stati = VERBI[verbo]
    s = Scena(stato)
    _rifiuta(s, premi, s.bando.chiude_il + timedelta(seconds=1))
    actions.ferma_invii(s.bando, motivo="Un guasto.", da=s.ufficio.pubblica)
    if verbo in FERMATI:
        _rifiuta(s, premi)
    actions.riprendi_invii(s.bando, da=s.ufficio.pubblica)
    if stato in stati:
        prima = _com_era(s)
        premi(s)
        # A statement made twice is made once: it is already there.
        assert (_com_era(s) != prima) == (verbo != "dichiara")
    else:
        _rifiuta(s, premi)


@pytest.mark.parametrize("stato", StatoDomanda)
def test_nothing_is_done_to_one_whose_call_has_been_annulled(stato):
    s = Scena(stato)
    actions.annulla(s.bando, dati_atto("9", "Era sbagliato."), da=s.ufficio.pubblica)
    for premi, _stati in VERBI.values():
        _rifiuta(s, premi)
