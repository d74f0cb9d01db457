"""Four pictures of the newsroom, drawn here, on top of the pieces that they suit: used again, as pictures are."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from PIL import Image

from coworking.demo.foto import foto
from redazione import actions
from redazione.actions.immagini import Descritta
from redazione.demo.gente import COORDINA, NASCE, testata
from redazione.enums_articoli import Persone
from redazione.models import Immagine
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa

LARGA = 640


@dataclass(frozen=True)
class Figura:
    """``scena``: its drawing in the room of spaces; ``testi``: the numbers of the pieces that begin with it."""

    scena: str
    alt: str
    testi: tuple[int, ...]
    didascalia: str = ""


FIGURE = (
    Figura("hub", "Una sala luminosa con file di scrivanie libere.", (2, 9, 14, 15, 48, 55, 57)),
    Figura("bici", "Una bicicletta sul cavalletto, accanto a una parete di chiavi.", (6, 19, 23)),
    Figura("radio", "Un microfono davanti a una parete di pannelli morbidi.", (10, 17, 26, 39, 43)),
    Figura("falegname", "Un banco da falegname con una morsa e due pialle.", (4, 35, 36, 53)),
)
_DI_TESTO = {n: figura for figura in FIGURE for n in figura.testi}


def eventi(nascita: datetime) -> Iterator[Evento]:
    for figura in FIGURE:
        carica = partial(_carica, figura)
        yield Evento(f"redazione:immagine:{figura.scena}", giorni_fa(nascita, NASCE - 3, 11), carica, da_solo=True)


def _carica(figura: Figura) -> None:
    if Immagine.objects.filter(alt=figura.alt).exists():
        return
    detta = Descritta(figura.alt, "Talenti Diffusi", Persone.NESSUNA, didascalia=figura.didascalia, generata=True)
    actions.carica(testata(), _piccola(foto(figura.scena)), detta, da=persona(COORDINA))


def _piccola(grande: ContentFile) -> ContentFile:
    """Hardly narrower than the column that one reads: larger ones take long to write in every format."""
    with Image.open(grande) as disegno:
        uscita = io.BytesIO()
        disegno.resize((LARGA, LARGA * disegno.height // disegno.width)).save(uscita, "JPEG", quality=90)
    return ContentFile(uscita.getvalue(), name=grande.name)


def copertina_di(n: int) -> str:
    """The code of the picture on top of that piece; "" of those that have none."""
    figura = _DI_TESTO.get(n)
    return Immagine.objects.get(alt=figura.alt).codice if figura else ""
