"""The files of pictures: for anybody while a public text shows them, for who works on them before."""

import hashlib
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.generic import View

from redazione import figure
from redazione.models import Immagine
from redazione.queries import da_servire, trova_alla_scrivania
from talenti.base.fattore import manca_il_fattore
from talenti.base.views import risposta_con_file

# Short: whoever takes back her consent is not shown for a day by what has seen the picture before.
PUBBLICA, PRIVATA = "public, max-age=300, must-revalidate", "private, no-cache"


class FileView(View):
    """410 once a consent was withdrawn, or the picture taken out: for everybody, the newsroom as well."""

    def get(self, request: HttpRequest, codice: str, file: str) -> HttpResponse | FileResponse:
        immagine = da_servire().filter(codice=codice).first()
        if immagine is None:
            raise Http404
        if immagine.tolta_il is not None or immagine.ha_ritiri:
            return HttpResponse(status=410, headers={"Cache-Control": "no-store"})
        if not immagine.in_linea and not self._alla_scrivania(immagine):
            raise Http404
        return self._risposta(immagine, file, PUBBLICA if immagine.in_linea else PRIVATA)

    def _alla_scrivania(self, immagine: Immagine) -> bool:
        """Asked only of what is not public, so that public files know of no session."""
        chi = self.request.user
        return chi.is_authenticated and not manca_il_fattore(chi) and trova_alla_scrivania(chi, immagine)

    def _risposta(self, immagine: Immagine, nome: str, cache: str) -> HttpResponse | FileResponse:
        file, tipo = _file(immagine, nome)
        # Under one path there is always the same picture.
        etag = f'"{hashlib.sha256(str(file.name).encode()).hexdigest()[:24]}"'
        gia = HttpResponse(headers={"Cache-Control": cache, "ETag": etag})
        condizionata = get_conditional_response(self.request, etag=etag, response=gia)
        if condizionata is not None and condizionata is not gia:
            return condizionata
        risposta = risposta_con_file(file, tipo, cache=cache)
        risposta["ETag"] = etag
        return risposta


def _file(immagine: Immagine, nome: str) -> tuple[Any, str]:
    """The file of that name and its type; 404 of one that was never made."""
    if nome == figure.ORIGINALE:
        return immagine.file, "image/jpeg"
    chiesta = figure.chiesta(nome)
    if chiesta is None:
        raise Http404
    taglio, formato, larghezza = chiesta
    percorsi = immagine.versioni.filter(taglio=taglio, formato=formato, larghezza=larghezza)
    percorso = percorsi.values_list("file", flat=True).first()
    if percorso is None:
        raise Http404
    return immagine.file.field.attr_class(immagine, immagine.file.field, percorso), f"image/{formato}"
