"""The files that readers get of a picture: two cuts, three widths each, three formats. Made in the background."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from redazione.enums_articoli import Formato, Taglio
from redazione.models import Immagine, Versione
from redazione.models.immagini import CARTELLA

LARGHEZZE = {Taglio.INTERA: (480, 960, 1600), Taglio.LARGA: (400, 800, 1200)}
# Measured on photos: at these settings the eye finds no difference from the original at the size of a page.
COME = {
    Formato.AVIF: {"quality": 60, "speed": 6},
    Formato.WEBP: {"quality": 80, "method": 4},
    Formato.JPEG: {"quality": 82, "optimize": True, "progressive": True},
}


@dataclass(frozen=True)
class Misura:
    """One version to be made. ``intorno``: the point that it is cut around, "" of a whole one."""

    taglio: Taglio
    formato: Formato
    larghezza: int
    altezza: int
    intorno: str

    @property
    def chiave(self) -> tuple[str, str, int, str]:
        return self.taglio.value, self.formato.value, self.larghezza, self.intorno

    @property
    def nome(self) -> str:
        """The point stands in the name: under one name there is never another picture."""
        return f"{self.taglio.value}-{self.larghezza}{self.intorno and '-' + self.intorno}.{self.formato.value}"


def riquadro(immagine: Immagine, taglio: Taglio) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a cut: 16:9 around the point that matters, or as near to it as the edges let."""
    larga, alta = immagine.larghezza, immagine.altezza
    if taglio == Taglio.INTERA:
        return 0, 0, larga, alta
    l_taglio, a_taglio = min(larga, max(1, round(alta * 16 / 9))), min(alta, max(1, round(larga * 9 / 16)))
    sinistra = _dentro(larga * immagine.fuoco_x / 100 - l_taglio / 2, larga - l_taglio)
    sopra = _dentro(alta * immagine.fuoco_y / 100 - a_taglio / 2, alta - a_taglio)
    return sinistra, sopra, sinistra + l_taglio, sopra + a_taglio


def _dentro(quanto: float, massimo: int) -> int:
    return max(0, min(round(quanto), massimo))


def misure(immagine: Immagine) -> Iterator[Misura]:
    """All the versions that it should have, never larger than it is itself."""
    for taglio, larghezze in LARGHEZZE.items():
        sinistra, sopra, destra, sotto = riquadro(immagine, taglio)
        larga, alta = destra - sinistra, sotto - sopra
        intorno = "" if taglio == Taglio.INTERA else f"{immagine.fuoco_x}x{immagine.fuoco_y}"
        for larghezza in sorted({min(una, larga) for una in larghezze}):
            altezza = max(1, round(alta * larghezza / larga))
            yield from (Misura(taglio, formato, larghezza, altezza, intorno) for formato in COME)


def prepara(immagine: Immagine) -> int:
    """Make the versions that are missing, or cut around another point; take the old ones away. Returns how many.

    A second run finds nothing to do. Of a picture that may not be shown any more none is made.
    """
    immagine.refresh_from_db()
    if not _si_mostrera(immagine):
        return 0
    ci_sono = {(v.taglio, v.formato, v.larghezza, v.intorno) for v in immagine.versioni.all()}
    mancano = [una for una in misure(immagine) if una.chiave not in ci_sono]
    if not mancano:
        return 0
    scritti: dict[Misura, str] = {}
    try:
        for una, byte in _disegna(immagine, mancano):
            scritti[una] = default_storage.save(f"{CARTELLA}/{immagine.codice}/{una.nome}", ContentFile(byte))
        fatte = _sostituisci(immagine, scritti)
    except BaseException:
        _via(scritti)
        raise
    if not fatte:
        _via(scritti)
    return fatte


def _si_mostrera(immagine: Immagine) -> bool:
    return immagine.tolta_il is None and not immagine.consensi.filter(ritirato_il__isnull=False).exists()


def _disegna(immagine: Immagine, quali: list[Misura]) -> Iterator[tuple[Misura, bytes]]:
    with immagine.file.open("rb") as file, Image.open(file) as aperta:
        intera = aperta.convert("RGB")
    for una in quali:
        misura = (una.larghezza, una.altezza)
        disegno = intera.resize(misura, Image.Resampling.LANCZOS, box=riquadro(immagine, una.taglio))
        uscita = io.BytesIO()
        disegno.save(uscita, una.formato.value.upper(), **COME[una.formato])
        yield una, uscita.getvalue()


@transaction.atomic
def _sostituisci(immagine: Immagine, scritti: dict[Misura, str]) -> int:
    """Write the new rows in place of the old. Nothing, when meanwhile it was taken out or is cut around another point:
    whoever did that has put the work in the queue again."""
    com_e = Immagine.objects.select_for_update(no_key=True).get(pk=immagine.pk)
    volute = {una.chiave for una in misure(com_e)}
    if not _si_mostrera(com_e) or not {una.chiave for una in scritti} <= volute:
        return 0
    nuove = {una.chiave[:3] for una in scritti}
    vecchie = [
        una
        for una in com_e.versioni.all()
        if (una.taglio, una.formato, una.larghezza) in nuove
        or (una.taglio, una.formato, una.larghezza, una.intorno) not in volute
    ]
    com_e.versioni.filter(pk__in=[una.pk for una in vecchie]).delete()
    for una in vecchie:
        transaction.on_commit(partial(default_storage.delete, una.file), robust=True)
    Versione.objects.bulk_create(
        Versione(
            immagine=com_e,
            taglio=una.taglio,
            formato=una.formato,
            larghezza=una.larghezza,
            altezza=una.altezza,
            intorno=una.intorno,
            file=file,
        )
        for una, file in scritti.items()
    )
    return len(scritti)


def _via(scritti: dict[Misura, str]) -> None:
    for nome in scritti.values():
        default_storage.delete(nome)
