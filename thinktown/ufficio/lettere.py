"""What is told to those who work on a call, by those who work on it. Imported by ThinktownConfig.ready().

Each function runs once for every language of its readers, so plain gettext is right here.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.registro.annunci import Messaggio, avvisa
from thinktown.emails import TIPO, lavorano_al_bando
from thinktown.models import Bando
from thinktown.models.bandi import RuoloIncarico
from thinktown.rules import pubblica_bandi

Dati = dict[str, Any]


def _a(persona: Any, bando: Bando, oggetto: str, *testo: str) -> Messaggio:
    scheda = (_("Apri il bando"), reverse("admin:thinktown_bando_scheda", args=[bando.pk]))
    return Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=testo, azione=scheda)


def _quale(bando: Bando) -> str:
    return _("Il bando: %(bando)s.") % {"bando": bando}


@avvisa("thinktown.bando", "manda_in_verifica")
def da_rileggere(_t: Any, bando: Bando, _dati: Dati) -> Iterator[Messaggio]:
    """Everybody who may publish it; never who has sent it."""
    for persona in lavorano_al_bando(bando):
        if pubblica_bandi(persona, bando):
            yield _a(
                persona,
                bando,
                _("Un bando aspetta che tu lo rilegga"),
                _("Rileggilo: poi lo pubblichi, o lo rimandi a chi l'ha scritto."),
                _quale(bando),
            )


@avvisa("thinktown.bando", "rimanda")
def rimandato(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    if bando.mandato_da is not None:
        yield _a(
            bando.mandato_da,
            bando,
            _("Un bando che hai mandato in verifica torna da te"),
            _("È di nuovo una bozza: cambialo, e rimandalo in verifica."),
            _("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]},
            _quale(bando),
        )


@avvisa("thinktown.bando", "incarica")
def incaricata(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    persona = get_user_model()._default_manager.filter(pk=dati["persona"], is_active=True).first()
    if persona is not None:
        yield _a(
            persona,
            bando,
            _("Hai un incarico in un bando"),
            _("Da oggi lo segui. Il tuo incarico: %(ruolo)s.") % {"ruolo": RuoloIncarico(dati["ruolo"]).label},
            _quale(bando),
        )
