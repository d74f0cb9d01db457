"""What crosses in the same moment around an answer to the office: the term, a second press, who writes, a decision."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI = 6


def _prova(verbo):
    """Done, or refused with a sentence: nothing else may come out of two acts that cross."""
    from talenti.base.exceptions import ErroreDiDominio

    try:
        return verbo()
    except ErroreDiDominio:
        return 0


def una_chiesta(decisione=None):
    """A request told to a group whose every member writes, with one text in it, and what the office was asked to do."""
    from tests.factories.risposte import chiesta, di_sportello, scritta
    from tests.factories.thinktown import Ufficio, maggiorenne, pronta
    from thinktown import actions

    casa, prima = Ufficio(), maggiorenne()
    altri = [maggiorenne() for _posto in range(PROCESSI - 1)]
    domanda = pronta(di_sportello(casa), prima, altri)
    actions.invia(domanda, gettone="abcdef", da=prima)
    richiesta = chiesta(domanda, casa)
    scritta(richiesta, 1, "Le date.", da=prima)
    return {"richiesta": richiesta.pk, "chi": prima.pk, "gente": [prima.pk, *(uno.pk for uno in altri)]}


def _richiesta(pk):
    from thinktown.models import Provvedimento

    return Provvedimento.objects.select_related("domanda__bando").get(pk=pk)


def _persona(pk):
    from talenti.persone.models import Persona

    return Persona.objects.get(pk=pk)


# ── The term, and the second press ────────────────────────────────────────────────────────────────
def risponde_o_scade(posto, richiesta, chi, gente):
    """The clock has struck and what arrived a second before is being read, twice; the job runs at the same time."""
    from datetime import timedelta

    from talenti.base.clock import a_quest_ora
    from thinktown import actions
    from thinktown.actions.risposte_ufficio import rispondi_all_ufficio

    una, da = _richiesta(richiesta), _persona(chi)
    with a_quest_ora(una.entro + timedelta(seconds=2)):
        insieme()
        if posto % 3 == 2:
            return ["scade", actions.fai_scadere()]
        arrivo = una.entro - timedelta(seconds=1)
        fatta = _prova(lambda: rispondi_all_ufficio(una, da=da, arrivo=arrivo))
        return ["risponde", int(bool(fatta))]


def com_e_andata():
    from talenti.avvisi.models import Avviso
    from talenti.registro.models import Transizione
    from thinktown.models import Domanda, Provvedimento

    una = Provvedimento.objects.get()
    verbi = Transizione.objects.filter(verbo__in=("risponde_all_ufficio", "scade")).values_list("verbo", flat=True)
    avvisi = Avviso.objects.filter(transizione__verbo__in=("risponde_all_ufficio", "scade"), tipo="domande")
    return {
        "risposto": una.risposto_il is not None,
        "scaduto": una.scaduto_il is not None,
        "verbi": list(verbi),
        "stato": Domanda.objects.get().stato,
        "avvisi": avvisi.count(),
    }


def test_the_term_or_the_answer_wins_and_it_is_told_once(base_a_parte):
    valori, dopo = esegui(base_a_parte, risponde_o_scade, processi=PROCESSI, prima=una_chiesta, poi=com_e_andata)
    risposte = sum(quante for verbo, quante in valori if verbo == "risponde")
    scadute = sum(quante for verbo, quante in valori if verbo == "scade")
    # Whoever pressed twice finds it sent; or nobody does.
    assert (risposte, scadute) in ((PROCESSI * 2 // 3, 0), (0, 1))
    assert dopo == {
        "risposto": bool(risposte),
        "scaduto": bool(scadute),
        "verbi": ["risponde_all_ufficio" if risposte else "scade"],
        "stato": "inviata",
        "avvisi": PROCESSI,
    }


# ── Who writes while it is sent ───────────────────────────────────────────────────────────────────
def scrive_o_invia(posto, richiesta, chi, gente):
    """Everybody writes over the same version, with a file; who speaks sends."""
    from tests.factories.rete import caricato
    from thinktown.actions import risposte_ufficio

    una, sua = _richiesta(richiesta), _persona(gente[posto])
    insieme()
    if posto == 0:
        return _prova(lambda: int(bool(risposte_ufficio.rispondi_all_ufficio(una, da=sua))))
    fatti = _prova(lambda: risposte_ufficio.salva_voce(una, 1, f"Di {posto}.", versione=1, da=sua).versione)
    _prova(lambda: int(bool(risposte_ufficio.allega(una, 2, caricato(f"{posto}.pdf"), da=sua))))
    return fatti


def che_cosa_e_partito():
    from talenti.documenti.models import FileCaricato
    from talenti.registro.models import Transizione
    from thinktown.models import Provvedimento
    from thinktown.risposta_ufficio import fotografia, impronta, voci_di

    una = Provvedimento.objects.get()
    detto = Transizione.objects.get(verbo="risponde_all_ufficio").dettaglio.dati
    attaccati = set(una.voci.exclude(file=None).values_list("file", flat=True))
    presenti = set(FileCaricato.objects.di(una).presenti().filter(documento=None).values_list("pk", flat=True))
    return [
        detto["voci"] == fotografia(voci_di(una)),
        detto["impronta"] == impronta(voci_di(una)),
        attaccati == presenti,
    ]


def test_what_was_sent_is_what_is_there_whoever_was_writing(base_a_parte):
    valori, dopo = esegui(base_a_parte, scrive_o_invia, processi=PROCESSI, prima=una_chiesta, poi=che_cosa_e_partito)
    assert valori[0] == 1
    # Of those who wrote over the same version one at most was kept.
    assert sorted(valori[1:], reverse=True) in ([2, 0, 0, 0, 0], [0] * 5)
    assert dopo == [True, True, True]
