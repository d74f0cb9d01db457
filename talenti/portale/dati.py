"""What this room holds of a person, for her export and for the closing of her account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase
from talenti.base.registries import Conservazione, DatiPersonali
from talenti.portale import actions
from talenti.portale.models import Opinione, VisitaArea


def esporta(persona: Any) -> dict[str, Any]:
    opinioni = Opinione.objects.filter(email__iexact=persona.email)
    visita = VisitaArea.objects.filter(persona=persona).first()
    return {
        "ultima_visita_alla_mia_area": visita.vista_il.isoformat() if visita else None,
        "opinioni_con_la_mia_email": [
            {"quando": o.creata_il.isoformat(), "pagina": o.pagina, "esito": o.esito, "testo": o.testo}
            for o in opinioni
        ],
    }


def chiudi(persona: Any) -> list[Frase]:
    """The opinions stay, without the address."""
    VisitaArea.objects.filter(persona=persona).delete()
    Opinione.objects.filter(email__iexact=persona.email).update(email="")
    return []


DATI = DatiPersonali(
    chiave="portale",
    etichetta=_("Opinioni sulle pagine"),
    esporta=esporta,
    chiudi=chiudi,
)

CONSERVAZIONI = {
    "portale.opinioni": Conservazione(
        "portale",
        _("Teniamo le opinioni sulle pagine per 2 anni."),
        periodo=actions.CONSERVA_OPINIONE,
        cancella=actions.cancella_opinioni,
    ),
    "portale.email": Conservazione(
        "portale",
        _("Cancelliamo la tua email, se l'hai scritta, dopo 6 mesi."),
        periodo=actions.CONSERVA_EMAIL,
        cancella=actions.togli_email,
    ),
}
