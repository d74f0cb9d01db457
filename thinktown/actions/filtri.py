"""Filters of a queue, kept by name: personal, few, and of no consequence for anybody else."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import richiedi
from thinktown.filtri import di, puliti
from thinktown.models import Bando, FiltroSalvato

NOME_MASSIMO = 40
PARAMETRI_MASSIMI = 400
QUANTI = 20
# After the closing: a call is not worked on for longer, and nobody misses them.
FILTRI_SI_TENGONO = timedelta(days=365)


def salva_filtro(bando: Bando, nome: str, indirizzo: str, *, ammessi: Iterable[str], da: Any) -> FiltroSalvato:
    """Keep under a name the filters that ``indirizzo`` holds, of those that the queue has (``ammessi``).

    Raises DatoNonAccettato beside the field: no name or one that is there already, nothing chosen, too many.
    """
    richiedi(da, "thinktown.scrive_bandi", bando)
    nome, parametri = " ".join(nome.split()), puliti(indirizzo, ammessi)
    if not nome:
        raise DatoNonAccettato(_("Scrivi un nome, per ritrovarlo."), campo="nome")
    if len(nome) > NOME_MASSIMO:
        raise DatoNonAccettato(_("Il nome è troppo lungo: al massimo 40 caratteri."), campo="nome")
    if not parametri:
        raise DatoNonAccettato(_("Non hai scelto nessun filtro: scegline uno, poi salvalo."), codice="senza_filtri")
    if len(parametri) > PARAMETRI_MASSIMI:
        raise DatoNonAccettato(_("Questi filtri sono troppo lunghi: accorcia quello che cerchi."), codice="lunghi")
    with transaction.atomic():
        # Herself is the lock: from two tabs at once no more than so many, nor the same name twice.
        get_user_model()._default_manager.select_for_update(no_key=True).get(pk=da.pk)
        suoi = list(di(da, bando).values_list("nome", flat=True))
        if nome in suoi:
            raise DatoNonAccettato(_("Hai già un filtro con questo nome: scegline un altro."), campo="nome")
        if len(suoi) >= QUANTI:
            frase = _("Hai già %(n)s filtri su questo bando: prima togline uno.")
            raise DatoNonAccettato(frase % {"n": QUANTI}, codice="troppi")
        return FiltroSalvato.objects.create(bando=bando, persona=da, nome=nome, parametri=parametri)


def togli_filtro(bando: Bando, pk: int, *, da: Any) -> bool:
    """One of hers; False when there is none (any more)."""
    return bool(di(da, bando).filter(pk=pk).delete()[0])


def dimentica_filtri(ora: datetime) -> int:
    """Those of calls that closed long ago. Returns how many."""
    return FiltroSalvato.objects.filter(bando__chiude_il__lte=ora - FILTRI_SI_TENGONO).delete()[0]
