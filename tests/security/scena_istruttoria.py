"""What the scene has of the office's decisions: a call of Alfa where one decides as applications come."""

from typing import Any

from talenti.base.clock import adesso
from talenti.documenti.models import FileCaricato
from tests.factories.istruttoria import AMMETTE, PREAVVISA, di_sportello
from tests.factories.thinktown import dati_atto, inviata, pronta, risposta
from thinktown import actions
from thinktown.enums import Misura
from thinktown.enums_istruttoria import SI_RIPENSA
from thinktown.models import CopiaOscurata, Provvedimento


def istruttoria(persone: dict[str, Any], alfa: Any) -> dict[str, Any]:
    """The values of the rows on decisions: one to decide, one decided and not told, one admitted."""
    scrive, pubblica, giovane = persone["ufficio"], persone["amministrazione"], persone["giovane"]
    bando = actions.crea(alfa, misura=Misura.GRUPPI, da=scrive)
    actions.salva(bando, di_sportello(titolo="Sportello di Alfa"), da=scrive, revisione=0)
    actions.manda_in_verifica(bando, da=scrive)
    actions.pubblica(bando, dati_atto("13"), da=pubblica)
    ammessa = _con_un_file(bando, giovane)
    libera, decisa = (inviata(bando, giovane) for _quale in range(2))
    detto = actions.decide(ammessa, AMMETTE, letto=1, da=scrive)
    # As if it had been decided longer ago than one may think again.
    Provvedimento.objects.filter(pk=detto.pk).update(comunica_dal=detto.preso_il)
    actions.comunica_dovuti()
    copia = CopiaOscurata.objects.create(
        domanda=ammessa, originale=ammessa.file, file=_file(ammessa, scrive, "copia-1.pdf"), da=scrive
    )
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


def _con_un_file(bando: Any, persona: Any) -> Any:
    domanda = pronta(bando, persona)
    domanda.file = _file(domanda, persona, "statuto.pdf")
    risposta(domanda, "altro", [domanda.file.codice], da=persona)
    actions.invia(domanda, gettone="uno", da=persona)
    return domanda


def _file(domanda: Any, da: Any, nome: str) -> FileCaricato:
    """Files are uploaded in no transaction: only its row."""
    return FileCaricato.objects.create(
        oggetto_tipo=domanda._meta.label_lower, oggetto_id=domanda.pk, proprietario=da, nome=nome, tipo="pdf",
        byte=3, sha256="0" * 64, percorso=f"documenti/{nome}", caricato_il=adesso(),
    )  # fmt: skip
