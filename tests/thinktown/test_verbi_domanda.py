"""Every verb of an application, in each of its states, while the call is open, stopped, closed and annulled."""

from contextlib import nullcontext
from datetime import timedelta
from secrets import token_hex

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import Sistema
from talenti.documenti.models import FileCaricato
from talenti.registro.models import Transizione
from tests.factories.documenti import pdf
from tests.factories.istruttoria import AMMETTE, ESCLUDE, detta
from tests.factories.risposte import allegata, chiesta, di_sportello, preavvisata, risposta_inviata, scritta
from tests.factories.thinktown import Ufficio, dati_atto, entra, inviata, maggiorenne, minorenne, pronta, risposta
from thinktown import actions
from thinktown.enums import ASPETTANO_IL_GRUPPO, DECISE, StatoDomanda
from thinktown.fatti import FUORI
from thinktown.models import Salvataggio

pytestmark = pytest.mark.django_db
BOZZA, INVIATA, RITIRATA = StatoDomanda.BOZZA, StatoDomanda.INVIATA, StatoDomanda.RITIRATA
DELL_UFFICIO = (*ASPETTANO_IL_GRUPPO, *DECISE)


class Scena:
    """A group of three, one of them under age; in a state. What the office told, it told while the call was open."""

    def __init__(self, stato):
        self.ufficio = Ufficio()
        self.bando = di_sportello(self.ufficio) if stato in DELL_UFFICIO else self.ufficio.pubblicato()
        self.referente, self.compagna, self.piccola = maggiorenne(), maggiorenne(), minorenne()
        self.domanda = (pronta if stato == BOZZA else inviata)(self.bando, self.referente, [self.compagna])
        self.detto = self._dice(stato)
        if stato == RITIRATA:
            actions.ritira(self.domanda, da=self.referente)
        self.domanda.refresh_from_db()
        assert self.domanda.stato == stato

    def _dice(self, stato):
        """The last thing that the office has told, if it has."""
        if stato == StatoDomanda.INTEGRAZIONE:
            return chiesta(self.domanda, self.ufficio)
        if stato == StatoDomanda.AMMESSA:
            return chiesta(self.domanda, self.ufficio, AMMETTE)
        if stato not in DELL_UFFICIO:
            return None
        richiesta = preavvisata(self.domanda, self.ufficio)
        if stato == StatoDomanda.PREAVVISO:
            return richiesta
        risposta_inviata(richiesta, da=self.referente)
        detta(self.domanda, ESCLUDE, self.ufficio.scrive)
        return richiesta

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


# ── Answering the office ──────────────────────────────────────────────────────────────────────────
def _risposta_com_era(s):
    s.detto.refresh_from_db()
    voci = [(una.n, una.testo, una.file_id) for una in s.detto.voci.all()]
    return s.detto.risposto_il, voci, FileCaricato.objects.di(s.detto).presenti().count(), _com_era(s)


RISPOSTE = {
    "salva_voce": lambda s: scritta(s.detto, 1, "Nuova.", da=s.compagna),
    "allega": lambda s: allegata(s.detto, 1, da=s.compagna),
    "rispondi": lambda s: risposta_inviata(s.detto, da=s.referente, testo="Un'altra."),
}


@pytest.mark.parametrize("stato", DELL_UFFICIO)
@pytest.mark.parametrize("verbo", RISPOSTE)
def test_an_answer_is_written_and_sent_only_while_the_office_waits(verbo, stato, settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    s = Scena(stato)
    s.detto.domanda = s.domanda
    prima = _risposta_com_era(s)
    with a_quest_ora(s.detto.entro or s.bando.chiude_il), pytest.raises(ErroreDiDominio):
        RISPOSTE[verbo](s)
    assert _risposta_com_era(s) == prima
    # The brake on sending has nothing to do with it.
    actions.ferma_invii(s.bando, motivo="Un guasto.", da=s.ufficio.pubblica)
    if stato in ASPETTANO_IL_GRUPPO:
        RISPOSTE[verbo](s)
        assert _risposta_com_era(s) != prima
    else:
        with pytest.raises(ErroreDiDominio):
            RISPOSTE[verbo](s)
        assert _risposta_com_era(s) == prima


@pytest.mark.parametrize("stato", ASPETTANO_IL_GRUPPO)
def test_an_answer_to_a_call_that_was_annulled_is_refused(stato):
    s = Scena(stato)
    actions.annulla(s.bando, dati_atto("9", "Era sbagliato."), da=s.ufficio.pubblica)
    s.detto.domanda = s.domanda
    prima = _risposta_com_era(s)
    for premi in RISPOSTE.values():
        with pytest.raises(ErroreDiDominio):
            premi(s)
    assert _risposta_com_era(s) == prima


@pytest.mark.parametrize("stato", StatoDomanda)
def test_nothing_is_done_to_one_whose_call_has_been_annulled(stato):
    s = Scena(stato)
    actions.annulla(s.bando, dati_atto("9", "Era sbagliato."), da=s.ufficio.pubblica)
    for premi, _stati in VERBI.values():
        _rifiuta(s, premi)
