"""What the scene has of the office's decisions: a call of Alfa where one decides as applications come."""

from typing import Any

from talenti.base.files import controlla
from tests.factories.commissione import con_un_file
from tests.factories.documenti import mandato, pdf_con_pagine
from tests.factories.istruttoria import AMMETTE, PREAVVISA, di_sportello
from tests.factories.thinktown import dati_atto, inviata
from thinktown import actions
from thinktown.actions.copie import oscura
from thinktown.enums import Misura
from thinktown.enums_istruttoria import SI_RIPENSA
from thinktown.models import Provvedimento


def istruttoria(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """The values of the rows on decisions: one to decide, one decided and not told, one admitted."""
    scrive, pubblica, giovane = persone["ufficio"], persone["amministrazione"], persone["giovane"]
    bando = actions.crea(alfa, misura=Misura.GRUPPI, da=scrive)
    actions.salva(bando, di_sportello(titolo="Sportello di Alfa"), da=scrive, revisione=0)
    actions.manda_in_verifica(bando, da=scrive)
    actions.pubblica(bando, dati_atto("13"), da=pubblica)
    ammessa = con_un_file(bando, giovane)
    libera, decisa = (inviata(bando, giovane) for _quale in range(2))
    detto = actions.decide(ammessa, AMMETTE, letto=1, da=scrive)
    # As if it had been decided longer ago than one may think again.
    Provvedimento.objects.filter(pk=detto.pk).update(comunica_dal=detto.preso_il)
    actions.comunica_dovuti()
    ammessa.refresh_from_db()
    copia = oscura(ammessa, ammessa.file.codice, controlla(mandato(pdf_con_pagine(1))), da=scrive)
    mazzo, (sospeso,), _no = actions.decide_insieme([(decisa, 1)], PREAVVISA, da=scrive)
    assert sospeso.comunica_dal - sospeso.preso_il == SI_RIPENSA
    return {
        "sportello": bando.pk,
        "domanda_libera": libera.codice,
        "domanda_decisa": decisa.codice,
        "domanda_ammessa": ammessa.codice,
        "file_ammessa": ammessa.file.codice,
        "copia_ammessa": copia.file.codice,
        "provvedimento": sospeso.codice,
        "mazzo": mazzo,
    }
