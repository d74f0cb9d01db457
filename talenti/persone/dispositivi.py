"""Which devices a person already signed in from: a signed cookie on the device itself, nothing stored here."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from talenti.persone.actions import annota
from talenti.persone.models import Persona

BISCOTTO = "dispositivo"
_SALE = "talenti.persone.dispositivo"
_ANNO = 60 * 60 * 24 * 365
_MASSIMO = 8

_SISTEMI = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_NAVIGATORI = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


def in_parole(agente: str) -> str:
    """ "Firefox su Linux": enough to recognise a device, from what the browser says of itself."""
    sistema = next((nome for segno, nome in _SISTEMI if segno in agente), "")
    navigatore = next((nome for segno, nome in _NAVIGATORI if segno in agente), "")
    if sistema and navigatore:
        return _("%(navigatore)s su %(sistema)s") % {"navigatore": navigatore, "sistema": sistema}
    return sistema or navigatore or _("un programma sconosciuto")


def riconosci(request: HttpRequest, risposta: HttpResponse, persona: Any, *, nuova: bool) -> None:
    """Mark the device as this person's; unless she has just signed up, a device never seen is told to her."""
    noti = _noti(request)
    segno = _segno(persona)
    if segno in noti:
        return
    if not nuova:
        parole = in_parole(request.META.get("HTTP_USER_AGENT", ""))
        annota(Persona.objects.get(pk=persona.pk), "entra_da_nuovo_dispositivo", dati={"dispositivo": parole})
    risposta.set_cookie(
        BISCOTTO,
        signing.dumps([*noti[-_MASSIMO:], segno], salt=_SALE),
        max_age=_ANNO,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _segno(persona: Any) -> str:
    return salted_hmac(_SALE, f"{persona.pk}:{persona.creata_il.isoformat()}").hexdigest()[:16]


def _noti(request: HttpRequest) -> list[str]:
    try:
        noti = signing.loads(request.COOKIES.get(BISCOTTO, ""), salt=_SALE, max_age=_ANNO)
    except signing.BadSignature:
        return []
    return noti if isinstance(noti, list) else []
