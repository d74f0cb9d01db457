"""The text of an article: saved as it is written, put together when two write at once, never lost."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redazione.enums_articoli import SI_SCRIVE, SOMMARIO_MASSIMO, TESTO_MASSIMO, TITOLO_MASSIMO
from redazione.figure import usa
from redazione.models import Articolo, Immagine, Presenza, Revisione
from redazione.testo.misure import misura
from redazione.testo.pulizia import pulisci
from redazione.testo.unione import Scelta, Unione, unisci
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, TransizioneNonAmmessa
from talenti.base.permissions import richiedi

CAMPI = ("titolo", "sommario", "copertina")


@dataclass(frozen=True)
class Scritto:
    """What is written on the desk. ``copertina`` is the code of a picture, "" for none."""

    titolo: str = ""
    sommario: str = ""
    html: str = ""
    copertina: str = ""


@dataclass(frozen=True)
class Salvato:
    """``mia``: what was sent, kept apart, when ``revisione`` also holds what somebody else had written meanwhile.

    Who has gone on writing since goes on from ``mia``: put together again, only what is new counts.
    """

    revisione: Revisione
    mia: Revisione | None = None


class PuntiContesi(ErroreDiDominio):
    """Two wrote in the same place. ``mia`` is kept, put aside; ``attuale`` is the text as it stands."""

    codice = "testo_cambiato"

    def __init__(self, mia: Revisione, attuale: Revisione) -> None:
        frase = _(
            "%(chi)s ha scritto negli stessi punti mentre scrivevi. Il tuo testo è al sicuro: scegli come unirli."
        )
        super().__init__(frase % {"chi": attuale.da}, codice=self.codice)
        self.mia, self.attuale = mia, attuale


def salva(articolo: Articolo, scritto: Scritto, *, base: int, da: Any, gettone: str = "") -> Salvato:
    """Keep what was written on the revision ``base``. The same ``gettone`` twice gives the same revision.

    What others have written since is put together with it, block by block; where both wrote, hers is kept apart and
    PuntiContesi says so. Raises TransizioneNonAmmessa when the text may not be written on now.
    """
    richiedi(da, "redazione.scrive", articolo)
    scritto = _accettato(scritto)
    gettone = gettone or nuovo_codice()
    with transaction.atomic():
        _blocca(articolo, da)
        gia = list(articolo.revisioni.filter(gettone=gettone, da=da).order_by("n"))
        if gia:
            return _gia_salvato(articolo, gia)
        try:
            return _salva(articolo, scritto, base, da, gettone)
        except PuntiContesi as errore:
            conflitto = errore
    # After the commit: what was put aside stays, though the save is refused.
    raise conflitto


def _gia_salvato(articolo: Articolo, gia: list[Revisione]) -> Salvato:
    """The answer to the same save sent again: the first one had arrived."""
    prima, ultima = gia[0], gia[-1]
    if ultima.da_parte:
        raise PuntiContesi(ultima, testo_attuale(articolo))
    return Salvato(ultima, prima if prima.da_parte else None)


def _salva(articolo: Articolo, scritto: Scritto, base: int, da: Any, gettone: str) -> Salvato:
    attuale = testo_attuale(articolo)
    if _come(attuale) == scritto:
        return Salvato(attuale)
    if base == attuale.n:
        return Salvato(_scrivi(articolo, scritto, base, da, gettone))
    partenza = articolo.revisioni.filter(n=base).select_related("copertina").first()
    # A number that no revision has is that of none, however long it is.
    base = partenza.n if partenza else 0
    unito = _unito(_come(partenza) if partenza else Scritto(), scritto, _come(attuale))
    mia = _scrivi(articolo, scritto, base, da, gettone, da_parte=True)
    if unito is None:
        raise PuntiContesi(mia, attuale)
    return Salvato(_scrivi(articolo, unito, attuale.n, da, gettone), mia)


def ripristina(articolo: Articolo, revisione: Revisione, *, da: Any) -> Revisione:
    """The text as it was then, as a new revision: nothing of what came after is lost."""
    richiedi(da, "redazione.scrive", articolo)
    with transaction.atomic():
        _blocca(articolo, da)
        attuale = testo_attuale(articolo)
        scritto = _come(revisione)
        return attuale if _come(attuale) == scritto else _scrivi(articolo, scritto, attuale.n, da, "")


def torna_a(articolo: Articolo, revisione: Revisione, *, da: Any) -> Revisione:
    """The text as it was then, from a step whose caller has locked the article and judged who may."""
    return _scrivi(articolo, _come(revisione), revisione.n, da, "")


# ── Two texts to be put together by hand ──────────────────────────────────────────────────────────
@dataclass(frozen=True)
class DaUnire:
    """A text put aside and the one that stands: fields that both changed, and the blocks of the text."""

    mia: Revisione
    attuale: Revisione
    campi: tuple[str, ...]
    unione: Unione


def da_unire(articolo: Articolo, mia: Revisione) -> DaUnire:
    attuale = testo_attuale(articolo)
    base, sua, mio = _partenza(mia), _come(attuale), _come(mia)
    campi = tuple(uno for uno in CAMPI if _campo(base, mio, sua, uno) is None)
    return DaUnire(mia, attuale, campi, unisci(base.html, mio.html, sua.html))


def unisci_a_mano(
    articolo: Articolo, mia: Revisione, scelte: list[Scelta], campi: dict[str, str], *, su: int, da: Any
) -> Revisione:
    """Put together with the choices made on the page that showed the revision ``su``. Raises TransizioneNonAmmessa."""
    richiedi(da, "redazione.scrive", articolo)
    with transaction.atomic():
        _blocca(articolo, da)
        caso = da_unire(articolo, mia)
        if caso.attuale.n != su or len(scelte) != len(caso.unione.conflitti):
            raise TransizioneNonAmmessa(_("Il testo è cambiato ancora: guarda di nuovo che cosa scegliere."))
        base, sua, mio = _partenza(mia), _come(caso.attuale), _come(mia)
        valori = {
            uno: _campo(base, mio, sua, uno)
            if uno not in caso.campi
            else getattr(mio if campi.get(uno) == "mia" else sua, uno)
            for uno in CAMPI
        }
        unito = Scritto(html=caso.unione.risolvi(scelte), **{nome: valore or "" for nome, valore in valori.items()})
        return _scrivi(articolo, unito, caso.attuale.n, da, _unisce(mia))


def _unisce(mia: Revisione) -> str:
    """The token of the revision in which a text put aside was taken up by hand."""
    return f"unisce:{mia.n}"


def rimaste_da_parte(articolo: Articolo, persona: Any) -> list[Revisione]:
    """Hers that were put aside and are in no other revision: neither by themselves nor by hand."""
    sue = list(articolo.revisioni.filter(da=persona).only("n", "gettone", "da_parte").order_by("-n"))
    prese = {una.gettone for una in sue if not una.da_parte}
    return [una for una in sue if una.da_parte and not {una.gettone, _unisce(una)} & prese]


# ── Who is writing ────────────────────────────────────────────────────────────────────────────────
def segna_presenza(articolo: Articolo, persona: Any) -> None:
    """She has the text open now. The last word is enough: nothing is logged."""
    Presenza.objects.update_or_create(articolo=articolo, persona=persona, defaults={"vista_il": adesso()})


# ── Inside ────────────────────────────────────────────────────────────────────────────────────────
def _blocca(articolo: Articolo, da: Any) -> None:
    """One save at a time of one article; what may be done is judged again on what is true now."""
    articolo.refresh_from_db(from_queryset=Articolo.objects.select_for_update(no_key=True))
    richiedi(da, "redazione.scrive", articolo)
    if articolo.stato not in SI_SCRIVE:
        frase = _("Il testo ora è «%(stato)s»: per scriverci ancora, prima riprendilo.")
        raise TransizioneNonAmmessa(frase % {"stato": articolo.get_stato_display()}, codice="non_si_scrive")


def testo_attuale(articolo: Articolo) -> Revisione:
    attuale: Revisione = Revisione.objects.select_related("copertina", "da").get(pk=articolo.bozza_id or 0)
    return attuale


def _partenza(mia: Revisione) -> Scritto:
    base = Revisione.objects.filter(articolo=mia.articolo_id, n=mia.nata_da).select_related("copertina").first()
    return _come(base) if base else Scritto()


def _come(revisione: Revisione) -> Scritto:
    copertina = revisione.copertina.codice if revisione.copertina else ""
    return Scritto(revisione.titolo, revisione.sommario, revisione.html, copertina)


def _accettato(scritto: Scritto) -> Scritto:
    """In the form in which it is kept; too long beside its field, whatever else it says. Nothing is cut off."""
    # Marks that go when it is cleaned are let in: four times the text, and not so much that reading it takes long.
    _non_piu_lungo(scritto, "html", TESTO_MASSIMO * 4)
    pulito = replace(
        scritto,
        titolo=" ".join(scritto.titolo.split()),
        sommario=" ".join(scritto.sommario.split()),
        html=pulisci(scritto.html),
    )
    for campo, massimo in {"titolo": TITOLO_MASSIMO, "sommario": SOMMARIO_MASSIMO, "html": TESTO_MASSIMO}.items():
        _non_piu_lungo(pulito, campo, massimo)
    return pulito


def _non_piu_lungo(scritto: Scritto, campo: str, massimo: int) -> None:
    if len(getattr(scritto, campo)) > massimo:
        raise DatoNonAccettato(
            _("Al massimo %(massimo)s caratteri: accorcia il testo.") % {"massimo": massimo},
            codice="lungo",
            campo=campo,
        )


def _scrivi(
    articolo: Articolo, scritto: Scritto, base: int, da: Any, gettone: str, *, da_parte: bool = False
) -> Revisione:
    copertina = _copertina(articolo, scritto.copertina)
    articolo.ultima_n += 1
    nuova = Revisione.objects.create(
        articolo=articolo,
        n=articolo.ultima_n,
        nata_da=base,
        titolo=scritto.titolo,
        sommario=scritto.sommario,
        html=scritto.html,
        parole=misura(scritto.html, quante_lunghe=0).parole,
        copertina=copertina,
        da=da,
        quando=adesso(),
        gettone=gettone,
        da_parte=da_parte,
    )
    usa(nuova)
    if not da_parte:
        articolo.bozza = nuova
    articolo.save(update_fields=["ultima_n", "bozza"])
    return nuova


def _copertina(articolo: Articolo, codice: str) -> Immagine | None:
    """One taken out since stays where it was, so that who writes is not stopped: it holds back what comes out."""
    if not codice:
        return None
    immagine = Immagine.objects.filter(codice=codice, testata=articolo.testata_id).first()
    if immagine and (immagine.tolta_il is None or articolo.revisioni.filter(copertina=immagine).exists()):
        return immagine
    raise DatoNonAccettato(_("Questa immagine non c'è più: scegline un'altra."), campo="copertina")


def _unito(base: Scritto, mio: Scritto, suo: Scritto) -> Scritto | None:
    """Both in one; None where both wrote in the same place."""
    campi = {uno: _campo(base, mio, suo, uno) for uno in CAMPI}
    html = unisci(base.html, mio.html, suo.html).testo
    if html is None or None in campi.values():
        return None
    return Scritto(html=html, **{nome: valore or "" for nome, valore in campi.items()})


def _campo(base: Scritto, mio: Scritto, suo: Scritto, nome: str) -> str | None:
    """The value that one side alone has changed; None when both have, otherwise."""
    prima, uno, altro = (getattr(scritto, nome) for scritto in (base, mio, suo))
    if uno in (altro, prima):
        return str(altro)
    return str(uno) if altro == prima else None
