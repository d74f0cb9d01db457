"""From a template to a PDF: one set of fonts and one style sheet a process.

Reading the fonts again for each document costs three times the rendering and grows without end, so both
are loaded once and kept. WeasyPrint is imported when the first document is drawn: pages do not wait for it.
"""

import threading
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template import loader
from django.utils import translation
from PIL import ImageFile

# Two documents at once would share the font configuration while it is being read.
_uno_alla_volta = threading.Lock()
PESI = (400, 600, 700)


class _Officina(NamedTuple):
    """What every rendering of this process shares."""

    weasyprint: Any
    caratteri: Any
    stile: Any
    portalettere: Any


def rendi_pdf(modello: str, contesto: dict[str, Any], *, lingua: str = "it") -> bytes:
    """Draw a template of ``templates/pdf/`` as a tagged PDF (PDF/UA-1)."""
    with translation.override(lingua):
        html = loader.render_to_string(modello, {"demo": settings.MODO_DEMO, "lingua": lingua, **contesto})
    officina = _officina()
    with _uno_alla_volta:
        documento = officina.weasyprint.HTML(string=html, base_url="", url_fetcher=officina.portalettere)
        return documento.write_pdf(stylesheets=[officina.stile], font_config=officina.caratteri, pdf_variant="pdf/ua-1")


def codice_qr(testo: str) -> str:
    """A QR code as a ``data:`` address of an SVG."""
    return segno.make(testo, error="m").svg_data_uri(dark="#1D1129", border=0)


@cache
def _officina() -> _Officina:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    # Importing it makes Pillow accept pictures cut short, for the whole process: people's uploads are not to be.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    cartella = _cartella_caratteri()

    class SoloDiCasa(URLFetcher):
        """A document may use our fonts and what it carries in itself: nothing else of the disk or the net."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not _di_casa(url, cartella):
                raise FatalURLFetchingError(f"a document may not fetch {url[:200]}")
            return super().fetch(url, headers)

    portalettere = SoloDiCasa()
    caratteri = FontConfiguration()
    foglio = loader.get_template("pdf/stile.css").template.source  # type: ignore[attr-defined]  # it has one
    stile = weasyprint.CSS(
        string=_dichiara_caratteri(cartella) + foglio, base_url="", font_config=caratteri, url_fetcher=portalettere
    )
    return _Officina(weasyprint, caratteri, stile, portalettere)


def _cartella_caratteri() -> Path:
    trovato = finders.find(f"fonts/titillium-web-{PESI[0]}.woff2")
    if not trovato:
        raise ImproperlyConfigured(
            "Per i documenti mancano i caratteri Titillium Web: costruisci il front end con bin/demo --prepara."
        )
    return Path(str(trovato)).resolve().parent


def _dichiara_caratteri(cartella: Path) -> str:
    return "".join(
        f"@font-face {{ font-family: 'Titillium Web'; font-weight: {peso}; "
        f"src: url('{(cartella / f'titillium-web-{peso}.woff2').as_uri()}') format('woff2'); }}\n"
        for peso in PESI
    )


def _di_casa(url: str, cartella: Path) -> bool:
    if url.startswith("data:"):
        return True
    parti = urlsplit(url)
    if parti.scheme != "file" or parti.netloc:
        return False
    return Path(unquote(parti.path)).resolve().parent == cartella
