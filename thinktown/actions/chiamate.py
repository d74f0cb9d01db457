"""After the final ranking: who is chosen is called, accepts, gives up or lets the day pass; then comes the next.

Every step is an act and a notice. What was offered or accepted is never taken back (ADR 0011).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.arrivo import ATTESA_MASSIMA
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema
from talenti.base.templatetags.italiano import data_ora
from talenti.registro.actions import atto as atto_di
from talenti.registro.actions import registra_nascita
from thinktown.actions.bandi import DatiAtto, atto_scritto, registra_atto
from thinktown.actions.firma import atto
from thinktown.enums import TipoAtto
from thinktown.enums_graduatoria import DaDove, StatoChiamata
from thinktown.graduatoria.dati import Riga
from thinktown.graduatoria.scorrimento import Chiamata as Chiamato
from thinktown.graduatoria.scorrimento import Scorrimento, scorri
from thinktown.models import AttoBando, Bando, Chiamata, Domanda, Graduatoria
from thinktown.momento import FINITI_PRIMA

DA = Sistema("chiamate")
PERCHE_MASSIMO = 400


def chiama_le_prime(graduatoria: Graduatoria, *, entro: datetime, da: Any, quando: datetime) -> None:
    """Everybody whom the final ranking has chosen. In the transaction that publishes it."""
    _chiama(graduatoria.bando, graduatoria.esiti.scelte, graduatoria.atto, entro=entro, da=da, quando=quando)


def _chiama(
    bando: Bando, righe: Iterable[Riga], registrato: AttoBando, *, entro: datetime, da: Attore, quando: datetime
) -> int:
    righe = list(righe)
    domande = {una.codice: una for una in Domanda.objects.filter(bando=bando, codice__in=[r.codice for r in righe])}
    for riga in righe:
        chiamata = Chiamata.objects.create(
            bando=bando,
            domanda=domande[riga.codice],
            atto=registrato,
            da_dove=riga.da_dove or DaDove.SEZIONE,
            importo=riga.importo or 0,
            chiamata_il=quando,
            entro=entro,
        )
        dati = {"domanda": chiamata.domanda_id, "importo": str(chiamata.importo), "entro": entro.isoformat()}
        registra_nascita(chiamata, "chiama", da=da, dati=dati | {"atto": registrato.numero})
    return len(righe)


# ── Answers ───────────────────────────────────────────────────────────────────────────────────────
def accetta(chiamata: Chiamata, *, da: Any, arrivo: datetime | None = None) -> None:
    """Within the term: one that arrives at its last instant is late."""
    arrivo = arrivo or adesso()
    with atto_di(chiamata, "accetta", da=da, insieme={"risposta_il": arrivo}):
        _ancora_in_piedi(chiamata)
        if chiamata.entro <= arrivo:
            raise TransizioneNonAmmessa(
                _("Si poteva rispondere prima del %(quando)s: il termine è passato.")
                % {"quando": data_ora(chiamata.entro)}
            )


def rinuncia(chiamata: Chiamata, *, perche: str = "", da: Any) -> None:
    """Before or after having accepted. The place goes to who follows, when the body says so by an act."""
    perche = perche.strip()
    if len(perche) > PERCHE_MASSIMO:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 400 caratteri."), campo="perche")
    insieme = {"risposta_il": adesso(), "perche": perche}
    with atto_di(chiamata, "rinuncia", da=da, insieme=insieme):
        _ancora_in_piedi(chiamata)


def _ancora_in_piedi(chiamata: Chiamata) -> None:
    if Bando.objects.get(pk=chiamata.bando_id).stato in FINITI_PRIMA:
        raise TransizioneNonAmmessa(_("Il bando è stato fermato o cancellato: qui non si risponde più."))


def fai_scadere_chiamate(*, al: datetime | None = None, limite: int = 500) -> int:
    """Those whose term had passed by then (now). Returns how many."""
    scadute = Chiamata.objects.scadute(al).order_by("entro", "pk")
    return sum(_scade(una) for una in list(scadute[:limite]))


def _scade(chiamata: Chiamata) -> bool:
    try:
        with atto_di(chiamata, "fa_scadere", da=DA, insieme={"risposta_il": adesso()}):
            if not chiamata.entro <= adesso():
                raise TransizioneNonAmmessa(_("Il termine non è ancora passato."))
    except TransizioneNonAmmessa:
        return False
    return True


# ── The next ──────────────────────────────────────────────────────────────────────────────────────
def prossime(bando: Bando) -> Scorrimento:
    """Who is to be called now, and whose sum grows, after the answers of today. Raises Graduatoria.DoesNotExist."""
    chiamate = Chiamata.objects.filter(bando=bando).select_related("domanda")
    ora = adesso()
    dette = [
        Chiamato(
            codice=una.domanda.codice,
            # What arrived before the term has that long to come through.
            stato=StatoChiamata.SCADUTA if una.scaduta(ora - ATTESA_MASSIMA) else StatoChiamata(una.stato),
            importo=una.importo,
        )
        for una in chiamate
    ]
    return scorri(bando.graduatorie.latest("n").letti, dette)


def scorre(bando: Bando, dati: DatiAtto, *, entro: datetime, lette: Iterable[str], da: Any) -> int:
    """By an act: those who follow are called, and sums that were given in part are completed. Returns how many.

    ``lette``: the codes that stood on the page. Raises TransizioneNonAmmessa where nobody is to be called.
    """
    atto_scritto(dati, TipoAtto.SCORRIMENTO)
    fai_scadere_chiamate(al=adesso() - ATTESA_MASSIMA)
    with atto(bando, "scorre", da=da, motivo=dati.motivo) as passo:
        if entro <= passo.quando:
            raise DatoNonAccettato(_("Scegli un momento che deve ancora venire."), campo="entro")
        passi = prossime(bando)
        if not passi.nuove and not passi.completate:
            raise TransizioneNonAmmessa(_("Non c'è nessuno da chiamare."))
        if {una.codice for una in passi.nuove} | set(passi.completate) != set(lette):
            raise TransizioneNonAmmessa(_("Intanto qualcuno ha risposto: rileggi chi segue, poi conferma."))
        registrato = registra_atto(bando, dati, TipoAtto.SCORRIMENTO, passo)
        _chiama(bando, passi.nuove, registrato, entro=entro, da=da, quando=passo.quando)
        for codice, importo in passi.completate.items():
            _completa(Chiamata.objects.get(bando=bando, domanda__codice=codice), importo, da)
        passo.dati |= {"nuove": [una.codice for una in passi.nuove], "completate": sorted(passi.completate)}
        return len(passi.nuove) + len(passi.completate)


def _completa(chiamata: Chiamata, importo: Any, da: Any) -> None:
    with atto_di(chiamata, "completa", da=da) as passo:
        passo.dati |= {"prima": str(chiamata.importo), "importo": str(importo)}
        chiamata.importo = importo
        chiamata.save(update_fields=["importo"])
