"""The mail of a notice, or of the digest: HTML and text from one pair of templates."""

from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.avvisi import tipi
from talenti.avvisi.enums import Canale
from talenti.avvisi.models import Avviso, Consegna
from talenti.avvisi.testi import oggetto_breve, riga
from talenti.base import links
from talenti.base.clock import a_roma, adesso

SCOPO_SILENZIO = "avvisi.silenzia"


def componi(prese: list[Consegna], posta: Any) -> EmailMultiAlternatives | None:
    """The mail of deliveries that share a Message-ID; None when their reader is gone."""
    primo = prese[0].avviso
    if primo.persona and not primo.persona.is_active:
        return None
    lingua = primo.persona.lingua if primo.persona and prese[0].canale == Canale.RIEPILOGO else primo.lingua
    with translation.override(lingua):
        contesto = _riepilogo(prese) if prese[0].canale == Canale.RIEPILOGO else _singolo(primo)
        return _messaggio(prese[0], contesto, lingua, posta)


def _messaggio(consegna: Consegna, contesto: dict[str, Any], lingua: str, posta: Any) -> EmailMultiAlternatives:
    avviso = consegna.avviso
    tutto = {"lingua": lingua, **_piede(consegna), **contesto}
    messaggio = EmailMultiAlternatives(
        subject=oggetto_breve(riga(contesto["titolo"])),
        body=render_to_string(f"emails/{contesto['modello']}.txt", tutto).rstrip() + "\n",
        to=[avviso.indirizzo],
        reply_to=[settings.EMAIL_AIUTO],
        headers=_intestazioni(consegna, lingua, tutto["silenzia_url"]),
        connection=posta,
    )
    messaggio.attach_alternative(render_to_string(f"emails/{contesto['modello']}.html", tutto), "text/html")
    return messaggio


def _intestazioni(consegna: Consegna, lingua: str, silenzia_url: str) -> dict[str, str]:
    intestazioni = {
        "Message-ID": consegna.message_id,
        "Date": format_datetime(a_roma(adesso())),
        "Auto-Submitted": "auto-generated",
        "Content-Language": lingua,
    }
    if silenzia_url:
        intestazioni["List-Unsubscribe"] = f"<{silenzia_url}>"
        intestazioni["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return intestazioni


def _singolo(avviso: Avviso) -> dict[str, Any]:
    return {
        "modello": "avviso",
        "titolo": avviso.oggetto,
        "paragrafi": avviso.testo,
        "azione_testo": avviso.azione_testo,
        "azione_url": f"{settings.INDIRIZZO_SITO}{avviso.azione_url}" if avviso.azione_url else "",
    }


def _riepilogo(prese: list[Consegna]) -> dict[str, Any]:
    quante = len(prese)
    titolo = ngettext("Oggi ti aspetta %(n)s cosa", "Oggi ti aspettano %(n)s cose", quante) % {"n": quante}
    return {
        "modello": "riepilogo",
        "titolo": titolo,
        "voci": [_singolo(riga.avviso) for riga in prese],
        "azione_testo": _("Apri i messaggi"),
        "azione_url": settings.INDIRIZZO_SITO + reverse("avvisi:elenco"),
    }


def _piede(consegna: Consegna) -> dict[str, str]:
    """Why this mail came, and how not to receive the next one."""
    avviso, tipo = consegna.avviso, tipi.tipo(consegna.avviso.tipo)
    if not avviso.persona:
        return {"perche": _("Ricevi questa email perché qualcuno ha scritto qui il tuo indirizzo."), **_NIENTE_LINK}
    if tipo.obbligatorio:
        perche = _("Ricevi questa email perché hai un account: messaggi come questo partono sempre.")
        return {"perche": perche, **_NIENTE_LINK}
    if consegna.canale == Canale.RIEPILOGO:
        perche = _("Ricevi questa email perché hai scelto un riepilogo al giorno.")
    else:
        perche = _("Ricevi questa email perché riguarda qualcosa di tuo: «%(tipo)s».") % {"tipo": tipo.etichetta}
    return {
        "perche": perche,
        "preferenze_url": settings.INDIRIZZO_SITO + reverse("avvisi:preferenze"),
        "silenzia_url": silenzia_url(avviso, "" if consegna.canale == Canale.RIEPILOGO else avviso.tipo),
    }


_NIENTE_LINK = {"preferenze_url": "", "silenzia_url": ""}


def silenzia_url(avviso: Avviso, tipo: str) -> str:
    gettone = links.firma(SCOPO_SILENZIO, {"persona": avviso.persona_id, "tipo": tipo})
    return settings.INDIRIZZO_SITO + reverse("avvisi:silenzia", args=[gettone])
