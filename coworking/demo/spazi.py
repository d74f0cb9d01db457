"""Hosts and their places: the organisation comes in, proposes what it offers, the lead examines it."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial

from coworking import actions
from coworking.actions import bozza, spazi
from coworking.demo.foto import foto
from coworking.demo.modelli import Finestra, Offerta, Ospite, ora
from coworking.demo.ospiti import OSPITI
from coworking.emails import TIPO
from coworking.enums import Prezzo, StatoSpazio
from coworking.models import Foto, Orario, Spazio
from talenti.avvisi.actions import scegli
from talenti.avvisi.enums import Scelta
from talenti.luoghi.models import Comune
from talenti.portale.demo.gente import comune, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.portale.demo.oggi import storia
from talenti.rete.actions import aggiungi_partecipazione
from talenti.rete.enums import Azione
from talenti.rete.models import Partner

# The tax codes of the chapters before end well under it.
_PRIMO_POSTO = 100
# A host has so many proposals at a time.
_PER_VOLTA = 6
# Days between the proposal, its examination, its outcome, the next proposals.
_ESAME, _ESITO, _ANCORA = 3, 8, 12

# Proposed these days: still on the desk of the lead, or a draft.
_DI_ADESSO = {StatoSpazio.PROPOSTO: 2, StatoSpazio.IN_ESAME: 6, StatoSpazio.BOZZA: 1}


def eventi(nascita: datetime) -> Iterator[Evento]:
    primo = max(ospite.giorni_fa for ospite in OSPITI) + 1
    yield Evento("spazi:posta:nora", giorni_fa(nascita, primo, 9), partial(posta, "nora", Scelta.SOLO_PORTALE))
    for posto, ospite in enumerate(OSPITI, start=_PRIMO_POSTO):
        if ospite.proposta:
            yield from storia(nascita, posto, ospite.proposta)
        yield Evento(f"ospita:{ospite.partner}", giorni_fa(nascita, ospite.giorni_fa, 9), partial(_comincia, ospite))
        yield from _di_allora(nascita, ospite)
        yield from _di_adesso(nascita, ospite)


def _di_allora(nascita: datetime, ospite: Ospite) -> Iterator[Evento]:
    """What was proposed months ago, a few places at a time."""
    offerte = [una for una in ospite.offerte if una.stato not in _DI_ADESSO]
    for volta, inizio in enumerate(range(0, len(offerte), _PER_VOLTA)):
        gruppo = offerte[inizio : inizio + _PER_VOLTA]
        giorni, nome = ospite.giorni_fa - volta * _ANCORA, f"{ospite.partner}:{volta}"
        passi = (
            ("proponi", giorni, partial(_proponi, ospite, gruppo)),
            ("esame", giorni - _ESAME, partial(_esamina, ospite, gruppo)),
            ("esito", giorni - _ESITO, partial(_decidi, ospite, gruppo)),
        )
        for verbo, quanti, fai in passi:
            yield Evento(f"spazi:{verbo}:{nome}", giorni_fa(nascita, quanti, 11), fai)
    for una in offerte:
        if una.stato == StatoSpazio.SOSPESO:
            yield Evento(f"spazi:sospendi:{una.slug}", giorni_fa(nascita, 9, 12), partial(_sospendi, ospite, una))


def _di_adesso(nascita: datetime, ospite: Ospite) -> Iterator[Evento]:
    for una in ospite.offerte:
        giorni = _DI_ADESSO.get(StatoSpazio(una.stato))
        if giorni is None:
            continue
        fai = partial(_scrivi, ospite, una) if una.stato == StatoSpazio.BOZZA else partial(_proponi, ospite, [una])
        yield Evento(f"spazi:proponi:{una.slug}", giorni_fa(nascita, giorni, 16), fai)
        if una.stato == StatoSpazio.IN_ESAME:
            quando = giorni_fa(nascita, giorni - 2, 10)
            yield Evento(f"spazi:esame:{una.slug}", quando, partial(_esamina, ospite, [una]))


def _partner(ospite: Ospite) -> Partner:
    return Partner.objects.get(email=f"{ospite.partner}@example.org")


def spazio_di(ospite: Ospite, offerta: Offerta) -> Spazio:
    return Spazio.objects.select_related("partner").get(
        partner__email=f"{ospite.partner}@example.org", nome=offerta.nome
    )


def posta(chiave: str, scelta: str) -> None:
    scegli(persona(chiave), {TIPO: scelta})


def _comincia(ospite: Ospite) -> None:
    """The week of the house, and what the partner says that it does."""
    partner = _partner(ospite)
    posta(ospite.chi, Scelta.SOLO_PORTALE)
    Orario.objects.bulk_create(
        Orario(partner=partner, giorno=giorno, dalle=dalle, alle=alle) for giorno, dalle, alle in _righe(ospite.orari)
    )
    if ospite.che_cosa:
        aggiungi_partecipazione(partner, azione=Azione.COWORKING, che_cosa=ospite.che_cosa, da=persona(ospite.chi))


def _righe(finestre: tuple[Finestra, ...]) -> list[tuple[int, time, time]]:
    return [(giorno, ora(dalle), ora(alle)) for giorni, dalle, alle in finestre for giorno in giorni]


def _scrivi(ospite: Ospite, offerta: Offerta) -> Spazio:
    chi = persona(ospite.chi)
    spazio = bozza.comincia_bozza(_partner(ospite), da=chi)
    bozza.salva_bozza(
        spazio,
        da=chi,
        campi=_campi(ospite, offerta),
        dotazioni=offerta.dotazioni,
        accessibilita={aspetto: (grado, nota) for aspetto, grado, nota in offerta.accesso},
        orari=_righe(offerta.orari),
        regole_testo=offerta.regole,
    )
    if offerta.foto[0]:
        disegno, alt = offerta.foto
        aggiunta = actions.aggiungi_foto(spazio, caricata=foto(disegno), alt=alt, da=chi)
        Foto.objects.filter(pk=aggiunta.pk).update(generata=True)
    return spazio


def _campi(ospite: Ospite, offerta: Offerta) -> dict[str, object]:
    dove = comune(ospite.comune)
    return {
        "nome": offerta.nome,
        "tipo": offerta.tipo,
        "vendita": offerta.vendita,
        "capienza": offerta.posti,
        "comune": dove,
        "indirizzo": ospite.indirizzo,
        **_vicino_a(dove, ospite.partner),
        "in_una_frase": offerta.frase,
        "descrizione": offerta.descrizione,
        "condivide": offerta.condivide,
        "come_arrivare": offerta.come,
        "prezzo": Prezzo.SUL_POSTO if offerta.quanto else Prezzo.GRATIS,
        "quanto": offerta.quanto,
        "sempre_conferma": offerta.rispondo_io,
    }


def _vicino_a(dove: Comune, chiave: str) -> dict[str, Decimal]:
    """A point some hundred metres from the centre of the comune, the same at every run: nobody's house."""
    passo = sum(map(ord, chiave))
    return {
        "lat": (dove.lat or Decimal()) + Decimal(passo % 7 - 3) / 1000,
        "lon": (dove.lon or Decimal()) + Decimal(passo % 11 - 5) / 1000,
    }


