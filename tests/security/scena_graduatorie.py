"""What the scene has of rankings: one of Alfa on which errors are pointed out, one that is final and has called."""

from dataclasses import replace
from datetime import date
from typing import Any

from talenti.base.permissions import Sistema
from tests.factories.graduatorie_uscite import Gara, chiuso, in_gara
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import dati_atto
from thinktown import actions
from thinktown.enums import Misura
from thinktown.enums_graduatoria import TipoGraduatoria


class DiAlfa:
    """The roles of its people begin today: what is of before is of the technical account."""

    def __init__(self, partner: Any, tecnica: Any, titolo: str) -> None:
        self.partner, self.tecnica, self.titolo = partner, tecnica, titolo

    def pubblicato(self, detta: Any) -> Any:
        bando = actions.crea(self.partner, misura=Misura.GRUPPI, da=self.tecnica)
        detta = replace(detta, racconto=replace(detta.racconto, titolo=self.titolo))
        actions.salva(bando, detta, da=self.tecnica, revisione=0)
        actions.manda_in_verifica(bando, da=self.tecnica)
        actions.pubblica(bando, dati_atto(), da=Sistema("prova"))
        return bando


def graduatorie(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """``giovane`` speaks for a group in both; another group is in both too."""
    gare = []
    for titolo in ("Alfa ha una graduatoria", "Alfa chiama"):
        gara = Gara(chiuso(DiAlfa(alfa, persone["superuser"], titolo)))
        for chi, punti in ((persone["giovane"], 18), (PersonaFactory(nato_il=date(1999, 5, 17)), 17)):
            gara.con(in_gara(gara.bando, "Un progetto", "Un gruppo", persona=chi), punti)
        gare.append(gara)
    prima, seconda = gare
    prima.esce()
    seconda.chiama(seconda.esce(TipoGraduatoria.DEFINITIVA))
    return {
        "bando_uscita": prima.bando.slug,
        "in_graduatoria": next(iter(prima.punti)).codice,
        "chiamata": next(iter(seconda.punti)).codice,
    }
