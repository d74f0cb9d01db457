"""A space before the lead, and after: examined, published, stopped, changed, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from coworking import queries
from coworking.actions.assegna import revoca_assegnazione
from coworking.actions.bozza import (
    CAMPI_LIBERI,
    Finestra,
    Gradi,
    giudica,
    imposta_postazioni,
    righe_di_orario,
    scrivi,
    scrivi_parti,
    scrivi_regole,
)
from coworking.actions.comune import blocca_spazio
from coworking.actions.risposte import disdici_tutte
from coworking.enums import Prezzo, TipoOccupazione
from coworking.mancanze import frase_di
from coworking.models import Orario, Prenotazione, Spazio
from coworking.orari import Aperture, aperte
from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Attore, Sistema, concesso, richiedi
from talenti.registro.actions import atto


# ── The lead ──────────────────────────────────────────────────────────────────────────────────────
def prendi_in_esame(spazio: Spazio, *, da: Attore) -> None:
    with atto(spazio, "prendi_in_esame", da=da):
        scrivi(spazio)


def pubblica(spazio: Spazio, *, da: Attore, motivo: str = "") -> None:
    """Open it to everybody, with the seats that it says."""
    insieme = {"pubblicato_il": adesso(), "fermato_dalla_rete": False}
    with atto(spazio, "pubblica", da=da, motivo=motivo, insieme=insieme):
        imposta_postazioni(spazio)
        scrivi(spazio)


def respingi(spazio: Spazio, *, motivo: str, da: Attore) -> None:
    with atto(spazio, "respingi", da=da, motivo=motivo):
        scrivi(spazio)


# ── Lead and host ─────────────────────────────────────────────────────────────────────────────────
def sospendi(spazio: Spazio, *, motivo: str, da: Attore) -> None:
    """No new bookings; those made stay. What the lead stops, only the lead starts again."""
    with atto(spazio, "sospendi", da=da, motivo=motivo):
        propria = not isinstance(da, Sistema) and concesso(da, "coworking.offre_spazi", spazio)
        scrivi(spazio, fermato_dalla_rete=not propria)


def riapri(spazio: Spazio, *, da: Attore, motivo: str = "") -> None:
    with atto(spazio, "riapri", da=da, motivo=motivo):
        scrivi(spazio, fermato_dalla_rete=False)


# ── The host ──────────────────────────────────────────────────────────────────────────────────────
def ritira(spazio: Spazio, *, motivo: str, da: Attore) -> list[Prenotazione]:
    """Offer it no more. Who had booked, or had a seat in it, is told why; the page stays, for who was there."""
    richiedi(da, "coworking.offre_spazi", spazio)
    with transaction.atomic():
        # The network's act ends with the space: it is not the host who takes it back.
        for blocco in queries.assegnazioni_in_corso().filter(postazione__spazio=spazio):
            revoca_assegnazione(blocco, motivo=motivo, da=Sistema("spazi"))
        with atto(spazio, "ritira", da=da, motivo=motivo):
            toccate = list(queries.da_venire(spazio))
            disdici_tutte(toccate, da=da, motivo=motivo)
            scrivi(spazio)
    return toccate


def modifica(
    spazio: Spazio,
    *,
    da: Attore,
    campi: Mapping[str, Any] | None = None,
    dotazioni: Sequence[str] | None = None,
    accessibilita: Gradi | None = None,
) -> bool:
    """Change what the page of a published space says. Returns whether anything changed: else it is no act.

    Kind, seats and place are not among the fields: they change through a new examination (``riprendi``).
    """
    campi = campi or {}
    ignoti = set(campi) - CAMPI_LIBERI
    if ignoti:
        raise ValueError(f"not fields that change without an examination: {sorted(ignoti)}")
    richiedi(da, "coworking.offre_spazi", spazio)
    with transaction.atomic():
        spazio.refresh_from_db(from_queryset=Spazio.objects.select_for_update(no_key=True))
        giudica(spazio.tipo, campi)
        cambiati = {nome: valore for nome, valore in campi.items() if getattr(spazio, nome) != valore}
        prima, dopo = _parti(spazio), _parti_nuove(dotazioni, accessibilita)
        diverse = {nome: valore for nome, valore in dopo.items() if valore != prima[nome]}
        if not cambiati and not diverse:
            return False
        dati = {
            "prima": {nome: _in_parole(getattr(spazio, nome)) for nome in cambiati} | {n: prima[n] for n in diverse},
            "dopo": {nome: _in_parole(valore) for nome, valore in cambiati.items()} | diverse,
        }
        with atto(spazio, "modifica", da=da, dati=dati):
            scrivi(spazio, **cambiati)
            _ancora_completo(spazio)
            scrivi_parti(spazio, dotazioni, accessibilita)
    return True


def _parti(spazio: Spazio) -> dict[str, Any]:
    return {
        "dotazioni": sorted(spazio.dotazioni.values_list("voce", flat=True)),
        "accessibilita": sorted([a, g, n] for a, g, n in spazio.accessibilita.values_list("aspetto", "grado", "nota")),
    }


def _parti_nuove(dotazioni: Sequence[str] | None, accessibilita: Gradi | None) -> dict[str, Any]:
    nuove: dict[str, Any] = {}
    if dotazioni is not None:
        nuove["dotazioni"] = sorted(set(dotazioni))
    if accessibilita is not None:
        nuove["accessibilita"] = sorted([a, g, n.strip()] for a, (g, n) in accessibilita.items() if g)
    return nuove


def _ancora_completo(spazio: Spazio) -> None:
    """What a proposal had to say is still said."""
    for nome in ("nome", "in_una_frase", "descrizione"):
        if not getattr(spazio, nome).strip():
            raise DatoNonAccettato(frase_di(nome), codice="incompleta", campo=nome)
    if spazio.prezzo == Prezzo.SUL_POSTO and not spazio.quanto.strip():
        raise DatoNonAccettato(frase_di("quanto"), codice="incompleta", campo="quanto")


def _in_parole(valore: Any) -> str:
    return "" if valore is None else str(valore)


def cambia_regole(spazio: Spazio, *, testo: str, da: Attore) -> bool:
    """A new version of the house rules, for the bookings from now on. Returns whether they changed."""
    richiedi(da, "coworking.offre_spazi", spazio)
    ultima = spazio.regole.order_by("-versione").first()
    if testo.strip() == (ultima.testo if ultima else ""):
        return False
    with atto(spazio, "cambia_regole", da=da) as passo:
        cambiate = scrivi_regole(spazio, testo)
        passo.dati["versione"] = spazio.regole.order_by("-versione").values_list("versione", flat=True)[0]
        scrivi(spazio)
    return cambiate


def cambia_orari(spazio: Spazio, *, orari: Sequence[Finestra], da: Attore) -> None:
    """The space's own week from today on; empty, its host's holds. Refused while somebody has booked outside it."""
    dati = {"orari": [f"{giorno} {dalle:%H:%M}-{alle:%H:%M}" for giorno, dalle, alle in sorted(orari)]}
    with atto(spazio, "cambia_orari", da=da, dati=dati):
        # What is booked is read after whoever was booking has ended: ``prenota`` locks the same row.
        blocca_spazio(spazio)
        giorno = oggi()
        spazio.orari.filter(dal__gte=giorno).delete()
        spazio.orari.filter(al__isnull=True).update(al=giorno)
        spazio.orari.filter(al__gt=giorno).update(al=giorno)
        Orario.objects.bulk_create(righe_di_orario(spazio, orari, dal=giorno))
        fuori = _fuori_orario(spazio)
        if fuori:
            raise DatoNonAccettato(
                ngettext(
                    "%(n)s prenotazione cade fuori da questi orari: prima annullala, o lascia gli orari di prima.",
                    "%(n)s prenotazioni cadono fuori da questi orari: prima annullale, o lascia gli orari di prima.",
                    fuori,
                )
                % {"n": fuori},
                codice="fuori_orario",
            )
        scrivi(spazio)


def _fuori_orario(spazio: Spazio) -> int:
    """How many bookings to come hold half hours at which the space would be closed."""
    attese = [una for una in queries.da_venire(spazio) if not una.scaduta]
    if not attese:
        return 0
    ultimo = max(a_roma(una.al).date() for una in attese)
    aperture = Aperture([spazio], oggi() - timedelta(days=1), ultimo)
    return sum(_cade_fuori(una, spazio, aperture) for una in attese)


def _cade_fuori(prenotazione: Prenotazione, spazio: Spazio, aperture: Aperture) -> bool:
    aperti = set(aperte(spazio, prenotazione.dal, prenotazione.al, aperture))
    ora = adesso()
    tenute = prenotazione.occupazioni.filter(tipo=TipoOccupazione.PRENOTAZIONE, istante__gte=ora)
    return not aperti.issuperset(tenute.values_list("istante", flat=True))