def _proponi(ospite: Ospite, offerte: list[Offerta]) -> None:
    for offerta in offerte:
        bozza.proponi(_scrivi(ospite, offerta), da=persona(ospite.chi))


def _esamina(ospite: Ospite, offerte: list[Offerta]) -> None:
    for offerta in offerte:
        spazi.prendi_in_esame(spazio_di(ospite, offerta), da=persona("nora"))


def _decidi(ospite: Ospite, offerte: list[Offerta]) -> None:
    nora = persona("nora")
    for offerta in offerte:
        if offerta.stato == StatoSpazio.RESPINTO:
            spazi.respingi(spazio_di(ospite, offerta), motivo=offerta.motivo, da=nora)
        else:
            spazi.pubblica(spazio_di(ospite, offerta), da=nora)


def _sospendi(ospite: Ospite, offerta: Offerta) -> None:
    spazi.sospendi(spazio_di(ospite, offerta), motivo=offerta.motivo, da=persona(ospite.chi))


def pubblicato_il(nascita: datetime, ospite: Ospite, offerta: Offerta) -> datetime:
    """When anybody could book it for the first time."""
    offerte = [una for una in ospite.offerte if una.stato not in _DI_ADESSO]
    volta = offerte.index(offerta) // _PER_VOLTA
    return giorni_fa(nascita, ospite.giorni_fa - volta * _ANCORA - _ESITO, 11) + timedelta(minutes=1)
