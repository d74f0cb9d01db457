"""Rankings that are out, written as their verbs leave them, where a test is about reading and not about how they came.

Positions and outcomes are computed by the real function from points given here; no commission has to sit for that.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from secrets import token_hex
from typing import Any

from talenti.base.clock import a_quest_ora, a_roma, adesso, oggi
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa
from thinktown.actions.graduatorie import _righe
from thinktown.enums import Festivi, StatoBando, StatoComponente, StatoDomanda, TipoAtto
from thinktown.enums_graduatoria import TipoGraduatoria
from thinktown.enums_valutazione import RuoloCommissario, StatoScheda, TipoFase
from thinktown.graduatoria import canonico
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.dati import Concorrente, Ingressi, Scheda
from thinktown.graduatoria.regole import dal_bando
from thinktown.models import (
    AttoBando,
    Bando,
    Chiamata,
    Commissario,
    Commissione,
    Componente,
    Domanda,
    FaseValutazione,
    Graduatoria,
    Invio,
    RigaGraduatoria,
    Voto,
)
from thinktown.models import Scheda as Scheda_

_STATI = {
    TipoGraduatoria.PROVVISORIA: StatoBando.GRADUATORIA_PROVVISORIA,
    TipoGraduatoria.RIVISTA: StatoBando.GRADUATORIA_PROVVISORIA,
    TipoGraduatoria.DEFINITIVA: StatoBando.GRADUATORIA_DEFINITIVA,
}


def chiuso(ufficio=None, **parti):
    """A call that has closed a month ago and has passed to its commission."""
    ora = adesso()
    with a_quest_ora(ora - timedelta(days=60)):
        detta = completa(chiude=a_mezzogiorno(oggi() + timedelta(days=30)), **parti)
        detta = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        bando = (ufficio or Ufficio()).pubblicato(detta)
    return in_stato(bando, StatoBando.IN_VALUTAZIONE)


def in_stato(bando, stato):
    Bando.objects.filter(pk=bando.pk).update(stato=stato)
    return Bando.objects.get(pk=bando.pk)


def in_gara(bando, titolo="", chi="", *, persona=None, proponente="gruppo", sezione="gruppi", esclusa=False, **altro):
    """One application that was sent and decided on, of one person; ``chi`` is the name of the group."""
    persona = persona or PersonaFactory(nato_il=date(1999, 5, 17))
    numero = bando.domande.count() + 1
    domanda = Domanda.objects.create(
        bando=bando,
        versione=bando.versione,
        stato=StatoDomanda.ESCLUSA if esclusa else StatoDomanda.AMMESSA,
        proponente=proponente,
        sezione=sezione,
        soggetto=chi,
        numero=numero,
        inviata_il=bando.chiude_il - timedelta(days=1),
    )
    comune = {"persona": persona, "email": persona.email, "domanda": domanda}
    Componente.objects.create(ruolo="referente", stato=StatoComponente.DENTRO, **comune)
    contenuto = {
        "soggetto": chi,
        "sezione": sezione,
        "proponente": proponente,
        "presenta": {"persona": persona.pk, "nome": persona.get_full_name()},
        "risposte": [{"chiave": "titolo", "domanda": "Titolo", "valore": titolo}],
        "gruppo": altro.get("gruppo", []),
        "file": [],
        "dichiarazioni": [],
    }
    Invio.objects.create(
        domanda=domanda, n=1, gettone=token_hex(8), versione=bando.versione, arrivata_il=domanda.inviata_il,
        da=persona, contenuto=contenuto, impronta=token_hex(8),
    )  # fmt: skip
    return domanda


@dataclass
class Gara:
    """Applications with their points (the same in every criterion; None, excluded), and what each asks."""

    bando: Any
    punti: dict[Any, Any] = field(default_factory=dict)
    richiesto: Decimal = Decimal(900)
    settore: str = "utilita"
    chi: tuple[str, ...] = ("1", "2", "3")

    def con(self, domanda, punti):
        self.punti[domanda] = punti
        return domanda

    def ingressi(self, seme=""):
        regole = dal_bando(self.bando.in_vigore)
        concorrenti = (self._concorrente(regole, n, *uno) for n, uno in enumerate(self.punti.items()))
        return Ingressi(regole=regole, seme=seme, concorrenti=tuple(concorrenti))

    def _concorrente(self, regole, n, domanda, punti):
        schede = () if punti is None else tuple(self._scheda(regole, chi, punti) for chi in self.chi)
        return Concorrente(
            codice=domanda.codice,
            sezione=domanda.sezione,
            settore=self.settore,
            richiesto=self.richiesto,
            schede=schede,
            esclusa=punti is None,
            giorni_di_eta=9000 + n,
        )

    def _scheda(self, regole, chi, punti):
        return Scheda(chi=chi, punti={uno.chiave: Decimal(punti) for uno in regole.criteri})

    def esce(self, tipo=TipoGraduatoria.PROVVISORIA, *, togli_il=None, numero=None, seme="", file=None):
        """A version, published now."""
        ora, n = adesso(), self.bando.graduatorie.count() + 1
        letti = self.ingressi(seme)
        risultato = graduatoria(letti)
        motivo = "Un errore." if tipo == TipoGraduatoria.RIVISTA else ""
        atto = AttoBando.objects.create(
            bando=self.bando, tipo=tipo, numero=numero or str(40 + n), data=oggi(), file=file, motivo=motivo
        )
        nuova = Graduatoria.objects.create(
            bando=self.bando,
            n=n,
            tipo=tipo,
            atto=atto,
            ingressi=canonico.scrivi_ingressi(letti),
            risultato=canonico.scrivi_risultato(risultato),
            impronta_ingressi=canonico.impronta_ingressi(letti),
            impronta_risultato=canonico.impronta_risultato(risultato),
            pubblicata_il=ora,
            osservazioni_entro=None if tipo == TipoGraduatoria.DEFINITIVA else _mezzanotte(ora + timedelta(days=15)),
            togli_il=togli_il or oggi() + timedelta(days=5 * 365),
        )
        RigaGraduatoria.objects.bulk_create(_righe(nuova, risultato))
        self.bando = in_stato(self.bando, _STATI[tipo])
        nuova.bando = self.bando
        return nuova

    def chiama(self, versione, giorni=10):
        """Everybody whom it has chosen, to answer in so many days."""
        for riga in versione.righe.filter(esito="scelta").select_related("domanda"):
            Chiamata.objects.create(
                bando=self.bando, domanda=riga.domanda, atto=versione.atto, da_dove="sezione",
                importo=riga.importo or 0, entro=adesso() + timedelta(days=giorni),
            )  # fmt: skip

    def valutata(self):
        """A commission of three that has closed its work, with signed sheets that say those points."""
        atto = AttoBando.objects.create(bando=self.bando, tipo=TipoAtto.NOMINA, numero="30", data=oggi())
        commissione = Commissione.objects.create(bando=self.bando)
        for giorni, tipo in enumerate(reversed(TipoFase), start=1):
            dal = adesso() - timedelta(days=20 + giorni)
            FaseValutazione.objects.create(commissione=commissione, tipo=tipo, dal=dal)
        for n in range(3):
            posto = Commissario.objects.create(
                commissione=commissione, persona=PersonaFactory(), rappresenta="Ente", nomina=atto,
                ruolo=RuoloCommissario.COMPONENTE if n else RuoloCommissario.PRESIDENTE,
            )  # fmt: skip
            for domanda, punti in self.punti.items():
                scheda = Scheda_.objects.create(
                    commissario=posto, domanda=domanda, stato=StatoScheda.FIRMATA, firmata_il=adesso(),
                    impronta=token_hex(8),
                )  # fmt: skip
                Voto.objects.bulk_create(
                    Voto(scheda=scheda, criterio=uno.chiave, punti=punti) for uno in self.bando.in_vigore.criteri
                )


def _mezzanotte(quando):
    return a_roma(quando).replace(hour=0, minute=0, second=0, microsecond=0)


def gara(quante=0, *, ufficio=None, **parti):
    """A call with so many applications of groups, the first of which has the most points."""
    sua = Gara(chiuso(ufficio, **parti))
    for n in range(quante):
        sua.con(in_gara(sua.bando, f"Progetto {n + 1}", f"Gruppo {n + 1}"), max(15, 20 - n // 3))
    return sua
