"""Pictures as pages show them: which a text uses, their addresses, the HTML of the text with them in it.

``usa`` writes down what a revision shows. ``per_codice`` reads, in one question, what may be shown today of the
pictures of a page; ``disegna`` and ``copertina`` make of it the tags, ours only.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from redazione.enums_articoli import INDIRIZZI_LICENZE, Formato, Licenza, Taglio
from redazione.models import Immagine, Revisione, UsoImmagine
from redazione.testo.estratti import immagini
from redazione.testo.pulizia import setaccio

ORIGINALE = "originale.jpg"
# How wide it stands on a page: the reading column of pages.md, and a card.
COLONNA = "(min-width: 768px) 720px, 100vw"
CARTA = "(min-width: 992px) 384px, 100vw"
# Enough for a licence under a picture; its whole name is for a list to choose from.
LICENZE_IN_BREVE = {Licenza.CC_BY: "CC BY 4.0", Licenza.CC_BY_SA: "CC BY-SA 4.0", Licenza.CC0: "CC0 1.0"}
_NOME = re.compile(
    rf"(?P<taglio>{'|'.join(Taglio.values)})-(?P<larghezza>[1-9][0-9]{{0,4}})\.(?P<formato>{'|'.join(Formato.values)})"
)
_FIGURA = re.compile(
    r'<figure><img data-immagine="(?P<codice>[^"]+)">'
    r"(?:<figcaption>(?P<didascalia>(?:(?!</?fig)[^\0])*)</figcaption>)?</figure>"
)
_AVANZO = re.compile(r'<img(?: data-immagine="[^"]*")?>')


# ── What a text shows ─────────────────────────────────────────────────────────────────────────────
def usa(revisione: Revisione) -> None:
    """Write down the pictures that this revision shows. In the transaction that saves it; again, it changes nothing."""
    codici = immagini(revisione.html)
    trovate = set(
        Immagine.objects.filter(testata=revisione.articolo.testata_id, codice__in=codici).values_list("pk", flat=True)
    )
    if revisione.copertina_id is not None:
        trovate.add(revisione.copertina_id)
    UsoImmagine.objects.bulk_create(
        (UsoImmagine(revisione=revisione, immagine_id=pk) for pk in sorted(trovate)), ignore_conflicts=True
    )


def codici_di(html: str, copertina: Immagine | None = None) -> list[str]:
    """The codes of all that a text shows."""
    return [*([copertina.codice] if copertina else []), *immagini(html)]


# ── What is known of a picture ────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Disegno:
    """One cut, as <picture> wants it. ``fonti``: (MIME type, srcset), the newest format first; none before its time."""

    fonti: tuple[tuple[str, str], ...]
    src: str
    srcset: str
    larghezza: int
    altezza: int


@dataclass(frozen=True)
class Figura:
    """``versioni``: (cut, format, width, height) of each file that there is."""

    codice: str
    alt: str
    didascalia: str
    di: str
    licenza: str
    generata: bool
    larghezza: int
    altezza: int
    versioni: frozenset[tuple[str, str, int, int]] = frozenset()
    sito: str = ""

    @cached_property
    def _base(self) -> str:
        return self.sito + reverse("redazione:immagine_file", args=[self.codice, ORIGINALE]).removesuffix(ORIGINALE)

    def disegno(self, taglio: str) -> Disegno:
        """Of a picture without versions yet, the original in the place of all of them."""
        per_formato = {formato: self._di(taglio, formato) for formato in Formato.values}
        jpeg = per_formato.pop(Formato.JPEG)
        if not jpeg:
            return Disegno((), self._base + ORIGINALE, "", self.larghezza, self.altezza)
        fonti = tuple((f"image/{uno}", self._srcset(taglio, uno, righe)) for uno, righe in per_formato.items() if righe)
        media = jpeg[len(jpeg) // 2]
        larghezza, altezza = jpeg[-1]
        src = self._indirizzo(taglio, Formato.JPEG, media[0])
        return Disegno(fonti, src, self._srcset(taglio, Formato.JPEG, jpeg), larghezza, altezza)

    @property
    def intera(self) -> Disegno:
        return self.disegno(Taglio.INTERA)

    @property
    def larga(self) -> Disegno:
        return self.disegno(Taglio.LARGA)

    @property
    def per_fuori(self) -> Disegno:
        """For who shows a link to a page of ours: one address, of the largest of the wide ones."""
        for larghezza, altezza in self._di(Taglio.LARGA, Formato.JPEG)[-1:]:
            return Disegno((), self._indirizzo(Taglio.LARGA, Formato.JPEG, larghezza), "", larghezza, altezza)
        return self.larga

    @property
    def licenza_in_breve(self) -> str:
        return LICENZE_IN_BREVE.get(Licenza(self.licenza), str(Licenza(self.licenza).label))

    @property
    def url_licenza(self) -> str:
        return INDIRIZZI_LICENZE.get(Licenza(self.licenza), "")

    def _di(self, taglio: str, formato: str) -> list[tuple[int, int]]:
        return sorted((larga, alta) for t, f, larga, alta in self.versioni if (t, f) == (taglio, formato))

    def _srcset(self, taglio: str, formato: str, righe: list[tuple[int, int]]) -> str:
        return ", ".join(f"{self._indirizzo(taglio, formato, larga)} {larga}w" for larga, _alta in righe)

    def _indirizzo(self, taglio: str, formato: str, larghezza: int) -> str:
        return f"{self._base}{taglio}-{larghezza}.{formato}"


_CAMPI = ("codice", "alt", "didascalia", "di", "licenza", "generata", "larghezza", "altezza")
_VERSIONI = ("versioni__taglio", "versioni__formato", "versioni__larghezza", "versioni__altezza")


def figure_di(quali: QuerySet[Immagine], *, sito: str = "") -> dict[str, Figura]:
    """By code, in one question. ``sito``: what goes in front of every address, for feeds and mails."""
    note: dict[str, dict[str, object]] = {}
    versioni: dict[str, set[tuple[str, str, int, int]]] = {}
    for codice, *riga in quali.order_by("pk").values_list(*_CAMPI, *_VERSIONI):
        note[codice] = dict(zip(_CAMPI, [codice, *riga], strict=False))
        taglio, formato, larghezza, altezza = riga[len(_CAMPI) - 1 :]
        suoi = versioni.setdefault(codice, set())
        if taglio:
            suoi.add((taglio, formato, larghezza, altezza))
    return {
        codice: Figura(**campi, versioni=frozenset(versioni[codice]), sito=sito)  # type: ignore[arg-type]  # by name
        for codice, campi in note.items()
    }


def per_codice(codici: Iterable[str], *, sito: str = "") -> dict[str, Figura]:
    """Of these pictures those that may be shown today: what is not there is not drawn."""
    chiesti = set(codici)
    if not chiesti:
        return {}
    return figure_di(Immagine.objects.pubblicabili().filter(codice__in=chiesti), sito=sito)


# ── Tags ──────────────────────────────────────────────────────────────────────────────────────────
def disegna(html: str, figure: Mapping[str, Figura]) -> SafeString:
    """The stored HTML of a text with its pictures; one that is not among ``figure`` is left out, caption and all."""

    def una(trovata: re.Match[str]) -> str:
        figura = figure.get(trovata["codice"])
        if figura is None:
            return ""
        detta = mark_safe(trovata["didascalia"] or "")  # noqa: S308 – through the allow-list a line below
        return _dal_modello("figura", {"figura": figura, "detta": detta, "sizes": COLONNA})

    # Whoever wrote it, nothing but the allow-list goes in.
    return mark_safe(_AVANZO.sub("", _FIGURA.sub(una, setaccio(html))))  # noqa: S308 – what is added is ours


def copertina(figura: Figura | None, *, sizes: str = CARTA, subito: bool = False) -> SafeString:
    """The wide cut, for a card; on top of an article ``sizes=COLONNA, subito=True``. Nothing of None."""
    if figura is None:
        return mark_safe("")
    return _dal_modello(
        "immagine", {"figura": figura, "disegno": figura.larga, "sizes": sizes, "subito": subito, "larga": True}
    )


def con_didascalia(figura: Figura | None) -> SafeString:
    """The wide cut on top of an article, with who made it and the licence."""
    if figura is None:
        return mark_safe("")
    return _dal_modello("figura", {"figura": figura, "larga": True, "sizes": COLONNA, "subito": True})


def _dal_modello(nome: str, contesto: Mapping[str, object]) -> SafeString:
    fatto = render_to_string(f"redazione/parti/{nome}.html", dict(contesto))
    return mark_safe(fatto.strip())  # noqa: S308 – stripped, it is as safe as it was


# ── Names of files ────────────────────────────────────────────────────────────────────────────────
def chiesta(nome: str) -> tuple[str, str, int] | None:
    """The cut, the format and the width that the name of a file says; None of any other name."""
    letto = _NOME.fullmatch(nome)
    return (letto["taglio"], letto["formato"], int(letto["larghezza"])) if letto else None
