"""What officers leave behind them, of calls that close at this instant."""

from dataclasses import replace
from datetime import timedelta

from talenti.base.clock import a_quest_ora, adesso
from tests.factories.dialogo import _ente
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, bozza_di_un_bando_chiuso_adesso, completa
from thinktown.actions.filtri import salva_filtro
from thinktown.actions.viste import segna_vista
from thinktown.enums import Festivi
from thinktown.models import Domanda


def vista_adesso():
    """Somebody of the office opens an application at this instant; nothing else of it is left to be forgotten."""
    domanda = bozza_di_un_bando_chiuso_adesso()
    domanda.componenti.all().delete()
    Domanda.objects.filter(pk=domanda.pk).update(soggetto="")
    segna_vista(domanda, PersonaFactory())


def filtro_di_un_bando_chiuso_adesso():
    chiude = adesso()
    with a_quest_ora(chiude - timedelta(days=20)):
        detta = completa(chiude=chiude)
        detta = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        ufficio = Ufficio(_ente("Comune delle Prove", tipo="ente_pubblico"))
        bando = ufficio.pubblicato(detta)
        return salva_filtro(bando, "Mio", "stato=inviata", ammessi=("stato",), da=ufficio.scrive)
