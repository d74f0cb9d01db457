"""What the desk of one article shows beside the text: what is missing, the notes, who writes it, what she may do."""

import re
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from redazione.actions.pubblicazione import stato_in_linea
from redazione.actions.testi import rimaste_da_parte
from redazione.controlli import Controlli
from redazione.enums_articoli import SI_SCRIVE, StatoArticolo
from redazione.models import Articolo, Immagine, Nota, Revisione, Testata
from redazione.rules_articoli import firma_la_voce
from redazione.testo.brani import trova
from redazione.testo.pulizia import leggi
from talenti.base.clock import adesso
from talenti.base.permissions import Esito, puo

# Longer without a sign of life, she has gone.
PRESENTE = timedelta(seconds=45)
_FIGURA = re.compile(r"<figure>.*?</figure>", re.DOTALL)
_IMMAGINE = re.compile(r'<img data-immagine="([23456789bcdfghjkmnpqrstvwxz]{10,12})">')


@dataclass(frozen=True)
class NotaLetta:
    """A note beside the text as it is now: ``dove`` is "uguale", "cambiato" (``ora`` says into what) or "tolto"."""

    nota: Nota
    dove: str
    ora: str = ""


def note_lette(articolo: Articolo, html: str) -> list[NotaLetta]:
    """Open ones first. A note stays with the words that it quotes, even when they are written anew."""
    note = articolo.note.select_related("da", "sistemata_da").order_by("scritta_il", "pk")
    lette = [_letta(nota, html) for nota in note]
    return sorted(lette, key=lambda una: una.nota.sistemata_il is not None)


def _letta(nota: Nota, html: str) -> NotaLetta:
    if not nota.brano:
        return NotaLetta(nota, "uguale")
    posto = trova(html, nota.brano, nota.prima, nota.dopo)
    if posto is None:
        return NotaLetta(nota, "tolto")
    if posto.esatto:
        return NotaLetta(nota, "uguale")
    return NotaLetta(nota, "cambiato", leggi(html)[posto.blocco].testo[posto.inizio : posto.fine])


def chi_scrive_ora(articolo: Articolo, tranne: Any) -> list[str]:
    vive = articolo.presenze.filter(vista_il__gt=adesso() - PRESENTE).exclude(persona=tranne)
    return [str(una.persona) for una in vive.select_related("persona").order_by("pk")]


def per_l_editor(html: str) -> SafeString:
    """The text with its pictures to be seen in the editor: what it sends back is cleaned as anything else."""
    codici = set(_IMMAGINE.findall(html))
    descritte = dict(Immagine.objects.filter(codice__in=codici).values_list("codice", "alt")) if codici else {}

    def vista(trovata: re.Match[str]) -> str:
        codice = trovata[1]
        src = reverse("redazione:immagine_file", args=[codice, "originale.jpg"])
        return f'<img data-immagine="{codice}" src="{src}" alt="{escape(descritte.get(codice, ""))}">'

    # The text is of the allow-list already (redazione.testo.pulizia).
    return mark_safe(_IMMAGINE.sub(vista, html))  # noqa: S308 – what is put in is ours


def senza_immagini(html: str) -> SafeString:
    """The words alone, for who reads them from outside: pictures are not public before the text is."""
    return mark_safe(_FIGURA.sub("", html))  # noqa: S308 – only takes away


def si_puo(articolo: Articolo, persona: Any) -> dict[str, Esito]:
    """What the state allows now, and of that what she may do: with the reason where she may not."""
    decisioni: dict[str, Esito] = {}
    fuori = {}
    for verbo, passo in articolo.TRANSIZIONI.items():
        if passo.da and articolo.stato not in passo.da:
            continue
        if passo.permesso not in decisioni:
            decisioni[passo.permesso] = puo(persona, passo.permesso, articolo)
        fuori[verbo] = decisioni[passo.permesso]
    return fuori


def che_legge(articolo: Articolo, persona: Any) -> QuerySet[Revisione]:
    """All of them for the newsroom; for who has left, what she wrote and what everybody reads."""
    if Testata.objects.visibili_a(persona).filter(pk=articolo.testata_id).exists():
        return articolo.revisioni.all()
    return articolo.revisioni.filter(Q(da=persona) | Q(pk=articolo.viva_id))


def di_fuori(articolo: Articolo, persona: Any) -> dict[str, Any]:
    """The desk of a piece for who wrote it and has left: her text and where it is, nothing that came after her."""
    sua = che_legge(articolo, persona).select_related("copertina", "da").order_by("-n").first()
    vuota = Revisione(articolo=articolo, titolo=articolo.voce.titolo)
    return {
        "articolo": articolo,
        "bozza": sua or vuota,
        "voce": articolo.voce,
        "in_linea": stato_in_linea(articolo),
        "possono": {},
        "fuori": True,
    }


def contesto(articolo: Articolo, persona: Any) -> dict[str, Any]:
    if not Testata.objects.visibili_a(persona).filter(pk=articolo.testata_id).exists():
        return di_fuori(articolo, persona)
    bozza = Revisione.objects.select_related("copertina", "da").get(pk=articolo.bozza_id)
    possono = si_puo(articolo, persona)
    corregge = articolo.viva_id is not None and articolo.ritirato_il is None
    return {
        "articolo": articolo,
        "bozza": bozza,
        "voce": articolo.voce,
        "controlli": Controlli(articolo, bozza),
        "note": note_lette(articolo, bozza.html),
        "possono": possono,
        "scrive": bool(possono.get("cura")) and articolo.stato in SI_SCRIVE,
        "rivede": bool(possono.get("annota")),
        "in_linea": stato_in_linea(articolo),
        "corregge": corregge and articolo.stato != StatoArticolo.PUBBLICATO,
        "firme": list(articolo.voce.autori.select_related("persona").order_by("ordine")),
        "firma_lei": firma_la_voce(persona, articolo.voce),
        "verifiche": list(articolo.verifiche.order_by("-chiesta_il")),
        "correzioni": list(articolo.correzioni.order_by("-quando")),
        "da_parte": rimaste_da_parte(articolo, persona)[:1],
        "ora": adesso(),
    }
