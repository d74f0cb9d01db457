"""Who is away and who stands in for her are told, both. Imported by ThinktownConfig.ready()."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.emails import TIPO, Dati
from thinktown.models import Bando, Delega
from thinktown.models.bandi import RuoloIncarico


def _delega(dati: Dati) -> Delega | None:
    return Delega.objects.filter(pk=dati["delega"]).select_related("incarico__persona", "a").first()


def _ancora_qui(persona: Any) -> bool:
    """One who has closed her account in this very moment is told nothing."""
    return get_user_model()._default_manager.filter(pk=persona.pk, is_active=True).exists()


def _a(persona: Any, bando: Bando, oggetto: str, *testo: str) -> Iterator[Messaggio]:
    if _ancora_qui(persona):
        scheda = (_("Apri il bando"), reverse("admin:thinktown_bando_scheda", args=[bando.pk]))
        yield Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=testo, azione=scheda)


def _quale(bando: Bando, delega: Delega) -> str:
    ruolo = RuoloIncarico(delega.incarico.ruolo).label
    return _("Il bando: %(bando)s. L'incarico: %(ruolo)s.") % {"bando": bando, "ruolo": ruolo}


@avvisa("thinktown.bando", "delega")
def data_a(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    delega = _delega(dati)
    if delega is None:
        return
    giorni = {"dal": data(delega.dal), "al": data(delega.al)}
    yield from _a(
        delega.a,
        bando,
        _("Prendi il posto di una persona in un bando"),
        _("Segui il bando al posto di %(chi)s, da %(dal)s a %(al)s, compresi.")
        % (giorni | {"chi": delega.incarico.persona}),
        _("Dal primo giorno apri il bando dall'ufficio. Quello che fai resta scritto a nome tuo, per conto suo."),
        _("Se non puoi, dillo a %(chi)s prima che cominci.") % {"chi": delega.incarico.persona},
        _quale(bando, delega),
    )
    yield from _a(
        delega.incarico.persona,
        bando,
        _("Hai lasciato un tuo incarico per qualche giorno"),
        _("Da %(dal)s a %(al)s, compresi, al tuo posto c'è %(chi)s.") % (giorni | {"chi": delega.a}),
        _("Non devi fare altro: finisce da sola. Se torni prima, toglila dalla pagina del bando."),
        _quale(bando, delega),
    )


@avvisa("thinktown.bando", "toglie_delega")
def tolta(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    delega = _delega(dati)
    if delega is None:
        return
    yield from _a(
        delega.a,
        bando,
        _("Non prendi più il posto di una persona in un bando"),
        _("La delega di %(chi)s è tolta da adesso. Non devi fare niente.") % {"chi": delega.incarico.persona},
        _quale(bando, delega),
    )
    yield from _a(
        delega.incarico.persona,
        bando,
        _("Un tuo incarico torna a te"),
        _("La delega a %(chi)s è tolta da adesso: il bando lo segui di nuovo tu.") % {"chi": delega.a},
        _quale(bando, delega),
    )
