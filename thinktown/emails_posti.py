"""What is told of a place: to whose application it is made of, to who has chosen it.

Imported by ThinktownConfig.ready().

Each function runs once for every language of its readers, so plain gettext is right here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.registro.annunci import Messaggio, avvisa
from thinktown.enums import IN_GARA, StatoDomanda
from thinktown.enums_posti import StatoOfferta
from thinktown.models import Bando, Componente, Domanda, Offerta, Risposta
from thinktown.tipi import DOMANDE

Dati = dict[str, Any]
Azione = tuple[str, str]
DA_INVIARE = (StatoDomanda.BOZZA, StatoDomanda.RITIRATA)


def _al_gruppo(domande: Iterable[int], oggetto: str, testo: tuple[str, ...], azione: Any) -> Iterator[Messaggio]:
    """Everybody in those groups. ``azione``: of each application, its own."""
    suoi = Componente.objects.attivi().filter(domanda__in=list(domande), persona__is_active=True)
    for uno in suoi.select_related("persona", "domanda").order_by("pk"):
        yield Messaggio(persona=uno.persona, tipo=DOMANDE, oggetto=oggetto, testo=testo, azione=azione(uno.domanda))


def _quale(offerta: Offerta) -> str:
    return _("Il posto: %(posto)s.") % {"posto": offerta.nome}


def _la_domanda(domanda: Domanda) -> Azione:
    return _("Apri la domanda"), domanda.get_absolute_url()


@avvisa("thinktown.offerta", "pubblica_offerta")
def pubblicato(_t: Any, offerta: Offerta, _dati: Dati) -> Iterator[Messaggio]:
    """Those who had asked for it."""
    yield from _al_gruppo(
        [offerta.domanda_id],
        _("La vostra richiesta è stata scelta"),
        (
            _("Adesso è un posto pubblicato: chi risponde al secondo bando lo può scegliere."),
            _quale(offerta),
            _("I nomi delle persone e i contatti non si pubblicano."),
        ),
        _la_domanda,
    )


@avvisa("thinktown.offerta", "ritira_offerta")
def ritirato(t: Any, offerta: Offerta, dati: Dati) -> Iterator[Messaggio]:
    """Those who have chosen it, who is still writing first: she has something to change. And those who asked for it."""
    if t.da_stato != StatoOfferta.PUBBLICATA:
        return
    motivo = _("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]}
    yield from _al_gruppo(
        in_bozza(offerta),
        _("Un posto che avevi scelto non c'è più"),
        (
            _("Scegline un altro, o lascia vuoto: altrimenti la domanda non si invia."),
            _quale(offerta),
            motivo,
        ),
        lambda domanda: (_("Cambia la scelta"), _dove_si_sceglie(domanda)),
    )
    yield from _al_gruppo(
        _in_gara(offerta, StatoDomanda.INVIATA),
        _("Un posto che avevi scelto non c'è più"),
        (
            _("La domanda inviata vale per gli altri posti che hai scelto. Finché il bando è aperto puoi cambiarla."),
            _quale(offerta),
            motivo,
        ),
        _la_domanda,
    )
    yield from _al_gruppo(
        _in_gara(offerta, *(stato for stato in IN_GARA if stato != StatoDomanda.INVIATA)),
        _("Un posto che avevi scelto non c'è più"),
        (_("La domanda vale per gli altri posti che hai scelto."), _quale(offerta), motivo),
        _la_domanda,
    )
    yield from _al_gruppo(
        [offerta.domanda_id], _("Il vostro posto è stato ritirato"), (motivo, _quale(offerta)), _la_domanda
    )


def in_bozza(offerta: Offerta) -> list[int]:
    """The applications still to be sent, for the first time or again, in which it stands."""
    bandi = Bando.objects.filter(risponde_a=offerta.bando_id)
    chiavi = {uno.pk: uno.in_vigore.preferenze.chiave for uno in bandi if uno.in_vigore.preferenze}
    scritte = Risposta.objects.filter(
        domanda__bando__in=chiavi, domanda__stato__in=DA_INVIARE, quesito__in=set(chiavi.values())
    ).values_list("domanda", "domanda__bando", "quesito", "valore")
    return [
        domanda
        for domanda, bando, quesito, valore in scritte
        if quesito == chiavi[bando] and offerta.codice in (valore or ())
    ]


def _in_gara(offerta: Offerta, *stati: str) -> list[int]:
    righe = offerta.preferenze.filter(domanda__stato__in=stati)
    return list(righe.values_list("domanda", flat=True))


def _dove_si_sceglie(domanda: Domanda) -> str:
    for parte in domanda.bando.in_vigore.parti:
        for uno in parte.quesiti:
            if uno == domanda.bando.in_vigore.preferenze:
                return f"{reverse('thinktown:parte', args=[domanda.codice, parte.chiave])}#voce-{uno.chiave}"
    return domanda.get_absolute_url()
