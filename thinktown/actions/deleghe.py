"""Somebody who is away leaves her appointment to another person, for so many days."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema, entra_in_ufficio, no, richiedi
from talenti.base.templatetags.italiano import data
from talenti.registro.actions import atto
from thinktown.models import Delega, Incarico

MASSIMO_GIORNI = 90
DA = Sistema("deleghe")


def delega(incarico: Incarico, a: Any, *, dal: date, al: date, da: Any) -> Delega:
    """From a day to another, both in, ``a`` does on that call what ``da`` is named for. The clock alone ends it.

    Raises NonPermesso (not hers, or only left to her), DatoNonAccettato beside the field.
    """
    dati = {"persona": incarico.persona_id, "a": a.pk, "ruolo": incarico.ruolo}
    dati |= {"dal": dal.isoformat(), "al": al.isoformat()}
    with atto(incarico.bando, "delega", da=da, dati=dati) as passo:
        if not Incarico.objects.di_oggi().filter(pk=incarico.pk, persona_id=da.pk).exists():
            raise NonPermesso(no("non_suo", _("Questo incarico non è tuo, o è finito.")))
        _giorni(dal, al)
        _chi(incarico, a)
        _liberi(incarico, dal, al)
        data_a = Delega.objects.create(incarico=incarico, a=a, dal=dal, al=al, data_il=passo.quando)
        passo.dati["delega"] = data_a.pk
        return data_a


def _giorni(dal: date, al: date) -> None:
    if dal < oggi():
        raise DatoNonAccettato(_("Questo giorno è già passato: comincia da oggi o più avanti."), campo="dal")
    if al < dal:
        raise DatoNonAccettato(_("L'ultimo giorno viene prima del primo."), campo="al")
    if (al - dal).days >= MASSIMO_GIORNI:
        frase = _("Al massimo %(n)s giorni: per un'assenza più lunga serve un altro incarico.")
        raise DatoNonAccettato(frase % {"n": MASSIMO_GIORNI}, campo="al")


def _chi(incarico: Incarico, a: Any) -> None:
    if a.pk == incarico.persona_id:
        raise DatoNonAccettato(_("Questa email è la tua: scegli un'altra persona."), campo="email")
    if not entra_in_ufficio(a):
        raise DatoNonAccettato(
            _(
                "%(chi)s oggi non lavora in nessun ufficio della rete: non potrebbe aprire le domande. "
                "Chi amministra il suo ente può dare un ruolo a questa persona; oppure scegline un'altra."
            )
            % {"chi": a},
            campo="email",
        )


def _liberi(incarico: Incarico, dal: date, al: date) -> None:
    """One at a time: with two, nobody would know who is to act."""
    gia = incarico.deleghe.filter(tolta_il__isnull=True, dal__lte=al, al__gte=dal).select_related("a").first()
    if gia is not None:
        frase = _("Al tuo posto c'è già %(chi)s, da %(dal)s a %(al)s: prima togli quella delega, o cambia i giorni.")
        raise DatoNonAccettato(frase % {"chi": gia.a, "dal": data(gia.dal), "al": data(gia.al)}, campo="dal")


def toglie_delega(data_a: Delega, *, da: Attore) -> None:
    """From this moment she stands in no more; of one that has not begun, she never will."""
    richiedi(da, "thinktown.toglie_delega", data_a)
    incarico = data_a.incarico
    dati = {"persona": incarico.persona_id, "a": data_a.a_id, "delega": data_a.pk, "al": data_a.al.isoformat()}
    with atto(incarico.bando, "toglie_delega", da=da, dati=dati) as passo:
        richiedi(da, "thinktown.toglie_delega", data_a)
        ancora = Delega.objects.filter(pk=data_a.pk, tolta_il__isnull=True, al__gte=oggi())
        if not ancora.update(tolta_il=passo.quando):
            raise TransizioneNonAmmessa(_("Questa delega è già finita, o è già stata tolta."))
    data_a.refresh_from_db()


def lascia_deleghe(persona: Any) -> None:
    """Her account closes: what was left to her goes back, and what she had left ends with her."""
    sue = Delega.objects.filter(tolta_il__isnull=True, al__gte=oggi())
    for una in sue.filter(a=persona) | sue.filter(incarico__persona=persona):
        toglie_delega(una, da=DA)
