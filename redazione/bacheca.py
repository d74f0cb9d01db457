"""The board: everything by how far it is, of each column the first ones and how many there are."""

from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from redazione.enums import StatoVoce
from redazione.enums_articoli import SI_SCRIVE, StatoArticolo
from redazione.models import Idea, Testata, Voce
from talenti.base.clock import adesso

# A column is looked at, not read to its end.
IN_COLONNA = 20


def _colonne() -> list[tuple[str, str, Q, list[Any]]]:
    """Key, name, which things of the plan, in which order."""
    ora = adesso()
    nel_piano = Q(stato=StatoVoce.PREVISTA)
    presto = [F("prevista_per").asc(nulls_last=True), "pk"]
    uscira = Q(articolo__stato=StatoArticolo.PUBBLICATO, articolo__dal__gt=ora)
    uscito = Q(articolo__stato=StatoArticolo.PUBBLICATO, articolo__dal__lte=ora)
    ritirato = Q(articolo__stato=StatoArticolo.ARCHIVIATO)
    return [
        ("da_scrivere", _("Da scrivere"), nel_piano & Q(articolo__isnull=True), presto),
        ("in_scrittura", _("In scrittura"), nel_piano & Q(articolo__stato__in=SI_SCRIVE), presto),
        ("in_revisione", _("In revisione"), nel_piano & Q(articolo__stato=StatoArticolo.IN_REVISIONE), presto),
        ("in_uscita", _("Pronti e in uscita"), nel_piano & (Q(articolo__stato=StatoArticolo.PRONTO) | uscira), presto),
        ("pubblicati", _("Pubblicati"), nel_piano & uscito, ["-articolo__dal", "-pk"]),
        ("fuori", _("Tolti o ritirati"), Q(stato=StatoVoce.LASCIATA) | ritirato, ["-pk"]),
    ]


def colonne(testata: Testata, persona: Any) -> list[dict[str, Any]]:
    """Ideas first. Two questions of each column, whatever it holds, and one that counts."""
    idee = Idea.objects.da_guardare().filter(testata=testata)
    voci = Voce.objects.filter(testata=testata)
    quali = _colonne()
    quante = voci.aggregate(**{chiave: Count("pk", filter=quale) for chiave, _nome, quale, _ordine in quali})
    prime = idee.per_elenco(persona).order_by("proposta_il", "pk")[:IN_COLONNA]
    tutte: list[dict[str, Any]] = [{"nome": _("Idee da guardare"), "quante": idee.count(), "idee": list(prime)}]
    for chiave, nome, quale, ordine in quali:
        sue = voci.filter(quale).per_elenco().order_by(*ordine)[:IN_COLONNA]
        tutte.append({"nome": nome, "quante": quante[chiave], "voci": list(sue)})
    return tutte
