"""The portal's addresses and two more pages, the references that every page is compared with.

Both go through the same server, middleware and template engine. ``modello`` renders a plain template and asks nothing;
``elenco`` renders one SELECT of fifty rows.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from talenti import urls
from talenti.luoghi.models import Comune

TESTA = "<!doctype html><html lang='it'><head><title>{{ titolo }}</title></head><body><h1>{{ titolo }}</h1>"
MODELLO = engines["django"].from_string(TESTA + "<p>{{ testo }}</p></body></html>")
ELENCO = engines["django"].from_string(
    TESTA + "<table>{% for riga in righe %}<tr><td>{{ riga.nome }}</td><td>{{ riga.istat }}</td></tr>{% endfor %}"
    "</table></body></html>"
)


def modello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(MODELLO.render({"titolo": "Riferimento", "testo": "Una pagina che non chiede niente."}))


def elenco(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(ELENCO.render({"titolo": "Riferimento", "righe": Comune.objects.all()[:50]}))


urlpatterns = [path("riferimento/modello/", modello), path("riferimento/elenco/", elenco), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
