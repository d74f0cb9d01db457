"""Who is who in the demonstration: invented people, one for each role."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase

PASSWORD = "prova-talenti-2026"  # noqa: S105 – public on purpose: it opens only the demonstration


@dataclass(frozen=True)
class Conto:
    """An account of the demonstration. ``secondo_fattore``: it asks for a code after the password."""

    chiave: str
    ruolo: Frase
    nome: str
    cognome: str
    secondo_fattore: bool = False

    @property
    def email(self) -> str:
        return f"{self.chiave}@example.org"


CONTI: tuple[Conto, ...] = (
    Conto("giulia", _("Giovane, 22 anni"), "Giulia", "Prova"),
    Conto("leo", _("Giovane, 16 anni"), "Leo", "Prova"),
    Conto("sara", _("Amministra un’organizzazione"), "Sara", "Esempio", secondo_fattore=True),
    Conto("rosa", _("Ospita chi lavora nel suo studio"), "Rosa", "Modelli", secondo_fattore=True),
    Conto("ada", _("Collabora con un’organizzazione"), "Ada", "Esempio"),
    Conto("ivo", _("Lavora nell’ufficio di un’organizzazione"), "Ivo", "Saggio", secondo_fattore=True),
    Conto("nora", _("Coordina la rete"), "Nora", "Campione", secondo_fattore=True),
    Conto("elio", _("Rivede tutto, non cambia niente"), "Elio", "Campione", secondo_fattore=True),
    Conto("commissione1", _("Presiede una commissione che valuta"), "Ombretta", "Saggi"),
    Conto("commissione2", _("Valuta le domande di un bando"), "Silvio", "Modelli"),
    Conto("commissione5", _("Scrive i verbali di una commissione"), "Piera", "Campioni"),
    Conto("redazione1", _("Coordina la redazione"), "Nives", "Campioni"),
    Conto("gruppo06", _("Rivede gli articoli della redazione"), "Fabio", "Campioni"),
    Conto("gruppo09", _("Scrive per la redazione"), "Ilaria", "Fantasia"),
    Conto("referente.informagiovani", _("Approva il piano della redazione"), "Alba", "Provetti", secondo_fattore=True),
    Conto("tea", _("Gestisce il sistema"), "Tea", "Modello", secondo_fattore=True),
)


def conto(chiave: str) -> Conto | None:
    """The account shown under that name, if it is one of those shown."""
    return next((uno for uno in CONTI if uno.chiave == chiave), None)
