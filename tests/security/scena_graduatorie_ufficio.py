"""What the scene has of rankings in the office of Alfa: one to be published, one to be approved, one to be scrolled."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from talenti.base.clock import a_quest_ora, adesso, oggi
from tests.factories.graduatorie_uscite import Gara, chiuso, in_gara
from tests.security.scena_commissione import mandato
from thinktown.actions.graduatorie import calcolata
from thinktown.enums_graduatoria import StatoChiamata, TipoGraduatoria
from thinktown.graduatoria import canonico
from thinktown.models import Bando, Chiamata, Osservazione, Sorteggio


def graduatorie_ufficio(casa: Any, persone: dict[str, Any]) -> dict[str, Any]:
    """``casa(titolo)`` publishes a call of Alfa. Four ask 900 euro each of 3,000: three are chosen."""
    amministra = persone["amministrazione"]
    da_pubblicare, da_approvare, che_chiama = (
        _gara(casa(titolo), quante)
        for titolo, quante in (("Alfa pubblica", 2), ("Alfa approva", 2), ("Alfa fa scorrere", 4))
    )
    for una in (da_pubblicare, da_approvare):
        una.valutata()
    _sorteggio(da_pubblicare.bando)
    with a_quest_ora(adesso() - timedelta(days=20)):
        # One point less than the sheets say: there is something to revise.
        replace(da_approvare, punti={una: punti - 1 for una, punti in da_approvare.punti.items()}).esce()
    da_approvare.bando.refresh_from_db()
    definitiva = che_chiama.esce(TipoGraduatoria.DEFINITIVA)
    che_chiama.chiama(definitiva)
    prima = Chiamata.objects.filter(bando=che_chiama.bando).earliest("pk")
    Chiamata.objects.filter(pk=prima.pk).update(stato=StatoChiamata.RINUNCIATA, risposta_il=adesso())
    una = next(iter(da_approvare.punti))
    osservata = Osservazione.objects.create(
        graduatoria=da_approvare.bando.graduatorie.get(),
        domanda=una,
        testo="I punti non tornano.",
        da=una.componenti.get().persona,
        arrivata_il=adesso() - timedelta(days=15),
    )
    return {
        "da_pubblicare": da_pubblicare.bando.pk,
        "letta": canonico.impronta_risultato(calcolata(da_pubblicare.bando)[1]),
        "atto_da_pubblicare": mandato(da_pubblicare.bando, "provvisoria.pdf", amministra),
        "da_approvare": da_approvare.bando.pk,
        "osservata": osservata.codice,
        "che_chiama": che_chiama.bando.pk,
        "atto_che_chiama": mandato(che_chiama.bando, "scorrimento.pdf", amministra),
        "segue": list(che_chiama.punti)[-1].codice,
    }


def _gara(ufficio: Any, quante: int) -> Gara:
    gara = Gara(chiuso(ufficio))
    for n in range(quante):
        gara.con(in_gara(gara.bando, f"Progetto {n}", f"Gruppo {n}"), 19 - n)
    return gara


def _sorteggio(bando: Bando) -> None:
    """Fixed some days ago, of an event of yesterday: its outcome is to be written."""
    Sorteggio.objects.create(bando=bando, evento="Lotto", data=oggi() - timedelta(days=1), impronta="0" * 64, pari=2)
