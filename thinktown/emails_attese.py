"""What is told by the clock: a call has opened, one has come out, a draft is about to be left behind.

These are no acts: ``actions.attese`` calls them, in the language of the reader.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.avvisi.tipi import Tipo, dichiara
from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data_breve, data_ora
from talenti.registro.annunci import Messaggio
from thinktown.models import Bando, Domanda
from thinktown.momento import FINITI_PRIMA, Momento, momento

TIPO = dichiara(
    Tipo(
        "attese",
        gettext_lazy("Bandi che aspetti"),
        gettext_lazy("Quando apre un bando, quando ne esce uno nuovo, quando una domanda che non hai inviato scade."),
    )
).chiave


def _a(persona: Any, oggetto: str, testo: tuple[str, ...], azione: tuple[str, str]) -> Messaggio:
    return Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=testo, azione=azione)


def _giorno(istante: datetime) -> str:
    return data_breve(a_roma(istante).date())


def _chiude(m: Momento) -> str:
    assert m.finestra is not None  # noqa: S101 – a published call has one
    return data_ora(m.finestra.chiude)


def _guarda(bando: Bando) -> tuple[str, str]:
    return _("Guarda il bando"), bando.get_absolute_url()


def e_ora(bando: Bando, persona: Any) -> Messaggio:
    """Who waited for it: it is open. Where that is no more true, what has become of it."""
    m = momento(bando)
    di: dict[str, Any] = {"bando": bando, "ente": bando.partner}
    if m.aperto:
        di |= {"giorno": _giorno(m.finestra.chiude), "chiude": _chiude(m)}  # type: ignore[union-attr]  # open, it has one
        testo = (
            _("Da adesso puoi cominciare la domanda."),
            _("Il bando: %(bando)s, di %(ente)s.") % di,
            _("Chiude %(chiude)s (ora italiana).") % di,
        )
        return _a(persona, _("Il bando che aspettavi è aperto: chiude %(giorno)s") % di, testo, _guarda(bando))
    testo: tuple[str, ...]
    if bando.stato in FINITI_PRIMA:
        testo = (_("Non devi fare niente."), _("Il bando: %(bando)s, di %(ente)s. La sua pagina dice perché.") % di)
        return _a(persona, _("Il bando che aspettavi non apre"), testo, _guarda(bando))
    testo = (
        _("Dovevamo scriverti quando apriva, e non ci siamo riusciti in tempo."),
        _("Il bando: %(bando)s, di %(ente)s. La sua pagina dice che cosa succede adesso.") % di,
        _("Se per questo non hai potuto fare la domanda, scrivilo a chi segue il bando."),
    )
    return _a(persona, _("Il bando che aspettavi si è già chiuso"), testo, _guarda(bando))


def e_uscito(bando: Bando, persona: Any) -> Messaggio:
    m = momento(bando)
    di: dict[str, Any] = {"bando": bando, "ente": bando.partner, "in_breve": bando.in_breve}
    if m.aperto:
        di |= {"giorno": _giorno(m.finestra.chiude), "chiude": _chiude(m)}  # type: ignore[union-attr]  # open, it has one
        oggetto = _("È uscito un bando: chiude %(giorno)s") % di
        quando = _("È già aperto. Chiude %(chiude)s (ora italiana).") % di
    else:
        assert m.finestra is not None  # noqa: S101 – a published call has one
        di |= {"giorno": _giorno(m.finestra.apre), "apre": data_ora(m.finestra.apre)}
        oggetto = _("È uscito un bando: apre %(giorno)s") % di
        quando = _("Apre %(apre)s (ora italiana). Nella sua pagina puoi chiedere un avviso per quel momento.") % di
    testo = (
        _("Guarda se fa per te: ci vogliono due minuti."),
        _("%(bando)s, di %(ente)s. %(in_breve)s") % di,
        quando,
        _("Ti scriviamo perché hai chiesto di sapere dei bandi nuovi. Nella pagina dei bandi puoi smettere."),
    )
    return _a(persona, oggetto, testo, _guarda(bando))


def da_inviare(domanda: Domanda, persona: Any, chiude: datetime) -> Messaggio:
    """The title of the application is nobody's business on a locked telephone: the call's is in the text."""
    di = {"bando": domanda.bando, "giorno": _giorno(chiude), "chiude": data_ora(chiude)}
    testo = (
        _("Per partecipare, inviala prima di %(chiude)s (ora italiana).") % di,
        _("È ancora una bozza: una bozza non conta come domanda.") % di,
        _("Il bando: %(bando)s.") % di,
        _("Se nel gruppo siete in più persone, la invia chi parla per il gruppo. Se avete cambiato idea, lasciala lì."),
    )
    apri = (_("Apri la domanda"), domanda.get_absolute_url())
    return _a(persona, _("La tua domanda non è inviata: si chiude %(giorno)s") % di, testo, apri)
