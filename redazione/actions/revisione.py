"""The review: sent, taken up, noted on, sent back or approved by somebody who did not write it."""

from typing import Any

from django.utils.translation import gettext as _

from redazione.actions.testi import testo_attuale
from redazione.controlli import Controlli
from redazione.enums_articoli import BRANO_MASSIMO, NOTA_MASSIMA, StatoArticolo
from redazione.models import Articolo, Nota, Revisione
from redazione.testo.brani import ritaglia, trova
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Sistema, richiedi
from talenti.registro.actions import atto
from thinktown.actions.testi import accettato

# Nobody has claimed it, nothing is approved.
SENZA_REVISIONE: dict[str, Any] = {"revisore": None, "approvata": None, "approvato_da": None}


def manda(articolo: Articolo, *, letta: int, da: Any) -> None:
    """Ask for the review of the revision that the page showed. What is missing is told first, all of it."""
    with atto(articolo, "manda", da=da, insieme=SENZA_REVISIONE) as passo:
        bozza = _non_cambiata(articolo, letta)
        # The byline and the notes are asked for before it comes out, not before somebody reads it.
        mancano = [uno for uno in Controlli(articolo, bozza).mancano if uno.chiave not in ("firme", "note")]
        if mancano:
            raise DatoNonAccettato(
                _("Prima di mandarlo: %(che)s.") % {"che": "; ".join(str(uno.frase) for uno in mancano)},
                codice="incompleto",
            )
        passo.dati["revisione"] = bozza.n


def riprendi(articolo: Articolo, *, da: Any) -> None:
    """Back to the desk, to write on: what was approved is approved no more."""
    with atto(articolo, "riprendi", da=da, insieme=SENZA_REVISIONE):
        pass


def prendi(articolo: Articolo, *, da: Any) -> None:
    """Claim it. Who coordinates may take over what another has claimed."""
    with atto(articolo, "prendi", da=da):
        articolo.revisore = da
        articolo.save(update_fields=["revisore"])


def lascia(articolo: Articolo, *, da: Any) -> None:
    with atto(articolo, "lascia", da=da):
        articolo.revisore = None
        articolo.save(update_fields=["revisore"])


def lascia_tutto(persona: Any) -> None:
    """Her account is being closed: what she was reading is of whoever comes first."""
    suoi = Articolo.objects.filter(revisore=persona)
    for uno in suoi.filter(stato=StatoArticolo.IN_REVISIONE).order_by("pk"):
        lascia(uno, da=Sistema("chiusura-account"))
    suoi.update(revisore=None)


def annota(articolo: Articolo, testo: str, *, brano: str = "", letta: int, da: Any) -> Nota:
    """A note on a passage of the revision that was read, or on the whole of it when ``brano`` is empty."""
    testo = accettato(testo, campo="testo", massimo=NOTA_MASSIMA, se_manca=_("Scrivi la nota."))
    with atto(articolo, "annota", da=da) as passo:
        revisione = articolo.revisioni.filter(n=letta, da_parte=False).first() or testo_attuale(articolo)
        dove = _brano(revisione, brano)
        nota = Nota.objects.create(articolo=articolo, revisione=revisione, da=da, testo=testo, **dove)
        if articolo.revisore_id is None:
            articolo.revisore = da
            articolo.save(update_fields=["revisore"])
        passo.dati["nota"] = nota.pk
    return nota


def _brano(revisione: Revisione, brano: str) -> dict[str, str]:
    """The passage and what stands around it, as they are in the text."""
    cercato = brano.strip()
    if not cercato:
        return {}
    if len(cercato) > BRANO_MASSIMO:
        raise DatoNonAccettato(
            _("Il brano è troppo lungo: bastano le parole a cui si riferisce la nota."), codice="lungo", campo="brano"
        )
    posto = trova(revisione.html, cercato)
    if posto is None or not posto.esatto:
        raise DatoNonAccettato(
            _("Queste parole nel testo non ci sono: copiale dal testo così come sono."), codice="manca", campo="brano"
        )
    trovato = ritaglia(revisione.html, posto.blocco, posto.inizio, posto.fine)
    return {"brano": trovato.testo, "prima": trovato.prima[-60:], "dopo": trovato.dopo[:60]}


def sistema(nota: Nota, *, da: Any, di_nuovo: bool = False) -> None:
    """Ticked as settled; ``di_nuovo`` opens it again."""
    with atto(nota.articolo, "sistema", da=da, dati={"nota": nota.pk, "di_nuovo": di_nuovo}):
        nota.sistemata_il, nota.sistemata_da = (None, None) if di_nuovo else (adesso(), da)
        nota.save(update_fields=["sistemata_il", "sistemata_da"])


def rimanda(articolo: Articolo, testo: str, *, da: Any) -> None:
    """Back to who wrote it, with what is to be mended: notes, or a few words on the whole."""
    testo = testo.strip()
    with atto(articolo, "rimanda", da=da, insieme={"approvata": None, "approvato_da": None}) as passo:
        if testo:
            testo = accettato(testo, campo="testo", massimo=NOTA_MASSIMA, se_manca="")
            Nota.objects.create(articolo=articolo, revisione=testo_attuale(articolo), da=da, testo=testo)
        aperte = articolo.note.filter(sistemata_il__isnull=True).count()
        if not aperte:
            raise DatoNonAccettato(
                _("Scrivi almeno una nota: chi ha scritto deve sapere che cosa sistemare."),
                codice="senza_note",
                campo="testo",
            )
        passo.dati["note"] = aperte


def approva(articolo: Articolo, *, letta: int, da: Any) -> None:
    """The revision that was read is the one that may come out. Refused while something holds it back."""
    richiedi(da, "redazione.revisiona", articolo)
    riletta = articolo.revisioni.filter(n=letta, da_parte=False).first()
    if riletta is None:
        raise _cambiato()
    insieme: dict[str, Any] = {"approvata": riletta, "approvato_da": da, "revisore": da}
    with atto(articolo, "approva", da=da, insieme=insieme) as passo:
        bozza = _non_cambiata(articolo, letta)
        mancano = Controlli(articolo, bozza).mancano
        if mancano:
            raise TransizioneNonAmmessa(
                _("Prima di approvarlo: %(che)s.") % {"che": "; ".join(str(uno.frase) for uno in mancano)},
                codice="incompleto",
            )
        passo.dati["revisione"] = bozza.n


def _non_cambiata(articolo: Articolo, letta: int) -> Revisione:
    bozza = Revisione.objects.select_related("copertina").get(pk=articolo.bozza_id or 0)
    if bozza.n != letta:
        raise _cambiato()
    return bozza


def _cambiato() -> TransizioneNonAmmessa:
    return TransizioneNonAmmessa(
        _("Il testo è cambiato mentre lo guardavi: rileggilo, poi riprova."), codice="cambiato"
    )
