"""Eight of the office at once: one row that counts every reading, one draw for one press, one person in one's place."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 8, 6


def una_inviata():
    """Sent, and somebody who may read it."""
    from tests.factories.thinktown import Ufficio, inviata

    ufficio = Ufficio()
    domanda = inviata(ufficio.pubblicato())
    return {"domanda": domanda.pk, "persona": ufficio.scrive.pk, "pubblica": ufficio.pubblica.pk}


def apre(_posto, domanda, persona, pubblica):
    """All at once, each file for the first time: as many first times that cross as rounds."""
    from talenti.persone.models import Persona
    from thinktown.actions.viste import segna_vista
    from thinktown.models import Domanda

    una, chi = Domanda.objects.get(pk=domanda), Persona.objects.get(pk=persona)
    for giro in range(GIRI):
        insieme()
        segna_vista(una, chi, f"file{giro}")


def viste():
    from thinktown.models import VistaDomanda

    return sorted(VistaDomanda.objects.values_list("file", "quante"))


def test_no_reading_is_lost(base_a_parte):
    _valori, dopo = esegui(base_a_parte, apre, processi=PROCESSI, prima=una_inviata, poi=viste)
    assert [list(riga) for riga in dopo] == [[f"file{giro}", PROCESSI] for giro in range(GIRI)]


def estrae(_posto, domanda, persona, pubblica):
    """Everybody presses on the page that had no draw yet."""
    from datetime import timedelta

    from talenti.base.clock import a_quest_ora
    from talenti.base.exceptions import TransizioneNonAmmessa
    from talenti.persone.models import Persona
    from thinktown.actions.campioni import estrae_campione
    from thinktown.models import Domanda

    bando, da = Domanda.objects.get(pk=domanda).bando, Persona.objects.get(pk=pubblica)
    insieme()
    try:
        with a_quest_ora(bando.chiude_il + timedelta(hours=1)):
            estrae_campione(bando, 100, letti=0, da=da)
    except TransizioneNonAmmessa:
        return 0
    return 1


def campioni():
    from thinktown.models import Campione, VerificaCampione

    return [list(Campione.objects.values_list("n", flat=True)), VerificaCampione.objects.count()]


def test_one_press_heard_eight_times_is_one_draw(base_a_parte):
    valori, dopo = esegui(base_a_parte, estrae, processi=PROCESSI, prima=una_inviata, poi=campioni)
    assert (sum(valori), dopo) == (1, [[1], 1])


def un_incarico():
    """An officer, and as many colleagues as there are processes."""
    from talenti.rete import ruoli
    from tests.factories import rete
    from tests.factories.thinktown import Ufficio
    from thinktown import actions

    ufficio = Ufficio()
    incarico = actions.incarica(ufficio.pubblicato(), ufficio.scrive, ruolo="istruttore", da=ufficio.pubblica)
    colleghe = [rete.membro(ufficio.partner, ruoli.OPERATORE).pk for _posto in range(PROCESSI)]
    return {"incarico": incarico.pk, "colleghe": colleghe}


def delega(posto, incarico, colleghe):
    from talenti.base.clock import oggi
    from talenti.base.exceptions import DatoNonAccettato
    from talenti.persone.models import Persona
    from thinktown.actions import deleghe
    from thinktown.models import Incarico

    suo, a = Incarico.objects.get(pk=incarico), Persona.objects.get(pk=colleghe[posto])
    insieme()
    try:
        deleghe.delega(suo, a, dal=oggi(), al=oggi(), da=suo.persona)
    except DatoNonAccettato:
        return 0
    return 1


def deleghe():
    from thinktown.models import Delega

    return Delega.objects.count()


def test_of_two_for_the_same_days_one_is_refused(base_a_parte):
    valori, dopo = esegui(base_a_parte, delega, processi=PROCESSI, prima=un_incarico, poi=deleghe)
    assert (sum(valori), dopo) == (1, 1)


def salva(posto, domanda, persona, pubblica):
    """The same person from eight tabs: the same name, and then more of them than she may have."""
    from talenti.base.exceptions import DatoNonAccettato
    from talenti.persone.models import Persona
    from thinktown.actions.filtri import salva_filtro
    from thinktown.models import Domanda

    bando, da = Domanda.objects.get(pk=domanda).bando, Persona.objects.get(pk=persona)
    salvati = 0
    for giro in range(GIRI):
        insieme()
        try:
            salva_filtro(bando, f"{posto if giro else 0}-{giro}", "stato=inviata", ammessi=("stato",), da=da)
            salvati += 1
        except DatoNonAccettato:
            pass
    return salvati


def filtri():
    from thinktown.models import FiltroSalvato

    return FiltroSalvato.objects.count()


def test_from_eight_tabs_no_more_filters_than_one_may_have(base_a_parte):
    from thinktown.actions.filtri import QUANTI

    valori, dopo = esegui(base_a_parte, salva, processi=PROCESSI, prima=una_inviata, poi=filtri)
    assert (sum(valori), dopo) == (QUANTI, QUANTI)
