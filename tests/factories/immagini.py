"""Pictures of the tests, and articles that show them."""

import io
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from redazione import actions, figure
from redazione.actions.immagini import Descritta
from redazione.enums_articoli import Persone
from redazione.models import Articolo, Revisione
from talenti.base.clock import adesso, oggi
from tests.factories import redazione
from tests.factories.persone import PersonaFactory

DA = redazione.DA
GPS = b"45.1336N 10.0245E"


def jpeg(lati=(320, 180), nome="IMG_0042.jpg", colore=(93, 34, 153), coda=b""):
    """As a phone sends it: who, when and where stand in it."""
    uscita = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = GPS.decode()
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", lati, colore).save(uscita, "JPEG", exif=exif)
    return SimpleUploadedFile(nome, uscita.getvalue() + coda)


class SempreNuova(SimpleUploadedFile):
    """A file that one form after the other may send."""

    def read(self, *quanti):
        self.seek(0)
        return super().read(*quanti)


def detta(**campi) -> Descritta:
    return replace(Descritta(alt="Due mani su una bicicletta", di="Nives Galli", persone=Persone.NESSUNA), **campi)


def immagine(dove, da=DA, lati=(320, 180), caricata=None, **campi):
    """One that may be shown, unless ``campi`` say that somebody is in it."""
    return actions.carica(dove, caricata or jpeg(lati), detta(**campi), da=da)


def consenso(una, da=DA, **campi):
    """Somebody in it says yes."""
    detto = {"chi": "Ada Rossi", "come": "Foglio firmato.", "dato_il": oggi()} | campi
    return actions.aggiungi_consenso(una, **detto, da=da)


def con_consenso(dove, da=DA, **campi):
    una = immagine(dove, da, persone=Persone.CON_CONSENSO, **campi)
    consenso(una, da)
    return una


def nel_testo(*immagini, prima="<p>Si ripara.</p>", didascalia=""):
    detta = f"<figcaption>{didascalia}</figcaption>" if didascalia else ""
    return prima + "".join(f'<figure><img data-immagine="{una.codice}">{detta}</figure>' for una in immagini)


def articolo(dove, *immagini, copertina=None, pubblicato=True, titolo="La ciclofficina", **campi):
    """An article whose text shows them; as rows, so that these tests say nothing of how it came to be published."""
    voce = redazione.voce(dove, titolo)
    uno = Articolo.objects.create(testata=dove, voce=voce, ultima_n=1)
    testo = Revisione.objects.create(
        articolo=uno, n=1, titolo=titolo, html=nel_testo(*immagini), copertina=copertina, da=PersonaFactory()
    )
    figure.usa(testo)
    uno.bozza = testo
    if pubblicato:
        ora = adesso()
        uno.viva, uno.dal, uno.aggiornato_il, uno.slug, uno.stato = testo, ora, ora, f"testo-{uno.codice}", "pubblicato"
    for campo, valore in campi.items():
        setattr(uno, campo, valore)
    uno.save()
    return uno


def riscrivi(uno, *immagini):
    """The text on the desk, anew; what readers see stays."""
    uno.refresh_from_db()
    testo = Revisione.objects.create(
        articolo=uno, n=uno.ultima_n + 1, titolo="Di nuovo", html=nel_testo(*immagini), da=PersonaFactory()
    )
    figure.usa(testo)
    Articolo.objects.filter(pk=uno.pk).update(bozza=testo, ultima_n=testo.n)
    return testo
