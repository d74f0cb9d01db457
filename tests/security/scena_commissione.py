"""What the scene has of a commission: a call of Alfa in its hands, a conflict that waits for a substitute."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

from talenti.avvisi.actions import spazza
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import Sistema
from talenti.documenti import deposito
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import annuncia
from tests.factories.commissione import dichiarano
from tests.factories.istruttoria import AMMETTE
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import completa, dati_atto, inviata
from tests.security.scena_campioni import _consegna_allora
from thinktown import actions
from thinktown.actions import commissione as verbi
from thinktown.actions.commissione import DatiFase, Nominato
from thinktown.enums import Festivi, Misura
from thinktown.enums_valutazione import RuoloCommissario, TipoFase
from thinktown.models import Bando, Provvedimento
from thinktown.ufficio.moduli_commissione import segno_delle_fasi

ANCORA = "ancora@example.org"
PRESIDENTE, COMPONENTE, SUPPLENTE, _SEGRETARIO = RuoloCommissario


def commissione(persone: dict[str, Any], alfa: Any, bando_chiuso: int) -> dict[str, Any]:
    """Closed before today by the technical account: the roles of the others begin today."""
    tecnica, amministra = persone["superuser"], persone["amministrazione"]
    with a_quest_ora(adesso() - timedelta(days=20)):
        bando = actions.crea(alfa, misura=Misura.GRUPPI, da=tecnica)
        detta = completa(chiude=adesso() + timedelta(days=10))
        titolo = replace(detta.racconto, titolo="Alfa valuta")
        detta = replace(detta, racconto=titolo, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        actions.salva(bando, detta, da=tecnica, revisione=0)
        actions.manda_in_verifica(bando, da=tecnica)
        actions.pubblica(bando, dati_atto("21"), da=Sistema("prova"))
        domanda = inviata(bando, PersonaFactory())
    _consegna_allora()
    with a_quest_ora(adesso() - timedelta(days=9)):
        detto = actions.decide(domanda, AMMETTE, letto=1, da=tecnica)
        Provvedimento.objects.filter(pk=detto.pk).update(comunica_dal=detto.preso_il)
        actions.comunica_dovuti()
        annuncia()
        while spazza():
            pass
    bando.refresh_from_db()
    actions.passa_alla_commissione(bando, da=tecnica)
    chi = [Nominato(PersonaFactory(email=f"commissione{n}@example.org"), COMPONENTE if n else PRESIDENTE, "Ente")
           for n in range(3)]  # fmt: skip
    chi.append(Nominato(PersonaFactory(), SUPPLENTE, "Ente"))
    nata = verbi.nomina(bando, chi, dati_atto("22"), da=amministra)
    fasi = [DatiFase(TipoFase.DICHIARA), DatiFase(TipoFase.DA_SOLI, adesso() + timedelta(days=5))]
    verbi.programma(nata, fasi, da=amministra)
    lei = nata.commissari.get(ruolo=PRESIDENTE)
    dichiarano(nata, [(lei, domanda)])
    PersonaFactory(email=ANCORA)
    return {
        "bando_valutato": bando.pk,
        "domanda_in_conflitto": domanda.codice,
        "commissario_in_conflitto": lei.pk,
        "supplente": nata.commissari.get(ruolo=SUPPLENTE).pk,
        "fasi_lette": segno_delle_fasi(list(nata.fasi.all())),
        "atto_della_commissione": mandato(bando, "cambio.pdf", amministra),
        "atto_di_nomina": mandato(Bando.objects.get(pk=bando_chiuso), "nomina.pdf", amministra),
    }


def mandato(bando: Bando, nome: str, da: Any) -> str:
    """A document sent already: written straight away, because no transaction may wait for it."""
    contenuto = f"%PDF-1.4 {nome}".encode()
    return FileCaricato.objects.create(
        oggetto_tipo="thinktown.bando",
        oggetto_id=bando.pk,
        proprietario=da,
        nome=nome,
        tipo="pdf",
        byte=len(contenuto),
        sha256=hashlib.sha256(contenuto).hexdigest(),
        percorso=deposito.scrivi(contenuto),
        caricato_il=adesso(),
    ).codice
