"""What readers see: published at a minute, corrected in the open, withdrawn with the reason."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from redazione.actions.revisione import SENZA_REVISIONE
from redazione.actions.testi import torna_a
from redazione.controlli import Controlli
from redazione.enums_articoli import StatoArticolo
from redazione.models import Articolo, Correzione, Revisione, Testata, Voce
from redazione.rules_articoli import firma_la_voce
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, richiedi
from talenti.registro.actions import atto
from thinktown.actions.testi import accettato, motivo_accettato

# Written a moment ago, it is now.
APPENA = timedelta(minutes=2)
PERCHE_MASSIMO, NOTA_CORREZIONE = 400, 300
# At the place of an article's address there are pages of ours.
RISERVATI = ("feed", "argomenti", "immagini", "verifica")


def pubblica(
    articolo: Articolo, *, da: Attore, dal: datetime | None = None, al: datetime | None = None, nota: str = ""
) -> None:
    """The approved text becomes the one that readers see: from ``dal`` (None: now) until ``al`` (None: for good).

    One that is read already is corrected: at once, with a ``nota`` that says what has changed; its instants stay as
    they are. No job is needed for the minute to be kept: who reads is told by the clock.
    """
    richiedi(da, "redazione.pubblica", articolo)
    with transaction.atomic():
        # The newsroom first: two articles of one title that come out at once get two addresses.
        Testata.objects.select_for_update(no_key=True).get(pk=articolo.testata_id)
        # Then its place in the plan: nobody gives it up in the same moment.
        Voce.objects.select_for_update(no_key=True).get(pk=articolo.voce_id)
        articolo.refresh_from_db(from_queryset=Articolo.objects.select_for_update(no_key=True))
        corregge = articolo.viva_id is not None and articolo.ritirato_il is None
        approvata = articolo.approvata
        insieme = _corretto(articolo) if corregge else _uscita(articolo, dal, al)
        if corregge:
            nota = accettato(
                nota,
                campo="nota",
                massimo=NOTA_CORREZIONE,
                se_manca=_("Scrivi che cosa è cambiato: lo legge chi l'aveva già letto."),
            )
        with atto(articolo, "pubblica", da=da, insieme={"viva": approvata} | insieme) as passo:
            _si_puo(articolo, approvata)
            passo.dati |= {"revisione": approvata.n if approvata else 0, "dal": _in_testo(articolo.dal), "nota": nota}
            if corregge and approvata is not None:
                Correzione.objects.create(articolo=articolo, revisione=approvata, nota=nota, quando=passo.quando)


def _uscita(articolo: Articolo, dal: datetime | None, al: datetime | None) -> dict[str, Any]:
    """The first time, or again after it was withdrawn."""
    ora = adesso()
    dal = _non_passato(dal, ora)
    _dopo(dal, al)
    titolo = articolo.approvata.titolo if articolo.approvata else ""
    slug = articolo.slug or _slug(articolo, titolo)
    fuori = {"dal": dal, "al": al, "aggiornato_il": dal, "slug": slug}
    return fuori | {"ritirato_il": None, "ritirato_perche": ""}


def _corretto(articolo: Articolo) -> dict[str, Any]:
    """The day on which it came out stays; one that waits for its minute goes on waiting."""
    return {"aggiornato_il": max(adesso(), articolo.dal or adesso())}


def programma(articolo: Articolo, *, dal: datetime | None, al: datetime | None, da: Attore) -> None:
    """Change from when and until when it is read. What people read already keeps the day on which it came out."""
    with atto(articolo, "programma", da=da, dati={"dal": _in_testo(dal), "al": _in_testo(al)}) as passo:
        ora = passo.quando
        uscito = articolo.dal is not None and articolo.dal <= ora
        nuovo = articolo.dal if uscito else _non_passato(dal, ora)
        if uscito and dal is not None and dal != articolo.dal:
            raise DatoNonAccettato(
                _("È già uscito: la data da cui si legge non cambia più."), codice="gia_uscito", campo="dal"
            )
        _dopo(nuovo or ora, al)
        if al is not None and al <= ora:
            raise DatoNonAccettato(
                _("Questo momento è già passato: per toglierlo adesso, ritiralo."), codice="passato", campo="al"
            )
        articolo.dal, articolo.al = nuovo, al
        if not uscito:
            articolo.aggiornato_il = nuovo
        articolo.save(update_fields=["dal", "al", "aggiornato_il"])


def correggi(articolo: Articolo, *, da: Any) -> None:
    """Open the text again; what readers see stays until the correction is approved and published in its turn."""
    with atto(articolo, "correggi", da=da, insieme=SENZA_REVISIONE):
        pass


def abbandona(articolo: Articolo, *, da: Any) -> None:
    """Drop a correction: the desk goes back to what readers see. What was written stays among the revisions."""
    richiedi(da, "redazione.scrive", articolo)
    with transaction.atomic():
        articolo.refresh_from_db(from_queryset=Articolo.objects.select_for_update(no_key=True))
        if articolo.viva_id is None or articolo.ritirato_il is not None:
            raise TransizioneNonAmmessa(_("Non è una correzione: nessuno legge ancora questo articolo."))
        with atto(articolo, "abbandona", da=da, insieme=SENZA_REVISIONE):
            if articolo.bozza_id != articolo.viva_id:
                viva = Revisione.objects.select_related("copertina").get(pk=articolo.viva_id)
                torna_a(articolo, viva, da=da)


def ritira(articolo: Articolo, motivo: str, *, da: Attore) -> None:
    """Nobody reads it any more: its address says so, and why (410)."""
    motivo = motivo_accettato(motivo, PERCHE_MASSIMO)
    insieme = {"ritirato_il": adesso(), "ritirato_perche": motivo, "revisore": None}
    with atto(articolo, "ritira", da=da, motivo=motivo, insieme=insieme):
        pass


def riapri(articolo: Articolo, *, da: Attore) -> None:
    """To be written on again; its address goes on saying that it was withdrawn until it is published anew."""
    with atto(articolo, "riapri", da=da, insieme={"approvata": None, "approvato_da": None}):
        pass


# ── Inside ────────────────────────────────────────────────────────────────────────────────────────
def _si_puo(articolo: Articolo, approvata: Revisione | None) -> None:
    """What was well when it was approved may not be any more: a consent taken back, an author added."""
    if articolo.approvato_da is not None and firma_la_voce(articolo.approvato_da, articolo.voce):
        raise TransizioneNonAmmessa(
            _("Chi l'ha approvato ora lo firma: va approvato da un'altra persona."), codice="proprio"
        )
    if approvata is None or articolo.bozza_id != approvata.pk:
        raise TransizioneNonAmmessa(_("Il testo è cambiato dopo l'approvazione: va approvato di nuovo."))
    mancano = Controlli(articolo, approvata).mancano
    if mancano:
        raise TransizioneNonAmmessa(
            _("Prima di pubblicarlo: %(che)s.") % {"che": "; ".join(str(uno.frase) for uno in mancano)},
            codice="incompleto",
        )


def _non_passato(dal: datetime | None, ora: datetime) -> datetime:
    """From when, or now; a day of last year that was written for one of this would come out at once."""
    if dal is not None and dal < ora - APPENA:
        raise DatoNonAccettato(
            _("Questo momento è già passato: scegline un altro, o lascia vuoto perché esca subito."),
            codice="passato",
            campo="dal",
        )
    return max(dal or ora, ora)


def _dopo(dal: datetime, al: datetime | None) -> None:
    if al is not None and al <= dal:
        raise DatoNonAccettato(_("Deve finire dopo che è cominciato."), codice="prima", campo="al")


def _slug(articolo: Articolo, titolo: str) -> str:
    radice = slugify(titolo)[:80].strip("-") or articolo.codice
    presi = {*Articolo.objects.filter(slug__startswith=radice).values_list("slug", flat=True), *RISERVATI}
    candidati = (radice, *(f"{radice}-{n}" for n in range(2, 1000)))
    return next(uno for uno in candidati if uno not in presi)


def _in_testo(quando: datetime | None) -> str:
    return quando.isoformat() if quando else ""


def stato_in_linea(articolo: Articolo) -> str:
    """What readers see of it now, in words; "" of one that was never out."""
    if articolo.viva_id is None:
        return ""
    if articolo.ritirato_il is not None:
        return _("Ritirato")
    if articolo.programmato:
        return _("Uscirà")
    if not articolo.si_legge:
        return _("Non più in linea")
    return _("In linea") if articolo.stato == StatoArticolo.PUBBLICATO else _("In linea, con una correzione in corso")
